import type { Rule } from '../src/engine';
import inconsistentErrorFormat from './api/inconsistent-error-format/rule';
import inconsistentErrorFormatDocument from './api/inconsistent-error-format/rule.md';
import missingPagination from './api/missing-pagination/rule';
import missingPaginationDocument from './api/missing-pagination/rule.md';
import missingRateLimit from './api/missing-rate-limit/rule';
import missingRateLimitDocument from './api/missing-rate-limit/rule.md';
import stackTraceExposure from './api/stack-trace-exposure/rule';
import stackTraceExposureDocument from './api/stack-trace-exposure/rule.md';
import verbInUrl from './api/verb-in-url/rule';
import verbInUrlDocument from './api/verb-in-url/rule.md';
import missingIsolationBoundary from './architecture/missing-isolation-boundary/rule';
import missingIsolationBoundaryDocument from './architecture/missing-isolation-boundary/rule.md';
import prematureAbstraction from './architecture/premature-abstraction/rule';
import prematureAbstractionDocument from './architecture/premature-abstraction/rule.md';
import pushToAgent from './architecture/push-to-agent/rule';
import pushToAgentDocument from './architecture/push-to-agent/rule.md';
import sharedAgentState from './architecture/shared-agent-state/rule';
import sharedAgentStateDocument from './architecture/shared-agent-state/rule.md';
import tenantlessRoom from './architecture/tenantless-room/rule';
import tenantlessRoomDocument from './architecture/tenantless-room/rule.md';
import tenantlessToken from './architecture/tenantless-token/rule';
import tenantlessTokenDocument from './architecture/tenantless-token/rule.md';
import unrecordedTransition from './architecture/unrecorded-transition/rule';
import unrecordedTransitionDocument from './architecture/unrecorded-transition/rule.md';
import jsonOverColumns from './database/json-over-columns/rule';
import jsonOverColumnsDocument from './database/json-over-columns/rule.md';
import missingFkIndex from './database/missing-fk-index/rule';
import missingFkIndexDocument from './database/missing-fk-index/rule.md';
import missingTenantFilter from './database/missing-tenant-filter/rule';
import missingTenantFilterDocument from './database/missing-tenant-filter/rule.md';
import missingTransaction from './database/missing-transaction/rule';
import missingTransactionDocument from './database/missing-transaction/rule.md';
import nPlusOne from './database/n-plus-one/rule';
import nPlusOneDocument from './database/n-plus-one/rule.md';
import selectStar from './database/select-star/rule';
import selectStarDocument from './database/select-star/rule.md';
import missingCorrelationId from './infrastructure/missing-correlation-id/rule';
import missingCorrelationIdDocument from './infrastructure/missing-correlation-id/rule.md';
import missingGracefulShutdown from './infrastructure/missing-graceful-shutdown/rule';
import missingGracefulShutdownDocument from './infrastructure/missing-graceful-shutdown/rule.md';
import missingHealthCheck from './infrastructure/missing-health-check/rule';
import missingHealthCheckDocument from './infrastructure/missing-health-check/rule.md';
import missingTimeout from './infrastructure/missing-timeout/rule';
import missingTimeoutDocument from './infrastructure/missing-timeout/rule.md';
import unclosedConnection from './infrastructure/unclosed-connection/rule';
import unclosedConnectionDocument from './infrastructure/unclosed-connection/rule.md';
import hardcodedSecret from './security/hardcoded-secret/rule';
import hardcodedSecretDocument from './security/hardcoded-secret/rule.md';
import jwtNoExpiry from './security/jwt-no-expiry/rule';
import jwtNoExpiryDocument from './security/jwt-no-expiry/rule.md';
import missingInputValidation from './security/missing-input-validation/rule';
import missingInputValidationDocument from './security/missing-input-validation/rule.md';
import missingResourceAuthorization from './security/missing-resource-authorization/rule';
import missingResourceAuthorizationDocument from './security/missing-resource-authorization/rule.md';
import sqlInjection from './security/sql-injection/rule';
import sqlInjectionDocument from './security/sql-injection/rule.md';
import fullObjectBroadcast from './websocket/full-object-broadcast/rule';
import fullObjectBroadcastDocument from './websocket/full-object-broadcast/rule.md';
import missingHeartbeat from './websocket/missing-heartbeat/rule';
import missingHeartbeatDocument from './websocket/missing-heartbeat/rule.md';
import missingReconnect from './websocket/missing-reconnect/rule';
import missingReconnectDocument from './websocket/missing-reconnect/rule.md';
import missingRoomCleanup from './websocket/missing-room-cleanup/rule';
import missingRoomCleanupDocument from './websocket/missing-room-cleanup/rule.md';
import sequentialBroadcast from './websocket/sequential-broadcast/rule';
import sequentialBroadcastDocument from './websocket/sequential-broadcast/rule.md';
import unscopedBroadcast from './websocket/unscoped-broadcast/rule';
import unscopedBroadcastDocument from './websocket/unscoped-broadcast/rule.md';

/** The catalogue: every rule with its document, in the order in which they are listed. */
const catalogue: readonly [Rule, string][] = [
  [missingFkIndex, missingFkIndexDocument],
  [jsonOverColumns, jsonOverColumnsDocument],
  [missingTenantFilter, missingTenantFilterDocument],
  [missingTransaction, missingTransactionDocument],
  [nPlusOne, nPlusOneDocument],
  [selectStar, selectStarDocument],
  [inconsistentErrorFormat, inconsistentErrorFormatDocument],
  [stackTraceExposure, stackTraceExposureDocument],
  [verbInUrl, verbInUrlDocument],
  [missingPagination, missingPaginationDocument],
  [missingRateLimit, missingRateLimitDocument],
  [hardcodedSecret, hardcodedSecretDocument],
  [jwtNoExpiry, jwtNoExpiryDocument],
  [missingInputValidation, missingInputValidationDocument],
  [missingResourceAuthorization, missingResourceAuthorizationDocument],
  [sqlInjection, sqlInjectionDocument],
  [missingReconnect, missingReconnectDocument],
  [missingHeartbeat, missingHeartbeatDocument],
  [unscopedBroadcast, unscopedBroadcastDocument],
  [missingRoomCleanup, missingRoomCleanupDocument],
  [fullObjectBroadcast, fullObjectBroadcastDocument],
  [sequentialBroadcast, sequentialBroadcastDocument],
  [missingHealthCheck, missingHealthCheckDocument],
  [missingTimeout, missingTimeoutDocument],
  [missingCorrelationId, missingCorrelationIdDocument],
  [missingGracefulShutdown, missingGracefulShutdownDocument],
  [unclosedConnection, unclosedConnectionDocument],
  [sharedAgentState, sharedAgentStateDocument],
  [pushToAgent, pushToAgentDocument],
  [unrecordedTransition, unrecordedTransitionDocument],
  [tenantlessToken, tenantlessTokenDocument],
  [tenantlessRoom, tenantlessRoomDocument],
  [prematureAbstraction, prematureAbstractionDocument],
  [missingIsolationBoundary, missingIsolationBoundaryDocument],
];

export const rules: readonly Rule[] = catalogue.map(([rule]) => rule);

const documents = new Map<string, string>(catalogue.map(([rule, document]) => [rule.meta.id, document]));

/** A rule's document in Marcus's five parts, as Markdown; undefined for an unknown id. */
export function ruleDocument(id: string): string | undefined {
  return documents.get(id);
}
