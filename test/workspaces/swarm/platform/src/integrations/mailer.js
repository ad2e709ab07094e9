'use strict';

const { mailApi } = require('./http-clients');
const logger = require('../logger');

const SENDER = 'Swarm <no-reply@swarm.dev>';

async function sendMail({ to, subject, text }) {
  const { data } = await mailApi.post('/messages', { from: SENDER, to, subject, text });
  logger.info({ messageId: data.id, subject }, 'Sent a mail');
  return data.id;
}

module.exports = { sendMail };
