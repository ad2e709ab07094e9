'use strict';

// Fills a local database with one demo tenant. Run with: node scripts/seed.js

const { Client } = require('pg');
const bcrypt = require('bcrypt');

const USERS = [
  { email: 'ada@acme.test', displayName: 'Ada', role: 'owner' },
  { email: 'linus@acme.test', displayName: 'Linus', role: 'member' },
  { email: 'grace@acme.test', displayName: 'Grace', role: 'admin' },
];

const TICKETS = [
  { title: 'Add pagination to the audit log', status: 'ready', points: 3 },
  { title: 'Upgrade the base image', status: 'backlog', points: 2 },
  { title: 'Retry flaky uploads', status: 'backlog', points: 5 },
];

async function main() {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();

  const tenant = await client.query(
    `INSERT INTO tenants (slug, name) VALUES ('acme', 'Acme Inc.')
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name
     RETURNING id`,
  );
  const tenantId = tenant.rows[0].id;
  const passwordHash = await bcrypt.hash(process.env.SEED_PASSWORD, 10);

  for (const user of USERS) {
    await client.query(
      `INSERT INTO users (tenant_id, email, display_name, password_hash, role)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, email) DO NOTHING`,
      [tenantId, user.email, user.displayName, passwordHash, user.role],
    );
  }

  const project = await client.query(
    `INSERT INTO projects (tenant_id, name, slug, repository_url)
     VALUES ($1, 'Storefront', 'storefront', 'https://github.com/acme/storefront')
     ON CONFLICT (tenant_id, slug) DO UPDATE SET name = excluded.name
     RETURNING id`,
    [tenantId],
  );

  for (const [position, ticket] of TICKETS.entries()) {
    await client.query(
      `INSERT INTO tickets (tenant_id, project_id, title, status, estimate_points, position)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [tenantId, project.rows[0].id, ticket.title, ticket.status, ticket.points, position],
    );
  }

  const { rows } = await client.query('SELECT * FROM tickets WHERE tenant_id = $1', [tenantId]);
  console.table(rows);

  await client.end();
}

main().catch((err) => {
  console.error(err);
  process.exitCode = 1;
});
