// Names people give themselves in a chat, by language; half of them dressed up as handles.
import { between, chance, pick, type Random } from '../random.ts'

const NAMES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Lena',
    'Mark',
    'Priya',
    'Olu',
    'Grace',
    'Callum',
    'Anneke',
    'Tomas',
    'Ruth',
    'Dev',
    'Hannah',
    'Joe',
    'Nia',
    'Pat',
    'Wren',
  ],
  zh: ['小林做饭', '阿梅', '厨房里的猫', '陈先生', '小雨', '大伟', '橘子汽水', '安安妈妈', '北方的狼', '南南'],
  es: ['Sofía', 'Mateo', 'Lucía', 'Diego', 'Carmen', 'Nuria', 'Javi', 'Rocío', 'Andrés', 'Pilar'],
  pt: ['Rui P.', 'Beatriz', 'João', 'Larissa', 'Thiago', 'Inês', 'Camila', 'Duarte', 'Marina', 'Zé'],
  fr: ['Camille', 'Hugo', 'Élodie', 'Mathis', 'Chloé', 'Benoît', 'Inès', 'Thierry', 'Manon', 'Yanis'],
  de: ['Anke', 'Jürgen', 'Lisa', 'Matthias', 'Svenja', 'Uwe', 'Katrin', 'Ferdi', 'Heike', 'Max'],
  id: ['Dewi', 'Budi', 'Putri', 'Agus', 'Sari', 'Rizky', 'Ayu', 'Bayu', 'Intan', 'Eka'],
  ja: ['みさき', 'たろう', 'ゆい', 'けんじ', 'さくら', 'はると', 'あかり', 'そら', 'まい', 'りょう'],
  th: ['พลอย', 'นก', 'ต้น', 'มะลิ', 'ก้อง', 'ฝน', 'แพร', 'บอส', 'น้ำ', 'เจ'],
}
const TAILS = ['_ok', '.home', 'loves', '_cooks', '88', '_x', '.r', '_live', '2', '_dad']

export function authorName(random: Random, lang: string): string {
  const name = pick(random, NAMES[lang] ?? NAMES['en'] ?? ['viewer'])
  if (chance(random, 0.5)) return name
  return chance(random, 0.6) ? `${name.toLowerCase()}${pick(random, TAILS)}` : `${name}${between(random, 2, 999)}`
}
