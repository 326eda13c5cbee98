-- title: Growth of every (importer, product), 2023 on 2022
-- time: SELECT count(growth), sum(growth) FROM (:query) AS q WHERE growth > -1
-- check: SELECT count(growth), sum(floor(least(growth, 1000) * 1048576) * (product % 7 + ascii(importer::text) % 5 + 1)) FROM (:query) AS q WHERE growth > -1
-- form: stored matrices | postgres
SELECT s.product, g.importer, g.growth FROM stored AS s, import_growth(s.m, 2023) AS g
-- form: trade_growth from rows | postgres
SELECT product, importer, trade_growth(year, value, 2023, 2022) AS growth FROM flow GROUP BY product, importer
-- form: trade_growth from rows, WHERE | postgres
SELECT product, importer, trade_growth(year, value, 2023, 2022) AS growth FROM flow WHERE year IN (2022, 2023) GROUP BY product, importer
-- form: plain SQL | postgres
SELECT product, importer, (after - before) / nullif(before, 0) AS growth
FROM (SELECT product, importer, sum(value) FILTER (WHERE year = 2023) AS after, sum(value) FILTER (WHERE year = 2022) AS before
      FROM flow GROUP BY product, importer) AS t
-- form: plain SQL, WHERE | postgres
SELECT product, importer, (after - before) / nullif(before, 0) AS growth
FROM (SELECT product, importer, sum(value) FILTER (WHERE year = 2023) AS after, sum(value) FILTER (WHERE year = 2022) AS before
      FROM flow WHERE year IN (2022, 2023) GROUP BY product, importer) AS t
-- form: plain SQL on the rollup table | postgres
SELECT a.product, a.importer, (a.value - b.value) / nullif(b.value, 0) AS growth
FROM rollup AS a JOIN rollup AS b USING (importer, product) WHERE a.year = 2023 AND b.year = 2022
-- form: DuckDB | duckdb chdb
SELECT product, importer, (after - before) / nullif(before, 0) AS growth
FROM (SELECT product, importer, sum(value) FILTER (WHERE year = 2023) AS after, sum(value) FILTER (WHERE year = 2022) AS before
      FROM flow GROUP BY product, importer) AS t
-- form: DuckDB, WHERE | duckdb chdb
SELECT product, importer, (after - before) / nullif(before, 0) AS growth
FROM (SELECT product, importer, sum(value) FILTER (WHERE year = 2023) AS after, sum(value) FILTER (WHERE year = 2022) AS before
      FROM flow WHERE year IN (2022, 2023) GROUP BY product, importer) AS t
-- floor: bytes rows
