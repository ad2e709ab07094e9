import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { tempFolders } from '../workspace/temp-folder';

const repository = path.resolve(__dirname, '../..');
const command = [
  ...['--import', 'tsx', '--require', path.join(repository, 'scripts/lib/text-imports.cjs')],
  path.join(repository, 'src/cli/main.ts'),
];

/** The command as a process of its own: what `run` alone cannot show. */
describe('the marcus process', () => {
  const folder = tempFolders();
  // tsx is found from the working directory, so commands run in the repository.
  const marcus = (...args: string[]) =>
    spawnSync(process.execPath, [...command, ...args], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });

  const leaky = `const jwt = require('jsonwebtoken');
module.exports.sign = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET);
`;

  it('ends with status 1 and its report on standard output when there are errors', () => {
    const { path: root } = folder({ 'src/tokens.js': leaky });
    const { status, stdout, stderr } = marcus('check', root, '--format', 'json');
    assert.deepEqual({ status, stderr }, { status: 1, stderr: '' });
    const { findings } = JSON.parse(stdout);
    assert.deepEqual(
      findings.map(({ ruleId, path: file, line }: Record<string, unknown>) => [ruleId, file, line]),
      [
        [
          'security/jwt-no-expiry',
          path.relative(repository, path.join(root, 'src/tokens.js')).replaceAll('\\', '/'),
          2,
        ],
      ],
    );
  });

  it('ends with status 2 and one line on standard error for a wrong command', () => {
    const { status, stdout, stderr } = marcus('check', '--rule', 'security/jwt-no-expire');
    assert.deepEqual(
      { status, stdout, stderr },
      {
        status: 2,
        stdout: '',
        stderr: "marcus: unknown rule 'security/jwt-no-expire'; did you mean security/jwt-no-expiry?\n",
      },
    );
  });

  it('prints the document of every rule that it lists', () => {
    const { rules } = JSON.parse(marcus('rules', '--format', 'json').stdout);
    assert.ok(rules.length >= 7);
    assert.match(marcus('explain', rules[0].id).stdout, /^# [\s\S]*^## Issue$[\s\S]*^## Trade-off$/m);
  });

  it('gives all of a large report to a slow pipe', async () => {
    const functions = Array.from({ length: 3_000 }, () => 'jwt.sign({ sub: 1 }, secret);').join('\n');
    const { path: root } = folder({
      'src/tokens.js': `const jwt = require('jsonwebtoken');\n${functions}\n`,
    });
    const child = spawn(process.execPath, [...command, 'check', root, '--format', 'json'], {
      cwd: repository,
    });
    const chunks: Buffer[] = [];
    // Reading starts only when the process has filled the pipe.
    await new Promise((resolve) => child.stdout.once('readable', resolve));
    for await (const chunk of child.stdout) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    assert.ok(text.length > 500_000);
    assert.equal(JSON.parse(text).findings.length, 3_000);
  });

  it('is quiet when its reader goes away', async () => {
    const functions = Array.from({ length: 3_000 }, () => 'jwt.sign({ sub: 1 }, secret);').join('\n');
    const { path: root } = folder({
      'src/tokens.js': `const jwt = require('jsonwebtoken');\n${functions}\n`,
    });
    const child = spawn(process.execPath, [...command, 'check', root, '--format', 'json'], {
      cwd: repository,
    });
    let complaints = '';
    child.stderr.on('data', (chunk) => {
      complaints += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    assert.deepEqual({ status, complaints }, { status: 1, complaints: '' });
  });

  it('serves editors on standard input and output, and says nothing else there', async () => {
    const child = spawn(process.execPath, [...command, 'lsp', '--stdio'], { cwd: repository });
    let said = '';
    const answered = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        said += chunk;
        if (said.includes('"id":1')) resolve();
      });
    });
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    await answered;
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    const status = await new Promise((resolve) => child.once('close', resolve));
    assert.equal(status, 0);
    assert.match(said, /^Content-Length: \d+\r\n\r\n\{.*"capabilities":/);
  });
});
