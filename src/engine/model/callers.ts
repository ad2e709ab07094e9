import type { Origin } from '../facts/facts';
import type { FunctionRef } from './call-graph';
import type { ModelCore } from './core';
import { sourceIn } from './given-values';

const maxDepth = 4;

/**
 * Where the values come from that callers give for a parameter, as far as the texts of arguments tell: `request` for what a caller from outside
 * sends, `parameter` where it is handed on and those who call the caller are not known, `constant` for what is spelled out.
 */
export function givenByCallers(model: ModelCore, of: FunctionRef, parameter: number, depth = 0): Origin[] {
  const target = of.index === undefined ? undefined : of.file.functions[of.index];
  if (!target || depth > maxDepth) return [];
  const name = target.name.slice(target.name.lastIndexOf('.') + 1);
  if (name === '') return [];
  return model.filesInOrder.flatMap((file) =>
    file.calls.flatMap((call): Origin[] => {
      // The name decides before a call is followed: there are many calls.
      if (!call.callee.endsWith(name) || file.role !== 'source') return [];
      const called = model.calls.targetOf(file, call);
      if (called?.file !== of.file || called.index !== of.index) return [];
      const text = call.arguments[parameter];
      if (text === undefined) return [];
      if (/^(['"])[^'"]*\1$/.test(text)) return ['constant'];
      const source = sourceIn(file, call.within, text);
      if (!source) return ['unknown'];
      if ('by' in source) return source.by === 'caller' ? ['request'] : ['unknown'];
      const handed = givenByCallers(
        model,
        { file, index: model.calls.ownerOf(file, call.within) },
        source.parameter,
        depth + 1,
      );
      return handed.length > 0 ? handed : ['parameter'];
    }),
  );
}
