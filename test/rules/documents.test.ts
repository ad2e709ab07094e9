import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ruleDocument, rules } from '../../rules';
import { type CheckResult, categories, createProject, loadSqlParser, type Rule } from '../../src/engine';

const root = path.resolve(__dirname, '../..');
const parts = ['Issue', 'Root cause', 'Impact', 'Recommendation', 'Trade-off'];

interface Example {
  language: string;
  /** `schema` belongs to both; a block without a role is there to be read. */
  role: 'before' | 'after' | 'schema';
  path: string;
  text: string;
}

/** Fenced blocks whose info string says what they are for: `js before path=src/users.js`. */
function examplesOf(markdown: string): Example[] {
  const fenced = /^```(\w+) (before|after|schema) path=(\S+)\n([\s\S]*?)^```$/gm;
  return [...markdown.matchAll(fenced)].map(([, language, role, at, text]) => ({
    language: language as string,
    role: role as Example['role'],
    path: at as string,
    text: text as string,
  }));
}

/** The headings and the prose, without fenced blocks and code spans. */
function proseOf(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
}

async function check(examples: readonly Example[]): Promise<CheckResult> {
  const project = createProject({ rules, sql: await loadSqlParser('postgresql') });
  for (const each of examples) {
    project.setFile(each.path, each.text);
    assert.deepEqual(
      project.factsOf(each.path)?.gaps.map((gap) => gap.message),
      [],
      `the example ${each.path} is read without gaps`,
    );
  }
  return project.check();
}

describe('the catalogue', () => {
  it('has each rule once', () => {
    const ids = rules.map((rule) => rule.meta.id);
    assert.deepEqual(ids, [...new Set(ids)]);
    assert.ok(ids.length >= 7);
  });

  it('has no document for an unknown rule', () => {
    assert.equal(ruleDocument('database/no-such-rule'), undefined);
  });

  for (const rule of rules) describe(rule.meta.id, () => testRule(rule));
});

function testRule({ meta }: Rule): void {
  const markdown = ruleDocument(meta.id) ?? '';
  const examples = examplesOf(markdown);
  const of = (role: Example['role']) =>
    examples.filter((each) => each.role === role || each.role === 'schema');

  it('is the folder of its id, with a rule, a document and a test', () => {
    const [category] = meta.id.split('/');
    assert.ok(categories.some((each) => each === category));
    assert.ok(existsSync(path.join(root, `rules/${meta.id}/rule.ts`)));
    assert.equal(markdown, readFileSync(path.join(root, `rules/${meta.id}/rule.md`), 'utf8'));
    assert.ok(existsSync(path.join(root, `test/rules/${meta.id}.test.ts`)));
  });

  it('has a sound data sheet', () => {
    assert.match(meta.title, /^[A-Z].*[^.]$/);
    assert.ok(Object.keys(meta.messages).length > 0);
    for (const message of Object.values(meta.messages)) {
      assert.match(message, /^(?:[A-Z]|\{\{)[\s\S]*[^.]\.$/, 'A message is whole sentences.');
      assert.doesNotMatch(message.replace(/\{\{\w+\}\}/g, ''), /[{}]/, 'A place for data is {{name}}.');
    }
    if (meta.absence !== undefined)
      assert.match(meta.id, /\/missing-/, 'Only a missing … rule speaks of absence.');
  });

  it('has a document of five parts in their order', () => {
    const headings = proseOf(markdown).match(/^#+ .*$/gm);
    assert.deepEqual(headings, [`# ${meta.title}`, ...parts.map((part) => `## ${part}`)]);
    for (const part of markdown.split(/^## /m).slice(1))
      assert.match(part, /^[^\n]+\n+\S/, 'Each part says something.');
  });

  it('recommends nothing absolutely', () => {
    assert.doesNotMatch(
      proseOf(markdown),
      /(?:^|[.:;!?]\s+|\byou (?:should |must )?)(?:always|never)\s+[a-z]+/im,
    );
  });

  it('finds its fault in the example before', async () => {
    assert.ok(examples.some((each) => each.role === 'before'));
    const { findings, errors } = await check(of('before'));
    assert.deepEqual(errors, []);
    assert.ok(findings.some((each) => each.ruleId === meta.id));
  });

  it('finds nothing in the example after', async () => {
    assert.ok(examples.some((each) => each.role === 'after'));
    const { findings, errors } = await check(of('after'));
    assert.deepEqual(errors, []);
    assert.deepEqual(
      findings.map((each) => `${each.ruleId} ${each.path}:${each.line} ${each.message}`),
      [],
    );
  });
}
