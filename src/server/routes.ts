import { type FileFacts, lineAt, type ProjectModel, type RouteFact } from '../engine';

/** A route that a back end answers, where it is defined. */
export interface RouteOfProject {
  method: string;
  path: string;
  file: string;
  line: number;
}

/**
 * The routes of all back ends. The one place that says where they come from: those of the apps that listen, else, as in a
 * library or a serverless back end, those that the files define. Middleware is no route.
 */
export function routesOf(model: ProjectModel): RouteOfProject[] {
  const ofApps = model.apps.flatMap((app) => app.routes);
  const routes =
    ofApps.length > 0
      ? ofApps
      : model.filesInOrder
          .filter(({ role }) => role === 'source')
          .flatMap(({ path, routes }) => routes.map((route) => ({ path, route })));
  return routes.flatMap(({ path, route }) => toRoute(model.files.get(path), route) ?? []);
}

function toRoute(file: FileFacts | undefined, { method, path, span }: RouteFact): RouteOfProject | undefined {
  if (!file || method === 'USE') return undefined;
  return { method, path, file: file.path, line: lineAt(file.lineStarts, span.start) + 1 };
}
