// OPERATIONS.md's own statements of backup and restore, run as they stand there.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { expect, it } from 'vitest'
import { openOnServer } from './on-server.fixture.ts'

const TEXT = readFileSync(new URL('../OPERATIONS.md', import.meta.url), 'utf8')

/** The statements of each SQL block under a heading. */
function blocksOf(heading: string): readonly (readonly string[])[] {
  const text = new RegExp(`^### ${heading}$([^]*?)(?=^##)`, 'm').exec(TEXT)?.[1] ?? ''
  const blocks = [...text.matchAll(/^```sql\n([^]*?)\n```$/gm)]
  return blocks.map(([, sql = '']) => sql.split(/;\s*/).filter((statement) => statement.trim() !== ''))
}

it('comes back from a backup, and what came after it comes again from the log', async () => {
  const world = await openOnServer()
  const { clickhouse } = world
  try {
    // On a server of someone else's there may be no disk to back up to.
    if (!clickhouse.front) return
    // Without a database of its own: one that is dropped cannot be asked in.
    const { url, username, password } = clickhouse
    const client = createClient({ url, username, password, log: { level: ClickHouseLogLevel.OFF } })
    const run = async (statements: readonly string[] = []) => {
      expect(statements).not.toEqual([])
      for (const statement of statements)
        await client.command({ query: statement.replaceAll(/\bcartbeat(?=\b|_before)/g, clickhouse.database) })
    }
    const events = async (database: string) => {
      const answer = await client.query({
        query: `SELECT count() FROM ${database}.events_log FINAL`,
        format: 'TabSeparated',
      })
      return Number(await answer.text())
    }
    const [backup] = blocksOf('Backup')
    const [putAside, restore, dropOld, ...more] = blocksOf('Restore')
    expect(more).toEqual([])
    const first = await world.start()
    await world.send(60)
    await world.stored()
    // Stopped and started: there are checkpoints, and the backup is taken while it runs.
    await first.end('SIGTERM')
    const second = await world.start()
    await world.send(20)
    await run(backup)
    await world.send(20)
    await world.stored()
    await second.end('SIGKILL')

    // On the same server what was there stays beside it until it is dropped.
    const kept = await events(clickhouse.database)
    const aside = `${clickhouse.database}_before`
    await run(putAside)
    await run(restore)
    expect([await events(aside), kept]).toEqual([world.ledger.events, world.ledger.events])
    expect(await events(clickhouse.database)).toBeLessThan(kept)
    await run(dropOld)
    await expect(events(aside)).rejects.toMatchObject({ type: 'UNKNOWN_DATABASE' })

    // On a new one in its place nothing is left but the folder of backups: no tables, no users, no roles.
    await clickhouse.front.kill()
    for (const lost of ['clickhouse', 'access.json']) rmSync(join(clickhouse.front.dir, lost), { recursive: true })
    await clickhouse.front.restart()
    await run(restore)
    expect(await events(clickhouse.database)).toBeLessThan(kept)
    const third = await world.start()
    await world.send(5)
    await world.stored()
    await third.end('SIGTERM')
    await world.check()
    await client.close()
  } finally {
    await world.close()
  }
}, 300_000)
