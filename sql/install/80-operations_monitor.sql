--
-- monitor: the tables of a schema in which watches are kept up to date
--

CREATE FUNCTION @extschema@.sanctions_monitor_name(label pg_catalog.text) RETURNS pg_catalog.name
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF octet_length(label) > 63 THEN
        RAISE EXCEPTION 'name "%" is longer than 63 bytes', left(label, 40) USING ERRCODE = 'invalid_parameter_value',
            HINT = 'The server would cut it, and take another schema or role for it.';
    END IF;
    RETURN label::name;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_name(pg_catalog.text) IS
'A step of what takes the name of a monitor or of a role: the name, which the server must not cut: 22023 where it is longer than 63 bytes.';

CREATE FUNCTION @extschema@.sanctions_monitor_comment(monitor pg_catalog.name, relation pg_catalog.name, comments pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT e.key, e.value FROM jsonb_each_text(comments) AS e LOOP
        EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', monitor, relation, c.key::name, c.value);
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_comment(pg_catalog.name, pg_catalog.name, pg_catalog.jsonb) IS
'A step of sanctions_monitor: gives the columns of a relation their comments, an object of column and text.';

CREATE FUNCTION @extschema@.sanctions_monitor_need(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF monitor IS NULL THEN
        RAISE EXCEPTION 'monitor must not be NULL' USING ERRCODE = 'null_value_not_allowed';
    ELSIF to_regclass(format('%I.basis', monitor)) IS NULL THEN
        RAISE EXCEPTION 'schema "%" is no monitor', monitor USING ERRCODE = 'undefined_table',
            HINT = 'SELECT @extschema@.sanctions_monitor(...) makes one.';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_need(pg_catalog.name) IS
'A step of sanctions_monitor: 42P01 where a schema is no monitor.';

CREATE FUNCTION @extschema@.sanctions_monitor_watch(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        CREATE TABLE %1$I.watch (
            name text PRIMARY KEY CHECK (octet_length(name) BETWEEN 1 AND 255),
            source text NOT NULL,
            target text NOT NULL,
            origins text NOT NULL,
            list_name text DEFAULT 'CHPL',
            vintage text,
            as_of date,
            since date NOT NULL,
            before_months integer DEFAULT 24,
            after_months integer,
            coverage daterange,
            baseline text NOT NULL DEFAULT 'share',
            seasonal boolean NOT NULL DEFAULT true,
            thresholds jsonb NOT NULL DEFAULT '{}',
            unit text,
            per text NOT NULL DEFAULT 'product' CHECK (per IN ('product', 'list')),
            placebo boolean NOT NULL DEFAULT true,
            exporter_column text NOT NULL DEFAULT 'exporter',
            importer_column text NOT NULL DEFAULT 'importer',
            product_column text NOT NULL DEFAULT 'product',
            period_column text NOT NULL DEFAULT 'period',
            value_column text NOT NULL DEFAULT 'value',
            quantity_column text DEFAULT 'quantity',
            enabled boolean NOT NULL DEFAULT true,
            keep_history interval CHECK (keep_history > '0 days'))$q$, monitor);
    EXECUTE format('COMMENT ON TABLE %I.watch IS %L', monitor,
        'What is watched, a row a screen: its columns are the arguments of intermediary_flags. Written by you; a row is checked when it is written. Deleting one deletes its state and flags; its runs and events stay.');
    PERFORM @extschema@.sanctions_monitor_comment(monitor, 'watch'::name, $c${
        "name": "Name of the watch, at most 255 bytes.",
        "source": "Table or view of flows, kept with its schema as its search path gave it.",
        "target": "Sanctioned destination, as the source writes it.",
        "origins": "Those who sanction: the name of a group, codes parted by commas, or * for all.",
        "list_name": "List of products; NULL: every product.",
        "vintage": "HS vintage of the source, as in list_codes; NULL: HS 2022 and what is bridged from older ones.",
        "as_of": "Day whose list and group count; NULL: the day of the refresh.",
        "since": "Day of the event.",
        "before_months": "Months before the event that are compared; NULL: all there are.",
        "after_months": "Months after the event that are compared; NULL: all there are.",
        "coverage": "Time that the source covers; NULL: from its first to its last period, whatever the product.",
        "baseline": "share or mean, as in intermediary_flags.",
        "seasonal": "Whether seasons are compared like with like, as in intermediary_flags.",
        "thresholds": "Thresholds other than the defaults of intermediary_flags.",
        "unit": "Unit of the value, as USD: sentences say it before each figure, and countries by their names.",
        "per": "product: a screen for each HS6 of the list; list: one for all of them together.",
        "placebo": "Whether intermediary_placebo is asked about products in which somebody is graded.",
        "exporter_column": "Column of the exporter.", "importer_column": "Column of the importer.",
        "product_column": "Column of the product.", "period_column": "Column of the period: a date, or a year as an integer.",
        "value_column": "Column of the value.", "quantity_column": "Column of the quantity; NULL, or no column of the default name: none.",
        "enabled": "Whether a refresh of all watches takes this one.",
        "keep_history": "How long runs, and events of flags that no longer stand, are kept; NULL: for ever."}$c$::jsonb);
    -- The source is looked up as the writer's search path has it: every name in the body says its schema.
    EXECUTE format($q$
        CREATE FUNCTION %1$I.watch_check() RETURNS trigger LANGUAGE plpgsql AS $b$
        BEGIN
            NEW.source := %2$s.sanctions_source_name(NEW.source);
            PERFORM %2$s.sanctions_watch_examine(pg_catalog.to_jsonb(NEW));
            RETURN NEW;
        END $b$;
        REVOKE ALL ON FUNCTION %1$I.watch_check() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.watch_check() IS 'Keeps the source of a watch with its schema and examines the row, so that a mistake shows now and not at night.';
        CREATE TRIGGER watch_check BEFORE INSERT OR UPDATE ON %1$I.watch FOR EACH ROW EXECUTE FUNCTION %1$I.watch_check()$q$, monitor, '@extschema@');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_watch(pg_catalog.name) IS
'A step of sanctions_monitor: makes the table of watches, with the trigger that checks its rows.';

CREATE FUNCTION @extschema@.sanctions_monitor_state(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        CREATE TABLE %1$I.state (
            watch text NOT NULL REFERENCES %1$I.watch ON UPDATE CASCADE ON DELETE CASCADE,
            product text NOT NULL,
            m @extschema@.trade_matrix NOT NULL,
            PRIMARY KEY (watch, product)) WITH (fillfactor = 50);
        CREATE TABLE %1$I.basis (
            watch text PRIMARY KEY REFERENCES %1$I.watch ON UPDATE CASCADE ON DELETE CASCADE,
            capture integer,
            seen pg_snapshot,
            made_from jsonb,
            rows @extschema@.trade_series,
            screened jsonb);
        CREATE TABLE %1$I.capture (
            id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            source text NOT NULL,
            columns jsonb NOT NULL);
        CREATE TABLE %1$I.delta (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            capture integer NOT NULL,
            xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
            shape text NOT NULL,
            products text[],
            matrices @extschema@.trade_matrix[],
            rows_added @extschema@.trade_series,
            rows_removed @extschema@.trade_series);
        ALTER TABLE %1$I.delta ALTER products SET STORAGE EXTERNAL, ALTER matrices SET STORAGE EXTERNAL$q$, monitor);
    EXECUTE format($q$
        COMMENT ON TABLE %1$I.state IS 'The flows of each watch and product, from which flags and views are made. Kept by sanctions_refresh.';
        COMMENT ON TABLE %1$I.basis IS 'What the state of a watch was made from, and which changes it has seen. Kept by sanctions_refresh.';
        COMMENT ON TABLE %1$I.capture IS 'The sources whose changes are captured.';
        COMMENT ON TABLE %1$I.delta IS 'Changes of captured sources that some watch has not seen. Written by the triggers of sanctions_capture alone.'$q$, monitor);
    PERFORM @extschema@.sanctions_monitor_comment(monitor, 'state'::name, '{"watch": "Watch.", "product": "HS6 of the watch''s list, national lines added up; the code itself where it is shorter.",
        "m": "Its flows."}'::jsonb);
    PERFORM @extschema@.sanctions_monitor_comment(monitor, 'basis'::name, '{"watch": "Watch.", "capture": "The capture whose changes it follows; NULL: none.",
        "seen": "The transactions whose changes are in the state.", "made_from": "Relation, columns and codes the state was made from; NULL: it is to be made anew.",
        "rows": "Rows of the source by period.", "screened": "What the products were last screened with."}'::jsonb);
    PERFORM @extschema@.sanctions_monitor_comment(monitor, 'capture'::name, '{"id": "Number of the capture, that of its trigger function.", "source": "Name of the source when it was captured.", "columns": "Columns that are captured."}'::jsonb);
    PERFORM @extschema@.sanctions_monitor_comment(monitor, 'delta'::name, '{"id": "Number of the change.", "capture": "The capture.", "xact": "The transaction that made it.", "shape": "The columns and partitions that the source had then.",
        "products": "Codes of the products that changed, as the source has them.", "matrices": "New rows minus old rows of each.", "rows_added": "Rows that came, by period.", "rows_removed": "Rows that went, by period. Neither of the two, nor products: the source is to be read anew."}'::jsonb);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_state(pg_catalog.name) IS
'A step of sanctions_monitor: makes the tables of states, captures and their changes.';

CREATE FUNCTION @extschema@.sanctions_monitor_result(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    figures CONSTANT text := 'inflow_before float8, inflow_after float8, outflow_before float8, outflow_after float8, direct_before float8, direct_after float8,
        rerouted float8, attributed float8, overlap float8, substitution float8, score float8, flagged boolean, grade text,
        before_from date, before_to date, after_from date, after_to date, months_before integer, months_after integer, controls integer,
        onset_in date, onset_out date, last_out date, active integer, largest_share float8, reasons jsonb' ||
        -- Else a refresh would do little but compress sentences.
        CASE WHEN EXISTS (SELECT FROM pg_settings AS s WHERE s.name = 'default_toast_compression' AND 'lz4' = ANY (s.enumvals)) THEN ' COMPRESSION lz4' ELSE '' END ||
        ', placebo_rank integer, placebo_p float8';
BEGIN
    -- To PostGraphile run and runs, flag and flags are one name: the tables get another, and are left out, by lines of their comments.
    EXECUTE format($q$
        CREATE TABLE %1$I.run (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            watch text NOT NULL,
            started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            finished_at timestamptz,
            status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'ok', 'failed', 'interrupted')),
            rebuilt boolean,
            rows_read bigint NOT NULL DEFAULT 0,
            products_read bigint NOT NULL DEFAULT 0,
            products_screened bigint NOT NULL DEFAULT 0,
            flags_new bigint NOT NULL DEFAULT 0,
            flags_kept bigint NOT NULL DEFAULT 0,
            flags_cleared bigint NOT NULL DEFAULT 0,
            sqlstate text,
            error text,
            library text,
            list_version text,
            group_version text,
            arguments jsonb);
        CREATE INDEX run_watch ON %1$I.run (watch, id);
        CREATE TABLE %1$I.flag (
            watch text NOT NULL REFERENCES %1$I.watch ON UPDATE CASCADE ON DELETE CASCADE,
            product text NOT NULL,
            intermediary text NOT NULL,
            %2$s,
            run bigint NOT NULL,
            PRIMARY KEY (watch, product, intermediary)) WITH (fillfactor = 50);
        CREATE TABLE %1$I.flag_event (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at timestamptz NOT NULL DEFAULT clock_timestamp(),
            event text NOT NULL CHECK (event IN ('new', 'changed', 'cleared', 'returned')),
            watch text NOT NULL,
            product text NOT NULL,
            intermediary text NOT NULL,
            %2$s,
            run bigint NOT NULL);
        CREATE INDEX flag_event_flag ON %1$I.flag_event (watch, product, intermediary, id);
        COMMENT ON TABLE %1$I.run IS E'@name run_row\n@omit\nRefreshes of each watch. One that changes nothing takes the place of another before it that changed nothing.';
        COMMENT ON TABLE %1$I.flag IS E'@name flag_row\n@omit\nEvery candidate of the last screen of each watch and product, with its figures.';
        COMMENT ON CONSTRAINT flag_watch_fkey ON %1$I.flag IS E'@omit\nThe watch of the flag.';
        COMMENT ON TABLE %1$I.flag_event IS 'What happened to candidates with a grade: new, changed (traced to possible or back), cleared, returned, with the figures of that run.'$q$,
        monitor, figures);
    -- State and flags follow a watch that is given another name by their keys; runs and events outlive it, and have none.
    EXECUTE format($q$
        CREATE FUNCTION %1$I.watch_rename() RETURNS trigger LANGUAGE plpgsql AS $b$
        BEGIN
            EXECUTE pg_catalog.format('UPDATE %%I.run SET watch = $1 WHERE watch OPERATOR(pg_catalog.=) $2', TG_TABLE_SCHEMA) USING NEW.name, OLD.name;
            EXECUTE pg_catalog.format('UPDATE %%I.flag_event SET watch = $1 WHERE watch OPERATOR(pg_catalog.=) $2', TG_TABLE_SCHEMA) USING NEW.name, OLD.name;
            RETURN NULL;
        END $b$;
        REVOKE ALL ON FUNCTION %1$I.watch_rename() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.watch_rename() IS 'Runs and events of a watch follow it to its new name.';
        CREATE TRIGGER watch_rename AFTER UPDATE ON %1$I.watch FOR EACH ROW WHEN (OLD.name OPERATOR(pg_catalog.<>) NEW.name) EXECUTE FUNCTION %1$I.watch_rename()$q$, monitor);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor_result(pg_catalog.name) IS
'A step of sanctions_monitor: makes the tables of runs, flags and events.';

-- A monitor stays on the server that makes it, with Citus too.
CREATE FUNCTION @extschema@.sanctions_monitor(schema pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp SET citus.enable_ddl_propagation = off AS $$
DECLARE
    monitor CONSTANT name := @extschema@.sanctions_monitor_name(schema);
BEGIN
    IF to_regclass(format('%I.watch', monitor)) IS NOT NULL THEN
        RAISE EXCEPTION 'schema "%" already has a table watch', monitor USING ERRCODE = 'duplicate_table',
            HINT = 'It may be a monitor already: add watches to it, or name another schema.';
    END IF;
    IF to_regnamespace(quote_ident(monitor)) IS NULL THEN
        EXECUTE format('CREATE SCHEMA %I', monitor);
    END IF;
    PERFORM @extschema@.sanctions_monitor_watch(monitor);
    PERFORM @extschema@.sanctions_monitor_state(monitor);
    PERFORM @extschema@.sanctions_monitor_result(monitor);
    PERFORM @extschema@.sanctions_monitor_views(monitor);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_monitor(pg_catalog.text) IS
'Makes a monitor: a schema (or takes one that is there and in which the caller may create) with the tables watch, state, delta, run, flag, flag_event and what they need, and the views for BI tools. All of it belongs to the caller. 42P07 where the schema has a table watch already, 22023 for a name longer than 63 bytes; NULL does nothing.';
