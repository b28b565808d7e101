// Scores of the committed model, as one machine gave them: text, language, sentiment, confidence, labels. Written anew with a new
// model alone; a difference without one means that two machines disagree.
export const GOLDEN: {
  readonly modelVersion: string
  readonly comments: readonly (readonly [string, string, number | null, number, string])[]
} = {
  modelVersion: 'c5-13cb297b',
  comments: [
    ['this is gorgeous', 'en', 0.999, 0.999, 'praise'],
    ['sooooo cute 😍', 'en', 0.999, 0.999, 'praise'],
    ['frozen again on my phone 😩', 'en', -0.997, 0.997, 'complaint.stream'],
    ['do you ship to Canada?', 'en', 0, 0.999, 'question.shipping'],
    ['take my money', 'en', 0.7, 0.57, 'intent'],
    ['just ordered mine!', 'en', 0.504, 0.094, 'purchased'],
    ['太贵了', 'zh', -0.983, 0.978, 'complaint.price'],
    ['求链接', 'zh', 0.001, 0.988, 'question.how_to_buy'],
    ['这个真的好看', 'zh', 0.999, 0.999, 'praise'],
    ['收到的有划痕', 'zh', -0.925, 0.925, 'complaint.quality,complaint.delivery'],
    ['¿hacen envíos a México?', 'es', 0.005, 0.985, 'question.shipping'],
    ['me encanta', 'es', 0.984, 0.974, 'praise'],
    ['amei demais', 'pt', 0.997, 0.997, 'praise'],
    ['trop cher pour ce que c’est', 'fr', -0.217, 0.217, 'complaint.price'],
    ['Kann ich es zurückschicken?', 'de', 0, 0.999, 'question.other'],
    ['ongkir ke Medan berapa?', 'id', 0, 1, 'question.shipping'],
    ['かわいい！これ欲しい', 'ja', 1, 1, 'intent,praise'],
    ['สวยมากค่ะ', 'th', 0.998, 0.998, 'praise'],
    ['ขอดูอีกทีได้ไหมคะ', 'th', 0.002, 0.993, 'request'],
    ['не знаю', 'und', null, 0, ''],
    ['привет 😍', 'und', 0.75, 0.6, 'praise'],
    ['', 'und', null, 0, ''],
    ['\ud83d', 'und', null, 0, ''],
    ['a\u0301\u0301\u0301\u202eolleh', 'und', null, 0, ''],
    ['great, late again 🙄', 'en', 0.379, 0.189, 'complaint.delivery'],
  ],
}
