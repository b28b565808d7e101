// A TCP proxy on loopback that a test breaks: connections cut, refused, slowed, or left open with nothing getting through.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  readonly port: number
  /** Every chunk waits this long. */
  delay_ms: number
  /** New connections are ended at once. */
  refuses: boolean
  /** Asked for every chunk from the broker; true: it is lost, and its connection ends. */
  losesAnswer: (chunk: Buffer) => boolean
  /** Ends every connection with a reset. */
  cut(): void
  /** From now on nothing gets through the connections there are, and neither end is told, as when a cable is pulled. */
  silence(): void
  close(): Promise<void>
}

interface Link {
  silent: boolean
  end(): void
}

export async function startProxy(targetPort: () => number): Promise<Proxy> {
  const links = new Set<Link>()
  const server = createServer((client) => {
    if (proxy.refuses) return void client.resetAndDestroy()
    const broker = connect(targetPort(), '127.0.0.1')
    const link: Link = {
      silent: false,
      end() {
        links.delete(link)
        client.resetAndDestroy()
        broker.resetAndDestroy()
      },
    }
    links.add(link)
    const pass = (to: Socket, chunk: Buffer) => {
      if (link.silent) return
      if (proxy.delay_ms === 0) to.write(chunk)
      else setTimeout(() => to.destroyed || to.write(chunk), proxy.delay_ms)
    }
    for (const socket of [client, broker]) {
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => link.silent || link.end())
    }
    client.on('data', (chunk: Buffer) => pass(broker, chunk))
    broker.on('data', (chunk: Buffer) => (proxy.losesAnswer(chunk) ? link.end() : pass(client, chunk)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    delay_ms: 0,
    refuses: false,
    losesAnswer: () => false,
    cut() {
      for (const link of links) link.end()
    },
    silence() {
      for (const link of links) link.silent = true
    },
    close() {
      proxy.cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return proxy
}
