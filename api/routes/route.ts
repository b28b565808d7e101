// A route: what it answers to, what the OpenAPI document says of it, and what it does. One list makes both.
import type { Context } from 'hono'
import type { Parts } from '../parts.ts'
import type { ProblemCode } from '../problem.ts'
import type { Schema } from '../openapi/schema.ts'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description: string
  readonly schema: Schema
  readonly required?: boolean
}

/** A body by content type; a schema for JSON, null for bytes and text. */
export type Content = Readonly<Record<string, Schema | null>>

export interface Route {
  readonly method: 'get' | 'put' | 'post'
  /** As OpenAPI writes it: /v1/shows/{showId} */
  readonly path: string
  readonly id: string
  readonly tag: 'shows' | 'live' | 'host' | 'analysts' | 'operator'
  readonly summary: string
  readonly description?: string
  /** open: answers anyone. private: this machine or the admin token. */
  readonly access: 'open' | 'private'
  readonly parameters?: readonly Parameter[]
  readonly body?: Content
  /** Status and content of the good answers. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly content?: Content }>>
  /** Problems of its own, beside those every private route has. */
  readonly problems?: readonly ProblemCode[]
  readonly run: (c: Context, parts: Parts) => Response | Promise<Response>
}

/** JSON that no cache keeps. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** A path parameter, decoded. */
export function param(c: Context, name: string): string {
  return c.req.param(name) ?? ''
}
