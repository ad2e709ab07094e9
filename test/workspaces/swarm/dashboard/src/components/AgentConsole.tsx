import { useEffect, useRef, useState } from 'react';
import { accessToken } from '../lib/session';

interface AgentConsoleProps {
  vmId: string;
  onClose: () => void;
}

interface ConsoleFrame {
  event: 'console:lines';
  payload: { stream: 'stdout' | 'stderr'; lines: string[] };
}

const MAX_LINES = 2_000;
const GATEWAY_URL: string = import.meta.env.VITE_GATEWAY_URL ?? 'ws://localhost:4100';

/** Follows the console of one VM. */
export function AgentConsole({ vmId, onClose }: AgentConsoleProps) {
  const [lines, setLines] = useState<string[]>([]);
  const endRef = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const query = new URLSearchParams({ vm: vmId, token: accessToken() ?? '' });
    const socket = new WebSocket(`${GATEWAY_URL}/console?${query}`);
    socket.onmessage = (message) => {
      const frame = JSON.parse(message.data as string) as ConsoleFrame;
      setLines((current) => [...current, ...frame.payload.lines].slice(-MAX_LINES));
    };
    return () => socket.close();
  }, [vmId]);

  useEffect(() => {
    endRef.current?.scrollIntoView();
  }, [lines]);

  return (
    <section className="console" aria-label="Agent console">
      <button type="button" onClick={onClose}>
        Close
      </button>
      <pre>{lines.join('\n')}</pre>
      <div ref={endRef} />
    </section>
  );
}
