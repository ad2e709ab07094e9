function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Environment variable ${name} is not set`);
  return value;
}

export const config = {
  port: Number(process.env.GATEWAY_PORT ?? 4100),
  databaseUrl: required('DATABASE_URL'),
  jwtSecret: new TextEncoder().encode(required('JWT_SECRET')),
  platformUrl: process.env.PLATFORM_URL ?? 'http://localhost:4000',
  artifactsUrl: process.env.ARTIFACTS_URL ?? 'http://localhost:9000/artifacts',
  shutdownDeadlineMs: 15_000,
};
