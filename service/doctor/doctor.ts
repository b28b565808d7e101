// Every check there is for a configuration, in the order in which the parts need each other.
import type { ServiceConfig } from '../config.ts'
import { programVersion } from '../figures.ts'
import type { Role } from '../role.ts'
import { checkClickHouse } from './clickhouse.ts'
import { fail, findingsOf, ok, type Finding } from './finding.ts'
import { checkFolder, keptWriteKey } from './folder.ts'
import { judgeKeys } from './keys.ts'
import { checkKafka } from './kafka.ts'
import { checkPort, type PortFindings } from './port.ts'

const NODE_MAJOR = 24

/** Looks at everything; starts nothing, and writes nothing but a file it takes away again and records nobody reads. */
export async function examine(config: ServiceConfig, now: () => number = Date.now): Promise<readonly Finding[]> {
  const { role, dataDir: dir, kafka, clickhouse } = config
  let port: PortFindings = { findings: [], isRunning: false }
  const atPort = await findingsOf('port', 'see HOST and PORT', async () => {
    port = await checkPort(config.host, config.port)
    return port.findings
  })
  const use = { dir, log: kafka === null, record: clickhouse === null }
  const parts: (readonly Finding[] | Promise<readonly Finding[]>)[] = [
    [ok('settings', describe(config)), judgeNode()],
    // One part alone keeps nothing on its machine.
    role === 'all' ? findingsOf('data folder', 'see CARTBEAT_DATA_DIR', () => checkFolder(use)) : [],
    findingsOf('write keys', 'give the service the right to read it', async () => {
      const kept = role === 'all' ? await keptWriteKey(dir) : null
      return judgeKeys(config, kept).filter(({ check }) => isForRole(check, role))
    }),
    atPort,
  ]
  if (kafka)
    parts.push(
      findingsOf('kafka', 'see what the brokers log', () =>
        checkKafka(kafka, { hasServer: clickhouse !== null, isRunning: port.isRunning, now }),
      ),
    )
  if (clickhouse)
    parts.push(
      findingsOf('clickhouse', 'see what the server logs', () =>
        checkClickHouse(clickhouse, async () => port.isRunning),
      ),
    )
  return (await Promise.all(parts)).flat()
}

function describe({ role, kafka, clickhouse, dataDir }: ServiceConfig): string {
  const log = kafka ? `log in Kafka, topic ${kafka.settings.topic}` : 'log in the data folder'
  const record = clickhouse ? `record on ClickHouse, database ${clickhouse.database}` : 'record in the data folder'
  const stands =
    role === 'all' ? `${log}, ${record}; ${dataDir}` : `${role} alone, ${log}${clickhouse ? `, ${record}` : ''}`
  return `Cartbeat ${programVersion()}, ${stands}`
}

function judgeNode(): Finding {
  const major = Number.parseInt(process.versions.node, 10)
  if (major >= NODE_MAJOR) return ok('node', process.version)
  return fail('node', process.version, `Node ${NODE_MAJOR} is needed: start through npm, which brings it`)
}

/** Write keys and server keys are the door's. */
function isForRole(check: string, role: Role): boolean {
  return check === 'admin token' || role === 'all' || role === 'collector'
}
