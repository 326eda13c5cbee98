--
-- watch: what a row of a monitor's table watch asks for
--

CREATE FUNCTION @extschema@.sanctions_watch_origins(origins pg_catalog.text, as_of pg_catalog.date) RETURNS pg_catalog.text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    members text[];
BEGIN
    IF EXISTS (SELECT FROM @extschema@.sanctions_group AS g WHERE g.group_name = btrim(origins)) THEN
        RETURN @extschema@.group_members(btrim(origins), as_of);
    END IF;
    members := ARRAY(SELECT btrim(o.code) FROM string_to_table(btrim(origins, '{} '), ',') WITH ORDINALITY AS o (code, place) ORDER BY o.place);
    IF origins IS NULL THEN
        RAISE EXCEPTION 'origins must not be NULL' USING ERRCODE = 'null_value_not_allowed';
    ELSIF members = '{}' OR '' = ANY (members) THEN
        RAISE EXCEPTION 'origins "%" name nobody', left(origins, 40) USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Write the name of a group, as GECC, or codes parted by commas, as USA,DEU,JPN.';
    ELSIF cardinality(members) = 1 AND members <> '{*}' AND btrim(origins) !~ '^[{]' AND @extschema@.try_country_code(members[1]) IS NULL THEN
        RAISE EXCEPTION 'origins "%" are neither a group nor a country', left(origins, 40) USING ERRCODE = 'invalid_parameter_value',
            HINT = 'For a label of the source that is no country''s code, write it in braces: {Germany}.';
    END IF;
    RETURN members;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_origins(pg_catalog.text, pg_catalog.date) IS
'A step of sanctions_refresh: the labels that the origins of a watch mean: the members of a group on a day, or codes parted by commas. 22023 where they name nobody, or are one word that is neither a group nor a country, and not in braces.';

CREATE FUNCTION @extschema@.sanctions_watch_codes(list_name pg_catalog.text, as_of pg_catalog.date, vintage pg_catalog.text) RETURNS @extschema@.hs_code[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF list_name IS NOT NULL THEN
        RETURN @extschema@.list_codes(list_name, as_of, vintage);
    END IF;
    RETURN ARRAY(SELECT @extschema@.hs_code(c.chapter::bigint, 2) FROM generate_series(1, 99) AS c (chapter) WHERE c.chapter <> 77);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_codes(pg_catalog.text, pg_catalog.date, pg_catalog.text) IS
'A step of sanctions_refresh: the codes under which the products of a watch lie: those of its list on a day, or every chapter where it has none.';

CREATE FUNCTION @extschema@.sanctions_watch_columns(watch pg_catalog.jsonb) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_object_agg(c.role, watch -> (c.role || '_column'))
            FROM unnest('{exporter,importer,product,period,value,quantity}'::text[]) AS c (role));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_columns(pg_catalog.jsonb) IS
'A step of sanctions_refresh: the names of the columns of a watch, by what they hold.';

CREATE FUNCTION @extschema@.sanctions_watch_arguments(watch pg_catalog.jsonb) RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    as_of date := coalesce((watch ->> 'as_of')::date, current_date);
BEGIN
    RETURN jsonb_build_object(
        'target', watch -> 'target',
        'origins', to_jsonb(@extschema@.sanctions_watch_origins(watch ->> 'origins', as_of)),
        'since', watch -> 'since', 'before_months', watch -> 'before_months', 'after_months', watch -> 'after_months',
        'coverage_from', lower((watch ->> 'coverage')::daterange), 'coverage_to', upper((watch ->> 'coverage')::daterange),
        'baseline', watch -> 'baseline', 'seasonal', watch -> 'seasonal', 'thresholds', watch -> 'thresholds', 'unit', watch -> 'unit',
        'per', watch -> 'per', 'placebo', watch -> 'placebo');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_arguments(pg_catalog.jsonb) IS
'A step of sanctions_refresh: the arguments of the screen of a watch, its group written out; coverage from its first day to the day after its last, NULL where the watch leaves it to the source.';

CREATE FUNCTION @extschema@.sanctions_watch_examine(watch pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    layout jsonb := @extschema@.sanctions_source_columns((watch ->> 'source')::regclass, @extschema@.sanctions_watch_columns(watch));
    as_of date := coalesce((watch ->> 'as_of')::date, current_date);
    asked jsonb := @extschema@.sanctions_watch_arguments(watch);
    event CONSTANT date := (watch ->> 'since')::date;
    label text;
BEGIN
    IF watch ->> 'target' = '' THEN
        RAISE EXCEPTION 'target is empty' USING ERRCODE = 'invalid_parameter_value', HINT = 'Write it as the source does.';
    ELSIF (SELECT c.relpersistence = 't' FROM pg_class AS c WHERE c.oid = (watch ->> 'source')::regclass) THEN
        RAISE EXCEPTION 'source % is a temporary table', watch ->> 'source' USING ERRCODE = 'invalid_parameter_value', HINT = 'It is gone when the session ends.';
    END IF;
    -- Who refreshes may be another, so this is no error.
    FOR label IN SELECT c.value FROM jsonb_each_text(layout -> 'columns') AS c
                 WHERE NOT has_column_privilege((watch ->> 'source')::regclass, c.value, 'SELECT') ORDER BY 1 LOOP
        RAISE WARNING 'you may not read column "%" of %', left(label, 63), (watch ->> 'source')::regclass USING
            HINT = 'A refresh by somebody who may not fails: GRANT SELECT on it; a quantity can be left out, by a quantity_column that is NULL.';
    END LOOP;
    PERFORM @extschema@.sanctions_watch_codes(watch ->> 'list_name', as_of, watch ->> 'vintage');
    IF layout ->> 'label' <> 'text' AND asked -> 'origins' <> '["*"]' THEN
        FOR label IN SELECT watch ->> 'target' UNION ALL SELECT jsonb_array_elements_text(asked -> 'origins') LOOP
            PERFORM label::@extschema@.country_code;
        END LOOP;
    END IF;
    IF isempty((watch ->> 'coverage')::daterange) THEN
        RAISE EXCEPTION 'coverage is an empty range' USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the time the source covers, or NULL for that of its rows.';
    END IF;
    PERFORM @extschema@.sanctions_watch_screen(NULL::@extschema@.trade_matrix, asked);
    -- Of the windows that no source could fill one cell tells, in a time as long as coverage leaves open; whose it is does not matter.
    asked := asked || jsonb_build_object('target', 'target', 'origins', '{origin}'::text[],
        'coverage_from', CASE WHEN asked ->> 'coverage_from' IS NULL THEN to_jsonb(least(greatest(event - interval '200 years', '0001-01-01')::date, (asked ->> 'coverage_to')::date)) ELSE asked -> 'coverage_from' END,
        'coverage_to', CASE WHEN asked ->> 'coverage_to' IS NULL THEN to_jsonb(greatest(least(event + interval '200 years', '9999-12-31')::date, (asked ->> 'coverage_from')::date)) ELSE asked -> 'coverage_to' END);
    PERFORM @extschema@.sanctions_watch_screen(CASE layout ->> 'period'
        WHEN 'date' THEN (SELECT @extschema@.trade_matrix('origin'::text, 'target'::text, event, 1::double precision))
        ELSE (SELECT @extschema@.trade_matrix('origin'::text, 'target'::text, extract(year FROM event)::integer, 1::double precision)) END, asked);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_examine(pg_catalog.jsonb) IS
'A step of writing a watch: looks at a row of watch as it is written: an unknown relation is 42P01, a column 42703 or 42804, a group, list, baseline or threshold 22023, a code 22P02; so are windows that coverage leaves without a period, and months that are no years of annual data. A warning 01000 for a column that the caller may not read.';

CREATE FUNCTION @extschema@.sanctions_watch_screen(m @extschema@.trade_matrix, asked pg_catalog.jsonb)
RETURNS TABLE (
    intermediary pg_catalog.text,
    inflow_before double precision,
    inflow_after double precision,
    outflow_before double precision,
    outflow_after double precision,
    direct_before double precision,
    direct_after double precision,
    rerouted double precision,
    attributed double precision,
    overlap double precision,
    substitution double precision,
    score double precision,
    flagged boolean,
    grade pg_catalog.text,
    before_from pg_catalog.date,
    before_to pg_catalog.date,
    after_from pg_catalog.date,
    after_to pg_catalog.date,
    months_before integer,
    months_after integer,
    controls integer,
    onset_in pg_catalog.date,
    onset_out pg_catalog.date,
    last_out pg_catalog.date,
    active integer,
    largest_share double precision,
    reasons pg_catalog.jsonb
)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 100
BEGIN ATOMIC
    SELECT f.*
    FROM pg_catalog.jsonb_to_record(asked) AS a (
             target pg_catalog.text, origins pg_catalog.text[], since pg_catalog.date, before_months integer, after_months integer,
             coverage_from pg_catalog.date, coverage_to pg_catalog.date, baseline pg_catalog.text, thresholds pg_catalog.jsonb, seasonal boolean, unit pg_catalog.text)
    CROSS JOIN LATERAL @extschema@.intermediary_flags(m, a.target, a.origins, a.since, a.before_months, a.after_months,
             CASE WHEN coalesce(a.coverage_from, a.coverage_to) IS NOT NULL THEN pg_catalog.daterange(a.coverage_from, a.coverage_to) END,
             a.baseline, a.thresholds, a.seasonal, a.unit) AS f;
END;

COMMENT ON FUNCTION @extschema@.sanctions_watch_screen(@extschema@.trade_matrix, pg_catalog.jsonb) IS
'A step of sanctions_refresh: intermediary_flags of a matrix with the arguments of a watch (sanctions_watch_arguments).';

CREATE FUNCTION @extschema@.sanctions_watch_routes(m @extschema@.trade_matrix, asked pg_catalog.jsonb)
RETURNS TABLE (
    route pg_catalog.text,
    hops integer,
    first pg_catalog.text,
    second pg_catalog.text,
    value double precision,
    potential double precision,
    excess_in double precision,
    excess_between double precision,
    excess_out double precision,
    shortfall_share double precision,
    reason pg_catalog.text
)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 50
BEGIN ATOMIC
    -- Among everybody there is no second intermediary.
    SELECT r.*
    FROM pg_catalog.jsonb_to_record(asked) AS a (
             target pg_catalog.text, origins pg_catalog.text[], since pg_catalog.date, before_months integer, after_months integer,
             coverage_from pg_catalog.date, coverage_to pg_catalog.date, baseline pg_catalog.text, thresholds pg_catalog.jsonb)
    CROSS JOIN LATERAL @extschema@.diversion_routes(m, a.target, a.origins, a.since, 2, a.before_months, a.after_months,
             CASE WHEN coalesce(a.coverage_from, a.coverage_to) IS NOT NULL THEN pg_catalog.daterange(a.coverage_from, a.coverage_to) END, a.baseline,
             (SELECT coalesce(pg_catalog.jsonb_object_agg(t.key, t.value), '{}'::pg_catalog.jsonb)
              FROM pg_catalog.jsonb_each(a.thresholds) AS t
              WHERE t.key OPERATOR(pg_catalog.=) ANY (ARRAY['min_value', 'surge_ratio', 'trivial', 'min_share', 'steady_ratio']))) AS r
    WHERE a.origins OPERATOR(pg_catalog.<>) ARRAY['*'];
END;

COMMENT ON FUNCTION @extschema@.sanctions_watch_routes(@extschema@.trade_matrix, pg_catalog.jsonb) IS
'A step of the views of a monitor: diversion_routes of a matrix with the arguments of a watch, of its thresholds those that routes know; no rows where the origins are all.';

CREATE FUNCTION @extschema@.sanctions_watch_placebo(m @extschema@.trade_matrix, asked pg_catalog.jsonb)
RETURNS TABLE (intermediary pg_catalog.text, rank integer, p double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT f.intermediary, f.rank, f.p
    FROM jsonb_to_record(asked) AS a (
             target text, origins text[], since date, before_months integer, after_months integer,
             coverage_from date, coverage_to date, baseline text, thresholds jsonb, seasonal boolean)
    CROSS JOIN LATERAL @extschema@.intermediary_placebo(m, a.target, a.origins, a.since, a.before_months, a.after_months,
             CASE WHEN coalesce(a.coverage_from, a.coverage_to) IS NOT NULL THEN daterange(a.coverage_from, a.coverage_to) END,
             a.baseline, a.thresholds, a.seasonal, '{}'::text[], 0.01::double precision) AS f
    WHERE f.kind = 'target';
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_watch_placebo(@extschema@.trade_matrix, pg_catalog.jsonb) IS
'A step of sanctions_refresh: the rank of each candidate among other targets and its p (intermediary_placebo), with the arguments of a watch.';
