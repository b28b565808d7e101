// What those who come in say to the room: "what did I miss?", "how is everyone?" have a question's form and wait for no answer.
import { COMPLAINT_LABELS, labelBit, QUESTION_LABELS } from '../contract.ts'
import { readConceptLines } from './concepts/source.ts'
import { CLASS } from './folded.ts'
import { addPhrases, folded, found, names, TABLE, valueOf } from './lexicon.ts'
import { asksOutside, REQUEST_PLACES } from './requests.ts'

const SMALL_TALK = `
missed: what did i miss, what did we miss, what have i missed, what have we missed, what d i miss, what i miss, did i miss anything, did i miss much, did i miss a lot, have i missed anything, have i missed much, am i late, am i too late / 错过什么, 错过了什么, 错过啥, 错过了啥, 来晚了吗, 是不是来晚了, 我迟到了吗 / que me perdi, que me he perdido, de que me perdi, de que me he perdido, me perdi algo, me he perdido algo, me perdi de algo / o que eu perdi, o que perdi, oq perdi, oq eu perdi, que que eu perdi, perdi alguma coisa / j ai rate quoi, jai rate quoi, qu est ce que j ai rate, j ai loupe quoi, jai loupe quoi, qu est ce que j ai loupe, j ai rate quelque chose, j ai loupe quelque chose, j ai manque quoi, qu est ce que j ai manque, c est quoi que j ai manque / was hab ich verpasst, was habe ich verpasst, was hab i verpasst, hab ich was verpasst, habe ich was verpasst, hab ich etwas verpasst, habe ich etwas verpasst, hab ich viel verpasst, habe ich viel verpasst, schon was verpasst / ketinggalan apa, ketinggalan apa aja, ketinggalan apa saja, ketinggalan apa nih, aku ketinggalan ga, ketinggalan banyak ga / 何か見逃し, なにか見逃し, 見逃したかな, 見逃しましたか, 今どの辺, 今どのへん, 遅刻しましたか / พลาดอะไร, มาช้าไปไหม, มาช้าไปมั้ย, มาสายไหม, มาสายมั้ย
how: how is everyone, hows everyone, how s everyone, how is everybody, how s everybody, hows everybody, how are you, how are u, how r u, how r you, how are we, how are you all, how are y all, how are yall, how is it going, how s it going, hows it going, how you doing, how are things, how we doing, how y all doing, how yall doing / 大家好吗, 大家都好吗, 主播好吗, 最近好吗, 你们好吗 / como estan todos, como estan todas, como estan hoy, como estan por ahi, como estais, como estas hoy, como andan, como les va, que tal todos, que tal estan, que tal estais, que tal todo, todo bien por ahi / tudo bem com voces, tudo bem com vcs, tudo bem gente, tudo bem pessoal, tudo bem meninas, td bem gente, como vai voces, como voces estao, como vcs estao, como estao voces, como estao todos, como vao voces, como vai todo mundo, tudo bom gente, tudo bom com voces / ca va tout le monde, ca va les filles, ca va les copines, ca va la team, ca va vous, ca va toi, comment allez vous, comment vous allez, comment vas tu, vous allez bien, tout le monde va bien / wie geht es euch, wie geht s euch, wie gehts euch, wies euch geht, wie geht es dir, wie geht s dir, wie gehts dir, wie geht s allen, geht s euch gut, gehts euch gut, alles gut bei euch, alles klar bei euch / apa kabar, pa kabar, apa kbr, gimana kabarnya, gmn kabarnya, kabarnya gimana / 元気ですか, 元気でしたか, 皆さん元気ですか, みんな元気ですか, 調子どう, 調子はどう / สบายดีไหม, สบายดีมั้ย, สบายดีป่าว, สบายดีกันไหม, กินข้าวยัง, กินข้าวหรือยัง, กินข้าวรึยัง, เป็นยังไงบ้างทุกคน
`
for (const { concept, phrases } of readConceptLines(SMALL_TALK))
  addPhrases(TABLE.request, concept === 'missed' ? REQUEST_PLACES.missed : REQUEST_PLACES.smallTalk, phrases)

/** What may come late in a viewer's stead. */
const SENT_THINGS = `
sent: order, orders, parcel, parcels, package, packages, packet, delivery, shipping, shipment, courier, driver, mine came, it came, it arrived, never came, never arrived, never shipped, nothing came, nothing arrived, still waiting, havent received, hasnt come, hasnt arrived / 没收到, 还没到, 没到,  快递, 包裹, 订单, 发货, 物流, 到货, 货 / pedido*, paquete*, envio*, entrega*, repartidor*, mensajeria, no me llego, nunca llego, no ha llegado, sigo esperando / pedido*, pacote*, encomenda*, envio*, entrega*, entregador*, nunca chegou, nao chegou, ainda esperando / commande*, colis, livraison*, livreur*, jamais arrive, jamais recu, toujours pas recu, rien recu / paket*, päckchen, bestellung*, lieferung*, sendung*, geliefert, nie angekommen, nicht angekommen, nichts angekommen, warte noch / paket*, pesanan*, kiriman*, pengiriman*, kurir*, belum sampai, blm sampai, ga sampai, belum datang / 荷物, 注文, 配達, 配送, 発送, 商品, 届 / พัสดุ, ของ, ขนส่ง, จัดส่ง, ส่ง
`
for (const { phrases } of readConceptLines(SENT_THINGS)) addPhrases(TABLE.request, REQUEST_PLACES.sent, phrases)

/** Whom and when it is said to: what may follow in the same clause. "How are you" may begin a question, "how are you all tonight" ends one. */
const ADDRESSED = new Set(
  `all everyone everybody every body you u y yall folks guys girls ladies gals team friends fam doing today tonight this morning
  evening afternoon so far already yet then now here lovely love lol haha please pls todos todas hoy aqui chicas chicos gente amigas amigos
  ja hasta ahora hoje meninas pessoal ate agora ai tout le monde les filles ce soir jusque la deja alle allen heute abend bisher schon
  denn ihr lieben kak kakak bun min semua semuanya nih ya sih dong tadi ini hari`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** Units that may follow in a script without spaces: particles, whom it is said to. */
const DENSE_REST_MAX = 9

/** More of it in a comment is a flood, and is not looked at. */
const SAID_MAX = 16
const MISSED = valueOf(TABLE.request, REQUEST_PLACES.missed)
const SAID = valueOf(TABLE.request, REQUEST_PLACES.smallTalk)
const SENT = valueOf(TABLE.request, REQUEST_PLACES.sent)
const DELIVERY = labelBit('complaint.delivery')
const GREETING = labelBit('greeting')
const SPAM = labelBit('spam')

/**
 * The labels of the text last read: who asks what was missed, or how all are, greets; and asks nothing unless words outside of that
 * ask. Only where such a phrase ends its clause, but for whom it is said to. Who asks what was missed came late, and does not complain
 * of a delivery, unless something is named that is delivered.
 */
export function withArrival(labels: number): number {
  if (labels & SPAM || !(names(MISSED) || names(SAID))) return labels
  const { values, ends, count } = found
  const said: number[] = []
  for (let i = 0; i < count && said.length < SAID_MAX; i += 1)
    if ((values[i] === MISSED || values[i] === SAID) && endsClause(ends[i]!)) said.push(i)
  const isLate = said.some((hit) => values[hit] === MISSED) && !names(SENT)
  const complaints = isLate ? COMPLAINT_LABELS & ~DELIVERY : COMPLAINT_LABELS
  if (said.length === 0 || labels & complaints) return labels
  const greets = (labels | GREETING) & ~DELIVERY
  return asksOutside(said) ? greets : greets & ~QUESTION_LABELS
}

/** Whether nothing that may be asked about follows in the clause. */
function endsClause(from: number): boolean {
  const isDense = folded.classes[from - 1] === CLASS.dense
  for (let i = from; i < folded.length && !folded.endsClauseAt(i);) {
    if (isDense && i - from >= DENSE_REST_MAX) return false
    if (isDense || folded.classes[i] === CLASS.gap) {
      i += 1
      continue
    }
    const end = folded.endOf(i)
    if (!ADDRESSED.has(String.fromCharCode(...folded.units.subarray(i, end)))) return false
    i = end
  }
  return true
}
