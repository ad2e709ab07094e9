import * as vscode from 'vscode';

/**
 * Where new configurations say that their schema is. VS Code associates it by the file's name as well; a file that names its
 * schema says so to a person, too.
 */
export const configurationSchemaUri = vscode.Uri.from({
  scheme: 'marcus-schema',
  path: '/marcus.config.schema.json',
});

export function registerConfigurationSchema({ extensionUri }: vscode.ExtensionContext): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(configurationSchemaUri.scheme, {
    async provideTextDocumentContent(): Promise<string> {
      const file = vscode.Uri.joinPath(extensionUri, 'media', 'marcus.config.schema.json');
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    },
  });
}
