import type { Catalogue } from '../../src/cli/catalogue';
import { defineFileRule, defineProjectRule, type Severity } from '../../src/engine';

/** Flags functions by name: simple enough that a test can say to the letter what is printed. */
function flags(name: string, severity: Severity, recommended = true) {
  return defineFileRule(
    {
      id: `architecture/no-${name}`,
      title: `Function named ${name}`,
      severity,
      recommended,
      confidence: 'high',
      fix: 'none',
      messages: { found: 'The function {{name}} should have another name.' },
    },
    {
      functions: (fact, context) => {
        if (fact.name === name) context.report({ messageId: 'found', data: { name }, span: fact.nameSpan });
      },
    },
  );
}

const thrower = defineProjectRule(
  {
    id: 'architecture/no-thrower',
    title: 'A rule that fails',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'none',
    messages: { found: 'Never said.' },
  },
  () => {
    throw new Error('the rule is broken');
  },
);

export const testCatalogue: Catalogue = {
  rules: [
    flags('wrong', 'error'),
    flags('odd', 'warning'),
    flags('meh', 'info'),
    flags('secret', 'warning', false),
  ],
  ruleDocument: (id) => `# ${id}\n\n## Issue\n\nThe name says nothing.\n`,
};

/** The same, and a rule that throws. */
export const brokenCatalogue: Catalogue = { ...testCatalogue, rules: [...testCatalogue.rules, thrower] };
