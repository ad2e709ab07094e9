import type { CriticalPath, Settings } from '../configuration';
import type { FileFacts } from '../facts/facts';
import { contains, type Span } from '../source/span';
import type { CallGraph, FunctionRef } from './call-graph';

/** The stretches of files that a critical path leads through: those that it names, and those that they call. `all` is a whole file. */
interface Stretches {
  named: Map<string, Span[] | 'all'>;
  called: Map<string, Span[] | 'all'>;
}

/** Which critical paths of a configuration a place is on: the code that it names, and the functions that this calls. */
export class CriticalPaths {
  readonly #paths: { path: CriticalPath; through: Stretches }[];

  constructor(files: readonly FileFacts[], settings: Settings, calls: () => CallGraph) {
    this.#paths = settings.configuration.criticalPaths.map((path) => ({
      path,
      through: stretchesOf(path, files, settings, calls),
    }));
  }

  /** The path that names a place, else the first one whose code calls it. */
  at(path: string, span: Span): CriticalPath | undefined {
    const isOn = (stretches: ReadonlyMap<string, Span[] | 'all'>) => {
      const found = stretches.get(path);
      return found === 'all' || found?.some((each) => contains(each, span)) === true;
    };
    return (
      this.#paths.find(({ through }) => isOn(through.named)) ??
      this.#paths.find(({ through }) => isOn(through.called))
    )?.path;
  }
}

function stretchesOf(
  { through }: CriticalPath,
  files: readonly FileFacts[],
  settings: Settings,
  calls: () => CallGraph,
): Stretches {
  const stretches: Stretches = { named: new Map(), called: new Map() };
  for (const entry of through) {
    const at = entry.lastIndexOf('#');
    const [glob, name] = at < 0 ? [entry, undefined] : [entry.slice(0, at), entry.slice(at + 1)];
    for (const file of files) {
      if (file.role !== 'source' || !settings.fits(glob, file.path)) continue;
      if (name === undefined) stretches.named.set(file.path, 'all');
      for (const index of functionsNamed(file, name)) {
        add(stretches.named, { file, index });
        for (const reached of calls().reachedFrom({ file, index })) add(stretches.called, reached);
      }
    }
  }
  return stretches;
}

/** Indexes of the functions of that name or of the class of that name; of all functions without one. */
function functionsNamed(file: FileFacts, name: string | undefined): number[] {
  return file.functions.flatMap((each, index) => {
    const [holder = '', method] = each.name.split('.');
    const isMeant = name === undefined || each.name === name || holder === name || method === name;
    return isMeant ? [index] : [];
  });
}

function add(stretches: Stretches['named'], { file, index }: FunctionRef): void {
  const span = index === undefined ? undefined : file.functions[index]?.span;
  const known = stretches.get(file.path) ?? [];
  if (known !== 'all' && span) stretches.set(file.path, [...known, span]);
}
