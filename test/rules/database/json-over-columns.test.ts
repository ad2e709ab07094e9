import jsonOverColumns from '../../../rules/database/json-over-columns/rule';
import { ruleTests } from '../rule-tester';

const schema = `
  CREATE TABLE tickets (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    metadata jsonb NOT NULL,
    payload jsonb NOT NULL,
    labels text[] NOT NULL,
    attributes hstore,
    details text,
    slug text UNIQUE
  );
  CREATE TABLE agents (id uuid PRIMARY KEY, settings json, name text);
`;
const query = (sql: string, values = '[]') => `
  const { Pool } = require('pg');
  const pool = new Pool();
  module.exports = (a, b) => pool.query(\`${sql}\`, ${values});
`;
const index = (definition: string) => ({ 'migrations/002_index.sql': definition });

ruleTests(jsonOverColumns, {
  files: { 'migrations/001_tickets.sql': schema },
  invalid: [
    {
      name: 'WHERE; the key becomes a generated column, and the query uses it',
      code: query("SELECT id FROM tickets WHERE «metadata->>'severity'» = 'high'"),
      messages: [
        "tickets.metadata is dug for 'severity' to choose rows, and no index serves that key, so every row's JSON is read. Make 'severity' a column, or index the expression.",
      ],
      related: [1],
      fix: "Make 'severity' a generated column with an index",
      output: `
        ALTER TABLE tickets
            ADD COLUMN severity text GENERATED ALWAYS AS (metadata ->> 'severity') STORED;

        CREATE INDEX IF NOT EXISTS tickets_severity_idx ON tickets (severity);
      `,
    },
    {
      name: 'JOIN ON',
      code: query(
        "SELECT a.name FROM tickets t JOIN agents a ON a.name = «t.metadata->>'agent'» WHERE t.title = $1",
        '[a]',
      ),
      messages: [
        "tickets.metadata is dug for 'agent' to join rows, and no index serves that key, so every row's JSON is read. Make 'agent' a column, or index the expression.",
      ],
    },
    { name: 'ORDER BY', code: query("SELECT id FROM tickets ORDER BY «metadata->>'rank'» LIMIT 10") },
    { name: 'GROUP BY', code: query("SELECT count(*) FROM tickets GROUP BY «metadata->>'status'»") },
    {
      name: 'a path of keys',
      code: query("SELECT id FROM tickets WHERE «metadata->'source'->>'kind'» = $1", '[a]'),
      messages: [
        "tickets.metadata is dug for 'source.kind' to choose rows, and no index serves that key, so every row's JSON is read. Make 'source.kind' a column, or index the expression.",
      ],
      output: false,
    },
    {
      name: 'a cast of the key',
      code: query("SELECT id FROM tickets WHERE («metadata->>'points'»)::int > 3"),
    },
    {
      name: 'UPDATE and DELETE choose rows, too',
      code: query("DELETE FROM tickets WHERE «metadata->>'stale'» = 'true'"),
    },
    {
      name: 'other queries that dig into the same key are related',
      code: query("SELECT id FROM tickets WHERE «metadata->>'severity'» = $1", '[a]'),
      files: { 'src/list.js': query("SELECT metadata->>'severity' AS severity FROM tickets LIMIT 5") },
      related: [2],
    },
    {
      name: 'an index serves another key',
      code: query("SELECT id FROM tickets WHERE «metadata->>'severity'» = $1", '[a]'),
      files: index("CREATE INDEX i ON tickets ((metadata->>'status'));"),
    },
    {
      name: 'a GIN index on the column does not serve equality of a key',
      code: query("SELECT id FROM tickets WHERE «metadata->>'severity'» = $1", '[a]'),
      files: index('CREATE INDEX i ON tickets USING gin (metadata);'),
    },
    {
      name: 'a payload, when several queries choose rows by the same key',
      code: query("SELECT id FROM tickets WHERE «payload->>'kind'» = $1", '[a]'),
      files: {
        'src/other.js': query(
          "SELECT title FROM tickets WHERE «payload->>'kind'» = 'x' AND title = $1",
          '[a]',
        ),
      },
    },
    {
      name: 'containment without a GIN index',
      code: query('SELECT id FROM tickets WHERE «metadata @> $1::jsonb»', '[a]'),
      messages: [
        "tickets.metadata is searched with @>, and no GIN index serves that, so every row's JSON is read. Make what is searched for a column, or add a GIN index.",
      ],
      fix: 'Create a GIN index in a migration',
      output: `
        -- Built without blocking writes; it cannot run inside of a transaction.
        CREATE INDEX CONCURRENTLY IF NOT EXISTS tickets_metadata_idx ON tickets USING gin (metadata);
      `,
    },
    {
      name: 'a raw fragment of a query builder',
      code: `
        const knex = require('knex')({ client: 'pg' });
        module.exports = (severity) =>
          knex('tickets').select('id').whereRaw("«metadata->>'severity'» = ?", [severity]).limit(5);
      `,
    },
    {
      name: 'JSON in a text column, searched with LIKE',
      code: query('SELECT id FROM tickets WHERE «details LIKE \'%"status":"open"%\'»'),
      messages: [
        "tickets.details is text that holds JSON of a fixed shape: LIKE searches it for the key 'status'. Make its keys columns, or the column jsonb.",
      ],
      related: [1],
      output: false,
    },
    {
      name: 'an object of a fixed shape in a text column: stringified on write, parsed on read',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        exports.save = (id, open) =>
          pool.query('INSERT INTO tickets (id, details) VALUES ($1, $2)', [id, «JSON.stringify({ open, kind: 1 })»]);
        exports.load = (row) => JSON.parse(row.details);
      `,
      messages: [
        'tickets.details is text that holds JSON of a fixed shape: open, kind are stringified here and parsed when they are read. Make its keys columns, or the column jsonb.',
      ],
      related: [2],
    },
    {
      name: 'GROUP BY the position of a key that is selected',
      code: query("SELECT «metadata->>'severity'» AS severity, count(*) FROM tickets GROUP BY 1"),
    },
    {
      name: 'ORDER BY the position of a key that is selected',
      code: query("SELECT id, «metadata->>'severity'» FROM tickets ORDER BY 2 DESC"),
    },
  ],
  valid: [
    {
      name: 'a key that is only selected',
      code: query("SELECT id, metadata->>'source' AS source FROM tickets WHERE title = $1", '[a]'),
    },
    {
      name: 'containment with a GIN index',
      code: query('SELECT id FROM tickets WHERE metadata @> $1::jsonb', '[a]'),
      files: index('CREATE INDEX i ON tickets USING gin (metadata jsonb_path_ops);'),
    },
    {
      name: 'a key test with a GIN index',
      code: query("SELECT id FROM tickets WHERE metadata ? 'urgent'"),
      files: index('CREATE INDEX i ON tickets USING gin (metadata);'),
    },
    {
      name: 'a matching expression index',
      code: query("SELECT id FROM tickets WHERE metadata->>'severity' = $1", '[a]'),
      files: index("CREATE INDEX i ON tickets ((metadata ->> 'severity'));"),
    },
    {
      name: 'an expression index with the key behind another column',
      code: query("SELECT id FROM tickets WHERE title = $1 AND metadata->>'severity' = $2", '[a, b]'),
      files: index("CREATE INDEX i ON tickets (title, (metadata ->> 'severity'));"),
    },
    {
      name: 'an expression index on a path',
      code: query("SELECT id FROM tickets WHERE metadata->'a'->>'b' = $1", '[a]'),
      files: index("CREATE INDEX i ON tickets ((metadata #>> '{a,b}'));"),
    },
    {
      name: 'a generated column for the key',
      code: query("SELECT id FROM tickets WHERE metadata->>'severity' = $1", '[a]'),
      files: index(
        "ALTER TABLE tickets ADD COLUMN severity text GENERATED ALWAYS AS (metadata->>'severity') STORED;",
      ),
    },
    {
      name: 'one row, found by its primary key',
      code: query("SELECT id FROM tickets WHERE id = $1 AND metadata->>'severity' = $2", '[a, b]'),
    },
    {
      name: 'one row, found by a unique column',
      code: query("SELECT id FROM tickets WHERE slug = $1 AND metadata->>'severity' = $2", '[a, b]'),
    },
    {
      name: 'an event body, asked once',
      code: query("SELECT id FROM tickets WHERE payload->>'kind' = $1", '[a]'),
    },
    {
      name: 'settings, asked once',
      code: query("SELECT id FROM agents WHERE settings->>'theme' = $1", '[a]'),
    },
    { name: 'containment of an array', code: query('SELECT id FROM tickets WHERE labels @> $1', '[a]') },
    {
      name: 'hstore has the same arrows',
      code: query("SELECT id FROM tickets WHERE attributes->'a' = $1", '[a]'),
    },
    {
      name: 'a table that the schema does not know',
      code: query("SELECT id FROM jobs WHERE data->>'x' = $1", '[a]'),
    },
    {
      name: 'a migration',
      path: 'migrations/003_fill.sql',
      code: "UPDATE tickets SET title = 'x' WHERE metadata->>'severity' = 'high';",
    },
    {
      name: 'LIKE on text that is no JSON',
      code: query("SELECT id FROM tickets WHERE details LIKE '%open: yes%'"),
    },
    {
      name: 'LIKE on a title',
      code: query('SELECT id FROM tickets WHERE title LIKE $1 LIMIT 5', "['%' + a + '%']"),
    },
    {
      name: 'text whose shape varies',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        exports.save = (id, extra) =>
          pool.query('INSERT INTO tickets (id, details) VALUES ($1, $2)', [id, JSON.stringify({ ...extra })]);
        exports.load = (row) => JSON.parse(row.details);
      `,
    },
    {
      name: 'text that is never parsed',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        exports.save = (id, open) =>
          pool.query('INSERT INTO tickets (id, details) VALUES ($1, $2)', [id, JSON.stringify({ open })]);
      `,
    },
    {
      name: 'a jsonb column takes its value as text',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        exports.save = (id, open) =>
          pool.query('INSERT INTO tickets (id, metadata) VALUES ($1, $2)', [id, JSON.stringify({ open })]);
        exports.load = (row) => JSON.parse(row.metadata);
      `,
    },
    {
      name: 'a message that is no row',
      code: `
        exports.send = (socket, details) => socket.send({ details: JSON.stringify({ details }) });
        exports.receive = (message) => JSON.parse(message.details);
      `,
    },
    {
      name: 'ORDER BY the position of a column beside a key that is only selected',
      code: query("SELECT title, metadata->>'severity' FROM tickets ORDER BY 1"),
    },
  ],
});
