--
-- reference: what the tables of reference data share
--

CREATE FUNCTION @extschema@.sanctions_shipped_guard() RETURNS pg_catalog.trigger
AS 'MODULE_PATHNAME', 'sanctions_shipped_guard'
LANGUAGE C PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.sanctions_shipped_guard() IS
'Trigger of the reference tables: rows that came with the extension refuse UPDATE, DELETE and TRUNCATE, and no other row can be marked as shipped (42501). Add a row of your own with the same key instead: it wins. The triggers are ENABLE ALWAYS: where a subscription applies changes (session_replication_role = replica), shipped rows of the publisher are passed over, since each server has those of its own version.';

-- CREATE TRIGGER asks for EXECUTE, firing does not: so it guards the tables of the extension only.
REVOKE EXECUTE ON FUNCTION @extschema@.sanctions_shipped_guard() FROM PUBLIC;
