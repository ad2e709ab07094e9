import type { RuleMeta } from '../rule-meta';
import type { ConfigurationFile } from './file';

/**
 * The Swarm platform: a dashboard over WebSockets, an API with tenants and approvals by people, PostgreSQL, and agents in microVMs that
 * pull their work. Its layers, the code paths that must not fail, and the principles that its design stands on.
 */
export function swarmProfile(rules: readonly RuleMeta[]): ConfigurationFile {
  const known = new Set<string>(rules.map(({ id }) => id));
  const watching = (...ids: string[]) => ids.filter((id) => known.has(id));
  const principles = [
    {
      name: 'One ticket, one agent, one VM, one branch, one pull request',
      why: 'Runs share nothing, so a crash costs one ticket, and what an agent did can be read afterwards.',
      rules: watching('architecture/shared-agent-state'),
    },
    {
      name: 'Agents pull, nobody pushes',
      why: 'Workers claim their work over HTTP: no time limits stack up, nobody logs in to a VM, and each side scales by itself.',
      rules: watching('architecture/push-to-agent'),
    },
    {
      name: 'Every transition is an event',
      why: 'State can be replayed after a crash, and explained in an audit.',
      rules: watching('architecture/unrecorded-transition'),
    },
    {
      name: 'Tenants are kept apart in every layer',
      why: 'In the predicate of the query, in the room of the socket, in the claim of the token: one layer alone fails some day.',
      rules: watching(
        'database/missing-tenant-filter',
        'websocket/unscoped-broadcast',
        'architecture/tenantless-token',
        'architecture/tenantless-room',
      ),
    },
  ];
  return {
    rules: Object.fromEntries(
      principles
        .flatMap((each) => each.rules)
        .filter((id) => id.startsWith('architecture/'))
        .map((id) => [id, 'error'] as const),
    ),
    tenant: { column: 'tenant_id', exemptTables: ['tenants'] },
    layers: {
      dashboard: { files: ['dashboard/'], mayUse: ['shared'] },
      platform: { files: ['platform/'], mayUse: ['shared', 'database'] },
      gateway: { files: ['agent-gateway/'], mayUse: ['shared', 'database'] },
      database: { files: ['migrations/', 'db/'], mayUse: [] },
      shared: { files: ['shared/'], mayUse: [] },
    },
    criticalPaths: [
      {
        name: 'Ticket orchestration',
        why: 'A ticket that is not dispatched, or dispatched twice, costs an agent, a VM and a branch.',
        through: ['engine-pg.js', 'engine-pg.ts'],
      },
      {
        name: 'Real-time updates',
        why: 'People decide on what the board shows them.',
        through: ['websocket.js#ticketUpdate', 'websocket.ts#ticketUpdate'],
      },
      {
        name: 'Approvals',
        why: 'An agent stands still until somebody has decided, and must not go on before.',
        through: ['ai-dispatcher.js#createApprovalRequest', 'ai-dispatcher.ts#createApprovalRequest'],
      },
      {
        name: 'VM management',
        why: 'A VM that is lost keeps its memory and its network device until somebody logs in.',
        through: ['swarm-manager.js', 'swarm-manager.ts'],
      },
    ],
    principles,
  };
}
