#!/usr/bin/env bash
# A PL/pgSQL block, whose call sites keep what they read, sees a list and a group that
# another session changes on the primary: there, and on a hot standby.
. "${SRCDIR:-.}/test/t/cluster.sh"

standby() {
	nodes="$nodes 2"
	"$bin/pg_basebackup" -h "$tmp" -p 1 -U postgres -D "$tmp/2" -R -X stream -c fast &&
		node_configure 2 'hot_standby = on' && node_start 2
}
need 'a primary starts' node_create 1 'wal_level = replica' 'max_wal_senders = 5'
need 'it has the extension' on 1 -c 'CREATE EXTENSION sanctions' -c 'CREATE TABLE t (i integer)' \
	-c "INSERT INTO sanctions_list (list_name, hs) VALUES ('changing', '01')" \
	-c "INSERT INTO sanctions_group (group_name, member) VALUES ('changing', 'KAZ')"
need 'a standby starts' standby
need 'the standby follows' eventually "SELECT count(*) = 1 FROM sanctions_list WHERE list_name = 'changing'" 2
check 'it is one' "$(on 2 -c 'SELECT pg_is_in_recovery()')" t

# What a block on a server sees before and after a change.  An older transaction stays
# open and a newer one ends, so that the change in between alters neither end of a
# snapshot, only what runs between them.
changes() {
	local server=$1 code=$2 member=$3 got
	session 1 oldest
	say oldest "BEGIN; INSERT INTO t VALUES (1); SELECT 'begun';"
	session 1 writer
	say writer "BEGIN; INSERT INTO t VALUES (2); $4"
	say writer "INSERT INTO sanctions_list (list_name, hs) VALUES ('changing', '$code');"
	say writer "INSERT INTO sanctions_group (group_name, member) VALUES ('changing', '$member'); SELECT 'written';"
	for _ in $(seq 100); do grep -q written "$tmp/writer.out" && grep -q begun "$tmp/oldest.out" && break; sleep 0.1; done
	on 1 -c "INSERT INTO t VALUES (3)"
	eventually "SELECT pg_last_wal_replay_lsn() >= '$(on 1 -c 'SELECT pg_current_wal_flush_lsn()')'::pg_lsn" 2
	on "$server" -c "SET application_name = 'reader'" -f - >"$tmp/reader.out" <<-SQL &
		DO \$\$
		DECLARE r text := '';
		BEGIN
		    FOR i IN 1..2 LOOP
		        r := r || in_list('$code'::text, 'changing')::text || ' ' || in_group('$member'::text, 'changing')::text || ' ';
		        FOR n IN 1..300 LOOP
		            EXIT WHEN EXISTS (SELECT FROM sanctions_list WHERE list_name = 'changing' AND hs = '$code');
		            PERFORM pg_sleep(0.1);
		        END LOOP;
		    END LOOP;
		    RAISE NOTICE 'seen %', r;
		END \$\$;
	SQL
	local reader=$!
	eventually "SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'reader' AND wait_event = 'PgSleep'" "$server"
	say writer 'COMMIT;'
	close writer
	wait "$reader"
	got=$(grep -o 'seen .*' "$tmp/reader.out" || cat "$tmp/reader.out")
	close oldest
	wait
	rm -f "$tmp"/*.pipe
	echo "$got"
}
check 'a block on the standby sees what changes while it runs' "$(changes 2 02 GEO '')" 'seen false false true true '
savepoints=$(for n in $(seq 80); do echo "SAVEPOINT s$n; INSERT INTO t VALUES ($n);"; done)
check 'also by a transaction of more subtransactions than are counted' "$(changes 2 03 ARM "$savepoints")" 'seen false false true true '
check 'a block on the primary does, too' "$(changes 1 05 TUR '')" 'seen false false true true '
check 'and what it sees stays' "$(on 2 -c "SELECT in_list('02'::text, 'changing'), in_group('ARM'::text, 'changing'), in_list('04'::text, 'changing')")" 't|t|f'
echo "1..$tests"
