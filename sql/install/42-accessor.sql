--
-- accessor: what a trade_matrix tells
--

CREATE FUNCTION trade_matrix_importers_support(internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sanctions_accessor_importers_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_matrix_importers_support(internal) IS
'Tells the planner how many importers a matrix has.';

CREATE FUNCTION trade_matrix_flows_support(internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sanctions_accessor_flows_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_matrix_flows_support(internal) IS
'Tells the planner how many pairs of exporter and importer a matrix has.';

CREATE FUNCTION import_shares(
    m trade_matrix,
    during trade_window,
    OUT importer text,
    OUT exporter text,
    OUT value double precision,
    OUT share double precision
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT trade_matrix_flows_support;

COMMENT ON FUNCTION import_shares(trade_matrix, trade_window) IS
'The share of each exporter in the imports of each importer over a window: one row for every pair that has a cell in it, by importer, then exporter, in byte order. value is in the unit of the matrix; share is value divided by all imports of that importer, NULL where those are 0. A negative value of a pair is 22023 and named, as is a window that cuts a year of annual data; a sum beyond 1.7e26 is 22003. A NULL argument gives no rows.';

CREATE FUNCTION import_shares(
    m trade_matrix,
    during trade_window,
    exporter text,
    OUT importer text,
    OUT exporter text,
    OUT value double precision,
    OUT share double precision
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200
SUPPORT trade_matrix_importers_support;

COMMENT ON FUNCTION import_shares(trade_matrix, trade_window, text) IS
'The share of one exporter in the imports of each importer that has a cell of it in the window; otherwise as import_shares(trade_matrix, trade_window), of which it gives those rows. An importer that bought nothing from it has no row, and an exporter that the matrix lacks has none at all. On a matrix of country codes the exporter is read as one in any form (22P02), on text it is taken byte for byte.';

CREATE FUNCTION import_growth(
    m trade_matrix,
    current trade_window,
    OUT importer text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome text
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200
SUPPORT trade_matrix_importers_support;

COMMENT ON FUNCTION import_growth(trade_matrix, trade_window) IS
'Growth of the imports of each importer, from all exporters together, in the current window on the same window one year earlier; otherwise as import_growth(trade_matrix, trade_window, trade_window).';

CREATE FUNCTION import_growth(
    m trade_matrix,
    current trade_window,
    base trade_window,
    OUT importer text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome text
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200
SUPPORT trade_matrix_importers_support;

COMMENT ON FUNCTION import_growth(trade_matrix, trade_window, trade_window) IS
'Growth of the imports of each importer, from all exporters together: one row for every importer with a cell in either window, in byte order. base_value and current_value are the windows'' totals, or averages per calendar month where the windows differ in length; growth is (current - base)/base of the exact totals. An absent cell is zero trade. outcome is the first that applies of negative (a total below 0, growth NULL), both_zero and zero_base (growth NULL), exit (growth -1), ok. A window that cuts a year of annual data is 22023, one without a year before it and a total beyond 1.7e26 are 22003. A NULL argument gives no rows.';

CREATE FUNCTION growth_rates(
    m trade_matrix,
    current trade_window,
    OUT exporter text,
    OUT importer text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome text
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_accessor_growth_rates'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT trade_matrix_flows_support;

COMMENT ON FUNCTION growth_rates(trade_matrix, trade_window) IS
'Growth of each flow, exporter to importer, in the current window on the same window one year earlier; otherwise as growth_rates(trade_matrix, trade_window, trade_window).';

CREATE FUNCTION growth_rates(
    m trade_matrix,
    current trade_window,
    base trade_window,
    OUT exporter text,
    OUT importer text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome text
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_accessor_growth_rates'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT trade_matrix_flows_support;

COMMENT ON FUNCTION growth_rates(trade_matrix, trade_window, trade_window) IS
'Growth of each flow, exporter to importer: one row for every pair with a cell in either window, by importer, then exporter, in byte order, as flows gives them. Figures, outcomes and errors are those of import_growth: an absent cell is zero trade, so that a flow that ended is exit with growth -1 and a new one zero_base.';

CREATE FUNCTION unit_values(
    m trade_matrix,
    during trade_window,
    OUT exporter text,
    OUT importer text,
    OUT value double precision,
    OUT quantity double precision,
    OUT unit_value double precision
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_accessor_unit_values'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT trade_matrix_flows_support;

COMMENT ON FUNCTION unit_values(trade_matrix, trade_window) IS
'The unit value of each flow over a window: one row for every pair with a cell in it, by importer, then exporter, in byte order. value is the value of all rows, quantity that of the rows that carry one, NULL where none does. unit_value is the value of the rows that carry a quantity divided by that quantity, NULL unless both are above 0; it means something for one product in one unit. A window that cuts a year of annual data is 22023, a sum beyond 1.7e26 is 22003. A NULL argument gives no rows.';
