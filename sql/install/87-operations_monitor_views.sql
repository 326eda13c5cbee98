--
-- views: what a monitor holds, in plain types for BI tools
--

CREATE FUNCTION @extschema@.sanctions_product_name(list_name pg_catalog.text, product pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN @extschema@.try_hs_code(product) IS NULL THEN list_name ELSE (
        SELECT l.description
        FROM (SELECT s.list_name, s.hs, s.description, s.shipped FROM @extschema@.sanctions_list AS s
              UNION ALL
              SELECT s.list_name, b.older_hs, s.description, s.shipped
              FROM @extschema@.sanctions_hs_bridge AS b JOIN @extschema@.sanctions_list AS s ON s.hs OPERATOR(@extschema@.=) b.hs) AS l
        WHERE @extschema@.try_hs_code(product) OPERATOR(@extschema@.<@) l.hs AND l.description IS NOT NULL
        ORDER BY coalesce(l.list_name OPERATOR(pg_catalog.=) sanctions_product_name.list_name, false) DESC, @extschema@.hs_digits(l.hs) DESC,
                 l.shipped, l.description COLLATE pg_catalog."C"
        LIMIT 1) END;
END;

COMMENT ON FUNCTION @extschema@.sanctions_product_name(pg_catalog.text, pg_catalog.text) IS
'What a product is: the description of its code, or of the nearest code above it, on a list, or on another list where that has none; also by the code it was in an older vintage. The list''s name where product is no code; NULL where no list describes it.';

CREATE FUNCTION @extschema@.sanctions_label_name(label pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN coalesce(@extschema@.country_name(label), label);

COMMENT ON FUNCTION @extschema@.sanctions_label_name(pg_catalog.text) IS
'A step of the views of a monitor: the name of the country that a label is a code of, else the label itself.';

CREATE FUNCTION @extschema@.sanctions_monitor_words() RETURNS pg_catalog.jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '{
    "watch": "Name of the watch.",
    "product": "HS code of the product; NULL in a watch per list.",
    "product_name": "What the product is; in a watch per list the name of the list.",
    "flows_monthly.product": "HS code of the product, in a watch per list too.",
    "growth.product": "HS code of the product, in a watch per list too.",
    "shares.product": "HS code of the product, in a watch per list too.",
    "flows_monthly.product_name": "What the product is.",
    "growth.product_name": "What the product is.",
    "shares.product_name": "What the product is.",
    "intermediary": "Candidate: a label of the source that sells to the target.",
    "intermediary_name": "Name of the candidate.",
    "target": "Sanctioned destination.",
    "target_name": "Name of the target.",
    "since": "Day of the event.",
    "before_from": "First day of the window before the event.",
    "before_to": "Last day of the window before the event.",
    "after_from": "First day of the window after the event.",
    "after_to": "Last day of the window after the event.",
    "inflow_before": "Purchases from the origins a month, before.",
    "inflow_after": "Purchases from the origins a month, after.",
    "outflow_before": "Sales to the target a month, before.",
    "outflow_after": "Sales to the target a month, after.",
    "direct_before": "What the origins sold to the target a month, before.",
    "direct_after": "What the origins sold to the target a month, after.",
    "rerouted": "The most a month that can have gone on to the target.",
    "attributed": "Part of the extra sales to the target, a month, that the extra purchases from the origins explain.",
    "overlap": "Part of the sales to the target that purchases of the same quarter match.",
    "substitution": "What is attributed over what the origins lost in the target.",
    "months_before": "Calendar months in the window before.",
    "months_after": "Calendar months in the window after.",
    "controls": "Buyers with whose purchases the candidate''s are compared; 0: its own past alone.",
    "onset_in": "First day of the first of two successive periods in which purchases from the origins passed their earlier peak.",
    "onset_out": "The same of sales to the target.",
    "last_out": "First day of the last period in which sales to the target passed their earlier peak.",
    "active": "Periods in which sales to the target passed their earlier peak.",
    "largest_share": "Part of the sales after the event that fell into their largest period.",
    "score": "1 minus the product of 1 - weight over the signals that fired.",
    "grade": "traced, possible, or NULL: not flagged.",
    "flagged": "Whether the grade is traced.",
    "placebo_rank": "1 and the number of other targets at which its sales rose as strongly; NULL: not asked.",
    "placebo_p": "That rank over the number of targets looked at and one.",
    "first_seen": "When it first got a grade.",
    "last_seen": "The last refresh in which it had one.",
    "sentence": "What fired, in words.",
    "code": "Name of the signal.",
    "fired": "Whether the signal fired; NULL: it cannot be evaluated.",
    "weight": "Weight of the signal in the score.",
    "reasons.value": "What the signal measures.",
    "reasons.sentence": "The signal in words; why it cannot be evaluated.",
    "routes.value": "What went this way at most, a month.",
    "routes.sentence": "The way in words.",
    "threshold": "From which value it fires.",
    "products_flagged": "Products in which the candidate is traced.",
    "products_possible": "Products in which the candidate is possible.",
    "largest_products": "The three products with the largest attributed value in which it has a grade.",
    "event": "new, changed (traced to possible or back), cleared or returned.",
    "at": "When it happened.",
    "run": "Number of the run.",
    "exporter": "Exporter.", "exporter_name": "Name of the exporter.",
    "importer": "Importer.", "importer_name": "Name of the importer.",
    "supplier": "Exporter.", "supplier_name": "Name of the exporter.",
    "period": "First day of the month or year.",
    "time": "The same as a time (UTC), for axes of time.",
    "year": "First day of the year.",
    "frequency": "year or month.",
    "value": "Value in the unit of the source.",
    "quantity": "Quantity of the rows that carry one.",
    "growth_on_year": "Growth on the same period a year before; NULL: outcome says why.",
    "growth_on_previous": "Growth on the period before.",
    "outcome": "ok, or why the growth is NULL or to be read with care: no_base, no_current, zero_base, exit, partial, gap and others.",
    "route": "The way, as S > KGZ > RUS; S is the origins together.",
    "hops": "Intermediaries on the way: 1 or 2.",
    "first": "First intermediary.", "first_name": "Name of the first intermediary.",
    "second": "Second intermediary; NULL on a way with one.", "second_name": "Name of the second intermediary.",
    "potential": "What the way could carry alone, a month.",
    "excess_in": "What the origins sold to the first beyond its base, a month.",
    "excess_between": "What the first sold to the second beyond what it was before, a month.",
    "excess_out": "What the last sold to the target beyond what it was before, a month.",
    "shortfall_share": "The value over what the origins lost in the target.",
    "share": "Part of the importer''s purchases in that year; NULL where a value is negative or the total is 0.",
    "total": "All purchases of the importer in that year.",
    "started_at": "When the run began.",
    "finished_at": "When it ended; NULL while it runs.",
    "status": "running, ok, failed or interrupted (the server or the session was ended).",
    "seconds": "How long it took.",
    "rebuilt": "Whether the source was read anew; false: its captured changes alone.",
    "rows_read": "Rows of the source read, or captured as they came and went.",
    "products_read": "Products with trade.",
    "products_screened": "Products screened, as their flows or the watch changed.",
    "flags_new": "Grades that came.",
    "flags_kept": "Grades that stayed.",
    "flags_cleared": "Grades that went.",
    "sqlstate": "Code of the error.",
    "error": "Message of the error.",
    "library": "Version of the extension.",
    "list_version": "Day since which the list is as it was.",
    "group_version": "Day since which the group of origins is as it was.",
    "arguments": "All arguments of the screen, as JSON text.",
    "enabled": "Whether refreshes take the watch.",
    "last_success": "When the last good run ended.",
    "age": "Seconds since then.",
    "pending_deltas": "Captured changes that wait for a refresh.",
    "last_error": "Message of the last run, where it failed.",
    "last_sqlstate": "Code of that error."
}'::pg_catalog.jsonb;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_words() IS
'A step of sanctions_monitor: what the columns of a monitor''s views mean, by name; their comments.';

CREATE FUNCTION @extschema@.sanctions_monitor_view(monitor pg_catalog.name, name pg_catalog.name, meaning pg_catalog.text, query pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    words CONSTANT jsonb := @extschema@.sanctions_monitor_words();
BEGIN
    EXECUTE format('CREATE VIEW %I.%I AS ', monitor, name) || format(query, monitor, '@extschema@');
    EXECUTE format('COMMENT ON VIEW %I.%I IS %L', monitor, name, meaning);
    PERFORM @extschema@.sanctions_monitor_comment(monitor, name,
        (SELECT jsonb_object_agg(a.attname, coalesce(words -> format('%s.%s', name, a.attname), words -> a.attname::text))
         FROM pg_attribute AS a WHERE a.attrelid = to_regclass(format('%I.%I', monitor, name)) AND a.attnum > 0));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_view(pg_catalog.name, pg_catalog.name, pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_monitor: makes a view with its comments. In the query %1$I is the monitor and %2$s the schema of the extension.';
