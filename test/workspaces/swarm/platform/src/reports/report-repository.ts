import createKnex, { type Knex } from 'knex';
import config from '../config';

const db: Knex = createKnex({
  client: 'pg',
  connection: config.databaseUrl,
  pool: { min: 0, max: 5 },
});

const MAX_ROWS = 500;

export interface ThroughputPoint {
  bucket: Date;
  completed: number;
}

/** Completed tickets per day, week or month. */
export async function throughput(tenantId: string, bucket: string, since: Date): Promise<ThroughputPoint[]> {
  return db('tickets')
    .select(db.raw(`date_trunc('${bucket}', updated_at) AS bucket`))
    .count({ completed: 'id' })
    .where({ tenant_id: tenantId, status: 'done' })
    .andWhere('updated_at', '>=', since)
    .groupBy('bucket')
    .orderBy('bucket')
    .limit(MAX_ROWS);
}

/** Median and 90th percentile of the hours from creation to completion. */
export async function cycleTime(tenantId: string, since: Date): Promise<{ p50: number; p90: number }> {
  const hours = 'extract(epoch FROM updated_at - created_at) / 3600';
  const row = await db('tickets')
    .select(
      db.raw(`percentile_cont(?) WITHIN GROUP (ORDER BY ${hours}) AS p50`, [0.5]),
      db.raw(`percentile_cont(?) WITHIN GROUP (ORDER BY ${hours}) AS p90`, [0.9]),
    )
    .where({ tenant_id: tenantId, status: 'done' })
    .andWhere('updated_at', '>=', since)
    .first();
  return { p50: Number(row?.p50 ?? 0), p90: Number(row?.p90 ?? 0) };
}

/** The latest finished tickets, for the digest. */
export async function finishedTickets(since: Date) {
  return db('tickets')
    .select('id', 'title', 'pull_request_url', 'updated_at')
    .where({ status: 'done' })
    .andWhere('updated_at', '>=', since)
    .orderBy('updated_at', 'desc')
    .limit(MAX_ROWS);
}

/** Hours that VMs ran, by agent. */
export async function agentUtilisation(tenantId: string, since: Date) {
  return db('vms as v')
    .join('agents as a', function joinAgents() {
      this.on('a.id', '=', 'v.agent_id').andOn('a.tenant_id', '=', 'v.tenant_id');
    })
    .select('a.id', 'a.name')
    .select(db.raw('round(sum(extract(epoch FROM coalesce(v.stopped_at, now()) - v.booted_at)) / 3600, 1) AS hours'))
    .where('v.tenant_id', tenantId)
    .andWhere('v.booted_at', '>=', since)
    .groupBy('a.id', 'a.name')
    .orderBy('hours', 'desc')
    .limit(MAX_ROWS);
}

/** All tickets of one project, as they are now. */
export async function projectSnapshot(tenantId: string, projectId: string) {
  return db('tickets')
    .select('*')
    .where({ tenant_id: tenantId, project_id: projectId })
    .orderBy('position')
    .limit(MAX_ROWS);
}
