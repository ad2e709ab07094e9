import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Libraries of pages',
  packages: ['@tanstack/*', 'react-router', 'react-router-dom', 'zustand', 'swr', '@ionic/*'],
  kinds: ['browser'],
  answers: [{ path: 'json', is: 'call', of: ['react-router'] }],
});
