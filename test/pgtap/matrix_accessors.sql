-- Accessors of trade_matrix against plain SQL, and their edges.
BEGIN;
SELECT plan(125);

SET LOCAL client_min_messages = warning;
SELECT setseed(0.24);
CREATE TABLE flow_rows AS
SELECT n, label[1 + (random() * 11)::integer] AS exporter, label[1 + (random() * 11)::integer] AS importer,
    make_date(2018 + (random() * 4)::integer, 1 + (random() * 11)::integer, 1 + (random() * 27)::integer) AS day,
    CASE WHEN n % 13 = 0 THEN NULL
         WHEN n % 17 = 0 THEN 0
         WHEN n % 3 = 0 THEN round((random() * 1e9)::numeric, 0)::double precision
         ELSE random() * 10 ^ (random() * 20 - 6) END AS value,
    CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE random() * 1000 END AS quantity
FROM generate_series(1, 2500) AS n,
    (SELECT ARRAY['CHN','RUS','KAZ','DEU','TUR','ARE','HKG','VNM','KGZ','ARM','USA','NLD']) AS l (label)
-- flows that end, that begin, that are rare
WHERE random() < CASE WHEN n % 5 = 0 THEN 0.2 ELSE 0.9 END;
-- the same with corrections, some of which leave nothing
CREATE TABLE correction AS
SELECT n, exporter, importer, day, CASE WHEN n % 7 = 0 THEN -value * 3 WHEN n % 11 = 0 THEN -value ELSE value END AS value,
    CASE WHEN n % 7 = 0 THEN -quantity ELSE quantity END AS quantity
FROM flow_rows
UNION ALL
SELECT n, exporter, importer, day, value, quantity FROM flow_rows WHERE n % 11 = 0;

-- every kind of matrix over both sets of rows
CREATE VIEW source AS
SELECT 'plain' AS source, * FROM flow_rows UNION ALL SELECT 'corrected', * FROM correction;
CREATE TABLE built AS
SELECT source, 'year' AS periods, 'text' AS labels, trade_matrix(exporter, importer, extract(year FROM day)::integer, value, quantity) AS m FROM source GROUP BY source
UNION ALL
SELECT source, 'month', 'text', trade_matrix(exporter, importer, day, value::numeric, quantity) FROM source GROUP BY source
UNION ALL
SELECT source, 'year', 'country_code', trade_matrix(exporter::country_code, importer::country_code, extract(year FROM day)::integer, value::numeric, quantity) FROM source GROUP BY source
UNION ALL
SELECT source, 'month', 'country_code', trade_matrix(exporter::country_code, importer::country_code, day, value, quantity) FROM source GROUP BY source;
-- their cells; those of nothing but zeros are none
CREATE TABLE cell AS
SELECT * FROM (
    SELECT source, periods, exporter COLLATE "C" AS exporter, importer COLLATE "C" AS importer,
        date_trunc(periods, day)::date AS period, sum(round(value::numeric, 12)) AS value,
        coalesce(sum(round(quantity::numeric, 12)) FILTER (WHERE quantity <> 0), 0) AS quantity,
        coalesce(sum(round(value::numeric, 12)) FILTER (WHERE quantity <> 0), 0) AS priced
    FROM source, unnest(ARRAY['year', 'month']) AS periods
    WHERE value IS NOT NULL GROUP BY 1, 2, 3, 4, 5) AS c
WHERE (value, quantity, priced) <> (0, 0, 0);
-- windows, as windows and as days: whole years for all, months for monthly data
CREATE TABLE compared AS
SELECT row_number() OVER () AS pair, periods, c AS current, b AS base, lower(c) AS from_day, upper(c) AS to_day,
    lower(b) AS base_from, upper(b) AS base_to,
    (extract(year FROM age(upper(c), lower(c))) * 12 + extract(month FROM age(upper(c), lower(c))))::integer AS months,
    (extract(year FROM age(upper(b), lower(b))) * 12 + extract(month FROM age(upper(b), lower(b))))::integer AS base_months
FROM (SELECT periods, c::daterange AS c, b::daterange AS b FROM unnest(ARRAY['year', 'month']) AS periods, (VALUES
        ('[2021-01-01,2022-01-01)', '[2020-01-01,2021-01-01)'), ('[2020-01-01,2023-01-01)', '[2018-01-01,2019-01-01)'),
        ('[2019-01-01,2020-01-01)', '[2018-01-01,2021-01-01)'), ('[2022-01-01,2023-01-01)', '[1990-01-01,1995-01-01)'),
        ('[2030-01-01,2031-01-01)', '[2021-01-01,2022-01-01)'), ('[0001-01-01,0002-01-01)', '[9998-01-01,9999-01-01)')) AS y (c, b)
    UNION ALL SELECT 'month', c::daterange, b::daterange FROM (VALUES
        ('[2021-02-01,2021-03-01)', '[2020-02-01,2020-03-01)'), ('[2021-03-01,2022-02-01)', '[2020-01-01,2020-06-01)'),
        ('[2019-12-01,2020-03-01)', '[2018-01-01,2021-06-01)'), ('[2021-12-01,2022-01-01)', '[2021-12-01,2022-01-01)')) AS m (c, b)) AS w;
SELECT cmp_ok(count(*), '>', 3000::bigint, 'there are cells to compare') FROM cell;

-- growth against plain SQL
CREATE VIEW growth_oracle AS
WITH total AS (
    SELECT source, periods, pair, exporter, importer,
        coalesce(sum(value) FILTER (WHERE period >= from_day AND period < to_day), 0) AS c,
        coalesce(sum(value) FILTER (WHERE period >= base_from AND period < base_to), 0) AS b, months, base_months
    FROM compared JOIN cell USING (periods)
    WHERE (period >= from_day AND period < to_day) OR (period >= base_from AND period < base_to)
    GROUP BY GROUPING SETS ((source, periods, pair, importer, months, base_months), (source, periods, pair, exporter, importer, months, base_months)))
SELECT source, periods, labels, pair, exporter, importer,
    b::double precision / CASE WHEN months = base_months THEN 1 ELSE base_months END AS base_value,
    c::double precision / CASE WHEN months = base_months THEN 1 ELSE months END AS current_value,
    CASE WHEN c < 0 OR b <= 0 THEN NULL
         WHEN months = base_months THEN (c - b)::double precision / b::double precision
         ELSE (c * base_months - b * months)::double precision / (b * months)::double precision END AS growth,
    CASE WHEN c < 0 OR b < 0 THEN 'negative' WHEN c = 0 AND b = 0 THEN 'both_zero' WHEN b = 0 THEN 'zero_base'
         WHEN c = 0 THEN 'exit' ELSE 'ok' END AS outcome
FROM total, unnest(ARRAY['text', 'country_code']) AS labels;
SELECT results_eq(
    $$SELECT source, periods, labels, pair, ordinality, importer, base_value, current_value, growth, outcome
      FROM built JOIN compared USING (periods), import_growth(m, current, base) WITH ORDINALITY ORDER BY 1, 2, 3, 4, 5$$,
    $$SELECT source, periods, labels, pair, row_number() OVER (PARTITION BY source, periods, labels, pair ORDER BY importer), importer COLLATE "default",
        base_value, current_value, growth, outcome FROM growth_oracle WHERE exporter IS NULL ORDER BY 1, 2, 3, 4, 5$$,
    'import_growth as plain SQL has it');
SELECT results_eq(
    $$SELECT source, periods, labels, pair, ordinality, exporter, importer, base_value, current_value, growth, outcome
      FROM built JOIN compared USING (periods), growth_rates(m, current, base) WITH ORDINALITY ORDER BY 1, 2, 3, 4, 5$$,
    $$SELECT source, periods, labels, pair, row_number() OVER (PARTITION BY source, periods, labels, pair ORDER BY importer, exporter),
        exporter COLLATE "default", importer COLLATE "default", base_value, current_value, growth, outcome FROM growth_oracle WHERE exporter IS NOT NULL ORDER BY 1, 2, 3, 4, 5$$,
    'growth_rates as plain SQL has it');
SELECT set_eq('SELECT DISTINCT outcome FROM growth_oracle WHERE exporter IS NOT NULL', ARRAY['negative', 'both_zero', 'zero_base', 'exit', 'ok'], 'every outcome occurs');
SELECT results_eq(
    format('SELECT source, f.* FROM built, %s(m, ''2021-02'') AS f WHERE periods = ''month''', accessor),
    format('SELECT source, f.* FROM built, %s(m, ''2021-02'', ''2020-02'') AS f WHERE periods = ''month''', accessor),
    accessor || ' without a base takes the year before')
FROM unnest(ARRAY['import_growth', 'growth_rates']) AS accessor;

-- every period at once; more matrices: gaps, listed periods, wide numbers, a period without a year before it
CREATE TABLE spread AS
SELECT 'gaps' AS name, trade_matrix(exporter, importer, day, value) AS m FROM flow_rows WHERE extract(month FROM day) IN (2, 3, 11) AND extract(year FROM day) <> 2020
UNION ALL SELECT 'listed', trade_matrix(exporter, importer, make_date(1900 + n % 120, 1 + n % 12, 1), value) FROM flow_rows WHERE n % 9 = 0
UNION ALL SELECT 'wide', trade_matrix(exporter, importer, extract(year FROM day)::integer, CASE WHEN n % 50 = 0 THEN 1.5e25 - n ELSE value::numeric END) FROM flow_rows WHERE n < 1000
UNION ALL SELECT 'one year', trade_matrix(exporter, importer, 2020, value) FROM flow_rows
UNION ALL SELECT source || ' ' || periods || ' ' || labels, m FROM built;
CREATE FUNCTION by_period(m trade_matrix) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT format('%s %s %s %s %s %s', importer, day, base_value, current_value, growth, outcome)
    FROM (SELECT min(period) AS first, max(period) AS last, bool_and(extract(month FROM period) = 1) AS annual FROM flows(m)) AS f,
        generate_series(first + interval '1 year', last, CASE WHEN annual THEN interval '1 year' ELSE interval '1 month' END) AS d,
        LATERAL (SELECT d::date AS day) AS x, import_growth(m, (CASE WHEN annual THEN to_char(day, 'YYYY') ELSE to_char(day, 'YYYY-MM') END)::trade_window)
    ORDER BY importer COLLATE "C", day $$;
SELECT results_eq(
    $$SELECT name, format('%s %s %s %s %s %s', importer, period, base_value, current_value, growth, outcome) FROM spread, import_growth(m)$$,
    $$SELECT name, p FROM spread, by_period(m) AS p$$, 'import_growth of every period is that of one after the other');
SELECT is((SELECT count(DISTINCT outcome) FROM spread, import_growth(m)), 5::bigint, 'every outcome occurs there too');
SELECT is((SELECT count(*) FROM spread, import_growth(m) WHERE name = 'one year')
        + (SELECT count(*) FROM import_growth('{"labels":null,"periods":null,"flows":{}}')) + (SELECT count(*) FROM import_growth(NULL)),
    0::bigint, 'no row without a year before it, of an empty matrix, of NULL');

-- the same figures as trade_growth and import_share give over the rows
CREATE VIEW row_growth AS
SELECT source, pair, importer, trade_growth(day, value, current, base) AS growth,
    count(value) FILTER (WHERE day >= from_day AND day < to_day) > 0 AND count(value) FILTER (WHERE day >= base_from AND day < base_to) > 0 AS reported
FROM source, compared WHERE periods = 'month' GROUP BY 1, 2, 3;
SELECT results_eq(
    $$SELECT r.source, pair, importer COLLATE "C", r.growth FROM row_growth AS r WHERE reported AND EXISTS (SELECT FROM growth_oracle AS o
        WHERE o.exporter IS NULL AND (o.source, o.pair, o.importer) = (r.source, r.pair, r.importer COLLATE "C")) ORDER BY 1, 2, 3$$,
    $$SELECT r.source, r.pair, f.importer COLLATE "C", f.growth FROM built JOIN compared USING (periods), import_growth(m, current, base) AS f
      JOIN row_growth AS r USING (importer) WHERE labels = 'text' AND periods = 'month' AND reported AND (r.source, r.pair) = (built.source, compared.pair) ORDER BY 1, 2, 3$$,
    'growth is trade_growth over the rows');
SELECT results_eq(
    $$SELECT pair, importer COLLATE "C", import_share(exporter = 'CHN', value) FROM source JOIN compared ON day >= from_day AND day < to_day
      WHERE periods = 'month' AND source = 'plain' GROUP BY 1, 2 HAVING bool_or(exporter = 'CHN' AND value > 0) ORDER BY 1, 2$$,
    $$SELECT pair, importer COLLATE "C", share FROM built JOIN compared USING (periods), import_shares(m, current, 'CHN')
      WHERE periods = 'month' AND source = 'plain' AND labels = 'text' AND value > 0 ORDER BY 1, 2$$,
    'shares are import_share over the rows');

-- shares against plain SQL
CREATE VIEW share_oracle AS
WITH flow AS (
    SELECT source, periods, pair, importer, exporter, sum(value) AS value
    FROM compared JOIN cell USING (periods) WHERE period >= from_day AND period < to_day GROUP BY 1, 2, 3, 4, 5)
SELECT source, periods, labels, pair, importer, exporter, value,
    value::double precision / nullif(sum(value) OVER (PARTITION BY source, periods, labels, pair, importer), 0)::double precision AS share
FROM flow, unnest(ARRAY['text', 'country_code']) AS labels;
SELECT results_eq(
    $$SELECT periods, labels, pair, ordinality, importer, exporter, value, share
      FROM built JOIN compared USING (periods), import_shares(m, current) WITH ORDINALITY WHERE source = 'plain' ORDER BY 1, 2, 3, 4$$,
    $$SELECT periods, labels, pair, row_number() OVER (PARTITION BY periods, labels, pair ORDER BY importer, exporter), importer COLLATE "default", exporter COLLATE "default",
        value::double precision, share FROM share_oracle WHERE source = 'plain' ORDER BY 1, 2, 3, 4$$,
    'import_shares as plain SQL has it');
SELECT results_eq(
    $$SELECT pair, labels, ordinality, f.importer, f.exporter, f.value, f.share FROM built JOIN compared USING (periods),
        import_shares(m, current, 'KAZ') WITH ORDINALITY AS f WHERE source = 'plain' AND periods = 'month' ORDER BY 1, 2, 3$$,
    $$SELECT pair, labels, row_number() OVER (PARTITION BY pair, labels ORDER BY importer COLLATE "C"), f.* FROM built JOIN compared USING (periods),
        import_shares(m, current) AS f WHERE source = 'plain' AND periods = 'month' AND exporter = 'KAZ' ORDER BY 1, 2, 3$$,
    'with an exporter only its rows');
SELECT results_eq(
    $$SELECT f.* FROM (SELECT trade_matrix(e, i, y, v, q) AS m FROM (VALUES ('A', 'B', 2020, 0, 5), ('C', 'B', 2020, 7, 1), ('C', 'B', 2021, -7, 1), ('C', 'D', 2021, 1, 1), ('A', 'D', 2020, 0, 1)) AS r (e, i, y, v, q)) AS t,
        import_shares(m, '[2020-01-01,2022-01-01)') AS f$$,
    $$VALUES ('B', 'A', 0::double precision, NULL::double precision), ('B', 'C', 0, NULL), ('D', 'A', 0, 0), ('D', 'C', 1, 1)$$,
    'imports of 0 have no shares, a flow of 0 has the share 0');

-- unit values against plain SQL
SELECT results_eq(
    $$SELECT source, periods, labels, pair, ordinality, exporter, importer, value, quantity, unit_value
      FROM built JOIN compared USING (periods), unit_values(m, current) WITH ORDINALITY ORDER BY 1, 2, 3, 4, 5$$,
    $$SELECT source, periods, labels, pair, row_number() OVER (PARTITION BY source, periods, labels, pair ORDER BY importer, exporter),
        exporter COLLATE "default", importer COLLATE "default", value::double precision, CASE WHEN (quantity, priced) <> (0, 0) THEN quantity::double precision END,
        CASE WHEN quantity > 0 AND priced > 0 THEN priced::double precision / quantity::double precision END
      FROM (SELECT source, periods, pair, exporter, importer, sum(value) AS value, sum(quantity) AS quantity, sum(priced) AS priced
            FROM compared JOIN cell USING (periods) WHERE period >= from_day AND period < to_day GROUP BY 1, 2, 3, 4, 5) AS f,
        unnest(ARRAY['text', 'country_code']) AS labels ORDER BY 1, 2, 3, 4, 5$$,
    'unit_values as plain SQL has it');
SELECT is(round((c.unit_value / b.unit_value)::numeric, 7), 2.0229885, 'value x 1.76, quantity x 0.87: unit value x 2.02')
FROM (SELECT trade_matrix('CHN'::text, 'RUS', y, v, q) AS m FROM (VALUES (2021, 100, 100), (2023, 176, 87)) AS r (y, v, q)) AS t,
    unit_values(m, 2021) AS b, unit_values(m, 2023) AS c;

-- what rows with and without a quantity have in a cell may be further apart than a value can be large
CREATE TABLE apart AS
SELECT dense_rank() OVER (ORDER BY w, o)::text AS exporter, year, value, quantity
FROM unnest(ARRAY[-1.69e26, -1e26, -1, 0, 2, 1e26, 1.69e26]) AS w, unnest(ARRAY[-1.69e26, -1e26, 0, 3, 1e26, 1.69e26]) AS o,
    LATERAL (VALUES (2022, w, 2), (2022, o, NULL), (2022, o, NULL), (2023, 7 - w, 3), (2023, -o, NULL), (2023, -o, NULL)) AS r (year, value, quantity)
    WHERE abs(w + 2 * o) <= 1.69e26;
SELECT results_eq(
    format($$SELECT u.* FROM (SELECT trade_matrix(exporter, 'B', year, value, quantity) AS m FROM apart) AS t, unit_values(m, %L) AS u$$, during),
    format($$SELECT exporter COLLATE "default", 'B', value::double precision, quantity, CASE WHEN priced > 0 THEN priced::double precision / quantity END
        FROM (SELECT exporter COLLATE "C" AS exporter, sum(value) AS value, sum(quantity)::double precision AS quantity, sum(value) FILTER (WHERE quantity IS NOT NULL) AS priced
            FROM apart WHERE year BETWEEN %s AND %s GROUP BY 1) AS s ORDER BY exporter$$, first, last),
    'unit_values of large corrections without a quantity, ' || during)
FROM (VALUES ('2022', 2022, 2022), ('2023', 2023, 2023), ('[2022-01-01,2024-01-01)', 2022, 2023)) AS w (during, first, last);
SELECT is(captors -> 0 -> 'relative_price', '0.25', 'prices of pivot, too') FROM (SELECT trade_matrix(e, 'B', y, v, q) AS m FROM (VALUES
    ('X', 2021, 1e26, 2), ('X', 2021, -1e26, NULL), ('X', 2021, -1e26, NULL), ('X', 2022, 1.2e26, NULL), ('A', 2023, 1e26, 1.6)) AS r (e, y, v, q)) AS t,
    pivot(m, 'B', '[2021-01-01,2023-01-01)', '[2023-01-01,2025-01-01)', ARRAY['X']) AS p;

-- suppliers and markets: against plain SQL, and as trade_mix over the rows has them
CREATE TABLE label AS
SELECT name, unnest(ARRAY['country_code', 'text']) AS labels
FROM unnest(ARRAY['CHN', 'RUS', 'KAZ', 'DEU', 'TUR', 'ARE', 'HKG', 'VNM', 'KGZ', 'ARM', 'USA', 'NLD', 'FRA']) AS name;
CREATE FUNCTION mix_text(labels text, content jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('labels', CASE WHEN content IS NOT NULL THEN labels END, 'values', coalesce(content, '{}')) $$;
SELECT results_eq(
    $$SELECT source, periods, labels, pair, name, suppliers(m, name, current)::jsonb FROM built JOIN compared USING (periods) JOIN label USING (labels) ORDER BY 1, 2, 3, 4, 5$$,
    $$SELECT source, b.periods, labels, pair, name, mix_text(labels, (SELECT jsonb_object_agg(exporter, value) FROM (SELECT exporter, sum(value) AS value FROM cell
        WHERE (cell.source, cell.periods) = (b.source, b.periods) AND importer = name AND period >= from_day AND period < to_day GROUP BY exporter) AS s WHERE value <> 0))
      FROM built AS b JOIN compared USING (periods) JOIN label USING (labels) ORDER BY 1, 2, 3, 4, 5$$,
    'suppliers as plain SQL has them');
SELECT results_eq(
    $$SELECT source, periods, labels, pair, name, markets(m, name, current)::jsonb FROM built JOIN compared USING (periods) JOIN label USING (labels) ORDER BY 1, 2, 3, 4, 5$$,
    $$SELECT source, b.periods, labels, pair, name, mix_text(labels, (SELECT jsonb_object_agg(importer, value) FROM (SELECT importer, sum(value) AS value FROM cell
        WHERE (cell.source, cell.periods) = (b.source, b.periods) AND exporter = name AND period >= from_day AND period < to_day GROUP BY importer) AS s WHERE value <> 0))
      FROM built AS b JOIN compared USING (periods) JOIN label USING (labels) ORDER BY 1, 2, 3, 4, 5$$,
    'markets as plain SQL has them');
SELECT is(trade_mix_send(suppliers(m, 'KAZ', '2021-02')), (SELECT CASE labels WHEN 'text' THEN trade_mix_send(trade_mix(exporter, value))
    ELSE trade_mix_send(trade_mix(exporter::country_code, value)) END FROM source AS r WHERE r.source = built.source AND importer = 'KAZ' AND date_trunc('month', day) = '2021-02-01'),
    format('the mix of the rows, to the byte: %s, %s', labels, source)) FROM built WHERE periods = 'month';
SELECT results_eq(
    $$SELECT pair, f.importer, s.label, s.value, s.share FROM compared JOIN built USING (periods), (SELECT DISTINCT importer COLLATE "default" FROM cell) AS f (importer), shares(suppliers(m, f.importer, current)) AS s
      WHERE (source, periods, labels) = ('plain', 'year', 'text') ORDER BY 1, 2, 3$$,
    $$SELECT pair, f.importer, f.exporter, f.value, f.share FROM compared JOIN built USING (periods), import_shares(m, current) AS f
      WHERE (source, periods, labels) = ('plain', 'year', 'text') AND f.value > 0 ORDER BY 1, 2, 3$$,
    'shares of suppliers are import_shares');
SELECT is(round(hhi(suppliers(m, 'RUS', 2023))::numeric, 6), 0.38, 'concentration of an importer in one line')
FROM (SELECT trade_matrix(e, 'RUS', '2023-05-01'::date, v) AS m FROM (VALUES ('CHN'::text, 50), ('TUR', 30), ('KAZ', 20)) AS r (e, v)) AS t;
SELECT is(suppliers(m, 'ru', 2021), suppliers(m, '643', 2021), 'an importer in any form') FROM built WHERE (source, periods, labels) = ('plain', 'year', 'country_code');

-- series: against plain SQL, and as trade_series over the cells has them
CREATE TABLE asked AS
SELECT row_number() OVER () AS question, e AS exporters, i AS importers
FROM (VALUES (NULL::text[]), ('{CHN}'), ('{CHN,KAZ,CHN,FRA}'), ('{}'), ('{FRA}')) AS e (e), (VALUES (NULL::text[]), ('{RUS}'), ('{RUS,CHN,KAZ}'), ('{}')) AS i (i);
SELECT results_eq(
    $$SELECT source, periods, labels, question, series(m, exporters, importers)::jsonb FROM built, asked ORDER BY 1, 2, 3, 4$$,
    $$SELECT source, b.periods, labels, question, (SELECT coalesce(jsonb_object_agg(to_char(period, CASE b.periods WHEN 'year' THEN 'YYYY' ELSE 'YYYY-MM' END), jsonb_build_array(value, cells)), '{}')
        FROM (SELECT period, sum(value) AS value, count(*) AS cells FROM cell WHERE (cell.source, cell.periods) = (b.source, b.periods)
            AND (exporters IS NULL OR exporter = ANY (exporters)) AND (importers IS NULL OR importer = ANY (importers)) GROUP BY period) AS s)
      FROM built AS b, asked ORDER BY 1, 2, 3, 4$$,
    'series as plain SQL has them');
SELECT is(series(m, ARRAY['CHN'], ARRAY['RUS']), (SELECT trade_series(period, value) FROM cell
    WHERE (cell.source, cell.periods) = (built.source, built.periods) AND (exporter, importer) = ('CHN', 'RUS')), 'the series of one flow: ' || labels || ', ' || source)
FROM built WHERE periods = 'month';
SELECT is(series(m), series(m, NULL, NULL), 'all is the default') FROM built WHERE (source, periods, labels) = ('plain', 'year', 'text');
SELECT is(growth(series(m, importers => ARRAY[importer]), 2021, 2020), f.growth, 'growth of the imports of ' || importer)
FROM built, import_growth(m, 2021, 2020) AS f WHERE (source, periods, labels) = ('plain', 'month', 'text');
SELECT is(series(trade_matrix('A'::text, 'B', y, 1::bigint), NULL, NULL)::text, '{"0001":[1,1],"2020":[1,1],"2021":[1,1],"2022":[1,1],"9999":[1,1]}', 'periods far apart')
FROM unnest(ARRAY[2021, 2022, 9999, 1, 2020]) AS y;
SELECT is(series(trade_matrix('A'::text, 'B' || n, day, n)), trade_series(day, n), 'periods that come in no order')
FROM (SELECT n::bigint, make_date(1 + (n * 7919) % 9999, 1 + n % 12, 1) AS day FROM generate_series(1, 20000) AS n) AS r;

-- pivot against plain SQL
CREATE TABLE pivot_oracle AS
WITH flow AS (
    SELECT periods, pair, labels, importer, exporter, exporter IN ('DEU', 'USA', 'CHN') AS blocked, months AS n1, base_months AS n0,
        coalesce(sum(value) FILTER (WHERE period >= base_from AND period < base_to), 0) AS b,
        coalesce(sum(value) FILTER (WHERE period >= from_day AND period < to_day), 0) AS a,
        coalesce(sum(priced) FILTER (WHERE period >= base_from AND period < base_to), 0) AS pb,
        coalesce(sum(quantity) FILTER (WHERE period >= base_from AND period < base_to), 0) AS qb,
        coalesce(sum(priced) FILTER (WHERE period >= from_day AND period < to_day), 0) AS pa,
        coalesce(sum(quantity) FILTER (WHERE period >= from_day AND period < to_day), 0) AS qa
    FROM compared JOIN cell USING (periods), unnest(ARRAY['text', 'country_code']) AS labels WHERE source = 'plain' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
supplier AS (
    SELECT *, greatest(b * t - a * s, 0) AS lost, greatest(a * s - b * t, 0) AS gained,
        greatest(b * n1 - a * n0, 0) AS lost_value, greatest(a * n0 - b * n1, 0) AS gained_value,
        (SELECT sum(pa) FROM flow AS o WHERE (o.periods, o.pair, o.labels, o.exporter) = (w.periods, w.pair, w.labels, w.exporter)
            AND o.importer NOT IN (w.importer, w.exporter)) AS po,
        (SELECT sum(qa) FROM flow AS o WHERE (o.periods, o.pair, o.labels, o.exporter) = (w.periods, w.pair, w.labels, w.exporter)
            AND o.importer NOT IN (w.importer, w.exporter)) AS qo
    FROM (SELECT *, sum(b) OVER importer AS s, sum(a) OVER importer AS t, sum(pb) FILTER (WHERE blocked) OVER importer AS pb_all,
            sum(qb) FILTER (WHERE blocked) OVER importer AS qb_all
        FROM flow WHERE importer IN ('RUS', 'KAZ') WINDOW importer AS (PARTITION BY periods, pair, labels, importer)) AS w
    WHERE s > 0 AND t > 0),
figure AS (
    SELECT periods, pair, labels, importer, min(s * t) AS st, min(n0 * n1) AS n, coalesce(sum(lost) FILTER (WHERE blocked), 0) AS l, coalesce(sum(gained) FILTER (WHERE NOT blocked), 0) AS g,
        coalesce(sum(lost_value) FILTER (WHERE blocked), 0) AS lv, coalesce(sum(gained_value) FILTER (WHERE NOT blocked), 0) AS gv
    FROM supplier GROUP BY 1, 2, 3, 4)
SELECT periods, pair, labels, importer, l::double precision / st::double precision AS lost, g::double precision / st::double precision AS gained,
    CASE WHEN l > 0 THEN least(l, g)::double precision / l::double precision END AS pivot,
    lv::double precision / n AS lost_value, gv::double precision / n AS gained_value,
    CASE WHEN lv > 0 THEN least(lv, gv)::double precision / lv::double precision END AS replaced,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('label', exporter, 'part', gained::double precision / g::double precision,
        'share_before', b::double precision / s::double precision, 'share_after', a::double precision / t::double precision,
        'value_gained', (a * n0 - b * n1)::double precision / n,
        'relative_price', CASE WHEN pa > 0 AND qa > 0 AND pb_all > 0 AND qb_all > 0 THEN (pa * qb_all - pb_all * qa)::double precision / (pb_all * qa)::double precision END,
        'price_to_others', CASE WHEN pa > 0 AND qa > 0 AND po > 0 AND qo > 0 THEN (pa * qo - po * qa)::double precision / (po * qa)::double precision END)
        ORDER BY gained DESC, exporter), '[]')
     FROM supplier AS c WHERE NOT blocked AND gained > 0 AND (c.periods, c.pair, c.labels, c.importer) = (f.periods, f.pair, f.labels, f.importer)) AS captors
FROM figure AS f;
SELECT results_eq(
    $$SELECT periods, pair, labels, importer, f.* FROM built JOIN compared USING (periods), unnest(ARRAY['RUS', 'KAZ']) AS importer,
        pivot(m, importer, base, current, ARRAY['USA', 'DEU', 'CHN', 'DEU', 'FRA']) AS f WHERE source = 'plain' AND f.lost IS NOT NULL ORDER BY 1, 2, 3, 4$$,
    $$SELECT periods, pair, labels, importer COLLATE "default", lost, gained, pivot, lost_value, gained_value, replaced, captors FROM pivot_oracle ORDER BY 1, 2, 3, 4$$,
    'pivot as plain SQL has it');
SELECT cmp_ok(count(*) FILTER (WHERE captors::text LIKE '%"relative_price": -%' AND captors::text LIKE '%"price_to_others": 0.%'), '>', 0::bigint, 'prices occur on both sides') FROM pivot_oracle;
SELECT is((f.lost, f.gained, f.pivot, f.replaced), (g.lost, g.gained, g.pivot, g.replaced), 'as of two mixes: ' || labels || ', ' || periods)
FROM built, pivot(m, 'RUS', 2020, '[2021-01-01,2022-01-01)', '{DEU,CHN}') AS f, pivot(suppliers(m, 'RUS', 2020), suppliers(m, 'RUS', 2021), '{DEU,CHN}') AS g WHERE source = 'plain';
-- European valves at 12.5 a piece, Chinese ones at 5 instead, which others get for 4
SELECT is(captors -> 0 -> 'relative_price', '-0.6', 'trading down'), is(captors -> 0 -> 'price_to_others', '0.25', 'at more than others pay'),
    is((lost, pivot, replaced, captors ->> 'x'), (0.75::double precision, 1::double precision, 0.4::double precision, NULL::text), 'all of the share came back, two fifths of the value')
FROM (SELECT trade_matrix(e, i, y, v, q) AS m FROM (VALUES ('ITA'::text, 'RUS', 2021, 60, 4), ('DEU', 'RUS', 2021, 15, 2), ('CHN', 'RUS', 2021, 25, 4),
    ('CHN', 'RUS', 2023, 55, 11), ('CHN', 'KAZ', 2023, 40, 10), ('CHN', 'CHN', 2023, 1, 10)) AS r (e, i, y, v, q)) AS t, pivot(m, 'RUS', 2021, 2023, '{ITA,DEU}');

-- labels
SELECT is((SELECT count(*) FROM import_shares(m, 2021, label)), n,
    format('exporter "%s" on %s labels', label, labels))
FROM built, unnest(ARRAY['CHN', '156', 'cn']) AS label, (SELECT count(*) AS n FROM built, import_shares(m, 2021, 'CHN') WHERE periods = 'year' AND source = 'plain' AND labels = 'text') AS c
WHERE periods = 'year' AND source = 'plain' AND (labels = 'country_code' OR label = 'CHN');
SELECT throws_ok(format('SELECT import_shares(m, 2021, %L) FROM built WHERE periods = ''year'' AND source = ''plain'' AND labels = ''text''', label), '22023', NULL, format('exporter "%s" on text labels', label))
FROM unnest(ARRAY['156', 'cn', 'chn', 'CHN ']) AS label;
SELECT is((SELECT count(*) FROM import_shares(m, 2021, 'FRA')), 0::bigint, 'an exporter that the matrix lacks') FROM built WHERE periods = 'year' AND source = 'plain';
SELECT is((SELECT count(*) FROM import_shares(m, 2021, label)), 0::bigint, 'text labels compare byte for byte')
FROM built, unnest(ARRAY['', 'CHNX', 'CH', 'HN']) AS label WHERE periods = 'year' AND source = 'plain' AND labels = 'text';

-- what gives no rows
CREATE FUNCTION rows_of(m trade_matrix, during trade_window) RETURNS bigint LANGUAGE sql AS $$
    SELECT (SELECT count(*) FROM import_shares(m, during)) + (SELECT count(*) FROM import_shares(m, during, 'CHN'))
        + (SELECT count(*) FROM import_growth(m, during)) + (SELECT count(*) FROM import_growth(m, during, during))
        + (SELECT count(*) FROM growth_rates(m, during)) + (SELECT count(*) FROM growth_rates(m, during, during))
        + (SELECT count(*) FROM unit_values(m, during)) $$;
SELECT is(rows_of('{"labels":null,"periods":null,"flows":{}}', '2021-05'), 0::bigint, 'an empty matrix, and any window fits it');
SELECT is(rows_of(m, '1990-01'), 0::bigint, 'a window before all cells') FROM built WHERE (source, periods, labels) = ('plain', 'month', 'text');
SELECT is(rows_of(NULL, 2021), 0::bigint, 'a NULL matrix');
SELECT is(rows_of(m, NULL), 0::bigint, 'a NULL window') FROM built WHERE (source, periods, labels) = ('plain', 'month', 'text');
SELECT is((SELECT count(*) FROM import_shares(m, 2021, NULL)) + (SELECT count(*) FROM import_growth(m, 2021, NULL)) + (SELECT count(*) FROM growth_rates(m, 2021, NULL)),
    0::bigint, 'a NULL exporter or base') FROM built WHERE (source, periods, labels) = ('plain', 'month', 'text');

SELECT is((suppliers(e, 'RUS', '2021-05')::text, markets(e, 'Atlantis', 2021)::text, series(e)::text, series(e, '{RUS}', '{Atlantis}')::text, pivot(e, 'RUS', 2020, 2021, '{DEU}')::text),
    ('{"labels":null,"values":{}}'::text, '{"labels":null,"values":{}}'::text, '{}'::text, '{}'::text, NULL::text), 'states of an empty matrix')
FROM (SELECT '{"labels":null,"periods":null,"flows":{}}'::trade_matrix AS e) AS t;
SELECT is((suppliers(m, 'FRA', 2021)::text, markets(m, 'CHN', '1990-01')::text, series(m, '{FRA}')::text, pivot(m, 'FRA', 2020, 2021, '{DEU}')::text, pivot(m, 'RUS', 1990, 2021, '{DEU}')::text),
    ('{"labels":null,"values":{}}'::text, '{"labels":null,"values":{}}'::text, '{}'::text, NULL::text, NULL::text), 'states without trade')
FROM built WHERE (source, periods, labels) = ('plain', 'month', 'country_code');
SELECT is((suppliers(NULL, 'FRA', 2021), suppliers(m, NULL, 2021), markets(m, 'CHN', NULL), series(NULL), pivot(NULL, 'FRA', 2020, 2021, '{DEU}'), pivot(m, NULL, 2020, 2021, '{DEU}'),
        pivot(m, 'FRA', NULL, 2021, '{DEU}'), pivot(m, 'FRA', 2020, NULL, '{DEU}'))::text, '(,,,,,,,)', 'NULL gives NULL')
FROM built WHERE (source, periods, labels) = ('plain', 'month', 'country_code');

-- what is refused
CREATE TABLE one AS SELECT trade_matrix(e, i, 2021, v) AS m FROM (VALUES ('CHN', 'RUS', 5), ('KAZ', 'RUS', -1)) AS r (e, i, v);
CREATE TABLE big AS SELECT trade_matrix(e, 'RUS', y, v, v) AS m FROM (VALUES ('CHN'::text, 2021, 1.6e26), ('CHN', 2022, 1.6e26), ('KAZ', 2021, 1.6e26)) AS r (e, y, v);
CREATE TABLE priced AS SELECT trade_matrix('CHN'::text, 'RUS', y, v, q) AS m FROM (VALUES (2021, 1.6e26, 1), (2021, -1.6e26, 0), (2022, 1.6e26, 1), (2022, -1.6e26, 0)) AS r (y, v, q);
SELECT throws_ok(format('SELECT count(*) FROM %s, %s', tab, call), code, NULL, call || ' on ' || tab)
FROM (VALUES ('one', 'import_shares(m, ''2021-03'')', '22023'), ('one', 'import_growth(m, ''2021-Q1'')', '22023'),
    ('one', 'import_growth(m, 2021, ''[2020-07-01,2021-07-01)'')', '22023'), ('one', 'growth_rates(m, ''[2020-07-01,2021-07-01)'')', '22023'),
    ('one', 'unit_values(m, ''[2020-01-01,2021-02-01)'')', '22023'), ('one', 'import_growth(m, 1)', '22003'), ('one', 'growth_rates(m, 1)', '22003'),
    ('one', 'import_shares(m, 2021)', '22023'), ('one', 'import_shares(m, 2021, ''CHN'')', '22023'),
    ('big', 'import_shares(m, 2021)', '22003'), ('big', 'import_growth(m, 2021, 2020)', '22003'), ('big', 'import_growth(m, 2022)', '22003'),
    ('big', 'import_growth(m)', '22003'),
    ('big', 'growth_rates(m, ''[2021-01-01,2023-01-01)'')', '22003'), ('big', 'unit_values(m, ''[2021-01-01,2023-01-01)'')', '22003'),
    ('priced', 'unit_values(m, ''[2021-01-01,2023-01-01)'')', '22003'), ('one', 'suppliers(m, ''RUS'', ''2021-03'')', '22023'), ('one', 'markets(m, ''RUS'', ''[2020-07-01,2021-07-01)'')', '22023'),
    ('one', 'pivot(m, ''RUS'', 2021, ''2021-03'', ''{DEU}'')', '22023'), ('one', 'pivot(m, ''RUS'', ''2021-03'', 2021, ''{DEU}'')', '22023'),
    ('one', 'pivot(m, ''RUS'', 2021, 2021, ''{DEU}'')', '22023'), ('one', 'pivot(m, ''RUS'', 2021, 2021, NULL)', '22004'), ('one', 'pivot(m, ''RUS'', 2021, 2021, ''{NULL}'')', '22004'),
    ('one', 'series(m, ''{CHN,NULL}'')', '22004'), ('one', 'series(m, NULL, ''{NULL}'')', '22004'),
    ('big', 'suppliers(m, ''RUS'', ''[2021-01-01,2023-01-01)'')', '22003'), ('big', 'series(m)', '22003'), ('big', 'pivot(m, ''RUS'', 2021, 2022, ''{DEU}'')', '22003'),
    ('built', 'suppliers(m, ''Atlantis'', 2021) WHERE labels = ''country_code''', '22P02'), ('built', 'markets(m, '''', 2021) WHERE labels = ''country_code''', '22P02'),
    ('built', 'series(m, NULL, ''{Atlantis}'') WHERE labels = ''country_code''', '22P02'), ('built', 'pivot(m, ''RUS'', 2020, 2021, ''{Atlantis}'') WHERE labels = ''country_code''', '22P02'),
    ('built', 'import_shares(m, 2021, ''Atlantis'') WHERE labels = ''country_code''', '22P02')) AS c (tab, call, code);
SELECT throws_like('SELECT count(*) FROM one, import_shares(m, 2021)', '%"RUS" from "KAZ"%', 'the negative flow is named');
SELECT lives_ok('SELECT count(*) FROM one, import_shares(m, 2022) AS a, import_shares(m, 2021, ''RUS'') AS b', 'what is not asked for is not refused');

-- the planner knows the rows of a constant
CREATE FUNCTION planned(call text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) SELECT * FROM ' || call INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
SELECT is(planned(format('import_growth(%L, 2021)', m)), (SELECT count(DISTINCT importer) FROM flows(m)), 'import_growth: importers'),
    is(planned(format('import_shares(%L, 2021, ''CHN'')', m)), (SELECT count(DISTINCT importer) FROM flows(m)), 'import_shares of one: importers'),
    is(planned(format('import_growth(%L)', m)), (SELECT count(DISTINCT importer) * count(DISTINCT period) FROM flows(m)), 'import_growth of every period: importers and periods'),
    ok(planned(format('growth_rates(%L, 2021)', m)) BETWEEN n / 4.0 AND n * 4, format('growth_rates: %s flows', n)),
    cmp_ok(planned(format('unit_values(%L, 2021)', m)), '<=', (SELECT count(*) FROM flows(m)), 'unit_values: no more than cells')
FROM built, LATERAL (SELECT count(*) AS n FROM growth_rates(m, 2021)) AS counted WHERE (source, periods, labels) = ('plain', 'year', 'text');

-- damaged stored values: each byte flipped, each prefix
\set state matrix
\ir ../raw.sql
CREATE TABLE stored AS
SELECT trade_matrix(exporter, importer, day, value, quantity)::raw_matrix::text::bytea AS s FROM flow_rows WHERE n < 40
UNION ALL SELECT trade_matrix(exporter::country_code, importer::country_code, extract(year FROM day)::integer, n::bigint)::raw_matrix::text::bytea FROM flow_rows WHERE n < 40;
CREATE FUNCTION outcome_stored(bytea, call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_matrix; n bigint;
BEGIN
    m := $1::text::raw_matrix::trade_matrix;
    EXECUTE 'SELECT ' || call INTO n USING m;
    RETURN 'valid';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
CREATE TABLE call AS SELECT unnest(ARRAY['(SELECT count(f) FROM import_shares($1, 2021) AS f)', '(SELECT count(f) FROM import_shares($1, 2021, ''CHN'') AS f)',
    '(SELECT count(f) FROM import_growth($1, 2021) AS f)', '(SELECT count(f) FROM import_growth($1) AS f)', '(SELECT count(f) FROM growth_rates($1, 2021) AS f)', '(SELECT count(f) FROM unit_values($1, 2021) AS f)',
    'length(suppliers($1, ''RUS'', 2021)::text)', 'length(markets($1, ''CHN'', 2021)::text)', 'length(series($1, ''{CHN,DEU}'')::text)', 'length(pivot($1, ''RUS'', 2020, 2021, ''{CHN}'')::text)']) AS call;
SELECT is((SELECT string_agg(DISTINCT outcome_stored(s, call), ' ') FROM stored, call), 'valid', 'the stored bytes are read');
SELECT is_empty($$
    SELECT call, outcome, count(*) FROM (SELECT call, outcome_stored(set_byte(s, at, get_byte(s, at) # mask), call) AS outcome
        FROM stored, call, generate_series(0, length(s) - 1) AS at, unnest(ARRAY[1, 128]) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001', '22023', '22003') GROUP BY 1, 2$$, 'flipped bytes are read or refused cleanly');
SELECT is_empty($$
    SELECT call, outcome, count(*) FROM (SELECT call, outcome_stored(substr(s, 1, at), call) AS outcome
        FROM stored, call, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> 'XX001' GROUP BY 1, 2$$, 'cut values are refused');

-- rows whose texts have a length of one byte, or of four
CREATE TABLE lengths AS
SELECT n, trade_matrix(repeat('e', 256 - n), repeat('i', n), year, CASE WHEN n % 2 = 0 AND year = 2020 THEN 0 ELSE year END) AS m
FROM unnest(ARRAY[1, 125, 126, 127, 128, 255]) AS n, unnest(ARRAY[2020, 2021]) AS year GROUP BY n;
SELECT is_empty($$SELECT n, f FROM lengths, growth_rates(m, 2021) AS f
        WHERE (exporter, importer, base_value, current_value, growth, outcome) IS DISTINCT FROM
            (repeat('e', 256 - n), repeat('i', n), CASE WHEN n % 2 = 0 THEN 0 ELSE 2020 END, 2021,
             CASE WHEN n % 2 <> 0 THEN 1::float8 / 2020 END, CASE WHEN n % 2 = 0 THEN 'zero_base' ELSE 'ok' END)$$,
    'labels of any length stand in rows, beside NULL too');
SELECT is((SELECT count(*) FROM lengths, growth_rates(m, 2021)), 6::bigint, 'and each has its row');

SELECT * FROM finish();
ROLLBACK;
