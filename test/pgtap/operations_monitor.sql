-- A monitor: watches, capture, refresh, flags and their history, views.  Refreshes end
-- transactions, so that there is no transaction around this test.
SELECT plan(98);
SET client_min_messages = warning;
CREATE SCHEMA home;
SET search_path = home, public;

CREATE TABLE flows (exporter country_code, importer country_code, product hs_code, period date, value double precision, quantity double precision);
INSERT INTO flows
SELECT e::country_code, i::country_code, p::hs_code, m::date, v, v / 40
FROM (VALUES ('DE', 'RUS', '8542.31', 900, 40), ('DE', 'KGZ', '8542.31.90', 10, 700), ('KGZ', 'RUS', '8542.31', 5, 620),
             ('CN', 'RUS', '8542.31', 500, 1500), ('CN', 'RUS', '8517.62', 800, 1000), ('CN', 'RUS', '0101.21', 1, 1)) AS f(e, i, p, before, after),
     generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m,
     LATERAL (SELECT CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0) AS x(v);

SELECT lives_ok($$SELECT sanctions_monitor('monitor')$$, 'a monitor is made');
SELECT throws_ok($$SELECT sanctions_monitor('monitor')$$, '42P07', NULL, 'not twice');
SELECT lives_ok('SELECT sanctions_monitor(NULL)', 'of NULL nothing is made');
SELECT throws_ok($$SELECT sanctions_monitor(repeat('m', 64))$$, '22023', 'name "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm" is longer than 63 bytes', 'a name that the server would cut is refused');
SELECT throws_ok($$SELECT sanctions_check(repeat('é', 32))$$, '22023', NULL, 'wherever a monitor is named');
SELECT throws_ok($$SELECT sanctions_monitor_grant('monitor', repeat('r', 64))$$, '22023', NULL, 'and a role');
SELECT is((SELECT count(*) FROM monitor.flags), 0::bigint, 'without a watch there are no flags');

-- A row of watch is checked when it is written.
PREPARE watch (text, text, text, text, text, jsonb, text) AS
INSERT INTO monitor.watch (name, source, target, origins, list_name, thresholds, value_column, since) VALUES ($1, $2, $3, $4, $5, $6, $7, '2022-02-24');
SELECT throws_ok(format('EXECUTE watch (%s)', w.row), w.state, NULL, w.what)
FROM (VALUES ($$'x', 'nowhere', 'RUS', 'GECC', 'CHPL', '{}', 'value'$$, '42P01', 'a source that is not there'),
             ($$'x', 'flows', 'RUS', 'GECC', 'CHPL', '{}', 'worth'$$, '42703', 'a column that is not there'),
             ($$'x', 'flows', 'RUS', 'GECC', 'CHPL', '{}', 'product'$$, '42804', 'a column of another type'),
             ($$'x', 'flows', 'Atlantis', 'GECC', 'CHPL', '{}', 'value'$$, '22P02', 'a target that is no country'),
             ($$'x', 'flows', 'RUS', 'NATO', 'CHPL', '{}', 'value'$$, '22023', 'a group that is not there'),
             ($$'x', 'flows', 'RUS', 'USA,,DEU', 'CHPL', '{}', 'value'$$, '22023', 'an empty origin'),
             ($$'x', 'flows', 'RUS', 'RUS,DEU', 'CHPL', '{}', 'value'$$, '22023', 'a target among the origins'),
             ($$'x', 'flows', 'RUS', 'GECC', 'MINE', '{}', 'value'$$, '22023', 'a list that is not there'),
             ($$'x', 'flows', 'RUS', 'GECC', 'CHPL', '{"min_valu": 1}', 'value'$$, '22023', 'an unknown threshold'),
             ($$'', 'flows', 'RUS', 'GECC', 'CHPL', '{}', 'value'$$, '23514', 'an empty name')) AS w (row, state, what);
EXECUTE watch ('chips', 'flows', 'RUS', 'GECC', 'CHPL', '{}', 'value');
SELECT is((SELECT source FROM monitor.watch), 'home.flows', 'the source is kept with its schema');
SET search_path = public;
SELECT throws_ok($$CALL sanctions_refresh('home')$$, '42P01', 'schema "home" is no monitor', 'a schema that is no monitor');
SELECT throws_ok($$CALL sanctions_refresh('monitor', 'ships')$$, '22023', 'monitor "monitor" has no watch "ships"', 'a watch that is not there');
CALL sanctions_refresh('monitor');
SELECT results_eq($$SELECT product, intermediary, grade, flagged, intermediary_name, target, since FROM monitor.flags WHERE grade IS NOT NULL$$,
    $$VALUES ('854231', 'KGZ', 'traced', true, 'Kyrgyzstan', 'RUS', '2022-02-24'::date)$$, 'the country that passes goods on is found');
SELECT results_eq($$SELECT rerouted, score, reasons FROM monitor.flag WHERE intermediary = 'KGZ'$$,
    $$SELECT f.rerouted, f.score, f.reasons FROM (SELECT trade_matrix(exporter, importer, period, value, quantity) AS m FROM home.flows WHERE product <@ '854231') AS t,
      intermediary_flags(m, 'RUS', group_members('GECC'), '2022-02-24', coverage => '[2021-01-01,2024-01-01)') AS f WHERE f.intermediary = 'KGZ'$$,
    'with the figures of the screen itself, national lines added up');
SELECT results_eq('SELECT product FROM monitor.state ORDER BY 1', ARRAY['851762', '854231'], 'the state has the products of the list');
SELECT results_eq('SELECT event, product, intermediary, grade FROM monitor.flag_history', $$VALUES ('new', '854231', 'KGZ', 'traced')$$, 'and one event');
SELECT results_eq('SELECT status, rebuilt, rows_read, products_screened, flags_new FROM monitor.runs', $$VALUES ('ok', true, 216::bigint, 2::bigint, 1::bigint)$$, 'and a run');
SELECT is((SELECT first_seen FROM monitor.flags WHERE grade IS NOT NULL), (SELECT at FROM monitor.flag_event), 'first seen is the time of the event');

-- A second refresh without change.
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT products_screened, flags_new, flags_kept FROM monitor.runs ORDER BY run DESC LIMIT 1', 'VALUES (0::bigint, 0::bigint, 1::bigint)', 'a refresh without change screens nothing');
CREATE TEMP TABLE size AS SELECT (SELECT count(*) FROM monitor.run) AS runs, (SELECT count(*) FROM monitor.flag_event) AS events, (SELECT md5(string_agg(ctid::text, ' ')) FROM monitor.state) AS state;
CALL sanctions_refresh('monitor');
SELECT results_eq('TABLE size', $$SELECT (SELECT count(*) FROM monitor.run), (SELECT count(*) FROM monitor.flag_event), (SELECT md5(string_agg(ctid::text, ' ')) FROM monitor.state)$$,
    'and many such refreshes leave the tables as they are');
SELECT is_empty($$SELECT * FROM sanctions_check('monitor')$$, 'the state is that of one pass');
UPDATE home.flows SET value = value + 1 WHERE product <@ '8517';
SELECT results_eq($$SELECT watch, product FROM sanctions_check('monitor')$$, $$VALUES ('chips', '851762')$$, 'what changed without capture is told by the check');
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT rebuilt, products_screened FROM monitor.runs ORDER BY run DESC LIMIT 1', 'VALUES (true, 1::bigint)', 'and only the product that changed is screened');

-- Mistakes show when a watch is written, of a source whose labels are text too.
CREATE TABLE home.labels (exporter text, importer text, product text, period date, value numeric);
CREATE TEMP TABLE brief (LIKE home.labels);
CREATE FUNCTION pg_temp.watch(source text, target text, origins text, quantity text) RETURNS text LANGUAGE sql AS
$$INSERT INTO monitor.watch (name, source, target, origins, quantity_column, since, enabled) VALUES ('mistake', source, target, origins, quantity, '2022-02-24', false) RETURNING source$$;
SELECT throws_ok($$SELECT pg_temp.watch('home.labels', 'RUS', 'GECCC', 'quantity')$$, '22023', 'origins "GECCC" are neither a group nor a country', 'a group that is not there');
SELECT throws_ok($$SELECT pg_temp.watch('home.labels', 'RUS', 'GECC', 'tons')$$, '42703', NULL, 'a column of quantities that is not there');
SELECT throws_ok($$SELECT pg_temp.watch('home.labels', '', 'GECC', 'quantity')$$, '22023', 'target is empty', 'no target');
SELECT throws_ok($$SELECT pg_temp.watch('brief', 'RUS', 'GECC', 'quantity')$$, '22023', NULL, 'a temporary table');
SELECT is(pg_temp.watch('home.labels', 'Russia', '{Germany}', 'quantity'), 'home.labels', 'a label that is no code stands in braces');
DELETE FROM monitor.watch WHERE name = 'mistake';
CREATE TABLE home.years (exporter text, importer text, product text, period integer, value numeric);
CREATE FUNCTION pg_temp.windows(source text, coverage daterange, before_months integer, after_months integer, since date DEFAULT '2022-02-24', origins text DEFAULT 'GECC') RETURNS text LANGUAGE sql AS
$$INSERT INTO monitor.watch (name, source, target, origins, coverage, before_months, after_months, since, enabled) VALUES ('mistake', source, 'RUS', origins, coverage, before_months, after_months, since, false) RETURNING coverage::text$$;
SELECT throws_ok(format('SELECT pg_temp.windows(%s)', w.row), '22023', w.message, w.message)
FROM (VALUES ($$'home.labels', 'empty', 24, NULL$$, 'coverage is an empty range'), ($$'home.years', 'empty', 24, NULL$$, 'coverage is an empty range'),
             ($$'home.labels', '[2022-06-01,2023-06-01)', 24, NULL$$, 'the window before the event has no period'), ($$'home.flows', '[2022-02-02,)', 24, NULL$$, 'the window before the event has no period'),
             ($$'home.flows', '(,2022-03-15)', 24, NULL$$, 'the window after the event has no period'), ($$'home.years', NULL, 24, 7$$, 'after_months cannot be 7 on annual data'),
             ($$'home.years', NULL, 13, 12$$, 'before_months cannot be 13 on annual data')) AS w (row, message);
SELECT throws_ok($$SELECT pg_temp.windows('home.labels', NULL, 24, NULL, origins => NULL)$$, '22004', 'origins must not be NULL', 'nor are origins unknown');
INSERT INTO monitor.watch (name, source, target, origins, since, enabled) VALUES ('twice', 'home.flows', 'ru', 'DEU, de,276', '2022-02-24', false);
SELECT is((SELECT origins FROM monitor.watch WHERE name = 'twice'), 'DEU, de,276', 'on codes an origin may be named twice, in any spelling');
DELETE FROM monitor.watch WHERE name = 'twice';
SELECT is(pg_temp.windows('home.years', '[2012-01-01,)', NULL, NULL, '2022-01-01', '*'), '[2012-01-01,)', 'windows that a source may fill are taken');
DELETE FROM monitor.watch WHERE name = 'mistake';
-- A side that coverage leaves open is that of the source, whatever the product.
INSERT INTO home.labels VALUES ('DEU', 'RUS', '854231', '2021-01-01', 1), ('KAZ', 'RUS', '854231', '2022-06-01', 1), ('KAZ', 'RUS', '851762', '2020-03-01', 1), ('KAZ', 'RUS', '010121', '2023-12-01', 1);
INSERT INTO monitor.watch (name, source, target, origins, before_months, coverage, since) VALUES ('open', 'home.labels', 'RUS', 'DEU', NULL, '[2021-01-01,)', '2022-02-24'), ('open2', 'home.labels', 'RUS', 'DEU', NULL, '(,2023-01-01)', '2022-02-24');
CALL sanctions_refresh('monitor', 'open');
CALL sanctions_refresh('monitor', 'open2');
SELECT results_eq($$SELECT DISTINCT watch, before_from, after_to FROM monitor.flags WHERE watch LIKE 'open%' ORDER BY 1$$, $$VALUES ('open', '2021-01-01'::date, '2023-12-31'::date), ('open2', '2020-03-01', '2022-12-31')$$,
    'a side of coverage that is open is that of the whole source');
DELETE FROM monitor.watch WHERE name LIKE 'open%';

-- Capture.
SELECT throws_ok($$SELECT sanctions_capture('monitor', 'monitor.flags')$$, '42703', NULL, 'a relation without the columns is not captured');
CREATE VIEW home.seen AS SELECT * FROM home.flows;
SELECT throws_ok($$SELECT sanctions_capture('monitor', 'home.seen')$$, '42809', NULL, 'nor is a view');
SELECT sanctions_capture('monitor', 'home.flows');
CALL sanctions_refresh('monitor');
DELETE FROM home.flows WHERE exporter = 'DE' AND importer = 'KGZ' AND period > '2022-06-01';
INSERT INTO home.flows VALUES ('DE', 'KGZ', '854231', '2023-12-02', 5, 1), ('DE', 'KGZ', '8542.32', '2023-12-02', 7, NULL), ('DE', 'KGZ', '0101.21', '2023-12-02', 7, NULL);
-- in a session that fires no ordinary triggers too
SET session_replication_role = replica;
UPDATE home.flows SET value = value * 1.1 WHERE exporter = 'CN' AND period >= '2023-01-01';
RESET session_replication_role;
SELECT cmp_ok((SELECT pending_deltas FROM monitor.health), '>', 0::bigint, 'changes wait');
SELECT is_empty($$SELECT * FROM sanctions_check('monitor')$$, 'and the state with them is that of one pass');
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT rebuilt, products_screened, flags_cleared FROM monitor.runs ORDER BY run DESC LIMIT 1', 'VALUES (false, 3::bigint, 1::bigint)', 'a refresh reads the changes alone');
SELECT is_empty($$SELECT * FROM sanctions_check('monitor')$$, 'after it the state is that of one pass');
SELECT is((SELECT count(*) FROM monitor.delta), 0::bigint, 'and no change waits');
SELECT results_eq('SELECT event, grade FROM monitor.flag_history ORDER BY at', $$VALUES ('new', 'traced'), ('cleared', NULL)$$, 'a flag was cleared');
SELECT ok((SELECT last_seen = (SELECT at FROM monitor.flag_event WHERE event = 'cleared') FROM monitor.flags WHERE intermediary = 'KGZ'), 'last seen is when it was cleared');
UPDATE home.flows SET value = value * 1e6 WHERE exporter = 'DE' AND importer = 'KGZ' AND period = '2023-12-02';
TRUNCATE home.flows;
CALL sanctions_refresh('monitor');
SELECT results_eq($$SELECT rebuilt, rows_read, (SELECT count(*) FROM monitor.state), (SELECT count(*) FROM monitor.flag) FROM monitor.runs ORDER BY run DESC LIMIT 1$$,
    'VALUES (true, 0::bigint, 0::bigint, 0::bigint)', 'after TRUNCATE the source is read anew: nothing is left');
INSERT INTO home.flows
SELECT e::country_code, i::country_code, '854231'::hs_code, m::date, CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0
FROM (VALUES ('DE', 'RUS', 900, 40), ('DE', 'KGZ', 10, 700), ('KGZ', 'RUS', 5, 620)) AS f(e, i, before, after), generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m;
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT event, grade FROM monitor.flag_history ORDER BY at', $$VALUES ('new', 'traced'), ('cleared', NULL), ('returned', 'traced')$$, 'a flag returns');

-- What cannot be added up stops no writer: the refresh says it.
INSERT INTO home.flows SELECT 'KGZ', l::country_code, '854231', m::date, 10000.0 FROM unnest('{KAZ,UZB,TUR}'::text[]) AS l, generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m;
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT DISTINCT placebo_rank, placebo_p FROM monitor.flags WHERE flagged', 'VALUES (1::bigint, 0.25::float8)', 'no other target saw such a rise');
SELECT lives_ok($$INSERT INTO home.flows VALUES ('DE', NULL, '854231', '2023-01-01', 1)$$, 'a row without an importer is written');
SELECT throws_ok($$CALL sanctions_refresh('monitor')$$, '2D000', NULL, 'CALL inside of a function is refused');
\set ON_ERROR_STOP 0
\o /dev/null
CALL sanctions_refresh('monitor');
\o
\set ON_ERROR_STOP 1
SELECT is(:'LAST_ERROR_SQLSTATE'::text, '55000', 'a refresh in which a watch fails raises 55000');
SELECT results_eq('SELECT status, sqlstate FROM monitor.runs ORDER BY run DESC LIMIT 1', $$VALUES ('failed', '22004')$$, 'and the run has the error');
SELECT results_eq('SELECT last_sqlstate, status FROM monitor.health', $$VALUES ('22004', 'failed')$$, 'as has health');
SELECT is((SELECT count(*) FROM monitor.flags WHERE flagged), 1::bigint, 'the last good result stays');
DELETE FROM home.flows WHERE importer IS NULL;
CALL sanctions_refresh('monitor');
SELECT is_empty($$SELECT * FROM sanctions_check('monitor')$$, 'once the row is gone all is well');

-- Per list, and a watch that changes.
UPDATE monitor.watch SET per = 'list';
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT product, product_name, intermediary FROM monitor.flags WHERE flagged', $$VALUES (NULL, 'CHPL', 'KGZ')$$, 'a watch per list has one screen');
SELECT results_eq($$SELECT DISTINCT product, product_name IS NOT NULL FROM monitor.flows_monthly$$, $$VALUES ('854231', true)$$, 'its flows have their products');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid WHERE c.relnamespace = 'monitor'::regnamespace AND c.relname IN ('flows_monthly', 'growth', 'shares')
    AND a.attname = 'product' AND col_description(c.oid, a.attnum) !~ 'too'$$, 'and the views say so');
UPDATE monitor.watch SET per = 'product', name = 'Chips <b>"%s"';
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT watch, product FROM monitor.flags WHERE flagged', $$VALUES ('Chips <b>"%s"', '854231')$$, 'a watch may be renamed');

-- Views: plain types, every column with a comment.
SELECT is_empty($$SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'monitor'::regnamespace AND c.relkind = 'v' AND a.attnum > 0
      AND a.atttypid <> ALL ('{text,double precision,bigint,date,timestamptz,boolean}'::regtype[])$$, 'every column of every view is of a plain type');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND (a.attnum > 0 OR a.attnum = -1 AND c.relkind = 'v')
    WHERE c.relnamespace = 'monitor'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, greatest(a.attnum, 0)) IS NULL$$, 'and has a comment');
SELECT results_eq($$SELECT c.relname::text COLLATE "default" FROM pg_class AS c WHERE c.relnamespace = 'monitor'::regnamespace AND c.relkind = 'v' ORDER BY 1$$,
    '{countries,flag_history,flags,flows_monthly,growth,health,reasons,routes,runs,shares}'::text[], 'these are the views');
SELECT results_eq($$SELECT exporter, importer, period, value FROM monitor.flows_monthly WHERE product = '854231' ORDER BY 1, 2, 3$$,
    $$SELECT exporter::text, importer::text, date_trunc('month', period)::date, sum(value) FROM home.flows GROUP BY 1, 2, 3 ORDER BY 1, 2, 3$$, 'flows_monthly has the flows');
SELECT results_eq($$SELECT value, growth_on_year, outcome FROM monitor.growth WHERE importer = 'RUS' AND frequency = 'year' ORDER BY period$$,
    $$SELECT sum(value), trade_growth(period, value, 2022) FILTER (WHERE false), 'no_base' FROM home.flows WHERE importer = 'RUS' AND period < '2022-01-01'
      UNION ALL SELECT sum(value) FILTER (WHERE period BETWEEN '2022-01-01' AND '2022-12-31'), trade_growth(period, value, 2022), 'ok' FROM home.flows WHERE importer = 'RUS'
      UNION ALL SELECT sum(value) FILTER (WHERE period >= '2023-01-01'), trade_growth(period, value, 2023), 'ok' FROM home.flows WHERE importer = 'RUS'$$, 'growth has the years');
SELECT results_eq($$SELECT supplier, year, share FROM monitor.shares WHERE importer = 'RUS' ORDER BY 2, 1$$,
    $$SELECT s.exporter, make_date(y, 1, 1), s.share FROM (SELECT trade_matrix(exporter, importer, period, value) AS m FROM home.flows) AS t, generate_series(2021, 2023) AS y, import_shares(m, y::trade_window) AS s
      WHERE s.importer = 'RUS' ORDER BY 2, 1$$, 'shares are those of import_shares');
SELECT is((SELECT count(*) FROM monitor.reasons WHERE intermediary = 'KGZ'), 9::bigint, 'reasons has every signal');

SELECT results_eq($$SELECT watch, product, route, value, sentence FROM monitor.routes$$,
    $$SELECT 'Chips <b>"%s"', '854231', r.route, r.value, r.reason FROM (SELECT trade_matrix(exporter, importer, period, value) AS m FROM home.flows) AS t,
      diversion_routes(m, 'RUS', group_members('GECC'), '2022-02-24', coverage => '[2021-01-01,2024-01-01)') AS r$$, 'routes are those of diversion_routes');
SELECT results_eq($$SELECT intermediary, placebo_rank, placebo_p FROM monitor.flags ORDER BY 1$$,
    $$SELECT p.intermediary, p.rank::bigint, p.p FROM (SELECT trade_matrix(exporter, importer, period, value) AS m FROM home.flows) AS t,
      intermediary_placebo(m, 'RUS', group_members('GECC'), '2022-02-24', coverage => '[2021-01-01,2024-01-01)') AS p WHERE p.kind = 'target' ORDER BY 1$$, 'ranks are those of intermediary_placebo');
UPDATE monitor.watch SET origins = '*';
CALL sanctions_refresh('monitor');
SELECT results_eq('SELECT (SELECT count(*) > 0 FROM monitor.flags), (SELECT count(*) FROM monitor.routes)', 'VALUES (true, 0::bigint)', 'origins may be all: flags, and no routes');
DELETE FROM monitor.watch;
SELECT results_eq('SELECT (SELECT count(*) FROM monitor.flags), (SELECT count(*) FROM monitor.state), (SELECT count(*) > 0 FROM monitor.flag_history)', 'VALUES (0::bigint, 0::bigint, true)',
    'a watch that is deleted takes its state and flags with it, its events stay');
SELECT lives_ok($$SELECT sanctions_release('monitor', 'home.flows')$$, 'a source is released');
SELECT results_eq($$SELECT (SELECT count(*) FROM pg_trigger WHERE tgrelid = 'home.flows'::regclass), (SELECT count(*) FROM monitor.capture)$$, 'VALUES (0::bigint, 0::bigint)', 'and nothing is left of its capture');
-- What a real holds is what the aggregates read of it, not its first six digits.
CREATE TABLE home.reals (exporter text, importer text, product text, period integer, value real, quantity real);
INSERT INTO home.reals VALUES ('DEU', 'RUS', '854231', 2021, 16777213, 0.1), ('KAZ', 'RUS', '854231', 2023, 1234567, 3);
INSERT INTO monitor.watch (name, source, target, origins, since) VALUES ('reals', 'home.reals', 'RUS', 'DEU', '2022-01-01');
CALL sanctions_refresh('monitor');
SELECT results_eq($$SELECT m FROM monitor.state WHERE watch = 'reals'$$, $$SELECT trade_matrix(exporter, importer, period, value, quantity) FROM home.reals$$, 'a real is read as the aggregates read it');
SELECT lives_ok($$SELECT sanctions_capture('monitor', 'home.reals')$$, 'and captured');
CALL sanctions_refresh('monitor');
UPDATE home.reals SET value = value + 1;
CALL sanctions_refresh('monitor');
-- Who drops the extension can go on to write.
\set ON_ERROR_STOP 0
BEGIN;
SET LOCAL client_min_messages = error;
DROP EXTENSION sanctions CASCADE;
UPDATE home.reals SET value = value + 1;
\set failed :ERROR
ROLLBACK;
\set ON_ERROR_STOP 1
SELECT is(:'failed'::text, 'false', 'a captured table is written without the extension as before');
SELECT results_eq($$SELECT m FROM monitor.state WHERE watch = 'reals'$$, $$SELECT trade_matrix(exporter, importer, period, value, quantity) FROM home.reals$$, 'its differences too');
CREATE TABLE home.dropped (LIKE home.reals);
SELECT sanctions_capture('monitor', 'home.dropped') \g /dev/null
INSERT INTO home.dropped SELECT * FROM home.reals;
DROP TABLE home.dropped;
CALL sanctions_refresh('monitor');
SELECT results_eq($$SELECT (SELECT count(*) FROM monitor.capture), (SELECT count(*) FROM pg_proc WHERE pronamespace = 'monitor'::regnamespace AND proname ~ '^capture_')$$,
    'VALUES (1::bigint, 1::bigint)', 'a captured table that is dropped leaves nothing of its capture, and the others as they are');
-- Two refreshes at once, and a watch that goes, between the transactions of a refresh.
SELECT sanctions_refresh_begin('monitor', 'reals') AS overtaken \gset
SELECT sanctions_refresh_begin('monitor', 'reals') AS run \gset
SELECT is((SELECT problem FROM sanctions_refresh_step('monitor', 'reals', :overtaken, true)), NULL, 'a run that another one overtook is no failure');
SELECT is((SELECT count(*) FROM monitor.run WHERE id = :overtaken), 0::bigint, 'and does not say that it did anything');
SELECT is((SELECT problem FROM sanctions_refresh_step('monitor', 'reals', :run, true)), NULL, 'the other one does it');
SELECT is((SELECT status FROM monitor.run WHERE id = :run), 'ok', 'and says so');
INSERT INTO monitor.watch (name, source, target, origins, since) VALUES ('going', 'home.reals', 'RUS', 'DEU', '2022-01-01');
SELECT sanctions_refresh_begin('monitor', 'going') AS run \gset
DELETE FROM monitor.watch WHERE name = 'going';
SELECT is((SELECT count(*) FILTER (WHERE s.problem IS NULL) FROM unnest('{false,true}'::boolean[]) AS w (work), sanctions_refresh_step('monitor', 'going', :run, w.work) AS s), 2::bigint,
    'a watch that is deleted while it is refreshed fails nothing');
SELECT results_eq(format('SELECT status, finished_at IS NOT NULL, sqlstate, error FROM monitor.runs WHERE run = %s', :run),
    $$VALUES ('interrupted', true, NULL::text, 'the watch was deleted or given another name')$$, 'its run says why it ended');
-- What happened to a watch follows it to another name; a candidate that is gone is cleared without figures.
INSERT INTO home.reals SELECT v.e, v.i, '854231', y, CASE WHEN y < 2022 THEN v.before ELSE v.after END FROM (VALUES ('DEU', 'KAZ', 1e3, 9e6), ('KAZ', 'RUS', 0, 8e6)) AS v (e, i, before, after), generate_series(2018, 2023) AS y;
CALL sanctions_refresh('monitor');
UPDATE monitor.watch SET name = 'named anew';
SELECT results_eq($$SELECT watch, intermediary, grade, first_seen = (SELECT at FROM monitor.flag_history WHERE watch = 'named anew') FROM monitor.flags WHERE grade IS NOT NULL$$, $$VALUES ('named anew', 'KAZ', 'traced', true)$$, 'first seen is kept');
SELECT results_eq($$SELECT count(*) > 1, bool_and(watch = 'named anew') FROM monitor.runs WHERE watch IN ('named anew', 'reals')$$, 'VALUES (true, true)', 'and so are its runs');
DELETE FROM home.reals WHERE exporter = 'KAZ';
CALL sanctions_refresh('monitor');
SELECT results_eq($$SELECT event, grade, score, outflow_after, sentence FROM monitor.flag_history WHERE watch = 'named anew' ORDER BY at$$,
    $$SELECT 'new', 'traced', h.score, 718107::float8, h.sentence FROM monitor.flag_history AS h WHERE h.watch = 'named anew' AND h.event = 'new' UNION ALL SELECT 'cleared', NULL, NULL, NULL, NULL$$, 'what is no candidate any more is cleared, without a grade');
DELETE FROM monitor.watch;
SET DateStyle = 'German';
SELECT results_eq($$SELECT list_version, group_version ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' FROM sanctions_refresh_versions('{"list_name": "CHPL", "origins": "GECC"}')$$,
    $$VALUES ('2024-02-23', true)$$, 'days of lists and groups are written alike under any setting');
RESET DateStyle;
DROP SCHEMA monitor, home CASCADE;
SELECT * FROM finish();
