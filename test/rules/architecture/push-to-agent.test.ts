import pushToAgent from '../../../rules/architecture/push-to-agent/rule';
import { ruleTests } from '../rule-tester';

ruleTests(pushToAgent, {
  invalid: [
    {
      name: 'a row of the machine by another name',
      code: `
        import axios from 'axios';
        export const dispatch = (vmRow, id) => «axios.post»(\`http://\${vmRow.ip_address}:8080/tickets/\${id}\`, {}, { timeout: 1000 });
      `,
    },
    {
      name: 'fetch at the address of a VM',
      code: "async function wake(vm) {\n  await «fetch»(`http://${vm.ipAddress}:9100/wake`, { method: 'POST', signal });\n}\n",
      messages: [
        'This fetch call goes to the agent at vm.ipAddress: its time limit adds to every other, and the orchestrator must know where each agent is. Let the agent claim its work, or ask for it.',
      ],
      output: false,
    },
    {
      name: 'a concatenation',
      code: "const run = (vm) => «fetch»('http://' + vm.ip + ':9100/run', { signal });\n",
    },
    {
      name: 'the address in a variable',
      code: 'async function run(instance) {\n  const url = `http://${instance.host}:8080/run`;\n  await «fetch»(url, { signal });\n}\n',
    },
    {
      name: 'the address taken out of the row',
      code: 'async function run(vm) {\n  const { ip_address } = vm;\n  await «fetch»(`http://${ip_address}:9100`, { signal });\n}\n',
    },
    {
      name: 'a column of a row',
      code: 'async function stop(row) {\n  await «fetch»(`http://${row.vm_ip}:9100/stop`, { signal });\n}\n',
    },
    {
      name: 'the URL of an agent',
      code: 'const stop = (agent) => «fetch»(`${agent.url}/stop`, { signal });\n',
    },
    {
      name: 'a member of this',
      code: 'class Session {\n  ping() {\n    return «fetch»(`http://${this.vm.ip}/ping`, { signal });\n  }\n}\n',
    },
    {
      name: 'one of a list',
      code: 'const ping = (workers) => «fetch»(`http://${workers[0].address}/ping`, { signal });\n',
    },
    {
      name: 'a function that gives the address',
      code: 'const wake = (slot) => «fetch»(`http://${guestAddress(slot)}:9100/wake`, { signal });\n',
    },
    {
      name: 'an address that its function says the owner of',
      code: 'async function callAgent(host, path) {\n  return «fetch»(`http://${host}:9100${path}`, { signal });\n}\n',
    },
    {
      name: 'a URL object',
      code: "const run = (vm) => «fetch»(new URL('/run', `http://${vm.ip}:9100`), { signal });\n",
    },
    {
      name: 'axios',
      code: "const axios = require('axios');\nconst run = (vm, job) => «axios.post»(`http://${vm.ip}:9100/jobs`, job, { timeout: 1000 });\n",
    },
    {
      name: 'axios with one object',
      code: "const axios = require('axios');\nconst run = (vm) => «axios»({ method: 'post', url: `http://${vm.ip}:9100/jobs`, timeout: 1000 });\n",
    },
    {
      name: 'a client made for an agent',
      code: "const axios = require('axios');\nconst clientOf = (agent) => «axios.create({ baseURL: `http://${agent.ip}:9100`, timeout: 1000 })»;\n",
    },
    {
      name: 'http.request with the host among its options',
      code: "const http = require('node:http');\nconst run = (vm) => «http.request»({ host: vm.ip, port: 9100, path: '/run', timeout: 1000 });\n",
    },
    {
      name: 'options in a variable',
      code: "const http = require('node:http');\nfunction run(vm) {\n  const options = { hostname: vm.ipAddress, port: 9100, timeout: 1000 };\n  return «http.request»(options);\n}\n",
    },
    {
      name: 'got, in TypeScript',
      path: 'src/orchestrator.ts',
      code: "import got from 'got';\nexport const run = (worker: Worker) => «got.post»(`http://${worker.privateIp}:7000/run`, { timeout: { request: 1000 } });\n",
    },
    {
      name: 'undici',
      path: 'src/orchestrator.ts',
      code: "import { request } from 'undici';\nexport const run = (vm: Vm) => «request»(`http://${vm.ipAddress!}:7000/run`, { signal });\n",
    },
    {
      name: 'ssh2',
      code: `
        const { Client } = require('ssh2');
        function runOnVm(vm, command) {
          const connection = new Client();
          connection.on('ready', () => connection.exec(command, () => connection.end()));
          «connection.connect»({ host: vm.ip, username: 'root', privateKey });
        }
      `,
      messages: [
        'This logs in to a machine that runs an agent (ssh2 to vm.ip): the orchestrator waits for each machine, and needs a key to all of them. Let the agent claim its work over HTTP.',
      ],
      output: false,
    },
    {
      name: 'ssh2 as a namespace',
      path: 'src/agents.ts',
      code: "import * as ssh2 from 'ssh2';\nexport function start(agent: Agent) {\n  const c = new ssh2.Client();\n  «c.connect»({ host: agent.host });\n  return c;\n}\n",
    },
    {
      name: 'node-ssh',
      path: 'src/vm-manager.ts',
      code: `
        import { NodeSSH } from 'node-ssh';
        export class VmManager {
          private ssh = new NodeSSH();
          async start(ip: string) {
            await «this.ssh.connect»({ host: ip, username: 'ubuntu' });
          }
        }
      `,
    },
    {
      name: 'spawn ssh',
      code: "const { spawn } = require('child_process');\nconst run = (vm, command) => «spawn»('ssh', [`root@${vm.ip}`, command]);\n",
    },
    {
      name: 'exec with one text',
      code: "const { exec } = require('node:child_process');\nfunction restartAgent(host) {\n  «exec»(`ssh -o BatchMode=yes root@${host} systemctl restart agent`);\n}\n",
    },
    {
      name: 'execFile, promisified: scp',
      code: "const { promisify } = require('util');\nconst run = promisify(require('child_process').execFile);\nconst send = (vm, file) => «run»('scp', [file, `root@${vm.ip}:/work`]);\n",
    },
    {
      name: 'rsync',
      code: "const cp = require('child_process');\nconst send = (worker) => «cp.execSync»(`rsync -az ./work/ root@${worker.ip}:/srv/`);\n",
    },
    {
      name: 'execa',
      path: 'src/runner.ts',
      code: "import { execa } from 'execa';\nexport const run = (vm: Vm, script: string) => «execa»('ssh', [vm.host, script]);\n",
    },
    {
      name: 'zx',
      path: 'src/runner.mjs',
      code: "import { $ } from 'zx';\nexport const run = (vm) => «$»`ssh ${vm.ip} uptime`;\n",
    },
    {
      name: 'the own wrapper around spawn',
      code: "const { run } = require('./run');\nconst boot = (vm) => «run»('ssh', [`root@${vm.ip}`, 'start-agent']);\n",
    },
    {
      name: 'a key that goes in by sshpass',
      code: "const { exec } = require('child_process');\nconst boot = (vm) => «exec»(`sshpass -p secret ssh root@${vm.ip} start`);\n",
    },
    {
      name: 'ssh2 in one chain',
      code: "const { Client } = require('ssh2');\nconst open = (vm) => «new Client().on('ready', done).connect»({ host: vm.ip });\n",
    },
    {
      name: 'the row of a machine',
      code: "const { Pool } = require('pg');\nconst pool = new Pool();\nasync function kick(id) {\n  const { rows } = await pool.query('SELECT ip_address FROM vms WHERE id = $1', [id]);\n  await «fetch»(`http://${rows[0].ip_address}:9100/kick`, { signal });\n}\n",
    },
  ],
  valid: [
    {
      name: 'the hypervisor’s own API socket',
      code: "const http = require('http');\nconst put = (vm, path) => http.request({ socketPath: vm.socketPath, path, method: 'PUT', timeout: 1000 });\n",
    },
    {
      name: 'the hypervisor’s socket, by the client around it',
      code: "const http = require('http');\nclass FirecrackerClient {\n  put(path) {\n    return http.request({ socketPath: this.socketPath, path, timeout: 1000 });\n  }\n}\n",
    },
    {
      name: 'an agent that asks the platform',
      path: 'agent/src/claim.js',
      code: 'const claim = (agent) => fetch(`${platformUrl}/agents/${agent.id}/claims`, { signal });\n',
    },
    {
      name: 'an agent that asks the platform it was started by',
      path: 'agent/src/claim.js',
      code: 'const claim = (agent) => fetch(`${agent.platformUrl}/claims`, { signal });\n',
    },
    {
      name: 'an address from the configuration',
      code: 'const ask = () => fetch(`${config.agent.url}/run`, { signal });\nconst b = () => fetch(process.env.AGENT_URL, { signal });\n',
    },
    {
      name: 'an address that a variable takes from the environment',
      code: 'const agentUrl = process.env.AGENT_URL;\nconst ask = () => fetch(`${agentUrl}/run`, { signal });\n',
    },
    {
      name: 'the agent only in the path',
      code: 'const ask = (agent) => fetch(`https://api.example.com/agents/${agent.url}`, { signal });\n',
    },
    {
      name: 'another service',
      code: 'const ask = (partner) => fetch(`${partner.url}/orders`, { signal });\n',
    },
    {
      name: 'a server’s address that is not a machine’s',
      code: 'const ask = (server) => fetch(`${server.url}/health`, { signal });\nconst b = (node) => fetch(node.url, { signal });\n',
    },
    {
      name: 'the user agent and HTTP’s own agent',
      code: "const https = require('https');\nconst ask = (url) => https.get(url, { agent: new https.Agent(), timeout: 1000 });\n",
    },
    {
      name: 'the row of something else',
      code: "const { Pool } = require('pg');\nconst pool = new Pool();\nasync function kick(id) {\n  const { rows } = await pool.query('SELECT url FROM webhooks WHERE id = $1', [id]);\n  await fetch(rows[0].url, { signal });\n}\n",
    },
    {
      name: 'a provisioning script, by its folder',
      path: 'scripts/provision.js',
      code: "const { execSync } = require('child_process');\nfor (const vm of vms) execSync(`ssh root@${vm.ip} ./install.sh`);\n",
    },
    {
      name: 'a provisioning module beside the sources',
      path: 'src/provisioning/base-image.js',
      code: "const { execSync } = require('child_process');\nconst image = (vm) => execSync(`ssh root@${vm.ip} ./install.sh`);\n",
    },
    {
      name: 'terraform',
      path: 'terraform/outputs.js',
      code: 'const check = (vm) => fetch(`http://${vm.ip}:9100`, { signal });\n',
    },
    {
      name: 'files for a partner',
      code: "const Client = require('ssh2-sftp-client');\nasync function upload(order) {\n  const sftp = new Client();\n  await sftp.connect({ host: config.sftp.host, agent: process.env.SSH_AUTH_SOCK });\n}\n",
    },
    {
      name: 'git over SSH',
      code: "const { exec } = require('child_process');\nconst check = () => exec('ssh -T git@github.com');\n",
    },
    {
      name: 'a key for a machine',
      code: "const { execFile } = require('child_process');\nconst key = (vm) => execFile('ssh-keygen', ['-f', vm.keyPath]);\n",
    },
    {
      name: 'a copy on the same machine',
      code: "const { execFile } = require('child_process');\nconst copy = (vm) => execFile('rsync', ['-a', '/images/base/', vm.folder]);\n",
    },
    {
      name: 'a connection of something else',
      code: "const { Client } = require('pg');\nasync function of(vm) {\n  const client = new Client();\n  await client.connect();\n  await client.end();\n}\n",
    },
    {
      name: 'a test',
      path: 'test/agent.test.js',
      code: 'const ask = (vm) => fetch(`http://${vm.ip}:9100`, { signal });\n',
    },
    {
      name: 'a page in the browser',
      path: 'src/Agent.tsx',
      code: "import { useEffect } from 'react';\nexport const ping = (agent: Agent) => fetch(`${agent.url}/ping`);\n",
    },
  ],
});
