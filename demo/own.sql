-- The job of the story on a file of one's own, which the preset has made into
-- own_read (exporter, importer, product, period, value, quantity, skip, by_exporter).
-- Nothing is dropped silently: every row left out is counted under its reason.
ANALYZE own_raw;
-- "Areas, nes", bunkers, free zones and special categories are trade of nobody
-- else in the file, and count; World and groups of countries would count twice.
CREATE TEMP TABLE own_country AS
SELECT code, country, is_aggregate(country) AS aggregate
FROM (SELECT exporter FROM own_read UNION SELECT importer FROM own_read) AS c (code),
	try_country_code(code) AS country;
CREATE TEMP TABLE own_product AS
WITH p AS (SELECT DISTINCT product AS code FROM own_read)
SELECT p.code, try_hs_code(p.code) AS product,
	EXISTS (SELECT FROM p AS q, generate_series(2, 8, 2) AS n
		WHERE n < length(q.code) AND left(q.code, n) = p.code) AS heading
FROM p;
ANALYZE own_country, own_product;
CREATE TEMP TABLE own_row AS
SELECT e.country AS exporter, i.country AS importer, p.product, r.period, r.by_exporter, value, quantity,
	CASE
		WHEN r.skip IS NOT NULL THEN r.skip
		WHEN coalesce(value, '') = '' THEN 'no value'
		WHEN value !~ '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$' THEN 'value is not a number'
		WHEN e.aggregate OR i.aggregate THEN 'World or another aggregate'
		WHEN e.country IS NULL OR i.country IS NULL THEN 'country code not known'
		WHEN p.product IS NULL THEN 'no HS code (a total, or an odd number of digits)'
		WHEN p.heading THEN 'heading beside the codes under it'
		WHEN r.period !~ '^[1-9][0-9]{3}(0[1-9]|1[0-2])?$' THEN 'period is neither a year nor a month'
	END AS reason
FROM own_read AS r
LEFT JOIN own_country AS e ON e.code = r.exporter
LEFT JOIN own_country AS i ON i.code = r.importer
LEFT JOIN own_product AS p ON p.code = r.product;
UPDATE own_row SET reason = 'year beside its months'
WHERE reason IS NULL AND length(period) = 4
	AND EXISTS (SELECT FROM own_row WHERE reason IS NULL AND length(period) = 6);
UPDATE own_row AS r SET reason = 'export that its importer reports too'
WHERE reason IS NULL AND by_exporter AND EXISTS (SELECT FROM own_row WHERE reason IS NULL AND NOT by_exporter)
	AND (exporter, importer, product, period) IN (
		SELECT exporter, importer, product, period FROM own_row WHERE reason IS NULL AND NOT by_exporter);

CREATE TEMP TABLE own_flow AS
SELECT exporter, importer, product,
	to_date(rpad(period, 6, '01') || '01', 'YYYYMMDD') AS period,
	value::double precision AS value,
	CASE WHEN btrim(quantity) ~ '^[0-9]+[.]?[0-9]*$' THEN quantity::double precision END AS quantity
FROM own_row WHERE reason IS NULL;
ANALYZE own_flow;

\echo
\echo :file, read as :preset
SELECT "rows", to_char(count, 'FM999,999,999') AS count FROM (
	SELECT 1 AS place, 'read' AS "rows", count(*) FROM own_row
	UNION ALL
	SELECT 2, 'used', count(*) FROM own_flow
	UNION ALL
	SELECT 3, 'skipped: ' || reason, count(*) FROM own_row WHERE reason IS NOT NULL GROUP BY reason
) AS c ORDER BY place, c.count DESC, 2;

SELECT count(*) > 0 AS any_row FROM own_flow \gset
\if :any_row
-- the last year; where it is not complete, its months against the same of the year before
SELECT bool_or(length(period) = 6) AS monthly FROM own_row WHERE reason IS NULL \gset
SELECT CASE WHEN :'monthly' AND extract(month FROM max(period)) < 12
		THEN format('[%s,%s)', date_trunc('year', max(period))::date, (max(period) + INTERVAL '1 month')::date)
		ELSE extract(year FROM max(period))::text END AS last_window,
	CASE WHEN :'monthly' AND extract(month FROM max(period)) < 12
		THEN CASE WHEN extract(month FROM max(period)) > 1 THEN 'January to ' ELSE '' END || to_char(max(period), 'FMMonth YYYY') ELSE extract(year FROM max(period))::text END AS last_name,
	CASE WHEN :'monthly' AND extract(month FROM max(period)) < 12 THEN 'the same months of ' ELSE '' END
		|| extract(year FROM max(period)) - 1 AS before_name,
	date_trunc('year', max(period))::date AS last_from
FROM own_flow \gset

\pset tuples_only on
\pset format unaligned
SELECT format('%s: %s %s, %s', :'last_name',
	CASE WHEN total < 1e8 THEN to_char(total / 1e6, 'FM990.00') || ' million' ELSE to_char(total / 1e9, 'FM999,990.00') || ' billion' END,
	:'unit',
	coalesce(to_char(growth * 100, 'FMSG999,990.0') || ' % on ' || :'before_name',
		'no growth: the file has nothing for ' || :'before_name'))
FROM (
	SELECT sum(value) FILTER (WHERE period >= :'last_from') * :factor AS total, trade_growth(period, value, :'last_window') AS growth
	FROM own_flow) AS t;
SELECT format('First supplier: %s with %s %% of the value', country_name(exporter), to_char(100 * part, 'FM990.0'))
FROM (
	SELECT s.exporter, (SELECT import_share(f.exporter = s.exporter, f.value) FROM own_flow AS f WHERE f.period >= :'last_from') AS part
	FROM own_flow AS s WHERE period >= :'last_from'
	GROUP BY s.exporter ORDER BY sum(s.value) DESC, s.exporter LIMIT 1) AS first;
\pset tuples_only off
\pset format aligned

\echo
\echo 'The largest importers,' :last_name, billion :unit
WITH pair AS (
	SELECT importer, exporter, sum(value) AS value,
		row_number() OVER (PARTITION BY importer ORDER BY sum(value) DESC, exporter) AS place
	FROM own_flow WHERE period >= :'last_from' GROUP BY importer, exporter
)
SELECT country_name(f.importer) AS importer,
	to_char(sum(f.value) FILTER (WHERE period >= :'last_from') * :factor / 1e9, '999,990.000') AS imports,
	lpad(to_char(trade_growth(f.period, f.value, :'last_window') * 100, 'FMSG999,990.0 %'), 10) AS growth,
	country_name(p.exporter) AS "first supplier",
	to_char(100 * import_share(f.exporter = p.exporter, f.value) FILTER (WHERE period >= :'last_from'), '990.0 %') AS share
FROM own_flow AS f
JOIN pair AS p ON p.importer = f.importer AND p.place = 1
GROUP BY f.importer, p.exporter
ORDER BY sum(f.value) FILTER (WHERE period >= :'last_from') DESC, f.importer LIMIT 5;

-- the screen needs both legs and both sides of the event
SELECT count(*) FILTER (WHERE in_list(product, 'CHPL')) > 0 AS listed FROM own_flow \gset
CREATE TEMP TABLE own_screen AS
SELECT f.*, f.exporter::text = ANY (:'coalition') AS from_coalition, f.importer::text = ANY (:'coalition') AS to_coalition
FROM own_flow AS f
WHERE NOT :'listed' OR in_list(product, 'CHPL');
SELECT CASE
		WHEN NOT bool_or(importer = 'RUS') THEN 'it has no imports of Russia'
		WHEN NOT bool_or(importer = 'RUS' AND NOT from_coalition) THEN 'Russia''s imports in it come from the coalition only, so nothing shows a second leg'
		WHEN NOT bool_or(from_coalition AND NOT to_coalition AND importer <> 'RUS') THEN 'it has no sales of the coalition to third countries, so there is no first leg'
		WHEN NOT EXISTS (
			SELECT importer FROM own_screen WHERE from_coalition AND NOT to_coalition
			INTERSECT SELECT exporter FROM own_screen WHERE importer = 'RUS' AND NOT from_coalition)
			THEN 'no country in it both buys from the coalition and sells to Russia'
		WHEN min(period) >= CASE WHEN :'monthly' THEN '2022-02-01' ELSE '2022-01-01' END::date
			OR max(period) <= CASE WHEN :'monthly' THEN '2022-02-01' ELSE '2022-12-01' END::date
			THEN format('its data, %s to %s, do not cover both sides of February 2022', to_char(min(period), 'YYYY-MM'), to_char(max(period), 'YYYY-MM'))
	END AS why_not
FROM own_screen \gset
\if :{?why_not}
\echo 'Intermediary screen: not possible on this file;' :why_not'.'
\else
SELECT CASE WHEN :'listed' THEN 'listed goods' ELSE 'all goods of the file, none of which is a listed HS6 code' END AS scope \gset
\if :monthly
CREATE TEMP VIEW own_matrix AS
SELECT trade_matrix(exporter, importer, period, value) AS m FROM own_screen;
\else
CREATE TEMP VIEW own_matrix AS
SELECT trade_matrix(exporter, importer, extract(year FROM period)::integer, value) AS m FROM own_screen;
\endif
\echo 'Intermediary screen,' :scope, million :unit 'a month before and after 24 February 2022'
\echo 'Reasons count in the unit of the file,' :file_unit
SELECT country_name(f.intermediary::country_code) AS country,
	to_char(f.outflow_before * :factor / 1e6, '999,990.000') AS "to Russia before",
	to_char(f.outflow_after * :factor / 1e6, '999,990.000') AS "after",
	to_char(f.score, '0.00') AS score,
	CASE WHEN f.flagged THEN 'FLAG' ELSE coalesce(f.grade, '') END AS flag,
	(SELECT r ->> 'sentence' FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS a (r, n)
		WHERE (r ->> 'fired')::boolean ORDER BY n LIMIT 1) AS reason
FROM own_matrix, intermediary_flags(m, target => 'RUS', origins => :'coalition', since => '2022-02-24',
	thresholds => jsonb_build_object('min_value', 50000.0 / :factor)) AS f
ORDER BY f.flagged DESC, f.attributed DESC, 1 LIMIT 15;
\endif
\endif
