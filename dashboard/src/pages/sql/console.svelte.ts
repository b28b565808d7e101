// The console's state: one query at a time, what it ended in, and what there is to ask.
import type {
  Metric,
  Problem,
  SchemaTable,
  ShowList,
  ShowSummary,
  SqlAnswer,
  SqlLimits,
} from '../../../../api/contract.ts'
import { ask, post } from '../../live/api.ts'
import { download } from '../../format/spreadsheet.ts'
import { EXAMPLES } from './examples.ts'
import { noShow } from './failure.ts'
import { historyOf, remember, type Ran } from './history.ts'
import type { Query } from './link.ts'
import { parametersOf } from './tokens.ts'

/** The service stops a query itself; this is for an answer that never comes. */
const ANSWER_WITHIN_MS = 60_000
const HISTORY_KEY = 'cartbeat.sql.history'

export type Outcome =
  | { readonly kind: 'answer'; readonly query: Query; readonly answer: SqlAnswer }
  | { readonly kind: 'problem'; readonly query: Query; readonly problem: Problem }
  | { readonly kind: 'cancelled'; readonly query: Query; readonly after_ms: number }

interface Running {
  readonly query: Query
  readonly since_ms: number
  readonly stop: AbortController
}

export class Console {
  sql: string = $state(EXAMPLES[0]!.sql)
  /** Values given so far, by name; those the query has no parameter for are kept for the next one. */
  params: Record<string, string> = $state({})
  outcome: Outcome | null = $state.raw(null)
  running: Running | null = $state.raw(null)
  history: readonly Ran[] = $state.raw(readHistory())

  /** null: still on their way. */
  tables: readonly SchemaTable[] | null = $state.raw(null)
  metrics: readonly Metric[] | null = $state.raw(null)
  /** The first page of them. */
  shows: readonly ShowSummary[] = $state.raw([])
  /** Whether those are all. */
  hasAllShows = $state(true)
  limits: SqlLimits | null = $state.raw(null)
  /** What kept tables or metrics from coming. */
  trouble: Problem | null = $state.raw(null)

  readonly wanted = $derived(parametersOf(this.sql))
  /** The query as it would run. */
  readonly query: Query = $derived({
    sql: this.sql,
    params: Object.fromEntries(this.wanted.map(({ name }) => [name, this.params[name] ?? ''])),
  })

  /** Settles with null when it came, else with what kept it from coming; then it is asked for anew when it is needed. */
  #listOfShows: Promise<Problem | null> | null = null

  async load(): Promise<void> {
    this.trouble = null
    this.#listOfShows = this.#loadShows()
    const [tables, metrics, limits] = await Promise.all([
      ask<readonly SchemaTable[]>('/v1/schema'),
      ask<readonly Metric[]>('/v1/metrics'),
      ask<SqlLimits>('/v1/sql'),
      this.#listOfShows,
    ])
    if (tables.ok) this.tables = tables.value
    else this.trouble = tables.problem
    if (metrics.ok) this.metrics = metrics.value
    else this.trouble = metrics.problem
    if (limits.ok) this.limits = limits.value
  }

  /** Chooses the show that is live, else the newest, unless one was named meanwhile. */
  async #loadShows(): Promise<Problem | null> {
    const shows = await ask<ShowList>('/v1/shows')
    if (!shows.ok) {
      this.#listOfShows = null
      return shows.problem
    }
    this.shows = shows.value.shows
    this.hasAllShows = shows.value.next === null
    const first = this.shows.find((show) => show.status === 'live') ?? this.shows[0]
    if (first && !this.params['show']) this.params['show'] = first.showId
    return null
  }

  open(query: Query): void {
    this.sql = query.sql
    this.params = { ...this.params, ...query.params }
  }

  async run(): Promise<void> {
    if (this.running || this.sql.trim() === '') return
    let query = this.query
    const stop = new AbortController()
    const since_ms = performance.now()
    this.running = { query, since_ms, stop }
    if (query.params['show'] === '') {
      // The list that a show is chosen from may be on its way: without one the answer would be for none.
      const missing = await Promise.race([(this.#listOfShows ??= this.#loadShows()), aborted(stop.signal)])
      const show = this.params['show'] ?? ''
      if (missing !== null && show === '') {
        this.running = null
        this.outcome = { kind: 'problem', query, problem: noShow(missing) }
        return
      }
      query = { ...query, params: { ...query.params, show } }
    }
    const answer = await post<SqlAnswer>(
      '/v1/sql',
      query,
      AbortSignal.any([stop.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    )
    this.running = null
    if (answer.ok) {
      this.outcome = { kind: 'answer', query, answer: answer.value }
      this.limits = answer.value.limits
    } else if (stop.signal.aborted) this.outcome = { kind: 'cancelled', query, after_ms: performance.now() - since_ms }
    else this.outcome = { kind: 'problem', query, problem: answer.problem }
    this.#remember({
      ...query,
      at_ms: Date.now(),
      rows: answer.ok ? answer.value.rows : null,
      elapsed_ms: answer.ok ? answer.value.elapsed_ms : null,
    })
  }

  cancel(): void {
    this.running?.stop.abort()
  }

  /** The same query once more, as a file: the page holds no more than it shows. null: it came. */
  async download(query: Query, format: 'csv' | 'arrow'): Promise<Problem | null> {
    let response: Response
    try {
      response = await fetch('/v1/sql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...query, format }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
    } catch (error) {
      return {
        type: 'about:blank',
        status: 0,
        code: 'unreachable',
        title: 'No answer from the service',
        detail: String(error),
      }
    }
    if (!response.ok) return (await response.json()) as Problem
    download(`cartbeat.${format}`, await response.blob())
    return null
  }

  forget(): void {
    this.history = []
    store([])
  }

  #remember(ran: Ran): void {
    this.history = remember(this.history, ran)
    store(this.history)
  }
}

const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))

function readHistory(): readonly Ran[] {
  try {
    return historyOf(localStorage.getItem(HISTORY_KEY))
  } catch {
    return []
  }
}

function store(history: readonly Ran[]): void {
  try {
    localStorage.setItem(HISTORY_KEY, JSON.stringify(history))
  } catch {
    // A browser without storage, or a full one, forgets it with the tab.
  }
}
