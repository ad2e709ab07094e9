import {
  createProject,
  type FileFacts,
  loadSqlParser,
  type Project,
  type ProjectModel,
  type Rule,
} from '../../../src/engine';
import { collectFacts, emptyFacts } from '../../../src/engine/facts/collect';
import { FileReader } from '../../../src/engine/facts/reading/file-reader';
import { languageOf } from '../../../src/engine/source/language';
import { SyntaxTree, ts } from '../../../src/engine/source/syntax-tree';
import { dedent, readMark } from '../marked-text';

/** A project of these texts (path → text), with these rules. */
export async function projectOf(
  files: Record<string, string>,
  rules: readonly Rule[] = [],
): Promise<Project> {
  const project = createProject({ rules, sql: await loadSqlParser('postgresql') });
  for (const [path, text] of Object.entries(files)) project.setFile(path, dedent(text));
  return project;
}

export async function modelOf(files: Record<string, string>): Promise<ProjectModel> {
  return (await projectOf(files)).model();
}

/** The facts of one text. */
export async function factsOf(text: string, path = 'src/app.js'): Promise<FileFacts> {
  return collectFacts(path, dedent(text), await loadSqlParser('postgresql'));
}

/** The file around a marked expression «…», with the analyses over it, and the expression. */
export async function expressionIn(
  marked: string,
  path: string,
): Promise<{ file: FileReader; expression: ts.Expression }> {
  const { text, span } = readMark(marked);
  const tree = new SyntaxTree(path, text, languageOf(path));
  const file = new FileReader(tree, emptyFacts(path, text), await loadSqlParser('postgresql'));
  tree.bind();
  const find = (node: ts.Node): ts.Node | undefined => {
    const { start, end } = tree.spanOf(node);
    if (start === span.start && end === span.end) return node;
    return ts.forEachChild(node, find);
  };
  const node = find(tree.root);
  if (!node || !ts.isExpression(node)) throw new Error(`No expression is marked in ${marked}`);
  return { file, expression: node };
}
