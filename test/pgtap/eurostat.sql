-- Real data: EU27 exports to seven partners by CN8 line and month (Eurostat).
\set ON_ERROR_STOP 1
\getenv data SANCTIONS_DATA
\if :{?data}
\else
    SELECT '1..1';
    SELECT 'ok 1 - real data # SKIP SANCTIONS_DATA is not set: the Eurostat files are not here';
    \q
\endif
BEGIN;
SELECT plan(14);

CREATE TEMP TABLE export_line (reporter text, partner text, cn8 text, period text, flow text, value double precision);
\copy export_line FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/eurostat/eu_exports_cn8_monthly.csv.gz"' CSV HEADER
CREATE TEMP TABLE expected_sum (partner text, reporter text, period text, sanctioned_export numeric);
\copy expected_sum FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/eurostat/expected_sanctioned_sum.csv.gz"' CSV HEADER
CREATE TEMP TABLE listed (code text, product text);
\copy listed FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/eurostat/eu_export_sanctions_cn8_codes.csv.gz"' CSV HEADER

-- headings stand beside the lines they contain: lines only
CREATE TEMP TABLE export AS
SELECT reporter::country_code AS reporter, partner::country_code AS partner, cn8::hs_code AS product,
    (period || '-01')::date AS period, value
FROM export_line WHERE length(cn8) = 8;

-- rows that are on no list: a filter that lets everything pass must fail
INSERT INTO export
SELECT reporter, partner, '22042109'::text::hs_code, period, 1e6 FROM export WHERE period = '2021-06-01' LIMIT 5000;

CREATE TEMP TABLE answer AS
SELECT e.partner, e.reporter, e.period, e.sanctioned_export AS expected,
    coalesce(s.total, 0) AS got
FROM expected_sum AS e
LEFT JOIN (
    SELECT partner, reporter, period, sum(value::numeric) AS total
    FROM export WHERE product IN (SELECT code::hs_code FROM listed)
    GROUP BY partner, reporter, period
) AS s ON s.partner = e.partner::country_code AND s.reporter = e.reporter::country_code
    AND s.period = (e.period || '-01')::date;

SELECT is(count(*), 6804::bigint, 'the reference has 6,804 cells') FROM answer;
SELECT is(count(*), 0::bigint, 'sums over listed codes agree in every cell') FROM answer WHERE got IS DISTINCT FROM expected;
SELECT is(count(*), 0::bigint, 'all products of the flow file but ours are on the list')
FROM (SELECT DISTINCT product FROM export) AS p
WHERE product <> '22042109'::text::hs_code AND NOT product = ANY (SELECT code::hs_code FROM listed);

CREATE TEMP TABLE chpl AS
SELECT partner, period, value, list_match(product, 'CHPL') = 'exact' AS exact
FROM export WHERE in_list(product, 'CHPL');

CREATE TEMP TABLE by_partner AS
SELECT partner::text AS partner,
    round((sum(value) FILTER (WHERE exact AND period BETWEEN '2021-01-01' AND '2021-12-01') / 1e6)::numeric, 3) AS exact_2021,
    round((sum(value) FILTER (WHERE period BETWEEN '2021-01-01' AND '2021-12-01') / 1e6)::numeric, 3) AS bridged_2021,
    round((100 * trade_growth(period, value, '[2022-01-01,2022-12-01)', 2021) FILTER (WHERE exact))::numeric, 1) AS growth
FROM chpl GROUP BY partner;

SELECT results_eq(
    $$SELECT partner, exact_2021, bridged_2021, growth FROM by_partner
      WHERE partner IN ('KAZ', 'KGZ', 'ARM', 'RUS') ORDER BY partner$$,
    $$VALUES ('ARM', 9.059, 9.095, 207.0), ('KAZ', 127.707, 143.488, 97.4),
             ('KGZ', 3.114, 3.228, 381.5), ('RUS', 2152.453, 2330.603, -79.3)$$,
    'CHPL exports to the four partners: exact, bridged, growth of monthly averages');

SELECT is(round((sum(value) / 1e6)::numeric, 1), 105.8, 'Kazakhstan, January to November 2021, exact codes')
FROM chpl WHERE exact AND partner = 'KAZ'::text::country_code AND period BETWEEN '2021-01-01' AND '2021-11-01';
SELECT is(round((sum(value) / 1e6)::numeric), 231.0, 'Kazakhstan, January to November 2022')
FROM chpl WHERE partner = 'KAZ'::text::country_code AND period BETWEEN '2022-01-01' AND '2022-11-01';
SELECT is(round((sum(value) / 1e6)::numeric), 408.0, 'Russia, January to November 2022')
FROM chpl WHERE partner = 'RUS'::text::country_code AND period BETWEEN '2022-01-01' AND '2022-11-01';

SELECT is(count(DISTINCT hs_level(product, 6)), 19::bigint, '19 of the 50 codes occur')
FROM export WHERE list_match(product, 'CHPL') = 'exact';
SELECT is(count(DISTINCT hs_level(product, 6)), 16::bigint, '16 of them in 2021')
FROM export WHERE list_match(product, 'CHPL') = 'exact' AND period BETWEEN '2021-01-01' AND '2021-12-01';

-- growth and shares to the last bit against plain SQL on real rows
CREATE TEMP TABLE oracle AS
SELECT product,
    trade_growth(period, value, '[2022-01-01,2022-12-01)', '[2021-01-01,2021-12-01)') AS growth,
    (sum(v) FILTER (WHERE y = 2022) - sum(v) FILTER (WHERE y = 2021))::float8
        / nullif(sum(v) FILTER (WHERE y = 2021), 0)::float8 AS growth_sql,
    import_share(reporter = 'DEU'::text::country_code, value) AS share,
    coalesce(sum(v) FILTER (WHERE reporter = 'DEU'::text::country_code), 0)::float8 / nullif(sum(v), 0)::float8 AS share_sql
FROM (SELECT *, round(value::numeric, 12) AS v,
        CASE WHEN period BETWEEN '2021-01-01' AND '2021-11-01' THEN 2021
             WHEN period BETWEEN '2022-01-01' AND '2022-11-01' THEN 2022 END AS y FROM export) AS e
GROUP BY product;
SELECT is(count(*), 0::bigint, 'growth of every product equals plain SQL to the bit')
FROM oracle WHERE growth IS DISTINCT FROM growth_sql;
SELECT is(count(*), 0::bigint, 'share of Germany in every product equals plain SQL to the bit')
FROM oracle WHERE share IS DISTINCT FROM share_sql;

-- the file has no second leg: nobody may be flagged
CREATE TEMP TABLE real_matrix AS
SELECT trade_matrix(reporter, partner, period, value) AS m FROM export WHERE in_list(product, 'CHPL');
SELECT is(count(*), 0::bigint, 'no flags without a second leg')
FROM real_matrix, intermediary_flags(m, 'RUS', group_members('EU', '2022-02-24'), '2022-02-24') AS f WHERE f.flagged;
SELECT is((SELECT count(*) FROM real_matrix, flows(m)),
    (SELECT count(*) FROM (SELECT FROM export WHERE in_list(product, 'CHPL')
        GROUP BY reporter, partner, period HAVING sum(round(value::numeric, 12)) <> 0) AS g),
    'the matrix has a cell for every exporter, importer and month with trade');
SELECT is((SELECT sum(value)::numeric FROM real_matrix, flows(m)),
    (SELECT sum(value)::numeric FROM export WHERE in_list(product, 'CHPL')), 'and their total');

SELECT * FROM finish();
ROLLBACK;
