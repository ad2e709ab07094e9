import type { ApprovalKind } from '../../../shared/contracts';
import { call } from './client';

export interface PendingApproval {
  id: string;
  sessionId: string;
  ticketId: string;
  kind: ApprovalKind;
  summary: string;
  vmId: string | null;
  createdAt: string;
}

interface ApprovalRow {
  id: string;
  session_id: string;
  ticket_id: string;
  kind: ApprovalKind;
  request: { summary: string; vmId?: string };
  created_at: string;
}

export async function listApprovals(): Promise<PendingApproval[]> {
  const { items } = await call<{ items: ApprovalRow[] }>('GET', '/api/approvals');
  return items.map((row) => ({
    id: row.id,
    sessionId: row.session_id,
    ticketId: row.ticket_id,
    kind: row.kind,
    summary: row.request.summary,
    vmId: row.request.vmId ?? null,
    createdAt: row.created_at,
  }));
}

export async function decide(approvalId: string, verdict: 'approved' | 'rejected', comment?: string): Promise<void> {
  await call<{ id: string }>('POST', `/api/approvals/${approvalId}/submit-decision`, { verdict, comment });
}
