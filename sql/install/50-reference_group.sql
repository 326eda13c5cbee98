--
-- group: countries in groups, dated
--

CREATE TABLE @extschema@.sanctions_group (
    group_name pg_catalog.text NOT NULL CHECK (group_name OPERATOR(pg_catalog.<>) ''),
    member @extschema@.country_code NOT NULL,
    valid pg_catalog.daterange NOT NULL DEFAULT '(,)' CHECK (NOT pg_catalog.isempty(valid)),
    source pg_catalog.text,
    shipped boolean NOT NULL DEFAULT false
);

CREATE UNIQUE INDEX sanctions_group_key ON @extschema@.sanctions_group
(group_name, member, pg_catalog.lower(valid), shipped) NULLS NOT DISTINCT;

COMMENT ON TABLE @extschema@.sanctions_group IS
'Countries in groups, dated: EU, G7, GECC (Global Export Control Coalition), EAEU. Add rows and groups of your own; a row of yours with the same group, member and start wins over a shipped one, so that it can end a membership. Where GBR is a member, its parts XI and XU are, too, without a row of their own. The GECC is the United States, the 37 countries of 15 CFR 746 Supplement 3, and Taiwan, whose start is not verified; Singapore, with limited controls of its own, is not in it.';
COMMENT ON COLUMN @extschema@.sanctions_group.group_name IS 'Name of the group, case matters.';
COMMENT ON COLUMN @extschema@.sanctions_group.member IS 'A member.';
COMMENT ON COLUMN @extschema@.sanctions_group.valid IS 'Days of the membership; unbounded where it always was or still is.';
COMMENT ON COLUMN @extschema@.sanctions_group.source IS 'Where the membership or its date is from.';
COMMENT ON COLUMN @extschema@.sanctions_group.shipped IS 'True for a row that came with the extension; false for a row of your own, which survives pg_dump and wins over a shipped row with the same key.';

INSERT INTO @extschema@.sanctions_group (group_name, member, valid, source, shipped) VALUES
('EU', 'AUT', '[1995-01-01,)', 'EU treaties of accession', true),
('EU', 'BEL', '[1958-01-01,)', 'EU treaties of accession', true),
('EU', 'BGR', '[2007-01-01,)', 'EU treaties of accession', true),
('EU', 'CYP', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'CZE', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'DEU', '[1958-01-01,)', 'EU treaties of accession', true),
('EU', 'DNK', '[1973-01-01,)', 'EU treaties of accession', true),
('EU', 'ESP', '[1986-01-01,)', 'EU treaties of accession', true),
('EU', 'EST', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'FIN', '[1995-01-01,)', 'EU treaties of accession', true),
('EU', 'FRA', '[1958-01-01,)', 'EU treaties of accession', true),
('EU', 'GBR', '[1973-01-01,2020-02-01)', 'EU treaties of accession', true),
('EU', 'GRC', '[1981-01-01,)', 'EU treaties of accession', true),
('EU', 'HRV', '[2013-07-01,)', 'EU treaties of accession', true),
('EU', 'HUN', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'IRL', '[1973-01-01,)', 'EU treaties of accession', true),
('EU', 'ITA', '[1958-01-01,)', 'EU treaties of accession', true),
('EU', 'LTU', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'LUX', '[1958-01-01,)', 'EU treaties of accession', true),
('EU', 'LVA', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'MLT', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'NLD', '[1958-01-01,)', 'EU treaties of accession', true),
('EU', 'POL', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'PRT', '[1986-01-01,)', 'EU treaties of accession', true),
('EU', 'ROU', '[2007-01-01,)', 'EU treaties of accession', true),
('EU', 'SVK', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'SVN', '[2004-05-01,)', 'EU treaties of accession', true),
('EU', 'SWE', '[1995-01-01,)', 'EU treaties of accession', true),
('G7', 'DEU', '[1975-11-15,)', 'Summit of Rambouillet', true),
('G7', 'FRA', '[1975-11-15,)', 'Summit of Rambouillet', true),
('G7', 'GBR', '[1975-11-15,)', 'Summit of Rambouillet', true),
('G7', 'ITA', '[1975-11-15,)', 'Summit of Rambouillet', true),
('G7', 'JPN', '[1975-11-15,)', 'Summit of Rambouillet', true),
('G7', 'USA', '[1975-11-15,)', 'Summit of Rambouillet', true),
('G7', 'CAN', '[1976-06-27,)', 'Summit of San Juan', true),
('GECC', 'AUS', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'AUT', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'BEL', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'BGR', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'CAN', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'CHE', '[2022-04-08,)', '15 CFR 746 Supplement 3: rule of BIS of 2022-04-08', true),
('GECC', 'CYP', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'CZE', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'DEU', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'DNK', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'ESP', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'EST', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'FIN', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'FRA', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'GBR', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'GRC', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'HRV', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'HUN', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'IRL', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'ISL', '[2022-04-08,)', '15 CFR 746 Supplement 3: rule of BIS of 2022-04-08', true),
('GECC', 'ITA', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'JPN', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'KOR', '[2022-03-04,)', '15 CFR 746 Supplement 3: 87 FR 13627', true),
('GECC', 'LIE', '[2022-04-08,)', '15 CFR 746 Supplement 3: rule of BIS of 2022-04-08', true),
('GECC', 'LTU', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'LUX', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'LVA', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'MLT', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'NLD', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'NOR', '[2022-04-08,)', '15 CFR 746 Supplement 3: rule of BIS of 2022-04-08', true),
('GECC', 'NZL', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'POL', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'PRT', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'ROU', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'SVK', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'SVN', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'SWE', '[2022-02-24,)', '15 CFR 746 Supplement 3: 87 FR 12226', true),
('GECC', 'TWN', '[2022-02-24,)', 'Partner with controls of its own, not in 15 CFR 746 Supplement 3; start not verified', true),
('GECC', 'USA', '[2022-02-24,)', '87 FR 12226: author of the controls', true),
('EAEU', 'ARM', '[2015-01-02,)', 'Treaty on the Eurasian Economic Union', true),
('EAEU', 'BLR', '[2015-01-01,)', 'Treaty on the Eurasian Economic Union', true),
('EAEU', 'KAZ', '[2015-01-01,)', 'Treaty on the Eurasian Economic Union', true),
('EAEU', 'KGZ', '[2015-08-12,)', 'Treaty on the Eurasian Economic Union', true),
('EAEU', 'RUS', '[2015-01-01,)', 'Treaty on the Eurasian Economic Union', true);

CREATE TRIGGER shipped_guard BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.sanctions_group
FOR EACH ROW EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

CREATE TRIGGER shipped_guard_truncate BEFORE TRUNCATE ON @extschema@.sanctions_group
FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

ALTER TABLE @extschema@.sanctions_group ENABLE ALWAYS TRIGGER shipped_guard;
ALTER TABLE @extschema@.sanctions_group ENABLE ALWAYS TRIGGER shipped_guard_truncate;
ALTER TABLE @extschema@.sanctions_group REPLICA IDENTITY FULL;

GRANT SELECT ON @extschema@.sanctions_group TO PUBLIC;
GRANT INSERT, UPDATE, DELETE ON @extschema@.sanctions_group TO @extowner@ WITH GRANT OPTION;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sanctions_group', 'WHERE NOT shipped');

CREATE VIEW @extschema@.sanctions_group_plain AS
SELECT g.group_name, g.member::pg_catalog.text AS member, pg_catalog.lower(g.valid) AS valid_from,
       pg_catalog.upper(g.valid) AS valid_to, g.source, g.shipped
FROM @extschema@.sanctions_group AS g
-- row by row of the shipped, which are few; as a join it can take the product of all own rows
WHERE NOT g.shipped OR NOT EXISTS (
    SELECT FROM @extschema@.sanctions_group AS own
    WHERE NOT own.shipped AND own.group_name OPERATOR(pg_catalog.=) g.group_name
      AND own.member OPERATOR(@extschema@.=) g.member
      AND (pg_catalog.lower(own.valid) OPERATOR(pg_catalog.=) pg_catalog.lower(g.valid)
           OR pg_catalog.lower(own.valid) IS NULL AND pg_catalog.lower(g.valid) IS NULL)
);

GRANT SELECT ON @extschema@.sanctions_group_plain TO PUBLIC;

COMMENT ON VIEW @extschema@.sanctions_group_plain IS
'sanctions_group in plain columns for BI tools, as look-ups see it: a shipped row that a row of your own replaces is left out. valid_from is the first day (NULL: always was), valid_to the first day no longer in it (NULL: still is).';

COMMENT ON COLUMN @extschema@.sanctions_group_plain.group_name IS 'Name of the group.';

COMMENT ON COLUMN @extschema@.sanctions_group_plain.member IS 'Member, a canonical country_code as text.';

COMMENT ON COLUMN @extschema@.sanctions_group_plain.valid_from IS 'First day as a member; NULL: always was.';

COMMENT ON COLUMN @extschema@.sanctions_group_plain.valid_to IS 'First day no longer a member; NULL: still is.';

COMMENT ON COLUMN @extschema@.sanctions_group_plain.source IS 'Where the row comes from.';

COMMENT ON COLUMN @extschema@.sanctions_group_plain.shipped IS 'Whether the row came with the extension.';

CREATE FUNCTION @extschema@.group_members(name pg_catalog.text, as_of pg_catalog.date DEFAULT current_date) RETURNS pg_catalog.text[]
AS 'MODULE_PATHNAME', 'sanctions_group_members'
LANGUAGE C STABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.group_members(pg_catalog.text, pg_catalog.date) IS
'Members of a group on a day (default: today; NULL: whoever ever was), as an array of canonical country codes, each once, in order, with the parts XI0 and XU0 beside GBR (data that has both the whole and its parts counts twice whatever the group); an empty array when the group had no member then. 22023 for a group that does not exist, 22004 for a NULL name. Source: sanctions_group.';

CREATE FUNCTION @extschema@.in_group(country pg_catalog.text, name pg_catalog.text, as_of pg_catalog.date DEFAULT current_date) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_in_group_text'
LANGUAGE C STABLE PARALLEL SAFE COST 2;

COMMENT ON FUNCTION @extschema@.in_group(pg_catalog.text, pg_catalog.text, pg_catalog.date) IS
'Whether a country (any form country_code reads; 22P02 for another) is a member of a group on a day (default: today; NULL: ever). XI and XU, parts of GBR, are members when GBR is. NULL for a NULL country; 22023 for a group that does not exist, 22004 for a NULL name. The group is read with all its days, once a call site and statement, so that the day may change from row to row. Source: sanctions_group.';

CREATE FUNCTION @extschema@.in_group(country @extschema@.country_code, name pg_catalog.text, as_of pg_catalog.date DEFAULT current_date) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_in_group_code'
LANGUAGE C STABLE PARALLEL SAFE COST 2;

COMMENT ON FUNCTION @extschema@.in_group(@extschema@.country_code, pg_catalog.text, pg_catalog.date) IS
'Whether a country is a member of a group on a day (default: today; NULL: ever). XI and XU, parts of GBR, are members when GBR is. NULL for a NULL country; 22023 for a group that does not exist, 22004 for a NULL name. The group is read with all its days, once a call site and statement, so that the day may change from row to row. Source: sanctions_group.';
