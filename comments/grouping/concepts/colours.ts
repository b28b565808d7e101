// Colours as they are asked for.
export const COLOURS = `
black: black / 黑色, 黑的, 纯黑 / negro, negra / preto, preta / noir, noire / schwarz* / hitam, item / 黒, ブラック / สีดำ
white: white / 白色, 白的, 纯白 / blanco, blanca / branco, branca / blanc, blanche / weiss* / putih / 白い, 白は, 白の, 白って, 白ある, 白が, 白色, ホワイト / สีขาว
red: red / 红色, 红的, 大红 / rojo, roja / vermelho, vermelha / rouge / rot, rote, rotes, roten / merah / 赤, レッド / สีแดง, แดง
blue: blue / 蓝色, 蓝的 / azul / azul / bleu, bleue / blau* / biru / 青い, 青は, 青色, ブルー, 水色 / สีฟ้า, สีน้ำเงิน, ตัวฟ้า, น้ำเงิน
navy: navy / 藏青, 深蓝, 藏蓝 / azul marino, marino / azul marinho, marinho / bleu marine, marine / marine, dunkelblau* / navy, dongker / ネイビー, 紺 / สีกรม, กรมท่า
green: green, olive, sage / 绿色, 绿的, 墨绿, 军绿 / verde / verde / vert, verte / grün* / hijau, sage / 緑色, 緑の, 緑は, グリーン, カーキ / สีเขียว
yellow: yellow, mustard / 黄色, 黄的 / amarillo, amarilla / amarelo, amarela / jaune / gelb* / kuning / 黄色, イエロー / สีเหลือง
orange: orange / 橙色, 橘色 / naranja / laranja / orange / orange / oren, oranye / オレンジ / สีส้ม
pink: pink, rose, rose gold, blush / 粉色, 粉的, 粉红, 玫红, 藕粉 / rosa, rosado, rosada / rosa / rose / rosa / pink, merah muda / ピンク / ชมพู, สีชมพู
purple: purple, lilac, lavender, plum / 紫色, 紫的 / morado, morada, lila, violeta / roxo, roxa, lilas / violet, violette, lilas / lila, violett* / ungu, lilac / 紫色, パープル, ラベンダー / สีม่วง, ม่วง
brown: brown, chocolate, camel, tan / 棕色, 咖色, 咖啡色, 驼色, 棕的 / marron, cafe, camel / marrom, caramelo / marron, camel / braun* / coklat, cokelat / 茶色, ブラウン, キャメル / สีน้ำตาล
beige: beige, cream, ivory, nude, oat / 米色, 米白, 杏色, 奶白, 奶油色, 卡其 / beige, crema, crudo / bege, creme / beige, creme, ecru / beige, creme*, sand* / krem, cream, beige / ベージュ, アイボリー, クリーム色, 生成り / สีครีม, สีเบจ
grey: grey, gray, charcoal / 灰色, 灰的, 深灰, 浅灰 / gris / cinza / gris, grise / grau* / abu, abu abu / グレー, 灰色 / สีเทา
silver: silver / 银色, 银的 / plateado, plateada, plata / prata, prateado / argente, argent / silber* / silver, perak / シルバー, 銀色 / สีเงิน
gold: gold / 金色, 金的 / dorado, dorada / dourado, dourada / dore, doree / gold* / gold, emas / ゴールド, 金色 / สีทอง
`
