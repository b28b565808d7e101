// Visitors as columns, and back. Shows are referred to by their place in the list of shows.
import {
  columnOf,
  flatten,
  listColumnOf,
  numberColumn,
  readLists,
  readNumbers,
  readWords,
  wordColumn,
} from './columns.ts'
import type { ListColumn, NumberColumn, WordColumn } from './columns.ts'
import { appended } from './appended.ts'
import type { Show } from './show.ts'
import { NONE } from './state.ts'
import type { Visitor } from './visitor.ts'

export interface SavedVisitors {
  readonly ids: readonly string[]
  readonly seen: NumberColumn
  readonly shows: ListColumn
  readonly joined: ListColumn
  /** Touches and clicks of all visitors end to end; how many are whose. */
  readonly touches: {
    readonly of: NumberColumn
    readonly shows: WordColumn
    readonly first: NumberColumn
    readonly last: NumberColumn
  }
  readonly clicks: {
    readonly of: NumberColumn
    readonly shows: WordColumn
    readonly products: WordColumn
    readonly moments: WordColumn
    readonly at: NumberColumn
  }
  /** messageIds with their times, by the visitor's place. */
  readonly messages: readonly { readonly of: number; readonly ids: readonly string[]; readonly at: NumberColumn }[]
}

export function saveVisitors(visitors: readonly Visitor[], shows: ReadonlyMap<Show, number>): SavedVisitors {
  const touches = flatten(visitors, (visitor) => visitor.touches)
  const clicks = flatten(visitors, (visitor) => visitor.clicks)
  return {
    ids: visitors.map((visitor) => visitor.id),
    seen: columnOf(visitors, (visitor) => visitor.seen_ms),
    shows: listColumnOf(
      visitors,
      (visitor) => visitor.shows,
      ({ show }) => shows.get(show) ?? NONE,
    ),
    joined: listColumnOf(
      visitors,
      (visitor) => visitor.shows,
      ({ joined_ms }) => joined_ms,
    ),
    touches: {
      of: columnOf(visitors, (visitor) => visitor.touches.length),
      shows: wordColumn(touches.map((touch) => touch.showId)),
      first: columnOf(touches, (touch) => touch.first_ms),
      last: columnOf(touches, (touch) => touch.last_ms),
    },
    clicks: {
      of: columnOf(visitors, (visitor) => visitor.clicks.length),
      shows: wordColumn(clicks.map((click) => click.showId)),
      products: wordColumn(clicks.map((click) => click.productId)),
      moments: wordColumn(clicks.map((click) => click.momentId)),
      at: columnOf(clicks, (click) => click.at_ms),
    },
    messages: visitors.flatMap(({ messages }, of) =>
      messages === null ? [] : [{ of, ids: [...messages.keys()], at: numberColumn([...messages.values()]) }],
    ),
  }
}

/** Without their sessions, which are read next. */
export function readVisitors(saved: SavedVisitors, shows: readonly Show[]): Visitor[] {
  const seen = readNumbers(saved.seen)
  const showsOf = readLists(saved.shows)
  const joined = readLists(saved.joined)
  const visitors = saved.ids.map((id, i): Visitor => {
    const own = (showsOf[i] ?? []).map((place, k) => {
      const show = shows[place]
      if (show === undefined) throw new Error(`saved visitor ${id} has no show ${place}`)
      return { show, joined_ms: joined[i]?.[k] ?? NONE }
    })
    return {
      id,
      seen_ms: seen[i] ?? NONE,
      sessions: [],
      made: [],
      shows: own,
      messages: null,
      touches: [],
      clicks: [],
      place: 0,
    }
  })
  readTouches(saved, visitors)
  readClicks(saved, visitors)
  for (const { of, ids, at } of saved.messages) {
    const visitor = visitors[of]
    const times = readNumbers(at)
    if (visitor !== undefined) visitor.messages = new Map(ids.map((id, i) => [id, times[i] ?? NONE]))
  }
  return visitors
}

function readTouches({ touches }: SavedVisitors, visitors: readonly Visitor[]): void {
  const [shows, first, last] = [readWords(touches.shows), readNumbers(touches.first), readNumbers(touches.last)]
  let next = 0
  readNumbers(touches.of).forEach((count, i) => {
    const visitor = visitors[i]
    for (const end = next + count; next < end; next++) {
      const touch = { showId: shows[next] ?? '', first_ms: first[next] ?? NONE, last_ms: last[next] ?? NONE }
      if (visitor !== undefined) visitor.touches = appended(visitor.touches, touch)
    }
  })
}

function readClicks({ clicks }: SavedVisitors, visitors: readonly Visitor[]): void {
  const [shows, products] = [readWords(clicks.shows), readWords(clicks.products)]
  const [moments, at] = [readWords(clicks.moments), readNumbers(clicks.at)]
  let next = 0
  readNumbers(clicks.of).forEach((count, i) => {
    for (const end = next + count; next < end; next++) {
      const showId = shows[next] ?? ''
      const momentId = moments[next] ?? ''
      visitors[i]?.clicks.push({ showId, productId: products[next] ?? '', momentId, at_ms: at[next] ?? NONE })
    }
  })
}
