import type { FileFacts } from '../../src/engine';

/** `seedPlans`, `populateRoles`, `backfillNames`, `migrateContent`: done once, however slowly. */
const oneOff =
  /^_?(seed|populate|backfill|migrate|bootstrap)(?![a-z])|(Seed|Seeder|Populator|Backfill|Migration)(\.|$)/;

/** Whether code is run once and not for users: its file or a function around it says that it seeds, backfills or migrates. */
export function isOneOff(file: FileFacts, within: number | undefined): boolean {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if (/(^|\/)(upgrades?|backfills?|one-?offs?)\//i.test(file.path)) return true;
  if (
    /(^|[-_.])(seed(er|s)?|populat(e|or)|backfill|migrat(e|ion|or))(?=[-_.])/i.test(name) ||
    oneOff.test(name)
  )
    return true;
  for (let at = within; at !== undefined; at = file.functions[at]?.within) {
    const full = file.functions[at]?.name ?? '';
    if (oneOff.test(full.slice(full.lastIndexOf('.') + 1))) return true;
  }
  return false;
}
