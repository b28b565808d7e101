// That the price is asked for in words: the label alone may stand on a question about a detail.
export const PRICE = `
price: how much, price*, pricing, cost*, what do you want for, going for, dollars, euros, pounds, bucks, quid, expensive, cheap*, the damage, in total, hm / 多少, 几块, 价, 怎么卖, 咋卖, 钱, 贵, 便宜, 幾錢, 点卖 / cuanto, precio*, cuesta*, que vale, cuestan, a como, a cuanto / quanto, preco*, valor, custa* / combien, cb, prix, coute*, tarif* / was kostet, wieviel, wie viel, kostet, kosten, preis*, teuer*, euro / berapa, berapaan, brp, harga*, harganya, duit / いくら, 値段, 価格, 何円, なんぼ, 円 / เท่าไหร่, เท่าไร, เท่าใด, ราคา, กี่บาท, บาท
`
