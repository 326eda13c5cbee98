\set SHOW_CONTEXT never
-- A file of trade statistics, loaded as text, into a typed table
CREATE TABLE comext_2023 ("REPORTER" text, "PARTNER" text, "PRODUCT_NC" text, "FLOW" text, "PERIOD" text, "VALUE_EUR" text, "QUANTITY_KG" text);
INSERT INTO comext_2023 VALUES
    ('DE', 'KG', '85423190', '2', '202301', '1000', '5'), ('DE', 'KG', '8542', '2', '202301', '1000', '5'), ('DE', 'QP', '85423190', '2', '202301', '70', NULL),
    ('DE', 'EXT_EU27_2020', '85423190', '2', '202301', '1070', '5'), ('DE', 'KG', '85SSSS99', '2', '202301', '9', NULL), ('DE', 'KG', '85423190', '2', '202352', '1000', '5'),
    ('DE', 'KG', 'TOTAL', '2', '202301', '5000', NULL), ('DE', 'KG', '85423290', '2', '202301', ':', NULL);
SELECT reason, rows, value, example FROM sanctions_import('comext_2023', 'import_flows');
SELECT * FROM import_flows ORDER BY value DESC;
\d import_flows
SELECT source, reason, row FROM import_flows_left_out ORDER BY reason COLLATE "C" LIMIT 2;
\d import_flows_left_out
-- What it says when it does not know how
CREATE TABLE prices (country text, product text, month text, price text);
SELECT * FROM sanctions_import('prices', 'import_flows');
SELECT * FROM sanctions_import('comext_2023', 'import_flows', 'excel');
SELECT * FROM sanctions_import('comext_2023', 'import_flows', options => '{"side": "left"}');
SELECT * FROM sanctions_import('comext_2023', 'import_flows', options => '{"sides": "both"}');
SELECT * FROM sanctions_import('comext_2023', 'prices');
UPDATE comext_2023 SET "VALUE_EUR" = '12,500';
SELECT * FROM sanctions_import('comext_2023', 'import_flows');
UPDATE comext_2023 SET "REPORTER" = '004', "PARTNER" = '0720', "VALUE_EUR" = '1';
SELECT * FROM sanctions_import('comext_2023', 'import_flows');
TRUNCATE comext_2023;
SELECT * FROM sanctions_import('comext_2023', 'import_flows');
SELECT * FROM sanctions_import('comext_2023', NULL);
DROP TABLE comext_2023, prices, import_flows, import_flows_left_out;
