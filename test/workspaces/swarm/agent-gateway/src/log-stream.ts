import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { tenantOfDashboardToken } from './auth.js';
import type { EventHub } from './event-hub.js';

const HEARTBEAT_MS = 30_000;

type Viewer = WebSocket & { isAlive: boolean };

export interface LogStream {
  close(): Promise<void>;
}

/** Lets the dashboard follow a VM's console at /console?vm=…&token=…. */
export function attachLogStream(server: Server, hub: EventHub): LogStream {
  const wss = new WebSocketServer({ noServer: true, maxPayload: 1024 });

  server.on('upgrade', (request, socket, head) => {
    void upgrade(request, socket, head);
  });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const vmId = url.searchParams.get('vm');
    const tenantId = await tenantOfDashboardToken(url.searchParams.get('token') ?? '');
    if (url.pathname !== '/console' || !vmId || !tenantId) {
      socket.write('HTTP/1.1 401 Unauthorized\r\n\r\n');
      socket.destroy();
      return;
    }

    // The tenant is part of the room's name: a foreign VM's room is one that nobody publishes to.
    const room = `tenant:${tenantId}:vm:${vmId}`;
    wss.handleUpgrade(request, socket, head, (client) => {
      const viewer = client as Viewer;
      viewer.isAlive = true;
      viewer.on('pong', () => {
        viewer.isAlive = true;
      });
      hub.join(room, viewer);
      viewer.on('close', () => hub.leave(room, viewer));
    });
  }

  const heartbeat = setInterval(() => {
    for (const client of wss.clients) {
      const viewer = client as Viewer;
      if (!viewer.isAlive) {
        viewer.terminate();
        continue;
      }
      viewer.isAlive = false;
      viewer.ping();
    }
  }, HEARTBEAT_MS);

  return {
    close() {
      clearInterval(heartbeat);
      for (const client of wss.clients) client.close(1001, 'The gateway is restarting');
      return new Promise((resolve) => wss.close(() => resolve()));
    },
  };
}
