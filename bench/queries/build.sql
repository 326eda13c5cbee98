-- title: Building the matrices of all products from rows
-- note: Ratios are to sum(value) GROUP BY product of the same table with as many workers.
-- setup: CREATE UNLOGGED TABLE IF NOT EXISTS flow_text AS SELECT product, year, exporter::text, importer::text, value FROM flow
-- setup: VACUUM ANALYZE flow_text
-- settings: jit = off, enable_sort = off
-- verify: SELECT count(*) FROM (SELECT s.product, sum(f.value) AS value FROM stored AS s, flows(s.m) AS f GROUP BY s.product) AS a FULL JOIN (SELECT product, sum(value) AS value FROM flow GROUP BY product) AS b USING (product) WHERE abs(a.value - b.value) <= 1e-12 * b.value IS NOT TRUE
-- verify: SELECT count(*) FROM (SELECT product, trade_matrix(exporter, importer, year, value) AS m FROM flow WHERE product % 50 = 7 GROUP BY product) AS a FULL JOIN stored AS b USING (product) WHERE product % 50 = 7 AND (a.m = b.m) IS NOT TRUE
-- repeat: no workers | 0
-- repeat: two workers | 2
-- time: SELECT count(x) FROM (:query) AS q
-- form: sum(value) | postgres | check=no | set=max_parallel_workers_per_gather = :by
SELECT sum(value) AS x FROM flow GROUP BY product
-- form: trade_matrix, country_code | postgres | check=no | set=max_parallel_workers_per_gather = :by
SELECT trade_matrix(exporter, importer, year, value) AS x FROM flow GROUP BY product
-- form: sum(value) of the text table | postgres | check=no | set=max_parallel_workers_per_gather = :by
SELECT sum(value) AS x FROM flow_text GROUP BY product
-- form: trade_matrix, text | postgres | check=no | reference=sum(value) of the text table | set=max_parallel_workers_per_gather = :by
SELECT trade_matrix(exporter, importer, year, value) AS x FROM flow_text GROUP BY product
