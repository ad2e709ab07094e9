import { useCallback, useEffect, useMemo, useState } from 'react';
import { decide, listApprovals, type PendingApproval } from '../api/approvals';
import { useWebSocket, type Frame, type Subscription } from '../hooks/useWebSocket';

interface ApprovalPanelProps {
  onOpenConsole: (vmId: string) => void;
}

const KIND_LABELS = { plan: 'Plan', diff: 'Change', merge: 'Merge' } as const;

export function ApprovalPanel({ onOpenConsole }: ApprovalPanelProps) {
  const [approvals, setApprovals] = useState<PendingApproval[]>([]);
  const [failure, setFailure] = useState<string | null>(null);

  const reload = useCallback(async () => {
    try {
      setApprovals(await listApprovals());
    } catch {
      setFailure('The approvals could not be loaded');
    }
  }, []);

  useEffect(() => {
    void reload();
  }, [reload]);

  const subscriptions = useMemo<Subscription[]>(
    () => approvals.map(({ sessionId }) => ({ type: 'session:watch', sessionId })),
    [approvals],
  );
  const onFrame = useCallback(
    (frame: Frame) => {
      if (frame.event === 'approval:requested' || frame.event === 'approval:resolved') void reload();
    },
    [reload],
  );
  useWebSocket(subscriptions, onFrame);

  async function answer(approval: PendingApproval, verdict: 'approved' | 'rejected') {
    setApprovals((current) => current.filter(({ id }) => id !== approval.id));
    try {
      await decide(approval.id, verdict);
    } catch {
      setFailure('Your decision did not arrive. It is back in the list.');
      setApprovals((current) => [approval, ...current]);
    }
  }

  return (
    <section aria-label="Approvals">
      <h2>Waiting for you</h2>
      {failure && <p role="alert">{failure}</p>}
      {approvals.length === 0 && <p className="empty">No agent is waiting.</p>}
      <ul>
        {approvals.map((approval) => (
          <li key={approval.id}>
            <strong>{KIND_LABELS[approval.kind]}</strong>
            <p>{approval.summary}</p>
            <button type="button" onClick={() => void answer(approval, 'approved')}>
              Approve
            </button>
            <button type="button" onClick={() => void answer(approval, 'rejected')}>
              Reject
            </button>
            {approval.vmId && (
              <button type="button" onClick={() => onOpenConsole(approval.vmId as string)}>
                Console
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
