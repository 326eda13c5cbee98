-- The stored form of trade_matrix: fixed bytes, which must read for ever.
BEGIN;
SELECT plan(9);

SET LOCAL client_min_messages = warning;
CREATE TYPE raw_matrix;
CREATE FUNCTION raw_in(cstring) RETURNS raw_matrix LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION raw_out(raw_matrix) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE raw_matrix (INPUT = raw_in, OUTPUT = raw_out, INTERNALLENGTH = VARIABLE, ALIGNMENT = double);
CREATE CAST (raw_matrix AS trade_matrix) WITHOUT FUNCTION;
CREATE CAST (trade_matrix AS raw_matrix) WITHOUT FUNCTION;
CREATE FUNCTION stored(bytea) RETURNS trade_matrix LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1::text::raw_matrix::trade_matrix $$;
CREATE FUNCTION bytes(trade_matrix) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1::raw_matrix::text::bytea $$;

CREATE TABLE version_1 (name text, bytes bytea, content text);
INSERT INTO version_1 VALUES
    ('empty', '\x010000000000000000000000000000000000000000000000000000000000000000000000',
        '{"labels":null,"periods":null,"flows":{}}'),
    ('text, years', '\x0100010102000100020000000100000002000000c85e0000020000000500000001010000010141420101010500c10305320000000000000000',
        '{"labels":"text","periods":"year","flows":{"B":{"A":{"2022":5,"2023":100}}}}'),
    ('text, months', '\x010201020300010003000000020000000d000000d45e000003000000090000000101000003030743484e525553c581c3b364c5ba010d0102090002b20115faec20000000000000000000',
        '{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":12.5,"2024-02":-3},"Łódź":{"2023-02":0.000000000001}}}}'),
    ('countries, years', '\x0100020103000200060000000400000000000000bc5e00000300000014000000010100003b3fe643048d01020002080202140102f2e111e867000001c1c90f0744a2a279eb000000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"CHN":{"DEU":{"2021":1000000},"RUS":{"2022":2500}},"RUS":{"CHN":{"2021":7,"2022":8,"2023":9},"DEU":{"2021":123456789}}}}'),
    ('countries, months', '\x0100020202000100020000000100000000000000d35e00000200000007000000010100003b3f048d0101010700a40330f53e000000000000000000',
        '{"labels":"country_code","periods":"month","flows":{"RUS":{"CHN":{"2022-12":300,"2023-01":1.25}}}}'),
    ('quantities', '\x0101010203000100030000000200000003000000d45e0000020000001000000001010000010101414243020002100102b1c1b100b100077de300903166000000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2023-01":[12.5,3,10],"2023-03":7},"C":{"2023-01":[0,2.5,0]}}}}'),
    ('quantities of all rows', '\x0101020102000100020000000100000000000000c85e00000200000009000000010100003b3f048d0101010900e1c100030f8a67040000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2022":[1500,30,1500],"2023":[2000,35,2000]}}}}'),
    ('wide numbers', '\x01020101030001000400000002000000030000000c000000040000004500000002010000010101414243cf07d0070e270002450102ff0f69000080accbcada6fff47000000000000ffff7faccbcada6fff470000000000000200000000000000000000000000000028541bb34de4b1e2fb3dcc00000000000000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"0001":170000000000000000000000000,"9999":-170000000000000000000000000},"C":{"2000":0.000000000001,"2001":123456789012345.123456789012}}}}'),
    ('wide quantities', '\x0107010101000100010000000100000001000000c05d0000010000002600000000010000014100012600ffc10f01ffff7faccbcada6fff470000000000000100000000605fc8ef964b81cce1301b000000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"A":{"2000":[-170000000000000000000000000,-1,170000000000000000000000000]}}}}'),
    ('far apart', '\x01000102030002000300000002000000030000000c000000030000000900000003010000010101414243cd5e00b3d40100010501010901c105810002c102020000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"0001-01":1,"9999-12":1}},"B":{"C":{"2023-06":2}}}}'),
    ('listed periods', '\x0110010206000100060000000500000006000000d05d00000600000014000000010102000101010101014142434445460e1c2a2c2d0005140102030405c1c1c1c1c155221a0b01cb805030000000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2001-05":1},"C":{"2002-07":22},"D":{"2003-09":3},"E":{"2004-11":4},"F":{"2005-01":5,"2005-02":6}}}}'),
    ('periods with a gap', '\x0102010103000200040000000200000003000000cc5d0000030000001200000001010000010101414243161700010e02011201c90702000000404b4c6009000000c104010000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"2001":1,"2023":20000000,"2024":300}},"C":{"A":{"2024":-1}}}}'),
    ('doubles', '\x0100020102000100020000000100000000000000c85e00000200000011000000010100003b3f048d01010111002c03baba8a3cd5624403143e0c91e0000000000000000000',
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
