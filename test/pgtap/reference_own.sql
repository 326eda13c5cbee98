-- A user's own rows as statements for another server, and what every reference table has.
\set ON_ERROR_STOP 1
BEGIN;
SELECT plan(27);

CREATE TEMP VIEW reference AS
SELECT c.oid, c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'shipped' AND c.relkind = 'r'
JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions';

SELECT set_eq('SELECT relname::text FROM reference', '{sanctions_country_name,sanctions_event,sanctions_group,sanctions_hs_bridge,sanctions_list}'::text[], 'the reference tables');
SELECT is_empty($$SELECT c.relname FROM pg_class AS c JOIN pg_depend AS d ON d.objid = c.oid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refobjid = e.oid AND e.extname = 'sanctions' WHERE c.relkind IN ('r', 'p') AND c.oid NOT IN (SELECT oid FROM reference)$$,
    'there is no other table');
SELECT is_empty($$SELECT relname FROM reference JOIN pg_attribute AS a ON attrelid = oid AND attname = 'shipped'
    WHERE NOT attnotnull OR pg_get_expr((SELECT adbin FROM pg_attrdef WHERE adrelid = oid AND adnum = attnum), oid) <> 'false'$$, 'shipped is false unless the extension says so');
SELECT is_empty($$SELECT relname FROM reference WHERE NOT EXISTS (SELECT FROM pg_index WHERE indrelid = reference.oid AND indisunique)
    OR EXISTS (SELECT FROM pg_index JOIN pg_attribute AS a ON attrelid = indrelid AND attname = 'shipped'
               WHERE indrelid = reference.oid AND indisunique AND NOT attnum = ANY (indkey))$$, 'and in every unique key');
SELECT is_empty($$SELECT relname FROM reference JOIN pg_class AS c USING (oid, relname) WHERE c.relreplident <> 'f'$$, 'replica identity is full');
SELECT is_empty($$SELECT relname FROM reference WHERE (SELECT array_agg(tgname || tgenabled::text ORDER BY tgname) FROM pg_trigger WHERE tgrelid = reference.oid AND NOT tgisinternal)
    IS DISTINCT FROM '{shipped_guardA,shipped_guard_truncateA}'$$, 'the guards are on, always');
SELECT is_empty($$SELECT relname FROM reference WHERE oid NOT IN (SELECT unnest(extconfig) FROM pg_extension WHERE extname = 'sanctions')
    OR EXISTS (SELECT FROM pg_extension, unnest(extcondition) AS condition WHERE extname = 'sanctions' AND condition <> 'WHERE NOT shipped')$$, 'a dump has own rows only');
SELECT is_empty($$SELECT c.relname, grantee, privilege_type FROM pg_class AS c JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refobjid = e.oid AND e.extname = 'sanctions', aclexplode(c.relacl) AS a
    WHERE a.grantee = 0 AND a.privilege_type <> 'SELECT'$$, 'anybody may read and nothing else');
SELECT is_empty($$SELECT c.relname FROM pg_class AS c JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refobjid = e.oid AND e.extname = 'sanctions'
    WHERE c.relkind IN ('r', 'v') AND NOT EXISTS (SELECT FROM aclexplode(c.relacl) AS a WHERE a.grantee = 0 AND a.privilege_type = 'SELECT')$$, 'every table and view');
SELECT is_empty($$SELECT a.attrelid::regclass FROM pg_attribute AS a WHERE a.attrelid IN (SELECT oid FROM reference) AND a.atttypid IN (SELECT rngtypid FROM pg_range)
    AND NOT EXISTS (SELECT FROM pg_attribute AS v WHERE v.attrelid = to_regclass(a.attrelid::regclass || '_plain') AND v.attname IN ('valid_from', 'valid_to') AND v.atttypid = 'date'::regtype
                    HAVING count(*) = 2)$$, 'beside a table with a range a view without');
SELECT is_empty($$SELECT a.attrelid::regclass, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'v' AND c.relname LIKE 'sanctions%plain'
    WHERE a.attnum > 0 AND NOT atttypid IN ('text'::regtype, 'date'::regtype, 'boolean'::regtype)$$, 'of plain types');

-- own rows: none, then rows to be quoted with care
SELECT is_empty('SELECT sanctions_own_rows()', 'no rows of one''s own');
CREATE FUNCTION everything() RETURNS text[] LANGUAGE sql AS $$
    SELECT array_agg(x ORDER BY x COLLATE "C") FROM (SELECT 'g' || t AS x FROM sanctions_group AS t UNION ALL SELECT 'l' || t FROM sanctions_list AS t
    UNION ALL SELECT 'e' || t FROM sanctions_event AS t UNION ALL SELECT 'b' || t FROM sanctions_hs_bridge AS t
    UNION ALL SELECT 'n' || t FROM sanctions_country_name AS t) AS every_row
$$;
INSERT INTO sanctions_group (group_name, member, valid, source) VALUES
    ('it''s "mine" %s %L \n', 'KAZ', '[2022-03-04,2023-12-01)', NULL), ('Łódź', 'GEO', '(,)', E'two\nlines; DROP TABLE x; --'), ('Łódź', 'ARM', '[0044-03-15 BC,infinity)', '$$'),
    ('EAEU', 'ARM', '[2015-01-02,2030-01-01)', '');
INSERT INTO sanctions_event (regime, target, effective_on, description) VALUES ('it''s', 'RUS', '2022-03-04', E'x\\y');
INSERT INTO sanctions_list (list_name, tier, vintage, hs, valid, description) VALUES ('mine', '1', 'HS2017', '0101', '[2022-03-04,)', 'ä'), ('mine', NULL, 'HS2022', '8542319000', '(,2022-12-11)', NULL);
INSERT INTO sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match, note) VALUES ('HS2022', '854149', 'HS2017', '854140', 'bridged', '''');
INSERT INTO sanctions_country_name (key, code) VALUES ('L''Ami %s', 'DEU');
CREATE TEMP TABLE kept AS SELECT everything() AS rows;
SET LOCAL datestyle = 'SQL, DMY';
CREATE TEMP TABLE statement AS SELECT row_number() OVER () AS n, s FROM sanctions_own_rows() AS s;
SET LOCAL datestyle = 'SQL, MDY';
SELECT is(count(*), 9::bigint, 'a statement a row') FROM statement;
SELECT is_empty($$SELECT relname FROM reference WHERE NOT EXISTS (SELECT FROM statement WHERE s LIKE 'INSERT INTO public.' || relname || ' %;')$$, 'every table, with its schema');
CREATE FUNCTION run() RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE s text;
BEGIN
    FOR s IN SELECT t.s FROM pg_temp.statement AS t ORDER BY n LOOP EXECUTE s; END LOOP;
END $$;
CREATE FUNCTION forget() RETURNS void LANGUAGE sql AS $$
    DELETE FROM sanctions_group WHERE NOT shipped; DELETE FROM sanctions_list WHERE NOT shipped;
    DELETE FROM sanctions_event WHERE NOT shipped; DELETE FROM sanctions_hs_bridge WHERE NOT shipped;
    DELETE FROM sanctions_country_name WHERE NOT shipped
$$;
SELECT forget();
SELECT is_empty('SELECT sanctions_own_rows()', 'they are gone');
SELECT run();
RESET datestyle;
SELECT is(everything(), rows, 'and back, from an empty search path, under another date style') FROM kept;
SELECT run();
SELECT is(everything(), rows, 'run again they change nothing') FROM kept;
SELECT set_eq('SELECT sanctions_own_rows()', 'SELECT s FROM statement', 'and say the same');
UPDATE sanctions_group SET valid = '(,2000-01-01)', source = 'changed' WHERE group_name = 'Łódź' AND member = 'GEO';
UPDATE sanctions_list SET tier = 'changed', description = 'changed' WHERE list_name = 'mine';
UPDATE sanctions_event SET source = 'changed' WHERE NOT shipped;
UPDATE sanctions_hs_bridge SET match = 'ambiguous', note = 'changed' WHERE NOT shipped;
UPDATE sanctions_country_name SET code = 'FRA' WHERE NOT shipped;
SELECT run();
SELECT is(everything(), rows, 'they bring back what was changed') FROM kept;

-- where a subscription applies changes: own rows come, shipped rows are passed over
SET LOCAL session_replication_role = replica;
SELECT forget();
INSERT INTO sanctions_group SELECT 'EU', 'DEU', '[1958-01-01,)', 'EU treaties of accession', true;
INSERT INTO sanctions_group VALUES ('new', 'DEU', '(,)', NULL, true), ('new', 'FRA', '(,)', NULL, false);
UPDATE sanctions_list SET tier = 'changed' WHERE shipped;
DELETE FROM sanctions_event;
SELECT run() FROM statement LIMIT 1;
SELECT is(count(*), 1::bigint, 'an own row beside a shipped one') FROM sanctions_group WHERE group_name = 'new' AND NOT shipped;
DELETE FROM sanctions_group WHERE group_name = 'new';
SELECT is(everything(), rows, 'shipped rows neither come nor go nor change') FROM kept;
SELECT throws_ok('TRUNCATE sanctions_list', '42501', NULL, 'nor all at once');
RESET session_replication_role;

-- the guard on other tables, in other ways
CREATE TABLE other (shipped boolean);
CREATE TABLE another (shipped integer);
CREATE TABLE neither (i integer);
SELECT throws_ok(format('CREATE TRIGGER t %s EXECUTE FUNCTION sanctions_shipped_guard(); INSERT INTO %s DEFAULT VALUES', t, substring(t FROM ' ON (\w+)')), '39P01', NULL, t)
FROM unnest('{BEFORE INSERT ON other,AFTER INSERT ON other FOR EACH ROW,AFTER INSERT ON other,BEFORE INSERT ON another FOR EACH ROW,BEFORE INSERT ON neither FOR EACH ROW}'::text[]) AS t;

SELECT * FROM finish();
ROLLBACK;
