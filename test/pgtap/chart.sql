-- Charts: what they show is what they were given, text stays text, wrong arguments are
-- refused.  Pictures are read as XML, by a server built with libxml.
BEGIN;
SELECT plan(67);

CREATE FUNCTION pg_temp.found(path text, picture text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT r::text FROM unnest(xpath(path, picture::xml, '{{s,http://www.w3.org/2000/svg}}')) AS r
$$;
CREATE FUNCTION pg_temp.numbers(path text, picture text) RETURNS SETOF numeric LANGUAGE sql AS $$ SELECT r::numeric FROM pg_temp.found(path, picture) AS r $$;
CREATE FUNCTION pg_temp.refused(call text, code text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'SELECT ' || call;
    RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE WHEN SQLSTATE = code THEN SQLERRM ELSE SQLSTATE || ' ' || SQLERRM END;
END $$;

-- ---- text

SELECT is(markup_text(E'<a href="x">R&D''s\x01\x1f\tT\u00fcrkiye</a>'), E'&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s\tT\u00fcrkiye&lt;/a&gt;', 'markup becomes references, control characters go');
SELECT is(markup_text(NULL), NULL, 'NULL is NULL');
SELECT is(count(*), 0::bigint, 'characters come back from XML as they were')
FROM generate_series(32, 3000) AS n, LATERAL (SELECT chr(n) AS c) AS t WHERE xpath('string(/a/@b)', ('<a b="' || markup_text(c) || '"/>')::xml)::text[]
    <> ARRAY[CASE c WHEN '&' THEN '&amp;' WHEN '<' THEN '&lt;' WHEN '>' THEN '&gt;' ELSE c END];
SELECT is(array_agg(amount_text(v) ORDER BY n), '{0,-12.4,0.333,999,"999,999",1.0 M,1.4 M,"162,700.0 M",NaN,Infinity,-Infinity}', 'amounts')
FROM unnest('{0,-12.4,0.33333,999.4,999999,1000000,1445074,1.627e11,NaN,Infinity,-Infinity}'::float8[]) WITH ORDINALITY AS a(v, n);
SELECT is(amount_text(NULL), NULL, 'no amount');

-- ---- lines

CREATE TEMP TABLE flow AS
SELECT label, day::date AS at, CASE WHEN label = 'gap' AND day = '2022-06-01' THEN NULL ELSE amount + extract(month FROM day)::float8 END AS value, place
FROM (VALUES ('direct <script>alert(1)</script>', 100, 1), ('gap', 50, 2), ('"third" & last', 10, 3)) AS l(label, amount, place),
     generate_series('2021-01-01'::timestamp, '2023-12-01', '1 month') AS day;
CREATE TEMP TABLE lines AS
SELECT svg_lines(array_agg(label ORDER BY place, at), array_agg(at ORDER BY place, at), array_agg(value ORDER BY place, at),
    'Trade <b>', 'A description & more', '2022-02-24', 'Export ban <i>', 'EUR</text>', 640, 320) AS picture FROM flow;

SELECT is(xml_is_well_formed_document(picture), true, 'lines are a document') FROM lines;
SELECT results_eq($$SELECT pg_temp.found('/s:svg/s:title/text()', picture) FROM lines$$, $$VALUES ('Trade &lt;b&gt;')$$, 'with a title');
SELECT results_eq($$SELECT pg_temp.found('/s:svg/s:desc/text()', picture) FROM lines$$, $$VALUES ('A description &amp; more')$$, 'and a description');
SELECT results_eq($$SELECT pg_temp.found('/s:svg/@viewBox', picture) FROM lines$$, $$VALUES ('0 0 640 320')$$, 'of the size asked');
SELECT is_empty($$SELECT pg_temp.found('//s:script | //s:b | //s:i | //@onload | //@href', picture) FROM lines$$, 'labels make no elements');
SELECT results_eq($$SELECT pg_temp.found('//s:path[@fill="none"]/s:title/text()', picture) FROM lines$$,
    $$VALUES ('direct &lt;script&gt;alert(1)&lt;/script&gt;'), ('gap'), ('"third" &amp; last')$$, 'a path a label, in their order');
CREATE TEMP VIEW point AS
SELECT p.line, m.place, m.xy[1] AS kind, m.xy[2]::numeric AS x, m.xy[3]::numeric AS y
FROM lines, pg_temp.found('//s:path[@fill="none"]/@d', picture) WITH ORDINALITY AS p(d, line), regexp_matches(p.d, '([ML])([-0-9.]+) ([-0-9.]+)', 'g') WITH ORDINALITY AS m(xy, place);
SELECT results_eq('SELECT line, count(*), count(*) FILTER (WHERE kind = ''M'') FROM point GROUP BY 1 ORDER BY 1', 'VALUES (1::bigint, 36::bigint, 1::bigint), (2, 35, 2), (3, 36, 1)',
    'every known value is a point; an unknown one breaks the line');
SELECT ok(corr(p.y, f.value) < -0.99999 AND stddev(p.y + f.value * s.slope) < 0.1, 'heights are the values')
FROM (SELECT place, value, row_number() OVER (PARTITION BY place ORDER BY at) AS n FROM flow WHERE value IS NOT NULL) AS f
JOIN point AS p ON p.line = f.place AND p.place = f.n, (SELECT (max(y) - min(y)) / 101 AS slope FROM point) AS s;
SELECT ok(bool_and(x BETWEEN 0 AND 640 AND y BETWEEN 0 AND 320), 'inside of the picture') FROM point;
SELECT is(count(*), 1::bigint, 'the event is marked') FROM lines, pg_temp.found('//s:path[@class="svg-event"]', picture);
SELECT ok(e.x BETWEEN a.x AND b.x, 'between the months it lies between')
FROM lines, LATERAL (SELECT substring(d FROM '^M([0-9.]+)')::numeric AS x FROM pg_temp.found('//s:path[@class="svg-event"]/@d', picture) AS d) AS e,
    (SELECT x FROM point WHERE line = 1 AND place = 14) AS a, (SELECT x FROM point WHERE line = 1 AND place = 15) AS b;
SELECT is(count(DISTINCT style), 3::bigint, 'lines differ without colour') FROM lines, LATERAL (SELECT coalesce((xpath('/s:path/@stroke-dasharray', p::xml, '{{s,http://www.w3.org/2000/svg}}'))[1]::text, '') AS style
    FROM pg_temp.found('//s:path[@fill="none"]', picture) AS p) AS s;
SELECT results_eq($$SELECT t FROM lines, pg_temp.found('//s:text/text()', picture) AS t WHERE t ~ '^20..$'$$, $$VALUES ('2021'), ('2022'), ('2023')$$, 'years below');
SELECT is(count(*), 0::bigint, 'names of lines do not lie on each other')
FROM lines, LATERAL (SELECT array_agg(y ORDER BY y) AS ys FROM pg_temp.numbers('//s:text[contains(text(), "gap") or contains(text(), "direct") or contains(text(), "third")]/@y', picture) AS y) AS p, generate_subscripts(ys, 1) AS i
WHERE ys[i + 1] - ys[i] < 14;
SELECT is(count(*), 0::bigint, 'nor do twelve that end in one point')
FROM (SELECT svg_lines(array_agg('n' || i), array_agg('2022-01-01'::date), array_agg(5), 'x') AS picture FROM generate_series(1, 12) AS i) AS l,
    LATERAL (SELECT array_agg(y ORDER BY y) AS ys FROM pg_temp.numbers('//s:text[starts-with(text(), "n")]/@y', picture) AS y) AS p, generate_subscripts(ys, 1) AS i
WHERE ys[i + 1] - ys[i] < 14 OR ys[i] > 320;
SELECT is_empty($$SELECT pg_temp.found('//s:text', svg_lines('{a,a}', '{2022-01-01,2022-02-01}', '{1,2}', 'x', NULL, '2022-01-15', 'E', 'EUR', 200, 40, false))$$, 'a sparkline has no text');
SELECT ok(d[1] < d[3] AND d[2] > d[4], 'what is later is on the right and what is more above, however small: ' || size)
FROM (VALUES ('height', svg_lines('{a,a}', '{2022-01-01,2022-02-01}', '{1,2}', 'x', NULL, NULL, 'E', 'EUR', 640, 40)), ('width', svg_lines('{a,a}', '{2022-01-01,2022-02-01}', '{1,1e15}', 'x', width => 160))) AS c(size, picture),
    LATERAL (SELECT regexp_match(d, '^M([-0-9.]+) ([-0-9.]+)h0L([-0-9.]+) ([-0-9.]+)')::numeric[] AS d FROM pg_temp.found('//s:path[@fill="none"]/@d', picture) AS d) AS p;
SELECT results_eq($$SELECT pg_temp.found('//s:text/text()', svg_lines(NULL, NULL, NULL, 'x'))$$, $$VALUES ('no data')$$, 'nothing is said');
SELECT results_eq($$SELECT pg_temp.found('//s:text/text()', svg_lines('{a}', '{2022-01-01}', '{NULL}', 'x'))$$, $$VALUES ('no data')$$, 'nothing known likewise');
SELECT ok(xml_is_well_formed_document(svg_lines(array_agg(l), array_agg(d), array_agg(v), 'x', NULL, '9999-12-31', repeat('x', 5000), repeat('y', 5000), 160, 24)), 'extremes: ' || k)
FROM (VALUES ('values', ARRAY['a', 'a', 'a'], ARRAY['2022-01-01', '2022-01-02', '2022-02-03']::date[], '{1e300,-1e300,0}'::float8[]),
    ('tiny values', '{a,a}', '{2022-01-01,2023-01-01}', '{4.9e-324,0}'), ('nothing but 0', '{a,a}', '{2022-01-01,2023-01-01}', '{0,0}'),
    ('one day', '{a,b}', '{2022-01-01,2022-01-01}', '{-1,-2}'), ('all of time', '{a,a}', '{0001-01-01,9999-12-31}', '{1,2}'),
    ('a long name', ARRAY[repeat('Ł', 3000)], '{2022-01-01}', '{1}')) AS e(k, ls, ds, vs), LATERAL unnest(ls, ds, vs) AS u(l, d, v) GROUP BY k ORDER BY k;

SELECT is(pg_temp.refused($$svg_lines('{a,b}', '{2022-01-01}', '{1,2}', 'x')$$, '22023'), 'arrays label, at, value have 2, 1, 2 elements');
SELECT is(pg_temp.refused($$svg_lines('{a,a}', '{2022-03-01,2022-03-01}', '{1,2}', 'x')$$, '22023'), '"a" has more than one value at 2022-03-01');
SELECT is(pg_temp.refused($$svg_lines('{a}', '{2022-03-01}', '{NaN}', 'x')$$, '22023'), 'value NaN of "a" cannot be drawn');
SELECT is(pg_temp.refused($$svg_lines('{a}', '{infinity}', '{1}', 'x')$$, '22023'), 'date infinity is not in the years 1 to 9999');
SELECT is(pg_temp.refused($$svg_lines('{a}', '{2022-01-01}', '{1}', 'x', event => '0044-03-15 BC')$$, '22023'), 'date 0044-03-15 BC is not in the years 1 to 9999');
SELECT is(pg_temp.refused($$svg_lines('{NULL}', '{2022-01-01}', '{1}', 'x')$$, '22004'), 'label must not contain NULL');
SELECT is(pg_temp.refused($$svg_lines('{a}', '{NULL}', '{1}', 'x')$$, '22004'), 'at must not contain NULL');
SELECT is(pg_temp.refused($$svg_lines('{a}', '{2022-01-01}', '{1}', NULL)$$, '22004'), 'title must not be NULL');
SELECT is(pg_temp.refused($$svg_lines('{a}', '{2022-01-01}', '{1}', 'x', width => 12)$$, '22023'), 'width 12 is not between 160 and 4000');
SELECT is(pg_temp.refused($$svg_lines('{a}', '{2022-01-01}', '{1}', 'x', height => NULL)$$, '22023'), 'height NULL is not between 24 and 4000');

-- ---- bars

CREATE TEMP TABLE bars AS SELECT svg_bars('{China,China,"T<b>",Germany,Germany}', '{12.4,45.1,8,44,-4.4}', 'Suppliers', 'Of RUS', '{before,after,after,before,after}', '%', 460) AS picture;
SELECT ok(xml_is_well_formed_document(picture), 'bars are a document') FROM bars;
SELECT results_eq($$SELECT round(w / 45.1, 1) FROM bars, pg_temp.numbers('//s:rect[@height="10"]/@width', picture) AS w, LATERAL (SELECT max(x) AS m FROM pg_temp.numbers('//s:rect[@height="10"]/@width', picture) AS x) AS m$$,
    $$SELECT round(v * m / 45.1 / 45.1, 1) FROM bars, LATERAL (SELECT max(x) AS m FROM pg_temp.numbers('//s:rect[@height="10"]/@width', picture) AS x) AS m, unnest('{12.4,45.1,8,44,4.4}'::numeric[]) AS v$$, 'as long as the values');
SELECT set_eq($$SELECT t FROM bars, pg_temp.found('//s:text/text()', picture) AS t$$, '{before,after,China,T&lt;b&gt;,Germany,12.4 %,45.1 %,8.0 %,44.0 %,-4.4 %}'::text[], 'names and amounts beside them');
SELECT is(count(DISTINCT x), 2::bigint, 'one below 0 begins left of the others') FROM bars, pg_temp.numbers('//s:rect[@height="10"]/@x', picture) AS x;
SELECT is(count(DISTINCT o), 2::bigint, 'series differ in lightness') FROM bars, pg_temp.found('//s:rect[@height="10"]/@fill-opacity', picture) AS o;
SELECT set_eq($$SELECT pg_temp.found('//s:text/text()', svg_bars('{a,b}', '{1200000,NULL}', 'x', unit => 'EUR a month'))$$, '{a,b,1.2 M,–,EUR a month}'::text[], 'one series, a value that is not known');
SELECT is((SELECT count(*) FROM pg_temp.found('//s:rect', svg_bars('{a,b}', '{1200000,NULL}', 'x'))), 1::bigint, 'what is not known has no bar');
SELECT results_eq($$SELECT pg_temp.found('//s:text/text()', svg_bars(NULL, NULL, 'x'))$$, $$VALUES ('no data')$$, 'no bars');
SELECT ok(xml_is_well_formed_document(svg_bars(ls, vs, 'x', width => 160)), 'extremes of bars') FROM (VALUES ('{a,b}'::text[], '{1e300,-1e300}'::float8[]), ('{a}', '{0}'), (ARRAY[repeat('Ł', 3000)], '{4.9e-324}')) AS e(ls, vs);
SELECT is(pg_temp.refused($$svg_bars('{a,a}', '{1,2}', 'x')$$, '22023'), '"a" has more than one value');
SELECT is(pg_temp.refused($$svg_bars('{a,a}', '{1,2}', 'x', series => '{s,s}')$$, '22023'), '"a" in "s" has more than one value');
SELECT is(pg_temp.refused($$svg_bars('{a,b}', '{1,2}', 'x', series => '{s}')$$, '22023'), 'arrays label, value, series have 2, 2, 1 elements');

-- ---- flows

CREATE TEMP TABLE flows AS SELECT svg_flows('{S,S,S,KGZ,TUR,"<b>",S}', '{KGZ,TUR,"<b>",RUS,RUS,RUS,RUS}', '{4e6,7.3e6,2e5,4e6,7e6,2e5,0}', 'Flows', NULL, 'EUR', 460, 260) AS picture;
SELECT ok(xml_is_well_formed_document(picture), 'flows are a document') FROM flows;
SELECT results_eq($$SELECT t FROM flows, pg_temp.found('//s:path/s:title/text()', picture) AS t$$,
    $$VALUES ('S → TUR: 7.3 M'), ('TUR → RUS: 7.0 M'), ('S → KGZ: 4.0 M'), ('KGZ → RUS: 4.0 M'), ('S → &lt;b&gt;: 200,000'), ('&lt;b&gt; → RUS: 200,000')$$, 'a ribbon a flow, the widest below');
SELECT results_eq($$SELECT t FROM flows, pg_temp.found('//s:text/s:tspan/text()', picture) AS t$$, $$VALUES ('11.5 M'), ('7.3 M'), ('4.0 M'), ('200,000'), ('11.2 M')$$, 'amounts of labels: the larger of what comes and goes');
SELECT ok(max(abs(h / a - 9)) < 0.5, 'as high as their amounts') FROM flows, LATERAL (SELECT h, row_number() OVER () AS n FROM pg_temp.numbers('//s:rect/@height', picture) AS h) AS r
JOIN (VALUES (1, 11.5), (2, 7.3), (3, 4), (5, 11.2)) AS v(n, amount) ON v.n = r.n, LATERAL (SELECT amount * (SELECT max(x) FROM pg_temp.numbers('//s:rect/@height', picture) AS x) / 11.5 / 9 AS a) AS s;
SELECT is(array_agg(DISTINCT round(x) ORDER BY round(x)), '{0,210,419}', 'in three layers, with room for the last name') FROM flows, pg_temp.numbers('//s:rect/@x', picture) AS x;
SELECT ok(bool_and(y >= 0 AND y + h <= 600), 'fifty intermediaries find room')
FROM (SELECT svg_flows(array_agg(CASE side WHEN 1 THEN 'S' ELSE 'c' || n END), array_agg(CASE side WHEN 1 THEN 'c' || n ELSE 'T' END), array_agg(1e6 / n), 'x', height => 600) AS picture
      FROM generate_series(1, 50) AS n, generate_series(1, 2) AS side) AS f,
    ROWS FROM (pg_temp.numbers('//s:rect/@y', picture), pg_temp.numbers('//s:rect/@height', picture)) AS r(y, h);
SELECT results_eq($$SELECT pg_temp.found('//s:text/text()', svg_flows('{a}', '{b}', '{0}', 'x', unit => 'EUR'))$$, $$VALUES ('no data')$$, 'nothing flows');
SELECT is(pg_temp.refused($$svg_flows('{a,b}', '{b,a}', '{1,2}', 'x')$$, '22023'), 'flows go in a circle through "a"');
SELECT is(pg_temp.refused($$svg_flows('{a}', '{a}', '{1}', 'x')$$, '22023'), 'flows go in a circle through "a"');
SELECT is(pg_temp.refused($$svg_flows('{a}', '{b}', '{-1}', 'x')$$, '22023'), 'value -1 from "a" to "b" is negative');
SELECT is(pg_temp.refused($$svg_flows('{a}', '{NULL}', '{1}', 'x')$$, '22004'), 'destination must not contain NULL');
SELECT is(pg_temp.refused(format('svg_flows(%L, %L, %L, %L)', ARRAY[repeat('x', 100000)], ARRAY[repeat('x', 100000)], '{1}', 'x'), '22023'),
    'flows go in a circle through "' || repeat('x', 40) || '"', 'a long label is cut in the message');

SELECT * FROM finish();
ROLLBACK;
