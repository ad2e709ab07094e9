import type { ProjectModel, Table } from '../engine';
import { type Drawing, placeOf, touches } from './drawing';
import type { MapNode } from './graph';

/** Whether a table is one of the product, and not of its tests or examples. */
export function isOfTheServer(model: ProjectModel, table: Table): boolean {
  const role = model.files.get(table.definedAt.path)?.role;
  return role !== 'test' && role !== 'fixture' && role !== 'example';
}

/** Gives a table's box its columns, its tenancy, its keys, and what was found at its definition or because of it. */
export function completeTable(model: ProjectModel, drawing: Drawing, table: Table, node: MapNode): void {
  const file = model.files.get(table.definedAt.path);
  const columns = [...table.columns.values()];
  if (columns.length > 0) node.detail = columns.length === 1 ? '1 column' : `${columns.length} columns`;
  if (file) node.place = placeOf(file, table.definedAt.span);
  for (const column of columns) {
    const at = model.files.get(column.definedAt.path);
    node.parts.push({
      label: `${column.name} ${column.type}`.trim(),
      ...(at ? { place: placeOf(at, column.definedAt.span) } : {}),
    });
    if (at) drawing.note(node, at, column.definedAt.span);
  }
  const places = [table.definedAt, ...columns.map((column) => column.definedAt)];
  for (const finding of drawing.findings) {
    const isAbout = [finding, ...finding.related].some((at) =>
      places.some((place) => place.path === at.path && touches(place.span, at.span)),
    );
    if (isAbout) drawing.addFinding(node, finding);
  }
  const indexless = drawing.findings.filter((each) => each.ruleId === 'database/missing-fk-index');
  const missing = columns.filter(({ definedAt }) =>
    indexless.some((each) => each.path === definedAt.path && touches(definedAt.span, each.span)),
  );
  if (missing.length > 0) node.missingIndexes = missing.map((column) => column.name);
  const { tenancy } = model;
  if (tenancy) node.tenancy = tenancy.owned.has(table.name.toLowerCase()) ? 'owned' : 'shared';
  for (const key of table.foreignKeys) {
    const other = model.schema.table(key.table);
    if (other && other !== table)
      drawing.edge(node, drawing.node(`table:${other.name}`, 'table', other.name), 'references');
  }
}
