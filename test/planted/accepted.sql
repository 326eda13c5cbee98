CREATE FUNCTION @extschema@.f(text pg_catalog.text, b integer, OUT c double precision, VARIADIC d pg_catalog.date[] DEFAULT NULL) RETURNS double precision AS 'MODULE_PATHNAME', 'f' LANGUAGE C IMMUTABLE COST 10 ROWS 5 SUPPORT @extschema@.g;
CREATE FUNCTION @extschema@.f(pg_catalog.text[], bigint = -1, a timestamp with time zone DEFAULT now) RETURNS TABLE (a pg_catalog.text, b character varying(3)) AS 'MODULE_PATHNAME', 'f' LANGUAGE C;
CREATE FUNCTION @extschema@.f() RETURNS SETOF integer LANGUAGE sql RETURN (SELECT CASE WHEN a.b OPERATOR(pg_catalog.=) -1 THEN 'x' ELSE pg_catalog.date '2022-01-01' END FROM pg_catalog.pg_class AS a);
CREATE FUNCTION @extschema@.f() RETURNS integer LANGUAGE sql BEGIN ATOMIC INSERT INTO @extschema@.t (a, b) VALUES (1, 2); SELECT CASE WHEN true THEN 1 END; END;
CREATE AGGREGATE @extschema@.a(text pg_catalog.text ORDER BY date pg_catalog.date) (SFUNC = @extschema@.f, STYPE = integer, INITCOND = '0', SORTOP = OPERATOR(@extschema@.>));
CREATE AGGREGATE @extschema@.a(*) (SFUNC = @extschema@.f, STYPE = @extschema@.t, SSPACE = 8, PARALLEL = SAFE);
CREATE OPERATOR @extschema@.= (FUNCTION = @extschema@.f, LEFTARG = integer, RIGHTARG = @extschema@.t, COMMUTATOR = OPERATOR(@extschema@.=), RESTRICT = pg_catalog.eqsel, HASHES);
CREATE OPERATOR CLASS @extschema@.c DEFAULT FOR TYPE @extschema@.t USING btree FAMILY @extschema@.c AS OPERATOR 1 @extschema@.< (@extschema@.t, @extschema@.t), OPERATOR 2 @extschema@.<= FOR SEARCH, FUNCTION 1 (@extschema@.t, @extschema@.t) @extschema@.f(@extschema@.t), FUNCTION 4 pg_catalog.btequalimage(pg_catalog.oid), STORAGE integer;
ALTER OPERATOR FAMILY @extschema@.c USING btree ADD OPERATOR 1 @extschema@.< (@extschema@.t, integer), FUNCTION 1 (@extschema@.t, integer) @extschema@.f(@extschema@.t, integer);
CREATE TYPE @extschema@.t;
CREATE TYPE @extschema@.t (INPUT = @extschema@.f, OUTPUT = @extschema@.g, LIKE = bigint, CATEGORY = 'U', ALIGNMENT = double, STORAGE = extended);
CREATE TYPE @extschema@.t AS (text pg_catalog.text, date double precision);
CREATE CAST (pg_catalog.text AS @extschema@.t) WITH FUNCTION @extschema@.f(pg_catalog.text) AS IMPLICIT;
CREATE TABLE @extschema@.t (text pg_catalog.text NOT NULL DEFAULT 'x' COLLATE pg_catalog."C" CHECK (text OPERATOR(pg_catalog.<>) ''), date pg_catalog.date DEFAULT current_date, c integer GENERATED ALWAYS AS (pg_catalog.abs(b)) STORED, CONSTRAINT k CHECK (c OPERATOR(pg_catalog.=) ANY (ARRAY[1, 2])), UNIQUE NULLS NOT DISTINCT (text, date), EXCLUDE USING gist (c WITH OPERATOR(pg_catalog.=)), FOREIGN KEY (c) REFERENCES @extschema@.u (b));
CREATE UNIQUE INDEX ON @extschema@.t USING btree (text, pg_catalog.lower(text) COLLATE pg_catalog."C" pg_catalog.text_pattern_ops DESC NULLS LAST, (a OPERATOR(pg_catalog.+) 1)) INCLUDE (c) NULLS NOT DISTINCT WHERE c IS NOT NULL;
CREATE TRIGGER r BEFORE INSERT OR UPDATE OF text, date ON @extschema@.t FOR EACH ROW WHEN (new.a OPERATOR(pg_catalog.=) 1) EXECUTE FUNCTION @extschema@.f('x');
CREATE VIEW @extschema@.v (text, b) AS WITH c AS (SELECT 1 AS date FROM @extschema@.t) SELECT pg_catalog.count(*) AS count, c.*, a.b::pg_catalog.text AS text, CAST(a.c AS pg_catalog.date), EXTRACT(year FROM a.c) FROM c, @extschema@.t AS a LEFT JOIN LATERAL @extschema@.f(a.b) AS d (e pg_catalog.text, f integer) ON true WHERE NOT EXISTS (SELECT FROM @extschema@.u u WHERE u.a OPERATOR(@extschema@.=) a.b OR u.a IS NULL) GROUP BY a.b ORDER BY a.b COLLATE pg_catalog."C" LIMIT 5;
CREATE VIEW @extschema@.v AS SELECT '@extschema@.t'::pg_catalog.regclass, (a.b).c, a.b[1], @extschema@.f(x => 1), DISTINCT a.b FROM @extschema@.t AS a;
INSERT INTO @extschema@.t (text, date) VALUES ('lower(x) = 1 -- no comment', true), (NULL, -1.5e3) ON CONFLICT DO NOTHING RETURNING *;
UPDATE @extschema@.t AS a SET b = 1 WHERE a.c OPERATOR(pg_catalog.=) 2;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.t', 'WHERE NOT shipped');
GRANT INSERT, UPDATE, DELETE ON @extschema@.t, @extschema@.u TO @extowner@ WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION @extschema@.f(text pg_catalog.text, integer), @extschema@.g(pg_catalog.internal) FROM PUBLIC;
ALTER TABLE @extschema@.t REPLICA IDENTITY USING INDEX i;
ALTER TABLE @extschema@.t ENABLE ALWAYS TRIGGER r;
ALTER FUNCTION @extschema@.f(integer) SUPPORT @extschema@.g;
ALTER EXTENSION sanctions ADD TYPE @extschema@._t;
COMMENT ON COLUMN @extschema@.t.a IS 'lower(x) = 1';
COMMENT ON OPERATOR FAMILY @extschema@.c USING btree IS 'text';
CREATE FUNCTION @extschema@.f(a @extschema@.hs_code) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN PERFORM @extschema@.hs_digits(a); EXECUTE format('SELECT min(x::@extschema@.hs_code) FROM %I', 'y'); RETURN length('x') + 1; END $$;
CREATE FUNCTION @extschema@.f() RETURNS integer SET search_path = pg_catalog, pg_temp SET jit = off LANGUAGE plpgsql AS $$ BEGIN -- hs_code
 RETURN 1; END $$;
CREATE PROCEDURE @extschema@.f(a integer) SET search_path TO pg_catalog, pg_temp LANGUAGE plpgsql AS $body$ DECLARE r record; BEGIN FOR r IN SELECT * FROM @extschema@.sanctions_group AS g WHERE g.member = 'x' LOOP NULL; END LOOP; END $body$;
SELECT pg_catalog.sum(a) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) FROM @extschema@.t;
CREATE PROCEDURE @extschema@.p(a pg_catalog.text) LANGUAGE plpgsql AS $$ DECLARE r pg_catalog.record; n integer := 0; t CONSTANT pg_catalog.text := 'lower(x) = 1'; BEGIN FOR r IN SELECT w.name FROM @extschema@.q(a) AS w LOOP n := n OPERATOR(pg_catalog.+) 1; IF (n OPERATOR(pg_catalog.>) -1) THEN PERFORM @extschema@.f(r.name::pg_catalog.text); END IF; COMMIT; END LOOP; CALL @extschema@.p(t); INSERT INTO @extschema@.t VALUES (1); IF n OPERATOR(pg_catalog.<>) 0 THEN RAISE EXCEPTION 'failed: %', pg_catalog.left(t, 20) USING ERRCODE := '55000', HINT := 'Look.'; END IF; END $$;
-- lower(x) = 1 is a comment
/* and so is f(text) */
DO LANGUAGE plpgsql $$ BEGIN IF pg_catalog.strpos('@extschema@', '%') OPERATOR(pg_catalog.>) 0 THEN RAISE EXCEPTION 'no: %', '@extschema@'; END IF; END $$;
