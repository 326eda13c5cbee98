--
-- version: what is installed
--
-- In this script and in what it leaves behind every name carries its schema.  It runs
-- with the rights of the bootstrap superuser, in a schema where others may have made
-- objects before; views, bodies, defaults and queries run later, under search paths that
-- their callers chose.  pg_catalog alone in front does not help: its lower(anyrange) is a
-- worse match than a lower(daterange) that somebody planted.  Types that are words of
-- the grammar (integer, boolean, double precision) are the server's in any case.
--

-- Statements that are composed have the schema's name in a text that format() reads.
DO LANGUAGE plpgsql $$
BEGIN
    IF pg_catalog.strpos('@extschema@', '%') OPERATOR(pg_catalog.>) 0 THEN
        RAISE EXCEPTION 'sanctions cannot be created in schema %', '@extschema@'
            USING ERRCODE := 'invalid_schema_name', DETAIL := 'There is a per cent sign in its name.', HINT := 'Give it a schema with another name.';
    END IF;
END $$;

CREATE FUNCTION @extschema@.sanctions_library_version() RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_library_version'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.sanctions_library_version() IS
'Version of the shared library that is loaded, as major.minor.patch.';

CREATE FUNCTION @extschema@.sanctions_version() RETURNS pg_catalog.text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT CASE
        WHEN e.extversion OPERATOR(pg_catalog.=) @extschema@.sanctions_library_version() THEN
            pg_catalog.format('SQL objects %s, library %s', e.extversion, @extschema@.sanctions_library_version())
        ELSE
            pg_catalog.format('SQL objects %s, library %s: they differ. Run ALTER EXTENSION sanctions UPDATE; if that changes nothing, install the files of the newer version and start a new session',
                e.extversion, @extschema@.sanctions_library_version())
        END
    FROM pg_catalog.pg_extension AS e
    WHERE e.extname OPERATOR(pg_catalog.=) 'sanctions'
);

COMMENT ON FUNCTION @extschema@.sanctions_version() IS
'Versions of the SQL objects and of the shared library in one line, with the remedy when they differ.';
