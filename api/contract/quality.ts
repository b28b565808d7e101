// Stream quality.

export interface QualityNow {
  readonly attempts: number
  readonly starts: number
  readonly failures: number
  /** Median of first-frame times, interpolated in its bucket; null without starts. */
  readonly startup_ms: number | null
  readonly played_ms: number
  readonly rebuffer_ms: number
  readonly bitrate_kbps: number | null
  readonly latency_ms: number | null
}

export interface QualityCell {
  /** Unix s of the minute. */
  readonly minute: number
  readonly played_ms: number
  readonly rebuffer_ms: number
}

/** One row of the rebuffer strip: a screen class on a connection, the last 20 minutes. */
export interface QualityGroup {
  readonly screen: string
  readonly connection: string
  readonly cells: readonly QualityCell[]
}
