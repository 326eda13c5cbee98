-- Names of countries: what they mean, whatever their spelling.
BEGIN;
SELECT plan(14);

SELECT results_eq($$SELECT name, try_country_name(name)::text FROM (VALUES
    ('Korea, Rep.'), ('Korea'), ('COTE D IVOIRE'), ('Iran, République islamique d’'), ('China (Taiwan)'), ('China (Hong Kong)'),
    ('Virgin Islands, British'), ('Myanmar (Burma)'), ('Northern Ireland'), ('Other Asia, nes'), ('Other Asia, not elsewhere specified')) AS n (name)$$,
    $$VALUES ('Korea, Rep.', 'KOR'), ('Korea', NULL), ('COTE D IVOIRE', 'CIV'), ('Iran, République islamique d’', 'IRN'), ('China (Taiwan)', 'TWN'),
    ('China (Hong Kong)', NULL), ('Virgin Islands, British', 'VGB'), ('Myanmar (Burma)', 'MMR'), ('Northern Ireland', NULL),
    ('Other Asia, nes', 'TWN'), ('Other Asia, not elsewhere specified', 'TWN')$$, 'worked names');
SELECT results_eq($$SELECT name, try_country_name(name)::text FROM (VALUES
    ('Russian Federation (Russia)'), ('Belgium (incl. Luxembourg ''LU'' -> 1998)'), ('Bolivia (Plurinational State of'), ('Türkiye'), ('TURQUIE'),
    ('The Netherlands'), ('Republic of Moldova'), ('Moldova, Republic of'), ('Viet Nam'), ('Allemagne'), ('St. Lucia'), ('Ste-Lucie'),
    ('Åland Islands'), ('Îles Åland'), ('Congo'), ('Congo, Dem. Rep.'), ('Guinea'), ('Georgia'), ('Niger'), ('Samoa'), ('Ireland')) AS n (name)$$,
    $$VALUES ('Russian Federation (Russia)', 'RUS'), ('Belgium (incl. Luxembourg ''LU'' -> 1998)', 'BEL'), ('Bolivia (Plurinational State of', 'BOL'),
    ('Türkiye', 'TUR'), ('TURQUIE', 'TUR'), ('The Netherlands', 'NLD'), ('Republic of Moldova', 'MDA'), ('Moldova, Republic of', 'MDA'),
    ('Viet Nam', 'VNM'), ('Allemagne', 'DEU'), ('St. Lucia', 'LCA'), ('Ste-Lucie', 'LCA'), ('Åland Islands', 'ALA'), ('Îles Åland', 'ALA'),
    ('Congo', 'COG'), ('Congo, Dem. Rep.', 'COD'), ('Guinea', 'GIN'), ('Georgia', 'GEO'), ('Niger', 'NER'), ('Samoa', 'WSM'), ('Ireland', 'IRL')$$,
    'common, official and French names, brackets');
SELECT is_empty($$SELECT name FROM unnest(ARRAY['Virgin Islands', 'Yugoslavia', 'Saint Martin', 'Sahara', 'America', 'Guiana', 'Germany (East)',
    'World', 'Europe', 'European Union', 'not specified', 'Atlantis', 'Germny', '', ' ', '()', 'Россия', '中国', 'DEU', repeat('x', 2000)]) AS name
    WHERE try_country_name(name) IS NOT NULL$$, 'ambiguous names, sums, leftovers, codes, typing errors and other scripts are none');
SELECT is(try_country_name(NULL), NULL, 'NULL gives NULL');
SELECT results_eq($$SELECT name, country_name_kind(name) FROM (VALUES ('Germany'), ('WORLD'), ('Extra-EU27'), ('Other countries'), ('Areas, nes'), ('Korea'), ('Atlantis')) AS n (name)$$,
    $$VALUES ('Germany', 'country'), ('WORLD', 'sum'), ('Extra-EU27', 'sum'), ('Other countries', 'residual'), ('Areas, nes', 'residual'), ('Korea', NULL), ('Atlantis', NULL)$$, 'kinds');
SELECT is_empty($$SELECT key FROM sanctions_country_name WHERE country_name_key(key) IS DISTINCT FROM key$$, 'shipped rows are keys');
SELECT is_empty($$SELECT key FROM sanctions_country_name WHERE code IS NOT NULL AND
    (try_country_name(key) IS DISTINCT FROM code
     OR try_country_name(upper(key)) IS DISTINCT FROM code
     OR try_country_name('The ' || array_to_string(ARRAY(SELECT w FROM regexp_split_to_table(key, ' ') AS w ORDER BY w DESC), ', ')) IS DISTINCT FROM code)$$,
    'letter case, articles, commas and the order of words tell nothing');
SELECT is_empty($$SELECT alpha3, name FROM sanctions_country WHERE alpha2 IS NOT NULL AND m49 IS NOT NULL AND NOT aggregate AND NOT residual
    AND name !~ '\(to '
    AND code::text NOT IN ('FXX', 'YUG') AND try_country_name(name) IS DISTINCT FROM code$$, 'what country_name() writes is read, but for two that have ended and mean others');

INSERT INTO sanctions_country_name (key, code) VALUES ('Rép. d’Atlantide', 'DEU');
SELECT is(try_country_name('atlantide (république)'), NULL, 'a name of one''s own counts in no other form');
SELECT is(try_country_name('ATLANTIDE, Republic of'), 'DEU', 'a name of one''s own counts in any spelling');
INSERT INTO sanctions_country_name (key) VALUES ('Germany');
SELECT is(try_country_name('Germany'), NULL, 'a row of one''s own wins');
DELETE FROM sanctions_country_name WHERE NOT shipped AND key = 'Germany';
SELECT is(try_country_name('Germany'), 'DEU', 'and is gone when it is deleted');
SELECT throws_ok($$DELETE FROM sanctions_country_name WHERE key = 'germany'$$, '42501', NULL, 'shipped rows stay');
SELECT throws_ok($$INSERT INTO sanctions_country_name (key, code, kind) VALUES ('Foo', 'DEU', 'sum')$$, '23514', NULL, 'a sum has no code');

SELECT * FROM finish();
ROLLBACK;
