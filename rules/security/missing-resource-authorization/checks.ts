import { type Middleware, type ProjectModel, passes, type Route } from '../../../src/engine';
import { readsSession } from './accesses';

/** Whether the handler, or a function of the project that it calls, checks what the caller may do. */
export function isCheckedInHandler({ handler }: Route, model: ProjectModel): boolean {
  if (!handler) return false;
  return model.calls.reachedFrom(handler).some(({ file, index }) => {
    const own = index === undefined ? undefined : file.functions[index]?.span;
    return (
      own !== undefined &&
      file.accessChecks.some(
        (check) => check.role === 'authorizes' && own.start <= check.span.start && check.span.end <= own.end,
      )
    );
  });
}

/** Middleware of a route that looks something up has loaded the record, and is where such a check would stand. */
export function loadsRecord({ file, handler }: Middleware, model: ProjectModel): boolean {
  const target = model.routes.functionOf(file, handler);
  return target !== undefined && model.calls.queriesOf(target).length > 0;
}

const known = new WeakMap<ProjectModel, Map<string, boolean>>();

/** Whether some route of the same package asks who is logged in. */
export function knowsWhoIsLoggedIn(route: Route, model: ProjectModel): boolean {
  let byPackage = known.get(model);
  if (!byPackage) {
    byPackage = new Map();
    for (const each of model.routes.all)
      if (passes(each, 'authenticates') || readsSession(each, model))
        byPackage.set(model.packageOf(each.file.path), true);
    known.set(model, byPackage);
  }
  return byPackage.get(model.packageOf(route.file.path)) === true;
}
