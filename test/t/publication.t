#!/usr/bin/env bash
# Logical replication of a whole database (FOR ALL TABLES) between two servers that
# have the extension: own rows of the reference tables arrive and follow, shipped
# rows stay as they are.
. "${SRCDIR:-.}/test/t/cluster.sh"

need 'a publisher starts' node_create 1 'wal_level = logical' 'max_wal_senders = 12' 'max_replication_slots = 12'
need 'a subscriber starts' node_create 2 'max_logical_replication_workers = 8'
for n in 1 2; do
	need 'the extension' on $n -c 'CREATE EXTENSION sanctions' -c 'CREATE TABLE flow (exporter country_code, product hs_code PRIMARY KEY, value numeric)'
done
need 'rows of the user' on 1 <<'SQL'
INSERT INTO flow VALUES ('CHN', '854231', 5);
INSERT INTO sanctions_group (group_name, member) VALUES ('mine', 'KAZ'), ('mine', 'GEO');
INSERT INTO sanctions_group (group_name, member, valid) VALUES ('EAEU', 'ARM', '[2015-01-02,2030-01-01)');
INSERT INTO sanctions_list (list_name, hs, description) VALUES ('mine', '3002', 'medicines'), ('mine', '01', NULL);
INSERT INTO sanctions_event (regime, target, effective_on, description) VALUES ('mine', 'RUS', '2022-02-24', 'x');
INSERT INTO sanctions_hs_bridge (vintage, hs, older_vintage, older_hs, match) VALUES ('HS2022', '854149', 'HS2017', '854140', 'bridged');
INSERT INTO sanctions_country_name (key, code) VALUES ('Foo', 'DEU'), ('Bar', 'FRA');
SQL
rows() {
	on "$1" -c "SELECT string_agg(x, chr(10) ORDER BY x COLLATE \"C\") FROM (SELECT 'g' || t AS x, shipped FROM sanctions_group AS t
		UNION ALL SELECT 'l' || t, shipped FROM sanctions_list AS t UNION ALL SELECT 'e' || t, shipped FROM sanctions_event AS t
		UNION ALL SELECT 'b' || t, shipped FROM sanctions_hs_bridge AS t UNION ALL SELECT 'n' || t, shipped FROM sanctions_country_name AS t UNION ALL SELECT 'f' || t, false FROM flow AS t) AS every_row
		WHERE $2"
}
own() { rows "$1" 'NOT shipped'; }
shipped() { rows "$1" shipped | md5sum; }
# until what the publisher has written so far is applied
caught_up() {
	eventually "SELECT count(*) = 1 AND bool_and(replay_lsn >= '$(on 1 -c 'SELECT pg_current_wal_lsn()')') FROM pg_stat_replication WHERE application_name = 'everything'" 1
}
before=$(shipped 2)

check 'a publication of all tables' "$(on 1 -c 'CREATE PUBLICATION everything FOR ALL TABLES')" ''
check 'and a subscription' "$(on 2 -c "CREATE SUBSCRIPTION everything CONNECTION 'host=$tmp port=1 user=postgres dbname=postgres' PUBLICATION everything" | grep -v '^NOTICE')" ''
eventually "SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel" 2
check 'the copy of every table ends' "$(on 2 -c "SELECT srrelid::regclass, srsubstate FROM pg_subscription_rel WHERE srsubstate <> 'r'")" ''
check 'own rows came' "$(own 2)" "$(own 1)"
check 'shipped rows are there once' "$(shipped 2)" "$before"
check 'look-ups know them' "$(on 2 -c "SELECT in_group('GEO'::text, 'mine'), in_list('30021300'::text, 'mine'), in_group('ARM'::text, 'EAEU', '2030-01-01'), list_match('854140'::text, vintage => 'HS2017')")" 't|t|f|bridged'

check 'changes of own rows are possible' "$(on 1 <<'SQL'
DELETE FROM sanctions_group WHERE member = 'GEO' AND NOT shipped;
UPDATE sanctions_group SET valid = '[2015-01-02,2031-01-01)' WHERE group_name = 'EAEU' AND NOT shipped;
INSERT INTO sanctions_list (list_name, hs) VALUES ('mine', '8542');
UPDATE sanctions_list SET description = NULL, hs = '3004' WHERE hs = '3002' AND list_name = 'mine';
DELETE FROM sanctions_event WHERE NOT shipped;
UPDATE sanctions_hs_bridge SET match = 'ambiguous' WHERE NOT shipped;
UPDATE sanctions_country_name SET code = 'ITA' WHERE key = 'Foo';
DELETE FROM sanctions_country_name WHERE key = 'Bar';
UPDATE flow SET value = 6;
SQL
)" ''
caught_up
check 'they follow' "$(own 2)" "$(own 1)"
check 'and differ from before' "$(on 2 -c "SELECT in_group('GEO'::text, 'mine'), in_list('85423110'::text, 'mine'), in_group('ARM'::text, 'EAEU', '2030-01-01'), list_match('854140'::text, vintage => 'HS2017')")" 'f|t|t|ambiguous'

# as an update of the extension on the publisher alone would do
check 'other shipped rows on the publisher' "$(on 1 <<'SQL'
ALTER TABLE sanctions_group DISABLE TRIGGER shipped_guard;
INSERT INTO sanctions_group VALUES ('EU', 'KAZ', '(,)', NULL, true);
UPDATE sanctions_group SET source = 'changed' WHERE group_name = 'G7';
DELETE FROM sanctions_group WHERE group_name = 'EAEU' AND member = 'KGZ';
ALTER TABLE sanctions_group ENABLE ALWAYS TRIGGER shipped_guard;
INSERT INTO sanctions_group (group_name, member) VALUES ('last', 'KAZ');
SQL
)" ''
caught_up
check 'the subscriber keeps those of its own version' "$(shipped 2)" "$before"
check 'and goes on' "$(on 2 -c "SELECT group_members('last')") $(own 2)" "{KAZ} $(own 1)"
check 'without an error' "$(grep -cE 'ERROR|FATAL' "$tmp/1.log" "$tmp/2.log" | paste -sd' ' | sed "s#$tmp/##g")" '1.log:0 2.log:0'
need 'the subscription ends' on 2 -c 'DROP SUBSCRIPTION everything'
echo "1..$tests"
