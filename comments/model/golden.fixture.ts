// Scores of the committed model, as one machine gave them: text, language, sentiment, confidence, labels. Written anew with a new
// model alone; a difference without one means that two machines disagree.
export const GOLDEN: {
  readonly modelVersion: string
  readonly comments: readonly (readonly [string, string, number | null, number, string])[]
} = {
  modelVersion: 'c1-e9b2b4c1',
  comments: [
    ['this is gorgeous', 'en', 0.967, 0.961, 'praise'],
    ['sooooo cute 😍', 'en', 0.988, 0.987, 'praise'],
    ['frozen again on my phone 😩', 'en', -0.979, 0.979, 'complaint.stream'],
    ['do you ship to Canada?', 'en', -0.001, 0.997, 'question.shipping'],
    ['take my money', 'en', 0.766, 0.616, 'intent'],
    ['just ordered mine!', 'en', 0.548, 0.187, 'purchased'],
    ['太贵了', 'zh', -0.963, 0.961, 'complaint.price'],
    ['求链接', 'zh', 0, 0.981, 'question.how_to_buy'],
    ['这个真的好看', 'zh', 0.998, 0.997, 'praise'],
    ['收到的有划痕', 'zh', -0.686, 0.473, 'complaint.delivery'],
    ['¿hacen envíos a México?', 'es', 0, 0.993, 'question.shipping'],
    ['me encanta', 'es', 0.979, 0.977, 'praise'],
    ['amei demais', 'pt', 0.993, 0.993, 'praise'],
    ['trop cher pour ce que c’est', 'fr', -0.749, 0.749, 'complaint.price'],
    ['Kann ich es zurückschicken?', 'de', 0, 0.976, 'question.other'],
    ['ongkir ke Medan berapa?', 'id', 0, 0.999, 'question.shipping'],
    ['かわいい！これ欲しい', 'ja', 1, 1, 'intent,praise'],
    ['สวยมากค่ะ', 'th', 0.995, 0.995, 'praise'],
    ['ขอดูอีกทีได้ไหมคะ', 'th', 0.004, 0.986, 'request'],
    ['не знаю', 'und', null, 0, ''],
    ['привет 😍', 'und', 0.75, 0.6, 'praise'],
    ['', 'und', null, 0, ''],
    ['\ud83d', 'und', null, 0, 'question.price'],
    ['a\u0301\u0301\u0301\u202eolleh', 'und', null, 0, ''],
    ['great, late again 🙄', 'en', 0.648, 0.324, 'complaint.delivery'],
  ],
}
