// Materials as they stand in the names of things.
export const MATERIAL_NOUNS = `
cast-iron: cast iron, iron / 铸铁, 铁 / hierro, hierro fundido / ferro, ferro fundido / fonte / gusseisen, gusseiserne*, guss* / besi cor, besi / 鋳物, 鉄 / เหล็กหล่อ, เหล็ก
steel: steel, stainless steel, stainless / 不锈钢, 钢 / acero, acero inoxidable / aco, inox / acier, inox / stahl*, edelstahl* / stainless, baja / ステンレス / สแตนเลส
wood: wood, wooden, oak, bamboo, walnut / 木, 实木, 竹, 橡木 / madera, bambu, roble / madeira, bambu / bois, bambou, chene / holz*, bambus*, eiche* / kayu, bambu / 木製, 竹, オーク / ไม้, ไม้ไผ่
glass: glass / 玻璃 / vidrio, cristal / vidro / verre / glas* / kaca / ガラス / แก้ว
ceramic: ceramic, porcelain, enamel, enamelled / 陶瓷, 珐琅, 瓷 / ceramica, porcelana, esmaltado, esmaltada / ceramica, porcelana, esmaltada / ceramique, porcelaine, email, emaille* / keramik*, porzellan*, emaille* / keramik, enamel / 陶器, 磁器, ホーロー / เซรามิก
plastic: plastic / 塑料 / plastico / plastico / plastique / plastik*, kunststoff* / plastik / プラスチック / พลาสติก
linen: linen / 亚麻, 麻 / lino / linho / lin / leinen* / linen / リネン, 麻 / ลินิน
cotton: cotton / 棉, 纯棉 / algodon / algodao / coton / baumwoll* / katun / 綿, コットン / ฝ้าย, คอตตอน
wool: wool, cashmere, merino / 羊毛, 羊绒 / lana, cachemira / caxemira / laine, cachemire / wolle, wollen*, kaschmir* / wol / ウール, カシミヤ / ขนสัตว์, วูล
silk: silk, satin / 真丝, 丝绸, 缎面 / seda, satin / seda, cetim / soie, satin / seide*, satin / sutra, satin / シルク, サテン / ผ้าไหม, ซาติน
leather: leather, suede / 皮, 真皮, 皮质 / cuero, piel, ante / couro, camurca / cuir, daim / leder*, wildleder / kulit / 革, 本革, レザー / หนัง
denim: denim / 牛仔 / mezclilla, denim / jeans / jean / jeans* / denim / デニム / ยีนส์
silver: silver, sterling / 银, 纯银 / plata / prata / argent / silber* / perak / シルバー, 銀 / เงิน
gold: gold / 金, 黄金 / oro / ouro / - / gold* / emas / ゴールド, 金 / ทอง
pearl: pearl, pearls / 珍珠 / perla, perlas / perola / perle, perles / perle, perlen* / mutiara / パール, 真珠 / มุก
`
