// What host calls may say, as schemas: they validate the bodies and stand in the OpenAPI document.
import { type } from 'arktype'
import { SQL_FORMATS } from '../../store/contract.ts'
import { CHANNELS, MOMENT_KINDS, QUESTION_MARKS, SHOW_KINDS } from '../../events/contract.ts'
import {
  COMMENT_LENGTH_MAX,
  ID_LENGTH_MAX,
  LABEL_LENGTH_MAX,
  LINES_MAX,
  MONEY_MINOR_MAX,
  URL_LENGTH_MAX,
} from '../../events/limits.ts'
import { SQL_CHARS_MAX } from '../../store/limits.ts'

const id = type(`1 <= string <= ${ID_LENGTH_MAX}`)
const label = type(`string <= ${LABEL_LENGTH_MAX}`)
const minor = type(`0 <= number.integer <= ${MONEY_MINOR_MAX}`)
/** The year 2286: Unix ms of 13 digits. */
const time = type('0 <= number.integer <= 9999999999999')
/** A week: longer moments are left open and ended. */
const duration = type(`1000 <= number.integer <= ${7 * 24 * 3600 * 1000}`)

const catalogueEntry = type({
  '+': 'reject',
  productId: id,
  title: label,
  number: '1 <= number.integer <= 100000',
  'price_minor?': minor.or('null'),
  'image?': type(`string <= ${URL_LENGTH_MAX}`).or('null'),
})

export const showDeclaration = type({
  '+': 'reject',
  'title?': label,
  'kind?': type.enumerated(...SHOW_KINDS),
  'channel?': type.enumerated(...CHANNELS),
  'host?': label,
  'currency?': '/^[A-Z]{3}$/',
  'plannedStart_ms?': time,
  'products?': catalogueEntry.array().atMostLength(LINES_MAX),
})

export const momentDeclaration = type({
  '+': 'reject',
  'momentId?': id,
  kind: type.enumerated(...MOMENT_KINDS),
  'productId?': id,
  'title?': label,
  'price_minor?': minor,
  'duration_ms?': duration,
})

export const questionMarking = type({ '+': 'reject', questionKey: id, mark: type.enumerated(...QUESTION_MARKS) })

/** POST /v1/comments/score */
export const commentToScore = type({ '+': 'reject', text: `1 <= string <= ${COMMENT_LENGTH_MAX}` })

/** Calls that say all by their path. */
export const nothingDeclared = type({ '+': 'reject' })

/** POST /v1/sql */
export const sqlRequest = type({
  '+': 'reject',
  sql: `1 <= string <= ${SQL_CHARS_MAX}`,
  'params?': type({ '[string]': type(`string <= ${SQL_CHARS_MAX}`) }),
  'format?': type.enumerated(...SQL_FORMATS),
})

/** POST /v1/login */
export const signIn = type({ '+': 'reject', token: '1 <= string <= 1000' })
