import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder';
import { version } from '../../package.json';
import type { Place, Severity } from '../engine';
import type { Catalogue } from './catalogue';
import type { CheckReport, ReportedFinding } from './report';

const levels = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** SARIF 2.1.0, for code scanning of GitHub and others: every rule that has found something, with its document, and every finding. */
export function reportSarif(report: CheckReport, catalogue: Catalogue): string {
  const run = new SarifRunBuilder({
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.errors.length === 0,
        toolExecutionNotifications: report.errors.map(({ path, ruleId, message }) => ({
          level: 'error',
          message: { text: ruleId ? `${ruleId}: ${message}` : message },
          locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
        })),
      },
    ],
  }).initSimple({ toolDriverName: 'Marcus', toolDriverVersion: version });
  const ids = [...new Set(report.findings.map(({ ruleId }) => ruleId))].sort();
  for (const id of ids) run.addRule(ruleOf(id, catalogue));
  for (const finding of report.findings) run.addResult(resultOf(finding));
  const builder = new SarifBuilder();
  builder.addRun(run);
  return `${builder.buildSarifJsonString({ indent: true })}\n`;
}

function ruleOf(id: string, catalogue: Catalogue): SarifRuleBuilder {
  const meta = catalogue.rules.find((rule) => rule.meta.id === id)?.meta;
  const markdown = catalogue.ruleDocument(id);
  return new SarifRuleBuilder({
    id,
    shortDescription: { text: meta?.title ?? id },
    ...(markdown === undefined ? {} : { help: { text: markdown, markdown } }),
    ...(meta ? { defaultConfiguration: { level: levels[meta.severity] } } : {}),
    properties: { tags: [id.split('/')[0] ?? id] },
  });
}

function resultOf(finding: ReportedFinding): SarifResultBuilder {
  return new SarifResultBuilder({
    ruleId: finding.ruleId,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.path) },
          region: { ...regionOf(finding), snippet: { text: finding.source } },
        },
      },
    ],
    ...(finding.related.length > 0
      ? {
          relatedLocations: finding.related.map((related, index) => ({
            id: index + 1,
            message: { text: related.message },
            physicalLocation: {
              artifactLocation: { uri: uriOf(related.path) },
              region: regionOf(related),
            },
          })),
        }
      : {}),
  });
}

function regionOf({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A path as a relative reference: what has a meaning in addresses is written as a code. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
