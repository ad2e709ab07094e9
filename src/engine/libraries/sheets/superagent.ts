import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'superagent',
  packages: ['superagent', 'supertest'],
  kinds: ['no-router'],
  secrets: [
    { path: '**.auth', argument: 1, account: 0, variable: 'PASSWORD' },
    { path: '**', accounts: ['auth'], variable: 'PASSWORD' },
  ],
  outgoing: [
    {
      path: '[agent().]{get,post,put,patch,del,delete,head}',
      chained: ['timeout'],
      source: 'findings/timeout-times-retries.sh; measured 10.4.2',
    },
  ],
});
