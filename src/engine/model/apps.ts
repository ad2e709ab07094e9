import type { AccessPath, MountFact, RouteFact, ServerFact } from '../facts/facts';
import { servesHttp } from '../facts/processes/http-server';
import type { Span } from '../source/span';
import type { ModelCore } from './core';
import { nameOf } from './packages';
import { isCommand, isEntry, servedBy } from './processes';
import { spelledOut } from './spelled-paths';

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
  /** Whether a library answers health requests for it. */
  answersHealth: boolean;
  /** Where the first route or middleware is added to the app itself, when a `(req, res)` handler can be added there. */
  first?: { path: string; span: Span };
}

export function findApps(model: ModelCore): App[] {
  const byFolder = new Map<string, App>();
  const files = [...model.files.values()].filter(isEntry).sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of files) {
    for (const server of file.servers) {
      if (!servesHttp(model.libraries, servedBy(model, file.path, server.made))) continue;
      const folder = model.packageOf(file.path);
      if (isCommand(model, folder)) continue;
      if (byFolder.has(folder)) continue;
      byFolder.set(folder, {
        folder,
        name: nameOf(model.files, folder),
        listens: { path: file.path, server },
        routes: [],
        mounts: [],
        answersHealth: false,
      });
    }
  }
  for (const file of files) {
    const app = byFolder.get(model.packageOf(file.path));
    if (!app) continue;
    for (const route of file.routes)
      app.routes.push({
        path: file.path,
        route: { ...route, path: spelledOut(route.path, file, model.modules) },
      });
    for (const mount of file.mounts)
      app.mounts.push({
        path: file.path,
        mount: { ...mount, prefix: spelledOut(mount.prefix, file, model.modules) },
      });
    app.answersHealth ||= file.imports.some((each) => model.libraries.is(each.specifier, 'health-check'));
  }
  for (const app of byFolder.values()) {
    const first = firstOn(app, model);
    if (first) app.first = first;
  }
  return [...byFolder.values()];
}

function firstOn({ listens, routes, mounts }: App, model: ModelCore): App['first'] {
  const takesHandlers = (made: AccessPath | undefined) =>
    model.libraries.find('routers', made)?.takesNodeHandlers === true;
  const madeOf = (path: string, router: number) => model.files.get(path)?.routers[router]?.made;
  const places = [
    ...mounts
      .filter(({ path, mount }) => takesHandlers(madeOf(path, mount.on)))
      .map(({ path, mount }) => ({ path, span: mount.call })),
    ...routes
      .filter(({ path, route }) => takesHandlers(madeOf(path, route.on)))
      .map(({ path, route }) => ({ path, span: route.span })),
  ];
  places.sort((a, b) => (a.path === b.path ? a.span.start - b.span.start : a.path < b.path ? -1 : 1));
  return (
    places[0] ??
    (takesHandlers(listens.server.made) ? { path: listens.path, span: listens.server.span } : undefined)
  );
}
