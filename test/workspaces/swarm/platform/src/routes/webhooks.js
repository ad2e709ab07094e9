'use strict';

const crypto = require('node:crypto');
const { Router } = require('express');
const { z } = require('zod');
const config = require('../config');
const { pool, withTransaction } = require('../db/pool');
const { realtime } = require('../websocket');
const logger = require('../logger');

const router = Router();

const pullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    html_url: z.string().url(),
    merged: z.boolean(),
    head: z.object({ ref: z.string() }),
  }),
  repository: z.object({ full_name: z.string() }),
});

function signatureMatches(body, signature) {
  const expected = 'sha256=' + crypto.createHmac('sha256', config.github.webhookSecret).update(body).digest('hex');
  const given = Buffer.from(signature || '');
  return given.length === expected.length && crypto.timingSafeEqual(given, Buffer.from(expected));
}

async function findProject(tenantId, repositoryFullName) {
  const { rows } = await pool.query(
    `SELECT id FROM projects WHERE tenant_id = $1 AND settings->>'repositoryFullName' = $2`,
    [tenantId, repositoryFullName],
  );
  return rows[0] ?? null;
}

router.post('/github/:tenantSlug', async (req, res) => {
  if (!signatureMatches(req.body, req.get(config.github.webhookSecretHeader))) {
    return res.status(401).json({ error: { code: 'bad_signature', message: 'The signature does not match' } });
  }
  if (req.get('x-github-event') !== 'pull_request') return res.status(204).end();

  const event = pullRequestEvent.parse(JSON.parse(req.body.toString('utf8')));
  const tenant = await pool.query('SELECT id FROM tenants WHERE slug = $1', [req.params.tenantSlug]);
  if (tenant.rowCount === 0) {
    return res.status(404).json({ error: { code: 'tenant_not_found', message: 'There is no such workspace' } });
  }
  const tenantId = tenant.rows[0].id;
  const project = await findProject(tenantId, event.repository.full_name);
  if (!project) {
    logger.warn({ repository: event.repository.full_name }, 'Webhook for an unknown repository');
    return res.status(204).end();
  }

  const status = event.pull_request.merged ? 'done' : 'review';
  const ticket = await withTransaction(async (client) => {
    const delivery = await client.query(
      `INSERT INTO webhook_deliveries (tenant_id, provider, delivery_id, event, body)
       VALUES ($1, 'github', $2, 'pull_request', $3)
       ON CONFLICT (tenant_id, provider, delivery_id) DO NOTHING`,
      [tenantId, req.get('x-github-delivery'), event],
    );
    if (delivery.rowCount === 0) return null;

    const { rows } = await client.query(
      `UPDATE tickets
          SET status = $4, pull_request_url = $5, updated_at = now()
        WHERE tenant_id = $1 AND project_id = $2 AND branch_name = $3
        RETURNING id`,
      [tenantId, project.id, event.pull_request.head.ref, status, event.pull_request.html_url],
    );
    return rows[0] ?? null;
  });

  if (ticket) realtime.ticketUpdate(ticket.id, { status }, { projectId: project.id });
  return res.status(204).end();
});

module.exports = router;
