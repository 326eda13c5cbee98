-- One code, however it is written.
SELECT t AS written, t::country_code AS code, country_name(t::country_code) AS name
FROM unnest(ARRAY['CN', 'CHN', '156', ' chn ', '8', '008', '842', '840', '251', '757', '579', '699', '490',
    'EL', 'UK', 'XS', 'XK', 'CS', 'S19', '280', E'\tCN\n', 'ROM', 'ZAR', 'TMP', 'BUR']) AS t;

-- Historic countries and areas without an alpha-3 code have codes of their own.
SELECT t AS written, t::country_code AS code, country_name(t::country_code) AS name, is_aggregate(t), is_residual(t)
FROM unnest(ARRAY['810', '891', '890', '278', '58', '886', '0', 'W00', 'WLD', 'EU', '97', 'EU27_2020', '_X', '899',
    'X1', '838', 'XX', '975', 'R4', '_KS', 'QP', 'XI', 'XU', 'E19']) AS t;

SELECT 'CHN'::country_code, 156::country_code, country_code('cn'), country_code(842);

CREATE TEMP TABLE flows (partner country_code, value integer, label text);
INSERT INTO flows VALUES ('RUS', 1), ('842', 2), ('EL', 4), ('058', 8), ('usa', 16), ('W00', 32), (NULL, 64);
SELECT partner, sum(value) FROM flows GROUP BY partner ORDER BY partner;
SELECT partner, alpha2(partner), alpha3(partner), m49(partner), country_name(partner), is_aggregate(partner), is_residual(partner)
FROM flows ORDER BY value;
SELECT sum(value) FROM flows WHERE NOT is_aggregate(partner) AND partner <> 'RUS';
-- The same of text; what is no code has no name.
SELECT t, alpha2(t), alpha3(t), m49(t), country_name(t), is_aggregate(t), is_residual(t) FROM unnest(ARRAY['el', '842', 'World', '_X', 'Atlantis', NULL]) AS t;
SELECT country_name('KGZ'), alpha3('DE'), m49('USA'), country_name('Atlantis');
UPDATE flows SET label = partner;
SELECT label FROM flows ORDER BY value;

-- What cannot be read
SELECT 'Atlantis'::country_code;
SELECT ''::country_code;
SELECT 'EU27'::text::country_code;
SELECT '0400'::country_code;
SELECT '842.0'::country_code;
SELECT 999::country_code;
SELECT 84200::country_code;
SELECT (-1)::country_code;
SELECT repeat('China ', 100)::country_code;
INSERT INTO flows (partner) VALUES ('QQQ');
SELECT try_country_code('Atlantis'), try_country_code('de'), try_country_code(NULL);
SELECT is_aggregate('Atlantis'), is_aggregate('World'), is_aggregate(NULL::text);

SELECT * FROM sanctions_country WHERE code IN ('ABW', 'BUR', 'SUN', 'GBR', 'XI', '899', 'QP0', 'XKX', 'YUG');
SELECT aggregate, residual, count(*) FROM sanctions_country GROUP BY aggregate, residual ORDER BY aggregate, residual;
