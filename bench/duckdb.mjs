// DuckDB as a child: a line of JSON {"sql"} in, a line {"ms", "rows"} or {"error"} out.
// Its table lies in the file of the first argument; the second is the number of threads.
import { createInterface } from 'node:readline';
import { DuckDBInstance } from '@duckdb/node-api';

const database = await DuckDBInstance.create(process.argv[2], { threads: process.argv[3] });
const connection = await database.connect();

async function answer(sql) {
	const start = process.hrtime.bigint();
	const result = await connection.runAndReadAll(sql);
	const ms = Number(process.hrtime.bigint() - start) / 1e6;
	return { ms, rows: result.getRowsJson() };
}

for await (const line of createInterface({ input: process.stdin })) {
	const reply = await answer(JSON.parse(line).sql).catch(error => ({ error: String(error.message) }));
	process.stdout.write(JSON.stringify(reply) + '\n');
}
