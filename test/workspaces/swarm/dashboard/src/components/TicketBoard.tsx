import { useState, type FormEvent } from 'react';
import { useTickets } from '../hooks/useTickets';
import { toColumns } from '../lib/board-columns';
import { TicketCard } from './TicketCard';

interface TicketBoardProps {
  projectId: string;
}

export function TicketBoard({ projectId }: TicketBoardProps) {
  const { tickets, connected, failure, move, add } = useTickets(projectId);
  const [title, setTitle] = useState('');

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (title.trim().length < 3) return;
    await add({ projectId, title: title.trim() });
    setTitle('');
  }

  return (
    <section className="board" aria-label="Ticket board">
      <header>
        <form onSubmit={(event) => void onSubmit(event)}>
          <label htmlFor="new-ticket">New ticket</label>
          <input id="new-ticket" value={title} onChange={(event) => setTitle(event.target.value)} />
          <button type="submit">Add</button>
        </form>
        {!connected && <p role="status">Reconnecting. What you see may be out of date.</p>}
        {failure && <p role="alert">{failure}</p>}
      </header>
      <div className="columns">
        {toColumns(tickets).map((column) => (
          <div key={column.status} className="column">
            <h2>
              {column.title} <span className="count">{column.tickets.length}</span>
            </h2>
            <ul>
              {column.tickets.map((ticket, index) => (
                <TicketCard
                  key={ticket.id}
                  ticket={ticket}
                  onMoveUp={index > 0 ? () => void move(ticket.id, column.tickets[index - 1].position - 1) : undefined}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
