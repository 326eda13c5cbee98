--
-- series: trade_series, period to value of one flow
--

CREATE TYPE @extschema@.trade_series;

CREATE FUNCTION @extschema@.trade_series_in(pg_catalog.cstring) RETURNS @extschema@.trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_in(pg_catalog.cstring) IS
'Reads trade_series from JSON text such as {"2023-01":[12.5,1]}: months, or years such as "2023", in any order, each with its value and number of rows. Bad text, a period that comes twice and years beside months are 22P02, values beyond 1.7e26 and years outside 1 to 9999 are 22003 (soft errors on PostgreSQL 16 and later).';

CREATE FUNCTION @extschema@.trade_series_out(@extschema@.trade_series) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_series_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_out(@extschema@.trade_series) IS
'Writes trade_series as JSON text with exact decimals: period to [value,rows], in order of time.';

CREATE FUNCTION @extschema@.trade_series_recv(pg_catalog.internal) RETURNS @extschema@.trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_recv(pg_catalog.internal) IS
'Receives trade_series: its stored bytes. All is checked, the canonical layout too; bytes that are no series are 22P03.';

CREATE FUNCTION @extschema@.trade_series_send(@extschema@.trade_series) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_series_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_send(@extschema@.trade_series) IS
'Sends trade_series: the stored bytes, little-endian, of which the first is the version. Equal content has equal bytes.';

CREATE FUNCTION @extschema@.trade_series_typanalyze(pg_catalog.internal) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_typanalyze'
LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_series_typanalyze(pg_catalog.internal) IS
'What ANALYZE gathers of a column of trade_series: beside what it gathers of any, how many periods one has on average, for the planner.';

CREATE TYPE @extschema@.trade_series (
    INPUT = @extschema@.trade_series_in,
    OUTPUT = @extschema@.trade_series_out,
    RECEIVE = @extschema@.trade_series_recv,
    SEND = @extschema@.trade_series_send,
    ANALYZE = @extschema@.trade_series_typanalyze,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);

COMMENT ON TYPE @extschema@.trade_series IS
'Period to value of one flow, with the number of rows of each period, so that a reported zero differs from a gap. Periods are years or months. Sums are exact. Equal content has equal bytes.';

CREATE TYPE @extschema@.trade_series_state;

CREATE FUNCTION @extschema@.trade_series_state_in(pg_catalog.cstring) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_state_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_state_in(pg_catalog.cstring) IS
'Reads trade_series_state from base64 of stored bytes. All is checked, the canonical layout too: anything else is 22P02 (a soft error on PostgreSQL 16 and later).';

CREATE FUNCTION @extschema@.trade_series_state_out(@extschema@.trade_series_state) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_series_state_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_state_out(@extschema@.trade_series_state) IS
'Writes trade_series_state as base64 (RFC 4648) of the stored bytes of its canonical form. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_series_state_recv(pg_catalog.internal) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_state_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_state_recv(pg_catalog.internal) IS
'Receives trade_series_state: stored bytes of trade_series. All is checked, the canonical layout too: anything else is 22P03.';

CREATE FUNCTION @extschema@.trade_series_state_send(@extschema@.trade_series_state) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_series_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_state_send(@extschema@.trade_series_state) IS
'Sends trade_series_state: the stored bytes of its canonical form, as trade_series_send. A sum beyond 1.7e26 is 22003.';

CREATE TYPE @extschema@.trade_series_state (
    INPUT = @extschema@.trade_series_state_in,
    OUTPUT = @extschema@.trade_series_state_out,
    RECEIVE = @extschema@.trade_series_state_recv,
    SEND = @extschema@.trade_series_state_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);

COMMENT ON TYPE @extschema@.trade_series_state IS
'Plumbing: what the aggregates trade_series and rollup keep while they run, and what a distributed engine carries between its nodes, as base64 of the bytes that trade_series stores. Tables and queries use trade_series.';

CREATE FUNCTION @extschema@.trade_series_merge(@extschema@.trade_series_state, @extschema@.trade_series_state) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_merge(@extschema@.trade_series_state, @extschema@.trade_series_state) IS
'Combine function of trade_series and rollup. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE FUNCTION @extschema@.trade_series_final(@extschema@.trade_series_state) RETURNS @extschema@.trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_final(@extschema@.trade_series_state) IS
'Final function of trade_series and rollup: the canonical form of the state, which is not changed. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, integer, double precision) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_add_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, integer, double precision) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_series(period integer, value double precision) (
    SFUNC = @extschema@.trade_series_add,
    STYPE = @extschema@.trade_series_state,
    SSPACE = 512,
    FINALFUNC = @extschema@.trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_series(integer, double precision) IS
'The series of the rows: the exact sum of value and the number of rows by year. A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, integer, numeric) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_add_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, integer, numeric) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_series(period integer, value numeric) (
    SFUNC = @extschema@.trade_series_add,
    STYPE = @extschema@.trade_series_state,
    SSPACE = 512,
    FINALFUNC = @extschema@.trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_series(integer, numeric) IS
'The series of the rows: the exact sum of value and the number of rows by year. A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, integer, bigint) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_add_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, integer, bigint) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_series(period integer, value bigint) (
    SFUNC = @extschema@.trade_series_add,
    STYPE = @extschema@.trade_series_state,
    SSPACE = 512,
    FINALFUNC = @extschema@.trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_series(integer, bigint) IS
'The series of the rows: the exact sum of value and the number of rows by year. A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, pg_catalog.date, double precision) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_add_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, pg_catalog.date, double precision) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_series(period pg_catalog.date, value double precision) (
    SFUNC = @extschema@.trade_series_add,
    STYPE = @extschema@.trade_series_state,
    SSPACE = 512,
    FINALFUNC = @extschema@.trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_series(pg_catalog.date, double precision) IS
'The series of the rows: the exact sum of value and the number of rows by month (that of the date). A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, pg_catalog.date, numeric) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_add_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, pg_catalog.date, numeric) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_series(period pg_catalog.date, value numeric) (
    SFUNC = @extschema@.trade_series_add,
    STYPE = @extschema@.trade_series_state,
    SSPACE = 512,
    FINALFUNC = @extschema@.trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_series(pg_catalog.date, numeric) IS
'The series of the rows: the exact sum of value and the number of rows by month (that of the date). A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, pg_catalog.date, bigint) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_add_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, pg_catalog.date, bigint) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_series(period pg_catalog.date, value bigint) (
    SFUNC = @extschema@.trade_series_add,
    STYPE = @extschema@.trade_series_state,
    SSPACE = 512,
    FINALFUNC = @extschema@.trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_series(pg_catalog.date, bigint) IS
'The series of the rows: the exact sum of value and the number of rows by month (that of the date). A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, @extschema@.trade_series) RETURNS @extschema@.trade_series_state
AS 'MODULE_PATHNAME', 'sanctions_series_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_add(@extschema@.trade_series_state, @extschema@.trade_series) IS
'Transition function of rollup: adds a stored state. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE AGGREGATE @extschema@.rollup(state @extschema@.trade_series) (
    SFUNC = @extschema@.trade_series_add,
    STYPE = @extschema@.trade_series_state,
    SSPACE = 512,
    FINALFUNC = @extschema@.trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.trade_series) IS
'All series merged, period by period. NULL is skipped; NULL over no rows. Years and months do not merge: 22023.';

CREATE FUNCTION @extschema@.trade_series_plus(@extschema@.trade_series, @extschema@.trade_series) RETURNS @extschema@.trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_plus(@extschema@.trade_series, @extschema@.trade_series) IS
'The sum of two series, period by period, exactly, values and numbers of rows. Years and months do not merge: 22023; an empty series merges with both.';

CREATE OPERATOR @extschema@.+ (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_plus,
    COMMUTATOR = OPERATOR(@extschema@.+)
);

COMMENT ON OPERATOR @extschema@.+ (@extschema@.trade_series, @extschema@.trade_series) IS
'The sum of two series, period by period, exactly, values and numbers of rows. Years and months do not merge: 22023; an empty series merges with both.';

CREATE FUNCTION @extschema@.trade_series_minus(@extschema@.trade_series, @extschema@.trade_series) RETURNS @extschema@.trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_minus(@extschema@.trade_series, @extschema@.trade_series) IS
'The difference of two series, period by period, exactly, values and numbers of rows, which may become negative; a period where both become 0 vanishes. Undoes +. Years and months do not merge: 22023.';

CREATE OPERATOR @extschema@.- (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_minus
);

COMMENT ON OPERATOR @extschema@.- (@extschema@.trade_series, @extschema@.trade_series) IS
'The difference of two series, period by period, exactly, values and numbers of rows, which may become negative; a period where both become 0 vanishes. Undoes +. Years and months do not merge: 22023.';

CREATE FUNCTION @extschema@.trade_series_eq(@extschema@.trade_series, @extschema@.trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_eq(@extschema@.trade_series, @extschema@.trade_series) IS
'Whether two series have the same periods, values and numbers of rows.';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_eq,
    COMMUTATOR = OPERATOR(@extschema@.=),
    NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = pg_catalog.eqsel,
    JOIN = pg_catalog.eqjoinsel,
    HASHES,
    MERGES
);

COMMENT ON OPERATOR @extschema@.= (@extschema@.trade_series, @extschema@.trade_series) IS
'Whether two series have the same periods, values and numbers of rows.';

CREATE FUNCTION @extschema@.trade_series_ne(@extschema@.trade_series, @extschema@.trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_ne(@extschema@.trade_series, @extschema@.trade_series) IS
'Whether two series differ.';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_ne,
    COMMUTATOR = OPERATOR(@extschema@.<>),
    NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = pg_catalog.neqsel,
    JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.<> (@extschema@.trade_series, @extschema@.trade_series) IS
'Whether two series differ.';

CREATE FUNCTION @extschema@.trade_series_lt(@extschema@.trade_series, @extschema@.trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_lt(@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.< (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_lt,
    COMMUTATOR = OPERATOR(@extschema@.>),
    NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = pg_catalog.scalarltsel,
    JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.< (@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_series_le(@extschema@.trade_series, @extschema@.trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_le(@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.<= (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_le,
    COMMUTATOR = OPERATOR(@extschema@.>=),
    NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = pg_catalog.scalarlesel,
    JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<= (@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_series_gt(@extschema@.trade_series, @extschema@.trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_gt(@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.> (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_gt,
    COMMUTATOR = OPERATOR(@extschema@.<),
    NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = pg_catalog.scalargtsel,
    JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.> (@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_series_ge(@extschema@.trade_series, @extschema@.trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_ge(@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.>= (
    LEFTARG = @extschema@.trade_series,
    RIGHTARG = @extschema@.trade_series,
    FUNCTION = @extschema@.trade_series_ge,
    COMMUTATOR = OPERATOR(@extschema@.<=),
    NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = pg_catalog.scalargesel,
    JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>= (@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_series_cmp(@extschema@.trade_series, @extschema@.trade_series) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_series_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_cmp(@extschema@.trade_series, @extschema@.trade_series) IS
'Order of trade_series for DISTINCT and indexes: below 0, 0 or above 0.';

CREATE FUNCTION @extschema@.trade_series_hash(@extschema@.trade_series) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_series_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_hash(@extschema@.trade_series) IS
'Hash of a series, over its content.';

CREATE FUNCTION @extschema@.trade_series_hash_extended(@extschema@.trade_series, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_series_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_series_hash_extended(@extschema@.trade_series, bigint) IS
'Hash of a series with a seed, over its content.';

CREATE OPERATOR CLASS @extschema@.trade_series_ops DEFAULT FOR TYPE @extschema@.trade_series USING btree AS
    OPERATOR 1 @extschema@.< (@extschema@.trade_series, @extschema@.trade_series),
    OPERATOR 2 @extschema@.<= (@extschema@.trade_series, @extschema@.trade_series),
    OPERATOR 3 @extschema@.= (@extschema@.trade_series, @extschema@.trade_series),
    OPERATOR 4 @extschema@.>= (@extschema@.trade_series, @extschema@.trade_series),
    OPERATOR 5 @extschema@.> (@extschema@.trade_series, @extschema@.trade_series),
    FUNCTION 1 @extschema@.trade_series_cmp(@extschema@.trade_series, @extschema@.trade_series);

COMMENT ON OPERATOR CLASS @extschema@.trade_series_ops USING btree IS
'Order of trade_series: equality is over content, the order otherwise arbitrary.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_series_ops USING btree IS
'Order of trade_series: equality is over content, the order otherwise arbitrary.';

CREATE OPERATOR CLASS @extschema@.trade_series_ops DEFAULT FOR TYPE @extschema@.trade_series USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.trade_series, @extschema@.trade_series),
    FUNCTION 1 @extschema@.trade_series_hash(@extschema@.trade_series),
    FUNCTION 2 @extschema@.trade_series_hash_extended(@extschema@.trade_series, bigint);

COMMENT ON OPERATOR CLASS @extschema@.trade_series_ops USING hash IS
'Hash of trade_series, over content.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_series_ops USING hash IS
'Hash of trade_series, over content.';

CREATE FUNCTION @extschema@.trade_series_to_jsonb(@extschema@.trade_series) RETURNS pg_catalog.jsonb
AS 'MODULE_PATHNAME', 'sanctions_series_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_to_jsonb(@extschema@.trade_series) IS
'The JSON text of a series as jsonb.';

CREATE CAST (@extschema@.trade_series AS pg_catalog.jsonb) WITH FUNCTION @extschema@.trade_series_to_jsonb(@extschema@.trade_series) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.trade_series AS pg_catalog.jsonb) IS
'The JSON text of a series as jsonb.';

-- to_json, row_to_json and to_jsonb know a cast to json alone; without it a state is a string in them.
CREATE FUNCTION @extschema@.trade_series_to_json(@extschema@.trade_series) RETURNS pg_catalog.json
AS 'MODULE_PATHNAME', 'sanctions_series_to_json'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_series_to_json(@extschema@.trade_series) IS
'The JSON text of a series as json.';

CREATE CAST (@extschema@.trade_series AS pg_catalog.json) WITH FUNCTION @extschema@.trade_series_to_json(@extschema@.trade_series) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.trade_series AS pg_catalog.json) IS
'The text as json, which to_json, to_jsonb and row_to_json use.';

CREATE FUNCTION @extschema@.growth(series @extschema@.trade_series, current @extschema@.trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.growth(@extschema@.trade_series, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals, as trade_growth. NULL when a window has no reported period, a total is negative or the base is 0; -1 when trade ended; growth_detail says which. A window that cuts a year of an annual series is 22023, one in year 1 22003.';

CREATE FUNCTION @extschema@.growth(series @extschema@.trade_series, current @extschema@.trade_window, base @extschema@.trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.growth(@extschema@.trade_series, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length, as trade_growth. NULL when a window has no reported period, a total is negative or the base is 0; -1 when trade ended; growth_detail says which. A window that cuts a year of an annual series is 22023.';

CREATE FUNCTION @extschema@.growth_detail(
    series @extschema@.trade_series,
    current @extschema@.trade_window,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT change double precision,
    OUT growth double precision,
    OUT midpoint double precision,
    OUT log_growth double precision,
    OUT outcome pg_catalog.text
)
AS 'MODULE_PATHNAME', 'sanctions_series_growth_detail'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.growth_detail(@extschema@.trade_series, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier, with its reason. base_value and current_value are the windows'' totals, or their averages per calendar month where the windows differ in length, NULL where no period is reported; change is their difference, growth (current - base)/base, midpoint 2 (current - base)/(current + base) (Davis, Haltiwanger and Schuh 1996), log_growth ln(current/base), each formed once of exact numbers. outcome is the first that applies of not_reported, no_base, no_current, negative, both_zero, zero_base, exit, partial (windows of equal length with different numbers of reported periods; growth is given), ok. A period is reported when its number of rows is above 0; values of other periods, which only differences of series have, add to the totals. A window that cuts a year of an annual series is 22023, one in year 1 22003.';

CREATE FUNCTION @extschema@.growth_detail(
    series @extschema@.trade_series,
    current @extschema@.trade_window,
    base @extschema@.trade_window,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT change double precision,
    OUT growth double precision,
    OUT midpoint double precision,
    OUT log_growth double precision,
    OUT outcome pg_catalog.text
)
AS 'MODULE_PATHNAME', 'sanctions_series_growth_detail'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.growth_detail(@extschema@.trade_series, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window, with its reason. base_value and current_value are the windows'' totals, or their averages per calendar month where the windows differ in length, NULL where no period is reported; change is their difference, growth (current - base)/base, midpoint 2 (current - base)/(current + base) (Davis, Haltiwanger and Schuh 1996), log_growth ln(current/base), each formed once of exact numbers. outcome is the first that applies of not_reported, no_base, no_current, negative, both_zero, zero_base, exit, partial (windows of equal length with different numbers of reported periods; growth is given), ok. A period is reported when its number of rows is above 0; values of other periods, which only differences of series have, add to the totals. A window that cuts a year of an annual series is 22023.';

CREATE FUNCTION @extschema@.trade_series_rows_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_series_rows_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_series_rows_support(pg_catalog.internal) IS
'Tells the planner how many rows growth_table gives.';

CREATE FUNCTION @extschema@.growth_table(
    series @extschema@.trade_series,
    step_months integer DEFAULT NULL,
    OUT period pg_catalog.date,
    OUT value double precision,
    OUT growth_on_year double precision,
    OUT growth_on_previous double precision,
    OUT midpoint double precision,
    OUT index double precision,
    OUT outcome pg_catalog.text
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_series_growth_table'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24
SUPPORT @extschema@.trade_series_rows_support;

COMMENT ON FUNCTION @extschema@.growth_table(@extschema@.trade_series, integer) IS
'One row a period, gaps included, from the first to the last in steps of step_months: NULL is 12 for an annual series, else 1; 3 for quarters dated by their first month. period is the first day; growth_on_year and midpoint compare with the same period one year earlier, growth_on_previous with the period one step before, index has the first period as 100. outcome is that of the comparison on the year (see growth_detail; no_base where the year before is a gap or before the first period), or gap where the period has no row. A negative value gives NULL rates and index. No rows for a NULL or empty series. A step below 1, or of an annual series no multiple of 12, is 22023; so is a period that is no multiple of the step after the first.';

CREATE FUNCTION @extschema@.cagr(series @extschema@.trade_series) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_cagr'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.cagr(@extschema@.trade_series) IS
'Compound annual growth rate from the first to the last reported period: (last/first)^(1/years) - 1, years being the months between them over 12. NULL when there are no two, first <= 0 or last < 0; a rate beyond double precision is 22003.';

CREATE FUNCTION @extschema@.trend_growth(series @extschema@.trade_series) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_trend_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trend_growth(@extschema@.trade_series) IS
'Annual rate exp(b) - 1 of the least-squares trend ln value = a + b t, t in years, over the reported periods whose value is above 0. NULL when there are fewer than two; a rate beyond double precision is 22003.';

CREATE FUNCTION @extschema@.total(series @extschema@.trade_series) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.total(@extschema@.trade_series) IS
'The exact sum of all periods, rounded once; 0 of an empty series. Beyond 1.7e26 it is 22003.';

CREATE FUNCTION @extschema@.total(series @extschema@.trade_series, during @extschema@.trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.total(@extschema@.trade_series, @extschema@.trade_window) IS
'The exact sum of the periods in a window, rounded once; NULL when the series has none of them. Beyond 1.7e26 it is 22003, a window that cuts a year of an annual series 22023.';

CREATE FUNCTION @extschema@.value_at(series @extschema@.trade_series, period @extschema@.trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_value_at'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.value_at(@extschema@.trade_series, @extschema@.trade_window) IS
'The value of one period, a year of an annual series or a month of a monthly one; another window is 22023. NULL for a gap.';

CREATE FUNCTION @extschema@.first_period(series @extschema@.trade_series) RETURNS pg_catalog.date
AS 'MODULE_PATHNAME', 'sanctions_series_first_period'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.first_period(@extschema@.trade_series) IS
'The first day of the first period. NULL for an empty series.';

CREATE FUNCTION @extschema@.last_period(series @extschema@.trade_series) RETURNS pg_catalog.date
AS 'MODULE_PATHNAME', 'sanctions_series_last_period'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.last_period(@extschema@.trade_series) IS
'The first day of the last period. NULL for an empty series.';

CREATE FUNCTION @extschema@.sparkline(series @extschema@.trade_series) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_series_sparkline'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.sparkline(@extschema@.trade_series) IS
'The series as a line of block characters in eight heights, one a period (month or year) from first to last, a blank for a gap. Heights are linear between the least and the greatest value, and 0 is always in between: the lowest block is 0 where no value is negative. More than 1,000 periods, and a database that is not in UTF8, are 22023.';

-- Only the server calls what is here, and asks nobody for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.trade_series_recv(pg_catalog.internal),
    @extschema@.trade_series_state_recv(pg_catalog.internal),
    @extschema@.trade_series_rows_support(pg_catalog.internal),
    @extschema@.trade_series_typanalyze(pg_catalog.internal)
FROM PUBLIC;
