import assert from 'node:assert/strict';
import { rules as catalogue } from '../../rules';
import {
  type CheckResult,
  type Configuration,
  createProject,
  defaultConfiguration,
  type Finding,
  type Fix,
  loadSqlParser,
  type Project,
  type Rule,
  type Severity,
  type SqlParser,
  type TextEdit,
} from '../../src/engine';
import { dedent, type MarkedText, readMarks, writeMarks } from '../engine/marked-text';

/**
 * What is given to a rule. Text that starts with a line break is dedented, so that cases can be indented with the table
 * they stand in.
 */
export interface ValidCase {
  /** What the case is about, when its text does not say so at a glance. */
  name?: string;
  /** The text of one file… */
  code?: string;
  /** …at this path: `src/app.js` when absent. */
  path?: string;
  /** More files: path → text. */
  files?: Record<string, string>;
  configuration?: Partial<Configuration>;
}

/** The places to be found are marked in the text with «…»; the marks are taken out before the rule runs. */
export interface InvalidCase extends ValidCase {
  /** Whole sentences, in the order of the places. */
  messages?: string[];
  /** Of all findings; the rule's own when absent. */
  severity?: Severity;
  /** How many related places each finding has. */
  related?: number[];
  /** The title of the first fix of the first finding. */
  fix?: string;
  /** The changed file after the first fix of the first finding; `false`: no finding may have a fix. */
  output?: string | false;
}

/** The table of one rule: a string is short for `{ code }`. */
export interface RuleCases {
  invalid: (string | InvalidCase)[];
  valid: (string | ValidCase)[];
  /** Files that every case has unless it brings its own of that path: a schema, a package.json. */
  files?: Record<string, string>;
}

/** Makes one test of every case. */
export function ruleTests(rule: Rule, { invalid, valid, files = {} }: RuleCases): void {
  describe(rule.meta.id, () => {
    describe('flags', () => {
      for (const each of invalid) {
        const one = toCase(each);
        it(titleOf(one), async () => checkInvalid(await Bench.of(rule, one, files), one));
      }
    });
    describe('leaves', () => {
      for (const each of valid) {
        const one = toCase(each);
        it(titleOf(one), async () => checkValid(await Bench.of(rule, one, files)));
      }
    });
  });
}

/** The project of one case, with the whole catalogue beside the rule: a fix must not bring a fault of another rule. */
class Bench {
  /** Path → its text and marks, by path. */
  readonly marked = new Map<string, MarkedText>();

  private constructor(
    readonly rule: Rule,
    readonly project: Project,
    private readonly sql: SqlParser,
  ) {}

  static async of(rule: Rule, one: InvalidCase, common: Record<string, string>): Promise<Bench> {
    const configuration = { ...defaultConfiguration, ...one.configuration };
    const sql = await loadSqlParser(configuration.dialect);
    const rules = catalogue.includes(rule) ? catalogue : [...catalogue, rule];
    const bench = new Bench(rule, createProject({ rules, sql, configuration }), sql);
    const own = one.code === undefined ? {} : { [one.path ?? 'src/app.js']: one.code };
    const files = Object.entries({ ...common, ...one.files, ...own });
    for (const [path, text] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const marked = readMarks(dedent(text));
      bench.marked.set(path, marked);
      bench.project.setFile(path, marked.text);
    }
    return bench;
  }

  /** What the rule finds. The texts must parse: one that does not would prove nothing. */
  findings(): Finding[] {
    const { project, rule } = this;
    for (const path of project.paths())
      assert.deepEqual(this.gapsOf(path), [], `${path} is read without gaps`);
    const found = this.#own(project.check());
    if (rule.meta.scope === 'file') {
      const typing = [...project.paths()].flatMap((path) => this.#own(project.checkFile(path)));
      assert.equal(typing.length, found.length, 'checkFile says the same as check');
    }
    return found;
  }

  gapsOf(path: string, text?: string): string[] {
    if (text === undefined) return this.project.factsOf(path)?.gaps.map((gap) => gap.message) ?? [];
    const alone = createProject({ rules: [], sql: this.sql });
    alone.setFile(path, text);
    return alone.factsOf(path)?.gaps.map((gap) => gap.message) ?? [];
  }

  #own({ findings, errors }: CheckResult): Finding[] {
    assert.deepEqual(errors, []);
    return findings.filter((each) => each.ruleId === this.rule.meta.id);
  }
}

function checkInvalid(bench: Bench, one: InvalidCase): void {
  const found = bench.findings();
  const marked = [...bench.marked];
  assert.ok(
    marked.some(([, { spans }]) => spans.length > 0),
    'A case that is flagged marks the place with «…».',
  );
  for (const [path, { text, spans }] of marked) {
    const here = found.filter((each) => each.path === path);
    const shown = writeMarks(
      text,
      here.map((each) => each.span),
    );
    assert.equal(shown, writeMarks(text, spans), here.map((each) => each.message).join('\n'));
    assert.equal(here.length, spans.length, `one finding at each place of ${path}`);
  }
  for (const each of found) {
    assert.equal(each.severity, one.severity ?? bench.rule.meta.severity, each.message);
    assert.match(each.message, /^[^{}]*\.$/, 'A message is whole sentences, with all its data.');
    assert.doesNotMatch(each.message, /undefined|null,|\[object|NaN/);
  }
  const messages = found.map((each) => each.message);
  assert.deepEqual(messages, one.messages ?? messages);
  const related = found.map((each) => each.related.length);
  assert.deepEqual(related, one.related ?? related);
  checkOutput(bench, one, found);
  for (const each of found) for (const fix of each.fixes) checkFix(bench, each, fix);
}

function checkValid(bench: Bench): void {
  for (const [path, { spans }] of bench.marked) assert.deepEqual(spans, [], `nothing is marked in ${path}`);
  assert.deepEqual(
    bench.findings().map((each) => `${each.path}:${each.line}:${each.column} ${each.message}`),
    [],
  );
}

function checkOutput(
  { project }: Bench,
  { fix: title, output }: InvalidCase,
  found: readonly Finding[],
): void {
  if (output === false) {
    assert.deepEqual(
      found.flatMap((each) => each.fixes.map((fix) => fix.title)),
      [],
      'no fix is offered',
    );
    return;
  }
  const fix = found[0]?.fixes[0];
  if (title !== undefined) assert.equal(fix?.title, title);
  if (output === undefined) return;
  assert.ok(fix, 'a fix is offered');
  const [text] = applyFix(fix, project).values();
  assert.equal(text, dedent(output));
}

/** A fix leaves texts that parse, without the finding, and without a new finding of any rule. */
function checkFix(bench: Bench, finding: Finding, fix: Fix): void {
  const { project, rule } = bench;
  const changes = applyFix(fix, project);
  const words = (each: Finding) => `${each.path} ${each.ruleId} ${each.message}`;
  const before = project.check().findings.map(words);
  const result = project.checkWith(changes);
  const after = result.findings.map(words);
  assert.deepEqual(result.errors, [], `after “${fix.title}”`);
  assert.deepEqual(without(after, before), [], `“${fix.title}” adds no finding`);
  const count = (all: readonly string[]) => all.filter((each) => each === words(finding)).length;
  assert.ok(count(after) < count(before), `“${fix.title}” removes what ${rule.meta.id} found`);
  for (const [path, text] of changes)
    assert.deepEqual(
      without(bench.gapsOf(path, text), bench.gapsOf(path)),
      [],
      `“${fix.title}” leaves ${path} readable`,
    );
}

/** The elements of `all` that are left when those of `taken` are crossed out one by one. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return all.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Path → text after the fix. */
export function applyFix(fix: Fix, project: Project): Map<string, string> {
  return new Map(
    fix.changes.map((change) => [
      change.path,
      'create' in change ? change.create : applyEdits(project.textOf(change.path) ?? '', change.edits),
    ]),
  );
}

/** Fails where two edits overlap, for then their order would decide what comes out. */
function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const { span, text: inserted } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    assert.ok(
      span.start >= from && span.end >= span.start && span.end <= text.length,
      'edits do not overlap',
    );
    result += text.slice(from, span.start) + inserted;
    from = span.end;
  }
  return result + text.slice(from);
}

function toCase(each: string | InvalidCase): InvalidCase {
  return typeof each === 'string' ? { code: each } : each;
}

/** The last line that says something: what stands above it is mostly the imports. */
function titleOf({ name, code, files }: ValidCase): string {
  if (name !== undefined) return name;
  const lines = dedent(code ?? Object.values(files ?? {}).join('\n')).split('\n');
  const line = lines.map((each) => each.trim()).findLast((each) => /\w/.test(each)) ?? '';
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
