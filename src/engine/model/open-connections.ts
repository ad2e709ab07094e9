import type { AccessPath, ConnectionFact, FileFacts } from '../facts/facts';
import type { FunctionRef } from './call-graph';
import type { ModelCore } from './core';

const maxDepth = 3;

/**
 * Whether something that a function takes is a connection and stays open: a pool of another file is one, a function of the project
 * may hand one out, and a function that is given it may give it back.
 */
export function isLeftOpen(model: ModelCore, file: FileFacts, fact: ConnectionFact): boolean {
  if (fact.open === 'handed' || !isConnection(model, file, fact, 0)) return false;
  if (fact.open !== 'never') return true;
  return fact.givenTo.every((path) => {
    const target = targetOf(model, file, fact, path);
    return (
      target?.index !== undefined &&
      !target.file.connectionReleasers.some((each) => each.function === target.index)
    );
  });
}

function isConnection(model: ModelCore, file: FileFacts, fact: ConnectionFact, depth: number): boolean {
  if (fact.assumes === undefined) return true;
  if (fact.assumes === 'generated') return !isOwnClass(model, file, fact.callee);
  if (fact.assumes === 'pool') {
    const resolved = model.resolve(file.path, fact.callee);
    if (model.libraries.find('connections', resolved)?.kind === 'taken') return true;
    if (/(^|[#.])\w*pool\.\w+$/i.test(resolved) && model.modules.isProjectPath(resolved)) return true;
  }
  const target = targetOf(model, file, fact, fact.callee);
  if (target?.index === undefined || depth > maxDepth) return false;
  return target.file.connections.some(
    (each) =>
      each.open === 'handed' &&
      each.within === target.index &&
      each !== fact &&
      isConnection(model, target.file, each, depth + 1),
  );
}

/** Whether the project spells out a class itself: it may be called like one that a generator writes. */
function isOwnClass(model: ModelCore, file: FileFacts, callee: AccessPath): boolean {
  const { file: path, path: denoted } = model.modules.resolve(file.path, callee);
  return (
    path !== file.path &&
    model.files.get(path)?.classes.some(({ name }) => denoted === `local#${name}`) === true
  );
}

function targetOf(
  model: ModelCore,
  file: FileFacts,
  { span, within }: ConnectionFact,
  callee: AccessPath,
): FunctionRef | undefined {
  const call = { callee, span, calleeSpan: span };
  return model.calls.targetOf(file, within === undefined ? call : { ...call, within });
}
