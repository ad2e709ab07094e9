'use strict';

const { Router } = require('express');
const { pool } = require('../db/pool');
const { notFound } = require('../errors');
const { ArtifactStore } = require('../integrations/artifact-store');
const config = require('../config');

const router = Router({ mergeParams: true });
const store = new ArtifactStore(config.artifacts.url, config.artifacts.token);

const MAX_ATTACHMENTS = 50;

router.get('/', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT f.id, f.file_name, f.content_type, f.size_bytes, f.created_at
       FROM ticket_attachments f
       JOIN tickets t ON t.id = f.ticket_id
      WHERE t.tenant_id = $1 AND t.id = $2
      ORDER BY f.created_at
      LIMIT $3`,
    [req.tenantId, req.params.ticketId, MAX_ATTACHMENTS],
  );
  res.json({ items: rows });
});

router.get('/:attachmentId', async (req, res) => {
  const { rows } = await pool.query(
    'SELECT file_name, content_type, storage_key FROM ticket_attachments WHERE id = $1',
    [req.params.attachmentId],
  );
  if (rows.length === 0) throw notFound('attachment');
  const content = await store.download(rows[0].storage_key);
  res.type(rows[0].content_type).attachment(rows[0].file_name).send(content);
});

router.delete('/:attachmentId', async (req, res) => {
  const { rowCount } = await pool.query(
    `DELETE FROM ticket_attachments f
      USING tickets t
      WHERE t.id = f.ticket_id AND t.tenant_id = $1 AND f.ticket_id = $2 AND f.id = $3`,
    [req.tenantId, req.params.ticketId, req.params.attachmentId],
  );
  if (rowCount === 0) throw notFound('attachment');
  res.status(204).end();
});

module.exports = router;
