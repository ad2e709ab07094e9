'use strict';

const { verifyAccessToken } = require('../auth/tokens');
const logger = require('../logger');

/** Reads the bearer token and puts the caller and the tenant on the request. */
function authenticate(req, res, next) {
  const header = req.get('authorization') || '';
  const token = header.startsWith('Bearer ') ? header.slice('Bearer '.length) : null;
  if (!token) {
    return res.status(401).json({ error: { code: 'unauthenticated', message: 'A bearer token is required' } });
  }

  let claims;
  try {
    claims = verifyAccessToken(token);
  } catch (err) {
    logger.warn({ reason: err.message, path: req.path }, 'Rejected a bearer token');
    return res.status(401).json({ error: { code: 'invalid_token', message: 'The token is invalid or has expired' } });
  }

  if (!claims.tenantId) {
    return res.status(403).json({ error: { code: 'no_tenant', message: 'The token is not bound to a tenant' } });
  }

  req.user = { id: claims.sub, tenantId: claims.tenantId, role: claims.role };
  req.tenantId = claims.tenantId;
  return next();
}

module.exports = { authenticate };
