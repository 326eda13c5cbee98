-- Groups of countries and who was in them when.
SET datestyle = ISO;
SELECT group_members('G7');
SELECT group_members('EU', '1990-06-30');
SELECT group_members('EAEU', '2015-02-01');
SELECT group_members('EAEU', '2014-12-31');
SELECT in_group('GB', 'EU', '2020-01-31') AS before, in_group('GB', 'EU', '2020-02-01') AS after, in_group('GB', 'EU', NULL) AS ever;
SELECT in_group('CHN'::text::country_code, 'GECC') AS chn, in_group('842', 'GECC') AS usa;
-- XI and XU are parts of GBR
SELECT in_group('XI', 'EU', '2020-01-31') AS before, in_group('XI', 'EU', '2020-02-01') AS after, in_group('XU', 'GECC') AS gecc;
-- what goes wrong, and what to do
SELECT in_group('Germany', 'EU');
SELECT group_members('European Union');
SELECT group_members(NULL);
-- groups of one's own
BEGIN;
INSERT INTO sanctions_group (group_name, member) VALUES ('neighbours', 'KAZ'), ('neighbours', 'GEO');
SELECT group_members('neighbours');
SELECT member, valid_from, valid_to, shipped FROM sanctions_group_plain WHERE group_name IN ('neighbours', 'EAEU') ORDER BY group_name, member;
ROLLBACK;
UPDATE sanctions_group SET valid = '[2015-01-02,2030-01-01)' WHERE group_name = 'EAEU' AND member = 'ARM';
INSERT INTO sanctions_group VALUES ('mine', 'KAZ', '(,)', NULL, true);
INSERT INTO sanctions_group VALUES ('mine', 'KAZ', 'empty');
