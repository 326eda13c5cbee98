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
            ('CHN', 'USA', 90000, 90000, NULL),
            ('KGZ', 'RUS', 310, 4400, 40),
            ('ARM', 'RUS', 0, 2500, NULL)) AS f(exporter, importer, before, after, quantity);

CREATE VIEW intermediary_matrix AS
SELECT trade_matrix(exporter, importer, period::date, value, quantity) AS m FROM intermediary_flows;

SELECT intermediary, inflow_before, inflow_after, outflow_before, outflow_after, direct_before, direct_after,
    round(rerouted::numeric, 4) AS rerouted, round(attributed::numeric, 4) AS attributed, round(overlap::numeric, 4) AS overlap,
    round(substitution::numeric, 4) AS substitution, round(score::numeric, 4) AS score, flagged, grade
FROM intermediary_matrix, intermediary_flags(m, target => 'RUS', origins => '{DEU}', since => '2022-02-24');

SET datestyle = 'ISO, YMD';
SELECT intermediary, before_from, before_to, after_from, after_to, months_before, months_after, controls, onset_in, onset_out, last_out,
    active, round(largest_share::numeric, 4) AS largest_share
FROM intermediary_matrix, intermediary_flags(m, target => 'RUS', origins => '{DEU}', since => '2022-02-24');

-- Why: nine signals each
SELECT intermediary, r.code, r.fired, r.weight, round(r.value::numeric, 4) AS value, r.threshold, r.sentence
FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24') AS f, flag_reasons(f.reasons) AS r;

-- The flows behind it
SELECT l.leg, l.exporter, l.importer, l.before, l.after, l.change
FROM intermediary_matrix, flag_legs(m, 'RUS', '{DEU,JPN}', '2022-02-24', intermediary => 'KGZ') AS l;

-- Origins are everyone
SELECT intermediary, inflow_after, round(attributed::numeric, 4) AS attributed, flagged, grade, controls
FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{*}', '2022-02-24');

-- Thresholds in the user's hand; sentences show them
SELECT intermediary, flagged, r.sentence
FROM intermediary_matrix,
    intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', baseline => 'mean',
        thresholds => '{"surge_ratio": 20.5, "min_value": 1234567.5, "sourcing_ratio": 6, "direct_drop": 0.1,
            "overlap": 1, "targeted": 0.9999, "wash_cover": 2, "not_a_source": 0, "markup": 12.25}', unit => 'USD') AS f,
    flag_reasons(f.reasons) AS r;

-- Names are quoted where JSON needs it
SELECT intermediary, reasons -> 0 ->> 'sentence' AS sentence
FROM (SELECT trade_matrix(exporter, importer, year, value) AS m
      FROM (VALUES ('DEU', E'a"b\\c\n', 2021, 5), (E'x"\\', E'a"b\\c\n', 2021, 4), (E'x"\\', E'a"b\\c\n', 2023, 400000))
           AS f(exporter, importer, year, value)) AS t,
    intermediary_flags(m, E'a"b\\c\n', '{DEU}', '2022-02-24');

-- Nothing to screen
SELECT intermediary FROM intermediary_flags(NULL, 'RUS', '{DEU}', '2022-02-24');
SELECT * FROM flag_reasons(NULL);

-- Labels in another spelling
SELECT intermediary FROM intermediary_matrix, LATERAL intermediary_flags(m, '643', '{276}', '2022-02-24') AS f;
-- Labels of another form: one warning a statement, no rows
SELECT intermediary FROM generate_series(1, 2), intermediary_matrix, LATERAL intermediary_flags(m, 'Russia', '{Germany}', '2022-02-24') AS f;
-- A sum of countries that is no label, and origins that are none
SELECT count(*) FROM generate_series(1, 2), intermediary_matrix, LATERAL intermediary_flags(m, 'RUS', '{EU,DEU}', '2022-02-24') AS f;
SELECT count(*) FROM generate_series(1, 2), intermediary_matrix, LATERAL intermediary_flags(m, 'RUS', '{JPN}', '2022-02-24') AS f;
-- A silent year is left out, said once
SELECT count(*) FROM generate_series(1, 2), LATERAL intermediary_flags('{"labels":"text","periods":"year","flows":{"RUS":{"KGZ":{"2018":1,"2020":1,"2021":1,"2023":1}}}}', 'RUS', '{DEU,KGZ}', '2022-02-24', NULL) AS f;
SELECT months_before, months_after FROM intermediary_flags('{"labels":"text","periods":"month","flows":{"RUS":{"KGZ":{"2018-01":1,"2020-03":1,"2021-03":1,"2023-01":1},"DEU":{"2021-03":1}}}}', 'RUS', '{DEU}', '2022-02-24', NULL) AS f;

-- Refusals
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, NULL, '{DEU}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU,NULL}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU,RUS}', '2022-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU,*}', '2022-02-24') AS f;
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
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', thresholds => '{"noise": 1001}') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', unit => repeat('US dollars ', 30)) AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2019-02-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2023-12-24') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', coverage => 'empty') AS f;
SELECT f.* FROM intermediary_matrix, intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', coverage => '[2022-01-02,2022-01-31)') AS f;
SELECT f.* FROM intermediary_matrix, flag_legs(m, 'RUS', '{DEU}', '2022-02-24', 'DEU') AS f;
SELECT f.* FROM CAST('{"labels":"text","periods":"year","flows":{"RUS":{"KGZ":{"2021":1}}}}' AS trade_matrix) AS m,
    intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24', 18) AS f;
SELECT f.* FROM CAST('{"labels":"text","periods":"year","flows":{"RUS":{"KGZ":{"2021":1}}}}' AS trade_matrix) AS m,
    intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24') AS f;
SELECT f.* FROM CAST('{"labels":"country_code","periods":"year","flows":{"RUS":{"KGZ":{"2021":1}}}}' AS trade_matrix) AS m,
    intermediary_flags(m, 'RUS', '{Germany}', '2022-02-24') AS f;
SELECT f.* FROM CAST('{"labels":"country_code","periods":"year","flows":{"RUS":{"KGZ":{"2021":1,"2023":1},"W00":{"2023":5}}}}' AS trade_matrix) AS m,
    intermediary_flags(m, 'RUS', '{DEU}', '2022-02-24') AS f;

DROP VIEW intermediary_matrix;
DROP TABLE intermediary_flows;
