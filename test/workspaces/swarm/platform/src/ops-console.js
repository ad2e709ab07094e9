'use strict';

const { Server } = require('socket.io');
const config = require('./config');
const logger = require('./logger');
const { verifyAccessToken } = require('./auth/tokens');

const OPERATOR_ROLES = ['owner', 'admin'];

let consoleIo = null;

/** The fleet view for a tenant's administrators: VM states and their placement. */
function attachOpsConsole(server) {
  const io = new Server(server, {
    path: '/ops',
    destroyUpgrade: false,
    cors: { origin: config.dashboardOrigin },
  });

  io.use((socket, next) => {
    try {
      const claims = verifyAccessToken(socket.handshake.auth.token);
      if (!OPERATOR_ROLES.includes(claims.role)) return next(new Error('forbidden'));
      socket.data.tenantId = claims.tenantId;
      return next();
    } catch (err) {
      logger.info({ reason: err.message }, 'Refused an operator console');
      return next(new Error('unauthenticated'));
    }
  });

  io.on('connection', (socket) => {
    const { tenantId } = socket.data;
    socket.join(`tenant:${tenantId}:fleet`);
    socket.on('vm:watch', (vmId) => socket.join(`tenant:${tenantId}:vm:${vmId}`));
  });

  consoleIo = io;
  return io;
}

function vmStateChanged(tenantId, vmId, state) {
  if (!consoleIo) return;
  const change = { vmId, state, at: Date.now() };
  consoleIo.to(`tenant:${tenantId}:fleet`).to(`tenant:${tenantId}:vm:${vmId}`).emit('vm:state', change);
}

function fleetSummary(tenantId, counts) {
  if (!consoleIo) return;
  consoleIo
    .to([`tenant:${tenantId}:fleet`, `tenant:${tenantId}:billing`])
    .emit('fleet:summary', counts);
}

module.exports = { attachOpsConsole, fleetSummary, vmStateChanged };
