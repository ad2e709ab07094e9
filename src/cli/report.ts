import { extname } from 'node:path';
import type { EngineError, Finding, Gap, Place } from '../engine';
import type { LeftOut } from '../workspace';

/** Code that could not be analysed: a syntax error, a statement that no parser accepts. Never "clean". */
export interface NotAnalysed extends Place {
  path: string;
  message: Gap['message'];
}

/** A finding with the lines that it is in. */
export interface ReportedFinding extends Finding {
  source: string;
}

/** What `marcus check` has to say, before it takes a form. All paths are relative to the working directory, with `/`. */
export interface CheckReport {
  /** Sorted by path, then place, then rule id. */
  findings: ReportedFinding[];
  errors: EngineError[];
  leftOut: LeftOut[];
  notAnalysed: NotAnalysed[];
  /** Files whose findings were asked for, and that were looked at. */
  files: number;
  /** Findings that safe fixes took away; absent when nobody asked for that. */
  fixed?: number;
  /** How many findings a baseline kept quiet about, and how many it knows that are no more; absent without one. */
  baseline?: { known: number; gone: number };
  /** From the first file's listing to the last finding. */
  durationMs: number;
}

export const reportFormats = ['stylish', 'json', 'sarif', 'html', 'markdown', 'github'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const endings: Record<string, ReportFormat> = {
  '.json': 'json',
  '.sarif': 'sarif',
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
};

/** The format that a file's name asks for; text for people where it asks for none. */
export function formatOf(file: string | undefined): ReportFormat {
  return (file === undefined ? undefined : endings[extname(file).toLowerCase()]) ?? 'stylish';
}

/** Findings by their file, in their order. */
export function byPath(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group) group.push(finding);
    else groups.set(finding.path, [finding]);
  }
  return groups;
}

export interface ReporterOptions {
  /** Also related places, fixes, and what was left out or not analysed. */
  verbose: boolean;
}
