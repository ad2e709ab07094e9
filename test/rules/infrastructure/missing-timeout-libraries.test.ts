import missingTimeout from '../../../rules/infrastructure/missing-timeout/rule';
import { ruleTests } from '../rule-tester';

const having = (versions: Record<string, string>) => ({
  'package.json': JSON.stringify({ name: 'app', dependencies: { express: '5.0.0', ...versions } }),
});

/** What holds in one version of a library, and not in another. */
ruleTests(missingTimeout, {
  invalid: [
    {
      name: 'node-fetch 3 has no timeout',
      path: 'src/a.mjs',
      files: having({ 'node-fetch': '3.3.2' }),
      code: "import fetch from 'node-fetch';\nawait «fetch»('https://a.example.com', { timeout: 5000 });\n",
      messages: [
        'This node-fetch call to a.example.com has no time limit, since node-fetch 3.3.2 ignores `timeout`: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'isomorphic-unfetch 4 calls node-fetch 3',
      path: 'src/a.mjs',
      files: having({ 'isomorphic-unfetch': '4.0.2' }),
      code: "import fetch from 'isomorphic-unfetch';\nawait «fetch»('https://a.example.com', { timeout: 5000 });\n",
    },
    {
      name: 'fetch is the runtime’s, whatever a package called global is for',
      path: 'src/a.ts',
      files: having({ global: '4.4.0' }),
      code: "export const load = () => «fetch»('https://a.example.com');\n",
      messages: [
        'This fetch call to a.example.com has no time limit: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'a client that a function hands out limits its own calls, and no others',
      path: 'src/a.ts',
      files: having({ got: '14.4.0' }),
      code: "import { got } from 'got';\nexport const slow = () => got.extend({ prefixUrl: 'https://b.example.com', timeout: { request: 1000 } });\nexport const load = () => «got.get»('https://a.example.com');\n",
    },
    {
      name: 'the calls of one client of a service are one fault',
      path: 'src/a.ts',
      files: having({ '@aws-sdk/client-s3': '3.484.0' }),
      code: "import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});\nexport const load = (Key: string) => «s3.send»(new GetObjectCommand({ Bucket: 'b', Key }));\nexport const remove = (Key: string) => s3.send(new DeleteObjectCommand({ Bucket: 'b', Key }));\n",
    },
    {
      name: 'axios says in which version it waits without end',
      path: 'src/a.ts',
      files: having({ axios: '^1.6.0' }),
      code: "import axios from 'axios';\nexport const load = () => «axios.get»('https://a.example.com');\n",
      messages: [
        'This axios call to a.example.com has no time limit, and axios 1.6.0 waits without end by itself: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'axios from 1.13.2 on takes the limit of its agents off',
      path: 'src/a.ts',
      files: having({ axios: '1.21.1', agentkeepalive: '4.6.0' }),
      code: "import Agent from 'agentkeepalive';\nimport axios from 'axios';\nconst api = axios.create({ httpAgent: new Agent({ timeout: 5000 }) });\nexport const load = () => «api.get»('http://a.example.com');\n",
    },
    {
      name: 'ky before 2 has no limit of the whole',
      path: 'src/a.mjs',
      files: having({ ky: '1.14.3' }),
      code: "import ky from 'ky';\nawait «ky»('https://a.example.com', { timeout: false, totalTimeout: 5000 }).json();\n",
      output: false,
    },
    {
      name: 'got before 12 reads no signal',
      path: 'src/a.js',
      files: having({ got: '11.8.6' }),
      code: "const got = require('got');\nexports.load = (signal) => «got»('https://a.example.com', { signal });\n",
      messages: [
        'This got call to a.example.com has no time limit, and got 11.8.6 waits without end by itself: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'ofetch before 1.2 reads no timeout',
      path: 'src/a.ts',
      files: having({ ofetch: '1.1.1' }),
      code: "import { ofetch } from 'ofetch';\nexport const load = () => «ofetch»('https://a.example.com', { timeout: 5000 });\n",
      output:
        "import { ofetch } from 'ofetch';\nexport const load = () => ofetch('https://a.example.com', { timeout: 5000, signal: AbortSignal.timeout(10_000) });\n",
    },
    {
      name: 'the AI SDK before 6 reads no timeout',
      path: 'src/a.ts',
      files: having({ ai: '5.0.277' }),
      code: "import { generateText } from 'ai';\nexport const answer = (model, prompt) => «generateText»({ model, prompt, timeout: 20_000 });\n",
      messages: [
        'This AI SDK call (to the model) has no time limit, since AI SDK 5.0.277 ignores `timeout`: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'a request of the AWS SDK that takes too long is only told in a log from 3.910 on',
      path: 'src/a.ts',
      files: having({ '@aws-sdk/client-s3': '3.1175.0' }),
      code: "import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({ requestHandler: { requestTimeout: 5000 } });\nexport const load = (Key: string) => «s3.send»(new GetObjectCommand({ Bucket: 'b', Key }));\n",
      messages: [
        'This @aws-sdk/client-s3 call (to AWS) has no time limit, since `requestHandler.requestTimeout` only writes a warning without `requestHandler.throwOnRequestTimeout`: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
      output:
        "import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({ requestHandler: { requestTimeout: 5000 } });\nexport const load = (Key: string) => s3.send(new GetObjectCommand({ Bucket: 'b', Key }), { abortSignal: AbortSignal.timeout(10_000) });\n",
    },
  ],
  valid: [
    {
      name: 'node-fetch 2 has a timeout',
      path: 'src/a.js',
      files: having({ 'node-fetch': '^2.7.0' }),
      code: "const fetch = require('node-fetch');\nfetch('https://a.example.com', { timeout: 5000 });\n",
    },
    {
      name: 'what calls node-fetch 2 has it, too',
      path: 'src/a.js',
      files: having({ 'cross-fetch': '4.1.0', 'isomorphic-unfetch': '3.1.0' }),
      code: "const crossFetch = require('cross-fetch');\nconst unfetch = require('isomorphic-unfetch');\ncrossFetch('https://a.example.com', { timeout: 5000 });\nunfetch('https://a.example.com', { timeout: 5000 });\n",
    },
    {
      name: 'axios before 1.13.2 leaves agents their limit',
      path: 'src/a.ts',
      files: having({ axios: '1.6.8', agentkeepalive: '4.6.0' }),
      code: "import Agent from 'agentkeepalive';\nimport axios from 'axios';\nconst api = axios.create({ httpAgent: new Agent({ timeout: 5000 }) });\nexport const load = () => api.get('http://a.example.com');\n",
    },
    {
      name: 'got before 12 takes a number',
      path: 'src/a.js',
      files: having({ got: '11.8.6' }),
      code: "const got = require('got');\ngot('https://a.example.com', { timeout: 5000 });\n",
    },
    {
      name: 'a request of the AWS SDK that took too long failed before 3.910',
      path: 'src/a.ts',
      files: having({ '@aws-sdk/client-s3': '3.800.0' }),
      code: "import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({ requestHandler: { requestTimeout: 5000 } });\nexport const load = (Key: string) => s3.send(new GetObjectCommand({ Bucket: 'b', Key }));\n",
    },
  ],
});

/** Clients of services, each in its own idiom. */
ruleTests(missingTimeout, {
  files: having({}),
  invalid: [
    {
      name: 'AI SDK: answers, streams, embeddings and agents',
      path: 'src/answers.ts',
      code: `
        import { anthropic } from '@ai-sdk/anthropic';
        import { embed, generateObject, streamText, ToolLoopAgent } from 'ai';
        import { Router } from 'express';

        const model = anthropic('claude-sonnet-4-5');
        const helper = new ToolLoopAgent({ model, tools: {} });
        export const router = Router();
        router.get('/answers/:id', async (request, response) => {
          const result = «streamText»({ model, prompt: \`Answer \${Number(request.params.id)}\` });
          for await (const part of result.textStream) response.write(part);
          response.end();
        });
        export const help = (prompt: string) => «helper.generate»({ prompt });
        export const vector = (value: string) => «embed»({ model: 'openai/text-embedding-3-small', value, timeout: 1000 });
        export const draft = (prompt: string) => «generateObject»({ model, output: 'no-schema', prompt });
      `,
      messages: [
        'This AI SDK call (to the model) has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
        'This AI SDK call (to the model) has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
        'This AI SDK call (to the model) has no time limit, since AI SDK ignores `timeout`: when the other side hangs, so does every request that waits for it. Give it one.',
        'This AI SDK call (to the model) has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'AWS SDK: a queue, by way of another file',
      files: {
        'src/queue.ts':
          "import { SQSClient } from '@aws-sdk/client-sqs';\nexport const queue = new SQSClient({ region: 'eu-central-1' });\n",
        'src/worker.ts': `
          import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
          import { queue } from './queue';

          export async function next(QueueUrl: string) {
            const { Messages } = await «queue.send»(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
            return Messages ?? [];
          }
        `,
      },
    },
    {
      name: 'AWS SDK: a client that is handed in, where the one that the project makes only limits connecting',
      files: {
        'src/container.ts':
          "import { S3Client } from '@aws-sdk/client-s3';\nimport { NodeHttpHandler } from '@smithy/node-http-handler';\nimport { Files } from './files';\nexport const files = new Files(new S3Client({ requestHandler: new NodeHttpHandler({ connectionTimeout: 1000 }) }));\n",
        'src/files.ts':
          "import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';\nexport class Files {\n  constructor(private readonly s3: S3Client) {}\n  load(Key: string) {\n    return «this.s3.send»(new GetObjectCommand({ Bucket: 'b', Key }));\n  }\n}\n",
      },
    },
    {
      name: 'Slack: a client without a limit',
      path: 'src/a.ts',
      code: "import { WebClient } from '@slack/web-api';\nconst slack = new WebClient(process.env.SLACK_TOKEN);\nexport const tell = (text: string) => «slack.chat.postMessage»({ channel: 'c', text });\n",
      messages: [
        'This Slack call has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'SendGrid',
      path: 'src/a.ts',
      code: "import sendgrid from '@sendgrid/mail';\nexport const tell = (to: string) => «sendgrid.send»({ to, from: 'a@example.com', subject: 's', text: 't' });\n",
    },
    {
      name: 'Nest: a gRPC client as an object of methods',
      path: 'src/ranking.service.ts',
      code: `
        import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
        import type { ClientGrpc } from '@nestjs/microservices';
        import { firstValueFrom, map, type Observable } from 'rxjs';

        interface RankingRpc {
          get(request: { userId: string }): Observable<{ rank: number }>;
        }

        @Injectable()
        export class RankingService implements OnModuleInit {
          private rpc!: RankingRpc;

          constructor(@Inject('RANKING') private readonly client: ClientGrpc) {}

          onModuleInit() {
            this.rpc = this.client.getService<RankingRpc>('Ranking');
          }

          rankOf(userId: string) {
            return firstValueFrom(«this.rpc.get»({ userId }).pipe(map(({ rank }) => rank)));
          }
        }
      `,
      messages: [
        'This gRPC call has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
      output: false,
    },
  ],
  valid: [
    {
      name: 'AI SDK: with limits, of the call, its parts or the agent',
      path: 'src/a.ts',
      code: "import { generateText, streamText, ToolLoopAgent } from 'ai';\nconst agent = new ToolLoopAgent({ model, timeout: 60_000 });\nexport const answer = (prompt) => generateText({ model, prompt, timeout: 20_000 });\nexport const stream = (prompt, abortSignal) => streamText({ model, prompt, abortSignal });\nexport const parts = (prompt) => streamText({ model, prompt, timeout: { chunkMs: 5000, toolMs: 9000 } });\nexport const help = (prompt) => agent.generate({ prompt });\nexport const given = (options) => generateText(options);\n",
    },
    {
      name: 'AI SDK: a provider with a fetch of the project’s own',
      path: 'src/a.ts',
      code: "import { createOpenAI } from '@ai-sdk/openai';\nimport { generateText } from 'ai';\nimport { fetchWithin } from './fetch-within';\nconst openai = createOpenAI({ fetch: fetchWithin(20_000) });\nexport const answer = (prompt: string) => generateText({ model: openai('gpt-5'), prompt });\n",
    },
    {
      name: 'SDKs with limits of their own: OpenAI, Anthropic, Stripe, Twilio, MCP, LangChain',
      path: 'src/a.ts',
      code: `
        import Anthropic from '@anthropic-ai/sdk';
        import { ChatOpenAI } from '@langchain/openai';
        import { Client } from '@modelcontextprotocol/sdk/client/index.js';
        import nodemailer from 'nodemailer';
        import OpenAI from 'openai';
        import Stripe from 'stripe';
        import twilio from 'twilio';

        const openai = new OpenAI();
        const anthropic = new Anthropic({ maxRetries: 0 });
        const stripe = new Stripe(process.env.STRIPE_KEY);
        const phone = twilio(process.env.TWILIO_ID, process.env.TWILIO_TOKEN);
        const tools = new Client({ name: 'app', version: '1.0.0' });
        const chat = new ChatOpenAI({ model: 'gpt-5' });
        const mail = nodemailer.createTransport({ host: 'mail.example.com' });
        export const complete = () => openai.chat.completions.create({ model: 'gpt-5', messages: [] });
        export const message = () => anthropic.messages.create({ model: 'm', max_tokens: 9, messages: [] });
        export const pay = () => stripe.paymentIntents.create({ amount: 1, currency: 'eur' });
        export const text = (to: string) => phone.messages.create({ to, from: '+1', body: 'b' });
        export const call = () => tools.callTool({ name: 't', arguments: {} });
        export const ask = () => chat.invoke('Hello');
        export const send = (to: string) => mail.sendMail({ to, text: 't' });
      `,
    },
    {
      name: 'AWS SDK: with limits of the client, the call, or a client that is not seen',
      files: {
        'src/a.ts':
          "import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';\nimport { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { NodeHttpHandler } from '@smithy/node-http-handler';\nconst s3 = new S3Client({ requestHandler: { requestTimeout: 5000, throwOnRequestTimeout: true } });\nconst quick = new S3Client({ requestHandler: new NodeHttpHandler({ socketTimeout: 5000 }) });\nconst plain = new S3Client({});\nexport const load = () => s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));\nexport const again = () => quick.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));\nexport const once = (abortSignal: AbortSignal) => plain.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }), { abortSignal });\n",
        'src/b.ts':
          "import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';\nexport const load = (table: DynamoDBClient) => table.send(new GetItemCommand({ TableName: 't', Key: {} }));\n",
      },
    },
    {
      name: 'Slack and SendGrid with limits',
      path: 'src/a.ts',
      code: "import { WebClient } from '@slack/web-api';\nimport sendgrid from '@sendgrid/mail';\nsendgrid.setTimeout(5000);\nconst slack = new WebClient(process.env.SLACK_TOKEN, { timeout: 5000 });\nexport const tell = (text: string) => slack.chat.postMessage({ channel: 'c', text });\nexport const send = (to: string) => sendgrid.send({ to, from: 'a@example.com', subject: 's', text: 't' });\n",
    },
    {
      name: 'Nest: gRPC calls with a limit, and one that may be a stream',
      path: 'src/a.service.ts',
      code: "import type { ClientGrpc } from '@nestjs/microservices';\nimport { firstValueFrom, timeout } from 'rxjs';\nexport class Users {\n  private rpc: any;\n  constructor(private readonly client: ClientGrpc) {}\n  onModuleInit() {\n    this.rpc = this.client.getService('Users');\n  }\n  find(id: string) {\n    return firstValueFrom(this.rpc.find({ id }).pipe(timeout(2000)));\n  }\n  soon(id: string) {\n    return firstValueFrom(this.rpc.find({ id }, this.metadata, { deadline: Date.now() + 500 }));\n  }\n  watch() {\n    return this.rpc.watch({});\n  }\n}\n",
    },
  ],
});
