-- title: Growth of every (importer, product), every year on the year before
-- time: SELECT count(growth), sum(growth) FROM (:query) AS q WHERE growth > -1
-- check: SELECT count(growth), sum(floor(least(growth, 1000) * 1048576) * (product % 7 + year % 4 + ascii(importer::text) % 5 + 1)) FROM (:query) AS q WHERE growth > -1
-- form: stored matrices | postgres
SELECT s.product, g.importer, extract(year FROM g.period)::integer AS year, g.growth FROM stored AS s, import_growth(s.m) AS g
-- form: stored matrices, year by year | postgres
SELECT s.product, g.importer, y.year, g.growth FROM stored AS s, generate_series(2016, 2023) AS y (year), import_growth(s.m, y.year) AS g
-- form: plain SQL, lag | postgres
SELECT product, importer, year, CASE WHEN year_before = year - 1 THEN (value - before) / nullif(before, 0) END AS growth
FROM (SELECT product, importer, year, value, lag(value) OVER w AS before, lag(year) OVER w AS year_before
      FROM (SELECT product, importer, year, sum(value) AS value FROM flow GROUP BY product, importer, year) AS t
      WINDOW w AS (PARTITION BY importer, product ORDER BY year)) AS t
-- form: plain SQL, one pass | postgres
SELECT product, importer, year, (after - before) / nullif(before, 0) AS growth
FROM (SELECT product, importer,
             ARRAY[sum(value) FILTER (WHERE year = 2015), sum(value) FILTER (WHERE year = 2016), sum(value) FILTER (WHERE year = 2017),
                   sum(value) FILTER (WHERE year = 2018), sum(value) FILTER (WHERE year = 2019), sum(value) FILTER (WHERE year = 2020),
                   sum(value) FILTER (WHERE year = 2021), sum(value) FILTER (WHERE year = 2022), sum(value) FILTER (WHERE year = 2023)] AS v
      FROM flow GROUP BY product, importer) AS t,
     generate_series(2016, 2023) AS year, LATERAL (SELECT v[year - 2014] AS after, v[year - 2015] AS before) AS x
-- form: plain SQL on the rollup table, lag | postgres
SELECT product, importer, year, CASE WHEN year_before = year - 1 THEN (value - before) / nullif(before, 0) END AS growth
FROM (SELECT product, importer, year, value, lag(value) OVER w AS before, lag(year) OVER w AS year_before
      FROM rollup WINDOW w AS (PARTITION BY importer, product ORDER BY year)) AS t
-- form: DuckDB, lag | duckdb
SELECT product, importer, year, CASE WHEN year_before = year - 1 THEN (value - before) / nullif(before, 0) END AS growth
FROM (SELECT product, importer, year, value, lag(value) OVER w AS before, lag(year) OVER w AS year_before
      FROM (SELECT product, importer, year, sum(value) AS value FROM flow GROUP BY product, importer, year) AS t
      WINDOW w AS (PARTITION BY importer, product ORDER BY year)) AS t
-- form: DuckDB, self join | duckdb chdb
WITH t AS (SELECT product, importer, year, sum(value) AS value FROM flow GROUP BY product, importer, year)
SELECT a.product AS product, a.importer AS importer, a.year AS year, (a.value - b.value) / nullif(b.value, 0) AS growth
FROM t AS a JOIN t AS b ON a.product = b.product AND a.importer = b.importer AND a.year = b.year + 1
-- form: DuckDB, one pass | duckdb
SELECT product, importer, year, (after - before) / nullif(before, 0) AS growth
FROM (SELECT product, importer, unnest([2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023]) AS year,
             unnest([y16, y17, y18, y19, y20, y21, y22, y23]) AS after, unnest([y15, y16, y17, y18, y19, y20, y21, y22]) AS before
      FROM (SELECT product, importer,
                   sum(value) FILTER (WHERE year = 2015) AS y15, sum(value) FILTER (WHERE year = 2016) AS y16, sum(value) FILTER (WHERE year = 2017) AS y17,
                   sum(value) FILTER (WHERE year = 2018) AS y18, sum(value) FILTER (WHERE year = 2019) AS y19, sum(value) FILTER (WHERE year = 2020) AS y20,
                   sum(value) FILTER (WHERE year = 2021) AS y21, sum(value) FILTER (WHERE year = 2022) AS y22, sum(value) FILTER (WHERE year = 2023) AS y23
            FROM flow GROUP BY product, importer) AS t) AS u
-- floor: bytes rows
