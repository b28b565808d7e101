// For deliberate bugs between the processor and its tables: the store a process opens, changed.
import type { RowBatch, Store } from '../../store/contract.ts'
import type { ServerOptions } from '../../store/server-options.ts'
import type { ServerPatience } from '../../store/server.ts'

type OpenStore = (server: ServerOptions, patience?: Partial<ServerPatience>) => Store
export type Insert = Store['insert']

const real = (await import(new URL('../../store/server.ts?real', import.meta.url).href)) as {
  openServerStore: OpenStore
}

/** openServerStore with an insert of its own. */
export function openChanged(change: (insert: Insert) => Insert): OpenStore {
  return (server, patience) => {
    const store = real.openServerStore(server, patience)
    return { ...store, insert: change((rows) => store.insert(rows)) }
  }
}

/** Checkpoints go the same way as rows. */
export function isCheckpoint(rows: Parameters<Insert>[0]): boolean {
  return [...(rows as RowBatch).keys()].some((table) => String(table).startsWith('checkpoint_'))
}
