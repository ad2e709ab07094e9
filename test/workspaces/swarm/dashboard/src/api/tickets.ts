import type { Page, TicketStatus, TicketSummary } from '../../../shared/contracts';
import { call } from './client';

/** Rows as the platform sends them. */
interface TicketRow {
  id: string;
  project_id: string;
  title: string;
  status: TicketStatus;
  position: number;
  estimate_points: number | null;
  assigned_agent_id: string | null;
  updated_at: string;
}

export interface NewTicket {
  projectId: string;
  title: string;
  description?: string;
  severity?: 'low' | 'normal' | 'high' | 'critical';
}

function fromRow(row: TicketRow): TicketSummary {
  return {
    id: row.id,
    projectId: row.project_id,
    title: row.title,
    status: row.status,
    position: row.position,
    estimatePoints: row.estimate_points,
    assignedAgent: row.assigned_agent_id,
    updatedAt: row.updated_at,
  };
}

export async function listTickets(projectId: string, offset = 0, limit = 100): Promise<Page<TicketSummary>> {
  const page = await call<Page<TicketRow>>('GET', `/api/tickets?limit=${limit}&offset=${offset}`);
  return { ...page, items: page.items.map(fromRow).filter((ticket) => ticket.projectId === projectId) };
}

export async function createTicket(ticket: NewTicket): Promise<TicketSummary> {
  return fromRow(await call<TicketRow>('POST', '/api/tickets/createTicket', ticket));
}

export async function moveTicket(ticketId: string, position: number): Promise<void> {
  await call<unknown>('PATCH', `/api/tickets/${ticketId}`, { position });
}

export async function renameTicket(ticketId: string, title: string): Promise<void> {
  await call<unknown>('PATCH', `/api/tickets/${ticketId}`, { title });
}
