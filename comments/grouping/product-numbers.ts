// A product by its number as people write it: no. 3, #3, number three, 3号链接, 3番, เบอร์ 3. A bare number names nothing.
import { CLASS, FoldedText } from './folded.ts'
import { addPhrases, folded, found, placeOf, TABLE, tableOf, valueOf } from './lexicon.ts'

const BEFORE =
  '#, no, nr, n, num, number, numbr, nbr, item, lot, link, product, prod, piece number, numero, articulo, producto, articulo numero, produto, article, produit, nummer, artikel, produkt, nomor, nomer, nmr, etalase, barang, keranjang, item no, リンク, 商品, アイテム, ナンバー, 链接, 编号, 商品, 第, เบอร์, หมายเลข, รายการ, รายการที่, ตัวที่, ชิ้นที่, อันที่, ลิงก์, ลิงค์'
const AFTER = '号, 号链接, 个链接, 链接, 番, 番目, 号の商品'
/** After these a number is a date or a shade: 3号发货, 3号色. */
const NOT_AFTER = '号前, 号之前, 号以前, 号发, 号能到, 号到, 号能发, 号晚, 号早, 号左右, 号色, 号以后, 号之后, 番色'
const UNITS =
  'cm, mm, m, ml, l, cl, g, gr, kg, lb, lbs, oz, inch, inches, in, x, w, v, mah, gb, tb, k, rb, ribu, jt, eur, euro, euros, usd, dollar, dollars, pound, pounds, reais, pesos, days, day, dias, jours, tage, hari, 元, 块, 円, 天, 厘米, 斤, 岁, 码, 件, 个月, บาท, ซม, วัน'
const WORDS: readonly string[] = [
  'one, uno, una, um, uma, un, une, eins, ein, satu, 一, หนึ่ง',
  'two, dos, dois, duas, deux, zwei, dua, 二, 两, สอง',
  'three, tres, trois, drei, tiga, 三, สาม',
  'four, cuatro, quatro, quatre, vier, empat, 四, สี่',
  'five, cinco, cinq, funf, fuenf, lima, 五, ห้า',
  'six, seis, sechs, enam, 六, หก',
  'seven, siete, sete, sept, sieben, tujuh, 七, เจ็ด',
  'eight, ocho, oito, huit, acht, delapan, 八, แปด',
  'nine, nueve, nove, neuf, neun, sembilan, 九, เก้า',
  'ten, diez, dez, dix, zehn, sepuluh, 十, สิบ',
  'eleven, once, onze, elf, sebelas, 十一, สิบเอ็ด',
  'twelve, doce, doze, douze, zwolf, zwoelf, 十二, สิบสอง',
  'thirteen, trece, treze, treize, dreizehn, 十三, สิบสาม',
  'fourteen, catorce, quatorze, vierzehn, 十四, สิบสี่',
  'fifteen, quince, quinze, funfzehn, fuenfzehn, 十五, สิบห้า',
  'sixteen, dieciseis, dezesseis, seize, sechzehn, 十六, สิบหก',
  'seventeen, diecisiete, dezessete, siebzehn, 十七, สิบเจ็ด',
  'eighteen, dieciocho, dezoito, achtzehn, 十八, สิบแปด',
  'nineteen, diecinueve, dezenove, neunzehn, 十九, สิบเก้า',
  'twenty, veinte, vinte, vingt, zwanzig, 二十, ยี่สิบ',
]
const DIGITS_MAX = 4

const MARKERS = { before: 0, after: 1, notAfter: 2, unit: 3 }
/** What a unit of measure is found as. */
export const UNIT_OF_MEASURE: number = valueOf(TABLE.numberMark, MARKERS.unit)
for (const [place, list] of [BEFORE, AFTER, NOT_AFTER, UNITS].entries())
  addPhrases(TABLE.numberMark, place, list.split(', '))
for (const [place, list] of WORDS.entries()) addPhrases(TABLE.numberWord, place, list.split(', '))

const UNSEEN = 0
/** By place: bits of the markers that end there, and that begin there. */
const endsHere = new Uint8Array(4_096)
const beginsHere = new Uint8Array(4_096)

/** The one number of a product in the text last read; 0 where there is none, or several that differ. */
export function productNumber(): number {
  if (!markPlaces()) return UNSEEN
  const text = folded
  let seen = UNSEEN
  const take = (number: number, start: number, end: number): boolean => {
    if (number === 0 || number === seen || !isMarked(text, start, end)) return true
    if (seen !== UNSEEN) return false
    seen = number
    return true
  }
  for (let i = 0; i < text.length; i += 1) {
    if (text.classes[i] !== CLASS.digit) continue
    const end = text.endOf(i)
    if (!take(integerAt(text, i, end), i, end)) return UNSEEN
    i = end
  }
  for (let i = 0; i < found.count; i += 1) {
    if (tableOf(found.values[i]!) !== TABLE.numberWord || isWithinLonger(i)) continue
    if (!take(placeOf(found.values[i]!) + 1, found.starts[i]!, found.ends[i]!)) return UNSEEN
  }
  return seen
}

/** Notes where markers begin and end; false where none stands before or after anything. */
function markPlaces(): boolean {
  let marks = 0
  for (let i = 0; i < found.count; i += 1) {
    if (tableOf(found.values[i]!) !== TABLE.numberMark) continue
    if (marks === 0) {
      endsHere.fill(0, 0, folded.length + 2)
      beginsHere.fill(0, 0, folded.length + 2)
    }
    const bit = 1 << placeOf(found.values[i]!)
    const start = found.starts[i]!
    const end = found.ends[i]!
    endsHere[end] = endsHere[end]! | bit
    beginsHere[start] = beginsHere[start]! | bit
    marks |= bit
  }
  return (marks & ((1 << MARKERS.before) | (1 << MARKERS.after))) !== 0
}

function isMarked(text: FoldedText, start: number, end: number): boolean {
  const before = start > 0 && text.units[start - 1] === 0x20 ? start - 1 : start
  const after = end < text.length && text.units[end] === 0x20 ? end + 1 : end
  const follows = beginsHere[after]!
  if (follows & (1 << MARKERS.notAfter)) return false
  if (follows & (1 << MARKERS.after)) return true
  return ((endsHere[before]! | endsHere[start]!) & (1 << MARKERS.before)) !== 0 && !(follows & (1 << MARKERS.unit))
}

/** 0 for what is no number of a product: 9.5, 03, 123456. */
function integerAt(text: FoldedText, start: number, end: number): number {
  if (end - start > DIGITS_MAX || text.units[start] === 0x30) return 0
  let number = 0
  for (let i = start; i < end; i += 1) {
    const digit = text.units[i]! - 0x30
    if (digit < 0 || digit > 9) return 0
    number = number * 10 + digit
  }
  return number
}

/** 十二 is twelve, not ten or two. */
function isWithinLonger(hit: number): boolean {
  for (let i = 0; i < found.count; i += 1) {
    if (found.starts[i]! > found.starts[hit]!) return false
    if (tableOf(found.values[i]!) !== TABLE.numberWord || found.widthOf(i) <= found.widthOf(hit)) continue
    if (found.ends[i]! >= found.ends[hit]!) return true
  }
  return false
}
