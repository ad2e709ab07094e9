import type { FileFacts } from '../facts/facts';
import type { ModuleGraph } from './module-graph';

/** A path of a file with the constants of other files in it spelled out: `${ROUTES.HEALTH}` is `/health`. What is not found stays as it is. */
export function spelledOut(path: string, file: FileFacts, modules: ModuleGraph): string {
  const { pathNames } = file;
  if (!pathNames || !path.includes('${')) return path;
  return path.replace(/\$\{([\w$.]+)\}/g, (hole: string, name: string) => {
    const denoted = pathNames[name];
    const found = denoted === undefined ? undefined : modules.exportOf(file.path, denoted);
    if (!found) return hole;
    const { fact, rest } = found;
    return (rest === '' ? fact.value : fact.members?.[rest.slice(1)])?.path ?? hole;
  });
}
