import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** How a library's calls take their options: at which argument, and which members limit the time. */
export interface Style {
  library: string;
  /** Index of the options argument. */
  options: number;
  limits: readonly string[];
  /** What the fix adds. */
  add: string;
  /** The library has a limit of its own: only a call that turns it off has none. */
  limited?: boolean;
  /** The call also accepts everything in one object as its first argument. */
  single?: boolean;
}

const fetchStyle = {
  options: 1,
  limits: ['signal', 'timeout', 'dispatcher'],
  add: 'signal: AbortSignal.timeout(10_000)',
};
export const verbs = ['get', 'delete', 'head', 'options', 'post', 'put', 'patch', 'request'] as const;

/** How a call takes its options, by the path of what is called; undefined for what is no outgoing call. */
export function styleOf(path: string, node: ts.CallExpression, file: FileReader): Style | undefined {
  if (
    /^(global#(globalThis\.|window\.)?fetch|undici#fetch|node-fetch#|cross-fetch#|cross-fetch#fetch|isomorphic-fetch#|isomorphic-unfetch#)$/.test(
      path,
    )
  ) {
    const [first] = node.arguments;
    const request = first && file.paths.of(first);
    return request?.endsWith('Request()')
      ? undefined
      : { library: path.startsWith('global') ? 'fetch' : (path.split('#')[0] as string), ...fetchStyle };
  }
  const undici = /^undici#(request|stream|(?:Pool|Client|Agent)\(\)\.(?:request|stream))$/.exec(path);
  if (undici) {
    const own = path !== 'undici#request' && path !== 'undici#stream';
    return {
      library: 'undici',
      options: own ? 0 : 1,
      limits: ['signal', 'headersTimeout', 'bodyTimeout', 'dispatcher'],
      add: fetchStyle.add,
      ...(own ? { single: true } : {}),
    };
  }
  if (/^ky#(create\(\)|extend\(\)|default)?(\.?(get|post|put|patch|head|delete))?$/.test(path))
    return {
      library: 'ky',
      options: 1,
      limits: ['timeout', 'signal'],
      add: 'timeout: 10_000',
      limited: true,
    };
  if (/^(ofetch#(ofetch|\$fetch)|ohmyfetch#\$fetch)$/.test(path))
    return {
      library: 'ofetch',
      options: 1,
      limits: ['timeout', 'signal', 'dispatcher'],
      add: 'timeout: 10_000',
    };
  const nest = /^@nestjs\/axios#HttpService\(\)\.(?:axiosRef\.)?(\w+)$/.exec(path);
  if (nest) return axiosStyle(nest[1] ?? '', node);
  const axios = /^axios#(create\(\)|Axios(?:Instance)?\(\))?(?:\.?(\w+))?$/.exec(path);
  if (axios) return axiosStyle(axios[2] ?? '', node);
  const got = /^got#(extend\(\)|got)?(?:\.?(get|post|put|patch|head|delete|stream|paginate))?$/.exec(path);
  const [only] = node.arguments;
  if (got && only && ts.isObjectLiteralExpression(unwrap(only)))
    return {
      library: 'got',
      options: 0,
      limits: ['timeout', 'signal'],
      add: 'timeout: { request: 10_000 }',
      single: true,
    };
  if (got)
    return { library: 'got', options: 1, limits: ['timeout', 'signal'], add: 'timeout: { request: 10_000 }' };
  const needle = /^needle#(get|post|put|patch|delete|head|request)?$/.exec(path);
  if (needle) {
    const options =
      needle[1] === 'get' || needle[1] === 'head' ? 1 : needle[1] === 'request' || !needle[1] ? 3 : 2;
    return {
      library: 'needle',
      options,
      limits: ['timeout', 'open_timeout', 'response_timeout', 'read_timeout', 'signal'],
      add: 'response_timeout: 10_000',
    };
  }
  if (/^request(-promise(-native)?)?#(defaults\(\)\.?)?(get|post|put|patch|del|delete|head)?$/.test(path)) {
    return { library: 'request', options: 1, limits: ['timeout'], add: 'timeout: 10_000', single: true };
  }
  if (/^superagent#(agent\(\)\.)?(get|post|put|patch|del|delete|head)?$/.test(path))
    return { library: 'superagent', options: -1, limits: ['timeout'], add: '' };
  if (/^https?#(request|get)$/.test(path))
    return {
      library: path.split('#')[0] as string,
      options: 1,
      limits: ['timeout', 'signal'],
      // A socket's `timeout` only tells; the signal ends the request.
      add: fetchStyle.add,
      single: true,
    };
  return undefined;
}

/** The same for a client that is called like axios: `api.post(url, data, options)`. */
export function axiosStyle(method: string, node: ts.CallExpression): Style | undefined {
  const base = { library: 'axios', limits: ['timeout', 'signal', 'cancelToken'], add: 'timeout: 10_000' };
  switch (method) {
    case 'get':
    case 'delete':
    case 'head':
    case 'options':
      return { ...base, options: 1 };
    case 'post':
    case 'put':
    case 'patch':
      return { ...base, options: 2 };
    case '':
    case 'request':
      return node.arguments[0] && ts.isStringLiteralLike(node.arguments[0])
        ? { ...base, options: 1 }
        : { ...base, options: 0, single: true };
    default:
      return undefined;
  }
}
