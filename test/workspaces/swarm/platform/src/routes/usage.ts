import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { PoolClient } from 'pg';
import { withTenant } from '../db/pool';

export const router = Router();

type TenantRequest = Request & { tenantId: string };

const range = z.object({
  from: z.coerce.date(),
  to: z.coerce.date().default(() => new Date()),
});

const TOKEN_PRICE_CENTS = { input: 0.0003, output: 0.0015 };

interface UsageRow {
  agent_id: string;
  input_tokens: string;
  output_tokens: string;
  vm_seconds: string;
}

router.get('/', async (req: Request, res: Response) => {
  const { from, to } = range.parse(req.query);

  const rows: UsageRow[] = await withTenant((req as TenantRequest).tenantId, async (client: PoolClient) => {
    const result = await client.query<UsageRow>(
      `SELECT agent_id,
              sum(input_tokens) AS input_tokens,
              sum(output_tokens) AS output_tokens,
              sum(vm_seconds) AS vm_seconds
         FROM usage_records
        WHERE recorded_at >= $1 AND recorded_at < $2
        GROUP BY agent_id
        ORDER BY agent_id
        LIMIT 500`,
      [from, to],
    );
    return result.rows;
  });

  res.json({
    items: rows.map((row) => ({
      agentId: row.agent_id,
      vmHours: Number(row.vm_seconds) / 3600,
      costCents:
        Number(row.input_tokens) * TOKEN_PRICE_CENTS.input + Number(row.output_tokens) * TOKEN_PRICE_CENTS.output,
    })),
  });
});

router.get('/trend', async (req: Request, res: Response) => {
  const rows = await withTenant((req as TenantRequest).tenantId, async (client: PoolClient) => {
    const result = await client.query(
      `SELECT weeks.*
         FROM (
           SELECT date_trunc('week', recorded_at) AS week, sum(vm_seconds) * 7 AS projected_seconds
             FROM usage_records
            WHERE recorded_at > now() - interval '12 weeks'
            GROUP BY 1
         ) AS weeks
        ORDER BY weeks.week
        LIMIT 12`,
    );
    return result.rows;
  });
  res.json({ items: rows });
});
