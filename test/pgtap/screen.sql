-- intermediary_flags: windows, candidates, labels, refusals, reasons. Thresholds from both sides are in the oracle's cases.
BEGIN;
SELECT plan(161);
SET client_min_messages = error;

-- {"DEU>KGZ": [2021, 2022, 2023]}, a value or [value, quantity].
CREATE FUNCTION pg_temp.annual(flows jsonb) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(key, '>', 1), split_part(key, '>', 2), 2020 + i::integer,
                        coalesce(e ->> 0, e #>> '{}')::numeric, (e ->> 1)::float8)
    FROM jsonb_each(flows), jsonb_array_elements(value) WITH ORDINALITY AS x(e, i)
$$;

-- The story: a month, inflow 10 to 50, outflow 5 to 40, direct 100 to 20, and
-- Germany sells half as much to the others.
CREATE FUNCTION pg_temp.story(other jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT '{"DEU>RUS": [1200, 5000, 240], "DEU>KGZ": [120, 7, 600], "DEU>USA": [12000, 1, 6000],
             "KGZ>RUS": [60, 9, 480]}'::jsonb || other
$$;

CREATE FUNCTION pg_temp.reason(code text, other jsonb DEFAULT '{}', thresholds jsonb DEFAULT '{}',
                               baseline text DEFAULT 'share') RETURNS jsonb LANGUAGE sql AS $$
    SELECT r FROM intermediary_flags(pg_temp.annual(pg_temp.story(other)), 'RUS', '{DEU}', '2022-06-01', 12,
                                     thresholds => thresholds, baseline => baseline) AS f,
                  jsonb_array_elements(reasons) AS r
    WHERE intermediary = 'KGZ' AND r ->> 'code' = code
$$;

CREATE FUNCTION pg_temp.fired(code text, other jsonb DEFAULT '{}', thresholds jsonb DEFAULT '{}',
                              baseline text DEFAULT 'share') RETURNS boolean LANGUAGE sql AS $$
    SELECT (pg_temp.reason(code, other, thresholds, baseline) ->> 'fired')::boolean
$$;

CREATE FUNCTION pg_temp.flags(other jsonb DEFAULT '{}', thresholds jsonb DEFAULT '{}',
                              baseline text DEFAULT 'share')
RETURNS TABLE (intermediary text, inflow_before float8, inflow_after float8, outflow_before float8,
    outflow_after float8, direct_before float8, direct_after float8, rerouted float8, attributed float8, overlap float8,
    substitution float8, score float8, flagged boolean, grade text, before_from date, before_to date, after_from date, after_to date,
    months_before integer, months_after integer, controls integer, onset_in date, onset_out date, last_out date, active integer,
    largest_share float8, reasons jsonb) LANGUAGE sql AS $$
    SELECT * FROM intermediary_flags(pg_temp.annual(pg_temp.story(other)), 'RUS', '{DEU}', '2022-06-01', 12,
                                     thresholds => thresholds, baseline => baseline)
$$;

-- Figures, both baselines
SELECT results_eq(
    $$SELECT intermediary, inflow_before, inflow_after, outflow_before, outflow_after, direct_before,
             direct_after, rerouted, attributed, overlap, substitution, flagged, grade FROM pg_temp.flags()$$,
    $$VALUES ('KGZ', 10::float8, 50::float8, 5::float8, 40::float8, 100::float8, 20::float8, 35::float8, 35::float8,
              1::float8, 0.4375::float8, false, NULL)$$, 'figures of the story, baseline share');
SELECT results_eq(
    $$SELECT rerouted, attributed, substitution, controls FROM pg_temp.flags(baseline => 'mean')$$,
    $$VALUES (35::float8, 35::float8, 0.4375::float8, 0)$$, 'baseline mean');
SELECT results_eq(
    $$SELECT rerouted, substitution, controls FROM pg_temp.flags('{"DEU>USA": [6000, 0, 24000]}')$$,
    $$VALUES (10::float8, 0.125::float8, 1)$$, 'the origins sold four times as much to the others: base 40');
SELECT results_eq(
    $$SELECT rerouted, controls FROM pg_temp.flags('{"DEU>USA": [-1, 0, 24000]}')$$,
    $$VALUES (35::float8, 0)$$, 'no sales elsewhere before: the past alone');
SELECT results_eq(
    $$SELECT rerouted, controls FROM pg_temp.flags('{"DEU>USA": [24000, 0, -1]}')$$,
    $$VALUES (35::float8, 0)$$, 'nor after');
SELECT is((SELECT rerouted FROM pg_temp.flags('{"DEU>USA": [1000, 0, 5000]}')), 0::float8, 'sales to everyone rose alike: no excess');
SELECT is((SELECT substitution FROM pg_temp.flags('{"DEU>RUS": [240, 0, 240]}')), NULL, 'no shortfall, no substitution');
SELECT results_eq($$SELECT overlap, largest_share, last_out, active FROM pg_temp.flags('{"KGZ>RUS": [60, 9]}')$$,
    $$VALUES (NULL::float8, NULL::float8, NULL::date, 0)$$, 'no outflow after: no overlap, no largest share, never above');
SELECT is((SELECT overlap FROM pg_temp.flags('{"DEU>KGZ": [60, 9, 120]}')), 0.25::float8, 'overlap by year');
SELECT is((SELECT attributed FROM pg_temp.flags('{"KGZ>USA": [0, 0, 4800], "DEU>KGZ": [120, 7, 360]}')), 35 * 25 / 435.0::float8,
    'extra purchases are shared over all who bought more: 35 of 435');
SELECT is((SELECT attributed FROM pg_temp.flags('{"KGZ>USA": [4800, 0, 0]}')), 35::float8, 'who bought less has no part of them');
SELECT is((SELECT attributed FROM pg_temp.flags('{"KGZ>RUS": [480, 9, 60]}')), 0::float8, 'no extra sales, nothing attributed');

-- Material and steady
SELECT ok(NOT pg_temp.fired('SURGE'), 'SURGE below min_value');
SELECT ok(pg_temp.fired('SURGE', '{}', '{"min_value": 480}'), 'SURGE at min_value');
SELECT ok(NOT pg_temp.fired('SURGE', '{}', '{"min_value": 480.000000000001}'), 'SURGE just below min_value');
SELECT ok(pg_temp.fired('SURGE', '{"DEU>RUS": [480000, 0, 0]}', '{"min_value": 1}'), 'SURGE at min_share of direct sales before');
SELECT ok(NOT pg_temp.fired('SURGE', '{"DEU>RUS": [480000.000000000001, 0, 0]}', '{"min_value": 1}'), 'SURGE just below it');
SELECT is(pg_temp.reason('SURGE', '{"DEU>RUS": [4800000, 0, 0]}', '{"min_value": 1}') ->> 'sentence',
    'Exports to RUS went from 5 to 40 a month, but are below 0.001 times what the origins sold to RUS before, 400,000 a month.', 'and why');
SELECT ok(pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [-1, 9, 480]}', '{"min_value": 480}'), 'NEW_ROUTE after a correction');
SELECT ok(pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [4.8, 9, 480]}', '{"min_value": 480}'), 'NEW_ROUTE at trivial');
SELECT is(pg_temp.reason('NEW_ROUTE', '{"KGZ>RUS": [4.8, 9, 480]}', '{"min_value": 480}') ->> 'sentence',
    'Exports to RUS all but began: 0.4 a month before, 40 since, 100 % of it in 2023 alone.', 'next to nothing before');
SELECT ok(NOT pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [4.800000000001, 9, 480]}', '{"min_value": 480}'), 'NEW_ROUTE above trivial');
SELECT ok(NOT pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [0, 9, 0]}', '{"min_value": 0}'), 'NEW_ROUTE needs an outflow');

-- sales of every January do not count where a summer is compared with summers
SELECT is((SELECT r ->> 'sentence' FROM jsonb_array_elements(reasons) AS r WHERE r ->> 'code' = 'NEW_ROUTE'), 'Exports to RUS began: none in like months before, 300 since, 100 a month.', 'NEW_ROUTE does not deny what other months saw')
FROM (SELECT trade_matrix(e, i, p::date, v) FROM (SELECT 'KGZ', 'RUS', p, 100 FROM generate_series(date '2019-01-01', '2022-08-01', '1 month') AS p WHERE extract(month FROM p) = 1 OR p >= '2022-06-01'
    UNION ALL SELECT 'DEU', i, p, 50 FROM generate_series(date '2019-01-01', '2022-08-01', '1 month') AS p, unnest('{KGZ,RUS,USA}'::text[]) AS i) AS q (e, i, p, v)) AS t (m),
    intermediary_flags(m, 'RUS', '{DEU}', '2022-06-01', 36, thresholds => '{"min_value": 1}') WHERE intermediary = 'KGZ';

-- WASH: the five conditions, one at a time
CREATE FUNCTION pg_temp.wash(other jsonb, thresholds jsonb DEFAULT '{}') RETURNS boolean LANGUAGE sql AS $$
    SELECT pg_temp.fired('WASH', '{"DEU>RUS": [1000, 0, 200], "KGZ>RUS": [100, 0, 400], "CHN>RUS": [900, 0, 400],
        "DEU>KGZ": [100, 0, 500], "CHN>KGZ": [100, 0, 100], "DEU>USA": [800, 0, 1000], "CHN>USA": [1000, 0, 400],
        "KGZ>USA": [100, 0, 100]}' || other, thresholds)
$$;
SELECT ok(pg_temp.wash('{}'), 'WASH fires');
SELECT ok(pg_temp.wash('{"DEU>KGZ": [100, 0, 300]}'), 'WASH at its cover');
SELECT ok(NOT pg_temp.wash('{"DEU>KGZ": [100, 0, 299.999999999999]}'), 'WASH below its cover');
SELECT ok(NOT pg_temp.wash('{"DEU>RUS": [1000, 0, 800]}'), 'WASH: the origins'' share in the target did not fall');
SELECT ok(pg_temp.wash('{"DEU>RUS": [1000, 0, 799.999999999999]}'), 'WASH: it fell by the least there is');
SELECT ok(NOT pg_temp.wash('{"CHN>KGZ": [100, 0, 500]}'), 'WASH: the origins'' share in its imports did not rise');
SELECT ok(pg_temp.wash('{"CHN>KGZ": [100, 0, 499.999999999999]}'), 'WASH: it rose by the least there is');
SELECT ok(NOT pg_temp.wash('{"CHN>RUS": [900, 0, 7400]}'), 'WASH: its share in the target did not rise');
SELECT ok(NOT pg_temp.wash('{"KGZ>USA": [100, 0, 2000]}'), 'WASH: it gained elsewhere as well');
-- the origins may gain more elsewhere than it does, and the cover may be below 1
SELECT is(pg_temp.reason('WASH', '{"DEU>RUS": [1200, 0, 240], "KGZ>RUS": [120, 0, 480], "CHN>RUS": [960, 0, 480], "DEU>KGZ": [120, 0, 384], "CHN>KGZ": [120, 0, 120],
    "DEU>USA": [960, 0, 2400], "CHN>USA": [1200, 0, 480], "KGZ>USA": [120, 0, 480]}') ->> 'sentence',
    'The origins lost share in RUS and gained it here, this country gained it in RUS, and elsewhere the origins held their share better than it did; '
    'purchases from the origins, 32 a month, are at least 0.75 times the exports to RUS, 40 a month.', 'WASH says no more than it found');
SELECT is(pg_temp.reason('WASH', '{"KGZ>RUS": [60, 9, 0]}') ->> 'fired', 'false', 'WASH is evaluable where origins are named');

SELECT ok(pg_temp.fired('NOT_A_SOURCE', '{"KGZ>USA": [30, 0, 900]}'), 'NOT_A_SOURCE at its threshold');
SELECT ok(NOT pg_temp.fired('NOT_A_SOURCE', '{"KGZ>USA": [30.000000000001, 0, 0]}'), 'NOT_A_SOURCE above it');
SELECT is(pg_temp.fired('NOT_A_SOURCE', '{"DEU>KGZ": [0, 0, 600], "KGZ>USA": [0, 0, 1]}'), NULL, 'NOT_A_SOURCE without trade before is not evaluable');
SELECT is(pg_temp.fired('NOT_A_SOURCE'), NULL, 'nor in a file without exports of third countries');
SELECT is(pg_temp.fired('NOT_A_SOURCE', '{"CHN>USA": [0, 1]}'), true, 'any of them, in any period, will do');
SELECT ok(pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, 60]], "KGZ>RUS": [60, 0, [500, 40]]}'), 'MARKUP at its threshold: 12.5 against 10');
SELECT ok(NOT pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, 60]], "KGZ>RUS": [60, 0, [499.999999999999, 40]]}'), 'MARKUP below it');
SELECT is(pg_temp.reason('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, 60]], "KGZ>RUS": [60, 0, [600, 40]]}') -> 'value', '0.5', 'MARKUP''s value');
SELECT is(pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, 600], "KGZ>RUS": [60, 0, [600, 40]]}'), NULL, 'MARKUP without a quantity is not evaluable');
SELECT is(pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, -6]], "KGZ>RUS": [60, 0, [600, 40]]}'), NULL, 'nor with a negative one');

-- Score and flag, exactly
SELECT is((SELECT flagged FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.5, "weight.SOURCING": 0, "weight.DIRECT_DROP": 0,
    "weight.OVERLAP": 0, "weight.TARGETED": 0, "weight.WASH": 0, "weight.NOT_A_SOURCE": 0, "flag_score": 0.5}')), true, 'flag_score is reached');
SELECT is((SELECT flagged FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.5, "weight.SOURCING": 0, "weight.DIRECT_DROP": 0,
    "weight.OVERLAP": 0, "weight.TARGETED": 0, "weight.WASH": 0, "weight.NOT_A_SOURCE": 0, "flag_score": 0.500000000001}')), false, 'flag_score is not reached');
SELECT is((SELECT score FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.5, "weight.SOURCING": 0.5, "weight.DIRECT_DROP": 0,
    "weight.OVERLAP": 0, "weight.TARGETED": 0, "weight.WASH": 0, "weight.NOT_A_SOURCE": 0}')), 0.75::float8, 'score of two halves');
SELECT is((SELECT flagged FROM pg_temp.flags('{}', '{"flag_score": 0}')), false, 'no SURGE and no NEW_ROUTE, no flag');
SELECT is((SELECT flagged FROM pg_temp.flags('{"DEU>KGZ": [600, 0, 600], "KGZ>RUS": [60, 0, 480], "CHN>USA": [1]}', '{"min_value": 480, "flag_score": 0}', 'mean')), true,
    'NOT_A_SOURCE with OVERLAP will do instead of extra purchases');
SELECT is((SELECT flagged FROM pg_temp.flags('{"DEU>KGZ": [600, 0, 600], "KGZ>USA": [600]}', '{"min_value": 480, "flag_score": 0}', 'mean')), false,
    'a source of its own needs extra purchases');

-- Reasons
SELECT is((SELECT jsonb_array_length(reasons) FROM pg_temp.flags()), 9, 'nine reasons');
SELECT is((SELECT array_agg(r ->> 'code' ORDER BY i) FROM pg_temp.flags('{"DEU>RUS": [0, 0, 1], "DEU>KGZ": [480, 0, 600], "KGZ>USA": [1000]}', '{"min_value": 1}', 'mean'),
           jsonb_array_elements(reasons) WITH ORDINALITY AS x(r, i)),
    '{SURGE,OVERLAP,TARGETED,NEW_ROUTE,WASH,SOURCING,NOT_A_SOURCE,MARKUP,DIRECT_DROP}', 'fired, not fired, not evaluable, by weight');
SELECT is((SELECT reasons -> 0 ->> 'code' FROM pg_temp.flags('{}', '{"min_value": 480, "weight.DIRECT_DROP": 1}')), 'DIRECT_DROP', 'a weight moves its reason');
SELECT is((SELECT reasons -> 0 ->> 'weight' FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.999999999999}')), '0.999999999999', 'weights to 12 decimals');
SELECT is((SELECT count(*) FROM pg_temp.flags(), jsonb_array_elements(reasons) AS r
           WHERE r ?& '{code,fired,weight,value,threshold,sentence}' AND r ->> 'sentence' LIKE '%.'), 9::bigint, 'each with its sentence');
SELECT is((SELECT r ->> 'sentence' FROM pg_temp.flags('{"DEU>KGZ": [0, 0, [0.000000000001, 1e26]], "KGZ>RUS": [0, 0, [1e26, 0.000000000001]]}'), jsonb_array_elements(reasons) AS r
    WHERE r ->> 'code' = 'MARKUP'), 'Sold to RUS at 1e+78 % above the purchase price: 1e+38 against 1e-38 for one unit of quantity.', 'the largest figure');
SELECT is((SELECT (r ->> 'value')::float8 FROM pg_temp.flags('{"DEU>KGZ": [0, 0, [0.000000000001, 1e26]], "KGZ>RUS": [0, 0, [1e26, 0.000000000001]]}'), jsonb_array_elements(reasons) AS r
    WHERE r ->> 'code' = 'MARKUP'), 1e76::float8, 'the largest mark-up');
SELECT is((SELECT count(*) FROM (SELECT trade_matrix(x, i, y, v) AS m FROM (VALUES ('DEU', repeat(E'\x01', 255), 2021, 5), (repeat('"', 255), repeat(E'\x01', 255), 2023, 4)) AS f(x, i, y, v)) AS t,
    intermediary_flags(m, repeat(E'\x01', 255), '{DEU}', '2022-02-24', 12, unit => repeat(E'\x02', 255), coverage => '[2021-01-01,2024-01-01)'), jsonb_array_elements(reasons) AS r
    WHERE intermediary = repeat('"', 255) AND r ->> 'sentence' LIKE '%' || repeat(E'\x01', 255) || '%'), 8::bigint, 'the longest label and unit, escaped');
SELECT results_eq($$SELECT r.code, r.fired, r.weight, r.value, r.threshold, r.sentence FROM pg_temp.flags(), flag_reasons(reasons) AS r$$,
    $$SELECT r ->> 'code', (r ->> 'fired')::boolean, (r ->> 'weight')::float8, (r ->> 'value')::float8, (r ->> 'threshold')::float8, r ->> 'sentence'
      FROM pg_temp.flags(), jsonb_array_elements(reasons) AS r$$, 'flag_reasons: the same in columns, in order');
SELECT is((SELECT bool_and(jsonb_send(reasons) = jsonb_send(reasons::text::jsonb) AND pg_column_size(reasons) = pg_column_size(reasons::text::jsonb)
    AND reasons = reasons::text::jsonb AND reasons @> '[{"code": "MARKUP"}]')
    FROM pg_temp.flags('{"CHN>KGZ": [7, 0, [1, 3]], "TUR>RUS": [0.1, 7, [1e20, 0.3]], "x\"y>RUS": [0, 0, 1]}', '{"sourcing_ratio": 1.23456789, "weight.SURGE": 0}')), true,
    'reasons are the jsonb that the server makes of their text');
SELECT is_empty('SELECT * FROM flag_reasons(NULL)', 'flag_reasons of NULL: no rows');
SELECT throws_ok($$SELECT * FROM flag_reasons('{"code": 1}')$$, '22023', NULL, 'flag_reasons of an object');

-- Candidates, order, self-flows and zero cells
SELECT is((SELECT array_agg(intermediary) FROM pg_temp.flags('{"USA>RUS": [1], "TUR>RUS": [0, 1], "RUS>RUS": [9, 9, 9],
    "ARE>RUS": [0, 0, 0], "a>RUS": [0, 0, 1], "B>RUS": [0, 0, 1]}')), '{KGZ,B,TUR,USA,a}', 'who ever sold to the target, in order');
SELECT results_eq($$SELECT intermediary, attributed FROM pg_temp.flags('{"DEU>USA": [12000, 0, 18000], "USA>RUS": [0, 0, 600], "DEU>TUR": [0, 0, 24], "TUR>RUS": [0, 0, 12]}',
        '{"min_value": 1000}')$$,
    $$VALUES ('KGZ', 34.98::float8), ('TUR', 1::float8), ('USA', 0::float8)$$, 'by attributed falling; the control leaves out the target and the candidate');
SELECT results_eq(
    $$SELECT intermediary, inflow_after, outflow_after, reasons::text FROM pg_temp.flags('{"KGZ>KGZ": [[900, 1], 0, [900, 1]], "DEU>KGZ": [120, 7, [600, 5]]}')$$,
    $$SELECT intermediary, inflow_after, outflow_after, reasons::text FROM pg_temp.flags('{"DEU>KGZ": [120, 7, [600, 5]]}')$$, 'a self-flow is as good as absent');
SELECT throws_ok($$SELECT * FROM intermediary_flags(pg_temp.annual('{"KGZ>RUS": [0, 0, 1], "RUS>RUS": [1]}'), 'RUS', '{DEU}', '2022-06-01')$$,
    '22023', NULL, 'a self-flow does not stretch the span');
SELECT throws_ok($$SELECT * FROM intermediary_flags(pg_temp.annual('{"KGZ>RUS": [[0, 5], 0, 1]}'), 'RUS', '{DEU}', '2022-06-01')$$,
    '22023', NULL, 'nor does a value of 0');
SELECT is_empty($$SELECT * FROM intermediary_flags(pg_temp.annual('{"KGZ>KGZ": [5], "KGZ>RUS": [[0, 5]]}'), 'RUS', '{DEU}', '2022-06-01')$$,
    'no cell that counts, no rows');
SELECT results_eq($$SELECT f.* FROM intermediary_flags(pg_temp.annual(pg_temp.story()), 'RUS', '{DEU,DEU,ITA}', '2022-06-01', 12) AS f$$,
    $$SELECT * FROM pg_temp.flags()$$, 'an origin named twice counts once, an absent one not at all');
SELECT results_eq($$SELECT f.* FROM intermediary_flags(pg_temp.annual(pg_temp.story()), 'RUS', '{*,*}', '2022-06-01', 12) AS f$$,
    $$SELECT f.* FROM intermediary_flags(pg_temp.annual(pg_temp.story()), 'RUS', '{*}', '2022-06-01', 12) AS f$$, 'so does everyone');
SELECT is_empty($$SELECT * FROM intermediary_flags(pg_temp.annual('{"a>*": [1, 1, 1], "b>a": [1, 1, 1]}'), '*', '{b}', '2022-06-01')$$, '* names no label');

-- Windows
CREATE FUNCTION pg_temp.monthly(first date, last date) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(x, i, d::date, v) FROM generate_series(first, last, '1 month') AS d,
        (VALUES ('DEU', 'KGZ', 10), ('KGZ', 'RUS', 2), ('DEU', 'RUS', 5)) AS f(x, i, v)
$$;
CREATE FUNCTION pg_temp.averages(since date, before integer, after integer, coverage daterange DEFAULT NULL,
    first date DEFAULT '2020-01-01', last date DEFAULT '2023-12-01') RETURNS float8[] LANGUAGE sql AS $$
    SELECT ARRAY[inflow_before, inflow_after] FROM intermediary_flags(pg_temp.monthly(first, last), 'RUS', '{DEU}',
        since, before, after, coverage, seasonal => false) AS f
$$;
SELECT is(pg_temp.averages('2022-02-24', 24, NULL), '{10,10}', 'whole windows');
SELECT is(pg_temp.averages('2022-02-24', 240, 240), '{10,10}', 'both are cut to the span');
SELECT is(pg_temp.averages('2022-02-24', NULL, NULL, '[2019-01-01,2025-01-01)'), ARRAY[250 / 37.0, 220 / 34.0]::float8[], 'coverage stretches the span: 25 of 37, 22 of 34');
SELECT is(pg_temp.averages('2022-02-24', NULL, NULL, '[2021-12-15,2022-05-15)'), '{10,10}', 'coverage counts whole months');
SELECT is(pg_temp.averages('2022-02-24', NULL, NULL, '(,2025-01-01)'), ARRAY[10, 220 / 34.0]::float8[], 'unbounded: the first of any cell');
SELECT is(pg_temp.averages('2022-02-24', NULL, NULL, '[2019-01-01,infinity]'), ARRAY[250 / 37.0, 10]::float8[], 'infinity is unbounded');
SELECT throws_ok($$SELECT pg_temp.averages('2022-02-24', NULL, NULL, '[2022-01-02,2022-01-31]')$$, '22023', NULL, 'coverage without a period');
SELECT throws_ok($$SELECT pg_temp.averages('2022-02-24', NULL, NULL, 'empty')$$, '22023', NULL, 'empty coverage');
SELECT throws_ok($$SELECT pg_temp.averages('2020-01-24', NULL, NULL)$$, '22023', 'the window before the event has no period', 'nothing before');
SELECT throws_ok($$SELECT pg_temp.averages('2023-12-02', NULL, NULL)$$, '22023', 'the window after the event has no period', 'nothing after');
SELECT is(pg_temp.averages('2023-12-01', NULL, NULL), '{10,10}', 'the first day of a month is after');
SELECT is((SELECT ARRAY[inflow_before, inflow_after] FROM intermediary_flags(pg_temp.annual(pg_temp.story()), 'RUS', '{DEU}', '2022-01-01', 12) AS f),
    ARRAY[10, 607 / 24.0]::float8[], '1 January: the year is after');
SELECT results_eq($$SELECT before_from, before_to, after_from, after_to, months_before, months_after
    FROM intermediary_flags(pg_temp.monthly('2020-01-01', '2023-12-01'), 'RUS', '{DEU}', '2022-02-24', 12, 6)$$,
    $$VALUES (date '2021-02-01', date '2022-01-31', date '2022-03-01', date '2022-08-31', 12, 6)$$, 'the windows as cut');
SELECT is((SELECT overlap FROM intermediary_flags((SELECT trade_matrix(x, i, d, v) FROM (VALUES
    ('DEU', 'KGZ', date '2022-03-01', 4), ('KGZ', 'RUS', '2022-03-01', 6), ('DEU', 'KGZ', '2022-04-01', 1), ('DEU', 'KGZ', '2022-06-01', 2),
    ('KGZ', 'RUS', '2022-05-01', 10), ('KGZ', 'RUS', '2022-07-01', -3), ('DEU', 'KGZ', '2022-10-01', 50), ('KGZ', 'RUS', '2022-01-01', 1),
    ('DEU', 'KGZ', '2022-02-01', 50)) AS v(x, i, d, v)),
    'RUS', '{DEU}', '2022-02-24')), (4 + 3) / 16.0::float8, 'overlap by calendar quarter, a cut one with its months inside');

-- Silence: months in which nobody reported are left out, unless coverage says that there was no trade
CREATE FUNCTION pg_temp.silent(last_before date, first_after date) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(x, i, d::date, 2) FROM (VALUES ('DEU', 'KGZ'), ('KGZ', 'RUS')) AS f(x, i),
        (SELECT generate_series(timestamp '2018-01-01', last_before, '1 month') UNION ALL
         SELECT generate_series(first_after::timestamp, '2023-12-01', '1 month')) AS p(d)
$$;
CREATE FUNCTION pg_temp.months(m trade_matrix, since date, before integer DEFAULT 36, coverage daterange DEFAULT NULL) RETURNS integer[] LANGUAGE sql AS $$
    SELECT ARRAY[months_before, months_after] FROM intermediary_flags(m, 'RUS', '{DEU}', since, before, NULL, coverage)
$$;
SELECT is(pg_temp.months(pg_temp.silent('2018-12-01', '2020-01-01'), '2021-01-01'), '{24,36}', 'a silent year before');
SELECT is(pg_temp.months(pg_temp.silent('2018-12-01', '2019-12-01'), '2021-01-01'), '{36,36}', '11 months are a pause');
SELECT is(pg_temp.months(pg_temp.silent('2018-12-01', '2020-01-01'), '2021-01-01', 36, '[2018-01-01,2024-01-01)'), '{36,36}', 'with coverage nothing is silent');
SELECT is(pg_temp.months(pg_temp.silent('2021-12-01', '2023-01-01'), '2021-01-01'), '{36,24}', 'a silent year after');
SELECT results_eq($$SELECT before_from, before_to, after_from, after_to, months_before, months_after
    FROM intermediary_flags(pg_temp.silent('2020-06-01', '2022-01-01'), 'RUS', '{DEU}', '2021-03-01', 24)$$,
    $$VALUES (date '2019-03-01', date '2020-06-30', date '2022-01-01', date '2023-12-31', 16, 24)$$, 'silence around the event cuts both windows');
SELECT throws_ok($$SELECT pg_temp.months(pg_temp.silent('2018-12-01', '2020-02-01'), '2020-01-01', 12)$$, '22023',
    'the window before the event has no period', 'a silent window');
SELECT is((SELECT ARRAY[months_before, months_after] FROM intermediary_flags(
    (SELECT trade_matrix(x, i, y, 2) FROM (VALUES ('DEU', 'KGZ'), ('KGZ', 'RUS')) AS f(x, i), unnest('{2017,2019,2020,2022}'::int[]) AS y),
    'RUS', '{DEU}', '2020-01-01', NULL)), '{24,24}', 'a year without cells is silent');

-- Seasonal weights
CREATE FUNCTION pg_temp.season(seasonal boolean, before integer DEFAULT 30, since date DEFAULT '2022-03-01') RETURNS float8[] LANGUAGE sql AS $$
    SELECT ARRAY[inflow_before, outflow_before] FROM intermediary_flags(
        (SELECT trade_matrix(x, i, d::date, CASE WHEN x = 'DEU' THEN extract(month FROM d)::integer ELSE extract(year FROM d)::integer - 2018 END)
         FROM generate_series(timestamp '2019-01-01', '2022-04-01', '1 month') AS d, (VALUES ('DEU', 'KGZ'), ('KGZ', 'RUS')) AS f(x, i)),
        'RUS', '{DEU}', since, before, seasonal => seasonal)
$$;
SELECT is(pg_temp.season(true), ARRAY[3.5, (2 + 3 + 2 + 3) / 4.0]::float8[], 'March and April after: twice March and twice April before');
SELECT is(pg_temp.season(false), ARRAY[(42 + 78 + 78 + 3) / 30.0, (4 * 1 + 12 * 2 + 12 * 3 + 2 * 4) / 30.0]::float8[], 'all alike');
SELECT is(pg_temp.season(true, 10), pg_temp.season(false, 10), 'a March without another before: all alike');

-- Refusals
CREATE FUNCTION pg_temp.refused(arguments text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text;
    hint text;
BEGIN
    EXECUTE 'SELECT * FROM intermediary_flags(NULL, ' || arguments || ')';
    RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT;
    RETURN state || CASE WHEN hint <> '' OR state = '22004' THEN '' ELSE ' without a hint' END;
END $$;
SELECT is(pg_temp.refused($$'RUS', '{DEU}', '2022-02-24'$$), 'accepted', 'a NULL matrix gives no rows');
SELECT is(pg_temp.refused(a), s, a) FROM (VALUES
    ($$NULL, '{DEU}', '2022-02-24'$$, '22004'),
    ($$'RUS', NULL, '2022-02-24'$$, '22004'),
    ($$'RUS', '{DEU,NULL}', '2022-02-24'$$, '22004'),
    ($$'RUS', '{DEU}', NULL$$, '22004'),
    ($$'RUS', '{DEU}', '2022-02-24', baseline => NULL$$, '22004'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => NULL$$, '22004'),
    ($$'RUS', '{DEU}', '2022-02-24', seasonal => NULL$$, '22004'),
    ($$'RUS', '{DEU,*}', '2022-02-24'$$, '22023'),
    ($$'*', '{*}', '2022-02-24'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', unit => repeat('x', 256)$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', NULL, NULL, NULL, unit => NULL$$, 'accepted'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"noise": 1000.000000000001}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"noise": 1000}'$$, 'accepted'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"pass_through": 0.5}'$$, '22023'),
    ($$'RUS', '{}', '2022-02-24'$$, '22023'),
    ($$'RUS', '{DEU,RUS}', '2022-02-24'$$, '22023'),
    ($$'RUS', '{DEU}', 'infinity'$$, '22023'),
    ($$'RUS', '{DEU}', '-infinity'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', 0$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', 12, -1$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', baseline => 'median'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '[]'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '3'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge": 3}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge_ratio": "3"}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge_ratio": {"surge_ratio": 3}}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge_ratio": -0.1}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge_ratio": 1e-13}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge_ratio": 1e26}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge_ratio": 99999999999999999999999999.999999999999}'$$, 'accepted'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"surge_ratio": 3.0000000000000000}'$$, 'accepted'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"weight.SURGE": 1.000000000001}'$$, '22023'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"weight.SURGE": 1, "flag_score": 1}'$$, 'accepted'),
    ($$'RUS', '{DEU}', '2022-02-24', thresholds => '{"flag_score": 1.000000000001}'$$, '22023')
) AS v(a, s);
SELECT throws_ok($$SELECT * FROM intermediary_flags(pg_temp.annual(pg_temp.story()), 'RUS', '{DEU}', '2022-06-01', 13)$$, '22023', NULL, 'annual: 13 months before');
SELECT throws_ok($$SELECT * FROM intermediary_flags(pg_temp.annual(pg_temp.story()), 'RUS', '{DEU}', '2022-06-01', 12, 6)$$, '22023', NULL, 'annual: 6 months after');

-- Country codes
CREATE FUNCTION pg_temp.coded() RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(exporter::country_code, importer::country_code, date_part('year', period)::integer, value)
    FROM flows(pg_temp.annual(pg_temp.story()))
$$;
SELECT results_eq($$SELECT f.* FROM intermediary_flags(pg_temp.coded(), '643', '{de,276}', '2022-06-01', 12) AS f$$,
    $$SELECT * FROM pg_temp.flags()$$, 'country codes are read in any form');
SELECT throws_ok($$SELECT * FROM intermediary_flags(pg_temp.coded(), 'RU', '{643}', '2022-06-01', 12)$$, '22023', NULL, 'the target among the origins in another form');
SELECT throws_ok($$SELECT * FROM intermediary_flags(pg_temp.coded(), 'RU', '{Germany}', '2022-06-01', 12)$$, '22P02', NULL, 'no country code');

-- Sums beyond double precision, compared exactly
SELECT results_eq($$SELECT intermediary, rerouted FROM pg_temp.flags('{"DEU>A": [0, 0, 900000000000000000000000.000000000012], "A>RUS": [0, 0, 900000000000000000000000.000000000012],
    "DEU>B": [0, 0, 900000000000000000000000.000000000024], "B>RUS": [0, 0, 900000000000000000000000.000000000024]}', baseline => 'mean') LIMIT 2$$,
    $$VALUES ('B', 7.5e22::float8), ('A', 7.5e22)$$, 'equal as doubles, in exact order');
SELECT is((SELECT array_agg(f::text) FROM intermediary_flags(pg_temp.annual(pg_temp.story('{"USA>RUS": [1, 2, 3]}')), 'RUS', '{DEU}', '2022-06-01', 12) AS f),
    (SELECT array_agg(f::text) FROM intermediary_flags(rollup_twice.m, 'RUS', '{DEU}', '2022-06-01', 12) AS f),
    'the same rows in any order')
FROM (SELECT trade_matrix(exporter, importer, date_part('year', period)::integer, value) AS m
      FROM (SELECT * FROM flows(pg_temp.annual(pg_temp.story('{"USA>RUS": [1, 2, 3]}'))) ORDER BY value DESC) AS s) AS rollup_twice;

-- A sum beside its members counts trade twice
CREATE FUNCTION pg_temp.sums(flows text[]) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(f, '>', 1)::country_code, split_part(f, '>', 2)::country_code, y, 2)
    FROM unnest(flows) AS f, unnest('{2021,2023}'::int[]) AS y
$$;
CREATE FUNCTION pg_temp.summed(flows text[], origins text[] DEFAULT '{USA}') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text;
    hint text;
BEGIN
    SELECT string_agg(intermediary, ',') INTO said FROM intermediary_flags(pg_temp.sums(flows), 'RUS', origins, '2022-02-24');
    RETURN coalesce(said, 'nobody');
EXCEPTION WHEN invalid_parameter_value THEN
    GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN said || CASE WHEN hint LIKE '%WHERE NOT is_aggregate(exporter)%' THEN '' ELSE ' without its remedy' END;
END $$;
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,World>RUS}'), 'the matrix has the sum "W00" beside "KGZ": their trade counts twice', 'World beside anybody');
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,EU27_2020>RUS,DEU>RUS}'), 'the matrix has the sum "U27" beside "DEU": their trade counts twice', 'the Union beside a member');
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,EU27_2020>RUS}'), 'KGZ', 'the Union alone is a label, never a candidate');
SELECT is(pg_temp.summed('{EU27_2020>KGZ,KGZ>RUS}', '{EU27_2020}'), 'KGZ', 'and may be an origin');
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,EU27_2020>RUS,GBR>RUS}'), 'GBR,KGZ', 'who left is no member');
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,EU28>RUS,XI>RUS}'), 'the matrix has the sum "U28" beside "XI0": their trade counts twice', 'a part of one who was');
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,EU27_2020>RUS,EA20>RUS}'), 'the matrix has the sum "U27" beside "Z20": their trade counts twice', 'a sum in a sum');
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,975>RUS,899>RUS}'), '899,KGZ', 'ASEAN alone, and what is no sum');
SELECT is(pg_temp.summed('{USA>KGZ,KGZ>RUS,975>RUS,VNM>USA}'), 'the matrix has the sum "975" beside "VNM": their trade counts twice', 'ASEAN beside a member');
SELECT is((SELECT count(*) FROM intermediary_flags((SELECT trade_matrix(e, i, y, 2) FROM (VALUES ('USA', 'KGZ'), ('KGZ', 'RUS'), ('World', 'RUS')) AS f(e, i),
    unnest('{2021,2023}'::int[]) AS y), 'RUS', '{USA}', '2022-02-24')), 2::bigint, 'text is taken as it is');

-- Unit and names
SELECT is((SELECT reasons -> 0 ->> 'sentence' FROM intermediary_flags(pg_temp.coded(), 'RUS', '{DEU}', '2022-06-01', 12, thresholds => '{"min_value": 480}', unit => 'USD')),
    'Exports to Russian Federation rose 8-fold, from USD 5 to USD 40 a month, 100 % of it in 2023 alone.', 'money and countries with a unit');
SELECT is((SELECT reasons -> 0 ->> 'sentence' FROM intermediary_flags(pg_temp.annual(pg_temp.story()), 'RUS', '{DEU}', '2022-06-01', 12, thresholds => '{"min_value": 480}', unit => 'EUR')),
    'Exports to RUS rose 8-fold, from EUR 5 to EUR 40 a month, 100 % of it in 2023 alone.', 'text labels stay');
SELECT results_eq($$SELECT (to_jsonb(f) - 'reasons')::text FROM intermediary_flags(pg_temp.coded(), 'RUS', '{DEU}', '2022-06-01', 12, unit => 'USD') AS f$$,
    $$SELECT (to_jsonb(f) - 'reasons')::text FROM intermediary_flags(pg_temp.coded(), 'RUS', '{DEU}', '2022-06-01', 12) AS f$$, 'no column depends on it');

-- flag_legs: what a flag rests on
CREATE TEMP TABLE legs AS SELECT pg_temp.annual(pg_temp.story('{"FRA>KGZ": [60, 0, 24], "FRA>RUS": [12, 0, 0], "CHN>RUS": [5, 0, 5], "TUR>RUS": [12, 0, 24], "ITA>KGZ": [0, 9, 0]}')) AS m;
SELECT results_eq($$SELECT l.* FROM legs, flag_legs(m, 'RUS', '{DEU,FRA,ITA}', '2022-06-01', 'KGZ', 12) AS l$$,
    $$VALUES ('in', 'DEU', 'KGZ', 10::float8, 50::float8, 40::float8), ('in', 'FRA', 'KGZ', 5, 2, -3), ('out', 'KGZ', 'RUS', 5, 40, 35),
             ('direct', 'FRA', 'RUS', 1, 0, -1), ('direct', 'DEU', 'RUS', 100, 20, -80)$$, 'legs in, out, direct; change falling; none without a cell in the windows');
SELECT results_eq($$SELECT sum(before), sum(after) FROM legs, flag_legs(m, 'RUS', '{*}', '2022-06-01', 'KGZ', 12) GROUP BY leg ORDER BY leg$$,
    $$SELECT * FROM (SELECT direct_before, direct_after FROM legs, intermediary_flags(m, 'RUS', '{*}', '2022-06-01', 12) WHERE intermediary = 'KGZ' UNION ALL
      SELECT inflow_before, inflow_after FROM legs, intermediary_flags(m, 'RUS', '{*}', '2022-06-01', 12) WHERE intermediary = 'KGZ' UNION ALL
      SELECT outflow_before, outflow_after FROM legs, intermediary_flags(m, 'RUS', '{*}', '2022-06-01', 12) WHERE intermediary = 'KGZ') AS s$$, 'their sums are the flag''s figures');
SELECT is_empty($$SELECT * FROM flag_legs(NULL, 'RUS', '{DEU}', '2022-06-01', 'KGZ')$$, 'legs of no matrix');
SELECT throws_ok($$SELECT l.* FROM legs, flag_legs(m, 'RUS', '{DEU}', '2022-06-01', NULL) AS l$$, '22004', NULL, 'no intermediary');
SELECT throws_ok($$SELECT l.* FROM legs, flag_legs(m, 'RUS', '{DEU}', '2022-06-01', 'RUS') AS l$$, '22023', NULL, 'the target between');
SELECT throws_ok($$SELECT l.* FROM legs, flag_legs(m, 'RUS', '{DEU}', '2022-06-01', 'DEU') AS l$$, '22023', NULL, 'an origin between');
SELECT throws_ok($$SELECT l.* FROM legs, flag_legs(m, 'RUS', '{DEU}', '2022-06-01', 'KG') AS l$$, '22023', NULL, 'another spelling');
SELECT throws_ok($$SELECT l.* FROM legs, flag_legs(m, 'RUS', '{DEU}', '2022-06-01', 'KGZ', 13) AS l$$, '22023', NULL, '13 months of annual data');
SELECT throws_ok($$SELECT l.* FROM legs, flag_legs(m, 'RUS', '{DEU}', '2022-06-01', 'KGZ', thresholds => '{"x": 1}') AS l$$, '22023', NULL, 'thresholds are read');
SELECT throws_ok($$SELECT l.* FROM flag_legs(pg_temp.sums('{USA>KGZ,KGZ>RUS,World>RUS}'), 'RUS', '{USA}', '2022-02-24', 'KGZ') AS l$$, '22023', NULL, 'sums are refused');

SELECT * FROM finish();
ROLLBACK;
