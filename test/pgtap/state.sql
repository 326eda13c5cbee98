-- Algebra of trade_series, trade_mix and trade_matrix: however the rows come
-- together, the state has the same bytes, and no use of it changes a byte.
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT setseed(0.58);

CREATE TABLE state_rows AS
SELECT id, part, random() AS r, day, extract(year FROM day)::integer AS year,
    chr(65 + (random() * 9)::integer) || repeat('Ł', (random() * 2)::integer) AS exporter,
    chr(65 + (random() * 9)::integer) AS importer,
    (ARRAY['CHN', 'DEU', 'TUR', 'KGZ', 'KAZ', 'JPN', 'USA', 'W00'])[1 + (random() * 7)::integer]::country_code AS country,
    (ARRAY['RUS', 'KGZ', 'KAZ', 'TUR'])[1 + (random() * 3)::integer]::country_code AS buyer,
    (ARRAY['85', '8542', '854231', '8542319000', '01', '010121'])[1 + (random() * 5)::integer]::hs_code AS product,
    CASE WHEN id % 11 = 0 THEN NULL
         WHEN id % 13 = 0 THEN 0
         WHEN id % 3 = 0 THEN round((random() * 1e9)::numeric)::double precision
         ELSE (random() - 0.3) * 10 ^ (random() * 20 - 6) END AS value,
    CASE id % 4 WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE random() * 1000 END AS quantity
FROM (SELECT id, (random() * 6)::integer AS part,
        make_date(2017 + (random() * 4)::integer, 1 + (random() * 11)::integer, 1 + (random() * 27)::integer) AS day
    FROM generate_series(1, 3000) AS id) AS t;
ALTER TABLE state_rows SET (parallel_workers = 2);
ANALYZE state_rows;

-- the states; in a call, {d} stands for DISTINCT and {o} for an ORDER BY
CREATE TABLE kinds (kind text, type text, call text);
INSERT INTO kinds VALUES
    ('matrix by text and year', 'trade_matrix', 'trade_matrix({d} exporter, importer, year, value, quantity {o})'),
    ('matrix by country and month', 'trade_matrix', 'trade_matrix({d} country, buyer, day, value::numeric {o})'),
    ('matrix of many labels', 'trade_matrix', 'trade_matrix({d} exporter || id, importer, day, id::bigint, quantity {o})'),
    ('series by year', 'trade_series', 'trade_series({d} year, value {o})'),
    ('series by month', 'trade_series', 'trade_series({d} day, value::numeric {o})'),
    ('series of many months', 'trade_series', 'trade_series({d} day + 30 * id, id::bigint {o})'),
    ('mix by text', 'trade_mix', 'trade_mix({d} exporter, value {o})'),
    ('mix by country', 'trade_mix', 'trade_mix({d} country, abs(value)::numeric {o})'),
    ('mix by product', 'trade_mix', 'trade_mix({d} product, value {o})'),
    ('mix of many labels', 'trade_mix', 'trade_mix({d} exporter || id, id::bigint {o})');

-- form(state): its very bytes, what send makes of them, and its hash
DO $$
DECLARE t text;
BEGIN
    FOR t IN SELECT DISTINCT type FROM kinds LOOP
        EXECUTE replace(replace($f$
            CREATE TYPE raw_{t};
            CREATE FUNCTION raw_{t}_in(cstring) RETURNS raw_{t} LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
            CREATE FUNCTION raw_{t}_out(raw_{t}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
            CREATE TYPE raw_{t} (INPUT = raw_{t}_in, OUTPUT = raw_{t}_out, INTERNALLENGTH = VARIABLE, ALIGNMENT = {a});
            CREATE CAST ({t} AS raw_{t}) WITHOUT FUNCTION;
            CREATE FUNCTION form({t}) RETURNS text LANGUAGE sql AS
                'SELECT md5($1::raw_{t}::text) || md5({t}_send($1)) || {t}_hash_extended($1, 7)';
            -- one after the other, in a random tree
            CREATE FUNCTION merged(s {t}[]) RETURNS {t} LANGUAGE plpgsql AS '
            DECLARE a integer; b integer;
            BEGIN
                WHILE array_length(s, 1) > 1 LOOP
                    a := 1 + floor(random() * array_length(s, 1));
                    b := 1 + (a + floor(random() * (array_length(s, 1) - 1))::integer) % array_length(s, 1);
                    s[a] := s[a] + s[b];
                    s := s[:b - 1] || s[b + 1:];
                END LOOP;
                RETURN s[1];
            END';
        $f$, '{t}', t), '{a}', (SELECT CASE typalign WHEN 'd' THEN 'double' WHEN 'i' THEN 'int4' ELSE 'char' END
                                FROM pg_type WHERE oid = t::regtype));
    END LOOP;
END $$;

-- {call} and {type} of a kind in a query, and the form of the state of its rows;
-- {whole} is that of all rows
CREATE TABLE whole (kind text PRIMARY KEY, form text);
CREATE FUNCTION filled(query text, kind text) RETURNS text LANGUAGE sql AS $$
    SELECT replace(replace(replace(replace(replace(query,
            '{call}', replace(replace(k.call, '{d}', ''), '{o}', '')),
            '{call once}', replace(replace(k.call, '{d}', 'DISTINCT'), '{o}', '')),
            '{call in order}', replace(replace(k.call, '{d}', ''), '{o}', 'ORDER BY r DESC')),
            '{type}', k.type),
        '{whole}', quote_literal(coalesce((SELECT form FROM whole AS w WHERE w.kind = k.kind), '')))
    FROM kinds AS k WHERE k.kind = filled.kind $$;
CREATE FUNCTION answer(query text, kind text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
    EXECUTE filled(query, kind) INTO found;
    RETURN found;
END $$;
SET LOCAL max_parallel_workers_per_gather = 0;
INSERT INTO whole SELECT kind, answer('SELECT form({call}) FROM state_rows', kind) FROM kinds;

CREATE TABLE checks (name text, query text);
INSERT INTO checks VALUES
    ('any order of the rows',
        $$SELECT form({call}) = {whole} FROM (SELECT * FROM state_rows ORDER BY random()) AS t$$),
    ('any partition and any order of the parts',
        $$SELECT form(rollup(s ORDER BY random())) = {whole}
            FROM (SELECT {call} AS s FROM state_rows GROUP BY floor(random() * 9)) AS t$$),
    ('roll-ups of roll-ups',
        $$SELECT form(rollup(s)) = {whole} FROM (SELECT rollup(s) AS s
            FROM (SELECT {call} AS s FROM state_rows GROUP BY floor(random() * 30)) AS t GROUP BY floor(random() * 5)) AS t$$),
    ('a part of one row each',
        $$SELECT form(rollup(s)) = {whole} FROM (SELECT {call} AS s FROM state_rows GROUP BY id) AS t$$),
    ('any tree of +',
        $$SELECT bool_and(form(merged(s)) = {whole}) FROM (SELECT array_agg(s) AS s
            FROM (SELECT turn, {call} AS s FROM state_rows, generate_series(1, 5) AS turn
                GROUP BY turn, floor(random() * (turn * 4 - 2))) AS t GROUP BY turn) AS t$$),
    ('a part subtracted leaves the state of the rest, and added again the whole',
        $$SELECT bool_and(form(w.s - p.s) = form(p.rest) AND form((w.s - p.s) + p.s) = {whole} AND w.s - p.rest = p.s)
            FROM (SELECT {call} AS s FROM state_rows) AS w,
                (SELECT at, {call} FILTER (WHERE r < at) AS s, {call} FILTER (WHERE r >= at) AS rest
                    FROM state_rows, unnest(ARRAY[0.01, 0.3, 0.5, 0.99]) AS at GROUP BY at) AS p$$),
    ('parts subtracted in any order leave nothing',
        $$SELECT form(w.s - a.s - b.s - c.s) = form(w.s - w.s) AND form(a.s - (w.s - b.s)) = form((a.s + b.s) - w.s)
            FROM (SELECT {call} AS s FROM state_rows) AS w, (SELECT {call} AS s FROM state_rows WHERE r < 0.2) AS a,
                (SELECT {call} AS s FROM state_rows WHERE r >= 0.6) AS b,
                (SELECT {call} AS s FROM state_rows WHERE r >= 0.2 AND r < 0.6) AS c$$),
    ('a part replaced',
        $$SELECT form(w.s - a.s + b.s) = form(c.s) FROM (SELECT {call} AS s FROM state_rows) AS w,
            (SELECT {call} AS s FROM state_rows WHERE part = 2) AS a,
            (SELECT {call} AS s FROM (SELECT r.id, r.part, r.r, r.day, r.year, r.exporter, r.importer, r.country, r.buyer,
                r.product, r.value * 2 AS value, r.quantity FROM state_rows AS r) AS t WHERE part = 2) AS b,
            (SELECT {call} AS s FROM (SELECT r.id, r.part, r.r, r.day, r.year, r.exporter, r.importer, r.country, r.buyer,
                r.product, CASE WHEN part = 2 THEN r.value * 2 ELSE r.value END AS value, r.quantity FROM state_rows AS r) AS t) AS c$$),
    ('the empty state is neutral',
        $$SELECT form(s + (s - s)) = {whole} AND form((s - s) + s) = {whole} AND form(s - (s - s)) = {whole}
            AND form((s - s) - s + s) = form(s - s) FROM (SELECT {call} AS s FROM state_rows) AS t$$),
    ('ORDER BY in the call', $$SELECT form({call in order}) = {whole} FROM state_rows$$),
    ('DISTINCT in the call', $$SELECT form({call once}) = (SELECT form({call}) FROM state_rows WHERE id % 13 <> 0)
        FROM (SELECT * FROM state_rows WHERE id % 13 <> 0 UNION ALL SELECT * FROM state_rows WHERE id % 13 <> 0) AS t$$),
    ('FILTER', $$SELECT form({call} FILTER (WHERE r < 0.4)) = (SELECT form({call}) FROM state_rows WHERE r < 0.4) FROM state_rows$$),
    ('FILTER that lets no row pass', $$SELECT {call} FILTER (WHERE false) IS NULL FROM state_rows$$),
    ('GROUPING SETS',
        $$SELECT count(*) = 7 + 2 + 1 AND bool_and(form(s) = CASE
                WHEN part IS NOT NULL THEN (SELECT form({call}) FROM state_rows AS o WHERE o.part = t.part)
                WHEN half IS NOT NULL THEN (SELECT form({call}) FROM state_rows AS o WHERE (o.r < 0.5) = t.half)
                ELSE {whole} END)
            FROM (SELECT part, r < 0.5 AS half, {call} AS s FROM state_rows
                GROUP BY GROUPING SETS ((part), (r < 0.5), ())) AS t$$),
    ('CUBE, and the roll-up of each of its levels',
        $$SELECT count(*) = 4 AND bool_and(f = {whole}) FROM (SELECT level, form(rollup(s)) AS f
            FROM (SELECT GROUPING(part, r < 0.5) AS level, {call} AS s FROM state_rows GROUP BY CUBE (part, r < 0.5)) AS t
            GROUP BY level) AS t$$),
    ('a growing frame',
        $$SELECT count(*) = 80 AND bool_and(form(s) IS NOT DISTINCT FROM (SELECT form({call}) FROM state_rows AS o WHERE o.id <= t.id))
            FROM (SELECT id, {call} OVER (ORDER BY id) AS s FROM state_rows WHERE id <= 80) AS t$$),
    ('a moving frame',
        $$SELECT count(*) = 80 AND bool_and(form(s) IS NOT DISTINCT FROM
                (SELECT form({call}) FROM state_rows AS o WHERE o.id BETWEEN t.id - 4 AND least(t.id + 1, 80)))
            FROM (SELECT id, {call} OVER (ORDER BY id ROWS BETWEEN 4 PRECEDING AND 1 FOLLOWING) AS s
                FROM state_rows WHERE id <= 80) AS t$$),
    ('text and back', $$SELECT form(s::text::{type}) = {whole} FROM (SELECT {call} AS s FROM state_rows) AS t$$),
    ('jsonb and back', $$SELECT form(s::jsonb::text::{type}) = {whole} FROM (SELECT {call} AS s FROM state_rows) AS t$$),
    ('equal states are one to DISTINCT, GROUP BY and joins',
        $$SELECT (SELECT count(DISTINCT s) FROM twice) = 7 AND (SELECT count(*) FROM (SELECT s FROM twice GROUP BY s) AS t) = 7
            AND (SELECT count(*) FROM twice AS a JOIN twice AS b ON a.s = b.s) = 28
            FROM (SELECT) AS t$$);

-- for "equal states": the parts of a kind, twice
CREATE FUNCTION answer_twice(query text, kind text) RETURNS text LANGUAGE sql AS $$
    SELECT answer('WITH twice AS MATERIALIZED (SELECT {call} AS s FROM state_rows, generate_series(1, 2) AS turn GROUP BY turn, part) ' || query, kind) $$;

-- the same in parallel plans: of the states of a query, the second has rows in one worker
-- only, the third has none
CREATE TABLE parallel_checks (name text, query text);
INSERT INTO parallel_checks VALUES
    ('all rows', $$SELECT {call} AS s, {call} FILTER (WHERE id <= 12) AS few, {call} FILTER (WHERE id < 0) AS nothing FROM state_rows$$),
    ('groups', $$SELECT rollup(s) AS s, rollup(few) AS few, rollup(nothing) AS nothing FROM (SELECT part, {call} AS s,
        {call} FILTER (WHERE id <= 12) AS few, {call} FILTER (WHERE id < 0) AS nothing FROM state_rows GROUP BY part) AS t$$),
    ('a roll-up of stored states', $$SELECT rollup(s) AS s, rollup(few) AS few, rollup(nothing) AS nothing FROM state_parts$$);
CREATE FUNCTION plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP lines := lines || line || ' '; END LOOP;
    RETURN lines;
END $$;
CREATE FUNCTION in_parallel(query text, kind text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE plan text; same boolean;
BEGIN
    DROP TABLE IF EXISTS state_parts, state_built;
    EXECUTE filled('CREATE TABLE state_parts AS SELECT {call} AS s, {call} FILTER (WHERE id <= 12) AS few,
        {call} FILTER (WHERE id < 0) AS nothing FROM state_rows GROUP BY id % 40', kind);
    ALTER TABLE state_parts SET (parallel_workers = 2);
    SET LOCAL max_parallel_workers_per_gather = 2;
    plan := plan_of(filled(query, kind));
    EXECUTE filled('CREATE TABLE state_built AS ' || query, kind);
    SET LOCAL max_parallel_workers_per_gather = 0;
    EXECUTE filled('SELECT form(s) = {whole} AND form(few) = (SELECT form({call}) FROM state_rows WHERE id <= 12) AND nothing IS NULL
        FROM state_built', kind) INTO same;
    RETURN CASE WHEN plan !~ 'Gather.* Partial' THEN 'not parallel: ' || plan WHEN same THEN 'same' ELSE 'other bytes' END;
END $$;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;

-- every plan that may run in a worker does: the state of one comes back whole
CREATE FUNCTION forced(kind text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE plan text; same boolean;
BEGIN
    PERFORM set_config(name, 'on', true), set_config('max_parallel_workers_per_gather', '2', true)
        FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
    plan := plan_of(filled('SELECT {call} FROM generate_series(1, 1), state_rows WHERE id < 50', kind));
    DROP TABLE IF EXISTS state_built;
    EXECUTE filled('CREATE TABLE state_built AS SELECT {call} AS s FROM (SELECT * FROM state_rows ORDER BY r LIMIT 1000000) AS t', kind);
    PERFORM set_config(name, 'off', true), set_config('max_parallel_workers_per_gather', '0', true)
        FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
    EXECUTE filled('SELECT form(s) = {whole} FROM state_built', kind) INTO same;
    RETURN CASE WHEN plan !~ 'Gather' THEN 'not forced: ' || plan WHEN same THEN 'same' ELSE 'other bytes' END;
END $$;

-- what a stored state may be used for; {s} is the state.  Shares of negative values are errors.
CREATE TABLE uses (type text, use text);
INSERT INTO uses SELECT type, use FROM (VALUES
    ('trade_matrix', ARRAY['(SELECT (count(*), sum(value), sum(quantity), max(exporter)) FROM flows({s}))',
        'series({s})', 'series({s}, ARRAY[''CHN'', ''USA''], ARRAY[''RUS''])', 'total(markets({s}, ''CHN'', 2019))',
        'suppliers({s}, ''RUS'', ''[2017-01-01,2020-01-01)'')', 'growth(series({s}), 2019)',
        '(SELECT string_agg(g::text, '' '') FROM import_growth({s}, 2019) AS g)',
        '(SELECT string_agg(g::text, '' '') FROM growth_rates({s}, 2019, 2017) AS g)',
        '(SELECT string_agg(u::text, '' '') FROM unit_values({s}, 2018) AS u)',
        'CASE WHEN {s}::text !~ ''[:[]-'' THEN (SELECT sum(share)::numeric(20, 10) FROM import_shares({s}, 2018)) END']),
    ('trade_series', ARRAY['growth({s}, 2019)', 'growth({s}, 2019, ''[2017-01-01,2019-01-01)'')', 'growth_detail({s}, 2018)',
        'total({s})', 'total({s}, 2018)', 'value_at({s}, CASE WHEN {s}::text ~ ''\d-'' THEN ''2018-05'' ELSE ''2018'' END::trade_window)',
        'first_period({s})', 'last_period({s})', 'cagr({s})', 'trend_growth({s})',
        'CASE WHEN last_period({s}) - first_period({s}) < 20000 THEN sparkline({s}) END',
        '(SELECT string_agg(g::text, '' '') FROM growth_table({s}) AS g)']),
    ('trade_mix', ARRAY['total({s})', '(SELECT string_agg(c::text, '' '') FROM contributions({s}, {s}) AS c)'] || ARRAY(
        SELECT 'CASE WHEN {s}::text !~ '':-'' THEN ' || f || ' END' FROM unnest(ARRAY['hhi({s})', 'hhi_normalized({s})',
            'effective_number({s})', 'entropy({s})', 'theil({s})', 'gini({s})', 'top_share({s}, 3)', 'similarity({s}, {s})', 'turnover({s}, {s})',
            'share({s}, ''01'')', 'combined_share({s}, ''{85,8542}'')', 'pivot({s}, {s}, ''{01}'')',
            '(SELECT string_agg(h::text, '' '') FROM shares({s}) AS h)']) AS f
        WHERE f !~ '01|85')),
    ('any', ARRAY['{s} + {s}', '{s} - {s}', '{s}::jsonb', '{s}::text', '{s} = {s}', '{s} < {s}'])) AS t (of_type, of_uses),
    unnest(of_uses) AS use, unnest(ARRAY['trade_matrix', 'trade_series', 'trade_mix']) AS type
WHERE of_type IN (type, 'any');

-- stored short, compressed and out of line; then every use of each in one query, beside
-- roll-ups and windows over them: as of a fresh state, and no byte is changed
CREATE FUNCTION stored_and_used(kind text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE used text; before text; after text; same boolean; n bigint;
BEGIN
    DROP TABLE IF EXISTS held;
    EXECUTE filled('CREATE TABLE held (part integer, a {type}, b {type})', kind);
    ALTER TABLE held ALTER a SET STORAGE EXTERNAL, ALTER b SET STORAGE EXTENDED;
    EXECUTE filled('INSERT INTO held SELECT part, s, s FROM (
        SELECT part, {call} AS s FROM state_rows GROUP BY part
        UNION ALL SELECT -id, {call} FROM state_rows WHERE id <= 20 AND value <> 0 GROUP BY id
        UNION ALL SELECT 100, {call} FROM state_rows) AS t', kind);
    SELECT string_agg(use, ', ') INTO used FROM uses AS u WHERE u.type = (SELECT k.type FROM kinds AS k WHERE k.kind = stored_and_used.kind);
    EXECUTE 'SELECT md5(string_agg(form(a) || form(b), '','' ORDER BY part)) FROM held' INTO before;
    EXECUTE filled(format('SELECT bool_and(ROW(%s)::text = ROW(%s)::text AND ROW(%s)::text = ROW(%s)::text
            AND form(up) = form(again) AND form(up) = (SELECT form(rollup(o.b)) FROM held AS o WHERE o.part <= t.part)
            AND form(alone) = form(a) AND (SELECT form(rollup(x)) FROM (VALUES (a), (b)) AS v (x)) = form(a + b)
            AND (part <> 100 OR form(a) = {whole})), count(*)
        FROM (SELECT part, a, b, a::text::{type} AS fresh, rollup(a) OVER (ORDER BY part) AS up,
                rollup(b) OVER (ORDER BY part) AS again, rollup(a) OVER (ORDER BY part ROWS CURRENT ROW) AS alone
            FROM held) AS t',
        replace(used, '{s}', 'a'), replace(used, '{s}', 'fresh'), replace(used, '{s}', 'b'), replace(used, '{s}', 'fresh')), kind)
        INTO same, n;
    EXECUTE 'SELECT md5(string_agg(form(a) || form(b), '','' ORDER BY part)) FROM held' INTO after;
    RETURN CASE WHEN before IS DISTINCT FROM after THEN 'changed' WHEN n < 20 THEN 'few' WHEN same THEN 'same' ELSE 'other results' END;
END $$;

SELECT plan((SELECT (SELECT count(*) FROM kinds) * ((SELECT count(*) FROM checks) + (SELECT count(*) FROM parallel_checks) + 2))::integer);
SELECT is(CASE WHEN query LIKE '%twice%' THEN answer_twice(query, kind) ELSE answer(query, kind) END, 'true', kind || ': ' || name)
FROM kinds, checks ORDER BY kinds.ctid, checks.ctid;
SELECT is(in_parallel(query, kind), 'same', kind || ', in parallel: ' || name)
FROM kinds, parallel_checks ORDER BY kinds.ctid, parallel_checks.ctid;
SELECT is(forced(kind), 'same', kind || ', in a forced parallel plan') FROM kinds ORDER BY ctid;
SELECT is(stored_and_used(kind), 'same', kind || ': stored states used many times in one query') FROM kinds ORDER BY ctid;
SELECT * FROM finish();
ROLLBACK;
