// Whose request it is, for the rate of one address.
import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { networkOf } from '../events/network.ts'

/** The socket's request under Hono's node server; undefined where the app is called without a socket. */
export function incomingOf(env: unknown): IncomingMessage | undefined {
  return (env as Partial<HttpBindings> | undefined)?.incoming
}

/**
 * The client's address, of IPv6 its /64, all of whose addresses one host may use in turn (RFC 4291, 2.5.1); null where no rate applies: without a socket, and from this machine itself (the operator's own
 * load, or a proxy here whose clients cannot be told apart). Behind `proxies` of one's own it is the entry the outermost
 * of them wrote into X-Forwarded-For: what stands to its left, anyone can write.
 */
export function clientAddress(incoming: IncomingMessage | undefined, proxies: number): string | null {
  if (incoming === undefined) return null
  const forwarded = incoming.headers['x-forwarded-for']
  if (proxies > 0 && typeof forwarded === 'string') {
    const hops = forwarded.split(',')
    const hop = hops[hops.length - proxies] ?? hops[0]
    if (hop !== undefined && hop.trim() !== '') return networkOf(hop.trim().slice(0, 64))
  }
  const address = incoming.socket.remoteAddress
  return address === undefined || isLoopback(address) ? null : networkOf(address)
}

const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
