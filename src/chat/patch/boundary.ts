import { URI } from 'vscode-uri';

/** A place that a patch may write to, or why it may not. */
export type Boundary = { ok: true; path: string } | { ok: false; reason: string };

/**
 * Whether a file lies inside one of the workspace's folders, judged by its name alone. Symbolic links cannot be seen here:
 * the host follows them before it writes.
 *
 * @param uri of the file, as a string
 * @param roots URIs of the workspace folders
 */
export function insideWorkspace(uri: string, roots: readonly string[]): Boundary {
  let file: URI;
  try {
    file = URI.parse(uri, true);
  } catch {
    return refuse(`"${uri}" is no address of a file.`);
  }
  // URI.parse has decoded the path once; what is still encoded would be decoded by nobody, but is never innocent.
  const segments = file.path.split('/');
  if (segments.includes('..') || segments.includes('.')) return refuse('The path climbs with "..".');
  if (/[\\\0]/.test(file.path) || /%(2e|2f|5c)/i.test(file.path))
    return refuse('The path has a disguised separator.');
  if (file.query || file.fragment) return refuse('The address has a query or a fragment.');
  for (const root of roots) {
    const path = below(file, URI.parse(root));
    if (path === undefined) continue;
    return path.split('/').some(isGit) ? refuse('Patches never touch the .git folder.') : { ok: true, path };
  }
  return refuse('The file is outside the workspace.');
}

function below(file: URI, root: URI): string | undefined {
  if (file.scheme !== root.scheme || file.authority !== root.authority) return undefined;
  const prefix = withSmallDrive(root.path.endsWith('/') ? root.path : `${root.path}/`);
  const path = withSmallDrive(file.path);
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined;
}

/** "/C:/a" and "/c:/a" are one place, and both are written. */
function withSmallDrive(path: string): string {
  return path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}

/** Also the names under which Windows and macOS would still open it: other case, dots or spaces behind, the short name. */
function isGit(segment: string): boolean {
  return /^(\.git|git~\d+)$/i.test(segment.replace(/[. ]+$/, '').replace(/\p{Cf}/gu, ''));
}

function refuse(reason: string): Boundary {
  return { ok: false, reason };
}
