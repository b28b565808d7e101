// A certificate for a test broker on loopback, made by Java's own keytool.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findJava } from './jars.ts'

const run = promisify(execFile)
const PASSWORD = 'changeit'

export interface TestCertificate {
  /** What clients trust, PEM. */
  readonly ca: string
  /** Lines for server.properties of a listener, by its name in small letters. */
  properties(listener: string): Record<string, string>
}

/** Made in `dir`, good for 127.0.0.1 and localhost for a day. */
export async function makeCertificate(dir: string): Promise<TestCertificate> {
  const java = (await findJava()) ?? 'java'
  const keytool = java === 'java' ? 'keytool' : join(dirname(java), 'keytool')
  const store = join(dir, 'broker.p12')
  const pem = join(dir, 'broker.pem')
  const common = ['-alias', 'broker', '-keystore', store, '-storepass', PASSWORD]
  const who = ['-dname', 'CN=localhost', '-ext', 'SAN=ip:127.0.0.1,dns:localhost', '-validity', '1']
  await run(keytool, ['-genkeypair', '-keyalg', 'EC', '-storetype', 'PKCS12', ...who, ...common])
  await run(keytool, ['-exportcert', '-rfc', '-file', pem, ...common])
  return {
    ca: readFileSync(pem, 'utf8'),
    properties: (listener) => ({
      [`listener.name.${listener}.ssl.keystore.location`]: store,
      [`listener.name.${listener}.ssl.keystore.password`]: PASSWORD,
      [`listener.name.${listener}.ssl.keystore.type`]: 'PKCS12',
    }),
  }
}
