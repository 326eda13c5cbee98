--
-- operations_import: a file of trade statistics, loaded as text, into a typed table
--

CREATE FUNCTION @extschema@.sanctions_import_options(options pg_catalog.jsonb, format pg_catalog.text) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    name text;
    given jsonb := jsonb_strip_nulls(options);
    known CONSTANT text[] := ARRAY['currency', 'decimal', 'frequency', 'left_out', 'side', 'source', 'unit_factor', 'vintage'];
    allowed CONSTANT jsonb := '{"decimal": "^[.,]$", "frequency": "^(month|year)$", "left_out": "^(true|false|t|f|yes|no|on|off|1|0)$",
        "side": "^(importer|exporter|both)$", "source": ".", "currency": ".", "unit_factor": "^(?=.*[1-9])[0-9]{1,15}([.][0-9]{1,15})?$", "vintage": "."}';
    spelled CONSTANT jsonb := '{"decimal": "Use . or ,.", "frequency": "Use month or year.", "left_out": "Use true or false.",
        "side": "Use importer, exporter or both.", "unit_factor": "Use a number such as 1000."}';
BEGIN
    IF jsonb_typeof(options) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'options must be a JSON object, not %', coalesce(left(options::text, 40), 'NULL') USING
            ERRCODE = 'invalid_parameter_value', HINT = 'Write them as {"side": "both"}.';
    END IF;
    FOR name IN SELECT k FROM jsonb_object_keys(given) AS k ORDER BY 1 LOOP
        IF name <> ALL (known) THEN
            RAISE EXCEPTION 'unknown option "%"', left(name, 40) USING ERRCODE = 'invalid_parameter_value', HINT = format('Known are %s.', array_to_string(known, ', '));
        ELSIF octet_length(given ->> name) > 300 OR given ->> name !~ (allowed ->> name) OR name = 'vintage' AND (@extschema@.sanctions_import_vintage(given ->> name)).vintage IS NULL THEN
            RAISE EXCEPTION 'option "%" cannot be "%"', name, left(given ->> name, 40) USING ERRCODE = 'invalid_parameter_value',
                HINT = coalesce(spelled ->> name, 'Use a text that is not empty; a vintage is written HS2022.');
        END IF;
    END LOOP;
    RETURN jsonb_build_object('side', 'importer', 'left_out', true,
               'unit_factor', CASE format WHEN 'baci' THEN 1000 ELSE 1 END,
               'currency', CASE WHEN format IN ('baci', 'comtrade') THEN 'USD' WHEN format = 'comext' THEN 'EUR' END)
           || given || jsonb_build_object('vintage', (@extschema@.sanctions_import_vintage(given ->> 'vintage')).vintage);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_options(pg_catalog.jsonb, pg_catalog.text) IS
'A step of sanctions_import: the options of sanctions_import with the defaults of a format. 22023 for one that is unknown or has a value that it cannot have; the hint lists what it can.';

CREATE FUNCTION @extschema@.sanctions_import_format(raw pg_catalog.regclass, INOUT format pg_catalog.text, OUT columns pg_catalog.jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted CONSTANT text := format;
    layout record;
BEGIN
    IF wanted <> ALL (ARRAY['baci', 'comtrade', 'comext', 'flows']) THEN
        RAISE EXCEPTION 'unknown format "%"', left(wanted, 40) USING ERRCODE = 'invalid_parameter_value', HINT = 'Known are baci, comtrade, comext and flows.';
    END IF;
    SELECT l.format, l.columns, l.missing INTO layout
    FROM @extschema@.sanctions_import_layout(raw) WITH ORDINALITY AS l (format, columns, missing, place)
    WHERE l.format = coalesce(wanted, l.format) ORDER BY l.place LIMIT 1;
    IF layout.missing IS NOT NULL THEN
        RAISE EXCEPTION 'the columns of "%" are of no known format', (SELECT c.relname FROM pg_class AS c WHERE c.oid = raw) USING ERRCODE = 'invalid_parameter_value',
            DETAIL = pg_catalog.format('%s is %s; it has no column for: %s.', CASE WHEN wanted IS NULL THEN 'The nearest' ELSE 'Asked for' END, layout.format, layout.missing),
            HINT = coalesce((SELECT pg_catalog.format('Its columns are those of %s: ask for that, or for none.', l.format) FROM @extschema@.sanctions_import_layout(raw) AS l WHERE l.missing IS NULL LIMIT 1),
                            'Name the columns exporter, importer, product, period and value, or as the function sanctions_import_headers lists them.');
    END IF;
    format := layout.format;
    columns := layout.columns;
    IF columns ? 'indicator' THEN
        columns := columns - 'weight' - 'weight_100kg' - 'quantity';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_format(pg_catalog.regclass, pg_catalog.text) IS
'A step of sanctions_import: the format of a relation''s columns, recognised where none is given, and the columns of each role. 22023 where it is none; the detail names the nearest and what it misses.';

CREATE FUNCTION @extschema@.sanctions_import_target(home pg_catalog.name, name pg_catalog.name, frequency pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off AS $$
DECLARE
    target regclass := to_regclass(format('%I.%I', home, name));
    missing text;
    adding text;
    odd record;
    period_type text;
    value_type text;
BEGIN
    IF target IS NULL AND frequency IS NOT NULL THEN
        EXECUTE format('CREATE TABLE %I.%I (exporter @extschema@.country_code NOT NULL, importer @extschema@.country_code NOT NULL,
            product @extschema@.hs_code NOT NULL, vintage text, period %s NOT NULL, value numeric NOT NULL, currency text,
            quantity double precision, quantity_unit text, reported_by text, source text NOT NULL)',
            home, name, CASE frequency WHEN 'year' THEN 'integer' ELSE 'date' END);
        target := to_regclass(format('%I.%I', home, name));
    END IF;
    SELECT string_agg(quote_ident(c.name), ', ' ORDER BY c.place) FILTER (WHERE a.attname IS NULL),
           string_agg('ADD ' || quote_ident(c.name) || ' ' || c.type, ', ' ORDER BY c.place) FILTER (WHERE a.attname IS NULL),
           max(format_type(a.atttypid, NULL)) FILTER (WHERE c.name = 'value')
    INTO missing, adding, value_type
    FROM (VALUES (1, 'exporter', '@extschema@.country_code'), (2, 'importer', '@extschema@.country_code'), (3, 'product', '@extschema@.hs_code'), (4, 'vintage', 'text'), (5, 'period', 'date'), (6, 'value', 'numeric'),
                 (7, 'currency', 'text'), (8, 'quantity', 'double precision'), (9, 'quantity_unit', 'text'), (10, 'reported_by', 'text'), (11, 'source', 'text')) AS c (place, name, type)
    LEFT JOIN pg_attribute AS a ON a.attrelid = target AND a.attname = c.name AND a.attnum > 0 AND NOT a.attisdropped;
    SELECT c.name, k.kind, array_to_string(c.kinds, ' or ') AS kinds INTO odd
    FROM (VALUES (1, 'exporter', ARRAY['@extschema@.country_code', 'text']), (2, 'importer', ARRAY['@extschema@.country_code', 'text']), (3, 'product', ARRAY['@extschema@.hs_code', 'text']),
                 (4, 'vintage', ARRAY['text']), (5, 'currency', ARRAY['text']), (6, 'quantity', ARRAY['double precision', 'numeric', 'integer']),
                 (7, 'quantity_unit', ARRAY['text']), (8, 'reported_by', ARRAY['text', '@extschema@.country_code']), (9, 'source', ARRAY['text'])) AS c (place, name, kinds)
    CROSS JOIN LATERAL @extschema@.sanctions_source_column(target, c.name) AS k (kind)
    WHERE k.kind <> ALL (c.kinds) ORDER BY c.place LIMIT 1;
    -- as a watch would read them
    period_type := @extschema@.sanctions_source_column(target, 'period'::text);
    value_type := CASE value_type WHEN 'real' THEN value_type ELSE @extschema@.sanctions_source_column(target, 'value'::text) END;
    IF target IS NULL THEN
        RETURN NULL;
    ELSIF missing IS NOT NULL THEN
        RAISE EXCEPTION 'table "%" lacks columns: %', name, missing USING ERRCODE = 'undefined_column',
            HINT = format('Name a table that is not there yet, and it is made; or add these columns: ALTER TABLE %I.%I %s.', home, name, adding);
    ELSIF odd.name IS NOT NULL THEN
        RAISE EXCEPTION 'column "%" of table "%" is of type %', odd.name, name, odd.kind USING ERRCODE = 'datatype_mismatch',
            HINT = format('It must be %s.', odd.kinds);
    ELSIF period_type NOT IN ('date', 'integer') THEN
        RAISE EXCEPTION 'column "period" of table "%" is of type %', name, period_type USING ERRCODE = 'datatype_mismatch',
            HINT = 'It must be date for months, or integer for years.';
    ELSIF value_type NOT IN ('numeric', 'double precision') THEN
        RAISE EXCEPTION 'column "value" of table "%" is of type %', name, value_type || CASE WHEN value_type IN ('integer', 'real', 'money') THEN ', which rounds' ELSE '' END USING ERRCODE = 'datatype_mismatch',
            HINT = 'It must be numeric or double precision.';
    ELSIF period_type <> 'date' AND frequency = 'month' THEN
        RAISE EXCEPTION 'column "period" of table "%" holds years, and months are asked for', name USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Import months into another table, or ask for the frequency year.';
    END IF;
    RETURN period_type;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_target(pg_catalog.name, pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_import: makes the table of flows in a schema where there is none and a frequency (month or year) is given, else looks whether it can take rows; returns date or integer, as its column period (sanctions_source_column) is read, NULL where there is no table. 42703 for missing columns, 42804 for a column of a type that cannot take what is in it, 22023 for months where it holds years.';

CREATE FUNCTION @extschema@.sanctions_import_left_out(source pg_catalog.regclass, scratch pg_catalog.name, home pg_catalog.name, name pg_catalog.name, options pg_catalog.jsonb)
RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    beside text := "left"(name, 54);
    wanted boolean := options ->> 'left_out' IN ('true', 't', 'yes', 'on', '1');
    found record;
BEGIN
    WHILE octet_length(beside) > 54 LOOP
        beside := left(beside, -1);
    END LOOP;
    beside := beside || '_left_out';
    -- Its name is not the caller's: triggers of whoever put it there would run with the caller's rights.
    SELECT c.relname, pg_has_role(c.relowner, t.relowner, 'USAGE') OR c.relowner = r.oid AS ours INTO found
    FROM pg_class AS c, pg_class AS t, pg_roles AS r
    WHERE c.oid = to_regclass(format('%I.%I', home, beside)) AND t.oid = to_regclass(format('%I.%I', home, name)) AND r.rolname = current_user;
    IF found.ours THEN
        EXECUTE format('DELETE FROM %I.%I AS o WHERE o.source::text = $1', home, beside) USING options ->> 'source';
    ELSIF NOT found.ours AND wanted THEN
        RAISE EXCEPTION 'table "%" belongs neither to you nor to the owner of "%"', found.relname, name USING ERRCODE = 'insufficient_privilege',
            HINT = 'Have it dropped or renamed, or give the option {"left_out": false}.';
    ELSIF wanted THEN
        EXECUTE format('CREATE TABLE %I.%I (source text NOT NULL, reason text NOT NULL, "row" jsonb NOT NULL)', home, beside);
    END IF;
    IF wanted THEN
        EXECUTE format('INSERT INTO %I.%I (source, reason, "row") SELECT $1, n.reason, r."row" FROM pg_temp.%I AS n,
                            LATERAL (SELECT to_jsonb(r.*) AS "row" FROM %s AS r WHERE r.ctid = n.id OFFSET 0) AS r WHERE n.reason IS NOT NULL',
                       home, beside, scratch, source) USING options ->> 'source';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_left_out(pg_catalog.regclass, pg_catalog.name, pg_catalog.name, pg_catalog.name, pg_catalog.jsonb) IS
'A step of sanctions_import: keeps the rows left out in <table>_left_out (source, reason, row), in place of those of the same source. 42501 where that table is another''s than the caller''s or the target''s owner''s.';

CREATE FUNCTION @extschema@.sanctions_import_refuse(scratch pg_catalog.name, raw pg_catalog.regclass) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    seen record;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM pg_temp.%I AS n WHERE n.reason IS NULL) AS fine', scratch) INTO seen;
    IF seen.fine THEN
        RETURN;
    END IF;
    EXECUTE format($q$
        SELECT count(*) AS rows, count(*) FILTER (WHERE n.reason !~ '^(unknown|value that|no value|flow that|odd number|number of)') AS readable,
               bool_or(n.reason ~ '^number of') AS numbers, mode() WITHIN GROUP (ORDER BY n.reason) AS reason
        FROM pg_temp.%I AS n$q$, scratch) INTO seen;
    IF seen.rows = 0 THEN
        RAISE EXCEPTION 'table "%" has no rows', (SELECT c.relname FROM pg_class AS c WHERE c.oid = raw) USING ERRCODE = 'invalid_parameter_value', HINT = 'Load the file into it first, with COPY.';
    ELSIF seen.readable = 0 OR seen.numbers THEN
        RAISE EXCEPTION 'no row of "%" can be read', (SELECT c.relname FROM pg_class AS c WHERE c.oid = raw) USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('Of most of its %s rows: %s.', seen.rows, seen.reason),
            HINT = CASE WHEN seen.numbers THEN 'Use a file with the ISO columns (DECLARANT_ISO, PARTNER_ISO): Eurostat''s numbers read as other countries.'
                        ELSE 'Look at its first rows: the columns may be shifted, or the file of another format.' END;
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_refuse(pg_catalog.name, pg_catalog.regclass) IS
'A step of sanctions_import: 22023 where a file has no rows, or none that can be read; the detail says what most of them have.';

CREATE FUNCTION @extschema@.sanctions_import_guarded(target pg_catalog.regclass) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT c.relhassubclass OR c.relkind OPERATOR(pg_catalog.=) 'f' OR c.relhasrules OR pg_catalog.row_security_active(c.oid)
           OR EXISTS (SELECT FROM pg_catalog.pg_trigger AS g
                      WHERE g.tgrelid OPERATOR(pg_catalog.=) c.oid AND NOT g.tgisinternal
                        AND (g.tgtype::integer OPERATOR(pg_catalog.&) 1) OPERATOR(pg_catalog.=) 1 AND (g.tgtype::integer OPERATOR(pg_catalog.&) 66) OPERATOR(pg_catalog.<>) 0)
    FROM pg_catalog.pg_class AS c WHERE c.oid OPERATOR(pg_catalog.=) target;
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_guarded(pg_catalog.regclass) IS
'A step of sanctions_import: whether something may change, hide or keep back what is written to a table: a row trigger before or instead of it, a rule, row-level security; and what its partitions, children or another server may do.';

CREATE FUNCTION @extschema@.sanctions_import_exchange(scratch pg_catalog.name, home pg_catalog.name, name pg_catalog.name, yearly boolean, options pg_catalog.jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    source CONSTANT text := options ->> 'source';
    statement CONSTANT text := CASE WHEN scratch IS NULL
        THEN format('DELETE FROM %I.%I AS t WHERE t.source::pg_catalog.text OPERATOR(pg_catalog.=) $1', home, name)
        ELSE format('INSERT INTO %I.%I (exporter, importer, product, vintage, period, value, currency, quantity, quantity_unit, reported_by, source)
            SELECT n.exporter, n.importer, n.product, n.vintage, %s, n.value, n.currency, n.quantity, n.quantity_unit,
                   CASE WHEN n.reported_by OPERATOR(pg_catalog.<>) '''' THEN n.reported_by END, $1
            FROM pg_temp.%I AS n WHERE n.reason IS NULL',
            home, name, CASE WHEN yearly THEN 'extract(year FROM n.period)::integer' ELSE 'n.period' END, scratch) END;
    done bigint;
BEGIN
    -- Triggers of the table find what their names mean, as in any other statement of the caller.
    PERFORM set_config('search_path', options ->> 'path', true);
    EXECUTE statement USING source;
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_exchange(pg_catalog.name, pg_catalog.name, pg_catalog.name, boolean, pg_catalog.jsonb) IS
'A step of sanctions_import: deletes the rows of the source from a table (scratch NULL), or inserts those that count, under the search path of the caller; returns how many. Every name in these statements has its schema.';

CREATE FUNCTION @extschema@.sanctions_import_other_sources(scratch pg_catalog.name, home pg_catalog.name, name pg_catalog.name, yearly boolean, options pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    period CONSTANT text := CASE WHEN yearly THEN 'extract(year FROM n.period)::integer' ELSE 'n.period' END;
    codes CONSTANT boolean := (SELECT bool_and(a.atttypid = '@extschema@.country_code'::regtype) FROM pg_attribute AS a
                               WHERE a.attrelid = to_regclass(format('%I.%I', home, name)) AND a.attname IN ('exporter', 'importer'));
    found record;
BEGIN
    EXECUTE format('SELECT min(%s)::text AS first, max(%s)::text AS last FROM pg_temp.%I AS n WHERE n.reason IS NULL', period, period, scratch) INTO found;
    EXECUTE format($q$
        SELECT count(*) AS rows, min(t.source::text) AS source FROM %I.%I AS t
        WHERE t.period BETWEEN %L AND %L
          AND EXISTS (SELECT FROM pg_temp.%I AS n WHERE n.reason IS NULL AND %s = t.period AND %s AND left(n.product::text, 6) = left(t.product::text, 6) AND %s)$q$,
        home, name, found.first, found.last, scratch, period,
        CASE WHEN codes THEN 'n.exporter OPERATOR(@extschema@.=) t.exporter AND n.importer OPERATOR(@extschema@.=) t.importer'
             ELSE 'n.exporter::text = t.exporter::text AND n.importer::text = t.importer::text' END,
        CASE WHEN options ->> 'side' = 'both' THEN 'nullif(n.reported_by, '''') IS NOT DISTINCT FROM t.reported_by::text' ELSE 'true' END)
    INTO found;
    IF found.rows > 0 THEN
        RAISE WARNING 'table "%" has % rows of the same flows from other sources, as from "%"', name, found.rows, left(found.source, 40) USING
            HINT = 'They count twice. Import a corrected file under the source that it replaces (option source); of what importer and exporter report keep one.';
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_other_sources(pg_catalog.name, pg_catalog.name, pg_catalog.name, boolean, pg_catalog.jsonb) IS
'A step of sanctions_import: warns where a table has rows of the same exporter, importer, six digits of the product and period from other sources: a corrected file under another name, or the report of the other side. Where both sides are asked for, those of the same side.';

CREATE FUNCTION @extschema@.sanctions_import_write(source pg_catalog.regclass, scratch pg_catalog.name, home pg_catalog.name, name pg_catalog.name, options pg_catalog.jsonb)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    yearly CONSTANT boolean := @extschema@.sanctions_import_target(home, name, options ->> 'frequency') <> 'date';
    folder CONSTANT name := home;
    written bigint;
    place record;
    changed text;
    guarded boolean := @extschema@.sanctions_import_guarded(to_regclass(format('%I.%I', home, name)));
    stay boolean;
BEGIN
    -- A column of another type would round without a word, and the sum told would be another.
    FOR place IN
        SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS s ON s.oid = c.relnamespace
        WHERE s.nspname = home AND c.relname = sanctions_import_write.name AND a.attname IN ('value', 'quantity') AND NOT a.attisdropped
          AND a.atttypid <> 'double precision'::regtype AND NOT (a.atttypid = 'numeric'::regtype AND a.atttypmod = -1)
    LOOP
        EXECUTE format('SELECT min(n.%1$I)::text FROM pg_temp.%2$I AS n WHERE n.reason IS NULL AND n.%1$I::numeric <> n.%1$I::%3$s::numeric',
                       place.name, scratch, place.type) INTO changed;
        IF changed IS NOT NULL THEN
            RAISE EXCEPTION 'column "%" of table "%" is of type %, which rounds %', place.name, name, place.type, changed USING ERRCODE = 'datatype_mismatch',
                HINT = 'Make it numeric or double precision.';
        END IF;
    END LOOP;
    PERFORM @extschema@.sanctions_import_exchange(NULL::pg_catalog.name, folder, name, yearly, options);
    IF guarded THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I AS t WHERE t.source::text = $1)', home, name) INTO stay USING options ->> 'source';
        IF stay THEN
            RAISE EXCEPTION 'rows of source "%" stay in table "%"', left(options ->> 'source', 40), name USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = 'A trigger, a rule or a policy of the table keeps you from deleting them, and they would count twice: have them deleted.';
        END IF;
    END IF;
    PERFORM @extschema@.sanctions_import_other_sources(scratch, home, name, yearly, options);
    written := @extschema@.sanctions_import_exchange(scratch, folder, name, yearly, options);
    IF guarded THEN
        EXECUTE format('SELECT t.rows, t.sum, n.rows AS wanted, n.sum AS wanted_sum
                        FROM (SELECT count(*) AS rows, coalesce(sum(t.value::double precision), 0) AS sum FROM %I.%I AS t WHERE t.source::text = $1) AS t,
                             (SELECT count(*) AS rows, coalesce(sum(n.value::double precision), 0) AS sum FROM pg_temp.%I AS n WHERE n.reason IS NULL) AS n',
                       home, name, scratch) INTO place USING options ->> 'source';
        IF place.rows <> place.wanted OR abs(place.sum - place.wanted_sum) > 1e-9 * abs(place.wanted_sum) THEN
            RAISE WARNING 'table "%" shows % rows of source "%" with the sum %, where % with % were written',
                name, place.rows, left(options ->> 'source', 40), place.sum, place.wanted, place.wanted_sum
                USING HINT = 'A trigger, a rule or a policy of the table changes or hides rows.';
        END IF;
    END IF;
    PERFORM @extschema@.sanctions_import_left_out(source, scratch, home, name, options);
    RETURN written;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_write(pg_catalog.regclass, pg_catalog.name, pg_catalog.name, pg_catalog.name, pg_catalog.jsonb) IS
'A step of sanctions_import: puts the rows that count into the table and the others beside it, in place of those of the same source; returns how many count. 42804 where a value or a quantity would be rounded by the type of its column, 55000 where rows of that source stay in the table; a warning where others came in than were written.';

CREATE FUNCTION @extschema@.sanctions_import_report(source pg_catalog.regclass, scratch pg_catalog.name, format pg_catalog.text, columns pg_catalog.jsonb, options pg_catalog.jsonb)
RETURNS TABLE (reason pg_catalog.text, rows bigint, value numeric, example pg_catalog.text)
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    shown text := (SELECT string_agg(pg_catalog.format('%L, r.%I', "left"(c.value ->> 0, 63), "left"(c.value ->> 0, 63)), ', ' ORDER BY c.key) FROM jsonb_each(columns) AS c);
    used text := pg_catalog.format('source %s, format %s, currency %s, unit factor %s, frequency %s, side %s', options ->> 'source', format,
                                   coalesce(options ->> 'currency', 'of the rows'), options ->> 'unit_factor', options ->> 'frequency', options ->> 'side');
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format($q$
        SELECT coalesce(g.reason, 'used'), g.rows, g.value, CASE WHEN g.reason IS NULL THEN %1$L ELSE "left"(jsonb_strip_nulls(jsonb_build_object(%2$s))::text, 300) END
        FROM (SELECT n.reason, count(*) AS rows, sum(n.value) AS value, min(n.id) AS first FROM pg_temp.%3$I AS n GROUP BY n.reason
              UNION ALL
              SELECT NULL, 0, NULL, NULL WHERE NOT EXISTS (SELECT FROM pg_temp.%3$I AS n WHERE n.reason IS NULL)) AS g
        LEFT JOIN LATERAL (SELECT * FROM %4$s AS r WHERE r.ctid = g.first OFFSET 0) AS r ON true
        ORDER BY g.reason IS NOT NULL, g.rows DESC, g.reason COLLATE "C"$q$, used, shown, scratch, source);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_report(pg_catalog.regclass, pg_catalog.name, pg_catalog.text, pg_catalog.jsonb, pg_catalog.jsonb) IS
'A step of sanctions_import: what became of the rows of a file, a row a reason, with the sum of their values and the first such row.';

CREATE FUNCTION @extschema@.sanctions_import_run(raw pg_catalog.regclass, into_table pg_catalog.text, target pg_catalog.regclass, home pg_catalog.name, path pg_catalog.text, format pg_catalog.text, options pg_catalog.jsonb)
RETURNS TABLE (reason pg_catalog.text, rows bigint, value numeric, example pg_catalog.text)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET jit = off SET enable_nestloop = off SET enable_mergejoin = off SET work_mem = '64MB' AS $$
DECLARE
    scratch CONSTANT name := 'sanctions_import_' || translate(gen_random_uuid()::text, '-', '');
    name text;
    source regclass := raw;
    layout record;
    given jsonb;
    plain boolean;
    months boolean;
    period_type text;
BEGIN
    IF raw IS NULL OR into_table IS NULL THEN
        RAISE EXCEPTION '% is NULL', CASE WHEN raw IS NULL THEN 'raw' ELSE 'into_table' END USING ERRCODE = 'null_value_not_allowed';
    ELSIF octet_length(into_table) > 300 THEN
        RAISE EXCEPTION 'name of a table is too long: "%"', "left"(into_table, 40) USING ERRCODE = 'invalid_parameter_value', HINT = 'Give a table''s name, or a schema''s and a table''s with a dot between them.';
    ELSIF raw = target THEN
        RAISE EXCEPTION 'table "%" cannot be imported into itself', (SELECT c.relname FROM pg_class AS c WHERE c.oid = raw) USING ERRCODE = 'invalid_parameter_value';
    END IF;
    layout := @extschema@.sanctions_import_format(raw, format);
    given := @extschema@.sanctions_import_options(options, layout.format);
    SELECT c.relkind = 'r' AND NOT c.relhassubclass, jsonb_build_object('source', c.relname, 'path', path) || given INTO plain, given FROM pg_class AS c WHERE c.oid = raw;
    IF given ->> 'currency' IS NULL THEN
        given := given || jsonb_build_object('currency', CASE WHEN layout.columns -> 'value' ->> 0 ~* 'us[$d]' THEN 'USD' WHEN layout.columns -> 'value' ->> 0 ~* '(^|[^a-z]|value|in)eur' THEN 'EUR' END);
    END IF;
    IF layout.format = 'baci' AND given ->> 'vintage' IS NULL THEN
        given := given || jsonb_build_object('vintage', (@extschema@.sanctions_import_vintage(substring(upper(given ->> 'source') FROM 'HS(?:[0-9]{4}|[0-9]{2})'))).vintage);
    END IF;
    SELECT coalesce(s.nspname::text, CASE cardinality(i.parts) WHEN 1 THEN home ELSE i.parts[1] END), coalesce(c.relname::text, i.parts[cardinality(i.parts)])
    INTO home, name
    FROM (SELECT parse_ident(into_table) AS parts) AS i
    LEFT JOIN pg_class AS c ON c.oid = target LEFT JOIN pg_namespace AS s ON s.oid = c.relnamespace;
    IF home IS NULL THEN
        RAISE EXCEPTION 'no schema has been selected to create "%" in', name USING ERRCODE = 'invalid_schema_name';
    END IF;
    -- Imports into one table follow each other, so that both find it and neither makes it twice.
    PERFORM pg_advisory_xact_lock(hashtextextended(pg_catalog.format('sanctions_import %I.%I', home, name), 0));
    period_type := @extschema@.sanctions_import_target(home, name, NULL);
    IF NOT plain THEN
        EXECUTE pg_catalog.format('CREATE TEMP TABLE %I ON COMMIT DROP AS SELECT * FROM %s', scratch || '_r', source);
        source := to_regclass(pg_catalog.format('pg_temp.%I', scratch || '_r'));
    END IF;
    PERFORM @extschema@.sanctions_import_texts(source, scratch, layout.columns);
    PERFORM @extschema@.sanctions_import_labels(scratch, layout.format, layout.columns);
    PERFORM @extschema@.sanctions_import_rows(source, scratch, layout.format, layout.columns, given);
    PERFORM @extschema@.sanctions_import_refuse(scratch, raw);
    EXECUTE pg_catalog.format('SELECT bool_or(NOT l.annual) FROM pg_temp.%I AS l', scratch || '_l') INTO months;
    given := jsonb_build_object('frequency', CASE WHEN period_type = 'date' OR period_type IS NULL AND months THEN 'month' ELSE 'year' END) || given;
    PERFORM @extschema@.sanctions_import_rules(scratch, given);
    PERFORM @extschema@.sanctions_import_write(source, scratch, home, name, given);
    RETURN QUERY SELECT * FROM @extschema@.sanctions_import_report(source, scratch, layout.format, layout.columns, given);
    EXECUTE pg_catalog.format('DROP TABLE pg_temp.%I, pg_temp.%I', scratch, scratch || '_l');
    IF NOT plain THEN
        EXECUTE pg_catalog.format('DROP TABLE pg_temp.%I', scratch || '_r');
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_run(pg_catalog.regclass, pg_catalog.text, pg_catalog.regclass, pg_catalog.name, pg_catalog.text, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_import: what sanctions_import does; path is the caller''s search path, target and home are the table and the schema that it gives.';

CREATE FUNCTION @extschema@.sanctions_import(raw pg_catalog.regclass, into_table pg_catalog.text, format pg_catalog.text DEFAULT NULL, options pg_catalog.jsonb DEFAULT '{}')
RETURNS TABLE (reason pg_catalog.text, rows bigint, value numeric, example pg_catalog.text)
LANGUAGE sql VOLATILE
BEGIN ATOMIC
    SELECT i.reason, i.rows, i.value, i.example
    FROM @extschema@.sanctions_import_run(raw, into_table, CASE WHEN pg_catalog.octet_length(into_table) OPERATOR(pg_catalog.<=) 300 THEN pg_catalog.to_regclass(into_table) END, pg_catalog.current_schema(), pg_catalog.current_setting('search_path'), format, options) AS i;
END;

COMMENT ON FUNCTION @extschema@.sanctions_import(pg_catalog.regclass, pg_catalog.text, pg_catalog.text, pg_catalog.jsonb) IS
'Imports raw, a file of trade statistics that was loaded as columns of text named by its header, into a table of flows: exporter, importer, product, vintage, period (date, or integer for years), value, currency, quantity, quantity_unit, reported_by, source. The table is made when missing; rows of the same source are replaced. Formats: baci, comtrade, comext, flows; NULL recognises them by the columns. Gives a row a reason: used first, with the sum that came into the table, then what was left out and why; those rows stand in <into_table>_left_out. Options: side (importer, exporter, both), frequency (month, year), left_out, source, currency, unit_factor, vintage, decimal. 22023 for columns of no format, an unknown option, or a file without a readable row. Runs with its caller''s rights; one transaction.';
