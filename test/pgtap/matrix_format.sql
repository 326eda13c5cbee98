-- Stored forms of trade_matrix: bytes of every version, which must read for ever.
BEGIN;
SELECT plan(12);

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
    ('empty', '\x01000000000000000000000000000000000000000000000000000000',
        '{"labels":null,"periods":null,"flows":{}}'),
    ('text, years', '\x01000101020001000200000002000000c85e000001010c010000000001014142010002000000000000010564',
        '{"labels":"text","periods":"year","flows":{"B":{"A":{"2022":5,"2023":100}}}}'),
    ('text, months', '\x0100010203000100030000000d000000d45e0000010100060000000003030743484e525553c581c3b364c5ba010003000000000002000d0100480f625e0b00d0108245fd010000000000',
        '{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":12.5,"2024-02":-3},"Łódź":{"2023-02":0.000000000001}}}}'),
    ('countries, years', '\x01000201030002000600000000000000bc5e000001010c04000000003b3fe643048d00000200000002000600000001020000000100010001020040420f00c409000007000000080000000900000015cd5b07',
        '{"labels":"country_code","periods":"year","flows":{"CHN":{"DEU":{"2021":1000000},"RUS":{"2022":2500}},"RUS":{"CHN":{"2021":7,"2022":8,"2023":9},"DEU":{"2021":123456789}}}}'),
    ('countries, months', '\x01000202020001000200000000000000d35e000001010a02000000003b3f048d0100020000000000000130757d00',
        '{"labels":"country_code","periods":"month","flows":{"RUS":{"CHN":{"2022-12":300,"2023-01":1.25}}}}'),
    ('quantities', '\x01010102030001000300000003000000d45e000001010b010b010b010101014142430000030000000101020002007d46001e0019194600',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2023-01":[12.5,3,10],"2023-03":7},"C":{"2023-01":[0,2.5,0]}}}}'),
    ('quantities of all rows', '\x01010201020001000200000000000000c85e000001010c020c010c003b3f048d01000200000000000001dc05d0071e23',
        '{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2022":[1500,30,1500],"2023":[2000,35,2000]}}}}'),
    ('wide numbers', '\x010001010300010004000000030000000c00000002010010000000000101014142430000040000000101020200000e27cf07d00700000000a0a0371069b47e331ecfe47f00000000605fc8ef964b81cce1301b800100000000000000000000000000000014aa8dd926f258f1fd1e660000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"0001":170000000000000000000000000,"9999":-170000000000000000000000000},"C":{"2000":0.000000000001,"2001":123456789012345.123456789012}}}}'),
    ('wide quantities', '\x01010101010001000100000001000000c05d000000010c0c0c01000f0141000001000000000000001633eaab88196173ffff00000000c0be90df2d970299c36136',
        '{"labels":"text","periods":"year","flows":{"A":{"A":{"2000":[-170000000000000000000000000,-1,170000000000000000000000000]}}}}'),
    ('far apart', '\x010001020300020003000000030000000c00000003010c0100000000010101414243000002000000010003000000010102000000b3d401cd5e00010102',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"0001-01":1,"9999-12":1}},"B":{"C":{"2023-06":2}}}}');

CREATE TABLE version_2 (name text, bytes bytea, content text);
INSERT INTO version_2 VALUES
    ('empty', '\x020000000000000000000000000000000000000000000000000000000000000000000000',
        '{"labels":null,"periods":null,"flows":{}}'),
    ('text, years', '\x0200010102000100020000000100000002000000c85e0000020000000500000001010000010141420101010500c10305320000000000000000',
        '{"labels":"text","periods":"year","flows":{"B":{"A":{"2022":5,"2023":100}}}}'),
    ('text, months', '\x020201020300010003000000020000000d000000d45e000003000000090000000101000003030743484e525553c581c3b364c5ba010d0102090002b20115faec20000000000000000000',
        '{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":12.5,"2024-02":-3},"Łódź":{"2023-02":0.000000000001}}}}'),
    ('countries, years', '\x0200020103000200060000000400000000000000bc5e00000300000014000000010100003b3fe643048d01020002080202140102f2e111e867000001c1c90f0744a2a279eb000000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"CHN":{"DEU":{"2021":1000000},"RUS":{"2022":2500}},"RUS":{"CHN":{"2021":7,"2022":8,"2023":9},"DEU":{"2021":123456789}}}}'),
    ('countries, months', '\x0200020202000100020000000100000000000000d35e00000200000007000000010100003b3f048d0101010700a40330f53e000000000000000000',
        '{"labels":"country_code","periods":"month","flows":{"RUS":{"CHN":{"2022-12":300,"2023-01":1.25}}}}'),
    ('quantities', '\x0201010203000100030000000200000003000000d45e0000020000001000000001010000010101414243020002100102b1c1b100b100077de300903166000000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2023-01":[12.5,3,10],"2023-03":7},"C":{"2023-01":[0,2.5,0]}}}}'),
    ('quantities of all rows', '\x0201020102000100020000000100000000000000c85e00000200000009000000010100003b3f048d0101010900e1c100030f8a67040000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2022":[1500,30,1500],"2023":[2000,35,2000]}}}}'),
    ('wide numbers', '\x02020101030001000400000002000000030000000c000000040000004500000002010000010101414243cf07d0070e270002450102ff0f69000080accbcada6fff47000000000000ffff7faccbcada6fff470000000000000200000000000000000000000000000028541bb34de4b1e2fb3dcc00000000000000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"0001":170000000000000000000000000,"9999":-170000000000000000000000000},"C":{"2000":0.000000000001,"2001":123456789012345.123456789012}}}}'),
    ('wide quantities', '\x0207010101000100010000000100000001000000c05d0000010000002600000000010000014100012600ffc10f01ffff7faccbcada6fff470000000000000100000000605fc8ef964b81cce1301b000000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"A":{"2000":[-170000000000000000000000000,-1,170000000000000000000000000]}}}}'),
    ('far apart', '\x02000102030002000300000002000000030000000c000000030000000900000003010000010101414243cd5e00b3d40100010501010901c105810002c102020000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"0001-01":1,"9999-12":1}},"B":{"C":{"2023-06":2}}}}'),
    ('listed periods', '\x0210010206000100060000000500000006000000d05d00000600000014000000010102000101010101014142434445460e1c2a2c2d0005140102030405c1c1c1c1c155221a0b01cb805030000000000000000000',
        '{"labels":"text","periods":"month","flows":{"A":{"B":{"2001-05":1},"C":{"2002-07":22},"D":{"2003-09":3},"E":{"2004-11":4},"F":{"2005-01":5,"2005-02":6}}}}'),
    ('periods with a gap', '\x0202010103000200040000000200000003000000cc5d0000030000001200000001010000010101414243161700010e02011201c90702000000404b4c6009000000c104010000000000000000',
        '{"labels":"text","periods":"year","flows":{"A":{"B":{"2001":1,"2023":20000000,"2024":300}},"C":{"A":{"2024":-1}}}}'),
    ('doubles', '\x0200020102000100020000000100000000000000c85e00000200000011000000010100003b3f048d01010111002c03baba8a3cd5624403143e0c91e0000000000000000000',
        '{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2022":123456.789012345,"2023":98765.4321098765}}}}');

CREATE TABLE twin AS
SELECT name, stored(bytes) AS old, content::trade_matrix AS new, content FROM version_1;

-- version 2: what is written, and what is read
SELECT results_eq($$SELECT name, bytes(content::trade_matrix) FROM version_2$$, $$SELECT name, bytes FROM version_2$$,
    'version 2 is written as ever');
SELECT results_eq($$SELECT name, stored(bytes)::text FROM version_2$$, $$SELECT name, content FROM version_2$$,
    'version 2 reads as ever');

-- version 1: what is read, and that nothing tells it from its twin of version 2
SELECT results_eq($$SELECT name, old::text FROM twin$$, $$SELECT name, content FROM twin$$, 'version 1 reads as ever');
SELECT is_empty($$SELECT name FROM twin WHERE NOT (old = new AND new = old AND old <= new AND old >= new) OR old <> new OR old < new
    OR trade_matrix_cmp(old, new) <> 0$$, 'version 1 equals its twin');
SELECT is_empty($$SELECT name FROM twin WHERE trade_matrix_hash(old) <> trade_matrix_hash(new)
    OR trade_matrix_hash_extended(old, 42) <> trade_matrix_hash_extended(new, 42)$$, 'its hash too');
SELECT is_empty($$SELECT name FROM twin WHERE bytes(old + (new - new)) <> bytes(new) OR bytes((new - new) + old) <> bytes(new)
    OR bytes(new - old) <> bytes(new - new)$$, 'it merges and subtracts as its twin');
SELECT results_eq($$SELECT name, (SELECT bytes(rollup(o.old)) FROM twin AS o WHERE o.name = t.name) FROM twin AS t$$,
    $$SELECT name, bytes(new) FROM twin$$, 'rollup makes it version 2');
SELECT results_eq($$SELECT name, f.* FROM twin, flows(old) AS f$$, $$SELECT name, f.* FROM twin, flows(new) AS f$$, 'its rows');
SELECT is_empty($$SELECT name FROM twin WHERE trade_matrix_send(old) <> trade_matrix_send(new) OR old::jsonb <> new::jsonb$$,
    'its binary form and jsonb');
SELECT is((SELECT count(*) FROM twin AS a JOIN twin AS b ON a.old = b.new), (SELECT count(*) FROM twin), 'it joins with its twin');

-- hostile values of both versions: each byte flipped, each prefix
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
        FROM (TABLE version_1 UNION ALL TABLE version_2) AS v, generate_series(0, length(bytes) - 1) AS at,
            unnest(ARRAY[1, 2, 16, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001') GROUP BY 1, 2$$, 'flipped bytes are read or refused cleanly');
SELECT is_empty($$
    SELECT name, outcome, count(*) FROM (SELECT name, outcome(substr(bytes, 1, at)) AS outcome
        FROM (TABLE version_1 UNION ALL TABLE version_2) AS v, generate_series(0, length(bytes) - 1) AS at) AS f
    WHERE outcome <> 'XX001' GROUP BY 1, 2$$, 'cut values are refused');

SELECT * FROM finish();
ROLLBACK;
