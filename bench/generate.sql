-- Flows of trade, the same for the same :rows, :variant and :shape on every run.
--
-- A pair (exporter, importer, product) trades for some years of 2015 to 2023; its value
-- starts lognormal and follows a path.  Exporters, importers and products are skewed.
-- Rows lie by year, exporter, importer and product, as in BACI's files.  :variant is
-- whole (dollars) or double.  :shape says for which years:
--
-- persistent  two to fifteen in a row, of which the nine are seen: 4.6 a pair
-- sparse      each flow is of a year of its own, whatever other years the pair has:
--             1.1 a pair; countries are less skewed, or pairs would meet too often
SELECT :'shape' = 'sparse' AS sparse \gset
\if :sparse
\set pairs ':rows'
\set draws '(:rows * 1.25)::bigint'
\set skew 1.3
\set first '2015 + floor(9 * uniform(i, 4))::int'
\set last 'first'
\set again ', first'
\else
\set pairs '(:rows / 4.64)::bigint'
\set draws '(:rows / 4.64 / 0.717 * 1.25)::bigint'
\set skew 2
\set first '2001 + floor(23 * uniform(i, 4))::int'
\set last 'first + 1 + floor(14 * uniform(i, 5))::int'
\set again ''
\endif

CREATE TABLE label AS
SELECT (row_number() OVER (ORDER BY array_position(head, code::text), code) - 1)::int AS rank, code
FROM sanctions_country,
     (VALUES (ARRAY['CHN', 'USA', 'DEU', 'JPN', 'KOR', 'FRA', 'NLD', 'ITA', 'GBR', 'IND', 'RUS', 'MEX', 'TUR', 'ESP',
                    'POL', 'BEL', 'SGP', 'CAN', 'CHE', 'ARE', 'VNM', 'BRA', 'CZE', 'AUT', 'SWE', 'THA', 'MYS', 'HUN',
                    'KAZ', 'DNK', 'FIN', 'HKG', 'IDN', 'ROU', 'ZAF', 'ISR', 'NOR', 'IRL', 'PRT', 'SVK', 'UZB', 'SRB',
                    'GEO', 'ARM', 'KGZ', 'BLR'])) AS h (head)
WHERE NOT aggregate AND code::text ~ '^[A-Z]{3}$'
ORDER BY rank LIMIT 200;

-- A number in (0, 1) from a row's number and a stream of its own.
CREATE FUNCTION uniform(i bigint, stream bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS 'SELECT ((hashint8extended(i, stream) & 4503599627370495) + 0.5::float8) / 4503599627370496::float8';

CREATE UNLOGGED TABLE pair AS
SELECT id, e.code AS exporter, n.code AS importer, product, first, last,
       9 + 2.2 * sqrt(-2 * ln(uniform(id, 6))) * cos(2 * pi() * uniform(id, 7)) AS level,
       0.3 * (uniform(id, 8) - 0.4) AS slope,
       e.code = ANY (origins) AS coalition
FROM (SELECT min(i) AS id, exporter, importer, product, min(first) AS first, min(last) AS last
      FROM (SELECT i, floor(200 * uniform(i, 1) ^ :skew)::int AS exporter, floor(200 * uniform(i, 2) ^ least(:skew, 1.5))::int AS importer,
                   floor(5000 * uniform(i, 3) ^ 1.5)::int AS product, first, :last AS last
            FROM generate_series(1, :draws) AS i, LATERAL (SELECT :first) AS f (first)) AS d
      WHERE last >= 2015 AND exporter <> importer
      GROUP BY exporter, importer, product :again
      ORDER BY id LIMIT :pairs) AS p
     JOIN label AS e ON e.rank = p.exporter
     JOIN label AS n ON n.rank = p.importer,
     (SELECT array_agg(member) FROM sanctions_group WHERE group_name = 'GECC') AS g (origins)
ORDER BY e.code, n.code, product;

-- The path: a slope, a shock a period, and since 2022 the sanctions on RUS and the way round them.
CREATE FUNCTION flow_value(id bigint, level double precision, slope double precision, coalition boolean, importer country_code, years double precision, stream bigint)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT exp(level + slope * years + 0.6 * (uniform(id, stream) - 0.5)
                 + CASE WHEN years < 7 THEN 0
                        WHEN importer = 'RUS' THEN CASE WHEN coalition THEN -1.5 ELSE 1 END
                        WHEN coalition AND importer IN ('KAZ', 'KGZ', 'ARM', 'GEO', 'UZB', 'TUR', 'ARE', 'HKG', 'SRB') THEN 1
                        ELSE 0 END) $$;

CREATE UNLOGGED TABLE flow (product integer, year integer, exporter country_code, importer country_code, value double precision);

SELECT format($$INSERT INTO flow SELECT product, %1$s, exporter, importer, %2$s
FROM pair, LATERAL (SELECT flow_value(id, level, slope, coalition, importer, %1$s - 2015, %1$s)) AS v (v)
WHERE %1$s BETWEEN first AND last$$,
              year, CASE :'variant' WHEN 'double' THEN 'v' ELSE 'greatest(1, round(v))' END)
FROM generate_series(2015, 2023) AS year
\gexec
