import { describeConsole } from './console.fixture.ts'
import { openEmbeddedSqlConsole } from './embedded-console.ts'
import { openEmbeddedStore } from './embedded.ts'
import { migrate } from './migrate.ts'

describeConsole(
  'in the process',
  async (dir, limits) => {
    // The console's connection comes first: the engine takes its users file from the first one opened.
    const sql = await openEmbeddedSqlConsole({ dir, limits })
    const store = await openEmbeddedStore({ dir })
    await migrate(store)
    return {
      store,
      sql,
      async close() {
        await sql.close()
        await store.close()
      },
    }
  },
  { isLocal: true },
)
