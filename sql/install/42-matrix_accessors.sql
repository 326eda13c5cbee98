--
-- accessor: what a trade_matrix tells
--

CREATE FUNCTION @extschema@.trade_matrix_importers_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_accessor_importers_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_matrix_importers_support(pg_catalog.internal) IS
'Tells the planner how many importers a matrix has.';

CREATE FUNCTION @extschema@.trade_matrix_flows_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_accessor_flows_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_matrix_flows_support(pg_catalog.internal) IS
'Tells the planner how many pairs of exporter and importer a matrix has.';

CREATE FUNCTION @extschema@.trade_matrix_periods_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_accessor_periods_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_matrix_periods_support(pg_catalog.internal) IS
'Tells the planner how many importers and periods a matrix has.';

CREATE FUNCTION @extschema@.import_shares(
    m @extschema@.trade_matrix,
    during @extschema@.trade_window,
    OUT importer pg_catalog.text,
    OUT exporter pg_catalog.text,
    OUT value double precision,
    OUT share double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT @extschema@.trade_matrix_flows_support;

COMMENT ON FUNCTION @extschema@.import_shares(@extschema@.trade_matrix, @extschema@.trade_window) IS
'The share of each exporter in the imports of each importer over a window: one row for every pair that has a cell in it, by importer, then exporter, in byte order. value is in the unit of the matrix; share is value divided by all imports of that importer, NULL where those are 0. A negative value of a pair is 22023 and named, as is a window that cuts a year of annual data; a sum beyond 1.7e26 is 22003. A NULL argument gives no rows.';

CREATE FUNCTION @extschema@.import_shares(
    m @extschema@.trade_matrix,
    during @extschema@.trade_window,
    exporter pg_catalog.text,
    OUT importer pg_catalog.text,
    OUT exporter pg_catalog.text,
    OUT value double precision,
    OUT share double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200
SUPPORT @extschema@.trade_matrix_importers_support;

COMMENT ON FUNCTION @extschema@.import_shares(@extschema@.trade_matrix, @extschema@.trade_window, pg_catalog.text) IS
'The share of one exporter in the imports of each importer that has a cell of it in the window; otherwise as import_shares(trade_matrix, trade_window), of which it gives those rows. An importer that bought nothing from it has no row, and an exporter that the matrix lacks has none at all. On a matrix of country codes the exporter is read as one in any form (22P02), on text it is taken byte for byte, and one that is absent while the matrix has another spelling of the same country (CN asked, CHN there) is 22023 with that spelling.';

CREATE FUNCTION @extschema@.import_shares(
    m @extschema@.trade_matrix,
    during @extschema@.trade_window,
    exporter @extschema@.country_code,
    OUT importer pg_catalog.text,
    OUT exporter pg_catalog.text,
    OUT value double precision,
    OUT share double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_shares_country'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200
SUPPORT @extschema@.trade_matrix_importers_support;

COMMENT ON FUNCTION @extschema@.import_shares(@extschema@.trade_matrix, @extschema@.trade_window, @extschema@.country_code) IS
'The share of one exporter, as import_shares(trade_matrix, trade_window, text), of a country_code: on a matrix of text it stands for its three characters (RUS).';

CREATE FUNCTION @extschema@.import_growth(
    m @extschema@.trade_matrix,
    current @extschema@.trade_window,
    OUT importer pg_catalog.text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome pg_catalog.text
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200
SUPPORT @extschema@.trade_matrix_importers_support;

COMMENT ON FUNCTION @extschema@.import_growth(@extschema@.trade_matrix, @extschema@.trade_window) IS
'Growth of the imports of each importer, from all exporters together, in the current window on the same window one year earlier; otherwise as import_growth(trade_matrix, trade_window, trade_window).';

CREATE FUNCTION @extschema@.import_growth(
    m @extschema@.trade_matrix,
    current @extschema@.trade_window,
    base @extschema@.trade_window,
    OUT importer pg_catalog.text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome pg_catalog.text
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200
SUPPORT @extschema@.trade_matrix_importers_support;

COMMENT ON FUNCTION @extschema@.import_growth(@extschema@.trade_matrix, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the imports of each importer, from all exporters together: one row for every importer with a cell in either window, in byte order. base_value and current_value are the windows'' totals, or averages per calendar month where the windows differ in length; growth is (current - base)/base of the exact totals. An absent cell is zero trade. outcome is the first that applies of negative (a total below 0, growth NULL), both_zero and zero_base (growth NULL), exit (growth -1), ok. A window that cuts a year of annual data is 22023, one without a year before it and a total beyond 1.7e26 are 22003. A NULL argument gives no rows.';

CREATE FUNCTION @extschema@.import_growth(
    m @extschema@.trade_matrix,
    OUT importer pg_catalog.text,
    OUT period pg_catalog.date,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome pg_catalog.text
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_import_growth_all'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 2000
SUPPORT @extschema@.trade_matrix_periods_support;

COMMENT ON FUNCTION @extschema@.import_growth(@extschema@.trade_matrix) IS
'Growth of the imports of each importer in every period on the same period one year earlier, in one pass: what import_growth(trade_matrix, trade_window) gives for each year, or month, from one year after the first period of the matrix to its last. period is its first day. One row for every importer and period with a cell in it or in the one a year earlier, by importer in byte order, then period. A total beyond 1.7e26 is 22003. A NULL argument gives no rows.';

CREATE FUNCTION @extschema@.growth_rates(
    m @extschema@.trade_matrix,
    current @extschema@.trade_window,
    OUT exporter pg_catalog.text,
    OUT importer pg_catalog.text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome pg_catalog.text
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_growth_rates'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT @extschema@.trade_matrix_flows_support;

COMMENT ON FUNCTION @extschema@.growth_rates(@extschema@.trade_matrix, @extschema@.trade_window) IS
'Growth of each flow, exporter to importer, in the current window on the same window one year earlier; otherwise as growth_rates(trade_matrix, trade_window, trade_window).';

CREATE FUNCTION @extschema@.growth_rates(
    m @extschema@.trade_matrix,
    current @extschema@.trade_window,
    base @extschema@.trade_window,
    OUT exporter pg_catalog.text,
    OUT importer pg_catalog.text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT growth double precision,
    OUT outcome pg_catalog.text
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_growth_rates'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT @extschema@.trade_matrix_flows_support;

COMMENT ON FUNCTION @extschema@.growth_rates(@extschema@.trade_matrix, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of each flow, exporter to importer: one row for every pair with a cell in either window, by importer, then exporter, in byte order, as flows gives them. Figures, outcomes and errors are those of import_growth: an absent cell is zero trade, so that a flow that ended is exit with growth -1 and a new one zero_base.';

CREATE FUNCTION @extschema@.unit_values(
    m @extschema@.trade_matrix,
    during @extschema@.trade_window,
    OUT exporter pg_catalog.text,
    OUT importer pg_catalog.text,
    OUT value double precision,
    OUT quantity double precision,
    OUT unit_value double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_unit_values'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT @extschema@.trade_matrix_flows_support;

COMMENT ON FUNCTION @extschema@.unit_values(@extschema@.trade_matrix, @extschema@.trade_window) IS
'The unit value of each flow over a window: one row for every pair with a cell in it, by importer, then exporter, in byte order. value is the value of all rows, quantity that of the rows that carry one, NULL where none does. unit_value is the value of the rows that carry a quantity divided by that quantity, NULL unless both are above 0; it means something for one product in one unit. A window that cuts a year of annual data is 22023, a sum beyond 1.7e26 is 22003. A NULL argument gives no rows.';

CREATE FUNCTION @extschema@.growth_parts(
    m @extschema@.trade_matrix,
    importers pg_catalog.text[],
    current @extschema@.trade_window,
    base @extschema@.trade_window,
    OUT exporter pg_catalog.text,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT change double precision,
    OUT price double precision,
    OUT quantity double precision,
    OUT without_quantity double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_growth_parts'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 200;

COMMENT ON FUNCTION @extschema@.growth_parts(@extschema@.trade_matrix, pg_catalog.text[], @extschema@.trade_window, @extschema@.trade_window) IS
'The change of what each exporter sold to the importers together (NULL: to all), in parts: one row for every exporter with a cell in either window, in byte order. base_value and current_value are the windows'' totals, or averages per calendar month where the windows differ in length, and so are the others; change is current - base. price and quantity split the change of the rows that carry a quantity as price_quantity does (Bennet 1920: each difference at the mean of the other figure), without_quantity is the change of the rows that carry none; the three add up to change. price and quantity are NULL unless the quantities of both windows are above 0, since there is no price then: what began or ended has none, and its change is change - without_quantity. A unit value means something for one product in one unit. Importers are read as suppliers reads its importer, those the matrix lacks are ignored; a NULL element is 22004. A window that cuts a year of annual data is 22023, a sum beyond 1.7e26 is 22003. NULL for the matrix or a window gives no rows.';

CREATE FUNCTION @extschema@.suppliers(m @extschema@.trade_matrix, importer pg_catalog.text, during @extschema@.trade_window) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_accessor_suppliers'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.suppliers(@extschema@.trade_matrix, pg_catalog.text, @extschema@.trade_window) IS
'The exporters that an importer bought from over a window, with the value of each, as a trade_mix: hhi(suppliers(m, ''RUS'', 2023)). On a matrix of country codes the importer is read as one in any form (22P02), on text it is taken byte for byte, and one that is absent while the matrix has another spelling of the same country (CN asked, CHN there) is 22023 with that spelling. An importer that the matrix lacks, or that bought nothing in the window, gives the empty state, never NULL. A flow of an importer to itself is one of its suppliers. A window that cuts a year of annual data is 22023, a sum beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.suppliers(m @extschema@.trade_matrix, importer @extschema@.country_code, during @extschema@.trade_window) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_accessor_suppliers_country'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.suppliers(@extschema@.trade_matrix, @extschema@.country_code, @extschema@.trade_window) IS
'The suppliers of an importer, as suppliers(trade_matrix, text, trade_window), of a country_code: on a matrix of text it stands for its three characters (RUS). postgres_fdw, which sends no call with a text argument, sends this one.';

CREATE FUNCTION @extschema@.markets(m @extschema@.trade_matrix, exporter pg_catalog.text, during @extschema@.trade_window) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_accessor_markets'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.markets(@extschema@.trade_matrix, pg_catalog.text, @extschema@.trade_window) IS
'The importers that an exporter sold to over a window, with the value of each, as a trade_mix; otherwise as suppliers.';

CREATE FUNCTION @extschema@.markets(m @extschema@.trade_matrix, exporter @extschema@.country_code, during @extschema@.trade_window) RETURNS @extschema@.trade_mix
AS 'MODULE_PATHNAME', 'sanctions_accessor_markets_country'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.markets(@extschema@.trade_matrix, @extschema@.country_code, @extschema@.trade_window) IS
'The markets of an exporter, as markets(trade_matrix, text, trade_window), of a country_code: on a matrix of text it stands for its three characters (RUS). postgres_fdw, which sends no call with a text argument, sends this one.';

CREATE FUNCTION @extschema@.series(m @extschema@.trade_matrix, exporters pg_catalog.text[] DEFAULT NULL, importers pg_catalog.text[] DEFAULT NULL) RETURNS @extschema@.trade_series
AS 'MODULE_PATHNAME', 'sanctions_accessor_series'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.series(@extschema@.trade_matrix, pg_catalog.text[], pg_catalog.text[]) IS
'What exporters sold to importers in each period, as a trade_series: growth(series(m, ARRAY[''CHN''], ARRAY[''RUS'']), 2023). NULL, the default, means all; a label named twice counts once, one that the matrix lacks has no trade, and flows of a label to itself are included where it is on both sides. A period without a cell is a gap, and the rows of a period are the number of its cells. On a matrix of country codes labels are read as such in any form (22P02), on text they are taken byte for byte, and one that is absent while the matrix has another spelling of the same country (CN asked, CHN there) is 22023 with that spelling; a NULL element is 22004, a sum beyond 1.7e26 22003. NULL for a NULL matrix only: without a cell it is the empty state.';

CREATE FUNCTION @extschema@.part(m @extschema@.trade_matrix, exporters pg_catalog.text[] DEFAULT NULL, importers pg_catalog.text[] DEFAULT NULL, during @extschema@.trade_window DEFAULT NULL) RETURNS @extschema@.trade_matrix
AS 'MODULE_PATHNAME', 'sanctions_accessor_part'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200;

COMMENT ON FUNCTION @extschema@.part(@extschema@.trade_matrix, pg_catalog.text[], pg_catalog.text[], @extschema@.trade_window) IS
'What exporters sold to importers in a window, as a trade_matrix: the one that the rows of these alone give. NULL, the default, means all, so that rollup(part(m, importers => ''{RUS}'')) moves only what is asked. Labels are named as for series: one that the matrix lacks has no trade, one in another spelling of the country that it has is 22023 with that spelling, a NULL element 22004. A window that cuts a year of annual data is 22023. NULL for a NULL matrix only: without a cell it is the empty state.';

CREATE FUNCTION @extschema@.split(
    m @extschema@.trade_matrix,
    OUT importer pg_catalog.text,
    OUT part @extschema@.trade_matrix
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_split'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 200
SUPPORT @extschema@.trade_matrix_importers_support;

COMMENT ON FUNCTION @extschema@.split(@extschema@.trade_matrix) IS
'A matrix in parts, one row an importer, in byte order: the importer and the trade_matrix of its flows. rollup(part) joins them again to the same bytes, so that a merge of large matrices can be grouped by importer and spread over workers and servers. A NULL or empty matrix gives no rows.';

CREATE FUNCTION @extschema@.pivot(
    m @extschema@.trade_matrix,
    importer pg_catalog.text,
    before @extschema@.trade_window,
    after @extschema@.trade_window,
    blocked pg_catalog.text[],
    OUT lost double precision,
    OUT gained double precision,
    OUT pivot double precision,
    OUT lost_value double precision,
    OUT gained_value double precision,
    OUT replaced double precision,
    OUT captors pg_catalog.jsonb
) RETURNS pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_pivot'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200;

COMMENT ON FUNCTION @extschema@.pivot(@extschema@.trade_matrix, pg_catalog.text, @extschema@.trade_window, @extschema@.trade_window, pg_catalog.text[]) IS
'Who took over from an importer''s blocked suppliers, and at what price: pivot(suppliers(m, importer, before), suppliers(m, importer, after), blocked) with values as averages per calendar month of their windows, so that these may differ in length. Each captor has two further members: relative_price, its unit value after over that of all blocked suppliers together before, minus 1 (below 0 is trading down, above 0 a mark-up, inflation included), and price_to_others, its unit value to this importer over that to all others, both after, minus 1. A unit value is that of rows that carry a quantity; a price is null where a value or a quantity is not above 0, and sales of a country to itself are none to others. importer and blocked are read as suppliers reads its importer. blocked NULL or with NULL is 22004, a supplier of negative value and a window that cuts a year of annual data are 22023, sums beyond 1.7e26 are 22003. NULL where another argument is NULL or the importer bought nothing in a window.';

CREATE FUNCTION @extschema@.pivot(
    m @extschema@.trade_matrix,
    importer @extschema@.country_code,
    before @extschema@.trade_window,
    after @extschema@.trade_window,
    blocked pg_catalog.text[],
    OUT lost double precision,
    OUT gained double precision,
    OUT pivot double precision,
    OUT lost_value double precision,
    OUT gained_value double precision,
    OUT replaced double precision,
    OUT captors pg_catalog.jsonb
) RETURNS pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_accessor_pivot_country'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200;

COMMENT ON FUNCTION @extschema@.pivot(@extschema@.trade_matrix, @extschema@.country_code, @extschema@.trade_window, @extschema@.trade_window, pg_catalog.text[]) IS
'Who took over, as pivot(trade_matrix, text, trade_window, trade_window, text[]), of an importer as country_code: on a matrix of text it stands for its three characters (RUS).';

-- Only the server calls what is here, and asks nobody for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.trade_matrix_importers_support(pg_catalog.internal),
    @extschema@.trade_matrix_flows_support(pg_catalog.internal),
    @extschema@.trade_matrix_periods_support(pg_catalog.internal)
FROM PUBLIC;
