--
-- refresh: watches brought up to date, one after the other, each in a transaction
--

CREATE FUNCTION @extschema@.sanctions_refresh_lock(monitor pg_catalog.name, name pg_catalog.text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF pg_try_advisory_xact_lock(hashtextextended(format('sanctions_refresh %I %s', monitor, name), 0)) THEN
        RETURN true;
    END IF;
    RAISE NOTICE 'watch "%" is being refreshed', name;
    RETURN false;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_lock(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: takes the lock of a watch until the end of the transaction; false, with a notice, where another refresh has it.';

CREATE FUNCTION @extschema@.sanctions_refresh_names(monitor pg_catalog.name, watch pg_catalog.text) RETURNS pg_catalog.text[]
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    names text[];
BEGIN
    PERFORM @extschema@.sanctions_monitor_need(monitor);
    EXECUTE format('SELECT coalesce(array_agg(w.name ORDER BY w.name COLLATE "C"), ''{}'') FROM %I.watch AS w WHERE CASE WHEN $1 IS NULL THEN w.enabled ELSE w.name = $1 END', monitor)
        INTO names USING watch;
    IF names = '{}' AND watch IS NOT NULL THEN
        RAISE EXCEPTION 'monitor "%" has no watch "%"', monitor, left(watch, 40) USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM @extschema@.sanctions_capture_forget(monitor);
    -- A watch that rests waits for no changes: it is made anew when it is enabled again.
    EXECUTE format('UPDATE %1$I.basis AS b SET capture = NULL, made_from = NULL FROM %1$I.watch AS w
                    WHERE w.name = b.watch AND NOT w.enabled AND b.capture IS NOT NULL AND w.name <> ALL ($1)', monitor) USING names;
    RETURN names;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_names(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: the watches to refresh: that one, or all that are enabled. 22023 for a watch that the monitor does not have, 42P01 for a schema that is no monitor.';

CREATE FUNCTION @extschema@.sanctions_refresh_begin(monitor pg_catalog.name, name pg_catalog.text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    run bigint;
BEGIN
    IF @extschema@.sanctions_refresh_lock(monitor, name) THEN
        EXECUTE format('UPDATE %I.run AS r SET status = ''interrupted'', finished_at = clock_timestamp() WHERE r.watch = $1 AND r.status = ''running''', monitor) USING name;
        EXECUTE format('INSERT INTO %1$I.run (watch) SELECT w.name FROM %1$I.watch AS w WHERE w.name = $1 RETURNING id', monitor) INTO run USING name;
    END IF;
    RETURN run;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_begin(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: writes the row of a run that begins, and returns its number; NULL where the watch is being refreshed or is gone. Runs of the watch that say they are running were killed.';

CREATE FUNCTION @extschema@.sanctions_refresh_prepare(monitor pg_catalog.name, name pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    plan jsonb := @extschema@.sanctions_watch_plan(monitor, name);
    relation regclass := (plan ->> 'relation')::oid;
BEGIN
    IF @extschema@.sanctions_capture_parts(monitor, relation) > 0 THEN
        -- What was written there before was not told.
        plan := @extschema@.sanctions_watch_plan(monitor, name);
        EXECUTE format('UPDATE %I.basis AS b SET made_from = NULL WHERE b.capture = $1', monitor) USING (plan ->> 'capture')::integer;
    END IF;
    -- From here on what others change is kept for this watch, whatever it will have read.
    EXECUTE format('INSERT INTO %I.basis AS b (watch, capture, seen) VALUES ($1, $2, pg_current_snapshot()) ON CONFLICT (watch)
                    DO UPDATE SET capture = excluded.capture, seen = excluded.seen, made_from = NULL WHERE b.capture IS DISTINCT FROM excluded.capture', monitor)
        USING name, (plan ->> 'capture')::integer;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_prepare(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: what a refresh needs to have committed before it reads: new partitions of a captured source tell their changes, and changes are kept for the watch.';

CREATE FUNCTION @extschema@.sanctions_refresh_versions(watch pg_catalog.jsonb, OUT list_version pg_catalog.text, OUT group_version pg_catalog.text)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    as_of date := coalesce((watch ->> 'as_of')::date, current_date);
BEGIN
    SELECT to_char(max(lower(l.valid)), 'YYYY-MM-DD') INTO list_version FROM @extschema@.sanctions_list AS l
    WHERE l.list_name = watch ->> 'list_name' AND l.valid @> as_of AND lower(l.valid) > '-infinity';
    SELECT to_char(max(lower(g.valid)), 'YYYY-MM-DD') INTO group_version FROM @extschema@.sanctions_group AS g
    WHERE g.group_name = btrim(watch ->> 'origins') AND g.valid @> as_of AND lower(g.valid) > '-infinity';
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_versions(pg_catalog.jsonb) IS
'A step of sanctions_refresh: the day since which the list and the group of a watch are as they are: the latest first day of a row that counts; NULL where none has a first day.';

CREATE FUNCTION @extschema@.sanctions_refresh_prune(monitor pg_catalog.name, name pg_catalog.text, run bigint, keep pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('DELETE FROM %1$I.run AS r USING %1$I.run AS now WHERE now.id = $2 AND now.products_screened = 0 AND now.flags_cleared = 0
                      AND r.watch = $1 AND r.id < $2 AND r.status = ''ok'' AND r.products_screened = 0 AND r.flags_cleared = 0', monitor) USING name, run;
    EXECUTE format('DELETE FROM %1$I.flag_event AS e WHERE e.watch = $1 AND e.at < now() - $2::interval AND NOT EXISTS (
                      SELECT FROM %1$I.flag AS f WHERE f.watch = e.watch AND f.product = e.product AND f.intermediary = e.intermediary AND f.grade IS NOT NULL)', monitor) USING name, keep;
    EXECUTE format('DELETE FROM %1$I.run AS r WHERE r.watch = $1 AND r.started_at < now() - $2::interval AND r.id <> $3
                      AND r.id NOT IN (SELECT f.run FROM %1$I.flag AS f WHERE f.watch = $1 UNION SELECT e.run FROM %1$I.flag_event AS e WHERE e.watch = $1)', monitor) USING name, keep, run;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_prune(pg_catalog.name, pg_catalog.text, bigint, pg_catalog.text) IS
'A step of sanctions_refresh: deletes earlier runs that changed nothing, if this one did not either, and what is older than keep (NULL: nothing): events of flags that no longer stand, and runs that no flag or event refers to.';

CREATE FUNCTION @extschema@.sanctions_refresh_update(monitor pg_catalog.name, name pg_catalog.text, run bigint) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    plan jsonb;
    done record;
    rebuilt boolean;
    basis record;
    asked jsonb;
    found record;
BEGIN
    -- First, so that the types that are looked at are those that are read: casts of others would run as the caller.
    PERFORM @extschema@.sanctions_watch_lock(monitor, name);
    plan := @extschema@.sanctions_watch_plan(monitor, name);
    SELECT f.rows, f.products INTO done FROM @extschema@.sanctions_watch_fold(monitor, name, plan) AS f;
    rebuilt := done.rows IS NULL;
    IF rebuilt THEN
        SELECT r.rows, r.products INTO done FROM @extschema@.sanctions_watch_rebuild(monitor, name, plan) AS r;
    END IF;
    PERFORM @extschema@.sanctions_watch_used(monitor);
    EXECUTE format('SELECT b.rows, b.screened FROM %I.basis AS b WHERE b.watch = $1', monitor) INTO basis USING name;
    asked := @extschema@.sanctions_watch_coverage(@extschema@.sanctions_watch_arguments(plan -> 'watch'), basis.rows, plan #>> '{layout,period}')
        || jsonb_build_object('library', @extschema@.sanctions_version());
    SELECT * INTO found FROM @extschema@.sanctions_watch_flags(monitor, name, asked, run, done.products, basis.screened IS DISTINCT FROM asked);
    EXECUTE format('UPDATE %I.basis AS b SET screened = $2 WHERE b.watch = $1 AND b.screened IS DISTINCT FROM $2', monitor) USING name, asked;
    EXECUTE format('UPDATE %1$I.run AS r SET status = ''ok'', finished_at = clock_timestamp(), rebuilt = $2, rows_read = $3,
            products_read = (SELECT count(*) FROM %1$I.state AS s WHERE s.watch = $10), products_screened = $4, flags_new = $5, flags_kept = $6, flags_cleared = $7,
            library = $8 ->> ''library'', arguments = $8 || $9, list_version = v.list_version, group_version = v.group_version
            FROM %2$s.sanctions_refresh_versions($9 -> ''watch'') AS v WHERE r.id = $1', monitor, '@extschema@')
        USING run, rebuilt, done.rows, found.screened, found.fresh, found.graded - found.fresh, found.cleared, asked,
              jsonb_build_object('codes', plan -> 'codes', 'watch', plan -> 'watch'), name;
    PERFORM @extschema@.sanctions_refresh_prune(monitor, name, run, plan #>> '{watch,keep_history}');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_update(pg_catalog.name, pg_catalog.text, bigint) IS
'A step of sanctions_refresh: the work of a refresh: state, screens, flags, events, and the row of the run.';

CREATE FUNCTION @extschema@.sanctions_refresh_step(monitor pg_catalog.name, name pg_catalog.text, run bigint, work boolean, OUT problem pg_catalog.text, OUT cancelled boolean)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine boolean := @extschema@.sanctions_refresh_lock(monitor, name);
    watch text;
    code text;
BEGIN
    cancelled := false;
    BEGIN
        EXECUTE format('SELECT r.status = ''running'' FROM %I.run AS r WHERE r.id = $1 AND $2', monitor) INTO mine USING run, mine;
        -- Who would delete it or name it anew waits.
        EXECUTE format('SELECT w.name FROM %I.watch AS w WHERE w.name = $1 FOR KEY SHARE', monitor) INTO watch USING name;
        IF watch IS NULL THEN
            EXECUTE format('UPDATE %I.run AS r SET status = ''interrupted'', finished_at = clock_timestamp(), error = ''the watch was deleted or given another name''
                            WHERE r.id = $1 AND r.status = ''running''', monitor) USING run;
        ELSIF mine IS NOT TRUE THEN
            -- Another refresh has the watch, or has had it since: the run is its.
            EXECUTE format('DELETE FROM %I.run AS r WHERE r.id = $1', monitor) USING run;
        ELSIF work THEN
            PERFORM @extschema@.sanctions_refresh_update(monitor, name, run);
        ELSE
            PERFORM @extschema@.sanctions_refresh_prepare(monitor, name);
        END IF;
        RETURN;
    EXCEPTION
        WHEN query_canceled THEN
            cancelled := true;
            problem := "left"(SQLERRM, 500);
            code := SQLSTATE;
        WHEN OTHERS THEN
            problem := "left"(SQLERRM, 500);
            code := SQLSTATE;
    END;
    EXECUTE format('UPDATE %I.run AS r SET status = ''failed'', finished_at = clock_timestamp(), sqlstate = $2, error = $3 WHERE r.id = $1', monitor) USING run, code, problem;
    IF NOT cancelled THEN
        -- Until its fault is mended it waits for no changes, which would pile up.
        EXECUTE format('UPDATE %I.basis AS b SET capture = NULL, made_from = NULL WHERE b.watch = $1 AND b.capture IS NOT NULL', monitor) USING name;
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_refresh_step(pg_catalog.name, pg_catalog.text, bigint, boolean) IS
'A step of sanctions_refresh: one transaction of a refresh: preparation, or the work. Where another refresh has begun since, the run goes; where the watch is gone, it says so. An error is written into the row of the run, what was done is undone; problem is its message, cancelled whether the statement was.';

CREATE PROCEDURE @extschema@.sanctions_refresh(monitor pg_catalog.text, watch pg_catalog.text DEFAULT NULL)
LANGUAGE plpgsql AS $$
DECLARE
    named CONSTANT pg_catalog.name := @extschema@.sanctions_monitor_name(monitor);
    name pg_catalog.text;
    run bigint;
    step pg_catalog.record;
    failed pg_catalog.text[] := '{}'::pg_catalog.text[];
    problems pg_catalog.text[] := '{}'::pg_catalog.text[];
BEGIN
    FOREACH name IN ARRAY @extschema@.sanctions_refresh_names(named, watch) LOOP
        run := @extschema@.sanctions_refresh_begin(named, name);
        COMMIT;
        -- What was committed while it waited for a lock counts, whatever the session's default is.
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        CONTINUE WHEN run IS NULL;
        SELECT s.problem, s.cancelled INTO step FROM @extschema@.sanctions_refresh_step(named, name, run, false) AS s;
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        IF step.problem IS NULL THEN
            SELECT s.problem, s.cancelled INTO step FROM @extschema@.sanctions_refresh_step(named, name, run, true) AS s;
            COMMIT;
        END IF;
        IF step.problem IS NOT NULL THEN
            failed := pg_catalog.array_append(failed, pg_catalog.quote_ident(name));
            problems := pg_catalog.array_append(problems, pg_catalog.format('%I: %s.', name, step.problem));
            IF step.cancelled THEN
                RAISE EXCEPTION '%', step.problem USING ERRCODE := 'query_canceled';
            END IF;
        END IF;
    END LOOP;
    IF pg_catalog.cardinality(failed) OPERATOR(pg_catalog.>) 0 THEN
        RAISE EXCEPTION 'watches that failed: %', pg_catalog.array_to_string(failed, ', ') USING ERRCODE := 'object_not_in_prerequisite_state',
            DETAIL := pg_catalog.array_to_string(problems, ' '), HINT := 'The view runs has each of them. The others are done.';
    END IF;
END $$;

COMMENT ON PROCEDURE @extschema@.sanctions_refresh(pg_catalog.text, pg_catalog.text) IS
'Brings the watches of a monitor up to date, or one of them: reads what changed in captured sources and the whole of others, screens the products whose flows changed (all where the watch did), writes flags and events and sends each event by NOTIFY on the channel sanctions. One transaction a watch; its row in runs says running from the start. A watch that is being refreshed is passed over with a notice. One that fails does not stop the others: at the end 55000 names those that failed, and the others are done. Cancelled or killed, it leaves the last good result. 22023 for a watch that is not there, 42P01 for a schema that is no monitor; CALL it outside a transaction block (2D000).';
