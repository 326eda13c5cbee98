-- The job of the story on a file of one's own, which sanctions-import has read into the
-- table that `into` names. Nothing is dropped silently: every row left out stands beside
-- it under its reason.
SELECT format_type(atttypid, NULL) = 'date' AS monthly FROM pg_attribute WHERE attrelid = :'into'::regclass AND attname = 'period' \gset
\if :monthly
CREATE TEMP TABLE own_flow AS SELECT exporter, importer, product, period, value::double precision AS value, currency FROM :into;
\else
CREATE TEMP TABLE own_flow AS SELECT exporter, importer, product, make_date(period, 1, 1) AS period, value::double precision AS value, currency FROM :into;
\endif
ANALYZE own_flow;
SELECT coalesce(CASE max(currency) WHEN 'USD' THEN 'US dollars' WHEN 'EUR' THEN 'euro' ELSE max(currency) END, 'in its own currency') AS unit FROM own_flow \gset

\set left_out :into _left_out
\echo
\echo :file
SELECT "rows", to_char(count, 'FM999,999,999') AS count FROM (
	SELECT 1 AS place, 'read' AS "rows", (SELECT count(*) FROM own_flow) + (SELECT count(*) FROM :left_out) AS count
	UNION ALL
	SELECT 2, 'used', count(*) FROM own_flow
	UNION ALL
	SELECT 3, 'left out: ' || reason, count(*) FROM :left_out GROUP BY reason
) AS c ORDER BY place, c.count DESC, 2;

SELECT count(*) > 0 AS any_row FROM own_flow \gset
\if :any_row
-- the last year; where it is not complete, its months against the same of the year before
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
		'no growth: ' || CASE WHEN outcome = 'negative' THEN 'corrections leave a total below zero'
			WHEN outcome LIKE '%zero%' THEN 'the total is zero for ' || :'before_name'
			ELSE 'the file has nothing for ' || :'before_name' END))
FROM (
	SELECT sum(value) FILTER (WHERE period >= :'last_from') AS total, trade_growth(period, value, :'last_window') AS growth,
		(growth_detail(trade_series(period, value), :'last_window')).outcome
	FROM own_flow) AS t;
-- no shares where corrections leave a supplier below zero
SELECT count(*) > 0 AS below_zero FROM (
	SELECT FROM own_flow WHERE period >= :'last_from' GROUP BY exporter HAVING sum(value) < 0) AS b \gset
SELECT 'First supplier: ' || country_name(exporter) || coalesce(' with ' || to_char(100 * part, 'FM990.0') || ' % of the value', '')
FROM (
	SELECT s.exporter, (SELECT import_share(f.exporter = s.exporter, f.value) FROM own_flow AS f WHERE f.period >= :'last_from' AND NOT :'below_zero') AS part
	FROM own_flow AS s WHERE period >= :'last_from'
	GROUP BY s.exporter ORDER BY sum(s.value) DESC, s.exporter LIMIT 1) AS first;
\pset tuples_only off
\pset format aligned

\echo
\echo 'The largest importers,' :last_name, billion :unit
WITH pair AS (
	SELECT importer, exporter, sum(value) AS value,
		row_number() OVER (PARTITION BY importer ORDER BY sum(value) DESC, exporter) AS place,
		min(sum(value)) OVER (PARTITION BY importer) < 0 AS below_zero
	FROM own_flow WHERE period >= :'last_from' GROUP BY importer, exporter
)
SELECT country_name(f.importer) AS importer,
	to_char(sum(f.value) FILTER (WHERE period >= :'last_from') / 1e9, '999,990.000') AS imports,
	lpad(to_char(trade_growth(f.period, f.value, :'last_window') * 100, 'FMSG999,990.0 %'), 10) AS growth,
	country_name(p.exporter) AS "first supplier",
	to_char(100 * import_share(f.exporter = p.exporter, f.value) FILTER (WHERE period >= :'last_from' AND NOT below_zero), '990.0 %') AS share
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
SELECT CASE WHEN :'listed' THEN 'listed goods' ELSE 'all goods of the file, none of which is a listed HS6 code' END AS scope \gset
\if :monthly
CREATE TEMP VIEW own_matrix AS
SELECT trade_matrix(exporter, importer, period, value) AS m FROM own_screen;
\else
CREATE TEMP VIEW own_matrix AS
SELECT trade_matrix(exporter, importer, extract(year FROM period)::integer, value) AS m FROM own_screen;
\endif
\if :{?why_not}
\echo 'Intermediary screen: not possible on this file;' :why_not'.'
-- what the coalition's own sales to Russia and to third countries tell without the second leg
SELECT bool_or(importer = 'RUS' AND from_coalition) AND bool_or(importer <> 'RUS' AND from_coalition AND NOT to_coalition)
	AND min(period) < '2022-01-01' AND max(period) > CASE WHEN :'monthly' THEN '2022-02-01' ELSE '2022-12-01' END::date AS first_leg
FROM own_screen \gset
\if :first_leg
\echo
\echo 'Whose purchases from the coalition rose beyond the market and their own past, and lasted?' :scope, million :unit 'a month since 24 February 2022'
SELECT country_name(destination::country_code) AS country,
	to_char(base / 1e6, '999,990.000') AS "expected",
	to_char(value_after / 1e6, '999,990.000') AS "bought",
	outcome, reason
FROM own_matrix, destination_surges(m, target => 'RUS', origins => :'coalition', since => '2022-02-24') AS d
WHERE NOT is_aggregate(destination) AND NOT destination = ANY (:'coalition')
ORDER BY d.suspicious DESC, d.excess DESC, 1 LIMIT 10;
\endif
\else
\echo 'Intermediary screen,' :scope, million :unit 'a month before and after 24 February 2022'
SELECT country_name(f.intermediary::country_code) AS country,
	to_char(f.outflow_before / 1e6, '999,990.000') AS "to Russia before",
	to_char(f.outflow_after / 1e6, '999,990.000') AS "after",
	to_char(f.score, '0.00') AS score,
	CASE WHEN f.flagged THEN 'FLAG' ELSE coalesce(f.grade, '') END AS flag,
	(SELECT r ->> 'sentence' FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS a (r, n)
		WHERE (r ->> 'fired')::boolean ORDER BY n LIMIT 1) AS reason
FROM own_matrix, intermediary_flags(m, target => 'RUS', origins => :'coalition', since => '2022-02-24',
	thresholds => jsonb_build_object('min_value', 50000.0)) AS f
ORDER BY f.flagged DESC, f.attributed DESC, 1 LIMIT 15;
\endif
\endif
