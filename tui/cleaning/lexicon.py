"""Words that web pages use about themselves, in many languages.

They are hints: by themselves they tell article text from the rest no better than chance. So they
are features, or one of several conditions for a verdict.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a page asks of its reader, or says about how it works.
SITE_WORDS = _words(
    """
    subscribe subscribed subscriber subscribers subscription newsletter newsletters cookie
    cookies privacy consent login log sign signup register registered registration account
    password email e-mail mail inbox share tweet pin print copyright reserved rights terms
    policy disclaimer advertisement advertising sponsored promoted donate donation donations
    donor support supporter membership member members contribute contribution patreon paypal
    comment comments commenting reply replies notify follow followers rss feed download app
    browser javascript adblock menu search skip navigation sitemap homepage facebook twitter
    instagram youtube linkedin whatsapp telegram reddit pinterest related recommended trending
    popular previous next tags tagged category categories filed archive archives loading click
    tap unsubscribe abonnieren abonnement abo anmelden registrieren datenschutz impressum
    kommentar kommentare teilen drucken spenden unterstützen werbung anzeige weiterlesen mehr
    suche startseite passwort konto agb cookies einwilligung schlagwörter kategorie kategorien
    verwandte antworten nutzungsbedingungen abonner abonnez abonnement inscription inscrivez
    connexion connectez partager imprimer commentaire commentaires confidentialité mentions
    publicité don dons soutenez recherche accueil compte étiquettes catégories répondre suivez
    lire suscríbete suscribirse suscripción boletín compartir comentario comentarios privacidad
    aviso publicidad donar donación apóyanos buscar inicio cuenta iniciar sesión etiquetas
    categorías responder síguenos leer contraseña iscriviti abbonati abbonamento condividi
    stampa commento commenti privacy pubblicità dona sostieni cerca accedi registrati categorie
    articoli correlati leggi seguici rispondi assine assinatura boletim compartilhar compartilhe
    comentário comentários privacidade publicidade doar apoie pesquisar entrar cadastro
    categorias leia siga abonneren inloggen aanmelden delen reacties reageer privacybeleid
    advertentie doneer zoeken prenumerera logga dela kommentarer annons sök subskrybuj zaloguj
    udostępnij komentarze komentarz prywatności reklama wesprzyj szukaj czytaj przihlásit sdílet
    komentáře reklama hledat diskuse подписаться подпишитесь подписка рассылка рассылку
    комментарии комментарий комментариев поделиться реклама поддержать поддержите пожертвовать
    войти регистрация авторизация поиск конфиденциальности куки теги рубрики ответить читать
    читайте подробнее підписатися підпишіться коментарі коментар поділитися реклама підтримати
    увійти пошук читайте падпісацца каментары падзяліцца рэклама падтрымаць пошук 订阅 评论 分享
    登录 注册
    广告 版权 隐私 搜索 相关 推荐 下一篇 上一篇 捐款 購読 コメント シェア 共有 ログイン 登録
    広告 検索 関連 記事 おすすめ 次 前 댓글 공유 구독 로그인 회원가입
    광고 검색 관련 후원 좋아요 인쇄 印刷 保存 会員 微信 微博 字号 اشترك النشرة البريد الخصوصية
    بحث تسجيل الدخول شارك إعلان تعليق תגובות שיתוף חיפוש הרשמה εγγραφή σχόλια αναζήτηση
    abonare comentarii caută hozzászólás keresés megosztás đăng nhập
    """
)

# The people who write, speaking of themselves and to the reader.
WE_WORDS = _words(
    """
    we our ours wir uns unser unsere unseren unserer nous notre nos nosotros nuestro nuestra
    nuestros nuestras noi nostro nostra nostri nostre nós nosso nossa wij ons onze vi oss vår
    våra vores nasz nasza nasze náš naše мы нас нам наш наша наше наши нашу нашей
    наших наша наші нашу мы нашы biz bizim kami kita 我们 我們 私たち 우리
    """
)
YOU_WORDS = _words(
    """
    you your yours dich dein deine vous votre vos usted ustedes
 vuestro voi vostro vostra você vocês seu sua jij jouw uw je twój
    twoje państwo państwa vy vás váš вы вас вам ваш ваша ваше ваши ваших вашу ви вам ваш siz
    sizin anda 您 你 你们 あなた 당신
    """
)

# What lines under a picture are about: the picture, where in it something is, who took it.
PICTURE_WORDS = _words(
    """
    photo photos photograph photographs photographed photographer image images picture pictured
    pictures shown seen illustration illustrative graphic screenshot screengrab render rendering
    left right above centre center foreground background poses posing posed smiles holds stands
    walks speaks arrives attends gestures file handout courtesy credit getty reuters afp alamy
    shutterstock istock unsplash caption gallery slide bild bilder foto fotos aufnahme symbolbild
    links rechts oben mitte hintergrund zeigt quelle archivbild image images photographie légende
    gauche droite crédit archives imagen imágenes fotografía izquierda derecha crédito archivo
    immagine immagini sinistra destra didascalia archivio imagem imagens esquerda direita legenda
    afbeelding beeld zdjęcie zdjęcia fot archiwum obrázek snímek фото фотография снимке слева
    справа изображение скриншот иллюстрация світлина ілюстрація ліворуч праворуч ілюстратыўнае
    здымак kép kuva bilde billede fotoğraf 写真 画像 图片 照片 사진
    """
)
# What a page says about the people who write for it.
WRITER_WORDS = _words(
    """
    writer writers author authors editor editors reporter journalist correspondent columnist
    contributor contributing contributed freelance freelancer staff blogger producer covers
    covering reporting wrote writes written bio biography byline joined previously graduate
    graduated alumnus degree professor fellow lecturer researcher founder redakteur redakteurin
    redaktion journalist journalistin korrespondent korrespondentin autor autorin kolumnist
    volontär schreibt studierte rédacteur rédactrice journaliste auteur auteure autrice
    correspondant collaborateur pigiste periodista redactor redactora autora corresponsal
    colaborador columnista escritor escritora giornalista redattore redattrice autore corrispondente
    jornalista repórter editora correspondente redacteur verslaggever auteur schrijver skribent
    redaktör reporter dziennikarz dziennikarka redaktor autorka redaktorka novinář novinářka
    журналист журналистка корреспондент редактор автор обозреватель журналіст кореспондент
    журналістка рэдактар журналіст аўтар szerző újságíró yazar muhabir 記者 作者 记者 编辑 기자
    """
)

# The start of a line that introduces what is not the document: comments, more of the site, tags.
_COMMENT_MARK = (
    r"(?:(?:view|show|load|hide|see|read|post|leave|add|write|join)(?: (?:all|a|the|your|more"
    r"|\d{1,6}))?"
    r" (?:comments?|reply|replies|conversation|discussion|responses?)"
    r"|\d{1,6} (?:comments?|repl(?:y|ies)|responses?|thoughts? on|kommentare?|commentaires?"
    r"|comentarios?|commenti|reacties|komentarzy|комментари\w{1,3}|коментар\w{1,3})"
    r"|comments(?: ?\(\d{1,6}\)| ?:| section| policy)?$|notify of|newest most voted"
    r"|inline feedbacks"
    r"|leave a (?:comment|reply)|join the (?:conversation|discussion)|\d{1,6} thoughts"
    r"|kommentare?(?: ?\(\d{1,6}\)|:)?$|kommentar schreiben|diskutieren sie mit"
    r"|commentaires?(?: ?\(\d{1,6}\)|:)?$"
    r"|laisser un commentaire|comentarios?(?: ?\(\d{1,6}\)|:)?$|deja un comentario"
    r"|deja una respuesta"
    r"|commenti(?: ?\(\d{1,6}\)|:)?$|lascia un commento|comentários?(?: ?\(\d{1,6}\)|:)?$"
    r"|deixe um comentário"
    r"|reacties(?: ?\(\d{1,6}\)|:)?$|komentarze(?: ?\(\d{1,6}\)|:)?$|dodaj komentarz|komentáře"
    r"|diskuse$"
    r"|комментарии(?: ?\(\d{1,6}\)|:)?$|оставить комментарий|добавить комментарий|обсуждение$"
    r"|коментарі(?: ?\(\d{1,6}\)|:)?$|каментары|kommentarer(?: ?\(\d{1,6}\)|:)?$"
    r"|avis (?:des|de nos) |réagir\b|bình luận|comentarii(?: ?\(\d{1,6}\)|:)?$|hozzászólás"
    r"|komentar\b|σχόλια|התגובות|תגובות|التعليقات|تعليقات|اترك تعليق|أضف تعليق"
    r"|yorumlar?$|评论|評論|网友评论|コメント|댓글)"
)
_ANSWERS_MARK = (
    r"\d{1,4} (?:answers?|antworten|réponses?|respuestas?|respostas?|risposte|antwoorden|svar"
    r"|ответ(?:а|ов)?|відповід(?:ь|і|ей)|odpowiedzi|odpovědi)"
    r"|\d{1,4} ?(?:个回答|件の回答|개의 답변)"
)
_MORE_MARK = (
    r"(?:read (?:more|next|also)|related|recommended|you (?:may|might) (?:also )?(?:like|enjoy"
    r"|be interested)"
    r"|more (?:from|on|in|stories|news|articles|like)|most (?:read|popular|viewed|recent)"
    r"|trending|popular"
    r"|latest (?:news|stories|posts|articles)|recent (?:posts|news|articles|stories)|see also"
    r"|also read"
    r"|don't miss|editors?['’]? picks?|what to read next|top stories|up next"
    r"|previous (?:article|post|story)"
    r"|next (?:article|post|story)|share (?:this|on|via)|follow us|about the author"
    r"|filed under|tags?\b ?:?"
    r"|topics ?:?$|categories ?:?$|advertisement|sponsored|subscribe|sign up|newsletter"
    r"|view all|see all"
    r"|lesen sie auch|mehr zum thema|das könnte sie|weitere artikel|meistgelesen|ähnliche"
    r"|verwandte|schlagw"
    r"|à lire|lire aussi|sur le même|articles? (?:liés|similaires)|les plus lus|voir aussi"
    r"|partager"
    r"|te puede interesar|lee también|leer más|más noticias|lo más|artículos relacionados"
    r"|ver más|compartir"
    r"|leggi anche|potrebbe interessarti|articoli correlati|condividi|leia (?:também|mais)"
    r"|veja também"
    r"|lees ook|meer over|gerelateerd|läs (?:mer|också)|les også|læs også|czytaj (?:także|też"
    r"|więcej)"
    r"|przeczytaj|zobacz|čtěte|související|olvassa|читайте также|читать также|по теме|похожие"
    r"|теги|метки"
    r"|поделиться|самое читаемое|читайте|смотрите|теґи|чытайце|ayrıca|ilgili|baca juga|相关"
    r"|相關|推荐|延伸阅读"
    r"|vous aimerez|à voir aussi|nos autres|auch interessant|passende produkte|weitere ratgeber"
    r"|mehr aus|das könnte dich|otras noticias|también te|altri articoli|veja mais|mais lidas"
    r"|смотрите также|другие материалы|новости по теме|самое популярное|рекомендуем|больше новостей"
    r"|читайте також|також читайте|більше новин|популярне|διαβάστε (?:επίσης|ακόμα)|σχετικά άρθρα"
    r"|citește și|articole similare|kapcsolódó|xem thêm|tin liên quan|berita terkait|en çok okunan"
    r"|اقرأ أيض|الأكثر قراءة|مواضيع ذات|أخبار ذات|مقالات ذات|الكلمات الدلالية|قد يعجبك|شارك"
    r"|קראו (?:גם|עוד)|עוד בנושא|כתבות נוספות|यह भी पढ़ें|संबंधित"
    r"|热门|標籤|标签|更多|上一篇|下一篇|分享到|字号|阅读原文|猜你喜欢"
    r"|関連記事|人気記事|新着記事|ランキング|タグ|많이 본|인기|추천|이 기사와|함께 본|더보기|태그)"
)
_CREDIT_START = (
    r"(?:photo(?:graph)?s?|image|picture|pic|illustration|illustrative|credits?|source|foto"
    r"|fotos|bild|quelle"
    r"|crédits?|imagen|fuente|immagine|fonte|imagem|zdjęcie|фото|источник|джерело|ілюстрація"
    r"|иллюстрация"
    r"|ілюстратыўнае|写真|图片|사진)\b ?(?:by|credits?|courtesy|via|von|de|di|:|/|©|\(|$)"
)
# Picture agencies, and words for pictures: `names_source` looks for one of these first, because the
# full expression for a credit is slow.
_AGENCIES = (
    *("getty", "reuters", "afp", "shutterstock", "istock", "unsplash", "alamy", "epa-efe"),
    *("ap photo", "dpa", "picture alliance", "wikimedia", "imago", "flickr"),
)
_PICTURES = ("photo", "foto", "фото", "bild", "image", "picture")
_CREDIT_INSIDE = (
    rf".{{0,160}}(?:\b(?:{'|'.join(_AGENCIES)})\b|\((?:photo|foto|image|фото)\b"
    r"|\b(?:photo(?:graph(?:s|ed)?)?|foto|фото|bild|image|picture)s?(?: by|:| ?/| ©))"
)
_CREDIT_REACH = 200

# What appeals ask for: support, money, an e-mail address, a membership.
ASK_WORDS = _words(
    """
    support supporting supporter supporters donate donation donations donating donor contribute
    contribution contributions subscribe subscribing subscription subscriptions newsletter
    membership join funding patreon paypal readers reader monthly
    unterstützen unterstützung unterstütze spenden spende abonnieren abonnement leser leserinnen
    soutenir soutenez soutien    abonnez lecteurs lecteur adhérer cagnotte apoya
    apoyar apoyo donar donación donaciones suscríbete suscribirse lectores socio socios
    sostieni sostenere sostegno donare donazione abbonati lettori apoie apoiar apoio
    doar doação assine leitores steun steunen doneer abonneer lezers stötta prenumerera läsare
    støtt abonner wesprzyj wesprzeć wsparcie czytelnicy subskrybuj podpořte
    předplatné čtenáři támogass támogatás olvasóink bağış destek okur okurlar поддержать
    поддержите поддержка поддержку поддержки пожертвовать пожертвование пожертвования
    подписаться подпишитесь подписку подписка читатели читатель донат рассылку підтримати
    підтримайте підтримка підтримку пожертвувати підписатися читачі падтрымаць падтрымайце
    падтрымка чытачы 捐款 订阅 支持 読者 寄付 購読 후원 구독 독자 독자여러분 후원하기
    تبرع تبرعوا ادعم
    ادعموا اشترك اشتراك לתרום תרומה תמיכה δωρεά στηρίξτε donează susține
    """
)
# Words of requests for consent to tracking.
CONSENT_WORDS = _words(
    """
    cookie cookies consent privacy partners partner data personal personalised personalized
    advertising ads measurement legitimate interest vendors preferences device agree accept reject
    einwilligung zustimmung zustimmen datenschutz partnern daten werbung akzeptieren ablehnen
    consentement témoins partenaires données accepter refuser publicité consentimiento socios datos
    aceptar rechazar consenso dati accettare rifiutare consentimento parceiros dados aceitar
    toestemming gegevens accepteren samtycke samtykke godkänn zgoda partnerzy danych akceptuję
    согласие файлы данных данные партнёры партнеры принять згода даних прийняти
    """
)

#: All of these words.
TELLING = (
    SITE_WORDS | WE_WORDS | YOU_WORDS | PICTURE_WORDS | WRITER_WORDS | ASK_WORDS | CONSENT_WORDS
)

# A line under an answer: its buttons, its age, who wrote it.
_ANSWER_MARK = (
    r"(?:reply|répondre|antworten|responder|rispondi|ответить|відповісти|адказаць|odpowiedz"
    r"|odpovědět"
    r"|beantwoorden|svara|svar|yanıtla|balas|回复|回覆|返信|답글|like|upvote|report|share|flag"
    r"|permalink)\b.{0,30}$"
    r"|(?:vor|il y a|hace) \d{1,3} \w{1,12}$|\d{1,3} \w{1,12} (?:fa|назад|тому|temu|geleden"
    r"|sedan|siden)$"
)
_ANSWER_AGE = (
    r".{0,40}\b\d{1,3} ?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
    r"|[smhdwy]) ago\b.{0,30}$"
)
_ANSWER_NAME = r".{1,40}\b(?:says|said|wrote|schreibt|sagt|dit|dice|пишет|says on)\s?:$"

# Characters of a line in which a mark must end; none is as long.
_MARK_LENGTH = 100
# Lines whose result is remembered: both passes ask, and the pages of a site repeat their lines.
_REMEMBERED = 2048


@cache
def _pattern(source: str) -> re.Pattern[str]:
    # They are long: importing this module does not compile them.
    return re.compile(source, re.IGNORECASE)


@cache
def _told_by() -> re.Pattern[str]:
    return re.compile("|".join((*_AGENCIES, *_PICTURES)))


@lru_cache(maxsize=_REMEMBERED)
def _opens(source: str, text: str) -> bool:
    return _pattern(source).match(text) is not None


def announces_comments(text: str) -> bool:
    """Whether a line announces readers' comments."""
    return _opens(_COMMENT_MARK, text[:_MARK_LENGTH])


def announces_answers(text: str) -> bool:
    """Whether a line announces the answers on a question-and-answer page."""
    return text[:1].isdecimal() and _pattern(_ANSWERS_MARK).fullmatch(text) is not None


def announces_more(text: str) -> bool:
    """Whether a line announces more of the site: other pages, tags, sharing."""
    return _opens(_MORE_MARK, text[:_MARK_LENGTH])


def names_source(text: str) -> bool:
    """Whether a line names the source of a picture."""
    if _pattern(_CREDIT_START).match(text):
        return True
    told = _told_by().search(text[:_CREDIT_REACH].lower())
    return told is not None and _pattern(_CREDIT_INSIDE).match(text) is not None


def belongs_to_answer(text: str) -> bool:
    """Whether a line is the age or a button of a reader's comment, or says who wrote it."""
    return (
        _pattern(_ANSWER_MARK).match(text) is not None
        or (" ago" in text.lower() and _pattern(_ANSWER_AGE).match(text) is not None)
        or (text.endswith(":") and _pattern(_ANSWER_NAME).match(text) is not None)
    )
