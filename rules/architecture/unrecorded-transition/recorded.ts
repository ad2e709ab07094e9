import type { CallFact, FileFacts, FunctionRef, ProjectModel, QueryFact, Table } from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';

/** Calls by which code says that it keeps, or hands on, what happened: `recordEvent(…)`, `audit.log(…)`, `this.events.append(…)`. */
const recorder =
  /\b\w*(?:record|append|write|log|add|create|insert|save|store|emit|publish|push|track|dispatch|raise|apply|queue|enqueue)\w*(?:Event|Audit|History|Transition|Activity|StateChange|StatusChange|Outbox)\w*\s*\(|\b\w*(?:events?|eventBus|eventStore|audits?|auditLog\w*|history|histories|outbox|journal|transitions?|timeline)\w*\??\s*\.\s*\w+\s*\(|\b(?:events?|history|audits?|transitions?|statusHistory|stateChanges)\s*:\s*\{\s*(?:create|createMany|push|connectOrCreate)\b/i;
/** Callers are asked this far up, and there only for what they do themselves or by one call. */
const maxCallers = 2;

/** Whether a change is recorded: by its statement, its function, those that call it, or the database itself. */
export class Recorded {
  #callers: Map<string, FunctionRef[]> | undefined;

  constructor(
    private readonly model: ProjectModel,
    private readonly text: (path: string) => string,
  ) {}

  in(file: FileFacts, query: QueryFact, entity: Table, events: Table): boolean {
    if (writes(query, events) || this.#byDatabase(entity, events)) return true;
    if (recorder.test(this.text(file.path).slice(query.span.start, query.span.end))) return true;
    const databaseFunctions = this.#functionsThatInsert(events);
    // Callbacks that run at once, and the function whose call runs them: what is around that runs at another time.
    const owner = this.model.calls.ownerOf(file, query.within);
    for (let index = query.within; index !== undefined; index = file.functions[index]?.within) {
      if (this.#recordsIn({ file, index }, events, databaseFunctions)) return true;
      if (index === owner) break;
    }
    return this.#isRecordedByCaller({ file, index: owner }, events);
  }

  #recordsIn({ file, index }: FunctionRef, events: Table, databaseFunctions: ReadonlySet<string>): boolean {
    const reached = this.model.calls.queriesOf({ file, index });
    if (
      reached.some(
        ({ query }) =>
          writes(query, events) ||
          [...databaseFunctions].some((name) => new RegExp(`\\b${name}\\s*\\(`, 'i').test(query.sql)),
      )
    )
      return true;
    const span = index === undefined ? undefined : file.functions[index]?.span;
    return span !== undefined && recorder.test(this.text(file.path).slice(span.start, span.end));
  }

  #isRecordedByCaller(ref: FunctionRef, events: Table): boolean {
    const seen = new Set([keyOf(ref)]);
    let next = [ref];
    for (let hop = 0; hop < maxCallers; hop++) {
      next = next
        .flatMap((each) => this.#callersOf(each))
        .filter((each) => !seen.has(keyOf(each)) && seen.add(keyOf(each)));
      for (const caller of next) {
        const reached = this.model.calls.queriesOf(caller);
        if (reached.some(({ query, through }) => through.length <= 1 && writes(query, events))) return true;
      }
    }
    return false;
  }

  #callersOf(ref: FunctionRef): FunctionRef[] {
    if (!this.#callers) {
      const found = new Map<string, FunctionRef[]>();
      for (const file of this.model.filesInOrder) {
        if (!isProductionCode(file)) continue;
        for (const call of file.calls) this.#noteCall(file, call, found);
      }
      this.#callers = found;
    }
    return this.#callers.get(keyOf(ref)) ?? [];
  }

  #noteCall(file: FileFacts, call: CallFact, found: Map<string, FunctionRef[]>): void {
    const target = this.model.calls.targetOf(file, call);
    if (!target) return;
    const key = keyOf(target);
    const index = this.model.calls.ownerOf(file, call.within);
    const known = found.get(key);
    if (known) known.push({ file, index });
    else found.set(key, [{ file, index }]);
  }

  /** Whether a trigger on the table writes the event, itself or by its function. */
  #byDatabase(entity: Table, events: Table): boolean {
    const into = events.name.toLowerCase();
    const functions = this.#functionsThatInsert(events);
    const known = this.#allFunctions();
    return this.model.filesInOrder.some(
      (file) =>
        file.role !== 'test' &&
        file.triggers.some(
          (trigger) =>
            trigger.table === entity.name.toLowerCase() &&
            (trigger.inserts.includes(into) ||
              (trigger.runs !== undefined &&
                (functions.has(trigger.runs) ||
                  // Its body is nowhere to be seen, and its name says what it does.
                  (!known.has(trigger.runs) &&
                    /audit|event|history|log|record|track|version/.test(trigger.runs))))),
        ),
    );
  }

  #functionsThatInsert(events: Table): ReadonlySet<string> {
    const into = events.name.toLowerCase();
    return new Set(
      this.model.filesInOrder.flatMap((file) =>
        file.databaseFunctions.filter((each) => each.inserts.includes(into)).map((each) => each.name),
      ),
    );
  }

  #allFunctions(): ReadonlySet<string> {
    return new Set(
      this.model.filesInOrder.flatMap((file) => file.databaseFunctions.map((each) => each.name)),
    );
  }
}

/** Whether a query inserts into a table, also as a part of its statement. */
function writes(query: QueryFact, table: Table): boolean {
  const name = table.name.toLowerCase();
  return query.statements.some(
    (statement) =>
      allBlocks(statement).some(
        (block) =>
          (block.kind === 'insert' || block.kind === 'merge') && block.target?.name.toLowerCase() === name,
      ) ||
      // A statement that no parser accepts still names its tables.
      (!statement.analysed && statement.mentions.some((each) => each.name.toLowerCase() === name)),
  );
}

function keyOf({ file, index }: FunctionRef): string {
  return `${file.path}\0${index ?? ''}`;
}
