-- title: China's share of the imports of every (importer, product) in 2023
-- time: SELECT count(share), sum(share) FROM (:query) AS q WHERE share > 0
-- check: SELECT count(share), sum(floor(share * 1073741824) * (product % 7 + ascii(importer::text) % 5 + 1)) FROM (:query) AS q WHERE share > 0
-- form: stored matrices | postgres
SELECT s.product, i.importer, i.share FROM stored AS s, import_shares(s.m, 2023, 'CHN') AS i
-- form: import_share from rows | postgres
SELECT product, importer, import_share(exporter = 'CHN', value) AS share FROM flow WHERE year = 2023 GROUP BY product, importer
-- form: plain SQL | postgres
SELECT product, importer, sum(value) FILTER (WHERE year = 2023 AND exporter = 'CHN') / nullif(sum(value) FILTER (WHERE year = 2023), 0) AS share
FROM flow GROUP BY product, importer
-- form: plain SQL, WHERE | postgres
SELECT product, importer, sum(value) FILTER (WHERE exporter = 'CHN') / nullif(sum(value), 0) AS share
FROM flow WHERE year = 2023 GROUP BY product, importer
-- form: plain SQL on the rollup table and the rows of China | postgres
SELECT product, importer, f.value / r.value AS share
FROM (SELECT product, importer, sum(value) AS value FROM flow WHERE year = 2023 AND exporter = 'CHN' GROUP BY product, importer) AS f
     JOIN rollup AS r USING (importer, product) WHERE r.year = 2023
-- form: DuckDB | duckdb chdb
SELECT product, importer, sum(value) FILTER (WHERE year = 2023 AND exporter = 'CHN') / nullif(sum(value) FILTER (WHERE year = 2023), 0) AS share
FROM flow GROUP BY product, importer
-- form: DuckDB, WHERE | duckdb chdb
SELECT product, importer, sum(value) FILTER (WHERE exporter = 'CHN') / nullif(sum(value), 0) AS share
FROM flow WHERE year = 2023 GROUP BY product, importer
-- floor: bytes rows
