-- title: Intermediaries to RUS in every product, two years before 2022 and the year after
-- note: Figures, score, and the sentences of all signals. Rivals compute five of the nine signals in their plainest form (thresholds 0 switch steadiness, swings and proportions off, weights 0 the other four) and no sentences, so theirs is the smaller task.
-- time: SELECT count(*), sum(rerouted), sum(score) FROM (:query) AS q
-- check: SELECT count(*), sum(inflow_after * 12), sum(outflow_before * 24), sum(rerouted), sum(score * (product % 7 + ascii(intermediary::text) % 5 + 1)) FROM (:query) AS q
-- tolerance: 1e-9
-- form: stored matrices | postgres
SELECT s.product, f.intermediary, f.inflow_before, f.inflow_after, f.outflow_before, f.outflow_after, f.direct_before, f.direct_after, f.rerouted, f.score FROM stored AS s, intermediary_flags(s.m, 'RUS', ARRAY[:origins], '2022-02-24',
       coverage => '[2015-01-01,2024-01-01)', baseline => 'mean', thresholds => '{"steady_ratio":0,"min_share":0,"trivial":0,"noise":0,"targeted":0,"sourcing_ratio":1.25,"weight.TARGETED":0,"weight.WASH":0,"weight.NOT_A_SOURCE":0,"weight.MARKUP":0}') AS f
-- form: matrices from rows | postgres
SELECT s.product, f.intermediary, f.inflow_before, f.inflow_after, f.outflow_before, f.outflow_after, f.direct_before, f.direct_after, f.rerouted, f.score FROM (SELECT product, trade_matrix(exporter, importer, year, value) AS m FROM flow
                            WHERE importer = 'RUS' OR (year IN (2020, 2021, 2023) AND exporter IN (:origins)) GROUP BY product) AS s,
       intermediary_flags(s.m, 'RUS', ARRAY[:origins], '2022-02-24',
       coverage => '[2015-01-01,2024-01-01)', baseline => 'mean', thresholds => '{"steady_ratio":0,"min_share":0,"trivial":0,"noise":0,"targeted":0,"sourcing_ratio":1.25,"weight.TARGETED":0,"weight.WASH":0,"weight.NOT_A_SOURCE":0,"weight.MARKUP":0}') AS f
-- form: plain SQL | postgres
:rival
-- form: DuckDB | duckdb chdb
:rival
-- floor: bytes
-- rival:
WITH inflow AS (
    SELECT product, importer, sum(value) FILTER (WHERE year <= 2021) AS ib, sum(value) FILTER (WHERE year = 2023) AS ia
    FROM flow WHERE year IN (2020, 2021, 2023) AND exporter IN (:origins) GROUP BY product, importer),
outflow AS (
    SELECT product, exporter, coalesce(sum(value) FILTER (WHERE year IN (2020, 2021)), 0) AS ob, coalesce(sum(value) FILTER (WHERE year = 2023), 0) AS oa
    FROM flow WHERE importer = 'RUS' AND exporter NOT IN (:origins) GROUP BY product, exporter),
figures AS (
    SELECT o.product AS product, o.exporter AS intermediary, oa, ob, coalesce(i.ia, 0) AS ia, coalesce(i.ib, 0) AS ib,
           coalesce(d.ia, 0) AS da, coalesce(d.ib, 0) AS db, 2 * coalesce(i.ia, 0) - coalesce(i.ib, 0) AS ein, 2 * oa - ob AS eout
    FROM outflow AS o
    LEFT JOIN inflow AS i ON i.product = o.product AND i.importer = o.exporter
    LEFT JOIN (SELECT product, ia, ib FROM inflow WHERE importer = 'RUS') AS d ON d.product = o.product)
SELECT product, intermediary, ib / 24 AS inflow_before, ia / 12 AS inflow_after, ob / 24 AS outflow_before, oa / 12 AS outflow_after,
       db / 24 AS direct_before, da / 12 AS direct_after, greatest(least(ein, eout), 0) / 24 AS rerouted,
       1 - CASE WHEN oa >= 50000 AND (ob <= 0 OR 2 * oa >= 3 * ob) THEN 0.65 ELSE 1 END
         * CASE WHEN ein > 0 AND 2 * ia >= 1.25 * ib AND ein >= 0.25 * eout AND eout >= 0 THEN 0.75 ELSE 1 END
         * CASE WHEN db > 0 AND 4 * da <= db THEN 0.85 ELSE 1 END
         * CASE WHEN oa > 0 AND 2 * least(ia, oa) >= oa THEN 0.7 ELSE 1 END AS score
FROM figures
