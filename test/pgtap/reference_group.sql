-- Groups of countries: dated members, own rows, rights.
\set ON_ERROR_STOP 1
BEGIN;
SELECT plan(30);

SELECT is(cardinality(group_members('EU', d)), n, 'the EU on ' || d) FROM (VALUES
    (date '1957-12-31', 0), ('1958-01-01', 6), ('1973-01-01', 9), ('1994-12-31', 12), ('1995-01-01', 15), ('2004-05-01', 25),
    ('2013-07-01', 28), ('2020-01-31', 28), ('2020-02-01', 27)) AS v (d, n);
SELECT is(group_members('EU', '2000-01-01'),
    '{AUT,BEL,DEU,DNK,ESP,FIN,FRA,GBR,GRC,IRL,ITA,LUX,NLD,PRT,SWE}'::text[], 'codes in order');
SELECT is(cardinality(group_members('EU')), 27, 'the EU today');
SELECT is(cardinality(group_members('EU', NULL)), 28, 'the EU ever');
SELECT is(group_members('G7'), '{CAN,DEU,FRA,GBR,ITA,JPN,USA}'::text[], 'the G7');
SELECT is(group_members('EAEU', '2015-01-01'), '{BLR,KAZ,RUS}'::text[], 'the EAEU at its start');
SELECT is(group_members('EAEU'), '{ARM,BLR,KAZ,KGZ,RUS}'::text[], 'the EAEU today');
SELECT is(cardinality(group_members('GECC')), 39, 'the GECC: the United States, 37, and Taiwan');
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
    SELECT set_eq($$SELECT unnest(group_members('GECC'))$$,
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

SELECT * FROM finish();
ROLLBACK;
