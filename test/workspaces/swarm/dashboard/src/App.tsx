import { useState } from 'react';
import { ApprovalPanel } from './components/ApprovalPanel';
import { AgentConsole } from './components/AgentConsole';
import { SignIn } from './components/SignIn';
import { TicketBoard } from './components/TicketBoard';
import { accessToken } from './lib/session';

const projectId = new URLSearchParams(window.location.search).get('project');

export function App() {
  const [signedIn, setSignedIn] = useState(() => accessToken() !== null);
  const [watchedVm, setWatchedVm] = useState<string | null>(null);

  if (!signedIn) return <SignIn onSignedIn={() => setSignedIn(true)} />;
  if (!projectId) return <p className="empty">Choose a project to see its board.</p>;

  return (
    <main className="layout">
      <TicketBoard projectId={projectId} />
      <aside>
        <ApprovalPanel onOpenConsole={setWatchedVm} />
        {watchedVm && <AgentConsole vmId={watchedVm} onClose={() => setWatchedVm(null)} />}
      </aside>
    </main>
  );
}
