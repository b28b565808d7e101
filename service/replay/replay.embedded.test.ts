// `npm run replay` as people run it: a finished evening is rebuilt from the log, with the record in the data folder and on a
// server, and what was altered by hand is found.
import { decodeModel, encodeModel } from '../../comments/model/tables.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedStore } from '../../store/embedded.ts'
import { openEmbeddedSqlConsole } from '../../store/embedded-console.ts'
import { openServerStore } from '../../store/server.ts'
import type { Store } from '../../store/contract.ts'
import { TABLE_NAMES } from '../../store/tables.ts'
import { openOnServer, SHOW, type OnServer } from '../on-server.fixture.ts'
import type { Running } from '../process.fixture.ts'

type Env = Readonly<Record<string, string>>

/** The command's own process: its exit code, and what it wrote to stdout and stderr. */
const replay = (env: Env, ...args: string[]) => replayUntil(null, env, ...args)

/** Asks it to end at its first word of progress, where a signal is given. */
async function replayUntil(signal: NodeJS.Signals | null, env: Env, ...args: string[]) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url)), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => {
    const isFirst = !err.includes(' records\n')
    err += chunk.toString()
    if (signal !== null && isFirst && err.includes(' records\n')) child.kill(signal)
  })
  const [code] = (await once(child, 'close')) as [number]
  /** The last word of each table's line. */
  const verdicts = Object.fromEntries(
    [...out.matchAll(/^(\w+_log) +\d+ +\d+ +\w+ +\w+ +(\w+)$/gm)].map(([, table, verdict]) => [table, verdict]),
  )
  return { code, out, err, verdicts }
}

const post = async (service: Running, path: string, body: unknown, method = 'POST') => {
  const answer = await fetch(`${service.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBeLessThan(300)
}

/** A show with a pin, a marked question, visitors who watch, write and buy, and an event nobody understands. */
async function playEvening(world: OnServer, env: Env): Promise<void> {
  const service = await world.start(env)
  const product = { productId: 'pan', title: 'Pan', number: 1, price_minor: 1000, image: null }
  await post(service, `/v1/shows/${SHOW}/start`, { title: 'Kitchen', currency: 'EUR', products: [product] })
  await post(service, `/v1/shows/${SHOW}/moments`, { kind: 'pin', productId: 'pan' })
  await post(service, `/v1/shows/${SHOW}/questions/mark`, { questionKey: 'price|pan|', mark: 'answered' })
  const context = (seq: number) => ({ cartbeat: { sessionId: 'watcher-1', seq, showId: SHOW } })
  const event = (seq: number, name: string, properties: object = {}) => ({
    ...{ type: 'track', event: name, messageId: `w${seq}`, anonymousId: 'watcher', properties, context: context(seq) },
    timestamp: new Date().toISOString(),
  })
  const batch = [
    event(0, 'Video Playback Started'),
    event(1, 'Video Content Started', { startup_ms: 400 }),
    event(2, 'Video Content Playing', { played_ms: 0 }),
    event(3, 'Live Reaction Sent', { reaction: 'heart' }),
    event(4, 'Product Clicked', { product_id: 'pan' }),
    event(5, 'Live Comment Posted', { text: 'how much is the pan?' }),
    { type: 'nothing known', messageId: 'odd', anonymousId: 'watcher' },
  ]
  await post(service, '/v1/batch', { writeKey: 'demo', sentAt: new Date().toISOString(), batch })
  await world.send(30)
  expect(await service.end('SIGTERM')).toBe(0)
}

interface Place {
  readonly env: Env
  open(database: string | null): Promise<Store>
}

/** Where the record is, and how it is opened beside the command. */
const PLACES: Readonly<Record<string, (world: OnServer) => Place>> = {
  'in the data folder': ({ env, dataDir }) => ({
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CARTBEAT_CLICKHOUSE'))),
    open: (database) => openEmbeddedStore({ dir: dataDir, ...(database !== null && { database }) }),
  }),
  'on a server': ({ env, clickhouse }) => ({
    env,
    open: async (database) => {
      const { url, username, password } = clickhouse
      return openServerStore({
        url,
        username,
        password,
        database: database ?? clickhouse.database,
        ca: null,
        cluster: null,
      })
    },
  }),
}

describe.each(Object.keys(PLACES))('a replay of an evening %s', (name) => {
  let world: OnServer
  let place: Place
  // What the engine has no part in is tried with one of them.
  const inFolder = name === 'in the data folder'
  /** Asks, or says, something of the tables while no process of ours has them. */
  const within = async <T>(database: string | null, work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await place.open(database)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }
  const databases = () =>
    within(null, async (store) =>
      (
        await store.query<{ name: string }>(
          `SELECT name FROM system.databases WHERE match(name, 'replay|other') ORDER BY name`,
        )
      ).map((row) => row.name),
    )

  beforeAll(async () => {
    world = await openOnServer()
    place = PLACES[name]!(world)
    await playEvening(world, place.env)
  })
  afterAll(() => world.close())

  it('finds every table as the log says, and leaves nothing behind', async () => {
    const { code, out, err, verdicts } = await replay(place.env, '--from', 'start', '--verify')
    expect(err).not.toContain('Error')
    expect(verdicts).toEqual(Object.fromEntries(TABLE_NAMES.map((table) => [table, 'equal'])))
    // Not by being empty.
    const filled = [...out.matchAll(/^(\w+_log) +([1-9]\d*) /gm)].map(([, table]) => table)
    expect(TABLE_NAMES.filter((table) => !filled.includes(table))).toEqual([])
    expect([code, out.includes(`All ${TABLE_NAMES.length} tables are what the log says.`)]).toEqual([0, true])
    expect(await databases()).toEqual([])
  })

  it('leaves nothing behind when it is asked to end, nor what one that was killed has left', async () => {
    if (inFolder)
      for (const sql of [
        'CREATE DATABASE default_replay_4044',
        'CREATE TABLE default_replay_4044.t (n UInt8) ORDER BY n',
      ])
        await within(null, (store) => store.command(sql))
    const { code, err } = await replayUntil('SIGINT', place.env, '--verify')
    expect([code, err]).toEqual([2, expect.stringMatching(/given up, and nothing was changed\n$/)])
    expect(await databases()).toEqual([])
    const kept = await replayUntil('SIGTERM', place.env, '--verify', '--into', 'other_model')
    expect([kept.code, await databases()]).toEqual([2, []])
  })

  it.runIf(inFolder)('names the table in which one cell was altered, and the row', async () => {
    const set = (change: string) =>
      within(null, (store) =>
        store.command(
          `ALTER TABLE orders_log UPDATE total_minor = total_minor ${change} WHERE order_id = 'o3' SETTINGS mutations_sync = 2`,
        ),
      )
    await set('+ 1')
    const { code, out, verdicts } = await replay(place.env, '--verify')
    await set('- 1')
    expect(code).toBe(1)
    expect(Object.entries(verdicts).filter(([, verdict]) => verdict !== 'equal')).toEqual([['orders_log', 'DIFFERENT']])
    expect(out).toMatch(/^orders_log: 1 rows differ, 0 are only here, 0 only there; the first: \('o3',/m)
  })

  it.runIf(inFolder)('compares one show, and what came after a checkpoint', async () => {
    const one = await replay(place.env, '--verify', '--show', SHOW)
    expect([one.code, Object.keys(one.verdicts).includes('intake_log'), one.verdicts['order_lines_log']]).toEqual([
      0,
      false,
      'equal',
    ])
    const early = await replay(place.env, '--from', '0', '--verify')
    expect([early.code, early.err]).toEqual([
      2,
      expect.stringMatching(/has no checkpoint at offset 0 or before.*--from start/),
    ])
    const late = await replay(place.env, '--from', '999999', '--verify')
    expect([late.code, late.err.includes('Error')]).toEqual([0, false])
  })

  it('scores anew beside the old: the comments differ, and nothing else', async () => {
    const model = decodeModel(readFileSync(new URL('../../comments/model/model.bin', import.meta.url)))
    // Another model: its moods' weights turned round.
    model.moods.ngrams.forEach((weight, i) => (model.moods.ngrams[i] = -weight))
    const file = join(world.dataDir, 'other.bin')
    writeFileSync(file, encodeModel(model))
    const { code, verdicts, out } = await replay(place.env, '--verify', '--into', 'other_model', '--model', file)
    expect(Object.entries(verdicts).filter(([, verdict]) => verdict !== 'equal')).toEqual([
      ['comments_log', 'DIFFERENT'],
    ])
    expect([code, out.trim().split('\n').at(-1)]).toEqual([1, 'kept in the database other_model'])
    expect(await databases()).toEqual(['other_model'])

    const sql = `SELECT count() AS comments, uniqExact(old.model) AS olds, uniqExact(new.model) AS news,
        countIf(old.model = new.model) AS same, countIf(old.text != new.text OR old.visitor_id != new.visitor_id) AS others
      FROM comments AS old JOIN other_model.comments AS new USING (log_id, partition, \`offset\`, \`index\`)`
    const expected = { comments: world.ledger.comments + 1, olds: 1, news: 1, same: 0, others: 0 }
    expect(await within(null, (store) => store.query(sql))).toEqual([expected])
    // A second one over it would be neither.
    const again = await replay(place.env, '--into', 'other_model')
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('there is a database other_model')])
    if (inFolder) {
      const sqlConsole = await openEmbeddedSqlConsole({ dir: world.dataDir })
      const answer = await sqlConsole.run(sql, 'json')
      await sqlConsole.close()
      expect('bytes' in answer && JSON.parse(Buffer.from(answer.bytes).toString())).toEqual([Object.values(expected)])
    }
  })

  it.runIf(inFolder)('says so while the service has the folder, and changes nothing', async () => {
    const service = await world.start(place.env)
    const { code, err } = await replay(place.env, '--verify')
    expect([code, err]).toEqual([2, expect.stringMatching(/in use by process \d+.*a service that is stopped/)])
    await service.end('SIGKILL')
  })

  it.runIf(inFolder)('says so where the tables are ahead of the newest checkpoint, as after a kill', async () => {
    const service = await world.start(place.env)
    await world.send(20)
    expect(await service.end('SIGTERM')).toBe(0)
    const folders = join(world.dataDir, 'checkpoints')
    for (const file of readdirSync(folders, { recursive: true, encoding: 'utf8' }).filter(isNewest))
      rmSync(join(folders, file))
    const { code, err } = await replay(place.env, '--verify')
    expect([code, err]).toEqual([2, expect.stringMatching(/the tables stand at record \d+.*start it and stop it/s)])
  })
})

/** The last of its folder, of the two there are. */
const isNewest = (file: string, _: number, files: readonly string[]): boolean =>
  file.endsWith('.checkpoint') && !files.some((other) => dirname(other) === dirname(file) && other > file)
