import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where VS Code builds and what they need are kept between runs. */
export const vscodeCache = join(root, '.cache', 'vscode');

/**
 * Makes `<cache>/<name>` with `install` unless a run before this one has done so to the end, for the same recipe. An installation that broke off
 * leaves no marker, so the next run starts it again from nothing.
 *
 * @param recipe what was installed, versions included; another text means another installation
 * @returns the folder
 */
export function installOnce(name: string, recipe: string, install: (folder: string) => void): string {
  const folder = join(vscodeCache, name);
  const marker = join(folder, '.complete');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === recipe) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`Installing ${recipe} …`);
  install(folder);
  writeFileSync(marker, recipe);
  return folder;
}
