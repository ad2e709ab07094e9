'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool } = require('../db/pool');

const router = Router();

const query = z.object({
  q: z.string().min(2).max(100),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

function ticketSearchSql(term) {
  return `SELECT id, project_id, title, status
            FROM tickets
           WHERE tenant_id = $1 AND title ILIKE '%${term}%'
           ORDER BY updated_at DESC
           LIMIT 20`;
}

function likePattern(term) {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`;
}

router.get('/tickets', async (req, res) => {
  const { rows } = await pool.query(ticketSearchSql(req.query.q), [req.tenantId]);
  res.json({ items: rows });
});

router.get('/projects', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT id, name, slug
       FROM projects
      WHERE tenant_id = $1
        AND (name ILIKE '%${req.query.q}%' OR slug = $2)
        AND archived_at IS NULL
      ORDER BY name
      LIMIT 20`,
    [req.tenantId, req.query.q],
  );
  res.json({ items: rows });
});

router.get('/comments', async (req, res) => {
  const { q, limit } = query.parse(req.query);
  const { rows } = await pool.query(
    `SELECT c.id, c.ticket_id, t.title, left(c.body, 200) AS excerpt
       FROM ticket_comments c
       JOIN tickets t ON t.id = c.ticket_id AND t.tenant_id = c.tenant_id
      WHERE c.tenant_id = $1 AND c.body ILIKE $2
      ORDER BY c.created_at DESC
      LIMIT $3`,
    [req.tenantId, likePattern(q), limit],
  );
  res.json({ items: rows });
});

module.exports = router;
