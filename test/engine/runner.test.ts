import assert from 'node:assert/strict';
import {
  defaultConfiguration,
  defineFileRule,
  defineProjectRule,
  type Rule,
  type Severity,
} from '../../src/engine';
import { projectOf } from './facts/reading';

const meta = {
  title: 'Function',
  severity: 'warning' as const,
  recommended: true,
  confidence: 'high' as const,
  fix: 'none' as const,
  messages: { named: 'The function {{name}} is here {{count}} times, {{missing}}.' },
};

/** Reports each function; one called `boom` makes it throw. */
const namesFunctions = (id: 'architecture/names' | 'architecture/other', severity?: Severity): Rule =>
  defineFileRule(
    { ...meta, id },
    {
      functions: ({ name, nameSpan }, { report }) => {
        if (name === 'boom') throw new Error('it went wrong');
        report({
          messageId: 'named',
          data: { name, count: 1 },
          span: nameSpan,
          ...(severity ? { severity } : {}),
        });
      },
    },
  );

const broken = defineProjectRule({ ...meta, id: 'architecture/broken' }, () => {
  throw new Error('always');
});

const files = { 'b.js': 'function two() {}\nfunction three() {}', 'a.js': 'function one() {}' };

describe('the runner', () => {
  it('gives findings by path, then place, then rule', async () => {
    const project = await projectOf(files, [
      namesFunctions('architecture/other'),
      namesFunctions('architecture/names'),
    ]);
    assert.deepEqual(
      project
        .check()
        .findings.map((each) => `${each.path}:${each.line}:${each.column}-${each.endColumn} ${each.ruleId}`),
      [
        'a.js:1:10-13 architecture/names',
        'a.js:1:10-13 architecture/other',
        'b.js:1:10-13 architecture/names',
        'b.js:1:10-13 architecture/other',
        'b.js:2:10-15 architecture/names',
        'b.js:2:10-15 architecture/other',
      ],
    );
  });

  it('fills in a message, and shows a name that was not given', async () => {
    const project = await projectOf({ 'a.js': files['a.js'] }, [namesFunctions('architecture/names')]);
    assert.equal(project.check().findings[0]?.message, 'The function one is here 1 times, {{missing}}.');
  });

  it('reports a rule that throws once, and goes on with the others', async () => {
    const bad = {
      ...files,
      'c.js': 'function boom() {}',
      'd.js': 'function boom() {}',
      'e.js': 'function five() {}',
    };
    const project = await projectOf(bad, [namesFunctions('architecture/names'), broken]);
    const { findings, errors } = project.check();
    assert.deepEqual(
      findings.map((each) => each.path),
      ['a.js', 'b.js', 'b.js', 'e.js'],
    );
    assert.deepEqual(
      errors.map((each) => [each.ruleId, each.path]),
      [
        ['architecture/names', 'c.js'],
        ['architecture/broken', ''],
      ],
    );
    assert.match(errors[0]?.message ?? '', /^The rule architecture\/names failed: Error: it went wrong/);
  });

  it('takes severities from the configuration', async () => {
    const severity = async (rules: Record<string, Severity | 'off'>, own?: Severity) => {
      const project = await projectOf({ 'a.js': files['a.js'] }, [namesFunctions('architecture/names', own)]);
      project.configure({ ...defaultConfiguration, rules });
      assert.deepEqual(project.check().findings, project.checkFile('a.js').findings);
      return project.check().findings[0]?.severity;
    };
    assert.equal(await severity({}), 'warning');
    assert.equal(await severity({ 'architecture/names': 'error' }), 'error');
    assert.equal(await severity({ 'architecture/names': 'off' }), undefined);
    assert.equal(await severity({}, 'hint'), 'hint');
  });

  it('leaves out a rule that is not recommended, unless it is turned on', async () => {
    const rule = namesFunctions('architecture/names');
    rule.meta.recommended = false;
    const project = await projectOf({ 'a.js': files['a.js'] }, [rule]);
    assert.equal(project.check().findings.length, 0);
    project.configure({ ...defaultConfiguration, rules: { 'architecture/names': 'info' } });
    assert.equal(project.check().findings[0]?.severity, 'info');
  });

  it('does not run a rule that is off', async () => {
    const project = await projectOf(files, [broken]);
    project.configure({ ...defaultConfiguration, rules: { 'architecture/broken': 'off' } });
    assert.deepEqual(project.check().errors, []);
  });

  it('runs file rules alone on one file', async () => {
    const project = await projectOf(files, [namesFunctions('architecture/names'), broken]);
    const { findings, errors } = project.checkFile('b.js');
    assert.deepEqual(
      findings.map((each) => each.path),
      ['b.js', 'b.js'],
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(project.checkFile('none.js'), { findings: [], errors: [] });
  });
});
