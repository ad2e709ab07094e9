'use strict';

const { rateLimit } = require('express-rate-limit');

const tooMany = { error: { code: 'too_many_requests', message: 'Too many attempts, try again later' } };

/** Ten attempts per quarter of an hour and address. */
const credentialLimiter = rateLimit({
  windowMs: 15 * 60 * 1000,
  limit: 10,
  standardHeaders: 'draft-7',
  legacyHeaders: false,
  message: tooMany,
});

const webhookLimiter = rateLimit({
  windowMs: 60 * 1000,
  limit: 300,
  standardHeaders: 'draft-7',
  legacyHeaders: false,
  message: tooMany,
});

module.exports = { credentialLimiter, webhookLimiter };
