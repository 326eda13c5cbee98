-- The stored form of trade_matrix: fixed bytes, which must read for ever.
BEGIN;
SELECT plan(9);

SET LOCAL client_min_messages = warning;
\set state matrix
\ir ../raw.sql
CREATE FUNCTION stored(bytea) RETURNS trade_matrix LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1::text::raw_matrix::trade_matrix $$;
CREATE FUNCTION bytes(trade_matrix) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1::raw_matrix::text::bytea $$;

CREATE TABLE version_1 (name text, bytes bytea, content text);
INSERT INTO version_1 VALUES
    ('empty', '\x0100000000000000000000000000000000000000000000000000000000000000',
        '{"labels":null,"periods":null,"flows":{}}'),
    ('text, years', '\x01000101020001000200000002000000c85e00000200000005000000010100000101414201010205f800e002190000000000000000',
        '{"labels":"text","periods":"year","flows":{"B":{"A":{"2022":5,"2023":100}}}}'),
    ('text, months', '\x0102010203000100030000000d000000d45e0000030000001b0000000101000003030743484e525553c581c3b364c5ba010d01031b810550018079efd3b5220078fedf181e00f3dea72b0000000000000000000000000000',
        '{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":12.5,"2024-02":-3},"Łódź":{"2023-02":0.000000000001}}}}'),
    ('countries, years', '\x01000201030002000600000000000000bc5e00000300000019000000010100003b3fe643048d0102000207020419dd01a884383300780388ae03000054346f1d010000090000000000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"CHN":{"DEU":{"2021":1000000},"RUS":{"2022":2500}},"RUS":{"CHN":{"2021":7,"2022":8,"2023":9},"DEU":{"2021":123456789}}}}'),
    ('countries, months', '\x01000202020001000200000000000000d35e00000200000007000000010100003b3f048d01010207f40160987a1f000000000000000000',
        '{"labels":"country_code","periods":"month","flows":{"RUS":{"CHN":{"2022-12":300,"2023-01":1.25}}}}'),
    ('quantities', '\x01010102030001000300000003000000d45e000002000000100000000101000001010141424302000310f600d802600f80f2fa00a3cf200330020000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2023-01":[12.5,3,10],"2023-03":7},"C":{"2023-01":[0,2.5,0]}}}}'),
    ('quantities of all rows', '\x01010201020001000200000000000000c85e0000020000000b000000010100003b3f048d0101020bbc0060030000007ed41b010000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2022":[1500,30,1500],"2023":[2000,35,2000]}}}}'),
    ('wide numbers', '\x010201010300010004000000030000000c000000040000004e00000002010000010101414243cf07d0070e2700044e0008fc030000000005bd8148a3f59bf17826ff9769070000000014f40612000000000a7a0341a1da986d2c09190000000000000000208dd66fc6e399fc9f46eb37e3f14cfe77364d3ee3f14cfe070000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"0001":170000000000000000000000000,"9999":-170000000000000000000000000},"C":{"2000":0.000000000001,"2001":123456789012345.123456789012}}}}'),
    ('wide quantities', '\x01070101010001000100000001000000c05d000001000000220000000001000001410001221e0070020000b22e2b6bbffd1f1900080840db00000000c0be90df2d970299c361360000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"A":{"2000":[-170000000000000000000000000,-1,170000000000000000000000000]}}}}'),
    ('far apart', '\x010001020300020003000000030000000c000000030000000800000003010000010101414243cd5e00b3d4010002040101083800a00e590098020000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"0001-01":1,"9999-12":1}},"B":{"C":{"2023-06":2}}}}'),
    ('listed periods', '\x01000102060001000600000006000000d05d0000060000000a000000010100000101010101014142434445460e1c2a2c2d00060ab900a86a34b6c10e520c0000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2001-05":1},"C":{"2002-07":22},"D":{"2003-09":3},"E":{"2004-11":4},"F":{"2005-01":5,"2005-02":6}}}}'),
    ('periods with a gap', '\x01020101030002000400000003000000cc5d0000030000001300000001010000010101414243161700030e020113380300a0070000006889c912000019000848000000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"2001":1,"2023":20000000,"2024":300}},"C":{"A":{"2024":-1}}}}'),
    ('a pair a month', '\x01000102040002000d00000004000000d05d000009000000110000000101000001010101414243440102030405060708000a0b010311980028abaa0e192a3b4c05590048d46d010000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2001-05":1,"2001-06":2,"2001-07":3,"2001-08":4,"2001-09":5,"2001-10":6,"2001-11":7,"2001-12":8,"2002-01":9},"C":{"2002-01":10}},"B":{"C":{"2001-06":1,"2002-01":2},"D":{"2001-11":3}}}}'),
    ('marked numbers', '\x01000101040001000c00000004000000cc5d0000050000001100000001010000010101014142434401020304000c11981032ffb6035098c80d52164d6864fa720000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"2001":1,"2002":2,"2003":3,"2004":4,"2005":5},"C":{"2001":6,"2002":7,"2003":8,"2004":9,"2005":123456789012},"D":{"2001":2,"2005":3}}}}'),
    ('doubles', '\x01000201020001000200000000000000c85e00000200000010000000010100003b3f048d010102106406605d5d459e6a313640e1c310090e0000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2022":123456.789012345,"2023":98765.4321098765}}}}');

-- version 1: what is written, and what is read
SELECT results_eq($$SELECT name, bytes(content::trade_matrix) FROM version_1$$, $$SELECT name, bytes FROM version_1$$,
    'version 1 is written as ever');
SELECT results_eq($$SELECT name, stored(bytes)::text FROM version_1$$, $$SELECT name, content FROM version_1$$,
    'version 1 reads as ever');

-- hostile values: each byte flipped, each prefix
CREATE FUNCTION outcome(bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_matrix;
BEGIN
    m := stored($1);
    PERFORM count(*), count(e.exporter) FROM flows(m) AS e;
    RETURN CASE WHEN m::text::trade_matrix = m AND bytes(m + (m - m)) = bytes(m::text::trade_matrix) THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is_empty($$
    SELECT name, outcome, count(*) FROM (SELECT name, outcome(set_byte(bytes, at, get_byte(bytes, at) # mask)) AS outcome
        FROM version_1 AS v, generate_series(0, length(bytes) - 1) AS at,
            unnest(ARRAY[1, 2, 16, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001') GROUP BY 1, 2$$, 'flipped bytes are read or refused cleanly');
SELECT is_empty($$
    SELECT name, outcome, count(*) FROM (SELECT name, outcome(substr(bytes, 1, at)) AS outcome
        FROM version_1 AS v, generate_series(0, length(bytes) - 1) AS at) AS f
    WHERE outcome <> 'XX001' GROUP BY 1, 2$$, 'cut values are refused');

-- a big value on disk is read in parts: as the same value in memory, and compressed
SELECT setseed(0.7);
CREATE TABLE big AS
SELECT trade_matrix(e, i, y, v, q) AS m FROM (
    SELECT 'label ' || (random() * 150)::integer AS e, 'label ' || (random() * 150)::integer AS i, 1990 + (random() * 30)::integer AS y,
        round((random() * 1e6)::numeric, 2) AS v, CASE WHEN n % 2 = 0 THEN n END AS q FROM generate_series(1, 8000) AS n) AS r;
SELECT cmp_ok(pg_column_size(m), '>', 16384, 'it is big enough for that'), is(pg_column_size(m), length(bytes(m)), 'and not compressed')
FROM big;
CREATE TABLE big_label AS SELECT DISTINCT importer AS l FROM big, flows(m) UNION SELECT 'label 999';
-- "m + nothing" is in memory, whole
CREATE FUNCTION whole(m trade_matrix) RETURNS trade_matrix LANGUAGE plpgsql AS $$ BEGIN RETURN m + (m - m); END $$;
SELECT is_empty($$SELECT l FROM big, big_label WHERE suppliers(m, l, 2000) <> suppliers(whole(m), l, 2000)
    OR markets(m, l, 2000) <> markets(whole(m), l, 2000)
    OR series(m, NULL, ARRAY[l]) <> series(whole(m), NULL, ARRAY[l])
    OR pivot(m, l, 2000, 2001, ARRAY['label 7']) IS DISTINCT FROM pivot(whole(m), l, 2000, 2001, ARRAY['label 7'])$$,
    'accessors of one importer give the same');
SELECT isnt_empty($$SELECT l FROM big, big_label WHERE total(suppliers(m, l, 2000)) > 0$$, 'and not nothing');
-- bytes that are none, on disk
CREATE TABLE damaged (m trade_matrix);
INSERT INTO damaged SELECT stored(overlay(bytes(m) PLACING '\xff'::bytea FROM at)) FROM big, generate_series(1, 3000, 13) AS at;
CREATE FUNCTION outcome_of_part(m trade_matrix, l text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM suppliers(m, l, 2000), series(m, NULL, ARRAY[l]);
    RETURN 'valid';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is_empty($$SELECT outcome, count(*) FROM (SELECT outcome_of_part(m, 'label 42') AS outcome FROM damaged) AS d
    WHERE outcome NOT IN ('valid', 'XX001') GROUP BY 1$$, 'damaged parts are read or refused cleanly');

SELECT * FROM finish();
ROLLBACK;
