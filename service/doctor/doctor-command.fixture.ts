// `npm run doctor` as a process, with no environment but what is given.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Finding } from './finding.ts'

const COMMAND = fileURLToPath(new URL('./doctor-command.ts', import.meta.url))

export interface Told {
  readonly code: number
  readonly findings: readonly Finding[]
  /** All it wrote. */
  readonly text: string
}

export async function runDoctor(env: Readonly<Record<string, string>>): Promise<Told> {
  const { code, stdout, stderr } = await run(['--json'], env)
  if (stdout === '') throw new Error(`the doctor said nothing: ${stderr}`)
  const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] }
  return { code, findings, text: stdout + stderr }
}

/** For people. */
export async function runDoctorInLines(env: Readonly<Record<string, string>>): Promise<string> {
  return (await run([], env)).stdout
}

/** With these arguments. */
export const runAsked = (args: readonly string[], env: Readonly<Record<string, string>>) => run(args, env)

async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  return promisify(execFile)(process.execPath, [COMMAND, ...args], { env: { PATH: '', ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  )
}

/** Those that are not ok, each as "check state: what was found"; but for disks, which are as full as this machine's are. */
export const troubles = ({ findings }: Told): readonly string[] =>
  findings
    .filter(({ check, state }) => state !== 'ok' && !check.endsWith('disk'))
    .map(({ check, state, found }) => `${check} ${state}: ${found}`)

/** What a check found, "" where it was not made. */
export const foundBy = ({ findings }: Told, check: string): string =>
  findings.find((each) => each.check === check)?.found ?? ''
