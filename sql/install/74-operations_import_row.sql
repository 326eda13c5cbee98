--
-- operations_import_row: rows of text become rows of flows, each with the reason that leaves it out
--

CREATE FUNCTION @extschema@.sanctions_import_key(columns pg_catalog.text[]) RETURNS pg_catalog.text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(pg_catalog.string_agg(pg_catalog.format('coalesce(r.%I::text, '''')', c.name), E' || E''\\x1f'' || ' ORDER BY c.place), '''''::text')
    FROM pg_catalog.unnest(columns) WITH ORDINALITY AS c (name, place);
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_key(pg_catalog.text[]) IS
'A step of sanctions_import: an SQL expression over r of the texts of columns, with unit separators (U+001F) between them.';

CREATE FUNCTION @extschema@.sanctions_import_keys(columns pg_catalog.jsonb, OUT dim pg_catalog.text, OUT roles pg_catalog.text[], OUT expression pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE sql STABLE PARALLEL SAFE ROWS 4
BEGIN ATOMIC
    SELECT r.dim, pg_catalog.array_agg(r.role ORDER BY r.place, c.place), @extschema@.sanctions_import_key(pg_catalog.array_agg(c.name ORDER BY r.place, c.place))
    FROM (VALUES ('a', 'reporter', 1, 99), ('a', 'exporter', 1, 99), ('b', 'partner', 1, 99), ('b', 'importer', 1, 99),
                 ('product', 'product', 1, 1), ('product', 'vintage', 2, 1), ('product', 'level', 3, 1),
                 ('terms', 'flow', 1, 1), ('terms', 'indicator', 2, 1), ('terms', 'second partner', 3, 1), ('terms', 'customs procedure', 4, 1),
                 ('terms', 'mode of transport', 5, 1), ('terms', 'mode of supply', 6, 1), ('terms', 'statistical procedure', 7, 1),
                 ('terms', 'period', 8, 99)) AS r (dim, role, place, most),
         pg_catalog.jsonb_array_elements_text(columns OPERATOR(pg_catalog.->) r.role) WITH ORDINALITY AS c (name, place)
    WHERE c.place OPERATOR(pg_catalog.<=) r.most
    GROUP BY r.dim
    ORDER BY r.dim;
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_keys(pg_catalog.jsonb) IS
'A step of sanctions_import: the texts of a row that are read together, each distinct one once: those of the two countries (a, b), of the product with its classification and level, and of the terms: flow, indicator, what breaks flows down, and period. With the role of each column and an SQL expression over r of them all.';

CREATE FUNCTION @extschema@.sanctions_import_number_of(columns pg_catalog.jsonb, role pg_catalog.text, decimal_point pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN columns OPERATOR(pg_catalog.->) role OPERATOR(pg_catalog.->>) 0 IS NULL THEN 'NULL::double precision'
    WHEN role OPERATOR(pg_catalog.=) 'value' THEN pg_catalog.format('@extschema@.sanctions_import_number(r.%I::text, %L)', columns OPERATOR(pg_catalog.->) role OPERATOR(pg_catalog.->>) 0, decimal_point)
    ELSE pg_catalog.format('@extschema@.sanctions_import_quantity_number(r.%I::text, %L)', columns OPERATOR(pg_catalog.->) role OPERATOR(pg_catalog.->>) 0, decimal_point) END;

COMMENT ON FUNCTION @extschema@.sanctions_import_number_of(pg_catalog.jsonb, pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_import: an SQL expression over r of the number in the first column that plays a role; NULL where there is none.';

CREATE FUNCTION @extschema@.sanctions_import_decimal(source pg_catalog.regclass, columns pg_catalog.jsonb, options pg_catalog.jsonb) RETURNS pg_catalog.text
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    numbers text[] := ARRAY(SELECT format('r.%I::text', c.value ->> 0) FROM jsonb_each(columns) AS c WHERE c.key IN ('value', 'weight', 'weight_100kg', 'quantity') ORDER BY c.key DESC);
    marks integer;
    example text;
BEGIN
    IF options ->> 'decimal' IS NOT NULL THEN
        RETURN options ->> 'decimal';
    ELSIF numbers = '{}' THEN
        RAISE EXCEPTION 'there is no column of values' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format('SELECT bit_or(%s) FROM %s AS r',
                   (SELECT string_agg(format('coalesce(@extschema@.sanctions_import_number_marks(%s), 0)', n), ' | ') FROM unnest(numbers) AS n), source) INTO marks;
    IF marks & 3 = 3 OR marks & 7 = 4 THEN
        EXECUTE format('SELECT min(t.x COLLATE "C") FROM %s AS r, LATERAL (VALUES (%s)) AS t (x) WHERE @extschema@.sanctions_import_number_marks(t.x) = $1',
                       source, array_to_string(numbers, '), (')) INTO example USING CASE WHEN marks & 4 = 4 THEN 4 ELSE 2 END;
        RAISE EXCEPTION 'numbers such as "%" can be read in two ways', "left"(btrim(example), 40) USING
            ERRCODE = 'invalid_parameter_value',
            DETAIL = CASE WHEN marks & 3 = 3 THEN 'In some numbers the comma must be the decimal point, in others it cannot be.' ELSE 'A comma stands before three digits throughout.' END,
            HINT = 'Say what the decimal point is with the option {"decimal": ","} or {"decimal": "."}.';
    END IF;
    RETURN CASE WHEN marks & 2 = 2 THEN ',' ELSE '.' END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_decimal(pg_catalog.regclass, pg_catalog.jsonb, pg_catalog.jsonb) IS
'A step of sanctions_import: the decimal point of a file''s numbers: . or a comma; that of the option decimal where it is given. 22023 where 12,500 and its like are all there is, or numbers contradict each other.';

CREATE FUNCTION @extschema@.sanctions_import_texts(source pg_catalog.regclass, scratch pg_catalog.name, columns pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        CREATE TEMP TABLE %I ON COMMIT DROP AS
        SELECT CASE g.of WHEN 7 THEN 'a' WHEN 11 THEN 'b' WHEN 13 THEN 'product' ELSE 'terms' END AS dim,
               CASE g.of WHEN 7 THEN g.a WHEN 11 THEN g.b WHEN 13 THEN g.product ELSE g.terms END AS key
        FROM (SELECT grouping(k.a, k.b, k.product, k.terms) AS of, k.a, k.b, k.product, k.terms
              FROM (SELECT %s FROM %s AS r) AS k
              GROUP BY GROUPING SETS ((k.a), (k.b), (k.product), (k.terms))) AS g$q$,
        scratch || '_k', (SELECT string_agg(k.expression || ' AS ' || k.dim, ', ') FROM @extschema@.sanctions_import_keys(columns) AS k), source);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_texts(pg_catalog.regclass, pg_catalog.name, pg_catalog.jsonb) IS
'A step of sanctions_import: puts each distinct text of countries, products and terms of a file (see sanctions_import_keys) into the temporary table <scratch>_k.';

CREATE FUNCTION @extschema@.sanctions_import_void(scratch pg_catalog.name, format pg_catalog.text, columns pg_catalog.jsonb) RETURNS pg_catalog.text[]
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    void text[];
    side text;
BEGIN
    EXECUTE pg_catalog.format($q$
        SELECT coalesce(array_agg(p.dim || p.place) FILTER (WHERE p.void), '{}'),
               min(p.dim) FILTER (WHERE p.place = 1 AND %L AND p.foreign_numbers >= 2 AND 4 * p.foreign_numbers >= p.numbers)
        FROM (SELECT k.dim, t.place, bool_or(t.label = 'NA') AND bool_or(t.label NOT IN ('NA', '')) AND NOT bool_or(t.label ~ '^[A-Z]{2}$' AND t.label <> 'NA') AS void,
                     count(DISTINCT t.label) FILTER (WHERE t.label ~ '^[0-9]+([.]0+)?$') AS numbers,
                     count(DISTINCT t.label) FILTER (WHERE t.label ~ '^[0-9]+([.]0+)?$' AND @extschema@.try_country_code(split_part(t.label, '.', 1)) IS NULL) AS foreign_numbers
              FROM (SELECT k.dim, k.key FROM pg_temp.%I AS k WHERE k.dim IN ('a', 'b')) AS k,
                   LATERAL (SELECT upper(btrim("left"(u.label, 400), E' \t\r\n')) COLLATE "C" AS label, u.place FROM unnest(string_to_array(k.key, E'\x1f')) WITH ORDINALITY AS u (label, place)) AS t
              GROUP BY 1, 2) AS p$q$, format = 'flows', scratch || '_k') INTO void, side;
    IF side IS NOT NULL THEN
        RAISE EXCEPTION 'the numbers of countries in column "%" are not those of M49', columns -> (CASE side WHEN 'a' THEN 'exporter' ELSE 'importer' END) ->> 0 USING
            ERRCODE = 'invalid_parameter_value', DETAIL = 'A quarter of them or more are no country there, and the others may be another.',
            HINT = 'Name a column of ISO codes or of names so instead: many offices number countries in a way of their own.';
    END IF;
    RETURN void;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_void(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_import: the columns of countries, as their side and place (a1), in which NA is no country: those that have other texts and no code of two letters. 22023 where numbers of a file of the format flows are of another system than M49.';

CREATE FUNCTION @extschema@.sanctions_import_labels(scratch pg_catalog.name, format pg_catalog.text, columns pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    floats boolean;
    financial boolean;
    void text[];
    -- where the text of a role stands among those of its kind
    part jsonb := (SELECT jsonb_object_agg(r.role, pg_catalog.format('k.texts[%s]', array_position(k.roles, r.role)))
                   FROM @extschema@.sanctions_import_keys(columns) AS k, unnest(k.roles) AS r (role));
BEGIN
    -- Of historical Comext's regimes 4 is all of them together; the procedures of today have no such code.
    IF regexp_replace(lower(columns -> 'statistical procedure' ->> 0), '[^a-z]', '', 'g') = 'statregime' THEN
        part := jsonb_set(part, '{statistical procedure}', to_jsonb(pg_catalog.format('regexp_replace(%s, ''^ *4([.]0+)? *$'', '''')', part ->> 'statistical procedure')));
    END IF;
    -- Eurostat has no total of the modes of transport under 0: it is the unknown one.
    IF format = 'comext' AND part ? 'mode of transport' THEN
        part := jsonb_set(part, '{mode of transport}', to_jsonb(pg_catalog.format('regexp_replace(%s, ''^ *0([.]0+)? *$'', ''unknown'')', part ->> 'mode of transport')));
    END IF;
    void := @extschema@.sanctions_import_void(scratch, format, columns);
    EXECUTE pg_catalog.format($q$SELECT bool_or(right(t.label, 2) > '12' OR right(t.label, 2) = '00') FROM pg_temp.%I AS k, unnest((string_to_array(k.key, E'\x1f'))[%s:]) AS t (label)
                                 WHERE k.dim = 'terms' AND @extschema@.sanctions_import_financial_year(t.label)$q$,
                              scratch || '_k', substring(part ->> 'period' FROM '[0-9]+')) INTO financial;
    EXECUTE pg_catalog.format($q$SELECT bool_and(split_part(k.key, E'\x1f', 1) ~ '^[[:space:]]*([0-9]+([.]0+)?)?[[:space:]]*$') AND bool_or(split_part(k.key, E'\x1f', 1) ~ '[.]0+[[:space:]]*$')
                                 FROM pg_temp.%I AS k WHERE k.dim = 'product'$q$, scratch || '_k') INTO floats;
    EXECUTE pg_catalog.format($q$
        CREATE TEMP TABLE %I ON COMMIT DROP AS
        SELECT k.dim, k.key, c.country, p.product, coalesce(@extschema@.hs_level(p.product, 4), p.product) AS heading, v.vintage,
               t.period, t.annual, f.reported_by, n.indicator, b.bits,
               @extschema@.is_aggregate(c.country) OR c.country::text IN ('XI0', 'XU0') AS aggregate,
               coalesce(c.reason, v.reason, p.reason, f.reason, t.reason, CASE WHEN n.indicator IS NULL THEN n.reason END) AS reason
        FROM (SELECT k.dim, k.key, string_to_array(k.key, E'\x1f') AS texts FROM pg_temp.%I AS k) AS k
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_country(%s, %L) WHERE k.dim IN ('a', 'b') OFFSET 0) AS c ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_product(k.texts[1], %s, %L, %L) WHERE k.dim = 'product' OFFSET 0) AS p ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_vintage(%s) WHERE k.dim = 'product' OFFSET 0) AS v ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_period(%s, %L) WHERE k.dim = 'terms' OFFSET 0) AS t ON true
        LEFT JOIN LATERAL (SELECT * FROM @extschema@.sanctions_import_direction(%s) WHERE k.dim = 'terms' AND (%s <> '' OR %L) OFFSET 0) AS f ON true
        LEFT JOIN LATERAL (SELECT @extschema@.sanctions_import_indicator(%s) AS indicator, 'unknown indicator' AS reason WHERE k.dim = 'terms' AND %L OFFSET 0) AS n ON true
        LEFT JOIN LATERAL (SELECT %s AS bits WHERE k.dim = 'terms' OFFSET 0) AS b ON true$q$,
        scratch || '_l', scratch || '_k',
        CASE WHEN void = '{}' THEN 'k.texts' ELSE pg_catalog.format(
            'ARRAY(SELECT CASE WHEN t.label !~ ''^[[:space:]]*[Nn][Aa][[:space:]]*$'' OR k.dim || t.place <> ALL (%L::text[]) THEN t.label END FROM unnest(k.texts) WITH ORDINALITY AS t (label, place) ORDER BY t.place)', void) END,
        format <> 'comext',
        coalesce(part ->> 'level', 'NULL'), coalesce(floats, false), CASE format WHEN 'baci' THEN 6 END, coalesce(part ->> 'vintage', 'NULL'),
        replace(part ->> 'period', ']', ':]'), coalesce(financial, false), coalesce(part ->> 'flow', 'NULL'), coalesce(part ->> 'flow', 'NULL'), format IN ('comtrade', 'comext'),
        coalesce(part ->> 'indicator', 'NULL'), part ? 'indicator',
        (SELECT coalesce(string_agg(pg_catalog.format('(@extschema@.sanctions_import_part(%s)::integer << %s)', part ->> r.role, r.place - 1), ' | '), '0')
         FROM unnest(ARRAY['second partner', 'customs procedure', 'mode of transport', 'mode of supply', 'statistical procedure']) WITH ORDINALITY AS r (role, place)
         WHERE part ? r.role));
    EXECUTE pg_catalog.format('DROP TABLE pg_temp.%I; ANALYZE pg_temp.%I', scratch || '_k', scratch || '_l');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_labels(pg_catalog.name, pg_catalog.text, pg_catalog.jsonb) IS
'A step of sanctions_import: reads what sanctions_import_texts found, each text once, into the temporary table <scratch>_l.';

CREATE FUNCTION @extschema@.sanctions_import_quantity(format pg_catalog.text, columns pg_catalog.jsonb, decimal_point pg_catalog.text, OUT weight pg_catalog.text, OUT quantity pg_catalog.text, OUT unit pg_catalog.text)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    weight := @extschema@.sanctions_import_number_of(columns, 'weight', decimal_point);
    quantity := @extschema@.sanctions_import_number_of(columns, 'quantity', decimal_point);
    IF columns ? 'weight_100kg' THEN
        weight := pg_catalog.format('coalesce(%s, 100 * %s)', weight, @extschema@.sanctions_import_number_of(columns, 'weight_100kg', decimal_point));
    END IF;
    -- UN Comtrade writes 0 where it has none.
    IF format = 'comtrade' THEN
        weight := pg_catalog.format('nullif(%s, 0)', weight);
        quantity := pg_catalog.format('nullif(%s, 0)', quantity);
    END IF;
    unit := CASE
        WHEN format = 'baci' THEN '''t'''
        WHEN format = 'comext' THEN '''supplementary'''
        WHEN columns ? 'unit' THEN pg_catalog.format('nullif(nullif(btrim(r.%I::text), ''''), ''N/A'')', columns -> 'unit' ->> 0)
        ELSE 'NULL::text' END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_quantity(pg_catalog.text, pg_catalog.jsonb, pg_catalog.text) IS
'A step of sanctions_import: SQL expressions over r of the net weight in kg, another quantity and its unit.';

CREATE FUNCTION @extschema@.sanctions_import_rows(source pg_catalog.regclass, scratch pg_catalog.name, format pg_catalog.text, columns pg_catalog.jsonb, options pg_catalog.jsonb)
RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    decimal_point text := @extschema@.sanctions_import_decimal(source, columns, options);
    amount record := @extschema@.sanctions_import_quantity(format, columns, decimal_point);
    currency text := coalesce(pg_catalog.format('%L::text', options ->> 'currency'), 'NULL::text');
BEGIN
    IF columns ? 'currency' THEN
        currency := pg_catalog.format('coalesce(nullif(upper(btrim(r.%I::text)), ''''), %s)', columns -> 'currency' ->> 0, currency);
    END IF;
    EXECUTE pg_catalog.format($q$
        CREATE TEMP TABLE %1$I ON COMMIT DROP AS
        SELECT r.id, CASE t.reported_by WHEN %2$L THEN b.country ELSE a.country END AS exporter, CASE t.reported_by WHEN %2$L THEN a.country ELSE b.country END AS importer,
               coalesce(t.reported_by, '') COLLATE "C" AS reported_by, p.product, p.heading, %3$s COLLATE "C" AS vintage, t.period, t.annual, r.value%4$s AS value,
               coalesce(r.weight, r.quantity) AS quantity,
               CASE WHEN r.weight IS NOT NULL THEN 'kg' WHEN r.quantity IS NOT NULL THEN r.unit END AS quantity_unit,
               r.currency, t.bits, t.indicator COLLATE "C" AS indicator,
               coalesce(p.reason, t.reason, a.reason, b.reason,
                        CASE WHEN r.value IS NOT NULL THEN NULL
                             WHEN r.text IS NULL OR upper(btrim("left"(r.text, 200))) IN ('', 'NA', 'N/A', 'NAN', 'NULL', ':', '-', '..', '...', 'C') THEN 'no value'
                             ELSE 'value that is no number' END) AS reason
        FROM (SELECT r.ctid AS id, %5$s, r.%6$I::text AS text, %7$s AS value, %8$s AS weight, %9$s AS quantity, %10$s AS unit, %11$s AS currency
              FROM %12$s AS r OFFSET 0) AS r
        LEFT JOIN pg_temp.%13$I AS p ON p.dim = 'product' AND p.key = r.product
        LEFT JOIN pg_temp.%13$I AS a ON a.dim = 'a' AND a.key = r.a
        LEFT JOIN pg_temp.%13$I AS b ON b.dim = 'b' AND b.key = r.b
        LEFT JOIN pg_temp.%13$I AS t ON t.dim = 'terms' AND t.key = r.terms$q$,
        scratch,
        -- Of a reporter and a partner the flow says who exports.
        CASE WHEN columns ? 'reporter' THEN 'importer' ELSE '' END,
        CASE WHEN options ->> 'vintage' IS NOT NULL THEN pg_catalog.format('%L', options ->> 'vintage')
             WHEN format = 'comext' THEN 'coalesce(p.vintage, @extschema@.sanctions_import_cn_vintage(t.period))' ELSE 'p.vintage' END,
        CASE WHEN options ->> 'unit_factor' <> '1' THEN pg_catalog.format(' * %L::numeric', options ->> 'unit_factor') ELSE '' END,
        (SELECT string_agg(k.expression || ' AS ' || k.dim, ', ') FROM @extschema@.sanctions_import_keys(columns) AS k), columns -> 'value' ->> 0,
        @extschema@.sanctions_import_number_of(columns, 'value', decimal_point), amount.weight, amount.quantity, amount.unit, currency, source, scratch || '_l');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rows(pg_catalog.regclass, pg_catalog.name, pg_catalog.text, pg_catalog.jsonb, pg_catalog.jsonb) IS
'A step of sanctions_import: reads the rows of a file into the temporary table <scratch>: typed columns of the target, and in reason why a row cannot be used. <scratch>_l holds what its texts mean.';

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
'A step of sanctions_import: the HS vintage that the Combined Nomenclature of a year rests on: HS2022 from 2022, HS2017 from 2017 and so on; NULL before 1988.';
