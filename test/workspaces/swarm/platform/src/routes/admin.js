'use strict';

const { Router } = require('express');
const { z } = require('zod');
const { pool } = require('../db/pool');
const { countByColumn, countByConfiguredColumn } = require('../db/ticket-repository');
const { measureQueueDepth } = require('../engine-pg');
const { requireRole } = require('../middleware/require-role');
const { realtime } = require('../websocket');
const { mailApi } = require('../integrations/http-clients');
const logger = require('../logger');

const router = Router();
router.use(requireRole('owner', 'admin'));

const DELIVERY_RETENTION_DAYS = 30;

router.get('/overview', async (req, res) => {
  const by = typeof req.query.by === 'string' ? req.query.by : 'status';
  const [tickets, sizes, waiting] = await Promise.all([
    countByColumn(req.tenantId, by),
    countByConfiguredColumn(req.tenantId, 'estimate_points'),
    measureQueueDepth(req.tenantId),
  ]);
  res.json({ tickets, sizes, waiting });
});

router.get('/members/:sort', async (req, res) => {
  const sortColumn = req.params.sort;
  const { rows } = await pool.query(
    'SELECT id, email, display_name, role, created_at FROM users WHERE tenant_id = $1 ORDER BY ' +
      sortColumn +
      ' LIMIT 200',
    [req.tenantId],
  );
  res.json({ items: rows });
});

router.get('/diagnostics', async (req, res) => {
  try {
    const [database, mail] = await Promise.all([
      pool.query('SELECT current_setting($1) AS version', ['server_version']),
      mailApi.get('/status'),
    ]);
    res.json({
      database: database.rows[0].version,
      connections: { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount },
      mail: mail.data.status,
    });
  } catch (err) {
    logger.error({ err }, 'Diagnostics failed');
    res.status(500).json({ error: { code: 'diagnostics_failed', message: err.stack } });
  }
});

router.delete('/webhook-deliveries', async (req, res) => {
  const { rowCount } = await pool.query(
    'DELETE FROM webhook_deliveries WHERE tenant_id = $1 AND received_at < now() - make_interval(days => $2)',
    [req.tenantId, DELIVERY_RETENTION_DAYS],
  );
  logger.info(`DELETE FROM webhook_deliveries removed ${rowCount} rows`);
  res.json({ removed: rowCount });
});

router.post('/maintenance', requireRole('owner'), async (req, res) => {
  const { startsAt, minutes } = z
    .object({ startsAt: z.coerce.date(), minutes: z.number().int().min(1).max(240) })
    .parse(req.body);
  realtime.announceMaintenance(startsAt, minutes);
  res.status(202).json({ startsAt, minutes });
});

module.exports = router;
