// The lexicon's rules by hand: ratings in sixteenths, so that 2 points are 32.
import { expect, test } from 'vitest'
import { compileLexicon } from '../lexicon/lexicon.ts'
import { cueBit, readLexicon } from '../lexicon/source.ts'
import { SOURCES, WIDE_SOURCES } from '../lexicon/sources.ts'
import { languageName, scriptName } from './language.ts'
import { Reading } from './reading.ts'

const small = compileLexicon({
  shared: '2: 😍, :)',
  en: '2: good, fine day\n-2: bad\nnegator: not\nbooster: very\ndamper: slightly\ncontrast: but\nfunction: the, is, it',
  zh: '2: 好看\n-2: 贵\nnegator: 不\nbooster: 很',
  ja: '2: 好き\nnegator: じゃない',
})
const reading = new Reading(small)
function sums(text: string): [number, number] {
  reading.read(text)
  return [reading.positive, reading.negative]
}

test.each([
  ['it is good', 32, 0],
  ['it is very good', 37, 0],
  ['it is slightly good', 27, 0],
  // VADER turns a negated rating around and leaves three quarters of it.
  ['it is not good', 0, 24],
  ['it is not bad', 24, 0],
  ['it is not very good', 0, 27],
  // Negation does not reach over a comma.
  ['not that, good', 32, 0],
  // What comes before "but" counts half, what comes after half as much again.
  ['good but bad', 16, 48],
  ['it is good!', 37, 0],
  ['it is good!!!!!!!!', 52, 0],
  ['it is GOOD', 44, 0],
  ['it is gooood', 37, 0],
  ['a fine day it is', 32, 0],
  ['好看', 32, 0],
  ['很好看', 37, 0],
  ['不好看', 0, 24],
  ['贵', 0, 32],
  ['好きじゃない', 0, 24],
  ['😍😍', 64, 0],
  ['👍🏽', 0, 0],
  ['the day :)', 32, 0],
])('%s', (text, positive, negative) => {
  expect(sums(text)).toEqual([positive, negative])
})

test('script and language', () => {
  const of = (text: string) => {
    reading.read(text)
    return [scriptName(reading.script), languageName(reading.language)]
  }
  expect(of('it is good')).toEqual(['latin', 'en'])
  expect(of('qwrt zxcv')).toEqual(['latin', 'und'])
  expect(of('好看 iPhone')).toEqual(['han_kana', 'zh'])
  expect(of('好きです')).toEqual(['han_kana', 'ja'])
  expect(of('สวย')).toEqual(['thai', 'th'])
  expect(of('привет')).toEqual(['other', 'und'])
  expect(of('123 😍')).toEqual(['none', 'und'])
  // A の joins Chinese where Chinese characters stand with it.
  expect(of('你の最爱')).toEqual(['han_kana', 'zh'])
  expect(of('你の最爱です')).toEqual(['han_kana', 'ja'])
  expect(of('本の山')).toEqual(['han_kana', 'ja'])
  expect(of('3個の値段')).toEqual(['han_kana', 'ja'])
  expect(of('2個の送料')).toEqual(['han_kana', 'ja'])
  expect(of('信誉好')).toEqual(['han_kana', 'zh'])
  // What faces are drawn with is of no language, words in brackets are.
  expect(of('超漂亮(・∀・)ノ(・∀・)')).toEqual(['han_kana', 'zh'])
  expect(of('(ดีมาก!)')).toEqual(['thai', 'th'])
  expect(of('(สวยมาก!)')).toEqual(['thai', 'th'])
  expect(of('good ( ﾟдﾟ)')).toEqual(['latin', 'en'])
})

test('full width, accents, zero width and traditional characters are read as their plain forms', () => {
  expect(sums('ｇｏｏｄ it is')).toEqual([32, 0])
  expect(sums('it is go\u200bod')).toEqual([32, 0])
  expect(sums('貴')).toEqual([0, 32])
  expect(sums('it is gööd')).toEqual([32, 0])
})

test('a phrase named twice has all that is said of it; an unknown key stops the build', () => {
  expect(readLexicon('2: fab\npraise: fab')).toEqual([{ text: 'fab', rating: 2, cues: 1 << 12, role: 'none' }])
  expect(() => readLexicon('prise: how much')).toThrow('no key "prise"')
})

test('every committed lexicon compiles', () => {
  expect(() => compileLexicon(SOURCES, WIDE_SOURCES)).not.toThrow()
})

test('two spellings that fold alike are one phrase with all that is said of either', () => {
  const french = compileLexicon({ shared: '', fr: '-2: mauvaise qualité\nfunction: la, est\ndefect: mauvaise qualite' })
  const reading = new Reading(french)
  for (const text of ['la mauvaise qualité', 'la mauvaise qualite']) {
    reading.read(text)
    expect([reading.negative, reading.cues]).toEqual([32, cueBit('defect')])
  }
})

test('a word that a wide lexicon alone knows rates like any, and says less surely which language it is', () => {
  const wide = new Reading(
    compileLexicon({ shared: '', en: 'function: the', de: 'function: das' }, { en: '2: zorply' }),
  )
  const of = (text: string) => {
    wide.read(text)
    return [languageName(wide.language), wide.positive]
  }
  // One wide word in two is 24 votes of the 24 that two words need; one in three is too few.
  expect(of('zorply ab')).toEqual(['en', 32])
  expect(of('zorply ab cd')).toEqual(['und', 0])
  // An own word of another language outvotes it.
  expect(of('das zorply')).toEqual(['de', 0])
  expect(of('the zorply')).toEqual(['en', 32])
})
