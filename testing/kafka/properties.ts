// A test node's server.properties.

export interface NodeProperties {
  readonly id: number
  readonly count: number
  /** Ports: clients, the listener behind the proxy, the proxy itself, the quorum. */
  readonly plain: number
  readonly behind: number
  readonly proxied: number
  readonly controller: number
  readonly quorum: string
  readonly home: string
}

export function propertiesOf(node: NodeProperties, more: Readonly<Record<string, string>>): string {
  const copies = String(Math.min(3, node.count))
  const inSync = node.count === 1 ? '1' : '2'
  const lines: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': String(node.id),
    'controller.quorum.voters': node.quorum,
    listeners: `PLAIN://127.0.0.1:${node.plain},BEHIND://127.0.0.1:${node.behind},QUORUM://127.0.0.1:${node.controller}`,
    'advertised.listeners': `PLAIN://127.0.0.1:${node.plain},BEHIND://127.0.0.1:${node.proxied}`,
    'listener.security.protocol.map': 'PLAIN:PLAINTEXT,BEHIND:PLAINTEXT,QUORUM:PLAINTEXT',
    'controller.listener.names': 'QUORUM',
    'inter.broker.listener.name': 'PLAIN',
    'log.dirs': `${node.home}/log`,
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': '4',
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    // Quick elections and rebalances: without the next four a restart after a kill takes 11 to 14 s.
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    'broker.heartbeat.interval.ms': '200',
    'broker.session.timeout.ms': '1000',
    'controller.quorum.election.timeout.ms': '500',
    'controller.quorum.fetch.timeout.ms': '1000',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'log.cleaner.enable': 'false',
    ...more,
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
