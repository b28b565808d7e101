// An authority and a certificate of it for 127.0.0.1, made for one test by the system's openssl.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCertificate {
  /** PEM, all of them. */
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** Throws when there is no openssl. */
export function makeCertificate(): TestCertificate {
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-certificate-'))
  const file = (name: string) => join(dir, name)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: dir })
  const key = (name: string) => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', name]
  try {
    openssl('req', '-x509', ...key('ca.key'), '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Cartbeat test authority')
    openssl('req', ...key('server.key'), '-out', 'server.csr', '-subj', '/CN=127.0.0.1')
    writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost')
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names']
    openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signed)
    const read = (name: string) => readFileSync(file(name), 'utf8')
    return { ca: read('ca.pem'), cert: read('server.pem'), key: read('server.key') }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
