import {
  defineFileRule,
  type FileRuleContext,
  type HandedClaimsFact,
  type Tenancy,
  type TokenClaims,
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
      const tenancy = tenancyOf(context);
      if (tenancy) for (const claims of token.claims) check(claims, tenancy, context);
    },
    handedClaims(handed, context) {
      const tenancy = tenancyOf(context);
      if (tenancy && isSigned(handed, context)) check(handed.claims, tenancy, context);
    },
  },
);

function tenancyOf({ file, model }: FileRuleContext): Tenancy | undefined {
  const isServer = isProductionCode(file) && model.sideOf(file.path) !== 'browser';
  return isServer ? model.tenancyOf(file.path) : undefined;
}

/** Whether the function that claims are handed to signs them as they are. */
function isSigned({ callee, argument, within }: HandedClaimsFact, { file, model }: FileRuleContext): boolean {
  const target = model.calls.targetOf(file, { callee, ...(within === undefined ? {} : { within }) });
  if (!target || target.file === file) return false;
  return target.file.tokenSignings.some(
    ({ signs }) => signs?.function === target.index && signs?.parameter === argument,
  );
}

function check(claims: TokenClaims, tenancy: Tenancy, context: FileRuleContext<'missing' | 'shared'>): void {
  const { subject, addClaim } = claims;
  if (claims.open || subject === undefined || carriesTenant(claims, tenancy)) return;
  if (claims.names.some((each) => sessionClaim.test(each)) || belongsToMany(subject, tenancy, context))
    return;
  const isShared = claims.ownUse === true && sharesKey(claims, tenancy, context);
  if (claims.ownUse && !isShared) return;
  const claim = claimName(tenancy, context);
  const [value] = claims.tenantValues;
  const owner = ownerOf(subject, context);
  const column = owner === undefined ? undefined : tenancy.owned.get(owner)?.column;
  const fix =
    addClaim && value !== undefined
      ? addClaim.text.replace('{claim}', () => (value === claim ? claim : `${claim}: ${value}`))
      : undefined;
  context.report({
    messageId: isShared ? 'shared' : 'missing',
    data: { column: tenancy.column, claim, key: claims.key ?? '' },
    span: claims.span,
    related: column ? [{ ...column.definedAt, message: `${owner}.${column.name} says whose a row is.` }] : [],
    fixes:
      addClaim && fix !== undefined
        ? [
            {
              title: `Add ${claim} to the claims`,
              safe: false,
              edits: [{ span: addClaim.span, text: fix }],
            },
          ]
        : [],
  });
}

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
function sharesKey(claims: TokenClaims, tenancy: Tenancy, { file }: FileRuleContext): boolean {
  if (claims.key === undefined || claims.audience) return false;
  return file.tokenSignings.some((token) =>
    token.claims.some(
      (other) =>
        other !== claims && other.key === claims.key && !other.ownUse && carriesTenant(other, tenancy),
    ),
  );
}

/** What other tokens of the project call the claim; else the column as code writes names. */
function claimName(tenancy: Tenancy, { model }: FileRuleContext): string {
  const stem = tenancy.column.replace(/_/g, '').toLowerCase();
  for (const file of model.filesInOrder)
    for (const { claims } of isProductionCode(file) ? file.tokenSignings : [])
      for (const name of claims.flatMap((each) => each.names))
        if (name.replace(/_/g, '').toLowerCase() === stem) return name;
  return tenancy.column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
