import type { FileReader } from '../reading/file-reader';
import { collectSocketClients } from './clients';
import { collectEveryoneLoops } from './everyone';
import { collectHeartbeats } from './heartbeats';
import { HeldSockets } from './held-sockets';
import { collectMemberships } from './memberships';
import { collectRoomJoins } from './room-joins';
import { collectSocketServers } from './servers';
import { SocketFile } from './socket-file';

/** Words without which a file has nothing to do with sockets; a helper may only ping what it is given. */
const speaksOfSockets = /socket|\bwss?\b|\.(ping|terminate)\(/i;

/** Everything that a file says about sockets: servers, clients, heartbeats, who is kept where, what everyone is told. */
export function collectSockets(file: FileReader): void {
  if (file.facts.role === 'vendored' || file.facts.role === 'generated') return;
  if (!speaksOfSockets.test(file.tree.root.text)) return;
  const sockets = new SocketFile(file);
  collectSocketServers(sockets);
  collectHeartbeats(sockets);
  collectSocketClients(sockets);
  const held = new HeldSockets(sockets);
  collectMemberships(sockets, held);
  collectRoomJoins(sockets, held);
  collectEveryoneLoops(sockets);
}
