import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Full-stack frameworks',
  packages: ['nuxt', 'nuxt3', '@sveltejs/kit', 'astro', 'gatsby', '@remix-run/*', 'blitz'],
  answers: [{ path: 'json', is: 'call' }],
  httpErrors: [
    { path: 'error', status: 0 },
    // They leave the function as an error does, and are none.
    { path: ['redirect', 'fail'], status: 'none' },
  ],
});
