'use strict';

const http = require('node:http');
const { createApp } = require('./app');
const config = require('./config');
const logger = require('./logger');
const { pool } = require('./db/pool');
const { startListening } = require('./db/listener');
const { realtime } = require('./websocket');
const { attachOpsConsole } = require('./ops-console');
const { WorkflowDispatcher, StepExecutor } = require('./engine-pg');
const { SwarmManager } = require('./swarm-manager');

const MAX_TENANTS = 500;

async function startDispatchers(executor) {
  const { rows: tenants } = await pool.query('SELECT id FROM tenants ORDER BY created_at LIMIT $1', [MAX_TENANTS]);
  const dispatchers = new Map();
  for (const tenant of tenants) {
    const dispatcher = new WorkflowDispatcher(tenant.id, executor);
    dispatchers.set(tenant.id, dispatcher);
    dispatcher.start();
  }
  return dispatchers;
}

async function main() {
  const server = http.createServer(createApp());
  realtime.attach(server);
  attachOpsConsole(server);

  const swarm = new SwarmManager(config.vm);
  const dispatchers = await startDispatchers(new StepExecutor(swarm));

  await startListening(() => {
    for (const dispatcher of dispatchers.values()) dispatcher.nudge();
  });

  server.keepAliveTimeout = 65_000;
  server.listen(config.port, () => {
    logger.info({ port: config.port, tenants: dispatchers.size }, 'Platform is listening');
  });
}

main().catch((err) => {
  logger.fatal({ err }, 'Could not start the platform');
  process.exit(1);
});
