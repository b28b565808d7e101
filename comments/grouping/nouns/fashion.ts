// What clothes, shoes, bags and jewellery are called.
export const FASHION_NOUNS = `
dress: dress, gown / 裙子, 连衣裙, 长裙 / vestido / vestido / robe / kleid, kleider, sommerkleid / dress, gamis, gaun / ワンピース, ドレス / เดรส, ชุดเดรส
skirt: skirt / 半身裙, 裙子, 短裙 / falda / saia / jupe / rock, röcke / rok / スカート / กระโปรง
hoodie: hoodie, sweatshirt / 卫衣, 连帽衫 / sudadera, buzo / moletom / sweat, hoodie / hoodie*, kapuzenpulli, sweatshirt / hoodie / パーカー, スウェット / ฮู้ด
sweater: sweater, jumper, pullover, knit / 毛衣, 针织衫 / sueter, jersey / sueter, tricot / pull, chandail / pullover*, pulli, strickpulli / sweater, rajut / セーター, ニット / สเวตเตอร์
cardigan: cardigan, cardi / 开衫 / cardigan, chaqueta de punto / cardigan, cardiga / gilet, cardigan / strickjacke*, cardigan / cardigan, kardigan / カーディガン / คาร์ดิแกน
t-shirt: t shirt, tshirt, tee / t恤, 短袖 / camiseta, playera, remera / camiseta / t shirt, tee shirt / t shirt, shirt / kaos / ティーシャツ, tシャツ / เสื้อยืด
shirt: shirt, button up / 衬衫, 衬衣 / camisa / camisa / chemise / hemd*, hemden / kemeja / シャツ / เสื้อเชิ้ต
blouse: blouse / 上衣, 雪纺衫 / blusa, top / blusa, top / blouse, haut, chemisier / bluse*, oberteil / blus, atasan / ブラウス, トップス / เสื้อ, เสื้อเบลาส์
jacket: jacket, blazer / 外套, 夹克, 西装外套 / chaqueta, chamarra, campera, blazer / jaqueta, blazer / veste, blouson, blazer / jacke*, blazer / jaket, blazer / ジャケット, ブルゾン / แจ็คเก็ต, เสื้อคลุม
coat: coat, trench, parka, overcoat / 大衣, 风衣, 羽绒服, 外套 / abrigo, gabardina / casaco, sobretudo / manteau, trench, doudoune / mantel, mantel, daunenjacke, parka / mantel, coat / コート, ダウン, 上着 / เสื้อโค้ท, โค้ท
vest: vest, waistcoat / 马甲, 背心 / chaleco / colete / gilet sans manche / weste* / rompi / ベスト / เสื้อกั๊ก
jeans: jeans, denim / 牛仔裤 / jeans, vaqueros / jeans, calca jeans / jean, jeans / jeans* / jeans, celana jeans / ジーンズ, デニム / ยีนส์
trousers: trousers, pants, chinos, slacks / 裤子, 长裤, 西裤 / pantalon, pantalones / calca / pantalon / hose*, hosen / celana / パンツ, ズボン / กางเกง
leggings: leggings, tights / 打底裤, 瑜伽裤 / leggings, mallas / legging / legging, collant / leggings, strumpfhose* / legging / レギンス, タイツ / เลกกิ้ง
shorts: shorts / 短裤 / shorts, pantalon corto / bermuda, short / short / shorts, kurze hose / celana pendek / ショートパンツ, 短パン / ขาสั้น
jumpsuit: jumpsuit, romper, overall, playsuit / 连体裤 / mono, enterizo / macacao / combinaison / jumpsuit*, overall / jumpsuit / オールインワン, つなぎ / จัมพ์สูท
suit: suit / 西装, 套装 / traje / terno / costume, tailleur / anzug*, anzüge / jas, setelan / スーツ, セットアップ / สูท
pyjamas: pyjamas, pajamas, pjs / 睡衣 / pijama / pijama / pyjama / pyjama*, schlafanzug* / piyama / パジャマ / ชุดนอน
underwear: underwear, bra, panties, boxers / 内衣, 内裤, 文胸 / ropa interior, sujetador, brasier / calcinha, sutia, cueca / culotte, soutien gorge / unterwäsche, bh, unterhose* / bra, celana dalam / 下着, ブラ / ชุดชั้นใน, บรา
swimsuit: swimsuit, bikini / 泳衣, 比基尼 / traje de bano, bikini, banador / biquini, maio / maillot, bikini / badeanzug*, bikini* / baju renang, bikini / 水着 / ชุดว่ายน้ำ
socks: sock, socks / 袜子 / calcetin, calcetines, medias / meia / chaussette / socken, socke / kaos kaki / 靴下, ソックス / ถุงเท้า
hat: hat, beanie, cap, bucket hat / 帽子, 渔夫帽 / sombrero, gorra, gorro / chapeu, bone, gorro / chapeau, bonnet, casquette / hut, mütze*, kappe, cap / topi / 帽子, キャップ, ニット帽 / หมวก
scarf: scarf, shawl / 围巾, 丝巾, 披肩 / bufanda, panuelo, chal / cachecol, lenco / echarpe, foulard / schal*, tuch / syal, pashmina, scarf / マフラー, ストール, スカーフ / ผ้าพันคอ
hijab: hijab / 头巾 / hiyab / hijab / hijab / hijab / kerudung, jilbab, hijab, khimar / ヒジャブ / ฮิญาบ
gloves: glove, gloves / 手套 / guante / luva / gant / handschuh* / sarung tangan / 手袋 / ถุงมือ
belt: belt / 皮带, 腰带 / cinturon, cinto / cinto / ceinture / gürtel* / ikat pinggang, sabuk / ベルト / เข็มขัด
tie: necktie, tie / 领带 / corbata / gravata / cravate / krawatte* / dasi / ネクタイ / เนคไท
sneakers: sneaker, sneakers, trainers, running shoes, shoe, shoes / 运动鞋, 球鞋, 板鞋, 跑鞋, 鞋子, 鞋 / tenis, zapatillas, zapato, zapatos / tenis, sapato / baskets, basket, chaussure / sneaker*, turnschuh*, schuh, schuhe, schuhen / sneakers, sepatu lari, sepatu / スニーカー, 靴 / รองเท้าผ้าใบ, รองเท้า
shoes: shoe, shoes, heels, loafers / 鞋子, 鞋, 高跟鞋, 皮鞋 / zapato, zapatos, tacones / sapato, salto / chaussure, escarpins / schuh*, pumps / sepatu, heels / 靴, くつ, パンプス, ヒール / รองเท้า, ส้นสูง
boots: boot, boots, shoe, shoes / 靴子, 短靴, 马丁靴, 鞋子, 鞋 / bota, botas, botines, zapato, zapatos / bota, sapato / botte, bottines, bottine, chaussure / stiefel*, boots, stiefelette*, schuh, schuhe, schuhen / boots, sepatu / ブーツ, 靴 / บูท, รองเท้า
sandals: sandal, sandals, slippers, slides, shoe, shoes / 凉鞋, 拖鞋, 鞋子, 鞋 / sandalia, chanclas, zapato, zapatos / sandalia, chinelo, sapato / sandale, chausson, claquette, chaussure / sandale*, hausschuh*, pantoffel*, schuh, schuhe, schuhen / sandal, sepatu / サンダル, スリッパ, 靴 / รองเท้าแตะ, แซนดัล, รองเท้า
bag: bag, handbag, purse, tote, crossbody, shoulder bag / 包包, 手提包, 斜挎包, 托特包, 帆布包, 个包, 款包, 小包, 这包 / bolso, bolsa, cartera, bandolera / bolsa, bolsa de ombro / sac, sac a main, cabas, besace / tasche*, handtasche*, umhängetasche / tas / バッグ, かばん, トート, ショルダー / กระเป๋า, กระเป๋าสะพาย
backpack: backpack, rucksack / 背包, 双肩包, 书包 / mochila / mochila / sac a dos / rucksack* / ransel, tas ransel / リュック, バックパック / เป้, กระเป๋าเป้
wallet: wallet / 钱包 / billetera, cartera, monedero / carteira / portefeuille / geldbörse*, portemonnaie, geldbeutel / dompet / 財布 / กระเป๋าสตางค์, กระเป๋าเงิน
suitcase: suitcase, luggage / 行李箱, 拉杆箱 / maleta / mala / valise / koffer* / koper / スーツケース, キャリー / กระเป๋าเดินทาง
sunglasses: sunglasses, shades / 墨镜, 太阳镜 / gafas de sol, lentes de sol / oculos de sol / lunettes de soleil / sonnenbrille* / kacamata hitam / サングラス / แว่นกันแดด
watch: watch / 手表, 腕表 / reloj / relogio / montre / uhr*, armbanduhr / jam tangan / 腕時計, 時計 / นาฬิกา
necklace: necklace, chain, pendant / 项链, 吊坠 / collar, cadena, colgante, dije / colar, corrente, pingente / collier, chaine, pendentif / kette*, halskette*, anhänger / kalung, liontin / ネックレス, ペンダント / สร้อย, สร้อยคอ, จี้
earrings: earring, earrings, studs, hoops / 耳环, 耳钉, 耳坠 / aretes, pendientes, aros / brinco / boucles d oreilles, boucle d oreille, creoles, boucles / ohrring*, ohrstecker*, creolen / anting / ピアス, イヤリング / ต่างหู
bracelet: bracelet, bangle / 手链, 手镯 / pulsera, brazalete / pulseira, bracelete / bracelet, jonc / armband*, armreif* / gelang / ブレスレット, バングル / กำไล, สร้อยข้อมือ
ring: ring, rings / 戒指 / anillo / anel, aliança / bague / ring, ringe / cincin / 指輪, リング / แหวน
brooch: brooch / 胸针 / broche / broche / broche / brosche* / bros / ブローチ / เข็มกลัด
top: top, tank top, crop top, camisole, tank / 吊带, 小背心, 上衣 / top, blusa / top, regata, blusa / top, debardeur, caraco / top, oberteil / tank top, crop top, atasan / トップス, キャミ, タンクトップ / เสื้อกล้าม, สายเดี่ยว, ครอป
`
