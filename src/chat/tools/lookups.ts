import { foundLine, routeLine, tableLine, tableText } from '../context/describe';
import { type Tool, ToolRefusal } from './tool';

const mostMatches = 50;
const mostFindings = 50;
const mostRoutes = 100;

/** Searches the text of the project's files. */
export const searchWorkspace: Tool = {
  definition: {
    name: 'search_workspace',
    description: `Finds lines of the project's JavaScript, TypeScript, SQL and Prisma files that contain a text, whatever the case. Plain text, no patterns. At most ${mostMatches} lines.`,
    inputSchema: {
      type: 'object',
      properties: {
        text: { type: 'string', description: 'What the lines contain' },
        path: { type: 'string', description: 'A folder or a file to search in; everywhere when left out' },
      },
      required: ['text'],
      additionalProperties: false,
    },
  },
  label: (input) => `Searching for “${input.text('text', 200)}”`,
  async run(input, { knowledge }) {
    const path = input.optionalText('path')?.replace(/^\.?\//, '');
    const { matches, total } = await knowledge.search({
      text: input.text('text', 200),
      path,
      limit: mostMatches,
    });
    const lines = matches.map((match) => `${match.path}:${match.line}| ${match.text}`);
    if (total > matches.length) lines.push(`… and ${total - matches.length} more lines`);
    return { text: lines.join('\n') || 'No line has it.', detail: counted(total, 'line') };
  },
};

/** What the rules found. */
export const listFindings: Tool = {
  definition: {
    name: 'list_findings',
    description: `Lists what the rules found, worst first, at most ${mostFindings}: of one file or folder, of one rule, or of the whole project.`,
    inputSchema: {
      type: 'object',
      properties: {
        path: { type: 'string', description: 'A file or a folder' },
        rule: { type: 'string', description: 'A rule id, as database/select-star' },
      },
      required: [],
      additionalProperties: false,
    },
  },
  label(input) {
    const where = input.optionalText('path');
    const rule = input.optionalText('rule');
    return `Listing findings${rule ? ` of ${rule}` : ''}${where ? ` in ${where}` : ''}`;
  },
  async run(input, { knowledge }) {
    const path = input.optionalText('path')?.replace(/^\.?\//, '');
    const params = { path, ruleId: input.optionalText('rule'), limit: mostFindings };
    const { findings, total } = await knowledge.findings(params);
    const lines = findings.map(foundLine);
    if (total > findings.length) lines.push(`… and ${total - findings.length} more`);
    return { text: lines.join('\n') || 'None.', detail: counted(total, 'finding') };
  },
};

/** The schema, as the migrations leave it. */
export const lookUpTable: Tool = {
  definition: {
    name: 'look_up_table',
    description:
      'Describes a table as all migrations and models together leave it: columns, keys, indexes, tenant. Without a name it lists all tables.',
    inputSchema: {
      type: 'object',
      properties: { name: { type: 'string', description: 'The table, or the model that stands for it' } },
      required: [],
      additionalProperties: false,
    },
  },
  label(input) {
    const name = input.optionalText('name');
    return name ? `Looking up table ${name}` : 'Listing the tables';
  },
  async run(input, { knowledge }) {
    const name = input.optionalText('name');
    const { tables, names } = await knowledge.tables({ name });
    if (name === undefined)
      return {
        text: tables.map(tableLine).join('\n') || 'There are none.',
        detail: counted(tables.length, 'table'),
      };
    if (tables.length === 0)
      throw new ToolRefusal(
        `There is no table ${name}. There are: ${names.slice(0, 100).join(', ') || 'none'}.`,
      );
    return {
      text: tables.map(tableText).join('\n'),
      detail: counted(tables[0]?.columns.length ?? 0, 'column'),
    };
  },
};

/** What the back end answers. */
export const lookUpRoutes: Tool = {
  definition: {
    name: 'look_up_routes',
    description: `Lists the routes that the back end answers, with the place where each is defined. At most ${mostRoutes}.`,
    inputSchema: {
      type: 'object',
      properties: {
        match: { type: 'string', description: 'Words that method and path contain, as "POST tickets"' },
      },
      required: [],
      additionalProperties: false,
    },
  },
  label(input) {
    const match = input.optionalText('match');
    return match ? `Looking up routes: ${match}` : 'Listing the routes';
  },
  async run(input, { knowledge }) {
    const { routes, total } = await knowledge.routes({
      match: input.optionalText('match'),
      limit: mostRoutes,
    });
    const lines = routes.map(routeLine);
    if (total > routes.length) lines.push(`… and ${total - routes.length} more`);
    return { text: lines.join('\n') || 'None.', detail: counted(total, 'route') };
  },
};

/** A rule's document, in the five parts. */
export const lookUpRule: Tool = {
  definition: {
    name: 'look_up_rule',
    description:
      'Reads the document of a rule: what it flags, why, what it costs, how to mend it, and when to leave it.',
    inputSchema: {
      type: 'object',
      properties: { rule: { type: 'string', description: 'A rule id, as database/select-star' } },
      required: ['rule'],
      additionalProperties: false,
    },
  },
  label: (input) => `Reading rule ${input.text('rule')}`,
  async run(input, { knowledge }) {
    const id = input.text('rule');
    const rule = await knowledge.rule(id);
    if (rule) return { text: rule.markdown, detail: rule.title };
    const ids = (await knowledge.rules()).map(({ ruleId }) => ruleId);
    throw new ToolRefusal(`There is no rule ${id}. There are: ${ids.join(', ')}.`);
  },
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
