import type { Domain } from '../domain';

/** What all domains share: application, database, sign-in, sockets. */
export function sharedFiles(domains: readonly Domain[]): [path: string, text: string][] {
  return [
    ['package.json', packageFile],
    ['src/db.ts', databaseFile],
    ['src/app.ts', appFile(domains)],
    ['src/middleware/auth.ts', authFile],
    ['src/sockets.ts', socketsFile(domains.slice(0, 20))],
    ['migrations/0000_tenants.sql', firstMigration],
  ];
}

const packageFile = `{
  "name": "generated-back-end",
  "dependencies": { "express": "5", "pg": "8", "jsonwebtoken": "9", "socket.io": "4", "zod": "4" }
}
`;

const databaseFile = `import { Pool } from 'pg';

export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
`;

function appFile(domains: readonly Domain[]): string {
  return `import express from 'express';
${domains.map(({ variable, table }) => `import { ${variable}Router } from './routes/${table}';`).join('\n')}

export const app = express();
app.use(express.json({ limit: '100kb' }));
${domains.map(({ variable, table }) => `app.use('/${table}', ${variable}Router);`).join('\n')}

app.listen(Number(process.env.PORT ?? 3000));
`;
}

const authFile = `import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';

const secret = process.env.JWT_SECRET ?? '';

export function signIn(user: { id: string; tenantId: string }): string {
  return jwt.sign({ sub: user.id, tenant: user.tenantId }, secret, { expiresIn: '15m' });
}

export function signForever(user: { id: string }): string {
  return jwt.sign({ sub: user.id }, secret);
}

export function requireUser(req: Request, res: Response, next: NextFunction): void {
  const claims = jwt.verify(String(req.headers.authorization).slice(7), secret);
  req.user = { id: claims.sub, tenantId: claims.tenant };
  next();
}
`;

function socketsFile(domains: readonly Domain[]): string {
  return `import { Server } from 'socket.io';

export const io = new Server(3001);

${domains.map(broadcast).join('\n\n')}
`;
}

function broadcast({ type, variable, index }: Domain): string {
  const rooms = [`\`tenant:\${${variable}.tenantId}\``, `\`${variable}:\${${variable}.id}\``];
  const send = (room: string) => `  io.to(${room}).emit('${variable}', ${variable});`;
  const sends = index % 4 === 0 ? rooms.map(send) : [send(`[${rooms.join(', ')}]`)];
  return `export function broadcast${type}(${variable}: { id: string; tenantId: string }) {\n${sends.join('\n')}\n}`;
}

const firstMigration = `CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE audit_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  entity text NOT NULL, entity_id uuid NOT NULL, action text NOT NULL, rank int NOT NULL, user_id uuid NOT NULL, reason text
);
CREATE INDEX audit_entries_tenant_id_idx ON audit_entries (tenant_id, entity, entity_id);
`;
