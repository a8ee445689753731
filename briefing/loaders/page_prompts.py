"""Tells by its words what asks a reader for something, or announces what is no part of a story.

A phrase is one line below. Prompts hold for whole sentences, so each is one that an article does
not begin a paragraph with; labels hold for lines without an end stop, headings for whole headings.
"""

from __future__ import annotations

import re

LONGEST_PROMPT = 45
"""Words of what asks a reader for something; what is longer tells a story."""

_PROMPTS = r"""
sign up (?:for|to|here|now|today|and|below)\b
subscribe (?:to (?:our|the|this|us)|now|today|here|for free|for (?:our|as)|below)\b
(?:please )?(?:consider )?(?:becoming|subscribing)\b.{0,80}\bour\b
(?:get|receive) .{0,80}\b(?:inbox|newsletters?|e-?mails?|phone|alerts)\b
to (?:get|receive) (?:new|our|more) .{0,60}\b(?:posts|stories|updates|alerts)\b
(?:download|get|open|try) (?:it in |in )?(?:our|the)(?: free)?(?: \w+)? app\b
(?:follow|like|join|find) us (?:on|at|for|in|here|today)\b
join (?:our (?:group|community|newsletter|channel|mailing)|the conversation|the discussion)\b
(?:click|tap|swipe) (?:here|to|for|below|through)\b
(?:enter|type) your e-?mail\b
your e-?mail (?:address )?will not\b
(?:this|the) (?:post|article|story|edition) is (?:only )?for (?:paid|paying)?\s?subscribers\b
you(?:['’]re| are) receiving this e-?mail\b
our mailing address\b
(?:do you have|have you got|got|have) (?:a|any) (?:\w+ )?(?:story|tip|question|news)\b.{0,40}[?]
(?:e-?mail|write to|call|contact|text) our (?:newsroom|news ?desk|reporters?|editors?|team)\b
(?:e-?mail|contact|text|whatsapp) us\b
(?:support|help fund|donate to) (?:our (?:work|journalism|reporting)|independent journalism)\b
(?:please )?(?:donate|give) (?:now|today|what you can)\b
become a (?:paid |free )?(?:member|subscriber|supporter|patron)\b
already (?:a )?(?:member|subscriber|registered|subscribed|have an account)\b.{0,40}[?]
create (?:a|an|your) (?:free )?account\b
(?:register|log ?in|sign ?in) (?:now|here|to (?:read|continue|comment|keep|view))\b
you (?:can|may) unsubscribe\b
thank(?:s| you) for (?:reading|subscribing|signing up)\b
share (?:this (?:article|story|page|post)|full article|on (?:facebook|twitter|x)|via)\b
copy (?:the )?link\b
(?:re)?print this (?:article|story|page)\b
(?:listen to|watch|play) this (?:article|story|page|video)\b
(?:read|see|watch|listen)(?: more| next| also| too)? ?[:|>»]
read (?:more|next|also)(?: (?:about|on|from|here)\b.{0,80})?[\W_]*$
related(?: \w+)? ?[:|]
you (?:may|might) also (?:like|enjoy|be interested)\b
is this (?:page|article) useful\b
help us (?:to )?(?:improve|keep|fund|continue)\b
our standards ?:
what did you think of this\b
tell us what you think\b
(?:we|this (?:web)?site)(?: and our \d* ?partners)? uses?(?: some| essential)* cookies\b
we (?:and our \d* ?partners )?store (?:cookies|information on your)\b
we (?:value|respect) your privacy\b
by (?:tapping|clicking|continuing|signing up|subscribing)\b.{0,80}\byou (?:agree|accept)\b
privacy notice\b
all rights reserved\b
(?:alle rechte vorbehalten|tous droits réservés|todos (?:los derechos|os direitos) reservados)\b
(?:tutti i diritti riservati|© ?riproduzione riservata|alle rechten voorbehouden)\b
(?:tüm hakları saklıdır|wszelkie prawa zastrzeżone|všechna práva vyhrazena)\b
सर्वाधिकार सुरक्षित
abone ol\b
(?:diese (?:web)?seite|wir) (?:verwende[nt]|nutze[nt]|setzen|setzt)\b.{0,40}\bcookies\b
(?:ce site|nous) utilis(?:e|ons)\b.{0,20}\bcookies\b
(?:est[ea] (?:sitio|web|página|site)|utilizamos|usamos)\b.{0,30}\bcookies\b
questo sito (?:usa|utilizza)\b.{0,30}\bcookie\b
(?:deze (?:web)?site|wij) gebruik(?:t|en)\b.{0,20}\bcookies\b
(?:ta (?:strona|witryna)|nasz serwis) (?:używa|korzysta)\b.{0,30}\b(?:cookies?|ciastecz)
(?:(?:этот|наш) сайт использует|мы используем) (?:файлы )?cookie
(?:bu site|sitemiz)\b.{0,20}\bçerez
(?:نستخدم|يستخدم (?:هذا )?الموقع) ملفات تعريف الارتباط
当サイト.{0,15}(?:クッキー|cookie)
본? ?(?:사이트|웹사이트)[는은가이]? .{0,10}쿠키
copyright (?:\d|©|by)
©
(?:image|picture|photo)(?:graph)?(?: caption| credit| source)? ?:
(?:this )?(?:advertisement|sponsored content)(?: ?[·|:–-].*)?[\W_]*$
skip to (?:the )?(?:main |content|navigation|search)
back to (?:the )?(?:top|list|overview|home)\b
(?:please )?(?:enable|turn on) (?:java)?script\b
leave a (?:reply|comment)\b
\d+ (?:comments?|shares?)$
written by ?:?$
lesen sie (?:auch|mehr|dazu)\b
mehr zum thema\b
(?:jetzt|hier)(?: kostenlos)? (?:anmelden|abonnieren|registrieren|testen)\b
newsletter ?:
(?:melden|abonnieren|registrieren|folgen) sie\b.{0,60}\b(?:an|uns|newsletter|kostenlos)\b
(?:auch interessant|zum thema|lesezeit|bild|foto|quelle) ?:
kommentieren können nur\b
(?:à )?lire (?:aussi|également)\b
à lire ?:
(?:abonnez|inscrivez|connectez)-vous\b
suivez-nous\b
il vous reste .{0,40}\bà lire\b
recevez (?:chaque|tous les|toutes les|gratuitement|nos|notre)\b
partager(?: cet article| sur \w+)?$
temps de lecture\b
(?:lea|lee|leia|veja) (?:también|também|mais|más) ?:?
(?:suscríbete|suscríbase|síguenos|regístrate|regístrese)\b
te puede interesar\b
inscreva-se\b
(?:leggi anche|iscriviti|lees ook|meld je aan)\b
читайте (?:также|ещё|еще)\b
читайте також\b
(?:подпи(?:сывайтесь|шитесь)|підпи(?:суйтесь|шіться))\b
следите за (?:нами|нашими)\b
нашли ошибку\b
все права защищены\b
фото ?:
[اإ]قر[أا] (?:أيض|المزيد)
تابعونا (?:على|عبر)
اشترك(?:وا)? (?:في|الآن)
شارك(?:وا)? (?:هذا|هذه|الخبر|المقال)
جميع الحقوق محفوظة
حقوق النشر
مصدر الصورة
(?:بیشتر|همچنین) بخوانید
קראו (?:גם|עוד)
(?:הירשמו|עקבו אחרינו)
כל הזכויות שמורות
あわせて読みたい
【?関連(?:記事|ニュース|リンク)
この記事を(?:シェア|共有|印刷|保存)
(?:無料)?会員(?:登録|限定)
(?:この記事は)?有料(?:会員|記事)
続きを読む(?:には)?
残り[ 　]?\d+文字
(?:記事・写真の)?無断(?:転載|複製)
写真 ?[:：=＝]
责任编辑
责编 ?[:：]
(?:相关|推荐|延伸|相關|延伸)(?:阅读|閱讀)
(?:版权|著作權)所有
未经(?:授权|许可)
(?:点击|點擊)(?:这里|此处|进入|查看|這裡)
(?:关注|關注)(?:我们|我們|微信|公众号)
(?:扫码|扫描二维码)
관련 ?(?:기사|뉴스)
기사 ?제보
무단 ?(?:전재|복제)
저작권자
(?:यह|ये) भी पढ़ें
ayrıca okuyun\b
bizi takip edin\b
(?:czytaj|zobacz|przeczytaj) (?:także|też|również|więcej)\b
(?:läs|les|læs) (?:också|även|også|mer)\b
lue myös\b
čtěte (?:také|více)\b
διαβάστε (?:επίσης|ακόμη|περισσότερα)
(?:baca juga|xem thêm|đọc thêm|อ่านเพิ่มเติม)
"""

_LABELS = r"""
advertis
share\s
sign in
sign up
subscri
unsubscri
view in browser
read more
read also
more:
more (?:on|from|about|in)\b
related
recommended
follow\b
contact
press office
phone
copyright
comments?\b
discussion
thanks for reading
terms of
cookies?\b
imprint
back to
skip to
newsletter
categor
filed under
posted (?:in|on)\b
written by
log in
(?:last )?updated\b
read (?:this )?next\b
telephone
tel[.:]
fax[.:]
e-?mail ?:
telefon
téléphone
kontakt
pressestelle
поделиться
подписаться
войти
реклама
комментарии
شارك
اشترك
تسجيل الدخول
إعلان
シェア
ログイン
広告
ツイート
分享
登录
登入
广告
공유
로그인
광고
"""

_THINGS = (
    "(?:stories|story|articles?|news|reading|content|links|topics|posts|coverage|videos?|picks)"
)
_OTHERS = r"""
(?:related|recommended|similar|suggested|further|latest|other|recent)(?: \w+){0,2} THINGS
(?:popular|trending|top|more|editor['’]s)(?: \w+){0,2} THINGS
related
recommended(?: for you)?
more (?:on|from|in|about)\b.{0,40}
latest(?: news)?
read (?:next|more|on)
up next
(?:most|top) (?:read|popular|viewed|shared|watched|commented)
you (?:may|might) (?:also )?(?:like|enjoy|be interested in)
keep reading
don['’]t miss
comments?
\d+ (?:comments?|thoughts?|responses?)\b.{0,60}
leave a (?:reply|comment)
join the conversation
about (?:the )?authors?
about (?:us|our \w+|this (?:article|story|site))
written by
share(?: this(?: \w+)?)?
share on.{0,20}
follow us
stay (?:in touch|connected|informed)
newsletter
sign ?up\b.{0,60}
subscribe (?:to|now|for|today)\b.{0,60}
cookies on (?:this|our)\b.{0,40}
cookie (?:policy|settings|notice)
is this page useful
(?:find|search for|browse) (?:another|other|more)\b.{0,40}
contact (?:us|your \w+)
(?:presse)?kontakt
(?:contact|contacto|contatti|контакты)(?: (?:presse|de prensa|stampa))?
like this
advertisement
contents|table of contents
discussion about this post
explore more(?: on these topics)?
(?:media|press) contacts?
das könnte (?:sie|dich)\b.{0,40}
mehr (?:zum thema|aus (?:dem ressort|der rubrik)|von)\b.{0,40}
meistgelesen
auch interessant
lesen sie auch
kommentare
sur le même (?:sujet|thème)
à lire (?:aussi|également)
les plus lus
commentaires
dans la même rubrique
(?:noticias|artículos) relacionad[ao]s
te puede interesar
lo más (?:leído|visto)
comentarios
leia (?:também|mais)
mais lidas
leggi anche
potrebbe interessarti
lees ook
meest gelezen
(?:читайте также|(?:материалы )?по теме|похожие (?:новости|статьи|материалы))
(?:самое (?:читаемое|популярное|обсуждаемое)|последние новости|новости партн[её]ров|комментарии)
(?:читайте також|останні новини|коментарі)
(?:مواضيع|أخبار|مقالات) (?:ذات صلة|متعلقة)
(?:الأكثر (?:قراءة|مشاهدة|شيوعا)|[اإ]قرأ أيض\w*|آخر الأخبار|التعليقات|قد يعجبك.{0,20})
(?:関連|おすすめ|人気|新着|最新)(?:の)?(?:記事|ニュース|リンク|キーワード|タグ)
(?:アクセス)?ランキング|あわせて読みたい|コメント.{0,8}
(?:相关|推荐|热门|最新|延伸|相關|推薦|熱門)(?:阅读|新闻|文章|报道|推荐|閱讀|新聞|報導)
(?:猜你喜欢|评论.{0,8}|評論.{0,8})
(?:관련|많이 본|추천|인기|최신) ?(?:기사|뉴스)|댓글.{0,8}
(?:(?:यह|ये) भी पढ़ें|संबंधित (?:खबरें|ख़बरें))
(?:ilgili haberler|çok okunanlar|benzer haberler|yorumlar)
(?:(?:zobacz|czytaj|przeczytaj) (?:także|też|również)|najczęściej czytane|komentarze)
(?:כתבות (?:נוספות|קשורות)|קראו גם|תגובות|הנקראות ביותר)
"""


_CALLS = r"""
(?:donate|give|subscribe|sign ?up|register|join|apply)(?: now| today| here| us| free| for free)?
(?:buy|get|book)(?: your)? tickets?(?: now)?
(?:shop|order|buy|start|try|get started)(?: now| today| free| for free)
become a (?:member|supporter|subscriber)
(?:spenden|jetzt spenden|jetzt anmelden|anmelden|abonnieren)
(?:je m['’]abonne|s['’]abonner|s['’]inscrire|faire un don)
(?:suscribirse|suscríbete|donar|donar ahora)
(?:подписаться|поддержать|оформить подписку|اشترك(?: الآن)?|تبرع(?: الآن)?)
(?:(?:会員)?登録する|購読する|立即订阅|订阅|구독하기|후원하기)
"""


def _any_of(phrases: str) -> str:
    return f"(?:{'|'.join(phrases.strip().splitlines())})".replace("THINGS", _THINGS)


# what begins with a quotation mark was said by somebody, and is told
_PROMPT = re.compile(rf"[^\w\"“„«‘'「]{{0,20}}{_any_of(_PROMPTS)}", re.IGNORECASE)
_LABEL = re.compile(rf"[\W_]{{0,20}}{_any_of(_LABELS)}", re.IGNORECASE)
_CALL = re.compile(rf"[\W_]{{0,20}}{_any_of(_CALLS)}[\W_]{{0,20}}$", re.IGNORECASE)
_OTHER = re.compile(rf"[\W_]{{0,20}}{_any_of(_OTHERS)}[\W_]{{0,20}}$", re.IGNORECASE)


def is_prompt(words: str, counted: int) -> bool:
    """Tell whether words, that many, ask the reader for something or name whose a picture is."""
    return counted <= LONGEST_PROMPT and bool(_PROMPT.match(words))


def is_label(words: str) -> bool:
    """Tell whether a line that is no sentence is one of those that stand around articles."""
    return bool(_LABEL.match(words) or _PROMPT.match(words))


def is_call(words: str) -> bool:
    """Tell whether a button or link says to give, join, buy or subscribe."""
    return bool(_CALL.match(words))


def announces_others(heading: str) -> bool:
    """Tell whether a heading stands above other stories, comments, or the site's own matters."""
    return bool(_OTHER.match(heading))
