--
-- capture: changes of a source, kept as differences of matrices by triggers
--

CREATE FUNCTION @extschema@.sanctions_capture_of(monitor pg_catalog.name, relation pg_catalog.oid) RETURNS pg_catalog.oid
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT t.tgfoid
            FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid JOIN pg_namespace AS n ON n.oid = p.pronamespace
            WHERE t.tgrelid = relation AND t.tgname LIKE E'sanctions\\_source\\_%' AND n.nspname = monitor
            ORDER BY t.tgfoid DESC LIMIT 1);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_of(pg_catalog.name, pg_catalog.oid) IS
'A step of sanctions_capture: the trigger function by which a monitor captures a source; NULL where it does not.';

CREATE FUNCTION @extschema@.sanctions_capture_keeper(monitor pg_catalog.name) RETURNS pg_catalog.name
AS 'MODULE_PATHNAME', 'sanctions_capture_keeper' LANGUAGE C VOLATILE STRICT;

COMMENT ON FUNCTION @extschema@.sanctions_capture_keeper(pg_catalog.name) IS
'A step of sanctions_capture: who is to own the trigger functions of a monitor: the owner of its table delta, which is locked. 55000 where the schema belongs to another, who is no superuser; 42501 where the caller may not write the table.';

CREATE FUNCTION @extschema@.sanctions_capture_target(relation pg_catalog.oid, trigger_name pg_catalog.name) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_capture_target' LANGUAGE C VOLATILE STRICT;

COMMENT ON FUNCTION @extschema@.sanctions_capture_target(pg_catalog.oid, pg_catalog.name) IS
'A step of sanctions_capture: the table into which a capturing trigger of a table writes, by its name of now, quoted: delta in the schema of the function that it calls. The table is locked. 55000 where schema, table and function do not belong to the same role (or the schema to a superuser); 42501 where the caller may not write the table. NULL where there is no such trigger.';

CREATE FUNCTION @extschema@.sanctions_capture_shape(relation pg_catalog.oid, trigger_name pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    source oid := relation;
BEGIN
    IF trigger_name LIKE E'sanctions\\_part\\_%' THEN
        WITH RECURSIVE up AS (
            SELECT i.inhparent AS relid FROM pg_inherits AS i WHERE i.inhrelid = relation AND NOT i.inhdetachpending
            UNION
            SELECT i.inhparent FROM pg_inherits AS i JOIN up ON i.inhrelid = up.relid WHERE NOT i.inhdetachpending
        )
        SELECT min(s.tgrelid::bigint)::oid INTO source
        FROM up JOIN pg_trigger AS s ON s.tgrelid = up.relid AND s.tgname LIKE E'sanctions\\_source\\_%'
        WHERE s.tgfoid = (SELECT t.tgfoid FROM pg_trigger AS t WHERE t.tgrelid = relation AND t.tgname = trigger_name);
    END IF;
    -- A snapshot that is older than the capture, or than the part, does not see of what it is one.
    RETURN CASE WHEN source IS NOT NULL THEN @extschema@.sanctions_source_shape(source)
                WHEN current_setting('transaction_isolation') <> 'read committed' THEN 'unseen' END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_shape(pg_catalog.oid, pg_catalog.text) IS
'A step of sanctions_capture: of a capturing trigger of a table, the shape (sanctions_source_shape) of the source to which the table belongs; NULL where it is no longer a part of one, a text that no shape is where the transaction''s snapshot may be too old to tell.';

CREATE FUNCTION @extschema@.sanctions_capture_changes(columns pg_catalog.text[])
RETURNS TABLE (products pg_catalog.text[], matrices @extschema@.trade_matrix[], rows_added @extschema@.trade_series, rows_removed @extschema@.trade_series)
AS 'MODULE_PATHNAME', 'sanctions_capture_changes' LANGUAGE C VOLATILE STRICT ROWS 1;

COMMENT ON FUNCTION @extschema@.sanctions_capture_changes(pg_catalog.text[]) IS
'A step of sanctions_capture: what a statement changed, from the transition tables added and removed of the query around: codes of products as the source has them, with the matrix of each, new rows minus old rows; and the rows that came and went by period. One row, more where there are many products, none where there are no rows. columns are the names of exporter, importer, product, period, value and quantity (NULL: none). 39P01 where there is no such table, 42703 where a column is gone, 42804 where it is of a type that is not read; errors of the rows as those of trade_matrix.';

CREATE FUNCTION @extschema@.sanctions_capture_body(capture integer, layout pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    columns CONSTANT text := (SELECT string_agg(quote_nullable(layout -> 'columns' ->> r.role), ', ' ORDER BY r.place)
                              FROM unnest('{exporter,importer,product,period,value,quantity}'::text[]) WITH ORDINALITY AS r (role, place));
BEGIN
    -- What cannot be added up must not keep the writer from writing: it is an error of the next refresh.
    RETURN format($b$DECLARE
    shape text;
    again CONSTANT text := ' (capture, shape) VALUES (%2$s, $1)';
BEGIN
    -- An extension that is not found must not, either.
    IF to_regprocedure(%1$L) IS NULL THEN RETURN NULL; END IF;
    shape := @extschema@.sanctions_capture_shape(TG_RELID, TG_NAME::text);
    IF shape IS NULL THEN RETURN NULL; END IF;
    -- The table is looked up each time: what has its name may have become another's, and this runs with its owner's rights.
    BEGIN
        EXECUTE 'INSERT INTO ' || @extschema@.sanctions_capture_target(TG_RELID, TG_NAME) || CASE TG_OP WHEN 'TRUNCATE' THEN again
            ELSE ' (capture, shape, products, matrices, rows_added, rows_removed) SELECT %2$s, $1, c.products, c.matrices, c.rows_added, c.rows_removed
                FROM @extschema@.sanctions_capture_changes($2) AS c' END USING shape, ARRAY[%3$s]::text[];
    EXCEPTION WHEN OTHERS THEN
        EXECUTE 'INSERT INTO ' || @extschema@.sanctions_capture_target(TG_RELID, TG_NAME) || again USING shape;
    END;
    RETURN NULL;
END$b$, '@extschema@.sanctions_capture_target(oid, name)', capture, columns);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_body(integer, pg_catalog.jsonb) IS
'A step of sanctions_capture: the body of the trigger function of a capture: it appends to delta the difference that a statement makes, a matrix a product, with its rows that came and went by period; after TRUNCATE, or where that cannot be computed, the mark that the source is to be read anew.';

CREATE FUNCTION @extschema@.sanctions_capture_attach(relation pg_catalog.regclass, called pg_catalog.oid, part boolean) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kind record;
    role CONSTANT text := CASE WHEN part THEN 'part' ELSE 'source' END;
    called_as name;
BEGIN
    FOR kind IN SELECT k.name, k.rows FROM (VALUES ('insert', 'REFERENCING NEW TABLE AS added'), ('update', 'REFERENCING OLD TABLE AS removed NEW TABLE AS added'),
                                               ('delete', 'REFERENCING OLD TABLE AS removed'), ('truncate', '')) AS k (name, rows) LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = relation AND t.tgfoid = called AND starts_with(t.tgname::text, format('sanctions_%s_%s_', role, kind.name)));
        -- A table may be a part of two sources, and a monitor have the name that another had.
        called_as := format('sanctions_%s_%s_%s', role, kind.name, called);
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %s()', called_as, kind.name, relation, kind.rows, called::regproc);
        -- Sessions that replay others' changes fire no other triggers.
        EXECUTE format('ALTER TABLE ONLY %s ENABLE ALWAYS TRIGGER %I', relation, called_as);
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_attach(pg_catalog.regclass, pg_catalog.oid, boolean) IS
'A step of sanctions_capture: gives a table those of the four triggers of a capture that it lacks; part is whether it is a part of the source, not the source itself.';

CREATE FUNCTION @extschema@.sanctions_capture_missing(source pg_catalog.oid, capture pg_catalog.oid) RETURNS SETOF pg_catalog.oid
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    WITH RECURSIVE tree AS (
        SELECT source AS relid
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tree AS t ON i.inhparent OPERATOR(pg_catalog.=) t.relid
    )
    SELECT t.relid FROM tree AS t
    WHERE (SELECT pg_catalog.count(*) FROM pg_catalog.pg_trigger AS g
           WHERE g.tgrelid OPERATOR(pg_catalog.=) t.relid AND g.tgfoid OPERATOR(pg_catalog.=) capture
             AND g.tgenabled OPERATOR(pg_catalog.=) ANY ('{O,A}'::pg_catalog."char"[])) OPERATOR(pg_catalog.<) 4;
END;

COMMENT ON FUNCTION @extschema@.sanctions_capture_missing(pg_catalog.oid, pg_catalog.oid) IS
'A step of sanctions_capture: the source and the partitions (or children) where not all four triggers of its capture are, or not all are on.';

CREATE FUNCTION @extschema@.sanctions_capture_untold(source pg_catalog.oid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE tree AS (
        SELECT source AS relid
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tree AS t ON i.inhparent OPERATOR(pg_catalog.=) t.relid
    )
    SELECT EXISTS (SELECT FROM tree AS t JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) t.relid
                   WHERE c.relkind OPERATOR(pg_catalog.<>) ALL ('{r,p}'::pg_catalog."char"[]) OR c.relpersistence OPERATOR(pg_catalog.<>) 'p'
                      OR EXISTS (SELECT FROM pg_catalog.pg_subscription_rel AS r WHERE r.srrelid OPERATOR(pg_catalog.=) t.relid)
                      OR EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhrelid OPERATOR(pg_catalog.=) t.relid
                                   AND i.inhparent OPERATOR(pg_catalog.<>) ALL (ARRAY(SELECT u.relid FROM tree AS u)))
                      -- Citus marks the tables whose rows it keeps elsewhere, and its statements fire nothing here.
                      OR EXISTS (SELECT FROM pg_catalog.pg_trigger AS g JOIN pg_catalog.pg_proc AS p ON p.oid OPERATOR(pg_catalog.=) g.tgfoid
                                 WHERE g.tgrelid OPERATOR(pg_catalog.=) t.relid AND p.proname OPERATOR(pg_catalog.=) 'citus_truncate_trigger'));
END;

COMMENT ON FUNCTION @extschema@.sanctions_capture_untold(pg_catalog.oid) IS
'A step of sanctions_capture: whether rows of a relation, or of a part of it, come or go without a statement trigger: where it is no table of this server or one of Citus, where a subscription writes it, where a crash empties it, and where it is a part of another table too, a statement on which fires the triggers of that table alone.';

CREATE FUNCTION @extschema@.sanctions_capture_parts(monitor pg_catalog.name, source pg_catalog.regclass) RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    capture oid := @extschema@.sanctions_capture_of(monitor, source::oid);
    part oid;
    done integer := 0;
BEGIN
    IF capture IS NULL OR @extschema@.sanctions_capture_untold(source::oid) THEN
        RETURN done;
    END IF;
    FOR part IN SELECT p.relid FROM @extschema@.sanctions_capture_missing(source::oid, capture) AS p (relid) WHERE p.relid <> source::oid LOOP
        PERFORM @extschema@.sanctions_capture_attach(part::regclass, capture, true);
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_parts(pg_catalog.name, pg_catalog.regclass) IS
'A step of sanctions_capture: gives those partitions (or children) of a captured source the triggers that have none yet, since a statement that names a partition fires its triggers alone; returns how many.';

CREATE FUNCTION @extschema@.sanctions_capture_owned(source pg_catalog.regclass) RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT (SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class AS c WHERE c.oid = source) THEN
        RAISE EXCEPTION 'must be owner of relation %', source USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_owned(pg_catalog.regclass) IS
'A step of sanctions_capture and sanctions_release: 42501 where the caller does not own a source.';

CREATE FUNCTION @extschema@.sanctions_capture_allowed(source pg_catalog.regclass) RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM @extschema@.sanctions_capture_owned(source);
    IF EXISTS (SELECT FROM pg_class AS c WHERE c.oid = source AND c.relforcerowsecurity) THEN
        RAISE EXCEPTION 'relation % hides rows from its owner', source USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Without capture it is read anew at each refresh, as its policies say.';
    ELSIF @extschema@.sanctions_capture_untold(source::oid) THEN
        RAISE EXCEPTION 'relation % cannot be captured', source USING ERRCODE = 'wrong_object_type',
            DETAIL = 'Only a logged table that is no part of another, whose partitions are tables of this server and which neither a subscription nor Citus writes, tells its changes.',
            HINT = 'Without capture it is read anew at each refresh; of partitions the whole can be captured.';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_allowed(pg_catalog.regclass) IS
'A step of sanctions_capture: 42501 where the caller does not own a source, 42809 where its changes fire no triggers (sanctions_capture_untold), 55000 where it hides rows from its owner.';

CREATE FUNCTION @extschema@.sanctions_capture_columns(monitor pg_catalog.name, source pg_catalog.regclass) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    columns jsonb;
BEGIN
    EXECUTE format('SELECT mode() WITHIN GROUP (ORDER BY c.columns) FROM (SELECT %s.sanctions_watch_columns(to_jsonb(w.*)) AS columns FROM %I.watch AS w WHERE to_regclass(w.source) = $1) AS c',
                   '@extschema@', monitor) INTO columns USING source;
    RETURN coalesce(columns, '{"exporter": "exporter", "importer": "importer", "product": "product", "period": "period", "value": "value", "quantity": "quantity"}');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_columns(pg_catalog.name, pg_catalog.regclass) IS
'A step of sanctions_capture: the columns of a source that a monitor''s watches read, those of most watches; the defaults where there is no watch yet.';

CREATE FUNCTION @extschema@.sanctions_capture_forget(monitor pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone record;
BEGIN
    -- With a table its triggers go, but not what they called.
    FOR gone IN EXECUTE format('SELECT c.id, p.oid AS called FROM %1$I.capture AS c
            LEFT JOIN pg_proc AS p ON p.proname = ''capture_'' || c.id AND p.pronargs = 0 AND p.pronamespace = (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = %1$L)
            WHERE NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgfoid = p.oid) AND (p.oid IS NULL OR pg_has_role(p.proowner, ''USAGE''))
            FOR UPDATE OF c SKIP LOCKED', monitor) LOOP
        IF gone.called IS NOT NULL THEN
            EXECUTE format('DROP FUNCTION %s()', gone.called::regproc);
        END IF;
        EXECUTE format('DELETE FROM %I.delta AS d WHERE d.capture = $1', monitor) USING gone.id;
        EXECUTE format('DELETE FROM %I.capture AS c WHERE c.id = $1', monitor) USING gone.id;
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture_forget(pg_catalog.name) IS
'A step of sanctions_release and sanctions_refresh: deletes what is left of captures whose triggers are gone, as with a table that was dropped: their functions, their changes and their rows.';

-- Citus would copy the function to its workers, and then lets it depend on no extension.
CREATE FUNCTION @extschema@.sanctions_capture(monitor pg_catalog.text, source pg_catalog.regclass) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp SET citus.enable_ddl_propagation = off AS $$
DECLARE
    named CONSTANT name := @extschema@.sanctions_monitor_name(monitor);
    layout jsonb := @extschema@.sanctions_source_columns(source, @extschema@.sanctions_capture_columns(named, source));
    keeper CONSTANT name := @extschema@.sanctions_capture_keeper(named);
    capture integer;
    called text;
    holder text;
BEGIN
    PERFORM @extschema@.sanctions_capture_allowed(source);
    PERFORM @extschema@.sanctions_release(monitor, source);
    EXECUTE format('INSERT INTO %I.capture (source, columns) VALUES ($1, $2) RETURNING id', named)
        INTO capture USING @extschema@.sanctions_source_name(source::text), layout;
    called := format('%I.%I', named, 'capture_' || capture);
    -- So much of its rows is held at a time, whatever the writer has.
    EXECUTE format('CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = ''64MB'' AS %L',
                   called, @extschema@.sanctions_capture_body(capture, layout));
    -- Default privileges may give it to more than everybody.
    FOR holder IN SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
                  FROM pg_proc AS p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a WHERE p.oid = called::regproc AND a.grantee <> p.proowner LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s() FROM %s', called, holder);
    END LOOP;
    EXECUTE format('COMMENT ON FUNCTION %s() IS %L', called, 'Appends what a statement changes in a source to delta.');
    PERFORM @extschema@.sanctions_capture_attach(source, called::regproc::oid, false);
    PERFORM @extschema@.sanctions_capture_parts(named, source);
    -- Where the extension goes its names are anybody's: what runs with its owner's rights goes with it.
    EXECUTE format('ALTER FUNCTION %s() DEPENDS ON EXTENSION sanctions', called);
    IF keeper <> current_user THEN
        EXECUTE format('ALTER FUNCTION %s() OWNER TO %I', called, keeper);
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_capture(pg_catalog.text, pg_catalog.regclass) IS
'Captures a source for a monitor: from now on INSERT, UPDATE, DELETE, COPY, MERGE and TRUNCATE tell the monitor what they change, so that a refresh reads the changes alone. The columns are those that the monitor''s watches of this source name; a watch that reads others reads the source anew at each refresh. Done again, it starts anew. For the owner of the source: 42501 otherwise, 42809 for what is no table, is a part of another table or changes without triggers, 55000 where rows are hidden from the owner or the monitor''s schema belongs to another than its tables. NULL does nothing.';

CREATE FUNCTION @extschema@.sanctions_release(monitor pg_catalog.text, source pg_catalog.regclass) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
    named CONSTANT name := @extschema@.sanctions_monitor_name(monitor);
    capture oid := @extschema@.sanctions_capture_of(named, source::oid);
BEGIN
    IF capture IS NULL THEN
        RETURN;
    END IF;
    PERFORM @extschema@.sanctions_capture_owned(source);
    EXECUTE format('DROP FUNCTION %s() CASCADE', capture::regproc);
    PERFORM @extschema@.sanctions_capture_forget(named);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_release(pg_catalog.text, pg_catalog.regclass) IS
'Ends what sanctions_capture began: the triggers go, and the source is read anew at each refresh. Does nothing where the monitor does not capture the source.';
