// What analysts ask: metrics, schema, SQL, and the conservation of events.

/** GET /v1/metrics: the registry, from the headers of sql/metrics/*.sql. */
export interface Metric {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly counts: string
  readonly leavesOut: string
  /** How others call and count it. */
  readonly elsewhere: readonly { readonly platform: string; readonly how: string }[]
  readonly version: number
  readonly sql: string
}

/** GET /v1/schema */
export interface SchemaTable {
  readonly name: string
  readonly comment: string
  readonly kind: 'table' | 'view'
  readonly rows: number | null
  readonly columns: readonly { readonly name: string; readonly type: string; readonly comment: string }[]
}

/** GET /v1/sql: what a query may use. `rows` are those of its result, `answer_bytes` its length as sent. */
export interface SqlLimits {
  readonly time_ms: number
  readonly memory_bytes: number
  readonly rows: number
  readonly answer_bytes: number
}

/** POST /v1/sql */
export interface SqlRequest {
  readonly sql: string
  readonly params?: Readonly<Record<string, string>>
  /** json (default), csv, arrow. */
  readonly format?: 'json' | 'csv' | 'arrow'
}

/** The json answer; csv and arrow answer with the body alone. Failures are Problems with code sql_<failure>. */
export interface SqlAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly data: readonly (readonly unknown[])[]
  readonly rows: number
  readonly elapsed_ms: number
  /** What the engine read to answer; null where it does not say. */
  readonly read: { readonly rows: number; readonly bytes: number } | null
  readonly limits: SqlLimits
}

/** GET /v1/conservation: one row a source; balanced when received = stored + folded + duplicate + quarantined + bot. */
export interface Conservation {
  readonly sources: readonly {
    readonly source: string
    readonly received: number
    readonly stored: number
    readonly folded: number
    readonly duplicate: number
    readonly quarantined: number
    readonly bot: number
    readonly late: number
    readonly balanced: boolean
  }[]
}
