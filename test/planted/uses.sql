-- Uses of the extension in @home@ with every name of their own written out: triggers,
-- indexes, defaults, constraints and the queries of look-ups.
SELECT @home@.in_group('DEU'::pg_catalog.text, 'EU'::pg_catalog.text, '2024-03-01'::pg_catalog.date);
SELECT @home@.in_group('DEU'::pg_catalog.text, 'nowhere'::pg_catalog.text, '2024-03-01'::pg_catalog.date);
SELECT @home@.in_group('DEU'::@home@.country_code, 'EU'::pg_catalog.text, NULL::pg_catalog.date);
SELECT @home@.group_members('GECC'::pg_catalog.text, '2024-03-01'::pg_catalog.date);
SELECT @home@.in_list('854231'::pg_catalog.text, 'CHPL'::pg_catalog.text, '2024-03-01'::pg_catalog.date, NULL::pg_catalog.text);
SELECT @home@.list_match('851712'::@home@.hs_code, 'CHPL'::pg_catalog.text, NULL::pg_catalog.date, 'HS2017'::pg_catalog.text);
SELECT @home@.list_codes('CHPL'::pg_catalog.text, '2024-03-01'::pg_catalog.date, 'HS2017'::pg_catalog.text);
SELECT @home@.list_codes('nothing'::pg_catalog.text, '2024-03-01'::pg_catalog.date, 'HS2017'::pg_catalog.text);
SELECT @home@.sanctions_version();
SELECT i.code, i.severity, i.affected, i.affected_value, i.clean, i.ratio, i.evidence, i.example FROM @home@.flow_issues('SELECT f.e AS exporter, f.i AS importer, f.p AS product, f.t AS period, f.d AS flow, f.v AS value, f.q AS quantity
    FROM (VALUES (''W00'', ''RUS'', ''8542'', ''2020'', ''M'', 30, 1), (''CHN'', ''RUS'', ''854231'', ''2020'', ''M'', 10, 0), (''CN'', ''RUS'', ''8542'', ''2020'', ''M'', 10, 1), (''CN'', ''RUS'', ''8542'', ''202003'', ''M'', 10, 1),
    (''CN'', ''RUS'', ''8542'', ''2020'', ''X'', 10, 1), (''CN'', ''RUS'', ''8542'', ''2020'', ''RX'', 10, 1), (''CN'', ''RUS'', ''TOTAL'', ''2020'', ''M'', 10, NULL), (''DEU'', ''RUS'', ''8542'', ''2020'', ''M'', 7, 1), (''KAZ'', ''RUS'', ''8542'', ''2020'', ''M'', 3, 1),
    (''All of them'', ''RUS'', ''8542'', ''2020'', ''M'', 20, 1), (''GB'', ''XI'', ''854150'', ''2022'', ''M'', 9000, 1), (''GB'', ''GB'', ''854150'', ''2022'', ''M'', 9000, 1), (''GB'', ''GB'', ''854151'', ''2022'', ''M'', -9, 1), (''GB'', ''GB'', ''1'', ''x'', ''M'', 9, 1),
    (''GB'', ''_X'', ''85'', ''2023'', ''M'', 1, 1), (''GB'', ''_X'', ''85'', ''2023'', ''M'', NULL, 1), (''GB'', ''_X'', ''85'', ''2023'', ''M'', 1, ''NaN''::pg_catalog.float8), (''CHN'', ''RUS'', ''854231'', ''2020'', ''M'', 10, 0)) AS f(e, i, p, t, d, v, q)') AS i;
INSERT INTO @home@.sanctions_group (group_name, member) VALUES ('mine', 'DEU'), ('mine', 'FRA'), ('', 'DEU');
INSERT INTO @home@.sanctions_group (group_name, member) VALUES ('mine', 'DEU'), ('mine', 'FRA');
INSERT INTO @home@.sanctions_group (group_name, member, valid) VALUES ('mine', 'CHN', 'empty');
INSERT INTO @home@.sanctions_group (group_name, member, valid) VALUES ('mine', 'DEU', '(,2020-01-01)');
INSERT INTO @home@.sanctions_group (group_name, member, shipped) VALUES ('mine', 'CHN', true);
INSERT INTO @home@.sanctions_group (group_name, member, valid) SELECT g.group_name, g.member, '[1958-01-01,2020-01-01)' FROM @home@.sanctions_group AS g
    WHERE g.group_name OPERATOR(pg_catalog.=) 'EU' AND g.member OPERATOR(@home@.=) 'DEU'::@home@.country_code;
SELECT @home@.in_group('DEU'::pg_catalog.text, 'EU'::pg_catalog.text, '2024-03-01'::pg_catalog.date);
SELECT @home@.group_members('mine'::pg_catalog.text, NULL::pg_catalog.date);
INSERT INTO @home@.sanctions_list (list_name, hs) VALUES ('mine', '8542');
INSERT INTO @home@.sanctions_list (list_name, hs, vintage) VALUES ('mine', '8542', 'HS1901');
SELECT @home@.in_list('854231'::@home@.hs_code, 'mine'::pg_catalog.text, NULL::pg_catalog.date, NULL::pg_catalog.text);
INSERT INTO @home@.sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match) VALUES ('HS2022', '8542', 'HS2017', '8541', 'bridged');
INSERT INTO @home@.sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match) VALUES ('HS2022', '8542', 'HS2022', '8541', 'bridged');
INSERT INTO @home@.sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match) VALUES ('HS2022', '8542', 'HS2017', '8542', 'maybe');
INSERT INTO @home@.sanctions_event (regime, target, effective_on, description) VALUES ('mine', 'RUS', '2022-02-24', 'x');
INSERT INTO @home@.sanctions_event (regime, target, effective_on, description) VALUES ('mine', 'RUS', 'infinity', 'x');
UPDATE @home@.sanctions_list SET description = 'x' WHERE list_name OPERATOR(pg_catalog.=) 'mine';
UPDATE @home@.sanctions_list SET description = 'x' WHERE list_name OPERATOR(pg_catalog.=) 'CHPL';
DELETE FROM @home@.sanctions_group WHERE group_name OPERATOR(pg_catalog.=) 'EU';
TRUNCATE @home@.sanctions_event;
DELETE FROM @home@.sanctions_group WHERE NOT shipped;
REINDEX TABLE @home@.sanctions_group;
REINDEX TABLE @home@.sanctions_list;
VACUUM ANALYZE @home@.sanctions_group;
VACUUM FULL @home@.sanctions_list;
CREATE TABLE @home@.used (c @home@.country_code, h @home@.hs_code, m @home@.trade_mix, s @home@.trade_series, x @home@.trade_matrix);
INSERT INTO @home@.used (c, h) SELECT x.code, '854231' FROM @home@.sanctions_country AS x;
CREATE INDEX ON @home@.used (c);
CREATE INDEX ON @home@.used (h);
CREATE INDEX ON @home@.used USING hash (c);
CREATE INDEX ON @home@.used (m);
CREATE INDEX ON @home@.used (s);
CREATE INDEX ON @home@.used (x);
ANALYZE @home@.used;
SET enable_seqscan = off;
SELECT pg_catalog.count(*) FROM @home@.used AS u WHERE u.h OPERATOR(@home@.<@) '8542'::@home@.hs_code;
SELECT pg_catalog.count(*) FROM @home@.used AS u JOIN @home@.used AS v ON u.c OPERATOR(@home@.=) v.c;
SELECT @home@.max(u.c), @home@.min(u.h) FROM @home@.used AS u;
SELECT DISTINCT u.h FROM @home@.used AS u ORDER BY u.h DESC;
RESET enable_seqscan;
DROP TABLE @home@.used;
