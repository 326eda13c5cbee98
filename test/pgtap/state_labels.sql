-- Labels that are asked for: a text that is absent while the state spells the same
-- country in another way is refused with that spelling, wherever labels are asked for.
BEGIN;
SELECT plan(20);

CREATE FUNCTION pg_temp.said(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE query;
    RETURN 'nothing';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ': ' || SQLERRM;
END $$;
CREATE FUNCTION pg_temp.mix_of(VARIADIC labels text[]) RETURNS trade_mix LANGUAGE sql AS $$ SELECT trade_mix(l, 1.5) FROM unnest(labels) AS l $$;

-- Whatever reads as a country is a spelling of it: all texts of up to three letters and
-- digits, in three letter cases, and the longer ones that statistics use.
CREATE TEMP TABLE spelling AS
SELECT text, country::text AS country
FROM (SELECT a || b || c AS text FROM (SELECT unnest(string_to_array('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_', NULL)) AS a) AS a,
          (SELECT unnest(string_to_array('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', NULL) || '{""}') AS b) AS b,
          (SELECT unnest(string_to_array('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', NULL) || '{""}') AS c) AS c
      WHERE b <> '' OR c = ''
      UNION ALL SELECT unnest('{EU27_2007,EU27_2020,EU27_2020_EXTRA,INT_EU27_2020,EU28,EU15,WORLD,ASEAN,EA19,EA20}'::text[])) AS t,
     LATERAL (SELECT try_country_code(text)) AS c(country)
WHERE country IS NOT NULL;
INSERT INTO spelling SELECT DISTINCT f.text, s.country FROM spelling AS s, LATERAL (VALUES (lower(s.text)), (left(s.text, 1) || lower(substr(s.text, 2)))) AS f(text) WHERE f.text <> s.text;
SELECT cmp_ok(count(*), '>', 2000::bigint, 'many spellings') FROM spelling;

SELECT is_empty($$SELECT asked.text, there.text, pg_temp.said(format('SELECT share(pg_temp.mix_of(%L, ''some firm''), %L)', there.text, asked.text))
    FROM spelling AS there JOIN spelling AS asked ON asked.country = there.country AND asked.text <> there.text AND (asked.text = asked.country OR asked.text = lower(there.country))
    WHERE pg_temp.said(format('SELECT share(pg_temp.mix_of(%L, ''some firm''), %L)', there.text, asked.text))
        <> format('22023: the trade_mix has no label "%s", but "%s"', asked.text, there.text)$$, 'each is found from its code');
SELECT is_empty($$SELECT asked.text, there.text
    FROM spelling AS asked JOIN (SELECT country, max(text COLLATE "C") AS text FROM spelling GROUP BY country) AS there ON asked.country = there.country AND asked.text <> there.text
    WHERE pg_temp.said(format('SELECT share(pg_temp.mix_of(%L, ''some firm''), %L)', there.text, asked.text))
        <> format('22023: the trade_mix has no label "%s", but "%s"', asked.text, there.text)$$, 'and from each other one');

-- every function that is asked for a label
CREATE TEMP TABLE flow (exporter text, importer text, day date, value double precision, quantity double precision);
INSERT INTO flow
SELECT e, i, d, 1e6, 1 FROM (VALUES ('276', 'RU'), ('276', 'kgz'), ('kgz', 'RU'), ('Chn', 'RU')) AS v(e, i), generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS d;
CREATE TEMP TABLE state AS SELECT trade_matrix(exporter, importer, day, value, quantity) AS m,
    trade_mix(exporter, value) FILTER (WHERE day < '2022-06-01') AS before, trade_mix(exporter, value) FILTER (WHERE day >= '2022-06-01') AS after FROM flow;
SELECT is(pg_temp.said(format('SELECT %s FROM state', call)), format('22023: the %s has no label "%s", but "%s"', type, asked, there), call)
FROM (VALUES
    ('combined_share(before, ''{276,CHN}'')', 'trade_mix', 'CHN', 'Chn'),
    ('pivot(before, after, ''{DE}'')', 'trade_mix', 'DE', '276'),
    ('suppliers(m, ''RUS'', 2023)', 'trade_matrix', 'RUS', 'RU'),
    ('markets(m, ''DEU'', 2023)', 'trade_matrix', 'DEU', '276'),
    ('series(m, ''{276,KGZ}'')', 'trade_matrix', 'KGZ', 'kgz'),
    ('series(m, NULL, ''{643}'')', 'trade_matrix', '643', 'RU'),
    ('import_shares(m, 2023, ''CN'')', 'trade_matrix', 'CN', 'Chn'),
    ('pivot(m, ''rus'', 2021, 2023, ''{276}'')', 'trade_matrix', 'rus', 'RU'),
    ('pivot(m, ''RU'', 2021, 2023, ''{Chn,280}'')', 'trade_matrix', '280', '276'),
    ('intermediary_flags(m, ''RUS'', ''{276}'', ''2022-03-01'')', 'trade_matrix', 'RUS', 'RU'),
    ('intermediary_flags(m, ''RU'', ''{FRA,DEU}'', ''2022-03-01'')', 'trade_matrix', 'DEU', '276')
) AS c(call, type, asked, there);

-- what is absent in any spelling, and what is there as it was asked for
SELECT is(share(pg_temp.mix_of('CHN', 'CN'), 'CN'), 0.5::double precision, 'the spelling that was asked for is there');
SELECT is(share(pg_temp.mix_of('CHN', 'CN'), 'DEU'), 0::double precision, 'no spelling of it is there');
SELECT is(share(pg_temp.mix_of('firm a', 'Firm A'), 'FIRM A'), 0::double precision, 'letter case tells labels apart that are no countries');
SELECT is(pg_temp.said('SELECT share(''{"labels":"country_code","values":{"CHN":1}}''::trade_mix, ''156'')'), 'nothing', 'codes are read in any form');
SELECT is(pg_temp.said('SELECT combined_share(before - before, ''{CN}'') FROM state'), 'nothing', 'an empty mix has no spelling');
SELECT is(pg_temp.said('SELECT intermediary_flags(m, ''RU'', ''{276,FRA}'', ''2022-03-01'') FROM state'), 'nothing', 'an origin without trade');

SELECT * FROM finish();
ROLLBACK;
