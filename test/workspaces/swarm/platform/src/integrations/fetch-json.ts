const DEFAULT_TIMEOUT_MS = 10_000;

export class UpstreamError extends Error {
  constructor(
    readonly status: number,
    readonly url: string,
  ) {
    super(`${url} answered ${status}`);
    this.name = 'UpstreamError';
  }
}

/** fetch for JSON services: a time limit unless the caller brings its own, and an error for a bad status. */
export async function fetchJson<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DEFAULT_TIMEOUT_MS), ...init });
  if (!response.ok) throw new UpstreamError(response.status, url);
  return (await response.json()) as T;
}
