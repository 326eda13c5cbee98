-- title: Aggregates of rows against sum(value) in the same plan
-- note: One process without workers, hash aggregate; milliseconds are its processor time. Ratios are to sum(value) with the same groups.
-- setup: CREATE UNLOGGED TABLE IF NOT EXISTS keyed AS SELECT product AS g5, product * 10 + abs(hashint8extended(i, 1) % 10)::int AS g50, product * 200 + abs(hashint8extended(i, 2) % 200)::int AS g1000, year, make_date(year, 1 + abs(hashint8extended(i, 3) % 12)::int, 1) AS day, exporter, value FROM (SELECT *, row_number() OVER () AS i FROM flow) AS f
-- setup: VACUUM ANALYZE keyed
-- settings: max_parallel_workers_per_gather = 0, jit = off, enable_sort = off
-- measure: cpu
-- repeat: no groups |
-- repeat: 5 thousand groups | GROUP BY g5
-- repeat: 50 thousand groups | GROUP BY g50 | unchecked
-- repeat: a million groups | GROUP BY g1000 | unchecked
-- time: SELECT count(x) FROM (:query) AS q
-- check: SELECT count(x), sum(floor(least(x, 1000) * 1048576)) FROM (:query) AS q WHERE x > -1
-- form: sum(value) | postgres | check=no
SELECT sum(value) AS x FROM keyed :by
-- form: trade_growth, years | postgres | check=years
SELECT trade_growth(year, value, 2023, 2022) AS x FROM keyed :by
-- form: plain SQL, years | postgres | check=years
SELECT (sum(value) FILTER (WHERE year = 2023) - sum(value) FILTER (WHERE year = 2022)) / nullif(sum(value) FILTER (WHERE year = 2022), 0) AS x FROM keyed :by
-- form: trade_growth, dates | postgres | check=dates
SELECT trade_growth(day, value, 2023, 2022) AS x FROM keyed :by
-- form: plain SQL, dates | postgres | check=dates
SELECT (sum(value) FILTER (WHERE day BETWEEN '2023-01-01' AND '2023-12-31') - sum(value) FILTER (WHERE day BETWEEN '2022-01-01' AND '2022-12-31')) / nullif(sum(value) FILTER (WHERE day BETWEEN '2022-01-01' AND '2022-12-31'), 0) AS x FROM keyed :by
-- form: import_share | postgres | check=share
SELECT import_share(exporter = 'CHN', value) AS x FROM keyed :by
-- form: plain SQL, share | postgres | check=share
SELECT coalesce(sum(value) FILTER (WHERE exporter = 'CHN'), 0) / nullif(sum(value), 0) AS x FROM keyed :by
