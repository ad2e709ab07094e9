import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { FakeMessagesApi, type RequestBody } from '../chat/claude/fake-api';
import { Album } from './album';
import { freshWorkspace, packedExtension, planted } from './sample';
import { textOf, until, Workbench } from './workbench';

const projects = 'platform/src/routes/projects.js';
const comments = 'platform/src/routes/comments.js';
const created = 'platform/src/routes/columns.js';

/** What a person does with patches over several files; each step begins where the one before it ended. */
describe('patches of a conversation', () => {
  const album = new Album('patches');
  const files = freshWorkspace('patches');
  const read = (path: string): string => readFileSync(join(files.workspace, path), 'utf8');
  const original: Record<string, string> = { [projects]: read(projects), [comments]: read(comments) };
  const star = planted('database/select-star', projects).line;
  const starLine = (original[projects] ?? '').split('\n')[star - 1] ?? '';
  const columnsLine = starLine.replace('SELECT *', 'SELECT id, name, slug');
  const deleteLine =
    (original[comments] ?? '').split('\n').find((line) => line.includes('DELETE FROM')) ?? '';
  const tenantLine = deleteLine
    .replace('WHERE id = $1', 'WHERE id = $1 AND tenant_id = $2')
    .replace('[req.params.commentId]', '[req.params.commentId, req.tenantId]');
  let api: FakeMessagesApi;
  let vscode: Workbench;
  let chat: Frame;
  let asked = 0;

  const edits = (path: string, ...changes: [from: string, to: string][]) => ({
    path,
    edits: changes.map(([from, to]) => ({ old: from, new: to })),
  });
  let proposed = 0;
  const proposal = (title: string, ...changes: unknown[]) => ({
    calls: [{ id: `p${++proposed}`, name: 'propose_patch', input: { title, files: changes } }],
  });
  /** Asks, and waits for the answer and for its last patch, if it has one. */
  const ask = async (text: string): Promise<{ answer: Locator; card: Locator }> => {
    asked += 1;
    await chat.locator('.composer textarea').fill(text);
    await chat.locator('.composer textarea').press('Enter');
    const answer = chat.locator('article.answer').nth(asked - 1);
    await chat.locator(`article.answer:not([data-state="answering"]) >> nth=${asked - 1}`).waitFor();
    return { answer, card: answer.locator('article.patch').last() };
  };
  const results = (body: RequestBody | undefined): string[] =>
    (body?.messages.at(-1)?.content ?? []).flatMap((block) =>
      block.type === 'tool_result' ? [block.content] : [],
    );
  const replaced = (path: string, from: string, to: string): string =>
    (original[path] ?? '').replace(from, () => to);

  before(async () => {
    for (const words of [
      ['init', '--quiet'],
      ['add', '--all'],
      ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', 'Begin'],
    ])
      assert.equal(spawnSync('git', words, { cwd: files.workspace }).status, 0);
    api = await FakeMessagesApi.start();
    vscode = await Workbench.start({
      vsix: packedExtension(),
      ...files,
      settings: { 'marcus.baseUrl': api.url, 'files.autoSave': 'off' },
      env: { ANTHROPIC_API_KEY: api.key },
    });
    await vscode.openFile(projects, star);
    await vscode.squiggleOn(star);
    await vscode.runCommand('View: Show Marcus');
    chat = await vscode.webview('.composer textarea');
    await vscode.widenSideBar(520);
  });

  after(async () => {
    await vscode?.stop();
    await api?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await album.take(vscode.page, 'failure');
  });

  it('are shown over several files, with what the rules say of all of them together', async () => {
    api.say(
      proposal(
        'Ask for what is needed',
        edits(projects, [starLine, columnsLine]),
        edits(comments, [deleteLine, tenantLine]),
        { path: created, content: "module.exports = { project: ['id', 'name', 'slug'] };\n" },
      ),
      { text: 'Two queries, and the list of columns in a file of its own.' },
    );
    await chat.locator('.composer textarea').fill('Mend both.');
    await chat.locator('.composer textarea').press('Enter');
    asked += 1;
    await vscode.answerDialog('Send');
    const card = chat.locator('article.patch');
    await card.waitFor();
    assert.match(await textOf(card), /Removes 2 findings, brings none/);
    await card.locator('.badge').click();
    assert.match(
      await textOf(card.locator('.patch-details')),
      /database\/missing-tenant-filter[\s\S]*database\/select-star|database\/select-star[\s\S]*database\/missing-tenant-filter/,
    );
    await card.locator('.badge').click();
    assert.match(await textOf(card), /new file/);
    await album.take(vscode.page, 'several');
    await card.getByRole('button', { name: 'Preview diff' }).click();
    const diffs = vscode.page.locator('.multiDiffEntry');
    await until('a diff for each file', async () => ((await diffs.count()) >= 2 ? true : undefined));
    await album.take(vscode.page, 'several-diffs');
  });

  it('are accepted in one file and rejected in another, and undone in the first', async () => {
    const card = chat.locator('article.patch');
    await card.getByRole('button', { name: `Accept ${projects}`, exact: true }).click();
    await card.locator('.patch-file', { hasText: 'projects.js' }).locator('.fate-accepted').first().waitFor();
    await card.getByRole('button', { name: `Reject ${comments}`, exact: true }).click();
    await card.getByRole('button', { name: `Reject ${created}`, exact: true }).click();
    await card.locator('.fate-partly').waitFor();
    await album.take(vscode.page, 'partly');
    await vscode.page.locator('.multiDiffEntry').first().waitFor({ state: 'detached' });
    assert.equal(read(projects), original[projects], 'files are left unsaved');
    await vscode.openFile(projects, star);
    await vscode.save();
    await vscode.textOnDisk(projects, (text) => text === replaced(projects, starLine, columnsLine));
    assert.equal(read(comments), original[comments]);
    assert.ok(!existsSync(join(files.workspace, created)));
    await vscode.undo();
    // What was taken back is to be decided again; what was rejected stays so.
    await card.getByRole('button', { name: 'Accept the rest' }).waitFor();
    assert.equal(await card.locator('.patch-file .fate-rejected').count(), 2);
    await vscode.page.keyboard.press('Control+Shift+Z');
    await card.locator('.fate-partly').waitFor();
    await vscode.undo();
    await vscode.save();
    await vscode.textOnDisk(projects, (text) => text === original[projects]);
    await card.getByRole('button', { name: 'Accept the rest' }).click();
    await card.locator('.fate-partly').waitFor();
    await vscode.openFile(projects, star);
    await vscode.undo();
    await vscode.save();
    await vscode.textOnDisk(projects, (text) => text === original[projects]);
    await card.getByRole('button', { name: 'Reject the rest' }).click();
    await card.locator('.fate-rejected').first().waitFor();
  });

  it('are accepted whole, and taken back by one undo', async () => {
    api.say(
      proposal(
        'Mend both queries',
        edits(projects, [starLine, columnsLine]),
        edits(comments, [deleteLine, tenantLine]),
      ),
      { text: 'Here.' },
    );
    const { card } = await ask('Both, please.');
    await card.getByRole('button', { name: 'Accept all' }).click();
    await card.locator('.fate-accepted').last().waitFor();
    await vscode.openFile(projects, star);
    await vscode.runCommand('File: Save All');
    await vscode.textOnDisk(projects, (text) => text === replaced(projects, starLine, columnsLine));
    await vscode.textOnDisk(comments, (text) => text === replaced(comments, deleteLine, tenantLine));
    await vscode.openFile(projects, star);
    await vscode.undo();
    await card.getByRole('button', { name: 'Accept all' }).waitFor();
    await vscode.runCommand('File: Save All');
    for (const path of [projects, comments]) await vscode.textOnDisk(path, (text) => text === original[path]);
  });

  it('follow a file that grew meanwhile, and are refused where their lines are others', async () => {
    const card = chat
      .locator('article.answer')
      .nth(asked - 1)
      .locator('article.patch')
      .last();
    await vscode.openFile(projects, 1);
    await vscode.page.keyboard.press('Enter');
    const deleteAt = 1 + (original[comments] ?? '').split('\n').indexOf(deleteLine);
    await vscode.openFile(comments, deleteAt);
    await vscode.page.keyboard.press('Home');
    await vscode.page.keyboard.type('//');
    await card.getByRole('button', { name: 'Accept all' }).click();
    await card.getByText('no longer as they were').waitFor();
    assert.match(await textOf(card.locator('.patch-footer')), /Not applied.*comments\.js/s);
    await album.take(vscode.page, 'refused');
    await vscode.openFile(comments, deleteAt);
    await vscode.undo();
    await card.getByRole('button', { name: 'Try again' }).click();
    await card.locator('.fate-accepted').last().waitFor();
    await vscode.runCommand('File: Save All');
    await vscode.textOnDisk(projects, (text) => text === `\n${replaced(projects, starLine, columnsLine)}`);
    await vscode.textOnDisk(comments, (text) => text === replaced(comments, deleteLine, tenantLine));
  });

  it('that do not parse are sent back once, and then shown as what they are', async () => {
    const broken = edits(projects, [
      "throw notFound('project');\n  res.json({",
      'throw notFound(;\n  res.json({',
    ]);
    api.say(proposal('Break it', broken), proposal('Break it again', broken), { text: 'I could not.' });
    const { answer, card } = await ask('Change the error.');
    assert.equal(await answer.locator('article.patch').count(), 1);
    assert.match(await textOf(card), /Break it again[\s\S]*Does not parse/);
    assert.match(results(api.bodies.at(-2)).join(), /Does not parse[\s\S]*Nobody has seen this patch/);
    await album.take(vscode.page, 'broken');
    await card.getByRole('button', { name: 'Reject' }).click();
  });

  it('are made of a code block, for the lines that are selected, or it goes in at the cursor', async () => {
    const code = 'router.use((req, res, next) => {\n  next();\n});';
    api.say({ text: `Put this first:\n\n\`\`\`js\n${code}\n\`\`\`\n` });
    await vscode.openFile(comments, 1);
    await vscode.selectLines(0);
    const { answer, card } = await ask('What goes first?');
    const block = answer.locator('.code-block');
    await block.hover();
    await block.getByRole('button', { name: 'Propose as patch' }).click();
    await card.waitFor();
    assert.match(await textOf(card), /-\s*'use strict';[\s\S]*\+\s*router\.use/);
    await card.getByRole('button', { name: 'Reject' }).click();
    await vscode.openFile(comments, 2);
    const before = read(comments);
    await block.hover();
    await block.getByRole('button', { name: 'Insert at cursor' }).click();
    await vscode.page.locator('.tab.active.dirty').waitFor();
    // The editor gets the focus only after the text is in; a command finds it either way.
    await vscode.runCommand('File: Save All');
    await vscode.textOnDisk(
      comments,
      (text) => text === before.replace("'use strict';\n", `'use strict';\n${code}\n`),
    );
  });

  it('are preceded by a review of what is not committed', async () => {
    writeFileSync(
      join(files.workspace, comments),
      `${original[comments]}\n// A line that is not committed.\n`,
    );
    await until('git to see the change', async () => {
      const seen = api.bodies.length;
      await ask('/review changes');
      const content = api.bodies[seen]?.messages.at(-1)?.content ?? [];
      const sent = content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
      return /\+\/\/ A line that is not committed\./.test(sent) && /^--- a\/platform/m.test(sent)
        ? true
        : undefined;
    });
  });

  it('stand as diffs in the conversation that is exported', async () => {
    await vscode.runCommand('Marcus: Export Conversation');
    await vscode.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    const shown = vscode.page.locator('.editor-instance .view-lines');
    const text = await until('the document', async () => {
      const words = (await shown.first().innerText()).replace(/\s+/g, ' ');
      return words.includes('Mend both') ? words : undefined;
    });
    assert.match(text, /Ask for what is needed\*\* \(rejected;/);
    await album.take(vscode.page, 'exported');
  });

  it('go with a conversation that is deleted', async () => {
    await chat.locator('.bar-title').click();
    await chat.getByRole('button', { name: /^Delete/ }).click();
    await album.take(vscode.page, 'deleting');
    await chat.getByRole('button', { name: 'Delete', exact: true }).click();
    await chat.locator('.conversations', { hasText: 'There is none yet.' }).waitFor();
    await chat.locator('.bar-title').click();
    await chat.locator('.empty').waitFor();
  });
});
