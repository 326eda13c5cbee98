-- Events: what is shipped, own rows, who may do what.
BEGIN;
SELECT plan(11);

SELECT is(min(effective_on), date '2022-02-24', 'the first export controls of the United States after the invasion')
FROM sanctions_event WHERE regime = 'US' AND target = 'RUS';
SELECT ok(bool_and(shipped AND source IS NOT NULL), 'every shipped event names its source') FROM sanctions_event;
SELECT lives_ok($$INSERT INTO sanctions_event (regime, target, effective_on, description) VALUES ('mine', 'IRN', '2012-01-01', 'x')$$,
    'an event of one''s own');
SELECT throws_ok($$INSERT INTO sanctions_event (regime, target, effective_on, description) VALUES ('mine', 'IRN', 'infinity', 'x')$$,
    '23514', NULL, 'an infinite day');
SELECT throws_ok($$DELETE FROM sanctions_event$$, '42501', NULL, 'shipped rows stay');
SELECT lives_ok($$DELETE FROM sanctions_event WHERE NOT shipped$$, 'own rows go');

CREATE ROLE sanctions_test_reader;
SET ROLE sanctions_test_reader;
SELECT lives_ok($$SELECT * FROM sanctions_event, LATERAL (SELECT in_list('854231'), in_group('DEU', 'EU')) AS f LIMIT 1$$, 'anybody reads');
SELECT throws_ok(format('INSERT INTO %s DEFAULT VALUES', t), '42501', NULL, 'not anybody adds to ' || t)
FROM unnest('{sanctions_event,sanctions_group,sanctions_list,sanctions_hs_bridge}'::text[]) AS t;
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
