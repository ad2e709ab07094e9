'use strict';

const { ZodError } = require('zod');
const { ApiError } = require('../errors');
const logger = require('../logger');

function unknownRoute(req, res) {
  res.status(404).json({ error: { code: 'route_not_found', message: 'There is nothing at this address' } });
}

// Express tells error handlers from others by their four parameters.
// eslint-disable-next-line no-unused-vars
function errorHandler(err, req, res, next) {
  if (err instanceof ApiError) {
    return res.status(err.status).json({ error: { code: err.code, message: err.message } });
  }
  if (err instanceof ZodError) {
    const [issue] = err.issues;
    return res.status(400).json({ error: { code: 'invalid_request', message: `${issue.path.join('.')}: ${issue.message}` } });
  }

  logger.error({ stack: err.stack, method: req.method, path: req.path }, 'Request failed');

  if (process.env.NODE_ENV === 'development') {
    return res.status(500).json({ error: { code: 'internal', message: err.stack } });
  }
  return res.status(500).json({ error: { code: 'internal', message: 'Something went wrong on our side' } });
}

module.exports = { unknownRoute, errorHandler };
