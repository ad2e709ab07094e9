import {
  fillerName,
  type Predicate,
  type ProjectModel,
  type TableUse,
  type Tenancy,
} from '../../../src/engine';
import type { QueryBlock } from '../../shared/blocks';

export interface Fault {
  kind: 'read' | 'insert' | 'parent';
  use: TableUse;
  block: QueryBlock;
}

/** A block that was looked at, for the blocks within it that name its tables. */
interface Scope {
  block: QueryBlock;
  uses: readonly TableUse[];
  /** Uses whose rows are those of one tenant. */
  limited: Set<TableUse>;
  outer: Scope | undefined;
}

/** Finds the uses of tenant-owned tables, in a block and all within it, that no condition limits to a tenant. */
export class TenantFaults {
  readonly #found: Fault[] = [];

  constructor(
    private readonly tenancy: Tenancy,
    private readonly model: ProjectModel,
    /** The text of the file that the blocks' spans are of. */
    private readonly text: string,
  ) {}

  of(block: QueryBlock): readonly Fault[] {
    this.#visit(block, undefined);
    return this.#found;
  }

  #visit(block: QueryBlock, outer: Scope | undefined): Scope {
    const { target } = block;
    if (block.kind === 'insert' && target && this.#isOwned(target) && !this.#isSecured(target)) {
      const { insertColumns } = block;
      if (insertColumns && !insertColumns.some((column) => this.#isTenantColumn(column.name)))
        this.#found.push({ kind: 'insert', use: target, block });
    }
    const uses = [
      ...(target && (block.kind === 'update' || block.kind === 'delete') ? [target] : []),
      ...block.tables,
    ];
    const scope: Scope = { block, uses, limited: new Set(), outer };
    this.#limit(scope);
    const inner = block.nested.map((each) => this.#visit(each, scope));
    // What a subquery ties to its own rows is limited by it: `EXISTS (… t.tenant_id = c.tenant_id AND t.tenant_id = $1)`.
    for (const each of inner) this.#limitByInner(scope, each);
    this.#spread(scope);
    // Conditions that cannot be seen from here may hold the filter.
    if (block.open) return scope;
    const left = uses.filter((use) => this.#isOwned(use) && !scope.limited.has(use));
    const reached = new Set<TableUse>();
    for (let grown = true; grown; ) {
      grown = false;
      for (const use of left)
        if (!reached.has(use) && this.#isReached(use, scope, inner, reached)) {
          reached.add(use);
          grown = true;
        }
    }
    for (const use of left) this.#found.push({ kind: reached.has(use) ? 'parent' : 'read', use, block });
    return scope;
  }

  #isOwned(use: TableUse): boolean {
    return this.tenancy.owned.has(use.name.toLowerCase());
  }

  /** Row-level security with a policy on the tenant column filters every query of the table. */
  #isSecured(use: TableUse): boolean {
    if (this.tenancy.securedAtRunTime) return true;
    const table = this.tenancy.owned.get(use.name.toLowerCase())?.table;
    return (
      table?.rowSecurity === true &&
      table.policies.some((policy) => policy.columns.some((name) => this.#isTenantColumn(name)))
    );
  }

  #isTenantColumn(name: string): boolean {
    return name.toLowerCase() === this.tenancy.column.toLowerCase();
  }

  #isTenantsTable(use: TableUse): boolean {
    return this.tenancy.tenants.has(use.name.toLowerCase());
  }

  /** Uses that a condition of the block itself limits, and those that are tied to one of these by the tenant column. */
  #limit(scope: Scope): void {
    for (const use of scope.uses) {
      if (this.#isSecured(use) || this.#isChosenTenant(use, scope)) scope.limited.add(use);
    }
    for (const predicate of this.#tenantPredicates(scope)) {
      for (const use of this.#usesOf(predicate.column.qualifier, scope)) {
        if (!this.#tiedTo(predicate, use, scope)) scope.limited.add(use);
      }
    }
    this.#spread(scope);
  }

  /** Conditions that all rows satisfy, and that name one tenant or some. */
  #tenantPredicates({ block }: Scope): Predicate[] {
    return block.predicates.filter(
      ({ conjunct, column, operator, operand }) =>
        conjunct &&
        this.#isTenantColumn(column.name) &&
        !/null$/.test(operator) &&
        operator !== '<>' &&
        !operator.startsWith('not') &&
        // `tenant_id = COALESCE($1, tenant_id)` holds for every row.
        !(operand.kind === 'other' && this.#mentionsColumn(operand.span)) &&
        !(operand.kind === 'call' && this.#mentionsColumn(operand.span)),
    );
  }

  #mentionsColumn({ start, end }: { start: number; end: number }): boolean {
    return new RegExp(`\\b${this.tenancy.column}\\b`, 'i').test(this.text.slice(start, end));
  }

  /** The tables of the block that a condition with this qualifier may be about. */
  #usesOf(qualifier: string | undefined, { uses }: Scope): TableUse[] {
    // The code chooses the table: `${alias}.tenant_id = $1`.
    if (qualifier === fillerName) return uses.filter((use) => this.#isOwned(use));
    if (qualifier !== undefined) return uses.filter((use) => labelOf(use) === qualifier.toLowerCase());
    const owned = uses.filter((use) => this.#isOwned(use));
    return owned.length === 1 || uses.length === 1 ? owned : [];
  }

  /** The other table of the block, or the same one, that a condition compares the column with. */
  #tiedTo({ operand }: Predicate, use: TableUse, scope: Scope): TableUse | undefined {
    if (operand.kind !== 'column') return undefined;
    const label = operand.column.qualifier?.toLowerCase();
    const other = scope.uses.find((each) => labelOf(each) === label);
    if (other === undefined) return undefined;
    return other === use || this.#isOwned(other) || this.#isTenantsTable(other) ? other : undefined;
  }

  /** `JOIN tenants t … WHERE t.slug = $1`: the tenant is chosen where the tenants are. */
  #isChosenTenant(use: TableUse, { block, uses }: Scope): boolean {
    return (
      this.#isTenantsTable(use) &&
      block.predicates.some(
        ({ conjunct, column, operator, operand }) =>
          conjunct &&
          operator !== '<>' &&
          !/null$/.test(operator) &&
          operand.kind !== 'column' &&
          (column.qualifier === undefined
            ? uses.length === 1
            : column.qualifier.toLowerCase() === labelOf(use)),
      )
    );
  }

  /** What is tied by the tenant column to rows of one tenant is limited to them, too. */
  #spread(scope: Scope): void {
    const { block, uses, limited } = scope;
    const ties: (readonly TableUse[])[] = [];
    for (const predicate of this.#tenantPredicates(scope))
      for (const use of this.#usesOf(predicate.column.qualifier, scope)) {
        const other = this.#tiedTo(predicate, use, scope);
        if (other && other !== use) ties.push([use, other]);
      }
    if (block.usingColumns.some((column) => this.#isTenantColumn(column.name))) {
      const owned = uses.filter((use) => this.#isOwned(use));
      // A derived table in the same USING may be limited.
      if (block.derived.length > 0) for (const use of owned) limited.add(use);
      ties.push(owned);
      // With USING, a bare column is that of all the tables.
      if (this.#tenantPredicates(scope).some(({ column }) => column.qualifier === undefined))
        for (const use of owned) limited.add(use);
    }
    for (let grown = true; grown; ) {
      grown = false;
      for (const tied of ties) {
        if (!tied.some((use) => limited.has(use)) || tied.every((use) => limited.has(use))) continue;
        for (const use of tied) limited.add(use);
        grown = true;
      }
    }
  }

  #limitByInner(scope: Scope, inner: Scope): void {
    for (const { column, operand, conjunct } of inner.block.predicates) {
      if (!conjunct || operand.kind !== 'column' || !this.#isTenantColumn(operand.column.name)) continue;
      if (!this.#isTenantColumn(column.name)) continue;
      for (const [here, there] of [
        [column, operand.column],
        [operand.column, column],
      ] as const) {
        const own = inner.uses.find((use) => labelOf(use) === here.qualifier?.toLowerCase());
        const outer = scope.uses.find((use) => labelOf(use) === there.qualifier?.toLowerCase());
        if (own && outer && inner.limited.has(own) && this.#isLimitedWithout(own, inner))
          scope.limited.add(outer);
      }
    }
  }

  /** Whether a use is limited by a value, and not only by being tied to a table around it. */
  #isLimitedWithout(use: TableUse, scope: Scope): boolean {
    return this.#tenantPredicates(scope).some(
      (predicate) =>
        predicate.operand.kind !== 'column' && this.#usesOf(predicate.column.qualifier, scope).includes(use),
    );
  }

  /** Whether a use is reached by a foreign key from rows that are limited, here, in a block around, or in one within. */
  #isReached(use: TableUse, scope: Scope, inner: readonly Scope[], reached: ReadonlySet<TableUse>): boolean {
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      const { uses, limited } = at;
      if (
        uses.some(
          (other) =>
            other !== use &&
            this.#isOwned(other) &&
            (limited.has(other) || reached.has(other)) &&
            this.#isJoinedByKey(use, other, scope.block),
        )
      )
        return true;
    }
    return (
      inner.some((each) => this.#isReachedFrom(use, scope, each)) ||
      scope.block.derived.some((derived) => this.#isReachedFromDerived(use, derived, scope))
    );
  }

  /** `project_id IN (SELECT id FROM projects WHERE tenant_id = $1)`, `EXISTS (… WHERE p.id = t.project_id AND p.tenant_id = $1)`. */
  #isReachedFrom(use: TableUse, { block }: Scope, inner: Scope): boolean {
    const limited = inner.uses.filter((other) => this.#isOwned(other) && inner.limited.has(other));
    if (limited.length === 0) return false;
    const { start, end } = inner.block.span;
    const isIn = block.predicates.some(
      ({ conjunct, column, operand }) =>
        conjunct &&
        operand.kind === 'subquery' &&
        operand.span.start <= start &&
        operand.span.end >= end &&
        limited.some((other) => this.#isKey(use, other, [column.name])),
    );
    return isIn || limited.some((other) => this.#isJoinedByKey(use, other, inner.block));
  }

  /** A join by a foreign key with a CTE or a derived table whose own rows are limited. */
  #isReachedFromDerived(use: TableUse, derived: QueryBlock['derived'][number], scope: Scope): boolean {
    let defined: QueryBlock | undefined =
      derived.block === undefined ? undefined : scope.block.nested[derived.block];
    for (let at: Scope | undefined = scope; at && !defined; at = at.outer)
      defined = at.block.nested.find((each) => each.name?.toLowerCase() === derived.name.toLowerCase());
    if (!defined) return false;
    const limited = defined.tables.filter(
      (other) =>
        this.#isOwned(other) &&
        defined?.predicates.some(({ conjunct, column }) => conjunct && this.#isTenantColumn(column.name)),
    );
    const label = (derived.alias ?? derived.name).toLowerCase();
    return scope.block.predicates.some(({ conjunct, column, operand, operator }) => {
      if (!conjunct || operator !== '=' || operand.kind !== 'column') return false;
      const pair = [column.qualifier?.toLowerCase(), operand.column.qualifier?.toLowerCase()];
      if (!pair.includes(labelOf(use)) || !pair.includes(label)) return false;
      return limited.some((other) => this.#isKey(use, other, [column.name, operand.column.name]));
    });
  }

  /** `use.parent_id = other.id` along a foreign key: rows of `use` belong to a row that is limited already. */
  #isJoinedByKey(use: TableUse, other: TableUse, block: QueryBlock): boolean {
    const [own, its] = [labelOf(use), labelOf(other)];
    const ties = block.predicates.filter(({ column, operand, operator }) => {
      if (operator !== '=' || operand.kind !== 'column') return false;
      const [left, right] = [column.qualifier?.toLowerCase(), operand.column.qualifier?.toLowerCase()];
      const isPair = (left === own && right === its) || (left === its && right === own);
      return isPair && this.#isKey(use, other, [column.name, operand.column.name]);
    });
    // An outer join keeps the rows of one side: then one of the two directions does not hold.
    return ties.length > 0 && ties.every(({ conjunct }) => conjunct);
  }

  /** Whether a foreign key leads from one table to the other by one of the columns. */
  #isKey(a: TableUse, b: TableUse, columns: readonly string[]): boolean {
    const names = columns.map((name) => name.toLowerCase());
    const linked = (from: TableUse, to: TableUse) =>
      this.model.schema
        .table(from.name)
        ?.foreignKeys.some(
          (key) =>
            key.table.toLowerCase() === to.name.toLowerCase() &&
            key.columns.some((column) => names.includes(column.toLowerCase())),
        ) ?? false;
    return linked(a, b) || linked(b, a);
  }
}

function labelOf(use: TableUse): string {
  return (use.alias ?? use.name).toLowerCase();
}
