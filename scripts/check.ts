// `npm run check`: lint (architecture included), format, types, Svelte, dead code. One line each, the output of what failed.
import { spawn } from 'node:child_process'

interface Check {
  readonly name: string
  readonly command: readonly string[]
}

const bin = (path: string) => `node_modules/${path}`
const CHECKS: readonly Check[] = [
  { name: 'lint', command: [bin('oxlint/bin/oxlint'), '--deny-warnings'] },
  { name: 'format', command: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: [bin('typescript/bin/tsc'), '-p', '.'] },
  { name: 'types of load tests', command: [bin('typescript/bin/tsc'), '-p', 'load-tests'] },
  {
    name: 'svelte',
    command: [
      bin('svelte-check/bin/svelte-check'),
      '--workspace',
      'dashboard',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
    ],
  },
  {
    name: 'svelte of the watch page',
    command: [
      bin('svelte-check/bin/svelte-check'),
      '--workspace',
      'watch',
      '--tsconfig',
      './page/tsconfig.json',
      '--fail-on-warnings',
    ],
  },
  { name: 'dead code', command: [bin('knip/bin/knip.js'), '--no-progress'] },
]

function run(check: Check): Promise<{ ok: boolean; output: string; seconds: string }> {
  const started_ms = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...check.command], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('exit', (code) =>
      resolve({ ok: code === 0, output, seconds: ((Date.now() - started_ms) / 1000).toFixed(1) }),
    )
  })
}

/** Runs every check, one after the other; prints as it goes. `failures`: the names of those that failed. */
export async function runChecks(): Promise<{ passed: number; failures: string[] }> {
  const failures: string[] = []
  for (const check of CHECKS) {
    const { ok, output, seconds } = await run(check)
    process.stdout.write(`${ok ? '✓' : '✗'} ${check.name} (${seconds} s)\n`)
    if (ok) continue
    failures.push(check.name)
    process.stdout.write(`${output.trimEnd()}\n`)
  }
  return { passed: CHECKS.length - failures.length, failures }
}

if (import.meta.main) {
  const { failures } = await runChecks()
  process.exitCode = failures.length ? 1 : 0
}
