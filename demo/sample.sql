-- A calibrated sample of world trade, NOT statistics: 43 countries, 107 HS6
-- products, monthly from January 2019 to December 2024, US dollars and
-- kilograms.  Every run makes the same rows: the scatter comes from integer
-- arithmetic on the keys, nothing from random() or from the clock.
--
-- Each route (exporter, importer, basket) has a yearly level in 2021, a second
-- level it may move to, and the month of the move.  The level is divided over
-- products and months; in the end four published figures are matched exactly.

CREATE TEMP TABLE flows (
	exporter country_code NOT NULL,
	importer country_code NOT NULL,
	product hs_code NOT NULL,
	period date NOT NULL,
	value double precision NOT NULL,
	quantity double precision NOT NULL
);

-- buys, sells: listed goods a year in million dollars, bought from the coalition
-- and sold to Russia, before and after; starts: months after January 2019
CREATE TEMP TABLE sample_country AS
SELECT row_number() OVER (ORDER BY role, code)::integer AS id, *
FROM (VALUES
	-- size: weight among the coalition's exporters
	('USA', 'coalition', 30, 0, 0, 0, 0, 0, 0), ('DEU', 'coalition', 22, 0, 0, 0, 0, 0, 0),
	('JPN', 'coalition', 16, 0, 0, 0, 0, 0, 0), ('KOR', 'coalition', 14, 0, 0, 0, 0, 0, 0),
	('TWN', 'coalition', 14, 0, 0, 0, 0, 0, 0), ('NLD', 'coalition', 8, 0, 0, 0, 0, 0, 0),
	('ITA', 'coalition', 7, 0, 0, 0, 0, 0, 0), ('FRA', 'coalition', 7, 0, 0, 0, 0, 0, 0),
	('GBR', 'coalition', 6, 0, 0, 0, 0, 0, 0), ('IRL', 'coalition', 6, 0, 0, 0, 0, 0, 0),
	('POL', 'coalition', 4, 0, 0, 0, 0, 0, 0), ('CZE', 'coalition', 4, 0, 0, 0, 0, 0, 0),
	('CHE', 'coalition', 4, 0, 0, 0, 0, 0, 0), ('SWE', 'coalition', 3, 0, 0, 0, 0, 0, 0),
	('AUT', 'coalition', 3, 0, 0, 0, 0, 0, 0), ('FIN', 'coalition', 3, 0, 0, 0, 0, 0, 0),
	('BEL', 'coalition', 3, 0, 0, 0, 0, 0, 0), ('ESP', 'coalition', 3, 0, 0, 0, 0, 0, 0),
	('CAN', 'coalition', 3, 0, 0, 0, 0, 0, 0), ('HUN', 'coalition', 2, 0, 0, 0, 0, 0, 0),
	('LTU', 'coalition', 1, 0, 0, 0, 0, 0, 0), ('NOR', 'coalition', 1, 0, 0, 0, 0, 0, 0),
	('RUS', 'target', 0, 9000, 1100, 0, 0, 38, 4),
	-- size: listed goods sold to the rest of the world
	('CHN', 'producer', 150000, 90000, 90000, 1500, 6000, 38, 10),
	('MYS', 'producer', 30000, 15000, 15500, 60, 260, 40, 8),
	('VNM', 'producer', 35000, 20000, 20400, 70, 250, 39, 8),
	('TUR', 'intermediary', 2500, 6000, 8400, 60, 840, 39, 8),
	('ARE', 'intermediary', 1500, 3500, 5400, 25, 750, 41, 9),
	('HKG', 'intermediary', 17000, 18000, 21900, 120, 2400, 40, 6),
	('KAZ', 'intermediary', 15, 400, 1050, 20, 500, 39, 6),
	('KGZ', 'intermediary', 1, 15, 190, 0, 150, 42, 5),
	('ARM', 'intermediary', 2, 40, 200, 2, 125, 40, 5),
	('AZE', 'neighbour', 10, 120, 130, 3, 3.2, 40, 6),
	('MNG', 'neighbour', 2, 60, 66, 0.6, 0.7, 40, 6),
	('SRB', 'neighbour', 300, 700, 980, 25, 27, 40, 12),
	('UZB', 'neighbour', 5, 150, 210, 3, 4, 40, 12),
	('GEO', 'neighbour', 4, 70, 80, 2, 2.2, 40, 6),
	('THA', 'other', 12000, 9000, 9200, 60, 66, 40, 6),
	('IND', 'other', 4000, 8000, 8600, 40, 75, 40, 12),
	('MEX', 'other', 15000, 12000, 12500, 4, 3, 40, 6),
	('BRA', 'other', 1200, 5000, 5100, 8, 6, 40, 6),
	('SAU', 'other', 300, 1500, 1600, 1, 1, 40, 6),
	('EGY', 'other', 100, 900, 900, 1, 1.2, 40, 6)
) AS c (code, role, size, buys, buys_after, sells, sells_after, starts, ramp);

-- weight: part in its basket; price: dollars a kilogram, of coalition make
CREATE TEMP TABLE sample_product AS
SELECT row_number() OVER (ORDER BY code)::integer AS id, code, basket, weight, price
FROM (
	SELECT unnest(string_to_array(
		'845710 845811 845891 845961 846693 847150 847180 848210 848220 848230 848250 848610 848620 848640 '
		'850440 851762 851769 852589 852691 852910 852990 853221 853224 853400 853669 853690 854110 854121 '
		'854129 854130 854149 854151 854159 854160 854231 854232 854233 854239 854320 854800 880730 901310 '
		'901380 901420 901480 902750 903020 903032 903039 903082', ' ')), 'listed', NULL, NULL
	UNION ALL
	SELECT code, 'telecom', weight, price
	FROM (VALUES ('851711', 1, 30), ('851713', 40, 400), ('851714', 4, 150), ('851718', 2, 60),
		('851761', 10, 120), ('851771', 3, 90), ('851779', 6, 80)) AS t (code, weight, price)
	UNION ALL
	SELECT code, 'valves', weight, price
	FROM (VALUES ('848110', 3, 34), ('848120', 4, 42), ('848130', 3, 26), ('848140', 2, 31), ('848180', 14, 25),
		('848190', 5, 22)) AS v (code, weight, price)
	UNION ALL
	SELECT unnest(string_to_array('870321 870322 870323 870324 870331 870332 870333 870340 870360 870380', ' ')),
		'cars', NULL, 14
	UNION ALL
	SELECT unnest(string_to_array(
		'840999 841370 841391 841510 841810 842952 844332 845011 847130 847141 848340 850131 850780 850940 '
		'851660 852872 901812 901890 902511 902610 902710 902720 902730 902790', ' ')), 'civilian', NULL, NULL
	UNION ALL
	SELECT unnest(string_to_array('300490 330499 392690 401110 610910 640299 940360 950300', ' ')), 'other', NULL, 12
	UNION ALL
	SELECT code, 'balance', 1, price FROM (VALUES ('270900', 0.5), ('999999', 3)) AS b (code, price)
) AS p (code, basket, weight, price);

-- integer scatter, 0 to 999
CREATE FUNCTION pg_temp.scatter(a integer, b integer, c integer, d integer) RETURNS integer
LANGUAGE sql IMMUTABLE RETURN
	((a * 73856093::bigint + b * 19349663::bigint + c * 83492791::bigint + d * 49979687::bigint) % 1000003)
	* 7919 % 1000;

UPDATE sample_product SET
	weight = coalesce(weight, CASE WHEN code LIKE '8542%' THEN 12 WHEN code IN ('851762', '847150', '850440') THEN 8
		ELSE 1 + pg_temp.scatter(id, 1, 2, 3) % 3 END),
	price = coalesce(price, CASE WHEN code LIKE '854_%' THEN 300 ELSE 20 END
		+ pg_temp.scatter(id, 4, 5, 6) % 40);

-- level, level_after in million dollars a year; growth a year of 2021's level;
-- spread: how many products of the basket the route carries
CREATE TEMP TABLE sample_route (exporter text, importer text, basket text, level double precision,
	level_after double precision, starts integer, ramp integer, growth double precision, spread integer);

-- the coalition's sales: listed goods as given above, other baskets as a part of
-- them; kept: what is left of the sales to Russia after the move
INSERT INTO sample_route
SELECT o.code, c.code, b.basket, l.level, CASE
		WHEN c.role = 'target' THEN l.level * b.kept
		WHEN b.basket = 'listed' THEN c.buys_after * o.size / o.total
		ELSE l.level END,
	-- what is resold was bought the month before
	c.starts - (c.role = 'intermediary')::integer, c.ramp, 0.03,
	CASE WHEN c.role = 'target' THEN 14 WHEN b.basket = 'listed' THEN 5 ELSE 2 END
FROM (SELECT *, sum(size) OVER () AS total FROM sample_country WHERE role = 'coalition') AS o,
	sample_country AS c,
	(VALUES ('listed', 1, 1, 0.12), ('telecom', 0, 0.2, 0.1), ('valves', 0.04, 0.1, 0.12), ('cars', 0, 0.6, 0.1),
		('civilian', 0.6, 1.3, 0.45), ('other', 0, 0.7, 0.6)) AS b (basket, to_others, to_target, kept),
	LATERAL (SELECT c.buys * o.size / o.total
		* CASE WHEN c.role = 'target' THEN b.to_target ELSE b.to_others END
		-- valves are a European trade
		* CASE WHEN b.basket <> 'valves' THEN 1 WHEN o.code IN ('USA', 'CAN', 'JPN', 'KOR', 'TWN') THEN 0.2 ELSE 1.8 END
		AS level) AS l
WHERE c.role <> 'coalition' AND (c.role = 'target' OR b.basket IN ('listed', 'valves', 'civilian'));

-- everyone's sales to Russia; only listed goods are diverted
INSERT INTO sample_route
SELECT c.code, 'RUS', 'listed', c.sells, c.sells_after, c.starts, c.ramp, 0.02, 16
FROM sample_country AS c
WHERE c.role NOT IN ('coalition', 'target')
UNION ALL
SELECT c.code, 'RUS', b.basket, b.part * sqrt(c.buys), b.part * sqrt(c.buys), c.starts, c.ramp, 0.04, 6
FROM sample_country AS c,
	(VALUES ('telecom', 0.5), ('valves', 0.3), ('cars', 0.4), ('civilian', 6), ('other', 8)) AS b (basket, part)
WHERE c.role NOT IN ('coalition', 'target', 'producer')
UNION ALL
SELECT c.code, 'RUS', b.basket, b.level * c.part, b.level_after * c.part, 38, 10, 0.04, 24
FROM (VALUES ('CHN', 1), ('MYS', 0.01), ('VNM', 0.02)) AS c (code, part),
	(VALUES ('telecom', 2400, 3300), ('valves', 380, 1150), ('cars', 1300, 12500), ('civilian', 16000, 24000),
		('other', 9000, 12000)) AS b (basket, level, level_after);

-- sales to the rest of the world, in eight markets each; among the coalition, in five
INSERT INTO sample_route
SELECT e.code, i.code, b.basket, b.part * CASE e.role WHEN 'coalition' THEN e.size * 600 ELSE e.size END / e.markets,
	b.part * CASE e.role WHEN 'coalition' THEN e.size * 600 ELSE e.size END / e.markets, 38, 1, 0.03, 3
FROM (SELECT *, CASE role WHEN 'coalition' THEN 5 ELSE 8 END AS markets FROM sample_country WHERE size > 0) AS e,
	LATERAL (
		SELECT code FROM sample_country AS c
		WHERE c.code <> e.code AND c.role <> 'target' AND (e.role <> 'coalition' OR c.role = 'coalition')
		ORDER BY pg_temp.scatter(e.id, c.id, 7, 8), c.code LIMIT e.markets) AS i,
	(VALUES ('listed', 1), ('valves', 0.05), ('civilian', 0.5)) AS b (basket, part);

-- Russia sells oil; what else it trades with China is a balance, filled in below
INSERT INTO sample_route VALUES
	('RUS', 'IND', 'balance', 3000, 45000, 38, 8, 0.05, 1), ('RUS', 'TUR', 'balance', 9000, 25000, 38, 8, 0.05, 1),
	('RUS', 'DEU', 'balance', 18000, 600, 40, 10, 0.02, 1), ('RUS', 'NLD', 'balance', 20000, 300, 40, 10, 0.02, 1),
	('RUS', 'KAZ', 'balance', 1500, 1700, 38, 1, 0.02, 1), ('RUS', 'ARE', 'balance', 600, 4000, 39, 10, 0.02, 1);

CREATE TEMP TABLE sample_row AS
WITH
carried AS (
	SELECT r.*, p.id AS product_id, p.code AS product, p.price, e.id AS exporter_id, i.id AS importer_id,
		e.role AS exporter_role, i.role AS importer_role,
		p.weight * (500 + pg_temp.scatter(e.id, 9, p.id, 0)) AS weight,
		row_number() OVER (PARTITION BY r.exporter, r.importer, r.basket
			ORDER BY p.weight < 8, pg_temp.scatter(e.id, i.id, p.id, 0), p.code) AS place
	FROM sample_route AS r
	JOIN sample_product AS p USING (basket)
	JOIN sample_country AS e ON e.code = r.exporter
	JOIN sample_country AS i ON i.code = r.importer
	WHERE r.basket <> 'balance' OR p.code = '270900'
),
divided AS (
	SELECT *, weight::double precision / sum(weight) OVER (PARTITION BY exporter, importer, basket) AS part
	FROM carried WHERE place <= spread
),
monthly AS (
	SELECT d.*, m,
		least(greatest((m - starts)::double precision / ramp, 0), 1) AS moved,
		pg_temp.scatter(exporter_id, importer_id, product_id, m) AS scatter
	FROM divided AS d, generate_series(0, 71) AS m
)
SELECT exporter, importer, product, basket, m,
	round(part * (level + (level_after - level) * moved) * 1e6 / 12
		* (1 + growth * (m - 30) / 12)
		* (ARRAY[0.92, 0.90, 1.03, 0.99, 0.98, 1.02, 1.00, 0.97, 1.03, 1.04, 1.05, 1.07])[m % 12 + 1]
		* (850 + 0.3 * scatter) / 1000) AS value,
	-- Chinese makes cost less; what an intermediary resells to Russia costs more
	price * (950 + 0.1 * scatter) / 1000 * CASE
		WHEN exporter = 'CHN' THEN CASE basket WHEN 'valves' THEN 0.42 ELSE 0.6 END
		WHEN exporter_role = 'intermediary' AND importer_role = 'target' AND basket = 'listed' THEN 1 + 0.45 * moved
		WHEN exporter_role = 'coalition' THEN 1
		ELSE 0.8 END AS unit_value
FROM monthly
-- small routes have months without trade
WHERE part * level * 1e6 > 500000 OR scatter % 23 <> 0;

-- Figure 1: telecom equipment from China in 2023, 3.9 billion dollars.
UPDATE sample_row SET value = round(value * (
	SELECT 3.9e9 / sum(value) FROM sample_row
	WHERE exporter = 'CHN' AND importer = 'RUS' AND product LIKE '8517%' AND m BETWEEN 48 AND 59))
WHERE exporter = 'CHN' AND importer = 'RUS' AND product LIKE '8517%';

-- Figure 2: China's part of the technology (chapters 84, 85, 90) Russia imports in 2023, 60 %.
UPDATE sample_row SET value = round(value * (
	SELECT (1.5 * sum(value) FILTER (WHERE exporter <> 'CHN')
			- sum(value) FILTER (WHERE exporter = 'CHN' AND basket <> 'civilian'))
		/ sum(value) FILTER (WHERE exporter = 'CHN' AND basket = 'civilian')
	FROM sample_row
	WHERE importer = 'RUS' AND left(product, 2) IN ('84', '85', '90') AND m BETWEEN 48 AND 59))
WHERE exporter = 'CHN' AND importer = 'RUS' AND basket = 'civilian';

-- Figures 3 and 4: trade between China and Russia in both directions, all goods,
-- billion dollars a year as China's customs published it; what the products above
-- leave open is oil from Russia and unspecified goods from China.
INSERT INTO sample_row
SELECT f.exporter, f.importer, f.product, 'balance', m,
	CASE WHEN m % 12 < 11 THEN round(f.open / 12) ELSE f.open - 11 * round(f.open / 12) END, f.unit_value
FROM (VALUES (0, 110.76, 61.06), (1, 107.77, 57.17), (2, 146.89, 79.29), (3, 190.27, 114.17), (4, 240.11, 129.14),
		(5, 244.81, 129.30)) AS t (year, total, from_russia),
	LATERAL (
		SELECT 'RUS', 'CHN', '270900', t.from_russia * 1e9, 0.5
		UNION ALL
		SELECT 'CHN', 'RUS', '999999', (t.total - t.from_russia) * 1e9 - sum(r.value), 3
		FROM sample_row AS r
		WHERE r.exporter = 'CHN' AND r.importer = 'RUS' AND r.m / 12 = t.year
	) AS f (exporter, importer, product, open, unit_value),
	generate_series(t.year * 12, t.year * 12 + 11) AS m;

INSERT INTO flows (exporter, importer, product, period, value, quantity)
SELECT exporter::country_code, importer::country_code, product::hs_code,
	(DATE '2019-01-01' + m * INTERVAL '1 month')::date, value, round(value / unit_value)
FROM sample_row
WHERE value > 0
ORDER BY m, exporter, importer, product;
ANALYZE flows;
