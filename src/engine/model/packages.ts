import type { FileFacts } from '../facts/facts';

/** What a package calls itself, or its folder. */
export function nameOf(files: ReadonlyMap<string, FileFacts>, folder: string): string {
  const manifest = files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
  return manifest?.name ?? (folder.slice(folder.lastIndexOf('/') + 1) || 'This project');
}

/** The folder of the nearest `package.json` above a file. */
export function packageOf(files: ReadonlyMap<string, FileFacts>, path: string): string {
  for (let folder = path; folder.includes('/'); ) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    if (files.has(`${folder}/package.json`)) return folder;
  }
  return '';
}
