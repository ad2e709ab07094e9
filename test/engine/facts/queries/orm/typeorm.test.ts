import { queryTests } from './outline';

const entities = {
  'src/user.entity.ts': `
    import { Entity, PrimaryGeneratedColumn, Column } from 'typeorm';
    @Entity('app_users')
    export class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ name: 'tenant_id' }) tenantId: string;
      @Column() name: string;
    }
  `,
};
const injected = (body: string) =>
  `class Users { constructor(private users: Repository<User>) {} load() { ${body} } }`;

queryTests(
  'TypeORM queries',
  "import { Repository, In, DataSource } from 'typeorm';\nimport { User } from './user.entity';",
  [
    [
      injected("return this.users.find({ where: { tenantId, id: In(ids) }, select: ['id'], take: 5 });"),
      ['orm select app_users where(tenant_id = id in) columns(id) limited on pool:this.users'],
    ],
    [injected('return this.users.find();'), ['orm select app_users on pool:this.users']],
    [
      injected('return this.users.findOneBy({ id });'),
      ['orm select app_users where(id =) one limited on pool:this.users'],
    ],
    [
      injected('return this.users.update(id, { name });'),
      ['orm update app_users where(id =) sets(name) on pool:this.users'],
    ],
    [
      injected('return this.users.delete({ tenantId });'),
      ['orm delete app_users where(tenant_id =) on pool:this.users'],
    ],
    [injected('return this.users.softDelete(id);'), ['orm update app_users where(id =) on pool:this.users']],
    [injected('return this.users.save(user);'), ['orm insert app_users on pool:this.users']],
    [injected('return this.users.remove(user);'), ['orm delete app_users open on pool:this.users']],
    [
      injected(
        "return this.users.createQueryBuilder('u').select(['u.id']).where('u.tenantId = :t AND u.id > 1', { t }).take(5).getMany();",
      ),
      ['orm select app_users u where(u.tenant_id = u.id >) columns(id) limited on pool:this.users'],
    ],
    [
      injected(
        "return this.users.createQueryBuilder('u').where('u.id = :id').orWhere('u.name = :n').getOne();",
      ),
      ['orm select app_users u where(~u.id = ~u.name =) one limited on pool:this.users'],
    ],
    [
      injected("return this.users.createQueryBuilder().delete().where('tenant_id = :t', { t }).execute();"),
      ['orm delete app_users where(tenant_id =) on pool:this.users'],
    ],
    [
      'async function f(source: DataSource) { await source.transaction(async (manager) => { await manager.save(User, user); await manager.getRepository(User).delete({ id }); }); }',
      [
        'orm insert app_users on transaction:manager',
        'orm delete app_users where(id =) on transaction:manager',
      ],
    ],
    [
      'class UserRepository extends Repository<User> { load(id) { return this.findOne({ where: { id } }); } }',
      ['orm select app_users where(id =) one limited on pool:this'],
    ],
    [
      'class Users { constructor(private users: Map<string, User>) {} drop(id) { this.users.delete(id); } }',
      [],
    ],
    ['class Users { constructor(private users: UserApi) {} load() { return this.users.find({ id }); } }', []],
  ],
  entities,
);
