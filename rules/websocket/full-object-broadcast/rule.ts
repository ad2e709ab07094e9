import { type BroadcastFact, defineProjectRule, type WholeSent } from '../../../src/engine';
import { kebab } from '../../shared/public-events';
import { isProductionCode } from '../../shared/roles';

export default defineProjectRule(
  {
    id: 'websocket/full-object-broadcast',
    title: 'Update event that carries a whole object',
    severity: 'hint',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      row: '{{event}} sends all of {{value}}{{table}} to say that something of it changed: bytes for everyone in the room, and columns that were never meant for them. Send the id and what changed.',
      collection:
        '{{event}} sends all of {{value}}{{table}} to say that something in it changed: the message grows with the collection. Send the id and what changed.',
    },
  },
  ({ model, report }) => {
    for (const file of model.filesInOrder) {
      if (!isProductionCode(file)) continue;
      for (const broadcast of file.broadcasts) {
        const { event } = broadcast;
        if (event === undefined || broadcast.wholes.length === 0) continue;
        const whole = model.sockets.wholeIn(file, broadcast);
        if (!whole || !(saysUpdate(event) || isListAfterUpdate(event, whole, broadcast))) continue;
        report(file.path, {
          messageId: whole.what,
          data: {
            event: quoted(event),
            value: whole.value.text,
            table: whole.table === undefined ? '' : ` (${whole.table})`,
          },
          span: whole.value.span,
          related: whole.read ? [{ ...whole.read, message: 'All of it is read here.' }] : [],
        });
      }
    }
  },
);

/** A name in quotes, as code has it; a constant's name without. */
function quoted(event: string): string {
  return /^[A-Z]\w*\./.test(event) ? event : `'${event}'`;
}

/** A list that the process keeps, sent under its own name by what handles an update of it. */
function isListAfterUpdate(
  event: string,
  { what, value, read }: WholeSent,
  { content }: BroadcastFact,
): boolean {
  return (
    what === 'collection' &&
    !read &&
    kebab(event) === kebab(value.text) &&
    content?.about.some(saysUpdate) === true
  );
}

/** An event that tells of a change, and not that something is there now or is gone. */
function saysUpdate(event: string): boolean {
  const name = kebab(event);
  if (
    /(^|-)(creat\w*|add(ed)?|new|insert\w*|delet\w*|remov\w*|join\w*|init\w*|snapshot|hello|welcome|load(ed)?)(-|$)/.test(
      name,
    )
  )
    return false;
  return /(^|-)(updat\w*|chang\w*|edit\w*|modif\w*|patch\w*|saved?|refresh\w*|sync\w*|moved?|reorder\w*|assign\w*|renam\w*|progress|status|state|complet\w*|closed?|resolv\w*|extend\w*|reopen\w*|archiv\w*|publish\w*|transition\w*)(-|$)/.test(
    name,
  );
}
