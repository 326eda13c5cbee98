// Reads every view of the monitor "m" by node pg, Malloy and PostGraphile as they come,
// and prints a line of TAP for each.  Connects as PGUSER, a role that may read the views
// alone; PostGraphile is shown no other schema.
import { createRequire } from 'node:module';
const require = createRequire(process.env.BI_MODULES + '/');
const { Client, Pool } = require('pg');
const { SingleConnectionRuntime } = require('@malloydata/malloy');
const { PooledPostgresConnection } = require('@malloydata/db-postgres');
const { createPostGraphileSchema, withPostGraphileContext } = require('postgraphile');
const { graphql } = require('graphql');

let tests = 0;
const say = (name, fault) => console.log(`${fault ? 'not ' : ''}ok ${++tests} - ${name}${fault ? `\n# ${String(fault).split('\n').slice(0, 5).join('\n# ')}` : ''}`);
const attempt = async (name, what) => { try { say(name, await what()); } catch (error) { say(name, error.stack); } };

const where = { host: process.env.PGHOST, port: Number(process.env.PGPORT), user: process.env.PGUSER, database: process.env.PGDATABASE };
const client = new Client(where);
await client.connect();
const views = (await client.query("SELECT relname FROM pg_class WHERE relnamespace = 'm'::regnamespace AND relkind = 'v' ORDER BY 1")).rows.map((r) => r.relname);
const rows = {};

for (const view of views)
	await attempt(`pg reads ${view}`, async () => {
		const result = await client.query(`SELECT * FROM m.${view}`);
		rows[view] = result.rowCount;
		const kinds = new Set([25, 701, 20, 1082, 1184, 16]);
		return result.fields.filter((f) => !kinds.has(f.dataTypeID)).map((f) => f.name).join() || null;
	});
await attempt('pg sends parameters as text', async () => {
	const { rows: [r] } = await client.query('SELECT count(*) AS n FROM m.flags WHERE intermediary = $1 AND since <= $2 AND outflow_after > $3', ['KGZ', '2023-01-01', '0']);
	return r.n === '1' ? null : JSON.stringify(r);
});

const connection = new PooledPostgresConnection('postgres', {}, where.host && { ...where, databaseName: where.database, username: where.user });
const runtime = new SingleConnectionRuntime({ connection, urlReader: { readURL: async () => '' } });
for (const view of views)
	await attempt(`Malloy reads ${view}`, async () => {
		const result = await runtime.loadQuery(`run: postgres.table('m.${view}') -> { aggregate: n is count() }`).run();
		const n = Number(result.data.value[0].n);
		return n === rows[view] ? null : `${n} rows, not ${rows[view]}`;
	});
await connection.close();

const pool = new Pool(where);
const schema = await createPostGraphileSchema(pool, ['m']);
const fields = Object.keys(schema.getQueryType().getFields());
for (const view of views)
	await attempt(`PostGraphile reads ${view}`, async () => {
		const name = 'all' + view.split('_').map((w) => w[0].toUpperCase() + w.slice(1)).join('');
		const field = fields.find((f) => [name, name + 's', name.replace(/y$/, 'ies')].some((n) => n.toLowerCase() === f.toLowerCase()));
		if (!field) return `no query ${name} among ${fields.join()}`;
		const result = await withPostGraphileContext({ pgPool: pool }, (context) => graphql(schema, `{ ${field} { totalCount nodes { __typename } } }`, null, { ...context }));
		if (result.errors) return result.errors.join('\n');
		return result.data[field].totalCount === rows[view] ? null : JSON.stringify(result.data[field]).slice(0, 200);
	});
await pool.end();
await client.end();
console.log(`1..${tests}`);
