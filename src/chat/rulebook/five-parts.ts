import type { ContextResult, RuleDocumentResult, WireFinding } from '../../server/protocol';
import { parseRuleDocument, withoutCode } from './document';
import { excerpts } from './excerpts';
import type { Group } from './groups';
import { inlineCode, listed, place, plain } from './markdown';

/** An answer about one rule, cut where a patch belongs: after the words of the recommendation. */
export interface FiveParts {
  untilRecommendation: string;
  tradeOff: string;
}

const mostNamed = 4;

/**
 * The five parts for the findings of one rule: its document, made concrete with their places, their code and what they are
 * related to.
 *
 * @param contexts what is known of the places of the first findings
 * @param hasPatch that a patch follows the recommendation, so that the document's own example is not needed
 */
export function fiveParts(
  group: Group,
  rule: RuleDocumentResult | null,
  contexts: readonly ContextResult[],
  hasPatch: boolean,
): FiveParts {
  const document = parseRuleDocument(rule?.markdown ?? '');
  const recommendation = hasPatch ? withoutCode(document.recommendation) : document.recommendation;
  return {
    untilRecommendation: joined([
      `## ${plain(group.title)}`,
      `**${group.severity}** · ${inlineCode(group.ruleId)}`,
      '### Issue',
      issue(group.findings),
      ...excerpts(contexts),
      withoutLookAlikes(document.issue),
      '### Root cause',
      document.rootCause,
      relatedPlaces(group.findings),
      '### Impact',
      document.impact,
      reach(contexts),
      '### Recommendation',
      recommendation || (hasPatch ? '' : otherFixes(group.findings)),
    ]),
    tradeOff: joined(['### Trade-off', document.tradeOff]),
  };
}

/** The five parts of a rule as its document has them, for a question that is about no code in particular. */
export function documentParts(rule: RuleDocumentResult): string {
  const document = parseRuleDocument(rule.markdown);
  return joined([
    `## ${plain(document.title || rule.title)}`,
    `**${rule.severity}** · ${inlineCode(rule.ruleId)}`,
    '### Issue',
    document.issue,
    '### Root cause',
    document.rootCause,
    '### Impact',
    document.impact,
    '### Recommendation',
    document.recommendation,
    '### Trade-off',
    document.tradeOff,
  ]);
}

/** Blocks of Markdown with an empty line between them, and one after the last. */
export function joined(blocks: readonly string[]): string {
  return blocks
    .filter((block) => block.trim() !== '')
    .map((block) => `${block}\n\n`)
    .join('');
}

function issue(findings: readonly WireFinding[]): string {
  const said = findings.map((finding) => `${place(finding.path, finding.range)} — ${plain(finding.message)}`);
  return findings.length === 1 ? said.join('') : said.map((line) => `- ${line}`).join('\n');
}

/** What a rule leaves alone says nothing about code that it did not leave alone. */
function withoutLookAlikes(issue: string): string {
  const paragraphs = issue.split(/\n\s*\n/);
  return paragraphs.filter((paragraph) => !/^left alone\b/i.test(paragraph.trim())).join('\n\n');
}

function relatedPlaces(findings: readonly WireFinding[]): string {
  const said = findings.flatMap(({ related }) =>
    related.map(({ path, range, message }) => `- ${place(path, range)} — ${plain(message)}`),
  );
  const lines = [...new Set(said)];
  return lines.length > 0 ? `In this project:\n\n${lines.slice(0, 6).join('\n')}` : '';
}

/** Which routes and tables the code serves: how far a fault here reaches. */
function reach(contexts: readonly ContextResult[]): string {
  const named = (names: readonly string[]) => [...new Set(names)].slice(0, mostNamed).map(inlineCode);
  const routes = named(
    contexts.flatMap((context) => context.routes.map(({ method, path }) => `${method} ${path}`)),
  );
  const tables = named(contexts.flatMap((context) => context.tables.map(({ name }) => name)));
  const said: string[] = [];
  if (routes.length > 0)
    said.push(`${listed(routes)} ${routes.length === 1 ? 'answers' : 'answer'} from this code`);
  if (tables.length > 0) {
    said.push(`it touches the ${tables.length === 1 ? 'table' : 'tables'} ${listed(tables)}`);
  }
  return said.length > 0 ? `Here: ${said.join('; ')}.` : '';
}

function otherFixes(findings: readonly WireFinding[]): string {
  const titles = [...new Set(findings.flatMap(({ fixes }) => fixes.map(({ title }) => title)))];
  return titles.length > 0 ? `The lightbulb offers: ${listed(titles.map(plain))}.` : '';
}
