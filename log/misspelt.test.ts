import { expect, it } from 'vitest'
import { misspelt, misspeltText } from './misspelt.ts'

const KNOWN = ['CARTBEAT_KAFKA_BROKERS', 'CARTBEAT_KAFKA_PARTITIONS', 'CARTBEAT_DATA_DIR', 'CARTBEAT_WRITE_KEYS']

it.each([
  ['CARTBEAT_KAFKA_BROKER', 'CARTBEAT_KAFKA_BROKERS'],
  ['CARTBEAT_BROKERS', 'CARTBEAT_KAFKA_BROKERS'],
  ['CARTBEAT_DATADIR', 'CARTBEAT_DATA_DIR'],
  ['cartbeat_data_dir', 'CARTBEAT_DATA_DIR'],
  ['CARTBAET_WRITE_KEYS', 'CARTBEAT_WRITE_KEYS'],
  ['CARTBEAT_SOMETHING_ELSE_ALTOGETHER', null],
])('takes %s for %s', (name, meant) => {
  expect(misspelt([name], KNOWN)).toEqual([{ name, meant }])
})

it('leaves settings, other programs, and names of nobody near alone', () => {
  expect(misspelt(['CARTBEAT_DATA_DIR', 'PATH', 'CART_SIZE', 'CARTBEAT_TEST_X'], KNOWN, ['CARTBEAT_TEST_'])).toEqual([])
})

it('says so in a line', () => {
  expect(misspeltText({ name: 'CARTBEAT_DATADIR', meant: 'CARTBEAT_DATA_DIR' })).toBe(
    'CARTBEAT_DATADIR is no setting and does nothing: is CARTBEAT_DATA_DIR meant?',
  )
  expect(misspeltText({ name: 'CARTBEAT_X', meant: null })).toBe('CARTBEAT_X is no setting and does nothing')
})
