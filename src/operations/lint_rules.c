/*
 * The rules of the lint, as queries over the stores.  Numbers become text by concat(): a
 * cast that somebody made between types of the server would run for ::text.
 *
 * A rule gives a row for each row of the caller's it finds: its id, what is at fault
 * (the subject, by which findings are counted), and whether that is grave.  Keys compare
 * what was read, raw numbers what stands there.  Keys are never NULL; a column that the
 * query lacks is the same key in every row.
 */
#include "postgres.h"

#include "operations/lint.h"

#define NEEDS(column) (1 << LINT_##column)
#define SEEN(fact) LINT_SEEN_##fact

const lint_step sanctions_lint_steps[] = {
	/* each row twice: by its exporter beside others of its importer, and the reverse */
	{"flow_side", NULL,
		"SELECT id, 1 AS side, exporter AS label, exporter_raw AS raw, exporter_kind AS kind, "
		"importer AS other, product, period, direction, value FROM flow_row "
		"UNION ALL SELECT id, 2, importer, importer_raw, importer_kind, exporter, product, period, direction, "
		"value FROM flow_row"},
	/* labels that are parts of others, which are there too */
	{"flow_part", NULL,
		"SELECT DISTINCT part.key AS part, part.shown, whole.key AS whole "
		"FROM (VALUES ('XI0', 'GBR'), ('XU0', 'GBR'), ('BEL', '058'), ('LUX', '058'), ('SRB', 'SCG'), ('MNE', 'SCG')) AS p(part, whole) "
		"JOIN flow_label AS part ON part.code OPERATOR(pg_catalog.=) p.part "
		"JOIN flow_label AS whole ON whole.code OPERATOR(pg_catalog.=) p.whole"},
	/* texts that are read as one country */
	{"flow_spelling", NULL,
		"SELECT raw, key, shown, label FROM "
		"(SELECT raw, key, shown, label, pg_catalog.count(*) OVER (PARTITION BY key) AS spellings FROM flow_label "
		"WHERE code IS NOT NULL) AS l WHERE spellings OPERATOR(pg_catalog.>) 1"},
	/* a code and a longer one that begins with it */
	{"flow_heading", NULL,
		"SELECT DISTINCT heading.key AS heading, line.key AS line FROM flow_product AS line "
		"CROSS JOIN LATERAL pg_catalog.generate_series(2, pg_catalog.length(line.code) OPERATOR(pg_catalog.-) 2, 2) AS n "
		"JOIN flow_product AS heading ON heading.code OPERATOR(pg_catalog.=) pg_catalog.left(line.code, n)"},
	/* what a code was in an older vintage; a code stands for those under it */
	{"flow_vintage", NULL,
		"SELECT DISTINCT older.key AS older, newer.key AS newer, older.shown, newer.shown AS newer_shown "
		"FROM %s.sanctions_hs_bridge_plain AS b "
		"JOIN flow_product AS older ON pg_catalog.starts_with(older.code, b.older_hs::pg_catalog.text) "
		"JOIN flow_product AS newer ON pg_catalog.starts_with(newer.code, b.hs::pg_catalog.text) "
		"WHERE older.key OPERATOR(pg_catalog.<>) newer.key"},
	/* rows whose key others have too */
	{"flow_repeated", NULL,
		"SELECT r.id, r.exporter, r.importer, r.product, r.period, r.direction, r.exporter_raw, r.importer_raw, r.value, r.quantity "
		"FROM flow_row AS r JOIN (SELECT exporter, importer, product, period, direction FROM flow_row "
		"GROUP BY exporter, importer, product, period, direction HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 1) AS k "
		"ON (k.exporter, k.importer, k.product, k.period, k.direction) OPERATOR(pg_catalog.=) "
		"(r.exporter, r.importer, r.product, r.period, r.direction)"},
	/* what a reporter reports in a period */
	{"flow_total", NULL,
		"SELECT reporter AS owner, months, month, pg_catalog.sum(value) AS total, pg_catalog.count(*) AS rows FROM flow_row "
		"WHERE months OPERATOR(pg_catalog.>) 0 GROUP BY reporter, months, month"},
	/*
	 * Levels that are 300 to 3,000 times the median of the other periods, or that part of
	 * it.  The median without the row itself: of an even number it is between two.
	 */
	{"flow_total_break", "flow_total",
		"SELECT owner, months, month, level, median FROM (SELECT owner, months, month, level, n, "
		"(pg_catalog.nth_value(level, (n OPERATOR(pg_catalog./) 2)::integer) OVER w OPERATOR(pg_catalog.+) "
		"pg_catalog.nth_value(level, ((n OPERATOR(pg_catalog.+) 1) OPERATOR(pg_catalog./) 2)::integer) OVER w) "
		"OPERATOR(pg_catalog./) 2::double precision AS median "
		"FROM (SELECT owner, months, month, total::double precision AS level, "
		"pg_catalog.count(*) OVER (PARTITION BY owner, months) AS n "
		"FROM flow_total WHERE total OPERATOR(pg_catalog.>) 0) AS t WHERE n OPERATOR(pg_catalog.>) 1 "
		"WINDOW w AS (PARTITION BY owner, months ORDER BY level "
		"ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)) AS l "
		"WHERE ((level OPERATOR(pg_catalog.>=) (300 OPERATOR(pg_catalog.*) median) AND level OPERATOR(pg_catalog.<=) (3000 OPERATOR(pg_catalog.*) median)) "
		"OR (median OPERATOR(pg_catalog.>=) (300 OPERATOR(pg_catalog.*) level) AND median OPERATOR(pg_catalog.<=) (3000 OPERATOR(pg_catalog.*) level)))"},
	{"flow_unit", NULL,
		"SELECT product AS owner, months, month, pg_catalog.percentile_cont(0.5) WITHIN GROUP (ORDER BY unit_value) AS level, "
		"pg_catalog.count(*) AS rows FROM flow_row WHERE product_kind OPERATOR(pg_catalog.=) 1 AND unit_value IS NOT NULL "
		"AND months OPERATOR(pg_catalog.>) 0 GROUP BY product, months, month"},
	{"flow_unit_break", "flow_unit",
		"SELECT owner, months, month, level, median FROM (SELECT owner, months, month, level, rows, all_rows, "
		"(pg_catalog.nth_value(level, (n OPERATOR(pg_catalog./) 2)::integer) OVER w OPERATOR(pg_catalog.+) "
		"pg_catalog.nth_value(level, ((n OPERATOR(pg_catalog.+) 1) OPERATOR(pg_catalog./) 2)::integer) OVER w) "
		"OPERATOR(pg_catalog./) 2::double precision AS median "
		"FROM (SELECT owner, months, month, level, rows, pg_catalog.sum(rows) OVER (PARTITION BY owner, months) AS all_rows, "
		"pg_catalog.count(*) OVER (PARTITION BY owner, months) AS n FROM flow_unit) AS t WHERE n OPERATOR(pg_catalog.>) 1 "
		"WINDOW w AS (PARTITION BY owner, months ORDER BY level "
		"ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)) AS l "
		"WHERE rows OPERATOR(pg_catalog.>=) 10 AND all_rows OPERATOR(pg_catalog.-) rows OPERATOR(pg_catalog.>=) 10::numeric "
		"AND ((level OPERATOR(pg_catalog.>=) (300 OPERATOR(pg_catalog.*) median) AND level OPERATOR(pg_catalog.<=) (3000 OPERATOR(pg_catalog.*) median)) "
		"OR (median OPERATOR(pg_catalog.>=) (300 OPERATOR(pg_catalog.*) level) AND median OPERATOR(pg_catalog.<=) (3000 OPERATOR(pg_catalog.*) level)))"},
	{"flow_calendar", NULL,
		"SELECT months, month, pg_catalog.sum(value) AS total, pg_catalog.lag(month) OVER w AS before, pg_catalog.lead(month) OVER w AS after "
		"FROM flow_row WHERE months OPERATOR(pg_catalog.>) 0 GROUP BY months, month WINDOW w AS (PARTITION BY months ORDER BY month)"},
	{"flow_seen", "flow_calendar",
		"SELECT DISTINCT months, month, raw FROM (SELECT months, month, exporter_raw AS raw FROM flow_row "
		"UNION ALL SELECT months, month, importer_raw FROM flow_row) AS r"},
	/* labels that neither the period before nor the one after has */
	{"flow_new", "flow_seen",
		"SELECT s.months, s.month, s.raw FROM flow_seen AS s JOIN flow_calendar AS c "
		"ON (c.months, c.month) OPERATOR(pg_catalog.=) (s.months, s.month) "
		"WHERE (c.before IS NOT NULL OR c.after IS NOT NULL) "
		"AND NOT EXISTS (SELECT FROM flow_seen AS o WHERE (o.months, o.month, o.raw) OPERATOR(pg_catalog.=) (s.months, c.before, s.raw)) "
		"AND NOT EXISTS (SELECT FROM flow_seen AS o WHERE (o.months, o.month, o.raw) OPERATOR(pg_catalog.=) (s.months, c.after, s.raw))"},
};

const int	sanctions_lint_step_count = lengthof(sanctions_lint_steps);

const lint_rule sanctions_lint_rules[] = {
	{"aggregate_label", "error", 0, SEEN(SUM), "flow_side", NULL,
		"SELECT s.id, l.shown AS subject, false AS grave FROM flow_side AS s "
		"JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) s.raw "
		"WHERE s.kind OPERATOR(pg_catalog.=) 2 AND EXISTS (SELECT FROM flow_side AS o WHERE o.kind OPERATOR(pg_catalog.<>) 2 "
		"AND (o.side, o.other, o.product, o.period, o.direction) OPERATOR(pg_catalog.=) (s.side, s.other, s.product, s.period, s.direction))",
	"Leave sums out: WHERE NOT is_aggregate(exporter) AND NOT is_aggregate(importer); what is given to no country (is_residual) stays.", LINT_ROWS},
	{"mixed_labels", "error", 0, 0, "flow_spelling", "flow_side",
		"WITH used AS (SELECT DISTINCT s.period, p.key, p.raw FROM flow_side AS s JOIN flow_spelling AS p ON p.raw OPERATOR(pg_catalog.=) s.raw), "
		"twice AS (SELECT period, key FROM used GROUP BY period, key HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 1) "
		"SELECT s.id, pg_catalog.format('%%s as \"%%s\"', p.shown, p.label) AS subject, false AS grave FROM flow_side AS s "
		"JOIN flow_spelling AS p ON p.raw OPERATOR(pg_catalog.=) s.raw "
		"JOIN twice AS t ON (t.period, t.key) OPERATOR(pg_catalog.=) (s.period, p.key)",
	"Cast labels to country_code, names by try_country_name(): shares and concentration of text count one country as several.", LINT_NO_ROWS},
	{"sum_label", "warning", 0, SEEN(UNREAD_LABEL), "flow_side", NULL,
		"WITH unread AS (SELECT side, label, other, product, period, direction, pg_catalog.sum(value) AS value FROM flow_side "
		"WHERE kind OPERATOR(pg_catalog.=) 0 GROUP BY side, label, other, product, period, direction), "
		"country AS (SELECT side, other, product, period, direction, pg_catalog.count(DISTINCT label) AS labels, "
		"pg_catalog.sum(value) AS value FROM flow_side WHERE kind OPERATOR(pg_catalog.=) 1 GROUP BY side, other, product, period, direction), "
		"both_there AS (SELECT u.side, u.label, u.other, u.product, u.period, u.direction, c.labels, u.value, "
		"pg_catalog.abs(u.value OPERATOR(pg_catalog.-) c.value) OPERATOR(pg_catalog.<=) (0.005 OPERATOR(pg_catalog.*) pg_catalog.abs(c.value)) AS equal "
		"FROM unread AS u JOIN country AS c ON (c.side, c.other, c.product, c.period, c.direction) OPERATOR(pg_catalog.=) "
		"(u.side, u.other, u.product, u.period, u.direction)), "
		"sums AS (SELECT side, label FROM both_there WHERE labels OPERATOR(pg_catalog.>=) 3 GROUP BY side, label "
		"HAVING pg_catalog.bool_and(equal) AND pg_catalog.bool_or(value OPERATOR(pg_catalog.<>) 0)) "
		"SELECT s.id, l.shown AS subject, false AS grave FROM flow_side AS s "
		"JOIN sums AS u ON (u.side, u.label) OPERATOR(pg_catalog.=) (s.side, s.label) "
		"JOIN both_there AS b ON (b.side, b.label, b.other, b.product, b.period, b.direction) OPERATOR(pg_catalog.=) "
		"(s.side, s.label, s.other, s.product, s.period, s.direction) "
		"JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) s.raw",
	"Name it as a sum, INSERT INTO sanctions_country_name (key, kind) VALUES ('its name', 'sum'), and leave it out.", LINT_ROWS},
	{"part_beside_whole", "error", 0, 0, "flow_part", "flow_side",
		"SELECT s.id, p.shown AS subject, false AS grave FROM flow_side AS s JOIN flow_part AS p ON p.part OPERATOR(pg_catalog.=) s.label "
		"WHERE EXISTS (SELECT FROM flow_side AS o WHERE (o.label, o.side, o.other, o.product, o.period, o.direction) OPERATOR(pg_catalog.=) "
		"(p.whole, s.side, s.other, s.product, s.period, s.direction))",
	"Keep the whole (GB, Belgium-Luxembourg, Serbia and Montenegro) and leave its parts out.", LINT_ROWS},
	{"heading_beside_lines", "error", NEEDS(PRODUCT), 0, "flow_heading", NULL,
		"SELECT r.id, p.shown AS subject, false AS grave FROM flow_row AS r JOIN flow_product AS p ON p.raw OPERATOR(pg_catalog.=) r.product_raw "
		"WHERE EXISTS (SELECT FROM flow_heading AS h JOIN flow_row AS s ON s.product OPERATOR(pg_catalog.=) h.line "
		"WHERE (h.heading, s.exporter, s.importer, s.period, s.direction) OPERATOR(pg_catalog.=) "
		"(r.product, r.exporter, r.importer, r.period, r.direction))",
	"Keep the longest codes of each flow only; a heading that stands alone is trade.", LINT_ROWS},
	{"total_beside_lines", "error", NEEDS(PRODUCT), SEEN(TOTAL), NULL, NULL,
		"SELECT r.id, p.shown AS subject, false AS grave FROM flow_row AS r JOIN flow_product AS p ON p.raw OPERATOR(pg_catalog.=) r.product_raw "
		"WHERE r.product_kind OPERATOR(pg_catalog.=) 2 AND EXISTS (SELECT FROM flow_row AS s WHERE s.product_kind OPERATOR(pg_catalog.=) 1 "
		"AND (s.exporter, s.importer, s.period, s.direction) OPERATOR(pg_catalog.=) (r.exporter, r.importer, r.period, r.direction))",
	"Drop totals: WHERE try_hs_code(product) IS NOT NULL.", LINT_ROWS},
	{"year_beside_months", "error", NEEDS(PERIOD), SEEN(YEAR) | SEEN(MONTH), NULL, NULL,
		"SELECT r.id, p.period AS subject, false AS grave FROM flow_row AS r JOIN flow_period AS p ON p.raw OPERATOR(pg_catalog.=) r.period_raw "
		"WHERE r.months OPERATOR(pg_catalog.=) 12 AND EXISTS (SELECT FROM flow_row AS s WHERE s.months OPERATOR(pg_catalog.=) 1 "
		"AND (s.exporter, s.importer, s.product, s.direction, s.month OPERATOR(pg_catalog./) 12) OPERATOR(pg_catalog.=) "
		"(r.exporter, r.importer, r.product, r.direction, r.month OPERATOR(pg_catalog./) 12))",
	"Drop the year where its months are.", LINT_ROWS},
	{"two_directions", "error", NEEDS(FLOW), SEEN(IMPORT) | SEEN(EXPORT), NULL, NULL,
		"WITH smaller AS (SELECT direction FROM flow_row WHERE direction OPERATOR(pg_catalog.=) ANY (ARRAY[1, 2]) "
		"GROUP BY direction ORDER BY pg_catalog.sum(value), direction DESC LIMIT 1) "
		"SELECT r.id, CASE WHEN r.direction OPERATOR(pg_catalog.=) 1 THEN 'imports' ELSE 'exports' END AS subject, false AS grave "
		"FROM flow_row AS r JOIN smaller AS d ON d.direction OPERATOR(pg_catalog.=) r.direction "
		"WHERE EXISTS (SELECT FROM flow_row AS s WHERE (s.direction, s.exporter, s.importer, s.product, s.period) OPERATOR(pg_catalog.=) "
		"(3 OPERATOR(pg_catalog.-) r.direction, r.exporter, r.importer, r.product, r.period))",
	"Keep one side: WHERE flow = 'import'. Or, where exporter is the reporter in both, swap exporter and importer in one of them, and then keep one.", LINT_ROWS},
	{"re_exports", "error", NEEDS(FLOW), SEEN(RE_EXPORT) | SEEN(EXPORT), NULL, NULL,
		"SELECT r.id, l.shown AS subject, false AS grave FROM flow_row AS r JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) r.exporter_raw "
		"WHERE r.direction OPERATOR(pg_catalog.=) 3 AND EXISTS (SELECT FROM flow_row AS s WHERE s.direction OPERATOR(pg_catalog.=) 2 "
		"AND (s.exporter, s.importer, s.product, s.period) OPERATOR(pg_catalog.=) (r.exporter, r.importer, r.product, r.period))",
	"Drop RX and RM: exports have them already.", LINT_ROWS},
	{"two_vintages", "warning", NEEDS(PRODUCT), 0, "flow_vintage", NULL,
		"SELECT r.id, pg_catalog.format('%%s beside %%s', v.shown, v.newer_shown) AS subject, false AS grave "
		"FROM flow_row AS r JOIN flow_vintage AS v ON v.older OPERATOR(pg_catalog.=) r.product "
		"WHERE EXISTS (SELECT FROM flow_row AS s WHERE (s.product, s.exporter, s.importer, s.period, s.direction) OPERATOR(pg_catalog.=) "
		"(v.newer, r.exporter, r.importer, r.period, r.direction))",
	"Keep one HS vintage of each flow, the newest.", LINT_ROWS},
	{"duplicate_row", "error", 0, 0, "flow_repeated", NULL,
		"SELECT r.id, pg_catalog.format('%%s to %%s', e.shown, i.shown) AS subject, false AS grave FROM (SELECT id, exporter_raw, importer_raw, "
		"pg_catalog.row_number() OVER (PARTITION BY exporter, importer, product, period, direction, value, quantity ORDER BY id) AS n "
		"FROM flow_repeated) AS r "
		"JOIN flow_label AS e ON e.raw OPERATOR(pg_catalog.=) r.exporter_raw JOIN flow_label AS i ON i.raw OPERATOR(pg_catalog.=) r.importer_raw "
		"WHERE r.n OPERATOR(pg_catalog.>) 1",
	"Load each file once; SELECT DISTINCT keeps one of equal rows.", LINT_ROWS},
	{"split_key", "note", 0, 0, "flow_repeated", NULL,
		"SELECT r.id, pg_catalog.format('%%s to %%s', e.shown, i.shown) AS subject, false AS grave FROM (SELECT id, exporter_raw, importer_raw, "
		"pg_catalog.max(kind) OVER (PARTITION BY exporter, importer, product, period, direction) AS kinds FROM (SELECT id, exporter_raw, "
		"importer_raw, exporter, importer, product, period, direction, "
		"pg_catalog.dense_rank() OVER (PARTITION BY exporter, importer, product, period, direction ORDER BY value, quantity) AS kind "
		"FROM flow_repeated) AS k) AS r "
		"JOIN flow_label AS e ON e.raw OPERATOR(pg_catalog.=) r.exporter_raw JOIN flow_label AS i ON i.raw OPERATOR(pg_catalog.=) r.importer_raw "
		"WHERE r.kinds OPERATOR(pg_catalog.>) 1",
	"Modes of transport, procedures or districts: sums are right, unless a row for all of them is among them; then keep that one.", LINT_ROWS},
	{"unit_break", "warning", NEEDS(PERIOD), 0, "flow_total_break", NULL,
		"SELECT r.id, pg_catalog.concat(l.shown, ' in ', p.period, ': ', CASE WHEN b.level OPERATOR(pg_catalog.>) b.median "
		"THEN pg_catalog.concat(pg_catalog.round(b.level OPERATOR(pg_catalog./) b.median)) "
		"ELSE pg_catalog.concat('1/', pg_catalog.round(b.median OPERATOR(pg_catalog./) b.level)) END, ' times its other periods') AS subject, "
		"false AS grave FROM flow_total_break AS b JOIN flow_row AS r ON (r.reporter, r.months, r.month) OPERATOR(pg_catalog.=) (b.owner, b.months, b.month) "
		"JOIN flow_period AS p ON p.raw OPERATOR(pg_catalog.=) r.period_raw "
		"JOIN (SELECT DISTINCT key, shown FROM flow_label) AS l ON l.key OPERATOR(pg_catalog.=) b.owner",
	"Thousands beside units: multiply one of them by 1000.", LINT_ROWS},
	{"unit_value_break", "warning", NEEDS(PRODUCT) | NEEDS(PERIOD) | NEEDS(QUANTITY), 0, "flow_unit_break", NULL,
		"SELECT r.id, pg_catalog.concat(c.shown, ' in ', p.period, ': ', CASE WHEN b.level OPERATOR(pg_catalog.>) b.median "
		"THEN pg_catalog.concat(pg_catalog.round(b.level OPERATOR(pg_catalog./) b.median)) "
		"ELSE pg_catalog.concat('1/', pg_catalog.round(b.median OPERATOR(pg_catalog./) b.level)) END, ' times the unit value of its other periods') AS subject, "
		"false AS grave FROM flow_unit_break AS b JOIN flow_row AS r ON (r.product, r.months, r.month) OPERATOR(pg_catalog.=) (b.owner, b.months, b.month) "
		"JOIN flow_period AS p ON p.raw OPERATOR(pg_catalog.=) r.period_raw "
		"JOIN flow_product AS c ON c.raw OPERATOR(pg_catalog.=) r.product_raw "
		"WHERE r.unit_value IS NOT NULL",
	"Tonnes beside kilograms, or thousands beside units: look which of value and quantity changed, and multiply it by 1000.", LINT_ROWS},
	{"new_labels", "warning", NEEDS(PERIOD), 0, "flow_new", NULL,
		"WITH hit AS (SELECT r.id, r.months, r.month, r.value, l.label FROM flow_row AS r "
		"LEFT JOIN flow_new AS e ON (e.months, e.month, e.raw) OPERATOR(pg_catalog.=) (r.months, r.month, r.exporter_raw) "
		"LEFT JOIN flow_new AS i ON (i.months, i.month, i.raw) OPERATOR(pg_catalog.=) (r.months, r.month, r.importer_raw) "
		"JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) COALESCE(e.raw, i.raw)), "
		"heavy AS (SELECT h.months, h.month FROM hit AS h JOIN flow_calendar AS c ON (c.months, c.month) OPERATOR(pg_catalog.=) (h.months, h.month) "
		"GROUP BY h.months, h.month, c.total HAVING pg_catalog.sum(h.value) OPERATOR(pg_catalog.>=) (0.1 OPERATOR(pg_catalog.*) c.total)) "
		"SELECT h.id, h.label AS subject, false AS grave FROM hit AS h JOIN heavy AS v ON (v.months, v.month) OPERATOR(pg_catalog.=) (h.months, h.month)",
	"Names in another language, or another list of codes: read names and codes into country_code, so that both are one label.", LINT_ROWS},
	{"empty_period", "note", NEEDS(PERIOD), 0, NULL, NULL,
		"SELECT NULL::bigint AS id, CASE WHEN gap OPERATOR(pg_catalog.=) 1 THEN pg_catalog.to_char(first_day, 'YYYY-MM') ELSE pg_catalog.concat("
		"pg_catalog.to_char(first_day, 'YYYY-MM'), ' to ', pg_catalog.to_char(last_day, 'YYYY-MM')) END AS subject, "
		"gap OPERATOR(pg_catalog.>=) 12 AS grave FROM (SELECT next OPERATOR(pg_catalog.-) reached AS gap, "
		"pg_catalog.make_timestamp(reached OPERATOR(pg_catalog./) 12, reached OPERATOR(pg_catalog.%%) 12 OPERATOR(pg_catalog.+) 1, 1, 0, 0, 0) AS first_day, "
		"pg_catalog.make_timestamp((next OPERATOR(pg_catalog.-) 1) OPERATOR(pg_catalog./) 12, "
		"(next OPERATOR(pg_catalog.-) 1) OPERATOR(pg_catalog.%%) 12 OPERATOR(pg_catalog.+) 1, 1, 0, 0, 0) AS last_day "
		"FROM (SELECT pg_catalog.lead(month) OVER w AS next, pg_catalog.max(month OPERATOR(pg_catalog.+) months) OVER w AS reached "
		"FROM (SELECT DISTINCT month, months FROM flow_period WHERE months OPERATOR(pg_catalog.>) 0) AS p WINDOW w AS (ORDER BY month, months)) AS p "
		"WHERE next OPERATOR(pg_catalog.>) reached) AS g",
	"Not the same as zero trade: load what is missing, or give coverage without it.", LINT_NO_ROWS},
	{"partial_period", "warning", NEEDS(PERIOD), 0, "flow_total", NULL,
		"SELECT r.id, pg_catalog.concat(l.shown, ' in ', p.period, ': ', pg_catalog.round(100 OPERATOR(pg_catalog.*) t.total OPERATOR(pg_catalog./) b.total), "
		"' %% of a year before') AS subject, false AS grave "
		"FROM (SELECT owner, months, month, total, pg_catalog.max(month) OVER (PARTITION BY owner, months) AS last FROM flow_total) AS t "
		"JOIN flow_total AS b ON (b.owner, b.months, b.month) OPERATOR(pg_catalog.=) (t.owner, t.months, t.month OPERATOR(pg_catalog.-) 12) "
		"JOIN flow_row AS r ON (r.reporter, r.months, r.month) OPERATOR(pg_catalog.=) (t.owner, t.months, t.month) "
		"JOIN flow_period AS p ON p.raw OPERATOR(pg_catalog.=) r.period_raw "
		"JOIN (SELECT DISTINCT key, shown FROM flow_label) AS l ON l.key OPERATOR(pg_catalog.=) t.owner "
		"WHERE t.month OPERATOR(pg_catalog.=) t.last AND b.total OPERATOR(pg_catalog.>) 0 "
		"AND t.total OPERATOR(pg_catalog.<=) (0.5 OPERATOR(pg_catalog.*) b.total)",
	"Perhaps not all is reported yet: end coverage before it.", LINT_ROWS},
	{"self_flow", "note", 0, SEEN(SELF), NULL, NULL,
		"SELECT r.id, l.shown AS subject, false AS grave FROM flow_row AS r JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) r.exporter_raw "
		"WHERE r.exporter OPERATOR(pg_catalog.=) r.importer",
	"Goods that came back, or parts of one customs area; the screens leave it out.", LINT_ROWS},
	{"residual", "note", 0, SEEN(RESIDUAL), NULL, NULL,
		"SELECT r.id, l.shown AS subject, false AS grave FROM flow_row AS r JOIN flow_label AS l "
		"ON l.raw OPERATOR(pg_catalog.=) CASE WHEN r.exporter_kind OPERATOR(pg_catalog.=) 3 THEN r.exporter_raw ELSE r.importer_raw END "
		"WHERE r.exporter_kind OPERATOR(pg_catalog.=) 3 OR r.importer_kind OPERATOR(pg_catalog.=) 3",
	"Keep it: trade that is given to no country counts once.", LINT_ROWS},
	{"negative_value", "note", 0, SEEN(NEGATIVE), NULL, NULL,
		"SELECT r.id, l.shown AS subject, false AS grave FROM flow_row AS r JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) r.exporter_raw "
		"WHERE r.value OPERATOR(pg_catalog.<) 0",
	"Corrections add up like any value; a total below 0 has no share and no growth.", LINT_ROWS},
	{"zero_quantity", "note", NEEDS(QUANTITY), SEEN(ZERO_QUANTITY), NULL, NULL,
		"SELECT r.id, l.shown AS subject, false AS grave FROM flow_row AS r JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) r.exporter_raw "
		"WHERE r.quantity OPERATOR(pg_catalog.=) 0",
	"Counts as no quantity; the value counts.", LINT_ROWS},
	{"null_value", "note", 0, SEEN(NULL), NULL, NULL,
		"SELECT r.id, l.shown AS subject, false AS grave FROM flow_left AS r JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) r.exporter_raw "
		"WHERE r.finite",
	"Not reported, and skipped; where it means zero trade, write 0.", LINT_LEFT_ROWS},
	{"not_finite", "error", 0, SEEN(NOT_FINITE), NULL, NULL,
		"SELECT r.id, l.shown AS subject, false AS grave FROM flow_left AS r JOIN flow_label AS l ON l.raw OPERATOR(pg_catalog.=) r.exporter_raw "
		"WHERE NOT r.finite",
	"NaN, infinity and what is beyond 1.7e26 are refused by every aggregate: make them NULL.", LINT_LEFT_ROWS},
	{"unread_label", "note", 0, SEEN(UNREAD_LABEL), NULL, NULL,
		"SELECT r.id, l.label AS subject, false AS grave FROM flow_row AS r JOIN flow_label AS l "
		"ON l.raw OPERATOR(pg_catalog.=) CASE WHEN r.exporter_kind OPERATOR(pg_catalog.=) 0 THEN r.exporter_raw ELSE r.importer_raw END "
		"WHERE r.exporter_kind OPERATOR(pg_catalog.=) 0 OR r.importer_kind OPERATOR(pg_catalog.=) 0",
	"Add it to sanctions_country_name, or correct it.", LINT_SHARE},
	{"unread_product", "note", NEEDS(PRODUCT), SEEN(UNREAD_PRODUCT), NULL, NULL,
		"SELECT r.id, p.product AS subject, false AS grave FROM flow_row AS r JOIN flow_product AS p ON p.raw OPERATOR(pg_catalog.=) r.product_raw "
		"WHERE r.product_kind OPERATOR(pg_catalog.=) 3",
	"Codes have 2, 4, 6, 8 or 10 digits: try_hs_code(product, digits) restores a leading zero that was lost.", LINT_SHARE},
	{"unread_period", "note", NEEDS(PERIOD), SEEN(UNREAD_PERIOD), NULL, NULL,
		"SELECT r.id, p.period AS subject, false AS grave FROM flow_row AS r JOIN flow_period AS p ON p.raw OPERATOR(pg_catalog.=) r.period_raw "
		"WHERE r.months OPERATOR(pg_catalog.=) 0",
	"Write a year as 2023, a month as 202301, 2023-01, 2023M01 or a date.", LINT_SHARE},
};

const int	sanctions_lint_rule_count = lengthof(sanctions_lint_rules);
