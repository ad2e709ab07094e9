import assert from 'node:assert/strict';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { sheets } from '../../../src/engine/libraries';
import type { Entry } from '../../../src/engine/libraries/entry';
import { type Known, linesOf } from '../../../src/engine/libraries/look-up';

const root = join(__dirname, '..', '..', '..');

/** `18.1.2`, `5.x`, `Bun 1.x`. */
const version = String.raw`([@\w./-]*[a-zA-Z][\w./-]* )?\d+(\.(\d+|x))*(-(alpha|beta|rc)\.\d+)?`;
const form = new RegExp(
  String.raw`^(findings/[a-z\d-]+\.sh|(measured|documentation|source) ${version}( and ${version})*(: .+)?)$`,
);

/** The fields that say what holds where a program says nothing, or what an option does: nobody can tell whether that is so without knowing where it was learnt. */
const beliefs: ReadonlySet<string> = new Set([
  'versions',
  ...['limits', 'byDefault', 'undoesAgents', 'lifetime'],
  ...['uncaught', 'tells', 'onSignal', 'keepsConnections'],
  ...['server', 'client', 'filters'],
]);

const lines: Known[] = sheets.flatMap((sheet) => linesOf(sheet));

/** A call that has no limit by default says so by leaving it out. */
function isBelief({ topic, entry }: Known): boolean {
  if (topic === 'outgoing' || topic === 'agents') return true;
  // That a handle of a database is a client, and not a server, is no belief about its defaults.
  if (topic === 'databases') return false;
  return Object.keys(entry).some((key) => beliefs.has(key));
}

const partsOf = ({ source }: Entry): string[] => source?.split('; ') ?? [];
const named = ({ topic, entry, library }: Known): string =>
  `${library.name}, ${topic} ${JSON.stringify(entry.path)}: ${entry.source}`;

describe('the sources of data sheets', () => {
  it('stand beside whatever is said of defaults, of options and of versions', () => {
    const without = lines.filter((line) => isBelief(line) && line.entry.source === undefined);
    assert.deepEqual(without.map(named), []);
  });

  it('are a script of findings/, or what was measured or read of which version', () => {
    const others = lines.filter(({ entry }) => partsOf(entry).some((part) => !form.test(part)));
    assert.deepEqual(others.map(named), []);
  });

  it('are scripts that can be run', () => {
    const scripts = new Set(
      lines.flatMap(({ entry }) => partsOf(entry)).filter((part) => part.startsWith('findings/')),
    );
    assert.ok(scripts.size > 0);
    for (const script of scripts) assert.doesNotThrow(() => accessSync(join(root, script), constants.X_OK));
  });
});
