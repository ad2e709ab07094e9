import { defineLibrary } from '../library';

const source = 'source 6.24 and 7.29';

/** The dispatchers' own: five minutes for the headers, and for each silence within the body. */
const byDefault = { seconds: 300, covers: 'headers', isTooLong: true } as const;

const ofDispatcher = { headersTimeout: 'headers', bodyTimeout: 'body', connectTimeout: 'connect' } as const;

const limits = { signal: 'whole', headersTimeout: 'headers', bodyTimeout: 'body' } as const;

const fix = 'signal: AbortSignal.timeout(10_000)';

export default defineLibrary({
  name: 'undici',
  packages: ['undici'],
  kinds: ['no-router'],
  outgoing: [
    {
      path: 'fetch',
      options: 1,
      ownOptions: 'Request',
      limits: { signal: 'whole', timeout: 'nothing' },
      agents: ['dispatcher'],
      byDefault,
      fix,
      source,
    },
    { path: '{request,stream}', options: 1, limits, agents: ['dispatcher'], byDefault, fix, source },
    { path: '{Pool,Client,Agent}().{request,stream}', options: 0, limits, byDefault, fix, source },
  ],
  outgoingClients: [
    { path: '{Pool,Client}', does: 'makes', options: 1, limits: ofDispatcher, byDefault, source },
    { path: 'Agent', does: 'makes', limits: ofDispatcher, byDefault, source },
    { path: 'setGlobalDispatcher', does: 'dispatches' },
  ],
  agents: [
    { path: '{Pool,Client}', options: 1, limits: ofDispatcher, byDefault, source },
    { path: '{Agent,ProxyAgent,EnvHttpProxyAgent}', limits: ofDispatcher, byDefault, source },
  ],
  sockets: [{ path: 'WebSocket()', client: { made: 'new', reconnects: 'never' }, source }],
});
