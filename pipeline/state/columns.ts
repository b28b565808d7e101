// Many small things of one shape as columns: a column of numbers takes as few bytes each as its range needs, a column of
// words that repeat is a list of the different ones and a number each. Saving 50,000 sessions is a matter of columns.

/** Whole numbers as their distance from the least, in 1, 2 or 4 bytes; others as they are. */
export interface NumberColumn {
  readonly from: number
  readonly bytes: 1 | 2 | 4 | 8
  readonly data: Uint8Array
}

export interface WordColumn {
  readonly words: readonly string[]
  readonly at: NumberColumn
}

// Plain loops here: TypedArray.from with a function is ten times slower, and this is most of the cost of saving.

export function numberColumn(list: readonly number[] | Float64Array): NumberColumn {
  const values = list instanceof Float64Array ? list : new Float64Array(list)
  let least = Infinity
  let most = -Infinity
  let whole = true
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    if (value < least) least = value
    if (value > most) most = value
    if (value !== Math.trunc(value)) whole = false
  }
  const span = most - least
  const from = values.length === 0 ? 0 : least
  if (!whole || !(span <= 0xffff_ffff) || least < Number.MIN_SAFE_INTEGER || most > Number.MAX_SAFE_INTEGER)
    return { from: 0, bytes: 8, data: distances(values, 0, new Float64Array(values.length)) }
  if (span > 0xffff) return { from, bytes: 4, data: distances(values, from, new Uint32Array(values.length)) }
  if (span > 0xff) return { from, bytes: 2, data: distances(values, from, new Uint16Array(values.length)) }
  return { from, bytes: 1, data: distances(values, from, new Uint8Array(values.length)) }
}

/** The fields of a thing that are of a type. */
export type FieldsOf<T, Type> = { [K in keyof T]-?: T[K] extends Type ? K : never }[keyof T]
export type NumberReaders<T> = { readonly [K in FieldsOf<T, number>]: (thing: T) => number }

export function fieldsOf<K extends string>(readers: { readonly [field in K]: unknown }): K[] {
  return Object.keys(readers) as K[]
}

/** The values one field has over many things. */
export function columnOf<T>(things: readonly T[], read: (thing: T) => number): NumberColumn {
  const values = new Float64Array(things.length)
  for (let i = 0; i < things.length; i++) {
    const thing = things[i]
    if (thing !== undefined) values[i] = read(thing)
  }
  return numberColumn(values)
}

/** The same for several fields, thing by thing: a thing's fields lie together in memory, and one pass fetches it once. */
export function columnsOf<T>(things: readonly T[], readers: readonly ((thing: T) => number)[]): NumberColumn[] {
  const columns = readers.map(() => new Float64Array(things.length))
  for (let i = 0; i < things.length; i++) {
    const thing = things[i]
    if (thing === undefined) continue
    for (let field = 0; field < readers.length; field++) {
      const [column, read] = [columns[field], readers[field]]
      if (column !== undefined && read !== undefined) column[i] = read(thing)
    }
  }
  return columns.map(numberColumn)
}

export function readNumbers(column: NumberColumn): Float64Array {
  // Copied, since the bytes may stand anywhere in what was loaded and wider numbers want to be aligned.
  const buffer = new Uint8Array(column.data).buffer
  if (column.bytes === 8) return new Float64Array(buffer)
  if (column.bytes === 4) return sums(new Uint32Array(buffer), column.from)
  if (column.bytes === 2) return sums(new Uint16Array(buffer), column.from)
  return sums(new Uint8Array(buffer), column.from)
}

type Numbers = Float64Array | Uint32Array | Uint16Array | Uint8Array

function distances(values: Float64Array, from: number, into: Numbers): Uint8Array {
  for (let i = 0; i < values.length; i++) into[i] = (values[i] ?? 0) - from
  return new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
}

function sums(values: Numbers, from: number): Float64Array {
  const into = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) into[i] = (values[i] ?? 0) + from
  return into
}

export function wordColumn(values: readonly string[]): WordColumn {
  const places = new Map<string, number>()
  const at = new Float64Array(values.length)
  let before: string | null = null
  let place = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? ''
    // Most often it is the one before, and then nothing need be looked up.
    if (value !== before) {
      before = value
      const known = places.get(value)
      place = known ?? places.size
      if (known === undefined) places.set(value, place)
    }
    at[i] = place
  }
  return { words: [...places.keys()], at: numberColumn(at) }
}

export function readWords(column: WordColumn): readonly string[] {
  const words: string[] = []
  for (const place of readNumbers(column.at)) words.push(column.words[place] ?? '')
  return words
}

/** Lists of numbers, one a thing, end to end; `width` numbers of a list belong together and are columns of their own. */
export interface ListColumn {
  readonly lengths: NumberColumn
  readonly values: readonly NumberColumn[]
}

export function listColumn(lists: readonly (readonly number[])[], width = 1): ListColumn {
  const lengths = new Float64Array(lists.length)
  let total = 0
  for (let i = 0; i < lists.length; i++) {
    const length = (lists[i]?.length ?? 0) / width
    lengths[i] = length
    total += length
  }
  const columns = Array.from({ length: width }, () => new Float64Array(total))
  let end = 0
  for (const list of lists)
    for (let i = 0; i < list.length; end++)
      for (let field = 0; field < width; field++, i++) {
        const column = columns[field]
        if (column !== undefined) column[end] = list[i] ?? 0
      }
  return { lengths: numberColumn(lengths), values: columns.map(numberColumn) }
}

/** A list a thing, of one number for each item of the thing's list. */
export function listColumnOf<T, Item>(
  things: readonly T[],
  items: (thing: T) => readonly Item[],
  read: (item: Item) => number,
): ListColumn {
  const all = flatten(things, items)
  return { lengths: columnOf(things, (thing) => items(thing).length), values: [columnOf(all, read)] }
}

/** The items of all things in one list. */
export function flatten<T, Item>(things: readonly T[], items: (thing: T) => readonly Item[]): Item[] {
  const all: Item[] = []
  for (const thing of things) for (const item of items(thing)) all.push(item)
  return all
}

export function readLists(column: ListColumn): number[][] {
  const columns = column.values.map(readNumbers)
  const lists: number[][] = []
  let at = 0
  for (const length of readNumbers(column.lengths)) {
    const list: number[] = []
    for (const end = at + length; at < end; at++) for (const values of columns) list.push(values[at] ?? 0)
    lists.push(list)
  }
  return lists
}
