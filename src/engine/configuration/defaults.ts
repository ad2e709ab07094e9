/** The value with every `default` of its JSON schema filled in, at any depth of objects. The value itself stays as it is. */
export function withDefaults(
  schema: Record<string, unknown>,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const filled = { ...value };
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property)) continue;
    if (filled[name] === undefined && 'default' in property) filled[name] = property.default;
    const own = filled[name];
    if (isObject(own)) filled[name] = withDefaults(property, own);
    else if (own === undefined && isObject(property.properties)) {
      const inner = withDefaults(property, {});
      if (Object.keys(inner).length > 0) filled[name] = inner;
    }
  }
  return filled;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
