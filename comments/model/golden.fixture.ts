// Scores of the committed model, as one machine gave them: text, language, sentiment, confidence, labels. Written anew with a new
// model alone; a difference without one means that two machines disagree.
export const GOLDEN: {
  readonly modelVersion: string
  readonly comments: readonly (readonly [string, string, number | null, number, string])[]
} = {
  modelVersion: 'c1-528e9306',
  comments: [
    ['this is gorgeous', 'en', 0.977, 0.977, 'praise'],
    ['sooooo cute 😍', 'en', 0.992, 0.992, 'praise'],
    ['frozen again on my phone 😩', 'en', -0.963, 0.952, 'complaint.stream'],
    ['do you ship to Canada?', 'en', -0.002, 0.992, 'question.shipping'],
    ['take my money', 'en', 0.624, 0.415, 'intent'],
    ['just ordered mine!', 'en', 0.54, 0.157, 'purchased'],
    ['太贵了', 'zh', -0.943, 0.937, 'complaint.price'],
    ['求链接', 'zh', 0.002, 0.97, 'question.how_to_buy'],
    ['这个真的好看', 'zh', 0.998, 0.997, 'praise'],
    ['收到的有划痕', 'zh', -0.714, 0.582, ''],
    ['¿hacen envíos a México?', 'es', -0.001, 0.981, 'question.shipping'],
    ['me encanta', 'es', 0.987, 0.986, 'praise'],
    ['amei demais', 'pt', 0.995, 0.995, 'praise'],
    ['trop cher pour ce que c’est', 'fr', -0.887, 0.887, 'complaint.price'],
    ['Kann ich es zurückschicken?', 'de', 0.006, 0.954, 'question.other'],
    ['ongkir ke Medan berapa?', 'id', 0, 0.996, 'question.shipping'],
    ['かわいい！これ欲しい', 'ja', 0.999, 0.999, 'intent,praise'],
    ['สวยมากค่ะ', 'th', 0.995, 0.995, 'praise'],
    ['ขอดูอีกทีได้ไหมคะ', 'th', 0.009, 0.965, 'request'],
    ['не знаю', 'und', null, 0, ''],
    ['привет 😍', 'und', 0.75, 0.6, 'praise'],
    ['', 'und', null, 0, ''],
    ['\ud83d', 'und', null, 0, ''],
    ['a\u0301\u0301\u0301\u202eolleh', 'und', null, 0, ''],
    ['great, late again 🙄', 'en', 0.2, 0.032, 'complaint.delivery'],
  ],
}
