import { defineFileRule, type Severity, type SocketClientFact } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'websocket/missing-reconnect',
    title: 'WebSocket client that does not come back',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    absence: 'reconnecting client',
    messages: {
      missing:
        'Nothing opens this connection{{to}} again when it closes: after the next network drop or deploy the client hears nothing more, and nobody is told. Reconnect in the close handler, with backoff.',
      off: 'This {{library}} client{{to}} is told not to reconnect: after the next network drop or deploy it hears nothing more. Let it reconnect.',
      atOnce:
        'This connection{{to}} is opened again at once when it closes: while the server is down, every client tries without pause. Wait longer after each attempt.',
      fixed:
        'This connection{{to}} is opened again at a fixed interval ({{delay}}): clients that lost the same server come back all at once, again and again. Wait longer after each attempt, with jitter.',
    },
  },
  {
    socketClients(client, context) {
      const { file, model } = context;
      const found = faultOf(client);
      if (!found || !isProductionCode(file) || client.shortLived) return;
      if (model.isCommandLineTool(file.path) || model.isAmidRecognized('reconnectors', file, client)) return;
      const text = context.text(file.path);
      const because = client.because;
      context.report({
        ...found,
        data: {
          library: client.library.replace(/-client$/, ''),
          to: client.url === undefined ? '' : ` to ${client.url}`,
          delay: because && found.messageId === 'fixed' ? text.slice(because.start, because.end) : '',
        },
        span: client.afterClose === 'off' && because ? because : client.calleeSpan,
        related:
          because && found.severity === 'info'
            ? [{ path: file.path, span: because, message: 'The next attempt is made from here.' }]
            : [],
        fixes: client.addReconnect ? [{ ...client.addReconnect, safe: false }] : [],
      });
    },
  },
);

function faultOf({
  afterClose,
}: SocketClientFact): { messageId: 'missing' | 'off' | 'atOnce' | 'fixed'; severity?: Severity } | undefined {
  switch (afterClose) {
    case 'nothing':
      return { messageId: 'missing' };
    case 'off':
      return { messageId: 'off' };
    case 'at once':
      return { messageId: 'atOnce', severity: 'info' };
    case 'fixed':
      return { messageId: 'fixed', severity: 'info' };
    default:
      return undefined;
  }
}
