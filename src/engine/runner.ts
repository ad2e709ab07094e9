import { raise } from './configuration';
import type { FileFacts } from './facts/facts';
import type { CheckResult, EngineError, Finding, RelatedPlace, Severity } from './finding';
import type { ProjectModel } from './model/model';
import type { Report, Rule, RuleFix } from './rule';
import { placeOf, type Span } from './source/span';
import { applySuppressions, type RulesAsked } from './suppressions';

/** Runs rules over the facts and the model. A rule that throws is reported once, and the others go on. */
export class Runner {
  readonly #errors = new Map<string, EngineError>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly model: ProjectModel,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  /** Rules of scope `file` on one file. */
  checkFile(path: string): CheckResult {
    const file = this.model.files.get(path);
    const findings: Finding[] = [];
    if (file) this.#runFileRules(file, findings);
    return this.#result(
      file ? applySuppressions(findings, [file], this.#asked('file')) : [],
      file ? [file] : [],
    );
  }

  /** All rules on all files. */
  check(): CheckResult {
    const findings: Finding[] = [];
    const files = [...this.model.files.values()];
    for (const file of files) this.#runFileRules(file, findings);
    for (const rule of this.rules) {
      if (rule.meta.scope !== 'project' || !('check' in rule) || !this.#isOnSomewhere(rule, files)) continue;
      const optionsOf = (path: string) => this.model.settingsOf(path).optionsOf(rule.meta);
      const report = (path: string, each: Report) => {
        const file = this.model.files.get(path);
        if (file) this.#add(findings, rule, file, each);
      };
      this.#guard(rule, '', () =>
        rule.check({ model: this.model, text: this.#text, options: optionsOf(''), optionsOf, report }),
      );
    }
    return this.#result(applySuppressions(findings, files, this.#asked('project')), files);
  }

  #runFileRules(file: FileFacts, findings: Finding[]): void {
    const settings = this.model.settingsOf(file.path);
    for (const rule of this.rules) {
      if (!('on' in rule) || settings.severityOf(rule.meta) === 'off') continue;
      const context = {
        file,
        model: this.model,
        text: this.#text,
        options: settings.optionsOf(rule.meta),
        report: (each: Report) => this.#add(findings, rule, file, each),
      };
      this.#guard(rule, file.path, () => {
        for (const [list, handler] of Object.entries(rule.on)) {
          for (const fact of list === 'queries'
            ? this.model.queriesOf(file)
            : file[list as keyof typeof rule.on])
            (handler as (fact: unknown, context: unknown) => void)(fact, context);
        }
      });
    }
  }

  #asked(scope: 'file' | 'project'): RulesAsked {
    const asked = this.rules.filter((rule) => scope === 'project' || rule.meta.scope === 'file');
    const ran = (path: string) => {
      const settings = this.model.settingsOf(path);
      const on = asked.filter((rule) => settings.severityOf(rule.meta) !== 'off');
      return new Set<string>(on.map((rule) => rule.meta.id));
    };
    return { known: new Set(this.rules.map((rule) => rule.meta.id)), ran };
  }

  readonly #text = (path: string): string => this.texts.get(path) ?? '';

  #isOnSomewhere(rule: Rule, files: readonly FileFacts[]): boolean {
    const settings = new Set(files.map((file) => this.model.settingsOf(file.path)));
    return [...settings].some((each) => each.severityOf(rule.meta) !== 'off');
  }

  /** A project rule looks at all files; what it says of one where it is off is dropped here. */
  #add(findings: Finding[], rule: Rule, file: FileFacts, report: Report): void {
    const severity = this.model.settingsOf(file.path).severityOfReport(rule.meta, report.severity);
    if (severity !== 'off') findings.push(this.#finding(rule, severity, file, report));
  }

  #guard(rule: Rule, path: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      // Once per rule: a rule that fails on one file will fail on hundreds.
      if (this.#errors.has(rule.meta.id)) return;
      const reason =
        error instanceof Error
          ? (error.stack?.split('\n').slice(0, 3).join(' ') ?? error.message)
          : String(error);
      this.#errors.set(rule.meta.id, {
        path,
        ruleId: rule.meta.id,
        message: `The rule ${rule.meta.id} failed: ${reason}`,
      });
    }
  }

  #finding(rule: Rule, severity: Severity, file: FileFacts, report: Report): Finding {
    const template = rule.meta.messages[report.messageId] ?? report.messageId;
    const critical = this.model.criticalPathAt(file.path, report.span);
    const message = fillIn(template, report.data ?? {});
    const finding: Finding = {
      ruleId: rule.meta.id,
      severity: critical ? raise(severity) : severity,
      message: critical ? `${message} It is on the critical path “${critical.name}”.` : message,
      path: file.path,
      span: report.span,
      ...placeOf(file.lineStarts, report.span),
      related: (report.related ?? []).flatMap((each) => this.#related(each)),
      fixes: (report.fixes ?? []).map((fix) => toFix(fix, file.path)),
    };
    if (critical) finding.criticalPath = critical.name;
    if (rule.meta.absence) finding.absence = rule.meta.absence;
    return finding;
  }

  #related(each: { path: string; span: Span; message: string }): RelatedPlace[] {
    const file = this.model.files.get(each.path);
    return file ? [{ ...each, ...placeOf(file.lineStarts, each.span) }] : [];
  }

  #result(findings: Finding[], files: readonly FileFacts[]): CheckResult {
    const faults = files.flatMap((file) =>
      file.gaps.filter((gap) => gap.fault).map((gap) => ({ path: file.path, message: gap.message })),
    );
    return { findings: findings.sort(inReadingOrder), errors: [...faults, ...this.#errors.values()] };
  }
}

function toFix(fix: RuleFix, path: string): Finding['fixes'][number] {
  return {
    title: fix.title,
    safe: fix.safe,
    changes: 'changes' in fix ? fix.changes : [{ path, edits: fix.edits }],
  };
}

/** `{{name}}` → data; a name without data stays as it is, so that a mistake is seen. */
function fillIn(template: string, data: Record<string, string | number>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(data[name] ?? whole));
}

function inReadingOrder(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0)
  );
}
