import { type FileFacts, type PlaceFact, placesAround, type QueryFact, type Span } from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';

/** The loop that repeats a place once per element, within the function that runs it; loops over batches, pages, retries do not count. */
export function loopAround(file: FileFacts, span: Span): PlaceFact | undefined {
  let left: 'function' | 'loop' | undefined;
  for (const place of placesAround(file, span)) {
    if (place.kind === 'function' && !place.atOnce) return undefined;
    // A callback that returns is called again for the next element.
    if (place.kind === 'function') left = undefined;
    // `if (isGone) { await remove(each); return; }` runs once at most.
    left ??= place.arm?.ends;
    if (place.kind === 'loop' && left === 'function') return undefined;
    if (place.kind === 'loop' && left === 'loop') {
      left = undefined;
      continue;
    }
    // The query takes the whole batch, or asks again until it is answered.
    if (place.loop && place.loop.each !== 'element' && place.loop.each !== 'fixed') return undefined;
    if (place.loop?.each === 'element') return place;
  }
  return undefined;
}

/** How what a loop repeats hangs on its element. */
export type Dependence =
  /** It speaks of the element, or of something made from it. */
  | 'element'
  /** It speaks of what an earlier pass left behind. */
  | 'passes'
  | 'none';

export function dependence(text: string, span: Span, place: PlaceFact): Dependence {
  const code = codeOf(text.slice(span.start, span.end));
  const words = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  if (place.loop?.names.some((name) => words.has(name))) return 'element';
  return changedIn(text, place).some((name) => words.has(name)) ? 'passes' : 'none';
}

/** Names that a loop's body assigns, or whose members it sets or changes. */
function changedIn(text: string, { span }: PlaceFact): string[] {
  const body = text.slice(span.start, span.end);
  return [
    ...body.matchAll(
      /([A-Za-z_$][\w$]*)(?:\.[\w$]+|\[[^\]]*\])*(?:\s*(?:=(?![=>])|\+=|-=|\+\+|--)|\.(?:push|add|set|delete|shift|pop|next|unshift)\()/g,
    ),
  ].flatMap((match) => match[1] ?? []);
}

/** Source text without what its strings say: of a template, only the holes are code. */
function codeOf(text: string): string {
  return text
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) =>
      // Apart from the tag, which stands right before it.
      [' ', ...[...template.matchAll(/\$\{([^}]*)\}/g)].map((hole) => hole[1]), ' '].join(' '),
    )
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, ' ');
}

/** Whether each pass asks for many at once: the query looks up a list, or writes one. */
export function takesList(text: string, query: QueryFact, { loop }: PlaceFact): boolean {
  if (
    /^(insertMany|createMany|createManyAndReturn|bulkCreate|bulkWrite|bulkSave|batchInsert|insertGraph)$/.test(
      query.method,
    )
  )
    return true;
  return query.statements.some((statement) =>
    allBlocks(statement).some((block) =>
      block.predicates.some(({ operator, operand, conjunct }) => {
        if (!conjunct || !/^(in|any|= ?any|== any|@>|&&)$/i.test(operator)) return false;
        const words = text.slice(operand.span.start, operand.span.end);
        // A placeholder stands for a list; one that is spelled out is the same each time.
        return (
          /^(ANY|ALL)?\s*\(?\s*(\$\d+|\?|:\w+)/i.test(words) ||
          names(words).some((name) => loop?.names.includes(name))
        );
      }),
    ),
  );
}

function names(words: string): string[] {
  return words.match(/[A-Za-z_$][\w$]*/g) ?? [];
}

/** Whether each pass asks another table: `SELECT … FROM ${table}`, `Model.count()` for each of several models. */
export function asksOtherTables(text: string, query: QueryFact, { loop }: PlaceFact): boolean {
  const ofLoop = loop?.names ?? [];
  if (
    query.holes.some(
      (hole) => hole.stands === 'identifier' && names(hole.text).some((name) => ofLoop.includes(name)),
    )
  )
    return true;
  // What a builder calls the table stands in the code, and not in a string; `prisma.user` is no variable.
  const isVariable = ({ start, end }: Span) =>
    query.literal === undefined &&
    ofLoop.includes(text.slice(start, end)) &&
    !/[.'"`]/.test(text.charAt(start - 1));
  return query.statements.some((statement) =>
    allBlocks(statement).some(({ target, tables }) =>
      [...(target ? [target] : []), ...tables].some(({ span }) => isVariable(span)),
    ),
  );
}
