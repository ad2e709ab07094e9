import * as vscode from 'vscode';
import { registerArchitecture } from './architecture';
import { registerChat } from './chat';
import { Client } from './client';
import { registerCommands } from './commands';
import { registerConfigurationSchema } from './configuration-schema';
import { registerRuleDocuments } from './rule-documents';
import type { Services } from './services';
import { registerStatus } from './status';

let client: Client | undefined;

/**
 * Puts everything in its place and returns at once: the language server starts afterwards, and the client library is loaded only
 * then, so that opening a window never waits for Marcus.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Marcus', { log: true });
  client = new Client(context, log);
  const services: Services = { client, log };
  const chat = registerChat(context, services);
  context.subscriptions.push(
    log,
    client,
    chat,
    registerStatus(client),
    registerRuleDocuments(client),
    registerConfigurationSchema(context),
    registerCommands(client, chat, log),
    registerArchitecture(context, services),
  );
  // The failure is told where it can be acted on: in the log and in the language status.
  setImmediate(() => client?.start().catch(() => {}));
}

/** Resolves when the server's process has ended. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
