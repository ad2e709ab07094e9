'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool } = require('../db/pool');
const { notFound } = require('../errors');
const { requireRole } = require('../middleware/require-role');
const { countByStatus } = require('../db/ticket-repository');
const { repositoryExists } = require('../integrations/github');

const router = Router();

const newProject = z.object({
  name: z.string().min(2).max(80),
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  repositoryUrl: z.string().url(),
  defaultBranch: z.string().min(1).max(120).default('main'),
});

router.get('/', async (req, res) => {
  const limit = Math.min(Number(req.query.limit) || 50, 100);
  const offset = Math.max(Number(req.query.offset) || 0, 0);
  const { rows } = await pool.query(
    `SELECT id, name, slug, repository_url, default_branch, created_at
       FROM projects
      WHERE tenant_id = $1 AND archived_at IS NULL
      ORDER BY name
      LIMIT ${limit} OFFSET ${offset}`,
    [req.tenantId],
  );
  res.json({ items: rows, limit, offset });
});

router.post('/', requireRole('owner', 'admin'), async (req, res) => {
  const input = newProject.parse(req.body);
  if (!(await repositoryExists(input.repositoryUrl))) {
    return res.status(422).json({ error: { code: 'repository_unreachable', message: 'Swarm cannot read this repository' } });
  }
  const { rows } = await pool.query(
    `INSERT INTO projects (tenant_id, name, slug, repository_url, default_branch)
     VALUES ($1, $2, $3, $4, $5)
     RETURNING id`,
    [req.tenantId, input.name, input.slug, input.repositoryUrl, input.defaultBranch],
  );
  await pool.query(
    "INSERT INTO project_members (tenant_id, project_id, user_id, role) VALUES ($1, $2, $3, 'maintainer')",
    [req.tenantId, rows[0].id, req.user.id],
  );
  return res.status(201).json({ id: rows[0].id });
});

router.get('/:projectId', async (req, res) => {
  const { rows } = await pool.query(
    'SELECT * FROM projects WHERE tenant_id = $1 AND id = $2',
    [req.tenantId, req.params.projectId],
  );
  if (rows.length === 0) throw notFound('project');
  res.json({ ...rows[0], ticketCounts: await countByStatus(req.tenantId) });
});

router.get('/:projectId/settings', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT settings->>'defaultReviewer' AS "defaultReviewer", settings->'notifications' AS notifications
       FROM projects
      WHERE tenant_id = $1 AND id = $2`,
    [req.tenantId, req.params.projectId],
  );
  if (rows.length === 0) throw notFound('project');
  res.json(rows[0]);
});

router.patch('/:projectId/settings', requireRole('owner', 'admin'), async (req, res) => {
  const { rowCount } = await pool.query(
    `UPDATE projects
        SET settings = settings || $3
      WHERE tenant_id = $1 AND id = $2`,
    [req.tenantId, req.params.projectId, req.body],
  );
  if (rowCount === 0) throw notFound('project');
  res.status(204).end();
});

router.get('/:projectId/members', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT u.id, u.display_name, u.email, m.role
       FROM project_members m
       JOIN users u ON u.id = m.user_id AND u.tenant_id = m.tenant_id
      WHERE m.tenant_id = $1 AND m.project_id = $2
      ORDER BY u.display_name
      LIMIT 200`,
    [req.tenantId, req.params.projectId],
  );
  res.json({ items: rows });
});

router.delete('/:projectId/members/:memberId', requireRole('owner', 'admin'), async (req, res) => {
  await pool.query('DELETE FROM project_members WHERE tenant_id = $1 AND project_id = $2 AND user_id = $3', [
    req.tenantId,
    req.params.projectId,
    req.params.memberId,
  ]);
  res.status(204).end();
});

// Archiving the project and parking its tickets is one statement, so both happen or neither.
router.delete('/:projectId', requireRole('owner'), async (req, res) => {
  const { rowCount } = await pool.query(
    `WITH archived AS (
       UPDATE projects SET archived_at = now()
        WHERE tenant_id = $1 AND id = $2 AND archived_at IS NULL
        RETURNING id
     )
     UPDATE tickets t
        SET status = 'backlog', updated_at = now()
       FROM archived
      WHERE t.tenant_id = $1 AND t.project_id = archived.id AND t.status = 'ready'`,
    [req.tenantId, req.params.projectId],
  );
  res.json({ parkedTickets: rowCount });
});

module.exports = router;
