import assert from 'node:assert/strict';
import { createProject, loadSqlParser, type Schema } from '../../../src/engine';
import { hasLeadingIndex } from '../../../src/engine/model/schema';

/** The schema that files make together. */
async function schemaOf(files: Record<string, string>): Promise<Schema> {
  const project = createProject({ rules: [], sql: await loadSqlParser('postgresql') });
  for (const [path, text] of Object.entries(files)) project.setFile(path, text);
  return project.model().schema;
}

/** A table in one line: columns, keys, indexes. */
function outline(schema: Schema, name: string): string {
  const table = schema.table(name);
  if (!table) return 'no table';
  const columns = [...table.columns.values()].map((column) =>
    column.property === undefined ? column.name : `${column.name}=${column.property}`,
  );
  const keys = table.foreignKeys.map((key) => `${key.columns.join()}→${key.table}`);
  const indexes = table.indexes.map((index) =>
    index.keys.map((key) => ('column' in key ? key.column : `(${key.expression})`)).join(),
  );
  const parts: [string, string[]][] = [
    ['pk', table.primaryKey],
    ['unique', table.uniques.map((unique) => unique.columns.join('+'))],
    ['fk', keys],
    ['index', indexes],
  ];
  const told = parts.filter(([, all]) => all.length > 0).map(([kind, all]) => `${kind} ${all.join(' ')}`);
  return [`${table.name}(${columns.join(' ')})`, ...told].join(' · ');
}

const cases: { name: string; files: Record<string, string>; table: string; is: string }[] = [
  {
    name: 'migrations run in the order of their numbers',
    files: {
      'migrations/10_b.sql': 'ALTER TABLE a DROP COLUMN y;',
      'migrations/9_a.sql': 'ALTER TABLE a ADD COLUMN y int;',
      'migrations/1_a.sql': 'CREATE TABLE a (x int PRIMARY KEY);',
    },
    table: 'a',
    is: 'a(x) · pk x',
  },
  {
    name: 'a renamed table and column keep their keys and indexes',
    files: {
      'migrations/1.sql':
        'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (x int REFERENCES p); CREATE INDEX i ON a (x);' +
        'ALTER TABLE a RENAME COLUMN x TO y; ALTER TABLE a RENAME TO b; ALTER TABLE p RENAME TO q;',
    },
    table: 'b',
    is: 'b(y) · fk y→q · index y',
  },
  {
    name: 'a table that is copied, dropped and put in place again (SQLite) keeps the keys that refer to it',
    files: {
      'migrations/1.sql':
        'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (x int REFERENCES p);' +
        'CREATE TABLE new_p (id int PRIMARY KEY, y int); DROP TABLE p; ALTER TABLE new_p RENAME TO p;',
    },
    table: 'a',
    is: 'a(x) · fk x→p',
  },
  {
    name: 'a dump beside its migrations is one schema, and the migrations do not bring back what was dropped',
    files: {
      'schema.sql': 'CREATE TABLE a (id int PRIMARY KEY, x int);',
      'migrations/1.sql': 'CREATE TABLE a (id int PRIMARY KEY, old int);',
      'migrations/2.sql': 'ALTER TABLE a ADD COLUMN x int; ALTER TABLE a DROP COLUMN gone;',
    },
    table: 'a',
    is: 'a(id x) · pk id',
  },
  {
    name: 'a schema that is the state before the first migration',
    files: {
      'init.sql': 'CREATE TABLE a (id int PRIMARY KEY);',
      'migrations/1.sql': 'ALTER TABLE a ADD COLUMN x int; CREATE INDEX i ON a (x);',
    },
    table: 'a',
    is: 'a(id x) · pk id · index x',
  },
  {
    name: 'a unique index becomes a constraint by USING INDEX',
    files: {
      '1.sql':
        'CREATE TABLE a (x int); CREATE UNIQUE INDEX i ON a (x); ALTER TABLE a ADD UNIQUE USING INDEX i;',
    },
    table: 'a',
    is: 'a(x) · unique x · index x',
  },
  {
    name: 'SQL of Drizzle’s migrations, with its breakpoints',
    files: {
      'drizzle/0000_init.sql':
        'CREATE TABLE "a" ("id" uuid PRIMARY KEY NOT NULL);\n--> statement-breakpoint\nCREATE INDEX "i" ON "a" USING btree ("id");',
    },
    table: 'a',
    is: 'a(id) · pk id · index id',
  },
  {
    name: 'a Prisma model, with the names of the database and of the code',
    files: {
      'prisma/schema.prisma': `
        model User {
          id      Int      @id @default(autoincrement())
          email   String   @unique @db.VarChar(255)
          teamId  Int?     @map("team_id")
          team    Team?    @relation(fields: [teamId], references: [id]) // its team
          posts   Post[]
          @@index([teamId, email(sort: Desc)], map: "i")
          @@map("users")
        }
        model Team { 
          id Int @id
          users User[]
        }
      `,
    },
    table: 'users',
    is: 'users(id email team_id=teamId) · pk id · unique email · fk team_id→Team · index team_id,email',
  },
  {
    name: 'a Prisma schema of several files',
    files: {
      'prisma/schema/user.prisma':
        'model User {\n  id Int @id\n  teamId Int\n  team Team @relation(fields: [teamId], references: [id])\n}',
      'prisma/schema/team.prisma': 'model Team {\n  id Int @id\n  users User[]\n\n  @@map("teams")\n}',
    },
    table: 'User',
    is: 'User(id teamId) · pk id · fk teamId→teams',
  },
  {
    name: 'a knex migration: columns, keys, indexes, in a chain and with guards',
    files: {
      'migrations/1.js': `
        exports.up = async function (knex) {
          if (!(await knex.schema.hasTable('a'))) {
            await knex.schema
              .createTable('p', (t) => { t.increments(); })
              .createTable('a', function () {
                this.bigIncrements('id');
                this.string('email').notNullable().unique();
                this.integer('p_id').unsigned().references('p.id').onDelete('CASCADE').index();
                this.jsonb('data');
                this.timestamps(true, true);
                this.unique(['email', 'p_id']);
              });
          }
        };
        exports.down = (knex) => knex.schema.dropTable('a');
      `,
      'migrations/2.js': `
        exports.up = (knex) => knex.schema.alterTable('a', (t) => { t.dropColumn('data'); t.renameColumn('email', 'mail'); });
      `,
    },
    table: 'a',
    is: 'a(id mail p_id created_at updated_at) · pk id · unique mail mail+p_id · fk p_id→p · index p_id',
  },
  {
    name: 'TypeORM’s Table objects',
    files: {
      'migrations/1.ts': `
        export class A1 {
          async up(queryRunner) {
            await queryRunner.createTable(new Table({
              name: 'a',
              columns: [{ name: 'id', type: 'uuid', isPrimary: true }, { name: 'p_id', type: 'uuid' }],
              foreignKeys: [{ columnNames: ['p_id'], referencedTableName: 'p', referencedColumnNames: ['id'] }],
            }), true);
            await queryRunner.createIndex('a', new TableIndex({ name: 'i', columnNames: ['p_id'] }));
          }
          async down(queryRunner) { await queryRunner.dropTable('a'); }
        }
      `,
    },
    table: 'a',
    is: 'a(id p_id) · pk id · fk p_id→p · index p_id',
  },
  {
    name: 'a Drizzle table, with a prefix, a composite key and a key to another file’s table',
    files: {
      'src/users.ts': `
        import { pgTable, serial } from 'drizzle-orm/pg-core';
        export const users = pgTable('app_users', { id: serial('id').primaryKey() });
      `,
      'src/posts.ts': `
        import { index, integer, pgTableCreator, primaryKey, text } from 'drizzle-orm/pg-core';
        import { users } from './users';
        const table = pgTableCreator((name) => \`app_\${name}\`);
        export const posts = table('posts', {
          authorId: integer('author_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
          slug: text().notNull(),
        }, (t) => [primaryKey({ columns: [t.slug, t.authorId] }), index('i').on(t.authorId.desc())]);
      `,
    },
    table: 'app_posts',
    is: 'app_posts(author_id=authorId slug) · pk slug author_id · fk author_id→app_users · index author_id',
  },
  {
    name: 'a TypeORM entity, with what its base class of another file gives it',
    files: {
      'src/base.ts': `
        import { Column, Index, PrimaryGeneratedColumn } from 'typeorm';
        export abstract class Base {
          @PrimaryGeneratedColumn('uuid') id: string;
          @Index() @Column({ name: 'created_by' }) createdBy: string;
        }
      `,
      'src/post.ts': `
        import { Column, Entity, ManyToOne, Unique } from 'typeorm';
        import { Base } from './base';
        @Entity({ name: 'posts' })
        @Unique(['slug'])
        export class Post extends Base {
          @Column() slug: string;
          @ManyToOne(() => Post) parent: Post;
        }
      `,
    },
    table: 'posts',
    is: 'posts(id created_by=createdBy slug parentId) · pk id · unique slug · fk parentId→posts · index created_by',
  },
  {
    name: 'Sequelize: define, init and migrations speak of one table',
    files: {
      'models/post.js': `
        const { DataTypes, Model } = require('sequelize');
        class Post extends Model {
          static associate(models) { Post.belongsTo(models.User, { foreignKey: 'userId', as: 'author' }); }
        }
        module.exports = (sequelize) => Post.init({ title: DataTypes.STRING, userId: { type: DataTypes.UUID, field: 'user_id' } }, { sequelize, modelName: 'Post' });
      `,
      'models/user.js':
        "const { DataTypes } = require('sequelize');\nmodule.exports = (sequelize) => sequelize.define('User', { email: DataTypes.STRING });",
      'migrations/1-posts.js': `
        module.exports = {
          up: async (queryInterface, Sequelize) => {
            await queryInterface.createTable('Posts', { id: { type: Sequelize.UUID, primaryKey: true }, user_id: Sequelize.UUID });
            await queryInterface.addIndex('Posts', ['user_id']);
          },
          down: (queryInterface) => queryInterface.dropTable('Posts'),
        };
      `,
    },
    table: 'Posts',
    is: 'Posts(id user_id=userId title) · pk id · fk user_id→Users · index user_id',
  },
  {
    name: 'sequelize-typescript',
    files: {
      'models/post.ts': `
        import { BelongsTo, Column, ForeignKey, Index, Model, Table } from 'sequelize-typescript';
        @Table({ tableName: 'posts', underscored: true })
        export class Post extends Model {
          @ForeignKey(() => User) @Index @Column userId: string;
          @BelongsTo(() => User) user: User;
        }
        @Table({ tableName: 'users' })
        export class User extends Model { @Column({ primaryKey: true }) id: string; }
      `,
    },
    table: 'posts',
    is: 'posts(user_id) · fk user_id→users · index user_id',
  },
];

describe('the schema', () => {
  for (const { name, files, table, is } of cases)
    it(name, async () => assert.equal(outline(await schemaOf(files), table), is));

  it('is asked by the names of the database and of the code', async () => {
    const schema = await schemaOf({
      'prisma/schema.prisma': 'model UserProfile {\n  id Int @id\n  @@map("user_profiles")\n}',
    });
    const table = schema.tables.get('user_profiles');
    for (const name of ['user_profiles', 'USER_PROFILES', 'UserProfile', 'userProfile', 'userProfiles'])
      assert.equal(schema.table(name), table, name);
    assert.equal(schema.table('profiles'), undefined);
    assert.deepEqual(schema.columnsOf('userProfile'), ['id']);
  });

  it('knows which indexes serve a look-up', async () => {
    const schema = await schemaOf({
      '1.sql':
        'CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE, c int, d int, e int, f int);' +
        'CREATE INDEX ON a (c, d); CREATE INDEX ON a (e) WHERE e IS NOT NULL; CREATE INDEX ON a (f) WHERE f > 1;',
    });
    const table = schema.table('a');
    assert.ok(table);
    const served = ['id', 'b', 'c', 'd', 'e', 'f'].filter((name) => hasLeadingIndex(table, [name]));
    assert.deepEqual(served, ['id', 'b', 'c', 'e']);
    assert.ok(hasLeadingIndex(table, ['d', 'c']));
  });

  it('never fails on a text that is cut off', async () => {
    const whole = cases.flatMap(({ files }) => Object.entries(files));
    for (const [path, text] of whole)
      for (let length = 0; length < text.length; length += 37)
        await schemaOf({ [path]: text.slice(0, length) });
  });
});
