import { defineFileRule, type FileFacts, type MembershipFact, type ProjectModel } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'websocket/missing-room-cleanup',
    title: 'Sockets that stay in a room after they closed',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    absence: 'room cleanup',
    messages: {
      missing:
        '{{holder}} keeps {{member}} after its socket is gone: nothing takes it out on {{event}}. It grows with every connection, and messages go to closed sockets. Take it out in the {{event}} handler.',
    },
  },
  {
    memberships(added, context) {
      const { file, model } = context;
      if (added.kind !== 'added' || !isProductionCode(file) || !isFirst(file, added)) return;
      if (isKeptByAnother(file, added, model)) return;
      if (model.sockets.isRemovedOnClose(file, added) || model.isAmidRecognized('roomCleanups', file, added))
        return;
      if (
        file.socketClosings.some(({ calls }) =>
          calls.some(
            ({ callee }) => callee !== undefined && model.recognizes('roomCleanups', file.path, callee),
          ),
        )
      )
        return;
      context.report({
        messageId: 'missing',
        data: { holder: added.name, member: added.member, event: added.event },
        span: added.span,
        related: file.memberships
          .filter((each) => each !== added && each.holder === added.holder)
          .map((each) => ({
            path: file.path,
            span: each.span,
            message:
              each.kind === 'added' ? 'Put in here too.' : 'Taken out here, but not when the socket closes.',
          })),
        fixes: added.addRemoval ? [{ ...added.addRemoval, safe: false }] : [],
      });
    },
  },
);

/** Whether what is called keeps the socket, and is told of where it does: `connections.add(socket)` of a class of the project. */
function isKeptByAnother(file: FileFacts, added: MembershipFact, model: ProjectModel): boolean {
  const call = file.calls.find(
    (each) => each.span.start === added.span.start && each.span.end === added.span.end,
  );
  const target = call && model.calls.targetOf(file, call);
  return (
    target?.file.memberships.some((each) => each.kind === 'added' && each.within === target.index) ?? false
  );
}

/** One finding for each holder. */
function isFirst(file: FileFacts, added: MembershipFact): boolean {
  return file.memberships.find((each) => each.kind === 'added' && each.holder === added.holder) === added;
}
