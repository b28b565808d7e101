// Words that say nothing about what is asked: left out of fingerprints. One list a language, and what is said to the host.
import { PhraseTrie } from './phrase-trie.ts'

const WORDS = `
a, an, the, is, are, am, was, be, been, it, its, it s, this, that, these, those, thing, one, ones, do, does, did, you, u, ur, your, yours, ya, guys, we, i, me, my, our, they, them, she, he, her, his, have, has, had, got, get, can, could, will, would, should, may, might, to, of, for, in, on, at, with, and, or, if, but, so, as, by, from, up, out, there, here, what, which, how, when, where, who, why, any, some, please, pls, plz, thanks, thank, hi, hello, hey, just, also, too, very, really, still, again, now, then, than, not, no, yes, dont, s, t, m, re, ve, ll, d, dear, hun, babe, mate, sis, bro, sir, maam, lol, omg, po, ba, ang, abeg, want, know, tell, say, ask, question, anyone, anybody, about, like, ok, oh, wait, sorry, host
el, la, los, las, un, una, unos, unas, de, del, al, en, con, por, para, que, es, son, esta, este, esto, ese, esa, eso, y, o, si, no, se, me, te, le, lo, les, mi, tu, su, hay, tiene, tienen, tienes, puede, puedo, se puede, como, cuando, donde, cual, favor, porfa, hola, gracias, muy, mas, ya, pero, tambien, quiero, quisiera, saber
o, os, as, um, uma, uns, umas, do, da, dos, das, no, na, nos, nas, com, por, pra, pro, para, que, e, esse, essa, esta, este, isso, voce, voces, vc, vcs, tem, ter, pode, posso, da pra, como, quando, onde, qual, favor, oi, ola, obrigada, obrigado, moca, amor, gente, ele, ela, sao, mais, ja, mas, tambem, eu, meu, minha, sim, nao, tao
le, la, les, un, une, des, du, de, d, l, et, ou, a, au, aux, en, dans, avec, pour, par, que, qu, qui, quoi, est, sont, c, ce, cet, cette, ces, ca, il, elle, on, nous, vous, tu, je, j, y, a t, est ce, peut, peux, comment, quand, quel, quelle, svp, stp, s il, plait, bonjour, salut, coucou, merci, tres, plus, aussi, pas, ne, n, se, sa, son, mon, ma, mais, si, avez, as, ai, ont
der, die, das, den, dem, des, ein, eine, einen, einem, einer, und, oder, ist, sind, war, es, er, sie, ihr, ich, wir, man, du, mir, mich, dir, euch, hat, habt, haben, hast, kann, konnt, konnen, muss, soll, auch, noch, mit, fur, von, zu, zum, zur, im, in, an, am, auf, aus, bei, wie, was, wo, wann, welche, welcher, welches, wer, bitte, danke, hallo, hi, denn, da, dann, nicht, kein, keine, sehr, mal, ja, nein, so, wenn, ob, gibt, gibts, geht, eigentlich, schon, nur
kak, ka, kakak, min, gan, bun, bunda, sis, bang, itu, ini, yg, yang, ada, apa, apakah, bisa, ga, gak, tidak, nggak, ya, dan, atau, di, ke, dari, untuk, buat, sama, dengan, nya, dong, sih, deh, nih, kah, mau, tanya, tolong, berapa, brp, kapan, gimana, bagaimana, aku, saya, ku, kok, kalau, kalo, lagi, masih, juga, udah, sudah, bukan, boleh, pakai, pake
`
const DENSE = `
请问, 主播, 姐姐, 宝宝们, 老师, 老板, 亲, 家人们, 这个, 那个, 这款, 那款, 这, 那, 的, 了, 吗, 嘛, 呢, 呀, 啊, 吧, 哦, 么, 有没有, 有, 没有, 能不能, 能, 可以, 可不可以, 是不是, 是, 会不会, 会, 不, 我, 你, 你们, 他, 她, 它, 一下, 什么, 怎么, 怎样, 多少, 几, 谢谢, 哪, 想, 问, 要, 和, 也, 都, 还, 就, 在, 给, 用, 个, 件, 款, 家, 说, 看
です, ます, でしょう, ますか, ですか, ください, 下さい, この, その, あの, これ, それ, あれ, って, は, が, を, に, の, と, も, で, か, な, ね, よ, へ, や, さん, お, ご, ある, あり, いる, する, して, した, できる, でき, どう, どの, 何, なに, なん, 教えて, すみません, ありがとう, こんにちは, はじめまして, から, まで, より, だ, た, て, ん, けど, とか, でも, だと, ない, なる, 使
คะ, ค่ะ, ครับ, ค้าบ, จ้า, จ้ะ, นะ, น้า, อ่ะ, อะ, มั้ย, ไหม, ป่าว, ป่ะ, หรือเปล่า, รึเปล่า, พี่, แม่, แอด, น้อง, เฮีย, ขอ, หน่อย, นี้, นั้น, อัน, ตัว, มี, ได้, เป็น, อยู่, ที่, ของ, กับ, และ, หรือ, ถ้า, แล้ว, ยัง, ไง, ยังไง, อะไร, ไร, กี่, ไหน, ใช้, จะ, ให้, ไป, มา, เลย, ก็, สวัสดี, ขอบคุณ
`

/** Values are all 0. */
export const STOP_PHRASES = new PhraseTrie()
for (const line of (WORDS + DENSE).split('\n'))
  for (const phrase of line.split(', ')) if (phrase !== '') STOP_PHRASES.add(phrase, 0)
STOP_PHRASES.freeze()
