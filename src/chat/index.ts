export { allowanceOf, type Caps } from './allowance';
export { type Composed, compose, type ResolveReference } from './compose';
export * from './context/attachment';
export * from './context/tray';
export { type Change, Conversation, type ConversationState, questionOf } from './conversation';
export * from './conversations';
export { exportedDiff, exportMarkdown } from './export-markdown';
export type { ChangedFile, Knowledge, Located, VersionedText } from './knowledge';
export * from './message';
export { type Chat, type ChatMessage, ChatModel } from './model/chat-model';
export {
  type Exchange,
  type Model,
  ModelError,
  type ModelEvent,
  type ToolCall,
  type ToolResult,
} from './model/model';
export { ModelProvider } from './model/model-provider';
export { type Outgoing, prepare } from './model/outgoing';
export { insideWorkspace } from './patch/boundary';
export * from './patch/decisions';
export { type Application, PatchDesk, type PatchHost, type PatchScope } from './patch/desk';
export type { DiffHunk } from './patch/hunks';
export { type FilePatch, fileCreation, fileEdit, type Patch, PatchRefused } from './patch/patch';
export { type ResolvedFile, type ResolvedPatch, resolvePatch } from './patch/resolve';
export { type Badge, badgeOf, type PatchCheck, verifyFiles, verifyPatch } from './patch/verify';
export { persona } from './persona';
export { type Preview, previewOf } from './preview';
export { pricesAsOf } from './prices';
export type * from './provider';
export * from './references';
export { RulebookProvider } from './rulebook/rulebook';
export { SecretMasker } from './safety/mask-secrets';
export * from './slash-commands';
export { type ConversationData, emptyConversation, restoreConversation, trimmed } from './stored';
export { describeTarget, linesOf, placeOf, type Target } from './target';
export type { ToolDefinition } from './tools/tool';
export { Toolbox } from './tools/toolbox';
export { addUsage, noUsage, tokensOf } from './usage';
export { spokenUsage, usageDetails } from './usage-words';
