import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { FakeMessagesApi } from '../chat/claude/fake-api';
import { Album } from './album';
import { freshWorkspace, packedExtension, planted } from './sample';
import { textOf, Workbench } from './workbench';

const path = 'platform/src/routes/projects.js';

/** A folder from somewhere, opened in Restricted Mode by somebody who has a key: the rules look, and nothing is asked of any model. */
describe('Marcus in a workspace that is not trusted', () => {
  const album = new Album('restricted');
  const files = freshWorkspace('restricted');
  const { line } = planted('database/select-star', path);
  let api: FakeMessagesApi;
  let vscode: Workbench;
  let chat: Frame;

  before(async () => {
    api = await FakeMessagesApi.start();
    // The folder itself would like to say where questions go.
    mkdirSync(join(files.workspace, '.vscode'), { recursive: true });
    writeFileSync(
      join(files.workspace, '.vscode/settings.json'),
      JSON.stringify({ 'marcus.baseUrl': api.url, 'marcus.model': 'claude-opus-5-5' }),
    );
    vscode = await Workbench.start({
      vsix: packedExtension(),
      ...files,
      asksForTrust: true,
      settings: {
        'marcus.baseUrl': api.url,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.untrustedFiles': 'open',
      },
      env: { ANTHROPIC_API_KEY: api.key },
    });
  });

  after(async () => {
    await vscode?.stop();
    await api?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await album.take(vscode.page, 'failure');
  });

  it('underlines what the rules find', async () => {
    await vscode.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor();
    await vscode.openFile(path, line);
    await vscode.squiggleOn(line);
  });

  it('answers from the rulebook, though there is a key', async () => {
    await vscode.openContextMenu();
    await vscode.chooseFromContextMenu('Ask Marcus');
    chat = await vscode.webview('.composer textarea');
    await vscode.widenSideBar(520);
    await chat.getByRole('button', { name: 'Who answers: Rulebook' }).waitFor();
    await chat.locator('.composer textarea').press('Enter');
    const answer = chat.locator('article.answer[data-state="complete"]');
    await answer.waitFor();
    assert.match(await textOf(answer), /Root cause/i);
    await album.take(vscode.page, 'answer');
  });

  it('offers nobody else, and says why', async () => {
    await chat.getByRole('button', { name: 'Who answers: Rulebook' }).click();
    await chat.getByText('This workspace is not trusted: only the rulebook answers.').waitFor();
    assert.equal(await chat.getByRole('option').count(), 1);
    await album.take(vscode.page, 'models');
  });

  it('has asked nothing of anybody', () => {
    assert.deepEqual(api.bodies, []);
  });
});
