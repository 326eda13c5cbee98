--
-- bars: values beside each other
--

CREATE FUNCTION @extschema@.chart_bar_style(n bigint, series bigint) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN format('class="svg-bar svg-bar-%s" fill="%s" stroke="%2$s" fill-opacity="%s"', 1 + (n - 1) % 6, @extschema@.chart_colour(n),
        CASE WHEN n = series THEN 1 ELSE ('{0.15,0.45,0.75}'::numeric[])[1 + (n - 1) % 3] END);
END $$;

COMMENT ON FUNCTION @extschema@.chart_bar_style(bigint, bigint) IS
'A step of svg_bars: how the bars of a series look, number n of so many; the last is full, those before lighter, in black and white as well.';

CREATE FUNCTION @extschema@.chart_bar_check(label pg_catalog.text[], value double precision[], series pg_catalog.text[]) RETURNS pg_catalog.void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    twice text;
BEGIN
    PERFORM @extschema@.chart_check_values('{label,value,series}'::text[], ARRAY[cardinality(label), cardinality(value), coalesce(cardinality(series), cardinality(label))], label, value);
    IF EXISTS (SELECT FROM unnest(series) AS s (name) WHERE s.name IS NULL) THEN
        RAISE EXCEPTION 'series must not contain NULL' USING ERRCODE = 'null_value_not_allowed';
    END IF;
    SELECT concat('"' || left(b.name, 40) || '"', ' in "' || left(b.part, 40) || '"') INTO twice
    FROM unnest(label, series) AS b (name, part) GROUP BY b.name, b.part HAVING count(*) > 1 ORDER BY b.name COLLATE "C", b.part COLLATE "C" LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% has more than one value', twice USING ERRCODE = 'invalid_parameter_value', HINT = 'Add them up first: GROUP BY label.';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.chart_bar_check(pg_catalog.text[], double precision[], pg_catalog.text[]) IS
'A step of svg_bars: refuses what cannot be drawn.';

CREATE FUNCTION @extschema@.chart_bar_legend(series pg_catalog.text[], width integer, top integer) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        SELECT string_agg(format('<rect %s x="1" y="%s" width="20" height="9"/><text x="28" y="%s">%s</text>', @extschema@.chart_bar_style(s.n, cardinality(series)::bigint),
                   top + 16 * (s.n - 1) + 3, top + 16 * (s.n - 1) + 12, @extschema@.chart_text(s.name, floor((width - 28) / 7)::integer)), '' ORDER BY s.n)
        FROM unnest(series) WITH ORDINALITY AS s (name, n));
END $$;

COMMENT ON FUNCTION @extschema@.chart_bar_legend(pg_catalog.text[], integer, integer) IS
'A step of svg_bars: which bar is of which series, a line each.';

CREATE FUNCTION @extschema@.chart_bar_rows(label pg_catalog.text[], value double precision[], part pg_catalog.text[], names pg_catalog.text[], suffix pg_catalog.text, box numeric[], ticks numeric[], room integer) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    series CONSTANT bigint := cardinality(names);
    thick CONSTANT numeric := CASE WHEN cardinality(names) = 1 THEN 14 ELSE 11 END;
    scale CONSTANT numeric := (box[2] - box[1]) / (ticks[cardinality(ticks)] - ticks[1]);
    zero CONSTANT numeric := box[1] - scale * ticks[1];
BEGIN
    RETURN (
        WITH bars AS (
            SELECT b.name, b.amount, array_position(names, b.part)::bigint AS n, dense_rank() OVER (ORDER BY b.first) AS row
            FROM (SELECT l.name, l.amount, l.part, min(l.place) OVER (PARTITION BY l.name) AS first FROM unnest(label, value, part) WITH ORDINALITY AS l (name, amount, part, place)) AS b),
        placed AS (
            SELECT b.*, box[3] + (b.row - 1) * (thick * series + 8) AS top, box[3] + (b.row - 1) * (thick * series + 8) + (b.n - 1) * thick AS y, scale * b.amount::numeric AS length FROM bars AS b)
        SELECT string_agg(concat(
                   CASE WHEN p.n = p.least THEN format('<text x="%s" y="%s" text-anchor="end">%s</text>', box[1] - 8,
                       @extschema@.chart_number(p.top + thick * series / 2 + 4), @extschema@.chart_text(p.name, room)) END,
                   CASE WHEN p.length IS NOT NULL THEN format('<rect %s x="%s" y="%s" width="%s" height="%s"/>', @extschema@.chart_bar_style(p.n, series),
                       @extschema@.chart_number(zero + least(p.length, 0)), @extschema@.chart_number(p.y), @extschema@.chart_number(abs(p.length)), thick - 1) END,
                   format('<text x="%s" y="%s">%s</text>', @extschema@.chart_number(zero + greatest(p.length, 0) + 5), @extschema@.chart_number(p.y + thick / 2 + 3.5),
                       coalesce(CASE suffix WHEN '' THEN @extschema@.amount_text(p.amount) ELSE round(p.amount::numeric, 1) || suffix END, '&#8211;'))), '' ORDER BY p.row, p.n)
        FROM (SELECT q.*, min(q.n) OVER (PARTITION BY q.row) AS least FROM placed AS q) AS p);
END $$;

COMMENT ON FUNCTION @extschema@.chart_bar_rows(pg_catalog.text[], double precision[], pg_catalog.text[], pg_catalog.text[], pg_catalog.text, numeric[], numeric[], integer) IS
'A step of svg_bars: a row a label, in it a bar and its amount for each series.';

CREATE FUNCTION @extschema@.chart_bar_frame(label pg_catalog.text[], value double precision[], part pg_catalog.text[], title pg_catalog.text, description pg_catalog.text, unit pg_catalog.text, width integer) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    names CONSTANT text[] := ARRAY(SELECT s.name FROM unnest(part) WITH ORDINALITY AS s (name, place) GROUP BY s.name ORDER BY min(s.place));
    suffix CONSTANT text := CASE WHEN unit = '%' THEN ' %' ELSE '' END;
    named CONSTANT integer := CASE WHEN names = '{""}' THEN 0 ELSE cardinality(names) END;
    shown record;
    room integer;
    top integer;
    ticks numeric[];
BEGIN
    SELECT min(b.amount::numeric) AS low, max(b.amount::numeric) AS high, count(DISTINCT b.name) AS rows, max(char_length(b.name)) AS longest,
           max(char_length(@extschema@.amount_text(b.amount) || suffix)) * 7 + 8 AS amounts
        INTO shown FROM unnest(label, value) AS b (name, amount);
    room := least(shown.longest, floor(width * 0.38 / 7)::integer);
    top := 4 + CASE WHEN unit IS NULL OR unit = '%' THEN 0 ELSE 18 END;
    ticks := ARRAY[least(shown.low, 0), CASE WHEN greatest(shown.high, 0) = least(shown.low, 0) THEN 1 ELSE greatest(shown.high, 0) END];
    RETURN @extschema@.chart_frame(title, description, width,
        top + named * 16 + CASE WHEN named > 0 THEN 6 ELSE 0 END + shown.rows::integer * (CASE WHEN cardinality(names) = 1 THEN 14 ELSE 11 END * cardinality(names) + 8),
        concat(CASE WHEN unit <> '%' THEN '<text x="0" y="12" fill-opacity="0.75">' || @extschema@.chart_text(unit, floor(width / 7)::integer) || '</text>' END,
            CASE WHEN named > 0 THEN @extschema@.chart_bar_legend(names, width, top) END,
            @extschema@.chart_bar_rows(label, value, part, names, suffix,
                ARRAY[room * 7.4 + 10, greatest(width - coalesce(shown.amounts, 0), room * 7.4 + 30), top + named * 16 + CASE WHEN named > 0 THEN 6 ELSE 0 END], ticks, room)));
END $$;

COMMENT ON FUNCTION @extschema@.chart_bar_frame(pg_catalog.text[], double precision[], pg_catalog.text[], pg_catalog.text, pg_catalog.text, pg_catalog.text, integer) IS
'A step of svg_bars: the picture, as high as its rows need; part is the series of each bar, '''' where there are none.';

CREATE FUNCTION @extschema@.svg_bars(
    label pg_catalog.text[],
    value double precision[],
    title pg_catalog.text,
    description pg_catalog.text DEFAULT NULL,
    series pg_catalog.text[] DEFAULT NULL,
    unit pg_catalog.text DEFAULT NULL,
    width integer DEFAULT 640
) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM @extschema@.chart_check(title, width, 24);
    PERFORM @extschema@.chart_bar_check(coalesce(label, '{}'), coalesce(value, '{}'), series);
    IF cardinality(label) > 0 THEN
        RETURN @extschema@.chart_bar_frame(label, value, coalesce(series, array_fill(''::text, ARRAY[cardinality(label)])), title, description, unit, width);
    END IF;
    RETURN @extschema@.chart_frame(title, description, width, 48, NULL::text);
END $$;

COMMENT ON FUNCTION @extschema@.svg_bars(pg_catalog.text[], double precision[], pg_catalog.text, pg_catalog.text, pg_catalog.text[], pg_catalog.text, integer) IS
'An SVG picture of values beside each other, a row a label with its bar and its amount: SELECT svg_bars(array_agg(exporter ORDER BY value DESC), array_agg(value ORDER BY value DESC), ''Suppliers'') FROM ... . The arrays belong together, element by element; rows come in the order in which their labels do first, the picture is as high as they need. series parts the bars of a label, as before and after; a list above tells them apart.
A NULL value has no bar and reads as a dash; NULL or empty arrays give a picture that says so. A unit of % is written behind each amount, which then has one decimal; another one above. title and description are what screen readers tell; width is in pixels, 160 to 4000. Series differ in lightness as well as in colour; CSS may change bars by their classes svg-bar-1 to svg-bar-6. All text is escaped.
22023 for arrays of unequal length, two values of a label in a series, a value that is not finite, a width out of range; 22004 for a NULL label, series or title.';
