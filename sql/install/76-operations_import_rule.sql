--
-- operations_import_rule: which rows of a flow count. Each rule marks rows of the temporary
-- table that are not marked yet, and looks at rows of the same flow alone.
--

CREATE FUNCTION @extschema@.sanctions_import_rule_long(scratch pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n
        SET quantity = CASE WHEN q.indicator = 'value' AND q.place = 1 THEN coalesce(q.weight, q.supplementary) END,
            quantity_unit = CASE WHEN q.indicator = 'value' AND q.place = 1 THEN CASE WHEN q.weight IS NOT NULL THEN 'kg' WHEN q.supplementary IS NOT NULL THEN 'supplementary' END END,
            reason = CASE WHEN q.indicator = 'value' THEN NULL WHEN q.values > 0 THEN 'quantity of a row used, joined to it' ELSE 'quantity without a value' END
        FROM (SELECT s.ctid AS row, s.indicator,
                     row_number() OVER (PARTITION BY s.exporter, s.importer, s.reported_by, s.product, s.period, s.annual, s.bits, s.indicator) AS place,
                     count(*) FILTER (WHERE s.indicator = 'value') OVER w AS values,
                     sum((s.value * CASE s.indicator WHEN 'weight_100kg' THEN 100 ELSE 1 END)::double precision) FILTER (WHERE s.indicator LIKE 'weight%%') OVER w AS weight,
                     sum(s.value::double precision) FILTER (WHERE s.indicator = 'supplementary') OVER w AS supplementary
              FROM pg_temp.%1$I AS s
              WHERE s.reason IS NULL
              WINDOW w AS (PARTITION BY s.exporter, s.importer, s.reported_by, s.product, s.period, s.annual, s.bits)) AS q
        WHERE n.ctid = q.row$q$, scratch);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_long(pg_catalog.text) IS
'In a file with a row for each indicator: quantities go to the row of their value, and are not added up with it.';

CREATE FUNCTION @extschema@.sanctions_import_rule_parts(scratch pg_catalog.text, names pg_catalog.text[]) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n
        SET reason = 'breakdown by ' || (%2$L::text[])[(SELECT min(b) FROM generate_series(1, 5) AS b WHERE q.bits & ~q.kept & (1 << b - 1) <> 0 OR b = 5)]
        FROM (SELECT s.ctid AS row, s.bits, first_value(s.bits) OVER (PARTITION BY s.exporter, s.importer, s.reported_by, s.period, s.annual, s.product, s.vintage
                                                                       ORDER BY bit_count(s.bits::bit(5)), s.bits) AS kept
              FROM pg_temp.%1$I AS s WHERE s.reason IS NULL) AS q
        WHERE n.ctid = q.row AND q.bits <> q.kept$q$, scratch, names);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_parts(pg_catalog.text, pg_catalog.text[]) IS
'A breakdown, by second partner for one, is left out where the total of the same flow and product, or a coarser breakdown, stands beside it.';

CREATE FUNCTION @extschema@.sanctions_import_rule_headings(scratch pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- In the order of hs_code a heading stands right before the codes under it.
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n SET reason = 'heading beside the lines under it'
        FROM (SELECT h.row FROM (
                  SELECT s.row, bool_or(@extschema@.hs_within(s.next, s.product) AND s.next OPERATOR(@extschema@.<>) s.product) OVER (
                             PARTITION BY s.exporter, s.importer, s.reported_by, s.period, s.annual, s.vintage, s.product) AS heading
                  FROM (SELECT s.ctid AS row, s.exporter, s.importer, s.reported_by, s.period, s.annual, s.vintage, s.product, lead(s.product) OVER (
                                   PARTITION BY s.exporter, s.importer, s.reported_by, s.period, s.annual, s.vintage ORDER BY s.product) AS next
                        FROM pg_temp.%1$I AS s WHERE s.reason IS NULL) AS s) AS h
              WHERE h.heading) AS q
        WHERE n.ctid = q.row$q$, scratch);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_headings(pg_catalog.text) IS
'A heading is left out where lines under it stand for the same flow.';

CREATE FUNCTION @extschema@.sanctions_import_covers(whole @extschema@.country_code, part @extschema@.country_code, period pg_catalog.date) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN whole OPERATOR(@extschema@.=) part THEN false
    WHEN whole::pg_catalog.text OPERATOR(pg_catalog.=) 'W00' THEN true
    WHEN whole::pg_catalog.text OPERATOR(pg_catalog.=) ANY (ARRAY['XI0', 'XU0']) THEN part::pg_catalog.text OPERATOR(pg_catalog.=) 'GBR'
    WHEN @extschema@.is_aggregate(part) THEN false
    WHEN whole::pg_catalog.text OPERATOR(pg_catalog.=) '975' THEN
        part::pg_catalog.text OPERATOR(pg_catalog.=) ANY (ARRAY['BRN', 'IDN', 'KHM', 'LAO', 'MMR', 'MYS', 'PHL', 'SGP', 'THA', 'TLS', 'VNM'])
    WHEN whole::pg_catalog.text OPERATOR(pg_catalog.=) 'UX0' THEN NOT @extschema@.in_group(part, 'EU', period)
    ELSE @extschema@.in_group(part, 'EU', period) END;

COMMENT ON FUNCTION @extschema@.sanctions_import_covers(@extschema@.country_code, @extschema@.country_code, pg_catalog.date) IS
'Whether trade of a country is counted in that of a sum too: World, inside or outside the European Union, ASEAN. XI and XU are counted in GBR.';

CREATE FUNCTION @extschema@.sanctions_import_rule_sums(scratch pg_catalog.text, side pg_catalog.text, other pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    whole @extschema@.country_code;
BEGIN
    FOR whole IN EXECUTE format($q$SELECT DISTINCT n.%2$I FROM pg_temp.%1$I AS n
            WHERE n.reason IS NULL AND (@extschema@.is_aggregate(n.%2$I) OR n.%2$I::text IN ('XI0', 'XU0')) ORDER BY 1 DESC$q$, scratch, side) LOOP
        EXECUTE format($q$
            CREATE TEMP TABLE %4$I ON COMMIT DROP AS
            SELECT DISTINCT n.%3$I AS other, n.reported_by, n.period, n.annual, n.product
            FROM pg_temp.%1$I AS n
            WHERE n.reason IS NULL AND @extschema@.sanctions_import_covers(%5$L, n.%2$I, n.period)$q$, scratch, side, other, scratch || '_m', whole);
        -- Beside members is: the same product, one under it or one above it.
        EXECUTE format($q$
            UPDATE pg_temp.%1$I AS n SET reason = CASE WHEN @extschema@.is_aggregate(%5$L::@extschema@.country_code) THEN 'World or a group beside its members' ELSE 'part of GB beside GB' END
            FROM (SELECT s.ctid AS row FROM pg_temp.%1$I AS s
                  JOIN (SELECT DISTINCT m.other, m.reported_by, m.period, m.annual, @extschema@.hs_level(m.product, d) AS product
                        FROM pg_temp.%4$I AS m, generate_series(2, 10, 2) AS d) AS k
                      ON k.other OPERATOR(@extschema@.=) s.%3$I AND k.reported_by = s.reported_by AND k.period = s.period AND k.annual = s.annual AND k.product OPERATOR(@extschema@.=) s.product
                  WHERE s.reason IS NULL AND s.%2$I OPERATOR(@extschema@.=) %5$L::@extschema@.country_code
                  UNION
                  SELECT s.ctid FROM pg_temp.%1$I AS s, generate_series(2, 8, 2) AS d, pg_temp.%4$I AS k
                  WHERE s.reason IS NULL AND s.%2$I OPERATOR(@extschema@.=) %5$L::@extschema@.country_code
                    AND k.other OPERATOR(@extschema@.=) s.%3$I AND k.reported_by = s.reported_by AND k.period = s.period AND k.annual = s.annual
                    AND k.product OPERATOR(@extschema@.=) @extschema@.hs_level(s.product, d)) AS q
            WHERE n.ctid = q.row$q$, scratch, side, other, scratch || '_m', whole);
        EXECUTE format('DROP TABLE pg_temp.%I', scratch || '_m');
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_sums(pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
'World and groups on one side (exporter or importer) are left out where the same reporter, period and product, or one above or under it, has members; XI and XU where there is GB.';

CREATE FUNCTION @extschema@.sanctions_import_rule_frequency(scratch pg_catalog.text, frequency pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n
        SET reason = CASE WHEN NOT n.annual THEN 'month: the frequency asked for is year'
                          WHEN q.months THEN 'year beside its months' ELSE 'year: the frequency asked for is month' END
        FROM (SELECT s.ctid AS row, bool_or(NOT s.annual) OVER (PARTITION BY s.exporter, s.importer, s.reported_by, s.heading, extract(year FROM s.period)) AS months
              FROM pg_temp.%1$I AS s WHERE s.reason IS NULL) AS q
        WHERE n.ctid = q.row AND n.annual <> %2$L$q$, scratch, frequency = 'year');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_frequency(pg_catalog.text, pg_catalog.text) IS
'Rows of the other frequency are left out; a year beside months of the same flow says so.';

CREATE FUNCTION @extschema@.sanctions_import_rule_vintage(scratch pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n SET reason = 'older vintage beside ' || q.newest
        FROM (SELECT s.ctid AS row, first_value(s.vintage) OVER (PARTITION BY s.exporter, s.importer, s.reported_by, s.period, s.annual
                                                                  ORDER BY s.vintage COLLATE "C" DESC NULLS LAST) AS newest
              FROM pg_temp.%1$I AS s WHERE s.reason IS NULL) AS q
        WHERE n.ctid = q.row AND n.vintage IS DISTINCT FROM q.newest$q$, scratch);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_vintage(pg_catalog.text) IS
'Of the vintages of one flow the newest counts.';

CREATE FUNCTION @extschema@.sanctions_import_rule_side(scratch pg_catalog.text, side pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n SET reason = 'reported by the ' || %2$L || ' too'
        FROM (SELECT s.ctid AS row, bool_or(s.reported_by = %2$L) OVER (PARTITION BY s.exporter, s.importer, s.period, s.annual, s.heading) AS wanted
              FROM pg_temp.%1$I AS s WHERE s.reason IS NULL) AS q
        WHERE n.ctid = q.row AND q.wanted AND n.reported_by NOT IN ('', %2$L)$q$, scratch, side);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_side(pg_catalog.text, pg_catalog.text) IS
'Of a flow that both sides report, under the same heading in any vintage, that of one side (importer or exporter) counts.';

CREATE FUNCTION @extschema@.sanctions_import_rules(scratch pg_catalog.text, options pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    seen record;
BEGIN
    EXECUTE format($q$
        SELECT bool_or(n.indicator <> 'value') AS long, bool_or(n.bits <> 0) AS parts, min(@extschema@.hs_digits(n.product)) <> max(@extschema@.hs_digits(n.product)) AS headings,
               bool_or(n.aggregate) AS aggregates, bool_or(n.annual) AND bool_or(NOT n.annual) AS both_frequencies, bool_or(NOT n.annual) AS months,
               bool_or(n.exporter::text IN ('XI0', 'XU0') OR n.importer::text IN ('XI0', 'XU0')) AS parts_of_gb,
               min(coalesce(n.vintage, '') COLLATE "C") <> max(coalesce(n.vintage, '') COLLATE "C") AS vintages,
               bool_or(n.reported_by = 'importer') AND bool_or(n.reported_by = 'exporter') AS sides
        FROM pg_temp.%I AS n WHERE n.reason IS NULL$q$, scratch) INTO seen;
    IF seen.long THEN
        PERFORM @extschema@.sanctions_import_rule_long(scratch);
    END IF;
    IF seen.parts THEN
        PERFORM @extschema@.sanctions_import_rule_parts(scratch, ARRAY['second partner', 'customs procedure', 'mode of transport', 'mode of supply', 'statistical procedure']);
    END IF;
    IF seen.headings THEN
        PERFORM @extschema@.sanctions_import_rule_headings(scratch);
    END IF;
    IF seen.aggregates OR seen.parts_of_gb THEN
        PERFORM @extschema@.sanctions_import_rule_sums(scratch, 'exporter', 'importer');
        PERFORM @extschema@.sanctions_import_rule_sums(scratch, 'importer', 'exporter');
    END IF;
    IF seen.both_frequencies OR coalesce(seen.months, false) <> (options ->> 'frequency' = 'month') THEN
        PERFORM @extschema@.sanctions_import_rule_frequency(scratch, options ->> 'frequency');
    END IF;
    IF seen.vintages THEN
        PERFORM @extschema@.sanctions_import_rule_vintage(scratch);
    END IF;
    IF seen.sides AND options ->> 'side' <> 'both' THEN
        PERFORM @extschema@.sanctions_import_rule_side(scratch, options ->> 'side');
    END IF;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rules(pg_catalog.text, pg_catalog.jsonb) IS
'Marks the rows of the temporary table that do not count, in the order of the rules: quantities, breakdowns, headings, sums of countries, frequency, vintage, side. A rule runs where the file has what it is about.';
