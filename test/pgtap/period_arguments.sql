-- A window that is NULL: the result is NULL or has no rows, and an aggregate says so,
-- whatever function it is given to.  Only part() takes it for all time, as it takes
-- NULL labels for all labels.
BEGIN;
SELECT plan(3);
\ir ../calls.sql
CREATE TABLE answer AS
SELECT function, prokind, place, turn, NULL::text AS said
FROM callable, LATERAL (SELECT i::integer AS place FROM unnest(proargtypes) WITH ORDINALITY AS a(type, i) WHERE type = 'trade_window'::regtype) AS a,
     generate_series(1, 8) AS turn
WHERE proname !~ '^trade_window';
DO $$
DECLARE asked answer; given record;
BEGIN
    FOR asked IN SELECT * FROM answer LOOP
        BEGIN
            EXECUTE call_of(asked.function, asked.turn, asked.place, 'NULL') INTO given;
            asked.said := CASE WHEN given.gave THEN 'something' ELSE 'nothing' END;
        EXCEPTION WHEN OTHERS THEN
            asked.said := SQLSTATE;
        END;
        UPDATE answer SET said = asked.said WHERE (function, place, turn) = (asked.function, asked.place, asked.turn);
    END LOOP;
END $$;
SELECT cmp_ok((SELECT count(DISTINCT function) FROM answer), '>', 25::bigint, 'functions take windows');
SELECT is_empty($$SELECT function, place, said FROM answer WHERE prokind <> 'a' AND said NOT IN ('nothing', '22004')
    AND function::text NOT LIKE 'part(%'$$, 'a function gives nothing, or says that another argument is NULL');
SELECT is_empty($$SELECT function, place, said FROM answer WHERE prokind = 'a' AND said <> '22004'$$, 'an aggregate refuses a NULL window');
SELECT * FROM finish();
ROLLBACK;
