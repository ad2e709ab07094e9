import { defineLibrary } from '../library';

export default defineLibrary({
name: 'Full-stack frameworks',
packages: [
    'nuxt',
    'nuxt3',
    '@sveltejs/kit',
    'astro',
    'gatsby',
    '@remix-run/*',
    'blitz',
    '@react-router/dev',
    '@react-router/node',
    '@react-router/serve',
    '@tanstack/start',
    '@tanstack/react-start',
    '@tanstack/solid-start',
    'solid-start',
    '@solidjs/start',
    '@analogjs/*',
    '@builder.io/qwik-city',
    'vike',
    'vite-plugin-ssr',
    '@redwoodjs/*',
    'meteor-node-stubs',
    '@angular/ssr',
    '@nguniversal/*',
    '@quasar/app',
    'electron',
    '@tauri-apps/api',
    'nw',
    'react-server-dom-webpack',
    'waku',
    'rakkasjs',
    'ink',
  ],
kinds: ['full-stack'],
answers: [{ path: 'json', is: 'call' }],
httpErrors: [
    { path: 'error', status: 0 },
    // They leave the function as an error does, and are none.
    { path: ['redirect', 'fail'], status: 'none' },
  ],
fileRoutes: [
    {
      path: '',
      folder: 'app/routes',
      exports: { loader: 'GET', action: 'POST' },
      flat: true,
      pagesByDefault: true,
    },
  ]
});
