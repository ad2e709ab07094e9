import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/vscode/cache';
import { packageExtension } from '../../scripts/vscode/package';

export const sample = join(root, 'test', 'workspaces', 'swarm');

/** Scratch space of the suites: a folder each, and the album's pictures. */
export const scratch = join(root, '.cache', 'e2e');

/** A copy of the sample in a folder that nothing else is in, and room for the server's data. */
export function freshWorkspace(name: string): { workspace: string; dataDir: string } {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  const workspace = join(folder, 'swarm');
  cpSync(sample, workspace, { recursive: true });
  return { workspace, dataDir: join(folder, 'server') };
}

let packed: string | undefined;

/** The package that users install; made once for all suites. */
export function packedExtension(): string {
  packed ??= packageExtension();
  return packed;
}

/** Where the sample has a red flag, as its list of planted places says; line and column from 1. */
export function planted(rule: string, path: string): { line: number; column: number } {
  const { planted: places } = JSON.parse(readFileSync(`${sample}.expected.json`, 'utf8')) as {
    planted: { rule: string; path: string; line: number; text: string }[];
  };
  const place = places.find((one) => one.rule === rule && one.path === path);
  assert.ok(place, `${rule} is not planted in ${path}`);
  const lines = readFileSync(join(sample, path), 'utf8').split('\n');
  return { line: place.line, column: (lines[place.line - 1] ?? '').indexOf(place.text) + 1 };
}
