--
-- state: the matrices of a watch, brought up to date from its source or from the
-- changes captured
--

CREATE FUNCTION @extschema@.sanctions_watch_lock(monitor pg_catalog.name, name pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    source text;
    relation regclass;
BEGIN
    EXECUTE format('SELECT w.source FROM %I.watch AS w WHERE w.name = $1', monitor) INTO source USING name;
    LOOP
        relation := source::regclass;
        -- LOCK TABLE would refuse foreign tables and materialized views.
        EXECUTE format('SELECT FROM %s WHERE false', relation);
        EXIT WHEN relation IS NOT DISTINCT FROM to_regclass(source);
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_lock(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: until the end of the transaction nobody changes the columns of the source of a watch. 42P01 where it is not there, 42501 where it may not be read.';

CREATE FUNCTION @extschema@.sanctions_watch_plan(monitor pg_catalog.name, name pg_catalog.text) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    watch jsonb;
    relation regclass;
    capture oid;
    layout jsonb;
    codes text[];
BEGIN
    EXECUTE format('SELECT to_jsonb(w.*) FROM %I.watch AS w WHERE w.name = $1', monitor) INTO watch USING name;
    relation := (watch ->> 'source')::regclass;
    layout := @extschema@.sanctions_source_columns(relation, @extschema@.sanctions_watch_columns(watch));
    codes := @extschema@.sanctions_watch_codes(watch ->> 'list_name', coalesce((watch ->> 'as_of')::date, current_date), watch ->> 'vintage');
    -- What was captured is what the watch reads, by triggers that all work and see every write.
    capture := (SELECT p.oid FROM pg_proc AS p WHERE p.oid = @extschema@.sanctions_capture_of(monitor, relation::oid)
                AND NOT @extschema@.sanctions_capture_untold(relation::oid)
                -- the triggers see the rows that policies hide from who reads
                AND NOT row_security_active(relation)
                AND NOT EXISTS (SELECT FROM @extschema@.sanctions_capture_missing(relation::oid, p.oid)));
    EXECUTE format('SELECT c.id FROM %I.capture AS c WHERE c.id = $1 AND c.columns = $2', monitor)
        INTO capture USING (SELECT substr(p.proname, 9)::integer FROM pg_proc AS p WHERE p.oid = capture), layout;
    RETURN jsonb_build_object('watch', watch, 'relation', relation::oid::bigint, 'layout', layout, 'capture', capture, 'codes', codes,
        'shape', @extschema@.sanctions_source_shape(relation::oid),
        'made_from', jsonb_build_object('relation', relation::oid::bigint, 'layout', layout, 'codes', codes, 'files', @extschema@.sanctions_source_files(relation::oid),
            'shape', @extschema@.sanctions_source_shape(relation::oid), 'database', (SELECT d.oid::bigint FROM pg_database AS d WHERE d.datname = current_database()),
            'cluster', (SELECT s.system_identifier FROM pg_control_system() AS s)));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_plan(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: how the state of a watch is made today: its row, the relation, its columns and their types, the capture it can follow (NULL: none), the codes of its list; made_from is what, when it differs, makes the state of another day worthless. Errors as those of writing the watch.';

CREATE FUNCTION @extschema@.sanctions_watch_changes(monitor pg_catalog.name, used pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN format('SELECT coalesce(%2$s.hs_level(c.product::%2$s.hs_code, 6), c.product::%2$s.hs_code)::text AS product, %2$s.rollup(c.m) AS m
        FROM %1$I.delta AS d CROSS JOIN LATERAL unnest(d.products, d.matrices) AS c (product, m)
        WHERE d.capture = $1 AND NOT pg_visible_in_snapshot(d.xact, $2) %3$s AND %2$s.in_codes(c.product, $3)
        GROUP BY coalesce(%2$s.hs_level(c.product::%2$s.hs_code, 6), c.product::%2$s.hs_code)', monitor, '@extschema@', used);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_changes(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: the query of the changes that a watch has not seen, a matrix a product: $1 is its capture, $2 what it has seen, $3 the array of its codes; used is one more condition on a row d of delta.';

CREATE FUNCTION @extschema@.sanctions_watch_nothing() RETURNS @extschema@.trade_matrix
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '{"labels":null,"periods":null,"flows":{}}'::@extschema@.trade_matrix;

COMMENT ON FUNCTION @extschema@.sanctions_watch_nothing() IS
'A step of sanctions_refresh: a matrix without cells: the state of a product whose trade went.';

CREATE FUNCTION @extschema@.sanctions_watch_fold(monitor pg_catalog.name, name pg_catalog.text, plan pg_catalog.jsonb, OUT rows bigint, OUT products pg_catalog.text[])
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    home CONSTANT text := '@extschema@';
    codes CONSTANT @extschema@.hs_code[] := ARRAY(SELECT c.code::@extschema@.hs_code FROM jsonb_array_elements_text(plan -> 'codes') AS c (code));
    basis record;
    news record;
BEGIN
    EXECUTE format('SELECT b.capture, b.seen, b.made_from FROM %I.basis AS b WHERE b.watch = $1', monitor) INTO basis USING name;
    IF (basis.capture = (plan ->> 'capture')::integer AND basis.made_from = plan -> 'made_from') IS NOT TRUE THEN
        RETURN;
    END IF;
    -- What comes while this runs is left to the next refresh: one snapshot says what is used.
    EXECUTE format('SELECT pg_current_snapshot() AS seen, bool_or(d.shape <> $3 OR num_nulls(d.products, d.rows_added, d.rows_removed) = 3) AS anew,
        %2$s.rollup(d.rows_added) AS added, %2$s.rollup(d.rows_removed) AS removed
        FROM %1$I.delta AS d WHERE d.capture = $1 AND NOT pg_visible_in_snapshot(d.xact, $2)', monitor, home)
        INTO news USING basis.capture, basis.seen, plan ->> 'shape';
    IF news.anew THEN
        RETURN;
    END IF;
    EXECUTE format('WITH written AS (INSERT INTO %1$I.state AS s (watch, product, m) SELECT $5, c.product, c.m FROM (%3$s) AS c
                         WHERE c.m OPERATOR(%2$s.<>) %2$s.sanctions_watch_nothing()
                         ON CONFLICT (watch, product) DO UPDATE SET m = s.m OPERATOR(%2$s.+) excluded.m RETURNING s.product)
        SELECT coalesce(array_agg(w.product), ''{}'') FROM written AS w',
        monitor, home, @extschema@.sanctions_watch_changes(monitor, 'AND pg_visible_in_snapshot(d.xact, $4)'::text))
        INTO products USING basis.capture, basis.seen, codes, news.seen, name;
    EXECUTE format('UPDATE %1$I.basis AS b SET seen = $1, rows = coalesce(b.rows, $5) OPERATOR(%2$s.+) coalesce($3, $5) OPERATOR(%2$s.-) coalesce($4, $5) WHERE b.watch = $2', monitor, home)
        USING news.seen, name, news.added, news.removed, '{}'::@extschema@.trade_series;
    rows := coalesce(@extschema@.total(news.added), 0) + coalesce(@extschema@.total(news.removed), 0);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_fold(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_refresh: brings the state of a watch up to date by the captured changes that it has not seen: how many rows came and went, and the products that they changed. NULL, and nothing done, where it must be made anew: its source is not captured, what it was made from has changed, or a change cannot be told by differences.';

CREATE FUNCTION @extschema@.sanctions_watch_rebuild(monitor pg_catalog.name, name pg_catalog.text, plan pg_catalog.jsonb, OUT rows bigint, OUT products pg_catalog.text[])
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    home CONSTANT text := '@extschema@';
    source CONSTANT text := (plan ->> 'relation')::oid::regclass::text;
    codes CONSTANT @extschema@.hs_code[] := ARRAY(SELECT c.code::@extschema@.hs_code FROM jsonb_array_elements_text(plan -> 'codes') AS c (code));
BEGIN
    PERFORM @extschema@.sanctions_monitor_need(monitor);
    -- One statement, so that one snapshot has made all of it.  Of a capture for which the watch did not wait beforehand
    -- changes may be gone: such a one is followed from the next refresh on.
    EXECUTE format('WITH pass AS MATERIALIZED (%s), ', @extschema@.sanctions_source_pass(plan -> 'layout', source, '$1'::text))
        || format('written AS (INSERT INTO %1$I.state AS s (watch, product, m) SELECT $2, p.product, p.m FROM pass AS p
                                WHERE p.m OPERATOR(%2$s.<>) %2$s.sanctions_watch_nothing()
                                ON CONFLICT (watch, product) DO UPDATE SET m = excluded.m WHERE s.m OPERATOR(%2$s.<>) excluded.m RETURNING s.product),
            gone AS (UPDATE %1$I.state AS s SET m = %2$s.sanctions_watch_nothing()
                     WHERE s.watch = $2 AND s.m OPERATOR(%2$s.<>) %2$s.sanctions_watch_nothing()
                       AND NOT EXISTS (SELECT FROM pass AS p WHERE p.product = s.product AND p.m OPERATOR(%2$s.<>) %2$s.sanctions_watch_nothing()) RETURNING s.product),
            counted AS (SELECT %2$s.trade_series(r.period, 1::double precision) AS series, count(*) AS rows FROM (%3$s) AS r),
            based AS (UPDATE %1$I.basis AS b SET capture = CASE WHEN b.capture = $3 THEN $3 END, seen = pg_current_snapshot(), made_from = $4, rows = c.series FROM counted AS c WHERE b.watch = $2)
            SELECT c.rows, (SELECT coalesce(array_agg(w.product), ''{}'') FROM (SELECT product FROM written UNION ALL SELECT product FROM gone) AS w) FROM counted AS c', monitor, home, @extschema@.sanctions_source_rows(plan -> 'layout', source, ''::text))
        INTO rows, products USING codes, name, (plan ->> 'capture')::integer, plan -> 'made_from';
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_rebuild(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_refresh: makes the state of a watch anew from its whole source; products whose matrix is the same are left as they are. The rows read, and the products that changed.';

CREATE FUNCTION @extschema@.sanctions_watch_used(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('DELETE FROM %1$I.delta AS u WHERE u.id IN (SELECT d.id FROM %1$I.delta AS d
        WHERE NOT EXISTS (SELECT FROM %1$I.basis AS b WHERE b.capture = d.capture AND NOT pg_visible_in_snapshot(d.xact, b.seen)) FOR UPDATE SKIP LOCKED)', monitor);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_used(pg_catalog.name) IS
'A step of sanctions_refresh: deletes the changes that no watch waits for, but those that another refresh is deleting.';
