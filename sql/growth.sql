-- Growth of two figures
SELECT growth_rate(100, 150), growth_midpoint(100, 150), growth_midpoint(0, 50) AS entry, growth_rate(0, 50) AS zero_base;
SELECT round(growth_log(1, 1.26)::numeric, 9) AS log, round(growth_cagr(100, 161.051, 5)::numeric, 9) AS cagr;
SELECT growth_rate(1, 'NaN');
-- The two parts of a change
SELECT * FROM price_quantity(10, 2, 30, 3);
SELECT * FROM price_quantity(0, 0, 30, 3);
-- Growth of one window on another
CREATE TEMP TABLE flows (exporter text, period date, value double precision);
INSERT INTO flows VALUES
    ('CHN', '2021-05-01', 100), ('CHN', '2022-05-01', 150), ('CHN', '2022-11-01', 30), ('CHN', '2023-02-01', 90),
    ('DEU', '2021-05-01', 80), ('DEU', '2022-05-01', 0), ('TUR', '2022-05-01', 20), ('KAZ', '2021-01-01', -5), ('KAZ', '2022-01-01', 5);
SELECT exporter, trade_growth(period, value, 2022) AS on_2021, trade_growth(period, value, '2022-Q2') AS quarter,
    trade_growth(period, value, '[2023-01-01,2023-03-01)', 2022) AS monthly_averages
FROM flows GROUP BY exporter ORDER BY exporter;
SELECT trade_growth(extract(year FROM period)::int, value::numeric, 2022) FROM flows;
-- Over a moving frame
SELECT period, trade_growth(period, value, 2022) OVER (ORDER BY period ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
FROM flows WHERE exporter = 'CHN' ORDER BY period;
-- What is refused
SELECT trade_growth(period, value, NULL) FROM flows;
SELECT trade_growth(2022, 1.5, NULL);
SELECT trade_growth(NULL::date, value, 2022) FROM flows;
SELECT trade_growth(period, value, period) FROM flows WHERE exporter = 'DEU';
SELECT trade_growth(2022, value, '2022-Q2') FROM flows;
SELECT trade_growth(period, value, 1) FROM flows;
SELECT trade_growth(period, 'NaN'::float8, 2022) FROM flows;
SELECT trade_growth(period, 1.7e26, 2022) FROM flows;
SELECT trade_growth_add(NULL, period, value, 2022) FROM flows;
SELECT 'x'::trade_growth_state;
