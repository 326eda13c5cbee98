--
-- flag: what the screen of a watch finds, and what happened to it
--

CREATE FUNCTION @extschema@.sanctions_watch_figures(monitor pg_catalog.name, prefix pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT string_agg(prefix || quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute AS a
            WHERE a.attrelid = to_regclass(format('%I.flag', monitor)) AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attname NOT IN ('watch', 'product', 'intermediary', 'run'));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_figures(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_refresh: the columns of figures of a monitor''s table flag, in order, each after a prefix.';

CREATE FUNCTION @extschema@.sanctions_watch_flag_query(monitor pg_catalog.name) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    figures CONSTANT text := @extschema@.sanctions_watch_figures(monitor, ''::text);
    fresh CONSTANT text := @extschema@.sanctions_watch_figures(monitor, 'f.'::text);
BEGIN
    -- $1 watch, $2 products, $3 arguments, $4 run, $5 whether they are screened
    RETURN format($q$
        WITH given AS (
            SELECT s.product, s.m FROM %1$I.state AS s WHERE s.watch = $1 AND s.product = ANY ($2) AND $5
            UNION ALL
            SELECT '', %2$s.rollup(s.m) FROM %1$I.state AS s WHERE s.watch = $1 AND '' = ANY ($2) AND $5),
        -- Candidates and flags side by side: one without a place is new, one without figures is none any more.
        found AS MATERIALIZED (
            SELECT * FROM (SELECT g.product, s.* FROM given AS g CROSS JOIN LATERAL %2$s.sanctions_watch_screen(g.m, $3) AS s) AS s
            FULL JOIN (SELECT o.product, o.intermediary, o.ctid AS place, o.grade AS was FROM %1$I.flag AS o WHERE o.watch = $1 AND o.product = ANY ($2)) AS o
            USING (product, intermediary)),
        doubted AS MATERIALIZED (
            SELECT g.product, g.m FROM given AS g
            WHERE ($3 ->> 'placebo')::boolean AND EXISTS (SELECT FROM found AS f WHERE f.product = g.product AND f.grade IS NOT NULL)),
        placebo AS MATERIALIZED (SELECT d.product, p.* FROM doubted AS d CROSS JOIN LATERAL %2$s.sanctions_watch_placebo(d.m, $3) AS p),
        -- Rows with their sentences are kept once, not by everybody who asks for them.
        ranked AS NOT MATERIALIZED (
            SELECT f.*, p.rank AS placebo_rank, p.p AS placebo_p
            FROM found AS f LEFT JOIN placebo AS p ON p.product = f.product AND p.intermediary = f.intermediary),
        told AS (INSERT INTO %1$I.flag_event (event, watch, product, intermediary, run, %3$s)
                 SELECT CASE WHEN f.grade IS NULL THEN 'cleared' WHEN f.was IS NOT NULL THEN 'changed'
                             WHEN EXISTS (SELECT FROM %1$I.flag_event AS e WHERE e.watch = $1 AND e.product = ANY ($2) AND e.product = f.product AND e.intermediary = f.intermediary) THEN 'returned'
                             ELSE 'new' END, $1, f.product, f.intermediary, $4, %4$s
                 FROM ranked AS f WHERE f.grade IS DISTINCT FROM f.was ORDER BY f.product COLLATE "C", f.intermediary COLLATE "C"
                 RETURNING event, product, intermediary, grade),
        gone AS (DELETE FROM %1$I.flag AS k WHERE k.ctid = ANY (ARRAY(SELECT f.place FROM found AS f WHERE f.flagged IS NULL))),
        kept AS (UPDATE %1$I.flag AS k SET (run, %3$s) = ROW($4, %4$s) FROM ranked AS f
                 WHERE k.ctid = ANY (ARRAY(SELECT f.place FROM found AS f WHERE f.flagged IS NOT NULL)) AND k.ctid = f.place AND (%5$s) IS DISTINCT FROM (%4$s)),
        added AS (INSERT INTO %1$I.flag (watch, product, intermediary, run, %3$s) SELECT $1, f.product, f.intermediary, $4, %4$s FROM ranked AS f WHERE f.place IS NULL)
        SELECT count(*) FILTER (WHERE t.event IN ('new', 'returned')) AS fresh, count(*) FILTER (WHERE t.event = 'cleared') AS cleared,
               count(pg_notify('sanctions', (SELECT row_to_json(n.*)::text FROM (
                   SELECT %6$L::text AS monitor, $1 AS watch, nullif(t.product, '') AS product, t.intermediary, t.event, t.grade) AS n))) AS sent
        FROM told AS t$q$,
        monitor, '@extschema@', figures, fresh, @extschema@.sanctions_watch_figures(monitor, 'k.'::text), monitor);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_flag_query(pg_catalog.name) IS
'A step of sanctions_refresh: the statement that screens products of a watch (one that is empty stands for all of them together), writes their flags and events and sends the notices: $1 watch, $2 products, $3 arguments, $4 run, $5 false to clear them. Gives how many candidates got a grade, and how many lost theirs.';

CREATE FUNCTION @extschema@.sanctions_watch_coverage(asked pg_catalog.jsonb, rows @extschema@.trade_series, period pg_catalog.text) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF rows IS NULL THEN
        RETURN asked;
    END IF;
    RETURN asked || jsonb_build_object(
        'coverage_from', CASE WHEN asked ->> 'coverage_from' IS NULL THEN to_jsonb(least(@extschema@.first_period(rows), (asked ->> 'coverage_to')::date)) ELSE asked -> 'coverage_from' END,
        'coverage_to', CASE WHEN asked ->> 'coverage_to' IS NULL
            THEN to_jsonb(greatest((@extschema@.last_period(rows) + CASE period WHEN 'date' THEN interval '1 month' ELSE interval '1 year' END)::date, (asked ->> 'coverage_from')::date))
            ELSE asked -> 'coverage_to' END);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_coverage(pg_catalog.jsonb, @extschema@.trade_series, pg_catalog.text) IS
'A step of sanctions_refresh: the arguments of a watch with its coverage: on a side that it leaves open that of its whole source, from its first period or to its last.';

CREATE FUNCTION @extschema@.sanctions_watch_progress(name pg_catalog.text, done bigint, total bigint) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('application_name', format('sanctions %s/%s %s', done, total, name)::name::text, true);
    IF current_setting('sanctions.progress', true) = 'on' THEN
        RAISE NOTICE 'watch "%": % of % products', left(name, 255), done, total;
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_progress(pg_catalog.text, bigint, bigint) IS
'A step of sanctions_refresh: shows how far a refresh is in application_name, and as a notice where sanctions.progress is on (SET sanctions.progress = on).';

CREATE FUNCTION @extschema@.sanctions_watch_flags(monitor pg_catalog.name, name pg_catalog.text, asked pg_catalog.jsonb, run bigint, changed pg_catalog.text[], every boolean)
RETURNS TABLE (screened bigint, graded bigint, fresh bigint, cleared bigint)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '64MB' AS $$
DECLARE
    statement CONSTANT text := @extschema@.sanctions_watch_flag_query(monitor);
    products text[];
    found record;
BEGIN
    screened := 0; fresh := 0; cleared := 0;
    IF asked ->> 'per' = 'list' THEN
        products := CASE WHEN every OR changed <> '{}' THEN '{""}'::text[] ELSE '{}' END;
    ELSE
        EXECUTE format('SELECT coalesce(array_agg(s.product ORDER BY s.product COLLATE "C"), ''{}'') FROM %I.state AS s WHERE s.watch = $1 AND ($3 OR s.product = ANY ($2))', monitor)
            INTO products USING name, changed, every;
    END IF;
    -- So many at once that planning costs little, and so few that progress is seen.
    WHILE screened < cardinality(products) LOOP
        PERFORM @extschema@.sanctions_watch_progress(name, screened, cardinality(products)::bigint);
        EXECUTE statement INTO found USING name, products[screened + 1:screened + 200], asked, run, true;
        screened := least(screened + 200, cardinality(products));
        fresh := fresh + found.fresh;
        cleared := cleared + found.cleared;
    END LOOP;
    cleared := cleared + @extschema@.sanctions_watch_forget(monitor, name, asked, run, changed, every);
    EXECUTE format('SELECT count(*) FROM %I.flag AS f WHERE f.watch = $1 AND f.grade IS NOT NULL', monitor) INTO graded USING name;
    RETURN NEXT;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_flags(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb, bigint, pg_catalog.text[], boolean) IS
'A step of sanctions_refresh: screens the products of a watch whose matrix changed, or, where it is asked otherwise than the last time, every one, and then forgets those without trade. Gives how many were screened, how many flags stand, came and went.';

CREATE FUNCTION @extschema@.sanctions_watch_forget(monitor pg_catalog.name, name pg_catalog.text, asked pg_catalog.jsonb, run bigint, changed pg_catalog.text[], every boolean) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
    products text[];
    found record;
BEGIN
    -- One without cells lies in its row: others are not fetched.
    EXECUTE format('DELETE FROM %1$I.state AS s WHERE s.watch = $1 AND s.product = ANY ($2) AND pg_column_size(s.m) < 1000 AND s.m OPERATOR(%2$s.=) %2$s.sanctions_watch_nothing()', monitor, '@extschema@') USING name, changed;
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone = 0 AND NOT every THEN
        RETURN 0;
    END IF;
    -- Flags of what is no product of the watch any more, as when it changed from products to a list.
    EXECUTE format('SELECT array_agg(DISTINCT f.product) FROM %1$I.flag AS f WHERE f.watch = $1 AND CASE WHEN $2 THEN f.product <> ''''
            ELSE NOT EXISTS (SELECT FROM %1$I.state AS s WHERE s.watch = $1 AND s.product = f.product) END', monitor)
        INTO products USING name, asked ->> 'per' = 'list';
    EXECUTE @extschema@.sanctions_watch_flag_query(monitor) INTO found USING name, products, asked, run, false;
    RETURN found.cleared;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_forget(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb, bigint, pg_catalog.text[], boolean) IS
'A step of sanctions_refresh: ends a screen: what of the products that changed has no trade any more leaves the state, and its flags are cleared, after a screen of every one those of whatever is no product of the watch. Returns how many were.';
