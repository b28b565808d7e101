// Reads a JSON body: bounded, of the right type, valid; or the problem that names what is wrong.
import type { Context } from 'hono'
import { type } from 'arktype'
import type { Type } from 'arktype'
import { REQUEST_BYTES_MAX } from '../limits.ts'
import type { Problem } from '../contract.ts'
import { ProblemError } from '../problem.ts'

const FOUND_CHARS_MAX = 100
const ERRORS_MAX = 20

/** An empty body counts as {}. Throws a ProblemError. */
export async function readBody<T>(c: Context, schema: Type<T>): Promise<T> {
  const bytes = await readBytes(c)
  if (bytes.length > 0 && !/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new ProblemError('unsupported_media_type', 'Send content-type: application/json.')
  }
  const body = bytes.length === 0 ? {} : parse(bytes)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([fault('body', 'an object', body)])
  const checked: unknown = schema(body)
  if (!(checked instanceof type.errors)) return checked as T
  throw invalid(
    checked.slice(0, ERRORS_MAX).map((error) => {
      const expected = error.expected === 'removed' ? 'left out: nothing is known by this name' : error.expected
      return fault(error.path.stringify(), expected, valueAt(body, error.path))
    }),
  )
}

type Fault = NonNullable<Problem['errors']>[number]

/** One field at fault, as a problem tells it. */
export function fault(path: string, expected: string, value: unknown): Fault {
  return { path, expected, found: (JSON.stringify(value) ?? 'nothing').slice(0, FOUND_CHARS_MAX) }
}

/** The problem of faults, at least one: its sentence tells of the first. */
export function invalid(faults: readonly Fault[]): ProblemError {
  const detail = faults[0] ? `${faults[0].path} must be ${faults[0].expected} (was ${faults[0].found})` : ''
  return new ProblemError('invalid_body', detail, {}, faults)
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], body)
}

/** The fields of a form. Throws a ProblemError. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await readBytes(c)))
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ProblemError('invalid_body', 'The body must be JSON in UTF-8.')
  }
}

async function readBytes(c: Context): Promise<Uint8Array> {
  const tooLarge = (): ProblemError =>
    new ProblemError('body_too_large', `The body may have at most ${REQUEST_BYTES_MAX} bytes.`)
  if (Number(c.req.header('content-length') ?? 0) > REQUEST_BYTES_MAX) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length
    if (size > REQUEST_BYTES_MAX) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
