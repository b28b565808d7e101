// What docker compose would run is what runs here: the image's command and the compose file's environment, with addresses of
// this machine in place of the containers'.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { openOnServer } from './on-server.fixture.ts'
import { PATIENCE_MS } from '../testing/patience.ts'

interface Service {
  readonly environment: Readonly<Record<string, string>>
  readonly command?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
}

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Readonly<Record<string, Service>>
}

/** ${NAME:-default} and ${NAME:?why}, as compose puts values in. */
function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, how: string | undefined, rest: string) => {
    const value = values[name]
    if (value) return value
    if (how === '-') return rest
    throw new Error(`${name} is missing: ${rest}`)
  })
}

it('starts the service with the environment of the compose file, and its health check says so', async () => {
  const world = await openOnServer()
  try {
    const service = services['cartbeat'] as Service
    const values = {
      CARTBEAT_WRITE_KEYS: 'demo',
      CARTBEAT_ADMIN_TOKEN: 'correct-horse-battery-staple',
      CARTBEAT_CLICKHOUSE_PASSWORD: world.clickhouse.password,
      CARTBEAT_CLICKHOUSE_ANALYST_PASSWORD: 'another',
    }
    const given = Object.fromEntries(
      Object.entries(service.environment).map(([name, text]) => [name, interpolate(text, values)]),
    )
    expect(given).toMatchObject({ CARTBEAT_CLICKHOUSE_URL: 'http://clickhouse:8123', HOST: '0.0.0.0', PORT: '8080' })
    const { CARTBEAT_CLICKHOUSE_URL, CARTBEAT_CLICKHOUSE_USER, CARTBEAT_CLICKHOUSE_DATABASE, CARTBEAT_DATA_DIR } =
      world.env
    const running = await world.start({
      ...given,
      ...{ CARTBEAT_CLICKHOUSE_URL, CARTBEAT_CLICKHOUSE_USER, CARTBEAT_CLICKHOUSE_DATABASE, CARTBEAT_DATA_DIR },
      PORT: '0',
      HOST: '127.0.0.1',
    } as Record<string, string>)
    await world.send(5)
    await world.stored()

    const check = (service.healthcheck as { test: readonly string[] }).test
    expect(check.slice(0, 2)).toEqual(['CMD', 'node'])
    const args = check.slice(2).map((arg) => arg.replace('127.0.0.1:8080', new URL(running.url).host))
    await vi.waitFor(() => promisify(execFile)(process.execPath, args), PATIENCE_MS)
    // Not ready is not healthy.
    const wrong = check.slice(2).map((arg) => arg.replace('http://127.0.0.1:8080/readyz', `${running.url}/nowhere`))
    await expect(promisify(execFile)(process.execPath, wrong)).rejects.toMatchObject({ code: 1 })
    expect(await running.end('SIGTERM')).toBe(0)
  } finally {
    await world.close()
  }
}, 200_000)

it('is the command of the image, and has no default for anything secret', () => {
  expect(/^CMD (.*)$/m.exec(read('Dockerfile'))?.[1]).toBe('["node", "service/main.ts"]')
  for (const [name, { environment = {} }] of Object.entries(services))
    for (const [variable, value] of Object.entries(environment))
      if (/PASSWORD|TOKEN/.test(variable))
        expect([name, variable, value]).toEqual([name, variable, expect.stringMatching(/^\$\{\w+:\?.+\}$/)])
  expect(() => interpolate(services['clickhouse']?.environment['CLICKHOUSE_PASSWORD'] ?? '', {})).toThrow('is missing')
})

it('plays a show with the demo profile: its command is read by the simulator', async () => {
  const command = services['demo']?.command?.map((arg) => interpolate(arg, { CARTBEAT_ADMIN_TOKEN: 'a-token' })) ?? []
  expect(command.slice(0, 2)).toEqual(['node', 'simulator/main.ts'])
  // A last argument nobody knows: everything before it was understood, or it would be named instead.
  const ran = promisify(execFile)(process.execPath, [...command.slice(1), '--no-such-option'])
  await expect(ran).rejects.toMatchObject({ stderr: expect.stringContaining("Unknown option '--no-such-option'") })
})
