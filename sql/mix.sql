-- trade_mix: what a user sees
CREATE TABLE mix_flow (year integer, exporter text, product text, value double precision);
INSERT INTO mix_flow VALUES
    (2021, 'DEU', '8481', 60), (2021, 'CHN', '8481', 30), (2021, 'TUR', '848180', 10),
    (2023, 'DEU', '8481', 20), (2023, 'CHN', '8481', 50), (2023, 'TUR', '848180', 20.5), (2023, 'TUR', '8481', 9.5),
    (2023, 'FRA', '8481', NULL), (2023, 'ITA', '8481', 7), (2023, 'ITA', '8481', -7);

SELECT year, trade_mix(exporter, value) FROM mix_flow GROUP BY year ORDER BY year;
SELECT trade_mix(exporter::country_code, value), trade_mix(product::hs_code, value::numeric) FROM mix_flow WHERE year = 2023;
SELECT trade_mix(exporter, value)::jsonb FROM mix_flow;
SELECT trade_mix(exporter, value) FROM mix_flow WHERE false;

-- shares and concentration
CREATE TABLE mix_stored AS SELECT year, trade_mix(exporter, value) AS m FROM mix_flow GROUP BY year;
SELECT year, share(m, 'CHN'), share(m, 'ITA'), combined_share(m, '{CHN,TUR,CHN}'), total(m), top_share(m, 2) FROM mix_stored ORDER BY year;
SELECT year, round(hhi(m)::numeric, 6) AS hhi, round(hhi_normalized(m)::numeric, 6) AS normalized, round(effective_number(m)::numeric, 6) AS effective,
    round(entropy(m)::numeric, 6) AS entropy, round(theil(m)::numeric, 6) AS theil, round(gini(m)::numeric, 6) AS gini FROM mix_stored ORDER BY year;
SELECT round(hhi(trade_mix(exporter, value))::numeric, 6) AS hhi FROM mix_flow WHERE year = 2021;
SELECT year, s.* FROM mix_stored, shares(m) AS s ORDER BY year, rank, label;
SELECT share(trade_mix(exporter::country_code, value), '156'), share(trade_mix(exporter::country_code, value), 'CHN'::country_code),
    share(trade_mix(product::hs_code, value), '8481.80') FROM mix_flow WHERE year = 2021;

-- two mixes
SELECT similarity(a.m, b.m), turnover(a.m, b.m) FROM mix_stored AS a, mix_stored AS b WHERE (a.year, b.year) = (2021, 2023);
SELECT label, base, current, change, round(growth::numeric, 6) AS growth, contribution
FROM mix_stored AS a, mix_stored AS b, contributions(a.m, b.m) AS c WHERE (a.year, b.year) = (2021, 2023);
\x
SELECT p.* FROM mix_stored AS a, mix_stored AS b, pivot(a.m, b.m, blocked => '{DEU}') AS p WHERE (a.year, b.year) = (2021, 2023);
\x

-- rollup, + and -
SELECT rollup(m) FROM mix_stored;
SELECT a.m + b.m AS sum, a.m - a.m AS nothing, a.m + b.m - b.m = a.m AS undone FROM mix_stored AS a, mix_stored AS b WHERE a.year < b.year;
SELECT count(DISTINCT m) FROM (SELECT m FROM mix_stored UNION ALL SELECT m FROM mix_stored) AS t;

-- text: any order of keys, any writing of a number or a code
SELECT '{ "values": {"TUR": 1e2, "CHN": 12.50, "DEU": 0}, "labels": "text" }'::trade_mix;
SELECT '{"labels":"country_code","values":{"ru":1,"156":2}}'::trade_mix;
SELECT '{"labels":"hs_code","values":{"8542.31":1,"01":2}}'::trade_mix;
SELECT '{"labels":"text","values":{}}'::trade_mix;
SELECT ''::trade_mix;
SELECT '{"labels":"text","values":{"CHN":1,"CHN":2}}'::trade_mix;
SELECT '{"labels":"country_code","values":{"CHN":1,"156":2}}'::trade_mix;
SELECT '{"labels":"country_code","values":{"XQQ":1}}'::trade_mix;
SELECT '{"labels":"hs_code","values":{"854":1}}'::trade_mix;
SELECT '{"labels":"text","values":{"CHN":1e40}}'::trade_mix;
SELECT '{"labels":"name","values":{}}'::trade_mix;

-- errors
SELECT trade_mix(NULL::text, 1.0);
SELECT trade_mix('', 1.0);
SELECT trade_mix(repeat('x', 300), 1.0);
SELECT trade_mix('CHN'::text, 'NaN'::double precision);
SELECT '{"labels":"text","values":{"CHN":1}}'::trade_mix + '{"labels":"country_code","values":{"CHN":1}}';
SELECT similarity('{"labels":"text","values":{"CHN":1}}', '{"labels":"hs_code","values":{"85":1}}'::trade_mix);
SELECT hhi('{"labels":"text","values":{"CHN":1,"TUR":-0.5}}');
SELECT share('{"labels":"country_code","values":{"CHN":1}}', 'Atlantis');
SELECT share('{"labels":"text","values":{"CHN":1}}', 'CHN'::country_code);
SELECT combined_share(m, '{CHN,NULL}') FROM mix_stored;
SELECT top_share(m, 0) FROM mix_stored;
SELECT pivot(m, m, NULL) FROM mix_stored;
SELECT trade_mix_merge(NULL, NULL);

DROP TABLE mix_flow, mix_stored;
