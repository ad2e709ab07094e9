import { useCallback, useEffect, useRef, useState } from 'react';
import { accessToken } from '../lib/session';

const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

export interface Frame {
  event: string;
  payload: unknown;
}

export type Subscription =
  | { type: 'project:watch'; projectId: string }
  | { type: 'session:watch'; sessionId: string }
  | { type: 'ticket:watch'; ticketId: string };

function socketUrl(): string {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}/ws?token=${encodeURIComponent(accessToken() ?? '')}`;
}

/** Full jitter: clients that lost the same server do not come back at the same moment. */
function reconnectDelay(attempt: number): number {
  return Math.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** attempt);
}

/** Keeps one socket open, subscribes again after each reconnect, and hands every frame to `onFrame`. */
export function useWebSocket(subscriptions: Subscription[], onFrame: (frame: Frame) => void) {
  const [connected, setConnected] = useState(false);
  const socketRef = useRef<WebSocket | null>(null);
  const handlerRef = useRef(onFrame);
  handlerRef.current = onFrame;

  const wanted = JSON.stringify(subscriptions);

  useEffect(() => {
    let attempt = 0;
    let timer: number | undefined;
    let disposed = false;

    function connect() {
      const socket = new WebSocket(socketUrl());
      socketRef.current = socket;

      socket.addEventListener('open', () => {
        attempt = 0;
        setConnected(true);
        for (const subscription of JSON.parse(wanted) as Subscription[]) socket.send(JSON.stringify(subscription));
      });
      socket.addEventListener('message', (message) => {
        handlerRef.current(JSON.parse(message.data as string) as Frame);
      });
      socket.addEventListener('close', () => {
        setConnected(false);
        if (disposed) return;
        timer = window.setTimeout(connect, reconnectDelay(attempt));
        attempt += 1;
      });
    }

    connect();
    return () => {
      disposed = true;
      window.clearTimeout(timer);
      socketRef.current?.close();
    };
  }, [wanted]);

  const send = useCallback((message: unknown) => {
    if (socketRef.current?.readyState === WebSocket.OPEN) socketRef.current.send(JSON.stringify(message));
  }, []);

  return { connected, send };
}
