--
-- operations_import_label: what the texts of a file mean; each distinct one is read once
--

CREATE FUNCTION @extschema@.sanctions_import_country(texts pg_catalog.text[], numbers boolean, OUT country @extschema@.country_code, OUT reason pg_catalog.text)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    label text COLLATE "C";
    kind text;
BEGIN
    reason := 'unknown country';
    FOREACH label IN ARRAY texts LOOP
        CONTINUE WHEN octet_length(label) > 400;
        label := btrim(label, E' \t\r\n');
        IF label ~ '^[0-9]+([.]0+)?$' THEN
            IF numbers THEN
                country := @extschema@.try_country_code(split_part(label, '.', 1));
            ELSE
                reason := 'number of Eurostat''s geonomenclature where an ISO code is needed';
            END IF;
        ELSE
            country := coalesce(@extschema@.try_country_code(label), @extschema@.try_country_code(split_part(label, ':', 1)),
                                @extschema@.try_country_code(CASE WHEN label ~ '^EXT(RA)?_?EU' THEN 'EU27_2020_EXTRA' WHEN label ~ '^INT(RA)?_?EU' THEN 'EU27_2020_INTRA' END),
                                @extschema@.try_country_name(label));
        END IF;
        IF country IS NULL THEN
            kind := @extschema@.country_name_kind(label);
            IF kind = 'residual' THEN
                country := @extschema@.country_code('899');
            ELSIF kind = 'sum' AND lower(label) ~ '^(all|total|the world|monde|mundo|welt)' THEN
                country := @extschema@.country_code('W00');
            ELSIF kind = 'sum' THEN
                reason := 'group of countries that has no code';
            END IF;
        END IF;
        IF country IS NOT NULL THEN
            reason := NULL;
            RETURN;
        END IF;
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_country(pg_catalog.text[], boolean) IS
'A step of sanctions_import: the country that the first readable of several texts means, by code or by name; a leftover by name is 899. Numbers are M49, and none where numbers is false. country NULL: reason says why.';

CREATE FUNCTION @extschema@.sanctions_import_product(label pg_catalog.text, level pg_catalog.text, floats boolean, digits integer, OUT product @extschema@.hs_code, OUT reason pg_catalog.text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- "854231: Electronic integrated circuits", where codes come with their labels
    code text COLLATE "C" := btrim(split_part("left"(label, 400), ':', 1), E' \t\r\n');
BEGIN
    IF octet_length(code) > 40 THEN
        reason := 'unknown product';
        RETURN;
    END IF;
    IF floats AND code ~ '^[0-9]{6,}[.]0+$' THEN
        code := split_part(code, '.', 1);
    END IF;
    IF digits IS NOT NULL OR octet_length(level) < 9 AND level ~ '^(2|4|6|8|10)([.]0+)?$' AND code ~ '^[0-9]+$' THEN
        product := @extschema@.try_hs_code(code, coalesce(digits, to_number(split_part(level, '.', 1), '99')::integer));
    END IF;
    product := coalesce(product, @extschema@.try_hs_code(code));
    reason := CASE
        WHEN product IS NOT NULL THEN NULL
        WHEN code ~* '^(TOTAL|ALL|AG[0-9]+)$' THEN 'total of all products'
        WHEN code ~ '^[0-9]{2}[0-9SX]*[SX]{2,}[0-9SX]*$' THEN 'confidential product'
        WHEN regexp_replace(code, '[. ]', '', 'g') ~ '^[0-9]{11,}$' THEN 'product of more than 10 digits: cut it to 10, 8 or 6'
        WHEN code ~ '^[0-9]+$' AND length(code) % 2 = 1 THEN 'odd number of digits in the product: a leading zero is lost, or a national line is no HS code'
        ELSE 'unknown product' END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_product(pg_catalog.text, pg_catalog.text, boolean, integer) IS
'A step of sanctions_import: the HS code of a text; level is the number of digits that the file gives beside it, digits that of all its codes, floats whether the column is numbers throughout, so that 854231.0 is 854231. product NULL: reason says why.';

CREATE FUNCTION @extschema@.sanctions_import_vintage(label pg_catalog.text, OUT vintage pg_catalog.text, OUT reason pg_catalog.text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    code text COLLATE "C" := upper(regexp_replace("left"(coalesce(label, ''), 60) COLLATE "C", '[^A-Za-z0-9]', '', 'g'));
BEGIN
    vintage := CASE
        WHEN code ~ '^H[0-6]$' THEN (ARRAY['HS1992', 'HS1996', 'HS2002', 'HS2007', 'HS2012', 'HS2017', 'HS2022'])[strpos('0123456', "right"(code, 1))]
        WHEN code ~ '^HS(19(92|96)|20(02|07|12|17|22|28))$' THEN code
        WHEN code ~ '^HS(92|96)$' THEN 'HS19' || "right"(code, 2)
        WHEN code ~ '^HS(02|07|12|17|22|28)$' THEN 'HS20' || "right"(code, 2) END;
    reason := CASE WHEN code !~ '^(H[0-9S].*|HARMON.*|CN.*)?$' THEN 'classification ' || "left"(btrim(label), 40) || ', not HS' END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_vintage(pg_catalog.text) IS
'A step of sanctions_import: the HS vintage that a classification is: H5, HS17, HS2017 are HS2017; NULL for HS without a year. reason where it is no HS: SITC (S1 to S4), BEC.';

CREATE FUNCTION @extschema@.sanctions_import_financial_year(label pg_catalog.text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN label OPERATOR(pg_catalog.~) '^[12][0-9]{3}[-/][0-9]{2}$'
    THEN pg_catalog."right"(pg_catalog.to_char((pg_catalog.to_number(pg_catalog."left"(label, 4), '9999'))::integer OPERATOR(pg_catalog.+) 1, 'FM9999'), 2) OPERATOR(pg_catalog.=) pg_catalog."right"(label, 2)
    ELSE false END;

COMMENT ON FUNCTION @extschema@.sanctions_import_financial_year(pg_catalog.text) IS
'A step of sanctions_import: whether a period can be a year that begins in one year and ends in the next, as 2022-23 is; 2011-12 can be a month, too.';

CREATE FUNCTION @extschema@.sanctions_import_period(texts pg_catalog.text[], financial boolean DEFAULT false, OUT period pg_catalog.date, OUT annual boolean, OUT reason pg_catalog.text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    label text COLLATE "C";
    part text[];
    month integer;
    alone integer;
    unread boolean := false;
    french text[];
    months_french CONSTANT text[] := ARRAY[['f.{1,2}v(r(ier)?)?', 'feb'], ['avr(il)?', 'apr'], ['mai', 'may'], ['juin', 'jun'], ['juil(let)?', 'jul'], ['ao.{1,2}t', 'aug'], ['d.{1,2}c(embre)?', 'dec']];
    months CONSTANT text[] := '{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}';
BEGIN
    reason := 'unknown period';
    FOREACH label IN ARRAY texts LOOP
        CONTINUE WHEN octet_length(label) > 60;
        label := lower(regexp_replace(btrim(label, E' \t\r\n'), '[.]0+$', ''));
        -- French, where a letter with its accent is one character or two
        FOREACH french SLICE 1 IN ARRAY months_french LOOP
            label := regexp_replace(label, '[[:<:]]' || french[1] || '[[:>:]]', french[2]);
        END LOOP;
        alone := coalesce(to_number((regexp_match(label, '^m?(0?[1-9]|1[0-2])$'))[1], '99')::integer,
                          array_position(months, (regexp_match(label, '^([a-z]{3})[a-z]*[.]?$'))[1]));
        month := coalesce(alone, month);
        part := coalesce(
            regexp_match(label, '^([12][0-9]{3})(?:52)?()$'),
            regexp_match(label, '^([12][0-9]{3})-?m?(0[1-9]|1[0-2])$'),
            regexp_match(label, '^([12][0-9]{3})[-/. ]?m?([0-9]{1,2})$'),
            regexp_match(label, '^([12][0-9]{3})-?(0[1-9]|1[0-2])-?(?:0[1-9]|[12][0-9]|3[01])(?:[ t][0-9:.]*(?:z|[-+][0-9:]{2,6})?)?$'),
            -- Between dots the day comes first; between slashes it depends on the country.
            (SELECT ARRAY[m[2], m[1]] FROM regexp_match(label, '^(?:0?[1-9]|[12][0-9]|3[01])[.](0?[1-9]|1[0-2])[.]([12][0-9]{3})$') AS m WHERE m IS NOT NULL),
            (SELECT ARRAY[m[2], m[1]] FROM regexp_match(label, '^(0?[1-9]|1[0-2])[-/.]([12][0-9]{3})$') AS m WHERE m IS NOT NULL),
            regexp_match(label, '^jan[a-z]*[.]?-dec[a-z]*[.]? ([12][0-9]{3})()$'),
            (SELECT ARRAY[m[2], m[1]] FROM regexp_match(label, '^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.]?[- ]([12][0-9]{3})$') AS m WHERE m IS NOT NULL));
        IF part[2] <> '' THEN
            month := CASE WHEN part[2] ~ '^[0-9]' THEN to_number(part[2], '99')::integer ELSE array_position(months, part[2]) END;
        END IF;
        -- A year is none of which the month, or the quarter, stands before it and cannot be read.
        IF part[1] IS NOT NULL AND coalesce(month, 1) BETWEEN 1 AND 12 AND NOT (unread AND month IS NULL) AND NOT (financial AND @extschema@.sanctions_import_financial_year(label)) THEN
            annual := month IS NULL;
            period := make_date(to_number(part[1], '9999')::integer, coalesce(month, 1), 1);
            reason := NULL;
            RETURN;
        END IF;
        unread := unread OR part IS NULL AND alone IS NULL
            AND label !~ '^([-.:]*|0+|13|52|na|n/a|nan|null|none|total|all( months)?|annual|year|jan[a-z]*[.]?-dec[a-z]*[.]?)$';
        IF label ~ '^[12][0-9]{3}[- ]?[qhswt][0-9]|^([qht][-]?[1-4]|[1-4][- ]?[qht])[-/ ]*[12][0-9]{3}$' OR @extschema@.sanctions_import_financial_year(label) THEN
            reason := 'period that is neither a month nor a year';
        ELSIF label ~ '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}' THEN
            reason := 'date between slashes, whose day and month cannot be told apart: write 2023-01';
        END IF;
    END LOOP;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_period(pg_catalog.text[], boolean) IS
'A step of sanctions_import: the month or year that the first readable of several texts means: 202301, 2023-01, 2023M01, 2023-01-15, 15.01.2023, 01/2023, Jan. 2023, janvier 2023; a month (3, March) that stands before its year; 2023 and 202352 are years, with annual true and the first of January. A year after a text that should be its month and is none (Jan-Mar, Q1) is no period; neither is 2011-12 where periods are financial years. period NULL: reason says why.';

CREATE FUNCTION @extschema@.sanctions_import_direction(label pg_catalog.text, OUT reported_by pg_catalog.text, OUT reason pg_catalog.text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    code text COLLATE "C" := lower(regexp_replace(btrim(split_part("left"(coalesce(label, ''), 60), ':', 1), E' \t\r\n') COLLATE "C", '[.]0+$', ''));
BEGIN
    reported_by := CASE
        WHEN code IN ('m', 'i', 'imp', '1', 'general import', 'general imports') OR code ~ '^import(s|er|ation|ations|ateur)?$' THEN 'importer'
        WHEN code IN ('x', 'e', 'exp', '2', 'general export', 'general exports') OR code ~ '^export(s|er|ation|ations|ateur)?$' THEN 'exporter' END;
    reason := CASE
        WHEN reported_by IS NOT NULL THEN NULL
        WHEN code IN ('rx', 'rm', '3', '4') OR code ~ '^re-?(ex|im)port' THEN 're-exports or re-imports, a part of the exports or imports'
        WHEN code = 'dx' OR code ~ '^domestic ' THEN 'domestic exports, a part of the exports'
        WHEN code = 'fm' OR code ~ '^foreign ' THEN 'foreign imports, a part of the imports'
        WHEN code IN ('mip', 'mop', 'xip', 'xop') OR code ~ ' (in|out)ward processing$' THEN 'inward or outward processing, a part of the imports or exports'
        ELSE 'flow that is neither import nor export' END;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_direction(pg_catalog.text) IS
'A step of sanctions_import: who reports a flow of that name: importer (M, 1, Import), exporter (X, 2, Export). NULL: reason says why.';

CREATE FUNCTION @extschema@.sanctions_import_part(label pg_catalog.text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(pg_catalog.upper(pg_catalog.btrim(pg_catalog."left"(label, 40)) COLLATE pg_catalog."C")
    OPERATOR(pg_catalog.!~) '^(0*|0*[.]0*|NA|N/A|NAN|NULL|NONE|C00|W00|WLD|WORLD|TOTAL.*|ALL|-1)$', false);

COMMENT ON FUNCTION @extschema@.sanctions_import_part(pg_catalog.text) IS
'A step of sanctions_import: whether a text says that its row is a part of a breakdown; blank, NULL, 0, 0.0, NA, C00 and their like are the total.';

CREATE FUNCTION @extschema@.sanctions_import_indicator(indicator pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT (CASE
        WHEN i.code OPERATOR(pg_catalog.~) '^VALUE([^A-Z]*$|[ _(]*(IN[ _(]*)?EUR)' THEN 'value'
        WHEN i.code OPERATOR(pg_catalog.~) '100[ _]?KG' THEN 'weight_100kg'
        WHEN i.code OPERATOR(pg_catalog.~) 'SUP' THEN 'supplementary'
        WHEN i.code OPERATOR(pg_catalog.~) 'KG|WEIGHT|MASS' THEN 'weight' END)
    FROM (SELECT pg_catalog.upper(pg_catalog.btrim(pg_catalog."left"(indicator, 100)) COLLATE pg_catalog."C") AS code) AS i;
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_indicator(pg_catalog.text) IS
'A step of sanctions_import: what a row of a long Comext file holds: value, weight, weight_100kg or supplementary; NULL for what is none of these.';
