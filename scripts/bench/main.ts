import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../../rules';
import { defaultConfiguration, loadSqlParser } from '../../src/engine';
import { openWorkspace, type Workspace } from '../../src/workspace';
import { measureCached, onDisk } from './cached';
import { generateBackEnd, longFile } from './generate';
import { measure, nearest500 } from './measure';
import { cachedTable, ratiosOf, tables } from './report';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: 'string', default: '300' },
      cache: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [given] = positionals;
  if (!/^[1-9]\d*$/.test(values.files)) throw new Error(`--files takes a number, not '${values.files}'`);
  if (values.cache) {
    const root = given ? path.resolve(given) : onDisk(generateBackEnd(Number(values.files)));
    const cached = await measureCached(root, rules);
    if (!given) rmSync(root, { recursive: true, force: true });
    console.log(values.json ? JSON.stringify(cached, undefined, 2) : cachedTable(cached));
    return;
  }
  // As the editor and the command line would read it; the project's root speaks for all of it.
  const workspace = given ? await openWorkspace(path.resolve(given), { rules }) : undefined;
  const texts = workspace ? textsOf(workspace) : generateBackEnd(Number(values.files));
  const configuration = workspace?.configurations.of('') ?? defaultConfiguration;
  const typedIn = given ? nearest500(texts) : longFile;
  if (typedIn === undefined) throw new Error(`no script that Marcus reads in ${given}`);
  const sql = await loadSqlParser(configuration.dialect);
  const measurements = measure({ texts, longFile: typedIn, rules, sql, configuration });
  if (values.json)
    console.log(JSON.stringify({ ratios: ratiosOf(measurements), ...measurements }, undefined, 2));
  else console.log(tables(measurements));
  const [load = 0] = loadavg();
  // Short work suffers less from others than long work, so that even ratios come out too high.
  if (load > cpus().length * 1.5) {
    console.error(
      `The machine is busy (load ${load.toFixed(1)} on ${cpus().length} CPUs): measure again when it is not.`,
    );
  }
}

function textsOf({ project }: Workspace): Map<string, string> {
  return new Map([...project.paths()].map((file) => [file, project.textOf(file) ?? '']));
}

main().catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
