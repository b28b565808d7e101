// Whom a rate is of, by the address they come from.
import { isIPv6 } from 'node:net'

/**
 * Who an address is for a rate: itself, of IPv6 its /64, all of whose addresses one host may use in turn (RFC 4291, 2.5.1). Some
 * proxies write a port behind: it is another with each connection. What is no address is given back as it is.
 */
export function networkOf(written: string): string {
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
