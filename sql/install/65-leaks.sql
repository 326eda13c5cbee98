--
-- leaks: goods that left and never arrived, and where one leg alone is on record
--

CREATE FUNCTION @extschema@.mirror_gap(
    exported double precision,
    imported double precision,
    cif_margin double precision DEFAULT 0.06,
    OUT imported_fob double precision,
    OUT gap double precision,
    OUT ghost_share double precision,
    OUT log_gap double precision,
    OUT asymmetry double precision
) RETURNS pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_mirror_gap'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.mirror_gap(double precision, double precision, double precision) IS
'What an exporter says it sold (FOB) against what the importer says it bought (CIF), as one figure each, in the same currency. imported_fob is imported/(1 + cif_margin); gap is exported - imported_fob; ghost_share is the part of exported that never shows in the importer''s records, (gap)+/exported, NULL unless exported is above 0; log_gap is ln(exported/imported_fob), NULL unless both are above 0; asymmetry is |gap|/(exported + imported_fob), NULL unless that sum is above 0. cif_margin is by how much imports with cost, insurance and freight are above exports: 0.06 is the OECD''s trade-weighted world average, landlocked countries pay more; it counts to 12 decimals. A margin below 0, from 10 or NaN is 22023, as is a value that is NaN or infinite; one beyond 1.7e26 is 22003. All columns are NULL where an argument is.';

CREATE FUNCTION @extschema@.mirror_gaps(
    exports @extschema@.trade_matrix,
    imports @extschema@.trade_matrix,
    since pg_catalog.date,
    cif_margin double precision DEFAULT 0.06,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    thresholds pg_catalog.jsonb DEFAULT '{}',
    reported @extschema@.trade_matrix DEFAULT NULL
) RETURNS TABLE (
    exporter pg_catalog.text,
    importer pg_catalog.text,
    months_before integer,
    months_after integer,
    exported_before double precision,
    exported_after double precision,
    imported_before double precision,
    imported_after double precision,
    gap_before double precision,
    gap_after double precision,
    ghost_share_before double precision,
    ghost_share_after double precision,
    missing_share double precision,
    outcome pg_catalog.text,
    flagged boolean,
    reason pg_catalog.text
)
AS 'MODULE_PATHNAME', 'sanctions_mirror_gaps'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 1000
SUPPORT @extschema@.trade_matrix_flows_support;

COMMENT ON FUNCTION @extschema@.mirror_gaps(@extschema@.trade_matrix, @extschema@.trade_matrix, pg_catalog.date, double precision, integer, integer, pg_catalog.daterange, pg_catalog.jsonb, @extschema@.trade_matrix) IS
'Goods that left and never arrived: flows as exporters report them (FOB) against the same flows as importers do (CIF), before and since an event. One row for every exporter and importer with a cell of either matrix in either window, by the rise of the gap falling, NULL last, then exporter and importer in byte order. Both matrices must be in one currency, of one frequency and one kind of label; figures are averages a month over the periods that both partners reported, months_before and months_after their calendar months.
imported is what the importer reports, over 1 + cif_margin (to 12 decimals; or the threshold "cif_margin.KGZ" of one importer); gap is exported - imported; ghost_share the part of what was exported that never shows, (gap)+/exported; missing_share the part of the rise of what was exported that is missing (as in CEPR DP 20097), NULL unless exports rose by min_rise 0.25.
A period is reported by an exporter with any cell of exports in it, by an importer with any of reported (by default imports: give the importers'' purchases of all goods there, where imports hold one product). Inside such a period an absent cell is zero trade. A year in which an importer''s purchases from everyone else fell to partial 0.5 or less of what its suppliers'' word lets expect is incomplete. outcome: ok; no_exporter_report, no_importer_report, neither (none in one of the windows); no_common_period; partial_importer; gaps are NULL unless it is ok. flagged, never NULL: ok, ghost_share rose by ghost_rise 0.25 or more, and exports in all since are at least min_value 1000000 (in the unit of the matrix). reason says it in a sentence.
since, before_months, after_months and coverage are those of intermediary_flags; without coverage the windows lie in the time that both matrices cover. thresholds overrides the names above. A NULL matrix, or one without cells, gives no rows, but reported NULL means imports. Another argument that is NULL where it may not be is 22004; matrices that do not fit each other, a margin below 0 or from 10, partial from 1 on, an unknown threshold or a window without a period is 22023. Compare by country of consignment where importers record it, and never run it on data that were reconciled, as BACI is. Comparisons are exact.';

CREATE FUNCTION @extschema@.destination_surges(
    m @extschema@.trade_matrix,
    target pg_catalog.text,
    origins pg_catalog.text[],
    since pg_catalog.date,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    history_months integer DEFAULT 72,
    part_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    baseline pg_catalog.text DEFAULT 'share',
    thresholds pg_catalog.jsonb DEFAULT '{}'
) RETURNS TABLE (
    destination pg_catalog.text,
    value_before double precision,
    value_after double precision,
    base double precision,
    excess double precision,
    ratio double precision,
    cover double precision,
    record_ratio double precision,
    run integer,
    parts integer,
    history integer,
    own_rank integer,
    own_dates integer,
    controls integer,
    onset pg_catalog.date,
    outcome pg_catalog.text,
    suspicious boolean,
    reason pg_catalog.text
)
AS 'MODULE_PATHNAME', 'sanctions_destination_surges'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 200
SUPPORT @extschema@.trade_matrix_importers_support;

COMMENT ON FUNCTION @extschema@.destination_surges(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, integer, integer, integer, integer, pg_catalog.daterange, pg_catalog.text, pg_catalog.jsonb) IS
'One leg only: with nothing but the origins'' exports at hand, who bought so much more since an event that it asks for an explanation. One row for every label, neither target nor origin, that the origins ever sold to, by excess falling, then label in byte order. Figures are averages a calendar month in the unit of the matrix; windows, coverage and seasonal weights are those of intermediary_flags.
value_before and value_after are the origins'' sales to the label; base is value_before times the growth of what they sold to all others but the target (constant market share), where baseline is share, at least min_controls 10 others bought before (controls is their number) and that market is above 0; else value_before, and controls is 0. excess is value_after - base, ratio value_after/base, cover (excess)+ over what the origins lost in the target, NULL where they lost nothing.
Time is cut into parts of part_months (NULL: 3, a year on annual data), before and after the event. The level of a part is the label''s share in that market, or its value where it is judged by its own past. record is the highest level of the last history_months before (NULL: all); a part is above it from record_margin 1.25 times on. run is the longest run of parts above since, onset its first day, parts how many whole parts there are since, history how many of known level make the record. record_ratio is the best stretch of min_run 2 parts since, by its lowest level, over the record. own_rank of own_dates is where it stands among all such stretches in the label''s own past: 1 of 20 means that nothing before comes near.
outcome, the first that applies: normal (not above surge_ratio 1.5 times the base), small (the excess in all below min_value 1000000, or below min_cover 0.005 of what the origins lost), no_history (fewer than min_history 4 parts before), too_early (fewer than min_run parts since), surge, ended (the run is over), spike (too few parts in a row), seen_before (no part above). suspicious is surge or ended; reason says why in a sentence. It proves that sales rose beyond market and past, and lasted; not where the goods went.
thresholds overrides the names above; those without decimals are whole numbers. A NULL matrix, or one without cells, gives no rows; another argument that is NULL where it may not be is 22004, one that is wrong, {*} as origins, a window without a period, or a matrix of codes with a sum beside its member (World, EU27) 22023. A silent year or run of 12 months, in which the matrix has no cell at all, belongs to no window and gives warning 01000. Comparisons are exact.';

CREATE FUNCTION @extschema@.supplier_surges(
    m @extschema@.trade_matrix,
    target pg_catalog.text,
    origins pg_catalog.text[],
    since pg_catalog.date,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    history_months integer DEFAULT 72,
    part_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    baseline pg_catalog.text DEFAULT 'share',
    thresholds pg_catalog.jsonb DEFAULT '{}'
) RETURNS TABLE (
    supplier pg_catalog.text,
    value_before double precision,
    value_after double precision,
    base double precision,
    excess double precision,
    ratio double precision,
    cover double precision,
    record_ratio double precision,
    run integer,
    parts integer,
    history integer,
    own_rank integer,
    own_dates integer,
    controls integer,
    onset pg_catalog.date,
    outcome pg_catalog.text,
    suspicious boolean,
    reason pg_catalog.text
)
AS 'MODULE_PATHNAME', 'sanctions_supplier_surges'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 200;

COMMENT ON FUNCTION @extschema@.supplier_surges(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, integer, integer, integer, integer, pg_catalog.daterange, pg_catalog.text, pg_catalog.jsonb) IS
'One leg only, the other one: with nothing but the target''s imports at hand, who took the place of the origins. The mirror image of destination_surges: sales of a label to the target instead of the origins'' sales to a label, among all that the target buys from others than the origins. Columns, outcomes, defaults and errors are those of destination_surges.';

CREATE FUNCTION @extschema@.diversion_routes(
    m @extschema@.trade_matrix,
    target pg_catalog.text,
    origins pg_catalog.text[],
    since pg_catalog.date,
    max_hops integer DEFAULT 2,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    baseline pg_catalog.text DEFAULT 'share',
    thresholds pg_catalog.jsonb DEFAULT '{}'
) RETURNS TABLE (
    route pg_catalog.text,
    hops integer,
    first pg_catalog.text,
    second pg_catalog.text,
    value double precision,
    potential double precision,
    excess_in double precision,
    excess_between double precision,
    excess_out double precision,
    shortfall_share double precision,
    reason pg_catalog.text
)
AS 'MODULE_PATHNAME', 'sanctions_diversion_routes'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 50;

COMMENT ON FUNCTION @extschema@.diversion_routes(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, integer, integer, integer, pg_catalog.daterange, pg_catalog.text, pg_catalog.jsonb) IS
'The ways by which goods that the origins no longer sell to the target may have reached it all the same, over one or (max_hops 2) two intermediaries: how much of the loss they could carry, an upper bound. One row a route, as S > KGZ > RUS, with S for the origins together; by hops, value falling, first and second in byte order. Amounts are a calendar month in the unit of the matrix.
A leg carries what rose beyond its base: excess_in from the origins to first, excess_between from first to second (NULL with one hop), excess_out to the target. The base is what the leg was before, with seasonal weights; of the origins'' sales, where baseline is share, times the growth of what they sold to all others whose sales to the target did not surge. A leg counts where it reached leg_ratio 1.25 times its base and the excess in all is at least min_value 50000; surge_ratio, trivial, min_share and steady_ratio are those of intermediary_flags. Amounts are whole units of 10^-12, rounded down; a route over two that carries less than a billionth of its potential, and no more than 65,535 units, is what rounding left, and has no row.
With one intermediary a route carries the lesser of its two legs. If the origins sold to the target at all in either window, all routes together carry no more than they lost there: else all are cut alike, and there are no longer ones. With two, what these left goes as far as the legs between and the rest of the loss allow; of all ways to carry the most, the one that gives most to the leg which could carry most, then to the next. potential is what a route could carry alone, shortfall_share value over the loss, NULL where the origins never sold to the target. The total is unique, the split over routes with two hops a convention.
Arguments, windows, refusals and warnings are those of intermediary_flags; {*} as origins, and max_hops other than 1 or 2, are 22023, an excess beyond 1.7e26 is 22003. A NULL matrix, or one without cells, gives no rows.';

CREATE FUNCTION @extschema@.leak_balance(
    m @extschema@.trade_matrix,
    target pg_catalog.text,
    origins pg_catalog.text[],
    since pg_catalog.date,
    imports @extschema@.trade_matrix DEFAULT NULL,
    max_hops integer DEFAULT 2,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    baseline pg_catalog.text DEFAULT 'share',
    cif_margin double precision DEFAULT 0.06,
    thresholds pg_catalog.jsonb DEFAULT '{}'
) RETURNS TABLE (
    term pg_catalog.text,
    value double precision,
    available double precision,
    share double precision,
    reason pg_catalog.text
)
AS 'MODULE_PATHNAME', 'sanctions_leak_balance'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5;

COMMENT ON FUNCTION @extschema@.leak_balance(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, @extschema@.trade_matrix, integer, integer, integer, pg_catalog.daterange, pg_catalog.text, double precision, pg_catalog.jsonb) IS
'The fall of the origins'' direct sales to the target, a calendar month, in terms that add up to it exactly. Five rows: fall; rerouted, what diversion_routes could carry; replaced, what all others together sold to the target more, beyond these routes; ghosts, what mirror_gaps shows to have left the origins for an importer and never to have arrived, at most that importer''s extra purchases less what routes took of them, over pairs with outcome ok; unexplained, what is left. value is what a term takes of what the earlier ones left, available what it would claim alone, share value over the fall. The order is that of the evidence: rerouted has both legs on record, replaced arrived, but nothing shows it to be the origins'' goods, ghosts were seen leaving and nowhere arriving.
imports is what importers report of the same flows (CIF); without it ghosts is NULL. If nothing fell, values are 0 and shares NULL, available as ever. Arguments, thresholds, refusals and warnings are those of diversion_routes and mirror_gaps together; min_value is that of a leg. A NULL m, or one without cells, gives no rows.';
