\echo
\echo 'A. THE STORY, on a calibrated sample'
\echo '   Made by demo/sample.sql to agree with the published figures; these are NOT statistics.'
SELECT to_char(count(*), 'FM999,999,999') AS flows, count(DISTINCT exporter) AS exporters,
	count(DISTINCT product) AS products, to_char(min(period), 'FMMonth YYYY') AS first_month,
	to_char(max(period), 'FMMonth YYYY') AS last_month
FROM flows \gset
\echo '  ' :flows flows, :exporters exporters, :products products, :first_month to :last_month, US dollars.
\echo '   The coalition: the members of the Global Export Control Coalition (GECC), which restrict sales to Russia.'
\echo

\echo '1. How fast did trade between China and Russia grow?  Both directions, all goods'
SELECT y AS year,
	to_char(sum(value) FILTER (WHERE extract(year FROM period) = y) / 1e9, '990.00') AS "billion dollars",
	lpad(to_char(100 * trade_growth(period, value, y), 'FMSG990.0 %'), 18) AS "growth on the year"
FROM flows, generate_series(2019, 2024) AS y
WHERE (exporter = 'CHN' AND importer = 'RUS') OR (exporter = 'RUS' AND importer = 'CHN')
GROUP BY y ORDER BY y;

\echo '2. How dependent is Russia''s technology import on China?  HS chapters 84, 85 and 90'
SELECT extract(year FROM period) AS year,
	to_char(sum(value) / 1e9, '990.0') AS "imports, billion dollars",
	to_char(100 * import_share(exporter = 'CHN', value), '990.0 %') AS "from China",
	to_char(100 * import_share(exporter::text = ANY (group_members('GECC')), value), '990.0 %') AS "from the coalition"
FROM flows
WHERE importer = 'RUS' AND in_list(product, 'technology')
GROUP BY 1 ORDER BY 1;

\echo '3. How much telecom equipment does Russia import?  HS 8517'
SELECT extract(year FROM period) AS year,
	to_char(sum(value) / 1e9, '990.0') AS "imports, billion dollars",
	to_char(sum(value) FILTER (WHERE exporter = 'CHN') / 1e9, '990.0') AS "from China, billion",
	to_char(100 * import_share(exporter = 'CHN', value), '990.0 %') AS "share of China"
FROM flows
WHERE importer = 'RUS' AND in_list(product, 'telecom')
GROUP BY 1 ORDER BY 1;

\echo '4. Who took over when European valves were cut off?  HS 8481, Russia''s imports'
CREATE TEMP VIEW valves AS
SELECT CASE WHEN in_group(exporter, 'EU') THEN 'European Union' WHEN exporter = 'CHN' THEN 'China'
		ELSE 'others' END AS supplier,
	period, value, quantity
FROM flows WHERE importer = 'RUS' AND in_list(product, 'valves');
SELECT supplier,
	to_char(sum(value) FILTER (WHERE y = 2021) / 1e6, '9,990') AS "2021, million",
	to_char(sum(value) FILTER (WHERE y = 2023) / 1e6, '9,990') AS "2023, million",
	lpad(to_char(100 * trade_growth(period, value, 2023, 2021), 'FMSG9,990.0 %'), 9) AS growth,
	to_char(100 * sum(value) FILTER (WHERE y = 2021) / sum(sum(value) FILTER (WHERE y = 2021)) OVER (), '990.0 %') AS "share 2021",
	to_char(100 * sum(value) FILTER (WHERE y = 2023) / sum(sum(value) FILTER (WHERE y = 2023)) OVER (), '990.0 %') AS "share 2023",
	to_char(sum(value) FILTER (WHERE y = 2023) / sum(quantity) FILTER (WHERE y = 2023), '990.00') AS "2023, dollars a kg"
FROM valves, extract(year FROM period) AS y
GROUP BY supplier ORDER BY sum(value) FILTER (WHERE y = 2021) DESC;
\pset tuples_only on
\pset format unaligned
SELECT format('A Chinese valve of 2023 costs %s %% less by weight than the European ones of 2021 it replaced.',
	to_char(100 * -growth_rate(
		sum(value) FILTER (WHERE supplier = 'European Union' AND y = 2021) / sum(quantity) FILTER (WHERE supplier = 'European Union' AND y = 2021),
		sum(value) FILTER (WHERE supplier = 'China' AND y = 2023) / sum(quantity) FILTER (WHERE supplier = 'China' AND y = 2023)), 'FM990.0'))
FROM valves, extract(year FROM period) AS y;
\pset tuples_only off
\pset format aligned
\echo

-- One matrix, one screen; what the tables below show are its rows.
CREATE TEMP TABLE screened AS
SELECT f.*
FROM (SELECT trade_matrix(exporter, importer, period, value) AS m
	FROM flows WHERE in_list(product, 'CHPL')) AS t,
	intermediary_flags(m, target => 'RUS', origins => group_members('GECC'), since => '2022-02-24', unit => 'USD') AS f;

\echo '5. Through whom does coalition technology still arrive?  High priority goods, million dollars a month'
SELECT country_name(intermediary::country_code) AS intermediary,
	to_char(inflow_before / 1e6, '99,990.0') AS "bought before",
	to_char(inflow_after / 1e6, '99,990.0') AS "after",
	to_char(outflow_before / 1e6, '9,990.0') AS "sold to Russia before",
	to_char(outflow_after / 1e6, '9,990.0') AS "after",
	to_char(attributed / 1e6, '9,990.0') AS "of it from there",
	grade,
	to_char(score, '0.00') AS score
FROM screened WHERE grade IS NOT NULL ORDER BY attributed DESC;

\echo 'Why each is on it. Traced: purchases rose out of all proportion. Possible: by more than they usually swing and enough for the new sales; it says where to look, not what was found'
SELECT intermediary AS code,
	(SELECT string_agg(code, ', ') FROM flag_reasons(reasons) WHERE fired) AS signals,
	(SELECT sentence FROM flag_reasons(reasons) WHERE flagged OR code = 'SOURCING' LIMIT 1) AS reason
FROM screened WHERE grade IS NOT NULL ORDER BY attributed DESC;

\echo 'Who is not on it: makers of the goods, and neighbours whose trade is steady'
SELECT country_name(intermediary::country_code) AS country,
	to_char(outflow_before / 1e6, '9,990.0') AS "sold to Russia before",
	to_char(outflow_after / 1e6, '9,990.0') AS "after",
	lpad(to_char(100 * growth_rate(inflow_before, inflow_after), 'FMSG999,990.0 %'), 14) AS "purchases grew",
	coalesce((SELECT string_agg(code, ', ') FROM flag_reasons(reasons) WHERE fired), 'none') AS signals
FROM screened WHERE grade IS NULL AND intermediary IN ('CHN', 'MYS', 'VNM', 'AZE', 'GEO', 'MNG', 'SRB', 'UZB')
ORDER BY outflow_after DESC;
\pset tuples_only on
\pset format unaligned
SELECT format('Russia''s direct purchases from the coalition fell from %s to %s million dollars a month; the countries above sell it %s million a month.',
	to_char(max(direct_before) / 1e6, 'FM9,990'), to_char(max(direct_after) / 1e6, 'FM9,990'),
	to_char(sum(outflow_after) FILTER (WHERE grade IS NOT NULL) / 1e6, 'FM9,990'))
FROM screened;
SELECT format('The same screen on technology that is not on the list, as a control: %s of %s countries on it.',
	count(*) FILTER (WHERE grade IS NOT NULL), count(*))
FROM (SELECT trade_matrix(exporter, importer, period, value) AS m
	FROM flows WHERE in_list(product, 'technology') AND NOT in_list(product, 'CHPL')) AS t,
	intermediary_flags(m, target => 'RUS', origins => group_members('GECC'), since => '2022-02-24');
\pset tuples_only off
\pset format aligned
\echo

\echo 'How sure is that?  The same screen with each other market in the place of Russia: 1, no market saw their sales grow as fast; 0 markets to compare with, the question has no answer'
SELECT country_name(intermediary::country_code) AS intermediary,
	p.runs AS "markets to compare with",
	p.rank AS "rank of Russia",
	p.flagged_runs + p.possible_runs AS "markets with a grade"
FROM (SELECT trade_matrix(exporter, importer, period, value) AS m
	FROM flows WHERE in_list(product, 'CHPL')) AS t,
	intermediary_placebo(m, target => 'RUS', origins => group_members('GECC'), since => '2022-02-24') AS p
	JOIN screened AS s USING (intermediary)
WHERE p.kind = 'target' AND s.grade IS NOT NULL ORDER BY s.attributed DESC;

\echo 'Which ways could what the coalition (S) no longer sells have come?  At most, million dollars a month.  Here a purchase counts from 1.25 times what was to be expected: Hong Kong''s, 1.2 times, do not'
SELECT route,
	to_char(value / 1e6, '9,990.0') AS "a month",
	to_char(100 * shortfall_share, '990.0 %') AS "of the fall"
FROM (SELECT trade_matrix(exporter, importer, period, value) AS m
	FROM flows WHERE in_list(product, 'CHPL')) AS t,
	diversion_routes(m, target => 'RUS', origins => group_members('GECC'), since => '2022-02-24')
ORDER BY value DESC LIMIT 8;

\echo 'And what became of the coalition''s sales in all'
SELECT term,
	to_char(value / 1e6, '9,990.0') AS "million a month",
	to_char(100 * share, '990.0 %') AS "of the fall",
	reason
FROM (SELECT trade_matrix(exporter, importer, period, value) AS m
	FROM flows WHERE in_list(product, 'CHPL')) AS t,
	leak_balance(m, target => 'RUS', origins => group_members('GECC'), since => '2022-02-24');

\echo 'What they charge: processors (HS 854231), dollars a kg in the time after'
SELECT country_name(intermediary::country_code) AS intermediary,
	r.sentence AS "sales to Russia over purchases from the coalition"
FROM (SELECT trade_matrix(exporter, importer, period, value, quantity) AS m
	FROM flows WHERE in_list(product, 'microprocessors')) AS t,
	intermediary_flags(m, target => 'RUS', origins => group_members('GECC'), since => '2022-02-24') AS f,
	flag_reasons(f.reasons) AS r
WHERE f.grade IS NOT NULL AND r.code = 'MARKUP' AND r.fired
ORDER BY f.attributed DESC;
