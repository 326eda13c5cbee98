--
-- report: what a monitor found, as a page for people
--

CREATE FUNCTION @extschema@.sanctions_report_style() RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ':root{color-scheme:light dark;--ink:#1c2128;--soft:#545d68;--rule:#d5dae0;--paper:#fff;--panel:#f5f7f9;--accent:#0b4f8a;--strong:#98201c;--weak:#7a4a00}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1.5rem 1.25rem 3rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.25;margin:0;font-weight:650;text-wrap:balance}
h1{font-size:1rem;color:var(--soft);font-weight:600}
h2{font-size:1.9rem;letter-spacing:-.01em;margin:.2rem 0 .6rem}
h3{font-size:1.2rem;margin:2.4rem 0 .7rem;padding-top:.7rem;border-top:2px solid var(--ink)}
h4{font-size:1.1rem}
p,ul,dl{margin:.5rem 0}
a{color:var(--accent)}
.lead{font-size:1.15rem;max-width:46rem}
.soft,figcaption,small{color:var(--soft)}
small,figcaption,.card .why,.fine{font-size:.875rem}
.alert{border:1px solid var(--strong);border-left-width:.4rem;padding:.5rem .8rem;margin:1rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1.2rem 0}
.tiles>div{background:var(--panel);border-top:3px solid var(--accent);padding:.7rem .9rem}
.tiles dt{color:var(--soft);font-size:.875rem}
.tiles dd{margin:0;font-size:1.5rem;font-weight:650;line-height:1.3}
.tiles dd+dd{font-size:.875rem;font-weight:400;color:var(--soft)}
.asked{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.25rem 1.25rem;max-width:46rem}
.asked dt{color:var(--soft)}
.asked dd{margin:0}
.charts{columns:25rem 2;column-gap:2rem}
.charts figure{break-inside:avoid;margin-bottom:1.5rem}
figure{margin:0;min-width:0}
figcaption{margin-bottom:.4rem}
figcaption b{display:block;color:var(--ink);font-size:1rem}
svg{display:block;max-width:100%;height:auto}
.charts svg,.card svg{width:100%}
.svg-name{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-opacity:.8}
.card{border:1px solid var(--rule);border-radius:.35rem;padding:1rem 1.1rem;margin:1rem 0}
.card header{display:flex;flex-wrap:wrap;gap:.3rem .7rem;align-items:baseline}
.grade{font-size:.8125rem;font-weight:650;border:1.5px solid;border-radius:1rem;padding:0 .6rem}
.traced{color:var(--strong);border-style:solid}
.possible{color:var(--weak);border-style:dashed}
.card .asked{grid-template-columns:minmax(5rem,9rem) 1fr}
.card .sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:.5rem 1.75rem;align-items:start}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
caption{text-align:left;color:var(--soft);padding:.3rem 0}
th,td{overflow-wrap:break-word;text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--rule);unicode-bidi:isolate}
th{font-weight:600}
th small{font-weight:400}
td.n,th.n{text-align:right;white-space:nowrap}
time{white-space:nowrap}
.key{display:inline-block;width:1.6rem;border-top:2px solid #2166ac;vertical-align:.25em;margin-right:.3rem}
.key.two{border-top:2px dashed #b35806}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--accent)}
pre{white-space:pre-wrap;background:var(--panel);padding:.7rem .9rem;font-size:.75rem;line-height:1.45;margin:.5rem 0}
@media screen and (max-width:30rem){body{padding:1rem .9rem 2rem}article .wide tbody>tr>:first-child{min-width:10rem}h2{font-size:1.5rem}.asked{grid-template-columns:1fr;gap:0}.asked dd{margin-bottom:.4rem}}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e7eb;--soft:#a7b0bb;--rule:#39424d;--paper:#13171c;--panel:#1c2229;--accent:#8cbcf0;--strong:#ff9d94;--weak:#f0c36d}
.key{border-color:#79b1e8}.key.two{border-color:#f0a860}
.svg-line-1,.svg-bar-1,.svg-flow{stroke:#79b1e8}.svg-bar-1,.svg-flow{fill:#79b1e8}.svg-line-2,.svg-bar-2{stroke:#f0a860}.svg-bar-2{fill:#f0a860}.svg-line-3{stroke:#7cc8a0}}
@page{size:A4;margin:15mm}
@media print{:root{--panel:#f2f2f2;font-size:9.5pt}body{max-width:none;padding:0}.tiles{grid-template-columns:repeat(4,1fr)}.charts{columns:2;column-gap:1.5rem}h3,h4,header,caption,figcaption,thead{break-after:avoid}h3{margin-top:1.4rem}h2.next{break-before:page}figure,.tiles>div,.sides,tr,pre{break-inside:avoid}.wide{overflow:visible}nav,details{display:none}a{color:inherit;text-decoration:none}}';

COMMENT ON FUNCTION @extschema@.sanctions_report_style() IS
'A step of sanctions_report: the style sheet of the page, for screens, dark ones too, and A4.';

CREATE FUNCTION @extschema@.sanctions_report_page(title pg_catalog.text, content pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- The policy forbids scripts and fetching, whatever a text in the page may say.
    RETURN format('<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src ''none''; style-src ''unsafe-inline''; img-src data:">
<meta name="generator" content="sanctions">
<link rel="icon" href="data:,">
<title>%1$s</title>
<style>
%2$s
</style>
</head>
<body>
%3$s
</body>
</html>
', @extschema@.markup_text(title), @extschema@.sanctions_report_style(), content);
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_page(pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_report: the page around its content.';

CREATE FUNCTION @extschema@.sanctions_report_figure(amount double precision) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce('<data value="' || amount::text || '">' || replace(@extschema@.amount_text(amount), ' ', '&#160;') || '</data>', '&#8211;');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_figure(double precision) IS
'A step of sanctions_report: an amount for people, with all its digits for machines.';

CREATE FUNCTION @extschema@.sanctions_report_time(at timestamp with time zone, shown pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN format('<time datetime="%s">%s</time>', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(at AT TIME ZONE 'UTC', shown));
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_time(timestamp with time zone, pg_catalog.text) IS
'A step of sanctions_report: a moment, in UTC, shown by a template of to_char.';

CREATE FUNCTION @extschema@.sanctions_report_names(monitor pg_catalog.name, watch pg_catalog.text) RETURNS pg_catalog.text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    names text[];
BEGIN
    IF monitor IS NULL THEN
        RAISE EXCEPTION 'monitor must not be NULL' USING ERRCODE = 'null_value_not_allowed';
    ELSIF to_regclass(format('%I.health', monitor)) IS NULL OR to_regclass(format('%I.flows_monthly', monitor)) IS NULL THEN
        RAISE EXCEPTION 'schema "%" is no monitor', monitor USING ERRCODE = 'undefined_table', HINT = 'SELECT @extschema@.sanctions_monitor(...) makes one.';
    END IF;
    EXECUTE format('SELECT coalesce(array_agg(h.watch ORDER BY h.watch COLLATE "C"), ''{}'') FROM %I.health AS h WHERE h.watch = $1 OR $1 IS NULL', monitor) INTO names USING watch;
    IF names = '{}' AND watch IS NOT NULL THEN
        RAISE EXCEPTION 'monitor "%" has no watch "%"', monitor, left(watch, 40) USING ERRCODE = 'invalid_parameter_value',
            HINT = 'The view health lists them; NULL is all of them.';
    END IF;
    RETURN names;
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report_names(pg_catalog.name, pg_catalog.text) IS
'A step of sanctions_report: the watches to report on; 22023 for one that is not there, 42P01 for a schema that is no monitor, 22004 for NULL.';

CREATE FUNCTION @extschema@.sanctions_report(monitor pg_catalog.text, watch pg_catalog.text DEFAULT NULL) RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET extra_float_digits = 1 AS $$
DECLARE
    named CONSTANT name := @extschema@.sanctions_monitor_name(monitor);
    names CONSTANT text[] := @extschema@.sanctions_report_names(named, watch);
    content text := CASE WHEN names = '{}' THEN '<h2>Nothing is watched</h2><p class="lead">This monitor has no watch yet: there is nothing to report.</p>' ELSE '' END;
    contents text := '';
BEGIN
    FOR i IN 1 .. cardinality(names) LOOP
        contents := contents || format('<li><a href="#w%s">%s</a></li>', i, @extschema@.markup_text(names[i]));
        content := content || @extschema@.sanctions_report_watch(named, names[i], i);
    END LOOP;
    RETURN @extschema@.sanctions_report_page(format('%s: who may pass sanctioned goods on', coalesce(watch, monitor)),
        format('<header><h1>Sanctions report, monitor %s</h1></header>', @extschema@.markup_text(monitor))
        || CASE WHEN cardinality(names) > 1 THEN '<nav aria-label="Watches"><ul>' || contents || '</ul></nav>' ELSE '' END
        || '<main>' || content || '</main>');
END $$;

COMMENT ON FUNCTION @extschema@.sanctions_report(pg_catalog.text, pg_catalog.text) IS
'What a monitor found, as one HTML page for people who were not there: what was asked, the answer in a sentence, trade over time, the ways goods took, suppliers, a card for each country with a grade, who was looked at and not flagged and why, what to keep in mind, and the versions and arguments it was made with. A section for that watch, or for every watch. Its figures are those of the monitor''s views, in the unit of the source; the element around a figure has all its digits.
The page fetches nothing and has no script: write it to a file, a table, or attach it to a mail. It fits phones, dark screens, and A4 in print. All text is escaped. It reads the views alone, with the rights of the caller. A watch without a refresh has a section that says so.
22023 for a watch that is not there, 42P01 for a schema that is no monitor, 22004 for a NULL monitor. The text has the encoding of the client: for a file set client_encoding to UTF8, as the page says it is.';
