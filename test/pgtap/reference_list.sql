-- Product lists: matches, vintages, days, own rows, rights.
\set ON_ERROR_STOP 1
BEGIN;
SELECT plan(94);

-- what is shipped
SELECT is(count(*)::int, 50, 'CHPL has 50 codes') FROM sanctions_list WHERE list_name = 'CHPL';
SELECT is(array_agg(DISTINCT tier ORDER BY tier), '{1,2,3.A,3.B,4.A,4.B}'::text[], 'CHPL has six tiers')
FROM sanctions_list WHERE list_name = 'CHPL';
\getenv data SANCTIONS_DATA
\if :{?data}
    CREATE TEMP TABLE chpl (hs6 text, hs4 text, tier text, subtier text, description text);
    \copy chpl FROM PROGRAM 'cat "$SANCTIONS_DATA/chpl/chpl_2024_02_23.csv"' CSV HEADER
    SELECT set_eq($$SELECT hs::text, tier, lower(valid), description FROM sanctions_list WHERE list_name = 'CHPL'$$,
                  $$SELECT hs6, subtier, date '2024-02-23', description FROM chpl$$,
                  'CHPL is the published list, row by row');
    CREATE TEMP TABLE hs_known (rev text, rev_name text, code text, parent text, level text, description text);
    \copy hs_known FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/hs/hs_codes_H0_H6.csv.gz"' CSV HEADER
    SELECT is_empty($$SELECT v, c FROM unnest('{H3,H4,H5,H6}'::text[]) AS v, unnest(list_codes('CHPL', vintage => v)) AS c
                      WHERE NOT EXISTS (SELECT FROM hs_known WHERE rev = v AND code = c::text)$$,
                    'every code of the list in a vintage exists in that vintage');
    SELECT is_empty($$SELECT older_vintage, older_hs FROM sanctions_hs_bridge
                      WHERE EXISTS (SELECT FROM hs_known WHERE rev = 'H6' AND code = older_hs::text)
                         OR NOT EXISTS (SELECT FROM hs_known WHERE 'HS' || right(rev_name, 4) = older_vintage AND code = older_hs::text)$$,
                    'every bridged code exists in its vintage and no longer in HS 2022');
\else
    SELECT skip('SANCTIONS_DATA is not set: the published list is not here', 3);
\endif

-- kinds of match
SELECT is(list_match(hs), kind, 'match of ' || hs) FROM (VALUES
    ('854231', 'exact'), ('85423110', 'exact'), ('8542.31', 'exact'), ('8542', NULL), ('854290', NULL),
    ('854890', 'bridged'), ('852580', 'bridged'), ('85415000', 'bridged'), ('880330', 'bridged'),
    ('854140', 'ambiguous'), ('85414010', 'ambiguous'), ('851712', NULL), ('854151', 'exact'),
    ('01', NULL), ('99999999', NULL)) AS v (hs, kind);
SELECT is(in_list('854140'), false, 'ambiguous does not count');
SELECT is(in_list('854150'), true, 'bridged counts');
SELECT is(in_list('851712'), false, 'mobile phones are never on it');
SELECT is(in_list('854231'::text::hs_code), true, 'in_list of an hs_code');
SELECT is(list_match('854890'::text::hs_code), 'bridged', 'list_match of an hs_code');
SELECT is(in_list(NULL::text), NULL, 'a NULL code');
SELECT is(in_list(NULL::hs_code), NULL, 'a NULL hs_code');
SELECT is(in_list(hs), false, 'no code: ' || hs) FROM unnest('{TOTAL,85SSSS99,"",AG6,_Z,85E2}'::text[]) AS hs;
SELECT throws_ok(format('SELECT in_list(%L)', hs), '22P02', NULL, 'meant as a code, and none: ' || hs)
FROM unnest(ARRAY['8.54231E+05', '854231.0', '10121.0', '854231,0', '008542', E'\u00a08542..31', '85423190011']) AS hs;
SELECT is(in_list(E'8542\u00a031'), true, 'white space in a code');
SELECT throws_ok($$SELECT in_list('85423')$$, '22P02', NULL, 'a code that lost its zero');
SELECT throws_ok($$SELECT in_list('123456789012')$$, '22P02', NULL, 'a code too long');

-- baskets
SELECT ok(in_list('85176200', 'telecom') AND in_list('8517', 'telecom') AND NOT in_list('8518', 'telecom'), 'telecom');
SELECT ok(in_list('848180', 'valves') AND in_list('902780', 'lab_equipment') AND in_list('854231', 'microprocessors'), 'baskets');
SELECT is(array_agg(c ORDER BY c), '{8401,85,9033}'::text[], 'technology: chapters')
FROM unnest('{8401,85,9033,8301,9101,86}'::text[]) AS c WHERE in_list(c, 'technology');
SELECT ok(in_list('8517', 'telecom', '1960-01-01'), 'baskets are not dated');

-- days
SELECT is(in_list('854231', 'CHPL', '2024-02-22'), false, 'the day before the list');
SELECT is(in_list('854231', 'CHPL', '2024-02-23'), true, 'its first day');
SELECT is(in_list('854231', 'CHPL', NULL), true, 'ever');

-- vintages
SELECT is(in_list('854890', 'CHPL', NULL, 'HS2022'), false, 'HS2022 has no older codes');
SELECT is(list_match('854800', 'CHPL', NULL, 'HS2022'), 'exact', 'HS2022 has its own');
SELECT is(list_match('854890', 'CHPL', NULL, 'HS2017'), 'bridged', 'HS2017 has the bridged');
SELECT is(list_match('854800', 'CHPL', NULL, 'HS2017'), NULL, 'and not the new');
SELECT is(list_match('854231', 'CHPL', NULL, 'HS2012'), 'exact', 'an unchanged code');
SELECT is(list_match('854890', 'CHPL', NULL, v), 'bridged', 'vintage read: ' || v)
FROM unnest('{H5,HS17,hs2017,2017}'::text[]) AS v;
SELECT throws_ok($$SELECT in_list('85', 'CHPL', NULL, 'HS2018')$$, '22023', NULL, 'an unknown vintage');
SELECT throws_ok($$SELECT in_list('85', 'CHPL', NULL, 'HS2002')$$, '22023', NULL, 'a vintage without a bridge');
SELECT is(cardinality(list_codes()), 54, '50 codes and 4 bridged');
SELECT is(cardinality(list_codes(vintage => 'HS2022')), 50, '50 codes of HS 2022');
SELECT is(cardinality(list_codes(vintage => 'HS2017')), 48, '44 unchanged and 4 bridged');
SELECT is_empty($$SELECT c FROM unnest(list_codes()) AS c WHERE NOT in_list(c)$$, 'list_codes are in_list');
SELECT is(list_codes('CHPL', '2000-01-01'), '{}'::hs_code[], 'no code on that day');

-- errors
SELECT throws_ok($$SELECT in_list('85', 'chpl')$$, '22023', 'list "chpl" does not exist', 'an unknown list');
SELECT throws_ok($$SELECT in_list('85', NULL)$$, '22004', NULL, 'a NULL list');

-- rows of one's own
INSERT INTO sanctions_list (list_name, hs) VALUES ('mine', '30'), ('mine', '300215'), ('mine', '3003');
SELECT is(array_agg(in_list(c, 'mine')), '{t,t,t,f}', 'a heading between its codes')
FROM unnest('{300490,300215,30039000,3101}'::text[]) AS c;
INSERT INTO sanctions_list (list_name, tier, hs, valid) VALUES ('CHPL', 'own', '854231', '[2024-02-23,2025-01-01)');
SELECT is(in_list('854231', 'CHPL', '2025-01-01'), false, 'a row with the same start ends the shipped one');
SELECT is(in_list('854231', 'CHPL', '2024-12-31'), true, 'and counts before');
SELECT results_eq($$SELECT tier FROM sanctions_list_plain WHERE list_name = 'CHPL' AND hs = '854231'$$, $$VALUES ('own')$$,
    'the plain view shows the own row only');
INSERT INTO sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match)
VALUES ('HS2022', '854149', 'HS2017', '854140', 'bridged');
SELECT is(list_match('854140', 'CHPL', NULL, v), m, 'an own bridge wins in ' || v)
FROM (VALUES ('HS2017', 'bridged'), ('HS2012', 'ambiguous')) AS x (v, m);
SELECT throws_ok($$INSERT INTO sanctions_list (list_name, hs) VALUES ('mine', '30')$$, '23505', NULL, 'the same key twice, unbounded');
SELECT throws_ok($$INSERT INTO sanctions_list (list_name, hs, valid) VALUES ('mine', '31', 'empty')$$, '23514', NULL, 'an empty range');
SELECT throws_ok($$INSERT INTO sanctions_list (list_name, hs, vintage) VALUES ('mine', '31', 'H5')$$, '23514', NULL, 'a vintage by another name');

-- shipped rows
SELECT throws_ok($$UPDATE sanctions_list SET tier = '5' WHERE shipped$$, '42501', NULL, 'shipped rows refuse UPDATE');
SELECT throws_ok($$DELETE FROM sanctions_hs_bridge$$, '42501', NULL, 'shipped rows refuse DELETE');
SELECT throws_ok($$TRUNCATE sanctions_list$$, '42501', NULL, 'and TRUNCATE');
SELECT throws_ok($$INSERT INTO sanctions_list (list_name, hs, shipped) VALUES ('mine', '33', true)$$, '42501', NULL, 'nobody adds a shipped row');
SELECT throws_ok($$UPDATE sanctions_list SET shipped = true WHERE list_name = 'mine'$$, '42501', NULL, 'or makes one');

-- what the tables say, day by day: rows that overlap, codes under codes, bridges with dates
SELECT setseed(0.4);
INSERT INTO sanctions_list (list_name, hs, valid)
SELECT 'random', hs, daterange(CASE WHEN random() < 0.9 THEN d END, CASE WHEN random() < 0.9 THEN d + 1 + (random() * 40)::int END)
FROM generate_series(1, 300) AS n, LATERAL (SELECT (ARRAY['85', '8541', '854151', '854149', '85414910', '854800', '8807', '852589'])[1 + (random() * 7)::int + 0 * n]::hs_code AS hs,
    date '2020-01-01' + (random() * 400)::int AS d) AS r
ON CONFLICT DO NOTHING;
INSERT INTO sanctions_list (list_name, hs, valid) VALUES ('random', '0101', '[2020-03-01,infinity)'), ('random', '0102', '[-infinity,2020-03-01)');
CREATE TEMP TABLE days AS SELECT '2019-12-01'::date + n AS day FROM generate_series(0, 500, 7) AS n UNION ALL VALUES (date '-infinity'), ('infinity'), (NULL);
CREATE FUNCTION expected(code hs_code, as_of date, v text) RETURNS text LANGUAGE sql AS $$
    SELECT (ARRAY['ambiguous', 'bridged', 'exact'])[max(strength)] FROM (
        SELECT 3 AS strength, l.hs AS hs, l.valid FROM sanctions_list AS l WHERE list_name = 'random'
            AND (v IS NULL OR NOT EXISTS (SELECT FROM sanctions_hs_bridge_plain AS b WHERE b.hs = l.hs::text AND b.older_vintage = v))
        UNION ALL
        SELECT CASE b.match WHEN 'bridged' THEN 2 ELSE 1 END, b.older_hs::hs_code, l.valid
        FROM sanctions_list AS l JOIN sanctions_hs_bridge_plain AS b ON b.vintage = l.vintage AND b.hs = l.hs::text
        WHERE list_name = 'random' AND (v IS NULL OR b.older_vintage = v)) AS meant
    WHERE code <@ meant.hs AND (as_of IS NULL OR meant.valid @> as_of)
$$;
SELECT cmp_ok(count(*), '>', 200::bigint, 'a list of many dates') FROM sanctions_list WHERE list_name = 'random';
SELECT is_empty(format($$SELECT c, day FROM days, unnest('{84,85,8541,854151,85415100,854150,854140,85414010,854149,85414910,854890,852580,880730,8803,010121,0102}'::text[]::hs_code[]) AS c
    WHERE list_match(c, 'random', day, %L) IS DISTINCT FROM expected(c, day, %L)$$, v, v), 'list_match on every day, vintage ' || coalesce(v, 'any'))
FROM unnest('{NULL,HS2022,HS2017}'::text[]) AS v;
-- a row whose vintage leads nowhere is an error on its days only
INSERT INTO sanctions_list (list_name, vintage, hs, valid) VALUES ('old', 'HS2002', '8542', '(,2010-01-01)'), ('old', 'HS2022', '8542', '[2010-01-01,)');
SELECT is(in_list('854231', 'old', '2010-01-01', 'HS2017'), true, 'a day of the rows with a bridge');
SELECT throws_ok(format($$SELECT in_list('854231', 'old', %L, 'HS2017')$$, d), '22023', 'list "old" is written in HS2002 and has no bridge to HS2017', 'another day: ' || coalesce(d, 'ever'))
FROM unnest('{2009-12-31,NULL}'::text[]) AS d;

SET LOCAL search_path = '';
CREATE TEMP TABLE bare AS
SELECT public.in_list('848180', 'valves') AS listed, public.group_members('G7', NULL) AS members;
RESET search_path;
SELECT is(listed, true, 'an empty search path') FROM bare;
SELECT is(members, '{CAN,DEU,FRA,GBR,ITA,JPN,USA,XI0,XU0}'::text[], 'an empty search path, groups') FROM bare;

-- more rows than a call site keeps: the table that has them is named
SAVEPOINT many;
INSERT INTO sanctions_list (list_name, hs) SELECT 'many', hs_code(10000000 + n, 8) FROM generate_series(0, 65536) AS n;
SELECT throws_ok($$SELECT in_list('854231', 'many')$$, '54000', 'sanctions_list has more than 65536 rows of "many"', 'a list that is too long');
ROLLBACK TO many;
INSERT INTO sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match)
SELECT 'HS2022', hs_code(10000000 + n, 8), 'HS2017', '8542', 'bridged' FROM generate_series(0, 65536) AS n;
SELECT throws_ok($$SELECT in_list('854231')$$, '54000', 'sanctions_hs_bridge has more than 65536 rows', 'a bridge that is too long, of no list');
ROLLBACK TO many;
INSERT INTO sanctions_country_name (key, code) SELECT 'country ' || n, 'DEU' FROM generate_series(1, 65536) AS n;
SELECT throws_ok($$SELECT try_country_name('Kenya')$$, '54000', 'sanctions_country_name has more than 65536 rows', 'too many names');
ROLLBACK TO many;

SELECT * FROM finish();
ROLLBACK;
