-- The extension is dropped while a statement runs, here between two rows of a cursor:
-- what asks the catalog about itself says so, and nothing is an internal error.
BEGIN;
SELECT plan(15);

CREATE TABLE calls (name text PRIMARY KEY, expression text);
INSERT INTO calls VALUES
    ('in_list', $$in_list('854231'::text, 'list ' || n)$$), ('list_match', $$list_match('854231'::text, 'list ' || n)$$),
    ('list_codes', $$cardinality(list_codes('list 1'))$$), ('in_group', $$in_group('DEU'::text, 'group ' || n)$$),
    ('group_members', $$cardinality(group_members('group ' || n))$$),
    ('price_quantity', 'price_quantity(n, 1, 2, 2) IS NULL'), ('mirror_gap', 'mirror_gap(n, 1) IS NULL'), ('growth_detail', $$growth_detail('{"2022":[1,1],"2023":[2,1]}', 2022 + n) IS NULL$$),
    ('growth_table', $$(SELECT count(*) FROM growth_table('{"2022":[1,1],"2023":[2,1]}', 12 * n))$$),
    ('pivot', $$pivot('{"labels":"text","values":{"a":1}}', '{"labels":"text","values":{"b":1}}', ARRAY[n::text]) IS NULL$$),
    ('flows', $$(SELECT count(*) FROM flows(CASE WHEN n > 0 THEN '{"labels":"text","periods":"year","flows":{"a":{"b":{"2022":1}}}}'::trade_matrix END))$$),
    ('import_share_bounds', '(SELECT import_share_bounds(i > n, i) IS NULL FROM generate_series(1, 3) AS i)');
INSERT INTO sanctions_list (list_name, hs) SELECT 'list ' || n, '8542' FROM generate_series(1, 3) AS n;
INSERT INTO sanctions_group (group_name, member) SELECT 'group ' || n, 'DEU' FROM generate_series(1, 3) AS n;

CREATE FUNCTION opened() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT * FROM calls LOOP
        EXECUTE format('DECLARE %I NO SCROLL CURSOR FOR SELECT (%s)::text FROM generate_series(1, 2) AS n', c.name, c.expression);
        RETURN NEXT c.name;
    END LOOP;
END $$;
CREATE FUNCTION fetched(c refcursor) RETURNS text LANGUAGE plpgsql AS $$ DECLARE r text; BEGIN FETCH c INTO r; RETURN r; END $$;
-- the SQLSTATE of the next row, or that it came
CREATE FUNCTION next_row(c refcursor) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fetched(c);
    RETURN 'row';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
SELECT set_eq('SELECT opened()', 'SELECT name FROM calls', 'a cursor for each');
SELECT isnt(fetched(name::refcursor), NULL, 'a row before: ' || name) FROM calls;
SET LOCAL client_min_messages = error;
DROP EXTENSION sanctions CASCADE;
CREATE TEMP TABLE after AS SELECT name, next_row(name::refcursor) AS came FROM calls;
SELECT is_empty($$SELECT * FROM after WHERE came LIKE 'XX%'$$, 'no internal error');
SELECT results_eq($$SELECT DISTINCT came FROM after WHERE name <> 'import_share_bounds'$$, $$VALUES ('42883 the extension "sanctions" was dropped while this statement ran')$$,
    'what happened is said');

SELECT * FROM finish();
ROLLBACK;
