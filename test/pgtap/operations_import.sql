-- Files of trade statistics into a typed table: every format, every rule, every row accounted for.
BEGIN;
SELECT plan(157);
SET client_min_messages = warning;

-- Loads a file (rows of the first text as header, | between fields) as text and imports it:
-- what came into the table, and what was left out and why.
CREATE FUNCTION pg_temp.import(file text, options jsonb DEFAULT '{}', format text DEFAULT NULL) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    lines text[] := string_to_array(btrim(file, E'\n '), E'\n');
    line text;
    columns text := (SELECT string_agg(format('%I text', h), ', ') FROM unnest(string_to_array(btrim(lines[1]), '|')) AS h);
    total bigint;
    kept bigint;
BEGIN
    DROP TABLE IF EXISTS raw, flows, flows_left_out;
    EXECUTE format('CREATE TABLE raw (%s)', columns);
    FOREACH line IN ARRAY lines[2:] LOOP
        EXECUTE format('INSERT INTO raw VALUES (%s)', (SELECT string_agg(coalesce(quote_literal(nullif(f, '')), 'NULL'), ', ' ORDER BY o)
                                                       FROM unnest(string_to_array(ltrim(line), '|')) WITH ORDINALITY AS t (f, o)));
    END LOOP;
    CREATE TEMP TABLE result ON COMMIT DROP AS SELECT * FROM sanctions_import('raw', 'flows', format, options);
    RETURN QUERY EXECUTE 'SELECT concat_ws('' '', exporter, importer, product, vintage, period, value::float8, currency, quantity, quantity_unit, reported_by)
                          FROM flows ORDER BY period, exporter, importer, product, reported_by, value';
    RETURN QUERY SELECT '- ' || r.rows || ' ' || r.reason FROM result AS r WHERE r.reason <> 'used' ORDER BY r.rows DESC, r.reason;
    SELECT sum(r.rows) INTO total FROM result AS r;
    EXECUTE CASE WHEN options ->> 'left_out' = 'false' THEN 'SELECT sum(rows) FROM result WHERE reason <> ''used''' ELSE 'SELECT count(*) FROM flows_left_out' END INTO kept;
    IF total <> cardinality(lines) - 1
       OR total <> (SELECT count(*) FROM flows) + kept
       OR (SELECT r.value FROM result AS r WHERE r.reason = 'used') IS DISTINCT FROM (SELECT sum(value) FROM flows) THEN
        RETURN NEXT 'rows or values are lost';
    END IF;
    DROP TABLE result;
END $$;

-- check NAME FILE WANTED [OPTIONS]
CREATE FUNCTION pg_temp.check(name text, file text, wanted text[], options jsonb DEFAULT '{}', format text DEFAULT NULL) RETURNS text LANGUAGE sql AS
$$SELECT is(ARRAY(SELECT pg_temp.import(file, options, format)), wanted, name)$$;
-- refused NAME FILE SQLSTATE LIKE
CREATE FUNCTION pg_temp.refused(name text, file text, state text, message text, options jsonb DEFAULT '{}', format text DEFAULT NULL) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.import(file, options, format);
    RETURN NEXT fail(name);
EXCEPTION WHEN others THEN
    RETURN NEXT ok(SQLSTATE = state AND SQLERRM LIKE message, name || ': ' || SQLERRM);
END $$;

-- ---- layouts

SELECT pg_temp.check('historical Comext: ISO columns before numbers', 'DECLARANT|DECLARANT_ISO|PARTNER|PARTNER_ISO|TRADE_TYPE|PRODUCT_NC|FLOW|PERIOD|VALUE_IN_EUROS
004|DE|0720|CN|E|85423190|1|202301|5000000
004|DE|0400|US|E|85423190|1|202301|1
004|DE|0052|TR|E|85423190|1|202301|2
004|DE|0075|RU|E|85423190|2|202301|3',
    ARRAY['CHN DEU 85423190 HS2022 2023-01-01 5000000 EUR importer', 'DEU RUS 85423190 HS2022 2023-01-01 3 EUR exporter',
          'TUR DEU 85423190 HS2022 2023-01-01 2 EUR importer', 'USA DEU 85423190 HS2022 2023-01-01 1 EUR importer']);
SELECT pg_temp.refused('geonomenclature alone', 'DECLARANT|PARTNER|PRODUCT_NC|FLOW|PERIOD|VALUE_IN_EUROS
004|0720|85423190|1|202301|5000000', '22023', 'no row of "raw" can be read');
SELECT pg_temp.check('Eurostat''s bulk files today', 'REPORTER|PARTNER|TRADE_TYPE|PRODUCT_NC|FLOW|STAT_PROCEDURE|PERIOD|VALUE_EUR|QUANTITY_KG|QUANTITY_SUPPL_UNIT
DE|KG|E|85423190|2|1|202301|10|5|
DE|KG|E|85423190|2|4|202301|20|6|',
    ARRAY['DEU KGZ 85423190 HS2022 2023-01-01 10 EUR 5 kg exporter', 'DEU KGZ 85423190 HS2022 2023-01-01 20 EUR 6 kg exporter']);
SELECT pg_temp.check('long Easy Comext: quantities are joined, not added', 'PERIOD|REPORTER|PARTNER|PRODUCT|FLOW|INDICATORS|Value
202301|DE|KG|854231|2|VALUE_IN_EUROS|1000000
202301|DE|KG|854231|2|QUANTITY_IN_100KG|5000000',
    ARRAY['DEU KGZ 854231 HS2022 2023-01-01 1000000 EUR 500000000 kg exporter', '- 1 quantity of a row used, joined to it']);
SELECT pg_temp.check('supplementary units likewise, and one without its value', 'PERIOD|REPORTER|PARTNER|PRODUCT|FLOW|INDICATORS|Value
202301|DE|KG|854231|2|VALUE_IN_EUROS|1000
202301|DE|KG|854231|2|SUPPLEMENTARY_QUANTITY|7
202302|DE|KG|854231|2|QUANTITY_IN_KG|9',
    ARRAY['DEU KGZ 854231 HS2022 2023-01-01 1000 EUR 7 supplementary exporter', '- 1 quantity of a row used, joined to it', '- 1 quantity without a value']);
SELECT pg_temp.check('codes with their labels', 'DATAFLOW|freq: Time frequency|reporter: Reporter|partner: Partner|product: Product|flow: Flow|indicators: Indicators|TIME_PERIOD: Time|OBS_VALUE
ESTAT:DS-045409(1.0)|M: Monthly|DE: Germany|NA: Namibia|854231: Circuits|2: EXPORT|VALUE_IN_EUROS: Value in Euros|2023-01|5
ESTAT:DS-045409(1.0)|M: Monthly|DE: Germany|NA: Namibia|TOTAL: All|2: EXPORT|VALUE_IN_EUROS: Value in Euros|2023-01|9',
    ARRAY['DEU NAM 854231 HS2022 2023-01-01 5 EUR exporter', '- 1 total of all products']);
SELECT pg_temp.check('a value in the national currency is not one more value', 'freq|reporter|partner|product|flow|indicators|TIME_PERIOD|OBS_VALUE
M|PL|KG|854231|2|VALUE_EUR|2023-01|1000
M|PL|KG|854231|2|VALUE_NAC|2023-01|4700
M|PL|KG|854231|2|Value (EUR)|2023-02|1
M|PL|KG|854231|2|Value|2023-03|1
M|PL|KG|854231|2|VALUE_IN_1000_EUROS|2023-04|1', ARRAY['POL KGZ 854231 HS2022 2023-01-01 1000 EUR exporter', 'POL KGZ 854231 HS2022 2023-02-01 1 EUR exporter', 'POL KGZ 854231 HS2022 2023-03-01 1 EUR exporter', '- 2 unknown indicator']);
SELECT pg_temp.check('modes of transport beside their total, and without one', 'REPORTER|PARTNER|PRODUCT|FLOW|TRANSPORT_MODE|PERIOD|VALUE_EUR
DE|KG|854231|2|TOTAL|202301|100
DE|KG|854231|2|0|202301|10
DE|KG|854231|2|3|202301|90
DE|KZ|854231|2|0|202301|7
DE|KZ|854231|2|3|202301|70', ARRAY['DEU KAZ 854231 HS2022 2023-01-01 7 EUR exporter', 'DEU KAZ 854231 HS2022 2023-01-01 70 EUR exporter', 'DEU KGZ 854231 HS2022 2023-01-01 100 EUR exporter', '- 2 breakdown by mode of transport']);
SELECT pg_temp.check('a reporter and a partner with a currency', 'reporter|partner|flow|product|period|value|currency
KGZ|CHN|import|854231|2023-01|100|usd
KGZ|CHN|import|854231|2023-02|100|', ARRAY['CHN KGZ 854231 HS2022 2023-01-01 100 USD importer', 'CHN KGZ 854231 HS2022 2023-02-01 100 EUR importer']);
SELECT pg_temp.check('a header that names the currency', 'exporter|importer|product|period|value_eur|Value (US$)
CN|RU|854231|2023|10|11', ARRAY['CHN RUS 854231 2023 11 USD']);
SELECT pg_temp.check('unless an option does', 'exporter|importer|product|period|EUR
CN|RU|854231|2023|10', ARRAY['CHN RUS 854231 2023 10 CHF'], '{"currency": "CHF"}');
SELECT pg_temp.check('SDMX-CSV', 'DATAFLOW|freq|reporter|partner|product|flow|TIME_PERIOD|OBS_VALUE
ESTAT:DS|M|DE|KG|854231|2|2023-01|100.5', ARRAY['DEU KGZ 854231 HS2022 2023-01-01 100.5 EUR exporter']);
SELECT pg_temp.check('VALUE_IN_EUR, labels with names, 2023M01', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_IN_EUR
DE: Germany|CN: China|854231|EXPORT|2023M01|7', ARRAY['DEU CHN 854231 HS2022 2023-01-01 7 EUR exporter']);
SELECT pg_temp.check('Comtrade Plus', 'freqCode|period|reporterCode|flowCode|partnerCode|partner2Code|classificationCode|cmdCode|customsCode|motCode|qty|netWgt|primaryValue
A|2022|842|M|156|0|H6|854231|C00|0|7|0|1000', ARRAY['CHN USA 854231 HS2022 2022 1000 USD 7 importer']);
SELECT pg_temp.check('comtradr', 'freq_code|period|reporter_code|reporter_iso|flow_code|partner_code|partner_iso|classification_code|cmd_code|mot_code|customs_code|partner2code|net_wgt|primary_value
A|2022|842|USA|import|156|CHN|H5|010121|0|C00|0|12.5|1000', ARRAY['CHN USA 010121 HS2017 2022 1000 USD 12.5 kg importer']);
SELECT pg_temp.check('classic Comtrade', 'Classification|Year|Period|Period Desc.|Aggregate Level|Trade Flow Code|Trade Flow|Reporter Code|Reporter|Partner Code|Partner|Commodity Code|Netweight (kg)|Trade Value (US$)
H4|2014|2014|2014|6|1|Import|764|Thailand|156|China|10121|3|1000
H4|2014|2014|2014|6|3|Re-Export|764|Thailand|156|China|10121|3|1',
    ARRAY['CHN THA 010121 HS2012 2014 1000 USD 3 kg importer', '- 1 re-exports or re-imports, a part of the exports or imports']);
SELECT pg_temp.check('BACI: thousands, padded quantities, lost zeros', 't|i|j|k|v|q
2021|4|24|10121|52.051|       13.235
2021|156|842|854231|0.001|           NA', ARRAY['AFG AGO 010121 HS2017 2021 52051 USD 13.235 t', 'CHN USA 854231 HS2017 2021 1 USD'], '{"source": "BACI_HS17_Y2021_V202301.csv"}');
SELECT pg_temp.check('a national file with names, English and French', 'Exporter|Importer|HS code|Year|Month|Value|Currency
Korea, Rep.|Türkiye|8542.31|2023|2|10|usd
Iran, République islamique d’|Corée du Sud|854231|2023|March|20|usd', ARRAY['KOR TUR 854231 2023-02-01 10 USD', 'IRN KOR 854231 2023-03-01 20 USD']);
SELECT pg_temp.check('years in French', 'exportateur|importateur|produit|année|valeur
Allemagne|Chine|8542|2021|5', ARRAY['DEU CHN 8542 2021 5']);

-- ---- numbers, codes, periods

SELECT pg_temp.check('floats: 156.0, 854231.0, 202301.0', 'exporter|importer|product|period|value
156.0|643.0|854231.0|202301.0|1.0', ARRAY['CHN RUS 854231 2023-01-01 1']);
SELECT pg_temp.check('a float that may have lost a zero', 'exporter|importer|product|period|value
156.0|643.0|854231.0|202301.0|1.0
156.0|643.0|10121.0|202301.0|1.0', ARRAY['CHN RUS 854231 2023-01-01 1', '- 1 unknown product']);
SELECT pg_temp.check('decimal comma', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|1.234,5
CN|RU|854232|2023-01|12,25', ARRAY['CHN RUS 854231 2023-01-01 1234.5', 'CHN RUS 854232 2023-01-01 12.25']);
SELECT pg_temp.check('thousands separators', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|1,234,567
CN|RU|854232|2023-01|1,250.75', ARRAY['CHN RUS 854231 2023-01-01 1234567', 'CHN RUS 854232 2023-01-01 1250.75']);
SELECT pg_temp.check('blanks between thousands', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|1 234 567', ARRAY['CHN RUS 854231 2023-01-01 1234567']);
SELECT pg_temp.refused('12,500 can be two numbers', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|12,500', '22023', 'numbers such as "12,500" can be read in two ways');
SELECT pg_temp.check('and the option says which', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|12,500', ARRAY['CHN RUS 854231 2023-01-01 12500'], '{"decimal": "."}');
SELECT pg_temp.check('the other way', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|12,500', ARRAY['CHN RUS 854231 2023-01-01 12.5'], '{"decimal": ","}');
SELECT pg_temp.check('exponents are numbers, words are none', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|1.5e3
CN|RU|854232|2023-01|much
CN|RU|854233|2023-01|', ARRAY['CHN RUS 854231 2023-01-01 1500', '- 1 no value', '- 1 value that is no number']);
SELECT is((sanctions_import_period(ARRAY[t])).period::text || (sanctions_import_period(ARRAY[t])).annual, want, 'period ' || t)
FROM (VALUES ('2023', '2023-01-01true'), ('202352', '2023-01-01true'), ('201012', '2010-12-01false'), ('2023M1', '2023-01-01false'), ('2023-M11', '2023-11-01false'),
    ('2023-01-31', '2023-01-01false'), ('20230131', '2023-01-01false'), ('07/2023', '2023-07-01false'), ('Jan. 2023', '2023-01-01false'), ('Jan.-Dec. 2023', '2023-01-01true'), ('2023.0', '2023-01-01true'),
    ('31.05.2023', '2023-05-01false'), ('1.2.2023', '2023-02-01false'), ('2023-01-31T00:00:00+02:00', '2023-01-01false'), ('January 2023', '2023-01-01false'), ('février 2023', '2023-02-01false'),
    ('févr. 2023', '2023-02-01false'), ('avril 2023', '2023-04-01false'), ('Mai 2023', '2023-05-01false'), ('juin-2023', '2023-06-01false'), ('juillet 2023', '2023-07-01false'), ('août 2023', '2023-08-01false'),
    ('déc. 2023', '2023-12-01false'), ('décembre 2023', '2023-12-01false'), ('December 2023', '2023-12-01false'), ('32.05.2023', NULL), ('05/06/2023', NULL), ('arma 2023', NULL),
    ('2010-11', '2010-11-01false'), ('2022-23', NULL), ('Q1 2023', NULL), ('1/31/2023', NULL), ('2023-Q1', NULL), ('202313', NULL), ('13/2023', NULL), ('', NULL)) AS v (t, want);
SELECT pg_temp.check('NA is Namibia', 'exporter|importer|product|period|value
NA|RU|854231|2023|1', ARRAY['NAM RUS 854231 2023 1']);
SELECT pg_temp.check('products that are no HS code say why', 'exporter|importer|product|period|value
CN|RU|854231|2023|1
CN|RU|TOTAL|2023|1
CN|RU|AG6|2023|1
CN|RU|85SSSS99|2023|1
CN|RU|39XXXXXX|2023|1
CN|RU|85423|2023|1
CN|RU|85423190001|2023|1
CN|RU|854231900012|2023|1', ARRAY['CHN RUS 854231 2023 1', '- 2 confidential product', '- 2 product of more than 10 digits: cut it to 10, 8 or 6', '- 2 total of all products',
    '- 1 odd number of digits in the product: a leading zero is lost, or a national line is no HS code']);

SELECT pg_temp.check('a month that cannot be read makes no year', 'exporter|importer|product|month|year|value
CN|RU|854231|Jan-Mar|2023|1
CN|RU|854231|Q1|2023|2
CN|RU|854231|13|2023|4
CN|RU|854231|Total|2023|8', ARRAY['CHN RUS 854231 2023 4', 'CHN RUS 854231 2023 8', '- 2 unknown period']);
SELECT pg_temp.check('a month beside its year, whichever stands first', 'exporter|importer|product|period|month|value
CN|RU|854231|2023|5|1
CN|RU|854231|2023|June|2
CN|RU|854231|2023||4', ARRAY['CHN RUS 854231 2023-05-01 1', 'CHN RUS 854231 2023-06-01 2', '- 1 year beside its months']);
SELECT pg_temp.check('UN Comtrade''s year and month without its period', 'refYear|refMonth|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2023|2|842|M|156|854231|1
2023|12|842|M|156|854231|2', ARRAY['CHN USA 854231 2023-02-01 1 USD importer', 'CHN USA 854231 2023-12-01 2 USD importer']);
SELECT pg_temp.check('its years have the month 52', 'refYear|refMonth|period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2023|52|2023|842|M|156|854231|1', ARRAY['CHN USA 854231 2023 1 USD importer']);
SELECT pg_temp.check('year and month of a reporter and a partner', 'reporter|partner|flow|product|year|month|value
DE|KG|2|854231|2023|3|1', ARRAY['DEU KGZ 854231 HS2022 2023-03-01 1 EUR exporter']);
SELECT pg_temp.check('nor does a quarter or a spoilt month', 'period|refYear|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2023-Q1|2023|842|M|156|854231|1
Jan-23|2023|842|M|156|854231|2
2023|2023|842|M|156|854231|4', ARRAY['CHN USA 854231 2023 4 USD importer', '- 1 period that is neither a month nor a year', '- 1 unknown period']);
SELECT pg_temp.check('financial years are no months, also those that could be', 'exporter|importer|product|period|value
CN|IN|854231|2010-11|1
CN|IN|854231|2011-12|2
CN|IN|854231|2012-13|4
CN|IN|854231|2012|8', ARRAY['CHN IND 854231 2012 8', '- 3 period that is neither a month nor a year']);
SELECT pg_temp.check('days between slashes', 'exporter|importer|product|period|value
CN|IN|854231|2/1/2023|1
CN|IN|854231|2023-01|2', ARRAY['CHN IND 854231 2023-01-01 2', '- 1 date between slashes, whose day and month cannot be told apart: write 2023-01']);
SELECT pg_temp.check('NA among numbers is no country', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|842|M|156|854231|1
2022|842|M|NA|854231|2
2022|842|M|516|854231|4', ARRAY['CHN USA 854231 2022 1 USD importer', 'NAM USA 854231 2022 4 USD importer', '- 1 unknown country']);
SELECT pg_temp.check('nor among numbers, codes of three letters and names', 'reporter_code|reporter_iso|partner_code|partner_iso|partner_desc|period|flow_code|cmd_code|primary_value
842|USA|156|CHN|China|2022|M|854231|1
842|USA|NA|NA|NA|2022|M|854231|2
842|USA|NA|NA|Namibia|2022|M|854231|4', ARRAY['CHN USA 854231 2022 1 USD importer', 'NAM USA 854231 2022 4 USD importer', '- 1 unknown country']);
SELECT pg_temp.check('but it is one among codes of two', 'exporter|importer|product|period|value
NA|DE|854231|2023|1
NA|FR|854231|2023|2
CN|NA|854231|2023|4
NA|NA|854231|2023|8', ARRAY['CHN NAM 854231 2023 4', 'NAM DEU 854231 2023 1', 'NAM FRA 854231 2023 2', 'NAM NAM 854231 2023 8']);
SELECT pg_temp.refused('numbers of another system than M49', 'exporter|importer|product|period|value
344|CN|854231|2023|1
502|CN|854231|2023|1
116|CN|854231|2023|1
133|CN|854231|2023|1', '22023', 'the numbers of countries in column "exporter" are not those of M49');
SELECT pg_temp.refused('on the other side, beside names', 'Exporter|Importer code|Importer name|product|period|value
CHN|116|Japan|854231|2023|1
CHN|133|Korea|854231|2023|1
CHN|502|United States|854231|2023|1', '22023', 'the numbers of countries in column "Importer code" are not those of M49');
SELECT pg_temp.check('one number that is none leaves the others', 'exporter|importer|product|period|value
156|643|854231|2023|1
999|643|854231|2023|2', ARRAY['CHN RUS 854231 2023 1', '- 1 unknown country']);

-- ---- what counts

SELECT pg_temp.check('GB stands for XI and XU', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
DE|GB|854231|2|202301|1000000
DE|XI|854231|2|202301|100000
DE|XU|854231|2|202301|900000
FR|XU|854231|2|202301|7', ARRAY['DEU GBR 854231 HS2022 2023-01-01 1000000 EUR exporter', 'FRA XU0 854231 HS2022 2023-01-01 7 EUR exporter', '- 2 part of GB beside GB']);
SELECT pg_temp.check('SITC and BEC', 'period|reporterCode|flowCode|partnerCode|classificationCode|cmdCode|primaryValue
2022|842|M|156|S4|7764|1
2022|842|M|156|B5|41|1
2022|842|M|156|H6|854231|1', ARRAY['CHN USA 854231 HS2022 2022 1 USD importer', '- 1 classification B5, not HS', '- 1 classification S4, not HS']);
SELECT pg_temp.check('two vintages of one flow, one of another', 'period|reporterCode|flowCode|partnerCode|classificationCode|cmdCode|primaryValue
2022|842|M|156|H5|854231|1
2022|842|M|156|H6|854231|1
2021|842|M|156|H5|854231|1', ARRAY['CHN USA 854231 HS2017 2021 1 USD importer', 'CHN USA 854231 HS2022 2022 1 USD importer', '- 1 older vintage beside HS2022']);
SELECT pg_temp.check('both sides, in two vintages', 'period|reporterCode|flowCode|partnerCode|classificationCode|cmdCode|primaryValue
2022|842|M|156|H5|854140|1
2022|156|X|842|H6|854149|1
2022|156|X|643|H6|854149|5', ARRAY['CHN RUS 854149 HS2022 2022 5 USD exporter', 'CHN USA 854140 HS2017 2022 1 USD importer', '- 1 reported by the importer too']);
SELECT pg_temp.check('the exporter''s side', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|842|M|156|854140|1
2022|156|X|842|854149|2', ARRAY['CHN USA 854149 2022 2 USD exporter', '- 1 reported by the exporter too'], '{"side": "exporter"}');
SELECT pg_temp.check('both sides asked for', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|842|M|156|854140|1
2022|156|X|842|854149|2', ARRAY['CHN USA 854140 2022 1 USD importer', 'CHN USA 854149 2022 2 USD exporter'], '{"side": "both"}');
SELECT pg_temp.check('a breakdown without its total', 'period|reporterCode|flowCode|partnerCode|cmdCode|motCode|primaryValue
2022|842|M|156|854231|3200|1
2022|842|M|156|854231|1000|2', ARRAY['CHN USA 854231 2022 1 USD importer', 'CHN USA 854231 2022 2 USD importer']);
SELECT pg_temp.check('0.0, NA and blank are totals', 'period|reporterCode|flowCode|partnerCode|partner2Code|customsCode|cmdCode|motCode|primaryValue
2022|842|M|156|NA|C00|854231|0.0|3
2022|842|M|156||C00|854231|1000|3
2022|842|M|156|0|C01|854231|0|3
2022|842|M|156|276|C00|854231|0|3', ARRAY['CHN USA 854231 2022 3 USD importer', '- 1 breakdown by customs procedure', '- 1 breakdown by mode of transport', '- 1 breakdown by second partner']);
SELECT pg_temp.check('a heading of another reporter', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|643|M|156|8542|8000000
2022|417|M|156|854231|1000000', ARRAY['CHN KGZ 854231 2022 1000000 USD importer', 'CHN RUS 8542 2022 8000000 USD importer']);
SELECT pg_temp.check('headings of the same flow, at two levels, twice', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|643|M|156|85|9
2022|643|M|156|8542|8
2022|643|M|156|8542|1
2022|643|M|156|854231|8
2022|643|M|156|8543|1', ARRAY['CHN RUS 854231 2022 8 USD importer', 'CHN RUS 8543 2022 1 USD importer', '- 3 heading beside the lines under it']);
SELECT pg_temp.check('a year of one flow, months of another', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2021|643|M|156|854231|12
202201|417|M|156|854231|1
2022|417|M|156|854231|12', ARRAY['CHN KGZ 854231 2022-01-01 1 USD importer', '- 1 year beside its months', '- 1 year: the frequency asked for is month']);
SELECT pg_temp.check('years asked for', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2021|643|M|156|854231|12
202201|417|M|156|854231|1', ARRAY['CHN RUS 854231 2021 12 USD importer', '- 1 month: the frequency asked for is year'], '{"frequency": "year"}');
SELECT pg_temp.check('Comext''s 202352 is a year', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
DE|KG|854231|2|202352|5', ARRAY['DEU KGZ 854231 HS2022 2023 5 EUR exporter']);
SELECT pg_temp.check('residuals are trade', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
DE|QP|854231|2|202301|1
DE|QU|854231|2|202301|2
DE|QZ|854231|2|202301|3', ARRAY['DEU QP0 854231 HS2022 2023-01-01 1 EUR exporter', 'DEU QU0 854231 HS2022 2023-01-01 2 EUR exporter', 'DEU QZ0 854231 HS2022 2023-01-01 3 EUR exporter']);
SELECT pg_temp.check('World beside members and alone', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|643|M|0|8542|10
2022|643|M|156|854231|8
2022|643|M|899|854231|2
2022|417|M|0|854231|5', ARRAY['899 RUS 854231 2022 2 USD importer', 'CHN RUS 854231 2022 8 USD importer', 'W00 KGZ 854231 2022 5 USD importer', '- 1 World or a group beside its members']);
SELECT pg_temp.check('a group beside a member, and beside others', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
DE|EU27_2020|854231|2|202301|10
DE|FR|854231|2|202301|10
AT|EU27_2020|854231|2|202301|3
AT|KG|854231|2|202301|4', ARRAY['AUT KGZ 854231 HS2022 2023-01-01 4 EUR exporter', 'AUT U27 854231 HS2022 2023-01-01 3 EUR exporter', 'DEU FRA 854231 HS2022 2023-01-01 10 EUR exporter', '- 1 World or a group beside its members']);
SELECT pg_temp.check('parts of exports', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|643|X|156|854231|10
2022|643|RX|156|854231|4
2022|643|DX|156|854231|6
2022|643|FM|156|854231|3
2022|643|XIP|156|854231|2
2022|643|Import of goods after outward processing|156|854231|1', ARRAY['RUS CHN 854231 2022 10 USD exporter', '- 2 inward or outward processing, a part of the imports or exports', '- 1 domestic exports, a part of the exports', '- 1 foreign imports, a part of the imports', '- 1 re-exports or re-imports, a part of the exports or imports']);

-- ---- one more of each kind

SELECT pg_temp.check('historical Comext of a year, numbers beside ISO columns in another order', 'PERIOD|FLOW|PARTNER|PARTNER_ISO|DECLARANT|DECLARANT_ISO|PRODUCT_NC|STAT_REGIME|VALUE_IN_EUROS|QUANTITY_IN_KG|SUP_QUANTITY
201552|1|0732|JP|001|FR|90318080|4|100|5|3
201552|2|0073|BY|001|FR|90318080|4|50||', ARRAY['FRA BLR 90318080 HS2012 2015 50 EUR exporter', 'JPN FRA 90318080 HS2012 2015 100 EUR 5 kg importer']);
SELECT pg_temp.check('historical Comext''s regime 4 is the others together', 'PERIOD|FLOW|PARTNER_ISO|DECLARANT_ISO|PRODUCT_NC|STAT_REGIME|VALUE_IN_EUROS|QUANTITY_IN_KG
201001|1|CN|FR|90318080|1|70|7
201001|1|CN|FR|90318080|2|20|2
201001|1|CN|FR|90318080|3|10|1
201001|1|CN|FR|90318080|4|100|10
201002|1|CN|FR|90318080|1|7|
201002|1|CN|FR|90318080|2|2|', ARRAY['CHN FRA 90318080 HS2007 2010-01-01 100 EUR 10 kg importer', 'CHN FRA 90318080 HS2007 2010-02-01 2 EUR importer', 'CHN FRA 90318080 HS2007 2010-02-01 7 EUR importer',
    '- 3 breakdown by statistical procedure']);
SELECT pg_temp.check('XI and XU as reporters beside GB', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
GB|KG|854231|2|202301|10
XI|KG|854231|2|202301|4
XU|KZ|854231|2|202301|6', ARRAY['GBR KGZ 854231 HS2022 2023-01-01 10 EUR exporter', 'XU0 KAZ 854231 HS2022 2023-01-01 6 EUR exporter', '- 1 part of GB beside GB']);
SELECT pg_temp.check('three vintages, and products of the oldest alone', 'period|reporterCode|flowCode|partnerCode|classificationCode|cmdCode|primaryValue
2022|842|M|156|H4|854231|1
2022|842|M|156|H4|854232|1
2022|842|M|156|H5|854231|2
2022|842|M|156|H6|854231|3
2022|842|M|410|H4|854231|5', ARRAY['CHN USA 854231 HS2022 2022 3 USD importer', 'KOR USA 854231 HS2012 2022 5 USD importer', '- 3 older vintage beside HS2022']);
SELECT pg_temp.check('both sides under one heading at two depths', 'period|reporterCode|flowCode|partnerCode|cmdCode|primaryValue
2022|842|M|156|8541|9
2022|156|X|842|85414900|8
2022|156|X|842|854231|7', ARRAY['CHN USA 8541 2022 9 USD importer', 'CHN USA 854231 2022 7 USD exporter', '- 1 reported by the importer too']);
SELECT pg_temp.check('a breakdown by second partner and by mode, of which the coarser stands', 'period|reporterCode|flowCode|partnerCode|partner2Code|cmdCode|motCode|primaryValue
2022|842|M|156|276|854231|0|3
2022|842|M|156|276|854231|1000|1
2022|842|M|156|276|854231|2100|2', ARRAY['CHN USA 854231 2022 3 USD importer', '- 2 breakdown by mode of transport']);
SELECT pg_temp.check('Comext''s 52 beside months of the year, and beside those of another', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
DE|KG|854231|2|202352|5
DE|KG|854231|2|202301|2
FR|KG|854231|2|202252|7', ARRAY['DEU KGZ 854231 HS2022 2023-01-01 2 EUR exporter', '- 1 year beside its months', '- 1 year: the frequency asked for is month']);
SELECT pg_temp.check('all residuals of Eurostat', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
DE|QQ|854231|2|202301|1
DE|QR|854231|2|202301|1
DE|QS|854231|2|202301|1
DE|QV|854231|2|202301|1
DE|QW|854231|2|202301|1
DE|QX|854231|2|202301|1
DE|QY|854231|2|202301|1', ARRAY['DEU QQ0 854231 HS2022 2023-01-01 1 EUR exporter', 'DEU QR0 854231 HS2022 2023-01-01 1 EUR exporter', 'DEU QS0 854231 HS2022 2023-01-01 1 EUR exporter',
    'DEU QV0 854231 HS2022 2023-01-01 1 EUR exporter', 'DEU QW0 854231 HS2022 2023-01-01 1 EUR exporter', 'DEU QX0 854231 HS2022 2023-01-01 1 EUR exporter', 'DEU QY0 854231 HS2022 2023-01-01 1 EUR exporter']);
SELECT pg_temp.check('confidential codes in a chapter', 'REPORTER|PARTNER|PRODUCT|FLOW|PERIOD|VALUE_EUR
DE|KG|27SSSSSS|2|202301|1
DE|KG|8542XXXX|2|202301|1
DE|KG|8542|2|202301|1', ARRAY['DEU KGZ 8542 HS2022 2023-01-01 1 EUR exporter', '- 2 confidential product']);
SELECT pg_temp.check('names of countries, in English and in French', 'origin|destination|hs6|year|value
Russian Federation|Iran (Islamic Republic of)|854231|2022|1
Taiwan, Province of China|Turkey|854231|2022|2
Rep. of Korea|Kirghizistan|854231|2022|3
Fédération de Russie|Émirats arabes unis|854231|2022|4
Atlantis|Turkey|854231|2022|5', ARRAY['KOR KGZ 854231 2022 3', 'RUS ARE 854231 2022 4', 'RUS IRN 854231 2022 1', 'TWN TUR 854231 2022 2', '- 1 unknown country']);
SELECT pg_temp.check('a decimal comma in one column only', 'exporter|importer|product|period|value|kg
CN|RU|854231|2023-01|1000|12,75
CN|RU|854232|2023-01|2.000|3', ARRAY['CHN RUS 854231 2023-01-01 1000 12.75 kg', 'CHN RUS 854232 2023-01-01 2000 3 kg']);
SELECT pg_temp.refused('numbers that contradict each other', 'exporter|importer|product|period|value
CN|RU|854231|2023-01|12,75
CN|RU|854232|2023-01|12.75', '22023', 'numbers such as "12,75" can be read in two ways');
SELECT pg_temp.check('a lakh is a number', 'exporter|importer|product|period|value
CN|IN|854231|2023-01|1,00,000.50', ARRAY['CHN IND 854231 2023-01-01 100000.5']);

-- ---- errors, options, hostile files

SELECT pg_temp.refused('columns of no format', E'a|b\n1|2', '22023', 'the columns of "raw" are of no known format');
SELECT pg_temp.refused('an unknown option', E'exporter|importer|product|period|value\nCN|RU|8542|2022|1', '22023', 'unknown option "sid"', '{"sid": 1}');
SELECT pg_temp.refused('a wrong value', E'exporter|importer|product|period|value\nCN|RU|8542|2022|1', '22023', 'option "side" cannot be "left"', '{"side": "left"}');
SELECT pg_temp.refused('a unit of nothing', E'exporter|importer|product|period|value\nCN|RU|8542|2022|1', '22023', 'option "unit_factor" cannot be "0.0"', '{"unit_factor": 0.0}');
SELECT pg_temp.refused('an unknown format', E'exporter|importer|product|period|value\nCN|RU|8542|2022|1', '22023', 'unknown format "excel"', '{}', 'excel');
SELECT pg_temp.refused('a format that the columns are not of', E'exporter|importer|product|period|value\nCN|RU|8542|2022|1', '22023', 'the columns of "raw" are of no known format', '{}', 'baci');
SELECT pg_temp.refused('no rows', 'exporter|importer|product|period|value', '22023', 'table "raw" has no rows');
SELECT pg_temp.refused('binary junk', E'exporter|importer|product|period|value\n\x01\x02|\x03|\x7f|%s|\\', '22023', 'no row of "raw" can be read');
SELECT pg_temp.check('quotes, SQL and percent signs are data', $f$exporter|importer|product|period|value|'; DROP TABLE flows; --|%I %s $1|"
CN|RU|8542|2022|1|'); DROP TABLE flows; --|%|"
'; DROP TABLE raw; --|RU|8542|2022|1|%s|\|"$f$, ARRAY['CHN RUS 8542 2022 1', '- 1 unknown country']);
SELECT is((SELECT count(*) FROM flows_left_out WHERE row ->> 'exporter' = '''; DROP TABLE raw; --' AND source = 'raw'), 1::bigint, 'the row left out is kept as it is');
SELECT pg_temp.check('rows left out are not kept where they are not wanted', 'exporter|importer|product|period|value
CN|RU|TOTAL|2022|1
CN|RU|8542|2022|1', ARRAY['CHN RUS 8542 2022 1', '- 1 total of all products'], '{"left_out": "false", "unit_factor": 1, "source": "x"}');
SELECT hasnt_table('flows_left_out', 'and their table is not made');

-- ---- again, and into what is there

SELECT is_empty($$SELECT pg_temp.import('exporter|importer|product|period|value
CN|RU|TOTAL|2022|9
CN|RU|8542|2022|1', '{"source": "a"}') OFFSET 2$$, 'a first file');
UPDATE raw SET value = '2', product = '8542';
SELECT is((SELECT array_agg(reason || ' ' || rows || ' ' || value) FROM sanctions_import('raw', 'flows', options => '{"source": "b"}')), ARRAY['used 2 4'], 'another source');
SELECT is((SELECT array_agg(reason || ' ' || rows || ' ' || value) FROM sanctions_import('raw', 'flows', options => '{"source": "a"}')), ARRAY['used 2 4'], 'the first, corrected');
SELECT is((SELECT array_agg(source || value ORDER BY source) FROM flows) || (SELECT count(*)::text FROM flows_left_out), ARRAY['a2', 'a2', 'b2', 'b2', '0'],
    'replaced, with what was left out; the other source is as it was');
SELECT is_empty($$SELECT FROM pg_class WHERE relname LIKE 'sanctions\_import\_%' AND relpersistence = 't'$$, 'no temporary table is left');
CREATE VIEW seen AS SELECT * FROM raw;
SELECT is((SELECT array_agg(reason || ' ' || rows || ' ' || value) FROM sanctions_import('seen', 'flows')), ARRAY['used 2 4'], 'raw can be a view');
CREATE TABLE other (exporter text, importer text, product text, period date, value numeric);
SELECT throws_ok($$SELECT * FROM sanctions_import('raw', 'other')$$, '42703', 'table "other" lacks columns: vintage, currency, quantity, quantity_unit, reported_by, source', 'a target that lacks columns');
DO $do$
DECLARE
    remedy text;
BEGIN
    PERFORM sanctions_import('raw', 'other');
EXCEPTION WHEN undefined_column THEN
    GET STACKED DIAGNOSTICS remedy = PG_EXCEPTION_HINT;
    EXECUTE substring(remedy FROM 'ALTER TABLE.*[^.]');
END $do$;
SELECT is((SELECT array_agg(reason || ' ' || rows) FROM sanctions_import('raw', 'other')), ARRAY['used 0', 'year: the frequency asked for is month 2'], 'its period says the frequency');
SELECT is((SELECT array_agg(exporter || period ORDER BY value) FROM other), NULL, 'and nothing of another is in it');
SELECT is((SELECT rows FROM sanctions_import('raw', 'other', options => '{"frequency": "year"}') LIMIT 1), 2::bigint, 'unless years are asked for');
SELECT throws_ok($$SELECT * FROM sanctions_import('raw', 'raw')$$, '22023', 'table "raw" cannot be imported into itself', 'raw as its own target');
SELECT throws_ok($$SELECT * FROM sanctions_import(NULL, 'flows')$$, '22004', NULL, 'raw NULL');
SELECT throws_ok($$SELECT * FROM sanctions_import('raw', NULL)$$, '22004', NULL, 'into_table NULL');
CREATE TABLE rounded (LIKE other);
ALTER TABLE rounded ALTER value TYPE integer;
SELECT throws_ok($$SELECT * FROM sanctions_import('raw', 'rounded')$$, '42804', 'column "value" of table "rounded" is of type integer, which rounds', 'a target that would round');
-- a type that takes some values and rounds others is refused by the value
CREATE TABLE fine (exporter text, importer text, product text, period text, value text, quantity text);
INSERT INTO fine VALUES ('DEU', 'RUS', '854231', '2023-01', '5.7', '2.5'), ('DEU', 'KAZ', '854231', '2023-01', '7', '3');
ALTER TABLE rounded ALTER value TYPE numeric(12, 0);
SELECT throws_ok($$SELECT * FROM sanctions_import('fine', 'rounded')$$, '42804', 'column "value" of table "rounded" is of type numeric(12,0), which rounds 5.7', 'nor one that has no room for the decimals');
ALTER TABLE rounded ALTER value TYPE numeric(12, 1), ALTER quantity TYPE integer;
SELECT throws_ok($$SELECT * FROM sanctions_import('fine', 'rounded')$$, '42804', 'column "quantity" of table "rounded" is of type integer, which rounds 2.5', 'quantities neither');
ALTER TABLE rounded ALTER quantity TYPE real;
SELECT is((SELECT array_agg(reason || ' ' || rows || ' ' || value) FROM sanctions_import('fine', 'rounded')), ARRAY['used 2 12.7'], 'one that rounds nothing of the file will do');
SELECT results_eq('SELECT sum(value), sum(quantity) FROM rounded', 'VALUES (12.7, 5.5::real)', 'and has what the file has');
ALTER TABLE rounded ALTER quantity TYPE numeric, ALTER value TYPE jsonb USING NULL;
SELECT throws_ok($$SELECT * FROM sanctions_import('fine', 'rounded')$$, '42804', 'column "value" of table "rounded" is of type jsonb', 'a value that is no number is refused');
-- the server's own word for these is that it cannot cast, of columns that the caller has not named
ALTER TABLE rounded ALTER value TYPE numeric USING NULL, ALTER quantity TYPE date USING NULL;
SELECT throws_ok($$SELECT * FROM sanctions_import('fine', 'rounded')$$, '42804', 'column "quantity" of table "rounded" is of type date', 'a quantity that is no number neither');
ALTER TABLE rounded ALTER quantity TYPE numeric USING NULL, ALTER exporter TYPE integer USING NULL;
SELECT throws_ok($$SELECT * FROM sanctions_import('fine', 'rounded')$$, '42804', 'column "exporter" of table "rounded" is of type integer', 'nor labels that are neither codes nor text');
ALTER TABLE rounded ALTER exporter TYPE varchar(3), ALTER source TYPE uuid USING NULL;
SELECT throws_ok($$SELECT * FROM sanctions_import('fine', 'rounded')$$, '42804', 'column "source" of table "rounded" is of type uuid', 'nor a source that is no text');
CREATE DOMAIN amount AS numeric CHECK (VALUE >= 0);
CREATE DOMAIN month AS date CHECK (extract(day FROM VALUE) = 1);
CREATE TABLE domains (LIKE other);
ALTER TABLE domains ALTER value TYPE amount, ALTER period TYPE month USING NULL;
SELECT is((SELECT array_agg(reason || ' ' || rows || ' ' || value) FROM sanctions_import('fine', 'domains')), ARRAY['used 2 12.7'], 'domains are taken as what they are of');
SELECT results_eq('SELECT DISTINCT period::date FROM domains', $$VALUES ('2023-01-01'::date)$$, 'months into one of date');
CREATE SCHEMA "Odd ""name""";
SET search_path = "Odd ""name""", public;
SELECT is((SELECT rows FROM sanctions_import('raw', '"My flows"') LIMIT 1), 2::bigint, 'into a schema with an awkward name');
SELECT is((SELECT count(*) FROM "Odd ""name"""."My flows"), 2::bigint, 'which comes first in the path');
RESET search_path;
SELECT is((SELECT rows FROM sanctions_import('raw', 'public.flows3') LIMIT 1), 2::bigint, 'a table named with its schema');

-- What stands beside the target under the name of the rows left out, and is somebody else's, is not touched.
CREATE ROLE import_other;
CREATE TABLE public.flows4_left_out (source text, reason text, "row" jsonb);
ALTER TABLE public.flows4_left_out OWNER TO import_other;
CREATE FUNCTION pg_temp.planted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''planted''; END';
CREATE TRIGGER planted BEFORE INSERT OR DELETE ON public.flows4_left_out FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.planted();
SELECT throws_ok($$SELECT sanctions_import('raw', 'public.flows4')$$, '42501', 'table "flows4_left_out" belongs neither to you nor to the owner of "flows4"',
    'rows left out are not written into another role''s table');
SELECT is((SELECT rows FROM sanctions_import('raw', 'public.flows4', options => '{"left_out": false}') LIMIT 1), 2::bigint, 'nor deleted from it where they are not kept');
DROP TRIGGER planted ON public.flows4_left_out;
ALTER TABLE public.flows4 OWNER TO import_other;
SELECT is((SELECT rows FROM sanctions_import('raw', 'public.flows4') LIMIT 1), 2::bigint, 'the owner of the target is no other role');

-- A trigger of the target finds its names by the caller's search path; what keeps rows of the source in the table is refused.
CREATE TABLE watched (LIKE flows);
CREATE TABLE seen_by_trigger (exporter text);
CREATE FUNCTION note_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.exporter = 'CHN' THEN INSERT INTO seen_by_trigger VALUES (NEW.exporter); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER note_row BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION note_row();
SELECT is((SELECT rows FROM sanctions_import('raw', 'watched') LIMIT 1), 2::bigint, 'a target with a trigger');
SELECT is((SELECT array_agg(exporter) FROM seen_by_trigger), '{CHN,CHN}', 'which does what it does in any statement of the caller');
CREATE FUNCTION keep_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER keep_row BEFORE DELETE ON watched FOR EACH ROW EXECUTE FUNCTION keep_row();
SELECT throws_ok($$SELECT sanctions_import('raw', 'watched')$$, '55000', 'rows of source "raw" stay in table "watched"', 'a trigger that keeps the rows to be replaced');
DROP TRIGGER keep_row ON watched;
CREATE TABLE divided (LIKE watched) PARTITION BY RANGE (period);
CREATE TABLE divided_all PARTITION OF divided DEFAULT;
SELECT sanctions_import('raw', 'divided');
CREATE TRIGGER keep_row BEFORE DELETE ON divided_all FOR EACH ROW EXECUTE FUNCTION keep_row();
SELECT throws_ok($$SELECT sanctions_import('raw', 'divided')$$, '55000', 'rows of source "raw" stay in table "divided"', 'a trigger of a partition likewise');
ALTER TABLE watched ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_see ON watched FOR SELECT USING (true);
CREATE POLICY all_load ON watched FOR INSERT WITH CHECK (true);
GRANT ALL ON raw, watched, seen_by_trigger TO import_other;
SET ROLE import_other;
SELECT throws_ok($$SELECT sanctions_import('raw', 'watched', options => '{"left_out": false}')$$, '55000', 'rows of source "raw" stay in table "watched"', 'a policy likewise');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
