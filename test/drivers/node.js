const { Client } = require('pg');

(async () => {
  const client = new Client();
  await client.connect();
  for (const name of ['TYPES', 'VIEW']) {
    const { rows } = await client.query({ text: process.env[name].replace('{}', '$1'), values: ['KGZ'], rowMode: 'array' });
    for (const row of rows) {
      console.log(row.map((v) => v instanceof Date ? v.toLocaleDateString('sv') : typeof v === 'object' && v !== null ? JSON.stringify(v) : String(v)).map((v, i) => name === 'TYPES' && i === 4 ? JSON.stringify(v) : v).join('|'));
    }
  }
  await client.end();
})().catch((error) => { console.error(error.message); process.exit(1); });
