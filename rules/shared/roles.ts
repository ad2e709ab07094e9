import type { FileFacts } from '../../src/engine';

/** Code that serves users: no tests, fixtures, seeds, migrations, scripts, generated or vendored files. */
export function isProductionCode(file: FileFacts): boolean {
  return file.role === 'source';
}
