import { defaultReading, type Reading } from '../configuration/reading';
import { isLockFile, readLock } from '../libraries/lock-files';
import { perLibraries } from '../libraries/look-up';
import { isScript, languageOf, roleOf } from '../source/language';
import { lineStartsOf } from '../source/span';
import type { SqlParser } from '../source/sql/parser';
import {
  isFunctionNode,
  isTypeOnly,
  type Operation,
  SyntaxTree,
  setParent,
  setParents,
  ts,
} from '../source/syntax-tree';
import { collectAbstractions } from './code/abstractions';
import { collectBindings } from './code/bindings';
import { collectBoundary, noteTypesOnly } from './code/boundaries';
import { collectCalls } from './code/calls';
import { collectDeclaredCalls } from './code/declared-calls';
import { collectGivenNames } from './code/given-names';
import { collectShapes } from './code/shapes';
import { collectWrapperCalls } from './code/wrapper-calls';
import { collectConnectionReleasers, connectionCollector } from './connections/connections';
import type { FileFacts } from './facts';
import { noteCheckedHandlers } from './input/checked-handlers';
import { collectInputWrites } from './input/input-writes';
import { collectLogs, isCorrelating } from './logs/log-calls';
import { readCompiler, readManifest } from './modules/manifest';
import { collectExports, collectImport, collectImportEquals, collectRequire } from './modules/modules';
import { collectGrpcCalls } from './outgoing/grpc-calls';
import { collectDefaults } from './outgoing/http-clients';
import { collectImportedOutgoingCalls, outgoingCallCollector } from './outgoing/outgoing-calls';
import { collectCodeRuns } from './processes/code-runs';
import { collectServerFactories, listenCollector } from './processes/listening';
import { collectClosings, processCollector } from './processes/process-signals';
import { collectRemoteShells, remoteShellCollector } from './processes/remote-shells';
import { collectAskOnce } from './queries/ask-once';
import { collectDeclaredQueries } from './queries/declared-queries';
import { collectJsonTexts } from './queries/json-texts';
import { collectAssociations } from './queries/orm/associations';
import { collectModelQueries } from './queries/orm/collect';
import { collectDataModels } from './queries/orm/data-models';
import { collectHelperQuery, collectTagged, queryCollector } from './queries/queries';
import { collectPolicies, collectQueryScopes } from './queries/query-scopes';
import { collectSqlFile } from './queries/sql-file';
import { collectTriggers } from './queries/triggers';
import { type CallCollector, calleeName, FileReader } from './reading/file-reader';
import { collectFunction, noteReturnedFunctions } from './reading/functions';
import { Places } from './reading/places';
import { responseCollector } from './responses/answers';
import { collectAnswerAssignment } from './responses/answers-in-parts';
import { errorAnswerCollector } from './responses/error-answers';
import { collectThrown, thrownResponseCollector } from './responses/thrown';
import { accessCheckCollector } from './routes/access-checks';
import { collectAccessCall, collectAccessComparison } from './routes/access-comparisons';
import { collectController } from './routes/controllers';
import { describedRoutes, isApiDescription } from './routes/described-routes';
import { collectFieldResolvers } from './routes/field-resolvers';
import { collectFileRoutes } from './routes/file-routes';
import { gatewayLimits } from './routes/gateway-limits';
import { collectControllerApp, collectHandedRouters } from './routes/mounts';
import { noteOpenMiddleware } from './routes/open-middleware';
import { pageCollector } from './routes/pages';
import { procedureCollector } from './routes/procedures';
import { collectRequestPaths } from './routes/request-paths';
import { collectResolverMaps } from './routes/resolver-maps';
import { collectRouteLists } from './routes/route-lists';
import { collectPathComparison, routeCollector } from './routes/routes';
import { collectServerActions, isOfServerActions } from './routes/server-actions';
import { collectSchema } from './schema/collect-schema';
import { prismaChanges } from './schema/prisma-schema';
import { collectConfigurationSecrets } from './secrets/configuration-secrets';
import { noteSecretCandidate, type SecretCandidates } from './secrets/secret-candidates';
import { secretUseCollector } from './secrets/secret-uses';
import { collectSecrets } from './secrets/secrets';
import { broadcastCollector } from './sockets/broadcasts';
import { collectSockets } from './sockets/collect';
import { collectModuleState } from './state/module-state';
import { readSuppressions } from './suppressions';
import { collectIgnoredExpiry } from './tokens/token-checks';
import { collectHandedClaims } from './tokens/token-claims';
import { tokenCollector } from './tokens/tokens';
import { collectTransactionEdits } from './transactions/transaction-edit';
import { collectTransactions } from './transactions/transactions';

const collectors: readonly CallCollector[] = [
  queryCollector,
  tokenCollector,
  secretUseCollector,
  outgoingCallCollector,
  listenCollector,
  routeCollector,
  procedureCollector,
  accessCheckCollector,
  broadcastCollector,
  processCollector,
  connectionCollector,
  responseCollector,
  errorAnswerCollector,
  thrownResponseCollector,
  pageCollector,
  remoteShellCollector,
];

type CollectorsByName = ReadonlyMap<string, readonly CallCollector[]>;

/** Callee name → the collectors that look at such calls. */
const collectorsByName = perLibraries((libraries): CollectorsByName => {
  const found = new Map<string, CallCollector[]>();
  for (const collector of collectors) {
    const { names } = collector;
    for (const name of new Set(typeof names === 'function' ? names(libraries) : names))
      found.set(name, [...(found.get(name) ?? []), collector]);
  }
  return found;
});

/** The map step: one text to its facts. Never throws on any text; what could not be read is in `gaps`. */
export function collectFacts(
  path: string,
  text: string,
  parser: SqlParser,
  reading: Reading = defaultReading,
): FileFacts {
  // No finding is about a place in a lock file, and where the lines of one begin is more to keep than what it says.
  const isLock = isLockFile(path);
  const facts = emptyFacts(path, isLock ? '' : text);
  if (reading.role !== undefined) facts.role = reading.role;
  if (isLock) {
    facts.lock = readLock(path, text);
    return facts;
  }
  const tree = isScript(facts.language) ? new SyntaxTree(path, text, facts.language) : undefined;
  if (tree) collectScript(tree, facts, parser, reading);
  else if (facts.language === 'sql') {
    collectSqlFile(text, facts, parser);
    collectPolicies(text, facts);
    collectTriggers(text, facts);
  } else if (path.endsWith('.prisma')) facts.schemaChanges = prismaChanges(text);
  else if (path.endsWith('package.json')) facts.manifest = readManifest(text);
  else if (path.endsWith('.conf')) facts.gatewayLimits = gatewayLimits(text);
  else if (/(^|\/)[tj]sconfig[^/]*\.json$/.test(path)) facts.compiler = readCompiler(text);
  else {
    if (isApiDescription(path, text)) facts.describedRoutes = describedRoutes(path, text);
    collectConfigurationSecrets(text, facts);
  }
  facts.suppressions = readSuppressions(text, facts.lineStarts, tree);
  return facts;
}

export function emptyFacts(path: string, text: string): FileFacts {
  return {
    path,
    language: languageOf(path),
    role: roleOf(path),
    side: 'unknown',
    lineStarts: lineStartsOf(text),
    imports: [],
    exports: [],
    functions: [],
    places: [],
    calls: [],
    classes: [],
    shapes: [],
    abstractions: [],
    givenTypes: [],
    declaredTypes: [],
    bindings: [],
    fieldResolvers: [],
    transactions: [],
    queries: [],
    queryScopes: [],
    dataModels: [],
    schemaChanges: [],
    triggers: [],
    databaseFunctions: [],
    jsonTexts: [],
    routers: [],
    routes: [],
    describedRoutes: [],
    mounts: [],
    accessChecks: [],
    givenNames: [],
    pages: [],
    requestPaths: [],
    servers: [],
    responses: [],
    broadcasts: [],
    socketServers: [],
    heartbeats: [],
    socketClients: [],
    memberships: [],
    socketClosings: [],
    roomJoins: [],
    tokenSignings: [],
    handedClaims: [],
    tokenChecks: [],
    secrets: [],
    codeRuns: [],
    inputWrites: [],
    parameterWrites: [],
    checkedHandlers: [],
    outgoingCalls: [],
    httpClients: [],
    remoteShells: [],
    signalHandlers: [],
    processExits: [],
    closings: [],
    jobHandlers: [],
    moduleStates: [],
    serverFactories: [],
    logs: [],
    connections: [],
    connectionReleasers: [],
    suppressions: [],
    gaps: [],
  };
}

function collectScript(tree: SyntaxTree, facts: FileFacts, parser: SqlParser, reading: Reading): void {
  for (const error of tree.errors) {
    const span = { start: error.start, end: error.start + error.length };
    facts.gaps.push({ span, message: ts.flattenDiagnosticMessageText(error.messageText, ' ') });
  }
  const file = new FileReader(tree, facts, parser, reading.ownModules, reading.libraries);
  const found = walk(file);
  noteReturnedFunctions(file);
  if (servesNobody(facts.role)) {
    collectExports(file);
    facts.side = sideOf(file, found.jsx);
    return;
  }
  noteTypesOnly(file);
  // Names are bound once all functions are known, and only in files where something is asked about them.
  for (const { node, name } of found.calls)
    for (const collector of found.byName.get(name) ?? []) collector.call(node, name, file);
  for (const node of found.helperCalls) collectHelperQuery(node, file);
  for (const node of found.tagged) collectTagged(node, file);
  if (reading.queryFunctions.size > 0) collectDeclaredQueries(found.allCalls, reading.queryFunctions, file);
  for (const node of found.assignments) collectDefaults(node, file);
  collectIgnoredExpiry(found.ignoredExpiry, file);
  if (facts.role === 'source') collectResponses(found, file);
  // On a page it is its own address that is compared.
  if (sideOf(file, found.jsx) !== 'browser')
    for (const node of found.comparisons) collectPathComparison(node, file);
  for (const node of found.classes) collectController(node, file);
  collectControllerApp(found.allCalls, file);
  if (facts.role === 'source') noteOpenMiddleware(file);
  collectHandedRouters(found.allCalls, file);
  collectResolverMaps(file);
  if (facts.role === 'source') collectRouteLists(file);
  collectImportedOutgoingCalls(file);
  collectDataModels(file, found.allClasses);
  collectModelQueries(found.chains, file);
  collectAssociations(found.allCalls, file);
  collectQueryScopes(file);
  if (facts.role === 'source' && sideOf(file, found.jsx) !== 'browser') {
    collectCalls(found.allCalls, found.allClasses, file);
    collectHandedClaims(found.allCalls, file);
    collectAccess(found, file);
    collectShapes(file);
    collectAbstractions(file);
    collectBindings(file);
    collectFieldResolvers(file, found.allClasses);
    collectAskOnce(file);
    collectTransactions(found.allCalls, file);
    collectTransactionEdits(file);
  }
  collectProcess(file, found);
  if (reading.helpers.size > 0) collectDeclaredCalls(found.allCalls, reading.helpers, file);
  collectExports(file);
  collectFileRoutes(file);
  collectRequestPaths(found.allCalls, file);
  facts.side = sideOf(file, found.jsx);
  collectBoundary(file);
  if (facts.role === 'source') collectServerActions(file);
  if (facts.role === 'source') collectCodeRuns(found.allCalls, found.made, file);
  collectSecrets(found.secrets, file);
  for (const node of found.allCalls) noteCheckedHandlers(file, node);
  collectInputWrites(file);
  collectSockets(file);
  if (reading.role === undefined && facts.role === 'source' && isMigration(facts)) facts.role = 'migration';
  facts.queries.sort((a, b) => a.span.start - b.span.start);
  collectSchema(file);
  collectTriggers(tree.root.text, facts);
  collectJsonTexts(file);
}

/** Code that no rule speaks of: its imports, exports and functions are known, and nothing of what it does. */
function servesNobody(role: FileFacts['role']): boolean {
  return role === 'test' || role === 'fixture' || role === 'example' || role === 'vendored';
}

/** What tells whether somebody may do what they ask for. Only files that handle requests, or work for one that does, ask such things. */
function collectAccess(found: Found, file: FileReader): void {
  for (const node of found.equalities) collectAccessComparison(node, file);
  for (const node of found.allCalls) {
    const name = calleeName(node.expression);
    if (name !== undefined) collectAccessCall(node, name, file);
  }
  collectGivenNames(file, found.declarations, found.classes);
}

/** What runs as a process, how it ends, and what it logs: asked only of code that may run on a server. */
function collectProcess(file: FileReader, found: Found): void {
  const { facts } = file;
  if (!/^(source|script)$/.test(facts.role) || sideOf(file, found.jsx) === 'browser') return;
  collectServerFactories(file);
  collectClosings(found.allCalls, file);
  collectConnectionReleasers(found.allCalls, file);
  collectLogs(found.allCalls, file);
  collectWrapperCalls(found.allCalls, file);
  collectGrpcCalls(found.allCalls, file);
  collectModuleState(file);
  collectRemoteShells(found.allCalls, found.tagged, file);
  if (isCorrelating(file)) facts.correlatesRequests = true;
}

/** Answers that are no calls; with those of the collectors, in the order of the text. */
function collectResponses(found: Found, file: FileReader): void {
  for (const node of found.answers) collectAnswerAssignment(node, file);
  for (const { node, within } of found.thrown) collectThrown(node, within, file);
  file.facts.responses.sort((a, b) => a.span.start - b.span.start);
}

const kinds = ts.SyntaxKind;

interface Found {
  /** Which names of callees are worth a look. */
  byName: CollectorsByName;
  calls: { node: ts.CallExpression | ts.NewExpression; name: string }[];
  helperCalls: ts.CallExpression[];
  /** Last calls of a chain `a.b().c()`. */
  chains: ts.CallExpression[];
  tagged: ts.TaggedTemplateExpression[];
  assignments: ts.BinaryExpression[];
  comparisons: ts.BinaryExpression[];
  equalities: ts.BinaryExpression[];
  declarations: ts.VariableDeclaration[];
  /** Assignments to the body or status of what may be a response. */
  answers: ts.BinaryExpression[];
  thrown: { node: ts.ThrowStatement | ts.ReturnStatement; within: number | undefined }[];
  classes: ts.ClassLikeDeclaration[];
  /** `ignoreExpiration: …`, as a property or an assignment. */
  ignoredExpiry: (ts.PropertyAssignment | ts.BinaryExpression)[];
  allCalls: ts.CallExpression[];
  /** `new Function(…)`, `new vm.Script(…)`. */
  made: ts.NewExpression[];
  allClasses: ts.ClassLikeDeclaration[];
  secrets: SecretCandidates;
  jsx: boolean;
}

/** The one walk over the tree: functions and imports at once, everything that needs names as a list for later. */
function walk(file: FileReader): Found {
  const found: Found = {
    byName: collectorsByName(file.libraries.all),
    calls: [],
    helperCalls: [],
    chains: [],
    tagged: [],
    assignments: [],
    comparisons: [],
    equalities: [],
    declarations: [],
    ignoredExpiry: [],
    answers: [],
    thrown: [],
    classes: [],
    allCalls: [],
    made: [],
    allClasses: [],
    secrets: { named: [], literals: [] },
    jsx: false,
  };
  // The walk's place is kept in variables and not in arguments: a closure per node would cost as much as the visit.
  let parent: ts.Node = file.tree.root;
  let within: number | undefined;
  let owner: string | undefined;
  const operations: Operation[] = [];
  const identifiers: ts.Identifier[] = [];
  const places = new Places(file.tree.root, file.facts);
  const visit = (node: ts.Node): void => {
    const { kind } = node;
    setParent(node, parent);
    if (isTypeOnly(kind)) {
      setParents(node);
      return;
    }
    if (kind === kinds.Identifier) {
      // Half of all nodes, and nothing is inside of them; as an arm of a branch one is a place.
      identifiers.push(node as ts.Identifier);
      places.leave(places.enter(node, parent));
      return;
    }
    noteSecretCandidate(node, found.secrets);
    const outerParent = parent;
    const outerWithin = within;
    const outerOwner = owner;
    const outerPlace = places.enter(node, parent);
    switch (kind) {
      case kinds.ImportDeclaration:
        setParents(node);
        collectImport(node as ts.ImportDeclaration, file);
        return;
      case kinds.ImportEqualsDeclaration:
        setParents(node);
        identifiers.push((node as ts.ImportEqualsDeclaration).name);
        collectImportEquals(node as ts.ImportEqualsDeclaration, file);
        return;
      case kinds.CallExpression:
        operations.push(node as ts.CallExpression);
        noteCall(node as ts.CallExpression, parent, file, found);
        break;
      case kinds.NewExpression: {
        operations.push(node as ts.NewExpression);
        const name = calleeName((node as ts.NewExpression).expression);
        if (name !== undefined && found.byName.has(name))
          found.calls.push({ node: node as ts.NewExpression, name });
        if (name === 'Function' || name === 'Script') found.made.push(node as ts.NewExpression);
        break;
      }
      case kinds.BindingElement:
        noteTakenOut(node as ts.BindingElement, file);
        break;
      case kinds.TaggedTemplateExpression:
        operations.push(node as ts.TaggedTemplateExpression);
        found.tagged.push(node as ts.TaggedTemplateExpression);
        break;
      case kinds.BinaryExpression:
        operations.push(node as ts.BinaryExpression);
        noteBinary(node as ts.BinaryExpression, found);
        break;
      case kinds.VariableDeclaration:
        found.declarations.push(node as ts.VariableDeclaration);
        break;
      case kinds.PropertyAssignment: {
        const { name } = node as ts.PropertyAssignment;
        if (name.kind === kinds.Identifier && (name as ts.Identifier).text === 'ignoreExpiration')
          found.ignoredExpiry.push(node as ts.PropertyAssignment);
        break;
      }
      case kinds.ThrowStatement:
        found.thrown.push({ node: node as ts.ThrowStatement, within });
        break;
      case kinds.ReturnStatement:
        if ((node as ts.ReturnStatement).expression?.kind === kinds.NewExpression)
          found.thrown.push({ node: node as ts.ReturnStatement, within });
        break;
      case kinds.ClassDeclaration:
      case kinds.ClassExpression:
        owner = (node as ts.ClassLikeDeclaration).name?.text ?? '';
        found.allClasses.push(node as ts.ClassLikeDeclaration);
        if (ts.getDecorators(node as ts.ClassLikeDeclaration)?.length)
          found.classes.push(node as ts.ClassLikeDeclaration);
        break;
      case kinds.JsxElement:
      case kinds.JsxSelfClosingElement:
      case kinds.JsxFragment:
        found.jsx = true;
        break;
      default:
        if (isFunctionNode(node)) {
          within = collectFunction(node, file, within, isMemberHolder(parent) ? owner : undefined, parent);
          places.enterFunction(node, parent, within);
        } else if (kind === kinds.ObjectLiteralExpression) owner = nameOfObject(parent);
    }
    parent = node;
    ts.forEachChild(node, visit);
    parent = outerParent;
    within = outerWithin;
    owner = outerOwner;
    places.leave(outerPlace);
  };
  ts.forEachChild(file.tree.root, visit);
  file.tree.walked(operations, identifiers);
  places.finish();
  return found;
}

/** `const { findUser } = queries`: such a name may be called, and denotes a function. */
function noteTakenOut(element: ts.BindingElement, file: FileReader): void {
  if (ts.isIdentifier(element.name)) file.takenOut.add(element.name.text);
}

/** What has methods: a class, or an object literal with a name. */
function isMemberHolder(node: ts.Node): boolean {
  return (
    ts.isClassLike(node) ||
    node.kind === kinds.ObjectLiteralExpression ||
    node.kind === kinds.PropertyAssignment ||
    // `list = async (req, res) => …` of a class is called as a method is.
    node.kind === kinds.PropertyDeclaration
  );
}

/** `const repository = { … }` gives its name to the functions in it. */
function nameOfObject(parent: ts.Node): string | undefined {
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

function noteCall(call: ts.CallExpression, parent: ts.Node, file: FileReader, found: Found): void {
  const own = calleeName(call.expression) ?? requiredModule(call.expression);
  found.allCalls.push(call);
  const name = own !== undefined && ts.isIdentifier(call.expression) ? file.importedName(own) : own;
  const named = name !== undefined && found.byName.has(name);
  if (name === 'require' || call.expression.kind === kinds.ImportKeyword) collectRequire(call, parent, file);
  else if (named) found.calls.push({ node: call, name });
  else if (isSpelledOut(call.arguments[0])) found.helperCalls.push(call);
  if (parent.kind !== kinds.PropertyAccessExpression) found.chains.push(call);
}

/** `require('stripe')(key)`: the module stands for what it exports. */
function requiredModule(callee: ts.Expression): string | undefined {
  if (!ts.isCallExpression(callee) || calleeName(callee.expression) !== 'require') return undefined;
  const [first] = callee.arguments;
  return first && ts.isStringLiteralLike(first) ? first.text : undefined;
}

function noteBinary(node: ts.BinaryExpression, found: Found): void {
  const { left, right, operatorToken } = node;
  if (operatorToken.kind === kinds.EqualsToken) {
    if (!ts.isPropertyAccessExpression(left)) return;
    const { text } = left.name;
    if (text === 'timeout') found.assignments.push(node);
    else if (text === 'ignoreExpiration') found.ignoredExpiry.push(node);
    else if (text === 'body' || text === 'status') found.answers.push(node);
  } else if (ts.isStringLiteralLike(right) && right.text.startsWith('/')) found.comparisons.push(node);
  else if (isEquality(operatorToken.kind)) found.equalities.push(node);
}

function isEquality(kind: ts.SyntaxKind): boolean {
  return (
    kind === kinds.EqualsEqualsEqualsToken ||
    kind === kinds.ExclamationEqualsEqualsToken ||
    kind === kinds.EqualsEqualsToken ||
    kind === kinds.ExclamationEqualsToken
  );
}

function isSpelledOut(node: ts.Expression | undefined): boolean {
  if (!node) return false;
  return (
    node.kind === ts.SyntaxKind.TemplateExpression ||
    node.kind === ts.SyntaxKind.NoSubstitutionTemplateLiteral ||
    node.kind === ts.SyntaxKind.StringLiteral ||
    node.kind === ts.SyntaxKind.BinaryExpression ||
    (node.kind === ts.SyntaxKind.Identifier && /sql|query|stmt|statement/i.test((node as ts.Identifier).text))
  );
}

/** A file that offers `up` and `down` is a migration, whatever its folder is called. */
function isMigration(facts: FileFacts): boolean {
  const names = new Set(facts.functions.map((each) => each.name.slice(each.name.lastIndexOf('.') + 1)));
  return names.has('up') && names.has('down');
}

/** What a browser runs between a page and the network, by the names that such files customarily have. */
const serviceWorker = /(^|\/)(sw|service-?worker)\.\w+$/i;

/** Scripts that import nothing, in a folder of what is sent to browsers as it is. */
const servedAsIs = /(^|\/)(public|static|wwwroot|htdocs)\/(.*\/)?[^/]+\.m?js$/;

/** Where the file runs, from what it imports; the model knows more, from who imports it and from its package. */
function sideOf(file: FileReader, jsx: boolean): FileFacts['side'] {
  if (isOfServerActions(file)) return 'server';
  const { facts, libraries } = file;
  const specifiers = facts.imports.map((each) => each.specifier);
  if (specifiers.some((each) => libraries.is(each, 'server'))) return 'server';
  if (jsx || specifiers.some((each) => libraries.is(each, 'browser'))) return 'browser';
  if (serviceWorker.test(facts.path) || (specifiers.length === 0 && servedAsIs.test(facts.path)))
    return 'browser';
  return 'unknown';
}
