import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../package.json';
import type { Catalogue } from './catalogue';
import { type ExitStatus, exitStatus } from './exit-status';
import type { MapFormat } from './map';
import { reportFormats } from './report';
import type { RunCheckOptions } from './run-check';
import { colorsFor, type Terminal, write } from './terminal';
import { UsageError } from './usage-error';
import { writeOutput } from './write-output';

interface ListOptions {
  format: 'table' | 'json';
  color: boolean;
}

/**
 * Runs one command line (without `node` and the script) and resolves with the exit status. Only a fault of Marcus rejects.
 * The rules are loaded when a command needs them.
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  loadCatalogue: () => Promise<Catalogue> = () => import('../../rules'),
): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.clean;
  const program = programFor(terminal, loadCatalogue, (result) => {
    status = result;
  });
  try {
    if (args.length === 0) throw new UsageError("no command given; try 'marcus check', or 'marcus --help'");
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.clean;
    if (!(error instanceof CommanderError) && !(error instanceof UsageError)) throw error;
    await write(terminal.err, `marcus: ${inOneLine(error.message)}\n`);
    return exitStatus.usage;
  }
}

function programFor(
  terminal: Terminal,
  loadCatalogue: () => Promise<Catalogue>,
  finish: (status: ExitStatus) => void,
): Command {
  const program = new Command('marcus')
    .description('Finds the architecture red flags of a JavaScript/TypeScript back end and its SQL schema.')
    .version(version)
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      // `run` says it, in one line.
      outputError: () => {},
      getOutHelpWidth: () => terminal.out.columns ?? 100,
    })
    .exitOverride();
  addCheck(program, terminal, loadCatalogue, finish);
  addRules(program, terminal, loadCatalogue);
  addRoutes(program, terminal, loadCatalogue);
  addMap(program, terminal, loadCatalogue);
  addExplain(program, terminal, loadCatalogue);
  addInit(program, terminal, loadCatalogue);
  addLsp(program);
  return program;
}

function addCheck(
  program: Command,
  terminal: Terminal,
  loadCatalogue: () => Promise<Catalogue>,
  finish: (status: ExitStatus) => void,
): void {
  program
    .command('check')
    .description('Report the findings in the folders and files named, or in the working directory.')
    .argument('[paths...]', 'a folder is read as a project; a file is checked within the project around it')
    .addOption(
      new Option(
        '--format <format>',
        'form of the output (default: by the ending of --output, else stylish)',
      ).choices(reportFormats),
    )
    .option('-o, --output <file>', 'write the report to this file (default: standard output)')
    .option('--rule <id>', 'run only this rule (repeatable)', (id: string, ids: string[]) => [...ids, id], [])
    .option('--changed [revision]', 'only what is in files that differ from this revision (default: HEAD)')
    .option('--baseline <file>', 'only what this file does not know')
    .option('--update-baseline', 'write all that is found now to the file of --baseline', false)
    .option('--fix', 'apply safe fixes to the files first', false)
    .option('--max-warnings <n>', 'accept up to n warnings (default: none)', wholeNumber)
    .option('-q, --quiet', 'report errors only; without --max-warnings, warnings do not count either', false)
    .option('-v, --verbose', 'also show related places, fixes, and what was not looked at', false)
    .option('--cache', 'keep what was read, so that the next run reads only what has changed', false)
    .option('--cache-folder <folder>', 'where to keep it (default: the usual place for caches)')
    .option('--print-config <file>', 'print the configuration that holds for a file, and check nothing')
    .option('--no-color', 'no colours (as with NO_COLOR; FORCE_COLOR turns them on)')
    .addHelpText('after', exitStatusHelp)
    .action(async (paths: string[], options: RunCheckOptions) => {
      if (options.printConfig !== undefined) {
        const { printConfig } = await import('./print-config');
        const catalogue = await loadCatalogue();
        await write(
          terminal.out,
          await printConfig(options.printConfig, terminal.workingDirectory, catalogue),
        );
        return;
      }
      const { runCheck } = await import('./run-check');
      finish(await runCheck(paths, options, terminal, await loadCatalogue()));
    });
}

const exitStatusHelp = `
Exit status:
  0  no errors, and no warnings (or no more than --max-warnings); infos and hints never count
  1  findings at or over that threshold
  2  the command or the configuration is wrong`;

function addRules(program: Command, terminal: Terminal, loadCatalogue: () => Promise<Catalogue>): void {
  program
    .command('rules')
    .description('List all rules.')
    .addOption(
      new Option('--format <format>', 'form of the output').choices(['table', 'json']).default('table'),
    )
    .option('--no-color', 'no colours')
    .action(async ({ format, color }: ListOptions) => {
      const { rulesAsJson, rulesAsTable } = await import('./rules-list');
      const { rules } = await loadCatalogue();
      const colors = colorsFor(terminal.out, terminal.env, color);
      await write(terminal.out, format === 'json' ? rulesAsJson(rules) : rulesAsTable(rules, colors));
    });
}

function addRoutes(program: Command, terminal: Terminal, loadCatalogue: () => Promise<Catalogue>): void {
  program
    .command('routes')
    .description('List all routes: method, path, middleware on the way, tables, findings.')
    .argument('[folder]', 'the project to read', '.')
    .addOption(
      new Option('--format <format>', 'form of the output').choices(['table', 'json']).default('table'),
    )
    .option('--no-color', 'no colours')
    .action(async (folder: string, { format, color }: ListOptions) => {
      const { listRoutes, routesAsJson, routesAsTable } = await import('./routes');
      const rows = await listRoutes(folder, terminal.workingDirectory, await loadCatalogue());
      const colors = colorsFor(terminal.out, terminal.env, color);
      await write(terminal.out, format === 'json' ? routesAsJson(rows) : routesAsTable(rows, colors));
    });
}

function addMap(program: Command, terminal: Terminal, loadCatalogue: () => Promise<Catalogue>): void {
  program
    .command('map')
    .description(
      'Draw the architecture: apps, routes, code, tables, rooms, services, and what was found there.',
    )
    .argument('[folder]', 'the project to draw', '.')
    .addOption(
      new Option(
        '--format <format>',
        'svg is a picture; html a page to look around in; json the graph; mermaid a chart for Markdown (default: by the ending of --output, else svg)',
      ).choices(['svg', 'html', 'json', 'mermaid']),
    )
    .option('-o, --output <file>', 'write to this file (default: standard output)')
    .action(async (folder: string, { format, output }: { format?: MapFormat; output?: string }) => {
      const { describeMap, formatOf } = await import('./map');
      const text = await describeMap(
        folder,
        format ?? formatOf(output),
        terminal.workingDirectory,
        await loadCatalogue(),
      );
      if (output === undefined) return write(terminal.out, text);
      writeOutput(text, output, terminal.workingDirectory);
      return write(terminal.err, `Wrote ${output}.\n`);
    });
}

function addExplain(program: Command, terminal: Terminal, loadCatalogue: () => Promise<Catalogue>): void {
  program
    .command('explain')
    .description(
      'Print the document of a rule: issue, root cause, impact, recommendation, trade-off; or what Marcus believes of a library.',
    )
    .argument('[rule]', 'id of the rule, as database/select-star')
    .option('--library <package>', 'what is believed of a library, as axios, or axios@1.6.0 for one version')
    .option('--no-color', 'plain text')
    .action(async (id: string | undefined, { color, library }: { color: boolean; library?: string }) => {
      const colors = colorsFor(terminal.out, terminal.env, color);
      if (library !== undefined && id === undefined) {
        const { explainLibrary } = await import('./explain-library');
        return write(terminal.out, explainLibrary(library, colors));
      }
      if (id === undefined || library !== undefined)
        throw new UsageError('explain takes the id of a rule, or --library with the name of a package');
      const { explain } = await import('./explain');
      return write(terminal.out, explain(await loadCatalogue(), id, colors, terminal.out.columns));
    });
}

function addInit(program: Command, terminal: Terminal, loadCatalogue: () => Promise<Catalogue>): void {
  program
    .command('init')
    .description('Write a marcus.config.json after looking at the project.')
    .argument('[folder]', 'the project', '.')
    .action(async (folder: string) => {
      const { init } = await import('./init');
      await write(terminal.out, await init(folder, terminal.workingDirectory, await loadCatalogue()));
    });
}

function addLsp(program: Command): void {
  program
    .command('lsp')
    .description('Start the language server on standard input and output, for any editor.')
    // Editors' client libraries add these by themselves; there is nothing else to talk over.
    .addOption(new Option('--stdio').hideHelp())
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .action(async () => {
      const { serveOnStdio } = await import('./lsp');
      await serveOnStdio();
    });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}

function inOneLine(message: string): string {
  return message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}
