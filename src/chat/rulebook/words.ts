/** What a question is about is told by its words: no model is asked. */

const stopWords = new Set(
  (
    'a about all am an and any are as at be because but by can code could did do does for from get give good had has have how i if in into ' +
    'is it its just like look looking make marcus me my need no not of on or our problem question rule rules say should so some tell than that the their them ' +
    'then there these they thing this to use using very want was we what when where which who why wrong with would you your ' +
    'bad better explain fix fixing file find finding happen help here issue mean means please review show'
  ).split(' '),
);

/** Signs that people write and that ids spell out: "SELECT *" is select-star, "N+1" is n-plus-one. */
const spelled: [RegExp, string][] = [
  [/\*/g, ' star '],
  [/\bn\s*\+\s*1\b/gi, ' n plus one '],
  [/\bapi['’]?s\b/gi, ' api '],
  [/\btime[- ]outs?\b/gi, ' timeout '],
  [/\bweb[- ]sockets?\b/gi, ' websocket '],
];

/** The words of a text that carry meaning, in lower case, plurals folded. */
export function wordsOf(text: string): string[] {
  let spoken = text;
  for (const [sign, name] of spelled) spoken = spoken.replace(sign, name);
  return spoken
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !stopWords.has(word))
    .map((word) => word.replace(/(?<=..[^s])s$/, ''));
}

/** Whether two words have the same stem, near enough: "expiry" and "expires" do. */
export function akin(a: string, b: string): boolean {
  if (a === b) return true;
  const shortest = Math.min(a.length, b.length);
  if (shortest < 5) return false;
  const stem = Math.max(5, shortest - 2);
  return a.slice(0, stem) === b.slice(0, stem);
}
