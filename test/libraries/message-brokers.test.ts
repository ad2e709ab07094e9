import { libraryTests } from './library-tester';

const state = ['architecture/shared-agent-state'];

libraryTests('amqplib', [
  {
    shows: 'a consumer that keeps the message of now in the module, and one that has it to itself',
    rules: state,
    installed: { amqplib: '0.10.9' },
    files: {
      'src/consumer.ts': `import amqp from 'amqplib';
import { render, send } from './mails';

let current: { to: string };

const connection = await amqp.connect(process.env.AMQP_URL!);
const channel = await connection.createChannel();
await channel.assertQueue('mail');
await channel.prefetch(10);
await channel.consume('mail', async (message) => {
  if (!message) return;
  current = JSON.parse(message.content.toString());
  const text = await render(current);
  await send(current.to, text);
  channel.ack(message);
});
await channel.consume('digest', async (message) => {
  if (!message) return;
  const mail = JSON.parse(message.content.toString());
  await send(mail.to, await render(mail));
  channel.ack(message);
});
`,
    },
    finds: ['architecture/shared-agent-state src/consumer.ts:4'],
  },
]);

libraryTests('kafkajs', [
  {
    shows: 'a consumer that keeps the message of now in the module, and one that has it to itself',
    rules: state,
    installed: { kafkajs: '2.2.4' },
    files: {
      'src/mail.ts': `import { Kafka } from 'kafkajs';
import { render, send } from './mails';

const kafka = new Kafka({ clientId: 'mails', brokers: ['kafka:9092'] });
const consumer = kafka.consumer({ groupId: 'mails' });
let current: { to: string };

await consumer.connect();
await consumer.subscribe({ topic: 'mail' });
await consumer.run({
  partitionsConsumedConcurrently: 3,
  eachMessage: async ({ message }) => {
    current = JSON.parse(message.value!.toString());
    const text = await render(current);
    await send(current.to, text);
  },
});
`,
      'src/digest.ts': `import { Kafka } from 'kafkajs';
import { render, send } from './mails';

const consumer = new Kafka({ clientId: 'mails', brokers: ['kafka:9092'] }).consumer({ groupId: 'digests' });

await consumer.run({
  eachMessage: async ({ message }) => {
    const mail = JSON.parse(message.value!.toString());
    await send(mail.to, await render(mail));
  },
});
`,
    },
    finds: ['architecture/shared-agent-state src/mail.ts:6'],
  },
]);

libraryTests('Message brokers', [
  {
    shows: 'connections that stay open, ones that are closed, and ones that are listened on',
    rules: ['infrastructure/unclosed-connection'],
    installed: { kafkajs: '2.2.4', nats: '2.29.3', amqplib: '0.10.9' },
    files: {
      'src/kafka.ts': `import { Kafka } from 'kafkajs';
import { handle } from './mails';

const kafka = new Kafka({ clientId: 'mails', brokers: ['kafka:9092'] });

export async function lost(value: string) {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'mail', messages: [{ value }] });
}
export async function closed(value: string) {
  const producer = kafka.producer();
  await producer.connect();
  try {
    await producer.send({ topic: 'mail', messages: [{ value }] });
  } finally {
    await producer.disconnect();
  }
}
export async function start() {
  const consumer = kafka.consumer({ groupId: 'mails' });
  await consumer.connect();
  await consumer.subscribe({ topic: 'mail' });
  await consumer.run({ eachMessage: async ({ message }) => handle(message) });
}
`,
      'src/nats.ts': `import { connect } from 'nats';
import { handle } from './mails';

export async function lost(text: string) {
  const nc = await connect();
  nc.publish('mail', text);
}
export async function drained(text: string) {
  const nc = await connect();
  try {
    nc.publish('mail', text);
  } finally {
    await nc.drain();
  }
}
export async function start() {
  const nc = await connect();
  for await (const message of nc.subscribe('mail')) await handle(message);
}
`,
      'src/amqp.ts': `import amqp from 'amqplib';

export async function lost(text: string) {
  const connection = await amqp.connect(process.env.AMQP_URL!);
  const channel = await connection.createChannel();
  channel.sendToQueue('mail', Buffer.from(text));
}
export async function closed(text: string) {
  const connection = await amqp.connect(process.env.AMQP_URL!);
  try {
    const channel = await connection.createChannel();
    channel.sendToQueue('mail', Buffer.from(text));
    await channel.close();
  } finally {
    await connection.close();
  }
}
`,
    },
    finds: [
      'infrastructure/unclosed-connection src/amqp.ts:4',
      'infrastructure/unclosed-connection src/kafka.ts:7',
      'infrastructure/unclosed-connection src/nats.ts:5',
    ],
  },
]);

libraryTests('SQS', [
  {
    shows: 'a consumer that keeps the message of now in the module',
    rules: state,
    installed: { 'sqs-consumer': '12.0.0' },
    files: {
      'src/mail.ts': `import { Consumer } from 'sqs-consumer';
import { render, send } from './mails';

let current: { to: string };

export const consumer = Consumer.create({
  queueUrl: process.env.QUEUE_URL!,
  handleMessage: async (message) => {
    current = JSON.parse(message.Body!);
    const text = await render(current);
    await send(current.to, text);
    return message;
  },
});
consumer.start();
`,
    },
    finds: ['architecture/shared-agent-state src/mail.ts:4'],
  },
  {
    shows: 'a loop that asks for messages, which takes one after the other',
    rules: [...state, 'infrastructure/missing-timeout'],
    installed: { '@aws-sdk/client-sqs': '3.913.0' },
    files: {
      'src/poll.ts': `import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { handle } from './mails';

const sqs = new SQSClient({ requestHandler: { requestTimeout: 30_000, throwOnRequestTimeout: true } });

export async function poll(QueueUrl: string) {
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    for (const message of Messages) {
      await handle(JSON.parse(message.Body!));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
  }
}
`,
    },
    finds: [],
  },
  {
    shows: 'a client that waits without end',
    rules: ['infrastructure/missing-timeout'],
    installed: { '@aws-sdk/client-sqs': '3.913.0' },
    files: {
      'src/send.ts': `import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
const sqs = new SQSClient({});
export const enqueue = (QueueUrl: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
export const limited = (QueueUrl: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }), { abortSignal: AbortSignal.timeout(5_000) });
`,
    },
    finds: ['infrastructure/missing-timeout src/send.ts:4'],
  },
]);

libraryTests('NATS', [
  {
    shows: 'a callback that keeps the message of now in the module, and one that has it to itself',
    rules: state,
    installed: { '@nats-io/transport-node': '3.1.0' },
    files: {
      'src/mail.ts': `import { connect } from '@nats-io/transport-node';
import { render, send } from './mails';

const nc = await connect({ servers: process.env.NATS_URL });
let current: { to: string };

nc.subscribe('mail', {
  callback: async (error, message) => {
    current = message.json();
    const text = await render(current);
    await send(current.to, text);
  },
});
nc.subscribe('digest', {
  callback: async (error, message) => {
    const mail = message.json<{ to: string }>();
    await send(mail.to, await render(mail));
  },
});
`,
    },
    finds: ['architecture/shared-agent-state src/mail.ts:5'],
  },
  {
    shows: 'a loop over a subscription, which takes one message after the other',
    rules: state,
    installed: { nats: '2.29.3' },
    files: {
      'src/mail.ts': `import { connect } from 'nats';
import { render, send } from './mails';

const nc = await connect({ servers: process.env.NATS_URL });
let current: { to: string };

for await (const message of nc.subscribe('mail')) {
  current = message.json();
  const text = await render(current);
  await send(current.to, text);
}
`,
    },
    finds: [],
  },
]);
