-- title: One month more for ten years of monthly matrices
-- note: One product in 67 by month; cells are those of the ten years.
-- setup: CREATE UNLOGGED TABLE IF NOT EXISTS monthly AS SELECT product, make_date(2014 + k / 12, 1 + k % 12, 1) AS month, exporter, importer, greatest(1, round(flow_value(id, level, slope, coalition, importer, k / 12.0 - 1, k))) AS value FROM pair, generate_series(0, 119) AS k WHERE product % 67 = 3 AND 2014 + k / 12 BETWEEN first AND last
-- setup: CREATE UNLOGGED TABLE IF NOT EXISTS stored_monthly AS SELECT product, trade_matrix(exporter, importer, month, value) AS m FROM monthly WHERE month < '2023-12-01' GROUP BY product
-- setup: CREATE UNLOGGED TABLE IF NOT EXISTS last_month AS SELECT product, trade_matrix(exporter, importer, month, value) AS m FROM monthly WHERE month = '2023-12-01' GROUP BY product
-- setup: CREATE INDEX IF NOT EXISTS monthly_month ON monthly USING btree (month)
-- setup: VACUUM ANALYZE monthly
-- setup: VACUUM ANALYZE stored_monthly
-- setup: VACUUM ANALYZE last_month
-- cells: SELECT count(*) FROM monthly
-- settings: jit = off, max_parallel_workers_per_gather = 0
-- verify: SELECT count(*) FROM (SELECT product, trade_matrix(exporter, importer, month, value) AS m FROM monthly GROUP BY product) AS a LEFT JOIN (stored_monthly AS s LEFT JOIN last_month AS l USING (product)) USING (product) WHERE a.m = coalesce(s.m + l.m, s.m, l.m) IS NOT TRUE
-- time: SELECT count(m), sum(pg_column_size(m)) FROM (:query) AS q
-- form: merging the month's matrices | postgres | check=no
SELECT s.m + l.m AS m FROM stored_monthly AS s JOIN last_month AS l USING (product)
-- form: building the month's matrices from rows, and merging | postgres | check=no
SELECT s.m + l.m AS m FROM stored_monthly AS s JOIN (SELECT product, trade_matrix(exporter, importer, month, value) AS m FROM monthly WHERE month = '2023-12-01' GROUP BY product) AS l USING (product)
-- form: rebuilding ten years from rows | postgres | check=no
SELECT trade_matrix(exporter, importer, month, value) AS m FROM monthly GROUP BY product
