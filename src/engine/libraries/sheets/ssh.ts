import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'SSH',
  packages: [
    'ssh2',
    'node-ssh',
    'ssh2-sftp-client',
    'ssh2-promise',
    'simple-ssh',
    'remote-ssh',
    'ssh-client',
    'node-scp',
    'scp2',
    'ssh-exec',
    'tunnel-ssh',
    'ssh2-exec',
    'ssh2-connect',
  ],
  kinds: [{ kind: 'server-only', of: ['ssh2'] }],
});
