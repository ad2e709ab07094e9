'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool } = require('../db/pool');
const { notFound } = require('../errors');

const router = Router();

const listing = z.object({
  ticketId: z.string().uuid(),
  before: z.coerce.date().default(() => new Date()),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

const newComment = z.object({
  ticketId: z.string().uuid(),
  body: z.string().min(1).max(10_000),
});

// Pages backwards by time, so that new comments do not shift the pages.
router.get('/', async (req, res) => {
  const { ticketId, before, limit } = listing.parse(req.query);
  const { rows } = await pool.query(
    `SELECT id, author_email, body, created_at
       FROM ticket_comments
      WHERE tenant_id = $1 AND ticket_id = $2 AND created_at < $3
      ORDER BY created_at DESC
      LIMIT $4`,
    [req.tenantId, ticketId, before, limit],
  );
  res.json({ items: rows, next: rows.length === limit ? rows[rows.length - 1].created_at : null });
});

router.post('/', async (req, res) => {
  const input = newComment.parse(req.body);
  const { rows } = await pool.query(
    `INSERT INTO ticket_comments (tenant_id, ticket_id, author_email, body)
     SELECT t.tenant_id, t.id, u.email, $4
       FROM tickets t
       JOIN users u ON u.tenant_id = t.tenant_id AND u.id = $3
      WHERE t.tenant_id = $1 AND t.id = $2
     RETURNING id, author_email, body, created_at`,
    [req.tenantId, input.ticketId, req.user.id, input.body],
  );
  if (rows.length === 0) throw notFound('ticket');
  res.status(201).json(rows[0]);
});

router.delete('/:commentId', async (req, res) => {
  const { rowCount } = await pool.query('DELETE FROM ticket_comments WHERE id = $1', [req.params.commentId]);
  if (rowCount === 0) throw notFound('comment');
  res.status(204).end();
});

module.exports = router;
