-- Codes against text: what drivers and BI tools send.
BEGIN;
SELECT plan(233);
-- a plan without sequential scans costs enough for the JIT
SET LOCAL jit = off;
SELECT setseed(0.27);

-- Codes, and text of every kind: their spellings, text that names none, pieces of one.
CREATE TEMP TABLE country AS SELECT code, code::text AS txt FROM sanctions_country ORDER BY random() LIMIT 60;
CREATE TEMP TABLE country_said AS
SELECT txt AS said FROM country
UNION SELECT alpha2(code) FROM country WHERE alpha2(code) IS NOT NULL
UNION SELECT lower(txt) FROM country
UNION SELECT m49(code)::text FROM country WHERE m49(code) IS NOT NULL
UNION SELECT left(txt, n) FROM country, generate_series(0, 2) AS n
UNION SELECT txt || 'X' FROM country
UNION SELECT unnest(ARRAY['', ' ', 'CHN ', ' chn', 'zz', 'zzz', 'ZZZ', 'È', '%', 'China', repeat('C', 3000), 'AAA', '000', e'C\tN']);
CREATE TEMP TABLE hs AS
SELECT DISTINCT code, code::text AS txt
FROM (SELECT try_hs_code(lpad((random() * 9999999999)::bigint::text, 10, '0')::text) AS code FROM generate_series(1, 12)
      UNION ALL SELECT hs_level(hs, 2 * (1 + (random() * 2)::integer)) FROM (SELECT hs FROM sanctions_list WHERE hs_digits(hs) = 6 LIMIT 60) AS l) AS made
WHERE code IS NOT NULL;
CREATE TEMP TABLE hs_said AS
SELECT txt AS said FROM hs
UNION SELECT left(txt, n) FROM hs, generate_series(0, 9) AS n
UNION SELECT overlay(txt PLACING '.' FROM 5 FOR 0) FROM hs WHERE length(txt) = 6
UNION SELECT unnest(ARRAY['', ' ', ' 8542', '85 42', '8542.', '853', '9', 'TOTAL', '-1', '85423100001', repeat('8', 3000), '10121.0']);

CREATE FUNCTION pg_temp.spelled(said text, as_hs boolean) RETURNS text
LANGUAGE sql RETURN COALESCE(CASE WHEN as_hs THEN try_hs_code(said)::text ELSE try_country_code(said)::text END, said) COLLATE "C";
CREATE TEMP TABLE country_pair AS SELECT code, txt COLLATE "C" AS txt, said, pg_temp.spelled(said, false) AS spelled, try_country_code(said) AS read FROM country, country_said;
CREATE TEMP TABLE hs_pair AS SELECT code, txt COLLATE "C" AS txt, said, pg_temp.spelled(said, true) AS spelled, try_hs_code(said) AS read FROM hs, hs_said;

SELECT is_empty(format($$SELECT code, said FROM %I WHERE
    (code < said, code <= said, code = said, code <> said, code >= said, code > said,
     said > code, said >= code, said = code, said <> code, said <= code, said < code)
    IS DISTINCT FROM
    (txt < spelled, txt <= spelled, txt = spelled, txt <> spelled, txt >= spelled, txt > spelled,
     txt < spelled, txt <= spelled, txt = spelled, txt <> spelled, txt >= spelled, txt > spelled)$$, pair), pair || ': comparisons are those of the texts')
FROM unnest('{country_pair,hs_pair}'::text[]) AS pair;
SELECT is_empty(format($$SELECT code, said FROM %I WHERE (code = said, code <> said) IS DISTINCT FROM (COALESCE(code = read, false), COALESCE(code <> read, true))$$, pair),
    pair || ': text that is no code equals nothing')
FROM unnest('{country_pair,hs_pair}'::text[]) AS pair;
SELECT isnt_empty(format('SELECT FROM %I WHERE code = said AND txt <> said', pair), pair || ': some spelled otherwise are equal')
FROM unnest('{country_pair,hs_pair}'::text[]) AS pair;
SELECT is_empty($$SELECT code, said FROM country_pair WHERE sign(country_code_cmp_text(code, said)) <> CASE WHEN txt = spelled THEN 0 WHEN txt < spelled THEN -1 ELSE 1 END
    OR country_code_cmp_text(code, said) <> - text_cmp_country_code(said, code)$$, 'order of a country and text');
SELECT is_empty($$SELECT code, said FROM hs_pair WHERE sign(hs_code_cmp_text(code, said)) <> CASE WHEN txt = spelled THEN 0 WHEN txt < spelled THEN -1 ELSE 1 END
    OR hs_code_cmp_text(code, said) <> - text_cmp_hs_code(said, code)$$, 'order of an HS code and text');
SELECT is_empty($$SELECT a.said, b.said FROM country_said AS a, country_said AS b, LATERAL (SELECT pg_temp.spelled(a.said, false) AS x, pg_temp.spelled(b.said, false) AS y) AS s WHERE
    (a.said <~< b.said, a.said <~= b.said, a.said =~= b.said, a.said >~= b.said, a.said >~> b.said, texts_cmp_as_country_code(a.said, b.said))
    IS DISTINCT FROM (x < y, x <= y, x = y, x >= y, x > y, CASE WHEN x = y THEN 0 WHEN x < y THEN -1 ELSE 1 END)$$, 'order of two texts as countries');
SELECT is_empty($$SELECT a.said, b.said FROM hs_said AS a, (SELECT * FROM hs_said ORDER BY random() LIMIT 80) AS b, LATERAL (SELECT pg_temp.spelled(a.said, true) AS x, pg_temp.spelled(b.said, true) AS y) AS s WHERE
    (a.said <#< b.said, a.said <#= b.said, a.said =#= b.said, a.said >#= b.said, a.said >#> b.said, texts_cmp_as_hs_code(a.said, b.said))
    IS DISTINCT FROM (x < y, x <= y, x = y, x >= y, x > y, CASE WHEN x = y THEN 0 WHEN x < y THEN -1 ELSE 1 END)$$, 'order of two texts as HS codes');
SELECT is_empty($$SELECT said FROM country_said WHERE try_country_code(said) IS NOT NULL AND
    (text_hash_as_country_code(said), text_hash_extended_as_country_code(said, 7)) <> (country_code_hash(try_country_code(said)), country_code_hash_extended(try_country_code(said), 7))$$, 'text hashes as its country');
SELECT is_empty($$SELECT said FROM hs_said WHERE try_hs_code(said) IS NOT NULL AND
    (text_hash_as_hs_code(said), text_hash_extended_as_hs_code(said, 7)) <> (hs_code_hash(try_hs_code(said)), hs_code_hash_extended(try_hs_code(said), 7))$$, 'text hashes as its HS code');
SELECT is_empty($$SELECT code, said FROM hs_pair WHERE (code <@ said, said @> code, said <@ code, code @> said)
    IS DISTINCT FROM (COALESCE(code <@ read, false), COALESCE(read @> code, false), COALESCE(read <@ code, false), COALESCE(code @> read, false))$$, 'hierarchy');
SELECT isnt_empty('SELECT FROM hs_pair WHERE code <@ said AND txt <> said', 'some stand under the text');
SELECT isnt_empty('SELECT FROM hs_pair WHERE said <@ code AND txt <> said', 'some stand over it');

-- patterns: pieces with wildcards and escapes
CREATE TEMP TABLE pattern AS
SELECT left(txt, n) || tail AS p FROM (TABLE country UNION ALL SELECT NULL, txt FROM hs) AS t, generate_series(0, 4, 2) AS n,
    unnest(ARRAY['%', '_', '', '_%', '%_%', '\%', '%' || right(txt, 1)]) AS tail
UNION SELECT lower(left(txt, 2)) || '%' FROM country
UNION SELECT '\' || left(txt, 1) || '%' FROM hs
UNION SELECT left(txt, 3) || '%' FROM hs;
SELECT is_empty($$SELECT code, p FROM country, pattern WHERE (code LIKE p, code NOT LIKE p, code ILIKE p, code NOT ILIKE p)
    IS DISTINCT FROM (txt LIKE p, txt NOT LIKE p, txt ILIKE p, txt NOT ILIKE p)$$, 'LIKE and ILIKE of a country are those of its text');
SELECT is_empty($$SELECT code, p FROM hs, pattern WHERE (code LIKE p, code NOT LIKE p, code ILIKE p, code NOT ILIKE p)
    IS DISTINCT FROM (txt LIKE p, txt NOT LIKE p, txt ILIKE p, txt NOT ILIKE p)$$, 'LIKE and ILIKE of an HS code are those of its text');
SELECT throws_ok($$SELECT '8542'::hs_code LIKE '85\'$$, '22025', NULL, 'a pattern that ends in its escape is refused as the server does');

-- NULL
SELECT is((NULL::country_code = 'CHN'::text, 'CHN'::country_code = NULL::text, 'CHN'::country_code <> NULL::text, NULL::hs_code <@ '85'::text, '85'::hs_code LIKE NULL)::text,
    '(,,,,)', 'NULL gives NULL');
SELECT ok('CHN'::country_code <> ''::text AND NOT '85'::hs_code = ''::text, 'the empty text is no code');
SELECT ok(exporter = 'CN'::varchar AND exporter = 'chn'::name AND exporter = 'CHN'::char(5) AND exporter = ANY ('{CN,x}'::varchar[]), 'other kinds of text meet codes as text does')
FROM (VALUES ('CHN'::country_code)) AS v(exporter);

-- plans
CREATE TABLE flow AS
SELECT c.code AS exporter, p.hs AS product, n
FROM generate_series(1, 30000) AS n
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS nth FROM sanctions_country) AS c ON c.nth = 1 + n * 48271::bigint % 250
JOIN (SELECT hs, row_number() OVER (ORDER BY hs) AS nth FROM (SELECT DISTINCT hs FROM sanctions_list WHERE hs_digits(hs) = 6) AS l) AS p ON p.nth = 1 + n % 70;
CREATE INDEX flow_exporter ON flow (exporter);
CREATE INDEX flow_product ON flow (product);
ANALYZE flow;
CREATE FUNCTION pg_temp.condition(query text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
    RETURN (SELECT string_agg(c #>> '{}', ' ') FROM jsonb_path_query(plan, '$.**."Index Cond"') AS c);
END $$;
CREATE FUNCTION pg_temp.counted(query text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM (%s) AS q', query) INTO n;
    RETURN n;
END $$;
-- each condition, its parameter, and the same condition without text against a code
CREATE TEMP TABLE sent (condition text, type text, parameter text, oracle text);
INSERT INTO sent VALUES
    ('exporter = $1', 'text', 'CN', $$exporter = 'CHN'$$),
    ('$1 = exporter', 'text', 'cn', $$exporter = 'CHN'$$),
    ('exporter = $1', 'varchar', '156', $$exporter = 'CHN'$$),
    ('exporter = $1', 'text', 'nowhere', 'false'),
    ('exporter = ANY ($1)', 'text[]', '{CN,nowhere,DEU,NULL}', $$exporter IN ('CHN', 'DEU')$$),
    ('exporter = ANY ($1)', 'varchar[]', '{CN,de,CHN}', $$exporter IN ('CHN', 'DEU')$$),
    ('exporter = ANY ($1)', 'text[]', '{}', 'false'),
    ('exporter IN ($1, ''JPN''::text)', 'text', 'CN', $$exporter IN ('CHN', 'JPN')$$),
    ('exporter < $1', 'text', 'AFGX', $$exporter::text COLLATE "C" < 'AFGX'$$),
    ('exporter BETWEEN $1 AND ''D''::text', 'text', 'CN', $$exporter::text COLLATE "C" BETWEEN 'CHN' AND 'D'$$),
    ('product = $1', 'text', '8542.31', $$product = '854231'$$),
    ('product = ANY ($1)', 'text[]', '{8542.31,853,TOTAL}', $$product = '854231'$$),
    ('product <@ $1', 'text', '85.42', $$product::text LIKE '8542%'$$),
    ('$1 @> product', 'text', '85', $$product::text LIKE '85%'$$),
    ('product <@ $1', 'text', '853', 'false'),
    ('product < $1', 'text', '853', $$product::text COLLATE "C" < '853'$$);
INSERT INTO sent SELECT 'exporter = ANY (group_members(''G7''))', 'text', NULL, 'exporter = ANY (group_members(''G7'')::country_code[])';
CREATE FUNCTION pg_temp.parameter_plan(s sent) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE format('PREPARE sent_one(%s) AS SELECT n FROM flow WHERE %s', s.type, s.condition);
    found := pg_temp.condition(format('EXECUTE sent_one(%L)', s.parameter));
    DEALLOCATE sent_one;
    RETURN found;
END $$;
-- EXECUTE stands in no subquery: the rows of a prepared statement, counted
CREATE FUNCTION pg_temp.parameter_count(s sent) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    EXECUTE format('PREPARE sent_two(%s) AS SELECT count(*) FROM flow WHERE %s', s.type, s.condition);
    EXECUTE format('EXECUTE sent_two(%L)', s.parameter) INTO n;
    DEALLOCATE sent_two;
    RETURN n;
END $$;
SET LOCAL enable_seqscan = off;
SELECT matches(pg_temp.parameter_plan(s), '(exporter|product)', format('an index serves %s sent as %s', s.condition, s.type)) FROM sent AS s WHERE oracle <> 'false';
SELECT is(pg_temp.parameter_count(s), pg_temp.counted('SELECT FROM flow WHERE ' || s.oracle), format('rows of %s for %s', s.condition, s.parameter)) FROM sent AS s;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT matches(pg_temp.parameter_plan(s), '(exporter|product)', format('and in a generic plan %s sent as %s', s.condition, s.type)) FROM sent AS s;
SELECT is(pg_temp.parameter_count(s), pg_temp.counted('SELECT FROM flow WHERE ' || s.oracle), format('rows of %s for %s', s.condition, s.parameter)) FROM sent AS s;
RESET plan_cache_mode;
SELECT cmp_ok((SELECT count(*) FROM sent AS s WHERE pg_temp.parameter_count(s) > 0), '>', 10::bigint, 'most find rows');
SELECT is(pg_temp.parameter_count(('exporter <> $1', 'text', '', '')::sent), (SELECT count(*) FROM flow), 'every exporter differs from the empty text');
SELECT is(pg_temp.parameter_count(('exporter <> ALL ($1)', 'text[]', '{CN,nowhere,""}', '')::sent), (SELECT count(*) FROM flow WHERE exporter <> 'CHN'), 'and <> ALL leaves out what is named');

-- LIKE: an index serves a pattern that begins with characters
CREATE TEMP TABLE liked AS SELECT unnest(ARRAY['product LIKE ''85%''', 'product LIKE ''854%''', 'product LIKE ''8542_1''', 'product LIKE ''854231''', 'product ILIKE ''8%''',
    'product LIKE ''\854%2''', 'exporter LIKE ''CH%''', 'exporter LIKE ''C%''', 'exporter LIKE ''CHN''', 'exporter ILIKE ''ch%''', 'exporter LIKE ''8%''']) AS c;
SELECT matches(pg_temp.condition('SELECT n FROM flow WHERE ' || c), '(exporter|product)', 'an index serves ' || c) FROM liked;
SELECT is(pg_temp.counted('SELECT FROM flow WHERE ' || c), pg_temp.counted('SELECT FROM flow WHERE ' || regexp_replace(c, '^(\w+)', '\1::text')), 'rows of ' || c) FROM liked;
SELECT ok(pg_temp.condition('SELECT n FROM flow WHERE ' || c) IS NULL, 'no index for ' || c)
FROM unnest(ARRAY['product LIKE ''%85''', 'product LIKE ''_5%''', 'exporter LIKE ''ch%''', 'exporter LIKE ''CHINA%''', 'product NOT LIKE ''85%''', 'product LIKE ''85423100001%''', 'product LIKE n::text']) AS c;

PREPARE liked_one(text) AS SELECT n FROM flow WHERE product LIKE $1;
SELECT matches(pg_temp.condition($$EXECUTE liked_one('854%')$$), 'product', 'an index serves LIKE of a parameter');
SELECT set_eq($$EXECUTE liked_one('854%')$$, $$SELECT n FROM flow WHERE product::text LIKE '854%'$$, 'rows of LIKE of a parameter');
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT set_eq($$EXECUTE liked_one('854%')$$, $$SELECT n FROM flow WHERE product::text LIKE '854%'$$, 'and in a generic plan');
RESET plan_cache_mode;
-- every beginning of a code, and of none: the range is exact
CREATE TEMP TABLE beginning AS
SELECT DISTINCT left(txt, n) AS b FROM (SELECT txt FROM hs UNION ALL SELECT unnest('{0,00,01,0101,07,7,77,770,78,9,99,9999999999}'::text[])) AS t, generate_series(1, 10) AS n;
CREATE TEMP TABLE ends AS
SELECT try_hs_code(c) AS code, c AS txt FROM (SELECT rpad(b, m, f) AS c FROM beginning, unnest('{2,4,6,8,10}'::integer[]) AS m, unnest('{0,9}'::text[]) AS f WHERE length(b) <= m) AS made WHERE try_hs_code(c) IS NOT NULL
UNION SELECT code, txt FROM hs;
SELECT is_empty($$SELECT b FROM beginning WHERE pg_temp.counted(format('SELECT FROM ends WHERE code LIKE %L', b || '%')) <> (SELECT count(*) FROM ends WHERE starts_with(txt, b))$$,
    'LIKE of every beginning of an HS code');
SELECT is_empty($$SELECT b FROM (SELECT DISTINCT left(said, n) AS b FROM country_said, generate_series(1, 4) AS n) AS beginnings
    WHERE pg_temp.counted(format('SELECT FROM sanctions_country WHERE code LIKE %L', replace(replace(b, '\', '\\'), '%', '\%') || '%')) <> (SELECT count(*) FROM sanctions_country WHERE starts_with(code::text, b))$$,
    'LIKE of every beginning of a country');

-- joins with text
CREATE TEMP TABLE said (partner text, about text);
INSERT INTO said SELECT said, NULL FROM country_said UNION ALL SELECT NULL, said FROM hs_said;
ANALYZE said;
SELECT matches(pg_temp.condition('SELECT n FROM said JOIN flow ON product <@ about'), 'product', 'an index serves <@ in a join with text');
SELECT matches(pg_temp.condition('SELECT n FROM (SELECT partner FROM said LIMIT 1) AS s JOIN flow ON exporter = partner'), 'exporter', 'and = in a join with text');
RESET enable_seqscan;
SELECT is((SELECT count(*) FROM said JOIN flow ON exporter = partner), (SELECT count(*) FROM said JOIN flow ON exporter = try_country_code(partner)), 'joined rows');
SELECT is((SELECT count(*) FROM said JOIN flow ON about = product), (SELECT count(*) FROM said JOIN flow ON product = try_hs_code(about)), 'joined rows of products');
SELECT is((SELECT count(*) FROM said JOIN flow ON product <@ about), (SELECT count(*) FROM said JOIN flow ON product <@ try_hs_code(about)), 'joined rows under products');
SET LOCAL enable_nestloop = off;
SET LOCAL enable_mergejoin = off;
SELECT is((SELECT count(*) FROM said JOIN flow ON exporter = partner), (SELECT count(*) FROM said JOIN flow ON exporter = try_country_code(partner)), 'hashed');
SELECT is((SELECT count(*) FROM flow WHERE product IN (SELECT about FROM said)), (SELECT count(*) FROM flow WHERE product IN (SELECT try_hs_code(about) FROM said)), 'IN (SELECT text)');
SELECT is((SELECT count(*) FROM flow WHERE exporter NOT IN (SELECT partner FROM said WHERE partner IS NOT NULL)),
    (SELECT count(*) FROM flow WHERE NOT EXISTS (SELECT FROM said WHERE try_country_code(partner) = exporter)), 'NOT IN (SELECT text)');
SELECT is((SELECT count(*) FROM said FULL JOIN flow ON exporter = partner), (SELECT count(*) FROM said FULL JOIN flow ON exporter = try_country_code(partner)), 'FULL JOIN');
RESET enable_nestloop;
RESET enable_mergejoin;

-- row-level security, partitions, BRIN
CREATE ROLE sanctions_reader_of_flows;
GRANT SELECT ON flow TO sanctions_reader_of_flows;
ALTER TABLE flow ENABLE ROW LEVEL SECURITY;
CREATE POLICY even ON flow FOR SELECT USING (n % 2 = 0);
GRANT SELECT ON sent TO sanctions_reader_of_flows;
SET LOCAL ROLE sanctions_reader_of_flows;
SET LOCAL enable_seqscan = off;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT matches(pg_temp.condition($$SELECT n FROM flow WHERE product LIKE '85%'$$), 'product', 'under row-level security an index serves LIKE of a beginning');
SELECT matches(pg_temp.parameter_plan(s), '(exporter|product)', format('under row-level security an index serves %s sent as %s', s.condition, s.type)) FROM sent AS s;
RESET plan_cache_mode;
RESET ROLE;
ALTER TABLE flow DISABLE ROW LEVEL SECURITY;
CREATE TABLE by_range (LIKE flow) PARTITION BY RANGE (product);
CREATE TABLE range_low PARTITION OF by_range FOR VALUES FROM (MINVALUE) TO ('8542');
CREATE TABLE range_8542 PARTITION OF by_range FOR VALUES FROM ('8542') TO ('8543');
CREATE TABLE range_high PARTITION OF by_range FOR VALUES FROM ('8543') TO (MAXVALUE);
CREATE TABLE by_list (LIKE flow) PARTITION BY LIST (exporter);
CREATE TABLE list_chn PARTITION OF by_list FOR VALUES IN ('CHN', 'HKG');
CREATE TABLE list_rest PARTITION OF by_list DEFAULT;
CREATE TABLE by_hash (LIKE flow) PARTITION BY HASH (exporter);
CREATE TABLE hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_range SELECT * FROM flow;
INSERT INTO by_list SELECT * FROM flow;
INSERT INTO by_hash SELECT * FROM flow;
CREATE FUNCTION pg_temp.read_by(query text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
    RETURN (SELECT string_agg(DISTINCT c #>> '{}', ' ' ORDER BY c #>> '{}') FROM jsonb_path_query(plan, '$.**."Relation Name"') AS c);
END $$;
SELECT is(pg_temp.read_by(q), partitions, q) FROM (VALUES
    ('SELECT FROM by_range WHERE product = ''854231''::text', 'range_8542'), ('SELECT FROM by_range WHERE product <@ ''8542''::text', 'range_8542'),
    ('SELECT FROM by_range WHERE product = ANY (''{854231,8542.32}''::text[])', 'range_8542'), ('SELECT FROM by_range WHERE product >= ''854''::text', 'range_8542 range_high range_low'),
    ('SELECT FROM by_range WHERE product < ''8541''::text', 'range_low'), ('SELECT FROM by_range WHERE product LIKE ''8542%''', 'range_8542'), ('SELECT FROM by_range WHERE product ILIKE ''8%''', 'range_8542 range_high range_low'), ('SELECT FROM by_list WHERE exporter = ''CN''::text', 'list_chn'),
    ('SELECT FROM by_list WHERE exporter = ANY (''{CN,hkg}''::text[])', 'list_chn'), ('SELECT FROM by_list WHERE exporter = ''nowhere''::text', 'list_rest')) AS v(q, partitions);
SELECT ok(pg_temp.read_by('SELECT FROM by_hash WHERE exporter = ANY (''{CN,156}''::text[])') IN ('hash_0', 'hash_1'), 'one hash partition for one country');
SELECT is(pg_temp.counted(format('SELECT FROM %I WHERE %s', t, c)), pg_temp.counted('SELECT FROM flow WHERE ' || c), format('rows of %s by %s', t, c))
FROM unnest('{by_range,by_list,by_hash}'::text[]) AS t,
    unnest(ARRAY['product = ''8542.31''::text', 'product <@ ''85''::text', 'product < ''853''::text', 'exporter = ''CN''::text', 'exporter = ANY (''{CN,DE,nowhere}''::text[])', 'exporter <> ''cn''::text']) AS c;
CREATE TABLE hashed AS SELECT exporter::country_code AS exporter, product, n FROM flow;
CREATE INDEX hashed_exporter ON hashed USING hash (exporter);
ANALYZE hashed;
SELECT matches(pg_temp.condition('SELECT n FROM hashed WHERE exporter = ''cn''::varchar::text || '''''), 'exporter', 'a hash index serves text');
SELECT set_eq('SELECT n FROM hashed WHERE exporter = (SELECT ''cn''::text)', 'SELECT n FROM flow WHERE exporter = ''CHN''', 'with the right rows');
CREATE DOMAIN hs6_line AS hs_code CHECK (hs_digits(VALUE) = 6);
CREATE TABLE of_domain AS SELECT product::hs6_line AS product, n FROM flow;
CREATE INDEX of_domain_product ON of_domain (product);
ANALYZE of_domain;
SELECT matches(pg_temp.condition('SELECT n FROM of_domain WHERE ' || c), 'product', 'an index on a domain serves ' || c)
FROM unnest(ARRAY['product = ''854231''', 'product = (SELECT ''8542.31''::text)', 'product = ANY (''{8542.31}''::text[])', 'product <@ ''85''', 'product <@ (SELECT ''85''::text)', 'product LIKE ''854%''']) AS c;
CREATE TABLE sorted AS SELECT * FROM flow ORDER BY product;
CREATE INDEX sorted_brin ON sorted USING brin (product) WITH (pages_per_range = 2);
ANALYZE sorted;
PREPARE brin_text(text) AS SELECT n FROM sorted WHERE product = $1;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT matches(pg_temp.condition($$EXECUTE brin_text('8542.31')$$), 'product', 'BRIN serves a text parameter');
SELECT set_eq($$EXECUTE brin_text('8542.31')$$, $$SELECT n FROM flow WHERE product = '854231'$$, 'with the right rows');
SELECT is_empty($$EXECUTE brin_text('no code')$$, 'none for text that is no code');
CREATE TABLE by_exporter AS SELECT * FROM flow ORDER BY exporter;
CREATE INDEX by_exporter_brin ON by_exporter USING brin (exporter) WITH (pages_per_range = 2);
ANALYZE by_exporter;
PREPARE brin_text_first(text) AS SELECT n FROM by_exporter WHERE $1 = exporter;
SELECT matches(pg_temp.condition($$EXECUTE brin_text_first('156')$$), 'exporter', 'text on the left of a country too');
SELECT set_eq($$EXECUTE brin_text_first('156')$$, $$SELECT n FROM flow WHERE exporter = 'CHN'$$, 'with the right rows');
RESET plan_cache_mode;
SELECT matches(pg_temp.condition('SELECT n FROM sorted WHERE product LIKE ''8542%'''), 'product', 'and LIKE');
RESET enable_seqscan;

-- estimates come from the data: a code in any spelling, a prefix
CREATE FUNCTION pg_temp.estimate(query text) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN plan #>> '{0,Plan,Plan Rows}';
END $$;
SELECT ok(pg_temp.estimate('SELECT FROM flow WHERE ' || c) BETWEEN n / 4.0 AND n * 4.0, format('estimate of %s: %s rows', c, n))
FROM (SELECT c, pg_temp.counted('SELECT FROM flow WHERE ' || c) AS n FROM unnest(ARRAY['exporter = ''cn''::text', 'exporter = ANY (''{CN,DE,FR}''::text[])', 'product LIKE ''85%''', 'product <@ ''85''::text']) AS c) AS counted;

-- casts
SELECT is((SELECT string_agg(format('%s>%s:%s', castsource::regtype, casttarget::regtype, castcontext), ' ' ORDER BY castsource::regtype::text, casttarget::regtype::text)
    FROM pg_cast WHERE 'country_code'::regtype IN (castsource, casttarget) OR 'hs_code'::regtype IN (castsource, casttarget)
        OR 'country_code[]'::regtype IN (castsource, casttarget) OR 'hs_code[]'::regtype IN (castsource, casttarget)),
    'bigint>country_code:e character>country_code:a character>hs_code:a character varying>country_code:a character varying>hs_code:a country_code>text:a country_code[]>text[]:i hs_code>text:a hs_code[]>text[]:i integer>country_code:e smallint>country_code:e text>country_code:a text>hs_code:a', 'the casts');
CREATE TEMP TABLE taken (exporter country_code, product hs_code, label text, codes country_code[]);
INSERT INTO taken SELECT partner, about, 'CHN'::country_code, ARRAY['CN', 'DE']::text[] FROM (VALUES ('CN'::text, '8542.31'::text)) AS v(partner, about);
SELECT is(taken::text, '(CHN,854231,CHN,"{CHN,DEU}")', 'text goes into columns of codes, and codes into text') FROM taken;
-- a JDBC driver sends its strings as varchar, and a staging table has char(3)
CREATE TEMP TABLE staged (partner varchar(5), reporter char(5), about varchar, heading char(9), several varchar(3)[]);
INSERT INTO staged VALUES ('cn', 'KG', '8542.31', '8542', '{CN,276,NULL}'), (NULL, NULL, NULL, NULL, NULL);
TRUNCATE taken;
INSERT INTO taken (exporter, product, codes) SELECT partner, about, several FROM staged;
INSERT INTO taken (exporter, product) SELECT reporter, heading FROM staged;
SELECT results_eq('SELECT exporter::text, product::text, codes::text FROM taken ORDER BY exporter, codes',
    $$VALUES ('CHN', '854231', '{CHN,DEU,NULL}'), ('KGZ', '8542', NULL), (NULL, NULL, NULL), (NULL, NULL, NULL)$$, 'varchar and char go into columns of codes');
PREPARE send(varchar, bpchar) AS UPDATE taken SET exporter = $1, product = $2 WHERE exporter = 'KG' RETURNING exporter::text || product::text;
SELECT results_eq('EXECUTE send(''156'', ''84  '')', 'VALUES (''CHN84'')', 'and as parameters of a statement');
SELECT throws_ok(format('INSERT INTO taken (exporter) SELECT ''nowhere''::%s', kind), '22P02', NULL, kind || ': what is no country is refused')
FROM unnest('{varchar,bpchar}'::text[]) AS kind;
SELECT throws_ok(format('INSERT INTO taken (product) SELECT ''10121''::%s', kind), '22P02', NULL, kind || ': what is no HS code is refused')
FROM unnest('{varchar,bpchar}'::text[]) AS kind;
ALTER TABLE staged ALTER partner TYPE country_code, ALTER reporter TYPE country_code, ALTER about TYPE hs_code, ALTER heading TYPE hs_code;
SELECT is((SELECT staged::text FROM staged WHERE partner IS NOT NULL), '(CHN,KGZ,854231,8542,"{CN,276,NULL}")', 'such a column becomes one of codes');
SELECT throws_ok('INSERT INTO taken (exporter) SELECT ''nowhere''::text', '22P02', NULL, 'but not what is no code');
SELECT throws_ok('UPDATE taken SET product = ''853''::text', '22P02', NULL, 'nor in an update');
SELECT throws_ok('INSERT INTO taken (exporter) SELECT 156', '42804', NULL, 'a number is cast on demand');
SELECT throws_ok('INSERT INTO taken (product) SELECT 8542', '42804', NULL, 'a number is no HS code');
SELECT is(156::country_code::text, 'CHN', 'a number is a country on demand');
SELECT is(ARRAY[156::smallint::country_code, 156::bigint::country_code, country_code(842::smallint), country_code(842::bigint)]::text,
    '{CHN,CHN,USA,USA}', 'one of any width, as a file read by pandas has');
SELECT throws_ok(format('SELECT (%s)::country_code', number), '22023', format('no country_code has the number %s', value), number || ' is no country')
FROM (VALUES ('7::smallint', '7'), ('-1::smallint', '-1'), ('1000::smallint', '1000'), ('7::bigint', '7'), ('-156::bigint', '-156'), ('4294967452', '4294967452'),
    ('9223372036854775807', '9223372036854775807'), ('-9223372036854775808', '-9223372036854775808')) AS v(number, value);
SELECT throws_ok('INSERT INTO taken (exporter) SELECT 156::' || kind, '42804', NULL, kind || ' is cast on demand, too') FROM unnest('{smallint,bigint}'::text[]) AS kind;
SELECT is('{CHN,NULL,DEU}'::country_code[]::text[], '{CHN,NULL,DEU}'::text[], 'an array as text keeps its NULLs');
SELECT is('[2:3][0:1]={{8542,85},{01,0101}}'::hs_code[]::text[]::text, '[2:3][0:1]={{8542,85},{01,0101}}', 'and its shape');
SELECT is('{}'::country_code[]::text[], '{}'::text[], 'an empty one is empty');
SELECT is(combined_share(trade_mix(c, 1.0::float8), ARRAY['CHN', 'DEU']::country_code[]), 0.5::float8, 'an array of codes stands where labels are asked for')
FROM unnest('{CHN,DEU,USA,JPN}'::country_code[]) AS c;
SELECT is(combined_share(trade_mix(c, 1.0::float8), ARRAY['8542']::hs_code[]), 0.5::float8, 'of HS codes, too') FROM unnest('{8542,8471}'::hs_code[]) AS c;

SELECT ok(amvalidate(c.oid), format('amvalidate: %s %s', m.amname, c.opcname))
FROM pg_opclass AS c JOIN pg_am AS m ON m.oid = c.opcmethod
WHERE c.opcname ~ '^(country_code|hs_code)' ORDER BY 1;

SELECT * FROM finish();
ROLLBACK;
