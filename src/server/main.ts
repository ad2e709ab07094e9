import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';

/** The language server's own process: over IPC when the editor started it so, or on standard input and output with `--stdio`. */
startServer(createConnection(ProposedFeatures.all));
