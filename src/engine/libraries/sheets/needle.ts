import { defineLibrary } from '../library';

/** `timeout` is another name of `open_timeout`, which ends with the connection. */
const limits = {
  timeout: 'connect',
  open_timeout: 'connect',
  response_timeout: 'headers',
  read_timeout: 'body',
  signal: 'whole',
} as const;

const source = 'findings/timeout-options-nobody-reads.sh; measured 3.5.0';
const shared = {
  limits,
  agents: ['agent'],
  fix: 'response_timeout: 10_000',
  source,
} as const;

export default defineLibrary({
  name: 'needle',
  packages: ['needle'],
  kinds: ['no-router'],
  secrets: [{ path: '**', accounts: ['auth'], variable: 'PASSWORD' }],
  outgoing: [
    { path: '{get,head}', options: 1, ...shared },
    { path: '{post,put,patch,delete}', options: 2, ...shared },
    { path: 'request', address: 1, options: 3, ...shared },
    // `needle(method, url, data, options)`, and without data where there is none to send.
    { path: '', methodFirst: true, options: [2, 1], ...shared },
  ],
  outgoingClients: [{ path: 'defaults', does: 'sets', limits, source }],
});
