-- Four years of flows by month: Kyrgyzstan takes over what Germany no longer sells to Russia.
CREATE TABLE intermediary_flows (exporter text, importer text, period date, value numeric, quantity double precision);

INSERT INTO intermediary_flows
SELECT exporter, importer, period, CASE WHEN period < '2022-03-01' THEN before ELSE after END, quantity
FROM generate_series(timestamp '2020-01-01', '2023-12-01', '1 month') AS period,
    (VALUES ('DEU', 'RUS', 100000, 20000, NULL),
            ('DEU', 'KGZ', 1000, 5000, 100),
            ('DEU', 'ARM', 900, 1500, NULL),
            ('DEU', 'USA', 50000, 40000, NULL),
            ('CHN', 'KGZ', 2000, 2500, NULL),
            ('CHN', 'RUS', 30000, 60000, NULL),
            ('KGZ', 'RUS', 310, 4400, 40),
            ('ARM', 'RUS', 0, 2500, NULL)) AS f(exporter, importer, before, after, quantity);

CREATE VIEW intermediary_matrix AS
SELECT trade_matrix(exporter, importer, period::date, value, quantity) AS m FROM intermediary_flows;

SELECT intermediary, inflow_before, inflow_after, outflow_before, outflow_after, direct_before, direct_after,
    round(rerouted::numeric, 4) AS rerouted, round(overlap::numeric, 4) AS overlap, round(substitution::numeric, 4) AS substitution,
    round(score::numeric, 4) AS score, flagged
FROM intermediary_matrix, intermediary_flags(m, target => 'RUS', origins => '{DEU}', since => '2022-02-24');

-- Why: nine signals each
SELECT intermediary, r ->> 'code' AS code, r ->> 'fired' AS fired, r ->> 'weight' AS weight,
    round((r ->> 'value')::numeric, 4) AS value, r ->> 'threshold' AS threshold, r ->> 'sentence' AS sentence
FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24'),
    jsonb_array_elements(reasons) WITH ORDINALITY AS x(r, i);

-- Thresholds in the user's hand; sentences show them
SELECT intermediary, flagged, r ->> 'sentence' AS sentence
FROM intermediary_matrix,
    intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', baseline => 'mean',
        thresholds => '{"surge_ratio": 20.5, "min_value": 1234567.5, "sourcing_ratio": 6, "direct_drop": 0.1,
            "overlap": 1, "pass_through": 0.9999, "wash_cover": 2, "not_a_source": 0, "markup": 12.25}'),
    jsonb_array_elements(reasons) WITH ORDINALITY AS x(r, i);

-- Names are quoted where JSON needs it
SELECT intermediary, reasons -> 0 ->> 'sentence' AS sentence
FROM (SELECT trade_matrix(exporter, importer, year, value) AS m
      FROM (VALUES ('DEU', E'a"b\\c\n', 2021, 5), (E'x"\\', E'a"b\\c\n', 2021, 4), (E'x"\\', E'a"b\\c\n', 2023, 400000))
           AS f(exporter, importer, year, value)) AS t,
    intermediary_flags(m, E'a"b\\c\n', '{DEU}', '2022-02-24');

-- Nothing to screen
SELECT * FROM intermediary_flags(NULL, 'RUS', '{DEU}', '2022-02-24');

-- Labels in another spelling
SELECT f.* FROM intermediary_matrix, LATERAL intermediary_flags(m, '643', '{276}', '2022-02-24') AS f;
-- Labels of another form: one warning a statement, no rows
SELECT f.* FROM generate_series(1, 2), intermediary_matrix, LATERAL intermediary_flags(m, 'Russia', '{Germany}', '2022-02-24') AS f;

-- Refusals
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, NULL, '{DEU}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU,NULL}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU,RUS}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', 'infinity') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', 0) AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', baseline => 'median') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '[3]') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge": 3}') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '{"overlap": "0.5"}') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '{"overlap": -0.5}') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '{"overlap": 0.1234567890123}') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '{"overlap": 1e26}') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '{"weight.WASH": 1.5}') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2019-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2023-12-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', coverage => 'empty') AS f;
SET datestyle = 'ISO, MDY';
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', coverage => '[2022-01-02,2022-01-31)') AS f;
SELECT f.* FROM CAST('{"labels":"text","periods":"year","flows":{"RUS":{"KGZ":{"2021":1}}}}' AS trade_matrix) AS m,
    intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', 18) AS f;
SELECT f.* FROM CAST('{"labels":"text","periods":"year","flows":{"RUS":{"KGZ":{"2021":1}}}}' AS trade_matrix) AS m,
    intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24') AS f;
SELECT f.* FROM CAST('{"labels":"country_code","periods":"year","flows":{"RUS":{"KGZ":{"2021":1}}}}' AS trade_matrix) AS m,
    intermediary_flags(m, 'RUS', '{Germany}', '2022-02-24') AS f;

DROP VIEW intermediary_matrix;
DROP TABLE intermediary_flows;
