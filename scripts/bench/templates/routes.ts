import type { Domain } from '../domain';
import { camel } from '../names';

export function routesFile({ table, type, variable, columns, index }: Domain): string {
  const actions = ['approve', 'archive', 'assign', 'duplicate', 'escalate', 'publish'];
  return `import { Router } from 'express';
import { z } from 'zod';
import { requireUser } from '../middleware/auth';
import { NotFound } from '../errors';
import { ${type}Service } from '../services/${table}';

export const ${variable}Router = Router();
const service = new ${type}Service();

const body = z.object({
${columns.map(({ name }) => `  ${camel(name)}: z.unknown().optional(),`).join('\n')}
});

${variable}Router.use(requireUser);

${variable}Router.get('/', async (req, res, next) => {
  try {
    const page = Math.max(1, Number(req.query.page ?? 1));
    const limit = Math.min(100, Number(req.query.limit ?? 25));
    const items = await service.list(req.user.tenantId, { page, limit, status: String(req.query.status ?? 'open') });
    res.json({ items, page, limit });
  } catch (error) {
    next(error);
  }
});

${variable}Router.get('/:id', async (req, res, next) => {
  try {
    const found = await service.get(req.user.tenantId, req.params.id);
    if (!found) throw new NotFound('${type}', req.params.id);
    res.json(found);
  } catch (error) {
    next(error);
  }
});

${variable}Router.post('/', async (req, res, next) => {
  try {
    const input = body.parse(req.body);
    const created = await service.create(req.user.tenantId, req.user.id, input);
    res.status(201).location(\`/${table}/\${created.id}\`).json(created);
  } catch (error) {
    next(error);
  }
});

${variable}Router.patch('/:id', async (req, res, next) => {
  try {
    const input = body.partial().parse(req.body);
    const changed = await service.update(req.user.tenantId, req.params.id, input);
    if (!changed) throw new NotFound('${type}', req.params.id);
    res.json(changed);
  } catch (error) {
    next(error);
  }
});

${variable}Router.delete('/:id', async (req, res, next) => {
  try {
    await service.remove(req.user.tenantId, req.params.id);
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});
${actions
  .slice(0, 3 + (index % 4))
  .map(
    (action) => `
${variable}Router.post('/:id/${action}', async (req, res, next) => {
  try {
    const reason = typeof req.body?.reason === 'string' ? req.body.reason.slice(0, 500) : undefined;
    const result = await service.${action}(req.user.tenantId, req.params.id, req.user.id, reason);
    if (result.kind === 'conflict') {
      res.status(409).json({ error: { code: 'conflict', message: result.message } });
      return;
    }
    res.json(result.value);
  } catch (error) {
    next(error);
  }
});
`,
  )
  .join('')}`;
}
