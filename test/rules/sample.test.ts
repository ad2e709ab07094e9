import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../rules';
import type { EngineError, Finding } from '../../src/engine';
import { openWorkspace } from '../../src/workspace';

const folder = path.resolve(__dirname, '../workspaces');
const expectedFindings = path.join(folder, 'swarm.findings.txt');

/** A place of the sample: planted to be found, or a look-alike of it that is right. */
interface SamplePlace {
  rule: string;
  path: string;
  line: number;
  /** What stands on that line. */
  text: string;
  why: string;
}

const expected = JSON.parse(readFileSync(path.join(folder, 'swarm.expected.json'), 'utf8')) as Record<
  'planted' | 'lookalikes',
  SamplePlace[]
>;
const existing = new Set<string>(rules.map((rule) => rule.meta.id));
const planted = expected.planted.filter((place) => existing.has(place.rule));
const lookalikes = expected.lookalikes.filter((place) => existing.has(place.rule));

const keyOf = (ruleId: string, at: string, line: number) => `${ruleId} ${at}:${line}`;

describe('the sample', () => {
  let findings: Finding[] = [];
  let errors: EngineError[] = [];
  let found: Set<string>;

  before(async () => {
    const workspace = await openWorkspace(path.join(folder, 'swarm'), { rules });
    ({ findings, errors } = workspace.check());
    found = new Set(findings.map((each) => keyOf(each.ruleId, each.path, each.line)));
  });

  it('is read without errors', () => {
    assert.deepEqual(errors, []);
  });

  it('says what stands at each place', () => {
    for (const place of [...planted, ...lookalikes]) {
      const lines = readFileSync(path.join(folder, 'swarm', place.path), 'utf8').split('\n');
      assert.ok(lines[place.line - 1]?.includes(place.text), `${place.path}:${place.line} has ${place.text}`);
    }
  });

  it('has planted places and look-alikes of every rule', () => {
    for (const id of existing) {
      assert.ok(
        planted.some((place) => place.rule === id),
        `${id} is planted`,
      );
      assert.ok(
        lookalikes.some((place) => place.rule === id),
        `${id} has a look-alike`,
      );
    }
  });

  for (const place of planted) {
    it(`${place.rule} finds ${place.path}:${place.line}`, () => {
      assert.ok(found.has(keyOf(place.rule, place.path, place.line)), place.why);
    });
  }

  for (const place of lookalikes) {
    it(`${place.rule} leaves ${place.path}:${place.line}`, () => {
      assert.ok(!found.has(keyOf(place.rule, place.path, place.line)), place.why);
    });
  }

  it('has no finding that was not planted', () => {
    const known = new Set(planted.map((place) => keyOf(place.rule, place.path, place.line)));
    assert.deepEqual(
      [...found].filter((key) => !known.has(key)),
      [],
    );
  });

  it('has exactly the findings of swarm.findings.txt', () => {
    const actual = `${findings.map(outline).join('\n')}\n`;
    if (process.env.UPDATE_EXPECTED === '1' || !existsSync(expectedFindings))
      writeFileSync(expectedFindings, actual);
    assert.equal(
      actual,
      readFileSync(expectedFindings, 'utf8'),
      'When the change is meant, run the test with UPDATE_EXPECTED=1 and look at the diff.',
    );
  });
});

/** One finding with all that a person sees of it. */
function outline(finding: Finding): string {
  const place = `${finding.path}:${finding.line}:${finding.column}-${finding.endLine}:${finding.endColumn}`;
  return [
    `${place} ${finding.severity} ${finding.ruleId} ${finding.message}`,
    ...finding.related.map((each) => `  see ${each.path}:${each.line}:${each.column} ${each.message}`),
    ...finding.fixes.map((fix) => `  fix ${fix.title}${fix.safe ? ' (safe)' : ''}`),
  ].join('\n');
}
