-- flow_issues on real files: what it says of them is what plain SQL counts.
\set ON_ERROR_STOP 1
\getenv data SANCTIONS_DATA
\if :{?data}
\else
    SELECT '1..1';
    SELECT 'ok 1 - real data # SKIP SANCTIONS_DATA is not set: the files are not here';
    \q
\endif
BEGIN;
SELECT plan(13);

-- Eurostat: exports of the EU27 with headings beside lines
CREATE TEMP TABLE export (reporter text, partner text, cn8 text, period text, flow text, value numeric);
\copy export FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/eurostat/eu_exports_cn8_monthly.csv.gz"' CSV HEADER
CREATE TEMP TABLE issue AS SELECT * FROM flow_issues('SELECT reporter AS exporter, partner AS importer, cn8 AS product, period, flow, value FROM export');
CREATE TEMP TABLE line AS SELECT DISTINCT reporter, partner, period, left(cn8, 4) AS heading FROM export WHERE length(cn8) > 4;
SELECT results_eq($$SELECT affected, affected_value FROM issue WHERE code = 'heading_beside_lines'$$,
    $$SELECT count(*), sum(value)::float8 FROM export AS e JOIN line AS l USING (reporter, partner, period) WHERE e.cn8 = l.heading$$,
    'Eurostat: headings beside their lines, and none that stands alone');
SELECT results_eq($$SELECT DISTINCT round(total / 1e8) FROM issue WHERE total IS NOT NULL$$, 'VALUES (1476::float8)', 'everything together is 147.6 billion');
SELECT results_eq($$SELECT code FROM issue WHERE severity = 'error'$$, $$VALUES ('heading_beside_lines')$$, 'nothing else is wrong');
SELECT results_eq($$SELECT affected, affected_value FROM issue WHERE code = 'partial_period'$$,
    $$WITH total AS (SELECT reporter, to_date(period, 'YYYY-MM') AS month, count(*), sum(value) AS value, max(to_date(period, 'YYYY-MM')) OVER (PARTITION BY reporter) AS last FROM export GROUP BY reporter, period)
      SELECT sum(t.count)::bigint, sum(t.value)::float8 FROM total AS t JOIN total AS b ON b.reporter = t.reporter AND b.month = (t.month - interval '1 year')::date
      WHERE t.month = t.last AND t.value <= b.value / 2$$, 'reporters whose last month is half of the year before, or less');
SELECT is_empty($$SELECT * FROM flow_issues('SELECT reporter AS exporter, partner AS importer, cn8 AS product, period, flow, value FROM export WHERE length(cn8) = 8 AND period LIKE ''2021%''') WHERE severity = 'error'$$,
    'lines alone are clean');

CREATE TEMP TABLE total (reporter text, partner text, product text, period text, flow text, value numeric);
\copy total FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/eurostat/eu_totals_monthly.csv.gz"' CSV HEADER
SELECT results_eq($$SELECT affected, affected_value FROM flow_issues('SELECT reporter AS exporter, partner AS importer, product, period, flow, value FROM total') WHERE code = 'total_beside_lines'$$,
    $$SELECT count(*), sum(value)::float8 FROM total AS t WHERE product = 'TOTAL' AND EXISTS (SELECT FROM total AS o WHERE o.product <> 'TOTAL' AND (o.reporter, o.partner, o.period, o.flow) = (t.reporter, t.partner, t.period, t.flow))$$,
    'Eurostat: all goods beside chapter 27');
SELECT isnt_empty($$SELECT * FROM flow_issues('SELECT reporter AS exporter, partner AS importer, product, period, flow, value FROM total') WHERE code = 'two_directions' AND severity = 'error'$$,
    'with the reporter as exporter both directions are one flow');
SELECT is_empty($$SELECT * FROM flow_issues('SELECT CASE flow WHEN ''IMPORT'' THEN partner ELSE reporter END AS exporter, CASE flow WHEN ''IMPORT'' THEN reporter ELSE partner END AS importer, product, period, flow, value FROM total') WHERE code = 'two_directions'$$,
    'with the partner as exporter of imports they are not');

-- UN Comtrade: the file is Latin-1, and every data row ends in a comma that its head lacks
CREATE TEMP TABLE row (line text);
\copy row FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/formats/comtrade_plus_thailand_8542.csv.gz" | iconv -f latin1 -t utf-8 | tail -n +2' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
CREATE TEMP TABLE import AS
SELECT field[12] AS exporter, field[7] AS importer, field[6] AS period, field[10] AS flow, field[21] AS product, field[44] AS value
FROM (SELECT ARRAY(SELECT btrim(f[1], '"') FROM regexp_matches(line, '("[^"]*"|[^,]*)(?:,|$)', 'g') AS f) AS field FROM row) AS t;
SELECT results_eq($$SELECT affected, affected_value, clean FROM flow_issues('TABLE import') WHERE code = 'aggregate_label'$$,
    $$SELECT count(*) FILTER (WHERE exporter = '0'), (sum(value::numeric) FILTER (WHERE exporter = '0'))::float8, (sum(value::numeric) FILTER (WHERE exporter <> '0'))::float8 FROM import$$,
    'Comtrade: World beside its partners, and no other sum');
SELECT results_eq($$SELECT code FROM flow_issues('TABLE import') WHERE severity <> 'note'$$, $$VALUES ('aggregate_label')$$, 'nothing else is wrong');

-- BACI: codes that lost their leading zero, quantities padded with blanks and NA
CREATE TEMP TABLE baci (t text, i text, j text, k text, v text, q text);
\copy baci FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/formats/baci_2021_sample.csv.gz"' CSV HEADER
\copy baci FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/formats/baci_hs17_2020_sample.csv.gz"' CSV HEADER
SELECT results_eq($$SELECT code, affected, affected_value FROM flow_issues('SELECT i AS exporter, j AS importer, k AS product, t AS period, v AS value, q AS quantity FROM baci') WHERE severity <> 'note'$$,
    $$SELECT 'unread_product', count(*), sum(v::numeric)::float8 FROM baci WHERE length(k) = 5$$, 'BACI: codes without their leading zero');
SELECT is_empty($$SELECT * FROM flow_issues('SELECT i AS exporter, j AS importer, try_hs_code(k, 6) AS product, t AS period, v AS value, q AS quantity FROM baci') WHERE severity <> 'note' OR code = 'unread_product'$$,
    'with them it is clean');
SELECT is_empty($$SELECT * FROM flow_issues('SELECT i AS exporter, j AS importer, try_hs_code(k, 6) AS product, t AS period, v AS value, q AS quantity FROM baci') WHERE code LIKE 'unread%'$$,
    'and all of it is read');

SELECT * FROM finish();
ROLLBACK;
