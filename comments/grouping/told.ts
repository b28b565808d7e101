// What the tables read wrongly and a comment's phrases tell: that the stream is well again, that paying, a code or a link fails, that
// a refund does not come. Only where they are all that is said, but for words that say nothing of it: "sound is back to crackling",
// "sound is back, picture frozen" and "the memory card got declined" are left to the tables.
import { COMPLAINT_LABELS, labelBit } from '../contract.ts'
import { readConceptLines } from './concepts/source.ts'
import { CLASS } from './folded.ts'
import { addPhrases, folded, found, names, namesAny, TABLE, tableOf, valueOf } from './lexicon.ts'

const TOLD = `
well: sound is back, sounds back, sound back, sound came back, sound has come back, sound works, sound is working, sound is fine, sound is good, audio is back, audios back, audio back, audio came back, audio works, picture is back, pictures back, picture back, picture came back, picture is clear, picture is fine, picture is good, video is back, videos back, video back, video works, stream is back, streams back, stream works, stream is fine, screen is back, its back, were back, youre back, you are back, its working, works again, working again, works now, working now, its fine now, its ok now, all good now, good now, fine now, better now, clear now, clear again, smooth now, smooth again, can hear you now, can hear you again, can hear now, can hear again, finally hear you, finally i can hear, now i can hear, can see you now, can see you again, can see now, can see again, no lag anymore, no lag now, no more lag, not lagging anymore, stopped lagging, stopped freezing, stopped buffering, not frozen anymore, no longer frozen, not freezing anymore, unfroze, unfrozen, fixed itself, its fixed, fixed now, back to normal / 声音有了, 有声音了, 声音回来, 声音恢复, 声音好了, 听得到了, 能听到了, 可以听到了, 画面恢复, 画面回来, 画面好了, 画面有了, 有画面了, 清晰了, 清楚了, 看得到了, 能看到了, 不卡了, 没卡了, 不卡顿了, 流畅了, 恢复了, 恢复正常, 正常了, 回来了, 修好了 / volvio el sonido, volvio el audio, volvio la imagen, volvio el video, volvio la señal, ya volvio, regreso el sonido, regreso el audio, regreso la imagen, ya regreso, ya se escucha, ya se oye, ya se ve, ya te oigo, ya os oigo, ya te escucho, ya los escucho, ya los oigo, ya hay sonido, ya hay audio, ya hay imagen, ya va bien, ya funciona, ya no se traba, ya no se corta, ya no se congela, ya no va a tirones, se arreglo, ahora se escucha, ahora se oye, ahora se ve, ahora va bien / voltou o som, som voltou, voltou o audio, audio voltou, voltou a imagem, imagem voltou, voltou o video, ja voltou, voltou aqui, agora foi, agora da pra ouvir, agora da pra ver, ja da pra ouvir, ja da pra ver, agora to ouvindo, to ouvindo agora, to te ouvindo agora, ja oiço, ja vos oiço, ja se ouve, ja se ve, parou de travar, nao trava mais, nao ta travando mais, nao ta mais travando, normalizou, ja funciona / le son est revenu, son est revenu, son revenu, image est revenue, image revenue, c est revenu, cest revenu, ca remarche, ca marche, ca refonctionne, ca fonctionne, on entend bien maintenant, on vous entend maintenant, on t entend maintenant, on t entend mieux, je t entends maintenant, je vous entends maintenant, j entends maintenant, j entends mieux, ca ne bug plus, ca ne coupe plus, ca ne freeze plus, ca ne lag plus, ca ne rame plus, c est fluide, cest fluide, c est retabli / ton ist wieder da, ton ist da, ton wieder da, ton geht wieder, bild ist wieder da, bild wieder da, bild ist da, bild geht wieder, bild ist klar, geht wieder, läuft wieder, läufts wieder, jetzt läuft, jetzt läufts, läuft jetzt, jetzt gehts, gehts wieder, funktioniert wieder, hör dich wieder, hör euch wieder, höre dich wieder, höre euch wieder, hör dich jetzt, hör euch jetzt, ruckelt nicht mehr, hängt nicht mehr, stockt nicht mehr, kein ruckeln mehr, keine aussetzer mehr, wieder flüssig, wieder klar, wieder scharf, wieder normal / suaranya udah ada, suara udah ada, suaranya udah balik, suara udah balik, suara sudah ada, udah kedengeran, udah kedengaran, udah ada suara, udah ada gambar, gambar udah balik, gambarnya udah jelas, udah jelas, udah lancar, sudah lancar, lancar lagi, udah normal, sudah normal, normal lagi, ga ngelag lagi, gak ngelag lagi, udah ga ngelag, udah gak ngelag, udah nggak ngelag, ga patah patah lagi / 音戻った, 音声戻った, 音が戻った, 音声が戻った, 映像戻った, 映像が戻った, 画面戻った, 画面が戻った, 戻りました, 音が戻りました, 音声が戻りました, 映像が戻りました, 画面が戻りました, 直りました, 直った, 音聞こえるようになった, 聞こえるようになった, 聞こえるようになりました, 音が聞こえるようになりました, 聞こえました, 見えるようになった, 見えるようになりました, 見えました, 復活した, 復活しました, 回復した, 回復しました, 止まらなくなった, もう止まらなくなった, 固まらなくなった, 動き出した, 動きました / เสียงมาแล้ว, มีเสียงแล้ว, เสียงกลับมา, ได้ยินแล้ว, ได้ยินละ, ภาพมาแล้ว, ภาพกลับมา, เห็นแล้ว, ชัดแล้ว, ชัดละ, หายกระตุก, ไม่กระตุกแล้ว, หายค้าง, ไม่ค้างแล้ว, ลื่นแล้ว, ลื่นละ, กลับมาแล้ว, ปกติแล้ว
pay: card declined, card was declined, card got declined, card keeps declining, card is declined, card wont work, payment failed, payment fails, payment keeps failing, payment declined, payment wont go through, payment doesnt go through, payment not going through, payment isnt going through, payment error, wont take my card, wont accept my card, doesnt take my card, cant check out, cant checkout, checkout keeps*, checkout is stuck, checkout stuck, checkout wont*, checkout not working, checkout isnt working, checkout doesnt work, checkout failed, wont let me pay, wont let me check out, wont let me checkout, wont let me order, wont let me buy, doesnt let me pay, doesnt let me order, cant complete my order, order wont go through, link is dead, link dead, dead link, link doesnt work, link not working, link isnt working, link wont open / 付款失败, 支付失败, 付不了, 付不了款, 付款不了, 支付不了, 付不成功, 支付不成功, 付款不成功, 下不了单, 下单不了, 下单失败, 下单不成功, 点不进去, 点不开, 链接失效, 链接打不开, 链接点不开, 卡被拒, 银行卡用不了, 结不了账, 结算不了 / no me deja pagar, no deja pagar, no me deja pedir, no me deja finalizar, no me pasa la tarjeta, no pasa la tarjeta, no me acepta la tarjeta, no acepta mi tarjeta, me rechaza la tarjeta, rechaza mi tarjeta, tarjeta rechazada, rechazo la tarjeta, pago rechazado, me rechaza el pago, no pasa el pago, no me pasa el pago, falla el pago, error en el pago, error al pagar, no carga el link, no abre el link, no funciona el link, el link no funciona, el link no abre, el enlace no va, el enlace no funciona, el enlace no abre, no me abre el enlace / nao passa o cartao, cartao nao passa, o cartao nao passou, cartao recusado, recusou o cartao, recusou meu cartao, nao aceita meu cartao, nao aceita o cartao, pagamento recusado, pagamento nao passa, pagamento nao passou, pagamento falhou, erro no pagamento, erro ao pagar, nao consigo finalizar, nao deixa pagar, nao deixa finalizar, nao finaliza a compra, pix nao vai, pix nao gera, link nao abre, o link nao funciona, link nao funciona, link quebrado, link caiu / le paiement ne passe pas, paiement ne passe pas, paiement passe pas, paiement refuse, paiement echoue, echec du paiement, erreur de paiement, carte refusee, ma carte passe pas, carte ne passe pas, carte passe pas, refuse ma carte, impossible de payer, impossible de commander, impossible de valider, j arrive pas a payer, j arrive pas a commander, arrive pas a payer, arrive pas a commander, le lien marche pas, lien marche pas, lien ne marche pas, le lien est mort, lien ne s ouvre pas, lien s ouvre pas / zahlung geht nicht, zahlung fehlgeschlagen, zahlung abgelehnt, zahlung klappt nicht, zahlung schlägt fehl, bezahlen geht nicht, bezahlen klappt nicht, karte abgelehnt, karte wird abgelehnt, karte wurde abgelehnt, nimmt meine karte nicht, nimmt die karte nicht, komme nicht zur kasse, kasse lädt nicht, kasse hängt, kasse spinnt, checkout geht nicht, checkout hängt, link geht nicht, link ist tot, link tot, link funktioniert nicht, link lädt nicht / gabisa checkout, ga bisa checkout, gak bisa checkout, nggak bisa checkout, gabisa co, ga bisa co, gak bisa co, ga bisa bayar, gak bisa bayar, gabisa bayar, nggak bisa bayar, gagal bayar, bayar gagal, pembayaran gagal, gagal checkout, gagal co, checkout gagal, kartu ditolak, kartuku ditolak, linknya mati, link mati, linknya ga bisa, linknya gak bisa, link ga bisa, linknya ga kebuka, keranjangnya ga bisa, keranjang error / 決済できな, 決済エラー, 決済失敗, 決済が通らな, 支払いできな, カード弾かれ, カードが弾かれ, カード通らな, カードが通らな, 購入ボタン押せな, 注文が通らな, リンク切れ, リンク開けな, リンクが開かな, リンク開かな, リンクが開けな / จ่ายเงินไม่ผ่าน, จ่ายไม่ผ่าน, จ่ายไม่ได้, จ่ายเงินไม่ได้, โอนไม่ได้, โอนไม่ผ่าน, ตัดบัตรไม่ผ่าน, บัตรไม่ผ่าน, บัตรโดนปฏิเสธ, ชำระเงินไม่ได้, ชำระไม่ผ่าน, กดซื้อไม่ได้, กดสั่งไม่ได้, สั่งไม่ได้, กดลิงก์ไม่ได้, ลิงก์เสีย, ลิงก์เข้าไม่ได้, กดไม่ไป
code: code doesnt work, code does not work, code isnt working, code not working, code wont work, code didnt work, code wont apply, code doesnt apply, code not applying, cant apply the code, cant use the code, code is invalid, code invalid, says invalid code, code expired, code is expired, coupon doesnt work, coupon not working, coupon isnt working, coupon wont*, coupon invalid, coupon expired, voucher doesnt work, voucher not working, voucher wont*, discount not working, discount isnt working, discount doesnt work, discount not showing, discount isnt showing, discount wont apply / 优惠码用不了, 优惠券用不了, 券用不了, 码用不了, 优惠码无效, 券无效, 券领不了, 领不了券, 领不到券, 抢不到券, 优惠券失效, 优惠码失效, 折扣码用不了, 折扣没有生效, 满减用不了, 红包用不了 / el codigo no funciona, codigo no funciona, no funciona el codigo, el codigo no va, no va el codigo, no me va el codigo, no me deja poner el codigo, no me aplica el codigo, no aplica el codigo, no me aplica el descuento, no aplica el descuento, codigo invalido, codigo no valido, codigo vencido, el cupon no funciona, cupon no funciona, no funciona el cupon, no me agarra el cupon, no agarra el cupon, no me toma el cupon, no me toma el codigo, cupon vencido, cupon invalido / cupom nao funciona, cupom nao funcionou, o cupom nao funciona, cupom nao entra, cupom nao ta funcionando, cupom nao pega, cupom nao aplica, cupom invalido, cupom expirado, cupom esgotado, codigo nao funciona, codigo nao funcionou, codigo invalido, codigo nao entra, nao aceita o cupom, nao aceita o codigo, desconto nao aparece, desconto nao entra / le code marche pas, code marche pas, code ne marche pas, code ne fonctionne pas, code fonctionne pas, code passe pas, code ne passe pas, code invalide, code expire, code ne s applique pas, code s applique pas, reduction ne s applique pas, reduction s applique pas, promo ne marche pas, promo marche pas / code geht nicht, code funktioniert nicht, code klappt nicht, code ungültig, code ist ungültig, code abgelaufen, code ist abgelaufen, code wird nicht angenommen, nimmt den code nicht, rabatt geht nicht, rabatt wird nicht abgezogen, rabattcode geht nicht, rabattcode funktioniert nicht, gutschein geht nicht, gutschein funktioniert nicht, gutschein ungültig / kodenya ga bisa, kodenya gak bisa, kodenya nggak bisa, kode ga bisa, kode gak bisa, kode promo ga bisa, vouchernya ga bisa, vouchernya gak bisa, voucher ga bisa, voucher gak bisa, voucher nya ga bisa, kodenya ga jalan, voucher ga jalan, kodenya invalid, kode tidak valid, voucher habis, vouchernya abis, diskonnya ga masuk, diskonnya gak masuk / クーポン使えな, クーポンが使えな, クーポン効かな, クーポンが効かな, クーポン適用されな, クーポンが適用されな, コード使えな, コードが使えな, コード無効, コードが無効, コード効かな, コードが効かな, 割引されな / โค้ดใช้ไม่ได้, โค้ดไม่ได้, กดโค้ดไม่ได้, ใส่โค้ดไม่ได้, โค้ดหมด, โค้ดหมดอายุ, คูปองใช้ไม่ได้, ส่วนลดไม่ขึ้น, ส่วนลดใช้ไม่ได้
refund: still no refund, no refund yet, wheres my refund, where is my refund, waiting for my refund, waiting on my refund, waiting for a refund, still waiting for refund, refund never came, refund hasnt come, refund hasnt arrived, havent got my refund, havent gotten my refund, havent received my refund, never got my refund, never refunded, no money back yet, still no money back / 退款还没, 还没退款, 没收到退款, 退款一直没, 退款迟迟, 还没退钱, 钱还没退, 退款什么时候到, 退款什么时候到账, 什么时候退款, 什么时候退钱 / sigo esperando mi reembolso, sigo esperando el reembolso, esperando mi reembolso, esperando el reembolso, no me llega el reembolso, no me ha llegado el reembolso, no me han devuelto el dinero, no me devuelven el dinero, no me devolvieron el dinero, donde esta mi reembolso, y mi reembolso, sigo sin reembolso, aun no me reembolsan / cade meu reembolso, cade o reembolso, cade meu estorno, cade o estorno, esperando o reembolso, esperando meu reembolso, esperando o estorno, nao recebi o reembolso, nao recebi meu reembolso, nao recebi o estorno, meu estorno nao caiu, estorno nao caiu, reembolso nao caiu, nao devolveram meu dinheiro, ainda sem reembolso / toujours pas remboursee, toujours pas rembourse, pas encore remboursee, pas encore rembourse, toujours pas de remboursement, j attends mon remboursement, attends toujours mon remboursement, attends mon remboursement, ou est mon remboursement, jamais remboursee, jamais rembourse, jamais ete remboursee, jamais ete rembourse / wo bleibt meine erstattung, wo bleibt die erstattung, wo bleibt mein geld, warte auf meine erstattung, warte auf die erstattung, warte noch auf mein geld, warte auf mein geld, geld noch nicht zurück, kein geld zurück, erstattung noch nicht, immer noch keine erstattung, noch keine erstattung, nie erstattet, rückerstattung fehlt / refund belum, refundku belum, refundnya belum, uang belum balik, uangku belum balik, duit belum balik, dana belum kembali, uang belum dikembalikan, nunggu refund, masih nunggu refund, refund ga cair, refund gak cair / 返金まだ, 返金がまだ, 返金されな, 返金されてな, 返金されていな, 返金来な, 返金が来な, 返金待ち, 返金いつ, 返金はいつ / ยังไม่ได้เงินคืน, ยังไม่คืนเงิน, ไม่คืนเงิน, รอเงินคืน, เงินคืนยังไม่, เมื่อไหร่จะคืนเงิน, ยังไม่ได้รับเงินคืน
`
const KINDS = ['well', 'pay', 'code', 'refund'] as const
type Kind = (typeof KINDS)[number]
const lines = readConceptLines(TOLD)
KINDS.forEach((kind, place) => {
  const line = lines.find(({ concept }) => concept === kind)
  if (line === undefined) throw new Error(`told: no line ${kind}`)
  addPhrases(TABLE.told, place, line.phrases)
})
const valueOfKind = (kind: Kind): number => valueOf(TABLE.told, KINDS.indexOf(kind))

const SPAM = labelBit('spam')
const STREAM = labelBit('complaint.stream')
const QUALITY = labelBit('complaint.quality')
const DELIVERY = labelBit('complaint.delivery')
const PURCHASED = labelBit('purchased')
const HOW_TO_BUY = labelBit('question.how_to_buy')
const STOCK = labelBit('question.stock')
const OTHER = labelBit('question.other')
const DISCOUNT = labelBit('question.discount')
/** What the tables guess of a failed payment, a code that fails and a missing refund: something is broken, bought or asked; it is not. */
const GUESSED = {
  pay: PURCHASED | QUALITY | STREAM,
  code: PURCHASED | QUALITY | STREAM | HOW_TO_BUY,
  refund: STOCK | OTHER | HOW_TO_BUY,
}

/** Words that may stand beside what is told. */
const BESIDES = new Set(
  `ok okay oh ah and the a it its is now again finally yay yes yep yeah thanks thank you thx ty great good perfect nice lol haha hey hi guys
  everyone for me my here on end all just also please pls help sorry twice times what do does i how can anyone else discount promo
  go through keeps saying says at checkout loading
  si ya por fin gracias ahora bien mi aqui a el la lo y todo perfecto ayuda que hago como otra vez con
  agora ja aqui obrigada obrigado gente o de novo meu minha ajuda socorro faço faco como jeito nenhum
  maintenant enfin merci chez moi c est bon ouf le les mon ma ca y aide svp comment faire
  jetzt endlich danke bei mir der die das mein meine super wieder durch hilfe bitte was tun ja beim
  lagi udah sudah kak kakak ka makasih alhamdulillah nih ya dong tolong gimana min akhirnya sekarang aku ku saya nya terus`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** The same of scripts without spaces, unit by unit: particles, thanks, "at last", "what shall I do". */
const UNITS_BESIDES: ReadonlySet<number> = new Set(
  Array.from(
    '了呀啊吧啦哦噢耶哈嗯终于現现在可以我这這边邊的谢謝好也都怎么办帮忙请老是一直ねよわーありがとうございますしたで今やっとค่ะครับจ้าแล้วละน้านะขอบคุณเย้',
    (unit) => unit.charCodeAt(0),
  ),
)

/**
 * The labels of the text last read, by what its phrases tell. A stream is well again where nothing is asked (`asks`: a question mark
 * stands in the text). Who cannot pay, or cannot use a code, asks how; who waits for a refund complains of an order nobody answers.
 */
export function withTold(labels: number, asks: boolean): number {
  if (!namesAny(TABLE.told) || labels & SPAM || !isAllTold()) return labels
  if (tells('refund')) return (labels & ~GUESSED.refund) | DELIVERY
  if (tells('code')) return (labels & ~GUESSED.code) | DISCOUNT
  if (tells('pay')) return (labels & ~GUESSED.pay) | HOW_TO_BUY
  return (labels & COMPLAINT_LABELS) === STREAM && !asks ? labels & ~STREAM : labels
}

/** Whether nothing stands outside of phrases that tell something, but for what may stand beside them. */
function isAllTold(): boolean {
  const { values, starts, ends, count } = found
  /** Where what was told ends, of all that begins no later than the unit looked at: hits are in order of their start. */
  let reach = 0
  for (let i = 0, next = 0; i < folded.length;) {
    for (; next < count && starts[next]! <= i; next += 1)
      if (tableOf(values[next]!) === TABLE.told) reach = Math.max(reach, ends[next]!)
    const unitClass = folded.classes[i]!
    if (i < reach) i = reach
    else if (unitClass === CLASS.gap) i += 1
    else if (unitClass === CLASS.dense) {
      if (!UNITS_BESIDES.has(folded.units[i]!)) return false
      i += 1
    } else {
      const end = folded.endOf(i)
      if (!BESIDES.has(String.fromCharCode(...folded.units.subarray(i, end)))) return false
      i = end
    }
  }
  return true
}

const tells = (kind: Kind): boolean => names(valueOfKind(kind))
