import { type Domain, domainsOf } from './domain';
import { clientFile } from './templates/client';
import { migrationFile } from './templates/migration';
import { policyFile } from './templates/policy';
import { repositoryFile } from './templates/repository';
import { routesFile } from './templates/routes';
import { serviceFile } from './templates/service';
import { sharedFiles } from './templates/shared';

/**
 * A multi-tenant back end in memory, path → text: Express routes, services, pg repositories, outgoing HTTP, business rules
 * without any of these, and SQL migrations; about 150 lines a file. The same for the same `files` on every machine. The
 * faults in it are sparse, as in real code: every few domains one writes something in a way that rules flag.
 */
export function generateBackEnd(files: number): Map<string, string> {
  const texts = new Map<string, string>();
  const domains = domainsOf(Math.max(2, Math.round(files / filesOf.length)));
  for (const domain of domains) for (const file of filesOf) texts.set(...file(domain));
  // One long file, as every back end has: the one in which typing is measured.
  texts.set(longFile, longText(domains.slice(1, 4)));
  for (const [path, text] of sharedFiles(domains)) texts.set(path, text);
  return texts;
}

/** The path of a file of about 500 lines that every generated back end has. */
export const longFile = 'src/repositories/overview.ts';

function longText(domains: readonly Domain[]): string {
  const [first = '', ...others] = domains.map(repositoryFile);
  return [first, ...others.map((text) => text.replace(/^import .*\n/, ''))].join('\n');
}

const filesOf: readonly ((domain: Domain) => [path: string, text: string])[] = [
  (domain) => [`src/routes/${domain.table}.ts`, routesFile(domain)],
  (domain) => [`src/services/${domain.table}.ts`, serviceFile(domain)],
  (domain) => [`src/repositories/${domain.table}.ts`, repositoryFile(domain)],
  (domain) => [`src/clients/${domain.table}.js`, clientFile(domain)],
  (domain) => [`src/policies/${domain.table}.ts`, policyFile(domain)],
  (domain) => [
    `migrations/${String(domain.index + 1).padStart(4, '0')}_${domain.table}.sql`,
    migrationFile(domain),
  ],
];
