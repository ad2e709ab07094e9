import {
  defineFileRule,
  type FileRuleContext,
  type Tenancy,
  type TokenClaims,
  type TokenSigningFact,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

/** Names by which a token can say whose it is; also those of a session from which the server knows. */
const tenantClaim =
  /tenant|organi[sz]ation|(^|[._])orgs?([._]|$)|(^|[._])orgs?_?(id|slug|name|uuid|code)s?$|workspace|company|companies|(^|[._])team|(^|[._])tid$|(^|[._])oid$|customer_?id|realm|site_?id|shop_?id|merchant|domain|^.*account_?id$/i;
const sessionClaim = /(^|[._])(sid|sess|session\w*)$/i;

export default defineFileRule(
  {
    id: 'architecture/tenantless-token',
    title: 'Token that does not say which tenant it is for',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      missing:
        'This token says who calls and not for which tenant: no claim carries {{column}}, so whoever checks it must look the tenant up, or believe the request. Put {{claim}} into the claims.',
      shared:
        'This token has no claim for {{column}}, and is signed with the key of tokens that have one ({{key}}): where it is taken for one of those, the tenant is missing. Put {{claim}} into the claims, or sign it with a key of its own.',
    },
  },
  {
    tokenSignings(token, context) {
      const { file, model } = context;
      const { claims } = token;
      if (!claims || claims.open || !isProductionCode(file) || model.sideOf(file.path) === 'browser') return;
      const tenancy = model.tenancyOf(file.path);
      if (!tenancy || carriesTenant(claims, tenancy) || claims.names.some((each) => sessionClaim.test(each)))
        return;
      if (claims.subject === undefined || belongsToMany(claims.subject, tenancy, context)) return;
      const isShared = claims.ownUse === true && sharesKey(token, tenancy, context);
      if (claims.ownUse && !isShared) return;
      const claim = claimName(tenancy, context);
      const [value] = claims.tenantValues;
      const owner = ownerOf(claims.subject, context);
      const column = owner && tenancy.owned.get(owner)?.column;
      context.report({
        messageId: isShared ? 'shared' : 'missing',
        data: { column: tenancy.column, claim, key: claims.key ?? '' },
        span: claims.span,
        related: column
          ? [{ ...column.definedAt, message: `${owner}.${column.name} says whose a row is.` }]
          : [],
        fixes:
          claims.addClaim && value !== undefined
            ? [
                {
                  title: `Add ${claim} to the claims`,
                  safe: false,
                  edits: [
                    {
                      span: claims.addClaim.span,
                      text: claims.addClaim.text.replace('{claim}', () =>
                        value === claim ? claim : `${claim}: ${value}`,
                      ),
                    },
                  ],
                },
              ]
            : [],
      });
    },
  },
);

function carriesTenant({ names }: TokenClaims, tenancy: Tenancy): boolean {
  const own = tenancy.column.replace(/_/g, '').toLowerCase();
  return names.some(
    (name) => tenantClaim.test(name) || name.replace(/[_-]/g, '').toLowerCase().includes(own),
  );
}

/**
 * Whether the one whom a token is for belongs to several tenants, as far as the schema tells: then the tenant is chosen with each request, and
 * the token cannot know it.
 */
function belongsToMany(subject: string, tenancy: Tenancy, context: FileRuleContext): boolean {
  const owner = ownerOf(subject, context);
  return owner !== undefined && !tenancy.owned.has(owner);
}

/** The table, in lower case, of those whom a token is for: `agents` for `agent.id`, else the users. */
function ownerOf(subject: string, { model }: FileRuleContext): string | undefined {
  const words = subject
    .replace(/^this\./, '')
    .split(/[.?![\]()]+/)
    .filter(Boolean)
    .map((each) => each.replace(/_?ids?$/i, ''))
    .filter((each) => each !== '' && !/^(req|request|ctx|body|sub|uuid|uid|email)$/i.test(each))
    .reverse();
  const candidates = [
    ...words.flatMap((each) => [each, `${each}s`, `${each.replace(/y$/, 'ie')}s`]),
    'users',
    'user',
    'app_users',
    'app_user',
  ];
  for (const each of candidates) {
    const table = model.schema.table(each);
    if (table) return table.name.toLowerCase();
  }
  return undefined;
}

/** Whether the file signs tokens that carry the tenant with the same key, and nothing says who may accept this one. */
function sharesKey({ claims }: TokenSigningFact, tenancy: Tenancy, { file }: FileRuleContext): boolean {
  if (!claims || claims.key === undefined || claims.audience) return false;
  return file.tokenSignings.some(
    (other) =>
      other.claims !== undefined &&
      other.claims !== claims &&
      other.claims.key === claims.key &&
      !other.claims.ownUse &&
      carriesTenant(other.claims, tenancy),
  );
}

/** What other tokens of the project call the claim; else the column as code writes names. */
function claimName(tenancy: Tenancy, { model }: FileRuleContext): string {
  const stem = tenancy.column.replace(/_/g, '').toLowerCase();
  for (const file of model.filesInOrder)
    for (const { claims } of isProductionCode(file) ? file.tokenSignings : [])
      for (const name of claims?.names ?? []) if (name.replace(/_/g, '').toLowerCase() === stem) return name;
  return tenancy.column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
