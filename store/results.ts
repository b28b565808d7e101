// What ClickHouse answers in JSONCompact to rows as objects. 64-bit integers come quoted: numbers when safe, else as they
// are, so that none is rounded on its way.

export interface JsonCompact {
  readonly meta: readonly { readonly name: string; readonly type: string }[]
  readonly data: readonly (readonly unknown[])[]
  /** What the engine read to answer. */
  readonly statistics?: { readonly rows_read: number; readonly bytes_read: number }
}

/** Reads an answer asked for as JSONCompact. Rejects with an Error where it is something else: a proxy may have spoken. */
export async function readCompact(answer: { json(): Promise<unknown> }): Promise<JsonCompact> {
  const read = await answer.json()
  if (!isCompact(read)) throw new Error('ClickHouse answered, but not with the JSONCompact it was asked for')
  return read
}

function isCompact(read: unknown): read is JsonCompact {
  if (typeof read !== 'object' || read === null || !('meta' in read) || !('data' in read)) return false
  return Array.isArray(read.meta) && Array.isArray(read.data)
}

export function rowsOf<T>(answer: JsonCompact): T[] {
  const names = answer.meta.map((column) => column.name)
  return cellsOf(answer).map((cells) => {
    const row: Record<string, unknown> = {}
    for (let i = 0; i < names.length; i++) row[names[i] as string] = cells[i]
    return row as T
  })
}

/** The same row by row, in the order of the columns. */
export function cellsOf(answer: JsonCompact): unknown[][] {
  const readers = answer.meta.map((column) => readerOf(column.type))
  return answer.data.map((cells) => cells.map((cell, i) => readers[i]?.(cell) ?? cell))
}

type Reader = (cell: unknown) => unknown

/** null: the cell is taken as it is. Tuples and maps are: their 64-bit integers stay strings. */
function readerOf(type: string): Reader | null {
  const [, around, inner] = /^(Nullable|LowCardinality|Array)\((.*)\)$/s.exec(type) ?? []
  if (inner !== undefined) {
    const read = readerOf(inner)
    if (read === null || around !== 'Array') return read
    return (cell) => (Array.isArray(cell) ? cell.map((item) => read(item) ?? item) : cell)
  }
  return type === 'Int64' || type === 'UInt64' ? numberIfSafe : null
}

function numberIfSafe(cell: unknown): unknown {
  if (typeof cell !== 'string') return cell
  const number = Number(cell)
  return Number.isSafeInteger(number) ? number : cell
}
