import * as vscode from 'vscode';
import type { ContextItem, Knowledge, Reference } from '../../chat';
import type { EditorContext } from './editor-context';

/** Among more than these, a person looks for another word. */
const mostRoutes = 200;

/** What a `#…` stands for now, or a sentence that says why it stands for nothing. */
export async function resolveReference(
  reference: Reference,
  editors: Pick<EditorContext, 'target'>,
  knowledge: Pick<Knowledge, 'locate' | 'routes' | 'tables'>,
): Promise<ContextItem | string> {
  switch (reference.kind) {
    case 'selection': {
      const { target } = editors;
      return target?.range
        ? { kind: 'code', target }
        : vscode.l10n.t('Nothing is selected in a file that Marcus reads.');
    }
    case 'file': {
      if (reference.path === undefined) {
        const { target } = editors;
        if (!target) return vscode.l10n.t('No file that Marcus reads is in front.');
        return { kind: 'code', target: { uri: target.uri, path: target.path } };
      }
      const place = await knowledge.locate(reference.path);
      if (!place.ok) return `#file:${reference.path}: ${place.reason}`;
      if (!place.exists) return vscode.l10n.t('There is no file {0} in this workspace.', reference.path);
      return { kind: 'code', target: { uri: place.uri, path: place.path } };
    }
    case 'findings': {
      const { target } = editors;
      const about = reference.all || !target ? undefined : { uri: target.uri, path: target.path };
      return { kind: 'attachment', attachment: { kind: 'findings', target: about } };
    }
    case 'route': {
      const [, method = '', path = ''] = /^([A-Z]*)[ :]?(.*)$/.exec(reference.match) ?? [];
      const { routes } = await knowledge.routes({ match: `${method} ${path}`, limit: mostRoutes });
      const route = routes.find((each) => each.path === path) ?? routes[0];
      return route
        ? { kind: 'attachment', attachment: { kind: 'route', method: route.method, path: route.path } }
        : vscode.l10n.t('There is no route {0}.', reference.match);
    }
    case 'schema': {
      if (reference.table === undefined) return { kind: 'attachment', attachment: { kind: 'schema' } };
      const { tables } = await knowledge.tables({ name: reference.table });
      const [table] = tables;
      return table
        ? { kind: 'attachment', attachment: { kind: 'table', name: table.name } }
        : vscode.l10n.t('There is no table {0} in the schema.', reference.table);
    }
  }
}
