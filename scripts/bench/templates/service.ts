import type { Domain } from '../domain';

export function serviceFile({ table, type, variable }: Domain): string {
  const actions = ['approve', 'archive', 'assign', 'duplicate', 'escalate', 'publish'];
  return `import { logger } from '../logger';
import { ${type}Repository, type ${type} } from '../repositories/${table}';
import { notify${type}Changed } from '../clients/${table}';
import { may } from '../policies/${table}';

export interface ListOptions {
  page: number;
  limit: number;
  status: string;
}

export type ActionResult = { kind: 'done'; value: ${type} } | { kind: 'conflict'; message: string };

export class ${type}Service {
  constructor(private readonly repository = new ${type}Repository()) {}

  async list(tenantId: string, { page, limit, status }: ListOptions): Promise<${type}[]> {
    const offset = (page - 1) * limit;
    return this.repository.list(tenantId, status, limit, offset);
  }

  async get(tenantId: string, id: string): Promise<${type} | undefined> {
    return this.repository.byId(tenantId, id);
  }

  async create(tenantId: string, userId: string, input: Partial<${type}>): Promise<${type}> {
    const created = await this.repository.insert(tenantId, { ...input, createdBy: userId });
    await this.announce(created, 'created');
    return created;
  }

  async update(tenantId: string, id: string, input: Partial<${type}>): Promise<${type} | undefined> {
    const changed = await this.repository.update(tenantId, id, input);
    if (changed) await this.announce(changed, 'updated');
    return changed;
  }

  async remove(tenantId: string, id: string): Promise<void> {
    const ${variable} = await this.repository.byId(tenantId, id);
    if (!${variable}) return;
    await this.repository.remove(tenantId, id);
    await this.announce(${variable}, 'removed');
  }
${actions
  .map(
    (action, position) => `
  async ${action}(tenantId: string, id: string, userId: string, reason?: string): Promise<ActionResult> {
    const ${variable} = await this.repository.byId(tenantId, id);
    if (!${variable}) return { kind: 'conflict', message: '${type} is gone' };
    if (!may(${variable}, '${action}')) {
      return { kind: 'conflict', message: \`${type} cannot be moved from \${${variable}.status} by ${action}\` };
    }
    const value = await this.repository.transition(tenantId, id, '${action}', ${position}, userId, reason ?? null);
    logger.info({ tenantId, id, userId }, '${variable} ${action}');
    await this.announce(value, '${action}');
    return { kind: 'done', value };
  }
`,
  )
  .join('')}
  private async announce(${variable}: ${type}, what: string): Promise<void> {
    try {
      await notify${type}Changed(${variable}.id, what);
    } catch (error) {
      logger.warn({ error, id: ${variable}.id }, 'could not announce ${variable}');
    }
  }
}
`;
}
