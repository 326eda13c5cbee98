-- flow_issues: what of a table would make figures wrong
\pset format unaligned
SELECT code, severity, affected, affected_value, total, clean, round(ratio::numeric, 4) AS ratio, evidence, example, remedy
FROM flow_issues($$SELECT * FROM (VALUES ('WORLD', 'RU', '8542', 300.5), ('CN', 'RU', '854231', 200.5), ('China', 'RU', '8542', 200.5), ('DE', 'RU', '854231', NULL), ('Atlantis', 'RU', '12', 1))
    AS f(exporter, importer, product, value)$$);
SELECT * FROM flow_issues('SELECT 1 AS exporter');
SELECT * FROM flow_issues('TABLE nowhere');
SELECT * FROM flow_issues('DROP TABLE nowhere');
SELECT * FROM flow_issues(NULL);
