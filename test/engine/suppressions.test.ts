import assert from 'node:assert/strict';
import { defineFileRule, defineProjectRule, type Finding, suppressionRuleId } from '../../src/engine';
import { projectOf } from './facts/reading';
import { dedent } from './marked-text';

/** Finds every call of `bad`, in code and in the text of a query. */
const noBad = defineFileRule(
  {
    id: 'architecture/no-bad',
    title: 'Call of bad',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'none',
    messages: { bad: 'This is bad.' },
  },
  {
    queries: ({ statements }, { report }) => {
      for (const { block } of statements)
        for (const table of block?.tables ?? [])
          if (table.name === 'bad') report({ messageId: 'bad', span: table.span });
    },
  },
);

const noWorse = defineProjectRule(
  {
    id: 'architecture/no-worse',
    title: 'Table named worse',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'none',
    messages: { worse: 'This is worse.' },
  },
  ({ model, report }) => {
    for (const file of model.files.values())
      for (const { statements } of file.queries)
        for (const { block } of statements)
          for (const table of block?.tables ?? [])
            if (table.name === 'worse') report(file.path, { messageId: 'worse', span: table.span });
  },
);

async function check(text: string, path = 'src/app.js'): Promise<{ found: string[]; typing: string[] }> {
  const project = await projectOf({ [path]: text }, [noBad, noWorse]);
  const outline = (each: Finding) =>
    `${each.line} ${each.ruleId === suppressionRuleId ? each.message : each.ruleId}`;
  return {
    found: project.check().findings.map(outline),
    typing: project.checkFile(path).findings.map(outline),
  };
}

const bad = "pool.query('SELECT a FROM bad');";
const id = 'architecture/no-bad';
const unused = `This comment suppresses nothing: ${id} finds no fault here. Remove it.`;

describe('suppressions', () => {
  const cases: [string, string, string[]][] = [
    ['nothing is suppressed without a comment', bad, [`1 ${id}`]],
    ['next line', `// marcus-disable-next-line ${id}\n${bad}\n${bad}`, [`3 ${id}`]],
    ['next line, with a reason', `// marcus-disable-next-line ${id} -- it is a test\n${bad}`, []],
    ['next line, in a block comment', `/* marcus-disable-next-line ${id} -- why */\n${bad}`, []],
    ['next line, with blank space before', `  //   marcus-disable-next-line   ${id}  \n${bad}`, []],
    ['next line, with Windows line ends', `// marcus-disable-next-line ${id}\r\n${bad}\r\n`, []],
    ['this line', `${bad} // marcus-disable-line ${id}\n${bad}`, [`2 ${id}`]],
    ['from here to the end', `${bad}\n// marcus-disable ${id}\n${bad}\n${bad}`, [`1 ${id}`]],
    ['from here to there', `// marcus-disable ${id}\n${bad}\n// marcus-enable ${id}\n${bad}`, [`4 ${id}`]],
    [
      'to an enable that names no rule',
      `// marcus-disable ${id}\n${bad}\n// marcus-enable\n${bad}`,
      [`4 ${id}`],
    ],
    [
      'not to an enable of another rule',
      `// marcus-disable ${id}\n${bad}\n// marcus-enable architecture/no-worse\n${bad}`,
      [],
    ],
    [
      'two rules in one comment',
      `// marcus-disable-next-line ${id}, architecture/no-worse -- both\npool.query('SELECT a FROM bad, worse');`,
      [],
    ],
    [
      'several comments above one line',
      `// marcus-disable-next-line ${id}\n// marcus-disable-next-line architecture/no-worse\npool.query('SELECT a FROM bad, worse');`,
      [],
    ],
    [
      'another rule is not suppressed, and the comment is unused',
      `// marcus-disable-next-line architecture/no-worse\n${bad}`,
      ['1 This comment suppresses nothing: architecture/no-worse finds no fault here. Remove it.', `2 ${id}`],
    ],
    ['an unused comment', `// marcus-disable-next-line ${id}\nfine();`, [`1 ${unused}`]],
    ['an unused comment at the end of a line', `fine(); // marcus-disable-line ${id}`, [`1 ${unused}`]],
    ['an unused comment for the rest of the file', `// marcus-disable ${id}\nfine();`, [`1 ${unused}`]],
    [
      'one of two rules is unused',
      `// marcus-disable-next-line ${id}, architecture/no-worse\n${bad}`,
      ['1 This comment suppresses nothing: architecture/no-worse finds no fault here. Remove it.'],
    ],
    [
      'a comment that names no rule suppresses nothing',
      `// marcus-disable-next-line\n${bad}`,
      [
        '1 This comment suppresses nothing, because it names no rule. Name the rule it is about, and after -- the reason.',
        `2 ${id}`,
      ],
    ],
    [
      'an unknown rule',
      `// marcus-disable-next-line architecture/no-such\n${bad}`,
      ['1 There is no rule architecture/no-such. Check the name, or remove it from this comment.', `2 ${id}`],
    ],
    [
      'inside a SQL template, in the form of SQL',
      `pool.query(\`\n  SELECT a\n  -- marcus-disable-next-line ${id} -- why\n  FROM bad\n\`);`,
      [],
    ],
    [
      'inside a string, not in the form of SQL',
      `const text = '// marcus-disable ${id}';\n${bad}`,
      [`2 ${id}`],
    ],
    [
      'inside a template, not in the form of SQL',
      `const text = \`// marcus-disable ${id}\`;\n${bad}`,
      [`2 ${id}`],
    ],
    ['a word that only looks like it', `// marcus-disabled ${id}\n${bad}`, [`2 ${id}`]],
  ];
  for (const [name, text, found] of cases) {
    it(name, async () => assert.deepEqual((await check(text)).found, found));
  }

  it('are written with -- in SQL files', async () => {
    const view = 'CREATE VIEW v AS SELECT a FROM bad;\n';
    const of = async (text: string) => (await check(text, 'migrations/1.sql')).found;
    assert.deepEqual(await of(view), [`1 ${id}`]);
    assert.deepEqual(await of(`-- marcus-disable-next-line ${id} -- why\n${view}`), []);
    assert.deepEqual(await of(`${view.trimEnd()} -- marcus-disable-line ${id}\n`), []);
    assert.deepEqual(await of(`/* marcus-disable ${id} */\n${view}${view}`), []);
  });

  it('of project rules are not called unused while one types', async () => {
    const text = `// marcus-disable-next-line architecture/no-worse\nfine();\n// marcus-disable-next-line ${id}\nfine();`;
    const { found, typing } = await check(text);
    assert.equal(found.length, 2);
    assert.deepEqual(typing, [`3 ${unused}`]);
  });

  it('keep their reason and their place', async () => {
    const text = dedent(`
      fine();
      /* marcus-disable-next-line a/b, c/d -- because -- of this */ rest();
      // marcus-disable-line
    `);
    const project = await projectOf({ 'a.js': text });
    assert.deepEqual(
      project.factsOf('a.js')?.suppressions.map(({ span, ...fact }) => ({
        ...fact,
        text: text.slice(span.start, span.end),
      })),
      [
        {
          kind: 'next-line',
          rules: ['a/b', 'c/d'],
          reason: 'because -- of this',
          line: 1,
          text: '/* marcus-disable-next-line a/b, c/d -- because -- of this */',
        },
        { kind: 'line', rules: [], line: 2, text: '// marcus-disable-line' },
      ],
    );
  });
});
