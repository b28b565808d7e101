// What the host is asked to do, and whether a comment holds a question besides: "show it again, and how much is it?" does, "can
// you show it again?" does not, for all its form.
import { labelBit, QUESTION_LABELS } from '../contract.ts'
import { CONCEPT_LANGUAGES, readConceptLines } from './concepts/source.ts'
import type { Topic } from './contract.ts'
import { addPhrases, found, names, TABLE, tableOf, valueOf } from './lexicon.ts'
import { topicOfTerm } from './topics.ts'

/**
 * How the host is addressed: an opener before a deed of the line of the same name is a request whatever the tables say. Japanese
 * says by the verb's ending who is asked, and has no openers.
 */
const OPENERS = `
do: can you, can u, could you, could u, would you, will you, please, pls, plz / 能, 能不能, 可以, 可不可以, 可否, 请, 麻烦, 主播, 帮忙, 帮我, 给我们 / puedes, podes, puede, podrias, podria, podeis, pueden, me puedes, nos puedes, por favor, porfa / pode, podes, podia, poderia, podem, consegue, conseguem, por favor, pfv / tu peux, vous pouvez, peux tu, pouvez vous, pourriez vous, pourrais tu, tu pourrais, vous pourriez, svp, stp / kannst du, kannst du das, kannst du die, kannst du den, kannst du es, kannst du sie, könnt ihr, könnt ihr das, könnt ihr die, könnt ihr den, könntest du, könntet ihr, könnten sie, können sie, bitte / bisa, boleh, bisa kak, boleh kak, kak bisa, kak boleh, tolong, bisa minta, bisa tolong / - / ขอ, ช่วย, รบกวน, อยากให้
see: can we, could we, can i, could i, may i, let us, let me / 可以, 能不能, 可不可以, 给我们 / se puede, podemos, me, nos / da pra, da para, tem como, posso, podemos, deixa, deixa eu / on peut, on pourrait, je peux, possible de / kann man, kann man das, kann man die, kann man den, kann ich, können wir, darf ich / boleh, bisa, minta, coba / - / ขอ
on: - / - / te lo puedes, te la puedes, se lo puede, se la puede, te los puedes / - / - / - / - / - / -
`
const DEEDS = `
do: show, show us, show me, show it, show that, try it on, try them on, try that on, try this on, try on, hold it up, hold that up, zoom in on, turn it around, turn around, do a spin, do a twirl, swatch, model it, model that, go back to, repeat that, repeat the, say that again, say it again, come closer, move closer, bring it closer, speak up, speak slower, slow down, demonstrate, put it next to, open it for us, open it up for us / 再展示, 展示, 展示一下, 试穿, 试一下, 试试, 试色, 试戴, 上身, 穿一下, 穿上看看, 戴一下, 戴上看看, 背一下, 涂一下, 拿近, 再拿近, 靠近, 凑近, 放大, 转一圈, 转一下, 翻过来, 翻一下, 举起来, 打开看看, 打开看一下, 再讲, 再说一遍, 讲慢, 慢一点, 慢点, 对比一下, 比一下, 演示 / mostrar, mostrarlo, mostrarla, mostrarlos, mostrarnos, mostrarme, enseñar, enseñarlo, enseñarla, enseñarnos, enseñarme, probarte, probarselo, probarsela, probartelo, ponerselo, ponersela, ponertelo, ponertela, acercar, acercarlo, acercarla, hacer zoom, girarlo, darle la vuelta, dar una vuelta, repetir, repetirlo, volver a mostrar, volver a enseñar, hablar mas / mostrar, nos mostrar, me mostrar, provar, experimentar, vestir o, vestir a, calçar, colocar no corpo, por no corpo, aproximar, chegar perto, chegar mais perto, dar zoom, dar uma voltinha, abrir pra gente, repetir, falar mais, falar de novo / montrer, remontrer, nous montrer, nous remontrer, me montrer, le montrer, la montrer, les montrer, le remontrer, la remontrer, l essayer, les essayer, essayer le, essayer la, l enfiler, le porter pour nous, zoomer, rapprocher, le rapprocher, la rapprocher, repeter, parler plus / zeigen, nochmal zeigen, mal zeigen, noch mal zeigen, nochmals zeigen, noch einmal zeigen, mal anziehen, mal anprobieren, anprobieren, mal aufsetzen, mal umdrehen, mal reinzoomen, reinzoomen, mal näher, näher ran, wiederholen, langsamer, lauter, mal von unten zeigen, von unten zeigen, mal von hinten zeigen, mal von innen zeigen / tunjukin, tunjukkan, ditunjukin, ditunjukkan, lihatin, liatin, dilihatin, diliatin, dicoba, cobain, dicobain, coba pakai, coba pake, dizoom, di zoom, dideketin, deketin, didekatkan, diputar, diulang, ulangi, jelasin lagi, spill, dispill / 見せてもらえ, 見せてもらって, 見せていただけ, 見せてくれ, 見せてほしい, 見せてください, 見せて下さい, 着てもらえ, 着てもらって, 着ていただけ, 着てみて, 着てほしい, 履いてもらえ, 履いてみて, 試着して, 試着お願い, かぶってみて, 持ってもらえ, 近づけて, アップにして, アップで見, ズームして, 裏返して, 回ってもらえ, 回ってみて, もう一度説明, もう一度言って, もう一回言って, 塗ってみて, 開けてもらえ, 比べてもらえ / ดู, ซูม, ลองใส่, ลองสวม, ใส่ให้ดู, ลองให้ดู, หมุน, พลิก, ขยับ, เปิดให้ดู, พูดช้า, พูดใหม่, พูดอีก, รีวิว
see: see it again, see that again, see them again, see the back, see the inside, see it up close, see it closer, see it on, see that on, see it close / 看看, 看一下, 看下, 再看看, 再看一下, 再看 / ver otra vez, verlo otra vez, verla otra vez, ver de cerca, verlo de cerca, ver por dentro, ver por detras, verlo puesto, verla puesta, muestras, muestra, enseñas, enseña / mostrar, experimentar, provar, ver de novo, ver de perto, ver por dentro, ver atras, ver no corpo / voir de pres, le voir de pres, la voir de pres, voir l interieur, voir le dessous, voir le dos, voir l arriere, voir l envers, voir a l interieur, revoir, le revoir, la revoir, les revoir / nochmal sehen, noch mal sehen, nochmal anschauen, von innen sehen, von hinten sehen, mal von innen sehen, mal von hinten sehen, von unten sehen / lihat, liat, dilihat, diliat / - / -
on: - / - / probar, poner, mostrar, enseñar / - / - / - / - / - / -
`
/** Words that ask about the thing, and hardly stand in what the host is asked to do: "can you" and "is it possible" are not here. */
const OWN_QUESTION = `
own: how, what, whats, which, where, wheres, when, who, why, is it a, is the, is it the, is it real, is it made, is it good, is it safe, is it too, is it still, is it wide, is it big, is it heavy, is it soft, is it waterproof, is it for, is it any, is this, is that, is there a, are they, are these, are there, does it, does this, does that, do they, do these, do you have, do you ship, do you sell, do u have, have you got, has it, have they, will it, will they, would it, can it, can they, can i use, can i wash, can i wear, can i put, can i get, can i return, can i pay, can i order, can i buy, do i, should i, any left, any more, got any, still available / 多少, 几, 哪, 什么, 啥, 怎么, 咋, 谁, 多大, 多重, 多高, 多长, 多久, 多宽, 多厚, 是不是, 有没有, 还有吗, 还有没, 还有货, 有货, 会不会, 什麼, 怎麼, 幾, 多長, 有沒有, 會不會 / cuanto*, cuanta*, cual*, donde, cuando, quien, por que, de que, que talla, que precio, que medida, que marca, que material, que es, que lleva, que trae, como se, como lo, como compro, como pido, como pago, hay en, hay de, hay mas, hay otr*, tienen, tenes, teneis, tiene, queda en, quedan, sirve, vale para, es de, es para, puedo lavar, puedo usar, puedo pagar / quanto*, quanta*, qual, quais, onde, quando, quem, por que, porque, de que, do que, que tamanho, que cor, que marca, que material, como compro, como faco, como lava, como uso, tem em, tem no, tem de, tem na, tem outr*, tem maior, tem menor, tem um, tem uma, tem desconto, ainda tem, serve, vem com, e de, posso lavar, posso usar / combien, quel, quelle, quels, quelles, quand, pourquoi, qui, quoi, en quoi, c est ou, ou est, ou on, ou je, on commande, vous avez, vous l avez, il reste, il en reste, il y en a, il y a d autres, ca va au, ca va sur, ca va dans, ca passe, c est en, c est du, c est double, ca tient, ca lave / was kostet, was kosten, was ist, was sind, was für, was wiegt, was kommt, was hat, wie viel, wieviel, wie viele, wie groß, wie gross, wie lang, wie lange, wie schwer, wie hoch, wie breit, wie tief, wie teuer, wie oft, wie heißt, wie heisst, welche, welcher, welches, welchen, woher, woraus, wo, wann, warum, wer, gibt es, gibts, gibt s, habt ihr, haben die, ist der, ist die, ist das, ist es, sind die, sind das, passt, passen, läuft, hat der, hat die, hat das / berapa, brp, apa, apakah, mana, kapan, gimana, bagaimana, kenapa, siapa, ada warna, ada ukuran, ada size, ada yang, masih ada, ada stok, bahannya / いくら, 何, なに, なん, どこ, いつ, どれ, どの, どんな, どうやって, 誰, なぜ, ありますか, 在庫, 大丈夫ですか, 大丈夫かな, 値段, 使えますか, 入りますか / เท่าไหร่, เท่าไร, เท่าใด, กี่, อะไร, ไหน, เมื่อไหร่, เมื่อไร, ยังไง, อย่างไร, ทำไม, ใคร, มีสี, มีไซส์, มีไซซ์, มีขนาด, เหลือ, ราคา
`
/** Asked again and again, so that a word for it is a question, "the price again please"; of sizes and details it is not. */
const ASKED_BY_NAME: ReadonlySet<Topic> = new Set<Topic>(['price', 'discount', 'shipping', 'stock', 'how_to_buy'])
/** Written without spaces, and Japanese without openers. */
const DENSE: ReadonlySet<string> = new Set(['zh', 'ja', 'th'])

const REQUEST = labelBit('request')
const SPAM = labelBit('spam')
/** Places in the table of what is said to the host and the room. */
export const REQUEST_PLACES = { deed: 0, own: 1, missed: 2, sent: 3, smallTalk: 4 } as const
const DEED: number = REQUEST_PLACES.deed
const OWN: number = REQUEST_PLACES.own
const openers = readConceptLines(OPENERS)
for (const [line, { columns }] of readConceptLines(DEEDS).entries())
  CONCEPT_LANGUAGES.forEach((language, i) =>
    addPhrases(TABLE.request, DEED, addressed(language, openers[line]!.columns[i]!, columns[i]!)),
  )
for (const { phrases } of readConceptLines(OWN_QUESTION)) addPhrases(TABLE.request, OWN, phrases)

function addressed(language: string, before: readonly string[], deeds: readonly string[]): readonly string[] {
  if (language === 'ja') return deeds
  const gap = DENSE.has(language) ? '' : ' '
  return deeds.flatMap((deed) => before.map((opener) => opener + gap + deed))
}

/**
 * The labels of the text last read: a request where the host is asked for a deed, and beside a request no question but one that its
 * words ask for themselves; nobody waits for the answer to "can you try it on?".
 */
export function withRequest(labels: number): number {
  const set = asks(DEED) && (labels & SPAM) === 0 ? labels | REQUEST : labels
  return isRequestAlone(set) ? set & ~QUESTION_LABELS : set
}

/** Whether labels hold a request, and the text last read no question besides. */
export const isRequestAlone = (labels: number): boolean => (labels & REQUEST) !== 0 && !asks(OWN) && !namesAsked()

/** Whether words that ask for themselves, or name what is asked again and again, stand outside of these hits in the text last read. */
export function asksOutside(hits: readonly number[]): boolean {
  const isIn = (i: number) =>
    hits.some((hit) => found.starts[i]! >= found.starts[hit]! && found.ends[i]! <= found.ends[hit]!)
  for (let i = 0; i < found.count; i += 1) if (found.values[i] === valueOf(TABLE.request, OWN) && !isIn(i)) return true
  return namesAsked()
}

const asks = (place: number): boolean => names(valueOf(TABLE.request, place))

function namesAsked(): boolean {
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) === TABLE.term && ASKED_BY_NAME.has(topicOfTerm(value))) return true
  }
  return false
}
