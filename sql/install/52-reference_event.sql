--
-- event: when measures took effect
--

CREATE TABLE @extschema@.sanctions_event (
    regime pg_catalog.text NOT NULL CHECK (regime OPERATOR(pg_catalog.<>) ''),
    target @extschema@.country_code NOT NULL,
    effective_on pg_catalog.date NOT NULL CHECK (pg_catalog.isfinite(effective_on)),
    description pg_catalog.text NOT NULL CHECK (description OPERATOR(pg_catalog.<>) ''),
    source pg_catalog.text,
    shipped boolean NOT NULL DEFAULT false,
    UNIQUE NULLS NOT DISTINCT (regime, target, effective_on, description, shipped)
);

COMMENT ON TABLE @extschema@.sanctions_event IS
'Measures and the day they took effect, for the argument "since" of the screens. A few well-known ones are shipped; add your own. Not a legal reference.';
COMMENT ON COLUMN @extschema@.sanctions_event.regime IS 'Whose measure: EU, US, UK, or a list such as CHPL.';
COMMENT ON COLUMN @extschema@.sanctions_event.target IS 'The country it is aimed at.';
COMMENT ON COLUMN @extschema@.sanctions_event.effective_on IS 'The first day it applied.';
COMMENT ON COLUMN @extschema@.sanctions_event.description IS 'What it is.';
COMMENT ON COLUMN @extschema@.sanctions_event.source IS 'Legal act or publication.';
COMMENT ON COLUMN @extschema@.sanctions_event.shipped IS 'True for a row that came with the extension; false for a row of your own, which survives pg_dump and wins over a shipped row with the same key.';

INSERT INTO @extschema@.sanctions_event (regime, target, effective_on, description, source, shipped) VALUES
('EU', 'RUS', '2014-08-01', 'First sectoral measures: arms, dual-use goods for military use, oil equipment, capital markets', 'Regulation (EU) 833/2014', true),
('US', 'RUS', '2022-02-24', 'Export controls on all items of categories 3 to 9 of the Commerce Control List; foreign direct product rules', '87 FR 12226 (BIS)', true),
('EU', 'RUS', '2022-02-26', 'Export ban on dual-use and advanced technology goods', 'Regulation (EU) 2022/328', true),
('UK', 'RUS', '2022-03-01', 'Export ban on dual-use and critical-industry goods', 'SI 2022/195', true),
('US', 'BLR', '2022-03-02', 'Export controls on Russia extended to Belarus', 'BIS rule of 2022-03-02', true),
('EU', 'RUS', '2022-04-09', 'Fifth package: further advanced technology, coal, Russian road transport', 'Regulation (EU) 2022/576', true),
('EU', 'RUS', '2022-12-05', 'Seaborne crude oil: import ban and price cap apply', 'Regulations (EU) 2022/879 and 2022/2367', true),
('EU', 'RUS', '2023-02-05', 'Petroleum products: import ban and price cap apply', 'Regulation (EU) 2022/879', true),
('US', 'RUS', '2023-05-19', '1,224 more HS6 codes under licence', 'BIS rule of 2023-05-19', true),
('EU', 'RUS', '2023-06-24', 'Eleventh package: tool against circumvention through third countries', 'Regulation (EU) 2023/1214', true),
('EU', 'RUS', '2023-12-19', 'Twelfth package: no re-export to Russia clause', 'Regulation (EU) 2023/2878', true),
('US', 'RUS', '2023-12-22', 'Secondary sanctions on foreign banks that serve the military-industrial base', 'Executive Order 14114', true),
('CHPL', 'RUS', '2024-02-23', 'Common High Priority List: 50 codes', 'EU, UK, US and Japan, list of 2024-02-23', true),
('EU', 'RUS', '2024-06-25', 'Fourteenth package', 'Regulation (EU) 2024/1745', true);

CREATE TRIGGER shipped_guard BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.sanctions_event
FOR EACH ROW EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

CREATE TRIGGER shipped_guard_truncate BEFORE TRUNCATE ON @extschema@.sanctions_event
FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.sanctions_shipped_guard();

ALTER TABLE @extschema@.sanctions_event ENABLE ALWAYS TRIGGER shipped_guard;
ALTER TABLE @extschema@.sanctions_event ENABLE ALWAYS TRIGGER shipped_guard_truncate;
ALTER TABLE @extschema@.sanctions_event REPLICA IDENTITY FULL;

GRANT SELECT ON @extschema@.sanctions_event TO PUBLIC;
GRANT INSERT, UPDATE, DELETE ON @extschema@.sanctions_event TO @extowner@ WITH GRANT OPTION;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.sanctions_event', 'WHERE NOT shipped');
