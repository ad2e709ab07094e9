'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool, withTransaction } = require('../db/pool');
const { notFound } = require('../errors');
const { realtime } = require('../websocket');

const router = Router();

const decision = z.object({
  verdict: z.enum(['approved', 'rejected']),
  comment: z.string().max(2_000).optional(),
});

router.get('/', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT a.id, a.session_id, a.kind, a.request, a.created_at, s.ticket_id
       FROM hitl_approvals a
       JOIN hitl_sessions s ON s.id = a.session_id AND s.tenant_id = a.tenant_id
      WHERE a.tenant_id = $1 AND a.state = 'pending'
      ORDER BY a.created_at`,
    [req.tenantId],
  );
  res.json({ items: rows });
});

router.get('/summary', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT kind, count(*)::int AS pending, min(created_at) AS oldest
       FROM hitl_approvals
      WHERE tenant_id = $1 AND state = 'pending'
      GROUP BY kind`,
    [req.tenantId],
  );
  res.json({ items: rows });
});

router.post('/:approvalId/submit-decision', async (req, res) => {
  const { verdict, comment } = decision.parse(req.body);
  const { approvalId } = req.params;

  const approval = await withTransaction(async (client) => {
    const { rows } = await client.query(
      `UPDATE hitl_approvals
          SET state = $3, decided_by = $4, decided_at = now()
        WHERE tenant_id = $1 AND id = $2 AND state = 'pending'
        RETURNING id, session_id, kind`,
      [req.tenantId, approvalId, verdict, req.user.id],
    );
    if (rows.length === 0) throw notFound('approval');
    const [row] = rows;

    const nextState = verdict === 'approved' ? 'resumed' : 'open';
    await client.query('UPDATE hitl_sessions SET state = $3 WHERE tenant_id = $1 AND id = $2', [
      req.tenantId,
      row.session_id,
      nextState,
    ]);
    await client.query(
      `INSERT INTO hitl_events (tenant_id, session_id, event_type, payload)
       VALUES ($1, $2, $3, $4)`,
      [
        req.tenantId,
        row.session_id,
        `approval_${verdict}`,
        { actor: 'human', userId: req.user.id, approvalId, comment: comment ?? null, state: nextState },
      ],
    );
    return row;
  });

  realtime.broadcast(`session:${approval.session_id}`, 'approval:resolved', { approvalId, verdict });
  res.json({ id: approvalId, verdict });
});

module.exports = router;
