import * as vscode from 'vscode';
import { commands, type Knowledge, referenceWords } from '../../chat';
import type { WordView } from '../../webview/protocol';

const most = 20;

/** What a word that is being typed can become: a command, a reference, a file or a table. */
export async function complete(
  word: string,
  knowledge: Pick<Knowledge, 'routes' | 'tables'>,
): Promise<WordView[]> {
  if (word.startsWith('/'))
    return Object.entries(commands)
      .map(([name, { description }]) => ({ word: `/${name}`, description }))
      .filter((each) => each.word.startsWith(word));
  if (word.startsWith('#file:')) return files(word.slice('#file:'.length));
  if (word.startsWith('#schema:')) return tables(word.slice('#schema:'.length), knowledge);
  if (word.startsWith('#route:')) return routes(word.slice('#route:'.length), knowledge);
  if (word.startsWith('#'))
    return Object.entries(referenceWords)
      .map(([name, description]) => ({ word: name, description }))
      .filter((each) => each.word.startsWith(word));
  return [];
}

async function files(part: string): Promise<WordView[]> {
  const letters = part.replace(/[^\w./-]/g, '');
  const found = await vscode.workspace.findFiles(
    letters ? `**/*${letters.split('/').at(-1)}*` : '**/*.{js,ts,jsx,tsx,mjs,cjs,sql,prisma}',
    '**/{node_modules,dist,build,out,coverage}/**',
    most * 5,
  );
  return found
    .map((uri) => vscode.workspace.asRelativePath(uri))
    .filter((path) => path.toLowerCase().includes(letters.toLowerCase()) && !/\s/.test(path))
    .sort((a, b) => a.length - b.length)
    .slice(0, most)
    .map((path) => ({ word: `#file:${path}`, description: '' }));
}

async function tables(part: string, knowledge: Pick<Knowledge, 'tables'>): Promise<WordView[]> {
  const { names } = await knowledge.tables({});
  const wanted = part.toLowerCase();
  const begins = (name: string): number => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return names
    .filter((name) => name.toLowerCase().includes(wanted))
    .sort((a, b) => begins(a) - begins(b) || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, most)
    .map((name) => ({ word: `#schema:${name}`, description: '' }));
}

async function routes(part: string, knowledge: Pick<Knowledge, 'routes'>): Promise<WordView[]> {
  const { routes: found } = await knowledge.routes({ match: part, limit: most });
  return found
    .filter(({ path }) => !/\s/.test(path))
    .map(({ method, path, file }) => ({ word: `#route:${method}${path}`, description: file }));
}
