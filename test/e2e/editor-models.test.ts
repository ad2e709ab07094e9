import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/vscode/cache';
import { Album } from './album';
import { freshWorkspace, packedExtension, planted, scratch } from './sample';
import { textOf, Workbench } from './workbench';

const path = 'platform/src/routes/projects.js';
/** Put together here, so that no scanner takes this file for a leak. */
const secret = `sk_live_${'9dQ2kLmVtRwXyZbNcPa47H'}`;

/** Packs the extension that brings a language model to the editor. */
function packedModel(): string {
  const vsix = join(scratch, 'fake-model.vsix');
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      vsce,
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--skip-license',
      '--allow-star-activation',
      '--out',
      vsix,
    ],
    { cwd: join(root, 'test', 'e2e', 'fake-model'), encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return vsix;
}

/** Marcus with a language model that another extension brings, and no key of anybody's. */
describe('a conversation with a model of the editor', () => {
  const album = new Album('editor-models');
  const files = freshWorkspace('editor-models');
  const log = join(dirname(files.workspace), 'requests.jsonl');
  const { line } = planted('database/select-star', path);
  const requests = (): { parts: string[][]; tools: string[] }[] =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((each) => JSON.parse(each));
  let vscode: Workbench;
  let chat: Frame;

  before(async () => {
    writeFileSync(log, '');
    const code = readFileSync(join(files.workspace, path), 'utf8');
    writeFileSync(join(files.workspace, path), code.replace('res.json({ ...rows[0],', `/* ${secret} */ $&`));
    vscode = await Workbench.start({
      vsix: packedExtension(),
      more: [packedModel()],
      ...files,
      settings: { 'chat.disableAIFeatures': false },
      env: { ANTHROPIC_API_KEY: '', FAKE_MODEL_LOG: log },
    });
    await vscode.openFile(path, line);
    await vscode.squiggleOn(line);
    await vscode.runCommand('View: Show Marcus');
    chat = await vscode.webview('.composer textarea');
    await vscode.widenSideBar(520);
  });

  after(() => vscode?.stop());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await album.take(vscode.page, 'failure');
  });

  it('offers it beside the rulebook', async () => {
    await chat.getByRole('button', { name: 'Who answers: Rulebook' }).click();
    const option = chat.getByRole('option', { name: 'Fake One (fake)' });
    await option.waitFor();
    await album.take(vscode.page, 'models');
    await option.click();
    await chat.getByRole('button', { name: 'Who answers: Fake One' }).waitFor();
    await chat.getByRole('button', { name: 'Goes to fake, through the editor' }).waitFor();
  });

  it('looks things up and answers, with nothing told that is secret', async () => {
    await chat.locator('.composer textarea').fill('Whose rows are these?');
    await chat.locator('.composer textarea').press('Enter');
    await chat
      .locator('article.answer[data-state="complete"]', { hasText: 'The table has a tenant.' })
      .waitFor();
    assert.match(await textOf(chat.locator('.step-done')), /Looking up table projects/);
    assert.match(await textOf(chat.locator('.composer .usage')), /tokens$/, 'no price is made up');
    await album.take(vscode.page, 'answer');
    const [first, second] = requests();
    assert.match(first?.parts[0]?.[0] ?? '', /^You are Marcus Chen/);
    assert.ok(first?.tools.includes('propose_patch'));
    assert.match(second?.parts.at(-1)?.[0] ?? '', /tenant_id/);
    assert.ok(!readFileSync(log, 'utf8').includes(secret), 'secrets are masked for it as for any other');
    assert.match(readFileSync(log, 'utf8'), /MASKED_SECRET_1/);
  });

  it('says what the editor says when it fails', async () => {
    await chat.locator('.composer textarea').fill('Fail.');
    await chat.locator('.composer textarea').press('Enter');
    await chat.getByRole('alert').filter({ hasText: 'too many questions' }).waitFor();
    await album.take(vscode.page, 'failed');
  });
});
