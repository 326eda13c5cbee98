-- title: Slope: growth and one supplier's share from more and more matrices
-- settings: jit = off, max_parallel_workers_per_gather = 0
-- measure: cpu
-- time: SELECT count(x), sum(x) FROM (:query) AS q
-- repeat: 1/16 of the products | 16
-- repeat: 1/4 of the products | 4
-- repeat: all products | 1
-- cells: SELECT count(*) FROM flow WHERE product % :by = 0
-- form: growth | postgres | check=no | reference=none
SELECT g.growth AS x FROM stored AS s, import_growth(s.m, 2023) AS g WHERE s.product % :by = 0
-- form: share | postgres | check=no | reference=none
SELECT i.share AS x FROM stored AS s, import_shares(s.m, 2023, 'CHN') AS i WHERE s.product % :by = 0
-- form: building | postgres | check=no | reference=none
SELECT pg_column_size(trade_matrix(exporter, importer, year, value)) AS x FROM flow WHERE product % :by = 0 GROUP BY product
