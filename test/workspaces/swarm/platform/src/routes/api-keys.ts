import { Router, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import config from '../config';
import { notFound } from '../errors';
import { pool } from '../db/pool';

export const router = Router();

interface AuthenticatedRequest extends Request {
  tenantId: string;
  user: { id: string; tenantId: string; role: string };
}

const newApiKey = z.object({
  name: z.string().min(2).max(60),
  scopes: z.array(z.enum(['tickets:read', 'tickets:write', 'reports:read'])).min(1),
});

const MAX_KEYS_PER_USER = 25;

router.get('/', async (request: Request, res: Response) => {
  const req = request as AuthenticatedRequest;
  const { rows } = await pool.query(
    `SELECT id, name, scopes, last_used_at, created_at
       FROM api_keys
      WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL
      ORDER BY created_at DESC
      LIMIT $3`,
    [req.tenantId, req.user.id, MAX_KEYS_PER_USER],
  );
  res.json({ items: rows });
});

router.post('/', async (request: Request, res: Response) => {
  const req = request as AuthenticatedRequest;
  const input = newApiKey.parse(req.body);
  const { rows } = await pool.query(
    'INSERT INTO api_keys (tenant_id, user_id, name, scopes) VALUES ($1, $2, $3, $4) RETURNING id, created_at',
    [req.tenantId, req.user.id, input.name, input.scopes],
  );
  const key = jwt.sign({ jti: rows[0].id, sub: req.user.id, tenantId: req.tenantId }, config.jwt.secret);

  // The only time the key is shown.
  res.status(201).json({ id: rows[0].id, name: input.name, key, createdAt: rows[0].created_at });
});

router.delete('/:keyId', async (request: Request, res: Response) => {
  const req = request as AuthenticatedRequest;
  const { rowCount } = await pool.query(
    'UPDATE api_keys SET revoked_at = now() WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND revoked_at IS NULL',
    [req.tenantId, req.user.id, req.params.keyId],
  );
  if (rowCount === 0) throw notFound('api_key');
  res.status(204).end();
});
