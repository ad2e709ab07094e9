import { TICKET_STATUSES } from '../../../platform/src/db/ticket-repository';
import type { TicketStatus, TicketSummary } from '../../../shared/contracts';

const TITLES: Record<TicketStatus, string> = {
  backlog: 'Backlog',
  ready: 'Ready',
  in_progress: 'In progress',
  review: 'In review',
  done: 'Done',
  failed: 'Failed',
};

export interface BoardColumn {
  status: TicketStatus;
  title: string;
  tickets: TicketSummary[];
}

/** The board from left to right, each column in the order of the tickets' positions. */
export function toColumns(tickets: TicketSummary[]): BoardColumn[] {
  return (TICKET_STATUSES as TicketStatus[]).map((status) => ({
    status,
    title: TITLES[status],
    tickets: tickets.filter((ticket) => ticket.status === status).sort((a, b) => a.position - b.position),
  }));
}
