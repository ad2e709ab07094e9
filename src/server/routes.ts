import { type FileFacts, lineAt, type ProjectModel, type Route, type Span } from '../engine';

/** A route that a back end answers, where it is defined. */
export interface RouteOfProject {
  method: string;
  path: string;
  file: string;
  /** 1-based. */
  line: number;
}

/** The routes of all back ends, with the prefixes of all routers above. */
export function routesOf(model: ProjectModel): RouteOfProject[] {
  return model.routes.all.map(toRoute);
}

/** The routes that stand in a stretch of a file, and those that a function around it answers, also through others. */
export function routesAt(model: ProjectModel, file: FileFacts, stretch: Span): RouteOfProject[] {
  const found = new Set<Route>(
    model.routes.all.filter((route) => route.file === file && overlap(route.fact.span, stretch)),
  );
  for (const [index, { span }] of file.functions.entries())
    if (overlap(span, stretch)) for (const route of model.routes.servedBy({ file, index })) found.add(route);
  return [...found].map(toRoute);
}

function toRoute({ method, path, file, fact }: Route): RouteOfProject {
  return { method, path, file: file.path, line: lineAt(file.lineStarts, fact.span.start) + 1 };
}

function overlap(first: Span, second: Span): boolean {
  return first.start < second.end && second.start < first.end;
}
