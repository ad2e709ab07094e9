import type {
  FileChange,
  FileFacts,
  LimiterToAdd,
  ProjectModel,
  Route,
  RuleFix,
  TextEdit,
} from '../../../src/engine';

/** A limiter before the handler of a route: one that the file has already, else the one that its router's data sheet names. */
export function addLimiter(
  { file, fact }: Route,
  model: ProjectModel,
  text: (path: string) => string,
): RuleFix | undefined {
  const answers = fact.handlers.at(-1);
  const router = file.routers[fact.on];
  if (!answers || fact.kind !== 'http' || !router) return undefined;
  const limiter = model.libraries.find('routers', model.resolve(file.path, router.made))?.limiter;
  if (!limiter || answers.span.start < fact.pathSpan.end) return undefined;
  const at = { start: answers.span.start, end: answers.span.start };
  const own = limiterOf(file, model);
  if (own !== undefined)
    return {
      title: `Put ${own} before it`,
      safe: false,
      changes: [{ path: file.path, edits: [{ span: at, text: `${own}, ` }] }],
    };
  const source = text(file.path);
  const imported = file.imports.find(({ specifier }) => specifier === limiter.package);
  const name =
    imported?.names.find((each) => each.imported === 'default' || each.imported === limiter.name)?.local ??
    limiter.name;
  if (!imported && new RegExp(`\\b${name}\\b`).test(source)) return undefined;
  const edits: TextEdit[] = [{ span: at, text: `${name}({ ${limiter.options} }), ` }];
  if (!imported) edits.push(importOf(file, source, limiter));
  const dependency = dependencyIn(model.packageOf(file.path), limiter, model, text);
  const changes: FileChange[] = [{ path: file.path, edits }, ...(dependency ? [dependency] : [])];
  return {
    title: `Allow 10 requests in 15 minutes${dependency ? ` (adds ${limiter.package} to the dependencies)` : ''}`,
    safe: false,
    changes,
  };
}

/** A limiter that another route of the file is behind, by its name. */
function limiterOf(file: FileFacts, model: ProjectModel): string | undefined {
  for (const { handlers } of file.routes)
    for (const handler of handlers.slice(0, -1))
      if (/^[\w$.]+$/.test(handler.text) && model.routes.rolesOf(file, handler).has('limits'))
        return handler.text;
  return undefined;
}

function importOf(file: FileFacts, source: string, limiter: LimiterToAdd): TextEdit {
  const isModule = /^import\s/m.test(source);
  const semicolon = /;[ \t]*$/m.test(source) ? ';' : '';
  const quote = /from "|require\("/.test(source) ? '"' : "'";
  const line = isModule
    ? `import { ${limiter.name} } from ${quote}${limiter.package}${quote}${semicolon}`
    : `const { ${limiter.name} } = require(${quote}${limiter.package}${quote})${semicolon}`;
  // After the last of those at the top: a `require` further down belongs to what is around it.
  let end = 0;
  for (const { span } of file.imports) {
    const lineStart = source.lastIndexOf('\n', span.start - 1) + 1;
    if (
      /^(import|const|let|var)\b/.test(source.slice(lineStart)) &&
      !/^\s*[)}]?\s*\(/.test(source.slice(span.end, span.end + 2))
    )
      end = Math.max(end, span.end);
  }
  if (end === 0) return { span: { start: 0, end: 0 }, text: `${line}\n` };
  const rest = source.indexOf('\n', end);
  const at = rest < 0 ? source.length : rest;
  return { span: { start: at, end: at }, text: `\n${line}` };
}

/** The dependency in its package's manifest, where it is not yet. */
function dependencyIn(
  folder: string,
  limiter: LimiterToAdd,
  model: ProjectModel,
  text: (path: string) => string,
): FileChange | undefined {
  const path = folder === '' ? 'package.json' : `${folder}/package.json`;
  const manifest = model.files.get(path)?.manifest;
  if (!manifest || manifest.dependencies.includes(limiter.package)) return undefined;
  const source = text(path);
  const block = /"dependencies"\s*:\s*\{([^}]*)\}/.exec(source);
  if (!block?.[1]) return undefined;
  const start = block.index + block[0].indexOf('{') + 1;
  const entries = [...block[1].matchAll(/(\s*)"([^"]+)"\s*:\s*"[^"]*"/g)];
  const added = `"${limiter.package}": "${limiter.version}"`;
  const next = entries.find(([, , name = '']) => name > limiter.package);
  const last = entries.at(-1);
  if (!last) return undefined;
  const at = next ? start + next.index : start + last.index + last[0].length;
  const space = (next ?? last)[1] ?? ' ';
  return {
    path,
    edits: [{ span: { start: at, end: at }, text: next ? `${space}${added},` : `,${space}${added}` }],
  };
}
