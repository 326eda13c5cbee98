-- Calls of every function of the extension, made from the catalog: a new function is
-- called as soon as the types of its arguments have samples here.  Read by the tests
-- of what must be true of all functions.
CREATE SCHEMA calls;
SET search_path = calls, public;

CREATE TABLE flow AS
SELECT exporter, importer, day::date, extract(year FROM day)::integer AS year,
    CASE WHEN day < '2022-03-01' THEN before ELSE after END * 1000.1 AS value, 0.7 * before AS quantity
FROM (VALUES ('DEU', 'RUS', 900, 40), ('FRA', 'RUS', 300, 7), ('DEU', 'KGZ', 10, 700), ('KGZ', 'RUS', 5, 620),
             ('CHN', 'RUS', 500, 1500), ('CHN', 'KGZ', 30, 20)) AS f(exporter, importer, before, after),
     generate_series('2021-01-01'::timestamp, '2023-12-01', '1 month') AS day;

CREATE AGGREGATE growth_state(date, double precision, trade_window) (SFUNC = trade_growth_add, STYPE = trade_growth_state);
CREATE AGGREGATE share_state(boolean, double precision) (SFUNC = import_share_add, STYPE = import_share_state);
CREATE AGGREGATE partial(text, text, date, double precision) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE AGGREGATE partial(text, double precision) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
CREATE AGGREGATE partial(date, double precision) (SFUNC = trade_series_add, STYPE = trade_series_state);
CREATE TABLE state AS
SELECT trade_matrix(exporter, importer, day, value, quantity) AS matrix, trade_matrix(exporter, importer, year, value) AS years,
    trade_mix(exporter, value) AS mix, trade_mix(exporter, value) FILTER (WHERE year > 2021) AS other_mix,
    trade_mix(exporter::country_code, value) AS countries, trade_mix('854231'::hs_code, value) AS products,
    trade_series(day, value) AS series, trade_series(year, value) AS year_series,
    partial(exporter, importer, day, value) AS partial_matrix, partial(exporter, value) AS partial_mix, partial(day, value) AS partial_series,
    growth_state(day, value, '2023') AS growth, share_state(exporter = 'CHN', value) AS share
FROM flow;

-- Of a type, and of an argument of that name only where one is given.  n is the number
-- of the row: 1, or for aggregates and window functions 1 to 24.
CREATE TABLE sample (type regtype, value text, argument text);
INSERT INTO sample VALUES
    ('text', $$'mean'$$, 'baseline'), ('text', $$'HS2022'$$, 'vintage'), ('text', $$'HS2017'$$, 'vintage'),
    ('text', $$'CHPL'$$, 'list'), ('text', $$'telecom'$$, 'list'), ('text', $$'RUS'$$, 'importer'), ('text', $$'KGZ'$$, 'importer'),
    ('text', $$'RUS'$$, 'target'), ('text', $$'KGZ'$$, 'intermediary'),
    ('jsonb', $$'[{"code": "SURGE", "fired": true, "weight": 0.35, "value": 10.5, "threshold": 3, "sentence": "Exports rose."}]'$$, 'reasons'),
    ('text[]', $$'{DEU,FRA}'$$, 'origins'), ('text[]', $$'{DEU}'$$, 'origins'), ('text[]', $$'{DEU,FRA}'$$, 'blocked'), ('text[]', $$'{DEU}'$$, 'blocked'), ('text[]', $$'{KAZ}'$$, 'exclude'), ('double precision', '0.5', 'comparable'),
    ('text', $$'.'$$, 'decimal_point'), ('text', $$'VALUE_IN_EUROS'$$, 'indicator'),
    ('jsonb', $$'{"reporter": ["exporter"], "partner": ["importer"], "product": ["exporter"], "period": ["year"], "value": ["value"]}'$$, 'columns'),
    ('text', $$'854231'$$, 'code'), ('text', $$'DEU'$$, 'code'), ('integer', '6', 'digits'), ('integer', '2', 'digits'), ('date', $$'2022-02-24'$$, 'since'), ('date', $$'2022-03-01'$$, 'since'),
    ('trade_window', $$'2021'$$, 'before'), ('trade_window', $$'2023'$$, 'after'), ('trade_window', $$'2023'$$, 'current'),
    ('trade_window', $$'2022'$$, 'base'), ('trade_window', $$'2021'$$, 'base'),
    ('trade_mix', '(SELECT countries FROM calls.state)', 'exports'), ('trade_mix', '(SELECT products FROM calls.state)', 'exports'),
    ('trade_mix', '(SELECT countries FROM calls.state)', 'world'), ('trade_mix', '(SELECT products FROM calls.state)', 'world'),
    ('text', $$'CHN'$$, 'label'), ('text', $$'854231'$$, 'label'), ('hs_code', $$'854231'$$, 'label'),
    ('trade_matrix', '(SELECT matrix FROM calls.state)', 'exports'), ('trade_matrix', '(SELECT matrix FROM calls.state)', 'imports'), ('trade_matrix', '(SELECT matrix FROM calls.state)', 'reported'),
    ('trade_mix', '(SELECT mix FROM calls.state)', 'before'), ('trade_mix', '(SELECT other_mix FROM calls.state)', 'after');
-- what is drawn, two points
INSERT INTO sample VALUES
    ('text[]', $$'{DEU,FRA}'$$, 'label'), ('text[]', $$'{DEU,FRA}'$$, 'source'), ('text[]', $$'{KGZ,RUS}'$$, 'destination'),
    ('text[]', $$'{before,after}'$$, 'series'), ('text[]', $$'{before,after}'$$, 'part'), ('text[]', $$'{before,after}'$$, 'names'),
    ('integer', '400', 'width'), ('integer', '300', 'height'), ('integer', '20', 'top');
INSERT INTO sample VALUES
    ('double precision[]', $$'{1.1,1e22}'$$), ('double precision[]', 'ARRAY[-0.1, NULL]'), ('integer[]', $$'{2,2}'$$), ('date[]', $$'{2022-01-01,2023-12-01}'$$),
    ('numeric[]', $$'{10,390,20,280}'$$);
INSERT INTO sample VALUES
    ('text', $$'CHN'$$), ('text', $$'RUS'$$), ('text', $$'854231'$$), ('text', $$'CHPL'$$), ('text', $$'EU'$$),
    ('cstring', $$'CHN'$$), ('cstring', $$'854231'$$), ('cstring', $$'2023-03'$$),
    ('cstring', '(SELECT matrix::text FROM calls.state)'), ('cstring', '(SELECT mix::text FROM calls.state)'),
    ('cstring', '(SELECT series::text FROM calls.state)'), ('cstring', '(SELECT growth::text FROM calls.state)'),
    ('cstring', '(SELECT share::text FROM calls.state)'), ('cstring', '(SELECT partial_matrix::text FROM calls.state)'),
    ('cstring', '(SELECT partial_mix::text FROM calls.state)'), ('cstring', '(SELECT partial_series::text FROM calls.state)'),
    ('country_code', $$(ARRAY['CHN', 'RUS', 'DEU'])[1 + n % 3]$$), ('country_code', $$'FRA'$$),
    ('hs_code', $$'854231'$$), ('hs_code', $$'85'$$),
    ('trade_window', $$'2023'$$), ('trade_window', $$'2022'$$), ('trade_window', $$'2023-03'$$),
    ('date', $$make_date(2022, 1, 5) + 31 * n$$), ('date', $$'2022-12-31'$$), ('date', $$'2022-02-24'$$),
    ('integer', $$2000 + n$$), ('integer', '12'), ('integer', '2'), ('integer', '842'), ('integer', 'NULL'),
    ('smallint', '2023'), ('smallint', '156'), ('bigint', '156'), ('bigint', '7 * n'), ('bigint', '8542'),
    ('numeric', '1000.1 / n'), ('double precision', '0.1 * n'), ('double precision', '1e22 / 3'), ('double precision', '7'),
    ('boolean', 'n % 2 = 0'), ('boolean', 'NULL'),
    ('text[]', $$'{DEU,FRA}'$$), ('text[]', $$'{CHN}'$$), ('text[]', 'NULL'), ('hs_code[]', $$'{854231,85}'$$), ('country_code[]', $$'{CHN,DEU}'$$),
    ('daterange', $$'[2022-01-01,2023-01-01)'$$), ('daterange', 'NULL'),
    ('jsonb', $$'{}'$$), ('jsonb', $$'{"surge_ratio": 1.1, "min_value": 0.1}'$$),
    ('regclass', $$'calls.flow'$$), ('regclass', 'NULL'), ('name', $$'flow'$$),
    ('timestamp', $$'2023-12-31 23:30'$$), ('timestamptz', $$'2023-12-31 23:30+00'$$),
    ('trade_matrix', '(SELECT matrix FROM calls.state)'), ('trade_matrix', '(SELECT years FROM calls.state)'),
    ('trade_mix', '(SELECT mix FROM calls.state)'), ('trade_mix', '(SELECT other_mix FROM calls.state)'),
    ('trade_mix', '(SELECT countries FROM calls.state)'), ('trade_mix', '(SELECT products FROM calls.state)'),
    ('trade_series', '(SELECT series FROM calls.state)'), ('trade_series', '(SELECT year_series FROM calls.state)'),
    ('trade_matrix_state', '(SELECT partial_matrix FROM calls.state)'), ('trade_mix_state', '(SELECT partial_mix FROM calls.state)'),
    ('trade_series_state', '(SELECT partial_series FROM calls.state)'), ('trade_growth_state', '(SELECT growth FROM calls.state)'), ('import_share_state', '(SELECT share FROM calls.state)');

-- Functions that a query calls: those of internal arguments the server calls alone, the
-- parts of an aggregate work inside of one alone, and procedures end transactions.
CREATE VIEW callable AS
SELECT p.oid::regprocedure AS function, p.*
FROM pg_proc AS p
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
WHERE NOT 'internal'::regtype = ANY (p.proargtypes) AND p.prorettype <> 'trigger'::regtype AND p.prokind <> 'p'
  AND NOT EXISTS (SELECT FROM pg_aggregate AS a
      WHERE p.oid IN (a.aggtransfn, a.aggcombinefn, a.aggfinalfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn));

-- Argument i of a call: one of its samples; the first argument goes through all of them.
CREATE FUNCTION argument(type oid, name text, turn integer, i integer) RETURNS text STABLE BEGIN ATOMIC
    SELECT coalesce((array_agg(s.value ORDER BY s.value COLLATE "C"))[1 + CASE i WHEN 1 THEN turn ELSE abs(hashint4(turn * 100 + i)) END % count(*)], 'NULL')
    FROM sample AS s
    WHERE s.type = argument.type
      AND s.argument IS NOT DISTINCT FROM (SELECT t.argument FROM sample AS t WHERE t.type = argument.type AND t.argument = name LIMIT 1);
END;

-- A query that calls a function: gave is whether it gave anything, bytes and shown what
-- it gave.  Argument number place, if any, is the expression given.
CREATE FUNCTION call_of(function regprocedure, turn integer, place integer DEFAULT NULL, expression text DEFAULT NULL)
RETURNS text STABLE BEGIN ATOMIC
    SELECT format('SELECT bool_or(NOT r IS NULL) AS gave, string_agg(record_send(ROW(r)), NULL) AS bytes, string_agg(r::text, NULL) AS shown FROM '
        || CASE p.prokind WHEN 'a' THEN '(SELECT %s FROM generate_series(1, 24) AS s(n)) AS r'
            WHEN 'w' THEN '(SELECT %s OVER (ORDER BY n) FROM generate_series(1, 24) AS s(n)) AS r'
            ELSE '(VALUES (1)) AS s(n), LATERAL %s AS r' END,
        format('%s(%s)', p.oid::regproc, (
            SELECT string_agg(format('(%s)::%s',
                CASE WHEN a.i = place THEN expression ELSE argument(a.type, p.proargnames[a.i], turn, a.i::integer) END,
                format_type(a.type, NULL)), ', ' ORDER BY a.i)
            FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, i))))
    FROM pg_proc AS p WHERE p.oid = call_of.function;
END;
