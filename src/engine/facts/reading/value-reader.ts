import type { FunctionNode, ts } from '../../source/syntax-tree';
import type { Mutation } from './local-uses';
import type { TypedValues } from './typed-values';
import type { Source } from './value-source';

/** What the parts of the analysis of values ask of the whole, which alone knows all forms. `depth` says how far a value was followed already. */
export interface ValueReader {
  readonly types: TypedValues;
  of(expression: ts.Expression, depth?: number): Source;
  requestPath(node: ts.Expression): string | undefined;
  functionOf(callee: ts.Expression): FunctionNode | undefined;
  callsOf(callee: FunctionNode): ts.CallExpression[] | undefined;
  mutationsOf(name: ts.Identifier): Mutation[];
  memberGiven(parameter: ts.ParameterDeclaration, name: string, depth: number): Source | undefined;
  memberOf(expression: ts.Expression, name: string, depth: number): Source | undefined;
  ofParsed(holder: ts.Expression, keys: readonly string[], depth: number): Source | undefined;
}
