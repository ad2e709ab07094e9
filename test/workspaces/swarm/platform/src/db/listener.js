'use strict';

const { Client } = require('pg');
const config = require('../config');
const logger = require('../logger');

const CHANNEL = 'ticket_ready';

const client = new Client({ connectionString: config.databaseUrl });

/** Calls `onReady(ticketId)` whenever a ticket becomes ready. LISTEN needs a connection of its own. */
async function startListening(onReady) {
  await client.connect();
  client.on('notification', (message) => {
    if (message.channel === CHANNEL && message.payload) onReady(message.payload);
  });
  client.on('error', (err) => {
    logger.error({ err }, 'Lost the LISTEN connection');
  });
  await client.query(`LISTEN ${client.escapeIdentifier(CHANNEL)}`);
}

async function stopListening() {
  await client.end();
}

module.exports = { startListening, stopListening };
