import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Album } from './album';
import { freshWorkspace, packedExtension, planted, sample } from './sample';
import { textOf, Workbench } from './workbench';

/** One user's way through Marcus as installed from the package, without a model; each step begins where the one before it ended. */
describe('Marcus, installed in VS Code', () => {
  const album = new Album('rulebook');
  let vscode: Workbench;
  let vsix: string;

  before(async () => {
    vsix = packedExtension();
    // Whatever the machine has: nobody has given this Marcus a key.
    const env = { ANTHROPIC_API_KEY: '' };
    vscode = await Workbench.start({ vsix, env, ...freshWorkspace('rulebook') });
  });

  after(() => vscode?.stop());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await album.take(vscode.page, 'failure');
  });

  it('comes as a package of at most 8 MB', () => {
    assert.ok(statSync(vsix).size <= 8 * 1024 * 1024, `${statSync(vsix).size} bytes`);
  });

  describe('a red flag', () => {
    const path = 'platform/src/routes/projects.js';
    const { line, column } = planted('database/select-star', path);

    it('is underlined when its file is opened', async () => {
      await vscode.openFile(path, line, column);
      await vscode.squiggleOn(line);
      await album.take(vscode.page, 'squiggle');
    });

    it('says at the mouse what is wrong', async () => {
      const hover = await vscode.hover(await vscode.squiggleOn(line));
      assert.match(hover, /SELECT \* reads every column of projects/);
      await album.take(vscode.page, 'hover');
      await vscode.leaveHover();
    });

    it('is fixed from the lightbulb', async () => {
      const offered = await vscode.openLightbulb();
      assert.ok(
        offered.some((title) => title.startsWith('Ask Marcus')),
        offered.join(' | '),
      );
      await album.take(vscode.page, 'lightbulb');
      await vscode.chooseAction(/columns/i);
      await vscode.noSquiggleOn(line);
      await vscode.save();
      await vscode.textOnDisk(path, (text) => !text.includes('SELECT * FROM projects'));
      await album.take(vscode.page, 'fixed');
    });
  });

  describe('"Ask Marcus"', () => {
    const path = 'platform/src/auth/tokens.js';
    const { line, column } = planted('security/jwt-no-expiry', path);

    it('is in the context menu', async () => {
      await vscode.openFile(path, line, column);
      await vscode.squiggleOn(line);
      const items = await vscode.openContextMenu();
      assert.ok(items.includes('Ask Marcus'), items.join(' | '));
      await album.take(vscode.page, 'context-menu');
    });

    it('answers in five parts, with the file and the lines named', async () => {
      await vscode.chooseFromContextMenu('Ask Marcus');
      const chat = await vscode.webview('article.answer[data-state="complete"]');
      await vscode.widenSideBar(520);
      const answer = await textOf(chat.locator('article.answer').last());
      for (const part of ['Issue', 'Root cause', 'Impact', 'Recommendation', 'Trade-off']) {
        assert.match(answer, new RegExp(part, 'i'));
      }
      assert.match(await textOf(chat.locator('article.question').last()), /tokens\.js/);
      await album.take(vscode.page, 'answer');
    });

    it('shows its patch as a diff', async () => {
      const chat = await vscode.webview('article.patch');
      await chat.getByRole('button', { name: 'Preview diff' }).first().click();
      await vscode.diffEditor();
      await album.take(vscode.page, 'rulebook-patch');
    });

    it('writes the patch when it is accepted, and not before', async () => {
      const before = await vscode.textOnDisk(path, () => true);
      assert.equal(before, readFileSync(join(sample, path), 'utf8'));
      const chat = await vscode.webview('article.patch');
      await chat.getByRole('button', { name: 'Accept' }).first().click();
      await chat.locator('article.patch .fate-accepted').first().waitFor();
      await vscode.openFile(path, line);
      await vscode.save();
      await vscode.textOnDisk(path, (text) => text !== before);
      await album.take(vscode.page, 'accepted');
    });
  });

  describe('"Ask Marcus" on a selection', () => {
    const path = 'platform/src/websocket.js';
    const { line } = planted('websocket/sequential-broadcast', path);

    it('speaks of the selected lines only, and says that no model is connected', async () => {
      await vscode.openFile(path, line);
      await vscode.selectLines(2);
      await vscode.openContextMenu();
      await vscode.chooseFromContextMenu('Ask Marcus');
      const chat = await vscode.webview(`article.question:has-text("websocket.js:${line}")`);
      await chat.locator('article.answer[data-state="complete"]').nth(1).waitFor();
      const answer = await textOf(chat.locator('article.answer').nth(1));
      assert.match(answer, /ticketUpdate\(\)/);
      assert.doesNotMatch(answer, /jwt-no-expiry/);
      assert.match(answer, /No model is connected/);
      await album.take(vscode.page, 'selection');
    });
  });
});
