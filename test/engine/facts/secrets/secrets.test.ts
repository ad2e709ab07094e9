import assert from 'node:assert/strict';
import { createProject, loadSqlParser } from '../../../../src/engine';
import { knownCredential, passwordInAddress } from '../../../../src/engine/facts/secrets/secret-formats';
import { isLabel, isPlaceholder, secretKind } from '../../../../src/engine/facts/secrets/secret-names';

describe('secrets', () => {
  it('are in no field of the facts, so that nothing can repeat them', async () => {
    const project = createProject({ rules: [], sql: await loadSqlParser('postgresql') });
    project.setFile(
      'src/a.js',
      [
        "const jwt = require('jsonwebtoken');",
        "jwt.sign(payload, 'topsecret1', { expiresIn: '1h' });",
        "const password = process.env.DB_PASSWORD || 'topsecret2';",
        "const url = 'postgres://app:topsecret3@db.internal/app';",
        "require('crypto').createHmac('sha256', 'topsecret4');",
        "if (apiKey === 'topsecret5') next();",
        "fetch(url, { headers: { Authorization: 'Bearer topsecret6' } });",
      ].join('\n'),
    );
    const secrets = project.factsOf('src/a.js')?.secrets ?? [];
    assert.equal(secrets.length, 6);
    assert.doesNotMatch(JSON.stringify(secrets), /topsecret/);
  });

  it('are known by their form through secretlint, without its configuration', () => {
    const slack = ['xoxb', '123456789012', '123456789012', 'aBcDeFgHiJkLmNoPqRsTuVwX'].join('-');
    assert.equal(knownCredential(slack)?.variable, 'SLACK_TOKEN');
    const npm = `npm_${'aB3dE6gH9jK2'.repeat(3)}`;
    assert.match(knownCredential(npm)?.what ?? '', /npm/);
    assert.equal(knownCredential('a-quite-ordinary-text-2'), undefined);
  });

  it('in addresses are told from addresses that only show their form', () => {
    assert.equal(passwordInAddress('amqp://app:s3cr3t@queue/x')?.shown, false);
    assert.equal(passwordInAddress('amqp://user:password@host/x')?.shown, true);
    assert.equal(passwordInAddress('https://example.com/a:b'), undefined);
    assert.equal(passwordInAddress('Server=db;User Id=sa;Password=S3cret!')?.shown, false);
  });

  const kinds: [string, ReturnType<typeof secretKind>][] = [
    ['jwtSecret', 'signing'],
    ['SECRET_KEY_BASE64', 'signing'],
    ['secretOrKey', 'signing'],
    ['DB_PASSWORD', 'credential'],
    ['x-api-key', 'credential'],
    ['githubToken', 'token'],
    ['passwordField', undefined],
    ['resetPassword', undefined],
    ['csrfToken', undefined],
    ['publicKey', undefined],
    ['tokenType', undefined],
    ['passwordHash', undefined],
    ['primaryKey', undefined],
  ];
  for (const [name, kind] of kinds)
    it(`${name}: ${kind ?? 'not the name of a secret'}`, () => assert.equal(secretKind(name), kind));

  it('are not placeholders or labels, and a single letter is neither', () => {
    assert.equal(isPlaceholder('a'), false);
    assert.equal(isPlaceholder('your-api-key'), true);
    assert.equal(isPlaceholder('aaaaaa'), true);
    assert.equal(isLabel('api_key', 'apiKey'), true);
    assert.equal(isLabel('hunter2', 'password'), false);
  });
});
