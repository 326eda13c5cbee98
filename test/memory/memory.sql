-- The n-th call that may run out of memory does so, for n = 1, 2, ... in every call of the
-- extension's functions and in some statements.  Read by test/t/memory.t, in a database
-- whose functions are those of that build; :lib is it, :turns of samples are called.
\ir ../calls.sql
CREATE SCHEMA memory;
SET search_path = memory, calls, public;
SET client_min_messages = error;
CREATE FUNCTION arm(bigint) RETURNS boolean LANGUAGE c STRICT AS :'lib', 'memory_arm';
CREATE FUNCTION count() RETURNS bigint LANGUAGE c STRICT AS :'lib', 'memory_count';
CREATE FUNCTION failed() RETURNS bigint LANGUAGE c STRICT AS :'lib', 'memory_failed';
CREATE FUNCTION canary(text) RETURNS text LANGUAGE c STRICT AS :'lib', 'memory_canary';
-- needs the library to be there
SELECT 'CHN'::country_code \g /dev/null

-- What is run: a query of one row, compared as text; in again, at @n@, the same with one call
-- site.  Some catch the error themselves; what defines tables leaves them in the server's caches.
CREATE TABLE run (id serial, what text, query text, again text, caught boolean NOT NULL DEFAULT false, defines boolean NOT NULL DEFAULT false);

INSERT INTO run (what, query)
SELECT DISTINCT ON (query) function, query
FROM callable, generate_series(1, :turns) AS turn, LATERAL (SELECT call_of(function, turn)) AS c(query)
WHERE function <> ALL ('{"sanctions_monitor_view(name,name,text,text)",sanctions_monitor(text)}'::regprocedure[])
ORDER BY query, turn;

-- one call site, of functions that give one value
SELECT format('CREATE FUNCTION memory.again_%s(bigint, %s) RETURNS %s LANGUAGE c AS %L, ''memory_again''', p.oid, oidvectortypes(p.proargtypes), format_type(p.prorettype, NULL), :'lib')
FROM callable AS p JOIN pg_language AS l ON l.oid = p.prolang
WHERE l.lanname = 'c' AND p.prokind = 'f' AND NOT p.proretset AND p.pronargs > 0 AND p.prorettype <> ALL ('{cstring,trigger,internal}'::regtype[])
\gexec
SELECT format('CREATE FUNCTION memory.again_%s(bigint, text) RETURNS text LANGUAGE c AS %L, ''memory_again''', 'canary(text)'::regprocedure::oid, :'lib')
\gexec
INSERT INTO run (what, query, again)
SELECT DISTINCT ON (query) function || ' once more', query, again
FROM callable AS p, generate_series(1, :turns) AS turn,
    LATERAL (SELECT string_agg(format('(%s)::%s', argument(a.type, p.proargnames[a.i], turn, a.i::integer), format_type(a.type, NULL)), ', ' ORDER BY a.i)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, i)) AS a(list),
    LATERAL (SELECT format('SELECT %s(%s) AS r FROM (VALUES (1)) AS s(n)', p.oid::regproc, list),
        format('SELECT memory.again_%s(@n@, %s) AS r FROM (VALUES (1)) AS s(n)', p.oid, list)) AS q(query, again)
WHERE to_regproc('memory.again_' || p.oid) IS NOT NULL
ORDER BY query, turn;

-- What keeps functions of ours for a whole session: indexes, and the type cache.
CREATE TABLE keys (country country_code, product hs_code, label text);
INSERT INTO keys SELECT c.code, h.code, c.code::text
FROM unnest('{CHN,RUS,DEU,KGZ}'::country_code[]) AS c(code), unnest('{854231,85,8481}'::hs_code[]) AS h(code);
CREATE INDEX ON keys (country, product);
CREATE INDEX ON keys USING hash (product);
CREATE INDEX ON keys USING brin (product);
INSERT INTO run (what, query) VALUES
    ('arrays of states', 'SELECT array_agg(s.mix) = array_agg(s.other_mix), array_agg(s.series) < array_agg(s.year_series), array_agg(s.matrix) = array_agg(s.matrix) FROM calls.state AS s'),
    ('hashed states', 'SELECT count(*) FROM (SELECT DISTINCT matrix, mix, series FROM calls.state, generate_series(1, 3)) AS d'),
    ('sorted codes', 'SELECT string_agg(country || product::text, $$ $$ ORDER BY product DESC, country) FROM memory.keys'),
    ('an index of codes', 'SELECT count(*) FROM memory.keys WHERE country = $$CHN$$ AND product <@ $$85$$::hs_code'),
    ('codes in a list', 'SELECT count(*) FROM memory.keys WHERE in_list(product, $$CHPL$$, $$HS2022$$) OR in_group(country, $$EU$$, $$2022-02-24$$)'),
    ('rows of groups', 'SELECT string_agg(m::text, $$ $$) FROM (SELECT trade_mix(exporter, value) AS m FROM calls.flow GROUP BY importer, year ORDER BY importer, year) AS g'),
    ('moving windows', 'SELECT string_agg(total(s)::text, $$ $$) FROM (SELECT trade_series(day, value) OVER (ORDER BY day, exporter ROWS 5 PRECEDING) AS s FROM calls.flow) AS w'),
    ('a roll-up', 'SELECT rollup(m)::text FROM (SELECT trade_matrix(exporter, importer, day, value, quantity) AS m FROM calls.flow GROUP BY year, importer) AS g'),
    ('a screen', 'SELECT string_agg(to_jsonb(i)::text, $$ $$) FROM calls.state, intermediaries(matrix, $$RUS$$, origins => $${DEU,FRA}$$, since => $$2022-02-24$$) AS i'),
    ('a placebo', 'SELECT string_agg(to_jsonb(i)::text, $$ $$) FROM calls.state, intermediary_placebo(matrix, $$RUS$$, origins => $${DEU,FRA}$$, since => $$2022-02-24$$) AS i'),
    ('text in', 'SELECT m::text::trade_matrix::text, mix::text::trade_mix::text, series::text::trade_series::text FROM calls.state, LATERAL (SELECT matrix) AS s(m)'),
    ('jsonb', 'SELECT matrix::jsonb, mix::jsonb, series::jsonb FROM calls.state');

CREATE TABLE raw AS SELECT exporter AS exporter, importer AS importer, '854231' AS product, day::text AS period, value::text AS value FROM calls.flow;
INSERT INTO run (what, query, defines) VALUES
    ('an import', 'SELECT string_agg(to_jsonb(r)::text, $$ $$) FROM sanctions_import($$memory.raw$$, $$memory.imported$$, $$flows$$) AS r', true);
SELECT sanctions_import('memory.raw', 'memory.flows', 'flows') \g /dev/null
SELECT sanctions_monitor('memory_monitor') \g /dev/null
INSERT INTO memory_monitor.watch (name, source, target, origins, since, per)
VALUES ('chips', 'memory.flows', 'RUS', 'GECC', '2022-02-24', 'product'), ('basket', 'memory.flows', 'RUS', 'GECC', '2022-02-24', 'list');
SELECT sanctions_capture('memory_monitor', 'memory.flows') \g /dev/null
CALL sanctions_refresh('memory_monitor');
INSERT INTO run (what, query) VALUES
    ('a report', 'SELECT sanctions_report($$memory_monitor$$)');
-- the triggers of a capture catch what happens, and mark the source for a rebuild
INSERT INTO run (what, query, caught) VALUES ('a captured write', 'SELECT memory.write()', true);
CREATE FUNCTION write() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE memory.flows SET value = value + 1 WHERE exporter = 'DEU';
    UPDATE memory.flows SET value = value - 1 WHERE exporter = 'DEU';
    RETURN (SELECT count(*) FROM sanctions_check('memory_monitor'));
END $$;

INSERT INTO run (what, query, again) VALUES
    ('canary none', 'SELECT memory.canary(''none'')', format('SELECT memory.again_%s(@n@, ''none'')', 'canary(text)'::regprocedure::oid)),
    ('canary cache', 'SELECT memory.canary(''cache'')', format('SELECT memory.again_%s(@n@, ''cache'')', 'canary(text)'::regprocedure::oid)),
    ('canary leak', 'SELECT memory.canary(''leak'')', NULL);

-- What a query gives, or the error it ends with.
CREATE FUNCTION outcome(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    given text;
BEGIN
    EXECUTE format('SELECT md5(string_agg(q::text, E''\n'')) FROM (%s) AS q', query) INTO given;
    RETURN coalesce(given, 'NULL');
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

-- What outlives a transaction.
CREATE FUNCTION kept() RETURNS bigint LANGUAGE sql AS $$
    SELECT sum(used_bytes)::bigint FROM pg_backend_memory_contexts WHERE name IN ('TopMemoryContext', 'CacheMemoryContext') OR name LIKE 'sanctions%'
$$;

CREATE TABLE problem (what text, n bigint, problem text);
CREATE TABLE seen (what text, allocations bigint, failures bigint);

-- All of a call's n, or so many of them, spread; the first ones all.
CREATE FUNCTION chosen(total bigint, most integer) RETURNS SETOF bigint LANGUAGE sql AS $$
    SELECT DISTINCT CASE WHEN total <= most OR i <= most / 2 THEN i ELSE most / 2 + (i - most / 2) * (total - most / 2) / (most - most / 2) END
    FROM generate_series(1, least(total, most)) AS i ORDER BY 1
$$;

CREATE FUNCTION try(r run, most integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    want text := memory.outcome(r.query);
    got text; fired text; before bigint; total bigint; n bigint; failures bigint := 0; so_far bigint;
BEGIN
    IF memory.outcome(r.query) IS DISTINCT FROM want THEN
        INSERT INTO memory.problem VALUES (r.what, NULL, 'gives another answer the second time');
        RETURN;
    END IF;
    PERFORM memory.arm(0);
    PERFORM memory.outcome(r.query);
    total := memory.count();
    so_far := memory.failed();
    FOR n IN SELECT * FROM memory.chosen(total, most) LOOP
        IF r.again IS NULL THEN
            PERFORM memory.arm(n);
            fired := memory.outcome(r.query);
            PERFORM memory.count();
            IF r.caught THEN
                NULL;
            ELSIF fired = want THEN
                INSERT INTO memory.problem SELECT r.what, n, 'does not say that memory ran out' WHERE want NOT LIKE '53200%';
            ELSIF fired NOT LIKE '53200%' THEN
                INSERT INTO memory.problem VALUES (r.what, n, 'fails by ' || fired);
            END IF;
            got := memory.outcome(r.query);
        ELSE
            got := memory.outcome(replace(r.again, '@n@', n::text));
        END IF;
        failures := memory.failed() - so_far;
        -- what the server looks up for errors and keeps is there after two
        IF before IS NULL AND failures >= 2 THEN
            before := memory.kept();
        END IF;
        IF got IS DISTINCT FROM want THEN
            INSERT INTO memory.problem VALUES (r.what, n, format('gives %s afterwards, not %s', left(got, 200), left(want, 200)));
        END IF;
    END LOOP;
    IF memory.kept() - before > 4096 + 100 * failures AND NOT r.defines THEN
        INSERT INTO memory.problem VALUES (r.what, NULL, format('%s bytes are left behind by %s failures', memory.kept() - before, failures));
    END IF;
    INSERT INTO memory.seen VALUES (r.what, total, failures);
END $$;
