import { useState, type FormEvent } from 'react';
import { ApiFailure, call } from '../api/client';
import { rememberTokens, type TokenPair } from '../lib/session';

interface SignInProps {
  onSignedIn: () => void;
}

export function SignIn({ onSignedIn }: SignInProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const tokens = await call<TokenPair>('POST', '/api/auth/login', {
        tenantSlug: fields.get('tenant'),
        email: fields.get('email'),
        password: fields.get('password'),
      });
      rememberTokens(tokens);
      onSignedIn();
    } catch (err) {
      setFailure(err instanceof ApiFailure ? err.message : 'Swarm cannot be reached');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="sign-in" onSubmit={(event) => void onSubmit(event)}>
      <h1>Swarm</h1>
      <label>
        Workspace
        <input name="tenant" autoComplete="organization" required />
      </label>
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {failure && <p role="alert">{failure}</p>}
      <button type="submit" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
