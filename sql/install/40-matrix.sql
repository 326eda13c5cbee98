--
-- matrix: trade_matrix, exporter x importer x period to value and quantity
--

CREATE TYPE @extschema@.trade_matrix;

CREATE FUNCTION @extschema@.trade_matrix_in(pg_catalog.cstring) RETURNS @extschema@.trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_in(pg_catalog.cstring) IS
'Reads trade_matrix from JSON text, keys in any order. Bad text and keys that come twice are 22P02, numbers beyond 1.7e26 and years outside 1 to 9999 are 22003 (soft errors on PostgreSQL 16 and later).';

CREATE FUNCTION @extschema@.trade_matrix_out(@extschema@.trade_matrix) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_matrix_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_out(@extschema@.trade_matrix) IS
'Writes trade_matrix as JSON text with exact decimals: importer, exporter, period, value; with quantities [value,quantity,value_with_quantity].';

CREATE FUNCTION @extschema@.trade_matrix_recv(pg_catalog.internal) RETURNS @extschema@.trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_recv(pg_catalog.internal) IS
'Receives trade_matrix: its stored bytes. All is checked, the canonical layout too; bytes that are no matrix are 22P03.';

CREATE FUNCTION @extschema@.trade_matrix_send(@extschema@.trade_matrix) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_matrix_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_send(@extschema@.trade_matrix) IS
'Sends trade_matrix: the stored bytes, little-endian, of which the first is the version. Equal content has equal bytes.';

CREATE FUNCTION @extschema@.trade_matrix_typanalyze(pg_catalog.internal) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_typanalyze'
LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_matrix_typanalyze(pg_catalog.internal) IS
'What ANALYZE gathers of a column of trade_matrix: beside what it gathers of any, how many importers, cells and periods one has on average, for the planner.';

CREATE TYPE @extschema@.trade_matrix (
    INPUT = @extschema@.trade_matrix_in,
    OUTPUT = @extschema@.trade_matrix_out,
    RECEIVE = @extschema@.trade_matrix_recv,
    SEND = @extschema@.trade_matrix_send,
    ANALYZE = @extschema@.trade_matrix_typanalyze,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = external
);

COMMENT ON TYPE @extschema@.trade_matrix IS
'Exporter x importer x period to value, and where rows carry a quantity, that quantity and the value of those rows. Labels are text or country_code, periods years or months; absent means zero trade. Sums are exact. Equal content has equal bytes.';

CREATE TYPE @extschema@.trade_matrix_state;

CREATE FUNCTION @extschema@.trade_matrix_state_in(pg_catalog.cstring) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_state_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_state_in(pg_catalog.cstring) IS
'Reads trade_matrix_state from base64 of stored bytes. All is checked, the canonical layout too: anything else is 22P02 (a soft error on PostgreSQL 16 and later).';

CREATE FUNCTION @extschema@.trade_matrix_state_out(@extschema@.trade_matrix_state) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_matrix_state_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_state_out(@extschema@.trade_matrix_state) IS
'Writes trade_matrix_state as base64 (RFC 4648) of the stored bytes of its canonical form. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_matrix_state_recv(pg_catalog.internal) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_state_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_state_recv(pg_catalog.internal) IS
'Receives trade_matrix_state: stored bytes of trade_matrix. All is checked, the canonical layout too: anything else is 22P03.';

CREATE FUNCTION @extschema@.trade_matrix_state_send(@extschema@.trade_matrix_state) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_matrix_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_state_send(@extschema@.trade_matrix_state) IS
'Sends trade_matrix_state: the stored bytes of its canonical form, as trade_matrix_send. A sum beyond 1.7e26 is 22003.';

CREATE TYPE @extschema@.trade_matrix_state (
    INPUT = @extschema@.trade_matrix_state_in,
    OUTPUT = @extschema@.trade_matrix_state_out,
    RECEIVE = @extschema@.trade_matrix_state_recv,
    SEND = @extschema@.trade_matrix_state_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = external
);

COMMENT ON TYPE @extschema@.trade_matrix_state IS
'Plumbing: what the aggregates trade_matrix and rollup keep while they run, and what a distributed engine carries between its nodes, as base64 of the bytes that trade_matrix stores. Tables and queries use trade_matrix.';

CREATE FUNCTION @extschema@.trade_matrix_merge(@extschema@.trade_matrix_state, @extschema@.trade_matrix_state) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_merge(@extschema@.trade_matrix_state, @extschema@.trade_matrix_state) IS
'Combine function of trade_matrix and rollup. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE FUNCTION @extschema@.trade_matrix_final(@extschema@.trade_matrix_state) RETURNS @extschema@.trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_final(@extschema@.trade_matrix_state) IS
'Final function of trade_matrix and rollup: the canonical form of the state, which is not changed. More than 2^24 cells (13 million with quantities) or 65,535 labels is 54000, a sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period integer, value double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, integer, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, double precision, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period integer, value double precision, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, integer, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, numeric) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period integer, value numeric) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, integer, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, numeric, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period integer, value numeric, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, integer, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, bigint) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period integer, value bigint) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, integer, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, bigint, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, integer, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period integer, value bigint, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, integer, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period pg_catalog.date, value double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, pg_catalog.date, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, double precision, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period pg_catalog.date, value double precision, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, pg_catalog.date, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, numeric) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period pg_catalog.date, value numeric) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, pg_catalog.date, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, numeric, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period pg_catalog.date, value numeric, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, pg_catalog.date, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, bigint) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period pg_catalog.date, value bigint) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, pg_catalog.date, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, bigint, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, pg_catalog.text, pg_catalog.text, pg_catalog.date, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter pg_catalog.text, importer pg_catalog.text, period pg_catalog.date, value bigint, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(pg_catalog.text, pg_catalog.text, pg_catalog.date, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period integer, value double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, integer, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, double precision, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period integer, value double precision, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, integer, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, numeric) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period integer, value numeric) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, integer, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, numeric, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period integer, value numeric, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, integer, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, bigint) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period integer, value bigint) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, integer, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, bigint, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, integer, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period integer, value bigint, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, integer, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period pg_catalog.date, value double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, pg_catalog.date, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, double precision, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period pg_catalog.date, value double precision, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, pg_catalog.date, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, numeric) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period pg_catalog.date, value numeric) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, pg_catalog.date, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, numeric, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period pg_catalog.date, value numeric, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, pg_catalog.date, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, bigint) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period pg_catalog.date, value bigint) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, pg_catalog.date, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, bigint, double precision) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.country_code, @extschema@.country_code, pg_catalog.date, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE @extschema@.trade_matrix(exporter @extschema@.country_code, importer @extschema@.country_code, period pg_catalog.date, value bigint, quantity double precision) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_matrix(@extschema@.country_code, @extschema@.country_code, pg_catalog.date, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.trade_matrix) RETURNS @extschema@.trade_matrix_state
AS 'MODULE_PATHNAME', 'sanctions_matrix_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_add(@extschema@.trade_matrix_state, @extschema@.trade_matrix) IS
'Transition function of rollup: adds a stored state. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE AGGREGATE @extschema@.rollup(state @extschema@.trade_matrix) (
    SFUNC = @extschema@.trade_matrix_add,
    STYPE = @extschema@.trade_matrix_state,
    SSPACE = 4096,
    FINALFUNC = @extschema@.trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.trade_matrix) IS
'All matrices merged, cell by cell. NULL is skipped; NULL over no rows. Kinds of labels, and years and months, do not merge: 22023.';

CREATE FUNCTION @extschema@.trade_matrix_plus(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS @extschema@.trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_plus(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'The sum of two matrices, cell by cell, exactly. Kinds of labels, and years and months, do not merge: 22023.';

CREATE OPERATOR @extschema@.+ (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_plus,
    COMMUTATOR = OPERATOR(@extschema@.+)
);

COMMENT ON OPERATOR @extschema@.+ (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'The sum of two matrices, cell by cell, exactly. Kinds of labels, and years and months, do not merge: 22023.';

CREATE FUNCTION @extschema@.trade_matrix_minus(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS @extschema@.trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_minus(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'The difference of two matrices, cell by cell, exactly; cells that become zero vanish. Undoes +. Kinds of labels, and years and months, do not merge: 22023.';

CREATE OPERATOR @extschema@.- (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_minus
);

COMMENT ON OPERATOR @extschema@.- (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'The difference of two matrices, cell by cell, exactly; cells that become zero vanish. Undoes +. Kinds of labels, and years and months, do not merge: 22023.';

CREATE FUNCTION @extschema@.trade_matrix_eq(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_eq(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Whether two matrices have the same labels, periods, values and quantities.';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_eq,
    COMMUTATOR = OPERATOR(@extschema@.=),
    NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = pg_catalog.eqsel,
    JOIN = pg_catalog.eqjoinsel,
    HASHES,
    MERGES
);

COMMENT ON OPERATOR @extschema@.= (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Whether two matrices have the same labels, periods, values and quantities.';

CREATE FUNCTION @extschema@.trade_matrix_ne(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_ne(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Whether two matrices differ.';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_ne,
    COMMUTATOR = OPERATOR(@extschema@.<>),
    NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = pg_catalog.neqsel,
    JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.<> (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Whether two matrices differ.';

CREATE FUNCTION @extschema@.trade_matrix_lt(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_lt(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.< (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_lt,
    COMMUTATOR = OPERATOR(@extschema@.>),
    NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = pg_catalog.scalarltsel,
    JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.< (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_matrix_le(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_le(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.<= (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_le,
    COMMUTATOR = OPERATOR(@extschema@.>=),
    NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = pg_catalog.scalarlesel,
    JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<= (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_matrix_gt(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_gt(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.> (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_gt,
    COMMUTATOR = OPERATOR(@extschema@.<),
    NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = pg_catalog.scalargtsel,
    JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.> (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_matrix_ge(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_ge(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR @extschema@.>= (
    LEFTARG = @extschema@.trade_matrix,
    RIGHTARG = @extschema@.trade_matrix,
    FUNCTION = @extschema@.trade_matrix_ge,
    COMMUTATOR = OPERATOR(@extschema@.<=),
    NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = pg_catalog.scalargesel,
    JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>= (@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION @extschema@.trade_matrix_cmp(@extschema@.trade_matrix, @extschema@.trade_matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_matrix_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_cmp(@extschema@.trade_matrix, @extschema@.trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes: below 0, 0 or above 0.';

CREATE FUNCTION @extschema@.trade_matrix_hash(@extschema@.trade_matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_matrix_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_hash(@extschema@.trade_matrix) IS
'Hash of a matrix, over its content.';

CREATE FUNCTION @extschema@.trade_matrix_hash_extended(@extschema@.trade_matrix, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_matrix_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION @extschema@.trade_matrix_hash_extended(@extschema@.trade_matrix, bigint) IS
'Hash of a matrix with a seed, over its content.';

CREATE OPERATOR CLASS @extschema@.trade_matrix_ops DEFAULT FOR TYPE @extschema@.trade_matrix USING btree AS
    OPERATOR 1 @extschema@.< (@extschema@.trade_matrix, @extschema@.trade_matrix),
    OPERATOR 2 @extschema@.<= (@extschema@.trade_matrix, @extschema@.trade_matrix),
    OPERATOR 3 @extschema@.= (@extschema@.trade_matrix, @extschema@.trade_matrix),
    OPERATOR 4 @extschema@.>= (@extschema@.trade_matrix, @extschema@.trade_matrix),
    OPERATOR 5 @extschema@.> (@extschema@.trade_matrix, @extschema@.trade_matrix),
    FUNCTION 1 @extschema@.trade_matrix_cmp(@extschema@.trade_matrix, @extschema@.trade_matrix);

COMMENT ON OPERATOR CLASS @extschema@.trade_matrix_ops USING btree IS
'Order of trade_matrix: equality is over content, the order otherwise arbitrary.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_matrix_ops USING btree IS
'Order of trade_matrix: equality is over content, the order otherwise arbitrary.';

CREATE OPERATOR CLASS @extschema@.trade_matrix_ops DEFAULT FOR TYPE @extschema@.trade_matrix USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.trade_matrix, @extschema@.trade_matrix),
    FUNCTION 1 @extschema@.trade_matrix_hash(@extschema@.trade_matrix),
    FUNCTION 2 @extschema@.trade_matrix_hash_extended(@extschema@.trade_matrix, bigint);

COMMENT ON OPERATOR CLASS @extschema@.trade_matrix_ops USING hash IS
'Hash of trade_matrix, over content.';

COMMENT ON OPERATOR FAMILY @extschema@.trade_matrix_ops USING hash IS
'Hash of trade_matrix, over content.';

CREATE FUNCTION @extschema@.trade_matrix_to_jsonb(@extschema@.trade_matrix) RETURNS pg_catalog.jsonb
AS 'MODULE_PATHNAME', 'sanctions_matrix_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_to_jsonb(@extschema@.trade_matrix) IS
'The JSON text of a matrix as jsonb.';

CREATE CAST (@extschema@.trade_matrix AS pg_catalog.jsonb) WITH FUNCTION @extschema@.trade_matrix_to_jsonb(@extschema@.trade_matrix) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.trade_matrix AS pg_catalog.jsonb) IS
'The JSON text of a matrix as jsonb.';

-- to_json, row_to_json and to_jsonb know a cast to json alone; without it a state is a string in them.
CREATE FUNCTION @extschema@.trade_matrix_to_json(@extschema@.trade_matrix) RETURNS pg_catalog.json
AS 'MODULE_PATHNAME', 'sanctions_matrix_to_json'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.trade_matrix_to_json(@extschema@.trade_matrix) IS
'The JSON text of a matrix as json.';

CREATE CAST (@extschema@.trade_matrix AS pg_catalog.json) WITH FUNCTION @extschema@.trade_matrix_to_json(@extschema@.trade_matrix) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.trade_matrix AS pg_catalog.json) IS
'The text as json, which to_json, to_jsonb and row_to_json use.';

CREATE FUNCTION @extschema@.trade_matrix_rows_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_matrix_rows_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_matrix_rows_support(pg_catalog.internal) IS
'Tells the planner how many rows flows gives.';

CREATE FUNCTION @extschema@.flows(
    m @extschema@.trade_matrix,
    OUT exporter pg_catalog.text,
    OUT importer pg_catalog.text,
    OUT period pg_catalog.date,
    OUT value double precision,
    OUT quantity double precision,
    OUT value_with_quantity double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_matrix_flows'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT @extschema@.trade_matrix_rows_support;

COMMENT ON FUNCTION @extschema@.flows(@extschema@.trade_matrix) IS
'The cells of a matrix by importer, period and exporter: period is the first day of the month or year, value the sum of all rows, quantity and value_with_quantity those of the rows that carry a quantity, NULL where none does.';

-- Only the server calls what is here, and asks nobody for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.trade_matrix_recv(pg_catalog.internal),
    @extschema@.trade_matrix_state_recv(pg_catalog.internal),
    @extschema@.trade_matrix_rows_support(pg_catalog.internal),
    @extschema@.trade_matrix_typanalyze(pg_catalog.internal)
FROM PUBLIC;
