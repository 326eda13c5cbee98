--
-- operations_import_rule: which rows of a flow count. Each rule marks rows of the temporary
-- table that are not marked yet, and looks at rows of the same flow alone.
--

CREATE FUNCTION @extschema@.sanctions_import_rule_long(scratch pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
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

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_long(pg_catalog.name) IS
'A step of sanctions_import: in a file with a row for each indicator: quantities go to the row of their value, and are not added up with it.';

CREATE FUNCTION @extschema@.sanctions_import_rule_parts(scratch pg_catalog.name, names pg_catalog.text[]) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- Of the sets of breakdowns that a flow's rows have, that with the fewest stands for all.
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n
        SET reason = 'breakdown by ' || (%2$L::text[])[(SELECT min(b) FROM generate_series(1, 5) AS b WHERE n.bits & ~q.kept & (1 << b - 1) <> 0 OR b = 5)]
        FROM (SELECT s.exporter, s.importer, s.reported_by, s.period, s.annual, s.product, coalesce(s.vintage, '') AS vintage,
                     min(32 * bit_count(s.bits::bit(5)) + s.bits)::integer & 31 AS kept
              FROM pg_temp.%1$I AS s WHERE s.reason IS NULL
              GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING min(s.bits) <> max(s.bits)) AS q
        WHERE n.reason IS NULL AND n.bits <> q.kept AND n.exporter OPERATOR(@extschema@.=) q.exporter AND n.importer OPERATOR(@extschema@.=) q.importer
          AND n.reported_by = q.reported_by AND n.period = q.period AND n.annual = q.annual AND n.product OPERATOR(@extschema@.=) q.product AND coalesce(n.vintage, '') = q.vintage$q$,
        scratch, names);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_parts(pg_catalog.name, pg_catalog.text[]) IS
'A step of sanctions_import: a breakdown, by second partner for one, is left out where the total of the same flow and product, or a coarser breakdown, stands beside it.';

CREATE FUNCTION @extschema@.sanctions_import_rule_headings(scratch pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n SET reason = 'heading beside the lines under it'
        FROM (SELECT DISTINCT h.ctid AS row
              FROM pg_temp.%1$I AS h
              JOIN (SELECT s.exporter, s.importer, s.reported_by, s.period, s.annual, coalesce(s.vintage, '') AS vintage, @extschema@.hs_level(s.product, d) AS above
                    FROM pg_temp.%1$I AS s, (SELECT DISTINCT @extschema@.hs_digits(l.product) AS d FROM pg_temp.%2$I AS l WHERE l.product IS NOT NULL) AS l
                    WHERE s.reason IS NULL AND @extschema@.hs_digits(s.product) > l.d OFFSET 0) AS k
                  ON h.exporter OPERATOR(@extschema@.=) k.exporter AND h.importer OPERATOR(@extschema@.=) k.importer AND h.reported_by = k.reported_by
                 AND h.period = k.period AND h.annual = k.annual AND coalesce(h.vintage, '') = k.vintage AND h.product OPERATOR(@extschema@.=) k.above
              WHERE h.reason IS NULL) AS q
        WHERE n.ctid = q.row$q$, scratch, scratch || '_l');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_headings(pg_catalog.name) IS
'A step of sanctions_import: a heading is left out where lines under it stand for the same flow.';

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
'A step of sanctions_import: whether trade of a country is counted in that of a sum too: World, inside or outside the European Union, ASEAN. XI and XU are counted in GBR.';

CREATE FUNCTION @extschema@.sanctions_import_rule_sums(scratch pg_catalog.name, side pg_catalog.text, other pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    whole @extschema@.country_code;
    found boolean;
BEGIN
    FOR whole IN EXECUTE format($q$SELECT l.country FROM pg_temp.%I AS l WHERE l.aggregate AND l.reason IS NULL GROUP BY 1 ORDER BY 1 DESC$q$, scratch || '_l') LOOP
        EXECUTE format($q$SELECT EXISTS (SELECT FROM pg_temp.%I AS n WHERE n.reason IS NULL AND n.%I OPERATOR(@extschema@.=) $1)$q$, scratch, side) INTO found USING whole;
        CONTINUE WHEN NOT found;
        EXECUTE format($q$
            CREATE TEMP TABLE %4$I ON COMMIT DROP AS
            SELECT n.%3$I AS other, n.reported_by, n.period, n.annual, n.product
            FROM pg_temp.%1$I AS n
            WHERE n.reason IS NULL AND @extschema@.sanctions_import_covers(%5$L, n.%2$I, n.period)
            GROUP BY 1, 2, 3, 4, 5$q$, scratch, side, other, scratch || '_m', whole);
        EXECUTE format('ANALYZE pg_temp.%I', scratch || '_m');
        -- Beside members is: the same product, one under it or one above it.
        EXECUTE format($q$
            UPDATE pg_temp.%1$I AS n SET reason = CASE WHEN @extschema@.is_aggregate(%5$L::@extschema@.country_code) THEN 'World or a group beside its members' ELSE 'part of GB beside GB' END
            FROM (SELECT s.row
                  FROM (SELECT s.ctid AS row, s.%3$I AS other, s.reported_by, s.period, s.annual, s.product
                        FROM pg_temp.%1$I AS s WHERE s.reason IS NULL AND s.%2$I OPERATOR(@extschema@.=) %5$L::@extschema@.country_code OFFSET 0) AS s
                  JOIN (SELECT DISTINCT m.other, m.reported_by, m.period, m.annual, @extschema@.hs_level(m.product, d) AS product
                        FROM pg_temp.%4$I AS m, generate_series(2, 10, 2) AS d OFFSET 0) AS k
                      ON k.other OPERATOR(@extschema@.=) s.other AND k.reported_by = s.reported_by AND k.period = s.period AND k.annual = s.annual AND k.product OPERATOR(@extschema@.=) s.product
                  UNION
                  SELECT s.row
                  FROM (SELECT s.ctid AS row, s.%3$I AS other, s.reported_by, s.period, s.annual, @extschema@.hs_level(s.product, d) AS product
                        FROM pg_temp.%1$I AS s, generate_series(2, 8, 2) AS d
                        WHERE s.reason IS NULL AND s.%2$I OPERATOR(@extschema@.=) %5$L::@extschema@.country_code AND d < @extschema@.hs_digits(s.product) OFFSET 0) AS s
                  JOIN pg_temp.%4$I AS k
                      ON k.other OPERATOR(@extschema@.=) s.other AND k.reported_by = s.reported_by AND k.period = s.period AND k.annual = s.annual AND k.product OPERATOR(@extschema@.=) s.product) AS q
            WHERE n.ctid = q.row$q$, scratch, side, other, scratch || '_m', whole);
        EXECUTE format('DROP TABLE pg_temp.%I', scratch || '_m');
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_sums(pg_catalog.name, pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_import: World and groups on one side (exporter or importer) are left out where the same reporter, period and product, or one above or under it, has members; XI and XU where there is GB.';

CREATE FUNCTION @extschema@.sanctions_import_rule_frequency(scratch pg_catalog.name, frequency pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF frequency = 'month' THEN
        EXECUTE format($q$
            UPDATE pg_temp.%1$I AS n SET reason = 'year beside its months'
            FROM (SELECT s.exporter, s.importer, s.reported_by, s.heading, extract(year FROM s.period) AS year
                  FROM pg_temp.%1$I AS s WHERE s.reason IS NULL
                  GROUP BY 1, 2, 3, 4, 5 HAVING bool_or(s.annual) AND bool_or(NOT s.annual)) AS q
            WHERE n.reason IS NULL AND n.annual AND n.exporter OPERATOR(@extschema@.=) q.exporter AND n.importer OPERATOR(@extschema@.=) q.importer
              AND n.reported_by = q.reported_by AND n.heading OPERATOR(@extschema@.=) q.heading AND extract(year FROM n.period) = q.year$q$, scratch);
    END IF;
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n SET reason = CASE WHEN n.annual THEN 'year: the frequency asked for is month' ELSE 'month: the frequency asked for is year' END
        WHERE n.reason IS NULL AND n.annual <> %2$L$q$, scratch, frequency = 'year');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_frequency(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_import: rows of the other frequency are left out; a year beside months of the same flow says so.';

CREATE FUNCTION @extschema@.sanctions_import_rule_vintage(scratch pg_catalog.name) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n SET reason = 'older vintage beside ' || q.newest
        FROM (SELECT s.exporter, s.importer, s.reported_by, s.period, s.annual, max(coalesce(s.vintage, '')) AS newest
              FROM pg_temp.%1$I AS s WHERE s.reason IS NULL
              GROUP BY 1, 2, 3, 4, 5 HAVING min(coalesce(s.vintage, '')) <> max(coalesce(s.vintage, ''))) AS q
        WHERE n.reason IS NULL AND coalesce(n.vintage, '') <> q.newest AND n.exporter OPERATOR(@extschema@.=) q.exporter AND n.importer OPERATOR(@extschema@.=) q.importer
          AND n.reported_by = q.reported_by AND n.period = q.period AND n.annual = q.annual$q$, scratch);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_vintage(pg_catalog.name) IS
'A step of sanctions_import: of the vintages of one flow the newest counts.';

CREATE FUNCTION @extschema@.sanctions_import_rule_side(scratch pg_catalog.name, side pg_catalog.text) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($q$
        UPDATE pg_temp.%1$I AS n SET reason = 'reported by the ' || %2$L || ' too'
        FROM (SELECT s.exporter, s.importer, s.period, s.annual, s.heading
              FROM pg_temp.%1$I AS s WHERE s.reason IS NULL
              GROUP BY 1, 2, 3, 4, 5 HAVING bool_or(s.reported_by = %2$L) AND bool_or(s.reported_by NOT IN ('', %2$L))) AS q
        WHERE n.reason IS NULL AND n.reported_by NOT IN ('', %2$L) AND n.exporter OPERATOR(@extschema@.=) q.exporter AND n.importer OPERATOR(@extschema@.=) q.importer
          AND n.period = q.period AND n.annual = q.annual AND n.heading OPERATOR(@extschema@.=) q.heading$q$, scratch, side);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_rule_side(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_import: of a flow that both sides report, under the same heading in any vintage, that of one side (importer or exporter) counts.';

CREATE FUNCTION @extschema@.sanctions_import_rules(scratch pg_catalog.name, options pg_catalog.jsonb) RETURNS pg_catalog.void
LANGUAGE plpgsql VOLATILE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    seen record;
BEGIN
    EXECUTE format($q$
        SELECT bool_or(l.indicator <> 'value') AS long, bool_or(l.bits <> 0) AS parts, min(@extschema@.hs_digits(l.product)) <> max(@extschema@.hs_digits(l.product)) AS headings,
               bool_or(l.aggregate) AS sums, bool_or(l.annual) AND bool_or(NOT l.annual) AS both_frequencies, bool_or(NOT l.annual) AS months,
               count(DISTINCT coalesce(l.vintage, '')) FILTER (WHERE l.dim = 'product') > 1 AS vintages,
               bool_or(l.reported_by = 'importer') AND bool_or(l.reported_by = 'exporter') AS sides
        FROM pg_temp.%I AS l WHERE l.reason IS NULL$q$, scratch || '_l') INTO seen;
    IF seen.parts OR seen.headings OR seen.sums OR seen.both_frequencies OR seen.vintages OR seen.sides THEN
        EXECUTE format('ANALYZE pg_temp.%I', scratch);
    END IF;
    IF seen.long THEN
        PERFORM @extschema@.sanctions_import_rule_long(scratch);
    END IF;
    IF seen.parts THEN
        PERFORM @extschema@.sanctions_import_rule_parts(scratch, ARRAY['second partner', 'customs procedure', 'mode of transport', 'mode of supply', 'statistical procedure']);
    END IF;
    IF seen.headings THEN
        PERFORM @extschema@.sanctions_import_rule_headings(scratch);
    END IF;
    IF seen.sums THEN
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

COMMENT ON FUNCTION @extschema@.sanctions_import_rules(pg_catalog.name, pg_catalog.jsonb) IS
'A step of sanctions_import: marks the rows of the temporary table that do not count, in the order of the rules: quantities, breakdowns, headings, sums of countries, frequency, vintage, side. A rule runs where the file''s texts have what it is about.';
