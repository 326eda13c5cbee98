--
-- screen: through whom sanctioned goods may still arrive
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
    seasonal boolean DEFAULT true,
    unit pg_catalog.text DEFAULT NULL
) RETURNS TABLE (
    intermediary pg_catalog.text,
    inflow_before double precision,
    inflow_after double precision,
    outflow_before double precision,
    outflow_after double precision,
    direct_before double precision,
    direct_after double precision,
    rerouted double precision,
    attributed double precision,
    overlap double precision,
    substitution double precision,
    score double precision,
    flagged boolean,
    grade pg_catalog.text,
    before_from pg_catalog.date,
    before_to pg_catalog.date,
    after_from pg_catalog.date,
    after_to pg_catalog.date,
    months_before integer,
    months_after integer,
    controls integer,
    onset_in pg_catalog.date,
    onset_out pg_catalog.date,
    last_out pg_catalog.date,
    active integer,
    largest_share double precision,
    reasons pg_catalog.jsonb
)
AS 'MODULE_PATHNAME', 'sanctions_intermediary_flags'
LANGUAGE C IMMUTABLE PARALLEL SAFE
COST 1000 ROWS 100;

COMMENT ON FUNCTION @extschema@.intermediary_flags(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, integer, integer, pg_catalog.daterange, pg_catalog.text, pg_catalog.jsonb, boolean, pg_catalog.text) IS
'Screens every label that ever sold to target, neither target nor origin itself, as a possible intermediary for goods of the origins since the date of an event: one row each, flagged or not, by attributed falling, rerouted falling, then label in byte order. Comparisons are exact; figures are averages a calendar month of the windows, in the unit of the matrix.
Arguments: origins {*} are all labels but the target and the one looked at. The window before is the before_months calendar months that end before the period that contains since; the window after starts with that period where since is its first day, else with the next one, and lasts after_months; NULL means all there is, annual data take multiples of 12. coverage is the time the data cover; without it that of the cells, and a year (or 12 months and more in a row) without any cell is left out of the windows. baseline: share (the origins'' sales to all who are not suspected are the control) or mean (the past alone). seasonal: of monthly data as many Marches before as there are after. unit: said before each figure of money in sentences, and then countries of a country_code matrix are named.
Figures: inflow from the origins, outflow to the target, direct sales of the origins to the target. rerouted is the smaller of the extra inflow (over what the control leads to expect) and the extra outflow, 0 where one is not positive: the most that can have gone on. attributed shares the extra inflow over all who bought more from this label: the target''s part. overlap: the part of the outflow after that is matched by inflow in the same calendar quarter (year, on annual data), NULL without outflow. substitution is attributed over the fall of direct sales; NULL where they did not fall.
Grades: traced (the same as flagged), possible, or NULL. The formulas and how to read them are in doc/methods.md. Persistence: onset_in, onset_out (first of two successive periods after, of one on annual data, above the highest before), last_out (last such period of the outflow), active (their number), largest_share (of the largest period in the outflow after; NULL unless that is above 0). controls: buyers among the control, 0 where the own past is it. before_from to months_after: the windows as cut.
Signals: SURGE, NEW_ROUTE, SOURCING, DIRECT_DROP, OVERLAP, TARGETED, WASH, NOT_A_SOURCE, MARKUP. score is 1 minus the product of 1 - weight over those that fired. reasons lists all nine with weight, value, threshold and a sentence; flag_reasons gives them as rows, flag_legs the flows. thresholds overrides surge_ratio 3, min_value 50000 (in the unit of the matrix), min_share 0.001, steady_ratio 2, trivial 0.01, sourcing_ratio 1.5, noise 2, sourcing_cover 0.25, targeted 0.05, direct_drop 0.5, overlap 0.5, wash_cover 0.75, not_a_source 0.25, markup 0.25, passed_on 0.5, net_importer 1, flag_score 0.5, and weights as "weight.SURGE".
A NULL matrix, or one without cells, gives no rows. Another argument that is NULL where it may not be is 22004; one that is wrong, a window without a period, or a country_code matrix that has a sum beside its members 22023. Warnings 01000, once a statement: neither target nor origins are labels; one reads as a sum of countries, or no origin is a label; silent periods were left out. On country codes target and origins are read as such (22P02); text is taken byte for byte, but one that is absent while the matrix has another spelling of the same country (DEU asked, 276 there) is 22023 with that spelling.';

CREATE FUNCTION @extschema@.flag_reasons(reasons pg_catalog.jsonb) RETURNS TABLE (
    code pg_catalog.text,
    fired boolean,
    weight double precision,
    value double precision,
    threshold double precision,
    sentence pg_catalog.text
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT ROWS 9
BEGIN ATOMIC
    SELECT r.code, r.fired, r.weight, r.value, r.threshold, r.sentence
    FROM pg_catalog.jsonb_to_recordset($1) AS r (
        code pg_catalog.text, fired boolean, weight double precision, value double precision,
        threshold double precision, sentence pg_catalog.text
    );
END;

COMMENT ON FUNCTION @extschema@.flag_reasons(pg_catalog.jsonb) IS
'The signals in the reasons of intermediary_flags as rows of plain columns, in their order: fired first, then not fired, then those that cannot be evaluated (fired is NULL, and the sentence says why). value and threshold are in the unit of the signal. No rows for NULL; what is no JSON array is 22023.';

CREATE FUNCTION @extschema@.flag_legs(
    m @extschema@.trade_matrix,
    target pg_catalog.text,
    origins pg_catalog.text[],
    since pg_catalog.date,
    intermediary pg_catalog.text,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    baseline pg_catalog.text DEFAULT 'share',
    thresholds pg_catalog.jsonb DEFAULT '{}',
    seasonal boolean DEFAULT true
) RETURNS TABLE (
    leg pg_catalog.text,
    exporter pg_catalog.text,
    importer pg_catalog.text,
    before double precision,
    after double precision,
    change double precision
)
AS 'MODULE_PATHNAME', 'sanctions_flag_legs'
LANGUAGE C IMMUTABLE PARALLEL SAFE
COST 200 ROWS 50;

COMMENT ON FUNCTION @extschema@.flag_legs(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, pg_catalog.text, integer, integer, pg_catalog.daterange, pg_catalog.text, pg_catalog.jsonb, boolean) IS
'The flows behind a row of intermediary_flags, called with the same arguments and its intermediary: leg in (an origin to the intermediary), out (the intermediary to the target), direct (an origin to the target), each with its averages a calendar month before and after, weighed as in the screen, and their difference. in, out and direct add up to the figures of that row. By leg in this order, change falling, exporter in byte order; a flow without a cell in either window has no row. baseline and thresholds are read and change nothing.
Refuses what intermediary_flags refuses; an intermediary that is NULL is 22004, one that is the target or an origin 22023. A NULL matrix, or one without cells, gives no rows.';

CREATE FUNCTION @extschema@.intermediary_placebo(
    m @extschema@.trade_matrix,
    target pg_catalog.text,
    origins pg_catalog.text[],
    since pg_catalog.date,
    before_months integer DEFAULT 24,
    after_months integer DEFAULT NULL,
    coverage pg_catalog.daterange DEFAULT NULL,
    baseline pg_catalog.text DEFAULT 'share',
    thresholds pg_catalog.jsonb DEFAULT '{}',
    seasonal boolean DEFAULT true,
    exclude pg_catalog.text[] DEFAULT '{}',
    comparable double precision DEFAULT 0.01
) RETURNS TABLE (
    intermediary pg_catalog.text,
    kind pg_catalog.text,
    flagged boolean,
    strength double precision,
    runs integer,
    flagged_runs integer,
    possible_runs integer,
    rank integer,
    p double precision,
    strongest pg_catalog.text,
    chance_flags double precision
)
AS 'MODULE_PATHNAME', 'sanctions_intermediary_placebo'
LANGUAGE C IMMUTABLE PARALLEL SAFE
COST 10000 ROWS 200;

COMMENT ON FUNCTION @extschema@.intermediary_placebo(@extschema@.trade_matrix, pg_catalog.text, pg_catalog.text[], pg_catalog.date, integer, integer, pg_catalog.daterange, pg_catalog.text, pg_catalog.jsonb, boolean, pg_catalog.text[], double precision) IS
'How sure is a flag? The same screen where nothing should be found: at other targets and at earlier dates. Two rows for each row of intermediary_flags, called with the same arguments, in its order, kind target before date.
Kind target: every other label to which a candidate sells becomes the target, with the same windows; an origin is then none of the origins (and no target if it is the only one). A run counts for a label that sells to both, if its sales to the other target in both windows are at least comparable (0 to 1) times those to the real one. exclude: labels that are no target, transit countries say. Kind date: the event 12, 24, ... months earlier (and by one period more where since is inside it), with a window before as long as the real one as cut to the span, and one after of 12 months, or after_months if fewer; windows that the span or silent periods would cut have no run. The real rise is then taken over as many months after.
strength is the mid-point growth of the sales to the target, 2 (after - before) / (after + before), of averages a month as in the screen: it needs no unit and no size. NULL where after + before is not above 0, or (date) the data have not so many months after the event. runs: those that count and have a strength. rank is 1 plus the number of them that are as strong as the real one, compared exactly; p is rank / (1 + runs), so that ties count against it; both NULL without runs. Below 9 runs p says nothing: read flagged_runs (by the whole rule) and possible_runs (graded possible). strongest: the target, or the first day of the window after, of the strongest run; of equal ones the first in byte order. chance_flags: candidates times flagged runs over runs of that kind, the number of flags that this screen gives where nothing should be found; NULL without runs. The p of the two kinds are not independent: do not multiply them.
flagged is that of the real screen. Refuses and warns as intermediary_flags, and gives no rows where that does not; comparable that is NULL, NaN, below 0 or above 1 is 22023, exclude that is or holds NULL 22004. Labels in exclude are read as those of origins; one that the matrix lacks excludes nothing. comparable counts with 12 decimals.';
