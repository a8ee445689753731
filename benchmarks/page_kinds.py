"""Pages of twelve kinds that tell date and outlet for the eye alone, in seven languages.

Ministries, parliaments, mailed newsletters and papers in other scripts seldom carry data for
machines. Written after the reading had been mended on all other pages.
"""

# ruff: noqa: E501 - a page's markup is read as it stands
from __future__ import annotations

import html
import json

from page_site_stories import DELTA, PRESS, SPANISH
from page_sites import Case, cards, menu, parts
from page_stories import ARABIC, FERRY, GERMAN, GRAIN, SHORT, Story

JAPANESE = Story(
    "夜の島行き連絡船、五月末まで運航へ",
    "森田 栄",
    "2026-03-04T08:15:00+09:00",
    "安港新報",
    "ja",
    (
        ("p", "安港と北部の島々を結ぶ夜の連絡船について、県議会は二日、五月末まで運航を続けることを決めた。五時間に及ぶ議論の末の決定だった。"),
        ("p", "県は利用者が一晩に四十人に満たないとして今月での廃止を計画していたが、島民は三千百人分の署名を集めて反対していた。"),
        ("h2", "燃料費が課題"),
        ("p", "運航会社によると、燃料費は一回の航海にかかる費用の三割を占め、税は二年で倍になった。運輸省は一部の払い戻しを検討している。"),
        ("p", "「病院を島に移すことはできない。だから船が病院へ行くしかない」と、島の保健委員会の委員長は議会で訴えた。"),
        ("p", "運航会社は決定を歓迎した一方、六月以降については何も聞かされていないと述べた。省の報道官は草案についての取材に応じなかった。"),
    ),
)  # fmt: skip
RUSSIAN = Story(
    "Ночной паром на острова сохранят до конца мая",
    "Ильда Марун",
    "2026-03-04T08:15:00+03:00",
    "Альмарский курьер",
    "ru",
    (
        ("p", "Ночной паром между Альмарском и северными островами будет ходить до конца мая, решил в понедельник областной совет после пятичасовых споров."),
        ("p", "Совет хотел отменить его уже в этом месяце, потому что в большинство ночей им пользуются меньше сорока человек. Островитяне собрали против этого 3100 подписей."),
        ("h2", "Вопрос топлива"),
        ("p", "На топливо приходится 31% стоимости рейса, говорит перевозчик, а пошлина на него за два года удвоилась. Министерство транспорта думает о частичном возврате."),
        ("q", "Мы не можем перевезти больницу на остров, поэтому судно должно идти к больнице."),
        ("p", "Так объяснил это совету Оке Тарн, который возглавляет комиссию по здравоохранению."),
        ("p", "Перевозчик решение приветствовал, но заметил, что о планах на июнь его никто не спрашивал. Представитель министерства от комментариев отказался."),
    ),
)  # fmt: skip
KOREAN = Story(
    "섬으로 가는 밤배, 5월 말까지 다닌다",
    "한도윤",
    "2026-03-04T08:15:00+09:00",
    "안항일보",
    "ko",
    (
        ("p", "안항과 북쪽 섬들을 잇는 밤배가 5월 말까지 계속 다닌다. 도의회는 월요일 다섯 시간의 토론 끝에 이같이 결정했다."),
        ("p", "도는 하룻밤 이용객이 마흔 명에도 못 미친다며 이달 안에 없애려 했으나, 섬 주민들은 반대 서명 3,100건을 모았다."),
        ("p", "운항사는 연료비가 한 번 운항 비용의 31%를 차지하며 세금은 2년 사이 두 배가 됐다고 밝혔다. 교통부는 일부 환급을 검토하고 있다."),
        ("p", "섬 보건위원장은 의회에서 병원을 섬으로 옮길 수 없으니 배가 병원으로 가야 한다고 말했다."),
        ("p", "운항사는 결정을 반기면서도 6월 이후 계획에 대해서는 들은 바가 없다고 했다. 교통부 대변인은 초안에 대한 언급을 거절했다."),
    ),
)  # fmt: skip
_TEXTS = {
    "2026-03-04": ("4 March 2026", "March 4, 2026", "Mar 04, 2026", "4. März 2026", "2026年3月4日",
                   "4 مارس 2026", "4 марта 2026", "2026.03.04", "4 de marzo de 2026", "4 मार्च 2026", "04.03.2026",
                   "4 marca 2026"),
}  # fmt: skip
"""How a day is written on these pages."""


def day(s: Story, form: int) -> str:
    """Return the story's day as a page writes it."""
    return _TEXTS[s.published[:10]][form]


def shown_days(published: str) -> tuple[str, ...]:
    """Return the ways in which a day may stand on these pages."""
    return _TEXTS.get(published[:10], ())


def whole_page(
    s: Story, inner: str, head: str = "", attributes: str = "", parted: str = " | "
) -> str:
    """Return a whole page of a story, with the outlet in its title."""
    return (
        f'<!DOCTYPE html><html lang="{s.language}" {attributes}><head><meta charset="utf-8">'
        f"<title>{html.escape(s.headline)}{parted}{s.outlet}</title>{head}</head><body>{inner}</body></html>"
    )


def on_day(s: Story) -> Story:
    """Return a story as if it had been published on the day of these pages."""
    return Story(s.headline, s.byline, "2026-03-04T08:15:00+01:00", s.outlet, s.language, s.parts)


def live_blog(s: Story) -> str:
    made = []
    for n, (kind, words) in enumerate(s.parts):
        name = {"p": "p", "h2": "h2", "q": "blockquote", "li": "p"}[kind]
        made.append(f"<div class='block' id='block-{n}'><p class='block-time'><a href='#block-{n}'><time datetime='2026-03-04T1{n % 10}:05:00Z'>1{n % 10}.05 GMT</time></a></p><div class='block-elements'><{name}>{html.escape(words)}</{name}></div>"
                    "<div class='block-share'><a href='#'>Share</a> <a href='#'>Copy permalink</a></div></div>")  # fmt: skip
    updates = [
        {"@type": "BlogPosting", "headline": "One of many", "articleBody": words}
        for _k, words in s.parts[:3]
    ]
    data = {
        "@context": "https://schema.org",
        "@type": ["LiveBlogPosting"],
        "headline": s.headline,
        "datePublished": s.published,
        "coverageStartTime": s.published,
        "publisher": {"@type": "Organization", "name": s.outlet},
        "author": [{"@type": "Person", "name": s.byline}],
        "liveBlogUpdate": updates,
    }
    return whole_page(s, f"<header><div class='pillar'>{menu('News', 'Opinion')}</div></header><main><div class='headline-area'><div class='live-badge'>Live</div><h1>{s.headline}</h1><p>Last updated 3 hours ago</p></div><div class='key-events-carousel'><h2>Key events</h2><ol><li><a href='#block-1'>11.05 Council votes</a></li><li><a href='#block-3'>13.05 Operator speaks</a></li></ol></div>"
                    f"<div class='filters'><label>Show key events only</label><p>Please turn on JavaScript to use this feature</p></div><div class='live-blog'>{''.join(made)}</div><div class='paging'><a>Newest</a> <a>Previous</a> <span>1 of 4</span> <a>Next</a> <a>Oldest</a></div></main><div class='onward'><h2>Most viewed</h2>{cards('onward-card', 5)}</div>"
                    "<div class='contribution'><p>We chose to keep our reporting open to all, whatever they can pay. A little each month keeps it so.</p><a href='/give'>Support us</a></div>",
                 f'<script type="application/ld+json">{json.dumps(data)}</script>')  # fmt: skip


def ministry(s: Story) -> str:
    return whole_page(s, f"<div id='skip'><a href='#c'>Zum Inhalt</a></div><div class='c-nav'>{menu('Ministerium', 'Themen', 'Service')}</div><div class='breadcrumb'><a>Startseite</a> &gt; <a>Presse</a> &gt; <span>Pressemitteilungen</span></div><div id='c'><div class='intro'><p class='doc-type'>Pressemitteilung Nr. 27</p><p>{day(s, 3)}</p><h1>{s.headline}</h1></div>"
                    f"<div class='content-text'>{parts(s)}</div><div class='contact-box'><h2>Kontakt</h2><p>Pressestelle des Ministeriums</p><p>Telefon: 0555 12 34 56</p><p>E-Mail: presse@ministerium.example</p></div><div class='doc-tools'><ul><li><a>Seite drucken</a></li><li><a>Seite empfehlen</a></li></ul></div></div>"
                    f"<div class='teaser-row'><h2>Weitere Meldungen</h2>{cards('teaser', 3)}</div><div class='footer-service'>{menu('Impressum', 'Datenschutz', 'Barrierefreiheit')}</div>")  # fmt: skip


def government_dl(s: Story) -> str:
    return whole_page(s, f"<div class='cookie-banner' role='region'><h2>Cookies on this service</h2><p>We use some essential cookies to make this service work.</p></div><header role='banner'>{menu('Departments', 'Consultations')}</header><main id='content'><span class='caption'>Press release</span><h1>{s.headline}</h1><p class='lead'></p>"
                    f"<div class='metadata'><dl><dt>From:</dt><dd><a href='/o'>Department for the Islands</a></dd><dt>Published</dt><dd>{day(s, 0)}</dd></dl></div><div class='govspeak'>{parts(s)}</div><div class='contextual-footer'><h2>Share this page</h2><ul><li><a>Share on Facebook</a></li></ul><h3>Published {day(s, 0)}</h3></div></main>"
                    f"<div class='feedback'><h2>Is this page useful?</h2><button>Yes</button><p>Help us improve this service by telling us what went wrong.</p></div><div class='related-nav'><h2>Related content</h2>{menu('Ferries and you', 'Island health')}</div>")  # fmt: skip


def parliament_question(s: Story) -> str:
    return whole_page(s, f"<div class='top-bar'>{menu('Members', 'Bills', 'Questions')}</div><div class='container'><div class='hero'><h1>{s.headline}</h1><div class='meta-line'><span>Question for the Department of Transport</span></div></div><div class='row'><div class='col-md-8'><div class='primary-info'>UIN 24817, tabled on 25 February 2026</div>"
                    f"<section class='question'><div class='asked'><a href='/m/1'>Oke Tarn</a><span>Islands and Coast</span></div><div class='question-text'>{parts(s)}</div></section><div class='answered'>Answered on {day(s, 0)}</div></div><div class='col-md-4'><div class='card-side'><h2>Find another question</h2><form><input></form><p>Search by number, member or words of the text.</p></div><div class='card-side'><h2>Contact your member</h2><p>Enter a postcode to find out who speaks for you.</p></div></div></div>"
                    f"<div class='pager'><a>Previous question</a><a>Next question</a></div></div><div class='bottom'>{menu('Accessibility', 'Contact us')}</div>",
                 f"<meta name='DCTERMS.issued' content='2026-03-04'><meta name='dcterms.publisher' content='{s.outlet}'>")  # fmt: skip


def mailed(s: Story) -> str:
    cell = "<tr><td style='padding:0 18px 9px;font-size:16px'>{}</td></tr>"
    body = parts(
        s,
        [
            "<table role='presentation' width='100%'><tr><td style='background:#eee'><p>Sponsored by the Harbour Bank. Borrow for your boat, and pay when the tide comes in.</p></td></tr></table>"
        ],
        cell,
    )
    return whole_page(s, f"<div style='display:none;max-height:0'>The boat stays, and what it costs. Inside: a recipe for crab.</div><center><table width='100%' id='bodyTable'><tr><td align='center'><table class='templateContainer' width='600'><tr><td id='templatePreheader'><table class='mcnTextBlock'><tr><td><a href='#'>View this email in your browser</a></td></tr></table></td></tr>"
                    f"<tr><td id='templateHeader'><h3>{s.outlet}</h3><p>Wednesday, {day(s, 1)}</p></td></tr><tr><td id='templateBody'><table class='mcnTextBlock'><tr><td><h1>{s.headline}</h1></td></tr></table><table class='mcnTextBlock'>{body}</table></td></tr><tr><td id='templateFooter'><table><tr><td><a href='#'>Forward to a friend</a> <a href='#'>Tweet</a></td></tr><tr><td><em>Copyright © 2026, the publisher. All rights reserved.</em><br>You are receiving this email because you opted in on our website.<br><br><strong>Our mailing address is:</strong><br>1 Quay Road, Port Almary<br><br>Want to change how you receive these emails?<br>You can <a href='#'>update your preferences</a> or <a href='#'>unsubscribe from this list</a>.</td></tr></table></td></tr></table></td></tr></table></center>")  # fmt: skip


def amp_graph(s: Story) -> str:
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "@id": "https://almary.example/#website", "name": "The site", "publisher": {"@id": "https://almary.example/#organization"}},
        {"@type": "Organization", "@id": "https://almary.example/#organization", "name": s.outlet},
        {"@type": "Person", "@id": "https://almary.example/#/person/1", "name": s.byline},
        {"@type": "WebPage", "@id": "https://almary.example/a/", "name": f"{s.headline} - {s.outlet}", "datePublished": s.published},
        {"@type": "NewsArticle", "headline": html.escape(s.headline), "datePublished": s.published, "author": {"@id": "https://almary.example/#/person/1"}, "publisher": {"@id": "https://almary.example/#organization"}, "mainEntityOfPage": {"@id": "https://almary.example/a/"}},
    ]}  # fmt: skip
    between = [
        "<amp-ad width='300' height='250'><div placeholder>Advertisement goes here for you</div></amp-ad>",
        "<amp-embed type='taboola'></amp-embed><div class='amp-related-inline'><h4>Related</h4><a href='/x'>Lighthouse sold to a hotel group</a></div>",
    ]
    return whole_page(s, f"<amp-sidebar id='s' layout='nodisplay'>{menu('Home', 'Islands')}</amp-sidebar><header class='amp-wp-header'><a href='/'>The site</a></header><amp-consent id='c' layout='nodisplay'><div><p>We and our partners keep things on your phone.</p><button>Accept</button></div></amp-consent><article class='amp-wp-article'><header class='amp-wp-article-header'><h1 class='amp-wp-title'>{s.headline}</h1><div class='amp-wp-meta amp-wp-byline'>By {s.byline}</div></header>"
                    f"<figure class='amp-wp-article-featured-image'><amp-img src='a.jpg'></amp-img><figcaption>The boat at the quay. Picture: a stringer</figcaption></figure><div class='amp-wp-article-content'>{parts(s, between)}</div><amp-social-share type='email'></amp-social-share><footer class='amp-wp-article-footer'><div class='amp-wp-meta amp-wp-tax-tag'>Tags: <a>Ferries</a>, <a>Islands</a></div><div class='amp-wp-meta amp-wp-comments-link'><a>Leave a Comment</a></div></footer></article>"
                    "<amp-list src='https://almary.example/more.json'><template type='amp-mustache'><a href='{{url}}'>{{title}}</a></template></amp-list><amp-sticky-ad><amp-ad></amp-ad></amp-sticky-ad><footer class='amp-wp-footer'><div><h2>The site</h2><a href='#top'>Back to top</a></div></footer>",
                 f'<script type="application/ld+json; charset=utf-8">\n{json.dumps(graph)}\n</script><script type="application/ld+json">{{"broken": </script>', "amp")  # fmt: skip


def paid_letter(s: Story) -> str:
    widget = "<div class='subscription-widget-wrap'><div class='subscription-widget'><p>The Long Water is kept afloat by its readers. To get new posts and to help my work, think about a paid subscription.</p><form><input placeholder='Type your email…'><button>Subscribe</button></form></div></div>"
    wall = "<div class='paywall' data-testid='paywall'><h2>This post is for paid subscribers</h2><a class='button'>Subscribe</a><p><a>Already a paid subscriber? Sign in</a></p></div>"
    notes = "<div class='post-footer'><h4>Discussion about this post</h4><div class='comment'><div>Gannet</div><p>I had no idea that the night boat was so close to the end.</p></div></div><h3>Ready for more?</h3>"
    return whole_page(s, f"<div class='topbar'><h1><a href='/'>{s.outlet}</a></h1><button>Subscribe</button><button>Sign in</button></div><article class='newsletter-post'><div class='post-header'><h1 class='post-title'>{s.headline}</h1><h3 class='subtitle'>Five hours, one vote, and a hospital on the wrong side of the water</h3><div class='byline-wrapper'><a href='/@i'>{s.byline}</a><div>{day(s, 2)}</div><div>∙ Paid</div></div><div class='post-ufi'><a>12</a><a>3</a><a>Share</a></div></div>"
                    f"<div class='available-content'><div class='body markup'>{parts(s, [widget])}</div></div>{wall}</article>{notes}<div class='footer-terms'><a>Privacy</a> ∙ <a>Terms</a> ∙ <a>Collection notice</a></div><div>Start your own letter. It is where writers are at home.</div>",
                 f"<meta property='og:title' content='{html.escape(s.headline)}'><meta property='og:site_name' content='{s.outlet}'>")  # fmt: skip


def japanese(s: Story) -> str:
    also = "<div class='inner-link'><p>【関連記事】<a href='/r'>灯台、ホテルに売却　灯は残す方針</a></p></div>"
    return whole_page(s, f"<div class='g-header'>{menu('トップ', '社会', '政治', 'スポーツ')}</div><div class='main'><div class='title-area'><h1>{s.headline}</h1><p class='date'>{day(s, 4)} 8時15分</p><ul class='sns'><li><a>シェアする</a></li><li><a>ツイート</a></li></ul></div><div class='article-body'>{parts(s, [also])}<p>写真：港で船を待つ島民ら</p></div><div class='wall'><p>この記事は有料会員限定です。残り523文字</p><p><a>会員登録してこの記事を読む</a></p></div>"
                    f"<div class='box'><h2>あわせて読みたい</h2>{menu('郵便は週に二回、地方の集配を統合', '市長が駐車場の質問に答える')}</div></div><div class='side'><h2>アクセスランキング</h2><ol><li><a>灯台、ホテルに売却</a></li><li><a>海辺の散歩道十選</a></li></ol></div><div class='g-footer'><p>記事・写真の無断転載を禁じます。すべての内容は日本の著作権法並びに国際条約により保護されています。</p></div>",
                 parted="｜")  # fmt: skip


def arabic(s: Story) -> str:
    also = "<div class='in-read'><p><strong>اقرأ أيضًا:</strong> <a href='/r'>بيع المنارة لمجموعة فنادق بعد بحث طويل</a></p></div>"
    return whole_page(s, f"<div class='top'>{menu('الرئيسية', 'سياسة', 'اقتصاد')}</div><div class='post'><h1>{s.headline}</h1><div class='info'><span>بقلم: {s.byline}</span><span>نشر في: {day(s, 5)}</span></div><div class='sh'><a>شارك</a><a>طباعة</a></div><div class='txt'>{parts(s, [also])}</div><p>تابعونا على منصات التواصل ليصلكم كل جديد من الميناء والجزر.</p><div class='kw'><a>عبارات</a><a>وقود</a></div></div>"
                    f"<div class='more'><h2>مواضيع ذات صلة</h2>{menu('بيع المنارة لمجموعة فنادق', 'ساعي البريد يأتي مرتين')}</div><div class='most'><h2>الأكثر قراءة</h2>{menu('عمدة المدينة يجيب', 'عشر نزهات على الساحل')}</div><div class='cm'><h2>التعليقات</h2><p>لا توجد تعليقات بعد، كن أول من يكتب رأيه في هذا الخبر.</p></div><div class='end'><p>جميع الحقوق محفوظة للناشر وشركائه.</p></div>",
                 attributes="dir='rtl'")  # fmt: skip


def cyrillic(s: Story) -> str:
    also = "<div class='inject'><p>Читайте также: <a href='/r'>Маяк продали гостиничной сети</a></p></div>"
    call = "<p><em>Подписывайтесь на наш канал, чтобы узнавать новости порта первыми.</em></p>"
    return whole_page(s, f"<div class='hdr'>{menu('Главная', 'Общество', 'Экономика')}</div><div class='topic'><div class='topic-header'><div class='topic-header__item'>{day(s, 6)}, 08:15</div><div><a>Общество</a></div></div><h1 class='topic-title'>{s.headline}</h1><div class='topic-authors'>Автор: {s.byline}</div><div class='topic-image'><span>Фото: внештатный автор</span></div><div class='topic-text'>{parts(s, [also])}{call}</div>"
                    f"<div class='topic-share'><span>Поделиться</span><a>ВКонтакте</a></div></div><div class='more-on'><h3>Материалы по теме</h3>{menu('Маяк продали гостиничной сети', 'Почтальон приходит дважды в неделю')}</div><div class='popular'><h3>Самое читаемое</h3>{menu('Мэр отвечает на вопросы', 'Десять прогулок у моря')}</div><div class='comm'><h3>Комментарии</h3><p>Давно пора было это сделать, и все это прекрасно знают сами.</p></div><div class='ftr'><p>Все права защищены. При использовании материалов ссылка обязательна.</p></div>",
                 parted=" — ")  # fmt: skip


def korean(s: Story) -> str:
    return whole_page(s, f"<div id='hd'>{menu('홈', '정치', '경제')}</div><div id='ct'><div class='title_area'><h2 class='tit'>{s.headline}</h2><div class='stamp'><span>입력 {day(s, 7)}. 오전 8:15</span></div><div class='rep'>{s.byline} 기자</div><div class='func'><a>공유하기</a><a>글자 크기</a></div></div><div id='newsct_article'><article id='dic_area'>{'<br><br>'.join(html.escape(w) for _k, w in s.parts)}</article></div>"
                    f"<div class='copyright'><p>저작권자 © 무단 전재 및 재배포 금지</p></div><div class='tip'><p>기사 제보는 언제나 환영합니다. 전화와 전자우편으로 보내 주세요.</p></div></div><div class='rank'><h3>많이 본 뉴스</h3>{menu('등대 호텔에 팔려', '우편 일주일에 두 번')}</div><div class='cbox'><h3>댓글</h3><p>진작 했어야 할 일인데 이제라도 다행이라고 생각합니다.</p></div>",
                 parted=" : ")  # fmt: skip


def hydrated(s: Story) -> str:
    made = "".join(
        f"<div class='css-1k2j3h'><span>{html.escape(w)}</span></div>"
        if k != "h2"
        else f"<div class='css-9z8y7x'>{html.escape(w)}</div>"
        for k, w in s.parts
    )
    state = json.dumps(
        {
            "props": {
                "pageProps": {"title": s.headline, "related": ["Lighthouse sold to a hotel group"]}
            }
        }
    )
    return whole_page(s, f"<div id='__next'><div class='css-hd'><a href='/'>{s.outlet}</a><a>Log in</a><a>Newsletters</a></div><div class='css-mn'><div class='css-ti'><h1>{s.headline}</h1></div><div class='css-by'><span>{s.byline}</span><span>{day(s, 1)}</span><span>6 min read</span></div><div class='css-bd'>{made}</div><div class='css-tg'><a>Ferries</a><a>Islands</a></div></div><div class='css-rl'><div>Read this next</div>{cards('css-cd', 4)}</div><div class='css-ft'><span>About</span><span>Jobs</span><span>Terms of service</span></div></div><script id='__NEXT_DATA__' type='application/json'>{state}</script>")  # fmt: skip


KINDS: tuple[Case, ...] = tuple(
    (style.__name__, on_day(story), style(on_day(story)))
    for style, stories in (
        (live_blog, (FERRY, DELTA)), (ministry, (GERMAN, PRESS)), (government_dl, (PRESS, FERRY)),
        (parliament_question, (FERRY, SHORT)), (mailed, (FERRY, GRAIN)),
        (amp_graph, (FERRY, SPANISH)), (paid_letter, (FERRY, DELTA)), (japanese, (JAPANESE,)),
        (arabic, (ARABIC,)), (cyrillic, (RUSSIAN,)), (korean, (KOREAN,)), (hydrated, (FERRY, DELTA)),
    )
    for story in stories
)  # fmt: skip
