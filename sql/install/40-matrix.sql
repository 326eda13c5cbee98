--
-- matrix: trade_matrix, exporter x importer x period to value and quantity
--

CREATE TYPE trade_matrix;

CREATE FUNCTION trade_matrix_in(cstring) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_in(cstring) IS
'Reads trade_matrix from JSON text, keys in any order. Bad text and keys that come twice are 22P02, numbers beyond 1.7e26 and years outside 1 to 9999 are 22003 (soft errors on PostgreSQL 16 and later).';

CREATE FUNCTION trade_matrix_out(trade_matrix) RETURNS cstring
AS 'MODULE_PATHNAME', 'sanctions_matrix_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_out(trade_matrix) IS
'Writes trade_matrix as JSON text with exact decimals: importer, exporter, period, value; with quantities [value,quantity,value_with_quantity].';

CREATE FUNCTION trade_matrix_recv(internal) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_recv(internal) IS
'Receives trade_matrix. Bytes that are no matrix are 22P03.';

CREATE FUNCTION trade_matrix_send(trade_matrix) RETURNS bytea
AS 'MODULE_PATHNAME', 'sanctions_matrix_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_send(trade_matrix) IS
'Sends trade_matrix: a version byte, then kind, labels and cells in network order.';

CREATE TYPE trade_matrix (
    INPUT = trade_matrix_in,
    OUTPUT = trade_matrix_out,
    RECEIVE = trade_matrix_recv,
    SEND = trade_matrix_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = external
);

COMMENT ON TYPE trade_matrix IS
'Exporter x importer x period to value, and where rows carry a quantity, that quantity and the value of those rows. Labels are text or country_code, periods years or months; absent means zero trade. Sums are exact. Equal content has equal bytes.';

CREATE FUNCTION trade_matrix_merge(trade_matrix, trade_matrix) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_merge(trade_matrix, trade_matrix) IS
'Combine function of trade_matrix and transition function of rollup. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE FUNCTION trade_matrix_final(trade_matrix) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_final(trade_matrix) IS
'Final function of trade_matrix and rollup: the canonical form of the state, which is not changed. More than 2^24 cells (13 million with quantities) or 65,535 labels is 54000, a sum beyond 1.7e26 is 22003.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, integer, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, integer, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period integer, value double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, integer, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, integer, double precision, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, integer, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period integer, value double precision, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, integer, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, integer, numeric) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, integer, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period integer, value numeric) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, integer, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, integer, numeric, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, integer, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period integer, value numeric, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, integer, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, integer, bigint) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, integer, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period integer, value bigint) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, integer, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, integer, bigint, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, integer, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period integer, value bigint, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, integer, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, date, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, date, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period date, value double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, date, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, date, double precision, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, date, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period date, value double precision, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, date, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, date, numeric) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, date, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period date, value numeric) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, date, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, date, numeric, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, date, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period date, value numeric, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, date, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, date, bigint) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, date, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period date, value bigint) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, date, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, text, text, date, bigint, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_text_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, text, text, date, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter text, importer text, period date, value bigint, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(text, text, date, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period integer, value double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, integer, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, double precision, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period integer, value double precision, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, integer, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, numeric) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period integer, value numeric) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, integer, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, numeric, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period integer, value numeric, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, integer, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, bigint) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period integer, value bigint) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, integer, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, bigint, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, integer, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period integer, value bigint, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, integer, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and year, with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period date, value double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, date, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, double precision, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, double precision, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period date, value double precision, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, date, double precision, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, numeric) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, numeric) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period date, value numeric) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, date, numeric) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, numeric, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, numeric, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period date, value numeric, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, date, numeric, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, bigint) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, bigint) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period date, value bigint) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, date, bigint) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date). A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, bigint, double precision) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_add_country_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_matrix_add(trade_matrix, country_code, country_code, date, bigint, double precision) IS
'Transition function of trade_matrix: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_matrix(exporter country_code, importer country_code, period date, value bigint, quantity double precision) (
    SFUNC = trade_matrix_add,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_matrix(country_code, country_code, date, bigint, double precision) IS
'The matrix of the rows: the exact sum of value by exporter, importer and month (that of the date), with the quantity and the value of the rows whose quantity is neither NULL nor 0. A row whose value is NULL is skipped; then a NULL exporter, importer or period is 22004, an empty label or one above 255 bytes 22023, NaN or infinity 22023. NULL over no rows.';

CREATE AGGREGATE rollup(state trade_matrix) (
    SFUNC = trade_matrix_merge,
    STYPE = trade_matrix,
    SSPACE = 4096,
    FINALFUNC = trade_matrix_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_matrix_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE rollup(trade_matrix) IS
'All matrices merged, cell by cell. NULL is skipped; NULL over no rows. Kinds of labels, and years and months, do not merge: 22023.';

CREATE FUNCTION trade_matrix_plus(trade_matrix, trade_matrix) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_plus(trade_matrix, trade_matrix) IS
'The sum of two matrices, cell by cell, exactly. Kinds of labels, and years and months, do not merge: 22023.';

CREATE OPERATOR + (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_plus,
    COMMUTATOR = +
);

COMMENT ON OPERATOR + (trade_matrix, trade_matrix) IS
'The sum of two matrices, cell by cell, exactly. Kinds of labels, and years and months, do not merge: 22023.';

CREATE FUNCTION trade_matrix_minus(trade_matrix, trade_matrix) RETURNS trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_matrix_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_minus(trade_matrix, trade_matrix) IS
'The difference of two matrices, cell by cell, exactly; cells that become zero vanish. Undoes +. Kinds of labels, and years and months, do not merge: 22023.';

CREATE OPERATOR - (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_minus
);

COMMENT ON OPERATOR - (trade_matrix, trade_matrix) IS
'The difference of two matrices, cell by cell, exactly; cells that become zero vanish. Undoes +. Kinds of labels, and years and months, do not merge: 22023.';

CREATE FUNCTION trade_matrix_eq(trade_matrix, trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_eq(trade_matrix, trade_matrix) IS
'Whether two matrices have the same labels, periods, values and quantities.';

CREATE OPERATOR = (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_eq,
    COMMUTATOR = =,
    NEGATOR = <>,
    RESTRICT = pg_catalog.eqsel,
    JOIN = pg_catalog.eqjoinsel,
    HASHES,
    MERGES
);

COMMENT ON OPERATOR = (trade_matrix, trade_matrix) IS
'Whether two matrices have the same labels, periods, values and quantities.';

CREATE FUNCTION trade_matrix_ne(trade_matrix, trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_ne(trade_matrix, trade_matrix) IS
'Whether two matrices differ.';

CREATE OPERATOR <> (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_ne,
    COMMUTATOR = <>,
    NEGATOR = =,
    RESTRICT = pg_catalog.neqsel,
    JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR <> (trade_matrix, trade_matrix) IS
'Whether two matrices differ.';

CREATE FUNCTION trade_matrix_lt(trade_matrix, trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_lt(trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR < (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_lt,
    COMMUTATOR = >,
    NEGATOR = >=,
    RESTRICT = pg_catalog.scalarltsel,
    JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR < (trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_matrix_le(trade_matrix, trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_le(trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR <= (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_le,
    COMMUTATOR = >=,
    NEGATOR = >,
    RESTRICT = pg_catalog.scalarlesel,
    JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR <= (trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_matrix_gt(trade_matrix, trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_gt(trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR > (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_gt,
    COMMUTATOR = <,
    NEGATOR = <=,
    RESTRICT = pg_catalog.scalargtsel,
    JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR > (trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_matrix_ge(trade_matrix, trade_matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_matrix_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_ge(trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR >= (
    LEFTARG = trade_matrix,
    RIGHTARG = trade_matrix,
    FUNCTION = trade_matrix_ge,
    COMMUTATOR = <=,
    NEGATOR = <,
    RESTRICT = pg_catalog.scalargesel,
    JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR >= (trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_matrix_cmp(trade_matrix, trade_matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_matrix_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_cmp(trade_matrix, trade_matrix) IS
'Order of trade_matrix for DISTINCT and indexes: below 0, 0 or above 0.';

CREATE FUNCTION trade_matrix_hash(trade_matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_matrix_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_hash(trade_matrix) IS
'Hash of a matrix, over its content.';

CREATE FUNCTION trade_matrix_hash_extended(trade_matrix, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_matrix_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_matrix_hash_extended(trade_matrix, bigint) IS
'Hash of a matrix with a seed, over its content.';

CREATE OPERATOR CLASS trade_matrix_ops DEFAULT FOR TYPE trade_matrix USING btree AS
    OPERATOR 1 < (trade_matrix, trade_matrix),
    OPERATOR 2 <= (trade_matrix, trade_matrix),
    OPERATOR 3 = (trade_matrix, trade_matrix),
    OPERATOR 4 >= (trade_matrix, trade_matrix),
    OPERATOR 5 > (trade_matrix, trade_matrix),
    FUNCTION 1 trade_matrix_cmp(trade_matrix, trade_matrix);

COMMENT ON OPERATOR CLASS trade_matrix_ops USING btree IS
'Order of trade_matrix: equality is over content, the order otherwise arbitrary.';

COMMENT ON OPERATOR FAMILY trade_matrix_ops USING btree IS
'Order of trade_matrix: equality is over content, the order otherwise arbitrary.';

CREATE OPERATOR CLASS trade_matrix_ops DEFAULT FOR TYPE trade_matrix USING hash AS
    OPERATOR 1 = (trade_matrix, trade_matrix),
    FUNCTION 1 trade_matrix_hash(trade_matrix),
    FUNCTION 2 trade_matrix_hash_extended(trade_matrix, bigint);

COMMENT ON OPERATOR CLASS trade_matrix_ops USING hash IS
'Hash of trade_matrix, over content.';

COMMENT ON OPERATOR FAMILY trade_matrix_ops USING hash IS
'Hash of trade_matrix, over content.';

CREATE FUNCTION trade_matrix_to_jsonb(trade_matrix) RETURNS jsonb
AS 'MODULE_PATHNAME', 'sanctions_matrix_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_matrix_to_jsonb(trade_matrix) IS
'The JSON text of a matrix as jsonb.';

CREATE CAST (trade_matrix AS jsonb) WITH FUNCTION trade_matrix_to_jsonb(trade_matrix) AS ASSIGNMENT;

COMMENT ON CAST (trade_matrix AS jsonb) IS
'The JSON text of a matrix as jsonb.';

CREATE FUNCTION trade_matrix_rows_support(internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sanctions_matrix_rows_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_matrix_rows_support(internal) IS
'Tells the planner how many rows flows gives.';

CREATE FUNCTION flows(
    m trade_matrix,
    OUT exporter text,
    OUT importer text,
    OUT period date,
    OUT value double precision,
    OUT quantity double precision,
    OUT value_with_quantity double precision
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_matrix_flows'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT trade_matrix_rows_support;

COMMENT ON FUNCTION flows(trade_matrix) IS
'The cells of a matrix by importer, exporter and period: period is the first day of the month or year, value the sum of all rows, quantity and value_with_quantity those of the rows that carry a quantity, NULL where none does.';
