import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'SSH',
  packages: [
    'ssh2',
    'node-ssh',
    'ssh2-sftp-client',
    'node-scp',
    'scp2',
    'ssh-exec',
    'tunnel-ssh',
    'ssh2-exec',
    'ssh2-connect',
  ],
  kinds: [{ kind: 'server-only', of: ['ssh2'] }, 'login'],
  remoteShells: [
    {
      // Clients are connected; the smaller packages are called themselves, or have one function.
      path: ['**.connect', '{createTunnel,scp,exec,Client}', ''],
      host: ['host', 'hostname', 'server', 'address'],
      whole: true,
    },
  ],
});
