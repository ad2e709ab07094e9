import { libraryTests } from './library-tester';

const state = ['architecture/shared-agent-state'];

libraryTests('pg-boss', [
  {
    shows: 'a job whose writes belong together',
    rules: ['database/missing-transaction'],
    files: {
      'src/orders.ts': `import { PgBoss } from 'pg-boss';
import pg from 'pg';
const pool = new pg.Pool();
const boss = new PgBoss(process.env.DATABASE_URL!);
await boss.work('order', async ([job]) => {
  const { rows } = await pool.query('insert into orders default values returning id');
  await pool.query('insert into order_lines (order_id, book_id) values ($1, $2)', [rows[0].id, job.data.book]);
});
`,
    },
    finds: ['database/missing-transaction src/orders.ts:6'],
  },
  {
    shows: 'a worker that keeps the job of now in the module, and one that has it to itself',
    rules: state,
    installed: { 'pg-boss': '12.0.0' },
    files: {
      'src/mail.ts': `import { PgBoss } from 'pg-boss';
import { render, send } from './mails';

const boss = new PgBoss(process.env.DATABASE_URL!);
let current: { to: string };

await boss.start();
await boss.createQueue('mail');
await boss.work('mail', async ([job]) => {
  current = job.data;
  const text = await render(current);
  await send(current.to, text);
});
await boss.work('digest', async ([job]) => {
  const mail = job.data;
  await send(mail.to, await render(mail));
});
`,
    },
    finds: ['architecture/shared-agent-state src/mail.ts:5'],
  },
]);

libraryTests('Graphile Worker', [
  {
    shows: 'a task that keeps its payload in the module, and one that has it to itself',
    rules: state,
    installed: { 'graphile-worker': '0.16.6' },
    files: {
      'src/tasks/mail.ts': `import type { Task } from 'graphile-worker';
import { render, send } from '../mails';

let recipient: string;

export const mail: Task = async (payload, helpers) => {
  recipient = (payload as { to: string }).to;
  const text = await render(payload);
  await send(recipient, text);
};
`,
      'src/tasks/digest.ts': `import type { Task } from 'graphile-worker';
import { render, send } from '../mails';

export const digest: Task = async (payload, helpers) => {
  const recipient = (payload as { to: string }).to;
  await send(recipient, await render(payload));
};
`,
    },
    finds: ['architecture/shared-agent-state src/tasks/mail.ts:4'],
  },
]);

libraryTests('BullMQ', [
  {
    shows: 'a job whose writes belong together',
    rules: ['database/missing-transaction'],
    files: {
      'src/orders.ts': `import { Worker } from 'bullmq';
import pg from 'pg';
const pool = new pg.Pool();
new Worker('order', async (job) => {
  const { rows } = await pool.query('insert into orders default values returning id');
  await pool.query('insert into order_lines (order_id, book_id) values ($1, $2)', [rows[0].id, job.data.book]);
}, { connection: { host: 'redis' } });
`,
    },
    finds: ['database/missing-transaction src/orders.ts:5'],
  },
  {
    shows: 'a worker that keeps the job of now in the module, and one that has it to itself',
    rules: state,
    installed: { bullmq: '5.61.0' },
    files: {
      'src/workers.ts': `import { Worker } from 'bullmq';
import { render, send } from './mails';

const connection = { host: 'redis', port: 6379 };
let current: { to: string };

new Worker('mail', async (job) => {
  current = job.data;
  const text = await render(current);
  await send(current.to, text);
}, { connection, concurrency: 10 });

new Worker('digest', async (job) => {
  const mail = job.data;
  await send(mail.to, await render(mail));
}, { connection, concurrency: 10 });
`,
    },
    finds: ['architecture/shared-agent-state src/workers.ts:5'],
  },
  {
    shows: 'flows, which only add jobs',
    rules: state,
    installed: { bullmq: '5.61.0' },
    files: {
      'src/flows.ts': `import { FlowProducer } from 'bullmq';
const flows = new FlowProducer({ connection: { host: 'redis' } });
let added = 0;
export async function addReport(id: string) {
  added += 1;
  await flows.add({ name: 'report', queueName: 'reports', data: { id }, children: [{ name: 'pages', queueName: 'pages' }] });
}
`,
    },
    finds: [],
  },
]);

libraryTests('Bull', [
  {
    shows: 'a processor that keeps the job of now in the module, and one that has it to itself',
    rules: state,
    installed: { bull: '4.16.5' },
    files: {
      'src/workers.js': `const Queue = require('bull');
const { render, send } = require('./mails');

const mails = new Queue('mail', process.env.REDIS_URL);
let current;

mails.process(5, async (job) => {
  current = job.data;
  const text = await render(current);
  await send(current.to, text);
});
mails.process('digest', async (job) => {
  const mail = job.data;
  await send(mail.to, await render(mail));
});
`,
    },
    finds: ['architecture/shared-agent-state src/workers.js:5'],
  },
]);
