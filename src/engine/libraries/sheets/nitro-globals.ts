import { defineLibrary } from '../library';

/** What Nitro and Nuxt give to server files without an import: H3's own functions. */
export default defineLibrary({
  name: "Nitro's globals",
  packages: ['global'],
  requests: [
    { path: '{readBody,readRawBody,readFormData,readMultipartFormData}', part: 'body' },
    { path: 'getQuery', part: 'query' },
    { path: 'getRouterParam', part: 'params', key: 1 },
    { path: 'getRouterParams', part: 'params' },
    { path: 'getRequestHeader', part: 'headers', key: 1 },
    { path: 'getRequestHeaders', part: 'headers' },
    { path: 'getCookie', part: 'cookies', key: 1 },
  ],
});
