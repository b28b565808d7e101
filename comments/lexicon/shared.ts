// Emoji, emoticons and the English that every chat borrows: read in every language. Written for this project.
export const shared = `
3: 😍, 🥰, 😘, ❤, 💕, 💖, 💗, 💓, 💞, 💘, 💝, 🤩, 🔥, 💯, 🏆, 😻, 🫶, 💜, 💙, 💚, 🧡, 💛, 🤍, 🖤, ❣, 💟, 🤎, 🩷, 🩵, 👑
2: 😊, 😀, 😃, 😄, 😁, 😆, 🥳, 🎉, 🎊, 👍, 👏, 🙌, 👌, ✨, 🌟, ⭐, 💪, 😋, 🤤, ☺, 🤗, 😇, 😎, 🌹, 💐, 🌸, 🌷, 🌺, 💋, 😽, 😸, 😺, 🙏, 🤝, ✌, 🫰, 🤟, 🥂, 🍾, 💎, 🌈, 🌞, ☀, 🎁, 😚, 😙, 😗, 🥹, 🤞, 🙂, 😌, 🆒, ✅, ♥, 💃, 🕺, 🚀, 🎈, 🍀, 👀✨
1: 😂, 🤣, 😅, 😉, 😏, 🙃, 😜, 😝, 😛, 🤪, 😹, 🙈, 👋, 🛒, 🛍, 😳, 🤭, 🐱, 🐶, 🎶, 🎵, 🌼, 🌻, 🦋, 😬
-1: 😐, 😑, 😶, 🤔, 😕, 🙁, ☹, 😟, 😓, 😪, 🥱, 😴, 🤨, 🧐, 😮‍💨, 🤷, 🫤, 😯, 😒, 🥲, 😥, 😰, 🥵, 🥶, 🤐, ❌, 🚫, 😵, 🐌, ⚠
-2: 😞, 😔, 😢, 😭, 😩, 😫, 🙄, 👎, 😖, 😣, 😿, 🤦, 💔, 😨, 😧, 😦, 😱, 🤕, 🤒, 😤, 🤥, 🐢, 🚩, 🗑, 🙅, 🤡, ☠, 💀
-3: 😡, 😠, 🤬, 🤮, 🤢, 💩, 🖕, 👿, 😾, 😈
2: :), :-), =), (:, :d, :-d, =d, xd, <3, <33, ;), ;-), :p, :-p, ^^, ^_^, ^-^, (^^), (^_^), (≧▽≦), (*^^*), \\o/, :3, c:, :], (´∀｀), (╹◡╹), ヾ, (*´∀｀*), ( ´ ▽ ｀ ), (≧∇≦), (o^^o)
-2: :(, :-(, =(, ):, :'(, :((, :/, :-/, :\\, >:(, t_t, t.t, ;_;, ;-;, -_-, -.-, >_<, d:, :c, (t_t), (；_；), (>_<), orz, (´；ω；｀), (-_-), :'-(, qaq, qwq, tat, :|, (╥﹏╥), (；´д｀), (´･ω･｀), :[, u_u
2 want: 🤑, 💸
1 praise: 😍, 🥰, 🤩, 💯, 👏, 🙌, 👑, 🫶, 🔥
want: 🙋, 🙋‍♀️, ✋, 🛒, 🛍
bought: 📦✅, 🛍✅
greeting: 👋, 🤚
laugh: 😂, 🤣, 😹, 😆, 😅, xd, lol, lmao, haha, hahaha, jaja, jajaja, kkkk, kkk, rsrs, wkwk, wkwkwk, mdr, ptdr, rofl, hihi, hehe
sarcasm: 🙄, 🤡, 🙃, 🤦, 🫠, 👏🙄, 😒, /s, 🐢
question: ?
2: wow, nice, super, top, love, love it, perfect, best, cool, bravo, omg wow, goat, slay, queen, so cute, cute, beautiful, amazing, top top, pog, poggers, gg, fire, good, great, thank you, thx, congrats, awesome
1: ok, lol, haha, hahaha, hehe, lmao, yes, like, thanks, yay
-2: wtf, fake, scam, boo, lag, bug, fail, spam
stream: lag, lagging, freeze, buffering, frozen, offline, loading, bug
price: usd, eur, euro, €, $, £, ¥, ￥, ฿, rp, idr, thb
size: xs, xl, xxl, 2xl, 3xl, 4xl, cm, kg, ml, size, oversize, free size
discount: promo, sale, flash sale, voucher, cashback, black friday, coupon, deal, bogo, %
buying: link, checkout, paypal, klarna, visa, mastercard, apple pay, google pay
shipping: cod, dhl, ups, fedex, express, tracking
stock: restock, sold out, pre order, preorder, ready stock, stock
spam: onlyfans, telegram, whatsapp, bitcoin, crypto, forex, http, https, www, f4f, follow me, follow back, t me, wa me, bit ly, casino, bonus, usdt
greeting: hi, hello, hey, hola, hallo, halo, bonjour, ciao
`
