-- country_code: ISO's, UN Comtrade's, BACI's and Eurostat's codes; order, hash, input, output
BEGIN;
SELECT plan(79);

\getenv data SANCTIONS_DATA
\if :{?data}
\else
\set data ''
\endif
SELECT :'data' <> '' AS has_data, current_setting('server_version_num')::int >= 160000 AS has_soft_errors \gset

-- the catalog

SELECT is((SELECT ROW(typlen, typbyval, typalign, typstorage)::text FROM pg_type WHERE typname = 'country_code'),
    '(2,t,s,p)', 'two bytes by value');
SELECT is((SELECT count(*) FROM pg_opclass WHERE opcname = 'country_code_ops' AND opcdefault), 2::bigint,
    'a btree and a hash class');
SELECT ok(amvalidate(oid), 'operator class ' || opcname || ' is valid')
FROM pg_opclass WHERE opcname = 'country_code_ops' ORDER BY opcmethod;
SELECT results_eq($$SELECT oprcanhash, oprcanmerge FROM pg_operator
    WHERE oprname = '=' AND oprleft = 'country_code'::regtype AND oprright = 'country_code'::regtype$$, 'VALUES (true, true)', '= hashes and merges');
SELECT set_eq($$SELECT castsource::regtype::text, casttarget::regtype::text, castcontext FROM pg_cast
    WHERE 'country_code'::regtype IN (castsource, casttarget)$$,
    $$VALUES ('text', 'country_code', 'a'::"char"), ('character varying', 'country_code', 'a'), ('character', 'country_code', 'a'),
        ('smallint', 'country_code', 'e'), ('integer', 'country_code', 'e'), ('bigint', 'country_code', 'e'), ('country_code', 'text', 'a')$$,
    'casts');

-- the table of codes

CREATE TEMP TABLE codes AS SELECT * FROM country_code_rows();
SELECT ok((SELECT count(*) > 300 AND count(DISTINCT code) = count(*) FROM codes), 'every code once');
SELECT is_empty($$SELECT * FROM codes WHERE code <> code::text::country_code OR code::text !~ '^[0-9A-Z]{3}$'$$,
    'every code reads back from its text');
SELECT is_empty($$SELECT * FROM codes WHERE alpha2::country_code <> code OR alpha3::country_code <> code
    OR m49::country_code <> code OR m49::text::country_code <> code$$,
    'alpha-2, alpha-3 and number read back');
SELECT is_empty($$SELECT * FROM codes WHERE (alpha3 IS NULL) <> (code::text ~ '[0-9]')
    OR alpha3 <> code::text OR alpha2 !~ '^[A-Z]{2}$'$$,
    'a code without an alpha-3 has a digit, which no ISO or user-assigned code has');
SELECT is_empty($$SELECT * FROM codes EXCEPT
    SELECT code, alpha2(code), alpha3(code), m49(code), country_name(code), is_aggregate(code), is_residual(code) FROM codes$$,
    'the accessors give the table');
SELECT set_eq('SELECT * FROM sanctions_country', 'SELECT * FROM codes', 'the view gives the table');
SELECT results_eq('SELECT code::text FROM country_code_rows()',
    'SELECT code::text FROM codes ORDER BY code::text COLLATE "C"', 'the table is in order');
SELECT is_empty($$SELECT code, alpha2(code::text), alpha3(code::text), m49(code::text), country_name(code::text),
        is_aggregate(code::text), is_residual(code::text) FROM codes
    EXCEPT SELECT code, alpha2, alpha3, m49, name, aggregate, residual FROM codes$$, 'so do those of text');
SELECT set_eq($$SELECT name FROM codes WHERE name ~ 'World|ASEAN|European Union|Euro area'$$,
    'SELECT name FROM codes WHERE aggregate', 'the sums');
SELECT set_eq($$SELECT name FROM codes WHERE name ~ ',? nes$|^Bunkers|^Free zones|^Special cat|^High seas|^Stores and|ot specified'$$,
    'SELECT name FROM codes WHERE residual', 'the residuals');
SELECT is_empty('SELECT code FROM codes WHERE aggregate AND residual', 'nothing is a sum and a residual');
-- tools that name both in the plural must not meet one name twice
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_class AS c JOIN pg_proc AS p ON p.pronamespace = c.relnamespace
    WHERE c.relkind IN ('r', 'v') AND p.proname IN (c.relname || 's', regexp_replace(c.relname, 'y$', 'ies'))
      AND EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')$$, 'no function is called as a relation in the plural');
SELECT is(has_table_privilege('public', 'sanctions_country', 'SELECT'), true, 'all may read the view');

-- the shared lists

CREATE TEMP TABLE iso (alpha_2 text, alpha_3 text, number text, name text);
CREATE TEMP TABLE withdrawn (alpha_2 text, alpha_3 text, alpha_4 text, name text, number text, gone text, comment text);
CREATE TEMP TABLE comtrade (id int, country text, iso_3 text, iso_2 text, note text, entry_year text, exit_year text,
    is_group boolean, last_modified text);
CREATE TEMP TABLE differs (id text, iso_3 text, iso_number text, name text);
CREATE TEMP TABLE baci (id text, name text, iso_2 text, iso_3 text);
CREATE TEMP TABLE eu (iso_2 text, from_month text, to_month text);
CREATE TEMP TABLE coalition (iso_2 text, from_date text, basis text, confidence text);
\if :has_data
\copy iso FROM PROGRAM 'cat "$SANCTIONS_DATA/country/iso3166_1.csv"' (FORMAT csv, HEADER)
\copy withdrawn FROM PROGRAM 'cat "$SANCTIONS_DATA/country/iso3166_3_withdrawn.csv"' (FORMAT csv, HEADER)
\copy comtrade FROM PROGRAM 'cat "$SANCTIONS_DATA/country/comtrade_partner.csv"' (FORMAT csv, HEADER, NULL 'NA', FORCE_NULL (iso_2))
\copy comtrade FROM PROGRAM 'cat "$SANCTIONS_DATA/country/comtrade_reporter.csv"' (FORMAT csv, HEADER, NULL 'NA', FORCE_NULL (iso_2))
\copy differs FROM PROGRAM 'cat "$SANCTIONS_DATA/country/comtrade_vs_iso_differences.csv"' (FORMAT csv, HEADER)
\copy baci FROM PROGRAM 'cat "$SANCTIONS_DATA/formats/baci_country_codes.csv"' (FORMAT csv, HEADER)
\copy eu FROM PROGRAM 'cat "$SANCTIONS_DATA/country/eu_membership.csv"' (FORMAT csv, HEADER)
\copy coalition FROM PROGRAM 'cat "$SANCTIONS_DATA/country/sanctioning_coalition_2022.csv"' (FORMAT csv, HEADER)
-- numbers whose alpha-3 in UN Comtrade's list is another area's too
CREATE TEMP TABLE own AS SELECT unnest(ARRAY[58, 230, 588, 590, 658, 736, 868, 886, 473]) AS id;

SELECT is_empty($$SELECT alpha_3 FROM iso CROSS JOIN LATERAL unnest(ARRAY[alpha_2, alpha_3, number, lower(alpha_2),
        lower(alpha_3), ltrim(number, '0'), ' ' || alpha_3 || E'\t']) AS t
    WHERE try_country_code(t)::text IS DISTINCT FROM alpha_3$$, 'ISO 3166-1 is read');
SELECT results_eq('SELECT alpha_3, alpha_2, number::int, name, false, false FROM iso ORDER BY alpha_3 COLLATE "C"',
    $$SELECT code::text, alpha2, m49, name, aggregate, residual FROM codes
    WHERE code::text IN (SELECT alpha_3 FROM iso) ORDER BY code$$, 'ISO 3166-1 is told');
-- what became of a withdrawn code: its number is another country's today, unless it split
CREATE TEMP TABLE became AS
SELECT w.*, CASE WHEN i.alpha_3 IS NOT NULL AND coalesce(w.comment, '') !~ 'split' THEN i.alpha_3 ELSE w.alpha_3 END AS now,
    EXISTS (SELECT FROM iso WHERE iso.alpha_2 = w.alpha_2) OR w.alpha_3 = 'CSK' AS alpha_2_reused
FROM withdrawn AS w LEFT JOIN iso AS i ON i.number::int = w.number::int;
SELECT is_empty('SELECT alpha_3, now FROM became WHERE try_country_code(alpha_3)::text IS DISTINCT FROM now',
    'a withdrawn alpha-3 is the country that holds its number today');
SELECT ok((SELECT count(*) >= 9 FROM became WHERE now <> alpha_3), 'and there are some');
SELECT is_empty('SELECT alpha_2, now FROM became WHERE NOT alpha_2_reused AND try_country_code(alpha_2)::text IS DISTINCT FROM now',
    'so is a withdrawn alpha-2 that nobody else has');
SELECT is_empty($$SELECT alpha_3 FROM became WHERE number IS NOT NULL
    AND try_country_code(number)::text IS DISTINCT FROM CASE alpha_3 WHEN 'GEL' THEN 'KIR' WHEN 'YUG' THEN 'SCG' ELSE now END$$,
    'the numbers of ISO 3166-3 are read');
SELECT is_empty($$SELECT w.alpha_3 FROM became AS w JOIN codes AS c ON c.alpha3 = w.alpha_3
    WHERE w.alpha_3 <> 'ATF' AND (c.aggregate OR c.residual OR c.alpha2 <> w.alpha_2 OR c.m49 <> w.number::int AND c.m49 <> 890
       OR c.alpha2 IS NULL AND try_country_code(w.alpha_2) = c.code
       OR c.m49 IS NULL AND try_country_code(w.number) = c.code)$$,
    'ISO 3166-3 is told, but for what others hold now');
SELECT is_empty($$SELECT * FROM comtrade WHERE try_country_code(id::text) IS NULL OR id::country_code::text IS NULL
    OR iso_3 <> 'NA' AND try_country_code(iso_3) IS NULL OR iso_2 <> 'NA' AND try_country_code(iso_2) IS NULL$$,
    'all of UN Comtrade''s lists is read');
SELECT is_empty($$SELECT id, iso_3, id::country_code FROM comtrade
    WHERE id NOT IN (SELECT id FROM own) AND id::country_code <> iso_3::country_code$$,
    'UN Comtrade''s number and alpha-3 are one code');
SELECT is_empty($$SELECT id, iso_2, id::country_code FROM comtrade
    WHERE id NOT IN (SELECT id FROM own) AND id NOT IN (80, 200) AND id::country_code <> iso_2::country_code$$,
    'UN Comtrade''s number and alpha-2 are one code');
SELECT is_empty($$SELECT id FROM own WHERE id::country_code::text
    IN (SELECT alpha_3 FROM iso UNION ALL SELECT alpha_3 FROM withdrawn)$$,
    'historic areas have codes of their own');
SELECT set_eq($$SELECT id FROM comtrade WHERE is_aggregate(id::country_code)$$, 'VALUES (0), (97), (975)',
    'UN Comtrade''s sums');
SELECT set_eq($$SELECT id FROM comtrade WHERE is_residual(id::country_code)$$,
    $$SELECT id FROM comtrade WHERE (country ~ '\mnes$' OR id IN (837, 838, 839)) AND id NOT IN (490, 492)$$,
    'UN Comtrade''s residuals, but for two numbers that mean a country');
SELECT is_empty($$SELECT * FROM differs WHERE try_country_code(id) IS NULL OR try_country_code(iso_3) IS NULL
    OR id::int NOT IN (SELECT id FROM own) AND try_country_code(id) <> try_country_code(iso_3)
    OR iso_number IS NOT NULL AND try_country_code(iso_number::numeric::int::text) <> try_country_code(iso_3)$$,
    'UN Comtrade''s differences from ISO are read');
SELECT is_empty($$SELECT id FROM baci WHERE try_country_code(id) IS NULL OR iso_2 <> '' AND try_country_code(iso_2) IS NULL
    OR try_country_code(iso_3) IS NULL
    OR id::int NOT IN (SELECT id FROM own) AND try_country_code(id) <> try_country_code(iso_3)$$,
    'all of BACI''s list is read');
SELECT is_empty($$SELECT iso_2 FROM (TABLE eu UNION ALL SELECT iso_2, NULL, NULL FROM coalition) AS t
    WHERE try_country_code(iso_2) IS NULL OR is_aggregate(iso_2) OR is_residual(iso_2) OR alpha2(iso_2::country_code) <> iso_2$$,
    'members of the European Union and of the coalition are read');
\else
SELECT skip('the environment variable SANCTIONS_DATA names no folder of shared data', 16);
\endif

-- Debian's package iso-codes, where it is installed
CREATE TEMP TABLE debian (part int GENERATED ALWAYS AS IDENTITY, doc text);
\copy debian (doc) FROM PROGRAM 'for p in 1 3; do f=/usr/share/iso-codes/json/iso_3166-$p.json; [ ! -r $f ] || { tr -d "\n" <$f; echo; }; done' (FORMAT csv, QUOTE E'\001', DELIMITER E'\002')
SELECT count(*) = 2 AS has_debian FROM debian \gset
\if :has_debian
SELECT is_empty($$SELECT c FROM debian, jsonb_array_elements(doc::jsonb -> '3166-1') AS c
    WHERE (c ->> 'alpha_3') NOT IN (SELECT alpha3 FROM codes WHERE alpha2 = c ->> 'alpha_2' AND m49 = (c ->> 'numeric')::int)$$,
    'agrees with ISO 3166-1 of iso-codes');
SELECT is_empty($$SELECT c FROM debian, jsonb_array_elements(doc::jsonb -> '3166-3') AS c
    WHERE try_country_code(c ->> 'alpha_3') IS NULL OR try_country_code(c ->> 'alpha_2') IS NULL
       OR is_aggregate(c ->> 'alpha_3') OR is_residual(c ->> 'alpha_3')$$,
    'agrees with ISO 3166-3 of iso-codes');
\else
SELECT skip('the package iso-codes is not installed', 2);
\endif

-- order, equality, hash

SELECT is_empty($$SELECT a.code, b.code FROM codes AS a, codes AS b
    WHERE (a.code < b.code) <> (a.code::text COLLATE "C" < b.code::text)
       OR (a.code <= b.code) <> (a.code::text COLLATE "C" <= b.code::text)
       OR (a.code > b.code) <> (a.code::text COLLATE "C" > b.code::text)
       OR (a.code >= b.code) <> (a.code::text COLLATE "C" >= b.code::text)
       OR (a.code = b.code) <> (a.code::text = b.code::text) OR (a.code <> b.code) <> (a.code::text <> b.code::text)
       OR sign(country_code_cmp(a.code, b.code)) <> (a.code > b.code)::int - (a.code < b.code)::int$$,
    'order is that of the text, for every pair');
SELECT results_eq('SELECT code::text FROM codes ORDER BY code DESC',
    'SELECT code::text FROM codes ORDER BY code::text COLLATE "C" DESC', 'sorting');
SELECT ok((SELECT count(DISTINCT country_code_hash(code)) > count(*) * 0.99
        AND count(DISTINCT country_code_hash_extended(code, 1)) = count(*)
        AND bool_and((country_code_hash_extended(code, 0) & 4294967295) = (country_code_hash(code)::bigint & 4294967295))
    FROM codes), 'hashes spread, and the extended one agrees with the other for seed 0');

CREATE TEMP TABLE many AS SELECT c.code FROM codes AS c, generate_series(1, 20);
CREATE INDEX ON many (code);
CREATE INDEX ON many USING hash (code);
ANALYZE many;
SET LOCAL enable_seqscan = off;
SELECT is((SELECT count(*) FROM many WHERE code = 'USA'), 20::bigint, 'an index finds a code beyond 32767');
SELECT is((SELECT count(*) FROM many WHERE code > 'RUS'),
    (SELECT 20 * count(*) FROM codes WHERE code::text COLLATE "C" > 'RUS'), 'an index finds a range');
SET LOCAL enable_seqscan = on;
SELECT is((SELECT count(*) FROM many JOIN codes USING (code)), (SELECT count(*) FROM many), 'a join');
SELECT is((SELECT count(*) FROM (SELECT code FROM many GROUP BY code) AS t), (SELECT count(*) FROM codes), 'groups');
SELECT is_empty($$SELECT code FROM codes WHERE NOT record_image_eq(ROW(code), ROW(code::text::country_code))$$,
    'a stored value and a fresh one are one image');

-- text that is read, and text that is not

SELECT is_empty($$SELECT t, want, try_country_code(t) FROM (VALUES
        ('842', 'USA'), ('841', 'USA'), ('840', 'USA'), ('251', 'FRA'), ('250', 'FRA'), ('757', 'CHE'), ('756', 'CHE'),
        ('579', 'NOR'), ('578', 'NOR'), ('699', 'IND'), ('356', 'IND'), ('490', 'TWN'), ('158', 'TWN'), ('58', '058'),
        ('276', 'DEU'), ('280', 'DEU'), ('643', 'RUS'), ('810', 'SUN'), ('688', 'SRB'), ('891', 'SCG'), ('704', 'VNM'),
        ('0', 'W00'), ('000', 'W00'), ('001', 'W00'), ('W00', 'W00'), ('wld', 'W00'), ('World', 'W00'), ('97', '097'), ('EU', '097'),
        ('899', '899'), ('_X', '899'), ('_x ', '899'), ('837', '837'), ('X1', '837'), ('X2', '838'), ('XX', '839'),
        ('975', '975'), ('886', '886'), ('EL', 'GRC'), ('GR', 'GRC'), ('UK', 'GBR'), ('XS', 'SRB'), ('XK', 'XKX'),
        ('_KS', 'XKX'), ('412', 'XKX'), ('EU27_2020', 'U27'), ('eu28', 'U28'), ('SK', 'SVK'), ('GE', 'GEO'), ('BQ', 'BES'),
        ('AI', 'AIA'), ('BY', 'BLR'), ('ZAR', 'COD'), ('TMP', 'TLS'), ('BUR', 'MMR'), ('HVO', 'BFA'), ('DHY', 'BEN'),
        ('NHB', 'VUT'), ('RHO', 'ZWE'), ('BYS', 'BLR'), ('AFI', 'DJI'), ('ZR', 'COD'), ('TP', 'TLS'), ('BU', 'MMR'), ('HV', 'BFA'),
        ('YUG', 'YUG'), ('SCG', 'SCG'), ('CSK', 'CSK'), ('SUN', 'SUN'), ('DDR', 'DDR'), ('GEL', 'GEL'), ('PCZ', 'PCZ'), ('YMD', 'YMD'), ('SU', 'SUN'), ('CS', 'SCG'), ('ANT', 'ANT'), ('532', 'ANT'), ('ROM', 'ROU'),
        (E' \t\r\nchn\f\x0b ', 'CHN'), (E'\u00a0CN\u00a0', 'CHN'), (E'\ufeffCHN', 'CHN'), (E'156\u202f', 'CHN'), (E'\u2007\u3000EL\u2003', 'GRC'),
        (E'\u200b842\u2028', 'USA'), (E'\u205f\u1680EU27_2020\u0085', 'U27'), ('_MI', 'MID'), ('NA', 'NAM'), ('FQ', 'ATF'),
        ('EUR', '097'), ('EUE', '097'), ('EU15', 'U15'), ('EU25', 'U25'), ('EU27_2007', 'U07'), ('EU27_2020_EXTRA', 'UX0'),
        ('EU27_2020_INTRA', 'UI0'), ('EXT_EU27_2020', 'UX0'), ('INT_EU27_2020', 'UI0'), ('EA', 'EA0'), ('EA19', 'Z19'),
        ('EA20', 'Z20'), ('EA21', 'Z21'), ('ASEAN', '975'), ('R4', '975'), ('KOS', 'XKX'), ('KSV', 'XKX'), ('UNK', 'XKX'),
        ('XC', 'XC0'), ('XL', 'XL0'), ('XI', 'XI0'), ('XU', 'XU0'), ('QP', 'QP0'), ('QQ', 'QQ0'), ('QR', 'QR0'), ('QS', 'QS0'),
        ('QU', 'QU0'), ('QV', 'QV0'), ('QW', 'QW0'), ('QX', 'QX0'), ('QY', 'QY0'), ('QZ', 'QZ0')) AS v(t, want)
    WHERE try_country_code(t)::text IS DISTINCT FROM want$$, 'variants are read');
SELECT is_empty($$SELECT t FROM unnest(ARRAY['', ' ', 'A', '_', 'ZZ', 'AA', 'QQQ', 'XYZ', '-1', '+156', '156.0', '1e2', '999', '1000',
        '0400', '00842', '0000', '000156', '842.0', '0400.0', '4294967452', '18446744073709551772', 'C N', 'CHN1', 'CHINA', 'EU27', 'EU27_2020X', 'EXT_EU27_2020XX', repeat('0', 9) || 'A',
        repeat('A', 100000), 'ＣＮ', 'CÑ', '１５６', E'C\u00a0N', E'CN\u200e', E'\u00a0', E'\ufeff', '{']) AS t
    WHERE try_country_code(t) IS NOT NULL$$, 'other text is not');
-- an oracle for every text of up to three of these characters
SELECT is_empty($$
    WITH c AS (SELECT substr('_ 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', i, 1) AS c FROM generate_series(1, 38) AS i),
    t AS (SELECT a.c || b.c || d.c AS t FROM c AS a, c AS b, c AS d),
    known AS (SELECT btrim(t) AS t, try_country_code(t)::text AS code, try_country_code(lower(t))::text AS lower FROM t)
    SELECT DISTINCT t, code FROM known
    WHERE code IS DISTINCT FROM lower
       OR code <> t AND t ~ '^[A-Z0-9]{3}$' AND t !~ '^[0-9]+$'
          AND t NOT IN ('EUR', 'EUE', 'WLD', 'S19', 'ROM', 'KOS', 'KSV', 'UNK',
              'AFI', 'BUR', 'BYS', 'DHY', 'HVO', 'NHB', 'RHO', 'TMP', 'ZAR')
       OR code IS NOT NULL AND (t = '' OR t ~ '^[A-Z_]$' OR t ~ ' ')$$,
    'no text of three letters or digits is taken for another code but by name');

CREATE FUNCTION pg_temp.outcome(t text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN t::country_code;
EXCEPTION WHEN invalid_text_representation THEN
    -- names the type and, of a short text, all
    RETURN CASE WHEN sqlerrm = format('invalid input syntax for type country_code: "%s"', t)
        OR octet_length(t) > 40 THEN 'refused' ELSE sqlerrm END;
END $$;
SELECT setseed(0.25);
SELECT is_empty($$
    WITH seeds AS (SELECT unnest(ARRAY['EXT_EU27_2020', 'EU27_2020', 'CHN', 'CN', '00156', 'World', '_KS', ' 842 ', 'R4']) AS s),
    mutated AS MATERIALIZED (
        SELECT overlay(s PLACING CASE WHEN random() < 0.3 THEN '' ELSE chr(1 + (random() * 300)::int) END
            FROM 1 + (random() * length(s))::int FOR (random() * 2)::int) AS t
        FROM seeds, generate_series(1, 1500)),
    twice AS (SELECT t FROM mutated UNION ALL SELECT t || t FROM mutated)
    SELECT t FROM twice
    WHERE pg_temp.outcome(t) IS DISTINCT FROM coalesce(try_country_code(t)::text, 'refused')$$,
    'mutated text: read or refused with 22P02, by cast and by try_country_code alike');

-- message and hint of a statement's error
CREATE FUNCTION pg_temp.refusal(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE query;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN format('%s %s | %s', sqlstate, sqlerrm, hint);
END $$;
SELECT matches(pg_temp.refusal(format('SELECT %L::country_code', t)),
    format('^22P02 invalid input syntax for type country_code: "%s" \| .*at most three digits.*0400', t), 'no M49 number: ' || t)
FROM unnest(ARRAY['0400', '00842', '5700', '4294967452']) AS t;
SELECT matches(pg_temp.refusal('SELECT 400000::country_code'), '^22023 .* \| .*at most three digits', 'nor a number that long');
SELECT matches(pg_temp.refusal($$SELECT '842.0'::country_code$$), '^22P02 .*"842.0" \| .*decimal point', 'a number read as a float');
SELECT matches(pg_temp.refusal($$SELECT 'Atlantis'::country_code$$), '^22P02 .*"Atlantis" \| .*alpha-2', 'no code at all');
SELECT is(pg_temp.refusal(format('SELECT %L::country_code', repeat('x', 39) || repeat('é', 100))),
    pg_temp.refusal(format('SELECT %L::country_code', repeat('x', 39) || repeat('é', 900))), 'a message shows the start of a long text');
SELECT matches(pg_temp.refusal(format('SELECT %L::country_code', repeat('x', 39) || repeat('é', 100))),
    '"x{39}\.\.\." \|', 'of no more than 40 bytes, whole characters');

SELECT throws_ok('SELECT ''Atlantis''::country_code', '22P02',
    'invalid input syntax for type country_code: "Atlantis"', 'input');
SELECT throws_ok('SELECT n::country_code FROM (VALUES (999)) AS v(n)', '22023',
    'no country_code has the number 999', 'an unknown number');
SELECT is((SELECT count(*) FROM generate_series(0, 999) AS n WHERE try_country_code(n::text) IS NOT NULL),
    (SELECT count(*) + 10 FROM codes WHERE m49 IS NOT NULL), 'the numbers that are read');
SELECT is((SELECT count(*) FROM generate_series(0, 99999) AS n WHERE try_country_code(lpad(n::text, 5, '0')) IS NOT NULL), 0::bigint,
    'no text of more digits is a number');

-- text where people write it, and literals

SELECT is(ARRAY[country_name('CHN'::text), alpha2('156'::text), alpha3(' el '::varchar), country_name('KGZ'), alpha2('DEU'), alpha3('842'),
    m49('USA'::text)::text, m49('FRA')::text], '{China,CN,GRC,Kyrgyzstan,DE,USA,840,250}'::text[], 'text overloads, and literals with them');
SELECT is((SELECT array_agg(coalesce(country_name(t), '-') ORDER BY o) FROM unnest(ARRAY['CHN', 'Atlantis', '', '0400', NULL]) WITH ORDINALITY AS u(t, o)),
    '{China,-,-,-,-}'::text[], 'text that is no code has no name');
SELECT ok(alpha2('Atlantis') IS NULL AND alpha3('Atlantis') IS NULL AND m49('Atlantis') IS NULL AND country_name('Atlantis') IS NULL
    AND is_residual('Atlantis') = false AND is_residual(NULL::text) IS NULL AND is_residual(NULL::country_code) IS NULL,
    'nor anything else; it is no residual');
PREPARE named(unknown) AS SELECT country_name($1);
SELECT results_eq($$EXECUTE named('KGZ')$$, $$VALUES ('Kyrgyzstan')$$, 'an untyped parameter');
CREATE DOMAIN pg_temp.partner AS country_code;
SELECT is(country_name('KGZ'::pg_temp.partner), 'Kyrgyzstan', 'a domain over the type');

-- sums count twice, residuals once

CREATE TEMP TABLE import (exporter country_code, value numeric);
INSERT INTO import VALUES ('CHN', 60), ('_X', 40), ('World', 100), ('EU27_2020', 0);
SELECT is(import_share(exporter = 'CHN', value), 0.6::float8, 'the share of a supplier counts what has no country') FROM import WHERE NOT is_aggregate(exporter);
SELECT is(import_share(exporter::text = 'CHN', value), 0.6::float8, 'with labels as text too') FROM import WHERE NOT is_aggregate(exporter::text);
SELECT is((SELECT array_agg(t ORDER BY o) FROM unnest('{World,0,EU,EU28,EA20,975,ASEAN,QP,QZ,_X,899,837,X2,839,472,E19,490,XI,XU,CHN,058,711,SUN}'::text[]) WITH ORDINALITY AS u(t, o)
    WHERE is_aggregate(t)), '{World,0,EU,EU28,EA20,975,ASEAN}'::text[], 'sums');
SELECT is((SELECT array_agg(t ORDER BY o) FROM unnest('{World,0,EU,EU28,EA20,975,ASEAN,QP,QZ,_X,899,837,X2,839,472,E19,490,XI,XU,CHN,058,711,SUN}'::text[]) WITH ORDINALITY AS u(t, o)
    WHERE is_residual(t)), '{QP,QZ,_X,899,837,X2,839,472,E19}'::text[], 'residuals');

SELECT ok(try_country_code(NULL) IS NULL AND alpha2(NULL) IS NULL AND is_aggregate(NULL::text) IS NULL
    AND is_aggregate(NULL::country_code) IS NULL AND is_aggregate('Atlantis') = false AND is_aggregate('World'),
    'NULL gives NULL, an unknown text is no aggregate');

\if :has_soft_errors
SELECT ok(pg_input_is_valid('chn', 'country_code') AND NOT pg_input_is_valid('Atlantis', 'country_code')
    AND NOT pg_input_is_valid(repeat('x', 1000), 'country_code'), 'soft errors');
\else
SELECT skip('soft errors exist from PostgreSQL 16', 1);
\endif

-- binary

CREATE FUNCTION pg_temp.receive(VARIADIC fields bytea[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    file bytea := '\x5047434f50590aff0d0a00' || '\x0000000000000000'::bytea;
    command text;
    result text[];
BEGIN
    SELECT file || string_agg('\x0001'::bytea || int4send(length(f)) || f, '' ORDER BY o) || '\xffff'
    INTO file FROM unnest(fields) WITH ORDINALITY AS u(f, o);
    SELECT string_agg('\' || lpad(to_char((get_byte(file, i) / 64) * 100 + (get_byte(file, i) / 8 % 8) * 10
        + get_byte(file, i) % 8, 'FM990'), 3, '0'), '' ORDER BY i)
    INTO command FROM generate_series(0, length(file) - 1) AS i;
    CREATE TEMP TABLE received (o int GENERATED ALWAYS AS IDENTITY, code country_code);
    EXECUTE format('COPY received (code) FROM PROGRAM %L (FORMAT binary)', 'printf ''' || command || '''');
    SELECT array_agg(code::text ORDER BY o) INTO result FROM received;
    DROP TABLE received;
    RETURN result;
END $$;
CREATE FUNCTION pg_temp.receive_state(f bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.receive(f);
    RETURN 'read';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE WHEN sqlerrm LIKE '%country_code%' THEN sqlstate ELSE sqlerrm END;
END $$;
SELECT is(pg_temp.receive(VARIADIC (SELECT array_agg(country_code_send(code) ORDER BY code) FROM codes)),
    (SELECT array_agg(code::text ORDER BY code) FROM codes), 'every code survives send and receive');
SELECT is(country_code_send('CHN'), 'CHN'::bytea, 'send: the text');
SELECT is_empty($$SELECT f FROM unnest(ARRAY['', 'C', 'CN', 'chn', 'Chn', ' CHN', 'CHN ', 'CHNA', '156', '842', '_X', '_XX', 'EL', 'ROM', 'BUR', 'WLD',
        'ZZZ', '000', '\x00000000', '\x43484e00', '\x013f3b', '\xc3a9c3', '\xffffff', 'World', 'U+A', repeat('CHN', 1000)::bytea]::bytea[]) AS f
    WHERE pg_temp.receive_state(f) <> '22P03'$$, 'anything else is 22P03, another spelling too');
SELECT is(max(code), (SELECT code FROM sanctions_country ORDER BY code::text COLLATE "C" DESC LIMIT 1), 'max is the last of the text') FROM sanctions_country;
SELECT is(min(code), (SELECT code FROM sanctions_country ORDER BY code::text COLLATE "C" LIMIT 1), 'min is the first of the text') FROM sanctions_country;
SELECT is(max(code), NULL, 'max over no rows is NULL') FROM sanctions_country WHERE false;

SELECT * FROM finish();
ROLLBACK;
