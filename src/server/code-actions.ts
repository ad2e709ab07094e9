import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { type Finding, type Recognizable, recognizable, recognizableFor, safeEdits } from '../engine';
import type { Checked, Checker } from './checker';
import type { ClientAbilities } from './client-abilities';
import { candidatesFor, labelOf } from './configuration-candidates';
import { isRecognizable, recognizeChange } from './configuration-edit';
import { findingKey, source, toDiagnostic, toRange, touches } from './convert';
import { toSuppressionEdit, toWireChanges, toWorkspaceEdit } from './edits';

import type { OpenDocuments } from './open-documents';
import { type AskArgument, clientCommands, type OpenRuleArgument, type RecognizeArgument } from './protocol';
import { suppressFile, suppressLine } from './suppress/suppress';

/** Milliseconds that checking a project may take while a cursor moves. */
const unnoticed = 150;

export const fixAllKind = 'source.fixAll.marcus';

/** What an action will do once it is chosen: enough to find its finding again, and the version it was offered for. */
type Plan = { uri: string; version: number } & (
  | { does: 'fix'; key: string; fix: number }
  | { does: 'fix-all' }
  | { does: 'disable-line' | 'disable-file'; key: string }
  | { does: 'recognize'; key: string; kind: Recognizable; entry: string }
);

/** What the lightbulb offers. Edits are computed when an action is chosen, not each time the cursor moves. */
export class CodeActions {
  constructor(
    private readonly checker: Checker,
    private readonly documents: OpenDocuments,
    private readonly abilities: ClientAbilities,
  ) {}

  async provide({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    if (!this.abilities.codeActionLiterals) return [];
    const wantsQuickFixes =
      !context.only || context.only.some((kind) => includes(kind, CodeActionKind.QuickFix));
    const wantsFixAll = context.only?.some((kind) => includes(kind, fixAllKind)) ?? false;
    if (!wantsQuickFixes && !wantsFixAll) return [];

    // Editors ask at each move of the cursor, only to know whether to show a lightbulb.
    const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic;
    const isHere = (finding: Finding) => touches(toRange(finding), range);
    const at = await this.checker.upToDate(
      textDocument.uri,
      ({ root, analysis, path }) =>
        wantsFixAll || ((isAsked || root.checkTook < unnoticed) && analysis.findingsOf(path).some(isHere)),
    );
    if (!at) return [];
    const findings = at.analysis.findingsOf(at.path);
    const actions = wantsQuickFixes ? this.#quickFixes(at, findings.filter(isHere), context.diagnostics) : [];
    if (wantsFixAll && safeEdits(findings, at.path).length > 0) {
      const title = 'Fix all safely fixable Marcus problems';
      actions.push(this.#planned({ title, kind: fixAllKind }, at, { does: 'fix-all', ...versionOf(at) }));
    }
    return actions;
  }

  /**
   * Fills in the edit of a chosen action. Rejects with `ContentModified` when the document is no longer what it was when the
   * action was offered; editors drop the action then.
   */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const plan: unknown = action.data;
    if (!isPlan(plan)) return action;
    const at = await this.checker.upToDate(plan.uri, () => true);
    const edit = at && at.document.version === plan.version ? this.#editOf(plan, at) : undefined;
    if (!edit)
      throw new ResponseError(
        LSPErrorCodes.ContentModified,
        'The document has changed since this was offered.',
      );
    return { ...action, edit };
  }

  #quickFixes(at: Checked, findings: readonly Finding[], shown: readonly Diagnostic[]): CodeAction[] {
    const fixes: CodeAction[] = [];
    const others: CodeAction[] = [];
    const seenRules = new Set<string>();
    for (const finding of findings) {
      const diagnostics = [this.#diagnosticOf(finding, at, shown)];
      const key = findingKey(finding);
      const isOnlySafeFix = finding.fixes.filter(({ safe }) => safe).length === 1;
      for (const [index, { title, safe, changes }] of finding.fixes.entries()) {
        if (changes.some((change) => 'create' in change) && !this.abilities.createsFiles) continue;
        const isPreferred = (safe && isOnlySafeFix) || undefined;
        const plan: Plan = { does: 'fix', key, fix: index, ...versionOf(at) };
        fixes.push(
          this.#planned({ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred }, at, plan),
        );
      }
      others.push(...this.#declarations(finding, at, diagnostics));
      if (seenRules.has(finding.ruleId) || !at.analysis.hasRule(finding.ruleId)) continue;
      seenRules.add(finding.ruleId);
      others.push(...this.#aboutRule(finding, key, at, diagnostics));
    }
    return [...fixes, ...others];
  }

  /** "This is our …": what a rule calls missing may be there under a name that it cannot know. */
  #declarations(finding: Finding, at: Checked, diagnostics: Diagnostic[]): CodeAction[] {
    const kind = recognizableFor(finding.absence);
    const { analysis, document } = at;
    if (kind === undefined || !analysis.texts.configurations) return [];
    const noun = recognizable[kind];
    const codeActionKind = CodeActionKind.QuickFix;
    const hasFile = analysis.texts.configurations.fileOf(at.path) !== undefined;
    const entries =
      hasFile || this.abilities.createsFiles
        ? candidatesFor(kind, finding, analysis.texts.project.model())
        : [];
    const actions = entries.map((entry) => {
      const title = `This is our ${noun}: ${labelOf(entry)}`;
      const key = findingKey(finding);
      const plan: Plan = { does: 'recognize', key, kind, entry, ...versionOf(at) };
      return this.#planned({ title, kind: codeActionKind, diagnostics }, at, plan);
    });
    if (this.abilities.commands.has(clientCommands.recognize)) {
      const title = entries.length > 0 ? `This is our ${noun}: another name…` : `This is our ${noun}…`;
      const argument: RecognizeArgument = { uri: document.uri, kind, noun };
      const command = { title, command: clientCommands.recognize, arguments: [argument] };
      actions.push({ title, kind: codeActionKind, diagnostics, command });
    }
    return actions;
  }

  /** What can be done about any finding of a rule, fixable or not. */
  #aboutRule(
    { ruleId, span, ...place }: Finding,
    key: string,
    at: Checked,
    diagnostics: Diagnostic[],
  ): CodeAction[] {
    const kind = CodeActionKind.QuickFix;
    const disable = (title: string, does: 'disable-line' | 'disable-file') =>
      this.#planned({ title, kind, diagnostics }, at, { does, key, ...versionOf(at) });
    const actions = [
      disable(`Disable ${ruleId} for this line`, 'disable-line'),
      disable(`Disable ${ruleId} for this file`, 'disable-file'),
    ];
    if (this.abilities.commands.has(clientCommands.openRule)) {
      const title = 'Open rule documentation';
      const argument: OpenRuleArgument = { ruleId };
      const command = { title, command: clientCommands.openRule, arguments: [argument] };
      actions.push({ title: `${title} (${ruleId})`, kind, diagnostics, command });
    }
    if (this.abilities.commands.has(clientCommands.ask)) {
      const title = 'Ask Marcus about this';
      const argument: AskArgument = { uri: at.document.uri, range: toRange(place), ruleId };
      actions.push({
        title,
        kind,
        diagnostics,
        command: { title, command: clientCommands.ask, arguments: [argument] },
      });
    }
    return actions;
  }

  /** The client's own diagnostic where it sent it along, so that it can tell which problem an action belongs to. */
  #diagnosticOf(finding: Finding, { analysis }: Checked, shown: readonly Diagnostic[]): Diagnostic {
    const own = toDiagnostic(finding, analysis, this.abilities);
    return (
      shown.find(
        ({ source: from, code, message, range }) =>
          from === source && code === own.code && message === own.message && isSameRange(range, own.range),
      ) ?? own
    );
  }

  #planned(action: CodeAction, at: Checked, plan: Plan): CodeAction {
    if (this.abilities.resolvesEdits) return { ...action, data: plan };
    return { ...action, edit: this.#editOf(plan, at) };
  }

  #editOf(plan: Plan, at: Checked): WorkspaceEdit | undefined {
    const findings = at.analysis.findingsOf(at.path);
    if (plan.does === 'fix-all') {
      return this.#toEdit([{ path: at.path, edits: safeEdits(findings, at.path) }], at);
    }
    const finding = findings.find((candidate) => findingKey(candidate) === plan.key);
    if (!finding) return undefined;
    if (plan.does === 'fix') {
      const fix = finding.fixes[plan.fix];
      return fix && this.#toEdit(fix.changes, at);
    }
    if (plan.does === 'recognize') {
      const { configurationSchema } = this.abilities;
      const change = recognizeChange(at.analysis, at.path, plan, this.documents, configurationSchema);
      return change && toWorkspaceEdit([change], this.abilities);
    }
    const facts = at.analysis.texts.project.factsOf(at.path);
    if (!facts) return undefined;
    const { uri, version } = at.document;
    const text = at.document.getText();
    const suppression =
      plan.does === 'disable-line'
        ? suppressLine(text, facts, finding.ruleId, finding.span)
        : suppressFile(text, facts, finding.ruleId);
    return toSuppressionEdit(suppression, { uri, version, text }, this.abilities);
  }

  #toEdit(changes: Finding['fixes'][number]['changes'], at: Checked): WorkspaceEdit | undefined {
    const wire = toWireChanges(changes, at.analysis, this.documents);
    return wire && toWorkspaceEdit(wire, this.abilities);
  }
}

/** Whether a requested kind takes in `kind`: `source` takes in `source.fixAll.marcus`. */
function includes(requested: string, kind: string): boolean {
  return requested === '' || kind === requested || kind.startsWith(`${requested}.`);
}

function versionOf({ document }: Checked): { uri: string; version: number } {
  return { uri: document.uri, version: document.version };
}

function isSameRange(a: Diagnostic['range'], b: Diagnostic['range']): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

/** A plan comes back from the client, which may have sent anything. */
function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const plan = value as Partial<Record<string, unknown>>;
  if (typeof plan.uri !== 'string' || typeof plan.version !== 'number') return false;
  if (plan.does === 'fix-all') return true;
  if (typeof plan.key !== 'string') return false;
  return plan.does === 'fix'
    ? typeof plan.fix === 'number'
    : plan.does === 'disable-line' ||
        plan.does === 'disable-file' ||
        (plan.does === 'recognize' &&
          typeof plan.entry === 'string' &&
          typeof plan.kind === 'string' &&
          isRecognizable(plan.kind));
}
