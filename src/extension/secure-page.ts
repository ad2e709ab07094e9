import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The folder of the extension that pages may load from: their scripts and styles, nothing else of the extension. */
export function resourceRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist');
}

/**
 * The document of a webview. It may run the one script with this nonce and load the one style, both called `bundle`; no pictures, fonts, frames,
 * forms or connections, so that nothing it shows can reach out of it.
 */
export function securePage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { bundle, title }: { bundle: string; title: string },
): string {
  const resource = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(resourceRoot(extensionUri), name)).toString();
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${resource(`${bundle}.css`)}">
<title>${title}</title>
</head>
<body>
<script nonce="${nonce}" src="${resource(`${bundle}.js`)}"></script>
</body>
</html>`;
}
