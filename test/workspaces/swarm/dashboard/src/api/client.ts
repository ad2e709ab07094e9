import type { ApiErrorBody } from '../../../shared/contracts';
import { accessToken, forgetTokens, refreshToken, rememberTokens, type TokenPair } from '../lib/session';

const BASE_URL: string = import.meta.env.VITE_API_URL ?? '';

export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = {};
  const token = accessToken();
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  return fetch(`${BASE_URL}${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

async function renewTokens(): Promise<boolean> {
  const token = refreshToken();
  if (!token) return false;
  const response = await send('POST', '/api/auth/refresh', { refreshToken: token });
  if (!response.ok) {
    forgetTokens();
    return false;
  }
  rememberTokens((await response.json()) as TokenPair);
  return true;
}

/** Calls the platform, renewing the access token once when it has run out. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response = await send(method, path, body);
  if (response.status === 401 && (await renewTokens())) {
    response = await send(method, path, body);
  }
  if (!response.ok) {
    const { error } = (await response.json()) as ApiErrorBody;
    throw new ApiFailure(response.status, error.code, error.message);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}
