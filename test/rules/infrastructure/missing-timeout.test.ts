import missingTimeout from '../../../rules/infrastructure/missing-timeout/rule';
import { ruleTests } from '../rule-tester';

const server = "import express from 'express';\n";
const axios = "const axios = require('axios');\n";
const dependencies = (names: string) => `{ "name": "app", "dependencies": { ${names} } }`;

ruleTests(missingTimeout, {
  files: { 'package.json': dependencies('"express": "5"') },
  invalid: [
    {
      name: 'a callback that is handed in is no options',
      code: `
        const request = require('request');
        exports.load = (done) => «request»('https://api.example.com/b', done);
      `,
    },
    {
      name: 'fetch with an address alone',
      code: `${server}const r = await «fetch»('https://api.example.com/x');\n`,
      messages: [
        'This fetch call to api.example.com has no time limit: when api.example.com hangs, so does every request that waits for it. Give it one.',
      ],
      fix: 'Give up after 10 seconds',
      output: `${server}const r = await fetch('https://api.example.com/x', { signal: AbortSignal.timeout(10_000) });\n`,
    },
    {
      name: 'fetch with options over several lines',
      code: `
        const r = await «fetch»('https://api.example.com/x', {
          method: 'POST',
          body,
        });
      `,
      output: `
        const r = await fetch('https://api.example.com/x', {
          method: 'POST',
          body,
          signal: AbortSignal.timeout(10_000),
        });
      `,
    },
    {
      name: 'an address in a variable',
      code: 'const load = (base) => «fetch»(base + "/x");\n',
      messages: [
        'This fetch call (to base) has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
      output: 'const load = (base) => fetch(base + "/x", { signal: AbortSignal.timeout(10_000) });\n',
    },
    {
      name: 'an address that starts with a template hole',
      code: 'const load = (base, id) => «fetch»(`${base}/items/${id}`);\n',
    },
    { name: 'globalThis.fetch', code: "«globalThis.fetch»('https://a.example.com');\n" },
    {
      name: 'options in a constant: found, and no fix at the call',
      code: "const options = { method: 'POST' };\n«fetch»('https://a.example.com', options);\n",
      output: false,
    },
    {
      name: 'node-fetch',
      path: 'src/a.mjs',
      code: "import request from 'node-fetch';\n«request»('https://a.example.com');\n",
    },
    {
      name: 'undici: fetch',
      path: 'src/a.ts',
      code: "import { fetch } from 'undici';\nexport const load = () => «fetch»('https://a.example.com');\n",
    },
    {
      name: 'undici: request',
      path: 'src/a.ts',
      code: "import { request } from 'undici';\nexport const load = () => «request»('https://a.example.com');\n",
      messages: [
        'This undici call to a.example.com has no time limit: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
      output:
        "import { request } from 'undici';\nexport const load = () => request('https://a.example.com', { signal: AbortSignal.timeout(10_000) });\n",
    },
    {
      name: 'axios.get',
      code: `${axios}«axios.get»('https://a.example.com');\n`,
      output: `${axios}axios.get('https://a.example.com', { timeout: 10_000 });\n`,
    },
    {
      name: 'axios.post with a body',
      code: `${axios}«axios.post»('https://a.example.com', { a: 1 });\n`,
      output: `${axios}axios.post('https://a.example.com', { a: 1 }, { timeout: 10_000 });\n`,
    },
    {
      name: 'axios.post without a body',
      code: `${axios}«axios.post»('https://a.example.com');\n`,
      output: `${axios}axios.post('https://a.example.com', undefined, { timeout: 10_000 });\n`,
    },
    {
      name: 'axios with a body that looks like options: its timeout is data',
      code: `${axios}«axios.post»('https://a.example.com', { timeout: 5 });\n`,
    },
    {
      name: 'axios(config)',
      path: 'src/a.ts',
      code: "import axios from 'axios';\nexport const load = () => «axios»({ url: 'https://a.example.com', method: 'get' });\n",
      output:
        "import axios from 'axios';\nexport const load = () => axios({ url: 'https://a.example.com', method: 'get', timeout: 10_000 });\n",
    },
    {
      name: 'axios.request',
      code: `${axios}«axios.request»({ url: 'https://a.example.com' });\n`,
      output: `${axios}axios.request({ url: 'https://a.example.com', timeout: 10_000 });\n`,
    },
    {
      name: 'an instance without a limit',
      code: `${axios}const api = axios.create({ baseURL: 'https://a.example.com/v1' });\n«api.get»('/x');\n`,
      messages: [
        'This axios call to a.example.com has no time limit: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'an instance without a limit in another file',
      files: {
        'src/api.js': `${axios}module.exports = axios.create({ baseURL: 'https://a.example.com' });\n`,
        'src/app.js': "const api = require('./api');\n«api.get»('/x');\n",
      },
    },
    {
      name: 'one instance has a limit, this one does not',
      code: `${axios}const slow = axios.create({});\nconst quick = axios.create({ timeout: 1000 });\n«slow.get»('/x');\nquick.get('/y');\n`,
    },
    {
      name: 'got',
      path: 'src/a.mjs',
      code: "import got from 'got';\nawait «got»('https://a.example.com').json();\n",
      output:
        "import got from 'got';\nawait got('https://a.example.com', { timeout: { request: 10_000 } }).json();\n",
    },
    {
      name: 'got.post',
      path: 'src/a.mjs',
      code: "import got from 'got';\nawait «got.post»('https://a.example.com', { json: {} });\n",
    },
    {
      name: 'superagent',
      code: "const superagent = require('superagent');\n«superagent.get»('https://a.example.com').set('a', 'b');\n",
      output: false,
    },
    {
      name: 'needle',
      code: "const needle = require('needle');\n«needle.get»('https://a.example.com');\n",
      output:
        "const needle = require('needle');\nneedle.get('https://a.example.com', { response_timeout: 10_000 });\n",
    },
    {
      name: 'request',
      code: "const request = require('request');\n«request»({ url: 'https://a.example.com' }, done);\n",
      output:
        "const request = require('request');\nrequest({ url: 'https://a.example.com', timeout: 10_000 }, done);\n",
    },
    {
      name: 'http.request with options',
      code: "const http = require('node:http');\nconst call = «http.request»({ host: 'a.example.com' }, onResponse);\ncall.end();\n",
      output:
        "const http = require('node:http');\nconst call = http.request({ host: 'a.example.com', signal: AbortSignal.timeout(10_000) }, onResponse);\ncall.end();\n",
    },
    {
      name: 'https.get',
      path: 'src/a.ts',
      code: "import https from 'https';\n«https.get»('https://a.example.com', (r) => r.resume());\n",
    },
    {
      name: 'http.get with an address in a parameter',
      code: "const http = require('http');\nconst load = (url) => «http.get»(url, (r) => r.resume());\n",
      output: false,
    },
    {
      name: 'http.get with options in a constant that set no limit',
      code: "const http = require('http');\nconst options = { host: 'a' };\n«http.get»(options, onResponse);\n",
    },
    {
      name: 'a wrapper that only passes options on is the same call',
      files: {
        'src/fetch-json.js': 'exports.fetchJson = (url) => «fetch»(url).then((r) => r.json());\n',
        'src/app.js': "const { fetchJson } = require('./fetch-json');\nfetchJson('https://a.example.com');\n",
      },
    },
    {
      name: 'a file that server code imports',
      files: {
        'package.json': dependencies(''),
        'src/server.js': `${server}import { load } from './load.js';\nexpress().get('/healthz', load);\n`,
        'src/load.js': "export const load = () => «fetch»('https://a.example.com');\n",
      },
    },
    {
      name: 'the host is named, however it is written',
      code: "const https = require('https');\nconst needle = require('needle');\n«https.request»({ hostname: 'a.example.com', path: '/' }).end();\n«needle»('get', 'https://b.example.com/x');\n«fetch»(new URL('/x', 'https://c.example.com'));\n«fetch»(process.env.API);\n",
      messages: [
        'This https call to a.example.com has no time limit: when a.example.com hangs, so does every request that waits for it. Give it one.',
        'This needle call to b.example.com has no time limit: when b.example.com hangs, so does every request that waits for it. Give it one.',
        'This fetch call to c.example.com has no time limit: when c.example.com hangs, so does every request that waits for it. Give it one.',
        'This fetch call (to process.env.API) has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'limits that are turned off limit nothing',
      code: `${axios}«axios.get»('https://a.example.com', { timeout: 0 });\n«fetch»('https://b.example.com', { signal: undefined });\n`,
      output: false,
    },
    {
      name: 'ky, with its own limit turned off',
      path: 'src/a.mjs',
      code: "import ky from 'ky';\nawait «ky.get»('https://a.example.com', { timeout: false });\n",
      output: false,
    },
    {
      name: 'ofetch',
      path: 'src/a.ts',
      code: "import { ofetch } from 'ofetch';\nexport const load = () => «ofetch»('https://a.example.com');\n",
      output:
        "import { ofetch } from 'ofetch';\nexport const load = () => ofetch('https://a.example.com', { timeout: 10_000 });\n",
    },
    {
      name: 'got with one options object',
      path: 'src/a.mjs',
      code: "import got from 'got';\nawait «got»({ url: 'https://a.example.com', method: 'POST' });\n",
    },
    {
      name: 'superagent by its own name',
      code: "const request = require('superagent');\nasync function load() {\n  const answer = await «request.post»('https://a.example.com').send({});\n  return answer.body;\n}\n",
      messages: [
        'This superagent call to a.example.com has no time limit: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'undici: a pool without limits',
      path: 'src/a.ts',
      code: "import { Pool } from 'undici';\nconst pool = new Pool('https://a.example.com');\nexport const load = () => «pool.request»({ path: '/x', method: 'GET' });\n",
    },
    {
      name: 'an axios instance in a class',
      path: 'src/a.ts',
      code: "import axios from 'axios';\nexport class Billing {\n  private readonly api = axios.create({ baseURL: 'https://a.example.com' });\n  charge() {\n    return «this.api.post»('/charges', {});\n  }\n}\n",
    },
    {
      name: 'an axios instance that is handed in, where no instance of the project has a limit',
      files: {
        'src/container.ts':
          "import axios from 'axios';\nimport { Billing } from './billing';\nexport const billing = new Billing(axios.create({ baseURL: 'https://a.example.com' }));\n",
        'src/billing.ts':
          "import type { AxiosInstance } from 'axios';\nexport class Billing {\n  constructor(private readonly http: AxiosInstance) {}\n  load() {\n    return «this.http.get»('/x');\n  }\n}\n",
      },
    },
    {
      name: 'an agent that sets no limit',
      code: `${axios}const https = require('https');\nconst api = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });\n«api.get»('https://a.example.com');\n`,
    },
    {
      name: 'new Axios',
      path: 'src/a.ts',
      code: "import { Axios } from 'axios';\nexport const load = () => «new Axios({ responseType: 'text' }).get»('https://a.example.com');\n",
    },
    {
      name: 'Nest’s HttpService',
      path: 'src/a.ts',
      code: "import { HttpService } from '@nestjs/axios';\nexport class Billing {\n  constructor(private readonly http: HttpService) {}\n  load() {\n    return «this.http.get»('https://a.example.com');\n  }\n}\n",
    },
    {
      name: 'axios defaults without a limit are none',
      files: {
        'src/setup.js': `${axios}axios.defaults.baseURL = 'https://a.example.com';\naxios.defaults.timeout = 0;\n`,
        'src/app.js': `${axios}«axios.get»('/x');\n`,
      },
    },
    {
      name: 'an interceptor that sets no limit',
      code: `${axios}axios.interceptors.request.use((config) => {\n  config.headers.a = 'b';\n  return config;\n});\n«axios.get»('https://a.example.com');\n`,
    },
    {
      name: 'a dispatcher without limits',
      code: "const { setGlobalDispatcher, Agent } = require('undici');\nsetGlobalDispatcher(new Agent({ connections: 10 }));\n«fetch»('https://a.example.com');\n",
    },
    {
      name: 'a wrapper in another file that passes options on: the call is the caller’s',
      files: {
        'src/http.js': 'exports.request = (url, options) => fetch(url, options);\n',
        'src/app.js':
          "const { request } = require('./http');\nexports.load = () => «request»('https://a.example.com/x', { method: 'POST' });\nexports.list = () => request('https://a.example.com/y', { signal: AbortSignal.timeout(1000) });\n",
      },
      messages: [
        'This request call to a.example.com has no time limit: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
      output: false,
    },
    {
      name: 'a wrapper that adds headers and passes the rest on, ESM',
      files: {
        'src/http.ts':
          "export async function fetchJson(url: string, init: RequestInit = {}) {\n  const answer = await fetch(url, { ...init, headers: { accept: 'application/json' } });\n  return answer.json();\n}\n",
        'src/app.ts':
          "import { fetchJson } from './http.js';\nexport const load = () => «fetchJson»('https://a.example.com/x');\n",
      },
    },
    {
      name: 'a wrapper that is a method',
      path: 'src/a.ts',
      code: 'export class Client {\n  private async request(url: string, init?: RequestInit) {\n    return fetch(url, init);\n  }\n  load(id: string) {\n    return «this.request»(`https://a.example.com/${id}`);\n  }\n}\n',
    },
    {
      name: 'gRPC without a deadline',
      code: "const grpc = require('@grpc/grpc-js');\nconst proto = grpc.loadPackageDefinition({});\nconst users = new proto.users.Users('users:50051', grpc.credentials.createInsecure());\nexports.load = (id, done) => {\n  «users.getUser»({ id }, (error, user) => done(error, user));\n};\n",
      messages: [
        'This gRPC call (to users:50051) has no time limit: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
      output:
        "const grpc = require('@grpc/grpc-js');\nconst proto = grpc.loadPackageDefinition({});\nconst users = new proto.users.Users('users:50051', grpc.credentials.createInsecure());\nexports.load = (id, done) => {\n  users.getUser({ id }, { deadline: Date.now() + 10_000 }, (error, user) => done(error, user));\n};\n",
    },
    {
      name: 'gRPC: a generated client in a class, with metadata',
      path: 'src/a.ts',
      code: "import { credentials, Metadata } from '@grpc/grpc-js';\nimport { UsersClient } from './gen/users';\nexport class Users {\n  private readonly client = new UsersClient(process.env.USERS, credentials.createInsecure());\n  load(id: string) {\n    const metadata = new Metadata();\n    return new Promise((resolve, reject) => {\n      «this.client.getUser»({ id }, metadata, (error, user) => (error ? reject(error) : resolve(user)));\n    });\n  }\n}\n",
    },
  ],
  valid: [
    {
      name: 'a service worker',
      path: 'src/sw.js',
      code: "self.addEventListener('fetch', (event) => { event.respondWith(fetch(event.request)); });",
    },
    {
      name: 'a script that is sent to browsers as it is',
      path: 'public/js/app.js',
      code: "document.querySelector('#load').addEventListener('click', () => { fetch('/api/items'); });",
    },
    {
      name: 'http.get with options in a constant, and a callback',
      code: "const http = require('http');\nconst options = { host: 'a', signal: AbortSignal.timeout(1000) };\nhttp.get(options, onResponse);",
    },
    {
      name: 'http.get with options from elsewhere',
      code: "const http = require('http');\nconst load = (options) => http.get(options, (r) => r.resume());",
    },
    "fetch('https://a.example.com', { signal: AbortSignal.timeout(5000) });",
    "fetch('https://a.example.com', { method: 'POST', signal: controller.signal });",
    {
      name: 'a signal in shorthand',
      code: "const load = (signal) => fetch('https://a.example.com', { signal });",
    },
    {
      name: 'options from a parameter',
      code: "const load = (options) => fetch('https://a.example.com', options);",
    },
    {
      name: 'options spread from elsewhere',
      code: "const load = (options) => fetch('https://a.example.com', { ...options, method: 'POST' });",
    },
    {
      name: 'a signal spread under a condition',
      code: "const load = (signal) => fetch('https://a.example.com', { ...(signal ? { signal } : {}) });",
    },
    {
      name: 'options in a constant',
      code: "const options = { signal: AbortSignal.timeout(1) };\nfetch('https://a.example.com', options);",
    },
    { name: 'a Request that brings its own options', code: "fetch(new Request('https://a.example.com'));" },
    {
      name: 'a fetch of the project',
      code: "const { fetch } = require('./cache');\nfetch('https://a.example.com');",
    },
    {
      name: 'a method named fetch',
      code: "const load = (repository) => repository.fetch('https://a.example.com');",
    },
    `${axios}axios.get('https://a.example.com', { timeout: 1000 });`,
    `${axios}axios.post('https://a.example.com', body, { signal });`,
    {
      name: 'an instance with a limit',
      code: `${axios}const api = axios.create({ timeout: 1000 });\napi.get('/x');`,
    },
    {
      name: 'a limit given to the instance later',
      code: `${axios}const api = axios.create();\napi.defaults.timeout = 1000;\napi.get('/x');`,
    },
    {
      name: 'an instance with a limit in another file, CommonJS',
      files: {
        'src/api.js': `${axios}exports.api = axios.create({ timeout: 1000 });`,
        'src/app.js': "const { api } = require('./api');\napi.get('/x');",
      },
    },
    {
      name: 'an instance with a limit in another file, ESM',
      files: {
        'src/api.ts': "import axios from 'axios';\nexport const api = axios.create({ timeout: 1000 });",
        'src/load.ts': "import { api } from './api.js';\nexport const load = () => api.get('/x');",
      },
    },
    {
      name: 'the library’s defaults in another file',
      files: {
        'src/setup.js': `${axios}axios.defaults.timeout = 5000;`,
        'src/app.js': `${axios}axios.get('https://a.example.com');`,
      },
    },
    {
      name: 'got with a limit',
      path: 'src/a.mjs',
      code: "import got from 'got';\nawait got('https://a.example.com', { timeout: { request: 1 } });",
    },
    {
      name: 'got.extend with a limit',
      path: 'src/a.mjs',
      code: "import got from 'got';\nconst api = got.extend({ timeout: { request: 1 } });\nawait api.get('x');",
    },
    "const superagent = require('superagent');\nsuperagent.get('https://a.example.com').timeout(1000);",
    "const needle = require('needle');\nneedle.get('https://a.example.com', { response_timeout: 1000 });",
    "const request = require('request');\nrequest({ url: 'https://a.example.com', timeout: 1000 }, done);",
    {
      name: 'http.request with setTimeout',
      code: "const http = require('http');\nconst call = http.request({ host: 'a' });\ncall.setTimeout(1000, () => call.destroy());",
    },
    {
      name: 'http.request with a timeout handler',
      code: "const http = require('http');\nconst call = http.request(options);\ncall.on('timeout', () => call.destroy());",
    },
    {
      name: 'a wrapper that sets a limit by default',
      code: 'const fetchJson = (url, options = {}) => fetch(url, { signal: AbortSignal.timeout(1000), ...options });',
    },
    {
      name: 'a client with a limit of its own',
      code: "const Anthropic = require('@anthropic-ai/sdk');\nnew Anthropic().messages.create({ model: 'm', messages: [] });",
    },
    {
      name: 'a component',
      path: 'src/App.tsx',
      code: "import { useEffect } from 'react';\nexport const App = () => { useEffect(() => { fetch('/api/x'); }, []); return <p />; };",
    },
    {
      name: 'a file of a front-end package',
      files: {
        'web/package.json': dependencies('"react": "19"'),
        'web/src/api.js': "export const load = () => fetch('/api/x');",
      },
    },
    { name: 'a test', path: 'test/api.test.js', code: "fetch('https://a.example.com');" },
    { name: 'a script', path: 'scripts/ping.js', code: "fetch('https://a.example.com');" },
    {
      name: 'a command-line tool',
      files: {
        'package.json': '{ "name": "tool", "bin": "cli.js" }',
        'src/app.js': "fetch('https://a.example.com');",
      },
    },
    {
      name: 'an axios instance that is handed in, and may have a limit',
      files: {
        'src/container.ts':
          "import axios from 'axios';\nimport { Billing } from './billing';\nexport const billing = new Billing(axios.create({ timeout: 1000 }));\n",
        'src/billing.ts':
          "import type { AxiosInstance } from 'axios';\nexport class Billing {\n  constructor(private readonly http: AxiosInstance) {}\n  load() {\n    return this.http.get('/x');\n  }\n}\n",
      },
    },
    {
      name: 'an agent that gives up on silent sockets',
      code: `${axios}const Agent = require('agentkeepalive');\nconst api = axios.create({ httpAgent: new Agent({ keepAlive: true }) });\napi.get('http://a.example.com');\n`,
    },
    {
      name: 'an agent of another file',
      code: `${axios}const { agent } = require('./agent');\naxios.get('https://a.example.com', { httpsAgent: agent });\n`,
    },
    {
      name: 'new Axios with a limit',
      path: 'src/a.ts',
      code: "import { Axios } from 'axios';\nexport const load = () => new Axios({ timeout: 1000 }).get('https://a.example.com');\n",
    },
    {
      name: 'ky has a limit of its own',
      path: 'src/a.mjs',
      code: "import ky from 'ky';\nawait ky.get('https://a.example.com').json();\nawait ky('https://a.example.com', { retry: 2 });",
    },
    {
      name: 'got with one options object that has a limit',
      path: 'src/a.mjs',
      code: "import got from 'got';\nawait got({ url: 'https://a.example.com', timeout: { request: 1000 } });",
    },
    {
      name: 'an AbortController and a timer',
      code: "async function load() {\n  const controller = new AbortController();\n  const timer = setTimeout(() => controller.abort(), 5000);\n  try {\n    return await fetch('https://a.example.com', { signal: controller.signal });\n  } finally {\n    clearTimeout(timer);\n  }\n}",
    },
    {
      name: 'options with a signal, spread',
      code: "const limits = { signal: AbortSignal.timeout(1000) };\nfetch('https://a.example.com', { ...limits, method: 'POST' });",
    },
    {
      name: 'options that get their signal later',
      code: "const options = { method: 'POST' };\noptions.signal = AbortSignal.timeout(1000);\nfetch('https://a.example.com', options);",
    },
    {
      name: 'a race against a timer',
      code: "const load = () => Promise.race([fetch('https://a.example.com'), new Promise((_, reject) => setTimeout(reject, 5000))]);",
    },
    {
      name: 'a race against a timer, by way of a variable',
      code: "async function load(timer) {\n  const request = fetch('https://a.example.com');\n  return Promise.race([request, timer]);\n}",
    },
    {
      name: 'p-timeout',
      path: 'src/a.mjs',
      code: "import pTimeout from 'p-timeout';\nawait pTimeout(fetch('https://a.example.com'), { milliseconds: 1000 });",
    },
    {
      name: 'the project’s own withTimeout',
      code: "const { withTimeout } = require('./with-timeout');\nconst load = () => withTimeout(() => fetch('https://a.example.com'), 1000);",
    },
    {
      name: 'a global dispatcher with limits, in another file',
      files: {
        'src/setup.js':
          "const { setGlobalDispatcher, Agent } = require('undici');\nsetGlobalDispatcher(new Agent({ headersTimeout: 5000, bodyTimeout: 5000 }));\n",
        'src/app.js': "fetch('https://a.example.com');\n",
      },
    },
    {
      name: 'undici: a pool with limits',
      path: 'src/a.ts',
      code: "import { Pool } from 'undici';\nconst pool = new Pool('https://a.example.com', { headersTimeout: 5000 });\nexport const load = () => pool.request({ path: '/x', method: 'GET' });\n",
    },
    {
      name: 'an interceptor that sets a limit',
      code: `${axios}axios.interceptors.request.use((config) => {\n  config.timeout = 5000;\n  return config;\n});\naxios.get('https://a.example.com');\n`,
    },
    {
      name: 'Nest’s HttpModule with a limit',
      files: {
        'src/module.ts':
          "import { HttpModule } from '@nestjs/axios';\nexport const http = HttpModule.register({ timeout: 5000 });\n",
        'src/a.ts':
          "import { HttpService } from '@nestjs/axios';\nexport class Billing {\n  constructor(private readonly http: HttpService) {}\n  load() {\n    return this.http.get('https://a.example.com');\n  }\n}\n",
      },
    },
    {
      name: 'RxJS: timeout in the pipe',
      path: 'src/a.ts',
      code: "import { HttpService } from '@nestjs/axios';\nimport { timeout } from 'rxjs';\nexport class Billing {\n  constructor(private readonly http: HttpService) {}\n  load() {\n    return this.http.get('https://a.example.com').pipe(timeout(5000));\n  }\n}\n",
    },
    {
      name: 'a wrapper that passes options on, called with a limit',
      files: {
        'src/http.js': 'exports.request = (url, options) => fetch(url, options);\n',
        'src/app.js':
          "const { request } = require('./http');\nrequest('https://a.example.com/x', { signal: AbortSignal.timeout(1000) });\n",
      },
    },
    {
      name: 'a wrapper with a default that its callers do not see',
      files: {
        'src/http.js':
          'exports.request = (url, { timeout = 5000, ...options } = {}) => fetch(url, { signal: AbortSignal.timeout(timeout), ...options });\n',
        'src/app.js': "const { request } = require('./http');\nrequest('https://a.example.com/x');\n",
      },
    },
    {
      name: 'a function of the project that only sounds like a call',
      files: {
        'src/routes.js': 'exports.apiPath = (path) => `/v1${path}`;\n',
        'src/app.js': "const { apiPath } = require('./routes');\napiPath('/users');\n",
      },
    },
    {
      name: 'gRPC with a deadline',
      code: "const grpc = require('@grpc/grpc-js');\nconst proto = grpc.loadPackageDefinition({});\nconst users = new proto.users.Users('users:50051', grpc.credentials.createInsecure());\nexports.load = (id, done) => users.getUser({ id }, { deadline: Date.now() + 500 }, done);\nexports.watch = () => users.watch({});\nusers.waitForReady(Date.now() + 500, () => {});\n",
    },
    {
      name: 'gRPC with interceptors',
      code: "const grpc = require('@grpc/grpc-js');\nconst { Users } = require('./gen');\nconst users = new Users('users:50051', grpc.credentials.createInsecure(), { interceptors: [deadlines] });\nexports.load = (id, done) => users.getUser({ id }, done);\n",
    },
    {
      name: 'a server component of Next.js: the framework decides',
      files: {
        'web/package.json': dependencies('"next": "15", "pg": "8"'),
        'web/app/page.tsx':
          "export default async function Page() {\n  const answer = await fetch('https://a.example.com');\n  return <p>{answer.status}</p>;\n}\n",
        'web/app/api/x/route.ts':
          "export async function GET() {\n  return Response.json(await (await fetch('https://a.example.com')).json());\n}\n",
      },
    },
    {
      name: 'a script that is run by hand beside the sources',
      files: {
        'package.json': dependencies('"express": "5"'),
        'src/server.ts': "import express from 'express';\nexport const router = express.Router();\n",
        'src/write.mjs':
          "const answer = await fetch('https://a.example.com');\nconsole.log(await answer.json());\n",
      },
    },
    {
      name: 'a lookup that only looks like a call',
      code: "const map = new Map();\nmap.get('https://a.example.com');",
    },
  ],
});
