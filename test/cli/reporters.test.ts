import assert from 'node:assert/strict';
import { JSDOM } from 'jsdom';
import pico from 'picocolors';
import { reportGithub } from '../../src/cli/github-reporter';
import { reportHtml } from '../../src/cli/html-reporter';
import { reportJson, toJson } from '../../src/cli/json-reporter';
import { reportMarkdown } from '../../src/cli/markdown-reporter';
import type { CheckReport, ReportedFinding } from '../../src/cli/report';
import { reportSarif } from '../../src/cli/sarif-reporter';
import { reportStylish } from '../../src/cli/stylish-reporter';
import { testCatalogue } from './test-rules';

const finding = (partial: Partial<ReportedFinding>): ReportedFinding => ({
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
  source: '  const { rows } = q("*");',
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

describe('the reporter for GitHub', () => {
  it('annotates lines, and says the sum', () => {
    assert.equal(
      reportGithub(full),
      `::warning file=src/tickets.js,line=3,endLine=3,col=21,endColumn=22,title=database/select-star::The query reads every column of tickets; name those that are used.
::error file=src/tickets.js,line=120,endLine=3,title=security/sql-injection::A value is pasted into the statement.
::notice file=src/a.js,line=1,endLine=3,title=database/select-star::A thought.
::warning file=src/a.js,title=Marcus failed::api/x: Cannot read properties of undefined
3 findings (1 error, 1 warning, 1 hint) in 2 of 14 files.
`,
    );
  });

  it('lets no text of the project be a command', () => {
    const text = reportGithub(
      report({ findings: [finding({ path: 'a,line=9::b.js', message: '50%\n::error::no' })] }),
    );
    assert.equal(
      text.split('\n')[0],
      '::warning file=a%2Cline=9%3A%3Ab.js,line=3,endLine=3,col=21,endColumn=22,title=database/select-star::50%25%0A::error::no',
    );
  });
});

describe('the Markdown reporter', () => {
  it('has a table for each file', () => {
    assert.equal(
      reportMarkdown({ ...full, baseline: { known: 2, gone: 1 } }),
      `## Marcus

3 findings (1 error, 1 warning, 1 hint) in 2 of 14 files. 2 findings known from the baseline; 1 of it is no more (--update-baseline takes them out).

### \`src/tickets.js\`

| line | | finding | rule |
| ---: | --- | --- | --- |
| 3 | warning | The query reads every column of tickets; name those that are used. | database/select-star |
| 120 | **error** | A value is pasted into the statement. | security/sql-injection |

### \`src/a.js\`

| line | | finding | rule |
| ---: | --- | --- | --- |
| 1 | hint | A thought. | database/select-star |

Marcus failed at \`src/a.js\` in api/x: Cannot read properties of undefined
`,
    );
  });

  it('lets no text of the project be a link, a mention, an image or a cell', () => {
    const text = reportMarkdown(
      report({
        findings: [
          finding({ path: 'a`|b.js', message: '![x](https://x.example/a) @team #1 <img> | *b* `c`' }),
        ],
      }),
    );
    assert.ok(text.includes('### `aˋ\\|b.js`'));
    assert.ok(
      text.includes('!\\[x\\](https:\u200b//x.example/a) @\u200bteam #\u200b1 \\<img\\> \\| \\*b\\* \\`c\\`'),
    );
  });
});

describe('the SARIF reporter', () => {
  it('has rules with their documents, results with their places, and what went wrong', () => {
    const own = finding({ ruleId: 'architecture/no-odd', path: 'src/a b#1.js', severity: 'info' });
    const log = JSON.parse(
      reportSarif(report({ findings: [own, ...full.findings], errors: full.errors }), testCatalogue),
    );
    assert.equal(log.version, '2.1.0');
    const [run] = log.runs;
    assert.equal(run.tool.driver.name, 'Marcus');
    assert.deepEqual(
      run.tool.driver.rules.map(({ id }: { id: string }) => id),
      ['architecture/no-odd', 'database/select-star', 'security/sql-injection'],
    );
    const [rule] = run.tool.driver.rules;
    assert.equal(rule.shortDescription.text, 'Function named odd');
    assert.match(rule.help.markdown, /^# architecture\/no-odd/);
    assert.equal(rule.defaultConfiguration.level, 'warning');
    const [first, second, third] = run.results;
    assert.deepEqual(first.locations[0].physicalLocation, {
      artifactLocation: { uri: 'src/a%20b%231.js', index: 0 },
      region: { startLine: 3, startColumn: 21, endLine: 3, endColumn: 22, snippet: { text: own.source } },
    });
    assert.deepEqual([first.level, first.ruleIndex, first.message.text], ['note', 0, own.message]);
    assert.deepEqual(second.relatedLocations, [
      {
        id: 1,
        message: { text: 'The table is made here.' },
        physicalLocation: {
          artifactLocation: { uri: 'migrations/1.sql' },
          region: { startLine: 1, startColumn: 14, endLine: 1, endColumn: 15 },
        },
      },
    ]);
    assert.equal(third.level, 'error');
    assert.equal(run.invocations[0].executionSuccessful, false);
    assert.equal(
      run.invocations[0].toolExecutionNotifications[0].message.text,
      'api/x: Cannot read properties of undefined',
    );
  });
});

describe('the HTML reporter', () => {
  const { document } = new JSDOM(
    reportHtml(
      report({
        findings: [
          finding({ ruleId: 'architecture/no-odd' }),
          finding({ path: '<b>.js', message: '<script>alert(1)</script>', source: '<img src=x>' }),
        ],
        leftOut: full.leftOut,
      }),
      testCatalogue,
    ),
  ).window;

  it('shows findings by file, with the code and the rule', () => {
    assert.deepEqual(
      [...document.querySelectorAll('main h2')].map(({ textContent }) => textContent),
      ['src/tickets.js', '<b>.js'],
    );
    const [article] = document.querySelectorAll('article');
    assert.match(
      article?.querySelector('p')?.textContent ?? '',
      /^warning 3:21 The query reads every column/,
    );
    assert.equal(article?.querySelector('mark')?.textContent, '(');
    assert.equal(article?.querySelector('a')?.getAttribute('href'), '#architecture/no-odd');
    assert.match(document.getElementById('architecture/no-odd')?.textContent ?? '', /The name says nothing/);
    assert.match(document.body.textContent ?? '', /What was not looked at \(3\)/);
  });

  it('runs nothing, and shows text of the project as text', () => {
    assert.equal(document.querySelector('script, img, link'), null);
    assert.match(
      document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '',
      /^default-src 'none'; style-src 'sha256-/,
    );
  });
});
