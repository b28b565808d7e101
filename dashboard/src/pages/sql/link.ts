// A query as a link: in the fragment, which browsers keep from servers and their logs. Pure.

export interface Query {
  readonly sql: string
  /** Values of its parameters, by name. */
  readonly params: Readonly<Record<string, string>>
}

/** Longer addresses are cut by mail and chat programs on their way. */
export const LINK_CHARS_MAX = 8000

/** "#sql=…&show=…"; null: the query is too long for a link. */
export function fragmentOf(query: Query): string | null {
  const fields = new URLSearchParams({ sql: query.sql })
  for (const [name, value] of Object.entries(query.params)) if (value !== '') fields.set(`p.${name}`, value)
  const fragment = `#${fields}`
  return fragment.length > LINK_CHARS_MAX ? null : fragment
}

/** null: the fragment holds no query. */
export function queryOf(fragment: string): Query | null {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''))
  const sql = fields.get('sql')
  if (sql === null || sql.trim() === '') return null
  const params: Record<string, string> = {}
  for (const [name, value] of fields) if (/^p\.\w+$/.test(name)) params[name.slice(2)] = value
  return { sql, params }
}
