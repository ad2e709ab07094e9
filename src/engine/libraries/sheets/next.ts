import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Next.js',
  packages: [
    'next',
    'next/*',
    'next-connect',
    'next/server',
    'next/headers',
    'next/router',
    'next/navigation',
    'next-*',
  ],
  kinds: [
    { kind: 'server', of: ['next/server', 'next/headers'] },
    { kind: 'browser', of: ['next/router', 'next/navigation'] },
    { kind: 'full-stack', of: ['next'] },
    { kind: 'app-host', of: ['next'] },
    'file-router',
  ],
  answers: [
    { path: 'json', is: 'call' },
    { path: 'NextResponse', is: 'call', asText: true },
    { path: 'NextResponse.json', is: 'call' },
    { path: ['NextResponse()', 'NextResponse.**'], is: 'made' },
  ],
  fileRoutes: [
    {
      path: '',
      folder: 'app',
      file: 'route',
      exports: {
        GET: 'GET',
        POST: 'POST',
        PUT: 'PUT',
        PATCH: 'PATCH',
        DELETE: 'DELETE',
        HEAD: 'HEAD',
        OPTIONS: 'OPTIONS',
      },
    },
    { path: '', folder: 'pages/api', under: '/api', exports: { default: 'ALL' } },
  ],
});
