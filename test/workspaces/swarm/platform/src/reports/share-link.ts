import { SignJWT } from 'jose';
import config from '../config';

const key = new TextEncoder().encode(config.jwt.secret);

/** A link to a report that people outside the workspace can open. */
export async function createShareLink(tenantId: string, reportId: string): Promise<string> {
  const token = await new SignJWT({ tenantId, reportId, scope: 'report:view' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setIssuer(config.jwt.issuer)
    .sign(key);
  return `${config.dashboardOrigin}/shared/reports/${token}`;
}

/** A link that downloads the report as a file, good for one hour. */
export async function createDownloadLink(tenantId: string, reportId: string): Promise<string> {
  const token = await new SignJWT({ tenantId, reportId, scope: 'report:download' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setIssuer(config.jwt.issuer)
    .setExpirationTime('1h')
    .sign(key);
  return `${config.dashboardOrigin}/downloads/${token}`;
}
