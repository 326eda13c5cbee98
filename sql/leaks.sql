-- Goods that left and never arrived, and what else can be seen from one leg alone.
CREATE TABLE leak_flow (exporter text, importer text, year integer, value numeric);
INSERT INTO leak_flow
SELECT 'EU', importer, year, CASE WHEN year < 2022 THEN before ELSE after END * 12e6
FROM generate_series(2016, 2023) AS year, (VALUES ('RUS', 900, 200), ('KAZ', 100, 240), ('KGZ', 2, 26), ('GEO', 20, 28), ('USA', 900, 990), ('CHN', 800, 900)) AS f(importer, before, after);
INSERT INTO leak_flow VALUES ('KGZ', 'RUS', 2021, 1e6), ('KGZ', 'RUS', 2022, 200e6), ('KGZ', 'RUS', 2023, 240e6), ('KAZ', 'KGZ', 2021, 5e6), ('KAZ', 'KGZ', 2022, 600e6), ('KAZ', 'KGZ', 2023, 600e6);
CREATE TABLE leak AS SELECT trade_matrix(exporter, importer, year, value) AS m FROM leak_flow;
-- what the importers say they bought
CREATE TABLE book AS SELECT trade_matrix(exporter, importer, year, value * CASE WHEN importer = 'KGZ' AND year > 2021 THEN 0.5 ELSE 1.06 END) AS m FROM leak_flow;

SELECT round(imported_fob::numeric, 6) AS imported_fob, round(gap::numeric, 6) AS gap, round(ghost_share::numeric, 6) AS ghost_share, round(log_gap::numeric, 6) AS log_gap, round(asymmetry::numeric, 6) AS asymmetry FROM mirror_gap(100, 60, 0.1);
SELECT g.exporter, g.importer, round(g.exported_after::numeric) AS exported_after, round(g.imported_after::numeric) AS imported_after, round(g.ghost_share_after::numeric, 4) AS ghost_share, round(g.missing_share::numeric, 4) AS missing, g.outcome, g.flagged, g.reason
FROM leak, book, mirror_gaps(leak.m, book.m, '2022-01-01') AS g;

SELECT d.destination, round(d.base::numeric) AS base, round(d.excess::numeric) AS excess, d.run, d.controls, d.onset, d.outcome, d.suspicious, d.reason
FROM leak, destination_surges(m, 'RUS', '{EU}', '2022-01-01', thresholds => '{"min_controls": 3}') AS d;
SELECT s.supplier, s.outcome, s.reason FROM leak, supplier_surges(m, 'RUS', '{EU}', '2022-01-01', thresholds => '{"min_history": 1}') AS s;

SELECT r.route, round(r.value::numeric) AS value, round(r.potential::numeric) AS potential, round(r.shortfall_share::numeric, 4) AS share, r.reason
FROM leak, diversion_routes(m, 'RUS', '{EU}', '2022-01-01') AS r;
SELECT b.term, round(b.value::numeric) AS value, round(b.available::numeric) AS available, round(b.share::numeric, 4) AS share, b.reason
FROM leak, book, leak_balance(leak.m, 'RUS', '{EU}', '2022-01-01', book.m) AS b;

-- nothing to look at
SELECT * FROM mirror_gaps(NULL, NULL, '2022-01-01');
SELECT * FROM destination_surges(NULL, 'RUS', '{EU}', '2022-01-01');
SELECT * FROM leak_balance(NULL, 'RUS', '{EU}', '2022-01-01');
-- trade of a country with itself is none: no warning of its labels either
SELECT f.* FROM CAST('{"labels":"text","periods":"year","flows":{"A":{"A":{"2020":9}}}}' AS trade_matrix) AS m, destination_surges(m, 'RUS', '{EU}', '2021-01-01') AS f;
SELECT f.* FROM CAST('{"labels":"text","periods":"year","flows":{"A":{"A":{"2020":9}}}}' AS trade_matrix) AS m, diversion_routes(m, 'RUS', '{EU}', '2021-01-01') AS f;
SELECT f.* FROM CAST('{"labels":"text","periods":"year","flows":{"A":{"A":{"2020":9}}}}' AS trade_matrix) AS m, leak_balance(m, 'RUS', '{EU}', '2021-01-01') AS f;

-- a silent year is left out, with a warning
SELECT d.destination, d.history FROM CAST('{"labels":"text","periods":"year","flows":{"RUS":{"EU":{"2018":9,"2020":9,"2021":5}},"KGZ":{"EU":{"2018":1,"2020":2,"2021":9}}}}' AS trade_matrix) AS m,
    destination_surges(m, 'RUS', '{EU}', '2021-01-01') AS d;
-- labels in another form, and in another spelling
SELECT d.destination FROM leak, destination_surges(m, 'Russia', '{Union}', '2022-01-01') AS d LIMIT 1;
SELECT d.* FROM leak, destination_surges(m, '643', '{EU}', '2022-01-01') AS d;

-- what is refused
SELECT mirror_gap(1, 1, 10);
SELECT g.* FROM leak, book, mirror_gaps(leak.m, book.m, '2022-01-01', 'NaN') AS g;
SELECT g.* FROM leak, book, mirror_gaps(leak.m, book.m, '2022-01-01', thresholds => '{"cif_margin.KGZ": 12}') AS g;
SELECT g.* FROM leak, book, mirror_gaps(leak.m, book.m, '2022-01-01', thresholds => '{"partial": 1}') AS g;
SELECT g.* FROM leak, book, mirror_gaps(leak.m, book.m, '2022-01-01', thresholds => '{"share": 1}') AS g;
SELECT g.* FROM leak, mirror_gaps(m, '{"labels":"text","periods":"month","flows":{"RUS":{"EU":{"2021-01":1}}}}', '2022-01-01') AS g;
SELECT g.* FROM leak, mirror_gaps(m, '{"labels":"country_code","periods":"year","flows":{"RUS":{"DEU":{"2021":1}}}}', '2022-01-01') AS g;
SELECT g.* FROM leak, mirror_gaps(m, '{"labels":"text","periods":"year","flows":{"RUS":{"EU":{"1990":1}}}}', '2022-01-01') AS g;
SELECT d.* FROM leak, destination_surges(m, 'RUS', '{*}', '2022-01-01') AS d;
SELECT d.* FROM leak, destination_surges(m, 'RUS', '{EU}', '2022-01-01', part_months => 18) AS d;
SELECT d.* FROM leak, destination_surges(m, 'RUS', '{EU}', '2022-01-01', part_months => 0) AS d;
SELECT d.* FROM leak, destination_surges(m, 'RUS', '{EU}', '2022-01-01', thresholds => '{"min_run": 1.5}') AS d;
SELECT d.* FROM leak, destination_surges(m, 'RUS', '{EU}', '2022-01-01', thresholds => '{"min_history": 0}') AS d;
SELECT r.* FROM leak, diversion_routes(m, 'RUS', '{EU}', '2022-01-01', max_hops => 3) AS r;
SELECT r.* FROM leak, diversion_routes(m, 'RUS', '{EU}', '2022-01-01', thresholds => '{"overlap": 1}') AS r;

DROP TABLE leak_flow, leak, book;
