import { defineLibrary } from '../library';

const shared = {
  called: 'axios',
  defaultsOf: 'axios',
  // The agents' limits do not hold either: it is axios that calls.
  limits: { timeout: 'silence', signal: 'whole', cancelToken: 'whole' },
  agents: ['httpAgent', 'httpsAgent'],
  undoesAgents: true,
  fix: 'timeout: 10_000',
  source: 'findings/axios-timeout-is-idle-time.sh',
} as const;

export default defineLibrary({
  name: '@nestjs/axios',
  packages: ['@nestjs/axios'],
  outgoing: [
    { path: 'HttpService().[axiosRef.]{get,delete,head,options}', options: 1, ...shared },
    { path: 'HttpService().[axiosRef.]{post,put,patch}', options: 2, ...shared },
    { path: 'HttpService().[axiosRef.]request', options: 1, takesAll: true, ...shared },
    { path: 'HttpService().axiosRef', options: 1, takesAll: true, ...shared },
  ],
  outgoingClients: [
    {
      path: 'HttpModule.register',
      does: 'sets',
      limits: { timeout: 'silence', signal: 'whole' },
      defaultsOf: 'axios',
      source: 'findings/axios-timeout-is-idle-time.sh',
    },
    { path: 'HttpModule.registerAsync', does: 'sets', isUnseen: true, defaultsOf: 'axios' },
  ],
});
