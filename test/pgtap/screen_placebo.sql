-- The screen at other targets and earlier dates: hand-worked figures, what is left out, refusals, what must not change it.
BEGIN;
SELECT plan(66);
SET client_min_messages = error;

-- Years 2010 to 2023, a candidate A, and O whose sales spiked once.
CREATE TEMP TABLE world AS
SELECT e, i, y, v FROM generate_series(2010, 2023) AS y, LATERAL (VALUES
    ('S', 'A', CASE WHEN y < 2022 THEN 100 ELSE 300 END), ('A', 'T', 10 + y % 2 + CASE WHEN y < 2022 THEN 0 ELSE 90 END),
    ('A', 'D', 50 + y % 3), ('A', 'E', 0.01), ('S', 'O', 500), ('O', 'T', CASE WHEN y = 2017 THEN 220 ELSE 20 END)) AS f (e, i, v);

CREATE FUNCTION pg_temp.near(got float8, expected float8, what text) RETURNS text LANGUAGE sql AS $$
    SELECT ok(got IS NOT DISTINCT FROM expected OR abs(got - expected) <= 4e-16 * abs(expected), format('%s is %s: %s', what, expected, got))
$$;
CREATE TEMP TABLE rows AS SELECT r.* FROM (SELECT trade_matrix(e, i, y, v) AS m FROM world) AS t,
    intermediary_placebo(m, 'T', '{S}', '2022-01-01', thresholds => '{"min_value": 1}') WITH ORDINALITY AS r;
SELECT is(string_agg(intermediary || ' ' || kind, ', ' ORDER BY ordinality), 'A target, A date, O target, O date', 'two rows each, in the order of the screen') FROM rows;
SELECT pg_temp.near((to_jsonb(rows) ->> figure)::float8, expected, who || ' ' || what || ' ' || figure)
FROM (VALUES ('A', 'target', 'strength', 60.0 / 37), ('A', 'target', 'runs', 1), ('A', 'target', 'rank', 1), ('A', 'target', 'p', 0.5),
    ('A', 'target', 'flagged_runs', 0), ('A', 'target', 'possible_runs', 0), ('A', 'target', 'chance_flags', 0),
    ('A', 'date', 'strength', 358.0 / 221), ('A', 'date', 'runs', 10), ('A', 'date', 'flagged_runs', 0), ('A', 'date', 'rank', 1),
    ('A', 'date', 'p', 1.0 / 11), ('A', 'date', 'chance_flags', 0.1),
    ('O', 'target', 'strength', 0), ('O', 'target', 'runs', 0), ('O', 'target', 'flagged_runs', 0), ('O', 'target', 'possible_runs', 0),
    ('O', 'target', 'rank', NULL), ('O', 'target', 'p', NULL), ('O', 'target', 'chance_flags', 0),
    ('O', 'date', 'strength', 0), ('O', 'date', 'runs', 10), ('O', 'date', 'flagged_runs', 1), ('O', 'date', 'possible_runs', 0),
    ('O', 'date', 'rank', 9), ('O', 'date', 'p', 9.0 / 11), ('O', 'date', 'chance_flags', 0.1)) AS v (who, what, figure, expected)
JOIN rows ON intermediary = who AND kind = what;
SELECT is(string_agg(coalesce(strongest, 'none'), ' ' ORDER BY ordinality), 'D 2013-01-01 none 2017-01-01', 'the strongest runs') FROM rows;
SELECT is(array_agg(flagged ORDER BY ordinality), (SELECT array_agg(f.flagged ORDER BY ordinality, two) FROM (SELECT trade_matrix(e, i, y, v) AS m FROM world) AS t,
    intermediary_flags(m, 'T', '{S}', '2022-01-01', thresholds => '{"min_value": 1}') WITH ORDINALITY AS f, generate_series(1, 2) AS two), 'flagged is that of the screen') FROM rows;

-- What is asked: thresholds, and what a test leaves out.
CREATE FUNCTION pg_temp.ask(who text, what text, exclude text[] DEFAULT '{}', comparable float8 DEFAULT 0.01, origins text[] DEFAULT '{S}',
    since date DEFAULT '2022-01-01', before integer DEFAULT 24, coverage daterange DEFAULT NULL, after integer DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT r.runs || coalesce(' ' || r.strongest, '') FROM (SELECT trade_matrix(e, i, y, v) AS m FROM world) AS t,
        intermediary_placebo(m, 'T', origins, since, before, after, coverage, 'share', '{"min_value": 1}', true, exclude, comparable) AS r
    WHERE r.intermediary = who AND r.kind = what
$$;
SELECT is(pg_temp.ask('A', 'target', exclude => '{D,nobody}'), '0', 'a target that is excluded');
SELECT is(pg_temp.ask('A', 'target', comparable => 0), '2 E', 'every target is comparable with 0');
SELECT is(pg_temp.ask('A', 'target', comparable => 1), '0', 'none with 1');
SELECT is(pg_temp.ask('A', 'date', since => '2021-02-24'), '8 2013-01-01', 'a date inside its year moves by one year more');
SELECT is(pg_temp.ask('A', 'date', before => NULL), '0', 'where the window before is all there is, no other is as long');
SELECT is(pg_temp.ask('A', 'date', before => 120), '2 2021-01-01', 'long windows before have few dates');
SELECT is(pg_temp.ask('A', 'date', coverage => '[2015-01-01,2024-01-01)'), '5 2017-01-01', 'dates lie in the span');
SELECT is(pg_temp.ask('A', 'date', coverage => '[2010-01-01,)', after => 12), '10 2013-01-01', 'a bound that is open is that of the cells');
INSERT INTO world VALUES ('A', 'S', 2010, 40), ('A', 'S', 2022, 50), ('A', 'S', 2023, 50), ('A', 'S', 2021, 1);
SELECT is(pg_temp.ask('A', 'target'), '1 D', 'the only origin is no target');
SELECT is(pg_temp.ask('A', 'target', origins => '{S,elsewhere}'), '2 S', 'one of several is, even if the others are nowhere');
SELECT is(pg_temp.ask('A', 'target', origins => '{*}'), '2 S', 'and where all are');
DELETE FROM world WHERE y = 2017;
SELECT is(pg_temp.ask('A', 'date'), '7 2013-01-01', 'dates whose windows lose a silent year have no run');
SELECT is(pg_temp.ask('A', 'date', coverage => '[2010-01-01,2024-01-01)'), '10 2019-01-01', 'a year that is covered is zero trade');

-- The same as the screen itself, asked at each other target and at each earlier date; months, quantities, origins that are targets.
CREATE TEMP TABLE busy AS SELECT trade_matrix(e, i, m::date, v, v / (2 + (h % 7) / 2.0)) AS m
FROM (SELECT e, i, m, hashtext(e || i) & 1023 AS h, 1000 + (hashtext(e || i || m) & 1023) AS usual FROM unnest('{a,b,c,d,e,f,g,h,i,j}'::text[]) AS e, unnest('{a,b,c,d,e,f,g,h,i,j}'::text[]) AS i,
      generate_series('2016-01-01'::date, '2021-06-01', '1 month') AS m) AS c,
     LATERAL (SELECT usual * CASE WHEN m BETWEEN '2018-01-01' AND '2018-12-01' AND (i = 'c' OR e = 'c' AND i = 'j') THEN 8 WHEN m >= '2019-04-01' AND h % 3 = 0 THEN 6 WHEN m >= '2020-01-01' AND (h % 5 = 0 OR e IN ('a', 'b') AND h % 2 = 0) THEN 9 ELSE 1 END AS v) AS x
WHERE e <> i AND (h % 11 > 1 OR e = 'c' AND i = 'j');
CREATE FUNCTION pg_temp.at_targets(origins text[]) RETURNS TABLE (c text, runs bigint, flagged bigint, possible bigint, rank bigint) LANGUAGE sql AS $$
    WITH f AS (SELECT d, f.*, 2 * (outflow_after - outflow_before) / (outflow_after + outflow_before) AS strength
        FROM busy, unnest('{a,b,c,d,e,f,g,h,i,j}'::text[]) AS d, intermediary_flags(m, d, array_remove(origins, d), '2020-01-01', 24, 12, thresholds => '{"min_value": 1}') AS f)
    SELECT real.intermediary, count(f.d), count(*) FILTER (WHERE f.flagged), count(*) FILTER (WHERE f.grade = 'possible'), 1 + count(*) FILTER (WHERE f.strength >= real.strength)
    FROM f AS real LEFT JOIN f ON f.intermediary = real.intermediary AND f.d <> 'j' WHERE real.d = 'j' GROUP BY real.intermediary
$$;
CREATE FUNCTION pg_temp.at_dates(origins text[]) RETURNS TABLE (c text, runs bigint, flagged bigint, possible bigint, rank bigint) LANGUAGE sql AS $$
    WITH f AS (SELECT at, f.*, 2 * (outflow_after - outflow_before) / (outflow_after + outflow_before) AS strength
        FROM busy, unnest('{2018-01-01,2019-01-01,2020-01-01}'::date[]) AS at, intermediary_flags(m, 'j', origins, at, 24, 12, thresholds => '{"min_value": 1}') AS f)
    SELECT real.intermediary, count(f.at), count(*) FILTER (WHERE f.flagged), count(*) FILTER (WHERE f.grade = 'possible'), 1 + count(*) FILTER (WHERE f.strength >= real.strength)
    FROM f AS real LEFT JOIN f ON f.intermediary = real.intermediary AND f.at < '2020-01-01' WHERE real.at = '2020-01-01' GROUP BY real.intermediary
$$;
SELECT results_eq(format('SELECT intermediary, runs::bigint, flagged_runs::bigint, possible_runs::bigint, rank::bigint FROM busy, intermediary_placebo(m, ''j'', %L, ''2020-01-01'', 24, 12, thresholds => ''{"min_value": 1}'', comparable => 0) WHERE kind = %L ORDER BY 1', o, k),
    format('SELECT * FROM pg_temp.at_%ss(%L) ORDER BY 1', k, o), format('kind %s, origins %s: as the screen itself', k, o))
FROM unnest('{"{a,b}","{*}"}'::text[]) AS o, unnest('{target,date}'::text[]) AS k;
SELECT cmp_ok((SELECT sum(flagged + possible) FROM pg_temp.at_targets('{a,b}')), '>', 0::numeric, 'somebody is graded at another target');
SELECT cmp_ok((SELECT sum(flagged + possible) FROM pg_temp.at_dates('{*}')), '>', 0::numeric, 'and at an earlier date');

-- Fewer months after the event than a date has.
CREATE TEMP TABLE monthly AS SELECT trade_matrix(e, i, m::date, v) AS m FROM generate_series('2015-01-01'::date, '2020-06-01', '1 month') AS m,
    LATERAL (VALUES ('S', 'A', 10), ('A', 'T', CASE WHEN m < '2020-01-01' THEN 1 ELSE 5 END), ('A', 'D', 1)) AS f (e, i, v);
SELECT is(string_agg(concat_ws(' ', r.kind, r.strength, r.runs), ', '), 'target 1.3333333333333333 1, date 0', 'where the data end too early, dates have no strength')
FROM monthly, intermediary_placebo(m, 'T', '{S}', '2020-01-01') AS r;
SELECT is(string_agg(concat_ws(' ', r.kind, r.strength, r.runs, r.rank), ', '), 'target 1.3333333333333333 1 1, date 1.3333333333333333 3 1', 'with as many months as there are they have')
FROM monthly, intermediary_placebo(m, 'T', '{S}', '2020-01-01', 24, 6) AS r;

-- What must not change it.
SELECT is((SELECT jsonb_agg(r) FROM (SELECT trade_matrix(e, i, y, v ORDER BY random()) AS m FROM world) AS t, intermediary_placebo(m, 'T', '{S}', '2022-01-01') AS r),
    (SELECT jsonb_agg(r) FROM (SELECT trade_matrix(e, i, y, v) AS m FROM world) AS t, intermediary_placebo(m, 'T', '{S}', '2022-01-01') AS r), 'the order of rows');
SELECT is((SELECT jsonb_agg(r) FROM (SELECT trade_matrix(e, i, y, 8 * v) AS m FROM world) AS t, intermediary_placebo(m, 'T', '{S}', '2022-01-01', thresholds => '{"min_value": 8}') AS r),
    (SELECT jsonb_agg(r) FROM (SELECT trade_matrix(e, i, y, v) AS m FROM world) AS t, intermediary_placebo(m, 'T', '{S}', '2022-01-01', thresholds => '{"min_value": 1}') AS r), 'another unit of money');

-- Refusals, and what has no rows.
CREATE FUNCTION pg_temp.fails(call text, state text, what text) RETURNS text LANGUAGE sql AS $$
    SELECT throws_ok(format('SELECT r FROM monthly, intermediary_placebo(%s) AS r', call), state, NULL, what)
$$;
SELECT pg_temp.fails('m, ''T'', ''{S}'', ''2020-01-01'', comparable => ' || v, '22023', 'comparable ' || v) FROM unnest('{"NULL",-1e-9,1.5,''NaN'',''Infinity''}'::text[]) AS v;
SELECT pg_temp.fails('m, ''T'', ''{S}'', ''2020-01-01'', exclude => ' || v, '22004', 'exclude ' || v) FROM unnest('{"NULL","ARRAY[NULL]"}'::text[]) AS v;
SELECT pg_temp.fails('m, ''T'', ''{S,T}'', ''2020-01-01''', '22023', 'what the screen refuses');
SELECT pg_temp.fails('NULL, ''T'', ''{S}'', ''2020-01-01'', comparable => 2', '22023', 'arguments are checked before the matrix');
SELECT is_empty($$ SELECT r FROM intermediary_placebo(NULL, 'T', '{S}', '2020-01-01') AS r $$, 'a NULL matrix has no rows');
SELECT is_empty($$ SELECT r FROM monthly, intermediary_placebo(m, 'nobody', '{S}', '2020-01-01') AS r $$, 'a target without suppliers has none');
SELECT throws_ok($$ SELECT r FROM (SELECT trade_matrix(e, i, y, 1) AS m FROM (VALUES ('DEU', '276', 2020), ('276', 'T', 2021)) AS f (e, i, y)) AS t, intermediary_placebo(m, 'T', '{DEU}', '2021-01-01', exclude => '{DE}') AS r $$, '22023', NULL, 'a target to exclude in another spelling');
SELECT throws_ok($$ SELECT r FROM (SELECT trade_matrix(e::country_code, i::country_code, y, 1) AS m FROM (VALUES ('DEU', 'KAZ', 2020), ('KAZ', 'RUS', 2021)) AS f (e, i, y)) AS t, intermediary_placebo(m, 'RUS', '{DEU}', '2021-01-01', exclude => '{Atlantis}') AS r $$, '22P02', NULL, 'on codes exclude is read as such');

SELECT * FROM finish();
ROLLBACK;
