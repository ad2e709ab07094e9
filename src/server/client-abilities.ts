import type { InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions } from './protocol';

/** What the editor at the other end can do, told once from its `initialize`. Features ask here and never dig in capabilities. */
export interface ClientAbilities {
  /** Answers `workspace/configuration`. */
  configuration: boolean;
  /** Lets the server register for changed settings and for file events. */
  dynamicConfiguration: boolean;
  dynamicWatchers: boolean;
  workspaceFolders: boolean;
  relatedInformation: boolean;
  codeDescription: boolean;
  /** Keeps `Diagnostic.data`. */
  diagnosticData: boolean;
  /** Takes code actions as literals; without it none are offered. */
  codeActionLiterals: boolean;
  /** Asks for a code action's edit only when it is chosen. */
  resolvesEdits: boolean;
  /** Takes edits tied to a document's version. */
  documentChanges: boolean;
  createsFiles: boolean;
  /** Takes edits with tab stops. */
  snippetEdits: boolean;
  /** Scheme of rule documents that the client can open; undefined where it has none. */
  ruleDocumentScheme?: string;
  /** Where the client has the schema of `marcus.config.json`; undefined where it has none. */
  configurationSchema?: string;
  /** Where facts may be kept between starts; undefined where the client names no place. */
  cacheFolder?: string;
  /** Commands of the client that code actions and hovers may name. */
  commands: ReadonlySet<string>;
}

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { workspace, textDocument } = capabilities;
  const options: InitializationOptions = isOptions(initializationOptions) ? initializationOptions : {};
  const diagnostics = textDocument?.publishDiagnostics;
  const edits = workspace?.workspaceEdit;
  return {
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    dynamicWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    codeDescription: diagnostics?.codeDescriptionSupport === true,
    diagnosticData: diagnostics?.dataSupport === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    documentChanges: edits?.documentChanges === true,
    createsFiles: edits?.documentChanges === true && edits.resourceOperations?.includes('create') === true,
    snippetEdits: edits?.snippetEditSupport === true,
    ruleDocumentScheme:
      typeof options.ruleDocumentScheme === 'string' ? options.ruleDocumentScheme : undefined,
    configurationSchema:
      typeof options.configurationSchema === 'string' ? options.configurationSchema : undefined,
    cacheFolder: typeof options.cacheFolder === 'string' ? options.cacheFolder : undefined,
    commands: new Set(
      Array.isArray(options.commands)
        ? options.commands.filter((command) => typeof command === 'string')
        : [],
    ),
  };
}

function isOptions(value: unknown): value is InitializationOptions {
  return typeof value === 'object' && value !== null;
}
