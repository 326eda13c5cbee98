// ClickHouse as a child: a line of JSON {"sql"} in, a line {"ms", "rows"} or {"error"} out.
// Its tables lie in the folder of the first argument; the second is the number of threads.
import { createInterface } from 'node:readline';
import { Session } from 'chdb';

const session = new Session(process.argv[2]);
const settings = ` SETTINGS max_threads = ${process.argv[3]}, join_use_nulls = 1`;

function answer(sql) {
	const select = /^\s*SELECT/i.test(sql);
	const start = process.hrtime.bigint();
	const text = session.query(select ? sql + settings : sql, 'JSONCompactEachRow');
	const ms = Number(process.hrtime.bigint() - start) / 1e6;
	return { ms, rows: text.trim() ? text.trim().split('\n').map(row => JSON.parse(row)) : [] };
}

for await (const line of createInterface({ input: process.stdin })) {
	let reply;
	try {
		reply = answer(JSON.parse(line).sql);
	} catch (error) {
		reply = { error: String(error.message ?? error) };
	}
	process.stdout.write(JSON.stringify(reply) + '\n');
}
