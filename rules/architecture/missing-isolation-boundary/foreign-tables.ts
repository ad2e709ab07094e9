import type { FileFacts, ProjectModel, QueryBlock, QueryFact, Span, TableUse } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

interface Reach {
  path: string;
  messageId: 'table';
  data: Record<string, string>;
  span: Span;
  related: { path: string; span: Span; message: string }[];
}

/** Folders whose folders are parts of a program that keep to themselves. */
const moduleFolder = /(?:^|\/)(?:modules|features|domains|contexts|bounded-contexts)\/([\w-]+)\//;

/** Queries in handlers of one module whose table is another module's: one that is called so, or declares it, and asks it itself. */
export function foreignTables(model: ProjectModel): Reach[] {
  const files = model.filesInOrder.filter((file) => isProductionCode(file) && moduleFolder.test(file.path));
  const modules = new Set(files.map((file) => moduleOf(file.path)));
  if (modules.size < 2) return [];
  const owners = new Owners(model, files);
  return files.flatMap((file) => {
    if (file.routes.length === 0) return [];
    const handlers = handlersOf(file);
    return model.queriesOf(file).flatMap((query) => {
      const owner = model.calls.ownerOf(file, query.within);
      const table = owner !== undefined && handlers.has(owner) ? tableOf(query) : undefined;
      const own = table && owners.of(table.name, file.path);
      if (!table || !own || own.module === moduleOf(file.path)) return [];
      return {
        path: file.path,
        messageId: 'table' as const,
        data: { module: moduleOf(file.path) ?? '', table: table.name, owner: own.module },
        span: query.calleeSpan,
        related: [{ path: own.path, span: own.span, message: `${own.module} asks for ${table.name} here.` }],
      };
    });
  });
}

class Owners {
  /** Table → where each module asks for it. */
  readonly #uses = new Map<string, Map<string, { path: string; span: Span }>>();
  /** Table → modules that declare it. */
  readonly #declared = new Map<string, Set<string>>();

  constructor(model: ProjectModel, files: readonly FileFacts[]) {
    for (const file of files) {
      const module = keyOf(file.path);
      for (const query of model.queriesOf(file)) {
        const table = tableOf(query)?.name;
        if (table === undefined) continue;
        const uses = this.#uses.get(table) ?? new Map<string, { path: string; span: Span }>();
        this.#uses.set(table, uses);
        if (!uses.has(module)) uses.set(module, { path: file.path, span: query.calleeSpan });
      }
      for (const { table } of file.dataModels)
        if (table !== undefined)
          this.#declared.set(table, (this.#declared.get(table) ?? new Set()).add(module));
    }
  }

  /** The module that a table belongs to, and where it asks for it; undefined where more than one may have it. */
  of(table: string, asker: string): { module: string; path: string; span: Span } | undefined {
    const uses = this.#uses.get(table);
    const declaring = this.#declared.get(table);
    // A module of another program has the same name for something else.
    const near = [...(uses ?? [])].filter(([key]) => programOf(key) === programOf(keyOf(asker)));
    const own = near.filter(([key]) => declaring?.has(key) || isCalledAlike(table, nameOf(key)));
    const [first] = own;
    if (!first || own.length > 1) return undefined;
    return { module: nameOf(first[0]), ...first[1] };
  }
}

/** `order_items` of the module `order-item`. */
function isCalledAlike(table: string, module: string): boolean {
  const plain = (text: string) =>
    text.toLowerCase().replace(/[-_]/g, '').replace(/ies$/, 'y').replace(/s$/, '');
  return plain(table) === plain(module);
}

/** The program and the module of a path: `apps/api/src modules/users`. */
function keyOf(path: string): string {
  const at = moduleFolder.exec(path);
  return `${path.slice(0, at?.index ?? 0)} ${at?.[1] ?? ''}`;
}

function programOf(key: string): string {
  return key.slice(0, key.lastIndexOf(' '));
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}

function moduleOf(path: string): string | undefined {
  return moduleFolder.exec(path)?.[1];
}

/** Functions of a file that answer its routes. */
function handlersOf(file: FileFacts): Set<number> {
  const found = file.routes.flatMap(({ handlers }) => {
    const last = handlers.at(-1);
    if (last?.function !== undefined) return [last.function];
    const name = /^local#([\w$.]+)$/.exec(last?.path ?? '')?.[1];
    const index = name === undefined ? -1 : file.functions.findIndex((each) => each.name === name);
    return index < 0 ? [] : [index];
  });
  return new Set(found);
}

/** What a query is about: the table that it writes, or the first that it reads. */
function tableOf(query: QueryFact): TableUse | undefined {
  const [statement] = query.statements;
  const block: QueryBlock | undefined = statement?.block;
  return block?.target ?? block?.tables[0];
}
