import { type FunctionNode, ts } from '../../source/syntax-tree';
import { enclosingClass } from '../reading/access-path';
import { calleeName, type FileReader } from '../reading/file-reader';
import { nameOf } from '../reading/function-syntax';
import { importsWorkers, Workers } from './workers';

/** Classes and files that do work that is given to them. */
const doer =
  /(^|_)(agent|executor|worker|runner|processor|consumer|dispatcher|orchestrator|job_?handler|task_?handler)s?(_|$)/;
/** What a unit of work is called, also with what it carries: `job`, `ticketId`, `{ task }`. */
const work =
  /(^|_)(job|task|ticket|step|work_?item|work_?order|assignment|execution)(_?(data|input|payload|ids?|spec|request|info|context|config|definition|row|record|run))?$/;
const workType =
  /(^|_)(job|task|ticket|step|work_?item|work_?order|assignment|execution)(_?(data|input|payload|spec|request|info|context|row|record))?$/;
const does =
  /^_?(run|execute|exec|process|handle|perform|work|drive|dispatch|start|launch|do|invoke|consume|on_(?:job|task|ticket|step|work)|solve|advance|resume|retry)(_|$)/;
/** What keeps records of work does none: `createTask(task)` of a to-do list. */
const keepsRecords =
  /^_?(create|add|insert|update|upsert|delete|remove|get|list|find|fetch|load|read|save|store|set|edit|rename|validate|is|has|can|to|from|parse|format|render|map|build|make|serialize|count|search|filter|sort|assign|register|init|initialize|setup|configure|schedule|enqueue|queue|cancel|subscribe|connect|close|stop|clear|reset)(_|$)/;
/** What is given a function that handles each job. */
const takesHandler = /^(Worker|process|work|define|consume|processor|registerHandler|addWorker|eachMessage)$/;

/** A function that does a unit of work which it is given. */
export interface JobHandler {
  node: FunctionNode;
  /** What it is given, as written: `ticket`. */
  job: string;
}

const typedWork = /[:<]\s*\w*(Job|Task|Ticket|Step|WorkItem|WorkOrder|Assignment|Execution)\w*\b/;

/** Whether some function of a file may be given a job, as far as its parameters' names and types tell. */
export function mayDoJobs(file: FileReader): boolean {
  return (
    file.facts.functions.some(({ parameters }) =>
      parameters.some((each) => (each.match(/[\w$]+/g) ?? []).some((name) => work.test(snake(name)))),
    ) ||
    typedWork.test(file.tree.root.text) ||
    importsWorkers(file)
  );
}

/** The functions of a file that an agent, executor or worker does a job with: told by their names, and by being called with a job. */
export function jobHandlersOf(file: FileReader, functions: Iterable<FunctionNode>): JobHandler[] {
  file.tree.bind();
  const { path } = file.facts;
  const base = snake(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')).replace(/[-.]/g, '_');
  const workers = new Workers(file);
  const found: JobHandler[] = [];
  for (const node of functions) {
    const handed = workers.jobOf(node);
    if (handed) {
      found.push({ node, job: namesIn(handed.name)[0] ?? 'the job' });
      continue;
    }
    const job = jobOf(file, node);
    if (job !== undefined && doesJobs(file, node, base)) found.push({ node, job });
  }
  return found;
}

/** The parameter that is a unit of work. */
function jobOf(file: FileReader, node: FunctionNode): string | undefined {
  for (const parameter of node.parameters.slice(0, 3)) {
    for (const name of namesIn(parameter.name)) if (work.test(snake(name))) return name;
    const type =
      parameter.type && ts.isTypeReferenceNode(parameter.type) ? parameter.type.typeName : undefined;
    if (type && workType.test(snake(file.text(type)))) return file.words(parameter.name, 40);
  }
  return undefined;
}

function doesJobs(file: FileReader, node: FunctionNode, base: string): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const callee = calleeName(parent.expression) ?? '';
    const isFirstNames = parent.expression !== node;
    return (
      isFirstNames &&
      (takesHandler.test(callee) || (callee === 'on' && /parentPort/.test(file.text(parent.expression))))
    );
  }
  const named = nameOf(node);
  const name = named ? snake(file.text(named)) : '';
  if (keepsRecords.test(name) || ts.isConstructorDeclaration(node)) return false;
  const owner = snake(enclosingClass(node)?.name?.text ?? '');
  if (doer.test(owner) || doer.test(name) || doer.test(base)) return true;
  return does.test(name);
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : namesIn(each.name)));
}

export function snake(text: string): string {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
