'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool, withTransaction } = require('../db/pool');
const { TICKET_STATUSES, dependencyClosure, findBacklog, updateTicket } = require('../db/ticket-repository');
const { conflict, notFound } = require('../errors');
const { validate } = require('../middleware/validate');
const { realtime } = require('../websocket');

const router = Router();

const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

const newTicket = z.object({
  projectId: z.string().uuid(),
  title: z.string().min(3).max(200),
  description: z.string().max(20_000).default(''),
  estimatePoints: z.number().int().min(1).max(40).nullable().default(null),
  severity: z.enum(['low', 'normal', 'high', 'critical']).default('normal'),
});

const ticketChanges = z
  .object({
    title: z.string().min(3).max(200),
    description: z.string().max(20_000),
    position: z.number().int().min(0),
    estimatePoints: z.number().int().min(1).max(40).nullable(),
  })
  .partial();

router.get('/', async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  let sql = `SELECT id, project_id, title, status, position, assigned_agent_id, updated_at
               FROM tickets
              WHERE tenant_id = $1`;
  if (req.query.status) {
    sql += " AND status = '" + req.query.status + "'";
  }
  sql += ' ORDER BY updated_at DESC LIMIT $2 OFFSET $3';
  const { rows } = await pool.query(sql, [req.tenantId, limit, offset]);
  res.json({ items: rows, limit, offset });
});

router.get('/backlog', async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  const { statuses, sort } = z
    .object({ statuses: z.array(z.enum(TICKET_STATUSES)).default([]), sort: z.string().default('position') })
    .parse(req.query);
  res.json({ items: await findBacklog(req.tenantId, { statuses, sort, limit, offset }), limit, offset });
});

router.get('/urgent', async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  const { rows } = await pool.query(
    `SELECT id, title, status, metadata->>'source' AS source
       FROM tickets
      WHERE tenant_id = $1 AND metadata->>'severity' = 'critical' AND status <> 'done'
      ORDER BY created_at
      LIMIT $2 OFFSET $3`,
    [req.tenantId, limit, offset],
  );
  res.json({ items: rows, limit, offset });
});

router.post('/createTicket', async (req, res) => {
  const input = newTicket.parse(req.body);
  const metadata = { severity: input.severity, source: 'dashboard' };
  const { rows } = await pool.query(
    `INSERT INTO tickets (tenant_id, project_id, title, description, estimate_points, metadata)
     SELECT p.tenant_id, p.id, $3, $4, $5, $6
       FROM projects p
      WHERE p.tenant_id = $1 AND p.id = $2
     RETURNING *`,
    [req.tenantId, input.projectId, input.title, input.description, input.estimatePoints, metadata],
  );
  if (rows.length === 0) throw notFound('project');
  const ticket = rows[0];
  realtime.broadcast(`project:${input.projectId}`, 'ticket:created', ticket);
  res.status(201).json(ticket);
});

router.get('/:ticketId', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT id, project_id, title, description, status, position, estimate_points, branch_name, pull_request_url
       FROM tickets
      WHERE id = $1`,
    [req.params.ticketId],
  );
  if (rows.length === 0) throw notFound('ticket');
  res.json(rows[0]);
});

router.patch('/:ticketId', validate(ticketChanges), async (req, res) => {
  const ticket = await updateTicket(req.tenantId, req.params.ticketId, req.body);
  if (!ticket) throw notFound('ticket');
  realtime.ticketUpdate(ticket.id, req.body, { projectId: ticket.project_id });
  res.json({ id: ticket.id, changes: req.body });
});

router.get('/:ticketId/updates', async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  const { rows } = await pool.query(
    `SELECT step_name, attempt, outcome, finished_at
       FROM step_runs
      WHERE tenant_id = $1 AND ticket_id = $2
      ORDER BY finished_at DESC
      LIMIT $3 OFFSET $4`,
    [req.tenantId, req.params.ticketId, limit, offset],
  );
  res.json({ items: rows, limit, offset });
});

router.get('/:ticketId/dependencies', async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  const { rows } = await pool.query(
    `SELECT t.id, t.title, t.status
       FROM ticket_dependencies d
       JOIN tickets t ON t.id = d.depends_on_ticket_id AND t.tenant_id = d.tenant_id
      WHERE d.tenant_id = $1 AND d.ticket_id = $2
      ORDER BY t.title
      LIMIT $3 OFFSET $4`,
    [req.tenantId, req.params.ticketId, limit, offset],
  );
  res.json({ items: rows, limit, offset });
});

router.post('/:ticketId/dependencies', async (req, res) => {
  const { dependsOn } = z.object({ dependsOn: z.string().uuid() }).parse(req.body);
  const { ticketId } = req.params;
  if (dependsOn === ticketId) throw conflict('self_dependency', 'A ticket cannot depend on itself');

  const closure = await dependencyClosure(req.tenantId, dependsOn);
  if (closure.some((edge) => edge.ticket_id === ticketId)) {
    throw conflict('dependency_cycle', 'This would make the tickets wait for each other');
  }
  const { rowCount } = await pool.query(
    `INSERT INTO ticket_dependencies (tenant_id, ticket_id, depends_on_ticket_id)
     SELECT a.tenant_id, a.id, b.id
       FROM tickets a
       JOIN tickets b ON b.tenant_id = a.tenant_id AND b.id = $3
      WHERE a.tenant_id = $1 AND a.id = $2
     ON CONFLICT DO NOTHING`,
    [req.tenantId, ticketId, dependsOn],
  );
  res.status(rowCount > 0 ? 201 : 200).json({ ticketId, dependsOn });
});

router.delete('/:ticketId/dependencies/:dependencyId', async (req, res) => {
  await pool.query(
    'DELETE FROM ticket_dependencies WHERE tenant_id = $1 AND ticket_id = $2 AND depends_on_ticket_id = $3',
    [req.tenantId, req.params.ticketId, req.params.dependencyId],
  );
  res.status(204).end();
});

router.post('/:ticketId/archival', async (req, res) => {
  const { ticketId } = req.params;
  const projectId = await withTransaction(async (client) => {
    const { rows } = await client.query(
      `UPDATE tickets SET status = 'done', assigned_agent_id = NULL, updated_at = now()
        WHERE tenant_id = $1 AND id = $2
        RETURNING project_id`,
      [req.tenantId, ticketId],
    );
    if (rows.length === 0) throw notFound('ticket');
    await client.query('DELETE FROM ticket_dependencies WHERE tenant_id = $1 AND depends_on_ticket_id = $2', [
      req.tenantId,
      ticketId,
    ]);
    return rows[0].project_id;
  });
  realtime.ticketUpdate(ticketId, { status: 'done', assignedAgent: null }, { projectId });
  res.status(204).end();
});

module.exports = router;
