-- Growth: formulas, the aggregate against plain SQL, its algebra and errors.
BEGIN;
SELECT plan(110);
SELECT setseed(0.7);

-- golden numbers
SELECT is(round(growth_rate(190.476190, 240)::numeric, 6), 0.26, 'rate');
SELECT is(round(growth_log(1, 1.26)::numeric, 9), 0.231111721, 'log');
SELECT is(round(growth_midpoint(1, 1.26)::numeric, 9), 0.230088496, 'mid-point');
SELECT is(growth_midpoint(100, 150), 0.4::float8, 'mid-point 100 to 150');
SELECT is(growth_midpoint(100, 50), (-2 / 3.0)::float8, 'mid-point 100 to 50');
SELECT is(growth_midpoint(0, 50), 2::float8, 'entry');
SELECT is(growth_midpoint(50, 0), (-2)::float8, 'exit');
SELECT is(round(growth_cagr(100, 161.051, 5)::numeric, 12), 0.1, 'compound annual rate');
SELECT is(growth_cagr(100, 0, 5), (-1)::float8, 'compound annual rate down to nothing');
SELECT is(round(trade_growth(y, v, 2023)::numeric, 5), 0.26194, 'China-Russia trade, 2023 on 2022')
FROM (VALUES (2018, 107.06), (2019, 110.76), (2020, 107.77), (2021, 146.89), (2022, 190.27), (2023, 240.11), (2024, 244.81)) AS f(y, v);

-- scalars: NULL and errors
SELECT ok(growth_rate(0, 1) IS NULL AND growth_rate(NULL, 1) IS NULL AND growth_rate(1, NULL) IS NULL, 'rate NULL');
SELECT ok(growth_midpoint(0, 0) IS NULL AND growth_midpoint(5, -5) IS NULL AND growth_midpoint(NULL, 1) IS NULL, 'mid-point NULL');
SELECT ok(growth_log(0, 1) IS NULL AND growth_log(1, 0) IS NULL AND growth_log(-1, -2) IS NULL, 'log NULL');
SELECT ok(growth_cagr(0, 1, 1) IS NULL AND growth_cagr(1, -1, 1) IS NULL AND growth_cagr(1, 1, 0) IS NULL AND growth_cagr(1, 1, -1) IS NULL, 'compound annual rate NULL');
SELECT throws_ok(format('SELECT %s', call), code, NULL, call)
FROM (VALUES ('growth_rate(1, ''NaN'')', '22023'), ('growth_midpoint(''Infinity'', 1)', '22023'), ('growth_log(1, ''-Infinity'')', '22023'),
    ('growth_cagr(1, 1, ''NaN'')', '22023'), ('growth_rate(1e-300, 1e300)', '22003')) AS e(call, code);
SELECT is(growth_midpoint(1.7e308, 1.7e308), 0::float8, 'mid-point of large figures');

SELECT ok(growth_midpoint(-5, 4) IS NULL AND growth_midpoint(4, -5) IS NULL AND growth_midpoint(-5, -4) IS NULL AND growth_midpoint(-1, 0) IS NULL, 'no mid-point of a negative figure');
-- figures of every size and sign: the result is that of numeric, and an error only where it is beyond double precision
CREATE FUNCTION pg_temp.state_of(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE query;
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
-- 5e-324 is how the least double prints; numeric takes it at its word
CREATE TEMP TABLE extreme AS
SELECT b, c, replace(b::text, '5e-324', '4.9406564584124654e-324')::numeric AS bn, replace(c::text, '5e-324', '4.9406564584124654e-324')::numeric AS cn
FROM unnest('{0,5e-324,3e-308,1e-300,1e-8,1,3,1e17,1e300,1.7e308,1.7976931348623157e308,-1.7976931348623157e308,-1e300,-1,-1e-300,-5e-324}'::float8[]) AS b,
     unnest('{0,5e-324,3e-308,1e-300,1e-8,1,3,1e17,1e300,1.7e308,1.7976931348623157e308,-1.7976931348623157e308,-1e300,-1,-1e-300,-5e-324}'::float8[]) AS c;
CREATE FUNCTION pg_temp.close_to(found float8, wanted numeric) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$
SELECT found IS NOT DISTINCT FROM wanted::float8 OR abs(found::text::numeric - wanted) <= 1e-14 * abs(wanted) $$;
SELECT is_empty($$SELECT b, c, growth_midpoint(b, c) FROM extreme
    WHERE growth_midpoint(b, c) NOT BETWEEN -2 AND 2
       OR NOT pg_temp.close_to(growth_midpoint(b, c), CASE WHEN bn < 0 OR cn < 0 THEN NULL ELSE round(2 * (cn - bn), 700) / nullif(bn + cn, 0) END)$$, 'mid-point of extreme figures');
SELECT is_empty($$SELECT b, c FROM extreme, LATERAL (SELECT round(cn - bn, 700) / nullif(bn, 0)) AS n(rate)
    WHERE CASE WHEN abs(rate) > 1.7977e308 THEN pg_temp.state_of(format('SELECT growth_rate(%L, %L)', b, c)) <> '22003'
               ELSE NOT pg_temp.close_to(growth_rate(b, c), rate) END$$, 'rate of extreme figures');
SELECT is_empty($$SELECT b, c, growth_log(b, c) FROM extreme, LATERAL (SELECT CASE WHEN b > 0 AND c > 0 THEN (ln(cn) - ln(bn))::float8 END) AS l(logs)
    WHERE (growth_log(b, c) IS NULL) <> (b <= 0 OR c <= 0) OR abs(growth_log(b, c) - logs) > 1e-9$$, 'log of extreme figures');
SELECT is_empty($$SELECT b, c, growth_cagr(b, c, 10) FROM extreme, LATERAL (SELECT CASE WHEN b > 0 AND c > 0 THEN (ln(cn) - ln(bn))::float8 END) AS l(logs)
    WHERE (growth_cagr(b, c, 10) IS NULL) <> (b <= 0 OR c < 0)
       OR b > 0 AND CASE WHEN c = 0 THEN growth_cagr(b, c, 10) <> -1 ELSE abs(growth_cagr(b, c, 10) - (exp(logs / 10) - 1)) > 1e-9 * (1 + exp(logs / 10)) END$$,
    'compound annual rate of extreme figures');
SELECT throws_ok(format('SELECT %s', call), code, NULL, call)
FROM (VALUES ('growth_cagr(1e-300, 1e300, 1)', '22003'), ('growth_cagr(1, 2, 1e-300)', '22003'), ('growth_midpoint(1, ''NaN'')', '22023'), ('growth_cagr(1, ''Infinity'', 1)', '22023'),
    ('growth_log(''NaN'', 1)', '22023'), ('growth_rate(''-Infinity'', 1)', '22023')) AS e(call, code);

-- the two parts of a change
CREATE FUNCTION pg_temp.parts_agree(v0 numeric, q0 numeric, v1 numeric, q1 numeric) RETURNS boolean LANGUAGE sql AS $$
SELECT bool_and(abs(found - wanted) <= 4e-16 * abs(wanted)) AND abs(max(price::text::numeric + quantity::text::numeric) - (v1 - v0)) <= 4e-16 * max(abs(price) + abs(quantity))::text::numeric
FROM price_quantity(v0::float8, q0::float8, v1::float8, q1::float8) AS p, LATERAL (VALUES
    (p.price::text::numeric, (v1::numeric(60, 20) * q0 - v0::numeric(60, 20) * q1) * (q0 + q1) / (2 * q0 * q1)::numeric(60, 30)),
    (p.quantity::text::numeric, (q1 - q0) * (v0::numeric(60, 20) * q1 + v1::numeric(60, 20) * q0) / (2 * q0 * q1)::numeric(60, 30))) AS c(found, wanted) $$;
SELECT is(price_quantity(10, 2, 30, 3)::text, '(12.5,7.5)', 'price and quantity');
SELECT is(count(*), 0::bigint, 'parts are those of plain SQL and add up')
FROM (SELECT round((random() * 1000)::numeric, 3) AS v0, 1 + round((random() * 100)::numeric, 2) AS q0, round((random() * 1000 - 50)::numeric, 3) AS v1, 1 + round((random() * 100)::numeric, 2) AS q1
    FROM generate_series(1, 2000)) AS r
WHERE NOT pg_temp.parts_agree(v0, q0, v1, q1);
SELECT is(price_quantity(v0, q0, v1, q1)::text, expected, what)
FROM (VALUES (10::float8, 5::float8, 20::float8, 10::float8, '(0,10)', 'all of it quantity'), (10, 5, 20, 5, '(10,0)', 'all of it price'), (10, 5, 10, 5, '(0,0)', 'no change'),
    (0, 0, 20, 5, '(,)', 'an entry has no price before'), (20, 5, 0, 0, '(,)', 'an exit none after'), (1, -1, 2, 2, '(,)', 'a negative quantity'),
    (1.7e26, 1.7e26, 1e-12, 1.7e26, '(-1.7e+26,0)', 'large figures')) AS c(v0, q0, v1, q1, expected, what);
SELECT ok((price_quantity(NULL, 1, 1, 1)).price IS NULL AND (price_quantity(1, 1, 1, NULL)).quantity IS NULL, 'parts of NULL');
SELECT throws_ok('SELECT price_quantity(1, ''NaN'', 1, 1)', '22023', NULL, 'parts of NaN');
SELECT throws_ok('SELECT price_quantity(1e27, 1, 1, 1)', '22003', NULL, 'parts beyond the limit');

-- random rows
CREATE TEMP TABLE f AS
SELECT i, g, d, extract(year FROM d)::int AS y, v, v::numeric AS n, (v * 1000)::bigint AS b, round(v::numeric, 12) AS exact
FROM generate_series(1, 30000) AS i,
     LATERAL (SELECT (i * 7919) % 40, '2019-01-01'::date + (random() * 2190)::int,
        CASE WHEN i % 97 = 0 THEN NULL ELSE (random() - 0.02) * 10.0 ^ (random() * 14 - 5) END) AS r(g, d, v)
ORDER BY random();

-- the oracle: plain SQL over numeric
CREATE FUNCTION pg_temp.growth_sql(base numeric, base_months int, current numeric, current_months int) RETURNS float8
LANGUAGE sql AS $$
SELECT CASE
    WHEN $1 < 0 OR $3 < 0 THEN NULL
    WHEN $2 = $4 THEN ($3 - $1)::float8 / nullif($1, 0)::float8
    ELSE ($3 * $2 - $1 * $4)::float8 / nullif($1 * $4, 0)::float8 END $$;

CREATE TEMP VIEW by_year AS
SELECT g, trade_growth(y, v, 2022) AS float8, trade_growth(y, n, 2022) AS numeric, trade_growth(y, b, 2022) AS bigint,
    trade_growth(y, v, 2023, 2019) AS float8_base, trade_growth(y, n, 2023, 2019) AS numeric_base, trade_growth(y, b, 2023, 2019) AS bigint_base,
    trade_growth(y, v, '[2022-01-01,2024-01-01)', 2021) AS unequal,
    trade_growth(y, v, '[2021-01-01,2024-01-01)') AS overlapping
FROM f GROUP BY g;
CREATE TEMP VIEW by_year_sql (g, a, b, c, d, e, f, h, i) AS
SELECT g, pg_temp.growth_sql(sum(exact) FILTER (WHERE y = 2021), 12, sum(exact) FILTER (WHERE y = 2022), 12),
    pg_temp.growth_sql(sum(exact) FILTER (WHERE y = 2021), 12, sum(exact) FILTER (WHERE y = 2022), 12),
    pg_temp.growth_sql(sum(b) FILTER (WHERE y = 2021), 12, sum(b) FILTER (WHERE y = 2022), 12),
    pg_temp.growth_sql(sum(exact) FILTER (WHERE y = 2019), 12, sum(exact) FILTER (WHERE y = 2023), 12),
    pg_temp.growth_sql(sum(exact) FILTER (WHERE y = 2019), 12, sum(exact) FILTER (WHERE y = 2023), 12),
    pg_temp.growth_sql(sum(b) FILTER (WHERE y = 2019), 12, sum(b) FILTER (WHERE y = 2023), 12),
    pg_temp.growth_sql(sum(exact) FILTER (WHERE y = 2021), 12, sum(exact) FILTER (WHERE y IN (2022, 2023)), 24),
    pg_temp.growth_sql(sum(exact) FILTER (WHERE y BETWEEN 2020 AND 2022), 36, sum(exact) FILTER (WHERE y BETWEEN 2021 AND 2023), 36)
FROM f GROUP BY g;
SELECT bag_eq('SELECT * FROM by_year', 'SELECT * FROM by_year_sql', 'annual data equal plain SQL to the bit');
SELECT ok(count(*) > 30, 'and most of it is not NULL') FROM by_year WHERE float8 IS NOT NULL AND unequal IS NOT NULL;

CREATE TEMP VIEW by_month AS
SELECT g, trade_growth(d, v, '2022-Q2') AS float8, trade_growth(d, n, '2022-Q2') AS numeric, trade_growth(d, b, '2022-Q2') AS bigint,
    trade_growth(d, v, '[2022-03-01,2023-03-01)', '[2021-01-01,2021-12-01)') AS float8_base,
    trade_growth(d, n, '[2022-03-01,2023-03-01)', '[2021-01-01,2021-12-01)') AS numeric_base,
    trade_growth(d, b, '[2022-03-01,2023-03-01)', '[2021-01-01,2021-12-01)') AS bigint_base,
    trade_growth(d, v, '2024-02', '2023-02-14'::date) AS leap
FROM f GROUP BY g;
CREATE TEMP VIEW by_month_sql (g, a, b, c, d, e, f, h) AS
SELECT g, q1, q1, pg_temp.growth_sql(sum(b) FILTER (WHERE d BETWEEN '2021-04-01' AND '2021-06-30'), 3, sum(b) FILTER (WHERE d BETWEEN '2022-04-01' AND '2022-06-30'), 3),
    u, u, pg_temp.growth_sql(sum(b) FILTER (WHERE d BETWEEN '2021-01-01' AND '2021-11-30'), 11, sum(b) FILTER (WHERE d BETWEEN '2022-03-01' AND '2023-02-28'), 12),
    pg_temp.growth_sql(sum(exact) FILTER (WHERE d BETWEEN '2023-02-01' AND '2023-02-28'), 1, sum(exact) FILTER (WHERE d BETWEEN '2024-02-01' AND '2024-02-29'), 1)
FROM f JOIN (
    SELECT g, pg_temp.growth_sql(sum(exact) FILTER (WHERE d BETWEEN '2021-04-01' AND '2021-06-30'), 3, sum(exact) FILTER (WHERE d BETWEEN '2022-04-01' AND '2022-06-30'), 3),
        pg_temp.growth_sql(sum(exact) FILTER (WHERE d BETWEEN '2021-01-01' AND '2021-11-30'), 11, sum(exact) FILTER (WHERE d BETWEEN '2022-03-01' AND '2023-02-28'), 12)
    FROM f GROUP BY g) AS s(g, q1, u) USING (g)
GROUP BY g, q1, u;
SELECT bag_eq('SELECT * FROM by_month', 'SELECT * FROM by_month_sql', 'monthly data equal plain SQL to the bit');

-- outcomes
SELECT is((SELECT trade_growth(y, v, 2023) FROM unnest(ys, vs) AS r(y, v)), expected, what)
FROM (VALUES
    (ARRAY[]::int[], ARRAY[]::float8[], NULL::float8, 'no rows'),
    (ARRAY[2010], ARRAY[1], NULL, 'not reported'), (ARRAY[2023], ARRAY[1], NULL, 'no base'), (ARRAY[2022], ARRAY[1], NULL, 'no current'),
    (ARRAY[2022, 2023], ARRAY[-1, 1], NULL, 'negative base'), (ARRAY[2022, 2023], ARRAY[1, -1], NULL, 'negative current'),
    (ARRAY[2022, 2023], ARRAY[0, 0], NULL, 'both zero'), (ARRAY[2022, 2023], ARRAY[0, 1], NULL, 'zero base'),
    (ARRAY[2022, 2023], ARRAY[5, 0], -1, 'exit'), (ARRAY[2022, 2023], ARRAY[5, NULL], NULL, 'a NULL value is not reported'),
    (ARRAY[2022, 2023, NULL], ARRAY[4, 5, NULL], 0.25, 'a NULL value is skipped before its period is looked at')
) AS c(ys, vs, expected, what);

-- rows outside the windows are not looked at; the limits hold inside
SELECT is(trade_growth(y, v, 2023), 1::float8, 'values outside both windows are not converted')
FROM (VALUES (2022, 1::float8), (2023, 2), (2020, 'NaN'), (2019, 'Infinity'), (5, 1e300)) AS r(y, v);
-- a period that is none is refused wherever it lies, by every form of the aggregate and by its siblings
SELECT is_empty($$
    SELECT call FROM (VALUES ('integer', '202301'), ('integer', '0'), ('integer', '10000'), ('integer', '-2147483648'), ('integer', '2147483647'),
            ('date', '''infinity'''), ('date', '''-infinity'''), ('date', '''0001-12-31 BC'''), ('date', '''10000-01-01''')) AS p(type, period),
        (VALUES ('double precision'), ('numeric'), ('bigint')) AS v(type),
        (VALUES ('trade_growth(p, v, 2023)'), ('trade_growth(p, v, 2023, ''2021'')'), ('trade_series(p, v)'), ('trade_matrix(''A''::text, ''B'', p, v)'),
            ('yoy_growth(p, v) OVER (ORDER BY p)'), ('trade_growth(p, v, 2023) OVER (ROWS CURRENT ROW)')) AS c(call),
        LATERAL (SELECT format('SELECT %s FROM (VALUES (%s::%s, 1::%s)) AS r(p, v)', c.call, p.period, p.type, v.type)) AS q(query)
    WHERE pg_temp.state_of(query) <> '22003' $$, 'a period that is none is 22003');
SELECT throws_ok('SELECT trade_growth(p, 1.5, 2023) FROM (VALUES (2022), (2023), (202301)) AS r(p)', '22003', 'year 202301 is out of range for a period');
SELECT is(trade_growth(p, v, 2023), 1::float8, 'but not looked at where the value is NULL')
FROM (VALUES (2022, 1.5), (2023, 3), (202301, NULL)) AS r(p, v);
SELECT is(trade_growth(y, v, 2023), 0.5::float8, 'a running sum may pass the limit')
FROM (VALUES (2022, 1.7e26), (2022, 1.7e26), (2022, -1.7e26), (2022, -1.7e26 + 2), (2023, 3)) AS r(y, v);

SELECT throws_ok('SELECT trade_growth(' || args || ') FROM (VALUES (2022, 1::float8), (2023, 2)) AS r(y, v)', code, NULL, args)
FROM (VALUES
    ('y, v, NULL', '22004'), ('y, v, 2023, NULL', '22004'), ('nullif(y, 2022), v, 2023', '22004'), ('NULL::date, v, 2023', '22004'),
    ('y, v, y', '22023'), ('y, v, 2023, y', '22023'), ('y, v, ''2023-Q1''', '22023'), ('y, v, 2023, ''2022-03''', '22023'), ('y, v, ''empty''', '22023'),
    ('y, ''NaN''::float8, 2023', '22023'), ('y, ''NaN''::numeric, 2023', '22023'), ('y, ''-Infinity''::numeric, 2023', '22023'),
    ('y, 1e27::float8, 2023', '22003'), ('y, 1e27::numeric, 2023', '22003'), ('y, v, 1', '22003'), ('y, v, 20230', '22003')
) AS e(args, code);
SELECT throws_ok('SELECT trade_growth(2023, 1.7e26, 2023, 2023) FROM generate_series(1, 2)', '22003', NULL, 'a final sum beyond the limit');
SELECT throws_ok('SELECT trade_growth(y, v, w) FROM (VALUES (2022, 1, 2023), (2022, NULL, 2022)) AS r(y, v, w)', '22023', NULL, 'other windows on a skipped row');
SELECT throws_ok('SELECT g, trade_growth(y, v, w) FROM (VALUES (1, 2022, 1, 2023), (2, 2022, 1, 2022), (1, 1999, 1, 2022)) AS r(g, y, v, w) GROUP BY g', '22023', NULL,
    'other windows on a row outside both, where another group has them');
SELECT results_eq('SELECT g, trade_growth(y, v, w) FROM (VALUES (1, 2022, 2, 2023), (2, 2021, 4, 2022), (1, 1999, 1, 2023), (2, 2022, 5, 2022), (1, 2023, 3, 2023)) AS r(g, y, v, w) GROUP BY g ORDER BY g',
    'VALUES (1, 0.5::float8), (2, 0.25)', 'each group has windows of its own');
SELECT results_eq('SELECT (SELECT trade_growth(y, v, w) FROM (VALUES (2021, 2), (2022, 3), (2023, 6)) AS r(y, v)) FROM (VALUES (2023), (2022), (2023)) AS c(w)',
    'VALUES (1::float8), (0.5), (1)', 'each scan has windows of its own');
CREATE AGGREGATE pg_temp.growth_from(integer, double precision, trade_window) (
    SFUNC = trade_growth_add, STYPE = trade_growth_state, FINALFUNC = trade_growth_final,
    INITCOND = '1 year 2022-01:2022-12 2021-01:2021-12 1:000000000000000000000000000000000000000000000001 0:000000000000000000000000000000000000000000000000');
SELECT throws_ok('SELECT pg_temp.growth_from(1999, 1, 2023)', '22023', NULL, 'other windows than those of a state to begin with');
SELECT throws_ok('SELECT trade_growth_add(NULL, 2022, 1::float8, 2023)', '0A000');
SELECT throws_ok($$SELECT trade_growth_combine(s, s) FROM (VALUES
    ('1 year 2023-01:2023-12 2022-01:2022-12 1:000000000000000000000000000000000000000000000001 0:000000000000000000000000000000000000000000000000'::trade_growth_state)) AS r(s)$$, '0A000');

-- every form of a window resolves
PREPARE untyped AS SELECT trade_growth(y, v, $1, $2) FROM (VALUES (2022, 1::float8), (2023, 2)) AS r(y, v);
SELECT results_eq('EXECUTE untyped(''2023'', ''2022'')', 'VALUES (1::float8)', 'untyped parameters');
SELECT is(trade_growth(d, v, 2023), 1::float8, 'integer')
FROM (VALUES ('2022-01-01'::date, 1::float8), ('2023-01-01', 2)) AS r(d, v);
SELECT is(trade_growth(d, v, '2023-01', '2022-01-05'::date), 1::float8, 'month, date')
FROM (VALUES ('2022-01-01'::date, 1::bigint), ('2023-01-01', 2)) AS r(d, v);
SELECT is(trade_growth(d, v, daterange('2023-01-01', '2024-01-01'), 2022::smallint), 1::float8, 'daterange, smallint')
FROM (VALUES ('2022-01-01'::date, 1::numeric), ('2023-01-01', 2)) AS r(d, v);
SELECT is(trade_growth(y::smallint, v::int, 2023), 1::float8, 'smallint period, integer value')
FROM (VALUES (2022, 1), (2023, 2)) AS r(y, v);

-- algebra: states merge to the same bytes in any partition and order
CREATE AGGREGATE pg_temp.growth_state(date, double precision, trade_window, trade_window) (
    SFUNC = trade_growth_add, STYPE = trade_growth_state);
CREATE AGGREGATE pg_temp.growth_merge(trade_growth_state) (
    SFUNC = trade_growth_combine, STYPE = trade_growth_state, FINALFUNC = trade_growth_final);
CREATE TEMP TABLE part AS
SELECT k, i % k AS p, pg_temp.growth_state(d, v, '2022-Q3', 2020) AS s
FROM f, unnest(ARRAY[1, 2, 7, 500]) AS k GROUP BY k, i % k;
SELECT is(count(DISTINCT x), 1::bigint, 'any partition, any order')
FROM (SELECT k, pg_temp.growth_merge(s ORDER BY p) FROM part GROUP BY k
      UNION ALL SELECT k, pg_temp.growth_merge(s ORDER BY p DESC) FROM part GROUP BY k
      UNION ALL SELECT k, pg_temp.growth_merge(s::text::trade_growth_state) FROM part GROUP BY k
      UNION ALL SELECT 0, trade_growth(d, v, '2022-Q3', 2020 ORDER BY v) FROM f
      UNION ALL SELECT 0, trade_growth(d, v, '2022-Q3', 2020 ORDER BY v DESC) FROM f) AS m(k, x);
SELECT is((SELECT count(*) FROM part), (SELECT count(*) FROM part WHERE s::text::trade_growth_state::text = s::text), 'text reads back');
\copy part (s) TO PROGRAM 'cat > "${TMPDIR:-/tmp}/sanctions_growth.$PPID"' (FORMAT binary)
CREATE TEMP TABLE back (s trade_growth_state);
\copy back (s) FROM PROGRAM 'cat "${TMPDIR:-/tmp}/sanctions_growth.$PPID"; rm "${TMPDIR:-/tmp}/sanctions_growth.$PPID"' (FORMAT binary)
SELECT bag_eq('SELECT s::text FROM part', 'SELECT s::text FROM back', 'binary reads back');
SELECT is(encode(trade_growth_state_send(('1 year 2023-01:2023-12 2022-01:2022-12 1:' || repeat('0', 47) || '1 2:' || repeat('f', 48))::trade_growth_state), 'hex'),
    '0101' || 'd45e00' || 'df5e00' || 'c85e00' || 'd35e00' || '0000' || '01' || repeat('00', 15) || '00000000' || '01000000' || repeat('ff', 16) || 'ffffffff' || '02000000',
    'the binary form is the bytes that are stored, little-endian');
SELECT throws_ok('SELECT pg_temp.growth_merge(s) FROM (SELECT s FROM part UNION ALL SELECT pg_temp.growth_state(d, v, 2022, 2020) FROM f) AS m', '22023', NULL,
    'states of other windows do not merge');
SELECT throws_ok(format('SELECT %L::trade_growth_state', t), '22P02', NULL, 'refuses state: ' || left(t, 50))
FROM part, LATERAL (VALUES (''), (left(s::text, -1)), (s::text || '0'), (replace(s::text, '1 month', '2 month')), (replace(s::text, '1 month', '1 year')),
    (replace(s::text, '2022-07', '2022-13')), (replace(s::text, '2022-07:', '2022-10:')), (upper(s::text)),
    (regexp_replace(s::text, ' \d+:', ' 99999999999999999999:')), (regexp_replace(s::text, ' [1-9]\d*:', ' 0:'))) AS b(t)
WHERE k = 1;

-- moving frames equal frames computed afresh (FILTER with a volatile condition has no moving form)
CREATE TEMP TABLE m AS SELECT i, i % 3 AS g, d, y, v, n, b FROM f WHERE i <= 900;
SELECT is(count(*), 0::bigint, 'moving frames equal fresh ones')
FROM (SELECT
        trade_growth(d, v, 2022, '[2020-01-01,2022-01-01)') OVER w AS v, trade_growth(d, v, 2022, '[2020-01-01,2022-01-01)') FILTER (WHERE random() >= 0) OVER w AS v2,
        trade_growth(y, n, 2022) OVER w AS n, trade_growth(y, n, 2022) FILTER (WHERE random() >= 0) OVER w AS n2,
        trade_growth(d, b, 2022) OVER w AS b, trade_growth(d, b, 2022) FILTER (WHERE random() >= 0) OVER w AS b2
      FROM m WINDOW w AS (PARTITION BY g ORDER BY i ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)) AS x
WHERE v IS DISTINCT FROM v2 OR n IS DISTINCT FROM n2 OR b IS DISTINCT FROM b2;

-- parallel plans give the same bits
CREATE TABLE public.growth_parallel AS SELECT * FROM f;
CREATE TEMP TABLE serial (a, b, c) AS SELECT trade_growth(d, v, 2022), trade_growth(y, n, 2022), trade_growth(d, b, '2022-Q1', 2020) FROM growth_parallel;
CREATE TEMP TABLE serial_group AS SELECT g, trade_growth(d, v, 2022) FROM growth_parallel GROUP BY g;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 4;
ALTER TABLE growth_parallel SET (parallel_workers = 4);
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; plan text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP plan := plan || line || E'\n'; END LOOP;
    RETURN plan;
END $$;
SELECT matches(pg_temp.plan_of('SELECT trade_growth(d, v, 2022) FROM growth_parallel'), 'Partial Aggregate', 'a parallel plan is used');
SELECT results_eq('SELECT trade_growth(d, v, 2022), trade_growth(y, n, 2022), trade_growth(d, b, ''2022-Q1'', 2020) FROM growth_parallel', 'SELECT * FROM serial', 'parallel equals serial');
SELECT bag_eq('SELECT g, trade_growth(d, v, 2022) FROM growth_parallel GROUP BY g', 'SELECT * FROM serial_group', 'parallel equals serial, grouped');

SELECT * FROM finish();
ROLLBACK;
