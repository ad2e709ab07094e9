import assert from 'node:assert/strict';
import { parsePrisma, prismaNames, prismaString } from '../../../src/engine/source/prisma';

const schema = `
datasource db {
  provider = "postgresql" // the database
  url      = env("DATABASE_URL")
}

/// A person. { not a block }
model User {
  id        Int      @id @default(autoincrement())
  email     String?  @db.VarChar(255) @default("a, b) c")
  roles     Role[]
  teamId    Int
  team      Team     @relation(
    fields: [teamId],
    references: [id]
  )
  location  Unsupported("geography(Point, 4326)")?

  @@index([email(sort: Desc), teamId], map: "by_email") /* leads with email */
}

enum Role {
  ADMIN
  USER @map("user")
}
`;

describe('a Prisma schema', () => {
  const blocks = parsePrisma(schema);
  const user = blocks.find((block) => block.name === 'User');
  const field = (name: string) => user?.fields.find((each) => each.name === name);

  it('has blocks with their kinds and settings', () => {
    assert.deepEqual(
      blocks.map((block) => `${block.kind} ${block.name}`),
      ['datasource db', 'model User', 'enum Role'],
    );
    assert.equal(blocks[0]?.settings.get('provider'), 'postgresql');
    assert.equal(schema[user?.end ?? 0], '}');
  });

  it('has fields with their types', () => {
    const told = user?.fields.map(
      (each) => `${each.name} ${each.type}${each.list ? '[]' : ''}${each.optional ? '?' : ''}`,
    );
    assert.deepEqual(told, [
      'id Int',
      'email String?',
      'roles Role[]',
      'teamId Int',
      'team Team',
      'location Unsupported("geography(Point, 4326)")?',
    ]);
    const span = field('email')?.nameSpan;
    assert.equal(schema.slice(span?.start, span?.end), 'email');
  });

  it('has attributes with their arguments, over several lines and with commas and brackets in strings', () => {
    assert.deepEqual(
      field('email')?.attributes.map((each) => each.name),
      ['db.VarChar', 'default'],
    );
    assert.equal(prismaString(field('email')?.attributes[1]?.args.get('0')), 'a, b) c');
    const relation = field('team')?.attributes[0];
    assert.deepEqual(prismaNames(relation?.args.get('fields')), ['teamId']);
    assert.deepEqual(prismaNames(relation?.args.get('references')), ['id']);
    const index = user?.attributes[0];
    assert.deepEqual(prismaNames(index?.args.get('0')), ['email', 'teamId']);
    assert.equal(prismaString(index?.args.get('map')), 'by_email');
  });

  it('is read as far as it goes', () => {
    for (let length = 0; length <= schema.length; length++) parsePrisma(schema.slice(0, length));
    const broken = parsePrisma('model A {\n  id Int @id(\n}\n\nmodel B {\n  id Int @id\n}\n');
    assert.ok(broken.some((block) => block.name === 'B'));
  });
});
