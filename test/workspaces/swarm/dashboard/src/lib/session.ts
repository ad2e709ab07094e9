const ACCESS_TOKEN_KEY = 'swarm.accessToken';
const REFRESH_TOKEN_KEY = 'swarm.refreshToken';

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

export function accessToken(): string | null {
  return sessionStorage.getItem(ACCESS_TOKEN_KEY);
}

export function refreshToken(): string | null {
  return sessionStorage.getItem(REFRESH_TOKEN_KEY);
}

export function rememberTokens(tokens: TokenPair): void {
  sessionStorage.setItem(ACCESS_TOKEN_KEY, tokens.accessToken);
  sessionStorage.setItem(REFRESH_TOKEN_KEY, tokens.refreshToken);
}

export function forgetTokens(): void {
  sessionStorage.removeItem(ACCESS_TOKEN_KEY);
  sessionStorage.removeItem(REFRESH_TOKEN_KEY);
}
