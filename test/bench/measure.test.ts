import assert from 'node:assert/strict';
import { rules } from '../../rules';
import { generateBackEnd, longFile } from '../../scripts/bench/generate';
import { measure, nearest500 } from '../../scripts/bench/measure';
import { ratiosOf, tables } from '../../scripts/bench/report';
import { timesOf } from '../../scripts/bench/statistics';
import { loadSqlParser } from '../../src/engine';

describe('the benchmark', () => {
  it('measures every part once, and names what it measured', async () => {
    const texts = generateBackEnd(12);
    const sql = await loadSqlParser('postgresql');
    const least = { projects: 1, changes: 2, saves: 1, rules: 1 };
    const measurements = measure({ texts, longFile, rules, sql }, least);
    assert.equal(measurements.files, texts.size);
    assert.equal(measurements.byRule.length, rules.length);
    assert.equal(measurements.typing.path, longFile);
    for (const [name, ratio] of Object.entries(ratiosOf(measurements))) {
      assert.ok(Number.isFinite(ratio) && ratio >= 0, `${name}: ${ratio}`);
    }
    const text = tables(measurements);
    for (const { meta } of rules) assert.ok(text.includes(meta.id), meta.id);
  });

  it('takes the median, and the time that nineteen of twenty stay below', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    assert.deepEqual(timesOf(samples), { median: 51, p95: 96 });
    assert.deepEqual(timesOf([7]), { median: 7, p95: 7 });
  });

  it('types in the script that is nearest to 500 lines', () => {
    const lines = (count: number) => '\n'.repeat(count);
    const texts = new Map([
      ['a.ts', lines(100)],
      ['b.ts', lines(450)],
      ['c.ts', lines(700)],
      ['d.sql', lines(500)],
    ]);
    assert.equal(nearest500(texts), 'b.ts');
    assert.equal(nearest500(new Map([['d.sql', '']])), undefined);
  });
});
