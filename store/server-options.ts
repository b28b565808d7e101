// A ClickHouse server, how it is reached, and the client that speaks to it.
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client'
import { boundedAgent, type AnswerBound } from './bounded-agent.ts'

export interface ServerOptions {
  /** http://host:port or https://host:port; credentials stand beside it, so that it can be shown. */
  readonly url: string
  readonly username: string
  readonly password: string
  readonly database: string
  /** PEM of the authority that signed the server's certificate; null: the system's. */
  readonly ca: string | null
  /** PEM of this client's certificate and key, where the server asks for one. */
  readonly certificate?: { readonly cert: string; readonly key: string } | null
  /** Name of the cluster whose every node has the tables; null: one server. */
  readonly cluster: string | null
  /** A longer answer is cut off, and its request fails. Left out: the server is trusted with it. */
  readonly answers?: AnswerBound
}

/**
 * A free connection is closed after so long. Below the 3 s after which servers of old close theirs (10 s today), since a
 * request on a connection the server is closing fails.
 */
const KEEP_ALIVE_MS = 2_500

/** A client of the server. `timeout_ms`: a request in which nothing moves for so long fails. */
export function connectServer(
  server: ServerOptions,
  more: {
    readonly connectionsMax: number
    readonly timeout_ms: number
    readonly settings?: ClickHouseSettings
    /** false: for what is asked before the database is there. */
    readonly inDatabase?: boolean
  },
): ClickHouseClient {
  const ca = server.ca === null ? null : Buffer.from(server.ca)
  const { certificate } = server
  return createClient({
    ...(server.answers ? { http_agent: boundedAgent(server, more.connectionsMax, server.answers) } : {}),
    url: server.url,
    username: server.username,
    password: server.password,
    ...(more.inDatabase === false ? {} : { database: server.database }),
    application: 'cartbeat',
    max_open_connections: more.connectionsMax,
    request_timeout: more.timeout_ms,
    keep_alive: { enabled: true, idle_socket_ttl: KEEP_ALIVE_MS, eagerly_destroy_stale_sockets: true },
    use_multipart_params_auto: true,
    clickhouse_settings: more.settings ?? {},
    // What goes wrong is thrown, and reported by whoever asked; the client's own lines would say it twice.
    log: { level: ClickHouseLogLevel.OFF },
    ...(ca && !certificate ? { tls: { ca_cert: ca } } : {}),
    ...(ca && certificate
      ? { tls: { ca_cert: ca, cert: Buffer.from(certificate.cert), key: Buffer.from(certificate.key) } }
      : {}),
  })
}
