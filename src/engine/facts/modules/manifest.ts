import { type ParseError, parse } from 'jsonc-parser';
import type { CompilerFact, Manifest } from '../facts';

type Json = Record<string, unknown>;

/** What a `package.json` says. */
export function readManifest(text: string): Manifest {
  const value = readJson(text);
  const manifest: Manifest = {
    dependencies: [value.dependencies, value.devDependencies].flatMap((each) => Object.keys(asObject(each))),
    commands: value.bin !== undefined,
  };
  const requires = readRequires(value);
  if (Object.keys(requires).length > 0) manifest.requires = requires;
  if (typeof value.name === 'string') manifest.name = value.name;
  if (value.private === true) manifest.private = true;
  const entries = [value.source, value.module, value.main, value.types, value.typings].filter(isText);
  if (entries.length > 0) manifest.entries = entries;
  const exported = readExports(value.exports);
  if (exported) manifest.exports = exported;
  const imported = readTargets(asObject(value.imports));
  if (Object.keys(imported).length > 0) manifest.imports = imported;
  return manifest;
}

/** What its own files run with stands before what it asks of whoever uses it. */
const kindsOfDependencies = [
  'peerDependencies',
  'devDependencies',
  'optionalDependencies',
  'dependencies',
] as const;

function readRequires(value: Json): Record<string, string> {
  const all = kindsOfDependencies.flatMap((kind) => Object.entries(asObject(value[kind])));
  return Object.fromEntries(all.filter((each): each is [string, string] => typeof each[1] === 'string'));
}

/** What a `tsconfig.json` or `jsconfig.json` says of names: these may hold comments. */
export function readCompiler(text: string): CompilerFact {
  const value = readJson(text);
  const options = asObject(value.compilerOptions);
  const fact: CompilerFact = { extends: [value.extends].flat().filter(isText) };
  if (isText(options.baseUrl)) fact.baseUrl = options.baseUrl;
  const paths = readTargets(asObject(options.paths));
  if (Object.keys(paths).length > 0) fact.paths = paths;
  return fact;
}

/** `exports` by subpath: conditions are taken apart, for all of them lead to one source. */
function readExports(value: unknown): Record<string, string[]> | undefined {
  if (value === undefined || value === null) return undefined;
  const isBySubpath = Object.keys(asObject(value)).some((key) => key.startsWith('.'));
  return readTargets(isBySubpath ? asObject(value) : { '.': value });
}

function readTargets(value: Json): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, target]) => {
      const texts = textsIn(target);
      return texts.length > 0 ? [[key, texts]] : [];
    }),
  );
}

/** All texts of a value, whatever conditions they stand under. */
function textsIn(value: unknown, depth = 0): string[] {
  if (isText(value)) return [value];
  if (depth > 4 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, depth + 1));
  return [...new Set(Object.values(value).flatMap((each) => textsIn(each, depth + 1)))];
}

function readJson(text: string): Json {
  const faults: ParseError[] = [];
  return asObject(parse(text, faults, { allowTrailingComma: true, allowEmptyContent: true }));
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
