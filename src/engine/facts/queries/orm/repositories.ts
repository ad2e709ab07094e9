import type { TableUse } from '../../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../../source/syntax-tree';
import { enclosingClass } from '../../reading/access-path';
import type { FileReader } from '../../reading/file-reader';
import { namesOf } from './chain';
import { isClientsModule } from './data-clients';
import { className, declaredAs, namesOfType } from './declared';

/** Libraries whose repositories are typed by their entities, and made and injected in the same way. */
type RepositoryReader = 'typeorm' | 'mikro-orm';

const repositoryCall = /^get(\w*)Repository$|^withRepository$/;
const repositoryType = /^(Tree|Mongo|Sql)?(Entity)?Repository$/;

/** `const users = source.getRepository(User)`: a repository without an import of the library. */
export function makesRepository(file: FileReader): boolean {
  const known = perFile.get(file);
  if (known !== undefined) return known;
  const makes = /\bget\w*Repository\b/.test(file.tree.root.text);
  perFile.set(file, makes);
  return makes;
}

const perFile = new WeakMap<FileReader, boolean>();

/** The entity of a repository: from the call that makes it, its type, its decorator, or the class that it is. */
export function repositoryOf(
  file: FileReader,
  expression: ts.Expression,
  reader: RepositoryReader,
  depth = 0,
): TableUse | 'any' | undefined {
  const node = unwrap(expression);
  if (depth > 4) return undefined;
  if (ts.isCallExpression(node)) {
    const names = namesOf(node.expression);
    const last = names?.[names.length - 1] ?? '';
    if (!repositoryCall.test(last)) return undefined;
    const entity = [...node.arguments]
      .reverse()
      .map(className)
      .find((each) => each !== undefined);
    if (entity) return useOf(file, entity);
    const given = node.arguments[node.arguments.length - 1];
    return given && ts.isStringLiteralLike(given) ? { name: given.text, span: file.span(given) } : 'any';
  }
  if (node.kind === ts.SyntaxKind.ThisKeyword) return ownEntity(file, node, reader);
  if (node.kind === ts.SyntaxKind.SuperKeyword) return ownEntity(file, node, reader);
  const declared = declaredAs(file, node);
  if (!declared) return undefined;
  for (const decorator of declared.decorators) {
    const call = decorator.expression;
    if (
      ts.isCallExpression(call) &&
      ts.isIdentifier(call.expression) &&
      call.expression.text === 'InjectRepository'
    ) {
      const entity = className(call.arguments[0]);
      if (entity) return useOf(file, entity);
    }
  }
  const type = namesOfType(declared.type);
  if (type && repositoryType.test(type.name) && isClientsModule(file, file.importedFrom(type.name), reader)) {
    const entity = className(type.of);
    return entity ? useOf(file, entity) : 'any';
  }
  return declared.value ? repositoryOf(file, declared.value, reader, depth + 1) : undefined;
}

/** `class UserRepository extends Repository<User>`: its own methods query users. */
function ownEntity(file: FileReader, node: ts.Node, reader: RepositoryReader): TableUse | 'any' | undefined {
  file.tree.bind();
  const clause = enclosingClass(node)?.heritageClauses?.find(
    (each) => each.token === ts.SyntaxKind.ExtendsKeyword,
  );
  const [base] = clause?.types ?? [];
  if (!base || !ts.isIdentifier(base.expression) || !repositoryType.test(base.expression.text))
    return undefined;
  if (!isClientsModule(file, file.importedFrom(base.expression.text), reader)) return undefined;
  const [argument] = base.typeArguments ?? [];
  const entity = argument && ts.isTypeReferenceNode(argument) ? className(argument.typeName) : undefined;
  return entity ? useOf(file, entity) : 'any';
}

/** A name as the table that it stands for. */
export function useOf(file: FileReader, name: ts.Identifier): TableUse {
  return { name: propertyName(name) ?? name.text, span: file.span(name) };
}
