import sharedAgentState from '../../../rules/architecture/shared-agent-state/rule';
import { ruleTests } from '../rule-tester';

ruleTests(sharedAgentState, {
  invalid: [
    {
      name: 'BullMQ: a worker',
      code: "const { Worker } = require('bullmq');\nlet «last» = null;\nnew Worker('mail', async ({ data }) => { last = data.to; await send(last); });\n",
    },
    {
      name: 'BullMQ: the file of a sandboxed processor',
      path: 'src/thumbnails.ts',
      code: "import type { SandboxedJob } from 'bullmq';\nlet «input» = '';\nexport default async function (given: SandboxedJob) {\n  input = given.data.file;\n  await shrink(input);\n}\n",
    },
    {
      name: 'Bull: process() with a concurrency before the handler',
      code: "const Queue = require('bull');\nconst mails = new Queue('mails');\nlet «last» = null;\nmails.process(5, async (one) => { last = one.data; await send(last); });\n",
    },
    {
      name: 'pg-boss: a list of jobs',
      path: 'src/invoices.ts',
      code: "import { PgBoss } from 'pg-boss';\nconst boss = new PgBoss(process.env.DATABASE_URL);\nlet «current» = '';\nawait boss.work('invoice', { batchSize: 1 }, async ([given]) => {\n  current = given.data.customer;\n  await bill(current);\n});\n",
    },
    {
      name: 'pg-boss: an instance that was handed in',
      path: 'src/invoices.ts',
      code: "import PgBoss from 'pg-boss';\nlet «current» = '';\nexport async function register(boss) {\n  await boss.work('invoice', async ([given]) => { current = given.data.customer; await bill(current); });\n}\nexport const make = () => new PgBoss('');\n",
    },
    {
      name: 'Graphile Worker: tasks by name',
      path: 'src/worker.ts',
      code: "import { run } from 'graphile-worker';\nlet «address» = '';\nawait run({\n  connectionString: process.env.DATABASE_URL,\n  taskList: {\n    hello: async (payload, helpers) => { address = payload.to; await greet(address); },\n  },\n});\n",
    },
    {
      name: 'Graphile Worker: a task in a file of its own',
      path: 'src/greetings.ts',
      code: "import type { Task } from 'graphile-worker';\nlet «address» = '';\nexport const hello: Task = async (payload, helpers) => { address = payload.to; await greet(address); };\n",
    },
    {
      name: 'amqplib: a channel of a connection',
      code: "const amqp = require('amqplib');\nlet «last» = null;\nasync function start() {\n  const connection = await amqp.connect(process.env.AMQP_URL);\n  const channel = await connection.createChannel();\n  await channel.consume('orders', async (msg) => { last = msg.content.toString(); await store(last); channel.ack(msg); });\n}\n",
    },
    {
      name: 'Confluent: eachBatch',
      path: 'src/orders.ts',
      code: "import { KafkaJS } from '@confluentinc/kafka-javascript';\nconst consumer = new KafkaJS.Kafka({}).consumer({ 'group.id': 'a' });\nlet «offset» = '';\nawait consumer.run({ eachBatch: async ({ batch }) => { offset = batch.lastOffset(); await store(offset); } });\n",
    },
    {
      name: 'SQS: sqs-consumer',
      path: 'src/orders.ts',
      code: "import { Consumer } from 'sqs-consumer';\nlet «body» = '';\nConsumer.create({\n  queueUrl: process.env.QUEUE,\n  handleMessage: async (message) => { body = message.Body ?? ''; await store(body); },\n}).start();\n",
    },
    {
      name: 'NATS: the callback of a subscription, which is given an error first',
      path: 'src/orders.ts',
      code: "import { connect } from '@nats-io/transport-node';\nconst nc = await connect();\nlet «body» = '';\nnc.subscribe('orders', { callback: (error, msg) => { body = msg.string(); store(body); } });\n",
    },
    {
      name: 'Google Pub/Sub',
      path: 'src/orders.ts',
      code: "import { PubSub } from '@google-cloud/pubsub';\nconst subscription = new PubSub().subscription('orders');\nlet «body» = '';\nsubscription.on('message', (one) => { body = one.data.toString(); store(body); one.ack(); });\n",
    },
    {
      name: 'a consumer of a broker, whatever its message is called',
      code: `
        import { Kafka } from 'kafkajs';
        const consumer = new Kafka({ brokers: [] }).consumer({ groupId: 'a' });
        const «seen» = { last: null };
        await consumer.run({ eachMessage: async ({ message }) => { seen.last = JSON.parse(String(message.value)); } });
      `,
    },
    {
      name: 'a consumer of a queue',
      code: `
        const amqp = require('amqplib');
        let «workDir» = '';
        exports.start = async (channel) => {
          channel.consume('builds', async (msg) => { workDir = '/srv/' + msg.content; await build(workDir); });
        };
      `,
    },
    {
      name: 'a variable that keeps the last output',
      code: 'let «lastOutput» = null;\nclass StepExecutor {\n  async run(step) {\n    const output = await this.perform(step);\n    lastOutput = output;\n    return output;\n  }\n}\n',
      messages: [
        'lastOutput lives as long as the module, and StepExecutor.run writes it while it works on step: the next job, or one that runs meanwhile, finds what this one left. Keep it in the run, or in the database.',
      ],
      related: [1],
      output: false,
    },
    {
      name: 'the current job',
      code: 'let «currentTicket»;\nasync function runAgent(ticket) {\n  currentTicket = ticket;\n  await work();\n}\n',
    },
    {
      name: 'set back at the end, but not when it throws',
      code: 'let «current» = null;\nasync function executeTask(task) {\n  current = task.id;\n  await work();\n  current = null;\n}\n',
    },
    {
      name: 'a list that grows',
      code: 'const «messages» = [];\nasync function handleTask(task) {\n  messages.push({ role: "user", content: task.prompt });\n  return ask(messages);\n}\n',
    },
    {
      name: 'a member of an object',
      code: 'const «context» = {};\nclass AgentRunner {\n  async execute(job) {\n    context.branch = `ticket/${job.id}`;\n  }\n}\n',
    },
    {
      name: 'a member by a fixed name in brackets',
      code: "const «context» = {};\nclass AgentRunner {\n  async execute(job) {\n    context['repository'] = job.repository;\n  }\n}\n",
    },
    {
      name: 'Object.assign',
      code: 'const «memory» = { notes: "" };\nfunction runStep(step) {\n  Object.assign(memory, step.variables);\n}\n',
    },
    {
      name: 'a fixed key of a Map',
      code: "const «shared» = new Map();\nasync function processJob(job) {\n  shared.set('last', job.result);\n}\n",
    },
    {
      name: 'a Map by job that nothing is taken out of',
      code: 'const «outputs» = new Map();\nasync function processJob(job) {\n  outputs.set(job.id, await work(job));\n}\n',
    },
    {
      name: 'a Set of jobs that nothing is taken out of',
      code: 'const «seen» = new Set();\nasync function processJob(job) {\n  seen.add(job.id);\n}\n',
    },
    {
      name: 'an object by job that nothing is taken out of',
      code: 'const «results» = {};\nasync function processTask(task) {\n  results[task.id] = await work(task);\n}\n',
    },
    {
      name: 'in a function that the handler calls',
      code: 'let «branch»;\nfunction prepare(name) {\n  branch = name;\n}\nasync function runTicket(ticket) {\n  prepare(ticket.branch);\n}\n',
    },
    {
      name: 'BullMQ',
      path: 'src/emails.ts',
      code: "import { Worker, type Job } from 'bullmq';\nlet «lastRecipient»: string | undefined;\nnew Worker('mail', async (job: Job) => {\n  lastRecipient = job.data.to;\n});\n",
    },
    {
      name: 'Bull',
      code: "const Queue = require('bull');\nconst queue = new Queue('mail');\nlet «tenant»;\nqueue.process(async (job) => {\n  tenant = job.data.tenantId;\n  await send(job);\n});\n",
    },
    {
      name: 'a worker thread',
      path: 'src/thread.js',
      code: "const { parentPort } = require('worker_threads');\nlet «options»;\nparentPort.on('message', (task) => {\n  options = task.options;\n});\n",
    },
    {
      name: 'told by the file',
      path: 'src/agent-runner.js',
      code: 'let «conversation» = [];\nexport async function begin(job) {\n  conversation = [job.prompt];\n}\n',
    },
    {
      name: 'told by the type of what it is given',
      path: 'src/executor.ts',
      code: "import type { Job } from './types';\nlet «active»: Job | undefined;\nexport const execute = async (next: Job) => {\n  active = next;\n};\n",
    },
    {
      name: 'an arrow in an object',
      path: 'src/worker.js',
      code: 'let «workspace»;\nmodule.exports = {\n  handle: async ({ job }) => {\n    workspace = `/srv/${job.id}`;\n  },\n};\n',
    },
    {
      name: 'a job that the object has as a member',
      code: 'let «lastError»;\nclass TaskRunner {\n  async run(task) {\n    this.task = task;\n    await this.finish();\n  }\n  async finish() {\n    lastError = this.task.error;\n  }\n}\n',
    },
    {
      name: 'the object of another file',
      files: { 'src/shared.js': 'exports.shared = {};\n' },
      code: "const { shared } = require('./shared');\nasync function runStep(step) {\n  «shared.lastOutput» = await work(step);\n}\n",
    },
    {
      name: 'the global object',
      code: 'async function runJob(job) {\n  «global.currentJob» = job;\n}\n',
    },
    {
      name: 'a static member',
      path: 'src/agent.ts',
      code: 'export class Agent {\n  static task?: Task;\n  async run(task: Task) {\n    «Agent.task» = task;\n  }\n}\n',
    },
    {
      name: 'a list with one more',
      code: 'let «memory» = [];\nasync function runAgent(job) {\n  memory = memory.concat(job.messages);\n}\n',
    },
    {
      name: 'what the last one left goes into the next',
      code: 'let «last»;\nconst executeStep = async ({ step, input }) => {\n  last = await perform(step, input, last);\n};\n',
    },
    {
      name: 'the environment of the process',
      code: 'async function runJob(job) {\n  «process.env.TENANT» = job.tenant;\n}\n',
    },
    {
      name: 'what the module exports',
      path: 'src/agent-worker.js',
      code: 'exports.current = null;\nexports.run = async (task) => {\n  «exports.current» = task;\n};\n',
    },
  ],
  valid: [
    {
      name: 'Google Pub/Sub: another event of the subscription',
      path: 'src/orders.ts',
      code: "import { PubSub } from '@google-cloud/pubsub';\nconst subscription = new PubSub().subscription('orders');\nlet lastError = null;\nsubscription.on('error', (error) => { lastError = error; });\nexport const state = () => lastError;\n",
    },
    {
      name: 'pg-boss: what a function of the project does, with a name that the library also has',
      path: 'src/invoices.ts',
      code: "import PgBoss from 'pg-boss';\nimport { pool } from './pool';\nlet current = '';\nexport const boss = new PgBoss('');\nboss.on('error', (error) => { current = error.message; });\n",
    },
    {
      name: 'BullMQ: what a worker keeps in its own call',
      code: "const { Worker } = require('bullmq');\nnew Worker('mail', async ({ data }) => { const last = data.to; await send(last); });\n",
    },
    {
      name: 'Graphile Worker: what the runner is told, and no task',
      path: 'src/worker.ts',
      code: "import { run } from 'graphile-worker';\nlet runner = null;\nexport async function start(options) { runner = await run(options); }\n",
    },
    {
      name: 'SQS: a member of another name',
      path: 'src/orders.ts',
      code: "import { Consumer } from 'sqs-consumer';\nlet stopped = false;\nConsumer.create({ queueUrl: '', preReceiveMessageCallback: async (given) => { stopped = given; } }).start();\n",
    },
    {
      name: 'a Map by ticket that is cleared',
      code: 'const inFlight = new Map();\nasync function runTicket(ticket) {\n  inFlight.set(ticket.id, ticket);\n  try {\n    await work(ticket);\n  } finally {\n    inFlight.delete(ticket.id);\n  }\n}\n',
    },
    {
      name: 'a cache by ticket that is cleared elsewhere',
      code: 'const cache = new Map();\nasync function runTicket(ticket) {\n  cache.set(ticket.id, await load(ticket));\n}\nfunction forget(id) {\n  cache.delete(id);\n}\n',
    },
    {
      name: 'an object by job that is cleared',
      code: 'const running = {};\nasync function runJob(job) {\n  running[job.id] = Date.now();\n  await work(job);\n  delete running[job.id];\n}\n',
    },
    {
      name: 'a Set of jobs that is cleared',
      code: 'const active = new Set();\nasync function runJob(job) {\n  active.add(job);\n  await work(job);\n  active.delete(job);\n}\n',
    },
    {
      name: 'a constant that is read',
      code: 'const LIMITS = { steps: 10 };\nasync function runJob(job) {\n  return work(job, LIMITS.steps);\n}\n',
    },
    {
      name: 'metrics',
      code: 'const metrics = { jobs: 0, last: null };\nlet processed = 0;\nasync function runJob(job) {\n  metrics.jobs += 1;\n  metrics.last = job.name;\n  processed++;\n  processed = processed + job.size;\n}\n',
    },
    {
      name: 'a counter for each kind',
      code: 'const kinds = new Map();\nasync function runJob(job) {\n  kinds.set(job.kind, (kinds.get(job.kind) ?? 0) + 1);\n}\n',
    },
    {
      name: 'a connection pool',
      code: "const { Pool } = require('pg');\nlet pool;\nasync function runJob(job) {\n  pool ??= new Pool({ database: job.database });\n  if (!pool) pool = new Pool(job.options);\n}\n",
    },
    {
      name: 'clients by region',
      code: 'const byRegion = new Map();\nasync function runJob(job) {\n  if (!byRegion.has(job.region)) byRegion.set(job.region, connect(job.region));\n}\n',
    },
    {
      name: 'made once, by whoever comes first',
      code: 'let model;\nasync function runTask(task) {\n  if (!model) model = await load(task.model);\n  return model.run(task);\n}\n',
    },
    {
      name: 'a registry that is filled at the start',
      code: 'const steps = {};\nfunction registerStep(step, run) {\n  steps[step.id] = run;\n}\nasync function runStep(step) {\n  return steps[step.kind](step);\n}\n',
    },
    {
      name: 'a variable that a finally sets back',
      path: 'src/worker.js',
      code: 'let current = null;\nasync function handle(job) {\n  current = job;\n  try {\n    await work(job);\n  } finally {\n    current = null;\n  }\n}\n',
    },
    {
      name: 'whether it runs, and since when',
      path: 'src/worker.js',
      code: 'let running = false;\nlet lastRun;\nasync function handle(job) {\n  running = true;\n  lastRun = Date.now();\n  await work(job);\n  running = false;\n}\n',
    },
    {
      name: 'a queue that is drained',
      path: 'src/worker.js',
      code: 'const waitingLine = [];\nfunction accept(job) {\n  waitingLine.push(job);\n}\nfunction next() {\n  return waitingLine.shift();\n}\n',
    },
    {
      name: 'what is reloaded, and not of the job',
      path: 'src/worker.js',
      code: 'let rules;\nasync function handle(job) {\n  rules = await loadRules();\n  return apply(rules, job);\n}\n',
    },
    {
      name: 'the state of the object that runs',
      code: 'class StepExecutor {\n  async run(step) {\n    this.last = step;\n  }\n}\n',
    },
    {
      name: 'a variable of the function',
      code: 'async function runJob(job) {\n  let last = null;\n  for (const step of job.steps) last = await step.run(last);\n  return last;\n}\n',
    },
    {
      name: 'a to-do list',
      path: 'src/todos.js',
      code: 'const tasks = [];\nfunction createTask(task) {\n  tasks.push(task);\n}\nlet selected;\nfunction selectTask(task) {\n  selected = task;\n}\n',
    },
    {
      name: 'what somebody clicked on',
      path: 'src/task-chart.js',
      code: 'let selected;\nfunction onClick(task) {\n  selected = task;\n}\n',
    },
    {
      name: 'a handler that is given no job',
      path: 'src/agent.js',
      code: 'let level;\nfunction setLevel(next) {\n  level = next;\n}\n',
    },
    {
      name: 'a function without a job’s name around it',
      code: 'let theme;\nfunction applyTheme(next) {\n  theme = next;\n}\n',
    },
    {
      name: 'a WeakMap',
      code: 'const notes = new WeakMap();\nasync function runJob(job) {\n  notes.set(job, 1);\n}\n',
    },
    {
      name: 'a test',
      path: 'test/worker.test.js',
      code: 'let seen;\nfunction runJob(job) {\n  seen = job;\n}\n',
    },
    {
      name: 'a component in the browser',
      path: 'src/TaskRunner.tsx',
      code: "import { useState } from 'react';\nlet last: Task;\nexport function runTask(task: Task) {\n  last = task;\n}\n",
    },
  ],
});
