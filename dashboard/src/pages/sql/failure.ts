// What a refused or stopped query is told: where it went wrong, and what would help. Pure.
import type { Problem, SqlLimits } from '../../../../api/contract.ts'
import { NNBSP } from '../../format/formats.ts'
import { memoryText } from './cells.ts'
import { tokensOf, type Token } from './tokens.ts'
import { unknownIn } from './unknown.ts'

const count = (value: number): string => new Intl.NumberFormat().format(value)

/** A stretch of the query, UTF-16 units. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** Where in the query the engine's words point; null where they point nowhere. */
export function placeOf(sql: string, detail: string): Place | null {
  const failed = /failed at position (\d+) \((.*?)\)(?: \(line|:)/s.exec(detail)
  if (failed) {
    const [, position = '1', word = ''] = failed
    if (word === 'end of query') return endOf(sql)
    // The engine counts bytes of a text in which parameters are values already: the nearest such word is meant.
    return nearest(sql, word, Number(position) - 1)
  }
  const parameter = /^parameter (\w+) /.exec(detail)?.[1]
  if (parameter !== undefined) return parameterAt(sql, parameter)
  const named = /(?:identifier|function|name|column|table|type)s? [`'"]([^`'"]+)[`'"]/i.exec(detail)?.[1]
  if (named !== undefined) return nearest(sql, named, 0)
  const quoted = /Cannot parse string '([^']+)'/.exec(detail)?.[1]
  return quoted === undefined ? null : nearest(sql, `'${quoted}'`, 0)
}

function endOf(sql: string): Place | null {
  const last = tokensOf(sql).findLast((token) => token.kind !== 'comment' && token.text.trim() !== '')
  return last ? { from: last.from, to: last.from + last.text.length } : null
}

function parameterAt(sql: string, name: string): Place | null {
  const token = tokensOf(sql).find(
    (one) => one.kind === 'parameter' && new RegExp(`^\\{\\s*${name}\\s*:`).test(one.text),
  )
  return token ? { from: token.from, to: token.from + token.text.length } : null
}

function nearest(sql: string, word: string, at: number): Place | null {
  const wordlike = /^\w/.test(word)
  let best: Place | null = null
  for (let from = sql.indexOf(word); from >= 0; from = sql.indexOf(word, from + 1)) {
    const to = from + word.length
    if (wordlike && (/\w/.test(sql[from - 1] ?? '') || /\w/.test(sql[to] ?? ''))) continue
    if (best === null || Math.abs(from - at) < Math.abs(best.from - at)) best = { from, to }
  }
  return best
}

/** 1-based line and column. */
export function lineOf(sql: string, at: number): { readonly line: number; readonly column: number } {
  const before = sql.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** A query about a show, asked before one was chosen, whose list did not come for that reason. */
export const noShow = ({ title, detail }: Problem): Problem => ({
  type: 'about:blank',
  status: 0,
  code: 'no_show',
  title: 'No show is chosen',
  detail: `The list of shows did not come. ${title}. ${detail}`.trim(),
})

export interface Explained {
  readonly title: string
  /** Which limit it hit; null: none. */
  readonly limit: 'time' | 'memory' | 'rows' | null
  /** One or two sentences on what to do. */
  readonly advice: string
}

/** What to say of a problem. `limits` null: not known. */
export function explained(problem: Problem, sql: string, limits: SqlLimits | null): Explained {
  switch (problem.code) {
    case 'sql_time':
      return {
        title: `Stopped${limits ? ` at ${limits.time_ms / 1000}${NNBSP}s` : ''}`,
        limit: 'time',
        advice: lighter(sql),
      }
    case 'sql_memory':
      return {
        title: `Stopped${limits ? ` at ${memoryText(limits.memory_bytes)}` : ''}`,
        limit: 'memory',
        advice: lighter(sql) + ' uniq() and quantile() need far less memory than uniqExact() and groupArray().',
      }
    case 'sql_rows':
      return {
        title: limits
          ? `More than ${count(limits.rows)} rows or ${memoryText(limits.answer_bytes)}`
          : 'More than the most rows',
        limit: 'rows',
        advice: 'Add a LIMIT, or count and sum here with GROUP BY instead of taking every row away.',
      }
    case 'sql_forbidden':
      return {
        title: problem.title,
        limit: null,
        advice:
          'This door is for reading: one SELECT over the tables listed here, without files, network or settings. ' +
          'Open a table in the list for its columns.',
      }
    case 'no_show':
      return { title: problem.title, limit: null, advice: 'Run it again, or write the id of a show beside Run.' }
    case 'unreachable':
      return {
        title: 'No answer from the service',
        limit: null,
        advice: 'The query is still here. Run it again when the service is back.',
      }
    default: {
      const unknown = unknownIn(problem.detail)
      return unknown === null
        ? { title: problem.title, limit: null, advice: '' }
        : {
            title: `There is no ${unknown.name} here`,
            limit: null,
            advice: unknown.meant.length === 0 ? '' : `Did you mean ${unknown.meant.join(' or ')}?`,
          }
    }
  }
}

/** The likeliest reason first: pairs of everything, then the whole history, then too much at once. */
function lighter(sql: string): string {
  const words = tokensOf(sql).filter((token) => token.kind !== 'comment' && token.text.trim() !== '')
  if (pairsEverything(words))
    return 'Every row is paired with every other. Write JOIN … ON what the two have in common.'
  const says = (word: string): boolean => words.some((token) => token.text.toLowerCase() === word)
  if (!says('where') && !says('prewhere')) return 'It reads every row there is. Ask for one show or one day in WHERE.'
  return 'Ask for one show or a shorter time in WHERE, and read a table of minutes where seconds are not needed.'
}

/** CROSS JOIN, or FROM a, b without a WHERE that could tie them. */
function pairsEverything(words: readonly Token[]): boolean {
  const lower = words.map((token) => token.text.toLowerCase())
  if (lower.includes('cross')) return true
  const from = lower.indexOf('from')
  if (from < 0) return false
  let depth = 0
  for (let at = from + 1; at < lower.length; at++) {
    const word = lower[at]!
    if (word === '(') depth++
    else if (word === ')') depth--
    if (depth < 0 || (depth === 0 && /^(where|group|order|limit|having|union|prewhere)$/.test(word))) return false
    if (depth === 0 && word === ',') return !lower.slice(at).includes('where')
  }
  return false
}
