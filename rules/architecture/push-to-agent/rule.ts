import {
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type OutgoingCallFact,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

/** Machines that run an agent, and machines that may as well be any other. */
const machine = 'vm|micro_?vm|guest|sandbox|agent|worker|runner|executor';
const anyMachine = `${machine}|instance|machine|droplet|node|server|container|pod|host`;
const place =
  '(?:(?:private|public|internal|local|external|tap|api|control|management|wg|vpn|tailscale)_?)?(?:ip|ip_?v[46]|ip_?addr(?:ess)?|host|host_?name|addr|address)';
const url = '(?:(?:api|base|control|internal|http|agent|vm|rpc|wake|command)_?)*(?:url|endpoint|uri|origin)';

/** `vm.ipAddress`, `agent.url`, `this.vm.ip`, `vms[0].ip`, `row.vm_ip`, `vmIp`, `guestAddress(slot)`. */
const addressOfAgent = [
  new RegExp(
    `(?:^|[._])(?:\\w+_)?(?:${machine})s?(?:_(?:row|record|info|details|entry))?(?:\\[[^\\]]*\\])?\\.(?:\\w+\\.)?(?:(?:${machine})_)?(?:${place}|${url})$`,
  ),
  new RegExp(`(?:^|[._])(?:\\w+_)?(?:instance|machine|droplet)s?(?:\\[[^\\]]*\\])?\\.(?:\\w+\\.)?${place}$`),
  /(?:^|[._])(?:\w+_)?(?:node|server|container|pod|host)s?(?:\[[^\]]*\])?\.(?:\w+\.)?(?:(?:private|public|internal)_?)?ip(?:_?v[46]|_?addr(?:ess)?)?$/,
  new RegExp(`(?:^|[._])(?:${machine}|machine|instance)_(?:${place}|url|endpoint|base_url)$`),
  new RegExp(
    `(?:^|[._])(?:get_|resolve_|find_|lookup_)?(?:${anyMachine})_(?:${place}|url|endpoint|base_url)\\(.*\\)$`,
  ),
  new RegExp(`(?:^|[._])(?:ip|address|host|url|endpoint)_(?:of|for)\\(.*(?:${machine}).*\\)$`),
  new RegExp(`(?:^|[._])(?:${machine})s?\\.get_(?:${place}|url|endpoint)\\(.*\\)$`),
];
/** What is set once for the whole program is a service, and no machine among many. */
const isSetting = /(^|[._(])(config\w*|env|settings?|options|opts|constants|defaults)([._?[]|$)/;
const plainPlace = new RegExp(`^(?:this\\.)?_?${place}$`);
const placeOfRow = new RegExp(
  `(?:^|[._])(?:rows?|results?|records?|found|data)(?:\\.rows)?(?:\\[\\d+\\])?\\.(?:${place}|${url})$`,
);
const machineTable = new RegExp(`(^|_)(${machine}|instance|machine|droplet)s?$`);
const ofMachine = new RegExp(`(^|[^a-z])(${machine}|firecracker)s?([^a-z]|$)`);
/** A class that is called after the agent may as well be the agent's own. */
const ofVm = /(^|[^a-z])((micro_?)?vm|guest|sandbox)s?([^a-z]|$)/;
const speaksOfAgents = new RegExp(
  `(^|[^a-z])(${machine}|machine|instance|firecracker|orchestrat\\w*|swarm|fleet|droplet)s?([^a-z]|$)`,
);
/** Folders and files that set machines up, before there is an agent. */
const provisioning =
  /(^|\/)(provision\w*|terraform|ansible|pulumi|infra(structure)?|deploy\w*|scripts?|tools?|bin|ops|packer|cloud-?init|bootstrap|setup|install\w*|ci|\.github)\/|(^|\/)(provision\w*|bootstrap|setup|install\w*)[\w.-]*\.\w+$|(^|\/)deploy\.\w+$/i;

export default defineFileRule(
  {
    id: 'architecture/push-to-agent',
    title: 'Work that is pushed to an agent',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      shell:
        'This logs in to a machine that runs an agent ({{library}}{{host}}): the orchestrator waits for each machine, and needs a key to all of them. Let the agent claim its work over HTTP.',
      call: 'This {{library}} call goes to the agent at {{host}}: its time limit adds to every other, and the orchestrator must know where each agent is. Let the agent claim its work, or ask for it.',
      client:
        'This {{library}} client calls the agent at {{host}}: its time limit adds to every other, and the orchestrator must know where each agent is. Let the agent claim its work, or ask for it.',
    },
  },
  {
    remoteShells(shell, context) {
      if (!runsInOrchestrator(context) || !shell.about.some((each) => speaksOfAgents.test(snake(each))))
        return;
      context.report({
        messageId: 'shell',
        data: { library: shell.library, host: shell.host === undefined ? '' : ` to ${shell.host}` },
        span: shell.calleeSpan,
      });
    },
    outgoingCalls(call, context) {
      if (call.gives || call.hostFrom === undefined || !runsInOrchestrator(context)) return;
      if (!isAgent(call.hostFrom, call.about ?? []) && !isOfMachineRow(call.hostFrom, call, context)) return;
      if (call.imported && !isOutgoing(call, context)) return;
      context.report({
        messageId: 'call',
        data: { library: call.library, host: call.hostFrom },
        span: call.calleeSpan,
      });
    },
    httpClients(client, context) {
      if (client.hostFrom === undefined || !runsInOrchestrator(context) || !isAgent(client.hostFrom, []))
        return;
      context.report({
        messageId: 'client',
        data: { library: client.library, host: client.hostFrom },
        span: client.span,
      });
    },
  },
);

function runsInOrchestrator({ file, model }: FileRuleContext): boolean {
  return (
    isProductionCode(file) &&
    !isProvisioning(file) &&
    model.sideOf(file.path) !== 'browser' &&
    !model.isCommandLineTool(file.path) &&
    !model.isRunByHand(file)
  );
}

function isProvisioning({ path }: FileFacts): boolean {
  return provisioning.test(path);
}

function isOutgoing(call: OutgoingCallFact, { file, model }: FileRuleContext): boolean {
  return model.timeLimitOf(file, call) !== undefined;
}

/** Whether a host is read from what stands for a machine, or for the agent in it. */
function isAgent(host: string, about: readonly string[]): boolean {
  const words = snake(host);
  if (isSetting.test(words) || /^[A-Z][A-Z\d_]*$/.test(host)) return false;
  if (addressOfAgent.some((each) => each.test(words))) return true;
  // `ip` alone says what it is the address of by the functions around, `this.ip` by the class. The file's name comes last, and says less.
  const whose = words.startsWith('this.') ? ofVm : ofMachine;
  return plainPlace.test(words) && about.slice(0, -1).some((each) => whose.test(snake(each)));
}

/** `rows[0].ip_address`, where the function has asked for a machine's row. */
function isOfMachineRow(
  host: string,
  { within }: OutgoingCallFact,
  { file, model }: FileRuleContext,
): boolean {
  if (within === undefined || !placeOfRow.test(snake(host))) return false;
  return model
    .queriesOf(file)
    .some(
      (query) =>
        query.within === within &&
        query.statements.some((each) =>
          each.block?.tables.some(({ name }) => machineTable.test(snake(name))),
        ),
    );
}

/** `vm.ipAddress!` as `vm.ip_address`. */
function snake(text: string): string {
  return text
    .replace(/[?!]/g, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
