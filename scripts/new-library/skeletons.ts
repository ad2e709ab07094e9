/** A library and what its files are called. */
export interface LibraryName {
  /** The package: `@acme/http`. */
  packageName: string;
  /** Its file: `acme-http`. */
  file: string;
  /** Its name in the list: `acmeHttp`. */
  variable: string;
}

/** Throws with what is wrong, in words for the person who typed the package. */
export function parsePackageName(packageName: string): LibraryName {
  if (!/^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/.test(packageName))
    throw new Error(`'${packageName}' is no name of a package`);
  const file = packageName.replace(/^@/, '').replace(/[/]/g, '-');
  return {
    packageName,
    file,
    variable: variableFor(file.replace(/[-._]+([a-z0-9])/g, (_, first: string) => first.toUpperCase())),
  };
}

/** What no variable of the list can be called: words of the language, and what the list has names for. */
const taken =
  /^(\d.*|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|sheets|libraries)$/;

function variableFor(name: string): string {
  return taken.test(name) ? `sheetOf${name[0]?.toUpperCase()}${name.slice(1)}` : name;
}

export function sheetSkeleton({ packageName }: LibraryName): string {
  return `import { defineLibrary } from '../library';

export default defineLibrary({
  name: '${packageName}',
  packages: ['${packageName}'],
  // What it does, by topic: library.ts lists the topics, contract/ says what their lines mean.
});
`;
}

/** Fails until the sheet says something. */
export function testSkeleton({ packageName }: LibraryName): string {
  const key = /^[A-Za-z_]\w*$/.test(packageName) ? packageName : `'${packageName}'`;
  return `import { libraryTests } from './library-tester';

libraryTests('${packageName}', [
  {
    shows: 'what is found in a program that uses it',
    // The rule that rests on what the sheet says, and the line that it finds.
    rules: ['database/select-star'],
    installed: { ${key}: '1.0.0' },
    files: { 'src/a.js': \`import client from '${packageName}';\\n\` },
    finds: ['database/select-star src/a.js:1'],
  },
  {
    shows: 'its neighbour, in which all is well',
    rules: ['database/select-star'],
    installed: { ${key}: '1.0.0' },
    files: { 'src/a.js': \`import client from '${packageName}';\\n\` },
    finds: [],
  },
]);
`;
}

/**
 * The list of all sheets with one more, in the order of their files. Throws where the package has a sheet already, or the list no longer has the form
 * that this knows.
 */
export function addToList(index: string, { file, variable }: LibraryName): string {
  if (index.includes(`'./sheets/${file}'`))
    throw new Error(`src/engine/libraries/index.ts has ${file} already`);
  const lines = index.split('\n');
  const start = lines.findIndex((line) => line.startsWith('export const sheets = ['));
  if (start < 0) throw new Error("src/engine/libraries/index.ts has no 'export const sheets = ['");
  const end = lines.indexOf('];', start);
  const later = lines.findIndex((line, at) => at > start && at < end && line.trim() > `${variable},`);
  lines.splice(later < 0 ? end : later, 0, `  ${variable},`);
  const fileOf = (line: string) => /^import \w+ from '\.\/sheets\/([^']+)';$/.exec(line)?.[1];
  const next = lines.findIndex((line) => (fileOf(line) ?? '') > file);
  const last = lines.findLastIndex((line) => fileOf(line) !== undefined);
  lines.splice(next < 0 ? last + 1 : next, 0, `import ${variable} from './sheets/${file}';`);
  return lines.join('\n');
}
