import { type ConnectionFact, defineFileRule, type RuleFix } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'infrastructure/unclosed-connection',
    title: 'Connection that is not given back',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      kept: '{{call}} takes a connection from the pool and nothing gives it back: after a few calls the pool is empty, and every request waits. Release it in a finally block.',
      opened:
        '{{call}} opens a connection that nothing closes: each call leaves one more open, until the server refuses new ones. Close it in a finally block.',
      made: '{{call}} makes a client with connections of its own each time this code runs, and nothing closes it. Make one when the module is loaded, and share it.',
      path: 'The connection of {{call}} is still open on one way out of this function, so it is lost there. Call {{name}}.{{release}}() in a finally block.',
      throws:
        'When something throws before {{name}}.{{release}}(), the connection of {{call}} is lost. Call {{name}}.{{release}}() in a finally block.',
    },
  },
  {
    connections(connection, { file, model, report }) {
      if (!isProductionCode(file) || model.sideOf(file.path) === 'browser') return;
      if (model.isCommandLineTool(file.path) || !model.isLeftOpen(file, connection)) return;
      const { words, name, release, span, at } = connection;
      const related = at ? [{ path: file.path, span: at, message: 'It is still open here.' }] : [];
      report({
        messageId: messageFor(connection),
        data: { call: words, name, release },
        span,
        related: connection.open === 'never' ? [] : related,
        fixes: fixesFor(connection),
      });
    },
  },
);

function messageFor({ open, kind }: ConnectionFact): 'kept' | 'opened' | 'made' | 'path' | 'throws' {
  if (open === 'throws' || open === 'path') return open;
  return kind === 'taken' ? 'kept' : kind === 'pool' ? 'made' : 'opened';
}

/** A pool that is made anew wants to be made once; to close it each time would only be slow. */
function fixesFor({ giveBack, kind, open, release }: ConnectionFact): RuleFix[] {
  if (!giveBack || (kind === 'pool' && open === 'never')) return [];
  const verb = release === 'release' ? 'Release' : 'Close';
  return [{ title: `${verb} the connection in a finally block`, safe: false, edits: giveBack }];
}
