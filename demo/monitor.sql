\echo
\echo 'C. THE SAME AS A JOB: a monitor on the sample, and a page for those who were not there'
\echo
CREATE SCHEMA sanctions_demo;
CREATE TABLE sanctions_demo.flows AS SELECT * FROM flows WHERE in_list(product, 'CHPL') AND period < '2024-12-01';
SELECT sanctions_monitor('sanctions_demo') \g /dev/null
INSERT INTO sanctions_demo.watch (name, source, target, origins, list_name, since, per, unit)
VALUES ('High priority goods to Russia (a made-up sample)', 'sanctions_demo.flows', 'RUS', 'GECC', 'CHPL', '2022-02-24', 'list', 'USD');
SELECT sanctions_capture('sanctions_demo', 'sanctions_demo.flows') \g /dev/null
CALL sanctions_refresh('sanctions_demo');
-- a month arrives
INSERT INTO sanctions_demo.flows SELECT * FROM flows WHERE in_list(product, 'CHPL') AND period = '2024-12-01';
CALL sanctions_refresh('sanctions_demo');

\echo '8. The runs of its nightly refresh: five years and eleven months, then the month that arrived'
SELECT run, status, CASE WHEN rebuilt THEN 'all rows' ELSE 'what changed' END AS read, products_read AS products, products_screened AS screens,
	flags_new AS "new flags", flags_kept AS kept
FROM sanctions_demo.runs ORDER BY run;
\echo '9. Its view of countries, as a BI tool reads it, million dollars a month: what extra purchases explain of the extra sales, and all that they could cover'
SELECT intermediary_name AS country, CASE WHEN products_flagged > 0 THEN 'traced' ELSE 'possible' END AS grade,
	to_char(attributed / 1e6, '9,990.0') AS "attributed to it", to_char(rerouted / 1e6, '9,990.0') AS "at most"
FROM sanctions_demo.countries WHERE products_flagged + products_possible > 0 ORDER BY attributed DESC;
\pset tuples_only on
\pset format unaligned
\encoding UTF8
\o :report
SELECT sanctions_report('sanctions_demo');
\o
SELECT format('The page for those who were not there: %s (%s kB; open it in a browser, print it, attach it to a mail).', :'report',
	octet_length(sanctions_report('sanctions_demo')) / 1024);
\pset tuples_only off
\pset format aligned
DROP SCHEMA sanctions_demo CASCADE;
