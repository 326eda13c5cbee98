-- The Common High Priority List and baskets.
SELECT tier, count(*) FROM sanctions_list_plain WHERE list_name = 'CHPL' GROUP BY tier ORDER BY tier;
SELECT list_name, hs, vintage, valid_from, valid_to FROM sanctions_list_plain WHERE list_name <> 'CHPL' ORDER BY list_name, hs;
SELECT vintage, hs, older_vintage, older_hs, match FROM sanctions_hs_bridge_plain WHERE older_vintage = 'HS2017' ORDER BY hs;
-- in the list, and how
SELECT hs, in_list(hs), list_match(hs), list_match(hs, vintage => 'HS2022') AS hs2022, list_match(hs, vintage => 'HS2017') AS hs2017
FROM unnest(ARRAY['854231', '85423110', '8542.31', '8542', '854800', '854890', '854140', '854150', '851712', 'TOTAL', NULL]) AS hs;
SELECT in_list('848180', 'valves'), in_list('90', 'technology'), in_list('91', 'technology');
SELECT in_list('854231', 'CHPL', '2024-02-22') AS before, in_list('854231', 'CHPL', '2024-02-23') AS after, in_list('854231', as_of => NULL) AS ever;
SELECT list_codes('technology'), list_codes('CHPL', '2023-01-01');
SELECT c FROM unnest(list_codes('CHPL', vintage => 'H5')) AS c WHERE c <@ ANY (ARRAY['8525', '8541', '8548', '8803', '8807']::text[]::hs_code[]) ORDER BY c;
-- a list as an argument
SELECT hs, in_codes(hs, (SELECT list_codes('CHPL'))) FROM unnest(ARRAY['854231', '85423110', '8542', '854890', 'TOTAL', NULL]) AS hs;
SELECT in_codes('8481.80', '{8481,90}') AS valves, in_codes('847130', '{8481,90}') AS computers;
SELECT in_codes('848180', '{8481,NULL}');
-- what goes wrong, and what to do
SELECT in_list('85423');
SELECT in_list('854231', 'chpl');
SELECT in_list('854231', vintage => 'HS2018');
SELECT in_list('854231', vintage => 'HS2002');
SELECT in_list('854231', NULL);
-- lists of one's own
BEGIN;
INSERT INTO sanctions_list (list_name, hs) VALUES ('vaccines', '300241');
SELECT in_list('30024110', 'vaccines');
ROLLBACK;
DELETE FROM sanctions_list WHERE hs = '854231';
TRUNCATE sanctions_hs_bridge;
INSERT INTO sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match) VALUES ('HS2022', '854151', 'HS2017', '851712', 'exact');
