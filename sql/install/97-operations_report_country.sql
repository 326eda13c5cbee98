--
-- report: the section of a watch, from its countries to its foot
--

CREATE FUNCTION @extschema@.sanctions_report_trouble(monitor pg_catalog.name, name pg_catalog.text, facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    health record;
BEGIN
    EXECUTE format('SELECT h.enabled, h.status, h.last_error, h.last_sqlstate FROM %I.health AS h WHERE h.watch = $1', monitor) INTO health USING name;
    RETURN concat(
        CASE WHEN health.status = 'failed' THEN format('<p class="alert"><b>The last refresh failed%s:</b> %s (%s).</p>',
            CASE WHEN facts IS NULL THEN '' ELSE ', so that this is what the one before it found' END, @extschema@.markup_text(health.last_error), @extschema@.markup_text(health.last_sqlstate)) END,
        CASE WHEN NOT health.enabled THEN '<p class="alert"><b>This watch rests:</b> refreshes of all watches leave it out.</p>' END);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_trouble(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_report: says that the last refresh of a watch failed, or that it is not enabled.';

CREATE FUNCTION @extschema@.sanctions_report_events(monitor pg_catalog.name, name pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    lines text;
BEGIN
    EXECUTE format('
        SELECT string_agg(format(''<tr><td>%%s</td><td>%%s</td><th scope="row">%%s</th><td>%%s</td></tr>'', %2$s.sanctions_report_time(h.at, ''YYYY-MM-DD''::text), h.event || coalesce('', '' || h.grade, ''''),
                   %2$s.markup_text(h.intermediary_name), %2$s.markup_text(concat_ws('' '', h.product, h.product_name))), '''' ORDER BY h.at DESC, h.attributed DESC NULLS LAST, h.intermediary, h.product)
        FROM (SELECT e.* FROM %1$I.flag_history AS e WHERE e.watch = $1 ORDER BY e.at DESC, e.attributed DESC NULLS LAST, e.intermediary, e.product LIMIT 8) AS h', monitor, '@extschema@')
        INTO lines USING name;
    RETURN coalesce('<h3>What changed last</h3><div class="wide" role="region" tabindex="0" aria-label="What changed last"><table><caption>At most eight events, the latest first; the view flag_history has all.</caption>'
        '<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Country</th><th scope="col">Product</th></tr></thead><tbody>' || lines || '</tbody></table></div>', '');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_events(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_report: the latest events of a watch.';

CREATE FUNCTION @extschema@.sanctions_report_graded(monitor pg_catalog.name, name pg_catalog.text)
RETURNS TABLE (intermediary pg_catalog.text, called pg_catalog.text, grade pg_catalog.text, products bigint, attributed double precision, rerouted double precision,
    inflow_before double precision, inflow_after double precision, outflow_before double precision, outflow_after double precision,
    first_seen timestamp with time zone, main pg_catalog.jsonb, lines pg_catalog.text, sentences pg_catalog.text)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE format('
        WITH graded AS MATERIALIZED (
            SELECT f.*, row_number() OVER (PARTITION BY f.intermediary ORDER BY f.attributed DESC NULLS LAST, f.product COLLATE "C") AS place FROM %1$I.flags AS f WHERE f.watch = $1 AND f.grade IS NOT NULL)
        SELECT g.intermediary, min(g.intermediary_name), max(g.grade), count(*), max(c.attributed), max(c.rerouted),
               sum(g.inflow_before::text::numeric)::float8, sum(g.inflow_after::text::numeric)::float8, sum(g.outflow_before::text::numeric)::float8, sum(g.outflow_after::text::numeric)::float8,
               min(g.first_seen), (jsonb_agg(to_jsonb(g) ORDER BY g.place) FILTER (WHERE g.place = 1)) -> 0,
               string_agg(format(''<tr><th scope="row">%%s <small>%%s</small></th><td>%%s</td><td class="n">%%s</td><td class="n">%%s</td><td class="n">%%s</td><td class="n">%%s</td></tr>'',
                   %2$s.markup_text(g.product), %2$s.markup_text(g.product_name), g.grade, %2$s.sanctions_report_figure(g.outflow_before), %2$s.sanctions_report_figure(g.outflow_after),
                   %2$s.sanctions_report_figure(g.attributed), %2$s.sanctions_report_figure(g.score)), '''' ORDER BY g.place) FILTER (WHERE g.place <= 10),
               string_agg(format(''<p><b>%%s</b> %%s</p>'', %2$s.markup_text(g.product), %2$s.markup_text(g.sentence)), '''' ORDER BY g.place) FILTER (WHERE g.place BETWEEN 2 AND 10)
        FROM graded AS g JOIN %1$I.countries AS c ON c.watch = $1 AND c.intermediary = g.intermediary
        GROUP BY g.intermediary ORDER BY max(g.grade) DESC, max(c.attributed) DESC NULLS LAST, g.intermediary COLLATE "C"', monitor, '@extschema@') USING name;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_graded(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_report: the countries with a grade, traced ones first, with sums over the products in which they have one, the flag of the largest product, a line a product, and the sentences of the others.';

CREATE FUNCTION @extschema@.sanctions_report_sure(main pg_catalog.jsonb, monthly boolean) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    rank CONSTANT bigint := (main ->> 'placebo_rank')::bigint;
    p CONSTANT numeric := round((main ->> 'placebo_p')::numeric, 2);
    periods CONSTANT integer := (main ->> 'months_after')::integer / CASE WHEN monthly THEN 1 ELSE 12 END;
    word CONSTANT text := CASE WHEN monthly THEN 'month' ELSE 'year' END;
    last CONSTANT text := left(main ->> 'last_out', CASE WHEN monthly THEN 7 ELSE 4 END);
BEGIN
    RETURN concat_ws(' ',
        CASE WHEN rank IS NULL THEN 'Its sales elsewhere were not compared, or there is nothing to compare them with.'
             WHEN rank = 1 THEN format('In no other market did its sales rise as strongly (placebo rank 1, p %s).', p)
             ELSE format('In %s of its other markets sales rose as strongly or more (placebo rank %s, p %s), which makes it less sure.', rank - 1, rank, p) END,
        format('Sales passed their earlier peak in %s of %s %ss', main ->> 'active', periods, word)
            || CASE WHEN last < left(main ->> 'after_to', length(last)) THEN format(', last in %s: it may be over.', last) ELSE '.' END,
        CASE WHEN (main ->> 'largest_share')::numeric >= 0.5 THEN format('%s %% of them fell into one %s.', round(100 * (main ->> 'largest_share')::numeric, 1), word) END);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_sure(pg_catalog.jsonb, boolean) IS
'A step of sanctions_report: placebo and persistence of a flag in words; monthly is whether the source has months.';

CREATE FUNCTION @extschema@.sanctions_report_spark(label pg_catalog.text, called pg_catalog.text, facts pg_catalog.jsonb, leg pg_catalog.text[], who pg_catalog.text[], at pg_catalog.date[], value double precision[]) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    chart text;
BEGIN
    WITH own AS (SELECT l.leg, l.day, l.amount FROM unnest(leg, who, at, value) AS l (leg, who, day, amount) WHERE l.who = label AND l.leg IN ('in', 'out')),
    shown AS (
        SELECT n.name, n.place, d.day, coalesce(o.amount, 0) AS amount
        FROM (SELECT DISTINCT p.day FROM unnest(at) AS p (day)) AS d CROSS JOIN (VALUES ('in', 'bought', 1), ('out', 'sold', 2)) AS n (leg, name, place)
        LEFT JOIN own AS o ON o.leg = n.leg AND o.day = d.day)
    SELECT @extschema@.svg_lines(array_agg(s.name ORDER BY s.place, s.day), array_agg(s.day ORDER BY s.place, s.day), array_agg(s.amount ORDER BY s.place, s.day),
               format('%s: bought from the origins, and sold to %s', called, facts ->> 'target_name'),
               format('Two lines over time without figures: what it bought from the origins, whole, and what it sold to %s, dashed. The event of %s is marked.', facts ->> 'target_name', facts ->> 'since'),
               (facts ->> 'since')::date, NULL::text, NULL::text, 320, 90, false)
        INTO chart FROM shown AS s;
    RETURN format('<figure>%s<figcaption><span class="key"></span>bought from the origins <span class="key two"></span>sold to %s</figcaption></figure>',
        chart, @extschema@.markup_text(facts ->> 'target_name'));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_spark(pg_catalog.text, pg_catalog.text, pg_catalog.jsonb, pg_catalog.text[], pg_catalog.text[], pg_catalog.date[], double precision[]) IS
'A step of sanctions_report: both legs of a country over time, small.';

CREATE FUNCTION @extschema@.sanctions_report_cards(monitor pg_catalog.name, name pg_catalog.text, facts pg_catalog.jsonb, leg pg_catalog.text[], who pg_catalog.text[], at pg_catalog.date[], value double precision[]) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    monthly CONSTANT boolean := EXISTS (SELECT FROM unnest(at) AS d (day) WHERE extract(month FROM d.day) > 1);
    target CONSTANT text := @extschema@.markup_text(facts ->> 'target_name');
    cards text := '';
    c record;
BEGIN
    FOR c IN SELECT g.* FROM @extschema@.sanctions_report_graded(monitor, name) AS g LOOP
        cards := cards || format('<article class="card"><header><h4>%s</h4><span class="grade %s">%2$s</span></header><div class="sides"><dl class="asked">', @extschema@.markup_text(c.called), c.grade)
            || format('<dt>Attributed</dt><dd><b>%s</b> a month; at most %s</dd>', @extschema@.sanctions_report_figure(c.attributed), @extschema@.sanctions_report_figure(c.rerouted))
            || format('<dt>Sold to %s</dt><dd>%s a month, before %s</dd>', target, @extschema@.sanctions_report_figure(c.outflow_after), @extschema@.sanctions_report_figure(c.outflow_before))
            || format('<dt>Bought from the origins</dt><dd>%s a month, before %s</dd>', @extschema@.sanctions_report_figure(c.inflow_after), @extschema@.sanctions_report_figure(c.inflow_before))
            || format('<dt>First seen</dt><dd>%s</dd></dl>', @extschema@.sanctions_report_time(c.first_seen, 'YYYY-MM-DD'::text))
            || @extschema@.sanctions_report_spark(c.intermediary, c.called, facts, leg, who, at, value)
            || format('</div><p><b>Why</b> %s%s</p><p><b>How sure</b> %s</p>', '(largest product, ' || @extschema@.markup_text(c.main ->> 'product') || ') ', @extschema@.markup_text(c.main ->> 'sentence'),
                @extschema@.markup_text(@extschema@.sanctions_report_sure(c.main, monthly)))
            || format('<div class="wide" role="region" tabindex="0" aria-label="%s: products"><table><caption>%s</caption><thead><tr><th scope="col">Product</th><th scope="col">Grade</th><th scope="col" class="n">Sold before</th><th scope="col" class="n">after</th>'
                '<th scope="col" class="n">Attributed</th><th scope="col" class="n">Score</th></tr></thead><tbody>%s</tbody></table></div>', @extschema@.markup_text(c.called),
                CASE WHEN c.products > 10 THEN format('The ten largest of %s products; the view flags has all', c.products) ELSE 'By product, a month' END, c.lines)
            || coalesce('<details><summary>Why, for the other products</summary><div class="why">' || c.sentences || '</div></details>', '') || '</article>';
    END LOOP;
    RETURN CASE WHEN cards = '' THEN '' ELSE '<h3>Countries with a grade</h3>' || cards END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_cards(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb, pg_catalog.text[], pg_catalog.text[], pg_catalog.date[], double precision[]) IS
'A step of sanctions_report: a card for each country with a grade.';

CREATE FUNCTION @extschema@.sanctions_report_rest(monitor pg_catalog.name, name pg_catalog.text, facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    most CONSTANT integer := 25;
    rest record;
BEGIN
    -- Of the product a country sells most of, the first condition that it does not meet.
    EXECUTE format('
        WITH candidate AS (
            SELECT f.intermediary, min(f.intermediary_name) AS called, sum(f.outflow_before::text::numeric)::float8 AS before, sum(f.outflow_after::text::numeric)::float8 AS after,
                   (array_agg(f.product ORDER BY f.outflow_after DESC, f.product COLLATE "C"))[1] AS product
            FROM %1$I.flags AS f WHERE f.watch = $1 GROUP BY f.intermediary HAVING bool_and(f.grade IS NULL)),
        ranked AS (SELECT c.*, row_number() OVER (ORDER BY c.after DESC, c.intermediary COLLATE "C") AS place FROM candidate AS c),
        signal AS (
            SELECT r.intermediary, r.place, s.code, s.fired, s.sentence, bool_or(s.fired AND s.code IN (''SURGE'', ''NEW_ROUTE'')) OVER (PARTITION BY r.intermediary) AS rose
            FROM ranked AS r JOIN %1$I.reasons AS s ON s.watch = $1 AND s.intermediary = r.intermediary AND s.product IS NOT DISTINCT FROM r.product WHERE r.place <= $2),
        missed AS (
            SELECT DISTINCT ON (s.intermediary) s.intermediary, s.sentence FROM signal AS s
            WHERE s.fired IS NOT TRUE AND (s.code IN (''TARGETED'', ''SOURCING'') OR s.code IN (''SURGE'', ''NEW_ROUTE'') AND NOT s.rose)
            ORDER BY s.intermediary, array_position(''{SURGE,TARGETED,SOURCING,NEW_ROUTE}'', s.code))
        SELECT count(*) AS candidates, string_agg(format(''<tr><th scope="row">%%s</th><td class="n">%%s</td><td class="n">%%s</td><td>%%s</td></tr>'', %2$s.markup_text(r.called),
                   %2$s.sanctions_report_figure(r.before), %2$s.sanctions_report_figure(r.after), coalesce(%2$s.markup_text(m.sentence), ''What fired does not add up to a grade.'')), '''' ORDER BY r.place) FILTER (WHERE r.place <= $2) AS lines
        FROM ranked AS r LEFT JOIN missed AS m ON m.intermediary = r.intermediary', monitor, '@extschema@') INTO rest USING name, most;
    IF rest.candidates = 0 THEN
        RETURN '';
    END IF;
    RETURN format('<h3>Looked at and not flagged</h3><div class="wide" role="region" tabindex="0" aria-label="Looked at and not flagged"><table><caption>%s sold to %s a month, all products together; why not: of the product they sell most of%s.</caption>'
        '<thead><tr><th scope="col">Country</th><th scope="col" class="n">Before</th><th scope="col" class="n">After</th><th scope="col">Why not</th></tr></thead><tbody>%s</tbody></table></div>',
        CASE WHEN rest.candidates > most THEN format('The %s largest of %s countries without a grade:', most, rest.candidates) ELSE 'Countries without a grade:' END,
        @extschema@.markup_text(facts ->> 'target_name'), CASE WHEN rest.candidates > most THEN '; the view reasons has all' ELSE '' END, rest.lines);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_rest(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_report: candidates without a grade, the largest, and why they have none.';

CREATE FUNCTION @extschema@.sanctions_report_caveats(facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN '<h3>How to read this</h3><ul class="fine">'
        '<li>A grade says where to look. It is no proof that goods went on, and names no firm and no breach.</li>'
        '<li><b>Traced</b>: sales to the target rose, more than to others, and the country''s purchases from the origins rose out of all proportion, or it hardly exported such goods before.</li>'
        '<li><b>Possible</b>: purchases rose by more than they usually swing and by enough to supply at least half of the new sales, but little beside what the country buys anyway. '
        'The same goes for one that makes the goods and happens to buy more for itself: in simulation 4 to 6 in 100 producers whose sales surged, and that re-exported nothing, were called possible by chance, '
        '9 to 18 where purchases drift for months, up to 9 with one year on each side, and nearly all whose own demand rose by a third.</li>'
        '<li><b>Attributed</b>: the part of the extra sales to the target that extra purchases from the origins explain, when these are shared over all places to which the country sells more. '
        '<b>At most</b>: the smaller of what it bought more and what it sold more.</li>'
        '<li><b>Placebo</b>: the same question asked of its other markets, where nothing should be found. The more products and countries are screened, the more is found by chance.</li>'
        '<li>Statistics come late, are revised, and leave out what is confidential; prices move them as quantities do. What never crosses a border on paper is not in them.</li></ul>';
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_caveats(pg_catalog.jsonb) IS
'A step of sanctions_report: what the words mean, and what figures cannot tell.';

CREATE FUNCTION @extschema@.sanctions_report_foot(facts pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN format('<h3>Made with</h3><p class="fine">Run %s, finished %s; %s rows read, %s products screened. %s%s%s.</p><p class="fine">All arguments of the screen:</p><pre>%s</pre>',
        facts ->> 'run', @extschema@.sanctions_report_time((facts ->> 'finished_at')::timestamptz, 'YYYY-MM-DD HH24:MI "UTC"'::text), to_char((facts ->> 'rows_read')::bigint, 'FM999,999,999,999,990'), facts ->> 'products_screened',
        @extschema@.markup_text(facts ->> 'library'), coalesce('; list as since ' || @extschema@.markup_text(facts ->> 'list_version'), ''),
        coalesce('; group as since ' || @extschema@.markup_text(facts ->> 'group_version'), ''), @extschema@.markup_text((facts -> 'arguments')::text));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_foot(pg_catalog.jsonb) IS
'A step of sanctions_report: versions and arguments, by which its figures can be made again.';
