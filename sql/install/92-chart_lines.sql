--
-- lines: values over time
--

CREATE FUNCTION @extschema@.chart_line_check(label pg_catalog.text[], at pg_catalog.date[], value double precision[], event pg_catalog.date) RETURNS pg_catalog.void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    PERFORM @extschema@.chart_check_values('{label,at,value}'::text[], ARRAY[cardinality(label), cardinality(at), cardinality(value)], label, value);
    SELECT d.day INTO wrong FROM unnest(at || event) WITH ORDINALITY AS d (day, place)
    WHERE d.day IS NULL AND d.place <= cardinality(at) OR d.day NOT BETWEEN '0001-01-01' AND '9999-12-31' LIMIT 1;
    IF FOUND AND wrong.day IS NULL THEN
        RAISE EXCEPTION 'at must not contain NULL' USING ERRCODE = 'null_value_not_allowed';
    ELSIF FOUND THEN
        RAISE EXCEPTION 'date % is not in the years 1 to 9999', coalesce(nullif(to_char(wrong.day::timestamp, 'YYYY-MM-DD BC'), ''), 'infinity') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT left(p.name, 40) AS name, p.day INTO wrong FROM unnest(label, at) AS p (name, day) GROUP BY p.name, p.day HAVING count(*) > 1 ORDER BY p.name COLLATE "C", p.day LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '"%" has more than one value at %', wrong.name, to_char(wrong.day::timestamp, 'YYYY-MM-DD')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Add them up first: GROUP BY label and date.';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.chart_line_check(pg_catalog.text[], pg_catalog.date[], double precision[], pg_catalog.date) IS
'A step of svg_lines: refuses what cannot be drawn.';

CREATE FUNCTION @extschema@.chart_x(box numeric[], span pg_catalog.date[], day pg_catalog.date) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN span[1] = span[2] THEN (box[1] + box[2]) / 2
                ELSE box[1] + (box[2] - box[1]) * (day - span[1]) / (span[2] - span[1]) END;
END $$;

COMMENT ON FUNCTION @extschema@.chart_x(numeric[], pg_catalog.date[], pg_catalog.date) IS
'A step of svg_lines: where a day lies. box is left, right, top and bottom of what is drawn, span its first and last day.';

CREATE FUNCTION @extschema@.chart_y(box numeric[], ticks numeric[], amount numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN box[4] OPERATOR(pg_catalog.-) ((box[4] OPERATOR(pg_catalog.-) box[3]) OPERATOR(pg_catalog.*)
    ((amount OPERATOR(pg_catalog.-) ticks[1]) OPERATOR(pg_catalog./) (ticks[pg_catalog.cardinality(ticks)] OPERATOR(pg_catalog.-) ticks[1])));

COMMENT ON FUNCTION @extschema@.chart_y(numeric[], numeric[], numeric) IS
'A step of the charts: where an amount lies between the first and the last tick of an axis.';

CREATE FUNCTION @extschema@.chart_value_axis(box numeric[], ticks numeric[]) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        SELECT string_agg(format('<path d="M%1$s %2$sH%3$s" stroke="currentColor" stroke-opacity="%4$s"/><text x="%5$s" y="%6$s" text-anchor="end" fill-opacity="0.75">%7$s</text>',
                   box[1], t.y, box[2], CASE WHEN t.tick = 0 THEN 0.6 ELSE 0.15 END, box[1] - 6, @extschema@.chart_number(t.y::numeric + 4),
                   @extschema@.amount_text(t.tick::double precision)), '' ORDER BY t.tick)
        FROM (SELECT n.tick, @extschema@.chart_number(@extschema@.chart_y(box, ticks, n.tick)) AS y FROM unnest(ticks) AS n (tick)) AS t);
END $$;

COMMENT ON FUNCTION @extschema@.chart_value_axis(numeric[], numeric[]) IS
'A step of svg_lines: a line and an amount for each tick.';

CREATE FUNCTION @extschema@.chart_time_ticks(span pg_catalog.date[], years boolean, most integer) RETURNS TABLE (day pg_catalog.date, name pg_catalog.text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    months integer := CASE WHEN years THEN 12 ELSE 1 END;
    first integer := 12 * extract(year FROM span[1])::integer + extract(month FROM span[1])::integer - 1;
    last integer := 12 * extract(year FROM span[2])::integer + extract(month FROM span[2])::integer - 1;
BEGIN
    months := coalesce((SELECT min(s.step) FROM unnest('{1,2,3,6,12,24,60,120,240,600,1200,6000,12000}'::integer[]) AS s (step)
                        WHERE s.step >= months AND (last - first) / s.step < most), 120000);
    RETURN QUERY
        SELECT d.day, CASE WHEN months % 12 = 0 THEN to_char(d.day::timestamp, 'YYYY') ELSE to_char(d.day::timestamp, 'YYYY-MM') END
        FROM generate_series((first + months - 1) / months * months, last, months) AS m (month)
        CROSS JOIN LATERAL (SELECT make_date(m.month / 12, m.month % 12 + 1, 1) AS day) AS d
        WHERE m.month >= 12 AND d.day BETWEEN span[1] AND span[2];
END $$;

COMMENT ON FUNCTION @extschema@.chart_time_ticks(pg_catalog.date[], boolean, integer) IS
'A step of svg_lines: the months, or years, that are named below the axis; at most so many and one.';

CREATE FUNCTION @extschema@.chart_time_axis(box numeric[], span pg_catalog.date[], years boolean) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        SELECT string_agg(format('<path d="M%1$s %2$sv4" stroke="currentColor" stroke-opacity="0.6"/><text x="%1$s" y="%3$s" text-anchor="middle" fill-opacity="0.75">%4$s</text>',
                   @extschema@.chart_number(@extschema@.chart_x(box, span, t.day)), box[4], box[4] + 18, t.name), '' ORDER BY t.day)
        FROM @extschema@.chart_time_ticks(span, years, ((box[2] - box[1]) / CASE WHEN years THEN 44 ELSE 64 END)::integer) AS t);
END $$;

COMMENT ON FUNCTION @extschema@.chart_time_axis(numeric[], pg_catalog.date[], boolean) IS
'A step of svg_lines: the time below the chart.';

CREATE FUNCTION @extschema@.chart_event(box numeric[], span pg_catalog.date[], event pg_catalog.date, event_label pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x numeric := @extschema@.chart_x(box, span, event);
    late boolean := x > (box[1] + box[2]) / 2;
BEGIN
    IF event IS NULL OR event NOT BETWEEN span[1] AND span[2] THEN
        RETURN NULL;
    END IF;
    RETURN format('<path class="svg-event" d="M%1$s %2$sV%3$s" stroke="currentColor" stroke-dasharray="3 3"/>',
            @extschema@.chart_number(x), @extschema@.chart_number(box[3] - 4), @extschema@.chart_number(box[4]))
        || coalesce(format('<text x="%s" y="%s" text-anchor="%s">', @extschema@.chart_number(x), @extschema@.chart_number(box[3] - 8), CASE WHEN late THEN 'end' ELSE 'start' END)
            || @extschema@.chart_text(event_label, floor((CASE WHEN late THEN x ELSE box[2] - x END) / 7)::integer) || '</text>', '');
END $$;

COMMENT ON FUNCTION @extschema@.chart_event(numeric[], pg_catalog.date[], pg_catalog.date, pg_catalog.text) IS
'A step of svg_lines: the day of the event, where it lies in the time shown.';

CREATE FUNCTION @extschema@.chart_line_style(n bigint) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN format('class="svg-line svg-line-%s" stroke="%s" stroke-width="2"', 1 + (n - 1) % 6, @extschema@.chart_colour(n))
        || coalesce(' stroke-dasharray="' || (ARRAY[NULL, '7 3', '2 3', '9 3 2 3', '12 4', '4 2'])[1 + (n - 1) % 6] || '"', '');
END $$;

COMMENT ON FUNCTION @extschema@.chart_line_style(bigint) IS
'A step of svg_lines: how line number n looks, in black and white as well.';

CREATE FUNCTION @extschema@.chart_line_paths(label pg_catalog.text[], at pg_catalog.date[], value double precision[], box numeric[], span pg_catalog.date[], ticks numeric[]) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        WITH points AS (
            SELECT p.name, p.day, p.amount, min(p.place) OVER (PARTITION BY p.name) AS series, lag(p.amount) OVER (PARTITION BY p.name ORDER BY p.day) AS before
            FROM unnest(label, at, value) WITH ORDINALITY AS p (name, day, amount, place)),
        paths AS (
            SELECT p.name, dense_rank() OVER (ORDER BY p.series) AS n,
                   string_agg(CASE WHEN p.before IS NULL THEN 'M' ELSE 'L' END || @extschema@.chart_number(@extschema@.chart_x(box, span, p.day)) || ' '
                       || @extschema@.chart_number(@extschema@.chart_y(box, ticks, p.amount::numeric)) || CASE WHEN p.before IS NULL THEN 'h0' ELSE '' END, '' ORDER BY p.day) AS path
            FROM points AS p WHERE p.amount IS NOT NULL GROUP BY p.name, p.series)
        SELECT string_agg(format('<path %s fill="none" stroke-linejoin="round" stroke-linecap="round" d="%s"><title>%s</title></path>',
                   @extschema@.chart_line_style(p.n), p.path, @extschema@.markup_text(p.name)), '' ORDER BY p.n)
        FROM paths AS p);
END $$;

COMMENT ON FUNCTION @extschema@.chart_line_paths(pg_catalog.text[], pg_catalog.date[], double precision[], numeric[], pg_catalog.date[], numeric[]) IS
'A step of svg_lines: a path for each label, broken where a value is NULL.';

CREATE FUNCTION @extschema@.chart_line_names(label pg_catalog.text[], at pg_catalog.date[], value double precision[], box numeric[], ticks numeric[], room integer) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- Each name stands at the height where its line ends, or below the one before it;
    -- then those that are too low move up.
    RETURN (
        WITH ends AS (
            SELECT p.name, min(p.place) AS series, (array_agg(p.amount ORDER BY p.day DESC) FILTER (WHERE p.amount IS NOT NULL))[1] AS amount
            FROM unnest(label, at, value) WITH ORDINALITY AS p (name, day, amount, place) GROUP BY p.name),
        wanted AS (
            SELECT e.name, dense_rank() OVER (ORDER BY e.series) AS n, @extschema@.chart_y(box, ticks, e.amount::numeric) AS y,
                   15 * row_number() OVER (ORDER BY e.amount DESC, e.series) AS below, count(*) OVER () AS names
            FROM ends AS e WHERE e.amount IS NOT NULL),
        placed AS (SELECT w.name, w.n, w.below + least(max(w.y - w.below) OVER (ORDER BY w.below), box[4] - 15 * w.names) AS y FROM wanted AS w)
        SELECT string_agg(format('<path %1$s d="M%2$s %3$sh14"/><text x="%4$s" y="%5$s">%6$s</text>', @extschema@.chart_line_style(p.n), box[2] + 6,
                   @extschema@.chart_number(p.y), box[2] + 25, @extschema@.chart_number(p.y + 4), @extschema@.chart_text(p.name, room)), '' ORDER BY p.n)
        FROM placed AS p);
END $$;

COMMENT ON FUNCTION @extschema@.chart_line_names(pg_catalog.text[], pg_catalog.date[], double precision[], numeric[], numeric[], integer) IS
'A step of svg_lines: the names of the lines, beside their ends.';

CREATE FUNCTION @extschema@.chart_line_body(label pg_catalog.text[], at pg_catalog.date[], value double precision[], event pg_catalog.date, event_label pg_catalog.text, unit pg_catalog.text, width integer, height integer, axes boolean) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    shown record;
    ticks numeric[];
    room integer;
    box numeric[];
BEGIN
    SELECT min(p.amount::numeric) AS low, max(p.amount::numeric) AS high, ARRAY[min(p.day), max(p.day)] AS span, max(char_length(p.name)) AS longest,
           bool_and(extract(doy FROM p.day) = 1) OR max(p.day) - min(p.day) > 1000 AS years
        INTO shown FROM unnest(label, at, value) AS p (name, day, amount);
    IF shown.low IS NULL THEN
        RETURN NULL;
    END IF;
    ticks := @extschema@.chart_ticks(shown.low, shown.high, greatest(height / 60, 2));
    room := least(shown.longest, floor(width * 0.3 / 7)::integer);
    box := ARRAY[(SELECT max(char_length(@extschema@.amount_text(t.tick::double precision))) * 7 + 10 FROM unnest(ticks) AS t (tick)), width - 32 - room * 7,
                 10 + CASE WHEN unit IS NULL THEN 0 ELSE 14 END + CASE WHEN event_label IS NULL THEN 0 ELSE 16 END, height - 24];
    IF NOT axes OR least(box[2] - box[1], box[4] - box[3]) < 24 THEN
        box := ARRAY[3, width - 3, 3, height - 3];
        RETURN concat(format('<path d="M%s %sH%s" stroke="currentColor" stroke-opacity="0.3"/>', box[1], @extschema@.chart_number(@extschema@.chart_y(box, ticks, 0::numeric)), box[2]),
            @extschema@.chart_event(box, shown.span, event, NULL::text), @extschema@.chart_line_paths(label, at, value, box, shown.span, ticks));
    END IF;
    RETURN concat('<text x="0" y="12" fill-opacity="0.75">' || @extschema@.chart_text(unit, floor(width / 7)::integer) || '</text>',
        @extschema@.chart_value_axis(box, ticks), @extschema@.chart_time_axis(box, shown.span, shown.years),
        @extschema@.chart_event(box, shown.span, event, event_label),
        @extschema@.chart_line_paths(label, at, value, box, shown.span, ticks), @extschema@.chart_line_names(label, at, value, box, ticks, room));
END $$;

COMMENT ON FUNCTION @extschema@.chart_line_body(pg_catalog.text[], pg_catalog.date[], double precision[], pg_catalog.date, pg_catalog.text, pg_catalog.text, integer, integer, boolean) IS
'A step of svg_lines: what is in the frame; NULL where no value is known.';

CREATE FUNCTION @extschema@.svg_lines(
    label pg_catalog.text[],
    at pg_catalog.date[],
    value double precision[],
    title pg_catalog.text,
    description pg_catalog.text DEFAULT NULL,
    event pg_catalog.date DEFAULT NULL,
    event_label pg_catalog.text DEFAULT NULL,
    unit pg_catalog.text DEFAULT NULL,
    width integer DEFAULT 640,
    height integer DEFAULT 320,
    axes boolean DEFAULT true
) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM @extschema@.chart_check(title, width, height);
    PERFORM @extschema@.chart_line_check(coalesce(label, '{}'), coalesce(at, '{}'), coalesce(value, '{}'), event);
    RETURN @extschema@.chart_frame(title, description, width, height,
        @extschema@.chart_line_body(label, at, value, event, event_label, unit, width, height, coalesce(axes, true)));
END $$;

COMMENT ON FUNCTION @extschema@.svg_lines(pg_catalog.text[], pg_catalog.date[], double precision[], pg_catalog.text, pg_catalog.text, pg_catalog.date, pg_catalog.text, pg_catalog.text, integer, integer, boolean) IS
'An SVG picture of values over time, a line a label: SELECT svg_lines(array_agg(exporter), array_agg(period), array_agg(value), ''Sales to Russia'') FROM ... . The three arrays belong together, element by element; lines come in the order in which their labels do first. The axis of values holds 0.
A NULL value breaks its line; NULL or empty arrays give a picture that says so. title and description are what screen readers tell; event is a day marked by a vertical line, if it lies in the time shown. width and height are in pixels, 160 or 24 to 4000; axes => false gives a sparkline without any text, as does a size that leaves no room beside them. Lines differ in dashes as well as in colour, text takes the colour of the page around; CSS may change lines by their classes svg-line-1 to svg-line-6. All text is escaped.
22023 for arrays of unequal length, two values of a label on one day, a value that is not finite, a date outside of the years 1 to 9999, a size out of range; 22004 for a NULL label, date or title.';
