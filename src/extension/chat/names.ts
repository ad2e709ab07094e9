/** Names of the chat in `package.json`, and of what only its own parts call. */

export const viewId = 'marcus.chat';
export const participantId = 'marcus.chat';

/** Takes over a patch from the editor's own chat; the argument is its number there. */
export const reviewCommand = 'marcus.chat.reviewProposal';

/**
 * `marcus-patch:/<path>?<conversation>/<patch>/<file>`: a file as a patch would leave it, for the right side of a diff. It has the path of
 * the file itself, so that the editor shows the two as one.
 */
export const patchScheme = 'marcus-patch';

/** The chat's commands of `package.json`. */
export const chatCommands = [
  'marcus.chat.new',
  'marcus.chat.stop',
  'marcus.chat.export',
  'marcus.chat.chooseModel',
  'marcus.chat.acceptPatch',
  'marcus.chat.rejectPatch',
  'marcus.chat.askAboutRule',
  'marcus.setApiKey',
  'marcus.removeApiKey',
] as const;
export type ChatCommand = (typeof chatCommands)[number];

/** Language-model tools of `package.json` → the tool of Marcus that answers. */
export const languageModelTools = {
  marcus_findings: 'list_findings',
  marcus_schema: 'look_up_table',
  marcus_routes: 'look_up_routes',
  marcus_explain: 'look_up_rule',
} as const;
export type LanguageModelToolName = keyof typeof languageModelTools;
