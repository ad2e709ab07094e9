import missingReconnect from '../../../rules/websocket/missing-reconnect/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

ruleTests(missingReconnect, {
  invalid: [
    {
      name: 'socket.io: turned off in the options before they are used',
      code: "const { io } = require('socket.io-client');\nconst options = { transports: ['websocket'] };\n«options.reconnection = false»;\nconst socket = io('https://a.example.com', options);\nsocket.on('news', show);\n",
    },
    {
      name: 'a close handler that only logs, whatever the logger’s method is called',
      code: `
        const WebSocket = require('ws');
        const ws = «new WebSocket»('wss://stream.example.com');
        ws.on('message', (data) => save(data));
        ws.on('close', (code) => { console.error('closed', code); });
      `,
    },
    {
      name: 'no close handler at all',
      path: 'src/live.ts',
      code: `
        const ws = «new WebSocket»('wss://example.com/live');
        ws.onmessage = (event) => console.log(event.data);
      `,
      messages: [
        'Nothing opens this connection to wss://example.com/live again when it closes: after the next network drop or deploy the client hears nothing more, and nobody is told. Reconnect in the close handler, with backoff.',
      ],
      fix: 'Reconnect with capped backoff and jitter',
      output: `
        let ws: WebSocket;
        let attempt = 0;
        const connect = () => {
          ws = new WebSocket('wss://example.com/live');
          ws.addEventListener('open', () => {
            attempt = 0;
          });
          ws.addEventListener('close', () => {
            // Full jitter: clients that lost the same server do not come back at the same moment.
            setTimeout(connect, Math.random() * Math.min(30_000, 500 * 2 ** attempt));
            attempt += 1;
          });
          ws.onmessage = (event) => console.log(event.data);
        };
        connect();
      `,
    },
    {
      name: 'an effect of React, with its clean-up',
      path: 'src/Prices.tsx',
      code: `
        import { useEffect, useState } from 'react';

        export function Prices({ url }: { url: string }) {
          const [prices, setPrices] = useState<string[]>([]);
          useEffect(() => {
            const socket = «new WebSocket»(url);
            socket.onmessage = (event) => {
              setPrices((all) => [...all, event.data]);
            };
            return () => socket.close();
          }, [url]);
          return <ul>{prices.map((price) => <li key={price}>{price}</li>)}</ul>;
        }
      `,
      output: `
        import { useEffect, useState } from 'react';

        export function Prices({ url }: { url: string }) {
          const [prices, setPrices] = useState<string[]>([]);
          useEffect(() => {
            let socket: WebSocket;
            let attempt = 0;
            let stopped = false;
            let retryTimer: ReturnType<typeof setTimeout> | undefined;
            const connect = () => {
              socket = new WebSocket(url);
              socket.addEventListener('open', () => {
                attempt = 0;
              });
              socket.addEventListener('close', () => {
                if (stopped) return;
                // Full jitter: clients that lost the same server do not come back at the same moment.
                retryTimer = setTimeout(connect, Math.random() * Math.min(30_000, 500 * 2 ** attempt));
                attempt += 1;
              });
              socket.onmessage = (event) => {
                setPrices((all) => [...all, event.data]);
              };
            };
            connect();
            return () => {
              stopped = true;
              clearTimeout(retryTimer);
              socket.close();
            };
          }, [url]);
          return <ul>{prices.map((price) => <li key={price}>{price}</li>)}</ul>;
        }
      `,
    },
    {
      name: 'a close handler that only tells',
      path: 'src/useFeed.ts',
      code: `
        import { useEffect, useRef, useState } from 'react';
        export function useFeed(url) {
          const ref = useRef(null);
          const [connected, setConnected] = useState(false);
          useEffect(() => {
            ref.current = «new WebSocket»(url);
            ref.current.onopen = () => setConnected(true);
            ref.current.onclose = () => setConnected(false);
            return () => ref.current.close();
          }, [url]);
          return connected;
        }
      `,
      output: false,
    },
    {
      name: 'a close handler that logs, with addEventListener',
      code: `
        const socket = «new WebSocket»('ws://localhost:9000');
        socket.addEventListener('message', (e) => render(e.data));
        socket.addEventListener('close', (e) => console.warn('closed', e.code));
      `,
    },
    {
      name: 'only the error handler connects again',
      code: `
        let ws;
        function connect() {
          ws = «new WebSocket»(url);
          ws.onmessage = handle;
          ws.onerror = () => setTimeout(connect, 1000);
        }
        connect();
      `,
    },
    {
      name: 'the ws package, on a server',
      path: 'src/exchange.js',
      code: `
        const WebSocket = require('ws');
        const feed = «new WebSocket»('wss://exchange.example.com');
        feed.on('open', () => feed.send(JSON.stringify({ subscribe: 'btc' })));
        feed.on('message', (data) => save(JSON.parse(data)));
        feed.on('error', console.error);
      `,
    },
    {
      name: 'the ws package under another name',
      path: 'src/exchange.ts',
      code: `
        import WS from 'ws';
        const feed = «new WS»('wss://exchange.example.com');
        feed.on('message', (data) => save(data));
        feed.on('close', () => console.log('gone'));
      `,
    },
    {
      name: 'the class by its name from ws',
      path: 'src/exchange.mjs',
      code: `
        import { WebSocket } from 'ws';
        const feed = «new WebSocket»(process.env.FEED_URL);
        feed.on('message', (data) => save(data));
      `,
    },
    {
      name: 'isomorphic-ws',
      code: "import WebSocket from 'isomorphic-ws';\nconst ws = «new WebSocket»(url);\nws.onmessage = show;",
    },
    {
      name: 'a member of window',
      code: 'const ws = «new window.WebSocket»(url);\nws.onmessage = show;',
    },
    {
      name: 'a class with connect, and no way back',
      path: 'src/client.ts',
      code: `
        export class Client {
          private ws?: WebSocket;
          constructor(private readonly url: string) {}
          connect(): void {
            this.ws = «new WebSocket»(this.url);
            this.ws.onmessage = (event) => this.handle(event);
            this.ws.onclose = () => this.onClosed();
          }
          private onClosed(): void {
            this.ws = undefined;
          }
          private handle(event: MessageEvent): void {}
        }
      `,
    },
    {
      name: 'a promise of an open connection',
      path: 'src/client.ts',
      code: `
        export class Client {
          socket: WebSocket;
          connect() {
            return new Promise((resolve, reject) => {
              this.socket = «new WebSocket»(this.url);
              this.socket.onopen = () => resolve();
              this.socket.onerror = reject;
              this.socket.onmessage = (event) => this.dispatch(event);
            });
          }
        }
      `,
    },
    {
      name: 'returned, with its handlers attached before',
      code: `
        export function open(url) {
          const ws = «new WebSocket»(url);
          ws.onmessage = (event) => show(event.data);
          return ws;
        }
      `,
      output: false,
    },
    {
      name: 'a factory whose caller listens, and does not come back',
      code: `
        const open = () => «new WebSocket»(url);
        const ws = open();
        ws.onmessage = (event) => show(event.data);
      `,
    },
    {
      name: 'kept in a ref from the start',
      path: 'src/use.ts',
      code: `
        import { useRef, useEffect } from 'react';
        export function useLive(onData) {
          const ws = useRef(«new WebSocket»('wss://example.com'));
          useEffect(() => {
            ws.current.onmessage = onData;
          }, []);
        }
      `,
    },
    {
      name: 'kept in state',
      path: 'src/use.ts',
      code: `
        import { useState, useEffect } from 'react';
        export function useLive() {
          const [socket, setSocket] = useState(null);
          useEffect(() => {
            const ws = «new WebSocket»('wss://example.com');
            setSocket(ws);
          }, []);
          useEffect(() => {
            if (!socket) return;
            socket.onmessage = (e) => console.log(e.data);
          }, [socket]);
        }
      `,
    },
    {
      name: 'at once',
      code: `
        function connect() {
          const ws = «new WebSocket»(url);
          ws.onmessage = show;
          ws.onclose = () => connect();
        }
        connect();
      `,
      severity: 'info',
      messages: [
        'This connection to url is opened again at once when it closes: while the server is down, every client tries without pause. Wait longer after each attempt.',
      ],
      related: [1],
    },
    {
      name: 'at once, the function itself as handler',
      code: 'function connect() {\n  const ws = «new WebSocket»(url);\n  ws.onclose = connect;\n}\nconnect();',
      severity: 'info',
    },
    {
      name: 'at a fixed interval',
      code: `
        function connect() {
          const ws = «new WebSocket»(url);
          ws.onmessage = show;
          ws.onclose = () => {
            setTimeout(connect, 1000);
          };
        }
        connect();
      `,
      severity: 'info',
      messages: [
        'This connection to url is opened again at a fixed interval (1000): clients that lost the same server come back all at once, again and again. Wait longer after each attempt, with jitter.',
      ],
      fix: 'Wait longer after each attempt, with jitter',
      output: `
        let attempt = 0;
        function connect() {
          const ws = new WebSocket(url);
          ws.addEventListener('open', () => {
            attempt = 0;
          });
          ws.onmessage = show;
          ws.onclose = () => {
            setTimeout(connect, Math.random() * Math.min(30_000, 500 * 2 ** attempt++));
          };
        }
        connect();
      `,
    },
    {
      name: 'at a fixed interval, by a constant and through a method',
      path: 'src/client.ts',
      code: `
        const RECONNECT_DELAY = 5000;
        export class Client {
          private ws: WebSocket | null = null;
          connect() {
            this.ws = «new WebSocket»(this.url);
            this.ws.addEventListener('close', this.handleClose.bind(this));
          }
          handleClose() {
            this.scheduleReconnect();
          }
          scheduleReconnect() {
            setTimeout(() => this.connect(), RECONNECT_DELAY);
          }
        }
      `,
      severity: 'info',
    },
    {
      name: 'a timer that looks whether it is still open',
      code: `
        let ws;
        function connect() {
          ws = «new WebSocket»(url);
          ws.onmessage = show;
        }
        connect();
        setInterval(() => {
          if (ws.readyState === WebSocket.CLOSED) connect();
        }, 5000);
      `,
      severity: 'info',
    },
    {
      name: 'after a sleep of fixed length',
      code: `
        async function connect() {
          const ws = «new WebSocket»(url);
          ws.onclose = async () => {
            await new Promise((resolve) => setTimeout(resolve, 3000));
            connect();
          };
        }
      `,
      severity: 'info',
    },
    {
      name: 'socket.io told not to reconnect',
      code: "import { io } from 'socket.io-client';\nconst socket = io('https://example.com', { transports: ['websocket'], «reconnection: false» });\nsocket.on('news', show);",
      messages: [
        'This socket.io client to https://example.com is told not to reconnect: after the next network drop or deploy it hears nothing more. Let it reconnect.',
      ],
      fix: 'Let socket.io reconnect',
      output:
        "import { io } from 'socket.io-client';\nconst socket = io('https://example.com', { transports: ['websocket'] });\nsocket.on('news', show);",
    },
    {
      name: 'socket.io, options in a variable',
      code: `
        const io = require('socket.io-client');
        const options = {
          «reconnection: false»,
          path: '/live',
        };
        const socket = io(url, options);
      `,
      output: `
        const io = require('socket.io-client');
        const options = {
          path: '/live',
        };
        const socket = io(url, options);
      `,
    },
    {
      name: 'socket.io, connect and Manager',
      code: `
        import io, { Manager } from 'socket.io-client';
        const a = io.connect(url, { «reconnection: false» });
        const b = new Manager(url, { «reconnection: false» });
      `,
    },

    {
      name: 'Vue, in a ref',
      path: 'src/useLive.ts',
      code: "import { onMounted, ref } from 'vue';\nexport function useLive() {\n  const ws = ref(null);\n  onMounted(() => {\n    ws.value = «new WebSocket»('wss://example.com');\n    ws.value.onmessage = (e) => console.log(e.data);\n  });\n  return { ws };\n}",
    },
    {
      name: 'a service of Angular',
      path: 'src/live.service.ts',
      code: "import { Injectable } from '@angular/core';\n@Injectable()\nexport class LiveService {\n  private socket = «new WebSocket»('wss://example.com');\n  constructor() {\n    this.socket.onmessage = (e) => this.handle(e);\n    this.socket.onclose = () => {\n      this.connected = false;\n    };\n  }\n}",
    },
    {
      name: 'a store',
      path: 'src/store.ts',
      code: "import { create } from 'zustand';\nexport const useLive = create((set) => ({\n  connect: (url) => {\n    const ws = «new WebSocket»(url);\n    ws.onmessage = (e) => set({ last: e.data });\n    ws.onclose = () => set({ connected: false });\n    set({ ws });\n  },\n}));",
    },
    {
      name: 'at a fixed interval of the class',
      path: 'src/client.ts',
      code: 'export class Client {\n  private reconnectInterval = 3000;\n  connect() {\n    this.ws = «new WebSocket»(this.url);\n    this.ws.onclose = () => {\n      setTimeout(() => {\n        this.connect();\n      }, this.reconnectInterval);\n    };\n  }\n}',
      severity: 'info',
    },
    {
      name: 'at a fixed interval, a few times',
      code: 'let tries = 0;\nfunction connect() {\n  const ws = «new WebSocket»(url);\n  ws.onmessage = show;\n  ws.onclose = () => {\n    if (tries < 5) {\n      tries++;\n      setTimeout(connect, 2000);\n    }\n  };\n}\nconnect();',
      severity: 'info',
    },
    {
      name: 'by an interval that the close handler starts',
      code: 'let timer;\nfunction connect() {\n  const ws = «new WebSocket»(url);\n  ws.onopen = () => clearInterval(timer);\n  ws.onclose = () => {\n    timer = setInterval(connect, 5000);\n  };\n}\nconnect();',
      severity: 'info',
    },
    {
      name: 'w3cwebsocket',
      code: "import { w3cwebsocket as W3CWebSocket } from 'websocket';\nconst client = «new W3CWebSocket»('ws://127.0.0.1:8000');\nclient.onmessage = show;",
    },
    {
      name: 'kept by useMemo',
      path: 'src/use.ts',
      code: "import { useEffect, useMemo } from 'react';\nexport function useLive(url, show) {\n  const socket = useMemo(() => «new WebSocket»(url), [url]);\n  useEffect(() => {\n    socket.onmessage = show;\n  }, [socket]);\n}",
    },
    {
      name: 'socket.io, options as the first argument',
      code: "import { io } from 'socket.io-client';\nconst socket = io({ «reconnection: false» });",
      output: "import { io } from 'socket.io-client';\nconst socket = io({});",
    },
    {
      name: 'chained listeners, none of which comes back',
      code: "const WebSocket = require('ws');\n«new WebSocket»(url).on('message', save).on('close', () => console.log('closed'));",
    },
  ],
  valid: [
    {
      name: 'socket.io: turned on again, and options of another socket',
      code: "const { io } = require('socket.io-client');\nconst options = {};\noptions.reconnection = false;\noptions.reconnection = true;\nconst other = {};\nother.reconnection = false;\nconst socket = io('https://a.example.com', options);\nsocket.on('news', show);\n",
    },
    {
      name: 'capped exponential backoff with jitter',
      code: `
        let attempt = 0;
        function connect() {
          const ws = new WebSocket(url);
          ws.onopen = () => { attempt = 0; };
          ws.onclose = () => {
            const delay = Math.min(30000, 1000 * 2 ** attempt) * Math.random();
            attempt++;
            setTimeout(connect, delay);
          };
        }
        connect();
      `,
    },
    {
      name: 'a delay that doubles',
      code: `
        let delay = 1000;
        const connect = () => {
          const ws = new WebSocket(url);
          ws.addEventListener('close', () => {
            setTimeout(connect, delay);
            delay = Math.min(delay * 2, 60000);
          });
        };
        connect();
      `,
    },
    {
      name: 'a delay that is handed on and doubled',
      code: `
        function connect(delay = 1000) {
          const ws = new WebSocket(url);
          ws.onclose = () => setTimeout(() => connect(Math.min(delay * 2, 30000)), delay);
        }
        connect();
      `,
    },
    {
      name: 'a delay by the number of attempts',
      path: 'src/client.ts',
      code: `
        export class Client {
          private attempts = 0;
          connect() {
            this.ws = new WebSocket(this.url);
            this.ws.onclose = () => this.reconnect();
          }
          private reconnect() {
            this.attempts++;
            setTimeout(() => this.connect(), 1000 * this.attempts);
          }
        }
      `,
    },
    {
      name: 'delays from a list',
      code: `
        const delays = [500, 1000, 5000, 15000];
        let n = 0;
        function connect() {
          const ws = new WebSocket(url);
          ws.onclose = () => setTimeout(connect, delays[Math.min(n++, delays.length - 1)]);
        }
      `,
    },
    {
      name: 'a hook with a callback and a ref of attempts',
      path: 'src/useSocket.ts',
      code: `
        import { useCallback, useEffect, useRef } from 'react';
        export function useSocket(url) {
          const wsRef = useRef(null);
          const retries = useRef(0);
          const connect = useCallback(() => {
            const ws = new WebSocket(url);
            wsRef.current = ws;
            ws.onclose = () => {
              const timeout = Math.min(1000 * Math.pow(2, retries.current), 30000);
              retries.current += 1;
              setTimeout(connect, timeout);
            };
          }, [url]);
          useEffect(() => {
            connect();
            return () => wsRef.current?.close();
          }, [connect]);
        }
      `,
    },
    {
      name: 'an effect that runs again when the state says closed',
      path: 'src/useSocket.ts',
      code: `
        import { useEffect, useState } from 'react';
        export function useSocket(url) {
          const [attempt, setAttempt] = useState(0);
          useEffect(() => {
            const ws = new WebSocket(url);
            ws.onclose = () => setTimeout(() => setAttempt((n) => n + 1), 1000 * 2 ** attempt);
            return () => ws.close();
          }, [url, attempt]);
        }
      `,
    },
    {
      name: 'reconnecting-websocket, imported as WebSocket',
      code: "import WebSocket from 'reconnecting-websocket';\nconst ws = new WebSocket(url);\nws.onmessage = show;",
    },
    {
      name: 'reconnecting-websocket',
      code: "import ReconnectingWebSocket from 'reconnecting-websocket';\nconst ws = new ReconnectingWebSocket(url);\nws.onmessage = show;",
    },
    {
      name: 'partysocket',
      code: "import { WebSocket } from 'partysocket';\nimport PartySocket from 'partysocket';\nconst ws = new WebSocket(url);\nconst p = new PartySocket({ host, room });\nws.onmessage = show;",
    },
    {
      name: 'a hook of a library',
      path: 'src/A.tsx',
      code: "import useWebSocket from 'react-use-websocket';\nexport function A() {\n  const { lastMessage } = useWebSocket('wss://example.com');\n  return <p>{lastMessage?.data}</p>;\n}",
    },
    {
      name: 'graphql-ws',
      code: "import { createClient } from 'graphql-ws';\nconst client = createClient({ url: 'wss://example.com/graphql' });",
    },
    {
      name: 'socket.io as it comes',
      code: "import { io } from 'socket.io-client';\nconst socket = io('https://example.com', { reconnectionDelay: 1000, reconnectionDelayMax: 5000 });\nsocket.on('news', show);",
    },
    {
      name: 'socket.io, reconnection spelled out',
      code: "import io from 'socket.io-client';\nconst socket = io(url, { reconnection: true });",
    },
    {
      name: 'socket.io, connected again by hand',
      code: `
        import { io } from 'socket.io-client';
        const socket = io(url, { reconnection: false });
        let tries = 0;
        socket.on('disconnect', () => setTimeout(() => socket.connect(), 500 * 2 ** tries++));
      `,
    },
    {
      name: 'opened for one answer',
      code: `
        export function ask(url, question) {
          return new Promise((resolve, reject) => {
            const ws = new WebSocket(url);
            ws.onopen = () => ws.send(question);
            ws.onmessage = (event) => {
              resolve(event.data);
              ws.close();
            };
            ws.onerror = reject;
          });
        }
      `,
    },
    {
      name: 'a proxy that opens one for each client of its own',
      code: `
        const { WebSocket, WebSocketServer } = require('ws');
        const wss = new WebSocketServer({ port: 1 });
        wss.on('connection', (client) => {
          const upstream = new WebSocket(target);
          upstream.on('message', (data) => client.send(data));
          client.on('close', () => upstream.close());
        });
      `,
    },
    {
      name: 'a server',
      code: "const { WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ port: 8080 });\nwss.on('connection', (ws) => ws.send('hi'));",
    },
    {
      name: 'told to somebody else, who decides',
      path: 'src/transport.ts',
      code: `
        export class Transport {
          constructor(private readonly events: { onclose?: (e: CloseEvent) => void }) {}
          connect(url: string) {
            this.ws = new WebSocket(url);
            this.ws.onclose = (event) => this.events.onclose?.(event);
          }
        }
      `,
    },
    {
      name: 'an event of its own that says it closed',
      path: 'src/transport.ts',
      code: `
        import { EventEmitter } from 'events';
        export class Transport extends EventEmitter {
          open(url: string) {
            this.ws = new WebSocket(url);
            this.ws.onclose = () => this.emit('close');
          }
        }
      `,
    },
    {
      name: 'a close handler that is handed in',
      code: 'export function open(url, { onMessage, onClose }) {\n  const ws = new WebSocket(url);\n  ws.onmessage = onMessage;\n  ws.onclose = onClose;\n  return ws;\n}',
    },
    {
      name: 'given to a function of another file',
      code: "import { keepOpen } from './keep-open';\nconst ws = new WebSocket(url);\nkeepOpen(ws);",
    },
    {
      name: 'returned before anybody listens',
      code: 'export const open = (path) => new WebSocket(`wss://example.com/${path}`);',
    },
    {
      name: 'a loop that opens one after another',
      code: `
        async function run() {
          while (!stopped) {
            const ws = new WebSocket(url);
            ws.onmessage = show;
            await new Promise((resolve) => { ws.onclose = resolve; });
            await sleep(1000);
          }
        }
      `,
    },
    {
      name: 'a page that reloads itself',
      code: 'const ws = new WebSocket(url);\nws.onmessage = show;\nws.onclose = () => setTimeout(() => location.reload(), 1000);',
    },
    {
      name: 'a process that is started again by who watches it',
      code: "const WebSocket = require('ws');\nconst ws = new WebSocket(url);\nws.on('message', save);\nws.on('close', () => process.exit(1));",
    },
    {
      name: 'a class of its own that is called so',
      code: "class WebSocket {}\nconst ws = new WebSocket('x');\nws.onmessage = show;",
    },
    {
      name: 'a test',
      path: 'test/live.test.js',
      code: 'const ws = new WebSocket(url);\nws.onmessage = show;',
    },
    {
      name: 'a script',
      path: 'scripts/watch.js',
      code: "const WebSocket = require('ws');\nconst ws = new WebSocket(url);\nws.on('message', console.log);",
    },
    {
      name: 'a command-line tool',
      path: 'src/tail.js',
      code: "const WebSocket = require('ws');\nconst ws = new WebSocket(url);\nws.on('message', console.log);",
      files: { 'package.json': '{ "name": "tail", "bin": { "tail": "src/tail.js" } }' },
    },
    {
      name: 'declared to be the reconnecting client',
      code: 'function openForEver(url) {\n  const ws = new WebSocket(url);\n  ws.onmessage = show;\n}\nopenForEver(url);',
      configuration: {
        recognize: { ...defaultConfiguration.recognize, reconnectors: ['openForEver'] },
      },
    },

    {
      name: 'only when it was not closed on purpose',
      code: 'let retries = 0;\nfunction connect() {\n  const ws = new WebSocket(url);\n  ws.onclose = (e) => {\n    if (!e.wasClean) setTimeout(connect, 1000 * Math.pow(2, retries++));\n  };\n}',
    },
    {
      name: 'a message that is sent and done',
      code: "const WebSocket = require('ws');\nexport async function poke(url) {\n  const ws = new WebSocket(url);\n  await new Promise((resolve) => ws.once('open', resolve));\n  ws.send('poke');\n  ws.close();\n}",
    },
    {
      name: 'a probe',
      code: "const WebSocket = require('ws');\nexport const probe = (url) => new Promise((resolve) => {\n  const ws = new WebSocket(url);\n  ws.on('open', () => {\n    ws.close();\n    resolve(true);\n  });\n  ws.on('error', () => resolve(false));\n});",
    },
    {
      name: 'chained listeners, one of which comes back',
      code: "const WebSocket = require('ws');\nlet n = 0;\nfunction connect() {\n  new WebSocket(url).on('message', save).on('close', () => setTimeout(connect, 2 ** n++));\n}",
    },
    {
      name: 'a delay with chance in it',
      code: 'function connect() {\n  const ws = new WebSocket(url);\n  ws.onclose = () => setTimeout(connect, 1000 + Math.random() * 4000);\n}',
    },
    {
      name: 'a delay that a function of its own tells',
      path: 'src/client.ts',
      code: "import { nextDelay } from './backoff';\nexport class Client {\n  connect = () => {\n    this.ws = new WebSocket(this.url);\n    this.ws.addEventListener('close', this.onClose);\n  };\n  onClose = () => {\n    window.setTimeout(this.connect, nextDelay(this.attempt++));\n  };\n}",
    },
    {
      name: 'a method that the parent class has',
      path: 'src/client.ts',
      code: "import { Base } from './base';\nexport class Client extends Base {\n  open() {\n    this.ws = new WebSocket(this.url);\n    this.ws.onclose = () => this.scheduleReconnect();\n  }\n}",
    },

    {
      name: 'listeners by a list of names',
      code: 'const ws = new WebSocket(url);\nws.onmessage = show;\nfor (const name of names) ws.addEventListener(name, handlers[name]);',
    },
    {
      name: 'given to a class of another file',
      code: "import { Connection } from './connection';\nconst ws = new WebSocket(url);\nws.onmessage = show;\nexport const connection = new Connection(ws);",
    },
    {
      name: 'given to components',
      path: 'src/A.tsx',
      code: "import { useState } from 'react';\nexport function A({ children }) {\n  const [ws] = useState(() => new WebSocket('wss://example.com'));\n  return <Live.Provider value={ws}>{children}</Live.Provider>;\n}",
    },
    {
      name: 'one for each call that comes in, through a function',
      code: "const { WebSocket, WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ port: 1 });\nfunction bridge(caller) {\n  const model = new WebSocket(modelUrl);\n  model.on('message', (data) => caller.send(data));\n}\nwss.on('connection', (caller) => bridge(caller));",
    },
    {
      name: 'one for each request of a route',
      code: "const WebSocket = require('ws');\nfastify.get('/media', { websocket: true }, (connection) => {\n  const model = new WebSocket(modelUrl);\n  model.on('message', (data) => connection.send(data));\n});",
    },
    {
      name: 'a bridge that ends the other side',
      code: "const WebSocket = require('ws');\nexport function bridge(caller) {\n  const model = new WebSocket(modelUrl);\n  model.on('message', (data) => caller.send(data));\n  model.on('close', () => caller.close());\n}",
    },
  ],
});
