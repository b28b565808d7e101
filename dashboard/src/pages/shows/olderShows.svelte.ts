// What stands behind the first page of the list: loaded when somebody asks for it, and not asked again.
import type { Problem, ShowList, ShowListEntry } from '../../../../api/contract.ts'
import { ask } from '../../live/api.ts'

export class OlderShows {
  /** The first page as it stood when the second was asked for, and the pages behind it: what leaves the first stays known. */
  shows: readonly ShowListEntry[] = $state.raw([])
  loading = $state(false)
  /** Why the newest request failed; null when it did not. */
  problem: Problem | null = $state.raw(null)
  /** undefined: no page was loaded yet. */
  #next: string | null | undefined = $state.raw()

  /** The page that comes next behind the first; null: all is loaded. */
  nextOf(first: ShowList): string | null {
    return this.#next === undefined ? first.next : this.#next
  }

  async load(first: ShowList): Promise<void> {
    const next = this.nextOf(first)
    if (this.loading || next === null) return
    this.loading = true
    const answer = await ask<ShowList>(`/v1/shows?before=${next}`)
    this.loading = false
    this.problem = answer.ok ? null : answer.problem
    if (!answer.ok) return
    const known = this.#next === undefined ? first.shows : this.shows
    this.shows = [...known, ...answer.value.shows]
    this.#next = answer.value.next
  }
}
