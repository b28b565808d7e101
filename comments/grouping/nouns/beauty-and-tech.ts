// What cosmetics, devices, toys and food are called.
export const BEAUTY_NOUNS = `
lipstick: lipstick, lip tint, lippie / 口红, 唇釉, 唇膏 / labial, pintalabios / batom / rouge a levres / lippenstift* / lipstik, lip cream, lip tint, lipen / リップ, 口紅, ティント / ลิป, ลิปสติก
lip-balm: lip balm, lip gloss, lip oil / 润唇膏, 唇蜜 / balsamo labial, brillo labial, gloss / protetor labial, gloss / baume a levres, gloss / lippenbalsam*, lipgloss / lip balm, lip gloss / リップクリーム, グロス / ลิปบาล์ม, ลิปมัน
foundation: foundation / 粉底, 粉底液 / base / base / fond de teint / foundation, make up / foundation, alas bedak / ファンデ, ファンデーション / รองพื้น
cushion-compact: cushion compact, bb cream / 气垫 / cushion / cushion / cushion / cushion / cushion / クッションファンデ / คุชชั่น
concealer: concealer / 遮瑕 / corrector / corretivo / correcteur, anticerne, anti cernes / concealer, abdeckstift / concealer / コンシーラー / คอนซีลเลอร์
powder: powder, setting powder / 散粉, 粉饼, 定妆粉 / polvo, polvos / po compacto, po solto / poudre / puder / bedak / パウダー / แป้ง
blush: blush, blusher / 腮红 / rubor, colorete / blush / fard a joues, blush / rouge / blush on, blush / チーク / บลัช
mascara: mascara / 睫毛膏 / rimel, mascara / rimel / mascara / mascara, wimperntusche / maskara / マスカラ / มาสคาร่า
eyeliner: eyeliner / 眼线, 眼线笔 / delineador / delineador / eye liner, eyeliner / eyeliner / eyeliner / アイライナー / อายไลเนอร์
palette: palette, eyeshadow / 眼影, 眼影盘 / paleta, sombras / paleta, sombra / palette, fard a paupieres / palette*, lidschatten* / palet, eyeshadow / パレット, アイシャドウ / พาเลท, อายแชโดว์
brow: brow pencil, eyebrow / 眉笔 / lapiz de cejas, cejas / sobrancelha / sourcils / augenbrauen* / pensil alis / アイブロウ, 眉 / เขียนคิ้ว
serum: serum, ampoule, essence / 精华, 精华液, 安瓶 / serum, suero / serum, sero / serum / serum / serum / 美容液, セラム / เซรั่ม
cream: cream, moisturizer, moisturiser, face cream, day cream, night cream / 面霜, 乳霜, 保湿霜, 日霜, 晚霜 / crema, hidratante / creme, hidratante / creme, hydratant* / creme*, feuchtigkeits*, tagescreme, nachtcreme / krim, pelembab, moisturizer / クリーム, 保湿 / ครีม, มอยส์
cleanser: cleanser, face wash / 洗面奶, 洁面 / limpiador, limpiador facial / sabonete facial / nettoyant / reiniger, waschgel / facial wash, sabun muka, cleanser / 洗顔, クレンジング / โฟมล้างหน้า, คลีนซิ่ง
toner: toner / 爽肤水, 化妆水 / tonico / tonico / tonique, lotion tonique / toner, gesichtswasser / toner / 化粧水 / โทนเนอร์
sunscreen: sunscreen, sun cream / 防晒, 防晒霜 / protector solar, bloqueador / protetor solar / creme solaire, ecran solaire, solaire / sonnencreme*, sonnenschutz* / sunscreen / 日焼け止め / กันแดด
mask: face mask, sheet mask, mask / 面膜 / mascarilla / mascara facial / masque / gesichtsmaske*, maske* / masker / パック, フェイスマスク / มาส์ก
perfume: perfume, cologne, fragrance / 香水 / perfume, colonia / perfume / parfum / parfum*, duft / parfum / 香水 / น้ำหอม
shampoo: shampoo, conditioner / 洗发水, 洗发露, 护发素 / champu, shampoo, acondicionador / xampu, shampoo, condicionador / shampoing, apres shampoing / shampoo* / sampo, shampo, kondisioner / シャンプー, トリートメント / แชมพู, ครีมนวด
hair-oil: hair oil, hair mask / 护发精油, 发膜 / aceite para el pelo / oleo capilar / huile cheveux, huile capillaire / haaröl, haarkur / minyak rambut, hair oil / ヘアオイル / น้ำมันใส่ผม
soap: soap / 香皂, 肥皂 / jabon / sabonete / savon / seife* / sabun / 石鹸, せっけん / สบู่
nail-polish: nail polish, nail varnish / 指甲油 / esmalte / esmalte / vernis / nagellack* / kutek / マニキュア, ネイル / ยาทาเล็บ
hair-dryer: hair dryer, hairdryer, blow dryer / 吹风机 / secador, secadora de pelo / secador / seche cheveux / föhn, haartrockner* / hair dryer, pengering rambut / ドライヤー / ไดร์, ไดร์เป่าผม
straightener: straightener, flat iron, curling iron, curler / 直发器, 卷发棒 / plancha de pelo, rizador / chapinha, prancha / lisseur, boucleur / glätteisen*, lockenstab* / catokan / ヘアアイロン, コテ / หนีบผม, ม้วนผม
toothbrush: toothbrush / 牙刷 / cepillo de dientes / escova de dente / brosse a dents / zahnbürste* / sikat gigi / 歯ブラシ / แปรงสีฟัน
brush: brush, makeup brush / 刷子, 化妆刷, 粉刷 / brocha, cepillo, pincel / pincel, escova / pinceau, pinceaux, brosse / pinsel*, bürste* / kuas, sisir / ブラシ, 筆 / แปรง
lotion: lotion, body lotion, body butter, body cream / 身体乳, 乳液 / locion, crema corporal / locao, hidratante corporal / lait corporel, lotion, creme corps / bodylotion, körpercreme, lotion / body lotion, lotion / ボディクリーム, ボディローション, 乳液 / โลชั่น
`
export const TECH_NOUNS = `
phone: phone, smartphone / 手机 / telefono, celular, movil / celular, telefone / telephone, smartphone / handy*, smartphone* / hp, ponsel / スマホ, 携帯 / โทรศัพท์, มือถือ
case: case, phone case, cover / 手机壳, 保护壳 / funda, carcasa / capinha, capa / coque, etui / hülle*, handyhülle / casing, case / ケース / เคส
tablet: tablet, ipad / 平板 / tableta, tablet / tablet / tablette / tablet* / tablet / タブレット / แท็บเล็ต
laptop: laptop, notebook / 笔记本, 笔记本电脑 / portatil, laptop / notebook, laptop / ordinateur portable, pc portable / laptop*, notebook* / laptop / ノートパソコン / โน้ตบุ๊ค
earbuds: earbuds, earphones, buds / 耳机, 蓝牙耳机 / auriculares, audifonos / fone, fones, fone de ouvido / ecouteurs / ohrhörer*, earbuds / earphone, tws, earbuds, headset / イヤホン / หูฟัง
headphones: headphones, headset / 头戴耳机, 耳机 / auriculares, cascos, diadema / headphone, headset / casque / kopfhörer* / headphone / ヘッドホン / หูฟังครอบ
speaker: speaker / 音箱, 音响 / bocina, altavoz, parlante / caixa de som / enceinte / lautsprecher*, box, boxen / speaker / スピーカー / ลำโพง
power-bank: power bank, powerbank, battery pack / 充电宝 / power bank, bateria externa / carregador portatil, power bank / batterie externe / powerbank* / powerbank / モバイルバッテリー / พาวเวอร์แบงค์
charger: charger / 充电器, 充电头 / cargador / carregador / chargeur / ladegerät* / charger, cas / 充電器 / ที่ชาร์จ, หัวชาร์จ
cable: cable / 数据线, 充电线 / cable / cabo / cable / kabel* / kabel / ケーブル / สายชาร์จ, สาย
keyboard: keyboard / 键盘 / teclado / teclado / clavier / tastatur* / keyboard / キーボード / คีย์บอร์ด
mouse: mouse / 鼠标 / raton, mouse / mouse / souris / maus / mouse / マウス / เมาส์
monitor: monitor, screen / 显示器, 屏幕 / monitor, pantalla / monitor / ecran, moniteur / monitor*, bildschirm* / monitor / モニター / จอ, มอนิเตอร์
webcam: webcam, camera, dashcam / 摄像头, 相机 / camara, webcam / camera, webcam / camera, webcam / kamera*, webcam* / kamera / カメラ / กล้อง
tripod: tripod, ring light / 三脚架, 补光灯 / tripode, aro de luz / tripe / trepied / stativ*, ringlicht / tripod / 三脚 / ขาตั้ง
smartwatch: smartwatch, smart watch, fitness tracker, watch / 智能手表, 手环, 手表 / smartwatch, reloj inteligente, reloj / smartwatch, relogio inteligente, relogio / montre connectee, montre / smartwatch*, fitnessuhr, uhr, uhren / smartwatch, jam pintar, jam / スマートウォッチ, 時計 / สมาร์ทวอทช์, นาฬิกา
drone: drone / 无人机 / dron / drone / drone / drohne* / drone / ドローン / โดรน
tv: tv, television / 电视 / televisor, tele / televisao / tele, televiseur / fernseher* / televisi / テレビ / ทีวี
projector: projector / 投影仪 / proyector / projetor / projecteur / beamer, projektor / proyektor / プロジェクター / โปรเจคเตอร์
drill: drill / 电钻 / taladro / furadeira / perceuse / bohrmaschine*, bohrer / bor / ドリル / สว่าน
fan: fan / 风扇, 电风扇 / ventilador / ventilador / ventilateur / ventilator* / kipas / 扇風機 / พัดลม
heater: heater / 取暖器, 暖风机 / calefactor, estufa / aquecedor / chauffage, radiateur / heizung, heizlüfter* / pemanas / ヒーター / ฮีตเตอร์
humidifier: humidifier, diffuser / 加湿器, 香薰机 / humidificador, difusor / umidificador, difusor / humidificateur, diffuseur / luftbefeuchter*, diffuser / humidifier, diffuser / 加湿器, ディフューザー / เครื่องพ่นไอน้ำ
stroller: stroller, pram, pushchair / 婴儿车, 推车 / cochecito, carriola / carrinho de bebe / poussette / kinderwagen*, buggy / stroller / ベビーカー / รถเข็นเด็ก
carrier: baby carrier, sling / 背带 / portabebe, fular / canguru, sling / porte bebe / babytrage*, trage / gendongan / 抱っこ紐 / เป้อุ้ม
romper: babygrow, onesie, bodysuit / 连体衣, 爬服 / body, mameluco / body, macacao de bebe / body, grenouillere / strampler*, body / jumper bayi / ロンパース / บอดี้สูท
diapers: diaper, nappy, nappies / 纸尿裤, 尿不湿 / panales / fralda / couche / windel*, windeln / popok, pampers / おむつ / แพมเพิส, ผ้าอ้อม
plush: plush, plushie, soft toy, teddy / 玩偶, 毛绒玩具, 公仔 / peluche / pelucia / peluche / kuscheltier*, pluschtier* / boneka / ぬいぐるみ / ตุ๊กตา
puzzle: puzzle, jigsaw / 拼图 / rompecabezas, puzle / quebra cabeca / puzzle / puzzle* / puzzle / パズル / จิ๊กซอว์
bike: bike, bicycle, e bike / 自行车 / bicicleta, bici / bicicleta / velo / fahrrad*, fahrräder / sepeda / 自転車 / จักรยาน
yoga-mat: yoga mat / 瑜伽垫 / esterilla, tapete de yoga / tapete de yoga / tapis de yoga / yogamatte* / matras yoga / ヨガマット / เสื่อโยคะ
dumbbell: dumbbell, kettlebell, weights / 哑铃, 壶铃 / mancuerna, pesas / halter / haltere / hantel*, kettlebell / dumbbell / ダンベル / ดัมเบล
honey: honey / 蜂蜜 / miel / mel / miel / honig* / madu / はちみつ, 蜂蜜 / น้ำผึ้ง
chocolate: chocolate / 巧克力 / chocolate / chocolate / chocolat / schokolade* / cokelat batang / チョコ, チョコレート / ช็อกโกแลต
oil: olive oil, oil / 橄榄油 / aceite / azeite / huile / olivenöl*, öl / minyak zaitun / オリーブオイル / น้ำมันมะกอก
wine: wine / 葡萄酒, 红酒 / vino / vinho / vin / wein* / wine / ワイン / ไวน์
cheese: cheese / 奶酪 / queso / queijo / fromage / käse* / keju / チーズ / ชีส
`
