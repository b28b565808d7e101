// SQL as coloured words, for the editor. Pure. It colours; the engine judges.

export type TokenKind = 'keyword' | 'function' | 'number' | 'string' | 'parameter' | 'comment' | 'plain'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  /** Offset in the query, UTF-16 units. */
  readonly from: number
}

const KEYWORDS = new Set(
  `all and any anti array as asc asof between by case cross cube desc distinct else end except exists fill filter final
  first following from full global group having if ilike in inner intersect interval into is join last left like limit not
  null nulls offset on or order outer over partition preceding prewhere qualify range recursive right rollup rows sample
  select semi settings step then ties to top totals true false unbounded union using values when where window with`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

const SHAPES =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:[^'\\]|\\[\s\S]|'')*(?:'|$))|(?<quoted>"(?:[^"\\]|\\[\s\S])*(?:"|$)|`(?:[^`\\]|\\[\s\S])*(?:`|$))|(?<parameter>\{\s*[A-Za-z_]\w*\s*:[^{}]*\})|(?<number>\b\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?<word>[A-Za-z_]\w*)|(?<space>\s+)|(?<other>[\s\S])/g

export function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of sql.matchAll(SHAPES)) {
    const [text] = match
    const groups = match.groups ?? {}
    tokens.push({ kind: kindOf(groups, sql, match.index + text.length), text, from: match.index })
  }
  return tokens
}

function kindOf(groups: Readonly<Record<string, string | undefined>>, sql: string, end: number): TokenKind {
  if (groups['comment'] !== undefined) return 'comment'
  if (groups['string'] !== undefined) return 'string'
  if (groups['parameter'] !== undefined) return 'parameter'
  if (groups['number'] !== undefined) return 'number'
  const word = groups['word']
  if (word === undefined) return 'plain'
  // if(...) and left(...) are functions where they are called, IN (...) is not.
  const called = sql[end] === '('
  if (KEYWORDS.has(word.toLowerCase()))
    return called && /^(if|left|right|range|any|first|last)$/i.test(word) ? 'function' : 'keyword'
  return called ? 'function' : 'plain'
}

export interface Parameter {
  readonly name: string
  readonly type: string
}

/** Parameters {name:Type} of a query, each once, in order. Those in quotes and comments are text. */
export function parametersOf(sql: string): readonly Parameter[] {
  const found = new Map<string, Parameter>()
  for (const token of tokensOf(sql)) {
    const [, name, type] =
      token.kind === 'parameter' ? (/^\{\s*(\w+)\s*:\s*([^{}]*?)\s*\}$/.exec(token.text) ?? []) : []
    if (name !== undefined && type !== undefined && !found.has(name)) found.set(name, { name, type })
  }
  return [...found.values()]
}
