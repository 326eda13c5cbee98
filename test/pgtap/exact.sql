-- Conversion of double precision and numeric to exact values: two matrices are
-- equal only if every cell is, so one comparison checks half a million values.
BEGIN;
SELECT plan(19);
SET extra_float_digits = 1;
SELECT setseed(0.42);

CREATE FUNCTION pg_temp.double_agrees(sample text, rows integer DEFAULT 200000) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    same boolean;
BEGIN
    EXECUTE format('CREATE TEMP TABLE v ON COMMIT DROP AS
        SELECT i, (%s)::float8 AS x FROM generate_series(1, %s) AS i', sample, rows);
    DELETE FROM v WHERE abs(x) > 1.7e26;
    SELECT trade_matrix((i % 997)::text, 'all', i / 997 + 1, x)
         = trade_matrix((i % 997)::text, 'all', i / 997 + 1, round(x::numeric, 12)) INTO same FROM v;
    DROP TABLE v;
    RETURN same;
END $$;

SELECT ok(pg_temp.double_agrees(sample), 'double precision as numeric: ' || what)
FROM (VALUES
    ('whole', 'floor(random() * 1e12)'),
    ('cents', 'floor(random() * 1e12) / 100'),
    ('thousandths', 'floor(random() * 1e14) / 1000'),
    ('uniform', 'random() * 1e6'),
    ('all magnitudes', '(random() - 0.5) * 10.0 ^ (random() * 43 - 16)'),
    ('near ties at the 15th digit', '(floor(random() * 9e14) + 1e14 + 0.5) * 10.0 ^ (floor(random() * 20) - 15)::int'),
    ('exact dyadic halves', '(floor(random() * 1048576) * 2 + 1) / 2.0 ^ (1 + floor(random() * 20))'),
    ('12-decimal ties', '(floor(random() * 1e6) + 0.5) * 1e-12'),
    ('12-decimal ties, small', '(floor(random() * 20) + 0.5) * 1e-12'),
    ('below 1e-6', 'random() * 10.0 ^ (random() * 12 - 18)'),
    ('1e15 and above', '1e15 + random() * 9e15'),
    ('1e15 with halves', '1e15 + floor(random() * 1e15) + 0.5'),
    ('1e22 to 1.7e26', '1.7e26 * random()'),
    ('around powers of ten', '10.0::float8 ^ (floor(random() * 38) - 12)::int * (1 + (floor(random() * 7) - 3) * 2.220446049250313e-16)')
) AS kind(what, sample);

SELECT is(trade_matrix('a', 'b', 2020, x)::text,
    '{"labels":"text","periods":"year","flows":{"b":{"a":{"2020":170000000000000000000000000}}}}',
    'the limit itself, judged after rounding to 15 digits')
FROM (VALUES (1.70000000000000004e26::float8)) AS v(x);
SELECT throws_ok('SELECT trade_matrix(''a'', ''b'', 2020, 1.70000000000001e26::float8)', '22003');
SELECT throws_ok('SELECT trade_matrix(''a'', ''b'', 2020, 170000000000000000000000000.000000000001)', '22003');

-- numeric: what the state prints is what numeric prints
CREATE TEMP TABLE n AS
SELECT i, trim_scale(round(((random() - 0.5) * 10.0 ^ (random() * 30 - 12))::numeric
    * (1 + (random() * 1e9)::bigint) + (random())::numeric * 1e-9, 13 - (i % 20))) AS x
FROM generate_series(1, 30000) AS i;
DELETE FROM n WHERE abs(x) > 1.7e26;
SELECT is(count(*), 0::bigint, 'numeric is read digit by digit')
FROM (SELECT x, trade_matrix('a', 'b', 2020, x)::text AS state FROM n GROUP BY i, x) AS s
WHERE coalesce((state::jsonb #>> '{flows,b,a,2020}')::numeric, 0) <> round(x, 12);

SELECT is(trade_matrix('a', 'b', 2020, 9223372036854775807::bigint)::text,
    '{"labels":"text","periods":"year","flows":{"b":{"a":{"2020":9223372036854775807}}}}', 'bigint keeps all digits');

SELECT * FROM finish();
ROLLBACK;
