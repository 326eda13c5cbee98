-- Names of countries as real files write them: each is read as the code beside it.
\set ON_ERROR_STOP 1
\getenv data SANCTIONS_DATA
\if :{?data}
\else
    SELECT '1..1';
    SELECT 'ok 1 - real names # SKIP SANCTIONS_DATA is not set: the files are not here';
    \q
\endif
BEGIN;
SELECT plan(9);

CREATE TEMP TABLE known (name text, code text);
\copy known FROM PROGRAM 'cat "$SANCTIONS_DATA/country/country_names.csv"' CSV HEADER
UPDATE known SET code = CASE code WHEN 'XIC' THEN 'XC' WHEN 'XME' THEN 'XL' ELSE code END;
SELECT cmp_ok(count(*), '>', 500::bigint, 'there are names') FROM known;
SELECT is_empty($$SELECT name, code FROM known WHERE try_country_name(name) IS DISTINCT FROM code::country_code$$, 'every key of the collection');

CREATE TEMP TABLE iso (alpha2 text, alpha3 text, number text, name text);
\copy iso FROM PROGRAM 'cat "$SANCTIONS_DATA/country/iso3166_1.csv"' CSV HEADER
SELECT is_empty($$SELECT name, alpha3 FROM iso WHERE try_country_name(name) IS DISTINCT FROM alpha3::country_code$$, 'every name of ISO 3166');

-- UN Comtrade: names of today, of states that have ended, and of what is no country
CREATE TEMP TABLE comtrade (id text, name text, iso3 text, iso2 text, note text, entry text, exit text, is_group boolean, modified text);
\copy comtrade FROM PROGRAM 'cat "$SANCTIONS_DATA/country/comtrade_partner.csv"' CSV HEADER
\copy comtrade FROM PROGRAM 'cat "$SANCTIONS_DATA/country/comtrade_reporter.csv"' CSV HEADER
CREATE TEMP VIEW partner AS SELECT DISTINCT name, id::country_code AS code, is_aggregate(id) AS sum, is_residual(id) AS residual FROM comtrade;
SELECT results_eq($$SELECT name, try_country_name(name)::text FROM partner WHERE NOT sum AND NOT residual AND try_country_name(name) IS DISTINCT FROM code ORDER BY name COLLATE "C"$$,
    $$VALUES ('Ethiopia (...1992)', 'ETH'), ('Rep. of Vietnam (...1974)', NULL), ('Sudan (...2011)', 'SDN'), ('Yugoslavia (...1991)', NULL)$$,
    'every partner and reporter of UN Comtrade, but for four that have ended');
SELECT is_empty($$SELECT name, country_name_kind(name) FROM partner WHERE country_name_kind(name) IS DISTINCT FROM CASE WHEN sum THEN 'sum' WHEN residual THEN 'residual' END AND (sum OR residual)$$,
    'sums are sums, and leftovers leftovers');
SELECT is_empty($$SELECT name FROM comtrade WHERE try_country_name(name) IS NOT NULL AND (try_country_name(upper(name)) IS DISTINCT FROM try_country_name(name)
    OR try_country_name(concat(' ', translate(name, '-''’', '   '), ' ')) IS DISTINCT FROM try_country_name(name))$$, 'in capitals, without hyphens and apostrophes');
SELECT is_empty($$SELECT note FROM comtrade WHERE note NOT IN ('NA', name) AND country_name_kind(note) IS NULL AND note NOT LIKE 'Former%'$$,
    'notes, which are longer names, are read too');

CREATE TEMP TABLE baci (id text, name text, iso2 text, iso3 text);
\copy baci FROM PROGRAM 'cat "$SANCTIONS_DATA/formats/baci_country_codes.csv"' CSV HEADER
SELECT cmp_ok(count(*), '>', 200::bigint, 'BACI names countries') FROM baci;
-- four of its names went through a wrong encoding
SELECT results_eq($$SELECT name FROM baci WHERE name !~ 'Ã' AND NOT is_residual(id) AND try_country_name(name) IS DISTINCT FROM try_country_code(id)$$,
    $$VALUES ('Sudan (...2011)')$$, 'as UN Comtrade does');

SELECT * FROM finish();
ROLLBACK;
