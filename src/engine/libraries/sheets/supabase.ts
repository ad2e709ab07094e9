import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Supabase',
  packages: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/auth-helpers-*', '@supabase/*'],
  middleware: [{ path: '**', does: 'authenticates' }],
});
