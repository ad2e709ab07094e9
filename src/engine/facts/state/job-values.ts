import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { rootOfPattern } from '../reading/function-syntax';

const ownWork = /^_?(job|task|ticket|step|workItem|assignment|execution|run|input|message|request|payload)$/;
const identity =
  /(^|[._])(job|task|ticket|step|run|item|work_?item|assignment|execution|session|agent|message|msg)s?(\.data|\.payload)?[._]?(id|key|uuid|number|name)$/i;
const maxDepth = 5;

/** Whether a value has something in it of what its function was given: a parameter, what was made of one, or the job that an object has as a member. */
export function isOfJob(file: FileReader, value: ts.Node, depth = 0): boolean {
  if (depth > maxDepth) return false;
  if (ts.isPropertyAccessExpression(value)) {
    if (value.expression.kind === ts.SyntaxKind.ThisKeyword) return ownWork.test(value.name.text);
    return isOfJob(file, value.expression, depth);
  }
  if (ts.isPropertyAssignment(value)) return isOfJob(file, value.initializer, depth);
  if (isFunctionNode(value) || ts.isTypeNode(value)) return false;
  if (ts.isIdentifier(value)) return isNameOfJob(file, value, depth);
  // How long something took, and when it was, is of the clock.
  if (
    ts.isCallExpression(value) &&
    /^(setTimeout|setInterval|Date\.now|performance\.now)$/.test(file.text(value.expression))
  )
    return false;
  return ts.forEachChild(value, (child) => isOfJob(file, child, depth + 1) || undefined) ?? false;
}

function isNameOfJob(file: FileReader, name: ts.Identifier, depth: number): boolean {
  const declaration = file.tree.declarationOf(name);
  if (!declaration) return false;
  const root = ts.isBindingElement(declaration) ? rootOfPattern(declaration) : declaration;
  if (ts.isParameter(root)) return true;
  if (!ts.isVariableDeclaration(root) || isTopLevel(root)) return false;
  if (root.initializer) return isOfJob(file, root.initializer, depth + 1);
  const loop = root.parent.parent;
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop))
    return isOfJob(file, loop.expression, depth + 1);
  return ts.isIdentifier(root.name)
    ? file.values.mutationsOf(root.name).some((each) => isOfJob(file, each.value, depth + 1))
    : false;
}

function isTopLevel(declaration: ts.VariableDeclaration): boolean {
  return ts.isSourceFile(declaration.parent.parent.parent);
}

/** Whether a key is the job's own: `ticket.id`, `jobId`, `String(task.id)`, `` `${tenantId}:${ticket.id}` ``, the job itself. */
export function isJobIdentity(file: FileReader, key: ts.Expression): boolean {
  const node = unwrap(key);
  if (ts.isTemplateExpression(node))
    return node.templateSpans.some((each) => isJobIdentity(file, each.expression));
  if (ts.isCallExpression(node)) return node.arguments.some((each) => isJobIdentity(file, each));
  const text = file.text(node);
  if (/^_?(job|task|ticket|workItem|assignment)$/.test(text)) return true;
  if (identity.test(text.replace(/[?!]/g, ''))) return true;
  // `const id = ticket.id`, `const { id } = job`.
  if (!ts.isIdentifier(node)) return false;
  const declaration = file.tree.declarationOf(node);
  if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
    return isJobIdentity(file, declaration.initializer);
  if (
    declaration &&
    ts.isBindingElement(declaration) &&
    /^(id|key)$/.test(file.text(declaration.propertyName ?? declaration.name))
  ) {
    const root = rootOfPattern(declaration);
    return (
      ts.isVariableDeclaration(root) &&
      root.initializer !== undefined &&
      /(job|task|ticket|step|item|run)$/i.test(file.text(root.initializer))
    );
  }
  return false;
}
