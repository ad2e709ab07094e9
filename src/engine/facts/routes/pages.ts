import { ts, unwrap } from '../../source/syntax-tree';
import type { CallCollector, FileReader } from '../reading/file-reader';

/** What answers with a page: `res.render('users')`, `reply.view(…)`, `c.html(…)`, `res.sendFile('index.html')`. */
export const pageCollector: CallCollector = {
  names: ['render', 'view', 'viewAsync', 'html', 'sendFile', 'renderPage'],
  call(node, name, file) {
    if (ts.isNewExpression(node)) return;
    const callee = unwrap(node.expression);
    if (!ts.isPropertyAccessExpression(callee)) return;
    const receiver = unwrap(callee.expression);
    const root = receiver.kind === ts.SyntaxKind.ThisKeyword ? 'this' : file.words(receiver, 40);
    if (!/^(res|response|reply|rep|ctx|context|c|h|this|app|nextApp|next|server|_res)\b/.test(root)) return;
    if (name === 'sendFile' && !/\.html?\b/.test(file.text(node))) return;
    addPage(file, node);
  },
};

/** Notes that the function around a place answers with a page. */
export function addPage(file: FileReader, node: ts.Node, within = file.within(node)): void {
  file.facts.pages.push({ span: file.span(node), ...(within === undefined ? {} : { within }) });
}
