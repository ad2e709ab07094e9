import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Next.js',
  packages: ['next', 'next/*', 'next-connect'],
  answers: [
    { path: 'json', is: 'call' },
    { path: 'NextResponse', is: 'call', asText: true },
    { path: 'NextResponse.json', is: 'call' },
    { path: ['NextResponse()', 'NextResponse.**'], is: 'made' },
  ],
});
