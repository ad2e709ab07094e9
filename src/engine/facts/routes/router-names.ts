/** What routers are called where nothing else tells. */
const routerNames =
  /(^|[.#])(app|router|routes?|server|fastify|api|instance|scope|web|express|[a-z]*Router|[a-z]*App|v\d+)$/i;

/** Whether a name says that it holds a router. */
export function soundsLikeRouter(name: string): boolean {
  return routerNames.test(name);
}
