import { fetchJson, UpstreamError } from './fetch-json';

export interface ArtifactInfo {
  key: string;
  contentType: string;
  sizeBytes: number;
}

const UPLOAD_TIMEOUT_MS = 60_000;

/** Keeps attachments, logs and diffs in the object store behind the artifacts service. */
export class ArtifactStore {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  async download(key: string): Promise<Buffer> {
    const response = await fetch(this.urlOf(key), { headers: this.headers() });
    if (!response.ok) throw new UpstreamError(response.status, this.urlOf(key));
    return Buffer.from(await response.arrayBuffer());
  }

  async upload(key: string, content: Buffer, contentType: string): Promise<void> {
    const response = await fetch(this.urlOf(key), {
      method: 'PUT',
      headers: { ...this.headers(), 'content-type': contentType },
      body: new Uint8Array(content),
      signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
    });
    if (!response.ok) throw new UpstreamError(response.status, this.urlOf(key));
  }

  async list(prefix: string): Promise<ArtifactInfo[]> {
    const url = `${this.baseUrl}?prefix=${encodeURIComponent(prefix)}`;
    return fetchJson<ArtifactInfo[]>(url, { headers: this.headers() });
  }

  async freeBytes(): Promise<number> {
    const quota = await fetchJson<{ limitBytes: number; usedBytes: number }>(`${this.baseUrl}/quota`, {
      headers: this.headers(),
    });
    return quota.limitBytes - quota.usedBytes;
  }

  private urlOf(key: string): string {
    return `${this.baseUrl}/${encodeURIComponent(key)}`;
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}
