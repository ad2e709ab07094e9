import {
  defineFileRule,
  type FileFacts,
  type ProjectModel,
  type SocketServerFact,
  versionedName,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'websocket/missing-heartbeat',
    title: 'WebSocket server without a heartbeat',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    absence: 'heartbeat',
    messages: {
      missing:
        'This {{library}} server never pings its clients: connections whose other side is gone stay open for ever. Ping each client, and terminate those that do not answer.',
      off: 'This {{library}} server is told not to notice dead connections ({{option}}): clients whose other side is gone stay connected. Leave its heartbeat on.',
    },
  },
  {
    socketServers(server, context) {
      const { file, model } = context;
      if (!isProductionCode(file)) return;
      if (server.heartbeat === 'off') {
        const option = server.turnedOff;
        context.report({
          messageId: 'off',
          data: { library: server.library, option: option?.text ?? '' },
          span: option?.span ?? server.calleeSpan,
          fixes: option?.fix ? [{ title: 'Leave the heartbeat on', safe: false, edits: [option.fix] }] : [],
        });
        return;
      }
      if (
        server.heartbeat !== 'none' ||
        model.sockets.hasHeartbeat(file) ||
        isRecognized(model, file, server)
      )
        return;
      context.report({
        messageId: 'missing',
        data: { library: versionedName(server.library, server.version) },
        span: server.calleeSpan,
        fixes: server.addHeartbeat
          ? [{ title: 'Ping clients and end the silent ones', safe: false, edits: [server.addHeartbeat] }]
          : [],
      });
    },
  },
);

/** The project's own helper is called somewhere in the file: it may be given the server long after it was made. */
function isRecognized(model: ProjectModel, file: FileFacts, server: SocketServerFact): boolean {
  return (
    model.isAmidRecognized('heartbeats', file, server) ||
    file.calls.some((call) => model.recognizes('heartbeats', file.path, call.callee))
  );
}
