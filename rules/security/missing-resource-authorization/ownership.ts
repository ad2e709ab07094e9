import type { DataModelFact, Location, ProjectModel } from '../../../src/engine';

const ownerColumn =
  /^(user|app_?user|owner|author|creator|created_?by|posted_?by|uploaded_?by)(_?(id|uuid))?$/i;
const userTable = /^(app_?|auth_?|tbl_?)?users?(_?(accounts?|profiles?))?$/i;
/** Tables of people who log in only where they keep what one logs in with: an account may also be a bank's. */
const perhapsUserTable =
  /^(accounts?|members?|customers?|profiles?|people|persons?|patients?|students?|employees?)$/i;
const credential = /^(password\w*|hashed_?password|pass_?hash|pwd|salt)$/i;

/** Whom the rows of a table belong to. */
export interface Ownership {
  /** The column that says so, as the schema or the document calls it. */
  owner?: string;
  at?: Location;
  isUser: boolean;
}

const ownerships = new WeakMap<ProjectModel, Map<string, Ownership>>();

/** Told by the columns of the schema, or by the fields of the documents that the table stands for. */
export function ownershipOf(name: string, model: ProjectModel): Ownership {
  const known = ownerships.get(model) ?? new Map<string, Ownership>();
  ownerships.set(model, known);
  const ownership = known.get(name) ?? findOwnership(name, model);
  known.set(name, ownership);
  return ownership;
}

function findOwnership(name: string, model: ProjectModel): Ownership {
  const table = model.schema.table(name);
  const isUser = isUserTable(name, model);
  if (table) {
    const key = table.foreignKeys.find((each) => each.columns.length === 1 && isUserTable(each.table, model));
    const column =
      [...table.columns.values()].find((each) => ownerColumn.test(each.name)) ??
      (key && table.columns.get(key.columns[0]?.toLowerCase() ?? ''));
    if (column) return { owner: column.name, at: column.definedAt, isUser };
  }
  for (const { path, document } of documentsNamed(name, model)) {
    const field = document.fields?.find((each) => ownerColumn.test(each));
    if (field !== undefined) return { owner: field, at: { path, span: document.span }, isUser };
  }
  return { isUser };
}

function isUserTable(name: string, model: ProjectModel): boolean {
  if (userTable.test(name)) return true;
  if (!perhapsUserTable.test(name)) return false;
  const columns = [...(model.schema.table(name)?.columns.values() ?? [])].map((each) => each.name);
  const fields = documentsNamed(name, model).flatMap(({ document }) => document.fields ?? []);
  return [...columns, ...fields].some((each) => credential.test(each));
}

function documentsNamed(name: string, model: ProjectModel): { path: string; document: DataModelFact }[] {
  return model.filesInOrder.flatMap((file) =>
    file.dataModels
      .filter((each) => each.name === name || each.table === name)
      .map((document) => ({ path: file.path, document })),
  );
}
