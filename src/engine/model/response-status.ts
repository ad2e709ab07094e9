import type { AccessPath, FileFacts, ResponseFact } from '../facts/facts';
import { statusOfPhrase } from '../facts/responses/status';
import type { ModelCore } from './core';

/** How far classes are followed to what they inherit. */
const maxDepth = 6;

/** The status of a response: its own, or that of the class or function that makes the error; by its name where that is a status. */
export function statusOf(model: ModelCore, file: FileFacts, response: ResponseFact): number | undefined {
  if (response.status !== undefined || response.error === undefined) return response.status;
  return statusOfPath(model, file.path, response.error, 0) ?? statusOfName(response.error);
}

function statusOfPath(model: ModelCore, file: string, path: AccessPath, depth: number): number | undefined {
  if (depth > maxDepth) return undefined;
  const resolved = model.modules.resolve(file, path);
  const facts = model.files.get(resolved.file);
  const name = /^local#([\w$]+)/.exec(resolved.path)?.[1];
  if (!facts || name === undefined) return undefined;
  const made = facts.classes.find((each) => each.name === name);
  if (made)
    return (
      made.status ??
      (made.extends === undefined ? undefined : statusOfPath(model, facts.path, made.extends, depth + 1))
    );
  const index = facts.functions.findIndex((each) => each.name === name);
  const error = facts.responses.find((each) => each.within === index && each.sort !== 'sent');
  if (index < 0 || !error) return undefined;
  return (
    error.status ??
    (error.error === undefined ? undefined : statusOfPath(model, facts.path, error.error, depth + 1))
  );
}

/** `UnauthorizedError`, `errors.Forbidden`. */
function statusOfName(path: AccessPath): number | undefined {
  const name = /([\w$]+)(\(\))*$/.exec(path)?.[1];
  const status = name === undefined ? undefined : statusOfPhrase(name);
  return status !== undefined && status >= 400 ? status : undefined;
}
