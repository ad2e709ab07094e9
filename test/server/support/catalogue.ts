import { defineFileRule, defineProjectRule, type Rule } from '../../../src/engine';
import type { Catalogue } from '../../../src/server/catalogue';

/**
 * Rules made for these tests, so that they say nothing about the real ones. `wrong-import` needs one file and has a safe
 * fix and a suggestion; `missing-file` needs the others; `careless` throws.
 */

const wrongImport = defineFileRule(
  {
    id: 'architecture/wrong-import',
    title: 'Import of a wrong module',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'safe',
    messages: { wrong: 'The module {{name}} is wrong.' },
  },
  {
    imports: ({ specifier, span }, { text, file, report }) => {
      if (!specifier.startsWith('wrong')) return;
      const start = text(file.path).indexOf(specifier, span.start);
      const end = start + specifier.length;
      report({
        messageId: 'wrong',
        data: { name: specifier },
        span: { start, end },
        fixes: [
          {
            title: 'Import the right one',
            safe: true,
            edits: [{ span: { start, end }, text: specifier.replace('wrong', 'right') }],
          },
          { title: 'Import the worse one', safe: false, edits: [{ span: { start, end }, text: 'worse' }] },
          {
            title: 'Write it',
            safe: false,
            changes: [{ path: `${specifier}.js`, create: 'module.exports = {};\n' }],
          },
        ],
      });
    },
  },
);

const missingFile = defineProjectRule(
  {
    id: 'architecture/missing-file',
    title: 'Import of a missing file',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: { missing: 'The project has no file {{name}}.' },
  },
  ({ model, text, report }) => {
    for (const file of model.files.values()) {
      for (const { specifier, span } of file.imports) {
        const target = `${specifier.slice(2)}.js`;
        if (!specifier.startsWith('./') || model.files.has(target)) continue;
        const start = text(file.path).indexOf(specifier, span.start);
        const end = start + specifier.length;
        const anchor = model.files.get('anchor.js');
        report(file.path, {
          messageId: 'missing',
          data: { name: target },
          span: { start, end },
          related: anchor && [
            { path: anchor.path, span: { start: 0, end: 1 }, message: 'It should stand by this one.' },
          ],
          fixes: [
            { title: 'Import nothing', safe: false, edits: [{ span: { start, end }, text: './anchor' }] },
          ],
        });
      }
    }
  },
);

const careless = defineFileRule(
  {
    id: 'architecture/careless',
    title: 'A rule that throws',
    severity: 'hint',
    recommended: true,
    confidence: 'low',
    fix: 'none',
    messages: {},
  },
  {
    imports: ({ specifier }) => {
      if (specifier === 'boom') throw new Error('careless went wrong');
    },
  },
);

const documents: Record<string, string> = {
  'architecture/wrong-import':
    '# Import of a wrong module\n\n## Issue\n\nThe module that is imported\nis wrong.\n\n## Root cause\n\nHaste.\n',
};

export const testRules: Rule[] = [wrongImport, missingFile, careless];

export const testCatalogue: Catalogue = { rules: testRules, documentOf: (ruleId) => documents[ruleId] };
