/** A migration that cannot be run: one line that says which and why. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}
