import { libraryTests } from './library-tester';

const rule = 'database/missing-tenant-filter';
const others = `CREATE TABLE comments (id serial PRIMARY KEY, tenant_id text NOT NULL, body text NOT NULL);
CREATE TABLE customers (id serial PRIMARY KEY, tenant_id text NOT NULL, name text NOT NULL);
`;

const decorated = `import { DataTypes, Model } from '@sequelize/core';
import { Attribute, ColumnName, NotNull, PrimaryKey, Table } from '@sequelize/core/decorators-legacy';

@Table({ tableName: 'tickets' })
export class Ticket extends Model {
  @Attribute(DataTypes.INTEGER) @PrimaryKey declare id: number;
  @Attribute(DataTypes.STRING) @NotNull @ColumnName('tenant_id') declare tenantId: string;
  @Attribute(DataTypes.STRING) declare title: string;
}
`;
const defined = `import { DataTypes, Sequelize } from 'sequelize';

const sequelize = new Sequelize(process.env.DATABASE_URL);
export const Ticket = sequelize.define('Ticket', {
  id: { type: DataTypes.INTEGER, primaryKey: true },
  tenantId: { type: DataTypes.STRING, allowNull: false, field: 'tenant_id' },
  title: DataTypes.STRING,
}, { tableName: 'tickets' });
`;
const service = (where: string) => `import { Ticket } from './ticket';

export function ticket(id: number, tenantId: string) {
  return Ticket.findOne({ where: ${where} });
}
`;

const versions: { name: string; installed: Record<string, string>; ticket: string }[] = [
  { name: 'Sequelize 7', installed: { '@sequelize/core': '7.0.0-alpha.48' }, ticket: decorated },
  { name: 'Sequelize 6', installed: { sequelize: '6.37.8' }, ticket: defined },
];

for (const { name, installed, ticket } of versions) {
  const program = (text: string) => ({
    'schema.sql': others,
    'src/ticket.ts': ticket,
    'src/service.ts': text,
  });
  libraryTests(name, [
    {
      shows: 'a row of any tenant',
      rules: [rule],
      installed,
      files: program(service('{ id }')),
      finds: [`${rule} src/service.ts:4`],
    },
    {
      shows: 'a row of one tenant',
      rules: [rule],
      installed,
      files: program(service('{ id, tenantId }')),
      finds: [],
    },
    {
      shows: 'a query for each row, and one for all',
      rules: ['database/n-plus-one'],
      installed,
      files: program(`import { Ticket } from './ticket';

export async function each(ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await Ticket.findByPk(id));
  return found;
}
export function all(ids: number[]) {
  return Ticket.findAll({ where: { id: ids } });
}
`),
      finds: ['database/n-plus-one src/service.ts:5'],
    },
  ]);
}

libraryTests('Sequelize 7', [
  {
    shows: 'a key without an index, and one with an index',
    rules: ['database/missing-fk-index'],
    installed: { '@sequelize/core': '7.0.0-alpha.48' },
    files: {
      'src/ticket.ts': decorated,
      'src/comment.ts': `import { DataTypes, Model } from '@sequelize/core';
import { Attribute, BelongsTo, Index, PrimaryKey } from '@sequelize/core/decorators-legacy';
import { Ticket } from './ticket';

export class Comment extends Model {
  @Attribute(DataTypes.INTEGER) @PrimaryKey declare id: number;
  @BelongsTo(() => Ticket, 'ticketId') declare ticket?: Ticket;
  @Attribute(DataTypes.INTEGER) declare ticketId: number;
  @BelongsTo(() => Ticket, { foreignKey: 'parentId' }) declare parent?: Ticket;
  @Attribute(DataTypes.INTEGER) @Index declare parentId: number;
}
`,
    },
    finds: ['database/missing-fk-index src/comment.ts:8'],
  },
]);
