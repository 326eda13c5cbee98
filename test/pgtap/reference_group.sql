-- Groups of countries: dated members, parts of members, own rows, rights.
\set ON_ERROR_STOP 1
BEGIN;
SELECT plan(42);

-- members as the table has them, without the parts of GBR
CREATE FUNCTION whole(codes text[]) RETURNS text[] LANGUAGE sql AS $$SELECT array_remove(array_remove(codes, 'XI0'), 'XU0')$$;
SELECT is(cardinality(whole(group_members('EU', d))), n, 'the EU on ' || d) FROM (VALUES
    (date '1957-12-31', 0), ('1958-01-01', 6), ('1973-01-01', 9), ('1994-12-31', 12), ('1995-01-01', 15), ('2004-05-01', 25),
    ('2013-07-01', 28), ('2020-01-31', 28), ('2020-02-01', 27)) AS v (d, n);
SELECT is(group_members('EU', '2000-01-01'),
    '{AUT,BEL,DEU,DNK,ESP,FIN,FRA,GBR,GRC,IRL,ITA,LUX,NLD,PRT,SWE,XI0,XU0}'::text[], 'codes in order');
SELECT is(cardinality(group_members('EU')), 27, 'the EU today');
SELECT is(cardinality(whole(group_members('EU', NULL))), 28, 'the EU ever');
SELECT is(group_members('G7'), '{CAN,DEU,FRA,GBR,ITA,JPN,USA,XI0,XU0}'::text[], 'the G7');
SELECT is(group_members('EAEU', '2015-01-01'), '{BLR,KAZ,RUS}'::text[], 'the EAEU at its start');
SELECT is(group_members('EAEU'), '{ARM,BLR,KAZ,KGZ,RUS}'::text[], 'the EAEU today');
SELECT is(cardinality(whole(group_members('GECC'))), 39, 'the GECC: the United States, 37, and Taiwan');
SELECT is(group_members('GECC', '2022-02-23'), '{}'::text[], 'the GECC before it');

\getenv data SANCTIONS_DATA
\if :{?data}
    CREATE TEMP TABLE eu (iso2 text, from_month text, to_month text);
    \copy eu FROM PROGRAM 'cat "$SANCTIONS_DATA/country/eu_membership.csv"' CSV HEADER
    SELECT is_empty($$SELECT m, iso2 FROM generate_series(timestamp '1957-01-15', '2025-01-15', '1 month') AS m, eu
        WHERE in_group(iso2, 'EU', m::date) IS DISTINCT FROM
            (to_char(m, 'YYYY-MM') BETWEEN from_month AND coalesce(to_month, '9999-12'))$$, 'EU membership by month');
    CREATE TEMP TABLE coalition (iso2 text, from_date date, basis text, confidence text);
    \copy coalition FROM PROGRAM 'cat "$SANCTIONS_DATA/country/sanctioning_coalition_2022.csv"' CSV HEADER
    SELECT set_eq($$SELECT unnest(whole(group_members('GECC')))$$,
        $$SELECT alpha3(iso2::country_code) FROM coalition WHERE iso2 <> 'SG'$$, 'the coalition, without Singapore');
\else
    SELECT skip('SANCTIONS_DATA is not set: membership tables are not here', 2);
\endif

SELECT is(in_group(c, 'EU', '2020-01-31'), true, 'a country as ' || c) FROM unnest('{GB,GBR,826,uk}'::text[]) AS c;
SELECT is(in_group('FRA'::text::country_code, 'EU'), true, 'a country_code');
SELECT is(in_group(NULL::text, 'EU'), NULL, 'a NULL country');
SELECT throws_ok($$SELECT in_group('Germany', 'EU')$$, '22P02', NULL, 'no country');
SELECT throws_ok($$SELECT in_group('DEU', 'eu')$$, '22023', 'group "eu" does not exist', 'no group');
SELECT throws_ok($$SELECT group_members(NULL)$$, '22004', NULL, 'a NULL group');

INSERT INTO sanctions_group (group_name, member, valid) VALUES ('EAEU', 'ARM', '[2015-01-02,2030-01-01)'), ('mine', 'TUR', '(,)');
SELECT is(in_group('ARM', 'EAEU', '2030-01-01'), false, 'an own row with the same start ends a membership');
SELECT throws_ok($$DELETE FROM sanctions_group WHERE group_name = 'EU'$$, '42501', NULL, 'shipped rows stay');


-- XI and XU are parts of GBR: members when it is, in groups of one's own, too
SELECT is(in_group(c, g, d), expected, format('%s in %s on %s', c, g, d)) FROM (VALUES
    ('XI', 'GECC', date '2023-06-30', true), ('XU', 'GECC', '2023-06-30', true), ('XI', 'GECC', '2022-02-23', false),
    ('XI', 'EU', '2020-01-31', true), ('XU', 'EU', '2020-02-01', false), ('XI', 'EAEU', NULL, false)) AS v (c, g, d, expected);
INSERT INTO sanctions_group (group_name, member, valid) VALUES
    ('isles', 'GBR', '[2021-01-01,2022-01-01)'), ('isles', 'IRL', '(,)'), ('isles', 'XI', '[2021-07-01,2023-01-01)'), ('half', 'XU', '(,)');
SELECT is(array_agg(in_group('XI'::text::country_code, 'isles', d) ORDER BY d), '{f,t,t,t,f}', 'a part has its own days and those of the whole')
FROM unnest('{2020-12-31,2021-01-01,2021-12-31,2022-12-31,2023-01-01}'::date[]) AS d;
SELECT is(group_members('half'), '{XU0}', 'a part does not bring the whole');

-- what the table says, day by day, with rows that overlap and have no end
SELECT setseed(0.4);
INSERT INTO sanctions_group (group_name, member, valid)
SELECT 'random', c::country_code, daterange(CASE WHEN random() < 0.9 THEN d END, CASE WHEN random() < 0.9 THEN d + 1 + (random() * 40)::int END)
FROM generate_series(1, 200) AS n, LATERAL (SELECT (ARRAY['DEU', 'FRA', 'TUR', 'KGZ'])[1 + (random() * 3)::int + 0 * n] AS c, date '2020-01-01' + (random() * 400)::int AS d) AS r
ON CONFLICT DO NOTHING;
INSERT INTO sanctions_group (group_name, member, valid) VALUES ('random', 'ESP', '[2020-03-01,infinity)'), ('random', 'ITA', '[-infinity,2020-03-01)');
CREATE TEMP TABLE days AS SELECT '2019-12-01'::date + n AS day FROM generate_series(0, 500) AS n UNION ALL VALUES (date '-infinity'), ('infinity'), (NULL);
SELECT cmp_ok(count(*), '>', 100::bigint, 'a group of many dates') FROM sanctions_group WHERE group_name = 'random';
SELECT is_empty($$SELECT c, day FROM days, unnest('{DEU,FRA,TUR,KGZ,ESP,ITA,USA}'::text[]) AS c
    WHERE in_group(c, 'random', day) IS DISTINCT FROM EXISTS (SELECT FROM sanctions_group AS g
        WHERE g.group_name = 'random' AND g.member = c::country_code AND (day IS NULL OR g.valid @> day))$$, 'in_group on every day');
SELECT is_empty($$SELECT day FROM days WHERE group_members('random', day) IS DISTINCT FROM
        ARRAY(SELECT DISTINCT g.member::text COLLATE "C" FROM sanctions_group AS g
              WHERE g.group_name = 'random' AND (day IS NULL OR g.valid @> day) ORDER BY 1)$$, 'group_members on every day');
SELECT is_empty($$SELECT g, c.code FROM unnest('{EU,G7,GECC,EAEU,isles,half,random}'::text[]) AS g, sanctions_country AS c
    WHERE in_group(c.code, g, NULL) IS DISTINCT FROM (c.code::text = ANY (group_members(g, NULL)))$$, 'the two agree on every code');

SELECT * FROM finish();
ROLLBACK;
