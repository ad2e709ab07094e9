import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'SSH clients that are made for one host',
  packages: ['simple-ssh', 'ssh2-promise', 'remote-ssh', 'ssh-client'],
  kinds: ['login'],
  remoteShells: [
    {
      path: ['', '*'],
      made: true,
      host: ['host'],
      calledAs: ['SSH', 'SSH2Promise', 'SimpleSSH', 'SSHClient', 'Remote'],
    },
    { path: '**.connect', host: ['host', 'hostname', 'server', 'address'], whole: true },
  ],
});
