import { describe, expect, it } from 'vitest'
import { MetricFileError, parseMetric, readMetrics } from './metrics.ts'

const good = [
  '-- title: Clicks',
  '-- unit: clicks',
  '-- counts: what is clicked,',
  '--   over two lines',
  '-- leaves out: the rest',
  '-- elsewhere: TikTok: "product clicks": the same',
  '-- version: 2',
  'SELECT 1',
  '-- with {show:String}',
].join('\n')

describe('a metric file', () => {
  it('is read', () => {
    expect(parseMetric('clicks.sql', good)).toEqual({
      name: 'clicks',
      title: 'Clicks',
      unit: 'clicks',
      counts: 'what is clicked, over two lines',
      leavesOut: 'the rest',
      elsewhere: [{ platform: 'TikTok', how: '"product clicks": the same' }],
      version: 2,
      sql: 'SELECT 1\n-- with {show:String}',
    })
  })

  it.each([
    ['clicks.sql', good.replace('-- unit: clicks\n', ''), 'field unit is missing'],
    ['clicks.sql', good.replace('unit:', 'title:'), 'field title stands twice'],
    ['clicks.sql', good.replace('unit:', 'colour:'), 'field colour is not known'],
    ['clicks.sql', good.replace('TikTok', 'Nowhere'), 'platform Nowhere is not known'],
    ['clicks.sql', good.replace('version: 2', 'version: new'), 'version must be a whole number'],
    ['clicks.sql', good.replace('{show:String}', 'nothing'), 'does not ask for {show:String}'],
    ['Clicks.sql', good, 'the name must be lower case'],
  ])('says what breaks its form', (file, text, message) => {
    expect(() => parseMetric(file, text)).toThrow(MetricFileError)
    expect(() => parseMetric(file, text)).toThrow(message)
  })

  it('stands in the folder for every metric, in its form', () => {
    expect(readMetrics().size).toBeGreaterThanOrEqual(31)
  })
})
