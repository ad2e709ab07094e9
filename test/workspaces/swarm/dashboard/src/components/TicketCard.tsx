import { useState } from 'react';
import { renameTicket } from '../api/tickets';
import type { TicketSummary } from '../../../shared/contracts';

interface TicketCardProps {
  ticket: TicketSummary;
  onMoveUp?: () => void;
}

export function TicketCard({ ticket, onMoveUp }: TicketCardProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);

  async function save() {
    const title = draft?.trim() ?? '';
    setDraft(null);
    if (title.length < 3 || title === ticket.title) return;
    try {
      await renameTicket(ticket.id, title);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <li className={`card card-${ticket.status}`}>
      {draft === null ? (
        <button type="button" className="title" onClick={() => setDraft(ticket.title)}>
          {ticket.title}
        </button>
      ) : (
        <input
          aria-label="Title"
          autoFocus
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => void save()}
        />
      )}
      {failed && <span role="alert">Not saved</span>}
      <footer>
        {ticket.estimatePoints !== null && <span>{ticket.estimatePoints} points</span>}
        {ticket.assignedAgent && <span>at work</span>}
        {onMoveUp && (
          <button type="button" aria-label={`Move ${ticket.title} up`} onClick={onMoveUp}>
            ↑
          </button>
        )}
      </footer>
    </li>
  );
}
