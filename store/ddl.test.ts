// The statements a cluster gets, as written by hand: there is no cluster here to ask.
import { expect, it } from 'vitest'
import { serverDdl } from './ddl.ts'
import { readServerMigrations } from './server-migrate.ts'
import { splitStatements } from './statements.ts'
import { TABLE_NAMES } from './tables.ts'

const cluster = serverDdl('shops', 'cartbeat')
const single = serverDdl(null, 'cartbeat')

const MINUTES = `-- Of a show.
CREATE TABLE IF NOT EXISTS show_minutes_log (
    log_id LowCardinality(String), partition UInt16 COMMENT 'it''s (a) hash', minute DateTime('UTC'), version UInt64 CODEC(Delta(8), LZ4)
) ENGINE = ReplacingMergeTree(version)
-- Why so.
PRIMARY KEY (log_id) ORDER BY (log_id, partition, minute)
COMMENT 'By minute: as written'`

it('writes through to the disk on one server', () => {
  expect(single(MINUTES)).toEqual([
    `CREATE TABLE IF NOT EXISTS show_minutes_log (
    log_id LowCardinality(String), partition UInt16 COMMENT 'it''s (a) hash', minute DateTime('UTC'), version UInt64 CODEC(Delta(8), LZ4)
)
ENGINE = ReplacingMergeTree(version) PRIMARY KEY (log_id) ORDER BY (log_id, partition, minute)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'By minute: as written'`,
  ])
  expect(single('CREATE OR REPLACE VIEW a AS SELECT 1')).toEqual(['CREATE OR REPLACE VIEW a AS SELECT 1'])
})

it('replicates a table in every shard and puts one before it that spreads by partition', () => {
  expect(cluster(MINUTES)).toEqual([
    `CREATE TABLE IF NOT EXISTS show_minutes_log_local ON CLUSTER 'shops' (
    log_id LowCardinality(String), partition UInt16 COMMENT 'it''s (a) hash', minute DateTime('UTC'), version UInt64 CODEC(Delta(8), LZ4)
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/cartbeat/show_minutes_log_local', '{replica}', version) PRIMARY KEY (log_id) ORDER BY (log_id, partition, minute)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'By minute: as written'`,
    `CREATE TABLE IF NOT EXISTS show_minutes_log ON CLUSTER 'shops' AS show_minutes_log_local
ENGINE = Distributed('shops', 'cartbeat', 'show_minutes_log_local', cityHash64(log_id, partition))
COMMENT 'By minute: as written'`,
  ])
})

it('spreads what has no partition by show, and keeps what every node needs on every node', () => {
  const shows = `CREATE TABLE IF NOT EXISTS shows_log (
    log_id String, show_id String, version UInt64
) ENGINE = ReplacingMergeTree(version) ORDER BY (show_id, log_id)
COMMENT 'Shows'`
  expect(cluster(shows)[1]).toBe(`CREATE TABLE IF NOT EXISTS shows_log ON CLUSTER 'shops' AS shows_log_local
ENGINE = Distributed('shops', 'cartbeat', 'shows_log_local', cityHash64(log_id, show_id))
COMMENT 'Shows'`)
  expect(
    cluster(`CREATE TABLE IF NOT EXISTS migrations (
  name String
) ENGINE = MergeTree ORDER BY name
COMMENT 'Had'`),
  ).toEqual([
    `CREATE TABLE IF NOT EXISTS migrations ON CLUSTER 'shops' (
  name String
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/cartbeat/migrations', '{shard}_{replica}') ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Had'`,
  ])
})

it('makes views, changes columns and locks on every node', () => {
  expect(cluster("-- v\nCREATE OR REPLACE VIEW a (\n  n UInt8 COMMENT 'x'\n) AS\nSELECT 1 AS n")).toEqual([
    "CREATE OR REPLACE VIEW a ON CLUSTER 'shops' (\n  n UInt8 COMMENT 'x'\n) AS\nSELECT 1 AS n",
  ])
  expect(cluster('ALTER TABLE comments_log ADD COLUMN IF NOT EXISTS score Int8')).toEqual([
    "ALTER TABLE comments_log_local ON CLUSTER 'shops' ADD COLUMN IF NOT EXISTS score Int8",
    "ALTER TABLE comments_log ON CLUSTER 'shops' ADD COLUMN IF NOT EXISTS score Int8",
  ])
  expect(cluster("CREATE TABLE migration_lock_2 (held Bool) ENGINE = Memory COMMENT 'me 0'")).toEqual([
    "CREATE TABLE migration_lock_2 ON CLUSTER 'shops' (held Bool) ENGINE = Memory COMMENT 'me 0'",
  ])
  expect(cluster('DROP TABLE IF EXISTS migration_lock_2 SYNC')).toEqual([
    "DROP TABLE IF EXISTS migration_lock_2 ON CLUSTER 'shops' SYNC",
  ])
})

it('gives rights on every node, in the name of the database', () => {
  const role = "CREATE ROLE IF NOT EXISTS {database}_reader SETTINGS PROFILE '{database}_reader'"
  expect(single(role)).toEqual(["CREATE ROLE IF NOT EXISTS cartbeat_reader SETTINGS PROFILE 'cartbeat_reader'"])
  expect(cluster(role)).toEqual([
    "CREATE ROLE IF NOT EXISTS cartbeat_reader ON CLUSTER 'shops' SETTINGS PROFILE 'cartbeat_reader'",
  ])
  expect(cluster('GRANT SELECT ON {database}.* TO {database}_reader')).toEqual([
    "GRANT ON CLUSTER 'shops' SELECT ON cartbeat.* TO cartbeat_reader",
  ])
})

it('refuses what it would get wrong', () => {
  expect(() => cluster('DROP TABLE events_log')).toThrow('a cluster cannot take the statement "DROP TABLE events_log"')
  expect(() => cluster('INSERT INTO events_log SELECT 1')).toThrow('a cluster cannot take')
})

it('knows every statement of the migrations', async () => {
  const statements = (await readServerMigrations()).flatMap(({ sql }) => splitStatements(sql))
  const made = statements.flatMap((statement) => cluster(statement))
  for (const statement of made) expect(statement.split('\n')[0]).toContain(" ON CLUSTER 'shops'")
  for (const table of TABLE_NAMES) {
    expect(made.filter((each) => each.startsWith(`CREATE TABLE IF NOT EXISTS ${table}_local `))).toHaveLength(1)
    expect(made.filter((each) => each.startsWith(`CREATE TABLE IF NOT EXISTS ${table} ON`))).toHaveLength(1)
  }
})
