-- hs_code: hierarchy and order against the text, plans, binary form, hostile input.
BEGIN;
SELECT plan(169);
SELECT setseed(0.85);

-- Codes of every length, many of them under one another.
CREATE TEMP TABLE t AS
SELECT DISTINCT left(lpad(((1 + floor(random() * 99 * 10 ^ (i % 9)) / 10 ^ (i % 9)) * 1e8)::bigint::text, 10, '0'), 2 * (1 + i % 5)) AS txt
FROM generate_series(1, 60000) AS i;
DELETE FROM t WHERE txt ~ '^(00|77)' OR length(txt) % 2 <> 0;
CREATE TEMP TABLE c AS SELECT txt, txt::hs_code AS code FROM t;
CREATE TEMP TABLE a AS SELECT * FROM c ORDER BY random() LIMIT 300;

SELECT is_empty('SELECT * FROM c WHERE code::text <> txt OR hs_digits(code) <> length(txt)', 'text round trip');
SELECT is_empty($$SELECT * FROM c JOIN a ON (c.code <@ a.code) <> (left(c.txt, length(a.txt)) = a.txt)$$, '<@ is a prefix of the text');
SELECT is_empty($$SELECT * FROM c JOIN a ON (a.code @> c.code) <> (c.code <@ a.code)$$, '@> is its commutator');
SELECT is_empty($$SELECT * FROM c JOIN a ON hs_within(c.code, a.code) <> (c.code <@ a.code)
    OR hs_contains(a.code, c.code) <> (c.code <@ a.code)$$, 'so are the functions');
SELECT is_empty($$SELECT * FROM c JOIN a ON (c.code >= a.code AND c.code <= hs_range_end(a.code)) <> (c.code <@ a.code)$$,
    'all codes within an ancestor are one range');
SELECT isnt_empty('SELECT * FROM c JOIN a ON c.code <@ a.code AND c.code <> a.code', 'and there are some');
SELECT results_eq('SELECT txt FROM c ORDER BY code', 'SELECT txt FROM c ORDER BY txt COLLATE "C"', 'order is that of the text');
SELECT results_eq('SELECT txt FROM c ORDER BY code DESC', 'SELECT txt FROM c ORDER BY txt COLLATE "C" DESC', 'and downwards');
SELECT is_empty($$SELECT * FROM c JOIN a ON
    (c.code < a.code, c.code <= a.code, c.code = a.code, c.code <> a.code, c.code >= a.code, c.code > a.code, hs_code_cmp(c.code, a.code))
    IS DISTINCT FROM
    (c.txt COLLATE "C" < a.txt, c.txt COLLATE "C" <= a.txt, c.txt = a.txt, c.txt <> a.txt, c.txt COLLATE "C" >= a.txt, c.txt COLLATE "C" > a.txt,
     CASE WHEN c.txt = a.txt THEN 0 WHEN c.txt COLLATE "C" < a.txt THEN -1 ELSE 1 END)$$, 'comparisons are those of the text');
SELECT is_empty($$SELECT * FROM c, LATERAL (VALUES (2), (4), (6), (8), (10)) AS d(n)
    WHERE hs_level(code, n)::text IS DISTINCT FROM CASE WHEN n <= length(txt) THEN left(txt, n) END$$, 'hs_level cuts the text');
SELECT is_empty($$SELECT * FROM c WHERE hs_chapter(code)::text <> left(txt, 2)$$, 'hs_chapter is the first two digits');
SELECT is_empty($$SELECT * FROM c WHERE hs_code(txt::bigint, length(txt)) <> code$$, 'hs_code(number, digits) restores leading zeros');
SELECT is_empty($$SELECT * FROM c WHERE hs_range_end(code)::text <> rpad(txt, 10, '9')$$, 'hs_range_end is filled up with nines');

-- text where people write it, and literals
SELECT is_empty($$SELECT txt FROM c WHERE hs_chapter(txt) <> hs_chapter(code) OR hs_digits(txt) <> hs_digits(code)
    OR hs_level(txt, 4) IS DISTINCT FROM hs_level(code, 4)$$, 'text overloads read as the type does');
SELECT is(ARRAY[hs_chapter('854231'), hs_chapter(' 8542.31'::text), hs_level('85423190', 6), hs_level('8542'::text, 6), hs_chapter('Total'),
    hs_level('101', 2), hs_level('10121.0'::text, 2), hs_chapter(NULL)]::text[], '{85,85,854231,NULL,NULL,NULL,NULL,NULL}'::text[],
    'literals are text; NULL where the text is no code');
SELECT is(hs_digits('8542.31') || coalesce(hs_digits('854'::text)::text, '-'), '6-', 'so of hs_digits');
SELECT throws_ok('SELECT hs_level(''854231''::text, 3)', '22023', NULL, 'no level of 3 digits, of text either');

-- real codes, where SANCTIONS_DATA names the folder of shared data
\getenv data SANCTIONS_DATA
\if :{?data}
CREATE TEMP TABLE vintage (rev text, rev_name text, code text, parent text, level text, description text);
\copy vintage FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/hs/hs_codes_H0_H6.csv.gz"' CSV HEADER
SELECT is_empty($$SELECT code FROM vintage WHERE code ~ '^[0-9]+$' AND (try_hs_code(code)::text IS DISTINCT FROM code
    OR try_hs_code(left(code, 4) || '.' || substr(code, 5))::text IS DISTINCT FROM code AND length(code) > 4)$$, 'every code of every vintage is read');
SELECT cmp_ok((SELECT count(DISTINCT try_hs_code(code)) FROM vintage), '>', 8000::bigint, 'and there are many');
\else
SELECT skip('the environment variable SANCTIONS_DATA names no folder of shared data', 2);
\endif

-- hash
SELECT is((SELECT count(DISTINCT hs_code_hash(code)) > 0.99 * count(*) FROM c), true, 'hashes differ');
SELECT is_empty('SELECT * FROM c WHERE hs_code_hash_extended(code, 0)::bit(32) <> hs_code_hash(code)::bit(32)',
    'the extended hash with seed 0 has the hash as its low half');
SELECT isnt(hs_code_hash_extended('85', 1), hs_code_hash_extended('85', 2), 'the seed matters');
SELECT is((SELECT count(*) FROM (SELECT code FROM c UNION ALL SELECT code FROM c) AS two GROUP BY code HAVING count(*) <> 2), NULL, 'groups');
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_nestloop = off;
SELECT is((SELECT count(*) FROM c AS x JOIN c AS y USING (code)), (SELECT count(*) FROM c), 'hash join');
SET LOCAL enable_mergejoin = on;
SET LOCAL enable_hashjoin = off;
SELECT is((SELECT count(*) FROM c AS x JOIN c AS y USING (code)), (SELECT count(*) FROM c), 'merge join');
RESET enable_nestloop;
RESET enable_mergejoin;
RESET enable_hashjoin;

SELECT ok(amvalidate(oid), 'amvalidate: ' || (SELECT amname FROM pg_am WHERE pg_am.oid = opcmethod))
FROM pg_opclass WHERE opcname = 'hs_code_ops' ORDER BY opcmethod;

-- plans
CREATE TEMP TABLE f AS SELECT hs_code(i, 6) AS product, i FROM generate_series(10001, 999999, 7) AS i
WHERE i / 10000 <> 77;
CREATE INDEX f_product ON f (product);
-- all rows are looked at, so that estimates are the same each time
ALTER TABLE f ALTER product SET STATISTICS 1000;
ANALYZE f;
CREATE TEMP TABLE wanted (code hs_code);
INSERT INTO wanted VALUES ('8542'), ('0101'), ('847150');
ANALYZE wanted;

CREATE FUNCTION pg_temp.conditions(query text) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
    RETURN ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(plan::text, '"(Index Cond|Filter|Join Filter|Recheck Cond)":', 'g') AS m ORDER BY 1);
END $$;

SELECT is(pg_temp.conditions(q), '{Index Cond}', 'a plain index answers: ' || q)
FROM unnest(ARRAY[
    $$SELECT i FROM f WHERE product <@ '8542'$$,
    $$SELECT i FROM f WHERE '8542' @> product$$,
    $$SELECT i FROM f WHERE hs_within(product, '8542')$$,
    $$SELECT i FROM f WHERE hs_contains('8542', product)$$,
    $$SELECT i FROM wanted JOIN f ON product <@ code$$,
    $$SELECT i FROM wanted JOIN f ON code @> product$$,
    $$SELECT i FROM f WHERE product <@ (SELECT code FROM wanted LIMIT 1)$$,
    $$SELECT code, (SELECT count(*) FROM f WHERE product <@ code) FROM wanted$$]) AS q;
SELECT ok(NOT 'Index Cond' = ANY (pg_temp.conditions(q)), 'no index for: ' || q)
FROM unnest(ARRAY[
    $$SELECT i FROM f WHERE '8542' <@ product$$,
    $$SELECT i FROM f WHERE product @> '8542'$$,
    $$SELECT i FROM f WHERE product <@ hs_level(product, 2)$$,
    $$SELECT i FROM f WHERE product <@ hs_code(1 + (random() * 8)::int, 2)$$,
    $$SELECT i FROM f WHERE hs_within(product, hs_code(1 + (random() * 8)::int, 2))$$,
    $$SELECT i FROM f WHERE hs_within(product, product)$$]) AS q;
SELECT is_empty($$SELECT i FROM f WHERE product <@ NULL::hs_code$$, 'NULL ancestor: no rows');

PREPARE below(hs_code) AS SELECT i FROM f WHERE product <@ $1;
PREPARE above(hs_code) AS SELECT i FROM f WHERE $1 @> product;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT is(pg_temp.conditions($$EXECUTE below('8542')$$), '{Index Cond}', 'generic plan of <@');
SELECT is(pg_temp.conditions($$EXECUTE above('8542')$$), '{Index Cond}', 'generic plan of @>');
SELECT set_eq($$EXECUTE below('8542')$$, 'SELECT i FROM f WHERE i / 100 = 8542', 'the generic plan finds what it should');
SELECT set_eq($$EXECUTE above('03')$$, 'SELECT i FROM f WHERE i / 10000 = 3', 'and so for another parameter');
SELECT is_empty('EXECUTE below(NULL)', 'a NULL parameter finds nothing');
RESET plan_cache_mode;

SELECT set_eq($$SELECT i FROM f WHERE product <@ '8542'$$, 'SELECT i FROM f WHERE i / 100 = 8542', 'constant');
SELECT set_eq($$SELECT i FROM wanted JOIN f ON product <@ code$$,
    'SELECT i FROM f WHERE i / 100 IN (8542, 101) OR i = 847150', 'join');
SELECT set_eq($$SELECT i FROM f WHERE product <@ '99'$$, 'SELECT i FROM f WHERE i / 10000 = 99', 'the last chapter');

-- an index whose operator family sorts downwards is not taken for ours
CREATE FUNCTION hs_code_cmp_downwards(hs_code, hs_code) RETURNS integer LANGUAGE sql IMMUTABLE RETURN hs_code_cmp($2, $1);
CREATE OPERATOR CLASS hs_code_downwards FOR TYPE hs_code USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <,
    FUNCTION 1 hs_code_cmp_downwards(hs_code, hs_code);
CREATE TEMP TABLE g AS SELECT * FROM f WHERE i % 5 = 0;
CREATE INDEX g_product ON g (product hs_code_downwards);
ANALYZE g;
PREPARE below_g(hs_code) AS SELECT i FROM g WHERE product <@ $1;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT is(pg_temp.conditions($$EXECUTE below_g('8542')$$), '{Filter}', 'a foreign operator family is left alone');
-- a constant is a range of the server's own making, whichever way the index sorts
SELECT is(pg_temp.conditions($$SELECT i FROM g WHERE product <@ '8542'$$), '{"Index Cond"}', 'but a constant is a range to it, too');
SELECT set_eq($$SELECT i FROM g WHERE product <@ '8542'$$, 'SELECT i FROM f WHERE i / 100 = 8542 AND i % 5 = 0', 'and the rows are right');
-- nor is one of another kind
DROP INDEX g_product;
CREATE INDEX g_hash ON g USING hash (product);
SELECT is(pg_temp.conditions($$EXECUTE below_g('8542')$$), '{Filter}', 'a hash index is left alone');
RESET plan_cache_mode;
SELECT is(pg_temp.conditions($$SELECT i FROM g WHERE product = '854210'$$), '{"Index Cond"}', 'but it answers =');

-- row estimates come from the data
CREATE FUNCTION pg_temp.estimate(query text) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN plan #>> '{0,Plan,Plan Rows}';
END $$;
SELECT ok(pg_temp.estimate($$SELECT i FROM f WHERE product <@ '85'$$) BETWEEN 700 AND 2900, 'estimate of a chapter: 1429 rows');
SELECT ok(pg_temp.estimate($$SELECT i FROM f WHERE product <@ '854231'$$) < 300, 'estimate of a subheading: one row');

-- binary form
CREATE TEMP TABLE wire (code hs_code);
COPY (SELECT code FROM c) TO PROGRAM 'cat > sanctions_hs_test.bin' (FORMAT binary);
COPY wire FROM PROGRAM 'cat sanctions_hs_test.bin; rm sanctions_hs_test.bin' (FORMAT binary);
SELECT set_eq('SELECT code FROM wire', 'SELECT code FROM c', 'binary round trip');
SELECT is(hs_code_send('8542.31'), '854231'::bytea, 'the digits');

-- What the server makes of bytes from a client: a binary COPY of one value.
CREATE FUNCTION pg_temp.receive(bytes bytea) RETURNS hs_code
LANGUAGE plpgsql AS $$
DECLARE
    received hs_code;
    stream bytea := int4send(length(bytes)) || bytes;
    octal text;
BEGIN
    SELECT string_agg(format('\%s%s%s', b / 64, b / 8 % 8, b % 8), '' ORDER BY i) INTO octal
    FROM (SELECT i, get_byte(stream, i) AS b FROM generate_series(0, length(stream) - 1) AS i) AS byte;
    TRUNCATE wire;
    EXECUTE format('COPY wire FROM PROGRAM %L (FORMAT binary)',
        $sh$printf 'PGCOPY\n\377\r\n\000$sh$ || repeat('\000', 8) || '\000\001' || octal || $sh$\377\377'$sh$);
    SELECT code INTO received FROM wire;
    RETURN received;
END $$;
SELECT is(pg_temp.receive('8542'), '8542', 'binary input');
SELECT is(pg_temp.receive('9999999999'), '9999999999', 'binary input of the last code');
SELECT throws_ok(format('SELECT pg_temp.receive(%L)', bytes), '22P03', NULL, 'binary input refused: ' || why)
FROM (VALUES
    (''::bytea, 'nothing'), ('8', 'one digit'), ('854', 'three digits'), ('85423190011', 'eleven digits'), ('854231900112', 'twelve'),
    ('8542.31', 'a dot'), ('85 42', 'a blank'), (' 8542', 'a blank in front'), ('8542 ', 'a blank behind'), ('0042', 'chapter 00'),
    ('7742', 'chapter 77'), ('TOTAL!', 'letters'), ('\x38353432c2a0', 'a no-break space'), ('\x3835343200', 'a zero byte'),
    ('\x019653000000000000', 'a number'), ('\xffff', 'no text'), (repeat('85', 2000)::bytea, 'long')) AS v(bytes, why);

-- text input: whatever is read has the digits of what was written, in their order
CREATE TEMP TABLE mutant AS
SELECT overlay(s PLACING substr(e' .0..0779A-+\t\u00a0\ufeff\u2007\u00e9\u0660', 1 + (random() * 17)::int, (random() * 1.6)::int)
        FROM 1 + (random() * length(s))::int FOR (random() * 2)::int) AS s
FROM (SELECT (ARRAY['8542', '8542.31', '85 42 31 90', '8542 31 900 1', '0101', ' 01 ', '0501.00', '854231.00', '10121.0', '8542.31.00.00'])[1 + i % 10] AS s
      FROM generate_series(1, 30000) AS i) AS written;
INSERT INTO mutant SELECT overlay(s PLACING '.' FROM 1 + (random() * length(s))::int FOR 0) FROM mutant;
-- a dot after an even number of digits only, and no float of six digits or more
SELECT is_empty($$SELECT s, try_hs_code(s) FROM (SELECT s, regexp_replace(s, e'[ \t\u00a0\ufeff\u2007]', '', 'g') AS d FROM mutant) AS t
    WHERE try_hs_code(s)::text IS DISTINCT FROM
        CASE WHEN d ~ '^([0-9]{2})+(\.([0-9]{2})+)*$' AND d !~ '^[0-9]{6,}\.0+$' AND d !~ '^(00|77)' AND length(replace(d, '.', '')) <= 10
             THEN replace(d, '.', '') END$$, 'mutated text');
SELECT cmp_ok((SELECT count(try_hs_code(s)) FROM mutant), '>', 3000::bigint, 'many mutants are codes');
SELECT cmp_ok((SELECT count(*) FILTER (WHERE try_hs_code(s) IS NULL) FROM mutant), '>', 3000::bigint, 'many are not');

-- errors
SELECT throws_ok(format('SELECT %L::hs_code', s), '22P02', format('invalid input syntax for type hs_code: "%s"', s), 'refused: ' || s)
FROM unnest(ARRAY['', ' ', '1', '101', '854231900', '85423190011', '854231900112', '.85', '85.', '85..42', '85 . . 42', '-85', '8.5e1',
    'TOTAL', U&'\00A0', U&'\0668\0665', '10121.0', '854231.0', '85423100.00', '854231.00', '1012.1', '85423100.0', '008542', '00', '77', '7701.10']) AS s;

-- each refusal says what happened
CREATE FUNCTION pg_temp.message(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE query;
EXCEPTION WHEN OTHERS THEN
    RETURN sqlerrm;
END $$;
CREATE FUNCTION pg_temp.hint(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE query;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN hint;
END $$;
SELECT matches(pg_temp.hint(format('SELECT %L::hs_code', s)), want, 'the hint for ' || s)
FROM (VALUES
    ('10121.0', 'decimal point.*leading zero'), ('854231.0', 'decimal point'), ('85423100.00', 'decimal point'), ('101.000', 'decimal point'),
    (e'1\u00a0012\u00a0121.0', 'decimal point'), ('8.54231E+05', 'decimal point'), ('8542319e-3', 'decimal point'), ('10121,0', 'decimal point'),
    ('101.21', 'A dot.*leading zero'), ('8542.31.900.1', 'A dot'), ('8542.3', 'zero at its end'),
    ('101', 'leading zero'), ('8542319', 'leading zero'), ('854231900', 'National.*9 digits'), ('8542.31.900', 'National.*9 digits'),
    ('85423190011', '11 or 12 digits.*10, 8 or 6'), ('8542 31 90 0112', '11 or 12 digits.*10, 8 or 6'), ('8542319001122', 'at most 10'),
    (lpad('8542', 6, '0'), 'chapter 00 or 77'), ('0000', 'chapter 00 or 77'), ('77', 'chapter 00 or 77'), ('TOTAL', 'as in 8542.31'), ('', 'as in 8542.31')) AS v(s, want);
SELECT matches(pg_temp.hint(q), want, 'the hint for ' || q)
FROM (VALUES ('SELECT hs_code(8542, 6)', 'chapter 00 or 77'), ('SELECT hs_code(0, 4)', 'chapter 00 or 77'), ('SELECT hs_code(7701, 4)', 'chapter 00 or 77'),
    ('SELECT hs_code(10121, 4)', 'number of digits')) AS v(q, want);
SELECT is((SELECT array_agg(try_hs_code(s)::text ORDER BY o) FROM unnest(ARRAY['0501.00', '8542.31.00', '85.00', '8542.00', '854231.10', '8542319.01',
    e'8542\u00a031', e'\ufeff8542', e'8542.31\u202f', e'\t85\u200942\u300031', '85 .42', e'\u200b85', '9999', '76', '78', '01', '0708.10.00.10']) WITH ORDINALITY AS u(s, o)),
    '{050100,85423100,8500,854200,85423110,NULL,854231,8542,854231,854231,8542,85,9999,76,78,01,0708100010}'::text[],
    'codes with dots and white space of any kind');
-- the number of digits asked for gives a leading zero back, and a float its code
SELECT is_empty($$SELECT txt FROM c WHERE try_hs_code(ltrim(txt, '0'), length(txt)) IS DISTINCT FROM code
    OR try_hs_code(ltrim(txt, '0') || '.0', length(txt)) IS DISTINCT FROM code OR try_hs_code(txt, length(txt)) IS DISTINCT FROM code
    OR try_hs_code(txt, CASE WHEN length(txt) = 10 THEN 2 ELSE length(txt) + 2 END) IS NOT NULL$$, 'try_hs_code(text, digits)');
SELECT is((SELECT array_agg(try_hs_code(s, d)::text ORDER BY o) FROM unnest(
    ARRAY['10121', '10121.0', '8542', '8542.00', '8542.00', '8542.31', ' 10121 ', '10121.5', '1.0121e4', '85423190', '', 'TOTAL', '7701', '.0', '101.21', NULL, '-8542'],
    ARRAY[6, 6, 6, 6, 4, 6, 6, 6, 6, 6, 6, 6, 4, 4, 6, 6, 4]) WITH ORDINALITY AS u(s, d, o)),
    '{010121,010121,NULL,854200,8542,854231,010121,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL}'::text[], 'and nothing else');
SELECT throws_ok('SELECT try_hs_code(''8542'', ' || d || ')', '22023', NULL, 'no code of so many digits: ' || d) FROM unnest('{0,3,12}'::int[]) AS d;
SELECT is(length(substring(pg_temp.message(format('SELECT %L::hs_code', repeat('x', 39) || repeat('é', 100))) FROM '"(.*)"')), 42, 'a message shows the start of a long text');
SELECT throws_ok('SELECT hs_code(''101''::text)', '22P02', NULL, 'the cast from text refuses as input does');
SELECT throws_ok('SELECT hs_code(5, ' || d || ')', '22023', NULL, 'no code has so many digits: ' || d)
FROM unnest('{-2,0,1,3,9,11,12}'::int[]) AS d;
SELECT throws_ok('SELECT hs_level(''85'', ' || d || ')', '22023', NULL, 'no level of so many digits: ' || d)
FROM unnest('{-2,0,1,3,12}'::int[]) AS d;
SELECT throws_ok('SELECT hs_code(' || n || ', 4)', '22003', NULL, 'not a number of 4 digits: ' || n)
FROM unnest('{-1,10000,9223372036854775807}'::bigint[]) AS n;
SELECT throws_ok('SELECT 8542::hs_code', '42846', NULL, 'no cast from integer');
SELECT throws_ok('SELECT ''85''::hs_code = 85', '42883', NULL, 'no comparison with an integer');
SELECT throws_ok('SELECT ''85''::hs_code::integer', '42846', NULL, 'no cast to integer');
SELECT is((SELECT count(*) FROM pg_cast WHERE 'hs_code'::regtype IN (castsource, casttarget)), 4::bigint, 'four casts');
SELECT is((SELECT castcontext FROM pg_cast WHERE castsource = 'hs_code'::regtype AND casttarget = 'text'::regtype), 'a', 'to text on assignment');
SELECT is((SELECT castcontext FROM pg_cast WHERE castsource = kind::regtype AND casttarget = 'hs_code'::regtype), 'a', 'from ' || kind || ' on assignment') FROM unnest('{text,varchar,bpchar}'::text[]) AS kind;
SELECT is(try_hs_code(NULL), NULL, 'try_hs_code of NULL');
SELECT is(max(hs), (SELECT hs FROM sanctions_list ORDER BY hs::text COLLATE "C" DESC LIMIT 1), 'max is the last of the text') FROM sanctions_list;
SELECT is(min(hs), (SELECT hs FROM sanctions_list ORDER BY hs::text COLLATE "C" LIMIT 1), 'min is the first of the text') FROM sanctions_list;
SELECT is(max(hs), NULL, 'max over no rows is NULL') FROM sanctions_list WHERE false;

SELECT * FROM finish();
ROLLBACK;
