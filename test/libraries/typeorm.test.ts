import { libraryTests } from './library-tester';

const rule = 'database/missing-tenant-filter';
const entity = (name: string) => `@Entity('${name.toLowerCase()}s')
export class ${name} {
  @PrimaryColumn() id!: number;
  @Column({ name: 'tenant_id' }) tenantId!: string;
  @Column({ nullable: true }) title?: string;
}
`;
const program = (service: string) => ({
  'src/entities.ts': `import { Column, Entity, PrimaryColumn } from 'typeorm';
${['Ticket', 'Comment', 'Customer'].map(entity).join('')}`,
  'src/service.ts': `import { Repository } from 'typeorm';
import { Ticket } from './entities';
export class Tickets {
  constructor(private readonly tickets: Repository<Ticket>) {}
${service}
}
`,
});

for (const version of ['1.1.1', '0.3.31']) {
  const installed = { typeorm: version };
  libraryTests(`TypeORM ${version}`, [
    {
      shows: 'a row of any tenant, and one of a tenant',
      rules: [rule],
      installed,
      files: program(`  any(id: number) { return this.tickets.findOneBy({ id }); }
  own(id: number, tenantId: string) { return this.tickets.findOneBy({ id, tenantId }); }`),
      finds: [`${rule} src/service.ts:5`],
    },
    {
      shows: 'a second where that takes the place of the first',
      rules: [rule],
      installed,
      files: program(`  replaced(id: number, tenantId: string) {
    return this.tickets.createQueryBuilder('t').where('t.tenant_id = :tenantId', { tenantId }).where('t.id = :id', { id }).getOne();
  }
  both(id: number, tenantId: string) {
    return this.tickets.createQueryBuilder('t').where('t.tenant_id = :tenantId', { tenantId }).andWhere('t.id = :id', { id }).getOne();
  }`),
      finds: [`${rule} src/service.ts:6`],
    },
    {
      shows: 'a tenant that is undefined, in a read',
      rules: [rule],
      installed,
      files: program('  any(id: number) { return this.tickets.findOneBy({ id, tenantId: undefined }); }'),
      // From 1 on the call throws, and reaches no row at all.
      finds: version.startsWith('1') ? [] : [`${rule} src/service.ts:5`],
    },
    {
      shows: 'a query for each row, and one for all',
      rules: ['database/n-plus-one'],
      installed,
      files: program(`  async each(ids: number[]) {
    const found = [];
    for (const id of ids) found.push(await this.tickets.findOneBy({ id }));
    return found;
  }
  all(ids: number[]) { return this.tickets.findBy({ id: In(ids) }); }`),
      finds: ['database/n-plus-one src/service.ts:7'],
    },
  ]);
}
