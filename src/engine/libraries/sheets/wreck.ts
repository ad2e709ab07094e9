import { defineLibrary } from '../library';

const measured = { limits: { timeout: 'try' }, source: 'measured 18.1.2' } as const;
const fix = 'timeout: 10_000';

export default defineLibrary({
  name: 'Wreck',
  packages: ['@hapi/wreck'],
  outgoing: [
    { path: '[defaults().]{get,post,put,patch,delete}', options: 1, fix, ...measured },
    // The body is read by a call of its own.
    {
      path: '[defaults().]request',
      address: 1,
      options: 2,
      fix,
      ...measured,
      limits: { timeout: 'headers' },
    },
  ],
  outgoingClients: [{ path: 'defaults', does: 'makes', base: ['baseUrl'], ...measured }],
});
