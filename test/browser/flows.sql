-- Flows for a report of a few countries and for one of fifty, each over twelve products.
CREATE TABLE flows (watch text, exporter text, importer text, product text, period date, value double precision);
INSERT INTO flows
SELECT w.watch, e, i, code, m, v
FROM (VALUES ('few', 4), ('fifty', 50)) AS w(watch, countries),
     (SELECT (ARRAY(SELECT hs FROM sanctions_list WHERE list_name = 'CHPL' AND lower(valid) < '2024-03-01' ORDER BY hs))[1:12] AS codes) AS l, unnest(codes) AS code,
     generate_series(1, w.countries) AS n,
     LATERAL (SELECT CASE n WHEN 1 THEN '<script>alert("' || w.watch || '")</script>' WHEN 2 THEN 'Ländchen & Söhne ' || repeat('long', 12) ELSE 'Country ' || n END AS c) AS name,
     LATERAL (VALUES ('DEU', c, 20, 400 + n), (c, 'RUS', 4, 300 + n), ('DEU', 'POL', 900, 910), ('FRA', 'POL', 500, 500), ('DEU', 'RUS', 700, 30), ('CHN', 'RUS', 500, 700), ('DEU', 'CHN', 400, 400)) AS f(e, i, before, after),
     generate_series('2020-01-01'::timestamp, '2023-12-01', '1 month') AS m,
     LATERAL (SELECT CASE WHEN m < '2022-03-01' THEN before ELSE after END * (2000 + 30.1 * extract(month FROM m)::float8) AS v) AS x
WHERE n = 1 OR c IN (e, i);
CREATE VIEW few AS SELECT * FROM flows WHERE watch = 'few';
CREATE VIEW fifty AS SELECT * FROM flows WHERE watch = 'fifty';
SELECT sanctions_monitor('monitor');
INSERT INTO monitor.watch (name, source, target, origins, list_name, since, thresholds)
SELECT w, w, 'RUS', 'DEU,FRA', 'CHPL', '2022-02-24', '{"targeted": 0}' FROM (VALUES ('few'), ('fifty')) AS v(w);
CALL sanctions_refresh('monitor');
