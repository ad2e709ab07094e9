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

/** Names that are out of date; those of the second generation become those of the first, so that one fix makes room for the next. */
const renames: Record<string, string> = { old: 'fresh', old2: 'old' };

const outdated = defineFileRule(
  {
    id: 'architecture/no-outdated',
    title: 'Function with an outdated name',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'safe',
    messages: { found: 'The name {{name}} is outdated.' },
  },
  {
    functions: (fact, context) => {
      const text = renames[fact.name ?? ''];
      if (text === undefined || !fact.nameSpan) return;
      context.report({
        messageId: 'found',
        data: { name: fact.name ?? '' },
        span: fact.nameSpan,
        fixes: [{ title: `Call it ${text}`, safe: true, edits: [{ span: fact.nameSpan, text }] }],
      });
    },
  },
);

/** The same, and a rule with a safe fix. */
export const fixingCatalogue: Catalogue = { ...testCatalogue, rules: [...testCatalogue.rules, outdated] };
