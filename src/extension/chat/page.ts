import type * as vscode from 'vscode';
import { securePage } from '../secure-page';

export { resourceRoot } from '../secure-page';

/** The page of the chat. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  return securePage(webview, extensionUri, { bundle: 'webview', title: 'Ask Marcus' });
}
