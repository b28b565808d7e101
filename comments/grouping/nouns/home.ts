// What things for kitchen, home, garden and pets are called.
export const HOME_NOUNS = `
pan: pan, frying pan, skillet, fry pan / 平底锅, 煎锅, 炒锅, 不粘锅, 锅, 锅子 / sarten, sartenes / frigideira, panela antiaderente / poele / pfanne*, bratpfanne* / wajan, penggorengan / フライパン, スキレット / กระทะ
wok: wok / 炒锅, 锅 / wok / wok / wok / wok* / wajan, kuali / 中華鍋, 中華なべ / กระทะจีน
pot: pot, stockpot, casserole, dutch oven, saucepan, cocotte / 锅, 汤锅, 炖锅, 铸铁锅, 珐琅锅, 砂锅 / olla, cacerola, cazuela / panela, cacarola / cocotte, casserole, marmite, faitout / topf, töpfe, gusstopf, brater, kochtopf / panci / 鍋, お鍋, なべ / หม้อ
knife: knife, knives / 刀, 菜刀, 厨刀, 主厨刀 / cuchillo / faca / couteau, couteaux / messer*, kochmesser / pisau / 包丁, ナイフ / มีด
cutting-board: board, cutting board, chopping board / 砧板, 菜板, 案板, 切菜板 / tabla, tabla de cortar / tabua, tabua de corte / planche, planche a decouper / brett, schneidebrett*, schneidbrett / talenan / まな板 / เขียง
kettle: kettle / 水壶, 烧水壶, 电水壶, 茶壶, 手冲壶 / hervidor, tetera, pava / chaleira / bouilloire / wasserkocher*, kessel / ketel, teko / ケトル, やかん, 電気ケトル / กาน้ำ, กาต้มน้ำ
teapot: teapot / 茶壶 / tetera / bule / theiere / teekanne* / teko / 急須, ティーポット / กาน้ำชา
rice-cooker: rice cooker / 电饭煲, 电饭锅, 饭煲 / arrocera, olla arrocera / panela de arroz, panela eletrica / cuiseur a riz, cuiseur riz / reiskocher* / rice cooker, penanak nasi / 炊飯器 / หม้อหุงข้าว
air-fryer: air fryer, airfryer, fryer / 空气炸锅, 炸锅 / freidora, freidora de aire, airfryer / fritadeira, air fryer, airfryer / friteuse, air fryer, airfryer / heissluftfritteuse*, airfryer*, fritteuse* / air fryer, airfryer / エアフライヤー, ノンフライヤー / หม้อทอด
blender: blender, hand blender, mixer / 搅拌机, 料理棒, 破壁机, 榨汁机, 料理机 / batidora, licuadora / liquidificador, mixer / mixeur, blender / mixer, standmixer, stabmixer*, pürierstab / blender / ミキサー, ブレンダー, ハンドブレンダー / เครื่องปั่น
grinder: grinder, coffee grinder, mill / 磨豆机, 研磨机, 研磨器, 胡椒研磨器 / molinillo, molino / moedor / moulin / mühle, kaffeemühle*, pfeffermühle* / grinder, penggiling / ミル, グラインダー, コーヒーミル / เครื่องบด
coffee-maker: coffee maker, coffee machine, espresso machine, french press / 咖啡机, 法压壶 / cafetera / cafeteira / cafetiere, machine a cafe / kaffeemaschine*, espressomaschine* / mesin kopi / コーヒーメーカー, エスプレッソマシン / เครื่องชงกาแฟ
coffee: coffee, coffee beans, beans / 咖啡, 咖啡豆, 豆子 / cafe, granos / cafe, graos / cafe, grains / kaffee, bohnen / kopi / コーヒー豆, コーヒー / กาแฟ
tea: tea / 茶叶 / - / - / - / tee / teh / お茶, 紅茶 / ชา
scale: scale, scales / 秤, 厨房秤, 电子秤 / bascula, balanza / balanca / balance / waage*, küchenwaage / timbangan / はかり, スケール / ตาชั่ง, เครื่องชั่ง
lunch-box: lunch box, lunchbox, container, bento / 饭盒, 便当盒, 保鲜盒 / fiambrera, lonchera, tupper* / marmita, pote / boite repas, lunch box, boite a repas / brotdose*, lunchbox*, frischhaltedose* / kotak makan, bekal / 弁当箱, お弁当箱, 保存容器 / กล่องข้าว
apron: apron / 围裙 / delantal, mandil / avental / tablier / schürze* / celemek, apron / エプロン / ผ้ากันเปื้อน
bowl: bowl / 碗, 大碗, 沙拉碗 / cuenco, bol, tazon / tigela / bol, saladier / schüssel*, schale* / mangkok, mangkuk / ボウル, 茶碗, どんぶり / ชาม, ถ้วย
plate: plate, plates, dish / 盘子, 碟子, 餐盘 / plato / prato / assiette / teller* / piring / お皿, 皿, プレート / จาน
mug: mug, cup / 杯子, 马克杯, 咖啡杯 / taza / caneca, xicara / tasse, mug / tasse*, becher* / gelas, mug, cangkir / マグ, マグカップ, カップ / แก้ว, แก้วน้ำ
bottle: bottle, thermos, tumbler, flask / 保温杯, 水杯, 水瓶, 瓶子 / botella, termo / garrafa / bouteille, gourde, thermos / flasche*, thermos*, thermoskanne / botol, tumbler, termos / 水筒, ボトル, タンブラー / ขวด, กระบอกน้ำ, แก้วเก็บ
tongs: tongs / 夹子 / pinzas / pinca / pince / zange* / capitan, penjepit / トング / ที่คีบ
spatula: spatula, turner / 锅铲, 铲子 / espatula / espatula / spatule / pfannenwender*, spatel / spatula, sutil / フライ返し, へら / ตะหลิว
spice: spice box, spice rack, spices / 调料盒, 香料 / especias, especiero / temperos / epices / gewürz* / bumbu / スパイス / เครื่องเทศ
baking: baking tin, cake tin, loaf tin, baking tray, roasting tin / 烤盘, 蛋糕模 / molde, bandeja de horno / forma, assadeira / moule, plaque de cuisson / backform*, backblech*, kuchenform / loyang / 焼き型, ケーキ型 / ถาดอบ, พิมพ์
oven-glove: oven glove, oven mitt / 隔热手套 / guante de horno, manopla / luva termica / manique, gant de cuisine / ofenhandschuh*, topflappen / sarung tangan oven / ミトン, 鍋つかみ / ถุงมือกันร้อน
vacuum: vacuum, hoover, vacuum cleaner, robot vacuum / 吸尘器, 扫地机, 扫地机器人 / aspiradora / aspirador / aspirateur / staubsauger*, saugroboter / vacuum, penyedot debu / 掃除機 / เครื่องดูดฝุ่น
lamp: lamp, lantern / 灯, 台灯, 落地灯 / lampara / luminaria, abajur / lampe / lampe*, leuchte* / lampu / ランプ, ライト, 照明 / โคมไฟ
candle: candle / 蜡烛, 香薰 / vela / vela / bougie / kerze* / lilin / キャンドル, ろうそく / เทียน
blanket: blanket, throw / 毯子, 毛毯 / manta, cobija / manta, cobertor / plaid, couverture / decke*, kuscheldecke / selimut / 毛布, ブランケット / ผ้าห่ม
duvet: duvet, quilt, comforter / 被子, 羽绒被 / edredon / edredom / couette / bettdecke*, bettbezug / bed cover / 布団, 掛け布団 / ผ้านวม
bedding: bed sheet, sheets, bedding, duvet cover / 床单, 四件套, 被套, 床品 / sabana, sabanas / lencol, jogo de cama / drap, draps, housse de couette, parure / bettwäsche, bettlaken*, laken / sprei, seprai / シーツ, 布団カバー / ผ้าปูที่นอน
pillow: pillow, cushion / 枕头, 抱枕 / almohada, cojin / travesseiro, almofada / oreiller, coussin / kissen* / bantal / 枕, クッション / หมอน
mattress: mattress / 床垫 / colchon / colchao / matelas / matratze* / kasur / マットレス / ที่นอน
towel: towel / 毛巾, 浴巾 / toalla / toalha / serviette / handtuch*, handtücher / handuk / タオル / ผ้าเช็ดตัว, ผ้าขนหนู
rug: rug, carpet, mat / 地毯, 地垫 / alfombra / tapete / tapis / teppich* / karpet / ラグ, カーペット, マット / พรม
curtain: curtain / 窗帘 / cortina / cortina / rideau, rideaux / vorhang*, gardine* / gorden, tirai / カーテン / ผ้าม่าน
chair: chair, stool / 椅子, 凳子 / silla / cadeira / chaise / stuhl*, hocker / kursi / 椅子, チェア / เก้าอี้
table: table, desk / 桌子, 餐桌, 书桌 / mesa, escritorio / mesa / table, bureau / tisch*, schreibtisch* / meja / テーブル, 机 / โต๊ะ
sofa: sofa, couch / 沙发 / sofa / sofa / canape / sofa, couch / sofa / ソファ / โซฟา
shelf: shelf, rack, organizer, organiser / 架子, 收纳, 置物架 / estante, estanteria, organizador / prateleira, organizador / etagere / regal* / rak / 棚, ラック / ชั้นวาง
basket: basket / 篮子, 收纳篮 / cesta, canasta / cesto / panier / korb*, körbe / keranjang anyam / かご, バスケット / ตะกร้าสาน
mirror: mirror / 镜子 / espejo / espelho / miroir / spiegel* / cermin / 鏡, ミラー / กระจก
vase: vase / 花瓶 / florero, jarron / vaso / vase / vase* / vas / 花瓶 / แจกัน
plant: plant, plants, orchid, fern / 植物, 绿植, 花苗 / planta / planta / plante / pflanze* / tanaman / 植物, 苗 / ต้นไม้
planter: planter, flower pot, plant pot / 花盆 / maceta / vaso de planta / pot de fleurs, jardiniere / blumentopf*, übertopf / pot bunga / 植木鉢, 鉢 / กระถาง
umbrella: umbrella / 雨伞, 伞 / paraguas / guarda chuva / parapluie / regenschirm*, schirm / payung / 傘 / ร่ม
tent: tent / 帐篷 / carpa, tienda de campana / barraca / tente / zelt* / tenda / テント / เต็นท์
cooler: cooler, esky, cool box / 保温箱 / nevera portatil, hielera / cooler, caixa termica / glaciere / kühlbox* / cooler box / クーラーボックス / กระติก
pet-bed: dog bed, cat bed, pet bed / 狗窝, 猫窝 / cama para perro / caminha / panier pour chien / hundebett*, katzenbett / kasur kucing / ペットベッド / ที่นอนหมา
`
