// Negative controls: each takes away one of the rules of exactness. A simulation that stays green under one of them
// proves nothing about the rule.
import type { Row, RowBatch } from '../../../store/contract.ts'
import type { TableName } from '../../../store/tables.ts'
import type { PartitionProcessor } from '../../contract.ts'
import { createMemoryCheckpoints } from '../checkpoints.ts'
import type { Control, Parts } from './run.fixture.ts'
import { keyOf } from './tables.fixture.ts'
import type { Tables } from './tables.fixture.ts'
import type { World } from './world.fixture.ts'

/** Tables all of whose other columns are counts, so that differences can be added up. */
const COUNTS: ReadonlySet<TableName> = new Set(['intake_log', 'show_minutes_log'])

export const CONTROLS: Readonly<Record<string, Control>> = {
  'delta rows': {
    processor: (parts) => wrap(parts, giveDeltas),
    tables: addUp,
  },
  'checkpoint before rows': {
    processor: (parts, { files }) => wrap(parts, (inner, logId) => saveEarly(inner, logId, files)),
  },
  'wall-clock windows': {
    processor: (parts, { world }) => wrap(parts, (inner) => readClock(inner, world)),
  },
  'unversioned rows': { tables: (tables) => lastWins(tables) },
  'a failed write swallowed': { insert: (insert) => (rows) => insert(rows).catch(() => {}) },
}

type Wrapping = (inner: PartitionProcessor, logId: string, extra: Uint8Array) => PartitionProcessor

/** Processors wrapped; a wrapper's own memory is saved and restored with the state. */
function wrap({ createProcessor, restoreProcessor, settings }: Parts, wrapping: Wrapping): Parts {
  return {
    settings,
    createProcessor: (options) => wrapping(createProcessor(options), options.logId, new Uint8Array()),
    restoreProcessor(saved, options) {
      const { state, extra } = split(saved)
      return wrapping(restoreProcessor(state, options), options.logId, extra)
    },
  }
}

/** Each row only what came since the last one of its key. */
function giveDeltas(inner: PartitionProcessor, _logId: string, extra: Uint8Array): PartitionProcessor {
  const given = new Map<string, Row>(extra.length > 0 ? JSON.parse(Buffer.from(extra).toString()) : [])
  const delta = (table: TableName, row: Row): Row => {
    const key = `${table} ${keyOf(table, row)}`
    const before = given.get(key)
    given.set(key, row)
    return before ? combine(table, row, before, (now, then) => now - then) : row
  }
  return replace(inner, {
    takeRows(which) {
      const rows: RowBatch = inner.takeRows(which)
      return new Map(
        [...rows].map(([table, all]) => [table, COUNTS.has(table) ? [...all].map((row) => delta(table, row)) : all]),
      )
    },
    save: () => join(inner.save(), Buffer.from(JSON.stringify([...given]))),
  })
}

function addUp(tables: Tables): Tables {
  return {
    ...tables,
    insert(table, rows) {
      if (!COUNTS.has(table)) return tables.insert(table, rows)
      const there = tables.rowsOf(table)
      for (const row of rows) {
        const key = keyOf(table, row)
        const before = there.get(key)
        there.set(key, before ? combine(table, before, row, (a, b) => a + b) : row)
      }
    },
  }
}

/** Numbers of two rows together, but for the key and the version. */
function combine(table: TableName, a: Row, b: Row, together: (a: number, b: number) => number): Row {
  const columns = Object.keys(a).map((column) => {
    const [x, y] = [a[column], b[column]]
    const isCount =
      typeof x === 'number' && typeof y === 'number' && !['partition', 'minute', 'version'].includes(column)
    return [column, isCount ? together(x, y) : x] as const
  })
  return Object.fromEntries(columns) as Row
}

function saveEarly(inner: PartitionProcessor, logId: string, files: Map<string, Uint8Array>): PartitionProcessor {
  const checkpoints = createMemoryCheckpoints(files)
  return replace(inner, {
    takeRows(which) {
      const rows = inner.takeRows(which)
      const state = join(inner.save(), new Uint8Array())
      void checkpoints.save(logId, inner.partition, { offset: inner.nextOffset, state })
      return rows
    },
    save: () => join(inner.save(), new Uint8Array()),
  })
}

function readClock(inner: PartitionProcessor, world: World): PartitionProcessor {
  return replace(inner, {
    step: (record) => inner.step({ ...record, appendedAt_ms: world.now() }),
    save: () => join(inner.save(), new Uint8Array()),
  })
}

function lastWins(tables: Tables): Tables {
  return {
    ...tables,
    insert(table, rows) {
      const there = tables.rowsOf(table)
      for (const row of rows) there.set(keyOf(table, row), row)
    },
  }
}

function replace(inner: PartitionProcessor, changed: Partial<PartitionProcessor>): PartitionProcessor {
  return {
    partition: inner.partition,
    get nextOffset() {
      return inner.nextOffset
    },
    get time_ms() {
      return inner.time_ms
    },
    step: (record) => inner.step(record),
    takeRows: (which) => inner.takeRows(which),
    takeFrame: () => inner.takeFrame(),
    save: () => inner.save(),
    ...changed,
  }
}

function join(state: Uint8Array, extra: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(state.length)
  return Buffer.concat([length, state, extra])
}

function split(saved: Uint8Array): { readonly state: Uint8Array; readonly extra: Uint8Array } {
  const state_bytes = Buffer.from(saved.buffer, saved.byteOffset, saved.length).readUInt32BE()
  return { state: saved.subarray(4, 4 + state_bytes), extra: saved.subarray(4 + state_bytes) }
}
