'use strict';

const { Router } = require('express');
const bcrypt = require('bcrypt');
const jwt = require('jsonwebtoken');
const { z } = require('zod');
const config = require('../config');
const logger = require('../logger');
const { ApiError, conflict } = require('../errors');
const { pool, withTransaction } = require('../db/pool');
const { credentialLimiter } = require('../middleware/rate-limits');
const { sendMail } = require('../integrations/mailer');
const {
  issueAccessToken,
  issueCliAccessToken,
  issuePasswordResetToken,
  issueRefreshToken,
  verifyRefreshToken,
} = require('../auth/tokens');

const router = Router();
const BCRYPT_ROUNDS = 12;

const registration = z.object({
  tenantName: z.string().min(2).max(80),
  tenantSlug: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/),
  email: z.string().email(),
  displayName: z.string().min(1).max(80),
  password: z.string().min(12).max(200),
});

const credentials = z.object({
  tenantSlug: z.string(),
  email: z.string().email(),
  password: z.string(),
  client: z.enum(['browser', 'cli']).default('browser'),
});

async function findTenantId(slug) {
  const { rows } = await pool.query('SELECT id FROM tenants WHERE slug = $1', [slug]);
  return rows[0]?.id ?? null;
}

async function findUser(tenantId, email) {
  const { rows } = await pool.query(
    'SELECT id, tenant_id, role, password_hash FROM users WHERE tenant_id = $1 AND email = $2',
    [tenantId, email],
  );
  if (rows.length === 0) return null;
  const [row] = rows;
  return { id: row.id, tenantId: row.tenant_id, role: row.role, passwordHash: row.password_hash };
}

router.post('/register', credentialLimiter, async (req, res) => {
  const input = registration.parse(req.body);
  const passwordHash = await bcrypt.hash(input.password, BCRYPT_ROUNDS);

  const user = await withTransaction(async (client) => {
    const tenant = await client.query(
      'INSERT INTO tenants (slug, name) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING RETURNING id',
      [input.tenantSlug, input.tenantName],
    );
    if (tenant.rowCount === 0) throw conflict('tenant_exists', 'This workspace name is taken');
    const tenantId = tenant.rows[0].id;
    const { rows } = await client.query(
      `INSERT INTO users (tenant_id, email, display_name, password_hash, role)
       VALUES ($1, $2, $3, $4, 'owner')
       RETURNING id, role`,
      [tenantId, input.email, input.displayName, passwordHash],
    );
    return { id: rows[0].id, tenantId, role: rows[0].role };
  });

  res.status(201).json({ accessToken: issueAccessToken(user), refreshToken: issueRefreshToken(user) });
});

router.post('/login', async (req, res) => {
  const input = credentials.parse(req.body);
  const tenantId = await findTenantId(input.tenantSlug);
  const user = tenantId && (await findUser(tenantId, input.email));
  if (!user || !(await bcrypt.compare(input.password, user.passwordHash))) {
    logger.info({ tenant: input.tenantSlug }, 'Rejected a login');
    return res.status(401).json({ error: { code: 'bad_credentials', message: 'E-mail or password is wrong' } });
  }
  if (input.client === 'cli') {
    return res.json({ accessToken: issueCliAccessToken(user) });
  }
  return res.json({ accessToken: issueAccessToken(user), refreshToken: issueRefreshToken(user) });
});

router.post('/refresh', credentialLimiter, async (req, res) => {
  const { refreshToken } = z.object({ refreshToken: z.string() }).parse(req.body);
  let claims;
  try {
    claims = verifyRefreshToken(refreshToken);
  } catch {
    throw new ApiError(401, 'invalid_token', 'The refresh token is invalid or has expired');
  }
  const { rows } = await pool.query('SELECT id, role FROM users WHERE tenant_id = $1 AND id = $2', [
    claims.tenantId,
    claims.sub,
  ]);
  if (rows.length === 0) throw new ApiError(401, 'invalid_token', 'The account is gone');
  const user = { id: rows[0].id, tenantId: claims.tenantId, role: rows[0].role };
  res.json({ accessToken: issueAccessToken(user), refreshToken: issueRefreshToken(user) });
});

router.post('/password-reset', async (req, res) => {
  const { tenantSlug, email } = z.object({ tenantSlug: z.string(), email: z.string().email() }).parse(req.body);
  const tenantId = await findTenantId(tenantSlug);
  const user = tenantId && (await findUser(tenantId, email));
  if (user) {
    const link = `${config.dashboardOrigin}/password-reset?token=${issuePasswordResetToken(user)}`;
    await sendMail({ to: email, subject: 'Choose a new password', text: `Open ${link} within 30 minutes.` });
  }
  // The same answer whether or not the account exists.
  res.status(202).json({ accepted: true });
});

router.post('/password-reset/confirmation', credentialLimiter, async (req, res) => {
  const input = z
    .object({ tenantSlug: z.string(), token: z.string(), password: z.string().min(12).max(200) })
    .parse(req.body);
  let claims;
  try {
    claims = jwt.verify(input.token, config.jwt.secret, { issuer: config.jwt.issuer });
  } catch {
    throw new ApiError(400, 'invalid_token', 'The link is invalid or has expired');
  }
  if (claims.purpose !== 'password_reset') throw new ApiError(400, 'invalid_token', 'The link is for something else');

  const tenantId = await findTenantId(input.tenantSlug);
  const passwordHash = await bcrypt.hash(input.password, BCRYPT_ROUNDS);
  await pool.query('UPDATE users SET password_hash = $3 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    claims.sub,
    passwordHash,
  ]);
  res.status(204).end();
});

module.exports = router;
