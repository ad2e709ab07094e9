import assert from 'node:assert/strict';
import { rules } from '../../rules';
import { generateBackEnd, longFile } from '../../scripts/bench/generate';
import { createProject, loadSqlParser } from '../../src/engine';

describe('the generated back end', () => {
  it('is the same each time, and of the size that was asked for', () => {
    const texts = generateBackEnd(300);
    assert.deepEqual([...generateBackEnd(300)], [...texts]);
    assert.ok(Math.abs(texts.size - 300) < 15, `${texts.size} files`);
    assert.ok(Math.abs((texts.get(longFile)?.split('\n').length ?? 0) - 500) < 100);
  });

  it('is code that can be read as a whole, with some faults of several kinds', async () => {
    const project = createProject({ rules, sql: await loadSqlParser('postgresql') });
    for (const [path, text] of generateBackEnd(120)) project.setFile(path, text);
    const gaps = [...project.paths()].flatMap((path) =>
      (project.factsOf(path)?.gaps ?? []).map(({ message }) => `${path}: ${message}`),
    );
    assert.deepEqual(gaps, []);
    const { findings, errors } = project.check();
    assert.deepEqual(errors, []);
    // Less would measure rules that have nothing to do; more would not be believable.
    const found = new Set(findings.map(({ ruleId }) => ruleId));
    assert.ok(found.size >= 5, [...found].join(', '));
    assert.ok(findings.length < 120, `${findings.length} findings in 120 files`);
  });
});
