'use strict';

const axios = require('axios');
const config = require('../config');
const logger = require('../logger');

/** Posts to the operators' channel. Does nothing where Slack is not set up. */
async function notifyOperators(text, fields = {}) {
  if (!config.slack.webhookUrl) return;

  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text } },
    {
      type: 'context',
      elements: Object.entries(fields).map(([name, value]) => ({ type: 'mrkdwn', text: `*${name}* ${value}` })),
    },
  ];
  try {
    await axios.post(config.slack.webhookUrl, { text, blocks });
  } catch (err) {
    logger.warn({ err }, 'Slack did not take the message');
  }
}

/** Posts a digest to a tenant's own channel. */
async function postDigest(webhookUrl, markdown) {
  await axios.post(webhookUrl, { text: markdown, mrkdwn: true }, { timeout: 5_000 });
}

module.exports = { notifyOperators, postDigest };
