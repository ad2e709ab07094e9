import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Clients that log in',
  packages: [
    'ldapjs',
    'ftp',
    'basic-ftp',
    'imap',
    'cassandra-driver',
    'neo4j-driver',
    '@elastic/elasticsearch',
  ],
  kinds: ['login'],
  secrets: [
    // Of `ldapjs`: the name of an account, and its password.
    { path: '**.bind', argument: 1, variable: 'PASSWORD' },
  ],
});
