import type { Disposable, Event, ExtensionContext, LogOutputChannel, Range, Uri } from 'vscode';
import type { StatusParams } from '../server/protocol';

/**
 * What the parts of the extension may ask of each other. It holds types only: `main.ts` makes the one instance
 * and hands it to whoever registers something, so that no part reaches for a global.
 */
export interface Services {
  client: ServerClient;
  log: LogOutputChannel;
}

/** The language server as the rest of the extension sees it. */
export interface ServerClient {
  /**
   * Sends a request of `protocol.ts`, starting the server first if need be. Rejects with an `Error` whose message can be
   * shown to a person: the server could not be started, or it refused the request.
   */
  request<T>(method: string, params: unknown): Promise<T>;
  /** What the server said last of itself, and each change of it. */
  readonly status: StatusParams | undefined;
  readonly onStatus: Event<StatusParams>;
  /** A folder has been checked as a whole. */
  readonly onChecked: Event<void>;
}

/**
 * What "Ask Marcus" is asked about: a stretch of a file (the whole file without a range), and the rule when
 * it comes from a finding.
 */
export interface AskTarget {
  uri: Uri;
  range?: Range;
  ruleId?: string;
}

/** The chat, as the `marcus.ask` command uses it. */
export interface Chat extends Disposable {
  /** Shows the panel and asks about the target; without one, only shows the panel. */
  ask(target?: AskTarget): Promise<void>;
}

/** What `src/extension/chat/` exports as `registerChat`; it registers the webview view `marcus.chat`. */
export type RegisterChat = (context: ExtensionContext, services: Services) => Chat;
