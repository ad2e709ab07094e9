import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Rule } from '../../src/engine';
import { FactsCache, Workspace } from '../../src/workspace';
import { parseAndVisit } from './floor';
import { nearest500, withChange } from './measure';
import { processorTime, type Times, timesOf } from './statistics';

/** Processor time of whole checks, from the files on disk to the findings, in turns with raw TypeScript on the same texts. */
export interface CachedMeasurements {
  files: number;
  floor: Times;
  nothingCached: Times;
  nothingChanged: Times;
  oneChanged: Times;
}

const rounds = 5;

/** What the facts of an earlier run save: nothing cached, nothing changed since, one file changed. */
export async function measureCached(root: string, rules: readonly Rule[]): Promise<CachedMeasurements> {
  const folder = mkdtempSync(path.join(tmpdir(), 'marcus-bench-'));
  const samples: Record<'floor' | 'nothingCached' | 'nothingChanged' | 'oneChanged', number[]> = {
    floor: [],
    nothingCached: [],
    nothingChanged: [],
    oneChanged: [],
  };
  const check = async (into: keyof typeof samples, changed?: [file: string, text: string]) => {
    const before = processorTime();
    const store = into === 'nothingCached' ? undefined : FactsCache.open(folder, root);
    const workspace = await Workspace.create(root, { rules, ...(store ? { store } : {}) });
    if (changed) workspace.setText(...changed);
    await workspace.load();
    workspace.check();
    store?.save();
    samples[into].push(processorTime() - before);
    return workspace.project;
  };
  try {
    // The first fills the cache, with code still cold: it does not count.
    const project = await check('nothingChanged');
    samples.nothingChanged.length = 0;
    const texts = new Map([...project.paths()].map((file) => [file, project.textOf(file) ?? '']));
    const changed = nearest500(texts);
    if (changed === undefined) throw new Error(`no script that Marcus reads in ${root}`);
    for (let round = 0; round < rounds; round++) {
      const before = processorTime();
      parseAndVisit(texts);
      samples.floor.push(processorTime() - before);
      await check('nothingCached');
      await check('nothingChanged');
      await check('oneChanged', [changed, withChange(texts.get(changed) ?? '', round)]);
      // What the last one kept is of a text that is not on disk.
      await check('nothingChanged');
      samples.nothingChanged.pop();
    }
    const timesFor = (key: keyof typeof samples) => timesOf(samples[key]);
    return {
      files: texts.size,
      floor: timesFor('floor'),
      nothingCached: timesFor('nothingCached'),
      nothingChanged: timesFor('nothingChanged'),
      oneChanged: timesFor('oneChanged'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes texts to a folder of their own, for a project that is on no disk. */
export function onDisk(texts: ReadonlyMap<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'marcus-bench-'));
  for (const [file, text] of texts) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}
