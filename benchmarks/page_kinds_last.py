"""Pages of eight more kinds, written after the reading had been mended on those of page_kinds.py.

They tell date and outlet for the eye alone, too. What they showed when they were first read stands
in the change log; some of it was mended afterwards.
"""

# ruff: noqa: E501 - a page's markup is read as it stands
from __future__ import annotations

from page_kinds import on_day, whole_page
from page_site_stories import DELTA, PRESS
from page_sites import Case, Style, cards, menu, parts
from page_stories import CHINESE, FERRY, GRAIN, Story

HINDI = Story(
    "द्वीपों की रात वाली नौका मई के अंत तक चलेगी",
    "इल्दा मारुन",
    "2026-03-04T08:15:00+05:30",
    "अलमरी समाचार",
    "hi",
    (
        ("p", "अलमरी और उत्तरी द्वीपों के बीच रात में चलने वाली नौका मई के अंत तक चलती रहेगी, प्रांतीय परिषद ने सोमवार को पाँच घंटे की बहस के बाद यह निर्णय लिया।"),
        ("p", "परिषद इसे इसी महीने बंद करना चाहती थी क्योंकि अधिकतर रातों में चालीस से कम लोग इसका उपयोग करते हैं। द्वीपवासियों ने इसके विरुद्ध 3,100 हस्ताक्षर जुटाए।"),
        ("p", "संचालक का कहना है कि एक यात्रा की लागत का 31% ईंधन पर जाता है और उस पर कर दो वर्षों में दोगुना हो गया है। परिवहन मंत्रालय आंशिक वापसी पर विचार कर रहा है।"),
        ("p", "संचालक ने निर्णय का स्वागत किया और कहा कि जून के बारे में उससे किसी ने नहीं पूछा।"),
    ),
)  # fmt: skip
TURKISH = Story(
    "Adalara gece vapuru mayıs sonuna kadar kalıyor",
    "İlda Marun",
    "2026-03-04T08:15:00+03:00",
    "Almar Postası",
    "tr",
    (
        ("p", "Almar Limanı ile kuzey adaları arasındaki gece vapuru mayıs sonuna kadar sürecek; il meclisi pazartesi günü beş saatlik tartışmanın ardından böyle karar verdi."),
        ("p", "Meclis seferi bu ay bitirmek istiyordu, çünkü çoğu gece kırktan az kişi biniyor. Adalılar plana karşı 3.100 imza topladı."),
        ("h2", "Yakıt meselesi"),
        ("p", "İşletmeciye göre bir seferin maliyetinin yüzde 31'i yakıt, üstelik vergisi iki yılda ikiye katlandı. Ulaştırma bakanlığı kısmi iadeyi düşünüyor."),
        ("p", "İşletmeci karardan memnun, ama haziranda ne yapacağını kimsenin sormadığını söyledi."),
    ),
)  # fmt: skip
POLISH = Story(
    "Nocny prom na wyspy zostaje do końca maja",
    "Ilda Marun",
    "2026-03-04T08:15:00+01:00",
    "Kurier Almarski",
    "pl",
    (
        ("p", "Nocny prom między Almarą a północnymi wyspami będzie pływał do końca maja, zdecydowała w poniedziałek rada prowincji po pięciu godzinach obrad."),
        ("p", "Rada chciała go znieść już w tym miesiącu, bo w większość nocy korzysta z niego mniej niż czterdzieści osób. Wyspiarze zebrali przeciw temu 3100 podpisów."),
        ("p", "Paliwo to 31 procent kosztów rejsu, mówi przewoźnik, a akcyza podwoiła się w dwa lata. Ministerstwo transportu myśli o częściowym zwrocie."),
        ("p", "Przewoźnik przyjął decyzję z zadowoleniem, choć o plany na czerwiec nikt go nie pytał."),
    ),
)  # fmt: skip


def council_cms(s: Story) -> str:
    return whole_page(s, f"<div class='region region-header'>{menu('Your council', 'Bins', 'Parking')}</div><div class='breadcrumb'><a>Home</a> » <a>News</a></div><div class='node node--type-news'><h1 class='page-title'><span class='field field--name-title'>{s.headline}</span></h1><div class='node__meta'>Submitted by web team on Wed, 4 March 2026 - 08:15</div>"
                      f"<div class='field field--name-body'>{parts(s)}</div><div class='field field--name-field-tags'><div class='field__label'>Tags</div><a>harbour</a> <a>transport</a></div><ul class='links inline'><li><a>Printer-friendly version</a></li><li><a>Log in or register to post comments</a></li></ul></div><div class='region region-sidebar-second'><div class='block'><h2>Report it</h2><p>Tell us about a pothole, a broken lamp or a missed bin and we will look into it.</p></div><div class='block'><h2>Upcoming meetings</h2>{menu('Planning committee', 'Harbour board')}</div></div>")  # fmt: skip


def campus_blog(s: Story) -> str:
    author = f"<div class='author-box'><h3>About {s.byline}</h3><p>Writes about boats, tides and the people who wait for both. Has a cat.</p></div>"
    return whole_page(s, f"<div id='masthead'>{menu('Research', 'Study', 'People')}</div><div id='primary'><article class='post-77 post type-post hentry'><header class='entry-header'><h1 class='entry-title'>{s.headline}</h1><div class='entry-meta'><span class='posted-on'>Posted on <a href='/p'>4 March 2026</a></span><span class='byline'> by <span class='author vcard'>{s.byline}</span></span></div></header>"
                      f"<div class='entry-content'>{parts(s)}</div><footer class='entry-footer'>Posted in <a>Islands</a> | Tagged <a>boats</a>, <a>fuel</a> | <a>Leave a comment</a></footer></article>{author}<nav class='post-navigation'><div><a>← The keeper of the north light</a></div><div><a>What the tide left →</a></div></nav><div id='comments'><h2>2 thoughts on “{s.headline}”</h2><ol><li><p>So glad that somebody wrote this down at last, thank you very much.</p><a>Reply</a></li></ol><h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are marked *</p></div></div>")  # fmt: skip


def wire_release(s: Story) -> str:
    return whole_page(s, f"<div class='hdr'>{menu('Send a release', 'Newsrooms')}</div><main><div class='release'><h1>{s.headline}</h1><div class='provided'><span>NEWS PROVIDED BY</span> <a>Almary Ferries</a> <p>Mar 04, 2026, 08:15 ET</p></div><div class='tools'><a>Share this article</a></div><div class='body'>{parts(s)}<p>SOURCE Almary Ferries</p></div></div><div class='more'><h2>More releases from this source</h2>{cards('rel', 2)}</div><div class='also'><h2>Also of interest</h2>{menu('Maritime', 'Travel')}</div></main><div class='ft'><p>Questions about sending a release? Our team answers at any hour of the day.</p></div>")  # fmt: skip


def hindi(s: Story) -> str:
    also = "<div class='also'><p><strong>यह भी पढ़ें:</strong> <a href='/r'>प्रकाशस्तंभ होटल समूह को बिका</a></p></div>"
    return whole_page(s, f"<div class='nav'>{menu('मुखपृष्ठ', 'राजनीति', 'खेल')}</div><div class='story'><h1>{s.headline}</h1><div class='meta'><span>लेखक: {s.byline}</span> <span>4 मार्च 2026, 08:15</span></div><div class='share'><a>साझा करें</a></div><div class='text'>{parts(s, [also])}</div></div><div class='rel'><h2>संबंधित खबरें</h2>{menu('डाकिया सप्ताह में दो बार', 'महापौर के उत्तर')}</div>")  # fmt: skip


def turkish(s: Story) -> str:
    also = "<div class='ic-link'><p>AYRICA OKUYUN: <a href='/r'>Fener bir otel grubuna satıldı</a></p></div>"
    return whole_page(s, f"<div class='ust'>{menu('Gündem', 'Ekonomi', 'Spor')}</div><div class='haber'><h1>{s.headline}</h1><div class='tarih'>Giriş: 04.03.2026 08:15 | Güncelleme: 05.03.2026 09:00</div><div class='haber-metin'>{parts(s, [also])}</div><div class='abone'><p>Abone ol, limandan haberler her sabah sana gelsin.</p></div></div><div class='diger'><h3>İlgili Haberler</h3>{menu('Postacı haftada iki kez geliyor')}<h3>Çok Okunanlar</h3>{menu('Başkan soruları yanıtladı')}</div><div class='alt'><p>Tüm hakları saklıdır. Kaynak gösterilmeden alıntı yapılamaz.</p></div>",
                      parted=" - ")  # fmt: skip


def polish(s: Story) -> str:
    also = "<p class='more'>Czytaj także: <a href='/r'>Latarnia sprzedana sieci hoteli</a></p>"
    return whole_page(s, f"<div class='gora'>{menu('Kraj', 'Świat', 'Sport')}</div><div class='art'><h1>{s.headline}</h1><div class='info'><span>{s.byline}</span><span>Opublikowano: 4 marca 2026, 08:15</span></div><div class='tresc'>{parts(s, [also])}</div><div class='soc'><a>Udostępnij</a></div></div><div class='pol'><h2>Najczęściej czytane</h2>{menu('Listonosz dwa razy w tygodniu')}</div><div class='kom'><h2>Komentarze</h2><p>Najwyższy czas, wszyscy o tym od dawna mówili na przystani.</p></div>")  # fmt: skip


def chinese(s: Story) -> str:
    return whole_page(s, f"<div class='top'>{menu('首页', '时政', '社会')}</div><div class='wrap'><h1>{s.headline}</h1><div class='info'>来源：{s.outlet}　2026-03-04 08:15</div><div class='fx'>分享到：<a>微信</a></div><div class='content'>{parts(s)}<p>（责任编辑：马润）</p></div><div class='xg'><h3>相关阅读</h3>{menu('灯塔卖给酒店集团', '邮递员一周来两次')}</div></div><div class='ph'><h3>热门新闻</h3>{menu('市长答问')}</div><div class='bq'><p>版权所有，未经书面授权不得转载或建立镜像。</p></div>",
                      parted="-")  # fmt: skip


def charity_report(s: Story) -> str:
    return whole_page(s, f"<div class='site'>{menu('Our work', 'Publications', 'Donate')}</div><div class='pub'><div class='pub-type'>Briefing</div><h1>{s.headline}</h1><ul class='pub-facts'><li><strong>Date:</strong> 4 March 2026</li><li><strong>Author:</strong> {s.byline}</li></ul><a class='dl' href='/r.pdf'>Download the report (PDF, 2 MB)</a><div class='pub-body'>{parts(s)}</div></div><div class='pub-rel'><h2>Related publications</h2>{cards('pub-card', 3)}</div><div class='join'><h2>Stay in touch</h2><p>Hear from us once a month, and never more than that.</p><form><input><button>Sign up</button></form></div>")  # fmt: skip


_STYLES: tuple[tuple[Style, tuple[Story, ...]], ...] = (
    (council_cms, (PRESS, FERRY)), (campus_blog, (DELTA, GRAIN)), (wire_release, (FERRY, GRAIN)),
    (hindi, (HINDI,)), (turkish, (TURKISH,)), (polish, (POLISH,)), (chinese, (CHINESE,)),
    (charity_report, (DELTA, FERRY)),
)  # fmt: skip
KINDS_LAST: tuple[Case, ...] = tuple(
    (style.__name__, on_day(s), style(on_day(s))) for style, stories in _STYLES for s in stories
)
