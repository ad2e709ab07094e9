import type { Rule } from '../engine';
import type { Colors } from './terminal';

/** All rules as lines of columns under a head. */
export function rulesAsTable(rules: readonly Rule[], colors: Colors): string {
  const head = ['rule', 'severity', 'scope', 'fix', 'what it flags'];
  const rows = sorted(rules).map(({ meta }) => [
    meta.id,
    meta.recommended ? meta.severity : `${meta.severity} (off)`,
    meta.scope,
    meta.fix,
    meta.title,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[colors.bold(line(head)), ...rows.map(line)].join('\n')}\n`;
}

/** All rules' data sheets, in a versioned object as of `check --format json`. */
export function rulesAsJson(rules: readonly Rule[]): string {
  const sheets = sorted(rules).map(({ meta }) => ({
    id: meta.id,
    category: meta.id.slice(0, meta.id.indexOf('/')),
    title: meta.title,
    scope: meta.scope,
    severity: meta.severity,
    recommended: meta.recommended,
    confidence: meta.confidence,
    fix: meta.fix,
    absence: meta.absence,
    options: meta.options,
  }));
  return `${JSON.stringify({ version: 1, rules: sheets }, undefined, 2)}\n`;
}

function sorted(rules: readonly Rule[]): Rule[] {
  return [...rules].sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1));
}
