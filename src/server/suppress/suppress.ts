import {
  type FileFacts,
  lineAt,
  lineStartsOf,
  type Span,
  type SuppressionFact,
  type TextEdit,
} from '../../engine';
import { type Placement, placementFor } from './placement';

/** An edit that writes a suppression; the reason for it goes at `reasonAt`, an offset into `edit.text`. */
export interface SuppressionEdit {
  edit: TextEdit;
  /** Absent where the rule was added to a comment that is there. */
  reasonAt?: number;
}

/** Suppresses a rule on the line of a finding: in a directive that is there already, else in a new one above. */
export function suppressLine(text: string, facts: FileFacts, ruleId: string, span: Span): SuppressionEdit {
  const lineStarts = lineStartsOf(text);
  const placement = placementFor(text, facts.language, span);
  const lineOf = (fact: SuppressionFact) => lineAt(lineStarts, fact.span.start);
  const existing = facts.suppressions.find(
    (fact) => fact.kind === 'next-line' && fact.rules.length > 0 && lineOf(fact) === placement.line - 1,
  );
  const merged = existing && addRule(text, existing, ruleId);
  if (merged) return { edit: merged };

  const start = lineStarts[placement.line] ?? 0;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return insertion(start, indent, `marcus-disable-next-line ${ruleId}`, placement.form, text);
}

/** Suppresses a rule in the whole file: in a directive at the top that is there already, else in a new one. */
export function suppressFile(text: string, facts: FileFacts, ruleId: string): SuppressionEdit {
  const existing = facts.suppressions.find(
    (fact) =>
      fact.kind === 'file-start' && fact.rules.length > 0 && isOnlyComments(text.slice(0, fact.span.start)),
  );
  const merged = existing && addRule(text, existing, ruleId);
  if (merged) return { edit: merged };

  const shebang = /^#![^\r\n]*(?:\r\n|\r|\n)?/.exec(text)?.[0] ?? '';
  return insertion(
    shebang.length,
    '',
    `marcus-disable ${ruleId}`,
    facts.language === 'sql' ? 'sql' : 'block',
    text,
  );
}

const comment: Record<Placement['form'] | 'block', [open: string, close: string]> = {
  line: ['// ', ''],
  block: ['/* ', ' */'],
  jsx: ['{/* ', ' */}'],
  sql: ['-- ', ''],
};

function insertion(
  at: number,
  indent: string,
  directive: string,
  form: keyof typeof comment,
  text: string,
): SuppressionEdit {
  const [open, close] = comment[form];
  const beforeReason = `${indent}${open}${directive} -- `;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    edit: { span: { start: at, end: at }, text: `${beforeReason}${close}${lineBreak}` },
    reasonAt: beforeReason.length,
  };
}

const ruleList = /[\w-]+\/[\w-]+(?:\s*,\s*[\w-]+\/[\w-]+)*/;

/** Undefined when the directive does not name rules in a way that one can be added to. */
function addRule(text: string, directive: SuppressionFact, ruleId: string): TextEdit | undefined {
  const list = ruleList.exec(text.slice(directive.span.start, directive.span.end));
  if (!list) return undefined;
  const end = directive.span.start + list.index + list[0].length;
  return { span: { start: end, end }, text: `, ${ruleId}` };
}

function isOnlyComments(text: string): boolean {
  return /^(?:\s|#![^\n]*|\/\/[^\n]*|--[^\n]*|\/\*(?:(?!\*\/)[\s\S])*(?:\*\/)?)*$/.test(text);
}
