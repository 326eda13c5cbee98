-- The report: its figures are those of the views, text stays text, a reader may call it,
-- and it says what is missing.  Refreshes end transactions, so that there is no
-- transaction around this test.
SELECT plan(43);
SET client_min_messages = warning;
CREATE SCHEMA desk;
SET search_path = desk, public;
INSERT INTO sanctions_list (list_name, hs, description) VALUES ('<b>mine</b>', '854231', 'Processors & "<i>memory</i>"'), ('<b>mine</b>', '851762', 'Routers');

-- Countries as text, one of them named to do harm.
CREATE TABLE trade (exporter text, importer text, product text, period date, value double precision);
INSERT INTO trade
SELECT e, i, p, m, v
FROM (VALUES ('DEU', 'RUS', '854231', 900, 40), ('DEU', '<script>alert(1)</script>', '854231', 10, 700), ('<script>alert(1)</script>', 'RUS', '854231', 5, 620),
             ('CHN', 'RUS', '854231', 500, 700), ('CHN', 'RUS', '851762', 800, 1000), ('DEU', 'POL', '854231', 500, 510), ('FRA', 'POL', '854231', 300, 300), ('DEU', 'CHN', '854231', 300, 310),
             ('DEU', 'KGZ', '854231', 10, 300), ('KGZ', 'RUS', '854231', 2, 250), ('DEU', 'KGZ', '851762', 10, 90), ('KGZ', 'RUS', '851762', 2, 80), ('DEU', 'RUS', '851762', 400, 20)) AS f(e, i, p, before, after),
     generate_series('2020-01-01'::timestamp, '2023-12-01', '1 month') AS m,
     LATERAL (SELECT CASE WHEN m < '2022-03-01' THEN before ELSE after END * (1000 + 7 * extract(month FROM m)::float8)) AS x(v);

CREATE FUNCTION refused(call text, code text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE call;
    RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE WHEN SQLSTATE = code THEN SQLERRM ELSE SQLSTATE || ' ' || SQLERRM END;
END $$;

-- ---- what cannot be reported

SELECT is(refused($$SELECT sanctions_report('desk')$$, '42P01'), 'schema "desk" is no monitor', 'a schema that is no monitor');
SELECT is(refused($$SELECT sanctions_report('nowhere')$$, '42P01'), 'schema "nowhere" is no monitor', 'no schema at all');
SELECT is(refused('SELECT sanctions_report(NULL)', '22004'), 'monitor must not be NULL', 'NULL');
SELECT lives_ok($$SELECT sanctions_monitor('it"s <b>')$$, 'a monitor of an awkward name');
SELECT ok(page ~ 'This monitor has no watch yet' AND page ~ '^<!DOCTYPE html>', 'a monitor without a watch has a page that says so') FROM sanctions_report('it"s <b>') AS page;
INSERT INTO "it""s <b>".watch (name, source, target, origins, list_name, since) VALUES ('chips & <script>alert(2)</script>', 'trade', 'RUS', 'DEU,FRA', '<b>mine</b>', '2022-02-24');
SELECT is(refused($$SELECT sanctions_report('it"s <b>', 'ships')$$, '22023'), 'monitor "it"s <b>" has no watch "ships"', 'a watch that is not there');
SELECT is(refused(format('SELECT sanctions_report(%L, %L)', 'it"s <b>', repeat('x', 100000)), '22023'), 'monitor "it"s <b>" has no watch "' || repeat('x', 40) || '"', 'a long name is cut');
SELECT ok(page ~ 'has not been refreshed yet', 'a watch without a refresh has a section that says so') FROM sanctions_report('it"s <b>') AS page;

-- ---- the page

CALL sanctions_refresh('it"s <b>');
CREATE TABLE page AS SELECT sanctions_report('it"s <b>', 'chips & <script>alert(2)</script>') AS page;
SELECT is(md5(regexp_replace(page, '<title>[^<]*</title>', '')), md5(regexp_replace(sanctions_report('it"s <b>'), '<title>[^<]*</title>', '')), 'of one watch the page is that of all, but for its title') FROM page;
SELECT ok(page !~* '<script|<b>mine|<i>memory|onload=|https?://(?!www.w3.org/2000/svg")', 'no label makes an element, nothing is fetched') FROM page;
SELECT ok(page ~ '&lt;script&gt;alert\(1\)&lt;/script&gt;' AND page ~ 'chips &amp; &lt;script&gt;alert\(2\)' AND page ~ '&lt;b&gt;mine' AND page ~ 'Processors &amp; &quot;&lt;i&gt;', 'they are text') FROM page;
SELECT ok(page ~ '<html lang="en">' AND page ~ '<meta charset="utf-8">' AND page ~ 'default-src ''none''', 'it says its language, encoding and policy') FROM page;
SELECT is((SELECT count(*) FROM page, regexp_matches(page, '<h4>', 'g')), 2::bigint, 'a card a country with a grade');
SELECT is((SELECT count(*) FROM page, regexp_matches(page, '<svg [^>]*role="img"[^>]*><title>[^<]+</title><desc>[^<]+</desc>', 'g')), 5::bigint, 'three charts and two small ones, each with a title and a description');
SELECT ok(page ~ 'CHN|China' AND page ~ 'Looked at and not flagged', 'who was not flagged') FROM page;
SELECT ok(page ~ format('Of <b>%s</b> countries that sold the watched goods to Russian Federation, <b>%s</b> (is|are) traced and <b>%s</b> possible', count(*), count(*) FILTER (WHERE products_flagged > 0), count(*) FILTER (WHERE products_flagged = 0 AND products_possible > 0)),
    'the answer counts what the view countries has') FROM page, "it""s <b>".countries GROUP BY page;
SELECT is_empty($$SELECT f.sentence FROM "it""s <b>".flags AS f, page WHERE f.grade IS NOT NULL AND strpos(page, markup_text(f.sentence)) = 0$$, 'every fired sentence of a grade is there');
SELECT is_empty($$SELECT h.first_seen FROM "it""s <b>".flags AS h, page WHERE h.grade IS NOT NULL AND strpos(page, to_char(h.first_seen AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) = 0$$, 'since when');
SELECT ok(strpos(page, markup_text(arguments::jsonb::text)) > 0 AND strpos(page, markup_text(library)) > 0, 'the arguments and versions of the run') FROM page, "it""s <b>".runs;
SELECT ok(page ~ 'list &lt;b&gt;mine' AND page ~ 'DEU,FRA \(2 members\)' AND page ~ '2022-03-01 to 2023-12-31, 22 months' AND page ~ 'desk.trade' AND page ~ 'US: Export controls', 'what was asked') FROM page;

-- Every figure is one of the views', to the last digit.
CREATE TABLE figure AS SELECT m[1]::float8 AS value, m[2] AS shown FROM page, regexp_matches(page, '<data value="([^"]*)">([^<]*)</data>', 'g') AS m;
CREATE VIEW known AS
SELECT unnest(ARRAY[outflow_before, outflow_after, attributed, score]) AS value FROM "it""s <b>".flags WHERE grade IS NOT NULL
UNION SELECT unnest(ARRAY[attributed, rerouted]) FROM "it""s <b>".countries WHERE products_flagged + products_possible > 0
UNION SELECT unnest(ARRAY[sum(inflow_before::text::numeric), sum(inflow_after::text::numeric), sum(outflow_before::text::numeric), sum(outflow_after::text::numeric)])::float8
    FROM "it""s <b>".flags WHERE grade IS NOT NULL GROUP BY intermediary
UNION SELECT sum(attributed::text::numeric)::float8 FROM "it""s <b>".countries
UNION SELECT unnest(ARRAY[sum(b::text::numeric)::float8, sum(a::text::numeric)::float8, sum(b::text::numeric)::float8 - sum(a::text::numeric)::float8]) FROM (SELECT min(direct_before) AS b, min(direct_after) AS a FROM "it""s <b>".flags GROUP BY product) AS d
UNION SELECT unnest(ARRAY[sum(outflow_before::text::numeric), sum(outflow_after::text::numeric)])::float8 FROM "it""s <b>".flags GROUP BY intermediary HAVING bool_and(grade IS NULL);
SELECT is_empty('SELECT value FROM figure EXCEPT SELECT value FROM known', 'every figure is the views''');
SELECT is_empty('SELECT value FROM known EXCEPT SELECT value FROM figure', 'and all of them are there');
SELECT is_empty($$SELECT * FROM figure WHERE shown <> replace(amount_text(value), ' ', '&#160;')$$, 'as people read them');

-- The charts, too.
CREATE FUNCTION svg(n integer) RETURNS xml LANGUAGE sql AS $$
    SELECT (m[1] || '</svg>')::xml FROM page, regexp_matches(page, '(<svg .*?)</svg>', 'g') WITH ORDINALITY AS r(m, i) WHERE i = n
$$;
CREATE FUNCTION texts(n integer, path text) RETURNS SETOF text LANGUAGE sql AS $$ SELECT t::text FROM unnest(xpath(path, svg(n), '{{s,http://www.w3.org/2000/svg}}')) AS t $$;
SELECT set_eq($$SELECT texts(2, '//s:path/s:title/text()')$$,
    $$SELECT format('Origins  → %s: %s', markup_text(intermediary_name), amount_text(attributed)) FROM "it""s <b>".countries WHERE products_flagged + products_possible > 0
      UNION ALL SELECT format('%s →  Russian Federation: %s', markup_text(intermediary_name), amount_text(attributed)) FROM "it""s <b>".countries WHERE products_flagged + products_possible > 0$$, 'flows are the attributed values');
SELECT set_eq($$SELECT t FROM texts(3, '//s:text/text()') AS t WHERE t LIKE '% \%'$$,
    $$SELECT round(100 * sum(value)::numeric / max(total)::numeric, 1) || ' %' FROM
        (SELECT supplier, extract(year FROM year) AS y, sum(value) AS value, sum(sum(value)) OVER (PARTITION BY extract(year FROM year)) AS total FROM "it""s <b>".shares
         WHERE importer = 'RUS' AND extract(year FROM year) IN (2021, 2023) GROUP BY 1, 2) AS s GROUP BY supplier, y$$, 'bars are the shares of the suppliers');
SELECT is(corr(-p.y, f.value) > 0.99999, true, 'the line of the origins is what they sold themselves')
FROM (SELECT m.i, m.xy[2]::numeric AS y FROM texts(1, '(//s:path[@fill="none"])[1]/@d') AS d, regexp_matches(d, '[ML]([-0-9.]+) ([-0-9.]+)', 'g') WITH ORDINALITY AS m(xy, i)) AS p
JOIN (SELECT row_number() OVER (ORDER BY period) AS i, sum(value) AS value FROM "it""s <b>".flows_monthly WHERE exporter IN ('DEU', 'FRA') AND importer = 'RUS' GROUP BY period) AS f USING (i);
SELECT is(corr(-p.y, f.value) > 0.99999, true, 'that of the graded what they sold in the products in which they have a grade')
FROM (SELECT m.i, m.xy[2]::numeric AS y FROM texts(1, '(//s:path[@fill="none"])[2]/@d') AS d, regexp_matches(d, '[ML]([-0-9.]+) ([-0-9.]+)', 'g') WITH ORDINALITY AS m(xy, i)) AS p
JOIN (SELECT row_number() OVER (ORDER BY period) AS i, sum(value) AS value FROM "it""s <b>".flows_monthly AS f WHERE importer = 'RUS'
        AND EXISTS (SELECT FROM "it""s <b>".flags AS g WHERE g.grade IS NOT NULL AND g.intermediary = f.exporter AND g.product = f.product) GROUP BY period) AS f USING (i);

-- ---- whoever asks, under whatever settings

CREATE ROLE report_reader;
SELECT lives_ok($$SELECT sanctions_monitor_grant('it"s <b>', 'report_reader')$$, 'a reader');
GRANT SELECT ON page TO report_reader;
GRANT USAGE ON SCHEMA desk TO report_reader;
SET ROLE report_reader;
SELECT is(md5(sanctions_report('it"s <b>', 'chips & <script>alert(2)</script>')), md5(page), 'who may read the views has the same page') FROM page;
RESET ROLE;
SET datestyle = 'German';
SET timezone = 'Pacific/Kiritimati';
SET extra_float_digits = -10;
SELECT is(md5(sanctions_report('it"s <b>', 'chips & <script>alert(2)</script>')), md5(page), 'settings change nothing') FROM page;
RESET ALL;
SET client_min_messages = warning;
SET search_path = desk, public;
CREATE ROLE report_nobody;
SET ROLE report_nobody;
SELECT throws_ok($$SELECT public.sanctions_report('it"s <b>')$$, '42501', NULL, 'who may not, has not');
RESET ROLE;

-- ---- other watches

SELECT lives_ok($$INSERT INTO "it""s <b>".watch (name, source, target, origins, list_name, since, per) VALUES ('as one', 'trade', 'RUS', 'DEU,FRA', '<b>mine</b>', '2022-02-24', 'list')$$, 'a watch of a whole list');
SELECT lives_ok($$INSERT INTO "it""s <b>".watch (name, source, target, origins, list_name, since) VALUES ('everyone', 'trade', 'RUS', '*', '<b>mine</b>', '2022-02-24')$$, 'one of all origins');
SELECT lives_ok($$INSERT INTO "it""s <b>".watch (name, source, target, origins, list_name, since, thresholds) VALUES ('nobody', 'trade', 'RUS', 'DEU', '<b>mine</b>', '2022-02-24', '{"min_value": 1e20}')$$, 'one that finds nobody');
CREATE TABLE yearly AS SELECT exporter::country_code, importer::country_code, product::hs_code, extract(year FROM period)::integer AS period, sum(value) AS value FROM trade WHERE exporter !~ '<' AND importer !~ '<' GROUP BY 1, 2, 3, 4;
SELECT lives_ok($$INSERT INTO "it""s <b>".watch (name, source, target, origins, list_name, since) VALUES ('years', 'yearly', 'RU', 'DE,FR', '<b>mine</b>', '2022-01-01')$$, 'one of years, and of codes asked in another form');
CALL sanctions_refresh('it"s <b>');
SELECT is((SELECT count(*) FROM regexp_matches(page, '<h2 ', 'g')), 5::bigint, 'a section a watch') FROM sanctions_report('it"s <b>') AS page;
SELECT ok(page ~ 'all of them together' AND page ~ '<h4>&lt;script' AND page ~ '<th scope="row"> <small>&lt;b&gt;mine', 'a list as one') FROM sanctions_report('it"s <b>', 'as one') AS page;
SELECT ok(page ~ 'everyone but the target' AND page !~ 'Sold by the origins', 'all origins') FROM sanctions_report('it"s <b>', 'everyone') AS page;
SELECT ok(page ~ 'Nobody is flagged' AND page !~ '<h4>' AND page !~ 'svg-flow"', 'nobody') FROM sanctions_report('it"s <b>', 'nobody') AS page;
SELECT ok(page ~ 'Russian Federation, RU<' AND page ~ '<h4>Kyrgyzstan' AND page ~ 'peak in 2 of 2 years' AND page !~ 'svg-line-1"[^>]*d="M[0-9.]+ ([0-9.]+)h0(L[0-9.]+ \1)+"', 'years, and lines that are not flat') FROM sanctions_report('it"s <b>', 'years') AS page;
UPDATE "it""s <b>".watch SET origins = 'GECC' WHERE name = 'years';
CALL sanctions_refresh('it"s <b>', 'years');
SELECT ok(page ~ format('GECC \(%s members, as since', (SELECT count(*) FROM unnest(group_members('GECC')) AS g (label) WHERE label NOT IN ('XI0', 'XU0'))), 'parts of a member are no members of their own') FROM sanctions_report('it"s <b>', 'years') AS page;
INSERT INTO "it""s <b>".watch (name, source, target, origins, list_name, since) VALUES ('nothing', 'trade', 'AUS', 'DEU,FRA', '<b>mine</b>', '2022-02-24');
CALL sanctions_refresh('it"s <b>', 'nothing');
SELECT ok(page ~ '<dt>Before</dt><dd>as far as the source reaches</dd><dt>After</dt><dd>as far as the source reaches</dd>' AND page ~ 'Nobody is flagged', 'without a candidate there are no windows to tell') FROM sanctions_report('it"s <b>', 'nothing') AS page;
ALTER TABLE trade RENAME TO gone;
\set ON_ERROR_STOP 0
\o /dev/null
CALL sanctions_refresh('it"s <b>', 'as one');
\o
\set ON_ERROR_STOP 1
SELECT ok(page ~ 'The last refresh failed' AND page ~ '42P01' AND page ~ '<h4>', 'a refresh that failed is told, with what the one before it found') FROM sanctions_report('it"s <b>', 'as one') AS page;

DROP OWNED BY report_reader;
DROP ROLE report_reader, report_nobody;
-- procedures commit: the rows are for no other test
DELETE FROM sanctions_list WHERE NOT shipped AND list_name = '<b>mine</b>';
SELECT * FROM finish();
