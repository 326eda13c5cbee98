-- trade_series: what a user sees
CREATE TABLE series_flow (exporter text, period date, value double precision);
INSERT INTO series_flow VALUES
    ('CHN', '2021-11-10', 10), ('CHN', '2021-12-05', 12.5), ('CHN', '2022-01-15', 8), ('CHN', '2022-01-20', 1), ('CHN', '2022-11-01', 15),
    ('CHN', '2022-12-01', 20), ('CHN', '2023-01-31', 27), ('KAZ', '2022-03-01', 0), ('KAZ', '2022-04-01', 4), ('KAZ', '2022-05-01', NULL);

SELECT exporter, trade_series(period, value) FROM series_flow GROUP BY exporter ORDER BY exporter;
SELECT trade_series(extract(year FROM period)::integer, value) FROM series_flow;
SELECT trade_series(period, value)::jsonb FROM series_flow;
SELECT trade_series(period, value) FROM series_flow WHERE false;

-- stored once, asked many questions
CREATE TABLE series_stored AS SELECT exporter, trade_series(period, value) AS s FROM series_flow GROUP BY exporter;
SELECT exporter, growth(s, '2022-12'), growth(s, '2023-01'), total(s), total(s, 2022) AS in_2022, value_at(s, '2022-04') AS april, first_period(s), last_period(s), sparkline(s)
FROM series_stored ORDER BY exporter;
SELECT exporter, base_value, current_value, change, growth, round(midpoint::numeric, 6) AS midpoint, round(log_growth::numeric, 6) AS log, outcome
FROM series_stored, growth_detail(s, '2022-12') ORDER BY exporter;
SELECT exporter, base_value, current_value, change, growth, outcome FROM series_stored, growth_detail(s, '[2022-11-01,2023-01-01)', '2021-11') ORDER BY exporter;
SELECT period, value, growth_on_year, round(growth_on_previous::numeric, 6) AS growth_on_previous, round(midpoint::numeric, 6) AS midpoint, index, outcome
FROM series_stored, growth_table(s) WHERE exporter = 'CHN';
SELECT * FROM growth_table('{"2021":[100,1],"2022":[150,2],"2024":[75,1]}');
SELECT period, value, growth_on_year, index, outcome FROM growth_table('{"2022-10":[5,1],"2023-04":[10,1],"2023-10":[12.5,1]}', 3);
SELECT round(cagr('{"2018":[100,1],"2023":[161.051,1]}')::numeric, 9) AS cagr, round(trend_growth('{"2018":[100,1],"2019":[110,1],"2020":[130,1],"2021":[125,1],"2022":[150,1]}')::numeric, 9) AS trend;

-- rollup, + and -
SELECT rollup(s) FROM series_stored;
SELECT a.s + b.s - a.s = b.s AS undone, a.s - a.s AS nothing, b.s - b.s - b.s AS negative FROM series_stored AS a, series_stored AS b WHERE (a.exporter, b.exporter) = ('CHN', 'KAZ');
SELECT count(DISTINCT s) FROM (SELECT s FROM series_stored UNION ALL SELECT s FROM series_stored) AS t;

-- text: any order of periods, any writing of a number
SELECT '{ "2023": [ 1e2 , 3 ], "2021": [-0.50, 1] }'::trade_series;
SELECT '{}'::trade_series;
SELECT '{"2023":12.5}'::trade_series;
SELECT '{"2023":[1,1],"2023-01":[1,1]}'::trade_series;
SELECT '{"2023":[1,1],"2022":[1,1],"2023":[1,1]}'::trade_series;
SELECT '{"2023-13":[1,1]}'::trade_series;
SELECT '{"2023":[1e40,1]}'::trade_series;
SELECT '{"2023":[1,0.5]}'::trade_series;

-- errors
SELECT trade_series(NULL::date, 1.0);
SELECT trade_series(2023, 'NaN'::double precision);
SELECT trade_series(20230101, 1.0);
SELECT '{"2023":[1,1]}'::trade_series + '{"2023-01":[1,1]}';
SELECT growth('{"2023":[1,1]}', '2023-Q1');
SELECT value_at('{"2023-01":[1,1]}', 2023);
SELECT * FROM growth_table('{"2022-01":[1,1],"2022-02":[1,1]}', 3);
SELECT * FROM growth_table('{"2022":[1,1]}', 3);
SELECT sparkline('{"0001":[1,1],"1001":[1,1]}');
SELECT trade_series_merge(NULL, NULL);

DROP TABLE series_flow, series_stored;
