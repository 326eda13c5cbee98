-- What a call site keeps of the reference tables: read once, whatever changes from
-- row to row, and read again whenever it would be read as something else.
\set ON_ERROR_STOP 1
BEGIN;
SELECT plan(21);

-- scans of a table that a statement causes; one reading is many
CREATE FUNCTION reads(relation text, statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    before bigint := (SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_user_tables WHERE relname = relation);
BEGIN
    EXECUTE statement;
    RETURN (SELECT seq_scan + coalesce(idx_scan, 0) - before FROM pg_stat_xact_user_tables WHERE relname = relation);
END $$;
CREATE TABLE once (relation text, scans bigint);
INSERT INTO once VALUES
    ('sanctions_list', reads('sanctions_list', $$SELECT in_list('854231'::text)$$)),
    ('sanctions_group', reads('sanctions_group', $$SELECT in_group('DEU'::text, 'EU')$$));
SELECT ok(scans > 0, 'reading is counted: ' || relation) FROM once;

-- the day changes from row to row
CREATE TABLE days AS SELECT n, date '2015-01-01' + 10 * n AS day FROM generate_series(0, 499) AS n;
SELECT is(reads(relation, q), scans, 'a day a row: ' || q) FROM once JOIN (VALUES
    ('sanctions_list', $$SELECT count(in_list('854231'::text, 'CHPL', day)) FROM days$$),
    ('sanctions_list', $$SELECT count(list_match('854231'::text::hs_code, 'CHPL', CASE WHEN n % 7 > 0 THEN day END)) FROM days$$),
    ('sanctions_list', $$SELECT sum(cardinality(list_codes('CHPL', day))) FROM days$$),
    ('sanctions_group', $$SELECT count(in_group('GBR'::text, 'EU', day)) FROM days$$),
    ('sanctions_group', $$SELECT sum(cardinality(group_members('EU', day))) FROM days$$)) AS v (relation, q) USING (relation);

-- triggers that call both for every row, also such as write or catch errors; where
-- another transaction ends meanwhile a table is read once more
CREATE TABLE shipment (product text, importer text, day date);
CREATE TABLE alert (LIKE shipment);
CREATE FUNCTION looks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF in_list(NEW.product, 'CHPL', NEW.day) AND in_group(NEW.importer, 'EU', NEW.day) THEN NEW.product := 'both'; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION writes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF in_list(NEW.product, 'CHPL', NEW.day) OR in_group(NEW.importer, 'EU', NEW.day) THEN INSERT INTO alert VALUES (NEW.*); END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION catches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        IF in_list(NEW.product, 'CHPL', NEW.day) OR in_group(NEW.importer, 'EU', NEW.day) THEN INSERT INTO alert VALUES (NEW.*); END IF;
    EXCEPTION WHEN invalid_text_representation THEN NULL;
    END;
    RETURN NEW;
END $$;
CREATE FUNCTION triggered(relation text, trigger_function text) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER t BEFORE INSERT ON shipment FOR EACH ROW EXECUTE FUNCTION %I()', trigger_function);
    RETURN reads(relation, $q$INSERT INTO shipment SELECT (ARRAY['854231', '010121', '854140'])[n % 3 + 1], (ARRAY['DEU', 'GBR', 'TUR', 'XI'])[n % 4 + 1], day FROM days$q$);
END $$;
SELECT is(triggered('sanctions_list', 'looks') <= 5 * scans, true, '500 rows, a trigger that looks') FROM once WHERE relation = 'sanctions_list';
DROP TRIGGER t ON shipment;
SELECT is(triggered('sanctions_group', 'writes') <= 5 * scans, true, 'one that writes for every row') FROM once WHERE relation = 'sanctions_group';
DROP TRIGGER t ON shipment;
SELECT is(triggered('sanctions_list', 'catches') <= 5 * scans, true, 'one that catches errors') FROM once WHERE relation = 'sanctions_list';
SELECT ok(count(*) > 500, 'and they did find some') FROM alert;

-- names and vintages in turn
INSERT INTO sanctions_group (group_name, member) SELECT 'group ' || n, 'KAZ' FROM generate_series(1, 40) AS n;
UPDATE once SET scans = reads('sanctions_group', $$SELECT in_group('DEU'::text, 'group 1')$$) WHERE relation = 'sanctions_group';
SELECT is(reads('sanctions_group', $$SELECT count(in_group('KAZ'::text, 'group ' || n % 40 + 1, day)) FROM days$$), 40 * scans,
    'forty names in turn are read once each') FROM once WHERE relation = 'sanctions_group';
SELECT is(reads('sanctions_list', $$SELECT count(list_match('854140'::text, 'CHPL', day, ('{HS2017,HS2012,HS2007}'::text[])[n % 3 + 1])) FROM days$$),
    3 * scans, 'three vintages in turn are read once each') FROM once WHERE relation = 'sanctions_list';

-- a changed table is seen by the next statement, whoever changed it and however
CREATE FUNCTION seen(text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN in_list($1, 'changing'); END $$;
CREATE FUNCTION changing() RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text := '';
BEGIN
    INSERT INTO sanctions_list (list_name, hs) VALUES ('changing', '01');
    FOR i IN 1..4 LOOP
        r := r || seen('02')::int;
        IF i = 1 THEN INSERT INTO sanctions_list (list_name, hs) VALUES ('changing', '02'); END IF;
        IF i = 2 THEN UPDATE sanctions_list SET valid = '(,2000-01-01)' WHERE list_name = 'changing' AND hs = '02'; END IF;
        IF i = 3 THEN DELETE FROM sanctions_list WHERE list_name = 'changing' AND hs = '02'; END IF;
    END LOOP;
    BEGIN
        INSERT INTO sanctions_list (list_name, hs) VALUES ('changing', '02');
        r := r || seen('02')::int;
        RAISE division_by_zero;
    EXCEPTION WHEN division_by_zero THEN NULL;
    END;
    RETURN r || seen('02')::int;
END $$;
SELECT is(changing(), '010010', 'insert, update, delete and a rollback to a savepoint');

-- a volatile function sees the rows that the calling statement has added so far
INSERT INTO sanctions_list (list_name, hs) VALUES ('changing', '03');
INSERT INTO sanctions_list (list_name, hs, source)
SELECT 'changing', hs::hs_code, 'once' FROM unnest('{0401,0402,0401}'::text[]) AS hs WHERE NOT seen(hs);
SELECT is(array_agg(hs::text ORDER BY hs), '{0401,0402}'::text[], 'each code once, not a key twice')
FROM sanctions_list WHERE list_name = 'changing' AND source = 'once';

-- an open cursor goes on as it began
DECLARE c CURSOR FOR SELECT in_list('05'::text, 'changing') FROM generate_series(1, 2);
CREATE TABLE fetched (listed text);
CREATE FUNCTION fetch_one() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    c refcursor := 'c';
    listed boolean;
BEGIN
    FETCH c INTO listed;
    INSERT INTO fetched VALUES (listed);
END $$;
SELECT fetch_one();
INSERT INTO sanctions_list (list_name, hs) VALUES ('changing', '05');
SELECT fetch_one();
SELECT is(array_agg(listed), '{false,false}', 'an open cursor sees what it saw') FROM fetched;

-- what one user may read is not shown to another
CREATE ROLE sanctions_test_reader;
REVOKE SELECT ON sanctions_list_plain FROM PUBLIC;
CREATE FUNCTION as_reader() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1..2 LOOP
        PERFORM seen('01');
        SET LOCAL ROLE sanctions_test_reader;
    END LOOP;
    RETURN 'seen';
END $$;
SELECT throws_ok('SELECT as_reader()', '42501', NULL, 'another user reads for himself');
GRANT SELECT ON sanctions_list_plain TO PUBLIC;

-- the extension is dropped under a running statement
DECLARE d CURSOR FOR SELECT in_list('01'::text, 'changing')::text FROM generate_series(1, 2);
DECLARE e CURSOR FOR SELECT cardinality(list_codes('changing')) FROM generate_series(1, 2);
CREATE FUNCTION next_of(c refcursor) RETURNS text LANGUAGE plpgsql AS $$ DECLARE r text; BEGIN FETCH c INTO r; RETURN r; END $$;
CREATE FUNCTION across() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE r boolean;
BEGIN
    FOR i IN 1..2 LOOP
        r := in_list('01'::text, 'changing');
        IF i = 1 THEN DROP EXTENSION sanctions CASCADE; END IF;
    END LOOP;
    RETURN r;
END $$;
SELECT is(next_of('d'), 'true', 'a cursor whose next row comes after');
SAVEPOINT there;
SELECT throws_ok('SELECT across()', '42883', NULL, 'dropped in a block that called it');
ROLLBACK TO there;
SET LOCAL client_min_messages = error;
DROP EXTENSION sanctions CASCADE;
SELECT throws_ok(format('SELECT next_of(%L)', c), '42883', 'the extension "sanctions" was dropped while this statement ran', 'dropped before the next row of ' || c)
FROM unnest('{d,e}'::text[]) AS c;

SELECT * FROM finish();
ROLLBACK;
