'use strict';

const jwt = require('jsonwebtoken');
const config = require('../config');

const INVITATION_SECONDS = 3 * 24 * 60 * 60;

function issueAccessToken(user) {
  return jwt.sign(
    { sub: user.id, tenantId: user.tenantId, role: user.role },
    config.jwt.secret,
    { expiresIn: config.jwt.accessTtl, issuer: config.jwt.issuer },
  );
}

function issueRefreshToken(user) {
  return jwt.sign({ sub: user.id, tenantId: user.tenantId }, config.jwt.refreshSecret, config.jwt.refreshOptions);
}

function issueInvitation(tenantId, email, role) {
  const claims = {
    sub: email,
    tenantId,
    role,
    purpose: 'invitation',
    exp: Math.floor(Date.now() / 1000) + INVITATION_SECONDS,
  };
  return jwt.sign(claims, config.jwt.secret, { issuer: config.jwt.issuer });
}

/** The token a VM presents to the agent gateway. One per ticket. */
function issueAgentToken(agent, ticketId) {
  return jwt.sign(
    { sub: agent.id, tenantId: agent.tenantId, ticketId },
    config.jwt.secret,
    { issuer: config.jwt.issuer, audience: 'agent-gateway' },
  );
}

function issuePasswordResetToken(user) {
  return jwt.sign(
    { sub: user.id, purpose: 'password_reset' },
    config.jwt.secret,
    { expiresIn: '30m', issuer: config.jwt.issuer },
  );
}

/** For the command line client, which has no way to refresh. */
function issueCliAccessToken(user) {
  return jwt.sign(
    { sub: user.id, tenantId: user.tenantId, role: user.role, client: 'cli' },
    config.jwt.secret,
    { expiresIn: '365d', issuer: config.jwt.issuer },
  );
}

function verifyAccessToken(token) {
  return jwt.verify(token, config.jwt.secret, { issuer: config.jwt.issuer });
}

function verifyRefreshToken(token) {
  return jwt.verify(token, config.jwt.refreshSecret, { audience: config.jwt.refreshOptions.audience });
}

module.exports = {
  issueAccessToken,
  issueAgentToken,
  issueCliAccessToken,
  issueInvitation,
  issuePasswordResetToken,
  issueRefreshToken,
  verifyAccessToken,
  verifyRefreshToken,
};
