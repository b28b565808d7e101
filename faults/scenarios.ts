// The list of what is broken. Each is run with three real brokers, a real engine behind ClickHouse's own interface and whole
// processes of the service, or with one process that has everything in its data folder; scenario.ts says what must hold in
// the end. Where members are two, both are all of the service.
import type { Scenario } from './scenario.ts'
import { clients } from './scenarios/clients.ts'
import { cluster } from './scenarios/cluster.ts'
import { embedded } from './scenarios/embedded.ts'
import { kills } from './scenarios/kills.ts'
import { network } from './scenarios/network.ts'
import { sink } from './scenarios/sink.ts'

export const SCENARIOS: readonly Scenario[] = [...kills, ...sink, ...network, ...clients, ...cluster, ...embedded]
