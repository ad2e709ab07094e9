import assert from 'node:assert/strict';
import path from 'node:path';
import { rules } from '../../rules';
import type { CheckResult, Project } from '../../src/engine';
import { openWorkspace } from '../../src/workspace';

/**
 * What must hold whatever somebody types: nothing goes wrong inside Marcus, every place lies in its text, and a project that has followed
 * all edits says the same as one that reads the files anew. `npm test` tries a few edits, `npm run test:long` many; the seed says which.
 */

const sample = path.resolve(__dirname, '../workspaces/swarm');
const open = () => openWorkspace(sample, { rules });

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32), so that a failure can be seen again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const typed = [
  '{',
  '}',
  '(',
  ')',
  '`',
  "'",
  '/*',
  '${',
  'await ',
  'SELECT * FROM ',
  '=> ',
  ';',
  '\n',
  '.then(',
  'class X ',
  '\ud800',
  '\0',
];

/** One thing that a person at a keyboard does to a text: type, delete, cut the end off, write a line twice, move one. */
export function edited(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  switch (Math.floor(random() * 6)) {
    case 0:
      return text.slice(0, at) + typed[Math.floor(random() * typed.length)] + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 40));
    case 2:
      return text.slice(0, at);
    case 3:
      return lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
    case 4:
      return lines.toSpliced(line, 1).join('\n');
    default: {
      const [moved = ''] = lines.splice(line, 1);
      return lines.toSpliced(Math.floor(random() * (lines.length + 1)), 0, moved).join('\n');
    }
  }
}

/** Edits the sample `rounds` times, some edits on top of others, and holds each outcome against what must be true. */
export async function holdsThroughEdits(seed: number, rounds: number): Promise<void> {
  const random = randomFrom(seed);
  const { project } = await open();
  const originals = new Map([...project.paths()].map((file) => [file, project.textOf(file) ?? '']));
  const files = [...originals.keys()].sort();
  for (let round = 0; round < rounds; round++) {
    const file = files[Math.floor(random() * files.length)] ?? '';
    const text = edited(project.textOf(file) ?? '', random);
    project.setFile(file, text);
    assertSound(project.checkFile(file), project, `seed ${seed}, round ${round}, ${file}`);
    assertSound(project.check(), project, `seed ${seed}, round ${round}, ${file}`);
    // A file that is broken for good would hide what comes after.
    if (random() < 0.3) project.setFile(file, originals.get(file) ?? '');
  }
  const { project: fresh } = await open();
  // In another order, too: what files say must not depend on which came first.
  for (const file of files.toReversed()) fresh.setFile(file, project.textOf(file) ?? '');
  assert.deepEqual(
    shown(project.check()),
    shown(fresh.check()),
    `seed ${seed}: other findings when read anew`,
  );
}

function shown({ findings }: CheckResult): string[] {
  return findings.map(
    ({ path: file, span, ruleId, message }) => `${file}:${span.start}-${span.end} ${ruleId} ${message}`,
  );
}

function assertSound({ findings, errors }: CheckResult, project: Project, when: string): void {
  assert.deepEqual(errors, [], when);
  for (const { path: file, span, ruleId, related, fixes } of findings) {
    const places = [{ path: file, span }, ...related];
    const changed = fixes.flatMap(({ changes }) =>
      changes.flatMap((change) =>
        'edits' in change ? change.edits.map((edit) => ({ path: change.path, span: edit.span })) : [],
      ),
    );
    for (const place of [...places, ...changed]) {
      const length = project.textOf(place.path)?.length ?? -1;
      const { start, end } = place.span;
      assert.ok(
        start >= 0 && start <= end && end <= length,
        `${when}: ${ruleId} at ${start}-${end} of ${length} in ${place.path}`,
      );
    }
  }
}
