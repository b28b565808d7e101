// What the API is made of: the ports it is given, and what it builds once from them for its routes.
import type { Clock, HostDoor } from '../events/contract.ts'
import type { LiveFeed } from '../pipeline/contract.ts'
import type { SqlConsole, Store } from '../store/contract.ts'
import type { Guesses } from './access/guesses.ts'
import type { Metric } from './contract.ts'
import type { LiveHub } from './live/hub.ts'
import type { Recent } from './recent.ts'
import type { Shared } from './shared.ts'

/** What the processor's owner tells of itself; a part of its own figures. */
export interface PipelineFigures {
  readonly partitions: readonly {
    readonly partition: number
    /** Offset of the next record to step; of the next to be flushed; of the next to be appended. */
    readonly offset: number
    readonly flushedOffset: number
    readonly endOffset: number
    /** Stepped; and those not stepped yet, about. */
    readonly events: number
    readonly lagEvents: number
    /** Records stepped that no Cartbeat wrote; each is a row in quarantine. */
    readonly damaged: number
    /** How far partition time is behind the clock; 0 when all is stepped. */
    readonly lag_ms: number
    /** Rows acknowledged. */
    readonly rows: number
    readonly retries: number
    /** Since the newest checkpoint, or since the start. */
    readonly checkpointAge_ms: number
    /** How often each bound of the processor's memory left something out. */
    readonly overflow: Readonly<Record<string, number>>
  }[]
  /** Partitions it should drive and cannot, with why. Left out: none. */
  readonly undriven?: readonly { readonly partition: number; readonly why: string }[]
  /** How long flushes took: as many as each bound holds alone, and one more of those beyond all bounds. */
  readonly flushes: {
    readonly bounds_s: readonly number[]
    readonly counts: readonly number[]
    readonly sum_s: number
  }
  readonly retries: number
  /** Why the store takes no rows now; null when it does. */
  readonly storeError: string | null
  readonly checkpointError: string | null
  /** Why it drives no partition any more: others are newer. null while it does its part. */
  readonly steppedBack?: string | null
  /** Why the log cannot be read now; null or left out when it can. */
  readonly logError?: string | null
  /** Partitions its group gave it: of several owners one may have none. null: not in the group yet. Left out: it has no group. */
  readonly assigned?: number | null
  /** Since these figures were told; left out: now. */
  readonly silent_ms?: number
}

/** Counters of the collector by name, as it gives them; each name becomes a label. */
export interface CollectorFigures {
  /** Events by outcome: accepted, bot, quarantined. */
  readonly events: Readonly<Record<string, number>>
  /** Of the quarantined, by reason. */
  readonly quarantined: Readonly<Record<string, number>>
  /** Requests by status of the answer. */
  readonly requests: Readonly<Record<string, number>>
  /** Requests of which nothing was taken, by reason. */
  readonly refused: Readonly<Record<string, number>>
  readonly pending_bytes: number
  readonly received_bytes: number
  readonly appends: number
  readonly failedAppends: number
}

/** Why a part cannot do its work now, in words; null when it can. */
export type Ailment = string | null

/** The same; `note`: it can, and somebody may want to know this of it. */
export type Word = Ailment | { readonly note: string }

/** What the parts of a process tell of themselves; a part it has not is left out. */
export interface Stats {
  readonly pipeline?: () => PipelineFigures
  readonly collector?: () => CollectorFigures
  /** Whether the log takes appends. */
  readonly log?: () => Ailment | Promise<Ailment>
  /** Room of the data folder's disk as last seen; null: not known. */
  readonly disk?: () => { readonly free_bytes: number; readonly size_bytes: number } | null
  /** Whether the live feed's topic is read; left out where the feed is in memory. */
  readonly feed?: () => Word | Promise<Word>
}

/** What readiness and figures are made of, in whatever process; null: it has no such part. */
export interface Observed {
  readonly clock: Clock
  readonly store: Pick<Store, 'ping'> | null
  readonly hub: Pick<LiveHub, 'time_ms' | 'partitions' | 'clients' | 'dropped' | 'viewers'> | null
  /** Partitions of the log. */
  readonly partitions: number
  /** Of the program. */
  readonly version?: string
  readonly stats?: Stats
}

export interface ApiOptions {
  readonly store: Store
  readonly sql: SqlConsole
  readonly feed: LiveFeed
  readonly host: HostDoor
  readonly clock: Clock
  /** CARTBEAT_ADMIN_TOKEN; null: only this machine is answered. */
  readonly adminToken: string | null
  /** Proxies in front; left out: none. */
  readonly proxies?: number
  /** Folder of the built dashboard; null: no pages. */
  readonly pagesDir: string | null
  /** Partitions of the log: how many frames make the whole. */
  readonly partitions: number
  /** Of the program, for /metrics. */
  readonly version?: string
  readonly stats?: Stats
  /** Told in one line what went wrong that nobody asked for. */
  readonly report?: (message: string) => void
}

export interface Parts extends ApiOptions {
  readonly hub: LiveHub
  readonly recent: Recent
  /** For what many pages ask every few seconds. */
  readonly shared: Shared
  /** Wrong tokens of late. */
  readonly guesses: Guesses
  readonly metrics: ReadonlyMap<string, Metric>
  readonly report: (message: string) => void
}
