// The one door to kafkajs' inside: its cluster, connections and protocol, without its producer and consumer.
//
// Why not those two: the producer sends again under a sequence number it has taken back, and so loses acknowledged records
// when two sends to a partition are under way; it takes a broker that answered for one that has everything, so that a
// partition which moves to it meanwhile is never written; its consumer pushes, forgets positions at every rebalance, and lets
// one partition's error stop all of a broker. None lets go of a connection that has gone silent. What lies below (wire
// format, TLS, SASL) is sound. kafkajs is no longer developed and its version is pinned, so its inside stays as it is here.
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import type { Kafka } from 'kafkajs'

const require = createRequire(import.meta.url)

/** A request as kafkajs' connections take it. */
export interface Call {
  readonly request: unknown
  readonly response: { decode(bytes: Buffer): unknown; parse(decoded: unknown): unknown }
  readonly requestTimeout?: number
}

export interface Broker {
  /** What it speaks, by API key, once connected. */
  readonly versions: Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>> | null
  readonly lookupRequest: (apiKey: number, definitions: unknown) => (options: object) => Call
  readonly connectionPool: {
    send(call: Call): Promise<unknown>
    readonly pool: readonly { readonly socket?: Socket }[]
  }
  deleteRecords(options: {
    topics: { topic: string; partitions: { partition: number; offset: string }[] }[]
  }): Promise<unknown>
  /** Where the topics' partitions are. */
  metadata(topics?: readonly string[]): Promise<unknown>
  disconnect(): Promise<void>
}

export interface Cluster {
  readonly brokerPool: {
    readonly seedBroker: Broker
    /** Makes every broker of the set, the seed as well. */
    createBroker(options: object): Broker
  }
  connect(): Promise<void>
  disconnect(): Promise<void>
  addTargetTopic(topic: string): Promise<void>
  refreshMetadata(): Promise<void>
  findTopicPartitionMetadata(topic: string): readonly { partitionId: number; leader: number }[]
  findBroker(node: { nodeId: number }): Promise<Broker>
}

/** A connected set of brokers, knowing where the topic's partitions are. Rejects when none of them can be reached. */
export async function connectCluster(kafka: Kafka, topic: string): Promise<Cluster> {
  const cluster = await connectBrokers(kafka)
  try {
    await cluster.addTargetTopic(topic)
  } catch (error) {
    await cluster.disconnect()
    throw error
  }
  return cluster
}

/** The same, knowing of no topic. */
export async function connectBrokers(kafka: Kafka): Promise<Cluster> {
  const create = makerOf(kafka)
  const cluster = create({ metadataMaxAge: METADATA_AGE_MAX_MS, allowAutoTopicCreation: false })
  await cluster.connect()
  return cluster
}

type Maker = (options: object) => Cluster
const makersOf = (kafka: Kafka) => kafka as unknown as Record<symbol, Maker | undefined>
const makerKeyOf = (kafka: Kafka): symbol | undefined =>
  Object.getOwnPropertySymbols(kafka).find((symbol) => symbol.description === 'private:Kafka:createCluster')

function makerOf(kafka: Kafka): Maker {
  const key = makerKeyOf(kafka)
  const create = key && makersOf(kafka)[key]
  if (!create) throw new Error('this kafkajs is not the 2.2.4 the log is made for')
  return create
}

/** Gives every broker that the client and what is made of it will speak to, its consumers as well, to `change` first. */
export function onBrokers(kafka: Kafka, change: (broker: Broker) => void): void {
  const create = makerOf(kafka)
  makersOf(kafka)[makerKeyOf(kafka)!] = (options) => {
    const cluster = create(options)
    const pool = cluster.brokerPool
    const createBroker = pool.createBroker
    pool.createBroker = (of) => {
      const broker = createBroker(of)
      change(broker)
      return broker
    }
    return cluster
  }
}

/** Asks whichever broker of the settings answers first. */
export async function withBroker<T>(kafka: Kafka, question: (broker: Broker) => Promise<T>): Promise<T> {
  const cluster = await connectBrokers(kafka)
  try {
    return await question(cluster.brokerPool.seedBroker)
  } finally {
    await cluster.disconnect()
  }
}

/** Leaders are asked for again this often; at once when a broker says it is none. */
const METADATA_AGE_MAX_MS = 60_000

const { requests } = require('kafkajs/src/protocol/requests') as { requests: Record<Api, unknown> }
const apiKeys = require('kafkajs/src/protocol/requests/apiKeys') as Record<Api, number>
export type Api =
  'Produce' | 'Fetch' | 'ListOffsets' | 'Metadata' | 'DescribeConfigs' | 'GroupCoordinator' | 'DescribeGroups'

/**
 * One request to one broker, answered as decoded: kafkajs' own way throws at the first partition with an error and with it
 * the others' answers away. With `decode` in place of kafkajs' decoding.
 */
export async function ask<T>(broker: Broker, api: Api, options: object, decode?: (bytes: Buffer) => T): Promise<T> {
  const call = broker.lookupRequest(apiKeys[api], requests[api])(options)
  const parse = (decoded: unknown) => Promise.resolve(decoded)
  return (await broker.connectionPool.send({
    ...call,
    response: { decode: async (bytes) => (decode ? decode(bytes) : call.response.decode(bytes)), parse },
  })) as T
}

/** kafkajs' reader of what brokers answer. */
export interface Decoder {
  readInt16(): number
  readInt32(): number
  readInt64(): { toString(): string }
  readString(): string | null
  readBytes(length: number): Buffer
  readArray<T>(read: (decoder: Decoder) => T): T[]
  readUVarInt(): number
  readUVarIntString(): string | null
}
const DecoderClass = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => Decoder
export const newDecoder = (bytes: Buffer): Decoder => new DecoderClass(bytes)

/** Ends a broker's connections at once, so that whoever waits on them is told: kafkajs would keep a dead one for ever. */
export function hangUp(broker: Broker): void {
  // With an error: kafkajs hears of a socket that ends or errs, not of one that closes.
  for (const { socket } of broker.connectionPool.pool) socket?.destroy(new Error('given up'))
}

interface ErrorCode {
  readonly type: string
  readonly code: number
  readonly retriable: boolean
}
const { errorCodes, createErrorFromCode } = require('kafkajs/src/protocol/error') as {
  errorCodes: readonly ErrorCode[]
  createErrorFromCode: (code: number) => Error
}
const errorsByCode = new Map(errorCodes.map((error) => [error.code, error]))

/** What a broker said about one partition. */
export function errorOf(code: number): ErrorCode {
  return errorsByCode.get(code) ?? { type: `UNKNOWN_ERROR_${code}`, code, retriable: false }
}

/** The same as an error, in kafkajs' words. */
export const errorFrom = (code: number): Error => createErrorFromCode(code)
