-- growth_parts: against plain SQL over the rows, its sum, and its edges.
BEGIN;
SELECT plan(24);
SELECT setseed(0.61);

CREATE TABLE trade AS
SELECT (ARRAY['CHN', 'DEU', 'KGZ', 'TUR', 'USA'])[1 + (random() * 4)::integer] AS exporter,
    (ARRAY['KAZ', 'RUS', 'TUR'])[1 + (random() * 2)::integer] AS importer,
    make_date(2020 + (random() * 2)::integer, 1 + (random() * 11)::integer, 1) AS period, round((random() * 1000 - 20)::numeric, 3) AS value,
    CASE WHEN random() < 0.7 THEN 1 + round((random() * 100)::numeric, 2)::double precision END AS quantity
FROM generate_series(1, 400);
CREATE TABLE held AS SELECT trade_matrix(exporter, importer, period, value, quantity) AS m FROM trade;

-- totals or averages of both windows, n0 and n1 the months they are averages of
CREATE FUNCTION expected(importers text[], current daterange, base daterange, n1 integer, n0 integer)
RETURNS TABLE (exporter text, v0 numeric, v1 numeric, p0 numeric, p1 numeric, q0 numeric, q1 numeric) LANGUAGE sql AS $$
    SELECT exporter, sum(value) FILTER (WHERE period <@ base) / n0, sum(value) FILTER (WHERE period <@ current) / n1,
        sum(value) FILTER (WHERE period <@ base AND quantity IS NOT NULL) / n0, sum(value) FILTER (WHERE period <@ current AND quantity IS NOT NULL) / n1,
        sum(quantity::numeric) FILTER (WHERE period <@ base) / n0, sum(quantity::numeric) FILTER (WHERE period <@ current) / n1
    FROM (SELECT exporter, importer, period, value::numeric(60, 25), quantity::numeric(60, 25) FROM trade) AS t
    WHERE importers IS NULL OR importer = ANY (importers) GROUP BY exporter $$;
CREATE FUNCTION near(a double precision, b numeric) RETURNS boolean LANGUAGE sql AS $$ SELECT abs(a::numeric - b) <= 1e-9 * greatest(abs(b), 1) $$;

SELECT results_eq(format($q$SELECT exporter, near(base_value, v0) AND near(current_value, v1) AND near(change, v1 - v0)
        AND near(price, (p1 / q1 - p0 / q0) * (q0 + q1) / 2) AND near(quantity, (q1 - q0) * (p0 / q0 + p1 / q1) / 2)
        AND near(without_quantity, v1 - p1 - v0 + p0) AND near(price + quantity + without_quantity, change::numeric)
    FROM held, growth_parts(m, %L, %L::daterange, %L::daterange) JOIN expected(%L, %L, %L, %s, %s) USING (exporter) ORDER BY exporter COLLATE "C"$q$,
        importers, current, base, importers, current, base, n1, n0),
    $$VALUES ('CHN', true), ('DEU', true), ('KGZ', true), ('TUR', true), ('USA', true)$$, what)
FROM (VALUES (NULL::text[], '[2022-01-01,2023-01-01)'::daterange, '[2020-01-01,2021-01-01)'::daterange, 1, 1, 'all importers, totals'),
    ('{RUS}', '[2022-01-01,2023-01-01)', '[2020-01-01,2021-01-01)', 1, 1, 'one importer'),
    ('{RUS,KAZ,FRA}', '[2021-01-01,2023-01-01)', '[2020-01-01,2021-01-01)', 24, 12, 'two importers, and one that is not there, windows of unequal length'),
    (NULL, '[2022-01-01,2022-08-01)', '[2020-03-01,2022-01-01)', 7, 22, 'months')) AS c(importers, current, base, n1, n0, what);

-- edges
CREATE FUNCTION parts(flows text, importers text[] DEFAULT NULL) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT p::text FROM growth_parts(format('{"labels":"text","periods":"year","flows":%s}', flows)::trade_matrix, importers, 2022, 2021) AS p $$;
SELECT results_eq(format('SELECT parts(%L)', flows), format('VALUES (%L)', wanted), what) FROM (VALUES
    ('{"RUS":{"CHN":{"2021":[10,2,10],"2022":[30,3,30]}}}', '(CHN,10,30,20,12.5,7.5,0)', 'as price_quantity has it'),
    ('{"RUS":{"CHN":{"2021":[14,2,10],"2022":[31,3,30]}}}', '(CHN,14,31,17,12.5,7.5,-3)', 'rows without quantity apart'),
    ('{"RUS":{"CHN":{"2021":[14,0,0],"2022":[31,0,0]}}}', '(CHN,14,31,17,,,17)', 'no quantity at all'),
    ('{"RUS":{"CHN":{"2021":14,"2022":31}}}', '(CHN,14,31,17,,,17)', 'a matrix without quantities'),
    ('{"RUS":{"CHN":{"2022":[30,3,30]}}}', '(CHN,0,30,30,,,0)', 'what began has no price before'),
    ('{"RUS":{"CHN":{"2021":[30,3,30]}}}', '(CHN,30,0,-30,,,0)', 'what ended has none after'),
    ('{"RUS":{"CHN":{"2021":[10,2,10],"2022":[30,-3,30]}}}', '(CHN,10,30,20,,,0)', 'a quantity below 0'),
    ('{"RUS":{"CHN":{"2021":[170000000000000000000000000,1,170000000000000000000000000],"2022":[-170000000000000000000000000,1,-170000000000000000000000000]}}}',
        '(CHN,1.7e+26,-1.7e+26,-3.4e+26,-3.4e+26,0,0)', 'figures at the limit'),
    ('{"RUS":{"CHN":{"2021":[0,2,170000000000000000000000000],"2022":[0,2,-170000000000000000000000000]}}}',
        '(CHN,0,0,0,-3.4e+26,0,3.4e+26)', 'parts that cancel')) AS c(flows, wanted, what);
SELECT is(count(*), 0::bigint, 'no importer') FROM parts('{"RUS":{"CHN":{"2021":1}}}', '{}');
SELECT is(count(*), 0::bigint, 'no cell in either window') FROM parts('{"RUS":{"CHN":{"2020":1}}}');
SELECT is(count(*), 0::bigint, 'an empty matrix') FROM growth_parts('{"labels":null,"periods":null,"flows":{}}', NULL, 2022, 2021);
SELECT is((SELECT count(*) FROM growth_parts(NULL, NULL, 2022, 2021)) + (SELECT count(*) FROM growth_parts(m, NULL, NULL, 2021)) + (SELECT count(*) FROM growth_parts(m, NULL, 2022, NULL)),
    0::bigint, 'NULL gives no rows') FROM held;
SELECT results_eq($$SELECT p.exporter FROM (SELECT trade_matrix(exporter::country_code, importer::country_code, period, value, quantity) AS m FROM trade) AS t, growth_parts(m, '{643}', 2022, 2021) AS p$$,
    $$SELECT p.exporter FROM held, growth_parts(m, '{RUS}', 2022, 2021) AS p$$, 'country codes are read in any form');
SELECT throws_ok(format('SELECT growth_parts(%L, %s)', m, arguments), code, NULL, what) FROM (VALUES
    ('{"labels":"text","periods":"year","flows":{"RUS":{"CHN":{"2021":1}}}}', $$'{RUS,NULL}', 2022, 2021$$, '22004', 'an importer NULL'),
    ('{"labels":"text","periods":"year","flows":{"RUS":{"CHN":{"2021":1}}}}', $$'{643}', 2022, 2021$$, '22023', 'another spelling'),
    ('{"labels":"text","periods":"year","flows":{"RUS":{"CHN":{"2021":1}}}}', $$NULL, '2022-03', 2021$$, '22023', 'a window that cuts a year'),
    ('{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2021":1}}}}', $$'{Atlantis}', 2022, 2021$$, '22P02', 'no country'),
    ('{"labels":"text","periods":"year","flows":{"RUS":{"CHN":{"2021":160000000000000000000000000}},"KAZ":{"CHN":{"2021":160000000000000000000000000}}}}', $$NULL, 2022, 2021$$, '22003', 'a sum beyond the limit'),
    ('{"labels":"text","periods":"year","flows":{"RUS":{"CHN":{"2021":[1,160000000000000000000000000,1]}},"KAZ":{"CHN":{"2021":[1,160000000000000000000000000,1]}}}}', $$NULL, 2022, 2021$$, '22003', 'a quantity beyond the limit')
    ) AS c(m, arguments, code, what);

SELECT * FROM finish();
ROLLBACK;
