'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool } = require('../db/pool');
const { notFound } = require('../errors');
const { requireRole } = require('../middleware/require-role');
const { realtime } = require('../websocket');

const router = Router();

const agentSettings = z.object({
  name: z.string().min(2).max(60),
  model: z.string().min(2).max(60),
  capabilities: z.array(z.string().max(40)).max(20).default([]),
});

const listing = z.object({
  capability: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

router.get('/', async (req, res) => {
  const { capability, limit, offset } = listing.parse(req.query);
  const values = [req.tenantId, limit, offset];
  let filter = '';
  if (capability) {
    values.push(capability);
    filter = ' AND capabilities ? $4';
  }
  const { rows } = await pool.query(
    `SELECT id, name, model, status, last_seen_at
       FROM agents
      WHERE tenant_id = $1${filter}
      ORDER BY name
      LIMIT $2 OFFSET $3`,
    values,
  );
  res.json({ items: rows, limit, offset });
});

router.get('/utilisation', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT agent_id, name, active_tickets
       FROM agent_load
      WHERE tenant_id = $1
      ORDER BY active_tickets DESC
      LIMIT 100`,
    [req.tenantId],
  );
  res.json({ items: rows });
});

// An agent is known by its name: the first PUT creates it, later ones change it.
router.put('/:agentName', requireRole('owner', 'admin'), async (req, res) => {
  const input = agentSettings.parse({ ...req.body, name: req.params.agentName });
  const existing = await pool.query('SELECT id FROM agents WHERE tenant_id = $1 AND name = $2', [
    req.tenantId,
    input.name,
  ]);

  if (existing.rowCount > 0) {
    await pool.query('UPDATE agents SET model = $3, capabilities = $4 WHERE tenant_id = $1 AND id = $2', [
      req.tenantId,
      existing.rows[0].id,
      input.model,
      JSON.stringify(input.capabilities),
    ]);
    return res.json({ id: existing.rows[0].id });
  }

  const { rows } = await pool.query(
    'INSERT INTO agents (tenant_id, name, model, capabilities) VALUES ($1, $2, $3, $4) RETURNING id',
    [req.tenantId, input.name, input.model, JSON.stringify(input.capabilities)],
  );
  return res.status(201).json({ id: rows[0].id });
});

router.put('/:agentId/status', requireRole('owner', 'admin'), async (req, res) => {
  const { status } = z.object({ status: z.enum(['idle', 'offline']) }).parse(req.body);
  const { rows } = await pool.query(
    'UPDATE agents SET status = $3, last_seen_at = now() WHERE tenant_id = $1 AND id = $2 RETURNING id, name, status',
    [req.tenantId, req.params.agentId, status],
  );
  if (rows.length === 0) throw notFound('agent');
  realtime.agentStatusChanged({ id: rows[0].id, name: rows[0].name, status: rows[0].status });
  res.status(204).end();
});

module.exports = router;
