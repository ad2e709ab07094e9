import {
  type AbstractionFact,
  defineProjectRule,
  type FileFacts,
  type ProjectModel,
  type Report,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import { Indirections } from './indirections';

export default defineProjectRule(
  {
    id: 'architecture/premature-abstraction',
    title: 'Premature abstraction',
    severity: 'hint',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      contract:
        '{{name}} has one implementation, {{other}}, and one user. Use {{other}} itself, and take an interface out of it when a second one comes.',
      factory:
        '{{name}} only ever makes {{other}}, of just what it is given. Write new {{other}} where it is needed.',
      generic:
        '{{name}} is open for any {{parameter}}, and is only ever given {{other}}. Write {{other}} in its place until there is another type.',
      forwarder:
        'Each of the {{count}} methods of {{name}} hands what it is given to the same method of {{field}}. Let its callers ask {{field}} themselves, until there is something to do in between.',
    },
  },
  ({ model, report }) => {
    const indirections = new Indirections(model);
    for (const file of model.filesInOrder) {
      if (!isProductionCode(file)) continue;
      for (const fact of file.abstractions) {
        if (isPublic(model, file, fact) || isAtBoundary(fact.name)) continue;
        const found = judge(indirections, file, fact);
        if (found) report(file.path, { ...found, span: fact.span });
      }
    }
  },
);

type Judgement = Omit<Report<AbstractionFact['kind']>, 'span'>;

function judge(indirections: Indirections, file: FileFacts, fact: AbstractionFact): Judgement | undefined {
  const { name } = fact;
  switch (fact.kind) {
    case 'contract': {
      const only = indirections.onlyImplementation(file, fact);
      return (
        only && {
          messageId: 'contract' as const,
          data: { name, other: only.name },
          related: [
            { path: only.path, span: only.span, message: `${only.name} is its only implementation.` },
          ],
        }
      );
    }
    case 'factory':
      return indirections.isStandIn(fact.name)
        ? undefined
        : { messageId: 'factory' as const, data: { name, other: fact.product } };
    case 'generic': {
      const other = indirections.onlyType(file, fact);
      return other === undefined
        ? undefined
        : { messageId: 'generic' as const, data: { name, parameter: fact.parameter, other } };
    }
    case 'forwarder':
      return indirections.isStandIn(fact.name) || !indirections.leadsToOwnClass(file, fact.to)
        ? undefined
        : { messageId: 'forwarder' as const, data: { name, count: fact.methods, field: fact.field } };
  }
}

/** What a package that may be published exports is for people who are not seen here. */
function isPublic(model: ProjectModel, file: FileFacts, { exported }: AbstractionFact): boolean {
  const folder = model.packageOf(file.path);
  const manifest = model.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
  if (!exported || !manifest || manifest.private) return false;
  return manifest.exports !== undefined || manifest.entries !== undefined;
}

/** Words for what lies outside of the program: what is called so stands at a boundary, and tests put something else in its place. */
const boundary =
  /(Repository|Repo|Store|Storage|Gateway|Client|Adapter|Port|Driver|Transport|Queue|Cache|Clock|Timer?|Logger|Log|Mailer|Mail|Email|Sms|Sender|Notifier|Publisher|Producer|Consumer|Subscriber|Bus|Broker|Api|Database|Db|Dao|Connection|Connector|Session|Fetcher|Http|Socket|Uploader|Downloader|FileSystem|Fs|Hasher|Crypto?|Encrypt[eo]r|Signer|Random|Generator|Scheduler|Lock|Mutex|Metrics|Telemetry|Tracer|Plugin|Provider|Runner|Executor|Payment\w*|Integration)(Interface|Contract|Base)?$/;

function isAtBoundary(name: string): boolean {
  return boundary.test(name);
}
