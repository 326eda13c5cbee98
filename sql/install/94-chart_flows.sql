--
-- flows: what passes from one to the next
--

CREATE FUNCTION @extschema@.chart_flow_check(source pg_catalog.text[], destination pg_catalog.text[], value double precision[]) RETURNS pg_catalog.void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    PERFORM @extschema@.chart_check_values('{source,destination,value}'::text[], ARRAY[cardinality(source), cardinality(destination), cardinality(value)], source, value);
    IF EXISTS (SELECT FROM unnest(destination) AS d (name) WHERE d.name IS NULL) THEN
        RAISE EXCEPTION 'destination must not contain NULL' USING ERRCODE = 'null_value_not_allowed';
    END IF;
    SELECT left(f.a, 40) AS a, left(f.b, 40) AS b, f.amount INTO wrong FROM unnest(source, destination, value) AS f (a, b, amount) WHERE f.amount < 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'value % from "%" to "%" is negative', wrong.amount, wrong.a, wrong.b USING ERRCODE = 'invalid_parameter_value', HINT = 'A flow has a width.';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.chart_flow_check(pg_catalog.text[], pg_catalog.text[], double precision[]) IS
'A step of svg_flows: refuses what cannot be drawn.';

CREATE FUNCTION @extschema@.chart_flow_layers(source pg_catalog.text[], destination pg_catalog.text[]) RETURNS TABLE (name pg_catalog.text, layer integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    names text[] := ARRAY(SELECT DISTINCT n.name COLLATE "C" FROM unnest(source || destination) AS n (name) ORDER BY 1);
    origins integer[] := ARRAY(SELECT array_position(names, n.name) FROM unnest(source) WITH ORDINALITY AS n (name, place) ORDER BY n.place);
    targets integer[] := ARRAY(SELECT array_position(names, n.name) FROM unnest(destination) WITH ORDINALITY AS n (name, place) ORDER BY n.place);
    layers integer[] := array_fill(0, ARRAY[cardinality(names)]);
    moved boolean := true;
BEGIN
    -- Each stands one layer behind the last of those it gets something from.
    WHILE moved LOOP
        moved := false;
        FOR i IN 1 .. cardinality(origins) LOOP
            IF layers[targets[i]] <= layers[origins[i]] THEN
                layers[targets[i]] := layers[origins[i]] + 1;
                moved := true;
                IF layers[targets[i]] >= cardinality(names) THEN
                    RAISE EXCEPTION 'flows go in a circle through "%"', left(names[targets[i]], 40) USING ERRCODE = 'invalid_parameter_value',
                        HINT = 'Give a label that stands on both sides two names.';
                END IF;
            END IF;
        END LOOP;
    END LOOP;
    RETURN QUERY SELECT n.name, n.layer FROM unnest(names, layers) AS n (name, layer);
END $$;

COMMENT ON FUNCTION @extschema@.chart_flow_layers(pg_catalog.text[], pg_catalog.text[]) IS
'A step of svg_flows: in which layer, from 0, each label stands. 22023 where flows go in a circle.';

CREATE FUNCTION @extschema@.chart_flow_nodes(source pg_catalog.text[], destination pg_catalog.text[], value double precision[], width integer, height integer, top integer)
RETURNS TABLE (name pg_catalog.text, layer integer, layers integer, x numeric, y numeric, scale numeric, amount numeric)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
        WITH ends AS (
            SELECT n.name, greatest(sum(n.amount) FILTER (WHERE n.gives), sum(n.amount) FILTER (WHERE NOT n.gives)) AS amount
            FROM (SELECT f.a AS name, f.amount::numeric AS amount, true AS gives FROM unnest(source, value) AS f (a, amount)
                  UNION ALL SELECT f.b, f.amount::numeric, false FROM unnest(destination, value) AS f (b, amount)) AS n
            GROUP BY n.name),
        nodes AS (SELECT e.name, e.amount, l.layer FROM ends AS e JOIN @extschema@.chart_flow_layers(source, destination) AS l ON l.name = e.name),
        -- Between two labels lies room for a line of text, as far as there is height.
        layer AS (SELECT n.layer, sum(n.amount) AS amount, count(*) AS nodes, least(16, (height - top) * 0.5 / count(*)) AS gap FROM nodes AS n GROUP BY n.layer),
        scales AS (SELECT min((height - top - l.gap * l.nodes) / l.amount) AS scale, max(l.layer) AS last FROM layer AS l),
        stacked AS (
            SELECT n.*, s.scale, s.last, (height - top - s.scale * l.amount - l.gap * l.nodes) / 2 + l.gap / 2
                + sum(n.amount * s.scale + l.gap) OVER (PARTITION BY n.layer ORDER BY n.amount DESC, n.name COLLATE "C") - n.amount * s.scale - l.gap AS offset
            FROM nodes AS n JOIN layer AS l ON l.layer = n.layer CROSS JOIN scales AS s)
        -- Names stand right of their blocks, those of the last layer in a margin.
        SELECT s.name, s.layer, s.last, (width - 10 - max(least(7 * char_length(s.name), width * 0.35) + 10) FILTER (WHERE s.layer = s.last) OVER ()) * s.layer::numeric / greatest(s.last, 1),
               top + s.offset, s.scale, s.amount FROM stacked AS s;
END $$;

COMMENT ON FUNCTION @extschema@.chart_flow_nodes(pg_catalog.text[], pg_catalog.text[], double precision[], integer, integer, integer) IS
'A step of svg_flows: where each label stands and how much passes it; scale is pixels a unit. In a layer the largest stands on top.';

CREATE FUNCTION @extschema@.chart_flow_ribbons(source pg_catalog.text[], destination pg_catalog.text[], value double precision[], width integer, height integer, top integer) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        WITH nodes AS (SELECT * FROM @extschema@.chart_flow_nodes(source, destination, value, width, height, top)),
        flows AS (
            SELECT f.a, f.b, f.amount, f.amount::numeric * a.scale AS wide, a.x + 10 AS x0, b.x AS x1, (a.x + 10 + b.x) / 2 AS middle,
                   a.y + a.scale * (sum(f.amount::numeric) OVER (PARTITION BY f.a ORDER BY b.layer, b.y, f.place) - f.amount::numeric) AS y0,
                   b.y + a.scale * (sum(f.amount::numeric) OVER (PARTITION BY f.b ORDER BY a.layer, a.y, f.place) - f.amount::numeric) AS y1, f.place
            FROM unnest(source, destination, value) WITH ORDINALITY AS f (a, b, amount, place)
            JOIN nodes AS a ON a.name = f.a JOIN nodes AS b ON b.name = f.b)
        SELECT string_agg(format('<path class="svg-flow" fill="#2166ac" fill-opacity="0.3" stroke="#2166ac" stroke-opacity="0.7" stroke-width="0.5" '
                   'd="M%1$s %2$sC%3$s %2$s %3$s %4$s %5$s %4$sV%6$sC%3$s %6$s %3$s %7$s %1$s %7$sZ"><title>%8$s</title></path>',
                   @extschema@.chart_number(f.x0), @extschema@.chart_number(f.y0), @extschema@.chart_number(f.middle), @extschema@.chart_number(f.y1), @extschema@.chart_number(f.x1),
                   @extschema@.chart_number(f.y1 + f.wide), @extschema@.chart_number(f.y0 + f.wide),
                   concat(@extschema@.markup_text(f.a), ' &#8594; ', @extschema@.markup_text(f.b), ': ', @extschema@.amount_text(f.amount))), '' ORDER BY f.wide DESC, f.place)
        FROM flows AS f);
END $$;

COMMENT ON FUNCTION @extschema@.chart_flow_ribbons(pg_catalog.text[], pg_catalog.text[], double precision[], integer, integer, integer) IS
'A step of svg_flows: a ribbon a flow, as wide as its value.';

CREATE FUNCTION @extschema@.chart_flow_names(source pg_catalog.text[], destination pg_catalog.text[], value double precision[], width integer, height integer, top integer) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        SELECT string_agg(format('<rect class="svg-node" x="%1$s" y="%2$s" width="10" height="%3$s" fill="currentColor" fill-opacity="0.75"/>'
                   '<text class="svg-name" x="%4$s" y="%5$s">%6$s<tspan %7$s fill-opacity="0.75">%8$s</tspan></text>',
                   @extschema@.chart_number(n.x), @extschema@.chart_number(n.y), @extschema@.chart_number(greatest(n.amount * n.scale, 1)),
                   @extschema@.chart_number(n.x + 15), @extschema@.chart_number(n.y + n.amount * n.scale / 2 + CASE WHEN n.is_high THEN -3 ELSE 4 END),
                   @extschema@.chart_text(n.name, greatest(floor(n.room / 7)::integer - CASE WHEN n.is_high THEN 0 ELSE 7 END, 4)),
                   CASE WHEN n.is_high THEN format('x="%s" dy="15"', @extschema@.chart_number(n.x + 15)) ELSE 'dx="4"' END,
                   @extschema@.amount_text(n.amount::double precision)), '' ORDER BY n.layer, n.y)
        FROM (SELECT b.*, b.amount * b.scale >= 30 AS is_high, CASE WHEN b.layer = b.layers THEN width * 0.35 ELSE max(b.x) OVER () / greatest(b.layers, 1) - 20 END AS room
              FROM @extschema@.chart_flow_nodes(source, destination, value, width, height, top) AS b) AS n);
END $$;

COMMENT ON FUNCTION @extschema@.chart_flow_names(pg_catalog.text[], pg_catalog.text[], double precision[], integer, integer, integer) IS
'A step of svg_flows: a block and a name with its amount for each label.';

CREATE FUNCTION @extschema@.svg_flows(
    source pg_catalog.text[],
    destination pg_catalog.text[],
    value double precision[],
    title pg_catalog.text,
    description pg_catalog.text DEFAULT NULL,
    unit pg_catalog.text DEFAULT NULL,
    width integer DEFAULT 640,
    height integer DEFAULT 320
) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    a text[];
    b text[];
    amounts double precision[];
    top CONSTANT integer := CASE WHEN unit IS NULL THEN 0 ELSE 18 END;
BEGIN
    PERFORM @extschema@.chart_check(title, width, height);
    PERFORM @extschema@.chart_flow_check(coalesce(source, '{}'), coalesce(destination, '{}'), coalesce(value, '{}'));
    SELECT array_agg(f.a ORDER BY f.place), array_agg(f.b ORDER BY f.place), array_agg(f.amount ORDER BY f.place) INTO a, b, amounts
    FROM unnest(source, destination, value) WITH ORDINALITY AS f (a, b, amount, place) WHERE f.amount > 0;
    RETURN @extschema@.chart_frame(title, description, width, height, CASE WHEN a IS NOT NULL THEN concat(
        '<text x="0" y="12" fill-opacity="0.75">' || @extschema@.chart_text(unit, floor(width / 7)::integer) || '</text>',
        @extschema@.chart_flow_ribbons(a, b, amounts, width, height, top), @extschema@.chart_flow_names(a, b, amounts, width, height, top)) END);
END $$;

COMMENT ON FUNCTION @extschema@.svg_flows(pg_catalog.text[], pg_catalog.text[], double precision[], pg_catalog.text, pg_catalog.text, pg_catalog.text, integer, integer) IS
'An SVG picture of what passes from one to the next, a ribbon a flow, as wide as its value: SELECT svg_flows(array_agg(exporter), array_agg(importer), array_agg(value), ''From Germany to Russia'') FROM ... . The three arrays belong together, element by element. Labels stand in layers, each behind those it gets something from, in a layer the largest on top; each has the larger of what comes and what goes as its amount.
Flows of NULL or 0 are left out; without any the picture says so. title and description are what screen readers tell, a flow tells itself under the pointer. width and height are in pixels, 160 or 24 to 4000. CSS may change ribbons by their class svg-flow, blocks by svg-node, names by svg-name. All text is escaped.
22023 for arrays of unequal length, a value that is negative or not finite, flows in a circle (a label that buys from itself, too), a size out of range; 22004 for a NULL label or title.';
