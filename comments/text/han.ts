// Han alone: Chinese, but for what only Japanese writes.

/** Characters as Japan simplified them, China otherwise or not at all; none that a Chinese text has as a variant or borrows, as 人気 and 海塩. */
const JAPANESE =
  '悪圧囲栄営駅応価壊拡覚勧歓観帰犠拠挙駆勲薫掲継経鶏軽撃県険圏検権顕験厳広鉱剤斎済雑歯児実釈従渋縦粛渉乗剰畳縄譲醸図粋酔穂瀬斉摂戦繊銭巣騒蔵臓続対帯滝択沢単弾遅聴転稲闘読悩脳廃拝売発抜払仏変辺黙訳揺様謡頼覧猟塁霊齢労働込榊枠峠匂'
/** Characters that Japanese does not write, such as any Chinese sentence has; 3個, 没収 and 什器 are Japanese as well. */
const CHINESE =
  '这這们們吗嗎吧呢么麼沒你您妳她它很哦啊嘛呀啥咋哪说說给让讓对對卖还个样儿啦哈嗯噢哇喔欸诶贵谁请买钱发时东车见过间问'
/** Short comments of characters that both write, in words that Chinese has not, or hardly says alone. */
const JAPANESE_WORDS: ReadonlySet<string> = new Set(
  `最高 詐欺 詐欺師 無理 返金 返金希望 購入 即購入 本当 素敵 綺麗 在庫 在庫切 在庫無 注文 返品 返品希望 返品不可 本物 偽物 送料 送料無料 大丈夫 質問 再入荷 入荷
  大人気 挨拶 初心者 常連 予約 予定 残念 割引 割高 格安 激安 心配 納得 超綺麗 何色 何枚 何個 何番 次回 無音 音無 画質 着用 試着 着画 別色 色違 裏地 生地 到着
  未着 翌日 追跡 欠品 人気 値段 値段以上 値段以下 緑 満足 大満足 不満 収納 円 毎回 専用`.split(/\s+/),
)

const JAPANESE_ONLY = 1
const CHINESE_ONLY = 2
const WRITES = new Uint8Array(0x10000)
for (const char of JAPANESE) WRITES[char.charCodeAt(0)] = JAPANESE_ONLY
for (const char of CHINESE) WRITES[char.charCodeAt(0)] = CHINESE_ONLY

/** CJK Unified Ideographs. */
const IDEOGRAMS_FROM = 0x4e00
const IDEOGRAMS_TO = 0x9fff
const BEGINS_WORD = new Uint8Array(0x10000)
for (const word of JAPANESE_WORDS) BEGINS_WORD[word.charCodeAt(0)] = 1

/** A longer text is not looked up as words. UTF-16 code units. */
const TEXT_UNITS_MAX = 12
const HAN_RUNS = /\p{Script=Han}+/gu

/** Whether a comment with Han and no kana is Japanese by its characters, or as its words alone. */
export function isJapaneseHan(text: string): boolean {
  let japanese = false
  for (let i = 0; i < text.length; i += 1) {
    const by = WRITES[text.charCodeAt(i)]!
    if (by === CHINESE_ONLY) return false
    if (by === JAPANESE_ONLY) japanese = true
  }
  if (japanese) return true
  if (text.length > TEXT_UNITS_MAX || !beginsLikeWord(text)) return false
  const runs = text.match(HAN_RUNS)
  return runs !== null && runs.every((run) => JAPANESE_WORDS.has(run))
}

/** Whether its first ideogram begins one of the words. Most Chinese comments fail here already, which costs less than the search. */
function beginsLikeWord(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit >= IDEOGRAMS_FROM && unit <= IDEOGRAMS_TO) return BEGINS_WORD[unit] === 1
  }
  return false
}

/** Whether a text has characters that Japanese does not write. */
export function hasChineseHan(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (WRITES[text.charCodeAt(i)] === CHINESE_ONLY) return true
  return false
}
