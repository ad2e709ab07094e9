import path from 'node:path';
import { URI } from 'vscode-uri';

/**
 * The one place where paths change their form. Inside Marcus a path is relative to a project's root and has `/`;
 * the file system has absolute ones in the platform's way, and the protocol has URIs.
 */

/** `a\b` of Windows as `a/b`. Elsewhere a backslash may be part of a name, and stays. */
export function toPosix(platformPath: string): string {
  return path.sep === '\\' ? platformPath.replaceAll('\\', '/') : platformPath;
}

/** The absolute path of a project file, in the platform's way. */
export function toAbsolute(root: string, projectPath: string): string {
  return path.join(root, projectPath);
}

/**
 * An absolute path as a path of the project under `root`: `''` for the root itself, undefined for what is not
 * inside. On Windows the case of letters does not matter.
 */
export function toProjectPath(root: string, absolute: string): string | undefined {
  const relative = path.relative(root, absolute);
  const outside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
  return outside ? undefined : toPosix(relative);
}

/** The URI of a project file, written as VS Code writes it, so that it can be compared with those of documents. */
export function toUri(root: string, projectPath: string): string {
  return URI.file(toAbsolute(root, projectPath)).toString();
}

/** The project path of a document; undefined for one outside the root or not on disk (`untitled:`, `git:`). */
export function fromUri(root: string, uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? toProjectPath(root, parsed.fsPath) : undefined;
}

/** The absolute path of a `file:` URI; undefined for other schemes. */
export function uriToAbsolute(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? path.normalize(parsed.fsPath) : undefined;
}

/**
 * A project file's path as a person in `workingDirectory` would write it, with `/`: `../api/a.ts`, `.` for the directory itself. On Windows a file on
 * another drive has no such path and keeps its absolute one.
 */
export function fromWorkingDirectory(workingDirectory: string, root: string, projectPath: string): string {
  return toPosix(path.relative(workingDirectory, toAbsolute(root, projectPath))) || '.';
}
