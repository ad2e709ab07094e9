import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { Album } from './album';
import { freshWorkspace, packedExtension, sample } from './sample';
import { textOf, until, Workbench } from './workbench';

/** Looking around on the architecture map, in Marcus as installed from the package. */
describe('The architecture map', () => {
  const album = new Album('map');
  const files = freshWorkspace('map');
  let vscode: Workbench;
  let map: Frame;
  const node = (id: string) => map.locator(`.node[data-id="${id}"]`);

  before(async () => {
    vscode = await Workbench.start({ vsix: packedExtension(), ...files });
  });

  after(() => vscode?.stop());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await album.take(vscode.page, 'map-failure');
  });

  it('opens from the command palette, with what the workspace consists of', async () => {
    // Commands of an extension are offered once VS Code has read it; its icon is there from the same moment on.
    await vscode.page.locator('.activitybar .action-label[aria-label="Marcus"]').waitFor();
    await vscode.runCommand('Marcus: Show Architecture');
    map = await vscode.webview('.node[data-id="table:tickets"]');
    await vscode.page.keyboard.press('Control+B');
    for (const id of [
      'app:platform',
      'routes:@swarm/platform:/api/tickets',
      'socket:platform/src/websocket.js',
      'code:platform/src/engine-pg.js',
      'room:everyone',
      'service:slack',
    ])
      await node(id).waitFor();
    assert.ok((await map.locator('.node').count()) >= 60);
    const tickets = (await node('table:tickets').getAttribute('aria-label')) ?? '';
    assert.match(tickets, /rows belong to a tenant, no index on assigned_agent_id/);
    await album.take(vscode.page, 'map');
  });

  it('goes to the code of a box that is clicked', async () => {
    await node('table:tickets').click();
    const path = 'migrations/002_projects_and_tickets.sql';
    const lines = readFileSync(join(sample, path), 'utf8').split('\n');
    const line = lines.findIndex((each) => /CREATE TABLE tickets/.test(each)) + 1;
    await vscode.page.locator('.tab[data-resource-name="002_projects_and_tickets.sql"]').waitFor();
    await vscode.page
      .locator('.editor-instance .line-numbers.active-line-number', { hasText: new RegExp(`^${line}$`) })
      .waitFor();
    map = await vscode.webview('.node[data-id="table:tickets"]');
    assert.match(await textOf(map.locator('.details')), /tickets[\s\S]*assigned_agent_id/);
    await album.take(vscode.page, 'map-details');
  });

  it('shows only what a rule has found', async () => {
    await map.getByLabel('Rule', { exact: true }).selectOption('database/missing-fk-index');
    await node('routes:@swarm/platform:/api/usage').waitFor({ state: 'detached' });
    await node('table:tickets').waitFor();
    await map.getByLabel('Rule', { exact: true }).selectOption('');
    await node('routes:@swarm/platform:/api/usage').waitFor();
  });

  it('shows only what a critical path leads through', async () => {
    const path = map.locator('.path-filter', { hasText: 'VM management' });
    await path.click();
    await node('table:projects').waitFor({ state: 'detached' });
    assert.ok(await node('code:platform/src/swarm-manager.js').isVisible());
    await path.click();
    await node('table:projects').waitFor();
  });

  it('is walked through with the keyboard', async () => {
    await node('app:platform').focus();
    await vscode.page.keyboard.press('ArrowRight');
    const focused = await map.evaluate(() => document.activeElement?.getAttribute('data-id'));
    assert.match(focused ?? '', /^(routes|socket):/);
  });

  it('follows what is saved', async () => {
    const path = 'platform/src/routes/usage.ts';
    const text = readFileSync(join(files.workspace, path), 'utf8');
    await vscode.openFile(path, text.split('\n').length);
    await vscode.page.keyboard.press('Control+End');
    await vscode.page.keyboard.type("\nrouter.post('/recount', (req, res) => res.end());\n");
    await vscode.save();
    await vscode.page.locator('.tab', { hasText: 'Architecture' }).click();
    map = await vscode.webview('.node[data-id="table:tickets"]');
    await until('the new route on the map', async () => {
      const spoken = await node('routes:@swarm/platform:/api/usage').getAttribute('aria-label');
      return spoken?.includes('POST 1') || undefined;
    });
  });
});
