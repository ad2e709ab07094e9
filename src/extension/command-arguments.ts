import * as vscode from 'vscode';
import type { AskTarget } from './services';

/**
 * Commands are called by code actions and hovers of the server (JSON), by the context menu (a URI, then other things) and by
 * other extensions (anything): what does not fit is taken as no argument.
 */

/** Undefined when the argument names no file, or names nothing but one, as the context menu does: then the editor's selection counts. */
export function toAskTarget(argument: unknown): AskTarget | undefined {
  if (!isObject(argument) || argument instanceof vscode.Uri || !('uri' in argument)) return undefined;
  const uri = typeof argument.uri === 'string' ? vscode.Uri.parse(argument.uri, true) : argument.uri;
  if (!(uri instanceof vscode.Uri)) return undefined;
  return { uri, range: toRange(argument.range), ruleId: toRuleId(argument) };
}

/** A rule's id by itself or in an object. */
export function toRuleId(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return isObject(argument) && typeof argument.ruleId === 'string' ? argument.ruleId : undefined;
}

function toRange(value: unknown): vscode.Range | undefined {
  if (value instanceof vscode.Range) return value;
  if (!isObject(value)) return undefined;
  const start = toPosition(value.start);
  const end = toPosition(value.end);
  return start && end && new vscode.Range(start, end);
}

function toPosition(value: unknown): vscode.Position | undefined {
  if (!isObject(value) || typeof value.line !== 'number' || typeof value.character !== 'number')
    return undefined;
  return new vscode.Position(value.line, value.character);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
