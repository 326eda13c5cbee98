--
-- report: the section of a watch, from what was asked to suppliers
--

CREATE FUNCTION @extschema@.sanctions_report_forms(labels pg_catalog.text[]) RETURNS pg_catalog.text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT l.label FROM unnest(labels) AS l (label)
                 UNION SELECT @extschema@.try_country_code(l.label)::text FROM unnest(labels) AS l (label) WHERE @extschema@.try_country_code(l.label) IS NOT NULL);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_forms(pg_catalog.text[]) IS
'A step of sanctions_report: labels as they were asked, and as codes where the source has codes.';

CREATE FUNCTION @extschema@.sanctions_report_facts(monitor pg_catalog.name, name pg_catalog.text) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    run record;
    asked jsonb;
    origins text[];
    sums jsonb;
BEGIN
    EXECUTE format('SELECT r.* FROM %I.runs AS r WHERE r.watch = $1 AND r.status = ''ok'' ORDER BY r.run DESC LIMIT 1', monitor) INTO run USING name;
    IF run.run IS NULL THEN
        RETURN NULL;
    END IF;
    asked := run.arguments::jsonb;
    origins := ARRAY(SELECT jsonb_array_elements_text(asked -> 'origins'));
    EXECUTE format('
        SELECT to_jsonb(f) FROM (
            SELECT (SELECT jsonb_build_object(''candidates'', count(*), ''traced'', count(*) FILTER (WHERE c.products_flagged > 0),
                           ''possible'', count(*) FILTER (WHERE c.products_flagged = 0 AND c.products_possible > 0),
                           ''attributed'', sum(c.attributed::text::numeric)::float8) FROM %1$I.countries AS c WHERE c.watch = $1) AS countries,
                   min(p.before_from) AS before_from, max(p.before_to) AS before_to, min(p.after_from) AS after_from, max(p.after_to) AS after_to,
                   max(p.months_before) AS months_before, max(p.months_after) AS months_after,
                   sum(p.direct_before::text::numeric)::float8 AS direct_before, sum(p.direct_after::text::numeric)::float8 AS direct_after, count(*) AS products
            FROM (SELECT f.product, min(f.before_from) AS before_from, max(f.before_to) AS before_to, min(f.after_from) AS after_from, max(f.after_to) AS after_to,
                         max(f.months_before) AS months_before, max(f.months_after) AS months_after, min(f.direct_before) AS direct_before, min(f.direct_after) AS direct_after
                  FROM %1$I.flags AS f WHERE f.watch = $1 GROUP BY f.product) AS p) AS f', monitor) INTO sums USING name;
    RETURN sums || jsonb_build_object('run', run.run, 'finished_at', run.finished_at, 'rows_read', run.rows_read, 'products_screened', run.products_screened,
        'library', to_jsonb(run) -> 'library', 'list_version', run.list_version, 'group_version', run.group_version, 'arguments', asked,
        'everyone', origins = '{*}', 'origins', @extschema@.sanctions_report_forms(origins), 
        -- of a group whose member is the United Kingdom its two parts are no more members
        'members', (SELECT count(*) FROM unnest(origins) AS o (label) WHERE o.label NOT IN ('XI0', 'XU0') OR 'GBR' <> ALL (origins)),
        'targets', @extschema@.sanctions_report_forms(ARRAY[asked ->> 'target']), 'target', asked ->> 'target',
        'target_name', @extschema@.sanctions_label_name(asked ->> 'target'), 'since', asked ->> 'since',
        'event', (SELECT string_agg(e.regime || ': ' || e.description, '; ' ORDER BY e.regime, e.description) FROM @extschema@.sanctions_event AS e
                  WHERE e.effective_on = (asked ->> 'since')::date AND e.target OPERATOR(@extschema@.=) @extschema@.try_country_code(asked ->> 'target')));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_facts(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_report: what the last good run of a watch was asked, and its sums; NULL where there was none.';

CREATE FUNCTION @extschema@.sanctions_report_legs(monitor pg_catalog.name, name pg_catalog.text, facts pg_catalog.jsonb,
    OUT leg pg_catalog.text[], OUT who pg_catalog.text[], OUT at pg_catalog.date[], OUT value double precision[])
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- One pass over the flows, which may be many.
    EXECUTE format('
        WITH graded AS MATERIALIZED (SELECT DISTINCT f.intermediary, f.product FROM %1$I.flags AS f WHERE f.watch = $1 AND f.grade IS NOT NULL),
        leg AS (
            SELECT f.exporter, f.product, f.period, f.value, f.importer = ANY ($2) AS to_target, f.exporter = ANY ($3) OR $4 AS from_origins,
                   CASE WHEN f.importer = ANY ($2) THEN f.exporter ELSE f.importer END AS who
            FROM %1$I.flows_monthly AS f WHERE f.watch = $1 AND f.exporter <> f.importer),
        flow AS (
            SELECT l.*, (l.who, l.product) IN (SELECT g.intermediary, g.product FROM graded AS g WHERE g.product IS NOT NULL)
                     OR l.who IN (SELECT g.intermediary FROM graded AS g WHERE g.product IS NULL) AS is_graded FROM leg AS l),
        sums AS (
            SELECT CASE WHEN NOT f.to_target THEN ''in'' WHEN f.is_graded THEN ''out'' WHEN f.from_origins THEN ''direct'' ELSE ''other'' END AS leg,
                   f.who, f.period, sum(f.value::numeric)::float8 AS value
            FROM flow AS f WHERE f.to_target OR f.is_graded AND f.from_origins AND NOT f.exporter = ANY ($2) GROUP BY 1, 2, 3)
        SELECT array_agg(s.leg ORDER BY s.leg, s.who, s.period), array_agg(s.who ORDER BY s.leg, s.who, s.period),
               array_agg(s.period ORDER BY s.leg, s.who, s.period), array_agg(s.value ORDER BY s.leg, s.who, s.period) FROM sums AS s', monitor)
        INTO leg, who, at, value
        USING name, ARRAY(SELECT jsonb_array_elements_text(facts -> 'targets')), ARRAY(SELECT jsonb_array_elements_text(facts -> 'origins')), (facts ->> 'everyone')::boolean;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_legs(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_report: values by period of what the target buys (legs direct, out and other: from the origins, from countries in the products in which they have a grade, from all others), and of what countries with a grade buy from the origins in those products (leg in).';

CREATE FUNCTION @extschema@.sanctions_report_answer(facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    countries CONSTANT jsonb := facts -> 'countries';
    target CONSTANT text := @extschema@.markup_text(facts ->> 'target_name');
    lost CONSTANT double precision := (facts ->> 'direct_before')::float8 - (facts ->> 'direct_after')::float8;
    unit CONSTANT text := coalesce(@extschema@.markup_text(facts #>> '{arguments,watch,unit}') || '&#160;', '');
    graded CONSTANT bigint := (countries ->> 'traced')::bigint + (countries ->> 'possible')::bigint;
BEGIN
    IF graded = 0 THEN
        RETURN format('<p class="lead">Nobody is flagged: none of the <b>%s</b> countries that sold the watched goods to %s both sold it much more after %s and bought enough more for that from the origins.</p>',
            countries ->> 'candidates', target, facts ->> 'since');
    END IF;
    RETURN format('<p class="lead">Of <b>%s</b> countries that sold the watched goods to %s, <b>%s</b> %s traced and <b>%s</b> possible as intermediaries since %s. '
        'Of their extra sales, <b>%s%s a month</b> can be explained by what they bought more from the origins%s.</p>',
        countries ->> 'candidates', target, countries ->> 'traced', CASE WHEN (countries ->> 'traced')::bigint = 1 THEN 'is' ELSE 'are' END, countries ->> 'possible', facts ->> 'since',
        unit, @extschema@.sanctions_report_figure((countries ->> 'attributed')::float8),
        CASE WHEN lost > 0 AND NOT (facts ->> 'everyone')::boolean
             THEN format(', against the %s%s a month by which the origins'' own sales fell', unit, @extschema@.sanctions_report_figure(lost)) ELSE '' END);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_answer(pg_catalog.jsonb) IS
'A step of sanctions_report: the answer in a sentence.';

CREATE FUNCTION @extschema@.sanctions_report_tiles(facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    countries CONSTANT jsonb := facts -> 'countries';
BEGIN
    RETURN '<dl class="tiles">' || concat(
        format('<div><dt>Traced</dt><dd>%s</dd><dd>countries</dd></div>', countries ->> 'traced'),
        format('<div><dt>Possible</dt><dd>%s</dd><dd>countries; where to look, not what was found</dd></div>', countries ->> 'possible'),
        format('<div><dt>Attributed to them</dt><dd>%s</dd><dd>a month after the event</dd></div>', @extschema@.sanctions_report_figure(coalesce((countries ->> 'attributed')::float8, 0::float8))),
        CASE WHEN NOT (facts ->> 'everyone')::boolean THEN format('<div><dt>Sold by the origins themselves</dt><dd>%s</dd><dd>a month; before the event %s</dd></div>',
            @extschema@.sanctions_report_figure((facts ->> 'direct_after')::float8), @extschema@.sanctions_report_figure((facts ->> 'direct_before')::float8)) END) || '</dl>';
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_tiles(pg_catalog.jsonb) IS
'A step of sanctions_report: the four figures to remember.';

CREATE FUNCTION @extschema@.sanctions_report_window(first pg_catalog.text, last pg_catalog.text, months pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN first IS NULL THEN 'as far as the source reaches' ELSE format('%s to %s, %s month%s', first, last, months, CASE months WHEN '1' THEN '' ELSE 's' END) END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_window(pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_report: a window in words.';

CREATE FUNCTION @extschema@.sanctions_report_asked(facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked CONSTANT jsonb := facts -> 'arguments';
    given CONSTANT jsonb := facts #> '{arguments,watch}';
BEGIN
    RETURN (SELECT '<dl class="asked">' || string_agg(format('<dt>%s</dt><dd>%s</dd>', f.name, f.fact), '' ORDER BY f.place) || '</dl>'
        FROM (VALUES
            (1, 'Target', @extschema@.markup_text(concat_ws(', ', facts ->> 'target_name', nullif(facts ->> 'target', facts ->> 'target_name')))),
            (2, 'Origins', CASE WHEN (facts ->> 'everyone')::boolean THEN 'everyone but the target and the country looked at'
                ELSE @extschema@.markup_text(given ->> 'origins') || CASE WHEN (facts ->> 'members')::integer > 1 THEN format(' (%s members%s)', facts ->> 'members', ', as since ' || @extschema@.markup_text(facts ->> 'group_version')) ELSE '' END END),
            (3, 'Goods', coalesce('list ' || @extschema@.markup_text(given ->> 'list_name'), 'every product') || coalesce(', as since ' || @extschema@.markup_text(facts ->> 'list_version'), '')
                || CASE WHEN asked ->> 'per' = 'list' THEN '; all of them together' ELSE format('; %s of its products have candidates', facts ->> 'products') END),
            (4, 'Event', concat_ws(': ', facts ->> 'since', @extschema@.markup_text(facts ->> 'event'))),
            (5, 'Before', @extschema@.sanctions_report_window(facts ->> 'before_from', facts ->> 'before_to', facts ->> 'months_before')),
            (6, 'After', @extschema@.sanctions_report_window(facts ->> 'after_from', facts ->> 'after_to', facts ->> 'months_after')),
            (7, 'Source', @extschema@.markup_text(given ->> 'source')),
            (8, 'Unit', coalesce(@extschema@.markup_text(given ->> 'unit'), 'that of the source') || ', as averages a calendar month'),
            (9, 'As of', @extschema@.sanctions_report_time((facts ->> 'finished_at')::timestamptz, 'YYYY-MM-DD HH24:MI "UTC"'::text))) AS f (place, name, fact)
        WHERE f.fact <> '');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_asked(pg_catalog.jsonb) IS
'A step of sanctions_report: what was asked, of which source, and when.';

CREATE FUNCTION @extschema@.sanctions_report_chart(title pg_catalog.text, caption pg_catalog.text, chart pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN format('<figure><figcaption><b>%s</b>%s</figcaption>%s</figure>', @extschema@.markup_text(title), @extschema@.markup_text(caption), chart);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_chart(pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_report: a chart with its caption.';

CREATE FUNCTION @extschema@.sanctions_report_lines(facts pg_catalog.jsonb, leg pg_catalog.text[], at pg_catalog.date[], value double precision[]) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    chart text;
BEGIN
    -- A month of the source without a row of a leg is a month without that trade.
    WITH sums AS (SELECT l.leg, l.day, sum(l.amount::numeric)::float8 AS amount FROM unnest(leg, at, value) AS l (leg, day, amount) GROUP BY l.leg, l.day),
    shown AS (
        SELECT n.name, d.day, coalesce(s.amount, 0) AS amount, n.place
        FROM (SELECT DISTINCT p.day FROM unnest(at) AS p (day)) AS d CROSS JOIN (VALUES ('direct', 'Origins', 1), ('out', 'Graded', 2)) AS n (leg, name, place)
        LEFT JOIN sums AS s ON s.leg = n.leg AND s.day = d.day)
    SELECT @extschema@.svg_lines(array_agg(s.name ORDER BY s.place, s.day), array_agg(s.day ORDER BY s.place, s.day), array_agg(s.amount ORDER BY s.place, s.day),
               format('Sales to %s over time', facts ->> 'target_name'),
               format('Two lines: what the origins sold to %1$s themselves, and what the graded countries sold to it in the products in which they have a grade. The event of %2$s is marked.', facts ->> 'target_name', facts ->> 'since'),
               (facts ->> 'since')::date, facts ->> 'since', facts #>> '{arguments,watch,unit}', 480, 360, true) INTO chart FROM shown AS s;
    RETURN @extschema@.sanctions_report_chart(format('Sales to %s, direct and through graded countries', facts ->> 'target_name'),
        'What was sold in each period. Graded: sales in the products in which a country has a grade. The dashed line is the event.'::text, chart);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_lines(pg_catalog.jsonb, pg_catalog.text[], pg_catalog.date[], double precision[]) IS
'A step of sanctions_report: direct trade and that of graded countries over time.';

CREATE FUNCTION @extschema@.sanctions_report_ways(monitor pg_catalog.name, name pg_catalog.text, facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    most CONSTANT integer := 10;
    names text[];
    amounts double precision[];
    origins CONSTANT text := CASE WHEN (facts ->> 'everyone')::boolean THEN 'Everyone' ELSE 'Origins' END;
    target CONSTANT text := facts ->> 'target_name';
BEGIN
    EXECUTE format('
        WITH ways AS (
            SELECT c.intermediary_name AS name, c.attributed, row_number() OVER (ORDER BY c.attributed DESC, c.intermediary COLLATE "C") AS place, count(*) OVER () AS ways
            FROM %I.countries AS c WHERE c.watch = $1 AND c.products_flagged + c.products_possible > 0 AND c.attributed > 0),
        shown AS (
            SELECT CASE WHEN w.place < $2 OR w.ways <= $2 THEN w.name ELSE w.ways - $2 + 1 || '' others'' END AS name, min(w.place) AS place, sum(w.attributed::text::numeric)::float8 AS attributed
            FROM ways AS w GROUP BY CASE WHEN w.place < $2 OR w.ways <= $2 THEN w.place ELSE $2 END, 1)
        SELECT coalesce(array_agg(s.name ORDER BY s.place), ''{}''), coalesce(array_agg(s.attributed ORDER BY s.place), ''{}'') FROM shown AS s', monitor)
        INTO names, amounts USING name, most;
    IF names = '{}' THEN
        RETURN '';
    END IF;
    -- Blanks keep apart what has the same name in two layers.
    RETURN @extschema@.sanctions_report_chart(format('Ways to %s', target), 'Width: extra sales a month that extra purchases from the origins explain (attributed).'::text,
        @extschema@.svg_flows(array_fill(origins || ' ', ARRAY[cardinality(names)]) || names, names || array_fill(' ' || target, ARRAY[cardinality(names)]), amounts || amounts,
            format('From the origins to %s', target),
            format('Flows from the origins over %s graded %s to %s, as wide as the attributed value a month. Largest: %s.', cardinality(names), CASE cardinality(names) WHEN 1 THEN 'country' ELSE 'countries' END, target, names[1]),
            NULL::text, 480, greatest(220, 24 * cardinality(names))));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_ways(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_report: attributed values as flows from the origins over graded countries to the target.';

CREATE FUNCTION @extschema@.sanctions_report_suppliers(facts pg_catalog.jsonb, leg pg_catalog.text[], who pg_catalog.text[], at pg_catalog.date[], value double precision[]) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    most CONSTANT integer := 10;
    last CONSTANT date := (SELECT max(d.day) FROM unnest(at) AS d (day));
    base CONSTANT integer := greatest(extract(year FROM (facts ->> 'since')::date)::integer - 1, (SELECT extract(year FROM min(d.day))::integer FROM unnest(at) AS d (day)));
    recent CONSTANT integer := extract(year FROM last)::integer;
    partial CONSTANT boolean := extract(month FROM last) < 12 AND EXISTS (SELECT FROM unnest(at) AS d (day) WHERE extract(month FROM d.day) > 1);
    chart text;
BEGIN
    WITH bought AS (
        SELECT l.who, extract(year FROM l.day)::integer AS year, sum(l.amount::numeric) AS amount FROM unnest(leg, who, at, value) AS l (leg, who, day, amount)
        WHERE l.leg <> 'in' AND extract(year FROM l.day) IN (base, recent) GROUP BY 1, 2),
    shares AS (SELECT b.who, b.year, b.amount / nullif(sum(b.amount) OVER (PARTITION BY b.year), 0) AS share FROM bought AS b),
    ranked AS (
        SELECT r.who, row_number() OVER (ORDER BY r.largest DESC, r.who COLLATE "C") AS place, count(*) OVER () AS suppliers
        FROM (SELECT s.who, max(s.share) AS largest FROM shares AS s GROUP BY s.who) AS r),
    shown AS (
        SELECT CASE WHEN r.place < most OR r.suppliers <= most THEN @extschema@.sanctions_label_name(r.who) ELSE r.suppliers - most + 1 || ' others' END AS name, y.year, min(r.place) AS place,
               coalesce(sum(s.share), 0) AS share
        FROM ranked AS r CROSS JOIN (SELECT DISTINCT b.year FROM bought AS b) AS y LEFT JOIN shares AS s ON s.who = r.who AND s.year = y.year
        GROUP BY CASE WHEN r.place < most OR r.suppliers <= most THEN r.place ELSE most END, 1, y.year)
    SELECT @extschema@.svg_bars(array_agg(s.name ORDER BY s.place, s.year), array_agg((100 * s.share)::float8 ORDER BY s.place, s.year), format('Suppliers of %s', facts ->> 'target_name'),
               format('Share of each supplier in what %s bought of the watched goods, in %s and in %s, largest first.', facts ->> 'target_name', base, recent),
               array_agg(s.year || CASE WHEN partial AND s.year = recent THEN format(', to %s', to_char(last::timestamp, 'YYYY-MM')) ELSE '' END ORDER BY s.place, s.year), '%'::text, 480)
        INTO chart FROM shown AS s;
    RETURN @extschema@.sanctions_report_chart(format('Suppliers of %s', facts ->> 'target_name'), 'Share in its purchases of the watched goods.'::text, chart);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_suppliers(pg_catalog.jsonb, pg_catalog.text[], pg_catalog.text[], pg_catalog.date[], double precision[]) IS
'A step of sanctions_report: who supplied the target in the year before the event and in the last one; a share of a year is that of all products together.';

CREATE FUNCTION @extschema@.sanctions_report_watch(monitor pg_catalog.name, name pg_catalog.text, number integer) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    facts CONSTANT jsonb := @extschema@.sanctions_report_facts(monitor, name);
    heading CONSTANT text := format('<h2 id="w%s"%s>%s</h2>', number, CASE WHEN number > 1 THEN ' class="next"' END, @extschema@.markup_text(name))
        || @extschema@.sanctions_report_trouble(monitor, name, facts);
    legs record;
BEGIN
    IF facts IS NULL THEN
        RETURN heading || '<p class="lead">This watch has not been refreshed yet: there is nothing to report.</p>';
    END IF;
    SELECT l.leg, l.who, l.at, l.value INTO legs FROM @extschema@.sanctions_report_legs(monitor, name, facts) AS l;
    RETURN concat(heading, @extschema@.sanctions_report_answer(facts), @extschema@.sanctions_report_tiles(facts),
        '<h3>What was asked</h3>', @extschema@.sanctions_report_asked(facts),
        '<h3>Trade</h3><div class="charts">',
        @extschema@.sanctions_report_lines(facts, legs.leg, legs.at, legs.value), @extschema@.sanctions_report_ways(monitor, name, facts),
        CASE WHEN legs.leg IS NOT NULL THEN @extschema@.sanctions_report_suppliers(facts, legs.leg, legs.who, legs.at, legs.value) END, '</div>',
        @extschema@.sanctions_report_events(monitor, name), @extschema@.sanctions_report_cards(monitor, name, facts, legs.leg, legs.who, legs.at, legs.value),
        @extschema@.sanctions_report_rest(monitor, name, facts), @extschema@.sanctions_report_caveats(facts), @extschema@.sanctions_report_foot(facts));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_watch(pg_catalog.name, pg_catalog.text, integer) IS
'A step of sanctions_report: the section of a watch, number so many of the page.';
