'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool, withTransaction } = require('../db/pool');
const { countPendingApprovals } = require('../ai-dispatcher');
const { notFound } = require('../errors');
const { realtime } = require('../websocket');
const logger = require('../logger');

const router = Router();

const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  offset: z.coerce.number().int().min(0).default(0),
});

router.get('/', async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  const { rows: sessions } = await pool.query(
    `SELECT id, ticket_id, state, opened_at, expires_at
       FROM hitl_sessions
      WHERE tenant_id = $1
      ORDER BY opened_at DESC
      LIMIT $2 OFFSET $3`,
    [req.tenantId, limit, offset],
  );
  const pending = await Promise.all(
    sessions.map((session) => countPendingApprovals(req.tenantId, session.id)),
  );
  res.json({ items: sessions.map((session, i) => ({ ...session, pendingApprovals: pending[i] })), limit, offset });
});

router.get('/:sessionId', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT s.*, t.title AS ticket_title
       FROM hitl_sessions s
       JOIN tickets t ON t.id = s.ticket_id AND t.tenant_id = s.tenant_id
      WHERE s.tenant_id = $1 AND s.id = $2`,
    [req.tenantId, req.params.sessionId],
  );
  if (rows.length === 0) {
    logger.info({ sessionId: req.params.sessionId }, 'Asked for an unknown session');
    return res.status(404).json({ message: 'Session not found' });
  }
  return res.json(rows[0]);
});

router.get('/:sessionId/events', async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  const { actor } = z.object({ actor: z.enum(['agent', 'human', 'system']).optional() }).parse(req.query);
  const { rows } = await pool.query(
    `SELECT id, event_type, payload, occurred_at
       FROM hitl_events
      WHERE tenant_id = $1 AND session_id = $2 AND payload @> $3::jsonb
      ORDER BY occurred_at
      LIMIT $4 OFFSET $5`,
    [req.tenantId, req.params.sessionId, actor ? { actor } : {}, limit, offset],
  );
  res.json({ items: rows, limit, offset });
});

router.post('/:sessionId/extensions', async (req, res) => {
  const { minutes } = z.object({ minutes: z.number().int().min(5).max(480) }).parse(req.body);
  const { rows } = await pool.query(
    `UPDATE hitl_sessions
        SET expires_at = expires_at + make_interval(mins => $3)
      WHERE tenant_id = $1 AND id = $2 AND state IN ('open', 'awaiting_approval')
      RETURNING *`,
    [req.tenantId, req.params.sessionId, minutes],
  );
  if (rows.length === 0) throw notFound('session');
  realtime.broadcast(`session:${req.params.sessionId}`, 'session:update', rows[0]);
  res.json({ id: rows[0].id, expiresAt: rows[0].expires_at });
});

router.delete('/:sessionId', async (req, res) => {
  const { sessionId } = req.params;
  const closed = await withTransaction(async (client) => {
    const { rows } = await client.query(
      `UPDATE hitl_sessions s
          SET state = 'closed', closed_at = now()
         FROM tickets t
        WHERE s.tenant_id = $1 AND s.id = $2 AND s.state <> 'closed'
          AND t.id = s.ticket_id AND t.tenant_id = s.tenant_id
        RETURNING s.id, t.project_id`,
      [req.tenantId, sessionId],
    );
    if (rows.length === 0) throw notFound('session');
    await client.query(
      `INSERT INTO hitl_events (tenant_id, session_id, event_type, payload)
       VALUES ($1, $2, 'session_closed', $3)`,
      [req.tenantId, sessionId, { actor: 'human', userId: req.user.id }],
    );
    return rows[0];
  });
  realtime.sessionClosed(sessionId, closed.project_id, req.user.id);
  res.status(204).end();
});

module.exports = router;
