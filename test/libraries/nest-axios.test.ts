import { libraryTests } from './library-tester';

libraryTests('@nestjs/axios', [
  {
    shows: 'does not take its own version for that of axios, whose defaults hold',
    rules: ['infrastructure/missing-timeout'],
    installed: { '@nestjs/axios': '4.0.1' },
    files: {
      'src/rates.ts': `import { HttpService } from '@nestjs/axios';
export class Rates {
  constructor(private readonly http: HttpService) {}
  load() {
    return this.http.get('https://rates.example.com');
  }
}
`,
    },
    finds: [
      'infrastructure/missing-timeout src/rates.ts:5 call to rates.example.com has no time limit: when',
    ],
  },
]);
