--
-- view: the views of a monitor, one a question
--

CREATE FUNCTION @extschema@.sanctions_monitor_flag_views(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'flags'::name, 'The last screen of each watch: one row a watch, product and candidate, flagged or not.'::text, $q$
        SELECT f.watch, nullif(f.product, '') AS product, %2$s.sanctions_product_name(w.list_name, f.product) AS product_name,
               f.intermediary, %2$s.sanctions_label_name(f.intermediary) AS intermediary_name,
               b.screened ->> 'target' AS target, %2$s.sanctions_label_name(b.screened ->> 'target') AS target_name, (b.screened ->> 'since')::date AS since,
               f.before_from, f.before_to, f.after_from, f.after_to, f.inflow_before, f.inflow_after, f.outflow_before, f.outflow_after,
               f.direct_before, f.direct_after, f.rerouted, f.attributed, f.overlap, f.substitution,
               f.months_before::bigint AS months_before, f.months_after::bigint AS months_after, f.controls::bigint AS controls,
               f.onset_in, f.onset_out, f.last_out, f.active::bigint AS active, f.largest_share, f.score, f.grade, f.flagged,
               f.placebo_rank::bigint AS placebo_rank, f.placebo_p, e.first_seen,
               CASE WHEN f.grade IS NULL THEN e.cleared ELSE (SELECT max(r.finished_at) FROM %1$I.run AS r WHERE r.watch = f.watch AND r.status = 'ok') END AS last_seen,
               (SELECT string_agg(s.reason ->> 'sentence', ' ' ORDER BY s.place) FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS s (reason, place)
                WHERE (s.reason ->> 'fired')::boolean) AS sentence
        FROM %1$I.flag AS f JOIN %1$I.watch AS w ON w.name = f.watch JOIN %1$I.basis AS b ON b.watch = f.watch
        CROSS JOIN LATERAL (SELECT min(v.at) AS first_seen, max(v.at) FILTER (WHERE v.event = 'cleared') AS cleared
                            FROM %1$I.flag_event AS v WHERE v.watch = f.watch AND v.product = f.product AND v.intermediary = f.intermediary) AS e$q$::text);
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'reasons'::name, 'The signals behind the last screen: one row a watch, product, candidate and signal.'::text, $q$
        SELECT f.watch, nullif(f.product, '') AS product, %2$s.sanctions_product_name(w.list_name, f.product) AS product_name,
               f.intermediary, %2$s.sanctions_label_name(f.intermediary) AS intermediary_name,
               b.screened ->> 'target' AS target, %2$s.sanctions_label_name(b.screened ->> 'target') AS target_name, (b.screened ->> 'since')::date AS since, f.grade, f.flagged,
               s.reason ->> 'code' AS code, (s.reason ->> 'fired')::boolean AS fired, (s.reason ->> 'weight')::double precision AS weight,
               (s.reason ->> 'value')::double precision AS value, (s.reason ->> 'threshold')::double precision AS threshold, s.reason ->> 'sentence' AS sentence
        FROM %1$I.flag AS f JOIN %1$I.watch AS w ON w.name = f.watch JOIN %1$I.basis AS b ON b.watch = f.watch, jsonb_array_elements(f.reasons) AS s (reason)$q$::text);
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'countries'::name, 'The last screen by country: one row a watch and candidate; sums are over the products in which it has a grade.'::text, $q$
        SELECT f.watch, f.intermediary, %2$s.sanctions_label_name(f.intermediary) AS intermediary_name,
               max(b.screened ->> 'target') AS target, %2$s.sanctions_label_name(max(b.screened ->> 'target')) AS target_name, max((b.screened ->> 'since')::date) AS since,
               count(*) FILTER (WHERE f.grade = 'traced') AS products_flagged, count(*) FILTER (WHERE f.grade = 'possible') AS products_possible,
               coalesce(sum(f.rerouted ORDER BY f.product COLLATE "C") FILTER (WHERE f.grade IS NOT NULL), 0) AS rerouted, coalesce(sum(f.attributed ORDER BY f.product COLLATE "C") FILTER (WHERE f.grade IS NOT NULL), 0) AS attributed,
               array_to_string((array_agg(nullif(f.product, '') ORDER BY f.attributed DESC NULLS LAST, f.product) FILTER (WHERE f.grade IS NOT NULL))[:3], ', ') AS largest_products
        FROM %1$I.flag AS f JOIN %1$I.basis AS b ON b.watch = f.watch GROUP BY f.watch, f.intermediary$q$::text);
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'flag_history'::name, 'What happened to flags: one row an event, with the figures of its run.'::text, $q$
        SELECT e.at, e.event, e.watch, nullif(e.product, '') AS product, %2$s.sanctions_product_name(w.list_name, e.product) AS product_name,
               e.intermediary, %2$s.sanctions_label_name(e.intermediary) AS intermediary_name,
               r.arguments ->> 'target' AS target, %2$s.sanctions_label_name(r.arguments ->> 'target') AS target_name, (r.arguments ->> 'since')::date AS since,
               e.before_from, e.before_to, e.after_from, e.after_to, e.inflow_before, e.inflow_after, e.outflow_before, e.outflow_after,
               e.direct_before, e.direct_after, e.rerouted, e.attributed, e.overlap, e.substitution, e.score, e.grade, e.flagged,
               e.placebo_rank::bigint AS placebo_rank, e.placebo_p, e.run,
               (SELECT string_agg(s.reason ->> 'sentence', ' ' ORDER BY s.place) FROM jsonb_array_elements(e.reasons) WITH ORDINALITY AS s (reason, place)
                WHERE (s.reason ->> 'fired')::boolean) AS sentence
        FROM %1$I.flag_event AS e LEFT JOIN %1$I.watch AS w ON w.name = e.watch LEFT JOIN %1$I.run AS r ON r.id = e.run$q$::text);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_flag_views(pg_catalog.name) IS
'A step of sanctions_monitor: makes the views flags, reasons, countries and flag_history.';

CREATE FUNCTION @extschema@.sanctions_monitor_flow_views(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- The name of a product is looked up once a product, not once a flow.
    state CONSTANT text := ' FROM %1$I.state AS s JOIN %1$I.watch AS w ON w.name = s.watch JOIN %1$I.basis AS b ON b.watch = s.watch
        CROSS JOIN LATERAL (SELECT %2$s.sanctions_product_name(w.list_name, s.product) AS product_name OFFSET 0) AS n ';
BEGIN
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'flows_monthly'::name, 'The flows that watches see: one row a watch, exporter, importer, product and period (a month; a year where the source has years).'::text, $q$
        SELECT s.watch, f.exporter, %2$s.sanctions_label_name(f.exporter) AS exporter_name, f.importer, %2$s.sanctions_label_name(f.importer) AS importer_name,
               s.product, n.product_name, f.period, f.period::timestamp AT TIME ZONE 'UTC' AS "time", f.value, f.quantity$q$ || state || $q$CROSS JOIN LATERAL %2$s.flows(s.m) AS f$q$::text);
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'growth'::name, 'How imports grew: one row a watch, importer, product and year or month.'::text, $q$
        SELECT s.watch, i.importer, %2$s.sanctions_label_name(i.importer) AS importer_name, s.product, n.product_name,
               g.frequency, g.period, g.period::timestamp AT TIME ZONE 'UTC' AS "time", g.value, g.growth_on_year, g.growth_on_previous, g.outcome$q$ || state || $q$
        CROSS JOIN LATERAL %2$s.split(s.m) AS i (importer, m)
        CROSS JOIN LATERAL (SELECT %2$s.series(i.m, NULL::text[], NULL::text[]) AS series OFFSET 0) AS t
        CROSS JOIN LATERAL (
            SELECT 'year' AS frequency, make_date(y.y, 1, 1) AS period, d.current_value AS value, d.growth AS growth_on_year, d.growth AS growth_on_previous, d.outcome
            FROM generate_series(extract(year FROM %2$s.first_period(t.series))::integer, extract(year FROM %2$s.last_period(t.series))::integer) AS y (y)
            CROSS JOIN LATERAL %2$s.growth_detail(t.series, y.y::%2$s.trade_window) AS d
            UNION ALL
            SELECT 'month', d.period, d.value, d.growth_on_year, d.growth_on_previous, d.outcome
            FROM %2$s.growth_table(t.series, NULL::integer) AS d WHERE b.made_from #>> '{layout,period}' = 'date') AS g$q$::text);
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'shares'::name, 'Who supplies whom: one row a watch, importer, product, supplier and year.'::text, $q$
        SELECT s.watch, f.importer, %2$s.sanctions_label_name(f.importer) AS importer_name, s.product, n.product_name,
               f.exporter AS supplier, %2$s.sanctions_label_name(f.exporter) AS supplier_name, f.year, f.year::timestamp AT TIME ZONE 'UTC' AS "time",
               f.value::double precision AS value, f.total::double precision AS total, (CASE WHEN f.total > 0 AND f.least >= 0 THEN f.value / f.total END)::double precision AS share$q$ || state || $q$
        CROSS JOIN LATERAL %2$s.split(s.m) AS i (importer, m)
        CROSS JOIN LATERAL (
            SELECT i.importer, c.exporter, c.year, c.value, sum(c.value) OVER (PARTITION BY c.year) AS total, min(c.value) OVER (PARTITION BY c.year) AS least
            FROM (SELECT x.exporter, date_trunc('year', x.period::timestamp)::date AS year, sum(x.value::numeric) AS value
                  FROM %2$s.flows(i.m) AS x GROUP BY 1, 2) AS c) AS f$q$::text);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_flow_views(pg_catalog.name) IS
'A step of sanctions_monitor: makes the views flows_monthly, growth and shares.';

CREATE FUNCTION @extschema@.sanctions_monitor_route_view(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'routes'::name, 'The ways that goods may have taken, over one or two intermediaries, and how much of the loss each could carry (diversion_routes): one row a watch, product and route.'::text, $q$
        SELECT s.watch, nullif(s.product, '') AS product, %2$s.sanctions_product_name(w.list_name, s.product) AS product_name,
               b.screened ->> 'target' AS target, %2$s.sanctions_label_name(b.screened ->> 'target') AS target_name, (b.screened ->> 'since')::date AS since,
               r.route, r.hops::bigint AS hops, r.first, %2$s.sanctions_label_name(r.first) AS first_name, r.second, %2$s.sanctions_label_name(r.second) AS second_name,
               r.value, r.potential, r.excess_in, r.excess_between, r.excess_out, r.shortfall_share, r.reason AS sentence
        FROM %1$I.watch AS w JOIN %1$I.basis AS b ON b.watch = w.name
        CROSS JOIN LATERAL (
            SELECT o.watch, o.product, o.m FROM %1$I.state AS o WHERE o.watch = w.name AND b.screened ->> 'per' = 'product'
            UNION ALL
            SELECT w.name, '', %2$s.rollup(o.m) FROM %1$I.state AS o WHERE o.watch = w.name AND b.screened ->> 'per' = 'list') AS s
        CROSS JOIN LATERAL %2$s.sanctions_watch_routes(s.m, b.screened) AS r$q$::text);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_route_view(pg_catalog.name) IS
'A step of sanctions_monitor: makes the view routes.';

CREATE FUNCTION @extschema@.sanctions_monitor_run_views(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'runs'::name, 'Refreshes: one row a run of a watch. A run that changes nothing takes the place of one before it that changed nothing.'::text, $q$
        SELECT r.id AS run, r.watch, r.started_at, r.finished_at, r.status, extract(epoch FROM r.finished_at - r.started_at)::double precision AS seconds, r.rebuilt, r.rows_read, r.products_read,
               r.products_screened, r.flags_new, r.flags_kept, r.flags_cleared, r.sqlstate, r.error, library, r.list_version, r.group_version, r.arguments::text AS arguments
        FROM %1$I.run AS r$q$::text);
    PERFORM @extschema@.sanctions_monitor_view(monitor, 'health'::name, 'How watches do: one row a watch, as a monitoring system reads it.'::text, $q$
        SELECT w.name AS watch, w.enabled, l.status, g.last_success, extract(epoch FROM now() - g.last_success)::double precision AS age,
               (SELECT count(*) FROM %1$I.basis AS b JOIN %1$I.delta AS d ON d.capture = b.capture WHERE b.watch = w.name AND NOT pg_visible_in_snapshot(d.xact, b.seen)) AS pending_deltas,
               l.error AS last_error, l.sqlstate AS last_sqlstate
        FROM %1$I.watch AS w
        LEFT JOIN LATERAL (SELECT r.status, r.error, r.sqlstate FROM %1$I.run AS r WHERE r.watch = w.name ORDER BY r.id DESC LIMIT 1) AS l ON true
        CROSS JOIN LATERAL (SELECT max(r.finished_at) AS last_success FROM %1$I.run AS r WHERE r.watch = w.name AND r.status = 'ok') AS g$q$::text);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_run_views(pg_catalog.name) IS
'A step of sanctions_monitor: makes the views runs and health.';

CREATE FUNCTION @extschema@.sanctions_monitor_views(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM @extschema@.sanctions_monitor_flag_views(monitor);
    PERFORM @extschema@.sanctions_monitor_flow_views(monitor);
    PERFORM @extschema@.sanctions_monitor_route_view(monitor);
    PERFORM @extschema@.sanctions_monitor_run_views(monitor);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_views(pg_catalog.name) IS
'A step of sanctions_monitor: makes the views.';

CREATE FUNCTION @extschema@.sanctions_monitor_grant(monitor pg_catalog.text, reader pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    named CONSTANT name := @extschema@.sanctions_monitor_name(monitor);
    reads CONSTANT name := @extschema@.sanctions_monitor_name(reader);
    view name;
BEGIN
    PERFORM @extschema@.sanctions_monitor_need(named);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', named, reads);
    -- Others of the same schema are not the monitor's to show.
    FOREACH view IN ARRAY '{flags,reasons,countries,flag_history,flows_monthly,growth,shares,routes,runs,health}'::name[] LOOP
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', named, view, reads);
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_grant(pg_catalog.text, pg_catalog.text) IS
'Lets a role read the views of a monitor, and no more. 42704 for a role that is not there, 42P01 for a schema that is no monitor.';
