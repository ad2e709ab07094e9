'use strict';

const jwt = require('jsonwebtoken');
const { WebSocket, WebSocketServer } = require('ws');
const config = require('./config');
const logger = require('./logger');
const { pool } = require('./db/pool');

const MAX_MESSAGE_BYTES = 16 * 1024;

async function projectBelongsToTenant(projectId, tenantId) {
  const { rowCount } = await pool.query('SELECT 1 FROM projects WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    projectId,
  ]);
  return rowCount > 0;
}

async function sessionBelongsToTenant(sessionId, tenantId) {
  const { rowCount } = await pool.query('SELECT 1 FROM hitl_sessions WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    sessionId,
  ]);
  return rowCount > 0;
}

/** Room-based broadcasts to the dashboard. Rooms are named `kind:id`. */
class WebSocketService {
  constructor() {
    this.wss = null;
    this.rooms = new Map();
    this.presence = new Map();
  }

  attach(server) {
    this.wss = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });

    server.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url, 'http://localhost');
      if (url.pathname !== '/ws') return;

      const claims = this.authenticate(url.searchParams.get('token'));
      if (!claims) {
        socket.write('HTTP/1.1 401 Unauthorized\r\n\r\n');
        socket.destroy();
        return;
      }
      this.wss.handleUpgrade(request, socket, head, (client) => {
        client.userId = claims.sub;
        client.tenantId = claims.tenantId;
        this.onConnection(client);
      });
    });
  }

  // A board stays open all day, longer than an access token lives.
  authenticate(token) {
    try {
      return jwt.verify(token, config.jwt.secret, { issuer: config.jwt.issuer, ignoreExpiration: true });
    } catch (err) {
      logger.info({ reason: err.message }, 'Refused a socket');
      return null;
    }
  }

  onConnection(socket) {
    this.join(socket, `tenant:${socket.tenantId}`);

    if (!this.presence.has(socket.userId)) this.presence.set(socket.userId, new Set());
    this.presence.get(socket.userId).add(socket);

    socket.on('message', (raw) => {
      this.onMessage(socket, raw).catch((err) => {
        logger.warn({ err, userId: socket.userId }, 'Could not handle a socket message');
      });
    });
    socket.on('error', (err) => logger.warn({ err, userId: socket.userId }, 'Socket error'));
    socket.on('close', () => this.leaveAll(socket));
  }

  async onMessage(socket, raw) {
    const message = JSON.parse(raw.toString());
    switch (message.type) {
      case 'ticket:watch':
        this.join(socket, `ticket:${message.ticketId}`);
        break;
      case 'project:watch':
        if (await projectBelongsToTenant(message.projectId, socket.tenantId)) {
          this.join(socket, `project:${message.projectId}`);
        }
        break;
      case 'session:watch':
        if (await sessionBelongsToTenant(message.sessionId, socket.tenantId)) {
          this.join(socket, `session:${message.sessionId}`);
        }
        break;
      case 'unwatch':
        this.leave(socket, message.room);
        break;
      default:
        logger.debug({ type: message.type }, 'Unknown socket message');
    }
  }

  join(socket, room) {
    if (!this.rooms.has(room)) this.rooms.set(room, new Set());
    this.rooms.get(room).add(socket);
  }

  leave(socket, room) {
    const members = this.rooms.get(room);
    if (!members) return;
    members.delete(socket);
    if (members.size === 0) this.rooms.delete(room);
  }

  leaveAll(socket) {
    for (const room of [...this.rooms.keys()]) this.leave(socket, room);
  }

  isOnline(userId) {
    const sockets = this.presence.get(userId);
    return sockets !== undefined && sockets.size > 0;
  }

  /** Sends one event to everyone in one room. */
  broadcast(room, event, payload) {
    const members = this.rooms.get(room);
    if (!members) return;
    const frame = JSON.stringify({ event, payload });
    for (const socket of members) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    }
  }

  ticketUpdate(ticketId, changes, extra = {}) {
    const payload = { ticketId, changes, at: new Date().toISOString() };

    this.broadcast(`ticket:${ticketId}`, 'ticket:update', payload);
    if (extra.projectId) {
      this.broadcast(`project:${extra.projectId}`, 'ticket:update', payload);
    }
    if (extra.sessionId) {
      this.broadcast(`session:${extra.sessionId}`, 'ticket:update', payload);
    }
  }

  sessionClosed(sessionId, projectId, userId) {
    this.broadcast(`session:${sessionId}`, 'session:closed', { sessionId, closedBy: userId });
    this.broadcast(`project:${projectId}`, 'project:activity', { kind: 'session_closed', sessionId });
  }

  agentStatusChanged(agent) {
    const frame = JSON.stringify({ event: 'agent:status', payload: { id: agent.id, name: agent.name, status: agent.status } });
    this.wss.clients.forEach((client) => {
      if (client.readyState === WebSocket.OPEN) client.send(frame);
    });
  }

  /** Reaches clients of the tenant whatever they watch. */
  notifyTenant(tenantId, event, payload) {
    const frame = JSON.stringify({ event, payload });
    this.wss.clients.forEach((client) => {
      if (client.tenantId === tenantId && client.readyState === WebSocket.OPEN) client.send(frame);
    });
  }

  /** Everybody should know when the platform goes away for a while. */
  announceMaintenance(startsAt, minutes) {
    const frame = JSON.stringify({ event: 'system:maintenance', payload: { startsAt, minutes } });
    this.wss.clients.forEach((client) => {
      if (client.readyState === WebSocket.OPEN) client.send(frame);
    });
  }
}

const realtime = new WebSocketService();

module.exports = { WebSocketService, realtime };
