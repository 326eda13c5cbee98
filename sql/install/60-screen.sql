--
-- intermediary: through whom sanctioned goods may still arrive
--

CREATE FUNCTION @extschema@.intermediary_flags(
    m @extschema@.trade_matrix,
    target pg_catalog.text,
    origins pg_catalog.text[],
    since pg_catalog.date,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    baseline pg_catalog.text DEFAULT 'share',
    thresholds pg_catalog.jsonb DEFAULT '{}',
    explain boolean DEFAULT true
) RETURNS TABLE (
    intermediary pg_catalog.text,
    inflow_before double precision,
    inflow_after double precision,
    outflow_before double precision,
    outflow_after double precision,
    direct_before double precision,
    direct_after double precision,
    rerouted double precision,
    overlap double precision,
    substitution double precision,
    score double precision,
    flagged boolean,
    reasons pg_catalog.jsonb
)
AS 'MODULE_PATHNAME', 'sanctions_intermediary_flags'
LANGUAGE C IMMUTABLE PARALLEL SAFE
COST 1000 ROWS 100;

COMMENT ON FUNCTION @extschema@.intermediary_flags(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, integer, integer, pg_catalog.daterange, pg_catalog.text, pg_catalog.jsonb, boolean) IS
'Screens every label that ever sold to target, neither target nor origin itself, as a possible intermediary for goods of the origins since the date of an event. One row a candidate, by rerouted falling, then by label in byte order.
Figures are averages a calendar month of the windows, in the unit of the matrix: inflow from the origins, outflow to the target, direct sales of the origins to the target. rerouted is the smaller of the excesses of inflow and outflow over their baseline, 0 where one is not positive. overlap is the part of the outflow matched by inflow in the same calendar quarter (year, on annual data), after Iyoha, Malesky, Wen and Wu; NULL without outflow. substitution is the inflow''s excess over the fall of the direct sales; NULL where they did not fall.
before_months and after_months are lengths in calendar months (multiples of 12 on annual data), NULL for all there is. The period that contains since is in neither window, unless since is its first day. coverage is the time the data cover, by default that of the cells. baseline is share (the origins'' sales to everyone else are the control) or mean (the past alone).
Signals: SURGE, NEW_ROUTE, SOURCING, DIRECT_DROP, OVERLAP, PASS_THROUGH, WASH (after Freund, The China Wash), NOT_A_SOURCE, MARKUP. score is 1 minus the product of 1 - weight over those that fired; flagged is never NULL. reasons lists all nine with value, threshold and a sentence; explain => false leaves it NULL, which takes a third of the time. thresholds overrides surge_ratio 3, min_value 50000 (in the unit of the matrix), sourcing_ratio 1.25, sourcing_cover 0.25, direct_drop 0.5, overlap 0.5, pass_through 0.5, wash_cover 0.75, not_a_source 0.25, markup 0.25, flag_score 0.5, and weights as "weight.SURGE".
A NULL matrix, or one without cells, gives no rows. Another argument that is NULL where it may not be is 22004, one that is wrong or leaves a window without a period 22023. A matrix with neither target nor origins among its labels gives warning 01000. On a matrix of country codes target and origins are read as such (22P02); on text they are taken byte for byte, and one that is absent while the matrix has another spelling of the same country (DEU asked, 276 there) is 22023 with that spelling. Comparisons are exact.';
