// Han alone: whose it is.
import { expect, test } from 'vitest'
import { hasChineseHan, isJapaneseHan } from './han.ts'

test.each([
  '最悪',
  '詐欺',
  '最高！',
  '本当？',
  '無理',
  '返金',
  '購入',
  '決済完了',
  '最悪、詐欺',
  '返品不可',
  '何個',
  '送料込',
  '大人気',
  '値段以上',
  '3000円',
  // Characters that Japanese has as well as Chinese, before one that Chinese has not.
  '返還対応',
  '没収対象',
])('%s is Japanese', (text) => expect(isJapaneseHan(text)).toBe(true))

test.each([
  '好看',
  '太贵了',
  '實惠',
  '感動',
  '購買鏈接',
  '最高價多少',
  '最恶心',
  // A Japanese word or character in a Chinese sentence.
  '这个最高',
  '桜色还有吗',
  '検品过吗',
  '你購入了嗎',
  '無理取鬧',
  // Characters that both write, in standard Chinese or as variants that are typed.
  '信誉好',
  '店铺信誉不错',
  '滞销',
  '停滞',
  '堕落',
  '遗嘱',
  '洋浜',
  '豊原',
  '超値組合',
  '一両要成千八',
  '人気商品',
  '日本薬妝',
  '海塩奶蓋',
  '未収到貨',
  '',
])('%s is not', (text) => expect(isJapaneseHan(text)).toBe(false))

test('Chinese is known by what Japanese does not write', () => {
  expect(hasChineseHan('你の最爱')).toBe(true)
  expect(hasChineseHan('本の山')).toBe(false)
  for (const japanese of ['3個の値段', '還元の割合', '没の理由', '兒玉の店', '什器の写真', '吃音の本', '山田樣の分'])
    expect(hasChineseHan(japanese), japanese).toBe(false)
})
