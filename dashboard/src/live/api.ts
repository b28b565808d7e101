// One way to ask the API for JSON: an answer, or a problem that can be shown.
import type { Problem } from '../../../api/contract.ts'

export type Answer<T> =
  | {
      readonly ok: true
      readonly value: T
      /** The service's clock as it answered, Unix ms; null where it does not say. */
      readonly clock_ms: number | null
    }
  | { readonly ok: false; readonly problem: Problem }

const ANSWER_WITHIN_MS = 15_000

/** No server answered: `status` 0, `code` "unreachable". */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), ...init })
  } catch (error) {
    return { ok: false, problem: problem(0, 'unreachable', 'No answer from the service', String(error)) }
  }
  const body = await jsonOf(response)
  if (response.ok && body !== null)
    return { ok: true, value: body as T, clock_ms: Number(response.headers.get('x-cartbeat-clock-ms')) || null }
  return {
    ok: false,
    problem: isProblem(body)
      ? body
      : problem(response.status, 'unexpected', `The service answered ${response.status}`, ''),
  }
}

/** `signal` ends it earlier, or later, than other calls. */
export function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer<T>> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  })
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body
}

function problem(status: number, code: string, title: string, detail: string): Problem {
  return { type: 'about:blank', status, code, title, detail }
}
