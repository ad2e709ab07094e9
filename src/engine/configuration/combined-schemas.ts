import type { ErrorObject } from 'ajv';

/**
 * The faults of a value of which several schemas may hold (`anyOf`): those of the one that was meant, told by the kind of value, and where that leaves none or
 * several, the one fault that the value fits none of them. Without this, one mistake has a message from each.
 */
export function oneForEachMistake(errors: readonly ErrorObject[]): ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const error of errors) {
    if (error.keyword !== 'anyOf' || !Array.isArray(error.schema)) continue;
    const branches = error.schema.map((_, index) =>
      errors.filter(({ schemaPath }) => schemaPath.startsWith(`${error.schemaPath}/${index}/`)),
    );
    const fitting = branches.filter(
      (each) =>
        !each.some(({ keyword, instancePath }) => keyword === 'type' && instancePath === error.instancePath),
    );
    const [meant] = fitting.length === 1 ? fitting : [];
    if (meant) dropped.add(error);
    for (const each of branches.flat()) if (!meant?.includes(each)) dropped.add(each);
  }
  const kept = errors.filter((error) => !dropped.has(error));
  // A value of another type is none of the choices either.
  const mistyped = new Set(kept.flatMap((each) => (each.keyword === 'type' ? each.instancePath : [])));
  return kept.filter(({ keyword, instancePath }) => keyword !== 'enum' || !mistyped.has(instancePath));
}
