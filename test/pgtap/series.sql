-- trade_series: accessors against plain SQL over numeric, outcomes, SQLSTATEs.
BEGIN;
SELECT plan(99);

SET LOCAL client_min_messages = warning;
SELECT setseed(0.3);
CREATE TABLE f AS
SELECT n, g, d, extract(year FROM d)::integer AS y, v
FROM generate_series(1, 6000) AS n,
    LATERAL (SELECT n % 60 AS g) AS a,
    -- from nearly full series to very sparse ones
    LATERAL (SELECT make_date(2015 + (random() * least(g, 8))::integer, 1 + (random() * 11)::integer, 1 + (random() * 27)::integer) AS d,
        CASE WHEN n % 13 = 0 THEN NULL WHEN g % 5 = 0 AND random() < 0.9 THEN 0 WHEN g % 7 = 0 THEN (random() - 0.6) * 1e6
             WHEN g % 3 = 0 THEN round((random() * 1e9)::numeric, 0)::double precision
             ELSE random() * 10 ^ (random() * 20 - 6) END AS v) AS r
WHERE n % 60 > 20 OR random() < 0.1;
CREATE TABLE st AS SELECT g, trade_series(d, v) AS m, trade_series(y, v) AS a FROM f GROUP BY g;
-- what plain SQL says of each period
CREATE TABLE cells AS
SELECT g, 'm' AS kind, date_trunc('month', d)::date AS period, sum(round(v::numeric, 12)) AS value, count(*) AS rows FROM f WHERE v IS NOT NULL GROUP BY g, 3
UNION ALL
SELECT g, 'a', make_date(y, 1, 1), sum(round(v::numeric, 12)), count(*) FROM f WHERE v IS NOT NULL GROUP BY g, 3;
SELECT ok(count(*) FILTER (WHERE v IS NULL) > 100 AND count(DISTINCT g) = 60, 'random rows') FROM f;

-- growth and growth_detail
CREATE TABLE windows AS
SELECT *, (extract(year FROM age(c_until, c_from)) * 12 + extract(month FROM age(c_until, c_from)))::integer AS c_months,
    (extract(year FROM age(b_until, b_from)) * 12 + extract(month FROM age(b_until, b_from)))::integer AS b_months
FROM (VALUES ('2020-01-01'::date, '2021-01-01'::date, '2019-01-01'::date, '2020-01-01'::date), ('2018-01-01', '2023-01-01', '2015-01-01', '2017-01-01'),
    ('2021-01-01', '2022-01-01', '2015-01-01', '2021-01-01'), ('2016-01-01', '2024-01-01', '2015-01-01', '2023-01-01'), ('2030-01-01', '2031-01-01', '2019-01-01', '2020-01-01'),
    ('2020-04-01', '2020-07-01', '2019-04-01', '2019-07-01'), ('2020-03-01', '2020-04-01', '2016-01-01', '2018-01-01'), ('2019-11-01', '2021-02-01', '2018-05-01', '2018-06-01'))
    AS w (c_from, c_until, b_from, b_until);
CREATE VIEW kinds AS
SELECT g, 'm' AS kind, m AS s FROM st UNION ALL SELECT g, 'a', a FROM st;
CREATE VIEW asked AS
SELECT g, kind, s, w.*, daterange(c_from, c_until)::trade_window AS current, daterange(b_from, b_until)::trade_window AS base
FROM kinds, windows AS w WHERE kind = 'm' OR extract(month FROM c_from) + extract(month FROM b_from) + extract(month FROM c_until) + extract(month FROM b_until) = 4;
CREATE TABLE totals AS
SELECT a.g, a.kind, c_from, b_from, c_months, b_months, c_months <> b_months AS unequal,
    sum(value) FILTER (WHERE period >= c_from AND period < c_until) AS c, count(*) FILTER (WHERE period >= c_from AND period < c_until) AS c_periods,
    sum(value) FILTER (WHERE period >= b_from AND period < b_until) AS b, count(*) FILTER (WHERE period >= b_from AND period < b_until) AS b_periods
FROM asked AS a LEFT JOIN cells AS l ON l.g = a.g AND l.kind = a.kind GROUP BY 1, 2, 3, 4, 5, 6;
CREATE TABLE oracle AS
SELECT g, kind, c_from, b_from,
    b::double precision / CASE WHEN unequal THEN b_months ELSE 1 END AS base_value,
    c::double precision / CASE WHEN unequal THEN c_months ELSE 1 END AS current_value,
    (c * k1 - b * k0)::double precision / CASE WHEN unequal THEN c_months * b_months ELSE 1 END AS change,
    CASE WHEN b > 0 AND c >= 0 THEN (c * k1 - b * k0)::double precision / (b * k0)::double precision END AS growth,
    CASE WHEN b >= 0 AND c >= 0 AND b + c > 0 THEN (2 * (c * k1 - b * k0))::double precision / (c * k1 + b * k0)::double precision END AS midpoint,
    CASE WHEN b > 0 AND c > 0 THEN ln((c * k1)::double precision / (b * k0)::double precision) END AS log_growth,
    CASE WHEN b IS NULL AND c IS NULL THEN 'not_reported' WHEN b IS NULL THEN 'no_base' WHEN c IS NULL THEN 'no_current' WHEN b < 0 OR c < 0 THEN 'negative'
         WHEN b = 0 AND c = 0 THEN 'both_zero' WHEN b = 0 THEN 'zero_base' WHEN c = 0 THEN 'exit'
         WHEN NOT unequal AND b_periods <> c_periods THEN 'partial' ELSE 'ok' END AS outcome
FROM totals, LATERAL (SELECT CASE WHEN unequal THEN b_months ELSE 1 END AS k1, CASE WHEN unequal THEN c_months ELSE 1 END AS k0) AS k;
SELECT bag_eq('SELECT g, kind, c_from, b_from, d.* FROM asked, growth_detail(s, current, base) AS d', 'SELECT * FROM oracle', 'growth_detail is plain SQL to the bit');
SELECT is(string_agg(DISTINCT outcome, ' ' ORDER BY outcome), 'both_zero exit negative no_base no_current not_reported ok partial zero_base', 'all outcomes were there') FROM oracle;
SELECT bag_eq('SELECT g, kind, c_from, b_from, growth(s, current, base) FROM asked', 'SELECT g, kind, c_from, b_from, growth FROM oracle', 'growth too');
CREATE FUNCTION by_rows(kind text, group_number integer, current trade_window, base trade_window) RETURNS double precision LANGUAGE plpgsql AS $$
BEGIN
    IF kind = 'm' THEN
        RETURN (SELECT trade_growth(d, v, current, base) FROM f WHERE g = group_number);
    END IF;
    RETURN (SELECT trade_growth(y, v, current, base) FROM f WHERE g = group_number);
END $$;
SELECT is(count(*), 0::bigint, 'growth is trade_growth of the rows') FROM asked WHERE growth(s, current, base) IS DISTINCT FROM by_rows(kind, g, current, base);
SELECT is(count(*), 0::bigint, 'without a base it is the year before') FROM kinds, (VALUES ('2020'::trade_window, '2019'::trade_window), ('2022', '2021')) AS w (c, b)
WHERE growth(s, c) IS DISTINCT FROM growth(s, c, b) OR growth_detail(s, c) IS DISTINCT FROM growth_detail(s, c, b);
SELECT is((growth_detail(m, '2020-Q2')).growth, growth(m, '2020-Q2', '2019-Q2'), 'of a quarter') FROM st WHERE g = 44;

-- outcomes one by one
SELECT is(d::text, expected, what) FROM (VALUES
    ('{}', '(,,,,,,not_reported)', 'nothing'), ('{"2010":[1,1]}', '(,,,,,,not_reported)', 'not reported'),
    ('{"2023":[5,1]}', '(,5,,,,,no_base)', 'no base'), ('{"2022":[5,1]}', '(5,,,,,,no_current)', 'no current'),
    ('{"2022":[-1,1],"2023":[3,1]}', '(-1,3,4,,,,negative)', 'negative base'), ('{"2022":[1,1],"2023":[-3,1]}', '(1,-3,-4,,,,negative)', 'negative current'),
    ('{"2022":[0,1],"2023":[0,1]}', '(0,0,0,,,,both_zero)', 'both zero'), ('{"2022":[0,1],"2023":[50,1]}', '(0,50,50,,2,,zero_base)', 'zero base'),
    ('{"2022":[50,1],"2023":[0,1]}', '(50,0,-50,-1,-2,,exit)', 'exit'), ('{"2022":[100,1],"2023":[150,1]}', '(100,150,50,0.5,0.4,0.4054651081081644,ok)', 'ok'),
    ('{"2022":[100,0],"2023":[150,1]}', '(,150,,,,,no_base)', 'a value without rows is not reported')) AS c (s, expected, what),
    growth_detail(s::trade_series, 2023) AS d;
SELECT is((growth_detail('{"2022-01":[1,1],"2022-02":[1,1],"2023-01":[3,1]}', 2023)).outcome, 'partial', 'partial');
SELECT is((growth_detail('{"2022-01":[1,1],"2022-02":[1,1],"2023-01":[3,1]}', '2023-Q1', 2022)).outcome, 'ok', 'windows of unequal length are not partial');
SELECT is(growth_detail('{"2022-01":[6,1],"2023-01":[3,1]}', '2023-Q1', 2022)::text, '(0.5,1,0.5,1,0.6666666666666666,0.6931471805599453,ok)', 'averages a month');

-- golden numbers
CREATE TABLE golden AS SELECT trade_series(y, v) AS s
FROM (VALUES (2018, 107.06), (2019, 110.76), (2020, 107.77), (2021, 146.89), (2022, 190.27), (2023, 240.11), (2024, 244.81)) AS f (y, v);
SELECT is(round(growth(s, 2023)::numeric, 5), 0.26194, 'China-Russia trade, 2023 on 2022') FROM golden;
SELECT is(round(trend_growth('{"2018":[100,1],"2019":[110,1],"2020":[130,1],"2021":[125,1],"2022":[150,1]}')::numeric, 10), 0.0984239270, 'trend growth');
SELECT is(round(cagr('{"2018":[100,1],"2023":[161.051,1]}')::numeric, 12), 0.1, 'compound annual rate');
SELECT is(round((growth_detail('{"2022":[190.476190,1],"2023":[240,1]}', 2023)).log_growth::numeric, 8), 0.23111172, 'log');
SELECT is(round((growth_detail('{"2022":[1,1],"2023":[1.26,1]}', 2023)).midpoint::numeric, 9), 0.230088496, 'mid-point');

-- growth_table
CREATE FUNCTION table_sql(group_number integer, kind_asked text, step integer) RETURNS TABLE (period date, value double precision, growth_on_year double precision,
    growth_on_previous double precision, midpoint double precision, index double precision, outcome text) LANGUAGE sql AS $$
WITH c AS (SELECT * FROM cells WHERE g = group_number AND kind = kind_asked),
    p AS (SELECT min(period) + make_interval(months => i * step) AS period FROM c, generate_series(0, 200) AS i GROUP BY i
        HAVING min(period) + make_interval(months => i * step) <= max(period))
SELECT p.period::date, x.value::double precision,
    CASE WHEN x.value >= 0 AND b.value > 0 THEN (x.value - b.value)::double precision / b.value::double precision END,
    CASE WHEN x.value >= 0 AND v.value > 0 THEN (x.value - v.value)::double precision / v.value::double precision END,
    CASE WHEN x.value >= 0 AND b.value >= 0 AND x.value + b.value > 0 THEN (2 * (x.value - b.value))::double precision / (x.value + b.value)::double precision END,
    CASE WHEN x.value >= 0 AND first.value > 0 THEN (100 * x.value)::double precision / first.value::double precision END,
    CASE WHEN x.value IS NULL THEN 'gap' WHEN b.value IS NULL THEN 'no_base' WHEN b.value < 0 OR x.value < 0 THEN 'negative' WHEN b.value = 0 AND x.value = 0 THEN 'both_zero'
         WHEN b.value = 0 THEN 'zero_base' WHEN x.value = 0 THEN 'exit' ELSE 'ok' END
FROM p JOIN (SELECT c.value FROM c ORDER BY c.period LIMIT 1) AS first ON true
LEFT JOIN c AS x ON x.period = p.period LEFT JOIN c AS b ON b.period = p.period - interval '1 year'
LEFT JOIN c AS v ON v.period = p.period - make_interval(months => step) $$;
SELECT bag_eq('SELECT g, t.* FROM st, growth_table(m) AS t', 'SELECT g, t.* FROM st, table_sql(g, ''m'', 1) AS t', 'growth_table by months');
SELECT bag_eq('SELECT g, t.* FROM st, growth_table(a) AS t', 'SELECT g, t.* FROM st, table_sql(g, ''a'', 12) AS t', 'growth_table by years');
SELECT is(string_agg(DISTINCT t.outcome, ' ' ORDER BY t.outcome), 'both_zero exit gap negative no_base ok zero_base', 'all its outcomes were there') FROM st, growth_table(m) AS t;
CREATE TABLE quarters AS SELECT g, trade_series(date_trunc('quarter', d)::date, v) AS s FROM f GROUP BY g;
INSERT INTO cells SELECT g, 'q', date_trunc('quarter', d)::date, sum(round(v::numeric, 12)), count(*) FROM f WHERE v IS NOT NULL GROUP BY g, 3;
SELECT bag_eq('SELECT g, t.* FROM quarters, growth_table(s, 3) AS t', 'SELECT g, t.* FROM quarters, table_sql(g, ''q'', 3) AS t', 'growth_table by quarters');
SELECT bag_eq('SELECT g, t.* FROM st, growth_table(m, 1) AS t', 'SELECT g, t.* FROM st, growth_table(m) AS t', 'months are the default');
SELECT bag_eq('SELECT g, t.* FROM st, growth_table(a, 12) AS t', 'SELECT g, t.* FROM st, growth_table(a, NULL) AS t', 'years are, of annual data');
SELECT is((SELECT array_agg(period ORDER BY n) FROM growth_table('{"2019":[1,1],"2021":[1,1],"2025":[1,1]}', 24) WITH ORDINALITY AS t (period, a, b, c, d, e, f, n)),
    '{2019-01-01,2021-01-01,2023-01-01,2025-01-01}', 'rows come in order of time');
SELECT is((SELECT count(*) FROM growth_table(NULL)) + (SELECT count(*) FROM growth_table('{}')), 0::bigint, 'no rows of nothing');
SELECT is((SELECT count(*) FROM growth_table('{"2019":[1,1]}', 2147483640)), 1::bigint, 'the largest step');
SELECT is((SELECT string_agg(t::text, ' ') FROM growth_table('{"2022":[100,1],"2023":[150,0]}') AS t), '(2022-01-01,100,,,,100,no_base) (2023-01-01,150,,,,,gap)', 'a value without rows is a gap that shows');
SELECT throws_ok($$SELECT growth_table('{"2022-01":[1,1],"2022-05":[1,1]}', 3)$$, '22023', 'period 2022-05 is not a multiple of 3 months after the first, 2022-01');
SELECT throws_ok($$SELECT growth_table('{"2020":[1,1],"2021":[1,1]}', 24)$$, '22023', 'period 2021 is not a multiple of 2 years after the first, 2020');
SELECT throws_ok($$SELECT growth_table('{"2022-01":[1,1]}', 0)$$, '22023', NULL, 'step 0');
SELECT throws_ok($$SELECT growth_table('{"2022-01":[1,1]}', -12)$$, '22023', NULL, 'a negative step');
SELECT throws_ok($$SELECT growth_table('{"2022":[1,1]}', 3)$$, '22023', NULL, 'quarters of a year');
CREATE FUNCTION planned_rows(query text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric;
END $$;
SELECT is(planned_rows('SELECT * FROM growth_table(' || args || ')'), expected::numeric, 'the planner knows the rows of ' || args)
FROM (VALUES ('''{"2020-01":[1,1],"2022-12":[1,1]}''', 36), ('''{"2020-01":[1,1],"2022-10":[1,1]}'', 3', 12), ('''{"2020":[1,1],"2029":[1,1]}''', 10)) AS t (args, expected);

-- one figure
SELECT bag_eq('SELECT g, kind, total(s), first_period(s), last_period(s) FROM kinds WHERE s IS NOT NULL',
    'SELECT g, kind, sum(value)::double precision, min(period), max(period) FROM cells WHERE kind <> ''q'' GROUP BY 1, 2', 'total, first and last period');
SELECT bag_eq('SELECT g, kind, c_from, b_from, total(s, current) AS c, total(s, base) AS b FROM asked',
    'SELECT g, kind, c_from, b_from, c::double precision AS c, b::double precision AS b FROM totals', 'total of a window, NULL where there is nothing');
SELECT bag_eq('SELECT g, d::date, value_at(m, d::date) AS m, value_at(a, extract(year FROM d)::integer) AS a FROM st, generate_series(''2014-01-01''::date, ''2024-01-01'', ''1 month'') AS d',
    $$SELECT st.g, d::date, c.value::double precision AS m, y.value::double precision AS a FROM st CROSS JOIN generate_series('2014-01-01'::date, '2024-01-01', '1 month') AS d
        LEFT JOIN cells AS c ON c.kind = 'm' AND c.g = st.g AND c.period = d LEFT JOIN cells AS y ON y.kind = 'a' AND y.g = st.g AND y.period = date_trunc('year', d)$$, 'value_at, NULL for a gap');
CREATE VIEW ends AS
SELECT g, kind, (array_agg(value::double precision ORDER BY period))[1] AS first, (array_agg(value::double precision ORDER BY period DESC))[1] AS last,
    (extract(year FROM age(max(period), min(period))) * 12 + extract(month FROM age(max(period), min(period))))::double precision / 12 AS years FROM cells WHERE kind <> 'q' GROUP BY 1, 2;
SELECT bag_eq('SELECT g, kind, cagr(s) FROM kinds WHERE s IS NOT NULL',
    'SELECT g, kind, CASE WHEN first > 0 AND last >= 0 AND years > 0 THEN power(last / first, 1 / years) - 1 END FROM ends', 'compound annual rate');
SELECT is(count(*), 0::bigint, 'trend growth is that of regr_slope')
FROM (SELECT g, kind, trend_growth(s) AS trend FROM kinds) AS t
LEFT JOIN (SELECT g, kind, exp(regr_slope(ln(value::double precision), (extract(year FROM period) * 12 + extract(month FROM period))::double precision / 12)) - 1 AS trend, count(*) AS n
    FROM cells WHERE value > 0 GROUP BY 1, 2) AS o USING (g, kind)
WHERE coalesce(n, 0) > 1 AND coalesce(abs(t.trend - o.trend) > 1e-9 * (1 + abs(o.trend)), true) OR coalesce(n, 0) < 2 AND t.trend IS NOT NULL;
SELECT is(trend_growth('{"2020":[5,1],"2021":[0,1],"2022":[-3,1]}'), NULL, 'one positive period has no trend');
SELECT is(round(trend_growth('{"2020-01":[1,1],"2020-02":[1.01,1],"2020-03":[1.0201,1]}')::numeric, 12), round(1.01 ^ 12 - 1, 12), 'a monthly trend is given a year');
SELECT is(round(trend_growth(trade_series(make_date(1 + n / 12, 1 + n % 12, 1), power(1.02, n / 12.0)))::numeric, 12), 0.02, 'a long one')
FROM generate_series(0, 5000) AS n;
SELECT is(trend_growth('{"2020":[7,1],"2021":[7,1],"2023":[7,1]}'), 0::double precision, 'none at all');
SELECT is(cagr('{"2020":[7,1]}'), NULL, 'one period has no rate');
SELECT is(cagr('{"2019":[1,0],"2020":[4,1],"2022":[9,1],"2023":[5,-1]}'), 0.5::double precision, 'from the first to the last reported period');
SELECT ok(cagr('{}') IS NULL AND trend_growth('{}') IS NULL AND first_period('{}') IS NULL AND last_period('{}') IS NULL AND value_at('{}', 2023) IS NULL AND sparkline('{}') = ''
    AND total('{}'::trade_series) = 0 AND total('{}'::trade_series, 2023) IS NULL, 'an empty series');
SELECT ok(cagr(NULL) IS NULL AND trend_growth(NULL) IS NULL AND sparkline(NULL) IS NULL AND total(NULL::trade_series) IS NULL AND growth(NULL::trade_series, 2023) IS NULL
    AND growth('{"2022":[1,1],"2023":[2,1]}', NULL) IS NULL AND growth_detail('{"2022":[1,1],"2023":[2,1]}', 2023, NULL) IS NULL, 'NULL gives NULL');
SELECT is(total(a - b) || ' ' || value_at(a - b, 2023) || ' ' || total(a - b, 2023), (total(a) - total(b)) || ' -3 -3', 'figures of a difference are differences')
FROM (SELECT '{"2022":[10,1],"2023":[5,1]}'::trade_series, '{"2022":[7,1],"2023":[8,1]}'::trade_series) AS t (a, b);

-- sparkline
SELECT is(sparkline(s::trade_series), expected, s) FROM (VALUES
    ('{"2020":[0,1],"2021":[1,1],"2022":[2,1],"2023":[3,1],"2024":[4,1],"2025":[5,1],"2026":[6,1],"2027":[7,1],"2028":[8,1]}', '▁▂▃▄▅▅▆▇█'),
    ('{"2020":[100,1],"2021":[90,1],"2024":[50,1]}', '█▇  ▅'), ('{"2020-11":[-4,1],"2020-12":[0,1],"2021-01":[4,1]}', '▁▅█'), ('{"2020":[0,1],"2021":[0,1]}', '▁▁'),
    ('{"2020":[-1,1],"2021":[-1,1]}', '▁▁'), ('{"2020":[1,1],"2021":[5,0],"2022":[1,1]}', '█ █')) AS t (s, expected);
SELECT is(length(sparkline(m)), (SELECT count(*)::integer FROM growth_table(m)), 'a character a period') FROM st WHERE g = 37;
SELECT is(length(sparkline(trade_series(y, 1.5))), 1000, '1,000 periods') FROM generate_series(1001, 2000) AS y;
SELECT throws_ok($$SELECT sparkline(trade_series(y, 1.5)) FROM generate_series(1000, 2000) AS y$$, '22023', NULL, 'more are refused');

-- SQLSTATEs
SELECT throws_ok('SELECT ' || call, code, NULL, call) FROM (VALUES
    ('trade_series(NULL::integer, 1.5)', '22004'), ('trade_series(NULL::date, 1::bigint)', '22004'), ('trade_series(2023, ''NaN''::double precision)', '22023'),
    ('trade_series(2023, ''Infinity''::numeric)', '22023'), ('trade_series(0, 1.5)', '22003'), ('trade_series(10000, 1.5)', '22003'), ('trade_series(''infinity''::date, 1.5)', '22003'),
    ('trade_series(2023, 1e27)', '22003'), ('trade_series(2023, 1e26) FROM generate_series(1, 2)', '22003'),
    ('trade_series_add(NULL, 2023, 1.5)', '0A000'), ('trade_series_merge(NULL, NULL)', '0A000'), ('trade_series_final(NULL)', '0A000'),
    ('''{"2023":[1,1]}''::trade_series + ''{"2023-01":[1,1]}''', '22023'), ('''{"2023":[1,1]}''::trade_series - ''{"2023-01":[1,1]}''', '22023'),
    ('rollup(s) FROM (VALUES (''{"2023":[1,1]}''::trade_series), (''{"2023-01":[1,1]}'')) AS t (s)', '22023'),
    ('''{"2023":[1.7e26,1]}''::trade_series + ''{"2023":[1,1]}''', '22003'), ('''{"2023":[1,9223372036854775807]}''::trade_series + ''{"2023":[1,1]}''', '22003'),
    ('''{"2023":[1,1]}''::trade_series - ''{"2023":[1,-9223372036854775808]}''', '22003'),
    ('growth(''{"2023":[1,1]}'', ''2023-Q1'')', '22023'), ('growth(''{"2023":[1,1]}'', 2023, ''2022-03'')', '22023'), ('growth_detail(''{"2023":[1,1]}'', ''2023-Q1'')', '22023'),
    ('growth(''{"2023":[1,1]}'', 1)', '22003'), ('growth_detail(''{"2023":[1,1]}'', 1)', '22003'), ('growth(''{"2022":[1.7e26,1],"2023":[1,1]}'', 2024, ''[2022-01-01,2024-01-01)'')', '22003'),
    ('total(''{"2022":[1.7e26,1],"2023":[1,1]}''::trade_series)', '22003'), ('total(''{"2023":[1,1]}''::trade_series, ''2023-Q1'')', '22023'),
    ('value_at(''{"2023":[1,1]}'', ''2023-Q1'')', '22023'), ('value_at(''{"2023":[1,1]}'', ''[2022-01-01,2024-01-01)'')', '22023'), ('value_at(''{"2023-01":[1,1]}'', 2023)', '22023'),
    ('trend_growth(''{"2023-01":[0.000000000001,1],"2023-02":[1e26,1]}'')', '22003'), ('cagr(''{"2023-01":[0.000000000001,1],"2023-02":[1e26,1]}'')', '22003')) AS t (call, code);

-- soft errors
CREATE FUNCTION is_valid(text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE valid boolean;
BEGIN
    IF current_setting('server_version_num')::integer >= 160000 THEN
        EXECUTE 'SELECT pg_input_is_valid($1, ''trade_series'')' INTO valid USING $1;
        RETURN valid;
    END IF;
    PERFORM $1::trade_series;
    RETURN true;
EXCEPTION WHEN invalid_text_representation OR numeric_value_out_of_range THEN
    RETURN false;
END $$;
SELECT ok(is_valid('{"2023":[1,1]}') AND NOT is_valid('{"2023":1}') AND NOT is_valid('{"2023":[1e30,1]}') AND NOT is_valid('{"2023":[1,1],"2023":[1,1]}'), 'soft errors');
SELECT * FROM finish();
ROLLBACK;
