// `npm run load`: runs a k6 script against a running service. `npm run load -- steady -e RATE=400 -e DURATION=60s`
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findK6 } from './config.ts'

const [first, ...rest] = process.argv.slice(2)
const named = first !== undefined && !first.startsWith('-')
const name = named ? first : 'steady'
const args = named ? rest : process.argv.slice(2)
const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url))

const k6 = findK6()
if (!existsSync(script)) {
  process.stderr.write(`load: there is no script ${name}; there is steady\n`)
  process.exitCode = 2
} else if (k6 === null) {
  process.stderr.write(
    'load: needs k6, which is not on the PATH. Get it with "go install go.k6.io/k6@v1.8.1" and put "$(go env GOPATH)/bin"\n' +
      'on the PATH, or name its binary in K6.\n',
  )
  process.exitCode = 2
} else {
  const child = spawn(k6, ['run', '--no-usage-report', ...args, script], { stdio: 'inherit' })
  child.on('error', (error) => {
    process.stderr.write(`load: ${k6} could not be started: ${error.message}\n`)
    process.exitCode = 2
  })
  child.on('exit', (code) => (process.exitCode = code ?? 1))
}
