import { countLines, listing } from '../context/listing';
import { placeOf } from '../target';
import { type Tool, ToolRefusal } from './tool';

const mostLines = 400;

/** Reads lines of one file of the workspace, secrets masked. */
export const readFile: Tool = {
  definition: {
    name: 'read_file',
    description: `Reads a text file of the workspace, at most ${mostLines} lines at once. Lines come as "12| code"; number and bar are not part of the file. Secrets are replaced by names.`,
    inputSchema: {
      type: 'object',
      properties: {
        path: { type: 'string', description: 'Workspace-relative path, as src/routes/tickets.js' },
        first_line: { type: 'integer', minimum: 1, description: '1-based; the first line when left out' },
        last_line: { type: 'integer', minimum: 1, description: '1-based, inclusive' },
      },
      required: ['path'],
      additionalProperties: false,
    },
  },
  label(input) {
    const path = input.text('path');
    const [first, last] = [input.optionalCount('first_line'), input.optionalCount('last_line')];
    if (first === undefined) return `Reading ${path}`;
    const line = (number: number) => ({ line: number - 1, character: 0 });
    return `Reading ${placeOf(path, { start: line(first), end: { line: (last ?? first) - 1, character: 1 } })}`;
  },
  async run(input, { knowledge, masker }) {
    const place = await knowledge.locate(input.text('path'));
    if (!place.ok) throw new ToolRefusal(place.reason);
    const file = place.exists ? await masker.file(place.uri, place.path) : undefined;
    if (!file) throw new ToolRefusal(`There is no file ${place.path}.`);
    if (file.original.includes('\0')) throw new ToolRefusal(`${place.path} is not a text file.`);
    const total = countLines(file.masked);
    const first = input.optionalCount('first_line') ?? 1;
    const last = Math.min(input.optionalCount('last_line') ?? total, first + mostLines - 1, total);
    if (first > total) throw new ToolRefusal(`${place.path} has ${total} lines.`);
    const rest = last < total ? `\n(${total} lines in all)` : '';
    return {
      text: `${place.path}\n${listing(file.masked, first, last)}${rest}`,
      detail: `${Math.max(0, last - first + 1)} lines`,
    };
  },
};
