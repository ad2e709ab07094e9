import type { Knowledge } from '../knowledge';
import type { AnswerEvent } from '../provider';
import { joined } from './five-parts';
import { inlineCode, listed, place, plain } from './markdown';
import { explanation } from './topics';

const mostTables = 40;
const mostRoutes = 40;

/** The project as its model has it, for a question about its design: what a person can check, and no opinion that no rule has. */
export async function* describeProject(knowledge: Knowledge): AsyncIterable<AnswerEvent> {
  const step = { type: 'step', id: 'project', label: 'Reading the project model' } as const;
  yield { ...step, state: 'running' };
  const [project, { tables }, { routes, total }, rules] = await Promise.all([
    knowledge.project(),
    knowledge.tables({}),
    knowledge.routes({ limit: mostRoutes }),
    knowledge.rules(),
  ]);
  yield { ...step, state: 'done' };
  const served =
    project.apps.length > 0
      ? ` ${listed(project.apps.map(inlineCode))} ${project.apps.length > 1 ? 'serve' : 'serves'} HTTP.`
      : '';
  const tenants = project.tenantColumn
    ? ` Rows belong to tenants by ${inlineCode(project.tenantColumn)}.`
    : ' I see no column that keeps tenants apart.';
  const titles = new Map(rules.map(({ ruleId, title }) => [ruleId, title]));
  const findings = project.findings.map(
    ({ ruleId, severity, count }) =>
      `- ${count} × ${plain(titles.get(ruleId) ?? ruleId)} (**${severity}**, ${inlineCode(ruleId)})`,
  );
  const foreignKeys = (table: (typeof tables)[number]) =>
    table.foreignKeys.length > 0
      ? `, refers to ${table.foreignKeys.map(({ references }) => inlineCode(references)).join(', ')}`
      : '';
  yield {
    type: 'text',
    delta: joined([
      'Without a model I have no opinion on a design. This is what the rules have to judge it by:',
      `${[counted(project.files, 'file'), counted(project.tables, 'table'), counted(project.routes, 'route')].join(', ')}.${served}${tenants}`,
      ...(routes.length > 0
        ? [
            '### Routes',
            routes
              .map(
                ({ method, path, file, line }) =>
                  `- ${inlineCode(`${method} ${path}`)}, ${place(file, rangeAt(line))}`,
              )
              .join('\n'),
            total > routes.length ? `… and ${total - routes.length} more.` : '',
          ]
        : []),
      ...(tables.length > 0
        ? [
            '### Tables',
            tables
              .slice(0, mostTables)
              .map(
                (table) =>
                  `- ${inlineCode(table.name)}: ${counted(table.columns.length, 'column')}${foreignKeys(table)}`,
              )
              .join('\n'),
            tables.length > mostTables ? `… and ${tables.length - mostTables} more.` : '',
          ]
        : []),
      '### What the rules found',
      findings.join('\n') || `Nothing. ${rules.length} rules looked.`,
    ]),
  };
  const worst = project.findings.slice(0, 4).flatMap(({ ruleId }) => {
    const title = titles.get(ruleId);
    return title ? [explanation({ ruleId, title })] : [];
  });
  if (worst.length > 0) yield { type: 'suggestions', items: worst };
}

function rangeAt(line: number) {
  return { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 1 } };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
