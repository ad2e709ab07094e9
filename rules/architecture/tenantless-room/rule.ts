import {
  defineProjectRule,
  type FileFacts,
  type ProjectModel,
  type RoomJoinFact,
  type Tenancy,
} from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';

export default defineProjectRule(
  {
    id: 'architecture/tenantless-room',
    title: 'Room that clients of any tenant can join',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      open: 'A client joins the room {{room}} by a name that it chooses, and nobody asks whether that is its tenant’s: it gets what is sent to other tenants. Put the tenant of the session into the name, or look the thing up for that tenant before.',
    },
  },
  ({ model, report }) => {
    for (const file of model.filesInOrder) {
      if (file.roomJoins.length === 0 || !isProductionCode(file)) continue;
      const tenancy = model.tenancyOf(file.path);
      if (!tenancy || model.settingsOf(file.path).isExemptFromTenancy(file.path)) continue;
      for (const join of file.roomJoins) {
        if (
          model.isAmidRecognized('tenantScopes', file, join) ||
          isAskedElsewhere(file, join, model, tenancy)
        )
          continue;
        report(file.path, {
          messageId: 'open',
          data: { room: spoken(join.room.text) },
          span: join.room.span,
          related: sentTo(model.filesInOrder, join),
          fixes: join.addTenant
            ? [
                {
                  title: 'Put the tenant into the room’s name, and send to that name',
                  safe: false,
                  edits: [join.addTenant],
                },
              ]
            : [],
        });
      }
    }
  },
);

/** Whether the function of another file that puts the socket into the room asks for the tenant itself. */
function isAskedElsewhere(
  file: FileFacts,
  { via, within }: RoomJoinFact,
  model: ProjectModel,
  tenancy: Tenancy,
): boolean {
  if (via === undefined) return false;
  const target = model.calls.targetOf(file, { callee: via, ...(within === undefined ? {} : { within }) });
  if (!target) return false;
  return model.calls
    .queriesOf(target)
    .some(({ query }) =>
      query.statements.some((statement) =>
        allBlocks(statement).some((block) =>
          block.predicates.some((each) => each.column.name.toLowerCase() === tenancy.column.toLowerCase()),
        ),
      ),
    );
}

/** `` `ticket:${id}` `` as people write it: `ticket:<id>`. */
function spoken(room: string): string {
  return room
    .replace(/^`|`$/g, '')
    .replace(/\$\{([^{}]*)\}/g, '<$1>')
    .replace(/[{}]/g, '');
}

/** Where something is sent to rooms of this kind: what a client of another tenant would get. */
function sentTo(
  files: readonly FileFacts[],
  { room }: RoomJoinFact,
): { path: string; span: { start: number; end: number }; message: string }[] {
  const kind = /^['"`]([\w-]+[:/._-])/.exec(room.text)?.[1];
  if (kind === undefined) return [];
  for (const file of files) {
    if (!isProductionCode(file)) continue;
    const sent = file.broadcasts.find((each) => each.room?.text.slice(1).startsWith(kind));
    if (sent?.room)
      return [{ path: file.path, span: sent.room.span, message: 'What is sent to such a room, for one.' }];
  }
  return [];
}
