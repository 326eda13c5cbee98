query("SELECT a FROM t");
query("SELECT a FROM %s.t WHERE a = $1", schema);
query("SELECT a "
	"FROM %s.%s WHERE f(a)", schema, relation);
append(&query, " AND b OPERATOR(pg_catalog.=) lower(a)");
append(&query, "ORDER BY a COLLATE \"C\"");
query("DELETE FROM t WHERE true");
query("INSERT INTO t VALUES ($1)");
query("UPDATE t SET a = 1");
query("SELECT $1::text");
function = LookupFuncName(list_make1(makeString("lower")), 1, types, false);
relation = RelnameGetRelid("t");
operator = OpernameGetOprid(names, left, right);
type = TypenameGetTypid("text");
type = DirectFunctionCall1(regtypein, CStringGetDatum("text"));
