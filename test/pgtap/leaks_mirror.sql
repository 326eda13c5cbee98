-- mirror_gap and mirror_gaps: hand-worked figures, every outcome, every refusal.
BEGIN;
SELECT plan(66);
SET client_min_messages = error;

-- {"EU>KG": [2021, 2022, ...]}
CREATE FUNCTION pg_temp.yearly(flows jsonb) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(key, '>', 1), split_part(key, '>', 2), 2020 + n::integer, v::numeric)
    FROM jsonb_each(flows), jsonb_array_elements_text(value) WITH ORDINALITY AS x(v, n) WHERE v <> '-'
$$;
CREATE FUNCTION pg_temp.near(a float8, b numeric) RETURNS boolean LANGUAGE sql AS $$ SELECT abs(a::numeric - b) <= 1e-14 * greatest(abs(b), 1e-6) $$;

-- One pair
SELECT ok(pg_temp.near(imported_fob, 60 / 1.1) AND pg_temp.near(gap, 100 - 60 / 1.1) AND pg_temp.near(ghost_share, 5 / 11.0)
    AND round(log_gap::numeric, 7) = 0.6061358 AND pg_temp.near(asymmetry, 5 / 17.0), 'one pair') FROM mirror_gap(100, 60, 0.1);
SELECT is(g::text, expected, what) FROM (VALUES
    (0::float8, 60::float8, 0::float8, '(60,-60,,,1)', 'nothing was exported'), (60, 0, 0, '(0,60,1,,1)', 'nothing arrived'), (0, 0, 0, '(0,0,,,)', 'nothing at all'),
    (50, 100, 0, '(100,-50,0,-0.6931471805599453,0.3333333333333333)', 'more arrived than left'), (100, 100, 0, '(100,0,0,0,0)', 'all of it arrived'),
    (-10, 5, 0, '(5,-15,,,)', 'a correction'), (NULL, 1, 0, '(,,,,)', 'NULL exported'), (1, NULL, 0, '(,,,,)', 'NULL imported'), (1, 1, NULL, '(,,,,)', 'NULL margin'))
    AS c(x, m, k, expected, what), mirror_gap(x, m, k) AS g;
SELECT is((mirror_gap(106, 106)).imported_fob, 100::float8, 'the margin by default');
SELECT throws_ok(format('SELECT mirror_gap(%s)', a), code, NULL, what) FROM (VALUES ('1, 1, -0.1', '22023', 'a margin below 0'), ('1, 1, 10', '22023', 'a margin of 10'),
    ($$1, 1, 'NaN'$$, '22023', 'a margin that is none'), ($$'NaN', 1$$, '22023', 'a value that is none'), ('1, 1e27', '22003', 'a value beyond the limit')) AS c(a, code, what);

-- Two pairs worked by hand: exports of the Union, and what everybody's books say
CREATE FUNCTION pg_temp.gaps(exports jsonb, imports jsonb, after_months integer DEFAULT 12, thresholds jsonb DEFAULT '{"min_value": 100}', margin float8 DEFAULT 0.06, reported jsonb DEFAULT NULL)
RETURNS TABLE (exporter text, importer text, months_before integer, months_after integer, exported_before float8, exported_after float8, imported_before float8, imported_after float8,
    gap_before float8, gap_after float8, ghost_share_before float8, ghost_share_after float8, missing_share float8, outcome text, flagged boolean, reason text) LANGUAGE sql AS $$
    SELECT * FROM mirror_gaps(pg_temp.yearly(exports), pg_temp.yearly(imports), '2022-01-01', margin, 12, after_months, thresholds => thresholds,
                              reported => CASE WHEN reported IS NOT NULL THEN pg_temp.yearly(reported) END)
$$;
CREATE FUNCTION pg_temp.kg(after_months integer DEFAULT 12, thresholds jsonb DEFAULT '{"min_value": 100}', margin float8 DEFAULT 0.06) RETURNS SETOF record LANGUAGE sql AS $$
    SELECT * FROM pg_temp.gaps('{"EU>KG": [263, 1171]}', '{"EU>KG": [245, 502], "W>KG": [4457, 8834]}', after_months, thresholds, margin) WHERE exporter = 'EU' $$;
CREATE TEMP TABLE kg AS SELECT * FROM pg_temp.gaps('{"EU>KG": [263, 1171]}', '{"EU>KG": [245, 502], "W>KG": [4457, 8834]}') WHERE exporter = 'EU';
SELECT ok(pg_temp.near(ghost_share_before, 1689 / 13939.0) AND pg_temp.near(ghost_share_after, 36963 / 62063.0) AND pg_temp.near(missing_share, 17637 / 24062.0)
    AND outcome = 'ok' AND flagged, 'Kyrgyzstan') FROM kg;
SELECT ok(pg_temp.near(exported_before, 263 / 12.0) AND pg_temp.near(imported_after, 502 / 12.72) AND pg_temp.near(gap_after, 1171 / 12.0 - 502 / 12.72)
    AND (months_before, months_after) = (12, 12), 'figures a month') FROM kg;
SELECT is(reason, 'Of EU''s exports to KG 60 % never show in KG''s own records, 12 % before; of the rise of 75.7 a month 73 % are missing.', 'Kyrgyzstan, in words') FROM kg;
SELECT is(reason, 'Of EU''s exports to KG 60 % never show in KG''s own records, 12 % before; of the rise of 75.7 M a month 73 % are missing.', 'in millions')
FROM pg_temp.gaps('{"EU>KG": [263000000, 1171000000]}', '{"EU>KG": [245000000, 502000000], "W>KG": [4457000000, 8834000000]}') WHERE exporter = 'EU';

CREATE TEMP TABLE am AS SELECT n, g.* FROM unnest(ARRAY[12, 24]) AS n, pg_temp.gaps('{"EU>AM": [757, 1886, 2162]}', '{"EU>AM": [873, 1684, 153], "W>AM": [3671, 6667, 527]}', n) AS g WHERE exporter = 'EU';
SELECT ok(pg_temp.near(missing_share, 19287 / 59837.0) AND outcome = 'ok' AND NOT flagged, 'Armenia in 2022: not flagged') FROM am WHERE n = 12;
SELECT is((outcome, gap_after, ghost_share_after, missing_share, flagged)::text, '(partial_importer,,,,f)', 'with 2023 its books are incomplete') FROM am WHERE n = 24;
SELECT is(reason, 'AM''s imports from everyone else fell to 14 % of before in 2023, while its suppliers report no less: that year looks incomplete, no gap is given.', 'in words') FROM am WHERE n = 24;
SELECT ok(exported_after IS NOT NULL AND imported_before IS NOT NULL, 'what was reported is shown all the same') FROM am WHERE n = 24;
SELECT matches(reason, 'fell to 14 % of before in 2023, while its suppliers report 25 %: that year', 'suppliers that report less are said to')
FROM pg_temp.gaps('{"EU>AM": [800, 800, 200]}', '{"EU>AM": [800, 800, 200], "W>AM": [3671, 3671, 527]}', 24, '{"partial": 0.9}') WHERE exporter = 'EU';
SELECT matches(reason, ' were 14 % of after in 2021, ', 'a year before may be the incomplete one')
FROM pg_temp.gaps('{"EU>AM": [757, 757]}', '{"EU>AM": [153, 873], "W>AM": [527, 3671]}') WHERE exporter = 'EU';

-- Who reported when
SELECT is(outcome || ': ' || reason, expected, what) FROM (VALUES
    ('{"EU>KZ": [5, 6]}', '{"EU>KZ": [4], "R>X": [1, 1]}', 'no_importer_report: KZ has no report after.', 'the importer reports nothing after'),
    ('{"EU>KZ": ["-", 6], "R>X": [1, 1]}', '{"EU>KZ": [4, 5]}', 'no_exporter_report: EU has no report before.', 'the exporter nothing before'),
    ('{"EU>KZ": ["-", 6], "R>X": [1, 1]}', '{"EU>KZ": [4], "R>X": [1, 1]}', 'neither: EU has no report before, and KZ has no report after.', 'neither of them'),
    ('{"EU>KZ": [5, 6, "-"], "R>X": [1, 1, 1]}', '{"EU>KZ": [4, "-", 5], "R>X": [1, 1, 1]}', 'no_common_period: EU and KZ have reports, but none of a common period after.', 'both, but never at once'))
    AS c(exports, imports, expected, what), pg_temp.gaps(exports::jsonb, imports::jsonb, 24) WHERE exporter = 'EU';
SELECT is((months_before, months_after, exported_before, exported_after, imported_after)::text, '(12,0,0.4166666666666667,,)', 'figures of a window without a common period are NULL')
FROM pg_temp.gaps('{"EU>KZ": [5, 6]}', '{"EU>KZ": [4], "R>X": [1, 1]}') WHERE exporter = 'EU';
SELECT is((outcome, ghost_share_before, ghost_share_after, flagged)::text, '(ok,0,1,t)', 'inside a report an absent cell is zero trade: what nobody received is a ghost')
FROM pg_temp.gaps('{"EU>KZ": [5, 600]}', '{"EU>KZ": [5], "R>KZ": [1, 1]}', margin => 0) WHERE exporter = 'EU';
SELECT is((outcome, ghost_share_after)::text, '(ok,1)', 'reported says that the importer had books')
FROM pg_temp.gaps('{"EU>KZ": [5, 600]}', '{"EU>KZ": [5], "R>X": [1, 1]}', margin => 0, reported => '{"EU>KZ": [50, 5], "R>KZ": [9, 9]}') WHERE exporter = 'EU';

-- Thresholds, from both sides
SELECT is((flagged, missing_share IS NULL)::text, expected, what) FROM (VALUES
    ('{"ghost_rise": 0.474401, "min_value": 1171}', '(t,f)', 'at min_value, just below the rise'), ('{"ghost_rise": 0.474402, "min_value": 1}', '(f,f)', 'just above the rise'),
    ('{"min_value": 1171.000000000001}', '(f,f)', 'just above min_value'), ('{"min_value": 1, "min_rise": 3.452471482889}', '(t,f)', 'just below the rise of exports'),
    ('{"min_value": 1, "min_rise": 3.452471482890}', '(t,t)', 'just above it')) AS c(given, expected, what),
    pg_temp.gaps('{"EU>KG": [263, 1171]}', '{"EU>KG": [245, 502], "W>KG": [4457, 8834]}', 12, given::jsonb) WHERE exporter = 'EU';
SELECT is((ghost_share_before, ghost_share_after)::text, '(0.5,0.75)', 'exactly at the rise asked for, by the default') FROM pg_temp.gaps('{"EU>KG": [100, 400]}', '{"EU>KG": [50, 100]}', margin => 0, thresholds => '{"min_value": 1, "partial": 0}');
SELECT is(flagged, true, 'that is flagged') FROM pg_temp.gaps('{"EU>KG": [100, 400]}', '{"EU>KG": [50, 100]}', margin => 0, thresholds => '{"min_value": 1, "partial": 0}');
SELECT is(outcome, expected, what) FROM (VALUES ('{"partial": 0.143557613729}', 'ok', 'just below the part left'), ('{"partial": 0.143557613730}', 'partial_importer', 'just above it')) AS c(given, expected, what),
    pg_temp.gaps('{"EU>AM": [757, 757, 757]}', '{"EU>AM": [873, 873, 873], "W>AM": [3671, 3671, 527]}', 24, given::jsonb) WHERE exporter = 'EU';

-- Margins of single importers
SELECT results_eq($$SELECT importer, gap_after FROM pg_temp.gaps('{"EU>KG": [120, 1200], "EU>KZ": [120, 1200]}', '{"EU>KG": [120, 1200], "EU>KZ": [120, 1200]}', margin => 0, thresholds => '{"cif_margin.KG": 0.25, "cif_margin.nobody": 1, "min_value": 1}')$$,
    $$VALUES ('KG', 20::float8), ('KZ', 0)$$, 'a margin of its own');
SELECT is(gap_after, 20::float8, 'codes are read in any form')
FROM mirror_gaps((SELECT trade_matrix(e::country_code, i::country_code, y, v) FROM (VALUES ('DEU', 'KGZ', 2021, 120), ('DEU', 'KGZ', 2022, 1200)) AS r(e, i, y, v)),
    (SELECT trade_matrix(e::country_code, i::country_code, y, v) FROM (VALUES ('DEU', 'KGZ', 2021, 120), ('DEU', 'KGZ', 2022, 1200)) AS r(e, i, y, v)), '2022-01-01', 0, thresholds => '{"cif_margin.417": 0.25}');
SELECT throws_ok($$SELECT mirror_gaps(m, m, '2022-01-01', thresholds => '{"cif_margin.417": 0.25, "cif_margin.KGZ": 0.1, "cif_margin.ARM": 0.1}')
    FROM (SELECT trade_matrix('DEU'::country_code, 'KG'::country_code, y, 120) FROM generate_series(2021, 2022) AS y) AS t (m)$$,
    '22023', 'thresholds "cif_margin.417" and "cif_margin.KGZ" are of one importer', 'one importer has one margin, however it is spelt');

-- Order, and what has a row
SELECT is((SELECT string_agg(exporter || importer, ' ') FROM pg_temp.gaps('{"a>x": [1, 5], "b>x": [1, 9], "c>x": [1, 5], "d>x": [1, "-", 9], "e>y": [1, 50], "x>x": [5, 5]}', '{"a>x": [1, 1], "z>y": [1]}', margin => 0)),
    'bx ax cx dx ey zy', 'by the rise of the gap, then labels; unknown ones last');
SELECT is((SELECT count(*) FROM mirror_gaps(NULL, pg_temp.yearly('{"a>b": [1, 1]}'), '2022-01-01')) + (SELECT count(*) FROM mirror_gaps(pg_temp.yearly('{"a>b": [1, 1]}'), NULL, '2022-01-01'))
    + (SELECT count(*) FROM mirror_gaps(pg_temp.yearly('{"a>b": [1, 1]}'), '{"labels":null,"periods":null,"flows":{}}', '2022-01-01')), 0::bigint, 'a matrix that is not there');

-- Refusals
SELECT throws_ok(format('SELECT mirror_gaps(%s)', a), code, NULL, what) FROM (VALUES
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), pg_temp.yearly('{"a>b": [1, 1]}'), NULL$$, '22004', 'since NULL'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), pg_temp.yearly('{"a>b": [1, 1]}'), '2022-01-01', NULL$$, '22004', 'cif_margin NULL'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), pg_temp.yearly('{"a>b": [1, 1]}'), '2022-01-01', thresholds => NULL$$, '22004', 'thresholds NULL'),
    ($$NULL, NULL, '2022-01-01', 10$$, '22023', 'cif_margin of 10, before the matrices are looked at'), ($$NULL, NULL, '2022-01-01', -0.01$$, '22023', 'cif_margin below 0'),
    ($$NULL, NULL, '2022-01-01', thresholds => '{"cif_margin.KG": 10}'$$, '22023', 'a margin of its own of 10'), ($$NULL, NULL, '2022-01-01', thresholds => '{"cif_margin.KG": "x"}'$$, '22023', 'one that is no number'),
    ($$NULL, NULL, '2022-01-01', thresholds => '{"partial": 1}'$$, '22023', 'partial of 1'), ($$NULL, NULL, '2022-01-01', thresholds => '{"margin": 1}'$$, '22023', 'an unknown threshold'),
    ($$NULL, NULL, '2022-01-01', thresholds => '[]'$$, '22023', 'thresholds that are no object'), ($$NULL, NULL, '2022-01-01', before_months => 0$$, '22023', 'no month before'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), pg_temp.yearly('{"a>b": [1, 1]}'), '2022-01-01', before_months => 18$$, '22023', 'a window that cuts a year'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), pg_temp.yearly('{"a>b": [1, 1]}'), '2024-01-01'$$, '22023', 'a window without a period'),
    ($$pg_temp.yearly('{"a>b": [1]}'), pg_temp.yearly('{"a>b": ["-", 1]}'), '2022-01-01'$$, '22023', 'no period in common'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), '{"labels":"text","periods":"month","flows":{"b":{"a":{"2021-01":1}}}}', '2022-01-01'$$, '22023', 'matrices of different frequency'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), '{"labels":"country_code","periods":"year","flows":{"DEU":{"FRA":{"2021":1}}}}', '2022-01-01'$$, '22023', 'matrices of different labels'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), pg_temp.yearly('{"a>b": [1, 1]}'), '2022-01-01', reported => '{"labels":"text","periods":"month","flows":{"b":{"a":{"2021-01":1}}}}'$$, '22023', 'reports of another frequency'),
    ($$pg_temp.yearly('{"a>b": [1, 1]}'), pg_temp.yearly('{"a>b": [1, 1]}'), 'infinity'$$, '22023', 'since infinite')) AS c(a, code, what);
SELECT throws_like($$SELECT mirror_gaps(NULL, NULL, '2022-01-01', thresholds => jsonb_build_object('cif_margin.' || repeat('x', 100), 'x'))$$, '%"cif_margin.xxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."%', 'a long name is clipped');

SELECT * FROM finish();
ROLLBACK;
