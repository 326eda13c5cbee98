--
-- check: whether the state of a monitor is what one pass over the sources gives
--

CREATE FUNCTION @extschema@.sanctions_check_watch(monitor pg_catalog.name, name pg_catalog.text) RETURNS TABLE (product pg_catalog.text, detail pg_catalog.text)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    home CONSTANT text := '@extschema@';
    plan CONSTANT jsonb := @extschema@.sanctions_watch_plan(monitor, name);
    basis record;
    anew boolean;
BEGIN
    EXECUTE format('SELECT b.capture, b.seen, b.made_from FROM %I.basis AS b WHERE b.watch = $1', monitor) INTO basis USING name;
    EXECUTE format('SELECT bool_or(d.shape <> $3 OR num_nulls(d.products, d.rows_added, d.rows_removed) = 3) FROM %I.delta AS d WHERE d.capture = $1 AND NOT pg_visible_in_snapshot(d.xact, $2)', monitor)
        INTO anew USING basis.capture, basis.seen, plan ->> 'shape';
    -- What the next refresh makes anew claims nothing.
    IF anew OR basis.made_from IS DISTINCT FROM plan -> 'made_from' OR basis.capture IS DISTINCT FROM (plan ->> 'capture')::integer THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format('
        SELECT coalesce(p.product, h.product), CASE WHEN p.m IS NULL THEN ''the source has no flows of it, the state has'' WHEN h.m IS NULL THEN ''the state has no flows of it, the source has''
                                                    ELSE ''the flows of the state are not those of the source'' END
        FROM (SELECT * FROM (%3$s) AS q WHERE q.m OPERATOR(%2$s.<>) %2$s.sanctions_watch_nothing()) AS p
        FULL JOIN (SELECT b.product, b.m FROM (
                       SELECT coalesce(s.product, c.product) AS product, CASE WHEN c.m IS NULL THEN s.m WHEN s.m IS NULL THEN c.m ELSE s.m OPERATOR(%2$s.+) c.m END AS m
                       FROM (SELECT o.product, o.m FROM %1$I.state AS o WHERE o.watch = $4) AS s FULL JOIN (%4$s) AS c ON c.product = s.product) AS b
                   WHERE b.m OPERATOR(%2$s.<>) %2$s.sanctions_watch_nothing()) AS h ON h.product = p.product
        WHERE %2$s.trade_matrix_send(p.m) IS DISTINCT FROM %2$s.trade_matrix_send(h.m) ORDER BY 1',
        monitor, home, @extschema@.sanctions_source_pass(plan -> 'layout', (plan ->> 'relation')::oid::regclass::text, '$3'::text), @extschema@.sanctions_watch_changes(monitor, ''::text))
        USING basis.capture, basis.seen, ARRAY(SELECT c.code::@extschema@.hs_code FROM jsonb_array_elements_text(plan -> 'codes') AS c (code)), name;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_check_watch(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_check: the products of a watch whose state, with the captured changes that it has not seen, is not byte for byte what one pass over its source gives.';

CREATE FUNCTION @extschema@.sanctions_check(monitor pg_catalog.text) RETURNS TABLE (watch pg_catalog.text, product pg_catalog.text, detail pg_catalog.text)
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    named CONSTANT name := @extschema@.sanctions_monitor_name(monitor);
BEGIN
    PERFORM @extschema@.sanctions_monitor_need(named);
    FOR watch IN EXECUTE format('SELECT b.watch FROM %I.basis AS b WHERE b.made_from IS NOT NULL ORDER BY b.watch COLLATE "C"', named) LOOP
        BEGIN
            PERFORM @extschema@.sanctions_watch_lock(named, watch);
            RETURN QUERY SELECT watch, c.product, c.detail FROM @extschema@.sanctions_check_watch(named, watch) AS c;
        EXCEPTION WHEN OTHERS THEN
            RETURN QUERY SELECT watch, NULL::text, SQLERRM;
        END;
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_check(pg_catalog.text) IS
'Compares the state of each watch that has been refreshed, with the captured changes that it has not seen, with one pass over its source, byte for byte: a row for each product that differs, none when all is well. A source that is not captured differs where it was written since the last refresh. A watch whose source cannot be read gives a row with the error, without a product. Reads every source once. 42P01 for a schema that is no monitor; NULL gives no rows.';
