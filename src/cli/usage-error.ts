/** Something that the person who typed the command can put right: exit status 2 and this message, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
