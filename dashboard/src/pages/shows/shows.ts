// The list of shows in its parts, and what a row says of time. Pure.
import type { ShowListEntry, ShowStatus } from '../../../../api/contract.ts'

export interface ShowGroup {
  readonly status: ShowStatus
  readonly title: string
  readonly shows: readonly ShowListEntry[]
}

const GROUPS: readonly { readonly status: ShowStatus; readonly title: string }[] = [
  { status: 'live', title: 'Live now' },
  { status: 'scheduled', title: 'To come' },
  { status: 'ended', title: 'Finished' },
  { status: 'undeclared', title: 'Seen, but declared by no host' },
]

/** What runs first, then what comes, soonest first, then what was, newest first; groups without shows are left out. */
export function groupsOf(shows: readonly ShowListEntry[]): readonly ShowGroup[] {
  return GROUPS.map(({ status, title }) => {
    const own = shows.filter((show) => show.status === status)
    return {
      status,
      title,
      shows: own.toSorted((a, b) => (status === 'scheduled' ? timeOf(a) - timeOf(b) : timeOf(b) - timeOf(a))),
    }
  }).filter((group) => group.shows.length > 0)
}

/** The first page as it is now, then what is known besides; a show that stands in both is as the first page says. */
export function joined(first: readonly ShowListEntry[], known: readonly ShowListEntry[]): readonly ShowListEntry[] {
  const seen = new Set(first.map(({ showId }) => showId))
  return [...first, ...known.filter(({ showId }) => !seen.has(showId) && seen.add(showId))]
}

const timeOf = (show: ShowListEntry): number => show.startedAt_ms ?? show.plannedStart_ms ?? 0

/** Buyers of the show's viewers; a buyer is one of them even where no player said so. null before anybody came. */
export function conversionOf(show: ShowListEntry): number | null {
  const people = Math.max(show.uniqueViewers, show.buyers)
  return people > 0 ? show.buyers / people : null
}

/** What a person finds by: name, host, kind and channel, whatever the case. */
export function found(show: ShowListEntry, text: string, words: (show: ShowListEntry) => string): boolean {
  return `${show.title} ${show.host} ${show.showId} ${words(show)}`.toLowerCase().includes(text.trim().toLowerCase())
}
