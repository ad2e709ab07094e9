import assert from 'node:assert/strict';
import pico from 'picocolors';
import { reportJson, toJson } from '../../src/cli/json-reporter';
import type { CheckReport } from '../../src/cli/report';
import { reportStylish } from '../../src/cli/stylish-reporter';
import type { Finding } from '../../src/engine';

const finding = (partial: Partial<Finding>): Finding => ({
  ruleId: 'database/select-star',
  severity: 'warning',
  message: 'The query reads every column of tickets; name those that are used.',
  path: 'src/tickets.js',
  span: { start: 40, end: 41 },
  line: 3,
  column: 21,
  endLine: 3,
  endColumn: 22,
  related: [],
  fixes: [],
  ...partial,
});

const report = (partial: Partial<CheckReport>): CheckReport => ({
  findings: [],
  errors: [],
  leftOut: [],
  notAnalysed: [],
  files: 1,
  durationMs: 12.6,
  ...partial,
});

const full = report({
  files: 14,
  findings: [
    finding({
      related: [
        {
          path: 'migrations/1.sql',
          span: { start: 0, end: 1 },
          line: 1,
          column: 14,
          endLine: 1,
          endColumn: 15,
          message: 'The table is made here.',
        },
      ],
      fixes: [{ title: 'Name the columns', safe: true, changes: [] }],
    }),
    finding({
      severity: 'error',
      ruleId: 'security/sql-injection',
      line: 120,
      column: 5,
      message: 'A value is pasted into the statement.',
    }),
    finding({ severity: 'hint', path: 'src/a.js', line: 1, column: 1, message: 'A thought.' }),
  ],
  leftOut: [
    { path: 'public/app.min.js', reason: 'minified', detail: 'has no line breaks to speak of' },
    { path: 'dump.sql', reason: 'too-large', detail: '3.2 MB' },
    { path: 'seed.sql', reason: 'too-large', detail: '1.2 MB' },
  ],
  notAnalysed: [{ path: 'src/b.js', line: 7, column: 2, endLine: 7, endColumn: 3, message: "';' expected." }],
  errors: [{ path: 'src/a.js', ruleId: 'api/x', message: 'Cannot read properties of undefined' }],
});

const stylish = (value: CheckReport, verbose = false, color = false) =>
  reportStylish(value, pico.createColors(color), { verbose });

describe('the stylish reporter', () => {
  it('groups findings by file and sums up what was found and what was not looked at', () => {
    assert.equal(
      stylish(full),
      `src/tickets.js
   3:21  warning  The query reads every column of tickets; name those that are used.  database/select-star
  120:5  error    A value is pasted into the statement.  security/sql-injection

src/a.js
  1:1  hint     A thought.  database/select-star

3 findings (1 error, 1 warning, 1 hint) in 2 of 14 files.
3 files left out: 2 over 1 MB, 1 minified (-v lists them).
1 place not analysed (-v lists them).
Marcus failed at src/a.js in api/x: Cannot read properties of undefined
`,
    );
  });

  it('shows the causes, the fixes and what was not looked at when it is verbose', () => {
    assert.equal(
      stylish(full, true),
      `src/tickets.js
   3:21  warning  The query reads every column of tickets; name those that are used.  database/select-star
         migrations/1.sql:1:14  The table is made here.
         fix  Name the columns (safe)
  120:5  error    A value is pasted into the statement.  security/sql-injection

src/a.js
  1:1  hint     A thought.  database/select-star

3 findings (1 error, 1 warning, 1 hint) in 2 of 14 files.
3 files left out: 2 over 1 MB, 1 minified.
  public/app.min.js  has no line breaks to speak of
  dump.sql  3.2 MB
  seed.sql  1.2 MB
1 place not analysed.
  src/b.js:7:2  ';' expected.
Marcus failed at src/a.js in api/x: Cannot read properties of undefined
`,
    );
  });

  it('is one line when there is nothing to say', () => {
    assert.equal(stylish(report({})), 'No findings in 1 file.\n');
    assert.equal(stylish(report({ files: 0 })), 'No findings in 0 files.\n');
  });

  it('counts one of a kind in the singular', () => {
    assert.match(stylish(report({ findings: [finding({})] })), /^1 finding \(1 warning\) in 1 of 1 file\.$/m);
  });

  it('colours by severity', () => {
    const text = stylish(full, false, true);
    assert.ok(text.includes('\x1b[33mwarning\x1b[39m'));
    assert.ok(text.includes('\x1b[31merror  \x1b[39m'));
    assert.ok(text.includes('\x1b[4msrc/tickets.js\x1b[24m'));
  });

  it('lets nothing of the project steer the terminal', () => {
    const text = stylish(
      report({ findings: [finding({ path: 'a\x1b[2J.js', message: 'one\ntwo\x1b]0;x\x07' })] }),
    );
    assert.equal(text.split('\n')[0], 'a [2J.js');
    assert.ok(text.includes('  one two ]0;x  '));
    assert.ok(!text.includes('\x1b'));
  });
});

describe('the JSON reporter', () => {
  it('prints the contract of version 1', () => {
    assert.deepEqual(JSON.parse(reportJson(report({ ...full, findings: full.findings.slice(0, 1) }))), {
      version: 1,
      findings: [
        {
          ruleId: 'database/select-star',
          severity: 'warning',
          message: 'The query reads every column of tickets; name those that are used.',
          path: 'src/tickets.js',
          line: 3,
          column: 21,
          endLine: 3,
          endColumn: 22,
          related: [{ path: 'migrations/1.sql', line: 1, column: 14, message: 'The table is made here.' }],
          fixes: [{ title: 'Name the columns', safe: true }],
        },
      ],
      summary: { files: 14, findings: 1, durationMs: 13, leftOut: 3, notAnalysed: 1 },
      errors: [{ path: 'src/a.js', ruleId: 'api/x', message: 'Cannot read properties of undefined' }],
      leftOut: [
        { path: 'public/app.min.js', reason: 'minified', detail: 'has no line breaks to speak of' },
        { path: 'dump.sql', reason: 'too-large', detail: '3.2 MB' },
        { path: 'seed.sql', reason: 'too-large', detail: '1.2 MB' },
      ],
      notAnalysed: [{ path: 'src/b.js', line: 7, column: 2, message: "';' expected." }],
    });
  });

  it('has all lists when there is nothing to say', () => {
    assert.deepEqual(toJson(report({})), {
      version: 1,
      findings: [],
      summary: { files: 1, findings: 0, durationMs: 13, leftOut: 0, notAnalysed: 0 },
      errors: [],
      leftOut: [],
      notAnalysed: [],
    });
  });
});
