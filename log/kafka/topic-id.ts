// The id Kafka gives a topic when it is made: a topic deleted and made anew under the same name has another. kafkajs speaks
// Metadata up to version 6; ids come with 10, so this one request is written here.
// Source of the layout: Apache Kafka, MetadataRequest.json and MetadataResponse.json, version 12 (flexible).
import { createRequire } from 'node:module'
import { newDecoder, type Broker, type Decoder } from './inside.ts'

const require = createRequire(import.meta.url)

interface Encoder {
  readonly buffer: Buffer
  writeInt8(value: number): Encoder
  writeBoolean(value: boolean): Encoder
  writeUVarInt(value: number): Encoder
  writeUVarIntString(text: string): Encoder
  writeBufferInternal(buffer: Buffer): void
}
const EncoderClass = require('kafkajs/src/protocol/encoder') as new () => Encoder

const METADATA_KEY = 3
const VERSION = 12
const UUID_BYTES = 16
const NO_TAGS = 0

/** The topic's id as a UUID's text, or null where there is no such topic. */
export async function readTopicId(broker: Broker, topic: string): Promise<string | null> {
  const request = { apiKey: METADATA_KEY, apiVersion: VERSION, apiName: 'Metadata', encode: async () => encode(topic) }
  const response = { decode, parse: (id: unknown) => Promise.resolve(id) }
  return ((await broker.connectionPool.send({ request, response })) as { id: string | null }).id
}

function encode(topic: string): Encoder {
  // A flexible request's header ends in tags; kafkajs writes the older header, so they stand first here.
  const encoder = new EncoderClass().writeUVarInt(NO_TAGS)
  encoder.writeUVarInt(2) // one topic: lengths are written plus one
  encoder.writeBufferInternal(Buffer.alloc(UUID_BYTES)) // no id: by name
  encoder.writeUVarIntString(topic).writeUVarInt(NO_TAGS)
  return encoder.writeBoolean(false).writeBoolean(false).writeUVarInt(NO_TAGS)
}

async function decode(bytes: Buffer): Promise<{ id: string | null }> {
  const decoder = newDecoder(bytes)
  skipTags(decoder)
  decoder.readInt32() // throttle time
  for (let brokers = decoder.readUVarInt() - 1; brokers > 0; brokers--) {
    decoder.readInt32()
    decoder.readUVarIntString() // host
    decoder.readInt32()
    decoder.readUVarIntString() // rack
    skipTags(decoder)
  }
  decoder.readUVarIntString() // cluster
  decoder.readInt32() // controller
  decoder.readUVarInt() // topics: the one asked for
  const error = decoder.readInt16()
  decoder.readUVarIntString() // name
  const hex = decoder.readBytes(UUID_BYTES).toString('hex')
  return { id: error === 0 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : null }
}

function skipTags(decoder: Decoder): void {
  for (let tags = decoder.readUVarInt(); tags > 0; tags--) {
    decoder.readUVarInt()
    decoder.readBytes(decoder.readUVarInt())
  }
}
