import type { ContextResult } from '../../server/protocol';
import type { Suggestion } from '../provider';
import { describeTarget, linesOf, type Target } from '../target';
import { joined } from './five-parts';
import type { Group } from './groups';
import { inlineCode, place, plain } from './markdown';

const mostTables = 5;
const mostColumns = 12;

/** The opening of an answer: how many things deserve a word. */
export function overview(context: ContextResult, groups: readonly Group[]): string {
  const findings = groups.reduce((sum, group) => sum + group.findings.length, 0);
  const found =
    groups.length === 1
      ? `${findings === 1 ? 'one thing here' : `${findings} places of one kind here`}`
      : `${groups.length} kinds of trouble in ${findings} places here, worst first`;
  return joined([`I see ${found}${around(context)}.`]);
}

/** The answer for code that the rules have nothing against: who looked, and what they saw. */
export function nothingFound(target: Target, context: ContextResult): string {
  const { rulesRun } = context;
  if (rulesRun.length === 0) {
    return joined([
      `None of my rules look at ${where(target)}. I read JavaScript, TypeScript and SQL; files that are ignored, generated, minified or over 1 MB are left out.`,
    ]);
  }
  const verdict = target.ruleId
    ? `${inlineCode(target.ruleId)} no longer has anything against ${these(target)}${around(context)}.`
    : `I have nothing against ${these(target)}${around(context)}. That the rules are silent is no proof: they see the red flags they know, and no others.`;
  return joined([
    verdict,
    whatItTouches(context),
    elsewhere(context),
    target.ruleId ? '' : whoLooked(rulesRun),
  ]);
}

/** The rules that looked, by category. */
function whoLooked(rulesRun: readonly string[]): string {
  const categories = new Map<string, string[]>();
  for (const id of rulesRun) {
    const [category = '', name = id] = id.split('/');
    categories.set(category, [...(categories.get(category) ?? []), name]);
  }
  const lines = [...categories].map(([category, names]) => `- ${category}: ${names.map(plain).join(', ')}`);
  const count = `${rulesRun.length} ${rulesRun.length === 1 ? 'rule' : 'rules'}`;
  return joined([`${count} looked at this file:`, lines.join('\n')]).trim();
}

/** Questions that lead on from the code: the rest of the file, and the rules that watch over what it touches. */
export function elsewhereSuggestions(target: Target, context: ContextResult): Suggestion[] {
  const items: Suggestion[] = [];
  const file = { uri: target.uri, path: target.path };
  if (target.ruleId && context.findings.some(({ ruleId }) => ruleId !== target.ruleId)) {
    items.push({
      label: 'What else is there?',
      question: { text: '', targets: [{ ...target, ruleId: undefined }] },
    });
  }
  if (target.range && context.otherFindings > 0) {
    const label = `Review the whole file (${context.otherFindings} more)`;
    items.push({ label, question: { text: '', targets: [file] } });
  }
  return items;
}

/** The tables, routes and function of the code, as the project model has them. */
function whatItTouches({ routes, tables }: ContextResult): string {
  const lines = [
    ...routes.map(
      ({ method, path, file, line }) => `- route ${inlineCode(`${method} ${path}`)}, ${file}:${line}`,
    ),
    ...tables.slice(0, mostTables).map((table) => {
      const columns = table.columns
        .slice(0, mostColumns)
        .map(({ name, type }) => inlineCode(`${name} ${type}`));
      const more = table.columns.length > mostColumns ? ', …' : '';
      const tenant = table.tenantColumn
        ? `; its rows belong to a tenant by ${inlineCode(table.tenantColumn)}`
        : '';
      const at = table.definedAt ? ` (${inlineCode(`${table.definedAt.path}:${table.definedAt.line}`)})` : '';
      return `- table ${inlineCode(table.name)}${at}: ${columns.join(', ')}${more}${tenant}`;
    }),
  ];
  return lines.length > 0 ? joined(['What this code touches:', lines.join('\n')]).trim() : '';
}

function elsewhere({ otherFindings, firstLine, path }: ContextResult): string {
  if (otherFindings === 0) return '';
  const findings = otherFindings === 1 ? 'is 1 finding' : `are ${otherFindings} findings`;
  return `There ${findings} elsewhere in ${place(path)}${firstLine > 1 ? ', outside these lines' : ''}.`;
}

function these({ range }: Target): string {
  if (!range) return 'this file';
  const { first, last } = linesOf(range);
  return first === last ? `line ${first}` : `lines ${first}–${last}`;
}

function where(target: Target): string {
  return plain(describeTarget(target));
}

function around({ around: fn, firstLine, lastLine }: ContextResult): string {
  if (!fn?.name || (fn.firstLine > firstLine && fn.lastLine < lastLine)) return '';
  return ` (in ${inlineCode(fn.name)})`;
}
