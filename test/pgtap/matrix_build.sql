-- trade_matrix: its working form, whatever rows come, in whatever order, and however it grows.
BEGIN;
SELECT plan(39);

SET LOCAL client_min_messages = warning;
SELECT setseed(0.43);

-- labels that need no dictionary and labels that do, numbers of one word and of more
CREATE TABLE rows AS
SELECT n, (random() * 5)::integer AS part,
    label[1 + floor(random() * 18)::integer] AS exporter, label[1 + floor(random() * 18)::integer] AS importer,
    2015 + (random() * 2)::integer AS year,
    CASE n % 5
        WHEN 0 THEN round((random() * 1e6)::numeric, 0)
        WHEN 1 THEN round((random() * 1e6)::numeric, 2)
        WHEN 2 THEN round((random() * 10)::numeric, 12)
        WHEN 3 THEN round((random() * 1e12)::numeric, 6)
        ELSE -round((random() * 1e6)::numeric, 9) END AS small,
    CASE WHEN n % 97 = 0 THEN 9e15 + n % 7 WHEN n % 89 = 0 THEN 12345678901234567890.123456789012 ELSE n END AS wide,
    CASE n % 3 WHEN 0 THEN NULL ELSE random() * 1000 END AS quantity
FROM generate_series(1, 5000) AS n,
    (SELECT ARRAY['A', 'AB', 'ABC', '0', '00', 'Z9', 'ZZZ', '156', 'ABCD', 'abc', 'Ab', 'ü', 'A B', 'A-1', '€', 'ABC ',
        'Федерация', repeat('x', 255)] AS label) AS l;
CREATE TABLE built AS
SELECT trade_matrix(exporter, importer, year, small ORDER BY n) AS small,
    trade_matrix(exporter, importer, year, wide ORDER BY n) AS wide,
    trade_matrix(exporter, importer, year, wide, quantity ORDER BY n) AS carried FROM rows;

-- every exact number of a matrix
CREATE FUNCTION numbers(m trade_matrix) RETURNS TABLE (importer text, exporter text, year integer, value numeric)
LANGUAGE sql AS $$
SELECT i.key, e.key, p.key::integer,
    CASE jsonb_typeof(p.value) WHEN 'array' THEN p.value ->> 0 ELSE p.value #>> '{}' END::numeric
FROM jsonb_each(m::jsonb -> 'flows') AS i, jsonb_each(i.value) AS e, jsonb_each(e.value) AS p $$;

SELECT set_eq('SELECT n.* FROM built, numbers(small) AS n',
    'SELECT importer, exporter, year, sum(small) FROM rows GROUP BY 1, 2, 3', 'small numbers of every kind add up exactly');
SELECT set_eq('SELECT n.* FROM built, numbers(wide) AS n',
    'SELECT importer, exporter, year, sum(wide) FROM rows GROUP BY 1, 2, 3', 'numbers and sums beyond one word add up exactly');
SELECT set_eq('SELECT n.* FROM built, numbers(carried) AS n',
    'SELECT importer, exporter, year, sum(wide) FROM rows GROUP BY 1, 2, 3', 'the same with quantities');
SELECT results_eq('SELECT exporter, importer, period FROM built, flows(carried)',
    'SELECT exporter, importer, period FROM built, flows(carried) ORDER BY importer COLLATE "C", period, exporter COLLATE "C"',
    'labels of all kinds are in the order of their bytes');

-- any order, any partition, the same bytes
SELECT ok((SELECT bool_and(t *= b) FROM built AS b,
    (SELECT trade_matrix(exporter, importer, year, small ORDER BY n DESC) AS small,
        trade_matrix(exporter, importer, year, wide ORDER BY n DESC) AS wide,
        trade_matrix(exporter, importer, year, wide, quantity ORDER BY n DESC) AS carried FROM rows) AS t),
    'rows backwards give the same bytes');
SELECT ok((SELECT bool_and(t *= b) FROM built AS b,
    (SELECT trade_matrix(exporter, importer, year, small ORDER BY importer, wide, n) AS small,
        trade_matrix(exporter, importer, year, wide ORDER BY wide, n) AS wide,
        trade_matrix(exporter, importer, year, wide, quantity ORDER BY quantity, n) AS carried FROM rows) AS t),
    'rows in order of the numbers give the same bytes');
SELECT ok((SELECT bool_and(t *= b) FROM built AS b,
    (SELECT rollup(small) AS small, rollup(wide) AS wide, rollup(carried) AS carried
        FROM (SELECT trade_matrix(exporter, importer, year, small) AS small,
                trade_matrix(exporter, importer, year, wide) AS wide,
                trade_matrix(exporter, importer, year, wide, quantity) AS carried
            FROM rows GROUP BY part) AS p) AS t),
    'parts rolled up give the same bytes');
-- a partial aggregate of each of several tables is what a parallel plan merges
CREATE TABLE partitioned (LIKE rows) PARTITION BY LIST (part);
SELECT format('CREATE TABLE partitioned_%s PARTITION OF partitioned FOR VALUES IN (%s)', p, p) FROM generate_series(0, 5) AS p \gexec
INSERT INTO partitioned SELECT * FROM rows;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT ok((SELECT bool_and(t *= b) FROM built AS b,
    (SELECT trade_matrix(exporter, importer, year, small) AS small,
        trade_matrix(exporter, importer, year, wide) AS wide,
        trade_matrix(exporter, importer, year, wide, quantity) AS carried FROM partitioned) AS t),
    'partial aggregates give the same bytes');
-- partial sums beyond the limit of a value, whose total is not
CREATE TABLE beyond (LIKE rows) PARTITION BY LIST (part);
SELECT format('CREATE TABLE beyond_%s PARTITION OF beyond FOR VALUES IN (%s)', p, p) FROM generate_series(0, 3) AS p \gexec
INSERT INTO beyond (n, part, exporter, importer, year, wide, quantity)
SELECT n, n % 4, 'A', CASE n % 3 WHEN 0 THEN 'B' ELSE 'a long label' END, 2020,
    CASE WHEN n % 4 < 2 THEN 1.6e26 ELSE -1.6e26 END + n, CASE WHEN n % 4 IN (1, 2) THEN 1e20 ELSE -1e20 END FROM generate_series(0, 1199) AS n;
ANALYZE beyond;
SELECT ok((SELECT trade_matrix(exporter, importer, year, wide, quantity) FROM beyond) =
    (SELECT trade_matrix(exporter, importer, year, wide, quantity ORDER BY n) FROM beyond), 'partial sums may be large');
SELECT is((SELECT trade_matrix(exporter, importer, year, wide)::text FROM beyond),
    (SELECT format('{"labels":"text","periods":"year","flows":{"B":{"A":{"2020":%s}},"a long label":{"A":{"2020":%s}}}}',
        sum(n) FILTER (WHERE n % 3 = 0), sum(n) FILTER (WHERE n % 3 <> 0)) FROM beyond), 'and cancel exactly');
SET LOCAL enable_partitionwise_aggregate = on;
SELECT throws_ok('SELECT trade_matrix(exporter, importer, year, wide) FROM beyond WHERE part < 2', '22003', NULL, 'a total may not');

RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET enable_partitionwise_aggregate;

-- wherever in the growth of a state the first wide number or the first quantity comes
CREATE TABLE steps AS
SELECT size, first, trade_matrix(exporter, importer, year, CASE WHEN n = first THEN wide * 1e14 + 0.000000000001 ELSE small END,
        CASE WHEN n >= first THEN quantity END ORDER BY n) AS m,
    sum(CASE WHEN n = first THEN wide * 1e14 + 0.000000000001 ELSE small END) AS total,
    coalesce(sum(round(quantity::numeric, 12)) FILTER (WHERE n >= first), 0) AS quantity
FROM generate_series(1, 80) AS size, unnest(ARRAY[1, 2, 3, 11, 12, 13, 14, 24, 25, 26, 36, 37, 48, 49, 61, 1000]) AS first, rows
WHERE n <= size GROUP BY size, first;
SELECT is_empty('SELECT size, first FROM steps WHERE total <> (SELECT sum(value) FROM numbers(m))', 'no row is lost when a state grows');
SELECT is_empty('SELECT size, first FROM steps WHERE abs(quantity - coalesce((SELECT sum(f.quantity) FROM flows(m) AS f), 0)::numeric) > 1e-6',
    'no quantity either');
SELECT is((SELECT trade_matrix('A', 'B', 2023, v)::text FROM generate_series(1, 30), unnest(ARRAY[9e15, 9e15, 0.000000000001, -9e15]) AS v),
    '{"labels":"text","periods":"year","flows":{"B":{"A":{"2023":270000000000000000.00000000003}}}}',
    'one cell whose sums fit one word and do not by turns');
SELECT is((SELECT trade_matrix('A', 'B', 2023, 9223372036854775807)::text FROM generate_series(1, 100)),
    '{"labels":"text","periods":"year","flows":{"B":{"A":{"2023":922337203685477580700}}}}', 'the largest bigint');
SELECT is((SELECT trade_matrix('A', 'B', 2023, v)::text FROM unnest(ARRAY[1e26, -1e26, 1e26, -1e26, 7]::numeric[]) AS v),
    '{"labels":"text","periods":"year","flows":{"B":{"A":{"2023":7}}}}', 'a running sum may be large');
SELECT is((SELECT (trade_matrix('A', l, 2023, 1) - trade_matrix('A', l, 2023, 1) FILTER (WHERE l <> 'keep me'))::text
    FROM unnest(ARRAY['A', 'gone', 'ABC', 'keep me', 'GON']) AS l),
    '{"labels":"text","periods":"year","flows":{"keep me":{"A":{"2023":1}}}}', 'labels without cells go, in a dictionary or not');

-- few cells of many rows stay small; what is kept is one cell a key
CREATE CAST (trade_matrix_state AS trade_matrix) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (trade_matrix AS trade_matrix_state) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE AGGREGATE kept(text, text, integer, numeric) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE AGGREGATE kept(text, text, integer, double precision) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE AGGREGATE kept(country_code, country_code, integer, double precision) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
SELECT cmp_ok(pg_column_size(kept('A', 'a long label', 2023, n::double precision)), '<', 2000, 'many rows of one cell')
    FROM generate_series(1, 100000) AS n;
SELECT cmp_ok(pg_column_size(kept('CHN', 'RUS', 2023, n::double precision)), '<', 300, 'ten rows')
    FROM generate_series(1, 10) AS n;

-- a state that some other aggregate stored
CREATE TABLE stored AS
SELECT part, kept(exporter, importer, year, small) AS small, kept(exporter, importer, year, wide) AS wide FROM rows GROUP BY part;
SELECT ok(bool_and(s.small = b.small AND s.wide = b.wide AND s.small::trade_matrix::text = b.small::text AND s.wide::trade_matrix::text = b.wide::text),
    'a stored state is the matrix')
FROM stored AS s JOIN (SELECT part, trade_matrix(exporter, importer, year, small) AS small, trade_matrix(exporter, importer, year, wide) AS wide
    FROM rows GROUP BY part) AS b USING (part);
SELECT ok((SELECT record_image_eq(ROW(t.small, t.wide), ROW(b.small, b.wide)) FROM built AS b,
    (SELECT rollup(small) AS small, rollup(wide) AS wide FROM stored) AS t), 'stored states roll up');
SELECT is((SELECT a.wide - b.wide FROM stored AS a, stored AS b WHERE a.part = 1 AND b.part = 2),
    (SELECT trade_matrix(exporter, importer, year, CASE part WHEN 1 THEN wide ELSE -wide END) FROM rows WHERE part IN (1, 2)),
    'stored states subtract');
SELECT is((SELECT kept(e, i, 2023, v)::trade_matrix::text FROM (VALUES ('CHN'::country_code, 'RUS'::country_code, 1.5::double precision),
        ('DEU', 'RUS', 1234567.12345678), ('DEU', 'CHN', 2)) AS r (e, i, v)),
    '{"labels":"country_code","periods":"year","flows":{"CHN":{"DEU":{"2023":2}},"RUS":{"CHN":{"2023":1.5},"DEU":{"2023":1234567.12345678}}}}',
    'a stored state of countries');

CREATE TABLE large AS
SELECT kept(exporter, importer, year, wide) FILTER (WHERE part < 2) AS m, kept(exporter, importer, year, wide) FILTER (WHERE part >= 2) AS n FROM beyond;
SELECT is((SELECT rollup(v)::text FROM large, unnest(ARRAY[m, n]) AS v), (SELECT trade_matrix(exporter, importer, year, wide)::text FROM beyond),
    'stored states whose sums are beyond the limit');
SELECT throws_ok('SELECT m::trade_matrix::text FROM large', '22003', NULL, 'which are no matrix by themselves');

-- a state that goes on after it was read, and states side by side
SELECT is_empty($$SELECT n FROM (SELECT n, kept(exporter, importer, year, small) OVER w AS k, trade_matrix(exporter, importer, year, small) OVER w AS m
    FROM rows WHERE n <= 300 WINDOW w AS (ORDER BY n)) AS t WHERE k <> m OR (SELECT count(*) FROM flows(m)) < least(n, 20)
    OR abs((SELECT sum(value) FROM flows(k))::numeric - (SELECT sum(small) FROM rows AS r WHERE r.n <= t.n)) > 1$$, 'a window that grows');
SELECT is_empty($$SELECT n FROM (SELECT n, trade_matrix(exporter, importer, year, small) OVER (ORDER BY n ROWS 13 PRECEDING) AS m FROM rows WHERE n <= 100) AS t
    WHERE m <> (SELECT trade_matrix(exporter, importer, year, small) FROM rows AS r WHERE r.n BETWEEN t.n - 13 AND t.n)$$, 'a window that moves');
SELECT set_eq('SELECT part, year, rollup(m) FROM (SELECT part, year, trade_matrix(exporter, importer, year, small) AS m FROM rows GROUP BY part, year, n % 7) AS t GROUP BY ROLLUP (part, year)',
    'SELECT part, year, trade_matrix(exporter, importer, year, small) FROM rows GROUP BY CUBE (part, year) HAVING grouping(part, year) <> 2', 'grouping sets');

-- inverse functions that take the state over and free it: the server lives, and no wrong state is given
CREATE FUNCTION gives_back(s trade_matrix_state, text, text, integer, numeric) RETURNS trade_matrix_state LANGUAGE plpgsql AS 'BEGIN RETURN s; END';
CREATE FUNCTION copies(s trade_matrix_state, text, text, integer, numeric) RETURNS trade_matrix_state LANGUAGE plpgsql
    AS 'DECLARE t trade_matrix_state := s; BEGIN s := NULL; RETURN t; END';
CREATE FUNCTION subtracts(s trade_matrix_state, e text, i text, y integer, v numeric) RETURNS trade_matrix_state LANGUAGE plpgsql
    AS 'BEGIN RETURN s - (SELECT trade_matrix(e, i, y, v)); END';
CREATE FUNCTION subtracts_in_sql(s trade_matrix_state, e text, i text, y integer, v numeric) RETURNS trade_matrix_state LANGUAGE sql
    AS 'SELECT (s - (SELECT trade_matrix(e, i, y, v)))::trade_matrix_state';
CREATE FUNCTION subtracts_state(s trade_matrix_state, m trade_matrix) RETURNS trade_matrix_state LANGUAGE plpgsql AS 'BEGIN RETURN s - m; END';
CREATE FUNCTION gives_state_back(s trade_matrix_state, m trade_matrix) RETURNS trade_matrix_state LANGUAGE plpgsql AS 'BEGIN RETURN s; END';
DO $$
DECLARE f text;
BEGIN
    FOREACH f IN ARRAY ARRAY['gives_back', 'copies', 'subtracts', 'subtracts_in_sql'] LOOP
        EXECUTE format('CREATE AGGREGATE moving_%s(text, text, integer, numeric) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state,
            MSFUNC = trade_matrix_add, MINVFUNC = %1$I, MSTYPE = trade_matrix_state, FINALFUNC = trade_matrix_final, MFINALFUNC = trade_matrix_final)', f);
    END LOOP;
    FOREACH f IN ARRAY ARRAY['gives_state_back', 'subtracts_state'] LOOP
        EXECUTE format('CREATE AGGREGATE moving_%s(trade_matrix) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state,
            MSFUNC = trade_matrix_add, MINVFUNC = %1$I, MSTYPE = trade_matrix_state, FINALFUNC = trade_matrix_final, MFINALFUNC = trade_matrix_final)', f);
    END LOOP;
END $$;
-- frames that lose two rows at once
CREATE FUNCTION moved(f text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE wrong bigint;
BEGIN
    EXECUTE format('SELECT count(*) FILTER (WHERE m IS DISTINCT FROM (SELECT trade_matrix(exporter, importer, year, small) FROM rows AS r
            WHERE r.n <= 200 AND r.n / 2 BETWEEN t.h - 3 AND t.h))
        FROM (SELECT n / 2 AS h, moving_%s(exporter, importer, year, small) OVER (ORDER BY n / 2 RANGE 3 PRECEDING) AS m
            FROM rows WHERE n <= 200) AS t', f) INTO wrong;
    RETURN wrong;
END $$;
SELECT throws_ok($$SELECT moved('gives_back')$$, '55000', 'the state of a trade_matrix aggregate was taken from it', 'a state that was taken');
SELECT is(moved('subtracts'), 0::bigint, 'an inverse function in PL/pgSQL');
SELECT is(moved('subtracts_in_sql'), 0::bigint, 'an inverse function in SQL');
SELECT lives_ok($$SELECT moved('copies')$$, 'a state that was freed while a copy lives');
SELECT throws_ok($$SELECT moving_gives_state_back(m) OVER (ORDER BY part ROWS 1 PRECEDING) FROM (SELECT part, trade_matrix(exporter, importer, year, small) AS m
    FROM rows GROUP BY part) AS t$$, '55000', NULL, 'a roll-up that was taken');
SELECT is_empty($$SELECT part FROM (SELECT part, moving_subtracts_state(m) OVER (ORDER BY part ROWS 1 PRECEDING) AS m FROM (SELECT part,
        trade_matrix(exporter, importer, year, small) AS m FROM rows GROUP BY part) AS p) AS t
    WHERE m <> (SELECT trade_matrix(exporter, importer, year, small) FROM rows AS r WHERE r.part IN (t.part - 1, t.part))$$, 'a roll-up that moves');
SELECT is((SELECT count(*) FROM (SELECT trade_matrix(exporter, importer, year, small) OVER (PARTITION BY n % 500) FROM rows) AS t), (SELECT count(*) FROM rows),
    'windows of many partitions');

-- country codes and the same as text
SELECT is((SELECT trade_matrix(e.code, i.code, 2023, 1::bigint)::text FROM sanctions_country AS e, (SELECT code FROM sanctions_country LIMIT 3) AS i),
    (SELECT replace(trade_matrix(e.code::text, i.code::text, 2023, 1::bigint)::text, '"labels":"text"', '"labels":"country_code"')
        FROM sanctions_country AS e, (SELECT code FROM sanctions_country LIMIT 3) AS i), 'every country');
SELECT is((SELECT trade_matrix(e.code, 'RUS'::country_code, 2023, 1::bigint) FROM sanctions_country AS e),
    (SELECT trade_matrix(e.code, 'RUS'::country_code, 2023, 1::bigint)::text::trade_matrix FROM sanctions_country AS e), 'and read again');

-- the limits
SELECT throws_ok($$SELECT trade_matrix(CASE WHEN n < 65536 THEN n::text || 'x' ELSE (n - 65436)::text END, '1', 2023, 1.0) FROM generate_series(1, 65600) AS n$$,
    '54000', 'trade_matrix has too many labels', 'labels with and without a dictionary count together');
SELECT throws_ok($$SELECT trade_matrix_add(NULL::trade_matrix_state, 'A', 'B', 2023, 1.0)$$, '0A000', NULL, 'a transition function by itself');
SELECT * FROM finish();
ROLLBACK;
