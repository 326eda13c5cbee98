-- Matrices made of parts of a matrix: against trade_matrix over the rows of the part, to the
-- byte; and labels given as country_code.
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT setseed(0.37);
SELECT no_plan();

CREATE TABLE rows AS
SELECT id, (ARRAY['CHN', 'DEU', 'TUR', 'KGZ', 'KAZ', 'JPN', 'USA', 'RUS'])[1 + (random() * 7)::integer] AS exporter,
    (ARRAY['RUS', 'KGZ', 'KAZ', 'TUR', 'ARM'])[1 + (random() * 4)::integer] AS importer,
    make_date(2019 + (random() * 4)::integer, 1 + (random() * 11)::integer, 1) AS day, 2016 + (random() * 7)::integer AS year,
    CASE WHEN id % 3 = 0 THEN round((random() * 1000)::numeric) ELSE (random() - 0.2)::numeric * 10 ^ (random() * 12 - 2) END AS value,
    CASE WHEN id % 5 > 1 THEN random() * 100 END AS quantity
FROM generate_series(1, 900) AS id;
-- labels of importers that sell nothing, in front of all others and behind
INSERT INTO rows VALUES (901, 'AAA', 'ZWE', '2020-01-01', 2020, 1e26, NULL), (902, 'zzz', 'ABW', '2035-05-01', 2035, -7, 3), (903, 'DEU', 'ABW', '2021-05-01', 2021, 0, NULL);
UPDATE rows SET exporter = 'VNM' WHERE exporter = 'zzz';
UPDATE rows SET exporter = 'ABW' WHERE exporter = 'AAA';

CREATE TABLE kinds (kind text, call text, year boolean);
INSERT INTO kinds VALUES
    ('text, years', 'trade_matrix(exporter, importer, year, value)', true),
    ('text, months, quantities', 'trade_matrix(exporter, importer, day, value, quantity)', false),
    ('long text, months', 'trade_matrix(exporter, importer, day, value) FILTER (WHERE id % 2 = 0)', false),
    ('countries, years, quantities', 'trade_matrix(exporter::country_code, importer::country_code, year, value, quantity)', true),
    ('countries, months', 'trade_matrix(exporter::country_code, importer::country_code, day, round(value))', false);
CREATE TABLE asked AS SELECT row_number() OVER () AS question, e AS exporters, i AS importers, w AS during
FROM unnest(ARRAY['NULL', '{}', '{CHN}', '{CHN,KAZ,CHN,FRA}', '{RUS,DEU,VNM}']) AS e, unnest(ARRAY['NULL', '{}', '{RUS}', '{ABW,ZWE}', '{FRA}', '{RUS,KAZ,ARM}']) AS i,
    unnest(ARRAY['NULL', '2021', '[2019-01-01,2022-01-01)', '1950']) AS w;
CREATE FUNCTION sql_of(given text, type text) RETURNS text LANGUAGE sql AS $$ SELECT CASE given WHEN 'NULL' THEN 'NULL' ELSE quote_literal(given) END || '::' || type $$;
CREATE FUNCTION part_is_that_of_its_rows(k kinds, a asked) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
    EXECUTE format($q$WITH whole AS (SELECT %1$s AS m FROM rows)
        SELECT trade_matrix_send(part(m, %2$s, %3$s, %4$s)) = trade_matrix_send(coalesce((SELECT %1$s FROM rows
            WHERE (%2$s IS NULL OR exporter = ANY (%2$s)) AND (%3$s IS NULL OR importer = ANY (%3$s))
                AND (%4$s IS NULL OR %5$s BETWEEN lower(%6$s) AND upper(%6$s) - 1)), m - m)) FROM whole$q$,
        k.call, sql_of(a.exporters, 'text[]'), sql_of(a.importers, 'text[]'), sql_of(a.during, 'trade_window'), CASE WHEN k.year THEN 'make_date(year, 1, 1)' ELSE 'day' END,
        sql_of(CASE WHEN a.during ~ '^\d+$' THEN format('[%s-01-01,%s-01-01)', a.during, a.during::integer + 1) ELSE a.during END, 'daterange')) INTO same;
    RETURN same;
END $$;
SELECT is((SELECT string_agg(asked::text, ' ') FROM asked WHERE part_is_that_of_its_rows(kinds, asked) IS NOT TRUE), NULL, kind || ': a part is the matrix of its rows')
FROM kinds;

CREATE TABLE built (kind text, m trade_matrix);
DO $$
DECLARE k kinds;
BEGIN
    FOR k IN SELECT * FROM kinds LOOP
        EXECUTE format('INSERT INTO built SELECT %L, %s FROM rows', k.kind, k.call);
    END LOOP;
END $$;
ALTER TABLE built ADD PRIMARY KEY (kind);
SELECT is(trade_matrix_send(part(m)), trade_matrix_send(m), kind || ': all of it') FROM built;
SELECT is((SELECT trade_matrix_send(rollup(s.part ORDER BY random())) FROM split(m) AS s), trade_matrix_send(m), kind || ': what is split is joined again') FROM built;
SELECT is((SELECT trade_matrix_send(rollup(p)) FROM (SELECT part(m, during => y.y) AS p FROM generate_series(2010, 2040) AS y) AS t), trade_matrix_send(m), kind || ': so are its years') FROM built;
SELECT is_empty(format('SELECT s.importer FROM built, split(m) AS s WHERE kind = %L AND (trade_matrix_send(s.part) <> trade_matrix_send(part(m, importers => ARRAY[s.importer])) OR NOT s.part = s.part::text::trade_matrix)', kind),
    kind || ': a row of split is that part') FROM built;
SELECT is((SELECT array_agg(importer) FROM split(m)), (SELECT array_agg(importer ORDER BY importer COLLATE "C") FROM (SELECT DISTINCT importer FROM flows(m)) AS f), kind || ': a row an importer, in order')
FROM built;

-- from disk, slice by slice: big ones are not fetched whole
CREATE TABLE big (m trade_matrix);
INSERT INTO big SELECT trade_matrix('exporter ' || n % 211, 'importer ' || n % 97, 2000 + n % 7, sqrt(n)::numeric) FROM generate_series(1, 40000) AS n;
SELECT cmp_ok((SELECT length(trade_matrix_send(m)) FROM big), '>', 50000, 'a big one');
SELECT is((SELECT part(m, importers => '{importer 3,importer 96}', during => 2003) FROM big),
    (SELECT trade_matrix('exporter ' || n % 211, 'importer ' || n % 97, 2000 + n % 7, sqrt(n)::numeric) FROM generate_series(1, 40000) AS n WHERE n % 97 IN (3, 96) AND n % 7 = 3), 'a part of it');
SELECT is((SELECT rollup(part) FROM big, split(m)), (SELECT m FROM big), 'and it is split and joined');
SELECT is((SELECT count(*) FROM big, split(m - m)), 0::bigint, 'an empty matrix has no rows');
SELECT is(part(m - m, '{CHN}', NULL, 2021)::text, (m - m)::text, 'and its part is empty') FROM built WHERE kind = 'countries, months';
SELECT ok(part(NULL) IS NULL, 'of none there is none');
SELECT is((SELECT count(*) FROM split(NULL)), 0::bigint, 'nor rows');

-- labels and windows are read as by every accessor
SELECT throws_ok($$SELECT part(m, '{CN}') FROM built WHERE kind = 'text, years'$$, '22023', NULL, 'another spelling of an exporter');
SELECT throws_ok($$SELECT part(m, NULL, '{643}') FROM built WHERE kind = 'text, years'$$, '22023', NULL, 'of an importer');
SELECT throws_ok($$SELECT part(m, '{CHN,NULL}') FROM built WHERE kind = 'text, years'$$, '22004', NULL, 'NULL among exporters');
SELECT throws_ok($$SELECT part(m, NULL, '{NULL}') FROM built WHERE kind = 'text, years'$$, '22004', NULL, 'NULL among importers');
SELECT throws_ok($$SELECT part(m, '{nowhere}') FROM built WHERE kind = 'countries, months'$$, '22P02', NULL, 'a country that is none');
SELECT throws_ok($$SELECT part(m, during => '2021-03') FROM built WHERE kind = 'text, years'$$, '22023', NULL, 'a month of annual data');
SELECT is(part(m, '{156}', '{ru}'), part(m, '{CHN}', '{RUS}'), 'codes in any form') FROM built WHERE kind = 'countries, months';
SELECT is(part(m, ARRAY['CHN', 'TUR']::country_code[], ARRAY['RUS']::country_code[]), part(m, '{CHN,TUR}', '{RUS}'), kind || ': arrays of country_code') FROM built;

-- one label as country_code
CREATE TABLE code AS SELECT c, c::text AS t FROM unnest('{CHN,RUS,KAZ,FRA}'::country_code[]) AS c;
SELECT is_empty($$SELECT kind, c FROM built, code WHERE suppliers(m, c, 2021) <> suppliers(m, t, 2021) OR markets(m, c, 2021) <> markets(m, t, 2021)$$, 'suppliers and markets of a country_code');
CREATE TABLE positive AS SELECT labels, CASE labels WHEN 'text' THEN trade_matrix(exporter, importer, year, abs(value), quantity) ELSE trade_matrix(exporter::country_code, importer::country_code, year, abs(value), quantity) END AS m
FROM rows, unnest(ARRAY['text', 'country_code']) AS labels GROUP BY labels;
SELECT is_empty($$SELECT labels, c FROM positive, code WHERE pivot(m, c, 2020, 2021, '{CHN}') IS DISTINCT FROM pivot(m, t, 2020, 2021, '{CHN}')$$, 'pivot of a country_code');
SELECT isnt((SELECT pivot(m, 'RUS'::text::country_code, 2020, 2021, '{CHN}')::text FROM positive WHERE labels = 'text'), NULL, 'which gives something');
SELECT results_eq($$SELECT labels, c, s.* FROM positive, code, import_shares(m, 2021, c) AS s ORDER BY 1, 2, 3$$, $$SELECT labels, c, s.* FROM positive, code, import_shares(m, 2021, t) AS s ORDER BY 1, 2, 3$$, 'import_shares of a country_code');
SELECT throws_ok($$SELECT suppliers(trade_matrix('CHN', '643', 2021, 1.0), 'RUS'::text::country_code, 2021)$$, '22023', NULL, 'on text in another spelling');
SELECT is(suppliers(m, 'RUS', 2021), suppliers(m, 'RUS'::text, 2021), 'a literal is text') FROM built WHERE kind = 'text, years';

SELECT * FROM finish();
ROLLBACK;
