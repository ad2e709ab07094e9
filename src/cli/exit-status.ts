/** `clean`: nothing at or over the threshold. `usage`: the command or the configuration is wrong. */
export const exitStatus = { clean: 0, findings: 1, usage: 2 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
