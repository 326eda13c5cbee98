-- trade_matrix: oracle, algebra, forms, hostile input, SQLSTATEs.
BEGIN;
SELECT plan(115);

SET LOCAL client_min_messages = warning;
SELECT setseed(0.42);
CREATE TABLE matrix_rows AS
SELECT n, (random() * 7)::integer AS part,
    chr(65 + (random() * 11)::integer) || chr(65 + (random() * 2)::integer) AS exporter,
    chr(65 + (random() * 11)::integer) || chr(65 + (random() * 2)::integer) AS importer,
    2015 + (random() * 8)::integer AS year,
    make_date(2019 + (random() * 2)::integer, 1 + (random() * 11)::integer, 1 + (random() * 27)::integer) AS day,
    CASE WHEN n % 11 = 0 THEN NULL
         WHEN n % 3 = 0 THEN round((random() * 1e9)::numeric, 0)::double precision
         ELSE (random() - 0.3) * 10 ^ (random() * 20 - 6) END AS value,
    CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE random() * 1000 END AS quantity
FROM generate_series(1, 6000) AS n;

-- the matrix of a query's rows, by cells, as plain SQL computes it
CREATE TABLE oracle AS
SELECT exporter, importer, year, sum(round(value::numeric, 12)) AS value,
    sum(round(quantity::numeric, 12)) FILTER (WHERE quantity <> 0) AS quantity,
    sum(round(value::numeric, 12)) FILTER (WHERE quantity <> 0) AS value_with_quantity
FROM matrix_rows WHERE value IS NOT NULL GROUP BY 1, 2, 3;

CREATE TABLE built AS
SELECT trade_matrix(exporter, importer, year, value, quantity ORDER BY n) AS m FROM matrix_rows;

SELECT results_eq(
    $$SELECT exporter, importer, period, value, quantity, value_with_quantity FROM built, flows(m) ORDER BY 1, 2, 3$$,
    $$SELECT exporter, importer, make_date(year, 1, 1), value::double precision, quantity::double precision,
        value_with_quantity::double precision FROM oracle ORDER BY exporter COLLATE "C", importer COLLATE "C", year$$,
    'annual cells as plain SQL sums them');
SELECT results_eq(
    $$SELECT i.key, e.key, p.key, (p.value ->> 0)::numeric FROM built, jsonb_each(m::jsonb -> 'flows') AS i,
        jsonb_each(i.value) AS e, jsonb_each(e.value) AS p WHERE jsonb_typeof(p.value) = 'array' ORDER BY 1, 2, 3$$,
    $$SELECT importer, exporter, year::text, value FROM oracle WHERE quantity IS NOT NULL
        ORDER BY importer, exporter, year$$,
    'text is exact, importer first');
SELECT results_eq(
    $$SELECT f.* FROM (SELECT trade_matrix(exporter, importer, day, value) AS m FROM matrix_rows) AS t, flows(m) AS f
        ORDER BY 1, 2, 3$$,
    $$SELECT exporter, importer, date_trunc('month', day)::date, sum(round(value::numeric, 12))::double precision,
        NULL::double precision, NULL::double precision FROM matrix_rows WHERE value IS NOT NULL
        GROUP BY exporter, importer, 3 ORDER BY exporter COLLATE "C", importer COLLATE "C", 3$$,
    'monthly cells as plain SQL sums them');
SELECT results_eq(
    $$SELECT exporter, importer, period FROM built, flows(m)$$,
    $$SELECT exporter, importer, period FROM built, flows(m)
        ORDER BY importer COLLATE "C", period, exporter COLLATE "C"$$,
    'flows come by importer, period, exporter');

-- the signatures agree
SELECT is(trade_matrix(exporter, importer, year, value::numeric, quantity), (SELECT m FROM built), 'numeric as double precision')
    FROM matrix_rows;
SELECT is(trade_matrix(exporter, importer, year, n::bigint), trade_matrix(exporter, importer, year, n::numeric), 'bigint as numeric')
    FROM matrix_rows;
SELECT is(trade_matrix(exporter, importer, day, n::bigint, quantity), trade_matrix(exporter, importer, day, n::double precision, quantity),
    'bigint as double precision, by day') FROM matrix_rows;
CREATE TABLE country_rows AS
SELECT n, part, e.code AS exporter, i.code AS importer, year, day, value, quantity
FROM matrix_rows AS r
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS at FROM sanctions_country) AS e ON e.at = 1 + (ascii(r.exporter) * 7 + ascii(substr(r.exporter, 2))) % 200
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS at FROM sanctions_country) AS i ON i.at = 1 + (ascii(r.importer) * 5 + ascii(substr(r.importer, 2))) % 200;
SELECT is(count(*), 6000::bigint, 'every row has its countries') FROM country_rows;
SELECT results_eq(
    $$SELECT f.* FROM (SELECT trade_matrix(exporter, importer, year, value, quantity) AS m FROM country_rows) AS t, flows(m) AS f$$,
    $$SELECT f.* FROM (SELECT trade_matrix(exporter::text, importer::text, year, value, quantity) AS m FROM country_rows) AS t, flows(m) AS f$$,
    'country_code labels give the cells of their text');
SELECT results_eq(
    $$SELECT f.* FROM (SELECT trade_matrix(exporter, importer, day, value::numeric) AS m FROM country_rows) AS t, flows(m) AS f$$,
    $$SELECT f.* FROM (SELECT trade_matrix(exporter::text, importer::text, day, value::numeric) AS m FROM country_rows) AS t, flows(m) AS f$$,
    'the same by month');
SELECT isnt(trade_matrix(exporter, importer, year, value), trade_matrix(exporter::text, importer::text, year, value),
    'kinds of labels are never equal') FROM country_rows;

-- algebra, to the byte
CREATE FUNCTION bytes(trade_matrix) RETURNS text LANGUAGE sql AS $$ SELECT md5(trade_matrix_send($1)) || ' ' || trade_matrix_hash_extended($1, 0) $$;
SELECT is(bytes(trade_matrix(exporter, importer, year, value, quantity ORDER BY random())), bytes((SELECT m FROM built)),
    'any order: ' || turn) FROM matrix_rows, generate_series(1, 3) AS turn GROUP BY turn;
CREATE TABLE parts AS
SELECT part, trade_matrix(exporter, importer, year, value, quantity) AS m FROM matrix_rows GROUP BY part;
SELECT is(bytes(rollup(m ORDER BY random())), bytes((SELECT m FROM built)), 'any partition, any merge order: ' || turn)
    FROM parts, generate_series(1, 3) AS turn GROUP BY turn;
SELECT is(rollup(half), (SELECT m FROM built), 'a tree of merges')
    FROM (SELECT rollup(m) AS half FROM parts GROUP BY part % 3) AS t;
SELECT is((a.m + b.m) + c.m, a.m + (b.m + c.m), '+ is associative') FROM parts AS a, parts AS b, parts AS c
    WHERE (a.part, b.part, c.part) = (1, 2, 3);
SELECT is(a.m + b.m, b.m + a.m, '+ is commutative') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes((a.m + b.m) - b.m), bytes(a.m), '- undoes +') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes((a.m - b.m) + b.m), bytes(a.m), '+ undoes -') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(a.m - a.m, '{"labels":null,"periods":null,"flows":{}}', 'nothing is left of a difference with itself') FROM built AS a;
SELECT is(a.m + (a.m - a.m), a.m, 'the empty state is neutral') FROM built AS a;
SELECT is((a.m - a.m) - a.m + a.m, a.m - a.m, 'a negative state too') FROM built AS a;
SELECT is(bytes((a.m - a.m) + c.m), bytes(c.m), 'and of no kind')
    FROM built AS a, (SELECT trade_matrix(exporter, importer, day, value) AS m FROM country_rows) AS c;
SELECT is(bytes(trade_matrix(exporter, importer, year, value, quantity)), bytes((SELECT trade_matrix(exporter, importer, year, value) FROM matrix_rows)),
    'no quantity as none given') FROM (SELECT exporter, importer, year, value, 0::double precision AS quantity FROM matrix_rows) AS t;
SELECT is(trade_matrix(e, i, 2023, v)::text, '{"labels":"text","periods":"year","flows":{"B":{"A":{"2023":2}}}}', 'cells of zero and their labels vanish')
    FROM (VALUES ('A', 'B', 2.0), ('C', 'D', 5), ('C', 'D', -5)) AS t (e, i, v);

-- a parallel plan
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
ALTER TABLE matrix_rows SET (parallel_workers = 2);
ALTER TABLE country_rows SET (parallel_workers = 2);
CREATE FUNCTION plan_of(text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || $1 LOOP lines := lines || line; END LOOP;
    RETURN lines;
END $$;
SELECT matches(plan_of('SELECT trade_matrix(exporter, importer, year, value, quantity) FROM matrix_rows'), 'Partial Aggregate',
    'the aggregate runs in parallel');
CREATE TABLE parallel_built AS SELECT trade_matrix(exporter, importer, year, value, quantity) AS m FROM matrix_rows;
SELECT is((SELECT bytes(m) FROM parallel_built), (SELECT bytes(m) FROM built), 'a parallel plan gives the same bytes');
SELECT is((SELECT count(*) FROM (SELECT part, trade_matrix(exporter, importer, year, value, quantity) AS m FROM matrix_rows GROUP BY part) AS q
    JOIN parts USING (part) WHERE bytes(q.m) = bytes(parts.m)), 8::bigint, 'groups too');
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TABLE serial_country AS SELECT trade_matrix(exporter, importer, day, value) AS m FROM country_rows;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is(bytes(trade_matrix(exporter, importer, day, value)), (SELECT bytes(m) FROM serial_country), 'country_code in a parallel plan')
    FROM country_rows;
SET LOCAL max_parallel_workers_per_gather = 0;

-- within SQL
SELECT is(trade_matrix(exporter, importer, year, value) FILTER (WHERE part = 1),
    (SELECT trade_matrix(exporter, importer, year, value) FROM matrix_rows WHERE part = 1), 'FILTER') FROM matrix_rows;
SELECT is(trade_matrix(DISTINCT exporter, importer, year, 1.0), (SELECT trade_matrix(exporter, importer, year, 1.0)
    FROM (SELECT DISTINCT exporter, importer, year FROM matrix_rows) AS d), 'DISTINCT') FROM matrix_rows;
SELECT is((SELECT rollup(m) FROM (SELECT part, trade_matrix(exporter, importer, year, value, quantity) AS m FROM matrix_rows
    GROUP BY GROUPING SETS ((part), ())) AS g WHERE part IS NOT NULL), (SELECT m FROM built), 'GROUPING SETS');
SELECT is((SELECT count(DISTINCT bytes(m)) FROM (SELECT n, trade_matrix(exporter, importer, year, value, quantity)
    OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS m FROM matrix_rows WHERE n <= 300) AS w
    JOIN (SELECT l.n, trade_matrix(exporter, importer, year, value, quantity) AS m FROM generate_series(1, 300) AS l (n)
        JOIN matrix_rows AS r ON r.n <= l.n GROUP BY l.n) AS o USING (n, m)),
    (SELECT count(DISTINCT n) FROM matrix_rows WHERE n <= 300 AND value IS NOT NULL), 'a growing frame keeps what it gave before');
SELECT is((SELECT count(*) FROM (SELECT n, trade_matrix(exporter, importer, year, value)
    OVER (ORDER BY n ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS m FROM matrix_rows WHERE n <= 300) AS w
    JOIN (SELECT l.n, trade_matrix(exporter, importer, year, value) AS m FROM generate_series(1, 300) AS l (n)
        JOIN matrix_rows AS r ON r.n BETWEEN l.n - 3 AND l.n GROUP BY l.n) AS o USING (n, m)), 300::bigint, 'a moving frame');
SELECT is((SELECT count(*) FROM (SELECT part, rollup(m) OVER (ORDER BY part) AS m FROM parts) AS w
    WHERE w.part = 0 AND w.m = (SELECT m FROM parts WHERE part = 0)), 1::bigint, 'a stored value in a window');
SELECT is((SELECT rollup(m) FROM parts), (SELECT m FROM built), 'stored parts are as they were');
SELECT is(trade_matrix('A'::text, 'B'::text, 2023, 1.0) FILTER (WHERE false), NULL, 'NULL over no rows');
SELECT is(trade_matrix(NULL::text, NULL::text, NULL::integer, NULL::double precision), NULL, 'rows without a value are skipped');
SELECT is((SELECT rollup(m) FROM (VALUES (NULL::trade_matrix)) AS t (m)), NULL, 'rollup of NULL is NULL');
SELECT is((SELECT count(*) FROM (SELECT DISTINCT m FROM (SELECT m FROM parts UNION ALL SELECT m FROM parts) AS t) AS d), 8::bigint, 'DISTINCT states');
SELECT is((SELECT count(*) FROM parts AS a JOIN parts AS b ON a.m = b.m), 8::bigint, 'joined by hash or merge');
SELECT ok((SELECT bool_and((a.m < b.m) = (b.m > a.m) AND (a.m <= b.m) = NOT (a.m > b.m) AND (a.m = b.m) = (a.part = b.part)
    AND (a.m <> b.m) = (a.part <> b.part) AND (a.m >= b.m) = NOT (a.m < b.m)) FROM parts AS a, parts AS b), 'a total order');

-- forms
SELECT is(m::text::trade_matrix, m, 'text and back') FROM built;
SELECT is(bytes(m::text::trade_matrix), bytes(m), 'to the byte') FROM serial_country;
SELECT is(m::jsonb::text::trade_matrix, m, 'jsonb, keys in its order, and back') FROM built;
\set state matrix
\ir ../received.sql
SELECT is(bytes(received(trade_matrix_send(m))), bytes(m), 'binary and back') FROM built;
SELECT is(bytes(received(trade_matrix_send(m))), bytes(m), 'binary and back, country_code') FROM serial_country;
SELECT is(received(trade_matrix_send(m - m)), m - m, 'binary and back, empty') FROM built;

-- hostile binary input: each byte flipped, each prefix; a clean error or a valid value
CREATE FUNCTION outcome_of_bytes(bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_matrix;
BEGIN
    m := received($1);
    RETURN CASE WHEN m::text::trade_matrix = m THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
CREATE TABLE small AS SELECT m FROM (VALUES
    ('{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":[12.5,1,3]},"Ł":{"2023-02":-1}}}}'::trade_matrix),
    ('{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2023":12.5}}}}'),
    ('{"labels":null,"periods":null,"flows":{}}')) AS t (m);
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_bytes(set_byte(s, at, get_byte(s, at) # mask)) AS outcome
        FROM (SELECT trade_matrix_send(m) AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at,
            unnest(ARRAY[1, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', '22P03', '22021') GROUP BY 1$$, 'flipped bytes are received or refused cleanly');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_bytes(substr(s, 1, at)) AS outcome
        FROM (SELECT trade_matrix_send(m) AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> '22P03' GROUP BY 1$$, 'cut messages are refused');
SELECT is((SELECT outcome_of_bytes(trade_matrix_send(m) || '\x00') FROM built), '22P03', 'bytes behind the end are refused');

-- hostile stored values: each byte flipped, each prefix, of both forms
\ir ../raw.sql
CREATE CAST (trade_matrix_state AS raw_matrix) WITHOUT FUNCTION;
CREATE AGGREGATE working(text, text, integer, double precision, double precision) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE AGGREGATE working(country_code, country_code, date, numeric) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE TABLE stored AS
SELECT 'canonical' AS form, m::raw_matrix::text::bytea AS s FROM small
UNION ALL
SELECT 'flattened', working(e, i, 2023, v, q)::raw_matrix::text::bytea FROM (VALUES ('CHN', 'RUS', 1.5, 2), ('Ł', 'RUS', 2, 0)) AS t (e, i, v, q)
UNION ALL
SELECT 'flattened', working('CHN', 'RUS', '2023-01-01', 1.5)::raw_matrix::text::bytea;
SELECT is(trade_matrix(exporter, importer, year, value, quantity), (SELECT working(exporter, importer, year, value, quantity)::raw_matrix::text::raw_matrix::trade_matrix FROM matrix_rows),
    'a working form flattens to the canonical one') FROM matrix_rows;
CREATE FUNCTION outcome_stored(bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_matrix;
BEGIN
    m := $1::text::raw_matrix::trade_matrix;
    PERFORM count(*), count(e.exporter) FROM flows(m) AS e;
    RETURN CASE WHEN m::text::trade_matrix = m AND bytes(m + (m - m)) = bytes(m::text::trade_matrix) THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is((SELECT string_agg(DISTINCT outcome_stored(s), ' ') FROM stored), 'valid', 'the stored bytes are read');
SELECT is_empty($$
    SELECT form, outcome, count(*) FROM (SELECT form, outcome_stored(set_byte(s, at, get_byte(s, at) # mask)) AS outcome
        FROM stored, generate_series(0, length(s) - 1) AS at, unnest(ARRAY[1, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001') GROUP BY 1, 2$$, 'flipped bytes are read or refused cleanly');
SELECT is_empty($$
    SELECT form, outcome, count(*) FROM (SELECT form, outcome_stored(substr(s, 1, at)) AS outcome
        FROM stored, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> 'XX001' GROUP BY 1, 2$$, 'cut values are refused');
-- sums beyond the limit: what a parallel worker sends
CREATE TABLE large AS SELECT working('CHN', 'RUS', '2023-01-01', v)::raw_matrix::text::bytea AS s FROM unnest(ARRAY[1.7e26, 1.7e26]) AS v;
SELECT is((SELECT outcome_stored(s) FROM large), '22003', 'a sum beyond the limit is known as such');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_stored(set_byte(s, at, get_byte(s, at) # mask)) AS outcome
        FROM large, generate_series(0, length(s) - 1) AS at, unnest(ARRAY[1, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001', '22003') GROUP BY 1$$, 'its flipped bytes too');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_stored(substr(s, 1, at)) AS outcome
        FROM large, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> 'XX001' GROUP BY 1$$, 'and cut ones');

-- more cells than the head says: what is read has room for as many as it says
CREATE TABLE many AS SELECT trade_matrix('label ' || n % 25, 'B', make_date(2010 + n / 300, 1 + n / 25 % 12, 1), n)::raw_matrix::text::bytea AS s FROM generate_series(1, 1800) AS n;
SELECT is_empty($$
    SELECT at, byte, outcome FROM (SELECT at, byte, outcome_stored(set_byte(s, at, byte)) AS outcome
        FROM many, generate_series(4, 34) AS at, unnest(ARRAY[0, 1, 2, 3, 6, 255]) AS byte WHERE get_byte(s, at) <> byte) AS f
    WHERE outcome NOT IN ('XX001', 'valid')$$, 'counts of a head that do not fit are refused, other first periods read');

-- a matrix whose periods follow those of the other, at every cut and either way round
CREATE TABLE cut AS
SELECT make_date(2014, 1, 1) + make_interval(months => 4 * i) AS at FROM generate_series(0, 30) AS i;
CREATE FUNCTION sums_differ(whole text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE count bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM (SELECT at, %1$s AS m, %1$s FILTER (WHERE day < at) AS before, %1$s FILTER (WHERE day >= at) AS after
        FROM matrix_rows, cut GROUP BY at) AS t WHERE bytes(coalesce(before + after, before, after)) <> bytes(m) OR bytes(coalesce(after + before, after, before)) <> bytes(m)', whole) INTO count;
    RETURN count;
END $$;
SELECT is(sums_differ(m), 0::bigint, 'earlier and later periods add up to the whole: ' || m) FROM (VALUES
    ('trade_matrix(exporter, importer, day, abs(n % 97) * 1000)'),
    ('trade_matrix(exporter, importer, day - extract(day FROM day)::integer + 1, value, quantity)'),
    ('trade_matrix(left(exporter, 1) || year % 3, importer, day, CASE WHEN n % 5 < 2 OR year > 2019 THEN value END)')) AS t (m);

-- rows dealt out to three matrices, by cells or by chance: added, rolled up, and merged by an aggregate
CREATE FUNCTION dealt_differ(whole text, deal text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE count bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM (SELECT way, (SELECT bytes(%1$s) FROM matrix_rows) AS whole, rollup(m) AS together,
            (array_agg(m ORDER BY part))[1] + (array_agg(m ORDER BY part))[2] + (array_agg(m ORDER BY part))[3] AS added
        FROM (SELECT way, mod(abs(hashtext(way || %2$s)), 3) AS part, %1$s AS m FROM matrix_rows, generate_series(1, 12) AS way GROUP BY 1, 2) AS p
        GROUP BY way) AS t WHERE bytes(together) <> whole OR bytes(added) IS DISTINCT FROM whole', whole, deal) INTO count;
    RETURN count;
END $$;
SELECT is(dealt_differ(m, deal), 0::bigint, 'parts by ' || deal || ' add up to ' || m) FROM (VALUES
    ('trade_matrix(exporter, importer, day, abs(n % 97) * 1000)'),
    ('trade_matrix(exporter, importer, day, value, quantity)'),
    ('trade_matrix(exporter, importer, year, value, CASE WHEN n % 3 < 2 THEN quantity END)')) AS t (m),
    (VALUES ('exporter || importer || year || date_trunc(''month'', day)'), ('exporter || extract(day FROM day)'), ('n::text')) AS d (deal);

-- one matrix by itself; those of very many periods
CREATE TABLE dense AS SELECT trade_matrix(exporter, importer, day, abs(n % 97) * 1000) AS m FROM matrix_rows WHERE importer < 'C';
SELECT is(bytes(rollup(m)), (SELECT bytes(m) FROM dense), 'rolled up alone it is the same') FROM dense;
CREATE TABLE long AS
SELECT i % 2 AS part, trade_matrix('A', 'B', make_date(1000 + i / 12, 1 + i % 12, 1), i + 1) AS m FROM generate_series(0, 5999) AS i GROUP BY 1;
SELECT is(bytes(a.m + b.m), (SELECT bytes(trade_matrix('A', 'B', make_date(1000 + i / 12, 1 + i % 12, 1), i + 1)) FROM generate_series(0, 5999) AS i),
    'alternate months of 500 years') FROM long AS a, long AS b WHERE a.part = 0 AND b.part = 1;

CREATE FUNCTION outcome_of_sum(bytea, trade_matrix) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_matrix;
BEGIN
    m := $1::text::raw_matrix::trade_matrix + $2;
    RETURN CASE WHEN m::text::trade_matrix = m THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_sum(set_byte(s, at, get_byte(s, at) # mask), later) AS outcome
        FROM stored, (SELECT trade_matrix('A', 'B', date '9998-01-01', 2, 3) AS later) AS l, generate_series(0, length(s) - 1) AS at, unnest(ARRAY[1, 16, 128, 255]) AS mask
        WHERE form = 'canonical') AS f
    WHERE outcome NOT IN ('valid', 'XX001', '22023') GROUP BY 1$$, 'flipped bytes are added or refused cleanly');
CREATE FUNCTION outcome_of_rollup(bytea[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_matrix;
BEGIN
    m := (SELECT rollup(s::text::raw_matrix::trade_matrix) FROM unnest($1) AS s);
    RETURN CASE WHEN m::text::trade_matrix = m THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_rollup(set_byte(s, at, get_byte(s, at) # mask) || more) AS outcome
        FROM (SELECT m::raw_matrix::text::bytea AS s FROM dense) AS d, unnest(ARRAY[0, 1, 2, 4]) AS others,
            array_fill(s, ARRAY[others]) AS more, generate_series(0, length(s) - 1) AS at, unnest(ARRAY[1, 128]) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001', '22023', '22003') GROUP BY 1$$, 'or rolled up, alone and with others');

-- hostile text input: each byte changed, each prefix
CREATE FUNCTION outcome_of_text(text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_matrix;
BEGIN
    m := $1::trade_matrix;
    RETURN CASE WHEN m::text::trade_matrix = m THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_text(overlay(s PLACING c FROM at FOR 1)) AS outcome
        FROM (SELECT m::text AS s FROM small) AS t, generate_series(1, length(s)) AS at,
            unnest(ARRAY['"', '\', '{', '}', '[', ',', ':', '0', '9', 'e', 'n', ' ', '']) AS c) AS f
    WHERE outcome NOT IN ('valid', '22P02', '22003') GROUP BY 1$$, 'changed text is read or refused cleanly');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_text(left(s, at)) AS outcome
        FROM (SELECT m::text AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> '22P02' GROUP BY 1$$, 'cut text is refused');
SELECT is(outcome_of_text(repeat('{"labels":', 100000)), '22P02', 'deep nesting is refused');
SELECT is(outcome_of_text('{"labels":"text","periods":"year","flows":' || repeat('[', 100000) || repeat(']', 100000) || '}'), '22P02',
    'wherever it is');
SELECT is(outcome_of_text('{"labels":"text","periods":"year","flows":{"A":{"B":{"2023":' || text || '}}}}'), expected, 'number ' || text)
FROM (VALUES ('170000000000000000000000000', 'valid'), ('170000000000000000000000000.000000000001', '22003'),
    ('1e27', '22003'), ('0.0000000000001', '22P02'), ('01', '22P02'), ('1.', '22P02')) AS t (text, expected);
SELECT is('{"labels":"text","periods":"year","flows":{"A":{"B":{"2023":1.5e3}}}}'::trade_matrix,
    '{"flows":{"\u0041":{"B":{"2023":1500.000}}},"periods":"year","labels":"text"}', 'one content, two texts');
SELECT is('{"labels":"text","periods":"year","flows":{"A":{"B\"\\\n\ud83d\ude00":{"2023":1}}}}'::trade_matrix::text::trade_matrix,
    '{"labels":"text","periods":"year","flows":{"A":{"B\"\\\n\ud83d\ude00":{"2023":1}}}}', 'escapes');

-- SQLSTATEs
SELECT throws_ok($$SELECT trade_matrix(NULL::text, 'B', 2023, 1.0)$$, '22004', NULL, 'NULL exporter');
SELECT throws_ok($$SELECT trade_matrix('A', NULL::text, 2023, 1.0)$$, '22004', NULL, 'NULL importer');
SELECT throws_ok($$SELECT trade_matrix('A'::text, 'B', NULL::date, 1.0)$$, '22004', NULL, 'NULL period');
SELECT throws_ok($$SELECT trade_matrix('', 'B', 2023, 1.0)$$, '22023', NULL, 'empty label');
SELECT throws_ok($$SELECT trade_matrix(repeat('A', 256), 'B', 2023, 1.0)$$, '22023', NULL, 'long label');
SELECT throws_ok($$SELECT trade_matrix('A'::text, 'B', 2023, 'NaN'::double precision)$$, '22023', NULL, 'NaN');
SELECT throws_ok($$SELECT trade_matrix('A'::text, 'B', 2023, 1.0, 'Infinity')$$, '22023', NULL, 'infinite quantity');
SELECT throws_ok($$SELECT trade_matrix('A'::text, 'B', 0, 1.0)$$, '22003', NULL, 'year 0');
SELECT throws_ok($$SELECT trade_matrix('A'::text, 'B', 'infinity'::date, 1.0)$$, '22003', NULL, 'infinite date');
SELECT throws_ok($$SELECT trade_matrix('A'::text, 'B', 2023, 1e26) FROM generate_series(1, 2)$$, '22003', NULL, 'sum beyond the limit');
SELECT is(trade_matrix('A'::text, 'B', 2023, v)::text, '{"labels":"text","periods":"year","flows":{"B":{"A":{"2023":50000000000000000000000000}}}}',
    'but a running sum may pass it') FROM (VALUES (1e26), (1e26), (-1.5e26)) AS t (v);
SELECT throws_ok($$SELECT a.m + b.m FROM built AS a, serial_country AS b$$, '22023', NULL, 'kinds do not merge');
SELECT throws_ok($$SELECT rollup(m) FROM (SELECT trade_matrix('A'::text, 'B', 2023, 1.0) AS m
    UNION ALL SELECT trade_matrix('A'::text, 'B', '2023-01-01'::date, 1.0)) AS t$$, '22023', NULL, 'years and months do not merge');
SELECT throws_ok($$SELECT trade_matrix_merge(NULL, NULL)$$, '0A000', NULL, 'merging outside an aggregate');
SELECT throws_ok($$SELECT trade_matrix_add(NULL, 'A'::text, 'B', 2023, 1.0)$$, '0A000', NULL, 'adding outside an aggregate');
SELECT throws_ok($$SELECT trade_matrix(n::text, 'B', 2023, 1.0) FROM generate_series(1, 65536) AS n$$, '54000', NULL, 'too many labels');
SELECT lives_ok($$SELECT trade_matrix(n::text, '1', 2023, 1.0)::text::trade_matrix FROM generate_series(1, 65535) AS n$$, 'as many as allowed');
SELECT throws_ok($$SELECT '{"labels":"text","periods":"year","flows":{"A":{"B":{"2023":1}},"A":{"C":{"2023":1}}}}'::trade_matrix$$, '22P02', NULL, 'an importer twice');
SELECT throws_ok($$SELECT '{"labels":"text","periods":"year","flows":{"A":{"B":{"2023":1},"B":{"2022":1}}}}'::trade_matrix$$, '22P02', NULL, 'an exporter twice');
SELECT throws_ok($$SELECT '{"labels":"text","periods":"year","flows":{"A":{"B":{"2023":1,"2023":0}}}}'::trade_matrix$$, '22P02', NULL, 'a period twice');
SELECT throws_ok($$SELECT '{"labels":"country_code","periods":"year","flows":{"XQQ":{"CHN":{"2023":1}}}}'::trade_matrix$$, '22P02', NULL, 'an unknown country');
SELECT throws_ok($$SELECT '{"labels":"text","periods":"year","flows":{"A":{"B":{"0000":1}}}}'::trade_matrix$$, '22003', NULL, 'year 0 in text');

-- the catalog
SELECT is((SELECT count(*) FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
    WHERE p.proname = 'trade_matrix' AND a.aggtranstype = 'trade_matrix_state'::regtype AND a.aggcombinefn <> 0
        AND a.aggfinalmodify = 'r' AND a.aggtransspace > 0 AND p.proparallel = 's'), 24::bigint, '24 signatures, all alike');
SELECT ok(amvalidate(oid), 'operator class of ' || (SELECT amname FROM pg_am WHERE pg_am.oid = opcmethod))
    FROM pg_opclass WHERE opcname = 'trade_matrix_ops' ORDER BY opcmethod;
SELECT * FROM finish();
ROLLBACK;
