// The simulator's secrets, from its environment: on its command line whoever lists the machine's processes would read them.

/** Of the command as `npm run` or compose starts it. */
export interface SimulatorSecrets {
  /** CARTBEAT_DEMO_KEY: the write key events are sent with; "demo", as the demo's own service has it, where there is none. */
  readonly writeKey: string
  /** CARTBEAT_ADMIN_TOKEN: for the host's calls, where the service asks for one. */
  readonly adminToken: string | undefined
}

export function readSecrets(env: Readonly<Record<string, string | undefined>> = process.env): SimulatorSecrets {
  return { writeKey: env['CARTBEAT_DEMO_KEY'] || 'demo', adminToken: env['CARTBEAT_ADMIN_TOKEN'] || undefined }
}
