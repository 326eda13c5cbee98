-- trade_matrix: what a user sees
CREATE TABLE matrix_flow (exporter text, importer text, period date, value double precision, quantity double precision);
INSERT INTO matrix_flow VALUES
    ('CHN', 'RUS', '2023-01-15', 12.5, 3),
    ('CHN', 'RUS', '2023-01-20', 1, NULL),
    ('CHN', 'KAZ', '2023-02-01', 7, 0),
    ('KAZ', 'RUS', '2023-02-28', 0.1, 2),
    ('DEU', 'RUS', '2022-01-01', 40, 8),
    ('DEU', 'RUS', '2022-01-31', -40, NULL),
    ('FRA', 'RUS', '2022-01-01', NULL, 8);

SELECT trade_matrix(exporter, importer, period, value) FROM matrix_flow;
SELECT trade_matrix(exporter, importer, period, value, quantity) FROM matrix_flow;
SELECT trade_matrix(exporter::country_code, importer::country_code, extract(year FROM period)::integer, value) FROM matrix_flow;
SELECT f.* FROM (SELECT trade_matrix(exporter, importer, period, value, quantity) AS m FROM matrix_flow) AS t, flows(m) AS f;
SELECT trade_matrix(exporter, importer, period, value)::jsonb FROM matrix_flow;
SELECT trade_matrix(exporter, importer, period, value) FROM matrix_flow WHERE false;

-- rollup, + and -
CREATE TABLE matrix_stored AS
SELECT importer, trade_matrix(exporter, importer, period, value, quantity) AS m FROM matrix_flow GROUP BY importer;
SELECT rollup(m) FROM matrix_stored;
SELECT r.m + k.m AS sum, r.m - r.m AS nothing, r.m + k.m - r.m = k.m AS undone
FROM matrix_stored AS r, matrix_stored AS k WHERE r.importer = 'RUS' AND k.importer = 'KAZ';
SELECT count(DISTINCT m) FROM (SELECT m FROM matrix_stored UNION ALL SELECT m FROM matrix_stored) AS t;

-- text: any order of keys, any writing of a number
SELECT '{ "flows": {"RUS": {"DEU": {"2023": 1e2}, "CHN": {"2023": 12.50, "2022": [3, 1.5, 2]}}}, "periods": "year", "labels": "text" }'::trade_matrix;
SELECT '{"labels":"country_code","periods":"year","flows":{"ru":{"156":{"2023":1}}}}'::trade_matrix;
SELECT '{"labels":"text","periods":"year","flows":{}}'::trade_matrix;
SELECT ''::trade_matrix;
SELECT '{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-13":1}}}}'::trade_matrix;
SELECT '{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":1}},"RUS":{}}}'::trade_matrix;
SELECT '{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":1e40}}}}'::trade_matrix;
SELECT '{"labels":"hs_code","periods":"month","flows":{}}'::trade_matrix;
SELECT '{"labels":"country_code","periods":"year","flows":{"RUS":{"XQQ":{"2023":1}}}}'::trade_matrix;

-- errors
SELECT trade_matrix(NULL::text, 'RUS', 2023, 1.0);
SELECT trade_matrix('CHN', '', 2023, 1.0);
SELECT trade_matrix(repeat('x', 300), 'RUS', 2023, 1.0);
SELECT trade_matrix('CHN'::text, 'RUS', 2023, 'NaN'::double precision);
SELECT trade_matrix('CHN'::text, 'RUS', 20230101, 1.0);
SELECT '{"labels":"text","periods":"year","flows":{"A":{"B":{"2023":1}}}}'::trade_matrix
    + '{"labels":"text","periods":"month","flows":{"A":{"B":{"2023-01":1}}}}';
SELECT '{"labels":"text","periods":"year","flows":{"A":{"B":{"2023":1}}}}'::trade_matrix
    + '{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2023":1}}}}';
SELECT trade_matrix_merge(NULL, NULL);

DROP TABLE matrix_flow, matrix_stored;
