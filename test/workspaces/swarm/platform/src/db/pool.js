'use strict';

const { Pool } = require('pg');
const config = require('../config');
const logger = require('../logger');

const pool = new Pool({
  connectionString: config.databaseUrl,
  max: 20,
  idleTimeoutMillis: 30_000,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
});

pool.on('error', (err) => {
  logger.error({ err }, 'Idle database connection failed');
});

/** Runs `work` with one connection inside BEGIN/COMMIT and rolls back when it throws. */
async function withTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (err) {
    await client.query('ROLLBACK');
    throw err;
  } finally {
    client.release();
  }
}

/** Like withTransaction, for tables under row-level security: the policy reads app.tenant_id. */
async function withTenant(tenantId, work) {
  return withTransaction(async (client) => {
    await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
    return work(client);
  });
}

module.exports = { pool, withTransaction, withTenant };
