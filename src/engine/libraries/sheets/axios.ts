import { defineLibrary } from '../library';

const limits = { timeout: 'silence', signal: 'whole', cancelToken: 'whole' } as const;

const agents = ['httpAgent', 'httpsAgent'];

const source = 'findings/axios-timeout-is-idle-time.sh';

/** Without a `timeout`, axios calls `req.setTimeout(0)` from 1.13.2 on (read; 1.13.0 does not), so that no agent's limit holds. */
const ofAgents = [
  { versions: '>=1.13.2', agents, undoesAgents: true, source },
  { versions: '<1.13.2', agents, source: 'source 1.13.0' },
] as const;

const fix = 'timeout: 10_000';

export default defineLibrary({
  name: 'axios',
  packages: ['axios'],
  kinds: ['no-router'],
  outgoing: ofAgents.flatMap((each) => [
    {
      path: '[{create(),Axios(),AxiosInstance()}.]{get,delete,head,options}',
      options: 1,
      limits,
      fix,
      isTypical: true,
      ...each,
    },
    {
      path: '[{create(),Axios(),AxiosInstance()}.]{post,put,patch}',
      options: 2,
      limits,
      fix,
      isTypical: true,
      ...each,
    },
    {
      path: '[{create(),Axios(),AxiosInstance()}.]request',
      options: 1,
      takesAll: true,
      limits,
      fix,
      isTypical: true,
      ...each,
    },
    {
      path: ['', 'create()', 'Axios()', 'AxiosInstance()'],
      options: 1,
      takesAll: true,
      limits,
      fix,
      ...each,
    },
  ]),
  outgoingClients: [
    ...ofAgents.flatMap((each) => [
      { path: 'create', does: 'makes' as const, limits, base: ['baseURL'], ...each },
      {
        path: '{Axios,AxiosInstance}',
        does: 'makes' as const,
        limits,
        base: ['baseURL'],
        isHandedIn: true as const,
        ...each,
      },
    ]),
    { path: '[create().]defaults.timeout', does: 'limit' },
    { path: '[create().]interceptors.request.use', does: 'intercepts', limits, source },
  ],
});
