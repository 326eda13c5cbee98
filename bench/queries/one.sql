-- title: One importer in one product, 2023: China's share and all suppliers (microseconds for each of 100 questions)
-- unit: us 100
-- note: PostgreSQL answers 100 questions in a statement; DuckDB gets a statement each, and has no index.
-- time: SELECT count(share), sum(share) FROM (:query) AS q
-- check: SELECT count(share), sum(floor(share * 1073741824)) FROM (:query) AS q
-- form: stored matrices, the share | postgres
SELECT share(suppliers(s.m, a.importer::text, 2023), 'CHN') AS share FROM asked AS a JOIN stored AS s USING (product)
-- form: stored matrices, all suppliers | postgres
SELECT x.share FROM asked AS a JOIN stored AS s USING (product), shares(suppliers(s.m, a.importer::text, 2023)) AS x WHERE x.label = 'CHN'
-- form: plain SQL, covering index | postgres
SELECT x.share FROM asked AS a, LATERAL (SELECT sum(value) FILTER (WHERE exporter = 'CHN') / nullif(sum(value), 0) AS share
                                         FROM flow AS f WHERE f.importer = a.importer AND f.product = a.product AND f.year = 2023) AS x
-- form: plain SQL, covering index, all suppliers | postgres
SELECT x.share FROM asked AS a, LATERAL (SELECT exporter, sum(value) / sum(sum(value)) OVER () AS share
                                         FROM flow AS f WHERE f.importer = a.importer AND f.product = a.product AND f.year = 2023 GROUP BY exporter) AS x
WHERE x.exporter = 'CHN'
-- form: DuckDB | duckdb each
SELECT sum(value) FILTER (WHERE exporter = 'CHN') / nullif(sum(value), 0) AS share
FROM flow WHERE importer = ':importer' AND product = :product AND year = 2023
