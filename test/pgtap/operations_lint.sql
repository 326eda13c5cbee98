-- flow_issues: each rule finds what it is for, is silent beside it, and turns at its boundary.
BEGIN;
SELECT plan(131);

-- What is found in rows, in the order of the result: code, severity, affected, affected_value.
CREATE FUNCTION pg_temp.lint(columns text, VARIADIC flows text[]) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(format('%s %s %s %s', code, severity, affected, affected_value), '; ' ORDER BY n), 'nothing')
    FROM flow_issues(format('SELECT * FROM (VALUES %s) AS f(%s)', array_to_string(flows, ', '), columns))
        WITH ORDINALITY AS i(code, severity, affected, affected_value, total, clean, ratio, evidence, example, remedy, n)
    WHERE evidence NOT LIKE 'not looked at%'
$$;
-- What it says of one code.
CREATE FUNCTION pg_temp.issue(wanted text, query text) RETURNS text LANGUAGE sql AS $$
    SELECT format('%s %s %s %s %s | %s | %s', severity, affected, affected_value, clean, round(ratio::numeric, 4), evidence, example)
    FROM flow_issues(query) WHERE code = wanted
$$;
CREATE FUNCTION pg_temp.pairs(VARIADIC text[]) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.lint('exporter, importer, value', VARIADIC $1) $$;
CREATE FUNCTION pg_temp.lines(VARIADIC text[]) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.lint('exporter, importer, product, period, value', VARIADIC $1) $$;
CREATE FUNCTION pg_temp.sides(VARIADIC text[]) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.lint('exporter, importer, period, flow, value', VARIADIC $1) $$;
CREATE FUNCTION pg_temp.times(VARIADIC text[]) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.lint('exporter, importer, period, value', VARIADIC $1) $$;

-- aggregate_label
SELECT is(pg_temp.pairs($$('W00', 'RUS', 30)$$, $$('CHN', 'RUS', 10)$$, $$('DEU', 'RUS', 20)$$), 'aggregate_label error 1 30', 'World beside its members');
SELECT is(pg_temp.pairs($$('CHN', '0', 30)$$, $$('CHN', '643', 10)$$), 'aggregate_label error 1 30', 'as importer');
SELECT is(pg_temp.pairs($$('European Union', 'RUS', 30)$$, $$('CHN', 'RUS', 10)$$), 'aggregate_label error 1 30', 'by its name');
SELECT is(pg_temp.pairs($$('EU27_2020', 'RUS', 30)$$, $$('W00', 'RUS', 40)$$), 'nothing', 'sums alone stay');
SELECT is(pg_temp.lines($$('W00', 'RUS', '8542', 2021, 30)$$, $$('CHN', 'RUS', '8541', 2021, 10)$$, $$('CHN', 'RUS', '8542', 2022, 10)$$, $$('W00', 'RUS', '90', 2022, 30)$$),
    'nothing', 'beside members of another product or period they stay');
SELECT is(pg_temp.pairs($$('_X', 'RUS', 30)$$, $$('CHN', 'RUS', 10)$$), 'residual note 1 30', 'what is given to no country is no sum');
SELECT is(pg_temp.pairs($$('W00', 'W00', 30)$$, $$('CHN', 'W00', 10)$$, $$('W00', 'RUS', 5)$$), 'aggregate_label error 1 30; self_flow note 1 30',
    'a row that is a sum on both sides counts once; beside sums alone they stay');

-- mixed_labels
SELECT is(pg_temp.issue('mixed_labels', $$SELECT * FROM (VALUES ('DE', 'RUS', 1), ('DEU', 'RUS', 2), ('276', 'RUS', 4), ('DE', 'KAZ', 8)) AS f(exporter, importer, value)$$),
    'error 0 0 15 1.0000 | DEU as "DE" (2 rows), DEU as "276" (1 row), DEU as "DEU" (1 row) | DE to KAZ: 8', 'one country in three spellings, and where');
SELECT is(pg_temp.times($$('DE', 'RUS', 2021, 1)$$, $$('DEU', 'RUS', 2022, 1)$$, $$('DEU', 'RUS', 2023, 1)$$), 'new_labels warning 1 1',
    'of two periods: that is another issue');
SELECT is(pg_temp.pairs($$('DE', 'RUS', 1)$$, $$('KAZ', 'Germany', 1)$$), 'mixed_labels error 0 0', 'of two sides, one by its name');
SELECT is(pg_temp.pairs($$('DE', 'RUS', 1)$$, $$('KAZ', 'DE', 1)$$), 'nothing', 'the same text is no mixture');

-- sum_label
SELECT is(pg_temp.pairs($$('All of them', 'RUS', 603)$$, $$('CHN', 'RUS', 100)$$, $$('DEU', 'RUS', 200)$$, $$('KAZ', 'RUS', 300)$$),
    'sum_label warning 1 603; unread_label warning 1 603', 'a label that is the sum of three countries, 0.5 % more');
SELECT is(pg_temp.pairs($$('All of them', 'RUS', 603.1)$$, $$('CHN', 'RUS', 100)$$, $$('DEU', 'RUS', 200)$$, $$('KAZ', 'RUS', 300)$$),
    'unread_label warning 1 603.1', 'beyond that it is none');
SELECT is(pg_temp.pairs($$('All of them', 'RUS', 300)$$, $$('CHN', 'RUS', 100)$$, $$('DEU', 'RUS', 200)$$), 'unread_label warning 1 300', 'two countries do not tell');
SELECT is(pg_temp.pairs($$('RUS', 'All of them', 600)$$, $$('RUS', 'CHN', 100)$$, $$('RUS', 'DEU', 200)$$, $$('RUS', 'KAZ', 300)$$, $$('BLR', 'All of them', 7)$$, $$('BLR', 'CHN', 7)$$),
    'sum_label warning 2 607; unread_label warning 2 607', 'as importer; with it goes the row beside one country only');
SELECT is(pg_temp.times($$('All of them', 'RUS', 2021, 600)$$, $$('CHN', 'RUS', 2021, 100)$$, $$('DEU', 'RUS', 2021, 200)$$, $$('KAZ', 'RUS', 2021, 300)$$,
    $$('All of them', 'RUS', 2022, 500)$$, $$('CHN', 'RUS', 2022, 100)$$, $$('DEU', 'RUS', 2022, 200)$$, $$('KAZ', 'RUS', 2022, 300)$$),
    'unread_label warning 2 1100', 'one group in which it is not the sum clears it');

-- part_beside_whole
SELECT is(pg_temp.pairs($$('GB', 'RUS', 10)$$, $$('XI', 'RUS', 1)$$, $$('XU', 'RUS', 9)$$), 'part_beside_whole error 2 10', 'XI and XU beside GB');
SELECT is(pg_temp.pairs($$('GB', 'RUS', 10)$$, $$('XI', 'KAZ', 1)$$), 'nothing', 'beside another importer it is no part');
SELECT is(pg_temp.pairs($$('XI', 'RUS', 1)$$, $$('XU', 'RUS', 9)$$), 'nothing', 'parts alone stay');
SELECT is(pg_temp.pairs($$('RUS', '58', 10)$$, $$('RUS', 'BEL', 8)$$, $$('RUS', 'LUX', 2)$$), 'part_beside_whole error 2 10', 'Belgium-Luxembourg');
SELECT is(pg_temp.pairs($$('SCG', 'RUS', 10)$$, $$('SRB', 'RUS', 8)$$, $$('MNE', 'RUS', 2)$$), 'part_beside_whole error 2 10', 'Serbia and Montenegro');

-- heading_beside_lines, total_beside_lines
SELECT is(pg_temp.lines($$('CHN', 'RUS', '8542', 2021, 12)$$, $$('CHN', 'RUS', '85423190', 2021, 9)$$), 'heading_beside_lines error 1 12', 'a heading and a line');
SELECT is(pg_temp.lines($$('CHN', 'RUS', '85', 2021, 12)$$, $$('CHN', 'RUS', '8542', 2021, 9)$$, $$('CHN', 'RUS', '854231', 2021, 9)$$),
    'heading_beside_lines error 2 21', 'at each level');
SELECT is(pg_temp.lines($$('CHN', 'RUS', '8542', 2021, 12)$$, $$('CHN', 'RUS', '854131', 2021, 9)$$, $$('CHN', 'RUS', '854231', 2022, 19)$$, $$('CHN', 'KAZ', '854231', 2021, 9)$$,
    $$('DEU', 'RUS', '854231', 2021, 9)$$, $$('DEU', 'KAZ', '854231', 2022, 9)$$), 'nothing', 'a heading without lines of its own flow stays');
SELECT is(pg_temp.lines($$('CHN', 'RUS', 'TOTAL', 2021, 12)$$, $$('CHN', 'RUS', 'AG2', 2021, 12)$$, $$('CHN', 'RUS', '85', 2021, 9)$$), 'total_beside_lines error 2 24', 'totals beside codes');
SELECT is(pg_temp.lines($$('CHN', 'RUS', 'TOTAL', 2021, 12)$$, $$('CHN', 'KAZ', '85', 2021, 9)$$), 'nothing', 'a total that stands alone');

-- year_beside_months
SELECT is(pg_temp.times($$('CHN', 'RUS', '2021', 12)$$, $$('CHN', 'RUS', '202103', 9)$$), 'year_beside_months error 1 12', 'a year and a month of it');
SELECT is(pg_temp.times($$('CHN', 'RUS', '202152', 12)$$, $$('CHN', 'RUS', '2021-12-31', 9)$$), 'year_beside_months error 1 12', 'in other spellings');
SELECT is(pg_temp.times($$('CHN', 'RUS', '2021', 12)$$, $$('CHN', 'RUS', '2022-01', 9)$$), 'nothing', 'a month of the next year');
SELECT is(pg_temp.times($$('CHN', 'RUS', '2021', 12)$$, $$('CHN', 'KAZ', '2021-01', 9)$$), 'nothing', 'of another flow');

-- two_directions, re_exports
SELECT is(pg_temp.sides($$('CHN', 'RUS', 2021, 'M', 12)$$, $$('CHN', 'RUS', 2021, 'X', 9)$$, $$('DEU', 'RUS', 2021, 'Export', 1)$$), 'two_directions error 1 9',
    'imports and exports of one flow: the direction with the smaller total goes, where the other is');
SELECT is(pg_temp.sides($$('CHN', 'RUS', 2021, '1', 9)$$, $$('CHN', 'RUS', 2021, '2', 9)$$), 'two_directions error 1 9', 'equal totals: one of them all the same');
SELECT is(pg_temp.issue('two_directions', $$SELECT * FROM (VALUES ('CHN', 'RUS', 'X', 9), ('CHN', 'RUS', 'M', 9)) AS f(exporter, importer, flow, value)$$),
    'error 1 9 9 2.0000 | exports (1 row) | CHN to RUS: 9', 'the exports');
SELECT is(pg_temp.sides($$('CHN', 'RUS', 2021, 'imports', 12)$$, $$('CHN', 'RUS', 2022, 'exports', 9)$$, $$('CHN', 'DEU', 2021, 'exports', 9)$$, $$('CHN', 'DEU', 2022, 'imports', 9)$$), 'nothing', 'no flow has both');
SELECT is(pg_temp.sides($$('CHN', 'RUS', 2021, 'X', 12)$$, $$('CHN', 'RUS', 2021, 'RX', 5)$$, $$('CHN', 'KAZ', 2021, 're-export', 4)$$), 're_exports error 1 5',
    're-exports beside exports of the pair');
SELECT is(pg_temp.sides($$('CHN', 'RUS', 2021, 'M', 12)$$, $$('CHN', 'RUS', 2021, 'RM', 5)$$), 'nothing', 'beside imports they are another flow');

-- two_vintages
SELECT is(pg_temp.lines($$('CHN', 'RUS', '854150', 2021, 12)$$, $$('CHN', 'RUS', '854151', 2021, 9)$$), 'two_vintages warning 1 12', 'an old and a new code');
SELECT is(pg_temp.lines($$('CHN', 'RUS', '88033000', 2021, 12)$$, $$('CHN', 'RUS', '8807300010', 2021, 9)$$), 'two_vintages warning 1 12', 'of lines under them');
SELECT is(pg_temp.lines($$('CHN', 'RUS', '854150', 2021, 12)$$, $$('CHN', 'RUS', '854151', 2022, 9)$$, $$('CHN', 'KAZ', '854151', 2021, 9)$$, $$('CHN', 'KAZ', '854150', 2022, 9)$$), 'nothing', 'of one year each');
SELECT is(pg_temp.lines($$('CHN', 'RUS', '854150', 2021, 12)$$, $$('CHN', 'RUS', '851712', 2021, 9)$$), 'nothing', 'mobile phones are not what the conversion table says');

-- duplicate_row, split_key
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 5)$$, $$('CHN', 'RUS', 5)$$, $$('CN', 'RU', 5.0)$$), 'duplicate_row error 2 10; mixed_labels error 0 0', 'all but one of equal rows, whatever the spelling');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 5)$$, $$('CHN', 'RUS', 6)$$), 'split_key note 2 11', 'other values are parts');
SELECT is(pg_temp.lint('exporter, importer, value, quantity', $$('CHN', 'RUS', 5, 1)$$, $$('CHN', 'RUS', 5, 2)$$, $$('CHN', 'RUS', 5, NULL)$$), 'split_key note 3 15', 'so are other quantities');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 5)$$, $$('CHN', 'RUS', 5)$$, $$('CHN', 'RUS', 6)$$), 'duplicate_row error 1 5; split_key note 3 16', 'both at once');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2021, 5)$$, $$('CHN', 'RUS', '202152', 5)$$), 'duplicate_row error 1 5', 'a year in two spellings is one');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 5)$$, $$('RUS', 'CHN', 5)$$), 'nothing', 'the way back is another flow');

-- unit_break: a reporter's periods are 10, 10, 10 and one more
CREATE FUNCTION pg_temp.unit(value numeric) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.times('(''CHN'', ''RUS'', 2020, 10)', '(''CHN'', ''RUS'', 2021, 10)', '(''CHN'', ''RUS'', 2022, 10)', format('(''CHN'', ''RUS'', 2023, %s)', value))
$$;
SELECT is(pg_temp.unit(3000), 'unit_break warning 1 3000', '300 times the others');
SELECT is(pg_temp.unit(2999.9), 'nothing', 'less');
SELECT is(pg_temp.unit(30000), 'unit_break warning 1 30000', '3,000 times');
SELECT is(pg_temp.unit(30000.1), 'nothing', 'more');
CREATE FUNCTION pg_temp.small_unit(value numeric) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.times('(''CHN'', ''RUS'', 2021, 300)', '(''CHN'', ''RUS'', 2022, 300)', '(''CHN'', ''RUS'', 2023, 300)', format('(''CHN'', ''RUS'', 2020, %s)', value))
$$;
SELECT is(pg_temp.small_unit(1), 'unit_break warning 1 1', 'a 300th of the others');
SELECT is(pg_temp.small_unit(1.01), 'nothing', 'more');
SELECT is(pg_temp.small_unit(0.1), 'unit_break warning 1 0.1', 'a 3,000th');
SELECT is(pg_temp.small_unit(0.09), 'nothing', 'less');
SELECT is(pg_temp.unit(0.01), 'partial_period warning 1 0.01; unit_break warning 1 0.01', 'a thousandth');
SELECT is(pg_temp.issue('unit_break', $$SELECT * FROM (VALUES ('CHN', 'RUS', 2018, 4), ('CHN', 'RUS', 2019, 16), ('CHN', 'RUS', 2020, 4), ('CHN', 'RUS', 2021, 16), ('CHN', 'RUS', 2022, 10000)) AS f(exporter, importer, period, value)$$),
    'warning 1 10000 40 251.0000 | CHN in 2022: 1000 times its other periods (1 row) | CHN to RUS, 2022: 10000', 'the median of an even number is between two');
SELECT is(pg_temp.sides($$('CHN', 'RUS', 2020, 'M', 10)$$, $$('CHN', 'RUS', 2021, 'M', 10000)$$, $$('DEU', 'RUS', 2020, 'M', 10000)$$, $$('DEU', 'RUS', 2021, 'M', 10000)$$),
    'nothing', 'the reporter of imports is the importer');

-- unit_value_break: ten rows of 1 a unit, and ten of another unit value
CREATE FUNCTION pg_temp.unit_value(price numeric, rows int DEFAULT 10) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.lint('exporter, importer, product, period, value, quantity', VARIADIC
        ARRAY(SELECT format('(''CHN'', alpha3(%L::text), ''8542'', 2021, %s, %s)', m, 1000 + m, 1000 + m) FROM unnest('{4,8,12,24,28,31,32,36,40,44}'::int[]) AS m)
        || ARRAY(SELECT format('(''CHN'', alpha3(%L::text), ''8542'', 2022, %s, %s::float8)', m, 1000 + m, coalesce(CASE WHEN n <= rows THEN (1000 + m) / price END::text, 'NULL'))
            FROM unnest('{4,8,12,24,28,31,32,36,40,44}'::int[]) WITH ORDINALITY AS u(m, n)))
$$;
SELECT is(pg_temp.unit_value(1), 'nothing', 'unit values as ever');
SELECT is(pg_temp.unit_value(320), 'unit_value_break warning 20 20518', 'two periods: nobody can say which of them');
SELECT is(pg_temp.unit_value(250), 'nothing', 'below 300 times');
SELECT is(pg_temp.unit_value(3125), 'nothing', 'above 3,000 times');
SELECT is(pg_temp.unit_value(0.001), 'unit_value_break warning 20 20518', 'a thousandth');
SELECT is(pg_temp.unit_value(320, 9), 'nothing', 'nine rows are too few');

-- new_labels
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 90)$$, $$('CHN', 'RUS', 2021, 90)$$, $$('Chine', 'RUS', 2021, 10)$$, $$('CHN', 'RUS', 2022, 90)$$),
    'mixed_labels error 0 0; new_labels warning 1 10; split_key note 2 100', 'a name of one year only, with a tenth of its value');
SELECT is((SELECT evidence FROM flow_issues($$SELECT * FROM (VALUES ('CHN', 'RUS', 2020, 90), ('CHN', 'RUS', 2021, 90), ('Chine', 'RUS', 2021, 10), ('CHN', 'RUS', 2022, 90))
    AS f (exporter, importer, period, value)$$) WHERE code = 'new_labels'), 'Chine (1 row)', 'and it is named as it is written: its code is in every year');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 90)$$, $$('CHN', 'RUS', 2021, 90)$$, $$('KAZ', 'RUS', 2021, 9.9)$$, $$('CHN', 'RUS', 2022, 90)$$), 'nothing', 'less than a tenth');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 90)$$, $$('CHN', 'RUS', 2021, 90)$$, $$('KAZ', 'RUS', 2021, 40)$$, $$('CHN', 'KAZ', 2022, 90)$$), 'nothing',
    'a label that the next year has, as importer');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 90)$$, $$('KAZ', 'RUS', 2020, 90)$$), 'nothing', 'a single period has no neighbour');

-- empty_period, partial_period
SELECT is(pg_temp.times($$('CHN', 'RUS', '202101', 1)$$, $$('CHN', 'RUS', '202201', 1)$$), 'empty_period note 0 0', 'eleven months without a row');
SELECT is(pg_temp.times($$('CHN', 'RUS', '202101', 1)$$, $$('CHN', 'RUS', '202202', 1)$$), 'empty_period warning 0 0', 'twelve');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 1)$$, $$('CHN', 'RUS', 2022, 1)$$), 'empty_period warning 0 0', 'a year');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 1)$$, $$('CHN', 'RUS', 2021, 1)$$, $$('CHN', 'RUS', '202201', 1)$$), 'nothing', 'a year and the month after it');
SELECT is(pg_temp.issue('empty_period', $$SELECT * FROM (VALUES ('CHN', 'RUS', date '2021-01-01', 1), ('CHN', 'RUS', '2021-05-31', 1), ('CHN', 'RUS', '2021-07-01', 1)) AS f(exporter, importer, period, value)$$),
    'note 0 0 3 1.0000 | 2021-02 to 2021-04, 2021-06 | ', 'it says which');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 90)$$, $$('CHN', 'RUS', 2021, 100)$$, $$('CHN', 'RUS', 2022, 50)$$), 'partial_period warning 1 50', 'the last period is half of a year before');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 90)$$, $$('CHN', 'RUS', 2021, 100)$$, $$('CHN', 'RUS', 2022, 50.1)$$), 'nothing', 'more');
SELECT is(pg_temp.times($$('CHN', 'RUS', 2020, 200)$$, $$('CHN', 'RUS', 2021, 60)$$, $$('CHN', 'RUS', 2022, 60)$$), 'nothing', 'only the last period is looked at');
SELECT is(pg_temp.times($$('CHN', 'RUS', '202112', 100)$$, $$('CHN', 'RUS', '202201', 10)$$), 'nothing', 'a month beside the same of a year before');

-- what is to be known
SELECT is(pg_temp.pairs($$('CHN', 'CN', 5)$$, $$('CHN', 'RUS', 6)$$), 'mixed_labels error 0 0; self_flow note 1 5', 'a flow to itself');
SELECT is(pg_temp.pairs($$('CHN', 'Areas, nes', 5)$$, $$('QX', 'RUS', 6)$$), 'residual note 2 11', 'what is given to no country');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', -5)$$, $$('DEU', 'RUS', 0)$$), 'negative_value note 1 -5', 'a correction; 0 is none');
SELECT is(pg_temp.lint('exporter, importer, value, quantity', $$('CHN', 'RUS', 5, 0)$$, $$('DEU', 'RUS', 5, NULL)$$, $$('KAZ', 'RUS', 5, 1)$$), 'zero_quantity note 1 5', 'a quantity of 0; none is none');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 5)$$, $$('CHN', 'RUS', NULL)$$, $$('CHN', 'KAZ', NULL)$$), 'null_value note 2 0', 'no value, and no part in anything else');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 5)$$, $$('CHN', 'KAZ', 'NaN'::float8)$$, $$('CHN', 'BLR', '-Infinity')$$), 'not_finite error 2 0', 'no number');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 1.7e26::numeric)$$, $$('CHN', 'KAZ', 1e400)$$, $$('CHN', 'BLR', -1.8e26)$$), 'not_finite error 2 0', 'beyond what is added up');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', '5')$$, $$('CHN', 'KAZ', '1e308')$$, $$('CHN', 'BLR', '1e308')$$), 'not_finite error 2 0', 'nor do two such overflow');
SELECT is(pg_temp.lint('exporter, importer, value, quantity', $$('CHN', 'RUS', '5', ' NA')$$, $$('CHN', 'KAZ', ' 1e3 ', 'inf')$$, $$('CHN', 'BLR', '', '')$$),
    'not_finite error 1 0; null_value note 1 0', 'as text');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 990)$$, $$('Atlantis', 'RUS', 10)$$), 'unread_label warning 1 10', 'a label of 1 % of the value');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 991)$$, $$('Atlantis', 'RUS', 10)$$), 'unread_label note 1 10', 'less');
SELECT is(pg_temp.pairs($$('CHN', 'RUS', 991)$$, $$('Korea', NULL, 9)$$), 'unread_label note 1 9', 'an ambiguous name, and none');
SELECT is(pg_temp.lines($$('CHN', 'RUS', '8542', 2021, 90)$$, $$('CHN', 'RUS', '10121', 2021, 5)$$, $$('CHN', 'RUS', '39XXXXXX', 2021, 5)$$), 'unread_product warning 2 10', 'products');
SELECT is(pg_temp.times($$('CHN', 'RUS', '2021', 999)$$, $$('CHN', 'RUS', '2021Q5', 1)$$, $$('CHN', 'RUS', '202113', 1)$$), 'unread_period note 2 2', 'periods');

-- the order, and figures beside each other
SELECT is(pg_temp.lines($$('W00', 'RUS', '8542', 2021, 30)$$, $$('CHN', 'RUS', '8542', 2021, 10)$$, $$('CHN', 'RUS', '8542', 2021, 10)$$, $$('CHN', 'RUS', '85', 2021, 20)$$,
    $$('Atlantis', 'RUS', '8542', 2021, 5)$$, $$('RUS', 'RUS', '8542', 2021, 1)$$),
    'aggregate_label error 1 30; heading_beside_lines error 1 20; duplicate_row error 1 10; unread_label warning 1 5; self_flow note 1 1', 'errors, warnings, notes, each by ratio');
SELECT results_eq($$SELECT affected_value, total, clean, ratio FROM flow_issues('SELECT * FROM (VALUES (''W00'', ''RUS'', 30.1), (''CHN'', ''RUS'', 10.2)) AS f(exporter, importer, value)')
    WHERE code = 'aggregate_label'$$, 'VALUES (30.1::float8, 40.3::float8, 10.2::float8, 40.3::float8 / 10.2)', 'total and clean are exact sums, the ratio one division');
SELECT results_eq($$SELECT ratio, clean FROM flow_issues('SELECT * FROM (VALUES (''W00'', ''RUS'', 30), (''CHN'', ''RUS'', -10)) AS f(exporter, importer, value)') WHERE code = 'aggregate_label'$$,
    'VALUES (NULL::float8, -10::float8)', 'no ratio where nothing clean is left');

-- columns that are not there
SELECT results_eq($$SELECT code, severity, affected, evidence FROM flow_issues('SELECT ''CHN'' AS exporter, ''RUS'' AS importer, 1 AS value') ORDER BY 1$$, $$VALUES
    ('empty_period', 'note', NULL::bigint, 'not looked at: the query has no period'), ('heading_beside_lines', 'note', NULL, 'not looked at: the query has no product'),
    ('new_labels', 'note', NULL, 'not looked at: the query has no period'), ('partial_period', 'note', NULL, 'not looked at: the query has no period'),
    ('re_exports', 'note', NULL, 'not looked at: the query has no flow'), ('total_beside_lines', 'note', NULL, 'not looked at: the query has no product'),
    ('two_directions', 'note', NULL, 'not looked at: the query has no flow'), ('two_vintages', 'note', NULL, 'not looked at: the query has no product'),
    ('unit_break', 'note', NULL, 'not looked at: the query has no period'), ('unit_value_break', 'note', NULL, 'not looked at: the query has no product, period, quantity'),
    ('unread_period', 'note', NULL, 'not looked at: the query has no period'), ('unread_product', 'note', NULL, 'not looked at: the query has no product'),
    ('year_beside_months', 'note', NULL, 'not looked at: the query has no period'), ('zero_quantity', 'note', NULL, 'not looked at: the query has no quantity')$$, 'are said');
SELECT is(pg_temp.lint('exporter, importer, product, period, quantity, flow, value', $$('CHN', 'RUS', '8542', 2021, 1, 'M', 1)$$), 'nothing', 'with all of them a clean row is clean');
SELECT is_empty($$SELECT * FROM flow_issues('SELECT exporter, importer, product, period, quantity, flow, value FROM (VALUES (''CHN'', ''RUS'', '''', 1, 1, '''', 1)) AS f(exporter, importer, product, period, quantity, flow, value) WHERE false')$$,
    'no row, no issue');

-- types
SELECT results_eq($$SELECT code FROM flow_issues('SELECT e::country_code AS exporter, i::varchar AS importer, p::hs_code AS product, d AS period, q::bigint AS quantity, f::char(6) AS flow, v::real AS value
    FROM (VALUES (''CN'', ''RU'', ''85'', timestamptz ''2021-05-01 00:00'', 1, ''Import'', 5.5), (''CN'', ''RU'', ''8542'', ''2021-05-31'', 1, ''Import'', 5.5)) AS f(e, i, p, d, q, f, v)')$$,
    $$VALUES ('heading_beside_lines')$$, 'columns of any type');
SET LOCAL datestyle = 'German';
SELECT is(pg_temp.lint('exporter, importer, period, value', $$('CHN', 'RUS', date '2021-05-01', 5)$$), 'nothing', 'days under any DateStyle');
RESET datestyle;

-- data of worked examples are clean: the origins' sales over eight years, a hub over fourteen
CREATE TABLE pg_temp.one_leg AS
SELECT 'DEU' AS exporter, importer, year AS period, value FROM (VALUES ('RUS', '{1000,1000,1000,1000,1000,1000,300,200}'::int[]), ('KGZ', '{10,10,10,10,10,10,50,60}'),
    ('ARM', '{10,10,10,10,10,10,50,12}'), ('GEO', '{10,40,10,10,10,10,40,45}')) AS f(importer, series), unnest(series) WITH ORDINALITY AS u(value, n), LATERAL (SELECT 2015 + n AS year) AS y
UNION ALL SELECT 'DEU', alpha3(m::text), y, 100 FROM unnest('{4,8,12,24,28,31,32,36,40,44}'::int[]) AS m, generate_series(2016, 2023) AS y;
SELECT is_empty($$SELECT * FROM flow_issues('TABLE pg_temp.one_leg') WHERE severity <> 'note'$$, 'of the origins'' sales nothing but notes');
CREATE TABLE pg_temp.hub AS
SELECT exporter, importer, y AS period, value FROM generate_series(2010, 2023) AS y, LATERAL (VALUES ('DEU', 'KGZ', CASE WHEN y < 2022 THEN 100 ELSE 300 END),
    ('KGZ', 'RUS', 10 + y % 2 + CASE WHEN y < 2022 THEN 0 ELSE 90 END), ('KGZ', 'UZB', 50 + y % 3), ('KGZ', 'TJK', 0.01), ('DEU', 'JPN', 500),
    ('JPN', 'RUS', CASE y WHEN 2017 THEN 220 ELSE 20 END)) AS f(exporter, importer, value);
SELECT is_empty($$SELECT * FROM flow_issues('TABLE pg_temp.hub') WHERE severity <> 'note'$$, 'of a hub likewise');

-- the query
PREPARE two AS SELECT * FROM flow_issues('SELECT 1; SELECT 2');
SELECT throws_ok('two', '22023', 'the query has 2 statements', 'two statements');
SELECT throws_ok($$SELECT flow_issues('')$$, '22023', 'the query has 0 statements', 'none');
SELECT throws_ok($$SELECT flow_issues(NULL)$$, '22004', 'the query must not be NULL', 'NULL');
SELECT throws_ok($$SELECT flow_issues('SELECT 1 AS exporter, 2 AS importer, 3 AS amount')$$, '22023', 'the query has no column "value"', 'a column that is missing');
SELECT throws_ok($$SELECT flow_issues('SELECT 1 AS exporter, 2 AS importer, 3 AS value, 4 AS value')$$, '22023', 'the query has more than one column "value"', 'one that is there twice');
SELECT throws_ok($$SELECT flow_issues('DELETE FROM pg_temp.hub RETURNING *')$$, '0A000', 'DELETE is not allowed as the query', 'a statement that writes');
SELECT throws_ok($$SELECT flow_issues('WITH d AS (DELETE FROM pg_temp.hub RETURNING *) SELECT * FROM d')$$, '0A000', NULL, 'hidden in WITH');
SELECT throws_ok($$SELECT flow_issues('SELECT * INTO pg_temp.stolen FROM pg_temp.hub')$$, '0A000', NULL, 'SELECT INTO');
SELECT throws_ok($$SELECT flow_issues('COPY pg_temp.hub TO STDOUT')$$, '0A000', NULL, 'COPY');
SELECT throws_ok($$SELECT flow_issues('COMMIT')$$, '0A000', NULL, 'COMMIT');
SELECT throws_ok($$SELECT flow_issues('SELECT * FROM pg_temp.hub FOR UPDATE')$$, '0A000', NULL, 'locks');
SELECT throws_ok($$SELECT flow_issues('SELECT ''a'' AS exporter, ''b'' AS importer, ''1,000'' AS value')$$, '22P02', 'value "1,000" is no number', 'a value that is no number');
SELECT throws_ok($$SELECT flow_issues('SELECT')$$, '22023', 'the query has no column "exporter"', 'no column at all');
SELECT lives_ok($$SELECT flow_issues('SELECT * FROM pg_temp.hub -- a comment')$$, 'a comment at the end');
SELECT is((SELECT count(*) FROM pg_temp.hub), 84::bigint, 'nothing was deleted');

-- tables of the names that the rules use, which are in the way of the query only
CREATE TABLE pg_temp.flow_row (exporter text, importer text, value numeric);
CREATE TABLE pg_temp.flow_label (raw int, label text);
INSERT INTO pg_temp.flow_row VALUES ('W00', 'RUS', 30), ('CHN', 'RUS', 10);
SELECT is(pg_temp.issue('aggregate_label', 'SELECT * FROM flow_row'), 'error 1 30 10 4.0000 | W00 (1 row) | W00 to RUS: 30', 'the caller''s tables keep their names in the query, and nowhere else');

-- rights: the caller's own
CREATE ROLE lint_reader;
SET LOCAL ROLE lint_reader;
SELECT throws_ok($$SELECT flow_issues('TABLE pg_temp.hub')$$, '42501', NULL, 'what the caller may not read is not read');
SELECT lives_ok($$SELECT flow_issues('SELECT ''CHN'' AS exporter, ''RUS'' AS importer, 1 AS value')$$, 'of what it may, anybody may ask');
RESET ROLE;

-- no order of rows matters, nor the memory at hand
CREATE TABLE pg_temp.many AS
SELECT (ARRAY['CHN', 'CN', 'DEU', 'W00', 'Atlantis', 'Germany', '_X'])[1 + n % 7] AS exporter, (ARRAY['RUS', 'KAZ', 'XI', 'GB'])[1 + n / 7 % 4] AS importer,
    (ARRAY['85', '8542', '854150', '854151', 'TOTAL', '123'])[1 + n / 28 % 6] AS product, (ARRAY['2020', '202101', '2021', '202306'])[1 + n / 168 % 4] AS period,
    (ARRAY['M', 'X', 'RX'])[1 + n / 672 % 3] AS flow, (n * 7919 % 160) / 8.0 AS value, (n * 104729 % 10)::float8 AS quantity
FROM generate_series(0, 20159) AS n;
CREATE TABLE pg_temp.shuffled AS SELECT * FROM pg_temp.many ORDER BY md5(many::text);
SELECT results_eq($$SELECT code, severity, affected, affected_value, total, clean, ratio, evidence FROM flow_issues('TABLE pg_temp.many')$$,
    $$SELECT code, severity, affected, affected_value, total, clean, ratio, evidence FROM flow_issues('TABLE pg_temp.shuffled')$$, 'rows in another order');
SELECT cmp_ok((SELECT count(*) FROM flow_issues('TABLE pg_temp.many')), '>', 12::bigint, 'there is much to find in them');
CREATE TABLE pg_temp.plenty AS SELECT * FROM flow_issues('TABLE pg_temp.many');

-- the same rows as plain SQL sees them, over typed columns
CREATE TABLE pg_temp.typed AS
SELECT row_number() OVER () AS n, coalesce(coalesce(try_country_code(exporter), try_country_name(exporter))::text, exporter) AS e, coalesce(try_country_code(importer)::text, importer) AS i,
    product AS p, CASE WHEN length(period) = 6 THEN period ELSE period || '00' END AS t, left(period, 4) AS year, length(period) = 4 AS annual, flow AS d, value, quantity FROM pg_temp.many;
ANALYZE pg_temp.typed;
-- what a rule found, against the rows of r for which a condition holds
CREATE FUNCTION pg_temp.agrees(code text, condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
    EXECUTE format('SELECT is((SELECT format(''%%s %%s'', affected, affected_value) FROM pg_temp.plenty WHERE code = %L),
        (SELECT format(''%%s %%s'', count(*), sum(value)::float8) FROM pg_temp.typed AS r WHERE %s), ''plain SQL agrees on '' || %1$L)', code, condition) INTO result;
    RETURN result;
END $$;
SELECT pg_temp.agrees('aggregate_label', $$e = 'W00' AND EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.i, s.p, s.t, s.d) = (r.i, r.p, r.t, r.d) AND s.e <> 'W00')$$);
SELECT pg_temp.agrees('part_beside_whole', $$i = 'XI0' AND EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.p, s.t, s.d) = (r.e, r.p, r.t, r.d) AND s.i = 'GBR')$$);
SELECT pg_temp.agrees('heading_beside_lines', $$EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.i, s.t, s.d) = (r.e, r.i, r.t, r.d) AND s.p LIKE r.p || '_%' AND r.p <> '123')$$);
SELECT pg_temp.agrees('total_beside_lines', $$p = 'TOTAL' AND EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.i, s.t, s.d) = (r.e, r.i, r.t, r.d) AND s.p LIKE '85%')$$);
SELECT pg_temp.agrees('year_beside_months', $$annual AND EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.i, s.p, s.d, s.year) = (r.e, r.i, r.p, r.d, r.year) AND NOT s.annual)$$);
SELECT pg_temp.agrees('two_directions', $$d = (SELECT o.d FROM pg_temp.typed AS o WHERE o.d <> 'RX' GROUP BY o.d ORDER BY sum(o.value), o.d DESC LIMIT 1)
    AND EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.i, s.p, s.t) = (r.e, r.i, r.p, r.t) AND s.d <> 'RX' AND s.d <> r.d)$$);
SELECT pg_temp.agrees('re_exports', $$d = 'RX' AND EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.i, s.p, s.t) = (r.e, r.i, r.p, r.t) AND s.d = 'X')$$);
SELECT pg_temp.agrees('duplicate_row', $$EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.i, s.p, s.t, s.d, s.value, s.quantity) = (r.e, r.i, r.p, r.t, r.d, r.value, r.quantity) AND s.n < r.n)$$);
SELECT pg_temp.agrees('two_vintages', $$p = '854150' AND EXISTS (SELECT FROM pg_temp.typed AS s WHERE (s.e, s.i, s.t, s.d) = (r.e, r.i, r.t, r.d) AND s.p = '854151')$$);
SET LOCAL work_mem = '64kB';
SELECT results_eq($$SELECT * FROM flow_issues('TABLE pg_temp.many')$$, 'TABLE pg_temp.plenty', 'little memory');

SELECT * FROM finish();
ROLLBACK;
