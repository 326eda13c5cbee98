--
-- source: a relation of flows as a watch reads it
--

CREATE FUNCTION @extschema@.sanctions_source_name(source pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN (
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE c.oid OPERATOR(pg_catalog.=) source::pg_catalog.regclass
);

COMMENT ON FUNCTION @extschema@.sanctions_source_name(pg_catalog.text) IS
'A step of sanctions_refresh and sanctions_capture: the name of a relation with its schema, quoted, as the caller''s search path finds it. 42P01 where there is none; NULL for NULL.';

CREATE FUNCTION @extschema@.sanctions_source_column(relation pg_catalog.regclass, name pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kind regtype;
    base oid;
BEGIN
    SELECT a.atttypid INTO base FROM pg_attribute AS a
    WHERE a.attrelid = relation AND a.attname = name AND a.attnum > 0 AND NOT a.attisdropped;
    WHILE (SELECT t.typtype = 'd' FROM pg_type AS t WHERE t.oid = base) LOOP
        SELECT t.typbasetype INTO base FROM pg_type AS t WHERE t.oid = base;
    END LOOP;
    kind := base;
    RETURN CASE
        WHEN kind = '@extschema@.country_code'::regtype THEN '@extschema@.country_code'
        WHEN kind = '@extschema@.hs_code'::regtype THEN '@extschema@.hs_code'
        WHEN kind IN ('text', 'varchar', 'bpchar', 'name') THEN 'text'
        WHEN kind IN ('date', 'timestamp') THEN 'date'
        WHEN kind IN ('smallint', 'integer', 'bigint') THEN 'integer'
        WHEN kind = 'numeric'::regtype THEN 'numeric'
        WHEN kind IN ('real', 'double precision') THEN 'double precision'
        ELSE kind::text
    END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_source_column(pg_catalog.regclass, pg_catalog.text) IS
'A step of sanctions_refresh and sanctions_capture: the type as which a watch reads a column: country_code, hs_code, text, date, integer, numeric or double precision; its own type where it cannot. NULL where there is no such column.';

CREATE FUNCTION @extschema@.sanctions_source_need(relation pg_catalog.regclass, name pg_catalog.text, role pg_catalog.text, kinds pg_catalog.text[]) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kind text := @extschema@.sanctions_source_column(relation, name);
BEGIN
    IF kind IS NULL THEN
        RAISE EXCEPTION 'relation % has no column "%"', relation, left(name, 63) USING ERRCODE = 'undefined_column',
            HINT = format('Say in %s_column which column it is.', left(role, 40));
    ELSIF kind <> ALL (kinds) THEN
        RAISE EXCEPTION 'column "%" of relation % is of type %, which is no %', left(name, 63), relation, kind, left(role, 40) USING ERRCODE = 'datatype_mismatch',
            HINT = format('It may be %s; a view of the relation can cast it.', array_to_string(kinds, ', '));
    END IF;
    RETURN kind;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_source_need(pg_catalog.regclass, pg_catalog.text, pg_catalog.text, pg_catalog.text[]) IS
'A step of sanctions_refresh and sanctions_capture: the kind of a column (sanctions_source_column), which must be one of those: 42703 where there is no such column, 42804 where it is of another type.';

CREATE FUNCTION @extschema@.sanctions_source_columns(relation pg_catalog.regclass, columns pg_catalog.jsonb) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    labels CONSTANT text[] := ARRAY['@extschema@.country_code', 'text'];
    exporter text := @extschema@.sanctions_source_need(relation, columns ->> 'exporter', 'exporter'::text, labels);
    importer text := @extschema@.sanctions_source_need(relation, columns ->> 'importer', 'importer'::text, labels);
    label text := CASE WHEN exporter = importer THEN exporter ELSE 'text' END;
    value text := @extschema@.sanctions_source_need(relation, columns ->> 'value', 'value'::text, '{double precision,numeric,integer}'::text[]);
    quantity text := columns ->> 'quantity';
BEGIN
    IF quantity <> 'quantity' OR @extschema@.sanctions_source_column(relation, quantity) IS NOT NULL THEN
        PERFORM @extschema@.sanctions_source_need(relation, quantity, 'quantity'::text, '{double precision,numeric,integer}'::text[]);
    ELSE
        quantity := NULL;
    END IF;
    RETURN jsonb_build_object(
        'label', label,
        'period', @extschema@.sanctions_source_need(relation, columns ->> 'period', 'period'::text, '{date,integer}'::text[]),
        'product', @extschema@.sanctions_source_need(relation, columns ->> 'product', 'product'::text, ARRAY['@extschema@.hs_code', 'text']),
        -- Integers are read as numeric: the smallest of them could not be negated.
        'value', CASE value WHEN 'integer' THEN 'numeric' ELSE value END,
        'columns', columns || jsonb_build_object('quantity', quantity));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_source_columns(pg_catalog.regclass, pg_catalog.jsonb) IS
'A step of sanctions_refresh and sanctions_capture: the types as which the columns of a source are read: label (country_code or text), period (date or integer), product (hs_code or text), value (double precision or numeric), and the columns'' names; the name of the quantity is NULL where there is none. 42703 for a column that is not there, 42804 for one of a type that cannot be read.';

CREATE FUNCTION @extschema@.sanctions_source_rows(layout pg_catalog.jsonb, relation pg_catalog.text, sign pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c CONSTANT jsonb := layout -> 'columns';
    label CONSTANT text := layout ->> 'label';
BEGIN
    RETURN format('SELECT %s::%s AS exporter, %s::%s AS importer, %s::%s AS product, %s::%s AS period, %s %s::%s AS value, %s AS quantity, %L AS sign FROM %s AS t',
        't.' || quote_ident(c ->> 'exporter'), label, 't.' || quote_ident(c ->> 'importer'), label,
        't.' || quote_ident(c ->> 'product'), CASE layout ->> 'product' WHEN 'text' THEN 'text COLLATE "C"' ELSE layout ->> 'product' END,
        't.' || quote_ident(c ->> 'period'), layout ->> 'period', sign, 't.' || quote_ident(c ->> 'value'), layout ->> 'value',
        coalesce(sign || ' t.' || quote_ident(c ->> 'quantity'), 'NULL') || '::double precision', sign, relation);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_source_rows(pg_catalog.jsonb, pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_refresh and sanctions_capture: the query that reads a source as exporter, importer, product, period, value and quantity; with the sign - value and quantity are negated.';

CREATE FUNCTION @extschema@.sanctions_source_pass(layout pg_catalog.jsonb, relation pg_catalog.text, codes pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN 'SELECT coalesce(@extschema@.hs_level(s.product::@extschema@.hs_code, 6), s.product::@extschema@.hs_code)::text AS product,'
        || ' @extschema@.trade_matrix(s.exporter, s.importer, s.period, s.value' || CASE WHEN layout #>> '{columns,quantity}' IS NULL THEN '' ELSE ', s.quantity' END || ') AS m'
        || ' FROM (' || @extschema@.sanctions_source_rows(layout, relation, ''::text) || ') AS s WHERE @extschema@.in_codes(s.product, ' || codes || ')'
        || ' GROUP BY coalesce(@extschema@.hs_level(s.product::@extschema@.hs_code, 6), s.product::@extschema@.hs_code)';
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_source_pass(pg_catalog.jsonb, pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_refresh and sanctions_capture: the query that makes the matrix of each HS6 (product, m) from a source in one pass; codes is the parameter ($1) with the codes under which a product must lie.';

CREATE FUNCTION @extschema@.sanctions_source_shape(relation pg_catalog.oid) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- In SQL it would be planned anew for each captured statement.
    RETURN (
        WITH RECURSIVE tree AS (
            SELECT i.inhrelid, i.inhparent, i.xmin, i.inhdetachpending FROM pg_inherits AS i WHERE i.inhparent = relation
            UNION
            SELECT i.inhrelid, i.inhparent, i.xmin, i.inhdetachpending FROM pg_inherits AS i JOIN tree AS t ON i.inhparent = t.inhrelid
        )
        SELECT md5(concat(
            (SELECT string_agg(format('%s %s', a.attnum, a.attname), ',' ORDER BY a.attnum)
             FROM pg_attribute AS a WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped),
            (SELECT string_agg(format('%s %s %s %s', t.inhrelid, t.inhparent, t.xmin, t.inhdetachpending), ',' ORDER BY t.inhrelid, t.inhparent)
             FROM tree AS t))));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_source_shape(pg_catalog.oid) IS
'A step of sanctions_refresh and sanctions_capture: a text that differs when the columns of a table have other names or places, when its partitions (or children) differ, and when one was detached and attached again.';

CREATE FUNCTION @extschema@.sanctions_source_files(relation pg_catalog.oid) RETURNS pg_catalog.text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE tree AS (
        SELECT relation AS relid
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tree AS t ON i.inhparent OPERATOR(pg_catalog.=) t.relid
    )
    SELECT pg_catalog.md5(pg_catalog.string_agg(pg_catalog.format('%s %s %s %s', c.oid, c.relfilenode, (
               -- Columns count the parents that a table has: who had one for a while has changed.
               SELECT pg_catalog.string_agg(pg_catalog.format('%s %s', a.attnum, a.xmin), ' ' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute AS a WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0), (
               SELECT pg_catalog.string_agg(pg_catalog.format('%s %s', g.oid, g.xmin), ' ' ORDER BY g.oid)
               FROM pg_catalog.pg_trigger AS g WHERE g.tgrelid OPERATOR(pg_catalog.=) c.oid AND pg_catalog.starts_with(g.tgname::pg_catalog.text, 'sanctions_'))), ',' ORDER BY c.oid))
    FROM tree AS t JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) t.relid;
END;

COMMENT ON FUNCTION @extschema@.sanctions_source_files(pg_catalog.oid) IS
'A step of sanctions_refresh and sanctions_capture: a text that differs when a table or one of its partitions was written anew, as ALTER TABLE does without firing a trigger, when it was a part of another table for a while, and when a capturing trigger was made, or switched off or on.';
