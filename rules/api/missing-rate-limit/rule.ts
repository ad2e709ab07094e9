import { defineProjectRule } from '../../../src/engine';

export default defineProjectRule(
  {
    id: 'api/missing-rate-limit',
    title: 'x',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: { x: 'x.' },
  },
  () => {},
);
