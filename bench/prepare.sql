-- What each side of the comparison may keep: indexes and a rollup table for plain
-- SQL, one matrix a product for the stored form.
CREATE INDEX ON flow USING brin (year) WITH (pages_per_range = 16);
CREATE INDEX ON flow (importer, product, year, exporter) INCLUDE (value);
VACUUM ANALYZE flow;

CREATE UNLOGGED TABLE rollup AS
SELECT year, importer, product, sum(value) AS value FROM flow GROUP BY year, importer, product ORDER BY year, importer, product;
CREATE UNIQUE INDEX ON rollup (importer, product, year) INCLUDE (value);
CREATE INDEX ON rollup USING brin (year) WITH (pages_per_range = 16);
VACUUM ANALYZE rollup;

-- A few pages hold the pointers to all matrices: too few for the planner to think
-- of workers by itself.
CREATE UNLOGGED TABLE stored (product integer, m trade_matrix) WITH (parallel_workers = 2);
INSERT INTO stored SELECT product, trade_matrix(exporter, importer, year, value) FROM flow GROUP BY product;
ALTER TABLE stored ADD PRIMARY KEY (product);
VACUUM ANALYZE stored;

-- As many bytes in as many values, for the floor: what it costs to fetch them.
CREATE UNLOGGED TABLE bytes (product integer, b bytea) WITH (parallel_workers = 2);
ALTER TABLE bytes ALTER b SET STORAGE external;
INSERT INTO bytes SELECT product, decode(repeat('5a', pg_column_size(m)), 'hex') FROM stored;
VACUUM ANALYZE bytes;

-- Importers and products to ask for one by one.
CREATE TABLE asked AS
SELECT DISTINCT product, importer FROM flow WHERE year = 2023 AND exporter = 'CHN' ORDER BY product, importer LIMIT 0;
INSERT INTO asked
SELECT product, importer FROM flow WHERE year = 2023 AND exporter = 'CHN'
ORDER BY hashint8extended(product * 1000 + hashtext(importer::text), 9) LIMIT 100;
ANALYZE asked;
