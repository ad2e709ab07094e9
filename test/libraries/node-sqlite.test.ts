import { libraryTests } from './library-tester';

libraryTests('node:sqlite', [
  {
    shows: 'what a caller sends as text, and as a value',
    rules: ['security/sql-injection', 'database/select-star'],
    files: {
      'src/server.ts': `import { DatabaseSync } from 'node:sqlite';
import express from 'express';

const db = new DatabaseSync('books.db');
const app = express();

app.get('/unsafe', (req, res) => {
  res.json(db.prepare(\`select id from books where title = '\${req.query.title}'\`).all());
});
app.get('/bound', (req, res) => {
  res.json(db.prepare('select id from books where title = ?').all(req.query.title));
});
app.get('/exec', (req, res) => {
  db.exec(\`delete from books where id = \${req.query.id}\`);
  res.end();
});
app.get('/star', (req, res) => {
  res.json(db.prepare('select * from books limit 10').all());
});
`,
    },
    finds: [
      'security/sql-injection src/server.ts:8',
      'security/sql-injection src/server.ts:14',
      'database/select-star src/server.ts:18',
    ],
  },
  {
    shows: 'a database that stays open, and one that is closed',
    rules: ['infrastructure/unclosed-connection'],
    files: {
      'src/count.ts': `import { DatabaseSync } from 'node:sqlite';
export function lost() {
  const db = new DatabaseSync('books.db');
  return db.prepare('select count(*) from books').get();
}
export function closed() {
  const db = new DatabaseSync('books.db');
  try {
    return db.prepare('select count(*) from books').get();
  } finally {
    db.close();
  }
}
`,
    },
    finds: ['infrastructure/unclosed-connection src/count.ts:3'],
  },
  {
    shows: 'writes that belong together, alone and in a transaction',
    rules: ['database/missing-transaction'],
    files: {
      'src/orders.ts': `import { DatabaseSync } from 'node:sqlite';
const db = new DatabaseSync('orders.db');

export function order(user: number, book: number) {
  const { lastInsertRowid } = db.prepare('insert into orders (user_id) values (?)').run(user);
  db.prepare('insert into order_lines (order_id, book_id) values (?, ?)').run(lastInsertRowid, book);
}

export function together(user: number, book: number) {
  db.exec('begin');
  try {
    const { lastInsertRowid } = db.prepare('insert into orders (user_id) values (?)').run(user);
    db.prepare('insert into order_lines (order_id, book_id) values (?, ?)').run(lastInsertRowid, book);
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}
`,
    },
    finds: ['database/missing-transaction src/orders.ts:5'],
  },
]);
