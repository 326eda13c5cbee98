#!/usr/bin/env bash
# Reference data on several servers: what a user added on one of them is not on the
# others.  The list as an argument is right everywhere and runs there; statements
# bring the rows.  Here with postgres_fdw; citus.t has the same with Citus.
. "${SRCDIR:-.}/test/t/cluster.sh"

available() { [ "$(on "$1" -c "SELECT count(*) FROM pg_available_extensions WHERE name = '$2'")" = 1 ]; }
flows="SELECT (ARRAY['CHN', 'DEU', 'TUR', 'KGZ', 'KAZ', 'XI', 'USA'])[1 + n % 7]::country_code AS exporter,
	(ARRAY['854231', '85423190', '848180', '902780', '300212', '880330', '847130', '30029090'])[1 + n % 8]::hs_code AS product, n AS value
	FROM generate_series(1, 5000) AS n"
# rows of one's own, and what they must mean: by hand, without a look-up of the extension
own="INSERT INTO sanctions_list (list_name, hs, description) VALUES ('mine', '3002', 'medicines'), ('mine', '848180', 'it''s'), ('CHPL', '9027', NULL);
	INSERT INTO sanctions_group (group_name, member, valid) VALUES ('mine', 'KAZ', '[2022-03-04,)'), ('mine', 'GBR', '(,)')"
listed="product IN ('300212', '30029090', '848180')"
member="exporter IN ('KAZ', 'XI')"
by_list="in_codes(product, (SELECT list_codes('mine')))"
by_group="exporter = ANY ((SELECT group_members('mine')::country_code[])::country_code[])"

need 'a server starts' node_create 1
need 'another one' node_create 2
if available 1 postgres_fdw; then
	need 'a shard' on 2 -c 'CREATE EXTENSION sanctions' -c "CREATE TABLE flow AS $flows"
	need 'tables' on 1 -c 'CREATE EXTENSION sanctions' -c 'CREATE EXTENSION postgres_fdw' -c "CREATE TABLE whole AS $flows" \
		-c "CREATE SERVER shard FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$tmp', port '2', dbname 'postgres', extensions 'sanctions')" \
		-c "CREATE USER MAPPING FOR CURRENT_USER SERVER shard OPTIONS (user 'postgres')" -c 'IMPORT FOREIGN SCHEMA public LIMIT TO (flow) FROM SERVER shard INTO public' -c "$own"
	while IFS='|' read -r name condition expected; do
		check "$name as an argument: the right rows" "$(on 1 -c "SELECT count(*), sum(value) FROM flow WHERE $condition")" \
			"$(on 1 -c "SELECT count(*), sum(value) FROM whole WHERE $expected")"
		on 1 -c "EXPLAIN (VERBOSE, COSTS OFF) SELECT * FROM flow WHERE $condition" >"$tmp/plan"
		check "$name as an argument: the condition runs on the shard" "$(grep -cE '^ *Remote SQL: .* WHERE ' "$tmp/plan") $(grep -c ' Filter:' "$tmp/plan")" '1 0'
	done <<-LIST
		a list|$by_list|$listed
		a group|$by_group|$member
		a list given in full|in_codes(product, '{3002,848180}')|$listed
	LIST
	check 'in_list is right, too: it runs where its rows are' "$(on 1 -c "SELECT count(*) FROM flow WHERE in_list(product, 'mine')")" \
		"$(on 1 -c "SELECT count(*) FROM whole WHERE $listed")"
	check 'the shard knows nothing of the list' "$(on 2 -c "SELECT in_list('3002'::text, 'mine')" | grep -o 'list .* does not exist')" 'list "mine" does not exist'
	check 'the rows travel as statements' "$(on 1 -c 'SELECT sanctions_own_rows()' | on 2)" ''
	check 'and are the same there' "$(on 2 -c 'SELECT sanctions_own_rows()')" "$(on 1 -c 'SELECT sanctions_own_rows()')"
	check 'so that the shard agrees' "$(on 2 -c "SELECT count(*), sum(value) FROM flow WHERE in_list(product, 'mine') AND in_group(exporter, 'mine')")" \
		"$(on 1 -c "SELECT count(*), sum(value) FROM whole WHERE $listed AND $member")"
else
	tests=$((tests + 1))
	echo "ok $tests - postgres_fdw # SKIP it is not installed here (Debian has it in the server package, others in contrib)"
fi
echo "1..$tests"
