// Where to: the countries and regions that are asked for most. Keys are ISO 3166, regions go with their country.
export const COUNTRIES = `
us: usa, united states, to the us, america, texas, california, florida, new york, alaska, hawaii / 美国 / estados unidos, eeuu / estados unidos, eua / etats unis / usa, amerika / amerika / アメリカ / อเมริกา
gb: uk, united kingdom, england, britain, scotland, wales, northern ireland, isle of man, london / 英国 / reino unido, inglaterra / reino unido, inglaterra / royaume uni, angleterre / england, grossbritannien / inggris / イギリス / อังกฤษ
ie: ireland, dublin, donegal, irland / 爱尔兰 / irlanda / irlanda / irlande / irland / irlandia / アイルランド / ไอร์แลนด์
ca: canada, quebec, ontario, toronto, vancouver / 加拿大 / canada / canada / canada, quebec / kanada / kanada / カナダ / แคนาดา
au: australia, sydney, melbourne, darwin, hobart, tasmania / 澳洲, 澳大利亚 / australia / australia / australie / australien / australia / オーストラリア / ออสเตรเลีย
nz: new zealand / 新西兰 / nueva zelanda / nova zelandia / nouvelle zelande / neuseeland / selandia baru / ニュージーランド / นิวซีแลนด์
mx: mexico / 墨西哥 / mexico, monterrey, guadalajara, cdmx / mexico / mexique / mexiko / meksiko / メキシコ / เม็กซิโก
br: brazil / 巴西 / brasil / brasil, nordeste, manaus, sao paulo, rio / bresil / brasilien / brasil / ブラジル / บราซิล
ar: argentina / 阿根廷 / argentina, buenos aires / argentina / argentine / argentinien / argentina / アルゼンチン / อาร์เจนตินา
co: colombia / 哥伦比亚 / colombia, bogota, medellin / colombia / colombie / kolumbien / kolombia / コロンビア / โคลอมเบีย
cl: chile / 智利 / chile / chile / chili / chile / chili / チリ / ชิลี
pe: peru / 秘鲁 / peru, lima / peru / perou / peru / - / ペルー / เปรู
es: spain, canary islands / 西班牙 / espana, canarias, baleares, mallorca / espanha / espagne, canaries / spanien, mallorca, kanaren / spanyol / スペイン / สเปน
pt: portugal / 葡萄牙 / portugal / portugal, madeira, acores / portugal / portugal / portugal / ポルトガル / โปรตุเกส
fr: france / 法国 / francia / franca / france, corse, dom tom, reunion, martinique, guadeloupe / frankreich / prancis / フランス / ฝรั่งเศส
be: belgium / 比利时 / belgica / belgica / belgique / belgien / belgia / ベルギー / เบลเยียม
ch: switzerland / 瑞士 / suiza / suica / suisse / schweiz / swiss / スイス / สวิส
de: germany / 德国 / alemania / alemanha / allemagne / deutschland / jerman / ドイツ / เยอรมัน
at: austria / 奥地利 / austria / austria / autriche / österreich / austria / オーストリア / ออสเตรีย
nl: netherlands, holland / 荷兰 / holanda, paises bajos / holanda / pays bas / niederlande, holland / belanda / オランダ / เนเธอร์แลนด์
it: italy / 意大利 / italia / italia / italie / italien, südtirol / italia / イタリア / อิตาลี
pl: poland / 波兰 / polonia / polonia / pologne / polen / polandia / ポーランド / โปแลนด์
cz: czech republic, czechia / 捷克 / chequia / tchequia / tchequie / tschechien / ceko / チェコ / เช็ก
eu: europe, eu / 欧洲 / europa / europa / europe / europa, eu / eropa / ヨーロッパ / ยุโรป
jp: japan / 日本 / japon / japao / japon / japan / jepang / 北海道, 沖縄, 離島 / ญี่ปุ่น
cn: china / 新疆, 西藏, 内蒙, 海南 / china / china / chine / china / cina, china / 中国 / จีน
tw: taiwan / 台湾, 台北 / taiwan / taiwan / taiwan / taiwan / taiwan / 台湾 / ไต้หวัน
hk: hong kong / 香港, 澳门 / hong kong / hong kong / hong kong / hongkong / hongkong / 香港 / ฮ่องกง
sg: singapore, tampines, punggol / 新加坡 / singapur / singapura / singapour / singapur / singapura / シンガポール / สิงคโปร์
my: malaysia / 马来西亚 / malasia / malasia / malaisie / malaysia / malaysia / マレーシア / มาเลเซีย
id: indonesia / 印尼 / indonesia / indonesia / indonesie / indonesien / indonesia / インドネシア / อินโดนีเซีย
th: thailand / 泰国 / tailandia / tailandia / thailande / thailand / thailand / タイ国 / ประเทศไทย
ph: philippines, mindanao, cebu / 菲律宾 / filipinas / filipinas / philippines / philippinen / filipina / フィリピン / ฟิลิปปินส์
in: india, kerala, mumbai, delhi / 印度 / india / india / inde / indien / india / インド / อินเดีย
ng: nigeria, lagos, abuja / 尼日利亚 / nigeria / nigeria / nigeria / nigeria / nigeria / ナイジェリア / ไนจีเรีย
za: south africa / 南非 / sudafrica / africa do sul / afrique du sud / südafrika / afrika selatan / 南アフリカ / แอฟริกาใต้
`
