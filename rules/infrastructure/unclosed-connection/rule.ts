import { defineFileRule } from '../../../src/engine';

export default defineFileRule(
  {
    id: 'infrastructure/unclosed-connection',
    title: 'Connection that is not given back',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: { never: 'TODO.' },
  },
  {},
);
