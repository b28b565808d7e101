// SQL for people on the embedded engine.
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { connect } from './connections.ts'
import { consoleSettings, openSqlConsole } from './console.ts'
import type { SqlConsole, SqlLimits } from './contract.ts'
import { openEngine } from './engine.ts'
import { SQL_LIMITS } from './limits.ts'

export interface EmbeddedSqlConsoleOptions {
  /** The data folder, as given to openEmbeddedStore. */
  readonly dir: string
  readonly limits?: SqlLimits
}

export async function openEmbeddedSqlConsole(options: EmbeddedSqlConsoleOptions): Promise<SqlConsole> {
  const { dir, limits = SQL_LIMITS } = options
  const engine = openEngine(dir)
  const sql = await openSqlConsole({
    connect: () => connect(engine.path, consoleSettings(limits)),
    limits,
    hidden: [realpathSync(dir), resolve(dir), process.cwd()],
  })
  return {
    run: sql.run,
    async close() {
      await sql.close()
      engine.close()
    },
  }
}
