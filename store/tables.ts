// The tables the processor writes: names and column types as sql/migrations has them (tested equal to DESCRIBE).

/** Tables the processor writes. */
export const TABLE_NAMES = [
  'events_log',
  'sessions_log',
  'session_minutes_log',
  'audience_seconds_log',
  'show_minutes_log',
  'reaction_minutes_log',
  'product_minutes_log',
  'quality_minutes_log',
  'show_totals_log',
  'comments_log',
  'orders_log',
  'order_lines_log',
  'shows_log',
  'moments_log',
  'intake_log',
  'quarantine_log',
] as const
export type TableName = (typeof TABLE_NAMES)[number]
