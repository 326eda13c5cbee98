-- rca on real data: world exports of 1998 to 2000 and the Balassa index that was published of them.
\set ON_ERROR_STOP 1
\getenv data SANCTIONS_DATA
\if :{?data}
\else
    SELECT '1..1';
    SELECT 'ok 1 - real data # SKIP SANCTIONS_DATA is not set: the files are not here';
    \q
\endif
BEGIN;
SELECT plan(4);

CREATE TEMP TABLE export (country text, product text, value numeric);
\copy export FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/complexity/input_world_trade_avg_1998_2000.csv.gz"' CSV HEADER
CREATE TEMP TABLE published (country text, product text, balassa integer);
\copy published FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/complexity/expected_balassa_index_nonzero.csv.gz"' CSV HEADER
CREATE TEMP TABLE world AS SELECT trade_mix(product, value) AS w FROM export;
CREATE TEMP TABLE found AS
SELECT country, r.* FROM (SELECT country, trade_mix(product, value) AS m FROM export GROUP BY country) AS e, world, rca(m, w) AS r;
SELECT is((SELECT count(*) FROM published), 31951::bigint, 'so many ones were published');
SELECT is((SELECT count(*) FROM found WHERE rca >= 1), 31951::bigint, 'so many are found');
SELECT is_empty($$SELECT country, label FROM found WHERE rca >= 1 EXCEPT SELECT country, product FROM published$$, 'none is found that was not published');
SELECT is_empty($$SELECT country, product FROM published EXCEPT SELECT country, label FROM found WHERE rca >= 1$$, 'none was published that is not found');

SELECT * FROM finish();
ROLLBACK;
