import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

/** Starts the language server on standard input and output. The server ends the process when the client says so. */
export async function serveOnStdio(): Promise<void> {
  const { startServer } = await import('../server/server');
  // Standard output is the protocol's; anything else printed there would break it.
  console.log = console.error;
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout));
}
