'use strict';

const pino = require('pino');

module.exports = pino({
  name: 'swarm-platform',
  level: process.env.LOG_LEVEL || 'info',
  redact: ['password', 'token', '*.password', '*.token', 'headers.authorization'],
});
