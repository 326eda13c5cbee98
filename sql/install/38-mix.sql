--
-- mix: trade_mix, label to value
--

CREATE TYPE @extschema@.trade_mix;

CREATE FUNCTION @extschema@.trade_mix_in(pg_catalog.cstring) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_mix_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_in(pg_catalog.cstring) IS
'Reads trade_mix from JSON text, keys in any order. Bad text, an unknown code and a label that comes twice are 22P02, numbers beyond 1.7e26 are 22003 (soft errors on PostgreSQL 16 and later).';

CREATE FUNCTION @extschema@.trade_mix_out(@extschema@.trade_mix) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_mix_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_out(@extschema@.trade_mix) IS
'Writes trade_mix as JSON text with exact decimals, labels in the order of their bytes.';

CREATE FUNCTION @extschema@.trade_mix_recv(pg_catalog.internal) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_mix_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_recv(pg_catalog.internal) IS
'Receives trade_mix: its stored bytes. All is checked, the canonical layout too; bytes that are no mix are 22P03.';

CREATE FUNCTION @extschema@.trade_mix_send(@extschema@.trade_mix) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_mix_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_send(@extschema@.trade_mix) IS
'Sends trade_mix: the stored bytes, little-endian, of which the first is the version. Equal content has equal bytes.';

CREATE FUNCTION @extschema@.trade_mix_typanalyze(pg_catalog.internal) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_mix_typanalyze'
LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_mix_typanalyze(pg_catalog.internal) IS
'What ANALYZE gathers of a column of trade_mix: beside what it gathers of any, how many labels one has on average, for the planner.';

CREATE TYPE @extschema@.trade_mix (
    INPUT = @extschema@.trade_mix_in,
    OUTPUT = @extschema@.trade_mix_out,
    RECEIVE = @extschema@.trade_mix_recv,
    SEND = @extschema@.trade_mix_send,
    ANALYZE = @extschema@.trade_mix_typanalyze,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);

COMMENT ON TYPE @extschema@.trade_mix IS
'Label to value: suppliers of one importer, markets of one exporter, products of one country. Labels are text, country_code or hs_code; absent means zero. Sums are exact. Equal content has equal bytes.';

CREATE TYPE @extschema@.trade_mix_state;

CREATE FUNCTION @extschema@.trade_mix_state_in(pg_catalog.cstring) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_state_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_state_in(pg_catalog.cstring) IS
'Reads trade_mix_state from base64 of stored bytes. All is checked, the canonical layout too: anything else is 22P02 (a soft error on PostgreSQL 16 and later).';

CREATE FUNCTION @extschema@.trade_mix_state_out(@extschema@.trade_mix_state) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_mix_state_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_state_out(@extschema@.trade_mix_state) IS
'Writes trade_mix_state as base64 (RFC 4648) of the stored bytes of its canonical form. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_state_recv(pg_catalog.internal) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_state_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_state_recv(pg_catalog.internal) IS
'Receives trade_mix_state: stored bytes of trade_mix. All is checked, the canonical layout too: anything else is 22P03.';

CREATE FUNCTION @extschema@.trade_mix_state_send(@extschema@.trade_mix_state) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_mix_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_state_send(@extschema@.trade_mix_state) IS
'Sends trade_mix_state: the stored bytes of its canonical form, as trade_mix_send. A sum beyond 1.7e26 is 22003.';

CREATE TYPE @extschema@.trade_mix_state (
    INPUT = @extschema@.trade_mix_state_in,
    OUTPUT = @extschema@.trade_mix_state_out,
    RECEIVE = @extschema@.trade_mix_state_recv,
    SEND = @extschema@.trade_mix_state_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);

COMMENT ON TYPE @extschema@.trade_mix_state IS
'Plumbing: what the aggregates trade_mix and rollup keep while they run, and what a distributed engine carries between its nodes, as base64 of the bytes that trade_mix stores. Tables and queries use trade_mix.';

CREATE FUNCTION @extschema@.trade_mix_merge(@extschema@.trade_mix_state, @extschema@.trade_mix_state) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_merge(@extschema@.trade_mix_state, @extschema@.trade_mix_state) IS
'Combine function of trade_mix and rollup. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE FUNCTION @extschema@.trade_mix_final(@extschema@.trade_mix_state) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_mix_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_final(@extschema@.trade_mix_state) IS
'Final function of trade_mix and rollup: the canonical form of the state, which is not changed. More than 2^24 labels are 54000, a sum beyond 1.7e26 is 22003. Outside an aggregate it is 0A000.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, pg_catalog.text, double precision) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_text_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, pg_catalog.text, double precision) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label pg_catalog.text, value double precision) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(pg_catalog.text, double precision) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004, an empty one or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, pg_catalog.text, numeric) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_text_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, pg_catalog.text, numeric) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label pg_catalog.text, value numeric) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(pg_catalog.text, numeric) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004, an empty one or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, pg_catalog.text, bigint) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_text_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, pg_catalog.text, bigint) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label pg_catalog.text, value bigint) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(pg_catalog.text, bigint) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004, an empty one or one above 255 bytes 22023. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.country_code, double precision) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_country_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.country_code, double precision) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label @extschema@.country_code, value double precision) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(@extschema@.country_code, double precision) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004, NaN or infinity 22023. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.country_code, numeric) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_country_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.country_code, numeric) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label @extschema@.country_code, value numeric) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(@extschema@.country_code, numeric) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004, NaN or infinity 22023. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.country_code, bigint) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_country_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.country_code, bigint) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label @extschema@.country_code, value bigint) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(@extschema@.country_code, bigint) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.hs_code, double precision) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_hs_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.hs_code, double precision) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label @extschema@.hs_code, value double precision) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(@extschema@.hs_code, double precision) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004, NaN or infinity 22023. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.hs_code, numeric) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_hs_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.hs_code, numeric) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label @extschema@.hs_code, value numeric) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(@extschema@.hs_code, numeric) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004, NaN or infinity 22023. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.hs_code, bigint) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_add_hs_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.hs_code, bigint) IS
'Transition function of trade_mix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_mix(label @extschema@.hs_code, value bigint) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_mix(@extschema@.hs_code, bigint) IS
'The mix of the rows: the exact sum of value by label. A row whose value is NULL is skipped; then a NULL label 22004. NULL over no rows. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.trade_mix) RETURNS @extschema@.trade_mix_state
AS 'MODULE_PATHNAME', 'sanctions_mix_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_add(@extschema@.trade_mix_state, @extschema@.trade_mix) IS
'Transition function of rollup: adds a stored state. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE AGGREGATE @extschema@.rollup(state @extschema@.trade_mix) (
    SFUNC = @extschema@.trade_mix_add,
    STYPE = @extschema@.trade_mix_state,
    SSPACE = 1024,
    FINALFUNC = @extschema@.trade_mix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_mix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.trade_mix) IS
'The mixes added up, as if built from all of their rows. NULL is skipped; NULL over nothing else. Other kinds of labels in one of them are 22023; the empty mix has no kind.';

CREATE FUNCTION @extschema@.trade_mix_plus(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_mix_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_plus(@extschema@.trade_mix, @extschema@.trade_mix) IS
'The sum of two mixes, label by label. Other kinds of labels are 22023; the empty mix is neutral. A sum beyond 1.7e26 is 22003.';

CREATE OPERATOR @extschema@.+ (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_plus,
    COMMUTATOR = OPERATOR(@extschema@.+)
);

COMMENT ON OPERATOR @extschema@.+ (@extschema@.trade_mix, @extschema@.trade_mix) IS
'The sum of two mixes, label by label. Other kinds of labels are 22023; the empty mix is neutral. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_mix_minus(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_mix_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_minus(@extschema@.trade_mix, @extschema@.trade_mix) IS
'The difference of two mixes, label by label: values may fall below 0. Undoes +, exactly. Other kinds of labels are 22023.';

CREATE OPERATOR @extschema@.- (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_minus
);

COMMENT ON OPERATOR @extschema@.- (@extschema@.trade_mix, @extschema@.trade_mix) IS
'The difference of two mixes, label by label: values may fall below 0. Undoes +, exactly. Other kinds of labels are 22023.';

CREATE FUNCTION @extschema@.trade_mix_eq(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_mix_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_eq(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Whether two mixes have the same content: kind of labels, labels and sums.';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_eq,
    COMMUTATOR = OPERATOR(@extschema@.=),
    NEGATOR = OPERATOR(@extschema@.<>),
    HASHES,
    MERGES,
    RESTRICT = pg_catalog.eqsel,
    JOIN = pg_catalog.eqjoinsel
);

COMMENT ON OPERATOR @extschema@.= (@extschema@.trade_mix, @extschema@.trade_mix) IS
'Whether two mixes have the same content: kind of labels, labels and sums.';

CREATE FUNCTION @extschema@.trade_mix_ne(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_mix_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_ne(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Whether two mixes differ in content.';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_ne,
    COMMUTATOR = OPERATOR(@extschema@.<>),
    NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = pg_catalog.neqsel,
    JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.<> (@extschema@.trade_mix, @extschema@.trade_mix) IS
'Whether two mixes differ in content.';

CREATE FUNCTION @extschema@.trade_mix_lt(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_mix_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_lt(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.< (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_lt,
    COMMUTATOR = OPERATOR(@extschema@.>),
    NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = pg_catalog.scalarltsel,
    JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.< (@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_mix_le(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_mix_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_le(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.<= (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_le,
    COMMUTATOR = OPERATOR(@extschema@.>=),
    NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = pg_catalog.scalarlesel,
    JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<= (@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_mix_gt(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_mix_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_gt(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.> (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_gt,
    COMMUTATOR = OPERATOR(@extschema@.<),
    NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = pg_catalog.scalargtsel,
    JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.> (@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_mix_ge(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_mix_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_ge(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.>= (
    LEFTARG = @extschema@.trade_mix,
    RIGHTARG = @extschema@.trade_mix,
    FUNCTION = @extschema@.trade_mix_ge,
    COMMUTATOR = OPERATOR(@extschema@.<=),
    NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = pg_catalog.scalargesel,
    JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>= (@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_mix_cmp(@extschema@.trade_mix, @extschema@.trade_mix) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_mix_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_cmp(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Order of trade_mix for DISTINCT and indexes: below 0, 0 or above 0.';

CREATE FUNCTION @extschema@.trade_mix_hash(@extschema@.trade_mix) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_mix_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_hash(@extschema@.trade_mix) IS
'Hash of a mix, over its content.';

CREATE FUNCTION @extschema@.trade_mix_hash_extended(@extschema@.trade_mix, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_mix_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_mix_hash_extended(@extschema@.trade_mix, bigint) IS
'Hash of a mix with a seed, over its content.';

CREATE OPERATOR CLASS @extschema@.trade_mix_ops DEFAULT FOR TYPE @extschema@.trade_mix USING btree AS
    OPERATOR 1 @extschema@.< (@extschema@.trade_mix, @extschema@.trade_mix),
    OPERATOR 2 @extschema@.<= (@extschema@.trade_mix, @extschema@.trade_mix),
    OPERATOR 3 @extschema@.= (@extschema@.trade_mix, @extschema@.trade_mix),
    OPERATOR 4 @extschema@.>= (@extschema@.trade_mix, @extschema@.trade_mix),
    OPERATOR 5 @extschema@.> (@extschema@.trade_mix, @extschema@.trade_mix),
    FUNCTION 1 @extschema@.trade_mix_cmp(@extschema@.trade_mix, @extschema@.trade_mix);

COMMENT ON OPERATOR CLASS @extschema@.trade_mix_ops USING btree IS
'Order of trade_mix: equality is over content, the order otherwise arbitrary.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_mix_ops USING btree IS
'Order of trade_mix: equality is over content, the order otherwise arbitrary.';

CREATE OPERATOR CLASS @extschema@.trade_mix_ops DEFAULT FOR TYPE @extschema@.trade_mix USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.trade_mix, @extschema@.trade_mix),
    FUNCTION 1 @extschema@.trade_mix_hash(@extschema@.trade_mix),
    FUNCTION 2 @extschema@.trade_mix_hash_extended(@extschema@.trade_mix, bigint);

COMMENT ON OPERATOR CLASS @extschema@.trade_mix_ops USING hash IS
'Hash of trade_mix, over content.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_mix_ops USING hash IS
'Hash of trade_mix, over content.';

CREATE FUNCTION @extschema@.trade_mix_to_jsonb(@extschema@.trade_mix) RETURNS pg_catalog.jsonb
AS 'MODULE_PATHNAME', 'sanctions_mix_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_to_jsonb(@extschema@.trade_mix) IS
'The JSON text of a mix as jsonb.';

CREATE CAST (@extschema@.trade_mix AS pg_catalog.jsonb) WITH FUNCTION @extschema@.trade_mix_to_jsonb(@extschema@.trade_mix) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.trade_mix AS pg_catalog.jsonb) IS
'The JSON text of a mix as jsonb.';

-- to_json, row_to_json and to_jsonb know a cast to json alone; without it a state is a string in them.
CREATE FUNCTION @extschema@.trade_mix_to_json(@extschema@.trade_mix) RETURNS pg_catalog.json
AS 'MODULE_PATHNAME', 'sanctions_mix_to_json'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_mix_to_json(@extschema@.trade_mix) IS
'The JSON text of a mix as json.';

CREATE CAST (@extschema@.trade_mix AS pg_catalog.json) WITH FUNCTION @extschema@.trade_mix_to_json(@extschema@.trade_mix) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.trade_mix AS pg_catalog.json) IS
'The text as json, which to_json, to_jsonb and row_to_json use.';

CREATE FUNCTION @extschema@.trade_mix_rows_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_mix_rows_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_mix_rows_support(pg_catalog.internal) IS
'Tells the planner how many rows shares and contributions give.';

CREATE FUNCTION @extschema@.total(mix @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_total_value'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.total(@extschema@.trade_mix) IS
'The sum of all values, negative ones too; 0 for the empty mix. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.share(mix @extschema@.trade_mix, label pg_catalog.text) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_share'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.share(@extschema@.trade_mix, pg_catalog.text) IS
'The labels part of the total, 0 for a label the mix lacks. Labels that are codes are read in any form (156 finds CHN), 22P02 where they cannot be; text is taken byte for byte, and one that is absent while the mix has another spelling of the same country (CN asked, CHN there) is 22023 with that spelling. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.share(mix @extschema@.trade_mix, label @extschema@.country_code) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_share_country'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.share(@extschema@.trade_mix, @extschema@.country_code) IS
'The country''s part of the total, 0 for one the mix lacks. A mix with other labels is 22023. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.share(mix @extschema@.trade_mix, label @extschema@.hs_code) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_share_hs'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.share(@extschema@.trade_mix, @extschema@.hs_code) IS
'The code''s part of the total, 0 for one the mix lacks; codes below it do not count. A mix with other labels is 22023. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.combined_share(mix @extschema@.trade_mix, labels pg_catalog.text[]) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_combined_share'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.combined_share(@extschema@.trade_mix, pg_catalog.text[]) IS
'The labels'' part of the total together. One named twice counts once, one the mix lacks counts 0; they are read as by share. NULL among them is 22004. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.shares(
    mix @extschema@.trade_mix,
    OUT label pg_catalog.text,
    OUT value double precision,
    OUT share double precision,
    OUT rank bigint,
    OUT cumulative_share double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_mix_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 50
SUPPORT @extschema@.trade_mix_rows_support;

COMMENT ON FUNCTION @extschema@.shares(@extschema@.trade_mix) IS
'The labels with their values and parts of the total, by falling value, then by the labels bytes. Equal values share a rank, as by rank(); cumulative_share is the part of this and all labels before it. A label of negative value is 22023; no rows for the empty mix.';

CREATE FUNCTION @extschema@.hhi(mix @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_hhi'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.hhi(@extschema@.trade_mix) IS
'Herfindahl-Hirschman index: the sum of the squared shares, from 1/n for n equal labels to 1 for a single one. Multiply by 10,000 for points. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.hhi_normalized(mix @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_hhi_normalized'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.hhi_normalized(@extschema@.trade_mix) IS
'Normalized Herfindahl-Hirschman index (H - 1/n)/(1 - 1/n) over n labels of positive value: 0 where all are equal, 1 where there is only one. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.effective_number(mix @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_effective_number'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.effective_number(@extschema@.trade_mix) IS
'1/H: so many labels of equal value would have the same Herfindahl-Hirschman index. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.entropy(mix @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_entropy'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.entropy(@extschema@.trade_mix) IS
'Shannon entropy of the shares, -sum s ln s, in nats: 0 for a single label, ln n for n equal ones. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.theil(mix @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_theil'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.theil(@extschema@.trade_mix) IS
'Theil index ln n - entropy over n labels of positive value: 0 where all are equal, never below. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.gini(mix @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_gini'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.gini(@extschema@.trade_mix) IS
'Gini coefficient of the n positive values, population form: 0 where all are equal, at most 1 - 1/n. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.top_share(mix @extschema@.trade_mix, k integer) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_top_share'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.top_share(@extschema@.trade_mix, integer) IS
'The part of the total that the k largest labels have; 1 where there are no more than k. k below 1 is 22023. A label of negative value is 22023; NULL where the total is 0.';

CREATE FUNCTION @extschema@.similarity(a @extschema@.trade_mix, b @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_similarity'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.similarity(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Finger-Kreinin index sum min(s_a, s_b) over the shares of two mixes: 0 for nothing in common, 1 for equal shares. A label of negative value and other kinds of labels are 22023; NULL where a total is 0.';

CREATE FUNCTION @extschema@.turnover(before @extschema@.trade_mix, after @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_turnover'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.turnover(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Part of the market that changed hands, 1/2 sum |s_1 - s_0| over the shares of two mixes: 0 for equal shares, 1 for nothing in common. A label of negative value and other kinds of labels are 22023; NULL where a total is 0.';

CREATE FUNCTION @extschema@.contributions(
    before @extschema@.trade_mix,
    after @extschema@.trade_mix,
    OUT label pg_catalog.text,
    OUT base double precision,
    OUT current double precision,
    OUT change double precision,
    OUT growth double precision,
    OUT contribution double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_mix_contributions'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 50
SUPPORT @extschema@.trade_mix_rows_support;

COMMENT ON FUNCTION @extschema@.contributions(@extschema@.trade_mix, @extschema@.trade_mix) IS
'What each label adds to the growth of the total: contribution is its change over the total before, so the contributions add up to current total/base total - 1. By the labels bytes, a label that one mix lacks is 0 there. growth is NULL where base is 0 or one of the two values below 0; contribution where the total before is 0 or one of the two totals below 0. Other kinds of labels are 22023, a total beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.pivot(
    before @extschema@.trade_mix,
    after @extschema@.trade_mix,
    blocked pg_catalog.text[],
    OUT lost double precision,
    OUT gained double precision,
    OUT pivot double precision,
    OUT lost_value double precision,
    OUT gained_value double precision,
    OUT replaced double precision,
    OUT captors pg_catalog.jsonb
) RETURNS pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_mix_pivot'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.pivot(@extschema@.trade_mix, @extschema@.trade_mix, pg_catalog.text[]) IS
'Who took over from blocked suppliers. With the shares before and after: lost is what the blocked lost, gained what others gained, pivot = min(lost, gained)/lost, NULL where nothing was lost. lost_value, gained_value and replaced = min(lost_value, gained_value)/lost_value are the same in values, compared as they are: give windows of equal length. captors is an array of the labels, not blocked, whose share rose, by falling part, then by label: {"label","part","share_before","share_after","value_gained"}, part being what it has of gained. blocked is read as labels are by share; NULL or NULL among it is 22004, a label of negative value and other kinds of labels are 22023. NULL where a mix is NULL or its total 0.';

-- Only the server calls what is here, and asks nobody for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.trade_mix_recv(pg_catalog.internal),
    @extschema@.trade_mix_state_recv(pg_catalog.internal),
    @extschema@.trade_mix_rows_support(pg_catalog.internal),
    @extschema@.trade_mix_typanalyze(pg_catalog.internal)
FROM PUBLIC;
