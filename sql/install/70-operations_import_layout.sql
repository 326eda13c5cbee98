--
-- operations_import_layout: what the columns of files of trade statistics are called
--

CREATE FUNCTION @extschema@.sanctions_import_headers(OUT format pg_catalog.text, OUT role pg_catalog.text, OUT needed boolean, OUT place integer, OUT header pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 200 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT r.format, r.role, r.needed, h.place::integer, h.header
    FROM (VALUES
        ('baci', 'exporter', true, ARRAY['i']),
        ('baci', 'importer', true, ARRAY['j']),
        ('baci', 'product', true, ARRAY['k']),
        ('baci', 'period', true, ARRAY['t']),
        ('baci', 'value', true, ARRAY['v']),
        ('baci', 'quantity', false, ARRAY['q']),
        ('comtrade', 'reporter', true, ARRAY['reportercode', 'rtcode', 'reporteriso', 'rt3iso', 'reporterdesc', 'reporter', 'rttitle']),
        ('comtrade', 'partner', true, ARRAY['partnercode', 'ptcode', 'partneriso', 'pt3iso', 'partnerdesc', 'partner', 'pttitle']),
        ('comtrade', 'flow', true, ARRAY['flowcode', 'tradeflowcode', 'rgcode', 'flowdesc', 'tradeflow', 'rgdesc', 'flow']),
        ('comtrade', 'product', true, ARRAY['cmdcode', 'commoditycode']),
        ('comtrade', 'level', false, ARRAY['aggrlevel', 'aggregatelevel']),
        ('comtrade', 'period', true, ARRAY['refmonth', 'month', 'period', 'refyear', 'year', 'yr']),
        ('comtrade', 'value', true, ARRAY['primaryvalue', 'tradevalueus', 'tradevalueusd', 'tradevalue']),
        ('comtrade', 'weight', false, ARRAY['netwgt', 'netweightkg', 'netweight']),
        ('comtrade', 'quantity', false, ARRAY['qty', 'tradequantity']),
        ('comtrade', 'unit', false, ARRAY['qtyunitabbr', 'qtyunit', 'qtdesc', 'qtyunitcode']),
        ('comtrade', 'vintage', false, ARRAY['classificationcode', 'classification', 'pfcode']),
        ('comtrade', 'second partner', false, ARRAY['partner2code', '2ndpartnercode', 'partner2iso']),
        ('comtrade', 'customs procedure', false, ARRAY['customscode', 'customsproccode']),
        ('comtrade', 'mode of transport', false, ARRAY['motcode', 'modeoftransportcode']),
        ('comtrade', 'mode of supply', false, ARRAY['moscode']),
        ('comext', 'reporter', true, ARRAY['declarantiso', 'reporteriso', 'reporter', 'declarantlab', 'reporterlab', 'declarant']),
        ('comext', 'partner', true, ARRAY['partneriso', 'partner', 'partnerlab']),
        ('comext', 'flow', true, ARRAY['flow', 'flowlab']),
        ('comext', 'product', true, ARRAY['productnc', 'productcn', 'product', 'productcode', 'productcn8', 'cn', 'cn8']),
        ('comext', 'period', true, ARRAY['month', 'period', 'timeperiod', 'time', 'year']),
        ('comext', 'value', true, ARRAY['valueineuros', 'valueineuro', 'valueineur', 'valueeur', 'valueeuros', 'valueeuro', 'value', 'obsvalue', 'indicatorvalue']),
        ('comext', 'weight', false, ARRAY['quantityinkg', 'quantitykg', 'qtyinkg', 'netmasskg']),
        ('comext', 'weight_100kg', false, ARRAY['quantityin100kg', 'quantity100kg']),
        ('comext', 'quantity', false, ARRAY['supplementaryquantity', 'supquantity', 'qtysupunit', 'supplementaryunit']),
        ('comext', 'indicator', false, ARRAY['indicators', 'indicator', 'indicatorslab']),
        ('comext', 'mode of transport', false, ARRAY['transportmode', 'modeoftransport']),
        ('comext', 'currency', false, ARRAY['currency', 'devise']),
        ('comext', 'statistical procedure', false, ARRAY['statprocedure', 'statregime']),
        ('flows', 'exporter', true, ARRAY['exporter', 'exportercode', 'exporteriso', 'exporteriso3', 'exporteriso2', 'exportername', 'exportingcountry', 'origin', 'countryoforigin', 'origincountry', 'iso3o', 'isoo', 'seller', 'exportateur']),
        ('flows', 'importer', true, ARRAY['importer', 'importercode', 'importeriso', 'importeriso3', 'importeriso2', 'importername', 'importingcountry', 'destination', 'countryofdestination', 'destinationcountry', 'iso3d', 'isod', 'buyer', 'importateur']),
        ('flows', 'product', true, ARRAY['product', 'productcode', 'hs', 'hscode', 'hs6', 'hs4', 'hs8', 'hs10', 'hs2', 'commodity', 'commoditycode', 'cmdcode', 'cn', 'cn8', 'tnved', 'code', 'produit']),
        ('flows', 'period', true, ARRAY['month', 'period', 'date', 'yearmonth', 'time', 'timeperiod', 'year', 'periode', 'priode', 'annee', 'anne']),
        ('flows', 'value', true, ARRAY['value', 'tradevalue', 'valueusd', 'valueus', 'usd', 'valueeur', 'valueineuros', 'eur', 'amount', 'fobvalue', 'cifvalue', 'tradevalueus', 'obsvalue', 'valeur']),
        ('flows', 'weight', false, ARRAY['netwgt', 'netweight', 'netweightkg', 'netmass', 'netmasskg', 'weightkg', 'quantitykg', 'kg']),
        ('flows', 'quantity', false, ARRAY['quantity', 'qty', 'quantite', 'quantit']),
        ('flows', 'unit', false, ARRAY['quantityunit', 'qtyunit', 'unit']),
        ('flows', 'flow', false, ARRAY['reportedby', 'flow', 'flowcode', 'tradeflow', 'direction']),
        ('flows', 'vintage', false, ARRAY['vintage', 'classification', 'hsvintage', 'hsrevision']),
        ('flows', 'currency', false, ARRAY['currency', 'devise'])
    ) AS r (format, role, needed, headers), unnest(r.headers) WITH ORDINALITY AS h (header, place);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_import_headers() IS
'What sanctions_import knows of the columns of files: format (baci, comtrade, comext, flows), the role that a column plays, whether the format needs it, and the header in lower case, only its letters a to z and digits, up to a colon ("reporter: Reporter"). Of several headers of a role in one file that with the lowest place counts; of countries and products that cannot be read there, the next.';

CREATE FUNCTION @extschema@.sanctions_import_columns(raw pg_catalog.regclass, format pg_catalog.text) RETURNS pg_catalog.jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT pg_catalog.jsonb_object_agg(found.role, found.columns)
    FROM (SELECT h.role, pg_catalog.jsonb_agg(c.name ORDER BY h.place) AS columns
          FROM @extschema@.sanctions_import_headers() AS h
          JOIN (SELECT DISTINCT ON (a.header) a.header, a.name
                FROM (SELECT pg_catalog.regexp_replace(pg_catalog.lower(pg_catalog.split_part(t.attname::pg_catalog.text, ':', 1) COLLATE pg_catalog."C"), '[^a-z0-9]', '', 'g') AS header,
                             t.attname::pg_catalog.text AS name, t.attnum AS place
                      FROM pg_catalog.pg_attribute AS t
                      WHERE t.attrelid OPERATOR(pg_catalog.=) raw AND t.attnum OPERATOR(pg_catalog.>) 0 AND NOT t.attisdropped) AS a
                ORDER BY a.header, a.place) AS c
            ON c.header OPERATOR(pg_catalog.=) h.header
          WHERE h.format OPERATOR(pg_catalog.=) sanctions_import_columns.format
          GROUP BY h.role) AS found;
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_columns(pg_catalog.regclass, pg_catalog.text) IS
'A step of sanctions_import: the columns of a relation that play a role in a format: {"product": ["cmdCode"], ...}, the first choice first; NULL where there is none.';

CREATE FUNCTION @extschema@.sanctions_import_layout(raw pg_catalog.regclass, OUT format pg_catalog.text, OUT columns pg_catalog.jsonb, OUT missing pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE sql STABLE PARALLEL SAFE ROWS 4
BEGIN ATOMIC
    SELECT n.format, n.columns, n.missing
    FROM (SELECT f.format, f.columns, f.place, pg_catalog.count(*) AS needed,
                 pg_catalog.count(*) FILTER (WHERE f.columns OPERATOR(pg_catalog.?) f.role) AS found,
                 pg_catalog.string_agg(f.role, ', ' ORDER BY f.role) FILTER (WHERE (f.columns OPERATOR(pg_catalog.?) f.role) IS NOT TRUE) AS missing
          FROM (SELECT DISTINCT h.format, h.role, k.columns, k.place
                FROM @extschema@.sanctions_import_headers() AS h
                JOIN (SELECT o.format, o.place, @extschema@.sanctions_import_columns(raw, o.format) AS columns
                      FROM pg_catalog.unnest(ARRAY['baci', 'comtrade', 'comext', 'flows']) WITH ORDINALITY AS o (format, place)) AS k
                    ON h.format OPERATOR(pg_catalog.=) k.format AND h.needed) AS f
          GROUP BY f.format, f.columns, f.place) AS n
    ORDER BY n.missing IS NOT NULL, n.found DESC, n.needed, n.place;
END;

COMMENT ON FUNCTION @extschema@.sanctions_import_layout(pg_catalog.regclass) IS
'A step of sanctions_import: the formats by how well the columns of a relation fit them, the best first: the columns of each role, and the roles that it needs and has no column for (NULL where none is missing).';
