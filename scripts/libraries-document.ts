import { join } from 'node:path';
import { kindsOf, type Library, libraries, sourcesOf, titleOf, topicsOf, versionRanges } from '../src/engine';

/** Where people read what Marcus knows of which library. */
export const librariesFile = join(__dirname, '..', 'docs', 'libraries.md');

/** All data sheets as a table, with what each topic means. */
export function librariesDocument(): string {
  const sheets = [...libraries.sheets].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const topics = [...new Set(sheets.flatMap(topicsOf))].sort();
  return `# What Marcus knows of libraries

Written by \`npm run docs\` from the data sheets in \`src/engine/libraries/sheets\`. \`marcus explain --library axios\` prints all that one of them says, line by line;
\`marcus explain --library axios@0.27.2\` what holds in that version. Where no versions are named, what is said holds for all. CONTRIBUTING.md says how to write a sheet;
\`libraries\` in \`marcus.config.json\` takes sheets of your own.

| library | packages | versions told apart | what is known | where it was learnt |
| --- | --- | --- | --- | --- |
${sheets.map(row).join('\n')}

## What the topics mean

${topics.map((topic) => `- **${inWords(topic)}**: ${titleOf(topic)}`).join('\n')}
`;
}

function row(sheet: Library): string {
  const known = [
    ...kindsOf(sheet),
    ...topicsOf(sheet).map((topic) => `${inWords(topic)} (${sheet[topic]?.length})`),
  ];
  return `| ${[
    sheet.name,
    sheet.packages.map((each) => `\`${each}\``).join(', '),
    versionRanges(sheet)
      .map((each) => `\`${each}\``)
      .join(', '),
    known.join(', '),
    sourcesOf(sheet).join('; '),
  ]
    .map((cell) => cell.replace(/\|/g, '\\|'))
    .join(' | ')} |`;
}

/** `errorAnswers` as `error answers`. */
function inWords(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
