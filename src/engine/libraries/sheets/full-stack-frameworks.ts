import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Full-stack frameworks',
  packages: ['nuxt', 'nuxt3', '@sveltejs/kit', 'astro', 'gatsby', '@remix-run/*', 'blitz'],
});
