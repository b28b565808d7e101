// JSON Schema (2020-12, as OpenAPI 3.1 has it) in few words. Objects are closed and all their fields required, so that a
// schema that says less or more than the answer is found out.

export type Schema = Readonly<Record<string, unknown>>

export const text: Schema = { type: 'string' }
export const whole: Schema = { type: 'integer' }
export const count: Schema = { type: 'integer', minimum: 0 }
export const number: Schema = { type: 'number' }
export const share: Schema = { type: 'number', minimum: 0, maximum: 1 }
export const flag: Schema = { type: 'boolean' }
export const time_ms: Schema = { type: 'integer', description: 'Unix milliseconds' }
export const time_s: Schema = { type: 'integer', description: 'Unix seconds' }

export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values })
export const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more })
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** The schema, or null. */
export function nullable(schema: Schema): Schema {
  return typeof schema['type'] === 'string' && !schema['enum']
    ? { ...schema, type: [schema['type'], 'null'] }
    : { anyOf: [schema, { type: 'null' }] }
}

/** An object with exactly the fields of T: the compiler sees that none is missing. */
export function object<T>(properties: Readonly<Record<keyof T & string, Schema>>, description?: string): Schema {
  const schema = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
  return description === undefined ? schema : { ...schema, description }
}

/** The same with fields that may be left out. */
export function partial<T>(
  properties: Readonly<Record<keyof T & string, Schema>>,
  required: readonly (keyof T & string)[],
  description?: string,
): Schema {
  return { ...object<T>(properties, description), required }
}
