import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'request',
  packages: ['request', 'request-promise', 'request-promise-native'],
  kinds: [{ kind: 'no-router', of: ['request'] }],
  secrets: [
    { path: '**.auth', argument: 1, variable: 'PASSWORD' },
    {
      path: ['', '[defaults().]{get,post,put,patch,delete,del,head,defaults}'],
      accounts: ['auth'],
      options: ['auth.pass', 'auth.password', 'auth.bearer'],
      variable: 'PASSWORD',
      calledAs: ['request'],
    },
  ],
  outgoing: [
    {
      path: ['[defaults().]{get,post,put,patch,del,delete,head}', '', 'defaults()'],
      options: 1,
      takesAll: true,
      limits: { timeout: 'silence' },
      agents: ['agent'],
      fix: 'timeout: 10_000',
      source: 'documentation 2.88',
    },
  ],
  outgoingClients: [
    {
      path: 'defaults',
      does: 'makes',
      limits: { timeout: 'silence' },
      agents: ['agent'],
      base: ['baseUrl'],
      source: 'documentation 2.88',
    },
  ],
});
