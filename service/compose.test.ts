import { expect, it } from 'vitest'
import { commandOf, composeServices, interpolate, readProjectFile } from './compose.fixture.ts'

it('has no default for anything secret, and says what is missing', () => {
  const secrets = Object.entries(composeServices).flatMap(([service, { environment = {} }]) =>
    Object.entries(environment).flatMap(([name, value]) =>
      /PASSWORD|TOKEN|WRITE_KEYS/.test(name) ? [[`${service} ${name}`, value] as const] : [],
    ),
  )
  expect(secrets.length).toBeGreaterThan(5)
  for (const [name, value] of secrets) expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+:\?.+\}$/)])
  expect(() => interpolate(composeServices['clickhouse']?.environment?.['CLICKHOUSE_PASSWORD'] ?? '', {})).toThrow(
    'CARTBEAT_CLICKHOUSE_PASSWORD is missing: the service and the server need to agree on one',
  )
})

it('bounds every container, asks each that stays for its health, and keeps what must last', () => {
  for (const [name, service] of Object.entries(composeServices)) {
    expect([name, service.deploy.resources.limits]).toEqual([
      name,
      { cpus: expect.stringMatching(/^\d$/), memory: expect.stringMatching(/^\d+[mg]$/) },
    ])
    if (service.restart === 'unless-stopped') expect([name, service.healthcheck?.test?.[0]]).toEqual([name, 'CMD'])
  }
  expect(composeServices['kafka']?.volumes).toEqual(['kafka-data:/var/lib/kafka/data'])
  expect(composeServices['clickhouse']?.volumes).toEqual(['clickhouse-data:/var/lib/clickhouse'])
})

it('runs the image as nobody in particular, a show of its own only when asked', () => {
  expect(readProjectFile('Dockerfile')).toMatch(/^USER node$/m)
  for (const role of ['collector', 'pipeline', 'api'])
    expect([composeServices[role]?.environment?.['CARTBEAT_ROLE'], commandOf(composeServices[role]!, {})]).toEqual([
      role,
      ['node', 'service/main.ts'],
    ])
  const asked = Object.entries(composeServices).filter(([, { profiles }]) => profiles !== undefined)
  expect(asked.map(([name, { profiles }]) => [name, profiles])).toEqual([['demo', ['demo']]])
})
