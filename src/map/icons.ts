import type { Severity } from '../engine/finding';
import type { NodeKind } from './graph';

/** One for each kind of box, drawn on a 16 by 16 grid: kinds can be told apart without colours. */
export const icons: Record<NodeKind, string> = {
  app: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.1M5 11h.1',
  routes: 'M3.5 3v10M3.5 8h4c2 0 2-4 4-4h1.5M7.5 8c2 0 2 4 4 4h1.5',
  socket: 'M9 1.5 4 9h4l-1 5.5L12 7H8z',
  code: 'M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4',
  table: 'M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.8h11M6.5 6.5V13',
  room: 'M2.5 3h11v7.5H8L5 13.5v-3H2.5z',
  service: 'M4.5 12.5a3 3 0 0 1-.3-6A4 4 0 0 1 12 7a2.8 2.8 0 0 1-.5 5.5z',
};

/** Filled shapes on a 10 by 10 grid: a cross, a triangle, a dot, a ring. */
export const severitySigns: Record<Severity, string> = {
  error: 'M1.5 0 5 3.5 8.5 0 10 1.5 6.5 5 10 8.5 8.5 10 5 6.5 1.5 10 0 8.5 3.5 5 0 1.5z',
  warning: 'M5 0 10 9.5H0z',
  info: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  hint: 'M3.5 3.5h3v3h-3z',
};
