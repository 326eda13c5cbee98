-- in_codes: a list given as an array, against the hierarchy's own operator, and what
-- a call site keeps when the array changes from row to row.
\set ON_ERROR_STOP 1
BEGIN;
SELECT plan(27);

SELECT setseed(0.3);
CREATE TABLE codes AS
SELECT DISTINCT try_hs_code(left(lpad((1 + random() * 96)::int::text, 2, '0') || lpad((random() * 99999999)::int::text, 8, '0'), 2 * (1 + (random() * 4)::int))) AS hs
FROM generate_series(1, 400);
DELETE FROM codes WHERE hs IS NULL;    -- chapter 77 does not exist
-- arrays of 0 to 9 codes, many a code above another of them, several the same
CREATE TABLE arrays AS
SELECT n, ARRAY(SELECT c.hs FROM codes AS c, generate_series(1, 1 + n % 2) ORDER BY random() LIMIT n % 10) ||
    ARRAY(SELECT hs_chapter(c.hs)::text::hs_code FROM codes AS c ORDER BY random() LIMIT n % 3) AS list
FROM generate_series(1, 60) AS n;
CREATE FUNCTION under(hs hs_code, list hs_code[]) RETURNS boolean LANGUAGE sql AS $$SELECT EXISTS (SELECT FROM unnest(list) AS u WHERE hs <@ u)$$;

SELECT ok(count(*) > 300, 'codes of every length') FROM codes;
SELECT is_empty('SELECT * FROM codes, arrays WHERE in_codes(hs, list) IS DISTINCT FROM under(hs, list)', 'an array that stays for many rows, or for one');
SELECT is_empty('SELECT * FROM arrays, codes WHERE in_codes(hs, list) IS DISTINCT FROM under(hs, list) ORDER BY n', 'the same, joined the other way');
SELECT is_empty('SELECT c.hs FROM codes AS c WHERE in_codes(hs, (SELECT list FROM arrays WHERE n = 59)) IS DISTINCT FROM under(hs, (SELECT list FROM arrays WHERE n = 59))', 'a subquery that runs once');
SELECT is_empty($$SELECT hs FROM codes WHERE in_codes(hs, '{85,8542,854231,01}') IS DISTINCT FROM under(hs, '{85,8542,854231,01}')$$, 'a constant');
SELECT is_empty('SELECT a.hs, b.hs FROM codes AS a, codes AS b WHERE in_codes(a.hs, ARRAY[b.hs]) IS DISTINCT FROM a.hs <@ b.hs', 'an array made for every row, at one address');
SELECT is_empty('SELECT a.hs, n FROM codes AS a, generate_series(1, 6) AS n WHERE in_codes(a.hs, (ARRAY[hs_chapter(a.hs)::text::hs_code, a.hs])[1:n % 3]) IS DISTINCT FROM (n % 3 > 0)', 'one that shrinks and grows');
-- a constant of the plan in one, no constant in the other
PREPARE listed(hs_code[]) AS SELECT count(*) FROM codes WHERE in_codes(hs, $1);
CREATE FUNCTION listed(list hs_code[], mode text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
    PERFORM set_config('plan_cache_mode', mode, true);
    EXECUTE format('EXECUTE listed(%L)', list) INTO found;
    RETURN found;
END $$;
SELECT is_empty(format('SELECT n FROM arrays WHERE listed(list, %L) <> (SELECT count(*) FROM codes WHERE under(hs, list))', mode), 'prepared, ' || mode)
FROM unnest(ARRAY['force_custom_plan', 'force_generic_plan']) AS mode;
CREATE FUNCTION kept(hs hs_code, lists text[]) RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE list hs_code[]; found boolean[]; one boolean;
BEGIN
    FOR i IN 1 .. cardinality(lists) LOOP
        list := lists[i]::hs_code[];
        one := in_codes(hs, list);
        found := found || one;
    END LOOP;
    RETURN found;
END $$;
SELECT is(kept('854231'::text::hs_code, ARRAY['{85}', '{85}', '{85}', '{86}', '{86}', '{86}', '{8542}', '{8541}']), '{t,t,t,f,f,f,t,f}', 'a variable of PL/pgSQL');
SELECT is(in_codes('854231'::text::hs_code, '{{0101,8542},{02,03}}'), true, 'an array of two dimensions');
SELECT is(in_codes('8542'::text::hs_code, '{854231}'), false, 'a code above a listed one is not under it');
SELECT is(in_codes('854231'::text::hs_code, '{}'), false, 'an empty array');
SELECT is(in_codes(NULL::hs_code, '{8542}'), NULL, 'a NULL code');
SELECT is(in_codes('854231'::text::hs_code, NULL), NULL, 'a NULL array');
SELECT throws_ok($$SELECT in_codes('854231'::text::hs_code, '{8542,NULL}')$$, '22004', 'codes must not contain NULL', 'an array that contains NULL');
SELECT is(in_codes('854231'::text::hs_code, ('{8542,NULL}'::hs_code[])[1:1]), true, 'one that did');
SELECT throws_ok($$SELECT in_codes('854231'::text::hs_code, array_fill('8542'::text::hs_code, ARRAY[131073]))$$, '54000', NULL, 'too many codes');
SELECT is(in_codes('854231'::text::hs_code, array_fill('0101'::text::hs_code, ARRAY[131071]) || '85'::text::hs_code), true, 'as many as may be');

-- text, as in_list reads it
SELECT is(array_agg(in_codes(t, '{8542}')), '{t,t,f,f,f,NULL}', 'text that is a code and text that is none') FROM unnest('{854231,8542.31,8541,TOTAL,85SSSS99,NULL}'::text[]) AS t;
SELECT throws_ok($$SELECT in_codes('85423', '{8542}')$$, '22P02', NULL, 'a code that lost its zero');
SELECT is_empty($$SELECT hs FROM codes WHERE in_codes(hs::text, '{85,8542,01}') IS DISTINCT FROM in_codes(hs, '{85,8542,01}')$$, 'a code and its text');

-- what it is for
SELECT is_empty($$SELECT hs, d FROM (SELECT hs FROM codes UNION ALL SELECT unnest(list_codes('CHPL', NULL))) AS c, unnest('{2020-01-01,2024-06-30,NULL}'::date[]) AS d
    WHERE in_codes(hs, list_codes('CHPL', d)) IS DISTINCT FROM in_list(hs, 'CHPL', d)$$, 'as in_list, given list_codes');
SELECT is_empty($$SELECT hs FROM codes WHERE in_codes(hs, (SELECT list_codes('technology'))) IS DISTINCT FROM in_list(hs, 'technology')$$, 'by a subquery');
SELECT is((SELECT count(*) FROM sanctions_country WHERE code = ANY ((SELECT group_members('GECC'))::country_code[])),
    (SELECT count(*) FROM sanctions_country WHERE in_group(code, 'GECC')), 'countries, by a subquery');
SELECT is((SELECT count(*) FROM pg_proc WHERE proname = 'in_codes' AND provolatile = 'i' AND proparallel = 's' AND proisstrict), 2::bigint, 'immutable and parallel safe');
CREATE INDEX by_list ON codes (hs) WHERE in_codes(hs, '{85}');
SELECT is((SELECT count(*) FROM codes WHERE in_codes(hs, '{85}')), (SELECT count(*) FROM codes WHERE hs_chapter(hs)::text = '85'), 'in an index condition');

SELECT * FROM finish();
ROLLBACK;
