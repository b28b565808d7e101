// What the tables must be in the end, by two routes: one undisturbed run over the same log, and what the senders sent.
import { decodeBatch } from '../../../events/codec.ts'
import { LogFullError } from '../../../log/contract.ts'
import type { EventLog, LogRecord } from '../../../log/contract.ts'
import type { Row } from '../../../store/contract.ts'
import type { Parts } from './run.fixture.ts'
import { createTables } from './tables.fixture.ts'
import type { Tables } from './tables.fixture.ts'
import type { Traffic } from './traffic.fixture.ts'

/** The same log, stepped once from its first record, rows taken once at its end. */
export function undisturbed(all: readonly (readonly LogRecord[])[], logId: string, parts: Parts): Tables {
  const { createProcessor, settings } = parts
  const tables = createTables()
  all.forEach((records, partition) => {
    const processor = createProcessor({ logId, partition, partitions: all.length, settings })
    for (const { offset, appendedAt_ms, bytes } of records)
      processor.step({ offset, appendedAt_ms, batch: decodeBatch(bytes) })
    for (const [table, rows] of processor.takeRows()) tables.insert(table, [...rows])
  })
  return tables
}

/** Where the intake of the tables is not what the senders know they sent. */
export function unbalanced(tables: Tables, { ledger }: Traffic): string[] {
  const rows = [...(tables.final().get('intake_log')?.values() ?? [])]
  return [...ledger].flatMap(([source, sent]) => {
    const sum = (column: string) =>
      rows
        .filter((row: Row) => row['source'] === source)
        .reduce((total: number, row: Row) => total + Number(row[column] ?? 0), 0)
    const found = {
      received: sum('received'),
      kept: sum('stored') + sum('folded'),
      duplicate: sum('duplicate'),
      quarantined: sum('quarantined'),
      bot: sum('bot'),
    }
    const isSame = JSON.stringify(found) === JSON.stringify(sent)
    return isSame ? [] : [`intake of ${source}: found ${JSON.stringify(found)}, sent ${JSON.stringify(sent)}`]
  })
}

/** The log, and every record ever appended, whatever is trimmed. Nothing can be appended once it has ended. */
export function keepAll(
  log: EventLog,
  hasEnded: () => boolean,
): { readonly log: EventLog; readonly all: readonly LogRecord[][] } {
  const all = Array.from({ length: log.partitions }, (): LogRecord[] => [])
  const append: EventLog['append'] = async (records) => {
    if (hasEnded()) throw new LogFullError('the log has ended')
    const appended = await log.append(records)
    appended.forEach(({ partition, offset, appendedAt_ms }, i) => {
      all[partition]?.push({ offset, appendedAt_ms, bytes: records[i]?.bytes ?? new Uint8Array() })
    })
    return appended
  }
  return { all, log: { ...log, append } }
}
