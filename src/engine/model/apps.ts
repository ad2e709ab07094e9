import type { FileFacts, MountFact, RouteFact, ServerFact } from '../facts/facts';
import type { ProjectModel } from './model';

/** A process that listens for HTTP requests: one per package. */
export interface App {
  /** The package's folder; empty for the project's root. */
  folder: string;
  /** The package's name, or its folder's. */
  name: string;
  /** Where it starts to listen; the first one in path order. */
  listens: { path: string; server: ServerFact };
  routes: { path: string; route: RouteFact }[];
  /** Routers and middleware that are mounted. */
  mounts: { path: string; mount: MountFact }[];
  /** Specifiers that its production files import. */
  imports: Set<string>;
}

/** What makes an HTTP server, by what the `listen` is called on. */
const httpServer =
  /^(express#|fastify#|koa#(default)?|http#createServer|https#createServer|http2#create(Secure)?Server|polka#|restify#createServer|@hapi\/hapi#[sS]erver|hono#Hono|@nestjs\/core#NestFactory\.create|@hono\/node-server#|global#Bun|global#Deno|http#Server|connect#|@hono\/.+#.*)(\(.*\))*/;

export function findApps(model: ProjectModel): App[] {
  const byFolder = new Map<string, App>();
  const files = [...model.files.values()].filter(isProduction).sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of files) {
    for (const server of file.servers) {
      if (!httpServer.test(model.resolve(file.path, server.made))) continue;
      const folder = model.packageOf(file.path);
      if (byFolder.has(folder)) continue;
      byFolder.set(folder, {
        folder,
        name: nameOf(model, folder),
        listens: { path: file.path, server },
        routes: [],
        mounts: [],
        imports: new Set(),
      });
    }
  }
  for (const file of files) {
    const app = byFolder.get(model.packageOf(file.path));
    if (!app) continue;
    for (const route of file.routes) app.routes.push({ path: file.path, route });
    for (const mount of file.mounts) app.mounts.push({ path: file.path, mount });
    for (const each of file.imports) app.imports.add(each.specifier);
  }
  return [...byFolder.values()];
}

function isProduction(file: FileFacts): boolean {
  return file.role === 'source';
}

function nameOf(model: ProjectModel, folder: string): string {
  const manifest = model.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
  return manifest?.name ?? (folder.slice(folder.lastIndexOf('/') + 1) || 'this project');
}

/** The folder of the nearest `package.json` above a file. */
export function packageOf(files: ReadonlyMap<string, FileFacts>, path: string): string {
  for (let folder = path; folder.includes('/'); ) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    if (files.has(`${folder}/package.json`)) return folder;
  }
  return '';
}
