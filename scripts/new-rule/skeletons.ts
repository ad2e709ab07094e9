import { type Category, categories, type RuleId } from '../../src/engine/rule';

/** A rule's id and what is made of it. */
export interface RuleName {
  id: RuleId;
  category: Category;
  /** `selectStar` */
  variable: string;
  /** `Select star`: a start for the title. */
  title: string;
}

/** Throws with what is wrong, in words for the person who typed the id. */
export function parseRuleId(id: string): RuleName {
  const [category, name, ...more] = id.split('/');
  const known = categories.find((each) => each === category);
  if (!known) throw new Error(`'${id}' does not start with a category: ${categories.join(', ')}`);
  if (!name || more.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) {
    throw new Error(`'${id}' is not of the form category/two-or-more-words`);
  }
  return {
    id: `${known}/${name}`,
    category: known,
    variable: name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    title: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '),
  };
}

export function ruleSkeleton(rule: RuleName, scope: 'file' | 'project'): string {
  return scope === 'file' ? fileRule(rule) : projectRule(rule);
}

function meta({ id, title }: RuleName): string {
  return `  {
    id: '${id}',
    title: '${title}',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      found: 'What {{name}} does here, and what to do instead.',
    },
  },`;
}

function fileRule(rule: RuleName): string {
  return `import { defineFileRule } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
${meta(rule)}
  {
    // One handler for each list of facts that the rule looks at; see src/engine/facts/facts.ts.
    outgoingCalls(call, context) {
      if (!isProductionCode(context.file)) return;
      if (!isAtFault()) return;
      context.report({ messageId: 'found', data: { name: call.library }, span: call.calleeSpan });
    },
  },
);

/** Name this for the question that it answers. */
function isAtFault(): boolean {
  return false;
}
`;
}

function projectRule(rule: RuleName): string {
  return `import { defineProjectRule } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineProjectRule(
${meta(rule)}
  ({ model, report }) => {
    for (const file of model.files.values()) {
      if (!isProductionCode(file)) continue;
      for (const query of file.queries) {
        if (!isAtFault()) continue;
        report(file.path, { messageId: 'found', data: { name: query.method }, span: query.calleeSpan });
      }
    }
  },
);

/** Name this for the question that it answers. */
function isAtFault(): boolean {
  return false;
}
`;
}

/** The five parts, and the two examples that tests run: `before` must be reported, `after` must not. */
export function documentSkeleton({ title }: RuleName): string {
  return `# ${title}

## Issue

What the rule sees, in one or two sentences that can be checked.

Left alone: the look-alikes that are right.

## Root cause

Why people write it, and why nobody notices.

## Impact

What happens in production, to whom, and when.

## Recommendation

What to do instead.

\`\`\`js before path=src/example.js
\`\`\`

\`\`\`js after path=src/example.js
\`\`\`

## Trade-off

When it is fine not to follow this.
`;
}

/** Its first test fails until the rule reports something. */
export function testSkeleton({ id, variable }: RuleName): string {
  return `import assert from 'node:assert/strict';
import ${variable} from '../../../rules/${id}/rule';
import { createProject, loadSqlParser } from '../../../src/engine';

/** What the rule says of these files, as \`path:line:column message\`. */
async function said(files: Record<string, string>): Promise<string[]> {
  const project = createProject({ rules: [${variable}], sql: await loadSqlParser('postgresql') });
  for (const [path, text] of Object.entries(files)) project.setFile(path, text);
  const { findings, errors } = project.check();
  assert.deepEqual(errors, []);
  return findings.map(({ path, line, column, message }) => \`\${path}:\${line}:\${column} \${message}\`);
}

describe('${id}', () => {
  it('flags what the catalogue says', async () => {
    assert.deepEqual(await said({ 'src/a.js': '' }), ['src/a.js:1:1 What it says.']);
  });

  it('leaves its nearest look-alike', async () => {
    assert.deepEqual(await said({ 'src/a.js': '' }), []);
  });
});
`;
}
