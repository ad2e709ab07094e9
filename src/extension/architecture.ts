import * as vscode from 'vscode';
import type { CodePlace } from '../map/graph';
import { clientCommands, type MapResult, methods, type OpenRuleArgument } from '../server/protocol';
import { parseFromMapPage, type ToMapPage } from '../webview/map/protocol';
import { resourceRoot, securePage } from './secure-page';
import type { Services } from './services';

const viewType = 'marcus.map';

/** The command that shows the map, and its page again after the window has been reloaded. */
export function registerArchitecture(
  { extensionUri }: vscode.ExtensionContext,
  services: Services,
): vscode.Disposable {
  let shown: ArchitectureMap | undefined;
  const adopt = (panel: vscode.WebviewPanel) => {
    const map = new ArchitectureMap(panel, extensionUri, services);
    shown = map;
    panel.onDidDispose(() => {
      map.dispose();
      if (shown === map) shown = undefined;
    });
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('marcus.showArchitecture', () => {
      if (shown) return shown.reveal();
      adopt(
        vscode.window.createWebviewPanel(
          viewType,
          vscode.l10n.t('Architecture'),
          beside(),
          optionsFor(extensionUri),
        ),
      );
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel) {
        panel.webview.options = optionsFor(extensionUri);
        adopt(panel);
      },
    }),
    { dispose: () => shown?.dispose() },
  );
}

/** The map in its panel. All that it shows it gets from the server; what is looked at, the page keeps itself. */
class ArchitectureMap implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  #result: MapResult | undefined;
  /** Something has changed while nobody looked, or while an answer was on its way. */
  #isStale = false;
  #isAsking = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly services: Services,
  ) {
    const { webview } = panel;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    this.#subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#isStale) void this.#refresh();
      }),
      services.client.onChecked(() => void this.#refresh()),
    ];
    webview.html = securePage(webview, extensionUri, { bundle: 'map', title: 'Architecture' });
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
  }

  async #receive(message: unknown): Promise<void> {
    const parsed = parseFromMapPage(message);
    switch (parsed?.type) {
      case 'ready':
      case 'retry':
        return this.#refresh();
      case 'open':
        return this.#open(this.#result?.folders[parsed.folder]?.uri, parsed.place, parsed.stay);
      case 'openRule':
        await vscode.commands.executeCommand(clientCommands.openRule, {
          ruleId: parsed.ruleId,
        } satisfies OpenRuleArgument);
    }
  }

  /** Asks for the map and shows it. One question at a time: what changes meanwhile is asked about afterwards. */
  async #refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isAsking || !this.panel.visible) return;
    this.#isAsking = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        this.#result = await this.services.client.request<MapResult>(methods.map, {});
        this.#post({ type: 'maps', folders: this.#result.folders, scanning: this.#result.scanning });
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.services.log.error(`Architecture: ${message}`);
      this.#post({ type: 'failed', message });
    } finally {
      this.#isAsking = false;
    }
  }

  #post(message: ToMapPage): void {
    void this.panel.webview.postMessage(message);
  }

  async #open(folder: string | undefined, { path, line }: CodePlace, stay: boolean): Promise<void> {
    // The page gives back what it was given; a path that leads out of the folder was not in it.
    if (folder === undefined || path.split('/').includes('..')) return;
    const uri = vscode.Uri.joinPath(vscode.Uri.parse(folder), path);
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const at = document.validateRange(new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER));
      const editor = await vscode.window.showTextDocument(document, {
        preview: true,
        preserveFocus: stay,
        viewColumn: this.#columnFor(uri),
        selection: new vscode.Range(at.start, at.start),
      });
      editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    } catch {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} cannot be opened; it may have been moved.', path),
      );
    }
  }

  /** Where the file is seen already; else beside the map, where other code is. */
  #columnFor(uri: vscode.Uri): vscode.ViewColumn {
    const seen = vscode.window.visibleTextEditors.find(
      ({ document, viewColumn }) => viewColumn !== undefined && document.uri.toString() === uri.toString(),
    );
    const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== this.panel.viewColumn);
    return seen?.viewColumn ?? other?.viewColumn ?? vscode.ViewColumn.Beside;
  }
}

/** Beside the editor that has the focus; in its place where there is none. */
function beside(): vscode.ViewColumn {
  return vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}

function optionsFor(extensionUri: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [resourceRoot(extensionUri)] };
}
