import { defineFileRule, type FileFacts, type ModuleStateFact, type ProjectModel } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'architecture/shared-agent-state',
    title: 'State that one job leaves for the next',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      shared:
        '{{name}} lives as long as the module, and {{handler}} writes it while it works on {{job}}: the next job, or one that runs meanwhile, finds what this one left. Keep it in the run, or in the database.',
    },
  },
  {
    moduleStates(state, { file, model, report }) {
      if (!isProductionCode(file) || model.sideOf(file.path) === 'browser') return;
      const at = writtenBy(state, file, model);
      if (!at) return;
      report({
        messageId: 'shared',
        data: { name: state.name, handler: at.handler, job: at.job },
        span: state.span,
        related: state.writes
          .filter((each) => each.span.start !== state.span.start)
          .slice(0, 5)
          .map((each) => ({ path: file.path, span: each.span, message: 'Written here.' })),
      });
    },
  },
);

/** The handler of jobs that writes a state, itself or through functions of its file that it calls. */
function writtenBy(
  state: ModuleStateFact,
  file: FileFacts,
  model: ProjectModel,
): { handler: string; job: string } | undefined {
  for (const { function: index, job } of file.jobHandlers) {
    const reached = new Set(
      model.calls
        .reachedFrom({ file, index })
        .filter((each) => each.file === file)
        .map((each) => each.index),
    );
    const isWritten = state.writes.some(({ within }) => {
      for (let at = within; at !== undefined; at = file.functions[at]?.within)
        if (reached.has(at)) return true;
      return false;
    });
    if (!isWritten) continue;
    const name = file.functions[index]?.name ?? '';
    return { handler: name === '' ? 'this function' : name, job };
  }
  return undefined;
}
