\echo
\echo 'B. REAL ROWS: EU27 exports of high priority goods, euro'
\echo '   Source: Eurostat, DS-045409, licence CC BY 4.0; eight-digit lines added up by HS6 and partner.'
\echo
CREATE TEMP TABLE eu_export (partner country_code, product hs_code, period text, value numeric);
\copy eu_export FROM PSTDIN (FORMAT csv, HEADER)
CREATE TEMP VIEW eu_flow AS
SELECT partner, product, to_date(period, 'YYYY-MM') AS period, value, list_match(product, 'CHPL') AS match
FROM eu_export;

-- Codes of HS 2022 stand in all years here, but one listed good had a code of its own until 2021.
\echo '6. EU exports of high priority goods, million euro: 2021 against January to November 2022, as monthly averages.  Until 2021 one listed good, parts of aircraft, had another code (880330, now 880730): the bridge between the two counts it in both years'
SELECT country_name(partner) AS partner,
	to_char(sum(value) FILTER (WHERE match = 'exact' AND period < '2022-01-01') / 1e6, '9,990.0') AS "2021, exact codes",
	to_char(sum(value) FILTER (WHERE period < '2022-01-01') / 1e6, '9,990.0') AS "2021, with bridge",
	to_char(sum(value) FILTER (WHERE match = 'exact' AND period >= '2022-01-01') / 1e6, '9,990.0') AS "2022, 11 months",
	lpad(to_char(100 * trade_growth(period, value, '[2022-01-01,2022-12-01)', 2021) FILTER (WHERE match = 'exact'), 'FMSG9,990.0 %'), 13) AS "growth, exact",
	lpad(to_char(100 * trade_growth(period, value, '[2022-01-01,2022-12-01)', 2021), 'FMSG9,990.0 %'), 11) AS "with bridge"
FROM eu_flow
WHERE partner IN ('KAZ', 'KGZ', 'ARM', 'RUS') AND period >= '2021-01-01' AND in_list(product, 'CHPL')
GROUP BY partner ORDER BY partner;
\pset tuples_only on
\pset format unaligned
SELECT format('These rows hold no sale of a partner to Russia, so the screen has no second leg here: %s of %s countries flagged.',
	(SELECT count(*) FROM (SELECT trade_matrix('EU27_2020'::country_code, partner, period, value) AS m FROM eu_flow) AS t,
		intermediary_flags(m, target => 'RUS', origins => '{EU27_2020}', since => '2022-02-24') AS f WHERE f.flagged),
	(SELECT count(DISTINCT partner) - 1 FROM eu_flow));
\pset tuples_only off
\pset format aligned
\echo

\echo '7. Whose purchases rose beyond the market and their own past, and lasted?  The origins'' sales alone, since March 2022, million euro a month'
CREATE TEMP TABLE eu_sale AS
SELECT trade_matrix('EU27_2020'::country_code, partner, period, value) AS m FROM eu_flow WHERE in_list(product, 'CHPL');
SELECT country_name(destination::country_code) AS country,
	to_char(base / 1e6, '9,990.0') AS "expected",
	to_char(value_after / 1e6, '9,990.0') AS "bought",
	outcome, reason
FROM eu_sale, destination_surges(m, target => 'RUS', origins => '{EU27_2020}', since => '2022-03-01', before_months => 12);
\pset tuples_only on
\pset format unaligned
SELECT format('The same of January 2021, when nothing had happened: %s of %s countries.', count(*) FILTER (WHERE suspicious), count(*))
FROM eu_sale, destination_surges(m, target => 'RUS', origins => '{EU27_2020}', since => '2021-01-01', after_months => 9);
\pset tuples_only off
\pset format aligned
