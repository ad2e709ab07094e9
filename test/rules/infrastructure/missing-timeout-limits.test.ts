import missingTimeout from '../../../rules/infrastructure/missing-timeout/rule';
import { ruleTests } from '../rule-tester';

const axios = "import axios from 'axios';\n";

/** What reads like a limit, and what it covers. */
ruleTests(missingTimeout, {
  files: { 'package.json': '{ "name": "app", "dependencies": { "express": "5" } }' },
  invalid: [
    {
      name: 'fetch has no timeout',
      code: "«fetch»('https://a.example.com', { timeout: 5000 });\n",
      messages: [
        'This fetch call to a.example.com has no time limit, since fetch ignores `timeout`: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
      output: "fetch('https://a.example.com', { timeout: 5000, signal: AbortSignal.timeout(10_000) });\n",
    },
    {
      name: 'a limit that is turned off',
      code: "«fetch»('https://a.example.com', { signal: undefined });\n",
      messages: [
        'This fetch call to a.example.com has no time limit, since `signal` turns it off: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
      output: false,
    },
    {
      name: 'http: a timeout that nobody hears',
      path: 'src/a.ts',
      code: "import http from 'node:http';\nexport const load = (done: () => void) => {\n  «http.get»('http://a.example.com', { timeout: 1000 }, done).on('error', done);\n};\n",
      messages: [
        'This http call to a.example.com has no time limit, since `timeout` only emits an event and nobody listens: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'http: setTimeout without a listener',
      code: "const https = require('https');\nconst request = «https.request»({ host: 'a.example.com' }, (answer) => answer.resume());\nrequest.setTimeout(5000);\nrequest.on('error', console.error);\nrequest.end();\n",
      messages: [
        'This https call to a.example.com has no time limit, since `setTimeout` only emits an event and nobody listens: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'http: an agent’s timeout that nobody hears',
      code: "const http = require('http');\nconst agent = new http.Agent({ timeout: 5000 });\n«http.get»('http://a.example.com', { agent }, (answer) => answer.resume());\n",
    },
    {
      name: 'http: a timeout that nobody hears, in a promise',
      code: "const http = require('http');\nexports.load = () => new Promise((resolve) => «http.get»('http://a.example.com', { timeout: 1 }, resolve));\n",
    },
    {
      name: 'http: the listener of another request',
      code: "const http = require('http');\nfunction load() {\n  const first = http.get('http://a.example.com', { timeout: 1 });\n  first.on('timeout', () => first.destroy());\n  const second = «http.get»('http://b.example.com', { timeout: 1 });\n  second.on('error', console.error);\n}\n",
    },
    {
      name: 'got: limits that end with the connection',
      path: 'src/a.mjs',
      code: "import got from 'got';\nawait «got»('https://a.example.com', { timeout: { lookup: 500, connect: 2000 } }).json();\n",
      messages: [
        'This got call to a.example.com has no time limit, since `timeout.lookup` ends with the connection: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
      output: false,
    },
    {
      name: 'got: a client whose limit ends with the connection',
      path: 'src/a.mjs',
      code: "import got from 'got';\nconst api = got.extend({ timeout: { connect: 2000 } });\nawait «api.get»('https://a.example.com/x').json();\n",
    },
    {
      name: 'got: a limit of the body',
      path: 'src/a.mjs',
      code: "import got from 'got';\nawait «got»('https://a.example.com', { timeout: { read: 500 } }).json();\n",
      messages: [
        'This got call to a.example.com has no time limit, since `timeout.read` begins with the body: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'needle: timeout and open_timeout are for connecting, read_timeout for the body',
      code: "const needle = require('needle');\n«needle»('get', url, null, { timeout: 5000 });\n«needle.get»(url, { open_timeout: 5000 });\n«needle.post»(url, body, { read_timeout: 5000 });\n",
      messages: [
        'This needle call (to url) has no time limit, since `timeout` ends with the connection: when the other side hangs, so does every request that waits for it. Give it one.',
        'This needle call (to url) has no time limit, since `open_timeout` ends with the connection: when the other side hangs, so does every request that waits for it. Give it one.',
        'This needle call (to url) has no time limit, since `read_timeout` begins with the body: when the other side hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'needle: data in the third place is no place for a fix',
      code: "const needle = require('needle');\n«needle»('post', 'https://a.example.com', { name: 'a' });\n",
      output: false,
    },
    {
      name: 'ofetch: a timeout beside a signal to cancel by',
      path: 'src/a.ts',
      files: { 'package.json': '{ "dependencies": { "express": "5", "ofetch": "^1.5.1" } }' },
      code: "import { ofetch } from 'ofetch';\nexport const load = (signal: AbortSignal) => «ofetch»('https://a.example.com', { timeout: 5000, signal });\nexport const list = ({ signal }: Request) => «ofetch»('https://b.example.com', { timeout: 5000, signal });\n",
      messages: [
        'This ofetch call to a.example.com has no time limit, since ofetch 1.5.1 ignores `timeout` beside `signal`: when a.example.com hangs, so does every request that waits for it. Give it one.',
        'This ofetch call to b.example.com has no time limit, since ofetch 1.5.1 ignores `timeout` beside `signal`: when b.example.com hangs, so does every request that waits for it. Give it one.',
      ],
      output: false,
    },
    {
      name: 'ky: a client that turns the library’s limit off, also in another file',
      files: {
        'src/api.ts': "import ky from 'ky';\nexport const api = ky.create({ timeout: false });\n",
        'src/a.ts':
          "import { api } from './api';\nexport const load = () => «api.get»('https://a.example.com');\n",
      },
      messages: [
        'This ky call to a.example.com has no time limit, since `timeout` turns it off: when a.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'axios: agents, whose limit it takes off',
      path: 'src/a.ts',
      files: { 'package.json': '{ "dependencies": { "express": "5", "axios": "^1.21.1" } }' },
      code: `import https from 'node:https';\nimport Keepalive from 'agentkeepalive';\n${axios}const api = axios.create({ httpsAgent: new https.Agent({ timeout: 5000 }) });\nexport const load = () => «api.get»('https://a.example.com');\nexport const list = () => «axios.get»('https://b.example.com', { httpsAgent: new Keepalive.HttpsAgent() });\n`,
      messages: [
        'This axios call to a.example.com has no time limit, since axios 1.21.1 takes the limit of `httpsAgent` off the connection: when a.example.com hangs, so does every request that waits for it. Give it one.',
        'This axios call to b.example.com has no time limit, since axios 1.21.1 takes the limit of `httpsAgent` off the connection: when b.example.com hangs, so does every request that waits for it. Give it one.',
      ],
    },
    {
      name: 'undici: a limit of the body alone, and a dispatcher without one',
      path: 'src/a.ts',
      code: "import { Agent, Pool, request } from 'undici';\nconst pool = new Pool('https://a.example.com', { bodyTimeout: 5000 });\nexport const load = () => «pool.request»({ path: '/x', method: 'GET' });\nexport const list = () => «request»('https://b.example.com', { dispatcher: new Agent({ connections: 5 }) });\n",
    },
    {
      name: 'a wrapper whose address is put together',
      files: {
        'src/http.ts':
          'export const requestJson = (url: string, init?: RequestInit) => fetch(url, { ...init });\n',
        'src/a.ts':
          "import { requestJson } from './http';\nexport const me = (token: string) => «requestJson»('https://a.example.com/me?token=' + token);\n",
      },
    },
    {
      name: 'a wrapper that only sets a limit when it is asked to',
      files: {
        'src/http.ts':
          'export async function request(url: string, init?: RequestInit & { timeout?: number }) {\n  let controller: AbortController | undefined;\n  if (init?.timeout) {\n    controller = new AbortController();\n    setTimeout(() => controller?.abort(), init.timeout);\n  }\n  return fetch(url, { ...init, signal: controller?.signal });\n}\n',
        'src/a.ts':
          "import { request } from './http';\nexport const post = () => «request»('https://a.example.com', { method: 'POST' });\nexport const list = () => request('https://b.example.com', { timeout: 1000 });\n",
      },
    },
    {
      name: 'a wrapper that passes on the rest of its options',
      files: {
        'src/http.ts':
          'export async function request(url: string, init?: RequestInit & { proxy?: string }) {\n  const { proxy, ...rest } = init || {};\n  return fetch(url, { ...rest });\n}\n',
        'src/a.ts':
          "import { request } from './http';\nexport const post = () => «request»('https://a.example.com', { method: 'POST' });\nexport const list = () => request('https://b.example.com', { signal: AbortSignal.timeout(1) });\n",
      },
    },
    {
      name: 'a wrapper that is given what its library ignores',
      files: {
        'src/http.ts': 'export const request = (url: string, init: object) => fetch(url, init);\n',
        'src/a.ts':
          "import { request } from './http';\nexport const load = () => «request»('https://a.example.com', { timeout: 1000 });\n",
      },
    },
    {
      name: 'a wrapper around a promise that takes the options alone',
      files: {
        'src/https-request.js':
          "const https = require('https');\nfunction get(options) {\n  return new Promise((resolve, reject) => {\n    https.get(options, (answer) => resolve(answer)).on('error', reject);\n  });\n}\nmodule.exports = { get };\n",
        'src/a.js':
          "const httpsRequest = require('./https-request');\nexports.me = () => «httpsRequest.get»('https://a.example.com/me');\n",
      },
    },
  ],
  valid: [
    {
      name: 'http: a timeout that is heard',
      code: "const http = require('http');\nfunction load(options) {\n  const first = http.get('http://a.example.com', { timeout: 1 });\n  first.once('timeout', () => first.destroy());\n  http.get('http://a.example.com', { timeout: 1 }).on('error', console.error).on('timeout', end);\n  let later;\n  later = http.request({ host: 'a.example.com', timeout: 1 });\n  later.on('error', console.error).on('timeout', () => later.destroy());\n}\n",
    },
    {
      name: 'http: a timeout of the connection',
      code: "const http = require('http');\nconst request = http.request({ host: 'a.example.com' });\nrequest.on('socket', (socket) => {\n  socket.setTimeout(1000);\n  socket.on('timeout', () => request.destroy());\n});\n",
    },
    {
      name: 'http: a request with a timeout that is handed on, where somebody may listen',
      code: "const http = require('http');\nconst open = () => http.request({ host: 'a.example.com', timeout: 1000 });\nfunction load() {\n  const request = http.request({ host: 'b.example.com', timeout: 1000 });\n  endOnTimeout(request);\n}\n",
    },
    {
      name: 'http: an agent that ends silent connections',
      code: "const http = require('http');\nconst Agent = require('agentkeepalive');\nhttp.get('http://a.example.com', { agent: new Agent({ timeout: 1000 }) }, (answer) => answer.resume());\n",
    },
    {
      name: 'an agent that is put among the options later',
      code: "const http = require('http');\nconst { agent } = require('./agent');\nconst options = { host: 'a.example.com' };\noptions.agent = agent;\nhttp.get(options, (answer) => answer.resume());\n",
    },
    {
      name: 'got: a limit of the whole beside that of the connection, and one that is not spelled out',
      path: 'src/a.mjs',
      code: "import got from 'got';\nimport { timeout } from './limits.mjs';\nawait got('https://a.example.com', { timeout: { connect: 500, request: 5000 } });\nawait got('https://a.example.com', { timeout });\nawait got('https://a.example.com', { timeout: { ...timeout, connect: 500 } });\n",
    },
    {
      name: 'needle: options in the third place, and after the address alone',
      code: "const needle = require('needle');\nneedle('get', 'https://a.example.com', { response_timeout: 5000 });\nneedle('https://a.example.com/x', { response_timeout: 5000 });\n",
    },
    {
      name: 'needle: defaults',
      code: "const needle = require('needle');\nneedle.defaults({ response_timeout: 5000 });\nneedle.get('https://a.example.com');\n",
    },
    {
      name: 'ofetch: a signal that is a limit, beside a timeout',
      path: 'src/a.ts',
      code: "import { ofetch } from 'ofetch';\nexport const load = () => ofetch('https://a.example.com', { timeout: 1, signal: AbortSignal.timeout(5000) });\nexport const list = () => ofetch('https://a.example.com', { timeout: 5000 });\nexport const each = (signal: AbortSignal) => ofetch('https://a.example.com', { signal });\n",
    },
    {
      name: 'ky: a limit of the whole beside one that is turned off, and a client with the library’s own',
      path: 'src/a.mjs',
      code: "import ky from 'ky';\nconst api = ky.create({ prefix: 'https://a.example.com' });\nawait ky('https://a.example.com', { timeout: false, totalTimeout: 5000 }).json();\nawait api.get('x').json();\n",
    },
    {
      name: 'undici: a dispatcher with a limit, and one that cannot be seen',
      path: 'src/a.ts',
      code: "import { Agent, request } from 'undici';\nimport { dispatcher } from './dispatcher';\nconst quick = new Agent({ headersTimeout: 5000 });\nexport const load = () => request('https://a.example.com', { dispatcher: quick });\nexport const list = () => fetch('https://a.example.com', { dispatcher });\n",
    },
    {
      name: 'what is a limit in some version, where none is known',
      path: 'src/a.ts',
      code: "import Keepalive from 'agentkeepalive';\nimport axios from 'axios';\nimport fetch from 'node-fetch';\nconst api = axios.create({ httpsAgent: new Keepalive.HttpsAgent() });\nexport const load = () => api.get('https://a.example.com');\nexport const list = () => fetch('https://b.example.com', { timeout: 5000 });\n",
    },
    {
      name: 'a wrapper that always limits',
      files: {
        'src/http.ts':
          'export const request = (url: string, init?: RequestInit) =>\n  fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(10_000) });\n',
        'src/a.ts':
          "import { request } from './http';\nexport const post = () => request('https://a.example.com', { method: 'POST' });\n",
      },
    },
  ],
});
