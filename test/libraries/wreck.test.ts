import { libraryTests } from './library-tester';

const program = (options: string) => ({
  'src/rates.js': `import Wreck from '@hapi/wreck';
export async function rates() {
  const { payload } = await Wreck.get('https://rates.example.com'${options});
  return payload;
}
`,
});

libraryTests('Wreck', [
  {
    shows: 'a call that waits without end',
    rules: ['infrastructure/missing-timeout'],
    installed: { '@hapi/wreck': '18.1.2' },
    files: program(''),
    finds: ['infrastructure/missing-timeout src/rates.js:3 Wreck 18.1.2 waits without end by itself'],
  },
  {
    shows: 'a call with a time limit',
    rules: ['infrastructure/missing-timeout'],
    installed: { '@hapi/wreck': '18.1.2' },
    files: program(', { timeout: 10_000 }'),
    finds: [],
  },
]);
