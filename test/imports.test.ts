import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';

const root = join(__dirname, '..');
const files = globSync(['{src,rules,scripts}/**/*.{ts,tsx}'], { cwd: root }).sort();
const known = new Set(files);

interface Import {
  target: string;
  /** Whether nothing of it is left when types are taken away. */
  typeOnly: boolean;
}

/** What a file imports of the project, by the words of its import declarations: all of ours have one form. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:([^;'"]*?)\bfrom\s+)?'(\.[^']*)'/gm)].flatMap(
    ([, type, names = '', specifier = '']) => {
      const path = join(dirname(file), specifier);
      const target = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((each) => known.has(each));
      const named = /^\{(.*)\}\s*$/s
        .exec(names.trim())?.[1]
        ?.split(',')
        .filter((each) => each.trim() !== '');
      const typeOnly =
        type !== undefined ||
        (named !== undefined && named.length > 0 && named.every((each) => each.trim().startsWith('type ')));
      return target === undefined || target === file ? [] : [{ target, typeOnly }];
    },
  );
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** Groups of more than one that all lead to each other. */
function circles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>();
    const waiting = [from];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
      for (const next of edges.get(at) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          waiting.push(next);
        }
    return seen;
  };
  const reached = new Map([...edges.keys()].map((each) => [each, reach(each)]));
  const found = new Map<string, string[]>();
  for (const [from, targets] of reached) {
    if (!targets.has(from)) continue;
    const circle = [...targets].filter((each) => reached.get(each)?.has(from)).sort();
    found.set(circle.join(' '), circle);
  }
  return [...found.values()];
}

/** The folders that data flows through, from the bottom to the top: `src/engine/facts/queries`, `src/engine/model`, `rules`. */
function folderOf(file: string): string {
  const parts = dirname(file).split('/');
  if (parts[0] !== 'src') return parts[0] as string;
  if (parts[1] !== 'engine') return parts.slice(0, 2).join('/');
  return parts.slice(0, parts[2] === 'facts' ? 4 : 3).join('/');
}

describe('imports', () => {
  it('are found', () => assert.ok([...imports.values()].flat().length > 1000));

  it('make no circles between files, types included', () =>
    assert.deepEqual(
      circles(
        new Map(
          [...imports].map(
            ([file, targets]) => [file, new Set(targets.map(({ target }) => target))] as const,
          ),
        ),
      ),
      [],
    ));

  it('go one way between folders', () => {
    const edges = new Map<string, Set<string>>();
    for (const [file, targets] of imports)
      for (const { target, typeOnly } of targets) {
        const [from, to] = [folderOf(file), folderOf(target)];
        // What a folder's files are made of is types of the folders above it, too: the list of all facts, the protocol.
        if (from !== to && !typeOnly) edges.set(from, (edges.get(from) ?? new Set()).add(to));
      }
    assert.deepEqual(circles(edges), []);
  });
});
