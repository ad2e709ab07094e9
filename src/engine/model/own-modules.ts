import type { FileFacts } from '../facts/facts';
import { OwnModules } from '../facts/reading/own-modules';

/** Folders by whose names files are imported where a configuration has a base for bare names. No package is called so and has files below it. */
const customaryFolders = [
  'app',
  'apps',
  'common',
  'components',
  'config',
  'controllers',
  'core',
  'database',
  'db',
  'domain',
  'entities',
  'features',
  'helpers',
  'interfaces',
  'lib',
  'libs',
  'middleware',
  'middlewares',
  'models',
  'modules',
  'repositories',
  'routes',
  'server',
  'services',
  'shared',
  'src',
  'types',
  'utils',
];

/** The names by which the files of a project import each other, from its manifests and its compilers' configurations. */
export function findOwnModules(files: ReadonlyMap<string, FileFacts>): OwnModules {
  const names: string[] = [];
  for (const { role, manifest, compiler } of files.values()) {
    // A package that a test makes up is often called as a real one is.
    if (!manifest && !compiler) continue;
    if (/^(test|fixture|example|vendored)$/.test(role)) continue;
    if (manifest?.name !== undefined) names.push(manifest.name);
    names.push(...Object.keys(manifest?.imports ?? {}));
    for (const [name, targets] of Object.entries(compiler?.paths ?? {}))
      if (isTelling(name) && targets.some((target) => !/(^|\/)node_modules\//.test(target))) names.push(name);
    if (compiler?.baseUrl !== undefined) names.push(...customaryFolders.map((folder) => `${folder}/*`));
  }
  return new OwnModules(names);
}

/** `*` and `@*` would make every package the project's own. */
function isTelling(name: string): boolean {
  return /^[#~$]|^[^*]+\/|^[^*]+$/.test(name);
}
