// Whose request it is, for the rate of one address.
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import type { HttpBindings } from '@hono/node-server'

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

/** Some proxies write a port behind: it is another with each connection. */
function networkOf(written: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written
  const address = /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::')
  const groupsOf = (text: string | undefined): string[] => (text ? text.split(':') : [])
  const [left, right] = [groupsOf(head), groupsOf(tail)]
  // An IPv4 address at the end stands for two groups.
  const missing = 8 - left.length - right.length - (address.includes('.') ? 1 : 0)
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
