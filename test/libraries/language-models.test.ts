import { libraryTests } from './library-tester';

const rules = ['infrastructure/missing-timeout'];

libraryTests('OpenAI', [
  {
    shows: 'calls that end by themselves',
    rules,
    installed: { openai: '6.7.0' },
    files: {
      'src/answer.ts': `import OpenAI from 'openai';
const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
export async function answer(question: string) {
  const response = await client.responses.create({ model: 'gpt-5', input: question });
  const chat = await client.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: question }] }, { timeout: 20_000 });
  return [response.output_text, chat.choices[0].message.content];
}
`,
    },
    finds: [],
  },
  {
    shows: 'a key in the source, and one of the environment',
    rules: ['security/hardcoded-secret'],
    installed: { openai: '6.7.0' },
    files: {
      'src/open.ts': `import OpenAI from 'openai';
export const client = new OpenAI({ apiKey: 'p8Qz3vXk1LmW7rTyB4nHs9DcQ2xV' });
`,
      'src/kept.ts': `import OpenAI from 'openai';
export const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
`,
    },
    finds: ['security/hardcoded-secret src/open.ts:2'],
  },
]);

libraryTests('Anthropic', [
  {
    shows: 'calls that end by themselves, and a key in the source',
    rules: [...rules, 'security/hardcoded-secret'],
    installed: { '@anthropic-ai/sdk': '0.68.0' },
    files: {
      'src/answer.ts': `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const other = new Anthropic({ apiKey: 'p8Qz3vXk1LmW7rTyB4nHs9DcQ2xV' });
export const answer = (content: string) =>
  client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 1024, messages: [{ role: 'user', content }] });
export const stream = (content: string) =>
  client.messages.stream({ model: 'claude-sonnet-4-5', max_tokens: 1024, messages: [{ role: 'user', content }] });
`,
    },
    finds: ['security/hardcoded-secret src/answer.ts:3'],
  },
]);

libraryTests('AI SDK', [
  {
    shows: 'a call that waits without end, and calls with a time limit',
    rules,
    installed: { ai: '6.0.0', '@ai-sdk/openai': '3.0.0' },
    files: {
      'src/answer.ts': `import { openai } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';
export const endless = (prompt: string) => generateText({ model: openai('gpt-5'), prompt });
export const limited = (prompt: string) =>
  generateText({ model: openai('gpt-5'), prompt, abortSignal: AbortSignal.timeout(60_000) });
export const streamed = (prompt: string) => streamText({ model: openai('gpt-5'), prompt, timeout: 60_000 });
`,
    },
    finds: ['infrastructure/missing-timeout src/answer.ts:3'],
  },
  {
    shows: 'a tool that puts what a model says into a statement as text, and one that binds it',
    rules: ['security/sql-injection'],
    installed: { ai: '6.0.0', '@ai-sdk/openai': '3.0.0', zod: '4.1.12', pg: '8.16.3' },
    files: {
      'src/tools.ts': `import { tool } from 'ai';
import pg from 'pg';
import { z } from 'zod';
const pool = new pg.Pool();
export const search = tool({
  description: 'Searches books',
  inputSchema: z.object({ title: z.string() }),
  execute: async ({ title }) => (await pool.query(\`select id from books where title = '\${title}'\`)).rows,
});
export const find = tool({
  description: 'Finds a book',
  inputSchema: z.object({ title: z.string() }),
  execute: async ({ title }) => (await pool.query('select id from books where title = $1', [title])).rows,
});
`,
    },
    finds: ['security/sql-injection src/tools.ts:8'],
  },
]);

libraryTests('LangChain', [
  {
    shows: 'calls that end by themselves, and a tool that puts what a model says into a statement as text',
    rules: [...rules, 'security/sql-injection'],
    installed: {
      '@langchain/openai': '1.0.0',
      '@langchain/core': '1.0.1',
      langchain: '1.0.1',
      zod: '4.1.12',
      pg: '8.16.3',
    },
    files: {
      'src/agent.ts': `import { ChatOpenAI } from '@langchain/openai';
import { tool } from '@langchain/core/tools';
import pg from 'pg';
import { z } from 'zod';

const pool = new pg.Pool();
const model = new ChatOpenAI({ model: 'gpt-5' });

export const search = tool(
  async ({ title }) => JSON.stringify((await pool.query(\`select id from books where title = '\${title}'\`)).rows),
  { name: 'search', schema: z.object({ title: z.string() }) },
);
export const find = tool(
  async ({ title }) => JSON.stringify((await pool.query('select id from books where title = $1', [title])).rows),
  { name: 'find', schema: z.object({ title: z.string() }) },
);
export const answer = (question: string) => model.bindTools([search, find]).invoke(question);
export const plain = (question: string) => model.invoke(question);
`,
    },
    finds: ['security/sql-injection src/agent.ts:10'],
  },
]);

libraryTests('Model Context Protocol', [
  {
    shows: 'tools that put what a model says into a statement as text, and ones that bind it',
    rules: ['security/sql-injection', 'database/select-star'],
    installed: { '@modelcontextprotocol/sdk': '1.20.2', zod: '3.25.76', pg: '8.16.3' },
    files: {
      'src/server.ts': `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import pg from 'pg';
import { z } from 'zod';

const pool = new pg.Pool();
const server = new McpServer({ name: 'books', version: '1.0.0' });

server.registerTool(
  'search',
  { title: 'Search', description: 'Searches books', inputSchema: { title: z.string() } },
  async ({ title }) => {
    const { rows } = await pool.query(\`select id from books where title = '\${title}'\`);
    return { content: [{ type: 'text', text: JSON.stringify(rows) }] };
  },
);
server.tool('find', { title: z.string() }, async ({ title }) => {
  const { rows } = await pool.query('select id from books where title = $1', [title]);
  return { content: [{ type: 'text', text: JSON.stringify(rows) }] };
});
server.registerTool('all', { description: 'All books' }, async () => {
  const { rows } = await pool.query('select * from books limit 20');
  return { content: [{ type: 'text', text: JSON.stringify(rows) }] };
});
await server.connect(new StdioServerTransport());
`,
    },
    finds: ['security/sql-injection src/server.ts:13', 'database/select-star src/server.ts:22'],
  },
  {
    shows: 'a tool whose writes belong together, and one that runs them in a transaction',
    rules: ['database/missing-transaction'],
    installed: { '@modelcontextprotocol/sdk': '1.20.2', zod: '3.25.76', pg: '8.16.3' },
    files: {
      'src/server.ts': `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import pg from 'pg';
import { z } from 'zod';

const pool = new pg.Pool();
const server = new McpServer({ name: 'orders', version: '1.0.0' });

server.registerTool('order', { inputSchema: { book: z.number() } }, async ({ book }) => {
  const { rows } = await pool.query('insert into orders default values returning id');
  await pool.query('insert into order_lines (order_id, book_id) values ($1, $2)', [rows[0].id, book]);
  return { content: [{ type: 'text', text: 'Ordered' }] };
});
server.registerTool('order-together', { inputSchema: { book: z.number() } }, async ({ book }) => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query('insert into orders default values returning id');
    await client.query('insert into order_lines (order_id, book_id) values ($1, $2)', [rows[0].id, book]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  return { content: [{ type: 'text', text: 'Ordered' }] };
});
`,
    },
    finds: ['database/missing-transaction src/server.ts:9'],
  },
  {
    shows: 'a client, which gives up by itself',
    rules,
    installed: { '@modelcontextprotocol/sdk': '1.20.2' },
    files: {
      'src/client.ts': `import { Client } from '@modelcontextprotocol/sdk/client/index.js';
const client = new Client({ name: 'books', version: '1.0.0' });
export const search = (title: string) => client.callTool({ name: 'search', arguments: { title } });
`,
    },
    finds: [],
  },
]);
