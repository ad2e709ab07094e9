import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { ruleDocument, rules } from '../../rules';
import { check } from '../../src/cli/check';
import { type JsonReport, toJson } from '../../src/cli/json-reporter';
import { type ContextResult, methods } from '../../src/server/protocol';
import { TestClient } from './support/client';

const sample = join(__dirname, '../workspaces/swarm');
const root = URI.file(sample).toString();

type JsonFinding = JsonReport['findings'][number];

/**
 * Editor and command line must never disagree. The sample goes through the real server and through what `--format json`
 * prints, and every finding is compared to the letter: rule, place, message, severity, related places, fixes.
 */
describe('the server and the command line', () => {
  let client: TestClient;
  let report: JsonReport;

  before(async function () {
    this.timeout(60_000);
    const silent = { update() {}, stop() {} };
    report = toJson(
      await check({ paths: [], rules: [], workingDirectory: sample }, { rules, ruleDocument }, silent),
    );
    client = await TestClient.start(undefined, { folders: [root] });
    await client.untilReady();
  });
  after(() => client.stop());

  it('find something in the sample', () => {
    assert.ok(report.findings.length > 0);
    assert.equal(client.statuses.at(-1)?.findings, report.findings.length);
    assert.equal(client.statuses.at(-1)?.files, report.summary.files);
  });

  it('report the same findings', async function () {
    this.timeout(60_000);
    const shown: JsonFinding[] = [];
    for (const { uri, diagnostics } of client.diagnostics.values()) {
      const fixes = await fixesOf(uri);
      for (const diagnostic of diagnostics) shown.push(asJson(uri, diagnostic, fixes));
    }
    assert.deepEqual(sorted(shown), sorted(report.findings));
  });

  it('report the same once all files are open', async function () {
    this.timeout(60_000);
    const uris = [...client.diagnostics.keys()];
    for (const uri of uris) {
      const { code, languageId } = await client.request<ContextResult>(methods.context, { uri });
      // `code` is without the last line's end, which moves no finding.
      await client.open(uri, code, languageId);
    }
    const shown: JsonFinding[] = [];
    for (const uri of uris) {
      const fixes = await fixesOf(uri);
      for (const diagnostic of await client.diagnosticsOf(uri)) shown.push(asJson(uri, diagnostic, fixes));
    }
    assert.deepEqual(sorted(shown), sorted(report.findings));
  });

  /** Fixes of all findings of a file, by what identifies a finding in it. */
  async function fixesOf(uri: string): Promise<Map<string, JsonFinding['fixes']>> {
    const { findings } = await client.request<ContextResult>(methods.context, { uri });
    return new Map(
      findings.map(({ ruleId, range, message, fixes }) => [
        keyOf(ruleId, range, message),
        fixes.map(({ title, safe }) => ({ title, safe })),
      ]),
    );
  }
});

function asJson(uri: string, diagnostic: Diagnostic, fixes: Map<string, JsonFinding['fixes']>): JsonFinding {
  const { range } = diagnostic;
  const message = String(diagnostic.message);
  const ruleId = String(diagnostic.code);
  return {
    ruleId,
    severity: severities[diagnostic.severity ?? DiagnosticSeverity.Error],
    message,
    path: relative(uri),
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    related: (diagnostic.relatedInformation ?? []).map(({ location, message }) => ({
      path: relative(location.uri),
      line: location.range.start.line + 1,
      column: location.range.start.character + 1,
      message,
    })),
    fixes: fixes.get(keyOf(ruleId, range, message)) ?? [],
  };
}

const severities = { 1: 'error', 2: 'warning', 3: 'info', 4: 'hint' } as const;

function relative(uri: string): string {
  assert.ok(uri.startsWith(`${root}/`), uri);
  return decodeURIComponent(uri.slice(root.length + 1));
}

function keyOf(ruleId: string, { start, end }: Range, message: string): string {
  return [ruleId, start.line, start.character, end.line, end.character, message].join(' ');
}

function sorted(findings: readonly JsonFinding[]): JsonFinding[] {
  const place = (finding: JsonFinding) =>
    [finding.path, finding.line, finding.column, finding.ruleId, finding.message].join('\0');
  return [...findings].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
