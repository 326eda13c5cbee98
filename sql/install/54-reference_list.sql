--
-- list: products under control or of interest, dated, and their older codes
--

CREATE TABLE @extschema@.sanctions_list (
    list_name pg_catalog.text NOT NULL CHECK (list_name OPERATOR(pg_catalog.<>) ''),
    tier pg_catalog.text,
    vintage pg_catalog.text NOT NULL DEFAULT 'HS2022'
        CHECK (vintage OPERATOR(pg_catalog.=) ANY (ARRAY['HS1992', 'HS1996', 'HS2002', 'HS2007', 'HS2012', 'HS2017', 'HS2022', 'HS2028'])),
    hs @extschema@.hs_code NOT NULL,
    valid pg_catalog.daterange NOT NULL DEFAULT '(,)' CHECK (NOT pg_catalog.isempty(valid)),
    description pg_catalog.text,
    source pg_catalog.text,
    shipped boolean NOT NULL DEFAULT false
);

CREATE UNIQUE INDEX sanctions_list_key ON @extschema@.sanctions_list
(list_name, vintage, hs, pg_catalog.lower(valid), shipped) NULLS NOT DISTINCT;

COMMENT ON TABLE @extschema@.sanctions_list IS
'Lists of products by HS code, dated: CHPL, the Common High Priority List of 2024-02-23 (50 codes in HS 2022, with tiers), and baskets (telecom, microprocessors, lab_equipment, valves, technology). A code stands for every code under it. Add rows and lists of your own; a row of yours with the same list, vintage, code and start wins over a shipped one, so that it can end it.';
COMMENT ON COLUMN @extschema@.sanctions_list.list_name IS 'Name of the list, case matters.';
COMMENT ON COLUMN @extschema@.sanctions_list.tier IS 'Tier as published (CHPL: 1, 2, 3.A, 3.B, 4.A, 4.B); NULL where a list has none.';
COMMENT ON COLUMN @extschema@.sanctions_list.vintage IS 'HS vintage the code is written in: HS1992, HS1996, HS2002, HS2007, HS2012, HS2017, HS2022 or HS2028.';
COMMENT ON COLUMN @extschema@.sanctions_list.hs IS 'The code listed, and all codes under it.';
COMMENT ON COLUMN @extschema@.sanctions_list.valid IS 'Days on which the code is listed; unbounded for baskets.';
COMMENT ON COLUMN @extschema@.sanctions_list.description IS 'What the code covers.';
COMMENT ON COLUMN @extschema@.sanctions_list.source IS 'Where the row is from.';
COMMENT ON COLUMN @extschema@.sanctions_list.shipped IS 'True for a row that came with the extension; false for a row of your own, which survives pg_dump and wins over a shipped row with the same key.';

INSERT INTO @extschema@.sanctions_list (list_name, tier, vintage, hs, valid, description, source, shipped) VALUES
('CHPL', '4.B', 'HS2022', '845710', '[2024-02-23,)', 'Machining centres; for working metal', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.B', 'HS2022', '845811', '[2024-02-23,)', 'Lathes; for removing metal, horizontal, numerically controlled', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.B', 'HS2022', '845891', '[2024-02-23,)', 'Lathes; for removing metal, numerically controlled, other than horizontal lathes', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.B', 'HS2022', '845961', '[2024-02-23,)', 'Machine-tools; for milling by removing metal, (not knee-type), numerically controlled', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.B', 'HS2022', '846693', '[2024-02-23,)', 'Parts & accessories suited for use solely/principally with machines of headings 8456-8465; n.e.c. in heading no. 8466', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '847150', '[2024-02-23,)', 'Units of automatic data processing machines; processing units other than those of item no. 8471.41 or 8471.49, whether or not containing in the same housing one or two of the following types of unit: storage units, input units or output units', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '847180', '[2024-02-23,)', 'Units of automatic data processing machines; n.e.c. in item no. 8471.50, 8471.60 or 8471.70', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '848210', '[2024-02-23,)', 'Ball bearings', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '848220', '[2024-02-23,)', 'Bearings; tapered roller bearings, including cone and tapered roller assemblies', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '848230', '[2024-02-23,)', 'Bearings; spherical roller bearings', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '848250', '[2024-02-23,)', 'Bearings; cylindrical roller bearings, including cage and roller assemblies n.e.c. in heading no. 8482', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '848610', '[2024-02-23,)', 'Machines and apparatus of a kind used solely or principally for the manufacture of semiconductor boules or wafers', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '848620', '[2024-02-23,)', 'Machines and apparatus of a kind used solely or principally for the manufacture of semiconductor devices or of electronic integrated circuits', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '848640', '[2024-02-23,)', 'Machines and apparatus of a kind used solely or principally for the manufacture or repair of masks and reticles, assembling semiconductor devices or electronic integrated circuits, or for lifting, handling, loading or unloading items of heading 8486', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '850440', '[2024-02-23,)', 'Electrical static converters', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '2', 'HS2022', '851762', '[2024-02-23,)', 'Communication apparatus (excluding telephone sets or base stations); machines for the reception, conversion and transmission or regeneration of voice, images or other data, including switching and routing apparatus', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '851769', '[2024-02-23,)', 'Communication apparatus (excluding telephone sets or base stations); machines for the transmission or reception of voice, images or other data (including wired/wireless networks), n.e.c. in item no. 8517.6', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '852589', '[2024-02-23,)', 'Television cameras; n.e.c. in item no 8525.8', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '2', 'HS2022', '852691', '[2024-02-23,)', 'Radio navigational aid apparatus', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '852910', '[2024-02-23,)', 'Reception and transmission apparatus; aerials and aerial reflectors of all kinds and parts suitable for use therewith', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '852990', '[2024-02-23,)', 'Reception and transmission apparatus; for use with the apparatus of heading no. 8524 to 8528, excluding aerials and aerial reflectors', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '2', 'HS2022', '853221', '[2024-02-23,)', 'Electrical capacitors; fixed, tantalum', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '2', 'HS2022', '853224', '[2024-02-23,)', 'Electrical capacitors; fixed, ceramic dielectric, multilayer', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '853400', '[2024-02-23,)', 'Circuits; printed', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '853669', '[2024-02-23,)', 'Electrical apparatus; plugs and sockets, for a voltage not exceeding 1000 volts', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '853690', '[2024-02-23,)', 'Electrical apparatus; n.e.c. in heading no. 8536, for switching or protecting electrical circuits, for a voltage not exceeding 1000 volts', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854110', '[2024-02-23,)', 'Electrical apparatus; diodes, other than photosensitive or light-emitting diodes (LED)', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854121', '[2024-02-23,)', 'Electrical apparatus; transistors, (other than photosensitive), with a dissipation rate of less than 1W', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854129', '[2024-02-23,)', 'Electrical apparatus; transistors, (other than photosensitive), with a dissipation rate of 1W or more', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854130', '[2024-02-23,)', 'Electrical apparatus; thyristors, diacs and triacs, other than photosensitive devices', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854149', '[2024-02-23,)', 'Electrical apparatus; photosensitive semiconductor devices, diodes other than light emitting diodes and photovoltaic cells whether or not assembled in modules or made up into panels', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854151', '[2024-02-23,)', 'Electrical apparatus; photosensitive semiconductor devices, semiconductor-based transducers', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854159', '[2024-02-23,)', 'Electrical apparatus; photosensitive semiconductor devices n.e.c. in heading no. 8541', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.A', 'HS2022', '854160', '[2024-02-23,)', 'Crystals; mounted piezo-electric', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '1', 'HS2022', '854231', '[2024-02-23,)', 'Electronic integrated circuits; processors and controllers, whether or not combined with memories, converters, logic circuits, amplifiers, clock and timing circuits, or other circuits', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '1', 'HS2022', '854232', '[2024-02-23,)', 'Electronic integrated circuits; memories', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '1', 'HS2022', '854233', '[2024-02-23,)', 'Electronic integrated circuits; amplifiers', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '1', 'HS2022', '854239', '[2024-02-23,)', 'Electronic integrated circuits; n.e.c. in heading no. 8542', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '854320', '[2024-02-23,)', 'Electrical machines and apparatus; signal generators', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '2', 'HS2022', '854800', '[2024-02-23,)', 'Electrical parts of machinery or apparatus; not specified or elsewhere included in this chapter', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '880730', '[2024-02-23,)', 'Aircraft and spacecraft; parts of aeroplanes, helicopters or unmanned aircraft n.e.c. in heading no. 8807', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '901310', '[2024-02-23,)', 'Optical appliances and instruments; telescopic sights for fitting to arms; periscopes; telescopes designed to form parts of machines, appliances, instruments or apparatus of this chapter', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '901380', '[2024-02-23,)', 'Optical devices, appliances and instruments; n.e.c. in heading no. 9013', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '901420', '[2024-02-23,)', 'Navigational instruments and appliances; for aeronautical or space navigation (excluding compasses)', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '3.B', 'HS2022', '901480', '[2024-02-23,)', 'Navigational instruments and appliances; for navigation other than aeronautical or space navigation (excluding direction finding compasses)', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '902750', '[2024-02-23,)', 'Instruments and apparatus; using optical radiations (UV, visible, IR), (other than spectrometers, spectrophotometers and spectrographs)', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '903020', '[2024-02-23,)', 'Oscilloscopes and oscillographs', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '903032', '[2024-02-23,)', 'Multimeters; for measuring or checking voltage, current, resistance or power, with a recording device', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '903039', '[2024-02-23,)', 'Instruments and apparatus; for measuring or checking voltage, current, resistance or power, with a recording device (excluding multimeters)', 'Common High Priority List, version of 2024-02-23', true),
('CHPL', '4.A', 'HS2022', '903082', '[2024-02-23,)', 'Instruments and apparatus; for measuring or checking semiconductor wafers or devices (including integrated circuits)', 'Common High Priority List, version of 2024-02-23', true),
('telecom', NULL, 'HS2022', '8517', '(,)', 'Telephone sets and other apparatus for transmission or reception of voice, images or data', 'Basket', true),
('microprocessors', NULL, 'HS2022', '854231', '(,)', 'Electronic integrated circuits: processors and controllers', 'Basket', true),
('lab_equipment', NULL, 'HS2022', '9027', '(,)', 'Instruments and apparatus for physical or chemical analysis', 'Basket', true),
('valves', NULL, 'HS2022', '8481', '(,)', 'Taps, cocks, valves and similar appliances', 'Basket', true),
('technology', NULL, 'HS2022', '84', '(,)', 'Machinery and mechanical appliances', 'Basket', true),
('technology', NULL, 'HS2022', '85', '(,)', 'Electrical machinery and equipment', 'Basket', true),
('technology', NULL, 'HS2022', '90', '(,)', 'Optical, measuring, medical and precision instruments', 'Basket', true);

CREATE TRIGGER shipped_guard BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.sanctions_list
FOR EACH ROW EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

CREATE TRIGGER shipped_guard_truncate BEFORE TRUNCATE ON @extschema@.sanctions_list
FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

ALTER TABLE @extschema@.sanctions_list ENABLE ALWAYS TRIGGER shipped_guard;
ALTER TABLE @extschema@.sanctions_list ENABLE ALWAYS TRIGGER shipped_guard_truncate;
ALTER TABLE @extschema@.sanctions_list REPLICA IDENTITY FULL;

GRANT SELECT ON @extschema@.sanctions_list TO PUBLIC;
GRANT INSERT, UPDATE, DELETE ON @extschema@.sanctions_list TO @extowner@ WITH GRANT OPTION;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sanctions_list', 'WHERE NOT shipped');

CREATE TABLE @extschema@.sanctions_hs_bridge (
    vintage pg_catalog.text NOT NULL CHECK (vintage OPERATOR(pg_catalog.=) ANY (ARRAY['HS1992', 'HS1996', 'HS2002', 'HS2007', 'HS2012', 'HS2017', 'HS2022', 'HS2028'])),
    hs @extschema@.hs_code NOT NULL,
    older_vintage pg_catalog.text NOT NULL CHECK (older_vintage OPERATOR(pg_catalog.=) ANY (ARRAY['HS1992', 'HS1996', 'HS2002', 'HS2007', 'HS2012', 'HS2017', 'HS2022', 'HS2028'])),
    older_hs @extschema@.hs_code NOT NULL,
    match pg_catalog.text NOT NULL CHECK (match OPERATOR(pg_catalog.=) ANY (ARRAY['bridged', 'ambiguous'])),
    note pg_catalog.text,
    source pg_catalog.text,
    shipped boolean NOT NULL DEFAULT false,
    CHECK (vintage OPERATOR(pg_catalog.<>) older_vintage),
    UNIQUE NULLS NOT DISTINCT (vintage, hs, older_vintage, older_hs, shipped)
);

COMMENT ON TABLE @extschema@.sanctions_hs_bridge IS
'What a listed code was in an older HS vintage, where it was not the same code. Curated: the official conversion table sends 854151 and 854159 to mobile phones (851712), this one never does. A code without a row for a vintage is taken as unchanged in it, which is checked for the shipped lists in HS 2007, 2012 and 2017. Add rows of your own; one with the same codes and vintages wins over a shipped one.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.vintage IS 'HS vintage of the listed code, as HS2022.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.hs IS 'The listed code.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.older_vintage IS 'The vintage of the data, as HS2017.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.older_hs IS 'Its code in that vintage.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.match IS 'bridged: counts as listed; ambiguous: mostly other goods, does not count.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.note IS 'What else is under the older code.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.source IS 'Where the row is from.';
COMMENT ON COLUMN @extschema@.sanctions_hs_bridge.shipped IS 'True for a row that came with the extension; false for a row of your own, which survives pg_dump and wins over a shipped row with the same key.';

INSERT INTO @extschema@.sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match, note, source, shipped) VALUES
('HS2022', '854800', 'HS2017', '854890', 'bridged', 'Over-inclusive: heading 8548 had waste and scrap beside it', 'UN correlation tables, curated', true),
('HS2022', '852589', 'HS2017', '852580', 'bridged', 'Over-inclusive: all television and digital cameras', 'UN correlation tables, curated', true),
('HS2022', '854149', 'HS2017', '854140', 'ambiguous', 'Solar panels and light-emitting diodes dominate', 'UN correlation tables, curated', true),
('HS2022', '854151', 'HS2017', '854150', 'bridged', 'Other semiconductor devices; the conversion table has 851712, mobile phones', 'UN correlation tables, curated', true),
('HS2022', '854159', 'HS2017', '854150', 'bridged', 'Other semiconductor devices; the conversion table has 851712, mobile phones', 'UN correlation tables, curated', true),
('HS2022', '880730', 'HS2017', '880330', 'bridged', 'The same goods, renumbered', 'UN correlation tables, curated', true),
('HS2022', '854800', 'HS2012', '854890', 'bridged', 'Over-inclusive: heading 8548 had waste and scrap beside it', 'UN correlation tables, curated', true),
('HS2022', '852589', 'HS2012', '852580', 'bridged', 'Over-inclusive: all television and digital cameras', 'UN correlation tables, curated', true),
('HS2022', '854149', 'HS2012', '854140', 'ambiguous', 'Solar panels and light-emitting diodes dominate', 'UN correlation tables, curated', true),
('HS2022', '854151', 'HS2012', '854150', 'bridged', 'Other semiconductor devices; the conversion table has 851712, mobile phones', 'UN correlation tables, curated', true),
('HS2022', '854159', 'HS2012', '854150', 'bridged', 'Other semiconductor devices; the conversion table has 851712, mobile phones', 'UN correlation tables, curated', true),
('HS2022', '880730', 'HS2012', '880330', 'bridged', 'The same goods, renumbered', 'UN correlation tables, curated', true),
('HS2022', '854800', 'HS2007', '854890', 'bridged', 'Over-inclusive: heading 8548 had waste and scrap beside it', 'UN correlation tables, curated', true),
('HS2022', '852589', 'HS2007', '852580', 'bridged', 'Over-inclusive: all television and digital cameras', 'UN correlation tables, curated', true),
('HS2022', '854149', 'HS2007', '854140', 'ambiguous', 'Solar panels and light-emitting diodes dominate', 'UN correlation tables, curated', true),
('HS2022', '854151', 'HS2007', '854150', 'bridged', 'Other semiconductor devices; the conversion table has 851712, mobile phones', 'UN correlation tables, curated', true),
('HS2022', '854159', 'HS2007', '854150', 'bridged', 'Other semiconductor devices; the conversion table has 851712, mobile phones', 'UN correlation tables, curated', true),
('HS2022', '880730', 'HS2007', '880330', 'bridged', 'The same goods, renumbered', 'UN correlation tables, curated', true);

CREATE TRIGGER shipped_guard BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.sanctions_hs_bridge
FOR EACH ROW EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

CREATE TRIGGER shipped_guard_truncate BEFORE TRUNCATE ON @extschema@.sanctions_hs_bridge
FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

ALTER TABLE @extschema@.sanctions_hs_bridge ENABLE ALWAYS TRIGGER shipped_guard;
ALTER TABLE @extschema@.sanctions_hs_bridge ENABLE ALWAYS TRIGGER shipped_guard_truncate;
ALTER TABLE @extschema@.sanctions_hs_bridge REPLICA IDENTITY FULL;

GRANT SELECT ON @extschema@.sanctions_hs_bridge TO PUBLIC;
GRANT INSERT, UPDATE, DELETE ON @extschema@.sanctions_hs_bridge TO @extowner@ WITH GRANT OPTION;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sanctions_hs_bridge', 'WHERE NOT shipped');

CREATE VIEW @extschema@.sanctions_list_plain AS
SELECT l.list_name, l.tier, l.vintage, l.hs::pg_catalog.text AS hs, pg_catalog.lower(l.valid) AS valid_from,
       pg_catalog.upper(l.valid) AS valid_to, l.description, l.source, l.shipped
FROM @extschema@.sanctions_list AS l
-- row by row of the shipped, which are few; as a join it can take the product of all own rows
WHERE NOT l.shipped OR NOT EXISTS (
    SELECT FROM @extschema@.sanctions_list AS own
    WHERE NOT own.shipped AND own.list_name OPERATOR(pg_catalog.=) l.list_name
      AND own.vintage OPERATOR(pg_catalog.=) l.vintage AND own.hs OPERATOR(@extschema@.=) l.hs
      AND (pg_catalog.lower(own.valid) OPERATOR(pg_catalog.=) pg_catalog.lower(l.valid)
           OR pg_catalog.lower(own.valid) IS NULL AND pg_catalog.lower(l.valid) IS NULL)
);

GRANT SELECT ON @extschema@.sanctions_list_plain TO PUBLIC;

COMMENT ON VIEW @extschema@.sanctions_list_plain IS
'sanctions_list in plain columns for BI tools, as look-ups see it: a shipped row that a row of your own replaces is left out. valid_from is the first day (NULL: always was), valid_to the first day no longer in it (NULL: still is).';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.list_name IS 'Name of the list.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.tier IS 'Tier within the list, where it has tiers.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.vintage IS 'HS vintage in which the code is written.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.hs IS 'Listed HS code as text.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.valid_from IS 'First day on the list; NULL: always was.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.valid_to IS 'First day no longer on the list; NULL: still is.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.description IS 'What the code is.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.source IS 'Where the row comes from.';

COMMENT ON COLUMN @extschema@.sanctions_list_plain.shipped IS 'Whether the row came with the extension.';

CREATE VIEW @extschema@.sanctions_hs_bridge_plain AS
SELECT b.vintage, b.hs::pg_catalog.text AS hs, b.older_vintage, b.older_hs::pg_catalog.text AS older_hs,
       b.match, b.note, b.source, b.shipped
FROM @extschema@.sanctions_hs_bridge AS b
WHERE NOT EXISTS (
    SELECT FROM @extschema@.sanctions_hs_bridge AS own
    WHERE b.shipped AND NOT own.shipped AND own.vintage OPERATOR(pg_catalog.=) b.vintage
      AND own.hs OPERATOR(@extschema@.=) b.hs AND own.older_vintage OPERATOR(pg_catalog.=) b.older_vintage
      AND own.older_hs OPERATOR(@extschema@.=) b.older_hs
);

GRANT SELECT ON @extschema@.sanctions_hs_bridge_plain TO PUBLIC;

COMMENT ON VIEW @extschema@.sanctions_hs_bridge_plain IS
'sanctions_hs_bridge in plain columns for BI tools, as look-ups see it: a shipped row that a row of your own replaces is left out.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.vintage IS 'HS vintage of the listed code.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.hs IS 'Listed HS code as text.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.older_vintage IS 'Older HS vintage.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.older_hs IS 'HS code that held the goods then, as text.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.match IS 'bridged, or ambiguous: not followed by default.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.note IS 'What to know about the bridge.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.source IS 'Where the row comes from.';

COMMENT ON COLUMN @extschema@.sanctions_hs_bridge_plain.shipped IS 'Whether the row came with the extension.';

CREATE FUNCTION @extschema@.in_list(hs pg_catalog.text, list pg_catalog.text DEFAULT 'CHPL', as_of pg_catalog.date DEFAULT current_date, vintage pg_catalog.text DEFAULT NULL) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_in_list_text'
LANGUAGE C STABLE PARALLEL SAFE COST 5;

COMMENT ON FUNCTION @extschema@.in_list(pg_catalog.text, pg_catalog.text, pg_catalog.date, pg_catalog.text) IS
'Whether a code, or a code above it, is on a list (default: CHPL): exact and bridged matches count, ambiguous ones do not. A text in which a letter stands or no digit (TOTAL, 85SSSS99) is no code and not in a list; any other that hs_code cannot read, as one that lost its leading zero, is 22P02. as_of: the day (default today, NULL: ever). vintage: NULL takes the listed codes and what they were in every older vintage; a vintage (HS2017; H5, HS17 and 2017 are read too) only the codes of that one, where a listed code without a row in sanctions_hs_bridge is unchanged; 22023 for one to which the list has no bridge on that day. NULL for a NULL code; 22023 for a list that does not exist, 22004 for a NULL list. The list is read with all its days, once a call site and statement, so that the day may change from row to row. Source: sanctions_list, sanctions_hs_bridge.';

CREATE FUNCTION @extschema@.list_match(hs pg_catalog.text, list pg_catalog.text DEFAULT 'CHPL', as_of pg_catalog.date DEFAULT current_date, vintage pg_catalog.text DEFAULT NULL) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_list_match_text'
LANGUAGE C STABLE PARALLEL SAFE COST 5;

COMMENT ON FUNCTION @extschema@.list_match(pg_catalog.text, pg_catalog.text, pg_catalog.date, pg_catalog.text) IS
'How a code is on a list (default: CHPL): exact, bridged (an older code of a listed one), ambiguous (an older code that is mostly other goods; in_list leaves it out), or NULL when it is not. A text in which a letter stands or no digit (TOTAL, 85SSSS99) is no code and not in a list; any other that hs_code cannot read, as one that lost its leading zero, is 22P02. as_of: the day (default today, NULL: ever). vintage: NULL takes the listed codes and what they were in every older vintage; a vintage (HS2017; H5, HS17 and 2017 are read too) only the codes of that one, where a listed code without a row in sanctions_hs_bridge is unchanged; 22023 for one to which the list has no bridge on that day. NULL for a NULL code; 22023 for a list that does not exist, 22004 for a NULL list. The list is read with all its days, once a call site and statement, so that the day may change from row to row. Source: sanctions_list, sanctions_hs_bridge.';

CREATE FUNCTION @extschema@.in_list(hs @extschema@.hs_code, list pg_catalog.text DEFAULT 'CHPL', as_of pg_catalog.date DEFAULT current_date, vintage pg_catalog.text DEFAULT NULL) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_in_list_code'
LANGUAGE C STABLE PARALLEL SAFE COST 5;

COMMENT ON FUNCTION @extschema@.in_list(@extschema@.hs_code, pg_catalog.text, pg_catalog.date, pg_catalog.text) IS
'Whether a code, or a code above it, is on a list (default: CHPL): exact and bridged matches count, ambiguous ones do not. as_of: the day (default today, NULL: ever). vintage: NULL takes the listed codes and what they were in every older vintage; a vintage (HS2017; H5, HS17 and 2017 are read too) only the codes of that one, where a listed code without a row in sanctions_hs_bridge is unchanged; 22023 for one to which the list has no bridge on that day. NULL for a NULL code; 22023 for a list that does not exist, 22004 for a NULL list. The list is read with all its days, once a call site and statement, so that the day may change from row to row. Source: sanctions_list, sanctions_hs_bridge.';

CREATE FUNCTION @extschema@.list_match(hs @extschema@.hs_code, list pg_catalog.text DEFAULT 'CHPL', as_of pg_catalog.date DEFAULT current_date, vintage pg_catalog.text DEFAULT NULL) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_list_match_code'
LANGUAGE C STABLE PARALLEL SAFE COST 5;

COMMENT ON FUNCTION @extschema@.list_match(@extschema@.hs_code, pg_catalog.text, pg_catalog.date, pg_catalog.text) IS
'How a code is on a list (default: CHPL): exact, bridged (an older code of a listed one), ambiguous (an older code that is mostly other goods; in_list leaves it out), or NULL when it is not. as_of: the day (default today, NULL: ever). vintage: NULL takes the listed codes and what they were in every older vintage; a vintage (HS2017; H5, HS17 and 2017 are read too) only the codes of that one, where a listed code without a row in sanctions_hs_bridge is unchanged; 22023 for one to which the list has no bridge on that day. NULL for a NULL code; 22023 for a list that does not exist, 22004 for a NULL list. The list is read with all its days, once a call site and statement, so that the day may change from row to row. Source: sanctions_list, sanctions_hs_bridge.';

CREATE FUNCTION @extschema@.list_codes(list pg_catalog.text DEFAULT 'CHPL', as_of pg_catalog.date DEFAULT current_date, vintage pg_catalog.text DEFAULT NULL) RETURNS @extschema@.hs_code[]
AS 'MODULE_PATHNAME', 'sanctions_list_codes'
LANGUAGE C STABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.list_codes(pg_catalog.text, pg_catalog.date, pg_catalog.text) IS
'The codes for which in_list is true, as they are listed or bridged, each once, in order: for hs = ANY (list_codes(...)) on an index over codes of that level (codes under them, as CN8, need in_list or <@). as_of: the day (default today, NULL: ever). vintage: NULL takes the listed codes and what they were in every older vintage; a vintage (HS2017; H5, HS17 and 2017 are read too) only the codes of that one, where a listed code without a row in sanctions_hs_bridge is unchanged; 22023 for one to which the list has no bridge on that day. 22023 for a list that does not exist, 22004 for a NULL list. Source: sanctions_list, sanctions_hs_bridge.';

CREATE FUNCTION @extschema@.in_codes(hs @extschema@.hs_code, codes @extschema@.hs_code[]) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_in_codes_code'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;

COMMENT ON FUNCTION @extschema@.in_codes(@extschema@.hs_code, @extschema@.hs_code[]) IS
'Whether a code is one of an array or under one of them, as in_list with the list given: in_codes(product, (SELECT list_codes(''CHPL''))). It reads no table, so that distributed engines and foreign servers may run it anywhere and an index expression may hold it. An array that is a constant of the plan, as a literal or a driver''s parameter is, is gone through once; any other is compared with the one before it in each row, which from a thousand codes on takes longer than to look a code up. NULL for a NULL code or array, false for an empty array; 22004 for an array that contains NULL, 54000 for one of more than 131,072 codes.';

CREATE FUNCTION @extschema@.in_codes(hs pg_catalog.text, codes @extschema@.hs_code[]) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_in_codes_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;

COMMENT ON FUNCTION @extschema@.in_codes(pg_catalog.text, @extschema@.hs_code[]) IS
'Whether a code is one of an array or under one of them. A text in which a letter stands or no digit (TOTAL, 85SSSS99) is no code and in no list; any other that hs_code cannot read, as one that lost its leading zero, is 22P02. NULL for a NULL code or array, false for an empty array; 22004 for an array that contains NULL, 54000 for one of more than 131,072 codes.';
