// What the host does, and the door it is done through: the admin API here, anything else in a test.
import type { MomentDeclaration, QuestionMarking, ShowDeclaration } from '../api/contract.ts'

export type HostCall =
  | { readonly call: 'declare' | 'start'; readonly showId: string; readonly show: ShowDeclaration }
  | {
      readonly call: 'moment'
      readonly showId: string
      readonly moment: MomentDeclaration & { readonly momentId: string }
    }
  | { readonly call: 'endMoment'; readonly showId: string; readonly momentId: string }
  | { readonly call: 'mark'; readonly showId: string; readonly marking: QuestionMarking }
  | { readonly call: 'end'; readonly showId: string }

export interface HostPort {
  /** Resolves once durable, or when the show is over; rejects when it was not taken. */
  call(call: HostCall): Promise<void>
}

export interface HostApiOptions {
  readonly url: string
  readonly adminToken?: string
  readonly fetch?: typeof fetch
}

/** The host's calls through the admin API. */
export function hostApi({ url, adminToken, fetch = globalThis.fetch }: HostApiOptions): HostPort {
  /** Moments of shows that were over: nothing began, so nothing is to end. Each goes with its end. */
  const neverBegan = new Set<string>()
  return {
    async call(call) {
      if (call.call === 'endMoment' && neverBegan.delete(call.momentId)) return
      const { method, path, body } = requestOf(call)
      const answer = await fetch(`${url}/v1/shows/${encodeURIComponent(call.showId)}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(adminToken !== undefined && { authorization: `Bearer ${adminToken}` }),
        },
        body: JSON.stringify(body),
      })
      const text = await answer.text()
      // A person ended the show before its plan did: what this host still meant to do is void.
      if (answer.status === 409) {
        if (call.call === 'moment') neverBegan.add(call.moment.momentId)
        return
      }
      if (!answer.ok) throw new Error(`${method} ${path} of ${call.showId} was refused with ${answer.status}: ${text}`)
    },
  }
}

function requestOf(call: HostCall): { method: string; path: string; body: unknown } {
  switch (call.call) {
    case 'declare':
      return { method: 'PUT', path: '', body: call.show }
    case 'start':
      return { method: 'POST', path: '/start', body: call.show }
    case 'moment':
      return { method: 'POST', path: '/moments', body: call.moment }
    case 'endMoment':
      return { method: 'POST', path: `/moments/${encodeURIComponent(call.momentId)}/end`, body: {} }
    case 'mark':
      return { method: 'POST', path: '/questions/mark', body: call.marking }
    case 'end':
      return { method: 'POST', path: '/end', body: {} }
  }
}
