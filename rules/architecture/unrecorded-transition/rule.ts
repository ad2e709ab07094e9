import { defineProjectRule, type FileFacts } from '../../../src/engine';
import { allBlocks, type QueryBlock } from '../../shared/blocks';
import { isOneOff } from '../../shared/one-off';
import { isProductionCode } from '../../shared/roles';
import { EventsTables } from './events-tables';
import { Recorded } from './recorded';

const stateColumn = /(^|_)(state|status)$/;

export default defineProjectRule(
  {
    id: 'architecture/unrecorded-transition',
    title: 'Change of state that is not recorded as an event',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    options: {
      type: 'object',
      additionalProperties: false,
      properties: {
        events: {
          type: 'object',
          additionalProperties: { type: 'string' },
          default: {},
          description:
            'The table that keeps the events of another, where their names do not say so: { "tickets": "activity" }.',
        },
      },
    },
    messages: {
      unrecorded:
        'This changes {{table}}.{{column}} and writes nothing to {{events}}: nobody can tell later how the row came to that state, and a replay misses it. Insert the event in the same transaction.',
    },
  },
  ({ model, report, optionsOf, text }) => {
    const eventsTables = new EventsTables(model);
    const recorded = new Recorded(model, text);
    for (const file of model.filesInOrder) {
      if (!isProductionCode(file)) continue;
      for (const query of model.queriesOf(file)) {
        if (query.client === 'sql-file' || query.client === 'document') continue;
        for (const statement of query.statements) {
          for (const block of allBlocks(statement)) {
            const column = changedState(block);
            const { target } = block;
            if (column === undefined || !target || isOneOff(file, query.within)) continue;
            const entity = model.schema.table(target.name);
            const events = entity && eventsTables.of(entity.name, namedEvents(optionsOf(file.path)));
            if (!entity || !events || recorded.in(file, query, entity, events)) continue;
            report(file.path, {
              messageId: 'unrecorded',
              data: { table: entity.name, column, events: events.name },
              span: target.span,
              related: [
                { ...events.definedAt, message: `${events.name} holds what happens to ${entity.name}.` },
                ...recordedElsewhere(model.filesInOrder, events.name),
              ],
            });
          }
        }
      }
    }
  },
);

/** The column of an UPDATE that says in which state a row is, as the statement calls it. */
function changedState({ kind, assignments }: QueryBlock): string | undefined {
  if (kind !== 'update') return undefined;
  return assignments.find(({ column }) =>
    stateColumn.test(column.name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()),
  )?.column.name;
}

function namedEvents(options: Record<string, unknown>): Readonly<Record<string, unknown>> {
  const { events } = options;
  return typeof events === 'object' && events !== null ? { ...events } : {};
}

/** A place that does write the event: an example to follow. */
function recordedElsewhere(
  files: readonly FileFacts[],
  events: string,
): { path: string; span: { start: number; end: number }; message: string }[] {
  for (const file of files) {
    if (!isProductionCode(file)) continue;
    for (const query of file.queries)
      for (const statement of query.statements)
        for (const block of allBlocks(statement))
          if (block.kind === 'insert' && block.target?.name.toLowerCase() === events.toLowerCase())
            return [
              { path: file.path, span: block.target.span, message: 'Another transition is recorded here.' },
            ];
  }
  return [];
}
