// Parameters that several routes have, and how query parameters are read.
import type { Context } from 'hono'
import { ID_LENGTH_MAX } from '../../events/limits.ts'
import { ProblemError } from '../problem.ts'
import type { Parameter } from './route.ts'

export const showIdParameter: Parameter = {
  name: 'showId',
  in: 'path',
  required: true,
  description: 'The show, as its host or its viewers name it.',
  schema: { type: 'string', minLength: 1, maxLength: ID_LENGTH_MAX },
}

export const beforeParameter: Parameter = {
  name: 'before',
  in: 'query',
  description: 'The `next` of the page before this one.',
  schema: { type: 'string' },
}

/** Where the page asked for begins; null: at the first. Throws the problem for what was never a `next`. */
export function cursorQuery<T>(c: Context, read: (text: string) => T | null): T | null {
  const text = c.req.query('before')
  if (text === undefined) return null
  const cursor = read(text)
  if (cursor === null) throw new ProblemError('invalid_query', 'before must be the `next` of an earlier page.')
  return cursor
}

/** A whole number from the query, or `otherwise`. Throws the problem that names the parameter. */
export function wholeQuery(c: Context, name: string, least: number, most: number, otherwise: number): number {
  const text = c.req.query(name)
  if (text === undefined) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new ProblemError(
    'invalid_query',
    `${name} must be a whole number from ${least} to ${most} (was ${JSON.stringify(text.slice(0, 100))})`,
  )
}
