-- Shares of a total by one condition
CREATE TEMP TABLE flows (exporter text, product text, value double precision);
INSERT INTO flows VALUES ('CHN', '8542', 60), ('DEU', '8542', 30), (NULL, '8542', 10), ('DEU', '8517', 7), ('CHN', '8481', NULL), ('CHN', '8536', -1), ('DEU', '8536', 4);
SELECT product, import_share(exporter = 'CHN', value), import_share_bounds(exporter = 'CHN', value)
FROM flows WHERE product <> '8536' GROUP BY product ORDER BY product;
SELECT (import_share_bounds(exporter = 'CHN', value::numeric)).* FROM flows WHERE product = '8542';
-- Over a moving frame
SELECT exporter, import_share(exporter = 'CHN', value::bigint) OVER (ORDER BY exporter ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
FROM flows WHERE product = '8542' ORDER BY exporter;
-- What is refused
SELECT import_share(exporter = 'CHN', value) FROM flows WHERE product = '8536';
SELECT import_share(exporter = 'DEU', value) FROM flows WHERE product = '8536';
SELECT import_share_bounds(nullif(exporter, 'CHN') = 'DEU', value) FROM flows WHERE product = '8536';
SELECT import_share(true, 'Infinity'::float8);
SELECT import_share(true, 1.7e26) FROM flows;
SELECT import_share_add(NULL, true, 1::bigint);
SELECT 'x'::import_share_state;
