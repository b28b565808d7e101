// What a test broker is made of: a Java on this machine, and Apache Kafka's jars, resolved by Maven into its local repository.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { testConfig } from '../config.ts'

const run = promisify(execFile)
const POM = fileURLToPath(new URL('./pom.xml', import.meta.url))
const BUILD = fileURLToPath(new URL('../../build', import.meta.url))
/** Kafka 4's least Java. */
const JAVA_MIN = 17

/** Path of a Java new enough, or null: JAVA_HOME's, then the one on the path. */
export async function findJava(): Promise<string | null> {
  const { javaHome } = testConfig()
  for (const java of javaHome ? [join(javaHome, 'bin', 'java'), 'java'] : ['java']) {
    // Java says its version on the error stream: 'openjdk version "17.0.15" ...'.
    const said = await run(java, ['-version']).catch(() => null)
    const major = Number(/version "(\d+)/.exec(said?.stderr ?? '')?.[1])
    if (major >= JAVA_MIN) return java
  }
  return null
}

/** Why no broker can be started here, in one line; null when one can. */
export async function missingForKafka(): Promise<string | null> {
  if (!(await findJava())) return `no Java ${JAVA_MIN} or newer found. Install one, or set JAVA_HOME.`
  const maven = await run('mvn', ['-v']).catch(() => null)
  return maven || readCached() ? null : 'no Maven (mvn) found, which brings the broker. Install it.'
}

/** Downloads the broker where it is not there yet; why it could not be had, in one line, or null. */
export async function missingJars(): Promise<string | null> {
  try {
    await resolveClassPath()
    return null
  } catch (error) {
    // Maven says why on its output, and that it failed as an error.
    const { stdout = '', message = '' } = error as { readonly stdout?: string; readonly message?: string }
    const why = [...stdout.split('\n'), ...message.split('\n')].find((line) => line.includes('ERROR'))
    return `Maven could not bring the broker: ${why ?? message}`
  }
}

/** The broker's class path. The first call on a machine downloads 65 MB. */
export async function resolveClassPath(): Promise<string> {
  const cached = readCached()
  if (cached) return cached
  mkdirSync(BUILD, { recursive: true })
  const file = cacheFile()
  const args = ['-q', '-B', '-ntp', '-f', POM, 'dependency:build-classpath']
  await run('mvn', [...args, `-Dmdep.outputFile=${file}.new`, '-Dmdep.includeScope=runtime'])
  writeFileSync(file, readFileSync(`${file}.new`, 'utf8').trim())
  return readFileSync(file, 'utf8')
}

/** Named by the pom's content, so that another version is resolved anew. */
function cacheFile(): string {
  return join(BUILD, `kafka-class-path-${createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12)}`)
}

function readCached(): string | null {
  const file = cacheFile()
  if (!existsSync(file)) return null
  const path = readFileSync(file, 'utf8')
  return path !== '' && path.split(delimiter).every((jar) => existsSync(jar)) ? path : null
}
