--
-- operations_import_row: rows of text become rows of flows, each with the reason that leaves it out
--

CREATE FUNCTION @extschema@.sanctions_import_key(columns pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(pg_catalog.string_agg(CASE WHEN c.name IS NULL THEN '''''' ELSE pg_catalog.format('coalesce(r.%I::text, '''')', c.name) END,
                                          ' || E''\x1f'' || ' ORDER BY c.place), '''''::text')
    FROM pg_catalog.jsonb_array_elements_text(columns) WITH ORDINALITY AS c (name, place);
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_key(pg_catalog.jsonb) IS
'An SQL expression over r of the texts of columns, with unit separators (U+001F) between them; null stands for an absent column.';

CREATE FUNCTION @extschema@.sanctions_import_keys(dims pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT pg_catalog.string_agg(@extschema@.sanctions_import_key(dims OPERATOR(pg_catalog.->) d.name) OPERATOR(pg_catalog.||) ' AS ' OPERATOR(pg_catalog.||) d.name, ', ')
    FROM pg_catalog.unnest(ARRAY['a', 'b', 'product', 'period', 'flow', 'parts']) AS d (name);
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_keys(pg_catalog.jsonb) IS
'An SQL list of the texts over r that are read once each, named a, b, product, period, flow and parts.';

CREATE FUNCTION @extschema@.sanctions_import_number_text(columns pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN columns OPERATOR(pg_catalog.->>) 0 IS NULL THEN 'NULL::text' ELSE pg_catalog.format('btrim(r.%I::text, E'' \t\r\n'')', columns OPERATOR(pg_catalog.->>) 0) END;

COMMENT ON FUNCTION @extschema@.sanctions_import_number_text(pg_catalog.jsonb) IS
'An SQL expression over r of the text of the first of columns without white space around it; NULL where there is no column.';

CREATE FUNCTION @extschema@.sanctions_import_number(expression pg_catalog.text, style pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT pg_catalog.format($$CASE WHEN length(%1$s) < 60 AND (translate(%1$s, '0123456789', '') IN ('', '.') AND %1$s NOT IN ('', '.')
            OR %1$s ~ '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$') THEN %1$s::numeric END$$, x.clean)
    FROM (SELECT CASE WHEN style OPERATOR(pg_catalog.=) 'plain' THEN expression
                     ELSE pg_catalog.format('translate(%s, %L, %L)', expression,
                                            CASE WHEN style OPERATOR(pg_catalog.=) ',' THEN ',. ''' ELSE ', ''' END OPERATOR(pg_catalog.||)
                                            CASE WHEN pg_catalog.getdatabaseencoding() OPERATOR(pg_catalog.=) 'UTF8'
                                                THEN pg_catalog.chr(160) OPERATOR(pg_catalog.||) pg_catalog.chr(8239) ELSE '' END,
                                            CASE WHEN style OPERATOR(pg_catalog.=) ',' THEN '.' ELSE '' END) END AS clean) AS x;
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_number(pg_catalog.text, pg_catalog.text) IS
'An SQL expression of the number that the text of an expression is; NULL where it is none. style: plain, or the decimal point where other marks and blanks are thousands separators, . or a comma.';

CREATE FUNCTION @extschema@.sanctions_import_style(source pg_catalog.text, columns pg_catalog.jsonb, wanted pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    texts text;
    odd boolean;
    marks record;
    form record;
BEGIN
    SELECT string_agg('(' || @extschema@.sanctions_import_number_text(c.value) || ')', ', ') INTO texts
    FROM jsonb_each(columns) AS c WHERE c.key IN ('value', 'weight', 'weight_100kg', 'quantity');
    -- Nearly every file has plain numbers alone, and one look at each tells it.
    EXECUTE format($q$SELECT bool_or(translate(t.x, '0123456789-', '') NOT IN ('', '.', 'NA', 'N/A', 'nan')) FROM %s AS r, LATERAL (VALUES %s) AS t (x)$q$, source, texts) INTO odd;
    IF NOT coalesce(odd, false) AND wanted IS DISTINCT FROM ',' THEN
        RETURN 'plain';
    END IF;
    EXECUTE format($q$SELECT bool_or(t.x LIKE '%%,%%') AS commas, bool_or(t.x LIKE '%%.%%.%%') AS points, bool_or(t.x ~ '[0-9][^0-9.,eE+-][0-9]') AS blanks
                      FROM %s AS r, LATERAL (VALUES %s) AS t (x)$q$, source, texts) INTO marks;
    IF wanted IS NOT NULL THEN
        RETURN CASE WHEN marks.commas OR marks.blanks OR wanted = ',' THEN wanted ELSE 'plain' END;
    ELSIF NOT coalesce(marks.commas, false) THEN
        RETURN CASE WHEN marks.points THEN ',' WHEN marks.blanks THEN '.' ELSE 'plain' END;
    END IF;
    EXECUTE format($q$SELECT bool_or(t.x ~ '^[-+]?[0-9]{1,3}([. ][0-9]{3})*,([0-9]{1,2}|[0-9]{4,})$' OR t.x ~ '^[-+]?([0-9]{4,}|0+),[0-9]+$'
                          OR t.x ~ '[. ][0-9]{3},[0-9]+$') AS comma,
                      bool_or(t.x ~ '^[-+]?[0-9]{1,3}(,[0-9]{3})+[.][0-9]*$' OR t.x ~ ',[0-9]{3},[0-9]{3}') AS point,
                      min(t.x) FILTER (WHERE t.x ~ ',') AS example
               FROM %s AS r, LATERAL (VALUES %s) AS t (x) WHERE t.x LIKE '%%,%%'$q$, source, texts) INTO form;
    IF form.comma = form.point THEN
        RAISE EXCEPTION 'numbers such as "%" can be read in two ways', left(form.example, 40) USING
            ERRCODE = 'invalid_parameter_value',
            DETAIL = 'A comma stands before three digits throughout, or both as a decimal point and between thousands.',
            HINT = 'Say what the decimal point is with the option {"decimal": ","} or {"decimal": "."}.';
    END IF;
    RETURN CASE WHEN form.comma THEN ',' ELSE '.' END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_style(pg_catalog.text, pg_catalog.jsonb, pg_catalog.text) IS
'How the numbers of a file are written: plain, or the decimal point (. or a comma) where there are thousands separators or decimal commas; wanted decides where it is not NULL. 22023 where 12,500 and its like are all there is.';

CREATE FUNCTION @extschema@.sanctions_import_labels(source pg_catalog.text, scratch pg_catalog.text, format pg_catalog.text, columns pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    floats boolean;
BEGIN
    EXECUTE pg_catalog.format($q$
        CREATE TEMP TABLE %I ON COMMIT DROP AS
        SELECT CASE g.of WHEN 31 THEN 'a' WHEN 47 THEN 'b' WHEN 55 THEN 'product' WHEN 59 THEN 'period' WHEN 61 THEN 'flow' ELSE 'parts' END AS dim,
               CASE g.of WHEN 31 THEN g.a WHEN 47 THEN g.b WHEN 55 THEN g.product WHEN 59 THEN g.period WHEN 61 THEN g.flow ELSE g.parts END AS key
        FROM (SELECT grouping(k.a, k.b, k.product, k.period, k.flow, k.parts) AS of, k.a, k.b, k.product, k.period, k.flow, k.parts
              FROM (SELECT %s FROM %s AS r) AS k
              GROUP BY GROUPING SETS ((k.a), (k.b), (k.product), (k.period), (k.flow), (k.parts))) AS g$q$,
        scratch || '_k', @extschema@.sanctions_import_keys(columns), source);
    EXECUTE pg_catalog.format($q$SELECT bool_and(split_part(k.key, E'\x1f', 1) ~ '^\s*([0-9]+([.]0+)?)?\s*$') AND bool_or(split_part(k.key, E'\x1f', 1) ~ '[.]0+\s*$')
                                 FROM pg_temp.%I AS k WHERE k.dim = 'product'$q$, scratch || '_k') INTO floats;
    EXECUTE pg_catalog.format($q$
        CREATE TEMP TABLE %I ON COMMIT DROP AS
        SELECT k.dim, k.key, c.country, p.product, v.vintage, t.period, t.annual, f.reported_by, n.indicator, b.bits,
               @extschema@.is_aggregate(c.country) AS aggregate,
               coalesce(c.reason, v.reason, p.reason, t.reason, f.reason, n.reason) AS reason
        FROM (SELECT k.dim, k.key, string_to_array(k.key, E'\x1f') AS texts FROM pg_temp.%I AS k) AS k
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_country(k.texts, %L) WHERE k.dim IN ('a', 'b') OFFSET 0) AS c ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_product(k.texts[1], k.texts[3], %L, %L) WHERE k.dim = 'product' OFFSET 0) AS p ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_vintage(k.texts[2]) WHERE k.dim = 'product' OFFSET 0) AS v ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_period(k.texts) WHERE k.dim = 'period' OFFSET 0) AS t ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_direction(k.texts) WHERE k.dim = 'flow' AND (k.key <> '' OR %L) OFFSET 0) AS f ON true
        LEFT JOIN LATERAL (SELECT i.indicator, CASE WHEN i.indicator IS NULL THEN 'unknown indicator' END AS reason
                           FROM (SELECT @extschema@.sanctions_import_indicator(k.texts[1]) AS indicator) AS i WHERE k.dim = 'parts' AND %L OFFSET 0) AS n ON true
        LEFT JOIN LATERAL (SELECT @extschema@.sanctions_import_parts(k.texts[2:]) AS bits WHERE k.dim = 'parts' OFFSET 0) AS b ON true$q$,
        scratch || '_l', scratch || '_k', format <> 'comext', coalesce(floats, false), CASE format WHEN 'baci' THEN 6 END,
        format IN ('comtrade', 'comext'), columns -> 'parts' ->> 0 IS NOT NULL);
    EXECUTE pg_catalog.format('DROP TABLE pg_temp.%I; ANALYZE pg_temp.%I', scratch || '_k', scratch || '_l');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_labels(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.jsonb) IS
'Reads each distinct text of countries, products, periods, directions and parts of a file once, into the temporary table <scratch>_l; columns are those of each of a, b, product, period, flow, parts.';

CREATE FUNCTION @extschema@.sanctions_import_dims(format pg_catalog.text, columns pg_catalog.jsonb) RETURNS pg_catalog.jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_build_object(
    'a', coalesce(columns OPERATOR(pg_catalog.->) 'reporter', columns OPERATOR(pg_catalog.->) 'exporter'),
    'b', coalesce(columns OPERATOR(pg_catalog.->) 'partner', columns OPERATOR(pg_catalog.->) 'importer'),
    'product', CASE WHEN columns OPERATOR(pg_catalog.?|) ARRAY['vintage', 'level']
        THEN pg_catalog.jsonb_build_array(columns OPERATOR(pg_catalog.->) 'product' OPERATOR(pg_catalog.->) 0,
                                          columns OPERATOR(pg_catalog.->) 'vintage' OPERATOR(pg_catalog.->) 0,
                                          columns OPERATOR(pg_catalog.->) 'level' OPERATOR(pg_catalog.->) 0)
        ELSE pg_catalog.jsonb_build_array(columns OPERATOR(pg_catalog.->) 'product' OPERATOR(pg_catalog.->) 0) END,
    'period', columns OPERATOR(pg_catalog.->) 'period',
    'flow', pg_catalog.jsonb_build_array(columns OPERATOR(pg_catalog.->) 'flow' OPERATOR(pg_catalog.->) 0),
    'parts', pg_catalog.jsonb_build_array(
        columns OPERATOR(pg_catalog.->) 'indicator' OPERATOR(pg_catalog.->) 0,
        columns OPERATOR(pg_catalog.->) 'second partner' OPERATOR(pg_catalog.->) 0,
        columns OPERATOR(pg_catalog.->) 'customs procedure' OPERATOR(pg_catalog.->) 0,
        columns OPERATOR(pg_catalog.->) 'mode of transport' OPERATOR(pg_catalog.->) 0,
        columns OPERATOR(pg_catalog.->) 'mode of supply' OPERATOR(pg_catalog.->) 0,
        columns OPERATOR(pg_catalog.->) 'statistical procedure' OPERATOR(pg_catalog.->) 0));

COMMENT ON FUNCTION @extschema@.sanctions_import_dims(pg_catalog.text, pg_catalog.jsonb) IS
'The columns whose texts sanctions_import_labels reads: of the two countries, product (with classification and level), period, flow, and parts (indicator first, then what breaks flows down).';

CREATE FUNCTION @extschema@.sanctions_import_rows(source pg_catalog.text, scratch pg_catalog.text, format pg_catalog.text, columns pg_catalog.jsonb, options pg_catalog.jsonb)
RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    dims jsonb := @extschema@.sanctions_import_dims(format, columns);
    style text := @extschema@.sanctions_import_style(source, columns, options ->> 'decimal');
    number text[] := ARRAY(SELECT @extschema@.sanctions_import_number('r.' || n, style) FROM unnest(ARRAY['value', 'weight', 'weight_100kg', 'quantity']) WITH ORDINALITY AS t (n, o) ORDER BY o);
    reported text := CASE WHEN format IN ('comtrade', 'comext') THEN 'f.reported_by' ELSE '''exporter''' END;
BEGIN
    PERFORM @extschema@.sanctions_import_labels(source, scratch, format, dims);
    EXECUTE pg_catalog.format($q$
        CREATE TEMP TABLE %1$I ON COMMIT DROP AS
        WITH a AS MATERIALIZED (SELECT * FROM pg_temp.%8$I AS l WHERE l.dim = 'a'),
             b AS MATERIALIZED (SELECT * FROM pg_temp.%8$I AS l WHERE l.dim = 'b'),
             p AS MATERIALIZED (SELECT * FROM pg_temp.%8$I AS l WHERE l.dim = 'product'),
             t AS MATERIALIZED (SELECT * FROM pg_temp.%8$I AS l WHERE l.dim = 'period'),
             f AS MATERIALIZED (SELECT * FROM pg_temp.%8$I AS l WHERE l.dim = 'flow'),
             n AS MATERIALIZED (SELECT * FROM pg_temp.%8$I AS l WHERE l.dim = 'parts')
        SELECT r.id,
               CASE WHEN %2$s = 'importer' THEN b.country ELSE a.country END AS exporter,
               CASE WHEN %2$s = 'importer' THEN a.country ELSE b.country END AS importer,
               coalesce(f.reported_by, '') AS reported_by, p.product,
               coalesce(@extschema@.hs_level(p.product, 4), p.product) AS heading,
               coalesce(%3$L, p.vintage, CASE WHEN %4$L THEN @extschema@.sanctions_import_cn_vintage(t.period) END) AS vintage,
               t.period, t.annual, x.value * %5$L::numeric AS value,
               CASE WHEN x.weight IS NOT NULL THEN x.weight ELSE x.quantity END::double precision AS quantity,
               CASE WHEN x.weight IS NOT NULL THEN 'kg' WHEN x.quantity IS NOT NULL THEN x.unit END AS quantity_unit,
               x.currency, n.bits, n.indicator, coalesce(a.aggregate OR b.aggregate, false) AS aggregate,
               coalesce(p.reason, f.reason, a.reason, b.reason, t.reason, n.reason,
                        CASE WHEN x.value IS NULL THEN CASE WHEN r.value IS NULL OR upper(r.value) IN ('', 'NA', 'N/A', 'NAN', 'NULL', ':', '-', '..', '...', 'C') THEN 'no value' ELSE 'value that is no number' END END) AS reason
        FROM (SELECT r.ctid AS id, %6$s FROM %7$s AS r OFFSET 0) AS r
        LEFT JOIN a ON a.key = r.a
        LEFT JOIN b ON b.key = r.b
        LEFT JOIN p ON p.key = r.product
        LEFT JOIN t ON t.key = r.period
        LEFT JOIN f ON f.key = r.flow
        LEFT JOIN n ON n.key = r.parts
        CROSS JOIN LATERAL (SELECT %9$s AS value, %10$s AS weight, %11$s AS quantity, %12$s AS unit, %13$s AS currency) AS x$q$,
        scratch, reported, options ->> 'vintage', format = 'comext', options ->> 'unit_factor',
        @extschema@.sanctions_import_keys(dims)
            || (SELECT string_agg(', ' || @extschema@.sanctions_import_number_text(columns -> d) || ' AS ' || d, '') FROM unnest(ARRAY['value', 'weight', 'weight_100kg', 'quantity', 'unit', 'currency']) AS d),
        source, scratch || '_l', number[1],
        -- UN Comtrade writes 0 where it has no weight.
        CASE WHEN format = 'comtrade' THEN pg_catalog.format('nullif(%s, 0)', number[2]) ELSE pg_catalog.format('coalesce(%s, 100 * %s)', number[2], number[3]) END,
        CASE WHEN format = 'comtrade' THEN pg_catalog.format('nullif(%s, 0)', number[4]) ELSE number[4] END,
        CASE format WHEN 'baci' THEN '''t''' WHEN 'comext' THEN '''supplementary''' ELSE 'nullif(nullif(r.unit, ''''), ''N/A'')' END,
        pg_catalog.format('coalesce(nullif(upper(r.currency), ''''), %L)', options ->> 'currency'));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rows(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.jsonb, pg_catalog.jsonb) IS
'Reads the rows of a file into the temporary table <scratch>: typed columns of the target, and in reason why a row cannot be used.';

CREATE FUNCTION @extschema@.sanctions_import_cn_vintage(period pg_catalog.date) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(2028, 1, 1) THEN 'HS2028'
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(2022, 1, 1) THEN 'HS2022'
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(2017, 1, 1) THEN 'HS2017'
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(2012, 1, 1) THEN 'HS2012'
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(2007, 1, 1) THEN 'HS2007'
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(2002, 1, 1) THEN 'HS2002'
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(1996, 1, 1) THEN 'HS1996'
    WHEN period OPERATOR(pg_catalog.>=) pg_catalog.make_date(1988, 1, 1) THEN 'HS1992' END;

COMMENT ON FUNCTION @extschema@.sanctions_import_cn_vintage(pg_catalog.date) IS
'The HS vintage that the Combined Nomenclature of a year rests on: HS2022 from 2022, HS2017 from 2017 and so on; NULL before 1988.';
