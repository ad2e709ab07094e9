import { type Connection, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { ruleDocument, rules } from '../../rules';
import type { Catalogue } from './catalogue';
import { Checker } from './checker';
import { abilitiesOf, type ClientAbilities } from './client-abilities';
import { CodeActions, fixAllKind } from './code-actions';
import { Diagnostics } from './diagnostics';
import { Folders } from './folders';
import { Hovers } from './hover';
import { Knowledge } from './knowledge';
import { Log } from './log';
import { OpenDocuments } from './open-documents';
import { Roots } from './roots';
import { SettingsSource } from './settings';
import { Status } from './status';

const ownCatalogue: Catalogue = { rules, documentOf: ruleDocument };

/**
 * Serves one client on a connection, until the client says `exit`. This is wiring only: each feature has its file, and no
 * handler can end the server.
 */
export function startServer(connection: Connection, catalogue: Catalogue = ownCatalogue): void {
  const log = new Log(connection);
  const documents = new OpenDocuments();

  connection.onInitialize((params): InitializeResult => {
    const abilities = abilitiesOf(params);
    const parts = assemble(connection, catalogue, abilities, documents, log);
    const folderUris = params.workspaceFolders?.map(({ uri }) => uri) ?? legacyRoot(params);
    connection.onInitialized(() => {
      void log.guard('initialized', undefined, async () => {
        listenForFolders(connection, abilities, parts.folders, log);
        // Folders come first: documents that are opened meanwhile must find theirs.
        await Promise.all([
          parts.folders.add(folderUris),
          parts.folders.registerWatchers(),
          parts.settings.listen(
            () => void log.guard('settings', undefined, () => parts.folders.settingsChanged()),
          ),
        ]);
      });
    });
    connection.onShutdown(() => parts.checker.dispose());
    return {
      serverInfo: { name: 'marcus' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: {
          codeActionKinds: ['quickfix', fixAllKind],
          resolveProvider: abilities.resolvesEdits,
        },
        hoverProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  documents.listen(connection, (name, run) => void log.guard(name, undefined, run));
  connection.listen();
}

/** Makes the parts and connects each to what it answers. */
function assemble(
  connection: Connection,
  catalogue: Catalogue,
  abilities: ClientAbilities,
  documents: OpenDocuments,
  log: Log,
) {
  const roots = new Roots(catalogue.rules, abilities.cacheFolder);
  const settings = new SettingsSource(connection, abilities);
  const status = new Status(connection, roots);
  const diagnostics = new Diagnostics(connection, abilities, documents, roots, settings);
  const checker = new Checker(documents, roots, settings, diagnostics, status, log);
  const folders = new Folders(
    connection,
    abilities,
    documents,
    roots,
    settings,
    checker,
    diagnostics,
    status,
    log,
  );
  documents.onOpen = (document) => checker.opened(document);
  documents.onChange = (document, changes) => checker.changed(document, changes);
  documents.onSave = (document) => checker.saved(document);
  documents.onClose = (document) => checker.closed(document);

  connection.onDidChangeWatchedFiles(({ changes }) =>
    log.guard('file events', undefined, () => folders.filesChanged(changes)),
  );
  const actions = new CodeActions(checker, documents, abilities);
  connection.onCodeAction((params) => log.guard('codeAction', [], () => actions.provide(params)));
  connection.onCodeActionResolve((action) =>
    log.guard('codeAction/resolve', action, () => actions.resolve(action)),
  );
  const hovers = new Hovers(checker, abilities, catalogue);
  connection.onHover((params) => log.guard('hover', null, () => hovers.provide(params)));
  new Knowledge(catalogue, documents, roots, checker, folders, abilities).listen(connection, log);
  return { settings, checker, folders };
}

function listenForFolders(
  connection: Connection,
  abilities: ClientAbilities,
  folders: Folders,
  log: Log,
): void {
  if (!abilities.workspaceFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    void log.guard('workspace folders', undefined, async () => {
      await folders.remove(removed.map(({ uri }) => uri));
      await folders.add(added.map(({ uri }) => uri));
    });
  });
}

/** Clients older than workspace folders name one root. */
function legacyRoot({ rootUri }: { rootUri: string | null }): string[] {
  return rootUri ? [rootUri] : [];
}
