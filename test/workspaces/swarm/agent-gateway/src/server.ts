import { buildApp } from './app.js';
import { PgClaimStore } from './claim-store.js';
import { config } from './config.js';
import { sql } from './db.js';
import { EventHub } from './event-hub.js';
import { attachLogStream } from './log-stream.js';

const hub = new EventHub();
const app = await buildApp(new PgClaimStore(), hub);
const logStream = attachLogStream(app.server, hub);

let closing = false;

/** Stops accepting, lets requests in flight finish, then closes sockets and the database. */
async function shutDown(signal: NodeJS.Signals): Promise<void> {
  if (closing) return;
  closing = true;
  app.log.info({ signal }, 'Shutting down');

  const deadline = setTimeout(() => {
    app.log.error('Could not close in time');
    process.exit(1);
  }, config.shutdownDeadlineMs);
  deadline.unref();

  await logStream.close();
  await app.close();
  await sql.end({ timeout: 5 });
}

process.on('SIGTERM', (signal) => void shutDown(signal));
process.on('SIGINT', (signal) => void shutDown(signal));

await app.listen({ port: config.port, host: '0.0.0.0' });
