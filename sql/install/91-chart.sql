--
-- chart: what charts and pages are made of
--

CREATE FUNCTION @extschema@.amount_text(amount double precision) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_amount_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.amount_text(double precision) IS
'An amount as people read it, and as the sentences of the screens have it: three significant digits, whole ones in full and with thousands separators, from a million on in millions with one decimal: 0.333, 1,445,074 as 1.4 M. NULL gives NULL.';

CREATE FUNCTION @extschema@.markup_text(t pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
    pg_catalog.regexp_replace(t, E'[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f]', '', 'g'),
    '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;');

COMMENT ON FUNCTION @extschema@.markup_text(pg_catalog.text) IS
'A text as it is written into HTML, SVG or XML, between tags or in a quoted attribute, so that it stays text: & < > and both quotes become references, control characters that XML cannot have go. NULL gives NULL.';

CREATE FUNCTION @extschema@.chart_text(t pg_catalog.text, most integer) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN char_length(t) <= most THEN @extschema@.markup_text(t)
                ELSE @extschema@.markup_text(left(t, greatest(most - 1, 1))) || '&#8230;' END;
END $$;

COMMENT ON FUNCTION @extschema@.chart_text(pg_catalog.text, integer) IS
'A step of the charts: a text for the page, cut with an ellipsis where it has more characters than there is room for.';

CREATE FUNCTION @extschema@.chart_number(x numeric) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN pg_catalog.format('%s', pg_catalog.trim_scale(pg_catalog.round(x, 1)));

COMMENT ON FUNCTION @extschema@.chart_number(numeric) IS
'A step of the charts: a coordinate, to a tenth of a pixel.';

CREATE FUNCTION @extschema@.chart_colour(n bigint) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- Each is at least three times as light as black and a third as light as white.
    RETURN ('{#2166ac,#b35806,#2a7d4f,#7b4ba8,#8c6d00,#5f6b7a}'::text[])[1 + (n - 1) % 6];
END $$;

COMMENT ON FUNCTION @extschema@.chart_colour(bigint) IS
'A step of the charts: the colour of series number n, from 1; after six they begin again.';

CREATE FUNCTION @extschema@.chart_ticks(lowest numeric, highest numeric, parts integer) RETURNS numeric[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    low numeric := least(lowest, 0);
    high numeric := greatest(highest, 0, low + CASE WHEN least(lowest, 0) = greatest(highest, 0) THEN 1 ELSE 0 END);
    raw numeric := (high - low) / greatest(parts, 1);
    power numeric := 10::numeric ^ floor(log(raw));
    step numeric;
BEGIN
    SELECT min(f.factor * power) INTO step FROM unnest('{1,2,5,10,20}'::numeric[]) AS f (factor) WHERE f.factor * power >= raw;
    RETURN ARRAY(SELECT n * step FROM generate_series(floor(low / step), ceil(high / step)) AS n);
END $$;

COMMENT ON FUNCTION @extschema@.chart_ticks(numeric, numeric, integer) IS
'A step of the charts: round numbers, at most parts and two steps, from which an axis that holds 0 and both values is made.';

CREATE FUNCTION @extschema@.chart_check(title pg_catalog.text, width integer, height integer) RETURNS pg_catalog.void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF title IS NULL THEN
        RAISE EXCEPTION 'title must not be NULL' USING ERRCODE = 'null_value_not_allowed', HINT = 'It tells those who cannot see the chart what it is.';
    ELSIF width IS NULL OR width NOT BETWEEN 160 AND 4000 THEN
        RAISE EXCEPTION 'width % is not between 160 and 4000', coalesce(width::text, 'NULL') USING ERRCODE = 'invalid_parameter_value';
    ELSIF height IS NULL OR height NOT BETWEEN 24 AND 4000 THEN
        RAISE EXCEPTION 'height % is not between 24 and 4000', coalesce(height::text, 'NULL') USING ERRCODE = 'invalid_parameter_value';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.chart_check(pg_catalog.text, integer, integer) IS
'A step of the charts: 22004 without a title, 22023 for a size that none can have.';

CREATE FUNCTION @extschema@.chart_check_values(names pg_catalog.text[], lengths integer[], label pg_catalog.text[], value double precision[]) RETURNS pg_catalog.void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wrong text;
BEGIN
    IF lengths[1] <> ANY (lengths) THEN
        RAISE EXCEPTION 'arrays % have % elements', array_to_string(names, ', '), array_to_string(lengths, ', ')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Make each by array_agg over the same rows.';
    ELSIF EXISTS (SELECT FROM unnest(label) AS l (name) WHERE l.name IS NULL) THEN
        RAISE EXCEPTION '% must not contain NULL', names[1] USING ERRCODE = 'null_value_not_allowed';
    END IF;
    SELECT format('value %s of "%s" cannot be drawn', p.amount, left(p.name, 40)) INTO wrong
    FROM unnest(label, value) AS p (name, amount) WHERE NOT p.amount BETWEEN -1e300 AND 1e300 LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION '%', wrong USING ERRCODE = 'invalid_parameter_value', HINT = 'Values are finite, at most 1e300 from 0, or NULL.';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.chart_check_values(pg_catalog.text[], integer[], pg_catalog.text[], double precision[]) IS
'A step of the charts: 22023 where arrays have not the same number of elements, or a value is not finite or further than 1e300 from 0; 22004 where a label is NULL.';

CREATE FUNCTION @extschema@.chart_frame(title pg_catalog.text, description pg_catalog.text, width integer, height integer, content pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN format('<svg xmlns="http://www.w3.org/2000/svg" class="svg-chart" role="img" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" '
        'font-family="system-ui, -apple-system, ''Segoe UI'', ''Helvetica Neue'', Arial, sans-serif" font-size="12" fill="currentColor"><title>%3$s</title>%4$s%5$s</svg>',
        width, height, @extschema@.markup_text(title),
        '<desc>' || @extschema@.markup_text(description) || '</desc>',
        coalesce(nullif(content, ''), format('<text x="%s" y="%s" text-anchor="middle" fill-opacity="0.75">no data</text>',
            width / 2, height / 2 + 4)));
END $$;

COMMENT ON FUNCTION @extschema@.chart_frame(pg_catalog.text, pg_catalog.text, integer, integer, pg_catalog.text) IS
'A step of the charts: the outermost element, with title and description; without content it says that there are no data.';
