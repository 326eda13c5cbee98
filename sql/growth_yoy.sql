-- Growth on the year, matched on the calendar
SELECT period, value, yoy_growth(period, value) OVER (ORDER BY period)
FROM (VALUES ('2022-01-15'::date, 100::numeric), ('2022-03-01', 50), ('2023-01-01', 126), ('2023-02-01', 7),
             ('2023-03-31', 25), ('2024-01-01', 0), ('2025-01-01', 3)) AS v(period, value);

-- falling order gives the same figures
SELECT period, value, yoy_growth(period, value) OVER (ORDER BY period DESC)
FROM (VALUES (2020, 100.0::float8), (2021, 150), (2023, 75), (2024, 60), (2025, NULL), (2026, 1)) AS v(period, value);

-- one row a period
SELECT yoy_growth(period, 1::bigint) OVER (ORDER BY period) FROM (VALUES (2020), (2020)) AS v(period);
SELECT yoy_growth(period, 1::bigint) OVER () FROM (VALUES (2020), (2022), (2021)) AS v(period);
SELECT yoy_growth(period, 1::bigint) OVER () FROM (VALUES (2020), (NULL)) AS v(period);
SELECT yoy_growth(2020, 'NaN'::float8) OVER ();
SELECT yoy_growth(0, 1::bigint) OVER ();
