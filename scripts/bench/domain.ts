import { camel, pascal } from './names';

/** One part of the generated back end: a table, and the routes, services and clients around it. */
export interface Domain {
  /** Singular and plural, in snake case: `invoice_line`, `invoice_lines`. */
  singular: string;
  table: string;
  /** As a type: `InvoiceLine`. */
  type: string;
  /** As a variable: `invoiceLine`. */
  variable: string;
  /** Another domain's table that this one refers to. */
  parent: string;
  columns: { name: string; sql: string; ts: string }[];
  /** Counts from 0; decides which of several ways of writing a file has. */
  index: number;
}

const nouns = [
  ...[
    'order',
    'invoice',
    'customer',
    'product',
    'payment',
    'shipment',
    'ticket',
    'comment',
    'project',
    'task',
    'report',
  ],
  ...[
    'contract',
    'campaign',
    'message',
    'device',
    'session',
    'workflow',
    'approval',
    'document',
    'refund',
    'supplier',
  ],
];
const qualifiers = [
  '',
  'archived',
  'draft',
  'internal',
  'partner',
  'recurring',
  'shared',
  'external',
  'scheduled',
];
const kinds = [
  { name: 'title', sql: 'text NOT NULL', ts: 'string' },
  { name: 'status', sql: "text NOT NULL DEFAULT 'open'", ts: 'string' },
  { name: 'amount_cents', sql: 'bigint NOT NULL DEFAULT 0', ts: 'number' },
  { name: 'due_on', sql: 'date', ts: 'string | null' },
  { name: 'payload', sql: "jsonb NOT NULL DEFAULT '{}'", ts: 'Record<string, unknown>' },
  { name: 'priority', sql: 'smallint NOT NULL DEFAULT 3', ts: 'number' },
  { name: 'external_ref', sql: 'text', ts: 'string | null' },
  { name: 'is_locked', sql: 'boolean NOT NULL DEFAULT false', ts: 'boolean' },
];

/** The same domains for the same number, always. */
export function domainsOf(count: number): Domain[] {
  return Array.from({ length: count }, (_, index) => domainAt(index));
}

function domainAt(index: number): Domain {
  const singular = singularAt(index);
  const type = pascal(singular);
  return {
    singular,
    table: `${singular}s`,
    type,
    variable: camel(singular),
    parent: `${singularAt(Math.floor(index / 2))}s`,
    columns: kinds.filter(({ name }, column) => name === 'status' || (column + index) % 4 !== 0),
    index,
  };
}

function singularAt(index: number): string {
  const noun = nouns[index % nouns.length];
  const round = Math.floor(index / nouns.length);
  const qualifier = qualifiers[round % qualifiers.length];
  const edition = Math.floor(round / qualifiers.length);
  return [qualifier, noun, edition > 0 ? `v${edition + 1}` : ''].filter(Boolean).join('_');
}
