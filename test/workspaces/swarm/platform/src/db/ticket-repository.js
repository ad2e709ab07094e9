'use strict';

const format = require('pg-format');
const { pool } = require('./pool');

const TICKET_STATUSES = ['backlog', 'ready', 'in_progress', 'review', 'done', 'failed'];

const TICKET_COLUMNS =
  'id, project_id, title, description, status, position, estimate_points, ' +
  'assigned_agent_id, branch_name, pull_request_url, updated_at';

const SORTABLE = {
  newest: 'created_at DESC',
  oldest: 'created_at ASC',
  position: 'position ASC',
  size: 'estimate_points DESC NULLS LAST',
};

const EDITABLE = {
  title: 'title',
  description: 'description',
  position: 'position',
  estimatePoints: 'estimate_points',
};

async function findByIds(tenantId, ids) {
  const placeholders = ids.map((_, i) => '$' + (i + 2)).join(', ');
  const { rows } = await pool.query(
    `SELECT ${TICKET_COLUMNS}
       FROM tickets
      WHERE tenant_id = $1 AND id IN (${placeholders})`,
    [tenantId, ...ids],
  );
  return rows;
}

async function findBacklog(tenantId, { statuses, sort, limit, offset }) {
  const orderBy = SORTABLE[sort] || SORTABLE.position;
  const values = [tenantId, limit, offset];
  let where = 'tenant_id = $1';
  if (statuses.length > 0) {
    values.push(statuses);
    where += ` AND status = ANY($${values.length})`;
  }
  const { rows } = await pool.query(
    `SELECT ${TICKET_COLUMNS}
       FROM tickets
      WHERE ${where}
      ORDER BY ${orderBy}
      LIMIT $2 OFFSET $3`,
    values,
  );
  return rows;
}

/** `changes` has the API's field names; unknown ones are dropped. Returns the changed columns. */
async function updateTicket(tenantId, ticketId, changes) {
  const fields = Object.keys(changes).filter((field) => field in EDITABLE);
  if (fields.length === 0) return null;

  const assignments = fields.map((field, i) => `${EDITABLE[field]} = $${i + 3}`);
  const { rows } = await pool.query(
    `UPDATE tickets
        SET ${assignments.join(', ')}, updated_at = now()
      WHERE tenant_id = $1 AND id = $2
      RETURNING id, project_id`,
    [tenantId, ticketId, ...fields.map((field) => changes[field])],
  );
  return rows[0] || null;
}

async function countByStatus(tenantId) {
  const { rows } = await pool.query(
    'SELECT status, count(*)::int AS total FROM tickets WHERE tenant_id = $1 GROUP BY status',
    [tenantId],
  );
  return Object.fromEntries(rows.map((row) => [row.status, row.total]));
}

/** Histogram of one column, for the admin overview. */
async function countByColumn(tenantId, column) {
  const { rows } = await pool.query(
    `SELECT ${column} AS value, count(*)::int AS total
       FROM tickets
      WHERE tenant_id = $1
      GROUP BY 1
      ORDER BY 2 DESC
      LIMIT 50`,
    [tenantId],
  );
  return rows;
}

/** Same histogram for columns that operators configure; the identifier is quoted. */
async function countByConfiguredColumn(tenantId, column) {
  const sql = format(
    'SELECT %I AS value, count(*)::int AS total FROM tickets WHERE tenant_id = %L GROUP BY 1 LIMIT 50',
    column,
    tenantId,
  );
  const { rows } = await pool.query(sql);
  return rows;
}

/** Whether anything that the ticket depends on is unfinished. */
async function isBlocked(tenantId, ticketId) {
  const { rows } = await pool.query(
    `SELECT EXISTS (
       SELECT *
         FROM ticket_dependencies d
         JOIN tickets t ON t.id = d.depends_on_ticket_id AND t.tenant_id = d.tenant_id
        WHERE d.tenant_id = $1 AND d.ticket_id = $2 AND t.status <> 'done'
     ) AS blocked`,
    [tenantId, ticketId],
  );
  return rows[0].blocked;
}

/** Everything the ticket depends on, directly or through others, nearest first. */
async function dependencyClosure(tenantId, ticketId) {
  const { rows } = await pool.query(
    `WITH RECURSIVE closure (ticket_id, depth) AS (
       SELECT d.depends_on_ticket_id, 1
         FROM ticket_dependencies d
        WHERE d.tenant_id = $1 AND d.ticket_id = $2
       UNION
       SELECT d.depends_on_ticket_id, c.depth + 1
         FROM ticket_dependencies d
         JOIN closure c ON c.ticket_id = d.ticket_id
        WHERE d.tenant_id = $1 AND c.depth < 32
     )
     SELECT * FROM closure ORDER BY depth LIMIT 200`,
    [tenantId, ticketId],
  );
  return rows;
}

module.exports = {
  TICKET_STATUSES,
  countByColumn,
  countByConfiguredColumn,
  countByStatus,
  dependencyClosure,
  findBacklog,
  findByIds,
  isBlocked,
  updateTicket,
};
