import { createTwoFilesPatch } from 'diff';
import type { ContextResult } from '../../server/protocol';
import type { ChangedFile, Knowledge } from '../knowledge';
import type { Question } from '../provider';
import type { MaskedText } from '../safety/mask';
import type { SecretMasker } from '../safety/mask-secrets';
import { describeTarget, type Target } from '../target';
import { type Attachment, describeAttachment } from './attachment';
import { findingLine, foundLine, routeLine, tableLine, tableText } from './describe';
import { listing } from './listing';
import type { Section } from './section';

const mostFindings = 60;
const mostTables = 12;

/**
 * Everything that is known about a question, secrets masked, in the order in which it is best read. What cannot be looked up is told
 * in its place, so that neither the model nor the person takes silence for an answer.
 */
export async function gather(
  { targets, attachments = [] }: Question,
  knowledge: Knowledge,
  masker: SecretMasker,
): Promise<Section[]> {
  const sections: Section[] = [];
  for (const target of targets) sections.push(...(await aboutCode(target, knowledge, masker)));
  for (const attachment of attachments) {
    const title = describeAttachment(attachment);
    try {
      sections.push({ title, rank: 'attached', body: await attached(attachment, knowledge, masker) });
    } catch (error) {
      sections.push({ title, rank: 'attached', body: `Could not be looked up: ${reasonOf(error)}` });
    }
  }
  return once(sections);
}

async function aboutCode(target: Target, knowledge: Knowledge, masker: SecretMasker): Promise<Section[]> {
  const { uri, path } = target;
  let context: ContextResult;
  let file: MaskedText | undefined;
  try {
    [context, file] = await Promise.all([knowledge.context(target), masker.file(uri, path)]);
  } catch (error) {
    // A file that the rules do not look at can be shown all the same.
    file = await masker.file(uri, path);
    const body = file ? listing(file.masked) : `Could not be read: ${reasonOf(error)}`;
    return [{ title: describeTarget(target), rank: 'asked', body }];
  }
  const { firstLine, lastLine, around } = context;
  const text = file?.masked ?? '';
  const sections: Section[] = [
    { title: describeTarget(target), rank: 'asked', body: listing(text, firstLine, lastLine) },
  ];
  if (around && (around.firstLine < firstLine || around.lastLine > lastLine)) {
    const name = around.name || 'the function';
    const title = `${name} around it, ${path}, lines ${around.firstLine}–${around.lastLine}`;
    sections.push({ title, rank: 'around', body: listing(text, around.firstLine, around.lastLine) });
  }
  const findings = context.findings.filter(({ ruleId }) => !target.ruleId || ruleId === target.ruleId);
  sections.push({
    title: `findings in ${describeTarget(target)}`,
    rank: 'findings',
    body: findingsText(findings.map(findingText), findings.length, context),
  });
  const tables = await tablesOf(context, knowledge);
  if (tables.length > 0) {
    const title = `tables that ${describeTarget(target)} touches`;
    sections.push({ title, rank: 'tables', body: tables.join('\n') });
  }
  if (context.routes.length > 0) {
    const lines = context.routes.map(
      ({ method, path: route, line }) => `${method} ${route} (${path}:${line})`,
    );
    sections.push({ title: `routes in ${describeTarget(target)}`, rank: 'routes', body: lines.join('\n') });
  }
  return sections;
}

function findingText(finding: ContextResult['findings'][number]): string {
  const related = finding.related.map(
    ({ path, range, message }) => `  see ${path}:${range.start.line + 1}: ${message}`,
  );
  const fixes = finding.fixes.map(({ title }) => `  the rule can: ${title}`);
  return [findingLine(finding), ...related, ...fixes].join('\n');
}

function findingsText(lines: readonly string[], total: number, context: ContextResult): string {
  const elsewhere =
    context.otherFindings > 0 ? [`${context.otherFindings} more elsewhere in ${context.path}`] : [];
  const none =
    context.rulesRun.length > 0
      ? `none; ${context.rulesRun.length} rules looked`
      : 'none: no rule looks at this file';
  const shown = lines.slice(0, mostFindings);
  const more = total > shown.length ? [`… and ${total - shown.length} more`] : [];
  return [...(shown.length > 0 ? shown : [none]), ...more, ...elsewhere].join('\n');
}

async function tablesOf({ tables }: ContextResult, knowledge: Knowledge): Promise<string[]> {
  const looked = await Promise.all(
    tables.slice(0, mostTables).map(({ name }) => knowledge.tables({ name }).catch(() => undefined)),
  );
  return looked.flatMap((result) => (result?.tables ?? []).map(tableText));
}

async function attached(attachment: Attachment, knowledge: Knowledge, masker: SecretMasker): Promise<string> {
  switch (attachment.kind) {
    case 'findings': {
      if (attachment.target?.range) {
        const { findings } = await knowledge.context(attachment.target);
        return findings.length > 0 ? findings.map(findingText).join('\n') : 'none';
      }
      const { findings, total } = await knowledge.findings({
        path: attachment.target?.path,
        limit: mostFindings,
      });
      const more = total > findings.length ? [`… and ${total - findings.length} more`] : [];
      return [...findings.map(foundLine), ...more].join('\n') || 'none';
    }
    case 'schema': {
      const { tables } = await knowledge.tables({});
      return tables.map(tableLine).join('\n') || 'The project has no schema that can be read.';
    }
    case 'table': {
      const { tables, names } = await knowledge.tables({ name: attachment.name });
      if (tables.length > 0) return tables.map(tableText).join('\n');
      return `There is no table ${attachment.name}. There are: ${names.join(', ') || 'none'}.`;
    }
    case 'route': {
      const { routes } = await knowledge.routes({
        match: `${attachment.method} ${attachment.path}`,
        limit: 5,
      });
      return routes.map(routeLine).join('\n') || 'There is no such route.';
    }
    case 'changes': {
      const changes = await knowledge.changes();
      if (!changes)
        return 'The changes are not known: the project is not under git, or the git extension is off.';
      const diffs = await Promise.all(changes.map((change) => diffOf(change, masker)));
      return diffs.join('\n') || 'Nothing is changed.';
    }
  }
}

/** Each side is masked as the file that it is, before they are compared: a secret that was taken out is one all the same. */
async function diffOf({ path, before, after }: ChangedFile, masker: SecretMasker): Promise<string> {
  const [from, to] = await Promise.all([masker.text(before, path), masker.text(after, path)]);
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, from.masked, to.masked, '', '', { context: 5 });
}

/** The same file can be asked about twice, as a selection and by name. */
function once(sections: readonly Section[]): Section[] {
  const seen = new Set<string>();
  return sections.filter(({ title, body }) => {
    const key = `${title}\n${body}`;
    return !seen.has(key) && seen.add(key);
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
