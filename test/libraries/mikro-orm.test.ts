import { libraryTests } from './library-tester';

const schema = `CREATE TABLE tickets (id serial PRIMARY KEY, tenant_id text NOT NULL, title text NOT NULL);
CREATE TABLE comments (id serial PRIMARY KEY, tenant_id text NOT NULL, body text NOT NULL);
CREATE TABLE customers (id serial PRIMARY KEY, tenant_id text NOT NULL, name text NOT NULL);
`;
const installed = { '@mikro-orm/core': '7.2.5', '@mikro-orm/postgresql': '7.2.5' };
const rule = 'database/missing-tenant-filter';

const ticketClass = `import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity({ tableName: 'tickets' })
export class Ticket {
  @PrimaryKey() id!: number;
  @Property() tenantId!: string;
  @Property() title!: string;
}
`;
const ticketDescription = `import { defineEntity, p } from '@mikro-orm/core';

export const Ticket = defineEntity({
  name: 'Ticket',
  tableName: 'tickets',
  properties: {
    id: p.integer().primary(),
    tenantId: p.string().fieldName('tenant_id'),
    title: p.string(),
  },
});
`;
const ticketSchema = `import { EntitySchema } from '@mikro-orm/core';

export const Ticket = new EntitySchema({
  name: 'SupportTicket',
  tableName: 'tickets',
  properties: {
    id: { type: 'number', primary: true },
    tenantId: { type: 'string', fieldName: 'tenant_id' },
    title: { type: 'string' },
  },
});
`;

const service = (where: string) => `import { EntityManager } from '@mikro-orm/postgresql';
import { Ticket } from './ticket';

export class TicketService {
  constructor(private readonly em: EntityManager) {}
  byId(id: number, tenantId: string) {
    return this.em.findOne(Ticket, ${where});
  }
}
`;

libraryTests(
  'MikroORM',
  [
    { form: 'a decorated class', ticket: ticketClass },
    { form: 'defineEntity', ticket: ticketDescription },
    { form: 'an entity schema under a name of its own', ticket: ticketSchema },
  ].flatMap(({ form, ticket }) => [
    {
      shows: `a row of any tenant, by ${form}`,
      rules: [rule],
      installed,
      files: { 'schema.sql': schema, 'src/ticket.ts': ticket, 'src/service.ts': service('{ id }') },
      finds: [`${rule} src/service.ts:7`],
    },
    {
      shows: `a row of one tenant, by ${form}`,
      rules: [rule],
      installed,
      files: { 'schema.sql': schema, 'src/ticket.ts': ticket, 'src/service.ts': service('{ id, tenantId }') },
      finds: [],
    },
  ]),
);

const comment = `import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core';
import { Ticket } from './ticket';

@Entity()
export class Comment {
  @PrimaryKey() id!: number;
  @ManyToOne(() => Ticket) ticket!: Ticket;
  @Property() author!: string;
}
`;

libraryTests('MikroORM', [
  {
    shows: 'a key of another table, which it does not index by itself on PostgreSQL',
    rules: ['database/missing-fk-index'],
    installed,
    files: { 'src/ticket.ts': ticketClass, 'src/comment.ts': comment },
    finds: ['database/missing-fk-index src/comment.ts:7'],
  },
  {
    shows: "a key of another table with an index by a decorator of the project's own",
    rules: ['database/missing-fk-index'],
    installed,
    files: {
      'src/ticket.ts': ticketClass,
      'src/comment.ts': `import { LiveIndex } from './live-index';\n${comment.replace('@ManyToOne(', '@LiveIndex() @ManyToOne(')}`,
    },
    finds: [],
  },
  {
    shows: 'a key of another table with an index',
    rules: ['database/missing-fk-index'],
    installed,
    files: {
      'src/ticket.ts': ticketClass,
      'src/comment.ts': comment
        .replace('ManyToOne, ', 'Index, ManyToOne, ')
        .replace('@ManyToOne(', '@Index() @ManyToOne('),
    },
    finds: [],
  },
  {
    shows: 'a second where that takes the place of the first',
    rules: [rule],
    installed,
    files: {
      'schema.sql': schema,
      'src/ticket.ts': ticketClass,
      'src/service.ts': `import { EntityManager } from '@mikro-orm/postgresql';
import { Ticket } from './ticket';

export class TicketService {
  constructor(private readonly em: EntityManager) {}
  replaced(id: number, tenantId: string) {
    return this.em.createQueryBuilder(Ticket, 't').where({ tenantId }).where({ id }).getSingleResult();
  }
  both(id: number, tenantId: string) {
    return this.em.createQueryBuilder(Ticket, 't').where({ tenantId }).andWhere({ id }).getSingleResult();
  }
}
`,
    },
    finds: [`${rule} src/service.ts:7`],
  },
  {
    shows: 'a query for each row, and one for all of them',
    rules: ['database/n-plus-one'],
    installed,
    files: {
      'src/ticket.ts': ticketClass,
      'src/service.ts': `import { EntityManager } from '@mikro-orm/postgresql';
import { Ticket } from './ticket';

export async function each(em: EntityManager, ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await em.findOne(Ticket, { id }));
  return found;
}
export async function all(em: EntityManager, ids: number[]) {
  return em.find(Ticket, { id: { $in: ids } });
}
`,
    },
    finds: ['database/n-plus-one src/service.ts:6'],
  },
]);
