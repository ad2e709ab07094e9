import type { Route } from '../../../src/engine';

/** `POST /api/users [authenticate: authenticates] → users.create` */
export function outline(route: Route): string {
  const passed = route.middleware.map(({ handler, roles }) => {
    const name = /=>/.test(handler.text) ? 'inline' : handler.text.replace(/[(:].*/s, '');
    return roles.size > 0 ? `${name}: ${[...roles].join('+')}` : name;
  });
  const handler =
    route.handler?.index === undefined ? undefined : route.handler.file.functions[route.handler.index];
  const answers = handler
    ? ` → ${route.handler?.file === route.file ? '' : `${route.handler?.file.path}#`}${handler.name || 'inline'}`
    : '';
  return `${route.method} ${route.path}${passed.length > 0 ? ` [${passed.join(', ')}]` : ''}${answers}`;
}
