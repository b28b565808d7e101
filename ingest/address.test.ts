import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientAddress } from './address.ts'

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as never

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['2001::1:2:3:4:5:6', '2001:0:1:2::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::ffff:127.0.0.1', null],
  ['::1', null],
])('%s has the rate of %s', (address, expected) => {
  expect(clientAddress(from(address), 0)).toBe(expected)
})

test("behind proxies of one's own it is what the outermost of them saw", () => {
  expect(clientAddress(from('127.0.0.1', '198.51.100.1, 203.0.113.7'), 1)).toBe('203.0.113.7')
  expect(clientAddress(from('10.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.2'), 2)).toBe('203.0.113.7')
  expect(clientAddress(from('10.0.0.1', '203.0.113.7:4711'), 1)).toBe('203.0.113.7')
  expect(clientAddress(from('10.0.0.1', '[2001:db8::9]:4711'), 1)).toBe('2001:db8:0:0::/64')
  expect(clientAddress(from('10.0.0.1', '203.0.113.7'), 0)).toBe('10.0.0.1')
})
