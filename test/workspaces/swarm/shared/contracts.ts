/** Types that cross the wire between the dashboard and the platform. No behaviour lives here. */

export type TicketStatus = 'backlog' | 'ready' | 'in_progress' | 'review' | 'done' | 'failed';

export type ApprovalKind = 'plan' | 'diff' | 'merge';

export interface TicketSummary {
  id: string;
  projectId: string;
  title: string;
  status: TicketStatus;
  position: number;
  estimatePoints: number | null;
  assignedAgent: string | null;
  updatedAt: string;
}

export interface TicketUpdateEvent {
  ticketId: string;
  changes: Partial<Pick<TicketSummary, 'title' | 'status' | 'position' | 'assignedAgent'>>;
  at: string;
}

export interface ApprovalRequestEvent {
  approvalId: string;
  sessionId: string;
  ticketId: string;
  kind: ApprovalKind;
  summary: string;
}

export interface Page<T> {
  items: T[];
  limit: number;
  offset: number;
}

export interface ApiErrorBody {
  error: { code: string; message: string };
}
