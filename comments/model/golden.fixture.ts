// Scores of the committed model, as one machine gave them: text, language, sentiment, confidence, labels. Written anew with a new
// model alone; a difference without one means that two machines disagree.
export const GOLDEN: {
  readonly modelVersion: string
  readonly comments: readonly (readonly [string, string, number | null, number, string])[]
} = {
  modelVersion: 'c9-36601654',
  comments: [
    ['this is gorgeous', 'en', 0.999, 0.999, 'praise'],
    ['sooooo cute 😍', 'en', 1, 1, 'praise'],
    ['frozen again on my phone 😩', 'en', -0.928, 0.867, 'complaint.stream'],
    ['do you ship to Canada?', 'en', 0, 1, 'question.shipping'],
    ['take my money', 'en', 0.199, 0.289, 'intent'],
    ['just ordered mine!', 'en', 0.111, 0.769, 'purchased'],
    ['太贵了', 'zh', -0.989, 0.989, 'complaint.price'],
    ['求链接', 'zh', 0.002, 0.987, 'question.how_to_buy'],
    ['这个真的好看', 'zh', 0.997, 0.996, 'praise'],
    ['收到的有划痕', 'zh', -0.927, 0.927, 'purchased,complaint.quality,complaint.delivery'],
    ['¿hacen envíos a México?', 'es', 0, 0.999, 'question.shipping'],
    ['me encanta', 'es', 0.986, 0.977, 'praise'],
    ['amei demais', 'pt', 0.987, 0.987, 'praise'],
    ['trop cher pour ce que c’est', 'fr', -0.984, 0.984, 'complaint.price'],
    ['Kann ich es zurückschicken?', 'de', 0, 0.999, 'question.other'],
    ['ongkir ke Medan berapa?', 'id', 0, 1, 'question.shipping'],
    ['かわいい！これ欲しい', 'ja', 0.997, 0.996, 'intent,praise'],
    ['สวยมากค่ะ', 'th', 0.999, 0.999, 'praise'],
    ['ขอดูอีกทีได้ไหมคะ', 'th', 0, 0.999, 'request'],
    ['не знаю', 'und', null, 0, ''],
    ['привет 😍', 'und', 0.75, 0.6, 'praise'],
    ['', 'und', null, 0, ''],
    ['\ud83d', 'und', null, 0, ''],
    ['a\u0301\u0301\u0301\u202eolleh', 'und', null, 0, ''],
    ['great, late again 🙄', 'en', -0.2, 0.022, 'complaint.delivery'],
  ],
}
