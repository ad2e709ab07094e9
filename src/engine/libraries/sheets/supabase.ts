import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Supabase',
  packages: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/auth-helpers-*', '@supabase/*'],
  middleware: [{ path: '**', does: 'authenticates' }],
  dataClients: [
    {
      path: [
        'create{,Server,Browser,ServerComponent,RouteHandler,Middleware,ServerAction}Client().**',
        'SupabaseClient().**',
      ],
      reader: 'supabase',
      asks: 'builder',
      called: ['*supabase*'],
    },
  ],
});
