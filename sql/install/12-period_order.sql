--
-- period_order: order, equality and hash of windows, for DISTINCT, GROUP BY, UNION,
-- indexes and logical replication.  The operators have names of their own: with the
-- casts of trade_window an = would make some_date = 2023 parse, and never be true.
--

CREATE FUNCTION @extschema@.trade_window_lt(@extschema@.trade_window, @extschema@.trade_window) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_window_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_lt(@extschema@.trade_window, @extschema@.trade_window) IS
'Implements the operator <<< of trade_window. NULL when either is NULL.';

CREATE FUNCTION @extschema@.trade_window_le(@extschema@.trade_window, @extschema@.trade_window) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_window_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_le(@extschema@.trade_window, @extschema@.trade_window) IS
'Implements the operator <<<= of trade_window. NULL when either is NULL.';

CREATE FUNCTION @extschema@.trade_window_eq(@extschema@.trade_window, @extschema@.trade_window) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_window_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_eq(@extschema@.trade_window, @extschema@.trade_window) IS
'Implements the operator === of trade_window. NULL when either is NULL.';

CREATE FUNCTION @extschema@.trade_window_ne(@extschema@.trade_window, @extschema@.trade_window) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_window_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_ne(@extschema@.trade_window, @extschema@.trade_window) IS
'Implements the operator !== of trade_window. NULL when either is NULL.';

CREATE FUNCTION @extschema@.trade_window_ge(@extschema@.trade_window, @extschema@.trade_window) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_window_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_ge(@extschema@.trade_window, @extschema@.trade_window) IS
'Implements the operator >>>= of trade_window. NULL when either is NULL.';

CREATE FUNCTION @extschema@.trade_window_gt(@extschema@.trade_window, @extschema@.trade_window) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_window_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_gt(@extschema@.trade_window, @extschema@.trade_window) IS
'Implements the operator >>> of trade_window. NULL when either is NULL.';

CREATE FUNCTION @extschema@.trade_window_cmp(@extschema@.trade_window, @extschema@.trade_window) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_window_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_cmp(@extschema@.trade_window, @extschema@.trade_window) IS
'Compares two windows, by the first month, then by the last, for btree indexes: -1, 0 or 1.';

CREATE FUNCTION @extschema@.trade_window_hash(@extschema@.trade_window) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_window_hash'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_hash(@extschema@.trade_window) IS
'Hash of a window.';

CREATE FUNCTION @extschema@.trade_window_hash_extended(@extschema@.trade_window, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_window_hash_extended'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_hash_extended(@extschema@.trade_window, bigint) IS
'Hash of a window with a seed, 64 bits.';

CREATE OPERATOR @extschema@.<<< (
    FUNCTION = @extschema@.trade_window_lt, LEFTARG = @extschema@.trade_window, RIGHTARG = @extschema@.trade_window,
    COMMUTATOR = OPERATOR(@extschema@.>>>), NEGATOR = OPERATOR(@extschema@.>>>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.<<< (@extschema@.trade_window, @extschema@.trade_window) IS
'Before in the order of windows: by the first month, then by the last.';

CREATE OPERATOR @extschema@.<<<= (
    FUNCTION = @extschema@.trade_window_le, LEFTARG = @extschema@.trade_window, RIGHTARG = @extschema@.trade_window,
    COMMUTATOR = OPERATOR(@extschema@.>>>=), NEGATOR = OPERATOR(@extschema@.>>>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<<<= (@extschema@.trade_window, @extschema@.trade_window) IS
'Before or the same, in the order of windows: by the first month, then by the last.';

CREATE OPERATOR @extschema@.=== (
    FUNCTION = @extschema@.trade_window_eq, LEFTARG = @extschema@.trade_window, RIGHTARG = @extschema@.trade_window,
    COMMUTATOR = OPERATOR(@extschema@.===), NEGATOR = OPERATOR(@extschema@.!==),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);

COMMENT ON OPERATOR @extschema@.=== (@extschema@.trade_window, @extschema@.trade_window) IS
'The same window: the same first and last month.';

CREATE OPERATOR @extschema@.!== (
    FUNCTION = @extschema@.trade_window_ne, LEFTARG = @extschema@.trade_window, RIGHTARG = @extschema@.trade_window,
    COMMUTATOR = OPERATOR(@extschema@.!==), NEGATOR = OPERATOR(@extschema@.===),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.!== (@extschema@.trade_window, @extschema@.trade_window) IS
'Not the same window.';

CREATE OPERATOR @extschema@.>>>= (
    FUNCTION = @extschema@.trade_window_ge, LEFTARG = @extschema@.trade_window, RIGHTARG = @extschema@.trade_window,
    COMMUTATOR = OPERATOR(@extschema@.<<<=), NEGATOR = OPERATOR(@extschema@.<<<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>>>= (@extschema@.trade_window, @extschema@.trade_window) IS
'After or the same, in the order of windows: by the first month, then by the last.';

CREATE OPERATOR @extschema@.>>> (
    FUNCTION = @extschema@.trade_window_gt, LEFTARG = @extschema@.trade_window, RIGHTARG = @extschema@.trade_window,
    COMMUTATOR = OPERATOR(@extschema@.<<<), NEGATOR = OPERATOR(@extschema@.<<<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.>>> (@extschema@.trade_window, @extschema@.trade_window) IS
'After in the order of windows: by the first month, then by the last.';

CREATE OPERATOR CLASS @extschema@.trade_window_ops
DEFAULT FOR TYPE @extschema@.trade_window USING btree AS
    OPERATOR 1 @extschema@.<<<,
    OPERATOR 2 @extschema@.<<<=,
    OPERATOR 3 @extschema@.===,
    OPERATOR 4 @extschema@.>>>=,
    OPERATOR 5 @extschema@.>>>,
    FUNCTION 1 @extschema@.trade_window_cmp(@extschema@.trade_window, @extschema@.trade_window),
    FUNCTION 4 pg_catalog.btequalimage(pg_catalog.oid);

COMMENT ON OPERATOR CLASS @extschema@.trade_window_ops USING btree IS
'Order of windows: by the first month, then by the last.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_window_ops USING btree IS
'Order of windows: by the first month, then by the last.';

CREATE OPERATOR CLASS @extschema@.trade_window_ops
DEFAULT FOR TYPE @extschema@.trade_window USING hash AS
    OPERATOR 1 @extschema@.===,
    FUNCTION 1 @extschema@.trade_window_hash(@extschema@.trade_window),
    FUNCTION 2 @extschema@.trade_window_hash_extended(@extschema@.trade_window, bigint);

COMMENT ON OPERATOR CLASS @extschema@.trade_window_ops USING hash IS
'Equality of windows.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_window_ops USING hash IS
'Equality of windows.';
