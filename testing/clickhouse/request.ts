// What a request to ClickHouse's HTTP interface asks for. Source: https://clickhouse.com/docs/interfaces/http and
// HTTPHandler.cpp: which parameters are the interface's own and which are settings.
import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { EngineError } from './errors.ts'

export interface Asked {
  readonly query: string
  /** Data that came beside the query: an INSERT's rows. */
  readonly data: Buffer | null
  readonly user: string
  readonly password: string
  readonly database: string | null
  readonly queryId: string | null
  /** Format of an answer whose query names none. */
  readonly format: string
  readonly params: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
  /** The answer may be sent gzipped. */
  readonly gzip: boolean
}

/** A request's body, unpacked. */
const BODY_BYTES_MAX = 256 * 2 ** 20
/** Parameters that are neither settings nor meant for this interface. */
const IGNORED = new Set([
  'wait_end_of_query',
  'buffer_size',
  'stacktrace',
  'quota_key',
  'role',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
])

/** Throws EngineError for what cannot be understood or is not offered here. */
export async function readRequest(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://front')
  const body = await readBody(request)
  const fields = new Map(url.searchParams)
  let text = body
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    for (const [name, value] of form) fields.set(name, String(value))
    text = Buffer.alloc(0)
  }
  const asked = {
    params: {} as Record<string, string>,
    settings: {} as Record<string, string>,
    database: header(request, 'x-clickhouse-database'),
    queryId: header(request, 'x-clickhouse-query-id'),
    format: header(request, 'x-clickhouse-format') ?? 'TabSeparated',
    ...credentials(request),
  }
  let query = ''
  for (const [name, value] of fields) {
    if (name === 'query') query = value
    else if (name === 'database') asked.database = value
    else if (name === 'query_id') asked.queryId = value
    else if (name === 'default_format') asked.format = value
    else if (name === 'user') asked.user = value
    else if (name === 'password') asked.password = value
    else if (name === 'session_id') throw new EngineError(48, 'NOT_IMPLEMENTED', 'Sessions are not offered here')
    else if (name === 'compress' || name === 'decompress')
      throw new EngineError(48, 'NOT_IMPLEMENTED', `${name} is not offered here: use HTTP compression`)
    else if (name.startsWith('param_')) asked.params[name.slice('param_'.length)] = value
    else if (!IGNORED.has(name)) asked.settings[name] = value
  }
  const gzip = asked.settings['enable_http_compression'] === '1' && /\bgzip\b/.test(acceptEncoding(request))
  delete asked.settings['enable_http_compression']
  return { ...asked, gzip, ...divide(query, text) }
}

/** An INSERT with a FORMAT takes the body as its rows; any other query goes on in the body. */
function divide(query: string, body: Buffer): { readonly query: string; readonly data: Buffer | null } {
  if (/^\s*INSERT\b[^]*\bFORMAT\s+\w+\s*$/i.test(query)) return { query, data: body }
  return { query: query && body.length > 0 ? `${query}\n${body}` : query || body.toString(), data: null }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX)
      throw new EngineError(307, 'TOO_MANY_BYTES', `A body has at most ${BODY_BYTES_MAX} bytes`)
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  switch (request.headers['content-encoding'] ?? 'identity') {
    case 'identity':
      return body
    case 'gzip':
      return gunzipSync(body, { maxOutputLength: BODY_BYTES_MAX })
    default:
      throw new EngineError(48, 'NOT_IMPLEMENTED', 'A body comes as it is or gzipped')
  }
}

function credentials(request: IncomingMessage): { user: string; password: string } {
  const [scheme = '', given = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme.toLowerCase() === 'basic') {
    const text = Buffer.from(given, 'base64').toString()
    const at = text.indexOf(':')
    return { user: text.slice(0, at), password: text.slice(at + 1) }
  }
  return {
    user: header(request, 'x-clickhouse-user') ?? 'default',
    password: header(request, 'x-clickhouse-key') ?? '',
  }
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}

function acceptEncoding(request: IncomingMessage): string {
  return String(request.headers['accept-encoding'] ?? '')
}
