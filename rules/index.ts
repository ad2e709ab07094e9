import type { Rule } from '../src/engine';
import missingTenantFilter from './database/missing-tenant-filter/rule';
import missingTenantFilterDocument from './database/missing-tenant-filter/rule.md';
import selectStar from './database/select-star/rule';
import selectStarDocument from './database/select-star/rule.md';
import missingHealthCheck from './infrastructure/missing-health-check/rule';
import missingHealthCheckDocument from './infrastructure/missing-health-check/rule.md';
import missingTimeout from './infrastructure/missing-timeout/rule';
import missingTimeoutDocument from './infrastructure/missing-timeout/rule.md';
import jwtNoExpiry from './security/jwt-no-expiry/rule';
import jwtNoExpiryDocument from './security/jwt-no-expiry/rule.md';
import sqlInjection from './security/sql-injection/rule';
import sqlInjectionDocument from './security/sql-injection/rule.md';
import sequentialBroadcast from './websocket/sequential-broadcast/rule';
import sequentialBroadcastDocument from './websocket/sequential-broadcast/rule.md';

/** The catalogue: every rule with its document, in the order in which they are listed. */
const catalogue: readonly [Rule, string][] = [
  [missingTenantFilter, missingTenantFilterDocument],
  [selectStar, selectStarDocument],
  [jwtNoExpiry, jwtNoExpiryDocument],
  [sqlInjection, sqlInjectionDocument],
  [sequentialBroadcast, sequentialBroadcastDocument],
  [missingHealthCheck, missingHealthCheckDocument],
  [missingTimeout, missingTimeoutDocument],
];

export const rules: readonly Rule[] = catalogue.map(([rule]) => rule);

const documents = new Map<string, string>(catalogue.map(([rule, document]) => [rule.meta.id, document]));

/** A rule's document in Marcus's five parts, as Markdown; undefined for an unknown id. */
export function ruleDocument(id: string): string | undefined {
  return documents.get(id);
}
