import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  agentUtilisation,
  cycleTime,
  finishedTickets,
  projectSnapshot,
  throughput,
} from '../reports/report-repository';
import { createDownloadLink, createShareLink } from '../reports/share-link';

export const router = Router();

type TenantRequest = Request & { tenantId: string };

const period = z.object({
  since: z.coerce.date().default(() => new Date(Date.now() - 30 * 24 * 60 * 60 * 1000)),
});

router.get('/throughput', async (req: Request, res: Response) => {
  const { since } = period.parse(req.query);
  const bucket = String(req.query.bucket ?? 'day');
  res.json({ items: await throughput((req as TenantRequest).tenantId, bucket, since) });
});

router.get('/cycle-time', async (req: Request, res: Response) => {
  const { since } = period.parse(req.query);
  res.json(await cycleTime((req as TenantRequest).tenantId, since));
});

router.get('/finished', async (req: Request, res: Response) => {
  const { since } = period.parse(req.query);
  res.json({ items: await finishedTickets(since) });
});

router.get('/agents', async (req: Request, res: Response) => {
  const { since } = period.parse(req.query);
  res.json({ items: await agentUtilisation((req as TenantRequest).tenantId, since) });
});

router.get('/projects/:projectId/snapshot', async (req: Request, res: Response) => {
  res.json({ items: await projectSnapshot((req as TenantRequest).tenantId, req.params.projectId) });
});

router.post('/:reportId/links', async (req: Request, res: Response) => {
  const { audience } = z.object({ audience: z.enum(['public', 'download']) }).parse(req.body);
  const { tenantId } = req as TenantRequest;
  const url =
    audience === 'download'
      ? await createDownloadLink(tenantId, req.params.reportId)
      : await createShareLink(tenantId, req.params.reportId);
  res.status(201).json({ url });
});
