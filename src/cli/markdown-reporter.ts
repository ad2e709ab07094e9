import type { Severity } from '../engine';
import { byPath, type CheckReport, type ReportedFinding } from './report';
import { notesOf, summaryOf } from './summary';
import { plain } from './terminal';

const words: Record<Severity, string> = {
  error: '**error**',
  warning: 'warning',
  info: 'info',
  hint: 'hint',
};

/** For a comment on a pull request: the sum, then a table for each file. */
export function reportMarkdown(report: CheckReport): string {
  const parts = [`## Marcus\n\n${[summaryOf(report), ...notesOf(report)].map(escaped).join(' ')}`];
  for (const [path, findings] of byPath(report.findings)) {
    const rows = findings.map(rowOf).join('\n');
    parts.push(`### ${code(path)}\n\n| line | | finding | rule |\n| ---: | --- | --- | --- |\n${rows}`);
  }
  for (const { path, ruleId, message } of report.errors)
    parts.push(`Marcus failed at ${code(path)}${ruleId ? ` in ${ruleId}` : ''}: ${escaped(message)}`);
  return `${parts.join('\n\n')}\n`;
}

function rowOf({ line, severity, message, ruleId }: ReportedFinding): string {
  return `| ${line} | ${words[severity]} | ${escaped(message)} | ${ruleId} |`;
}

/** Text that comes from a project shows as it is: no link, no mention, no cell of its own. */
function escaped(text: string): string {
  return plain(text)
    .replace(/[\\`*_{}[\]<>|~]/g, '\\$&')
    .replace(/[@#](?=\w)/g, '$&\u200b')
    .replace(/\b(https?):\/\//gi, '$1:\u200b//');
}

/** Code that is free of what would end it, also in a table. */
function code(text: string): string {
  return `\`${plain(text).replaceAll('`', 'ˋ').replaceAll('|', '\\|')}\``;
}
