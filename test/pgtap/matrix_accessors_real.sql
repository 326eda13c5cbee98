-- Accessors over real data: Thailand's imports of 8542 (UN Comtrade), EU27 exports (Eurostat).
\set ON_ERROR_STOP 1
\getenv data SANCTIONS_DATA
\if :{?data}
\else
    SELECT '1..1';
    SELECT 'ok 1 - real data # SKIP SANCTIONS_DATA is not set: the files are not here';
    \q
\endif
BEGIN;
SELECT plan(15);

-- the file is Latin-1, and every data row ends in a comma that its head lacks
CREATE TEMP TABLE line (line text);
\copy line FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/formats/comtrade_plus_thailand_8542.csv.gz" | iconv -f latin1 -t utf-8 | tail -n +2' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
CREATE TEMP TABLE import AS
SELECT field[4]::integer AS year, field[8] AS reporter, field[12] AS partner, field[13] AS partner_iso, nullif(field[44], '')::double precision AS value
FROM (SELECT ARRAY(SELECT btrim(f[1], '"') FROM regexp_matches(line, '("[^"]*"|[^,]*)(?:,|$)', 'g') AS f) AS field FROM line) AS t;
SELECT cmp_ok(count(*), '>', 1000::bigint, 'the Comtrade file is read') FROM import;
SELECT is(count(*), 0::bigint, 'and its columns are the right ones') FROM import WHERE reporter <> 'THA' OR value IS NULL OR year NOT BETWEEN 2010 AND 2025;
SELECT is(count(*), 0::bigint, 'World is the sum of the partners of a year')
FROM (SELECT sum(value) FILTER (WHERE is_aggregate(partner::country_code)) - sum(value) FILTER (WHERE NOT is_aggregate(partner::country_code)) AS difference FROM import GROUP BY year) AS y
WHERE abs(difference) > 1e6;
CREATE TEMP TABLE thailand AS
SELECT trade_matrix(partner::country_code, reporter::country_code, year, value) AS m FROM import WHERE NOT is_aggregate(partner::country_code);
CREATE TEMP TABLE bought AS SELECT DISTINCT year FROM import;
SELECT is(round(sum(s.share)::numeric, 12), 1.0, 'shares of the suppliers add up to 1 in ' || year)
FROM thailand, bought, shares(suppliers(m, 'THA', year)) AS s WHERE year IN (2014, 2018, 2022) GROUP BY year;
SELECT results_eq(
    $$SELECT year, total(suppliers(m, 'THA', year)), hhi(suppliers(m, 'THA', year)) FROM thailand, bought ORDER BY year$$,
    $$SELECT year, sum(v)::double precision, sum(v * v)::double precision / (sum(v) ^ 2)::double precision
      FROM (SELECT year, partner, sum(value::numeric) AS v FROM import WHERE NOT is_aggregate(partner::country_code) GROUP BY 1, 2) AS p GROUP BY year ORDER BY year$$,
    'total and concentration of the suppliers in every year');
SELECT results_eq(
    $$SELECT f.exporter, f.share FROM thailand, import_shares(m, 2018) AS f$$,
    $$SELECT s.label, s.share FROM thailand, shares(suppliers(m, '764', 2018)) AS s ORDER BY label COLLATE "C"$$,
    'import_shares are the shares of the suppliers');
SELECT isnt(share(suppliers(m, 'TH', 2018), '490'), 0::double precision, 'code 490 is a supplier, whoever it is') FROM thailand;

-- Eurostat: EU27 exports by CN8 line
CREATE TEMP TABLE export_line (reporter text, partner text, cn8 text, period text, flow text, value double precision);
\copy export_line FROM PROGRAM 'gzip -dc "$SANCTIONS_DATA/eurostat/eu_exports_cn8_monthly.csv.gz"' CSV HEADER
CREATE TEMP TABLE export AS
SELECT reporter::country_code AS reporter, partner::country_code AS partner, (period || '-01')::date AS period, value, value::numeric AS exact
FROM export_line WHERE length(cn8) = 8 AND in_list(cn8::hs_code, 'CHPL');
CREATE TEMP TABLE europe AS SELECT trade_matrix(reporter, partner, period, value) AS m FROM export;
SELECT results_eq(
    $$SELECT f.importer, f.growth FROM europe, import_growth(m, '[2022-01-01,2022-12-01)', 2021) AS f$$,
    $$SELECT partner::text, trade_growth(period, value, '[2022-01-01,2022-12-01)', 2021) FROM export GROUP BY partner ORDER BY partner::text COLLATE "C"$$,
    'growth of every partner''s imports is trade_growth over the rows');
SELECT is(series(m, ARRAY['DEU'], ARRAY['KAZ'])::jsonb, (SELECT jsonb_object_agg(to_char(period, 'YYYY-MM'), jsonb_build_array(v, 1))
    FROM (SELECT period, sum(exact) AS v FROM export WHERE reporter::text = 'DEU' AND partner::text = 'KAZ' GROUP BY period HAVING sum(exact) <> 0) AS s), 'the series of Germany to Kazakhstan') FROM europe;
SELECT results_eq(
    $$SELECT f.importer, f.exporter, f.share FROM europe, import_shares(m, 2021) AS f WHERE f.value > 0$$,
    $$SELECT partner::text, reporter::text, sum(exact)::double precision / (sum(sum(exact)) OVER (PARTITION BY partner))::double precision
      FROM export WHERE period BETWEEN '2021-01-01' AND '2021-12-01' GROUP BY partner, reporter HAVING sum(exact) > 0 ORDER BY partner::text COLLATE "C", reporter::text COLLATE "C"$$,
    'shares of the member states in every partner''s imports');
SELECT results_eq(
    $$SELECT f.exporter, f.importer, f.growth FROM europe, growth_rates(m, '2022-Q1') AS f WHERE f.outcome IN ('ok', 'exit')$$,
    $$SELECT reporter::text, partner::text, (sum(exact) FILTER (WHERE period >= '2022-01-01') - sum(exact) FILTER (WHERE period < '2022-01-01'))::double precision
        / (sum(exact) FILTER (WHERE period < '2022-01-01'))::double precision
      FROM (SELECT reporter, partner, period, exact FROM export UNION ALL SELECT reporter, partner, d, 0 FROM export, unnest(ARRAY['2022-01-01', '2021-01-01']::date[]) AS d) AS e
      WHERE period BETWEEN '2022-01-01' AND '2022-03-01' OR period BETWEEN '2021-01-01' AND '2021-03-01'
      GROUP BY reporter, partner HAVING sum(exact) FILTER (WHERE period < '2022-01-01') > 0 ORDER BY partner::text COLLATE "C", reporter::text COLLATE "C"$$,
    'growth of every flow');
SELECT is(round((total(series(m, NULL, ARRAY[partner]), 2021) / 1e6)::numeric, 3), million, partner || ' in 2021, million, bridged codes too')
FROM europe, (VALUES ('KAZ', 143.488), ('RUS', 2330.603)) AS p (partner, million);

SELECT * FROM finish();
ROLLBACK;
