import { useCallback, useEffect, useMemo, useState } from 'react';
import type { TicketSummary, TicketUpdateEvent } from '../../../shared/contracts';
import { createTicket, listTickets, moveTicket, type NewTicket } from '../api/tickets';
import { useWebSocket, type Frame, type Subscription } from './useWebSocket';

type Change = Partial<TicketSummary>;

function withChange(tickets: TicketSummary[], ticketId: string, change: Change): TicketSummary[] {
  return tickets.map((ticket) => (ticket.id === ticketId ? { ...ticket, ...change } : ticket));
}

/**
 * The tickets of one project. Moves show at once; the server's event settles what is true, and a move that
 * the server refuses is taken back.
 */
export function useTickets(projectId: string) {
  const [tickets, setTickets] = useState<TicketSummary[]>([]);
  const [failure, setFailure] = useState<string | null>(null);

  const reload = useCallback(async () => {
    try {
      const page = await listTickets(projectId);
      setTickets(page.items);
      setFailure(null);
    } catch (err) {
      setFailure(err instanceof Error ? err.message : 'The tickets could not be loaded');
    }
  }, [projectId]);

  useEffect(() => {
    void reload();
  }, [reload]);

  const onFrame = useCallback(
    (frame: Frame) => {
      if (frame.event === 'ticket:update') {
        const { ticketId, changes } = frame.payload as TicketUpdateEvent;
        setTickets((current) => withChange(current, ticketId, changes));
      } else if (frame.event === 'ticket:created') {
        void reload();
      }
    },
    [reload],
  );

  const subscriptions = useMemo<Subscription[]>(() => [{ type: 'project:watch', projectId }], [projectId]);
  const { connected } = useWebSocket(subscriptions, onFrame);

  // Events that were sent while the socket was down are gone, so read everything again.
  useEffect(() => {
    if (connected) void reload();
  }, [connected, reload]);

  const move = useCallback(
    async (ticketId: string, position: number) => {
      const before = tickets.find((ticket) => ticket.id === ticketId);
      if (!before || before.position === position) return;
      setTickets((current) => withChange(current, ticketId, { position }));
      try {
        await moveTicket(ticketId, position);
      } catch (err) {
        setTickets((current) => withChange(current, ticketId, { position: before.position }));
        setFailure(err instanceof Error ? err.message : 'The ticket could not be moved');
      }
    },
    [tickets],
  );

  const add = useCallback(async (ticket: NewTicket) => {
    const created = await createTicket(ticket);
    setTickets((current) => (current.some((known) => known.id === created.id) ? current : [...current, created]));
  }, []);

  return { tickets, connected, failure, move, add };
}
