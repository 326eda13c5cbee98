-- intermediary_flags: hand-worked figures, every refusal, every threshold from both sides.
BEGIN;
SELECT plan(134);
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
    outflow_after float8, direct_before float8, direct_after float8, rerouted float8, overlap float8,
    substitution float8, score float8, flagged boolean, reasons jsonb) LANGUAGE sql AS $$
    SELECT * FROM intermediary_flags(pg_temp.annual(pg_temp.story(other)), 'RUS', '{DEU}', '2022-06-01', 12,
                                     thresholds => thresholds, baseline => baseline)
$$;

-- Figures, both baselines
SELECT results_eq(
    $$SELECT intermediary, inflow_before, inflow_after, outflow_before, outflow_after, direct_before,
             direct_after, rerouted, overlap, substitution, flagged FROM pg_temp.flags()$$,
    $$VALUES ('KGZ', 10::float8, 50::float8, 5::float8, 40::float8, 100::float8, 20::float8, 35::float8,
              1::float8, 0.5625::float8, false)$$, 'figures of the story, baseline share');
SELECT results_eq(
    $$SELECT rerouted, substitution FROM pg_temp.flags(baseline => 'mean')$$,
    $$VALUES (35::float8, 0.5::float8)$$, 'baseline mean');
SELECT results_eq(
    $$SELECT rerouted, substitution FROM pg_temp.flags('{"DEU>USA": [6000, 0, 24000]}')$$,
    $$VALUES (10::float8, 0.125::float8)$$, 'the origins sold four times as much to the others: base 40');
SELECT results_eq(
    $$SELECT rerouted FROM pg_temp.flags('{"DEU>USA": [-1, 0, 24000]}')$$,
    $$VALUES (35::float8)$$, 'no sales elsewhere before: the past alone');
SELECT is((SELECT rerouted FROM pg_temp.flags('{"DEU>USA": [1000, 0, 5000]}')), 0::float8,
    'sales to everyone rose alike: no excess');
SELECT is((SELECT substitution FROM pg_temp.flags('{"DEU>RUS": [240, 0, 240]}')), NULL, 'no shortfall, no substitution');
SELECT is((SELECT overlap FROM pg_temp.flags('{"KGZ>RUS": [60, 9]}')), NULL, 'no outflow after, no overlap');
SELECT is((SELECT overlap FROM pg_temp.flags('{"DEU>KGZ": [60, 9, 120]}')), 0.25::float8, 'overlap by year');
SELECT ok((SELECT abs(score - (1 - 0.65 * 0.75 * 0.85 * 0.7 * 0.7 * 0.85)) < 1e-15 FROM pg_temp.flags('{}', '{"min_value": 480}')),
    'score of SURGE, SOURCING, DIRECT_DROP, OVERLAP, PASS_THROUGH, NOT_A_SOURCE');
SELECT is((SELECT flagged FROM pg_temp.flags('{}', '{"min_value": 480}')), true, 'the story is flagged');

-- Signals: exactly at the threshold, and one unit of the 12th decimal below
SELECT ok(pg_temp.fired('SURGE', '{"KGZ>RUS": [60, 9, 180]}', '{"min_value": 1}'), 'SURGE at its ratio');
SELECT ok(NOT pg_temp.fired('SURGE', '{"KGZ>RUS": [60, 9, 179.999999999999]}', '{"min_value": 1}'), 'SURGE below its ratio');
SELECT ok(pg_temp.fired('SURGE', '{}', '{"min_value": 480}'), 'SURGE at min_value');
SELECT ok(NOT pg_temp.fired('SURGE', '{}', '{"min_value": 480.000000000001}'), 'SURGE below min_value');
SELECT ok(NOT pg_temp.fired('SURGE', '{"KGZ>RUS": [0, 9, 480]}', '{"min_value": 1}'), 'SURGE needs a past');
SELECT is(pg_temp.reason('SURGE', '{"KGZ>RUS": [0, 9, 480]}') -> 'value', 'null', 'SURGE without a past has no value');
SELECT ok(pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [0, 9, 480]}', '{"min_value": 480}'), 'NEW_ROUTE at min_value');
SELECT ok(NOT pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [0, 9, 480]}', '{"min_value": 480.000000000001}'), 'NEW_ROUTE below min_value');
SELECT ok(pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [-1, 9, 480]}', '{"min_value": 480}'), 'NEW_ROUTE after a correction');
SELECT ok(NOT pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [0.000000000001, 9, 480]}', '{"min_value": 480}'), 'NEW_ROUTE with a past');
SELECT ok(NOT pg_temp.fired('NEW_ROUTE', '{"KGZ>RUS": [0, 9, 0]}', '{"min_value": 0}'), 'NEW_ROUTE needs an outflow');
SELECT is(pg_temp.reason('NEW_ROUTE') -> 'value', '480', 'NEW_ROUTE shows the sum');
SELECT ok(pg_temp.fired('SOURCING', '{"DEU>KGZ": [480, 0, 600], "KGZ>RUS": [60, 0, 60]}', baseline => 'mean'), 'SOURCING at its ratio');
SELECT ok(NOT pg_temp.fired('SOURCING', '{"DEU>KGZ": [480, 0, 599.999999999999], "KGZ>RUS": [60, 0, 60]}', baseline => 'mean'), 'SOURCING below its ratio');
SELECT ok(pg_temp.fired('SOURCING', '{"DEU>KGZ": [120, 0, 600], "KGZ>RUS": [60, 0, 1980]}', baseline => 'mean'), 'SOURCING at its cover');
SELECT ok(NOT pg_temp.fired('SOURCING', '{"DEU>KGZ": [120, 0, 600], "KGZ>RUS": [60, 0, 1980.000000000001]}', baseline => 'mean'), 'SOURCING below its cover');
SELECT ok(pg_temp.fired('SOURCING', '{"KGZ>RUS": [60, 0, 2220]}'), 'SOURCING at its cover, share: extra 45 for 180');
SELECT ok(NOT pg_temp.fired('SOURCING', '{"KGZ>RUS": [60, 0, 2220.000000000001]}'), 'SOURCING below its cover, share');
SELECT ok(NOT pg_temp.fired('SOURCING', '{"DEU>USA": [1000, 0, 5000]}'), 'SOURCING needs an excess');
SELECT ok(pg_temp.fired('SOURCING', '{"DEU>USA": [1000, 0, 4999.999999999999]}', '{"sourcing_cover": 0}'), 'SOURCING with the least excess');
SELECT ok(pg_temp.fired('SOURCING', '{"DEU>KGZ": [0, 0, 600]}'), 'SOURCING from nothing');
SELECT is(pg_temp.reason('SOURCING', '{"DEU>KGZ": [0, 0, 600]}') -> 'value', 'null', 'SOURCING from nothing has no value');
SELECT ok(NOT pg_temp.fired('SOURCING', '{"DEU>KGZ": [600, 0, 600]}', '{"sourcing_ratio": 0}'), 'SOURCING needs a rise');
SELECT ok(pg_temp.fired('DIRECT_DROP', '{"DEU>RUS": [1200, 0, 600]}'), 'DIRECT_DROP at its threshold');
SELECT ok(NOT pg_temp.fired('DIRECT_DROP', '{"DEU>RUS": [1200, 0, 600.000000000001]}'), 'DIRECT_DROP above it');
SELECT is(pg_temp.fired('DIRECT_DROP', '{"DEU>RUS": [0, 0, 600]}'), NULL, 'DIRECT_DROP without a past is not evaluable');
SELECT ok(pg_temp.fired('OVERLAP', '{"DEU>KGZ": [0, 0, 240]}'), 'OVERLAP at its threshold');
SELECT ok(NOT pg_temp.fired('OVERLAP', '{"DEU>KGZ": [0, 0, 239.999999999999]}'), 'OVERLAP below it');
SELECT is(pg_temp.fired('OVERLAP', '{"KGZ>RUS": [60, 9]}'), NULL, 'OVERLAP without an outflow is not evaluable');
SELECT ok(pg_temp.fired('PASS_THROUGH', '{"KGZ>RUS": [60, 0, 300]}', baseline => 'mean'), 'PASS_THROUGH at its threshold');
SELECT ok(NOT pg_temp.fired('PASS_THROUGH', '{"KGZ>RUS": [60, 0, 299.999999999999]}', baseline => 'mean'), 'PASS_THROUGH below it');
SELECT ok(NOT pg_temp.fired('PASS_THROUGH', '{"KGZ>RUS": [60, 0, 1980.000000000001]}', baseline => 'mean'), 'PASS_THROUGH below its cover');
SELECT is(pg_temp.reason('PASS_THROUGH', '{"DEU>KGZ": [120, 0, 60]}') ->> 'fired', 'false', 'PASS_THROUGH without an excess does not fire');
SELECT is(pg_temp.reason('PASS_THROUGH', '{"DEU>KGZ": [120, 0, 60]}') -> 'value', 'null', 'and has no value');

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
SELECT is(pg_temp.reason('WASH', '{"KGZ>RUS": [60, 9, 0]}') ->> 'fired', 'false', 'WASH is always evaluable');

SELECT ok(pg_temp.fired('NOT_A_SOURCE', '{"KGZ>USA": [30, 0, 900]}'), 'NOT_A_SOURCE at its threshold');
SELECT ok(NOT pg_temp.fired('NOT_A_SOURCE', '{"KGZ>USA": [30.000000000001, 0, 0]}'), 'NOT_A_SOURCE above it');
SELECT is(pg_temp.fired('NOT_A_SOURCE', '{"DEU>KGZ": [0, 0, 600]}'), NULL, 'NOT_A_SOURCE without trade is not evaluable');
SELECT is(pg_temp.reason('NOT_A_SOURCE', '{"DEU>KGZ": [0, 0, 600], "KGZ>USA": [1]}') - 'sentence',
    '{"code": "NOT_A_SOURCE", "fired": false, "value": null, "weight": 0.15, "threshold": 0.25}', 'NOT_A_SOURCE without imports');
SELECT ok(pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, 60]], "KGZ>RUS": [60, 0, [500, 40]]}'), 'MARKUP at its threshold: 12.5 against 10');
SELECT ok(NOT pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, 60]], "KGZ>RUS": [60, 0, [499.999999999999, 40]]}'), 'MARKUP below it');
SELECT is(pg_temp.reason('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, 60]], "KGZ>RUS": [60, 0, [600, 40]]}') -> 'value', '0.5', 'MARKUP''s value');
SELECT is(pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, 600], "KGZ>RUS": [60, 0, [600, 40]]}'), NULL, 'MARKUP without a quantity is not evaluable');
SELECT is(pg_temp.fired('MARKUP', '{"DEU>KGZ": [[120, 12], 0, [600, -6]], "KGZ>RUS": [60, 0, [600, 40]]}'), NULL, 'nor with a negative one');

-- Score and flag, exactly
SELECT is((SELECT flagged FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.5, "weight.SOURCING": 0, "weight.DIRECT_DROP": 0,
    "weight.OVERLAP": 0, "weight.PASS_THROUGH": 0, "weight.WASH": 0, "weight.NOT_A_SOURCE": 0, "flag_score": 0.5}')), true, 'flag_score is reached');
SELECT is((SELECT flagged FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.5, "weight.SOURCING": 0, "weight.DIRECT_DROP": 0,
    "weight.OVERLAP": 0, "weight.PASS_THROUGH": 0, "weight.WASH": 0, "weight.NOT_A_SOURCE": 0, "flag_score": 0.500000000001}')), false, 'flag_score is not reached');
SELECT is((SELECT score FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.5, "weight.SOURCING": 0.5, "weight.DIRECT_DROP": 0,
    "weight.OVERLAP": 0, "weight.PASS_THROUGH": 0, "weight.WASH": 0, "weight.NOT_A_SOURCE": 0}')), 0.75::float8, 'score of two halves');
SELECT is((SELECT flagged FROM pg_temp.flags('{}', '{"flag_score": 0}')), false, 'no SURGE and no NEW_ROUTE, no flag');
SELECT is((SELECT flagged FROM pg_temp.flags('{"DEU>KGZ": [600, 0, 600], "KGZ>RUS": [60, 0, 480]}', '{"min_value": 480, "flag_score": 0}', 'mean')), true,
    'NOT_A_SOURCE with OVERLAP will do instead of extra purchases');
SELECT is((SELECT flagged FROM pg_temp.flags('{"DEU>KGZ": [600, 0, 600], "KGZ>USA": [600]}', '{"min_value": 480, "flag_score": 0}', 'mean')), false,
    'a source of its own needs extra purchases');

-- Reasons
SELECT is((SELECT jsonb_array_length(reasons) FROM pg_temp.flags()), 9, 'nine reasons');
SELECT is((SELECT array_agg(r ->> 'code' ORDER BY i) FROM pg_temp.flags('{"DEU>RUS": [0, 0, 1], "DEU>KGZ": [480, 0, 600], "KGZ>USA": [1000]}', '{"min_value": 1}', 'mean'),
           jsonb_array_elements(reasons) WITH ORDINALITY AS x(r, i)),
    '{SURGE,OVERLAP,PASS_THROUGH,SOURCING,NEW_ROUTE,WASH,NOT_A_SOURCE,MARKUP,DIRECT_DROP}', 'fired, not fired, not evaluable, by weight');
SELECT is((SELECT reasons -> 0 ->> 'code' FROM pg_temp.flags('{}', '{"min_value": 480, "weight.DIRECT_DROP": 1}')), 'DIRECT_DROP', 'a weight moves its reason');
SELECT is((SELECT reasons -> 0 ->> 'weight' FROM pg_temp.flags('{}', '{"min_value": 480, "weight.SURGE": 0.999999999999}')), '0.999999999999', 'weights to 12 decimals');
SELECT is((SELECT count(*) FROM pg_temp.flags(), jsonb_array_elements(reasons) AS r
           WHERE r ?& '{code,fired,weight,value,threshold,sentence}' AND r ->> 'sentence' LIKE '%.'), 9::bigint, 'each with its sentence');

SELECT is((SELECT r ->> 'sentence' FROM pg_temp.flags('{"DEU>KGZ": [0, 0, [0.000000000001, 1e26]], "KGZ>RUS": [0, 0, [1e26, 0.000000000001]]}'), jsonb_array_elements(reasons) AS r
    WHERE r ->> 'code' = 'MARKUP'), 'Sold to RUS at 1e+78 % above the purchase price: 1e+38 against 1e-38 a unit.', 'the largest figure');
SELECT is((SELECT (r ->> 'value')::float8 FROM pg_temp.flags('{"DEU>KGZ": [0, 0, [0.000000000001, 1e26]], "KGZ>RUS": [0, 0, [1e26, 0.000000000001]]}'), jsonb_array_elements(reasons) AS r
    WHERE r ->> 'code' = 'MARKUP'), 1e76::float8, 'the largest mark-up');
SELECT is((SELECT count(*) FROM (SELECT trade_matrix(x, i, y, v) AS m FROM (VALUES ('DEU', repeat(E'\x01', 255), 2021, 5), (repeat('"', 255), repeat(E'\x01', 255), 2023, 4)) AS f(x, i, y, v)) AS t,
    intermediary_flags(m, repeat(E'\x01', 255), '{DEU}', '2022-02-24', 12), jsonb_array_elements(reasons) AS r
    WHERE intermediary = repeat('"', 255) AND r ->> 'sentence' LIKE '%' || repeat(E'\x01', 255) || '%'), 7::bigint, 'the longest label, escaped');

-- Candidates, order, self-flows and zero cells
SELECT is((SELECT array_agg(intermediary) FROM pg_temp.flags('{"USA>RUS": [1], "TUR>RUS": [0, 1], "RUS>RUS": [9, 9, 9],
    "ARE>RUS": [0, 0, 0], "a>RUS": [0, 0, 1], "B>RUS": [0, 0, 1]}')), '{KGZ,B,TUR,USA,a}', 'who ever sold to the target, in order');
SELECT results_eq($$SELECT intermediary, rerouted FROM pg_temp.flags('{"DEU>USA": [12000, 0, 18000], "USA>RUS": [0, 0, 600], "DEU>TUR": [0, 0, 24], "TUR>RUS": [0, 0, 12]}')$$,
    $$VALUES ('KGZ', 34.98::float8), ('TUR', 1::float8), ('USA', 0::float8)$$, 'by rerouted falling; the base leaves out the target and the candidate');
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

-- Windows
CREATE FUNCTION pg_temp.monthly(first date, last date) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(x, i, d::date, v) FROM generate_series(first, last, '1 month') AS d,
        (VALUES ('DEU', 'KGZ', 10), ('KGZ', 'RUS', 2), ('DEU', 'RUS', 5)) AS f(x, i, v)
$$;
CREATE FUNCTION pg_temp.averages(since date, before integer, after integer, coverage daterange DEFAULT NULL,
    first date DEFAULT '2020-01-01', last date DEFAULT '2023-12-01') RETURNS float8[] LANGUAGE sql AS $$
    SELECT ARRAY[inflow_before, inflow_after] FROM intermediary_flags(pg_temp.monthly(first, last), 'RUS', '{DEU}',
        since, before, after, coverage) AS f
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
SELECT is((SELECT overlap FROM intermediary_flags((SELECT trade_matrix(x, i, d, v) FROM (VALUES
    ('DEU', 'KGZ', date '2022-03-01', 4), ('KGZ', 'RUS', '2022-03-01', 6), ('DEU', 'KGZ', '2022-04-01', 1), ('DEU', 'KGZ', '2022-06-01', 2),
    ('KGZ', 'RUS', '2022-05-01', 10), ('KGZ', 'RUS', '2022-07-01', -3), ('DEU', 'KGZ', '2022-10-01', 50), ('KGZ', 'RUS', '2022-01-01', 1),
    ('DEU', 'KGZ', '2022-02-01', 50)) AS v(x, i, d, v)),
    'RUS', '{DEU}', '2022-02-24')), (4 + 3) / 16.0::float8, 'overlap by calendar quarter, a cut one with its months inside');

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

-- Reasons are written unless they are not asked for
CREATE TEMP TABLE one AS SELECT pg_temp.annual(pg_temp.story('{"TUR>RUS": [1, 2, 3]}')) AS m;
SELECT is((SELECT count(reasons) FROM one, intermediary_flags(m, 'RUS', '{DEU}', '2022-06-01', 12)), 2::bigint, 'reasons are never NULL');
SELECT results_eq($$SELECT (to_jsonb(f) - 'reasons')::text FROM one, intermediary_flags(m, 'RUS', '{DEU}', '2022-06-01', 12) AS f$$,
    $$SELECT (to_jsonb(f) - 'reasons')::text FROM one, intermediary_flags(m, 'RUS', '{DEU}', '2022-06-01', 12, explain => false) AS f
        WHERE reasons IS NULL$$,
    'without them all other columns are the same');
SELECT throws_ok($$SELECT * FROM one, intermediary_flags(m, 'RUS', '{DEU}', '2022-06-01', explain => NULL)$$, '22004',
    'explain must not be NULL', 'explain is true or false');

SELECT * FROM finish();
ROLLBACK;
