"""Words that give names away: titles, verbs of saying, words in names of organisations."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "president premier minister chancellor king queen prince princess emperor pope senator sen. "
    "rep. representative congressman congresswoman gov. governor mayor general gen. colonel col. "
    "captain capt. lieutenant lt. sergeant sgt. major maj. admiral adm. commander judge justice "
    "dr. mr. mrs. ms. miss mr mrs ms dr prof. professor sir lord lady dame rev. reverend bishop "
    "archbishop patriarch imam rabbi ayatollah sheikh sultan emir ambassador secretary chairman "
    "chairwoman chairperson leader coach spokesman spokeswoman spokesperson counterpart ceo "
    "director author actor actress singer journalist analyst lawyer attorney activist politician "
    "lawmaker economist historian founder co-founder candidate oligarch businessman dictator "
    "opposition-leader rival ally speaker deputy detective inspector officer prosecutor dean "
    "academic scientist researcher photographer correspondent reporter editor columnist blogger "
    "striker midfielder defender goalkeeper manager driver player commissioner envoy diplomat "
    "ex-president ex-minister vice-president sheriff herr frau monsieur madame mme président "
    "ministre präsident minister kanzler "
    "президент президента президенту президентом премьер премьера премьер-министр "
    "премьер-министра премьер-министром министр министра министру министром глава главы главой "
    "лидер лидера лидером депутат депутата сенатор генерал канцлер губернатор мэр госсекретарь "
    "секретарь посол журналист политик оппозиционер господин г-н"
)
"""Words that stand before a person's name, lower case."""

SAYING = _words(
    "said says say told tells warned warns added adds announced announces argued argues asked asks "
    "claimed claims confirmed confirms declared declares denied denies explained explains "
    "expressed insisted insists noted notes pointed promised recalled replied responded stated "
    "states stressed stresses suggested tweeted urged vowed wrote writes believes believed "
    "thinks wants hopes criticized criticised admitted admits accused called commented continued "
    "concluded emphasized emphasised mentioned met meets visited resigned died testified spoke "
    "заявил заявила сказал сказала отметил отметила сообщил сообщила добавил подчеркнул считает "
    "заявляет рассказал рассказала напомнил предупредил объяснил"
)
"""Verbs that follow the one who speaks or acts, lower case."""

ORGANISATIONS = _words(
    "Ministry Department Agency Council Committee Commission Bureau Office Authority Board "
    "Parliament Assembly Congress Senate Court Tribunal Police Army Navy Force Forces Guard "
    "Service Services University College School Institute Academy Hospital Museum Library "
    "Foundation Fund Trust Association Organization Organisation Federation Confederation League "
    "Union Alliance Coalition Movement Front Party Group Corps Bank Company Corporation Corp "
    "Corp. Inc Inc. Ltd Ltd. LLC PLC plc Co Co. AG GmbH Holdings Industries Airlines Airways "
    "Motors Pharmaceuticals Technologies Systems Partners Media News Times Post Herald Tribune "
    "Journal Gazette Telegraph Guardian Press Television Radio Club FC United Team Orchestra "
    "Church Society Center Centre Laboratory Observatory Staff Secretariat Directorate Cabinet "
    "Government Administration Initiative Project Network Chamber Exchange Brigade Battalion "
    "Regiment Battalions Pact Embassy"
)
"""Words that organisations carry in their names, most of them last."""

OPENERS = _words(
    "Ministry Department Bank University Institute Council Court Committee Commission House "
    "Office Bureau Federation Union Association Organization Organisation League Chamber "
    "College Academy Board Centre Center Museum Church Party Movement Front"
)
"""Words that open the name of an organisation before "of" or "for"."""

PLACES_AFTER = _words(
    "region Region province Province district District oblast Oblast county County city City "
    "state State island Island Islands River Lake Bay Valley Mountains Mountain Street Avenue "
    "Road Square Bridge Airport Peninsula Strait Sea Ocean Desert Forest Park Beach Hills Coast "
    "Canal Harbour Harbor Port Castle Palace Stadium krai Krai governorate voivodeship "
    "village Village town Town raion"
)
"""Words that follow the name of a place; those in capitals belong to it."""

PLACES_BEFORE = _words("Lake Mount Cape Fort River Port Gulf Strait Bay Isle Island Sea")
"""Words that open the name of a place."""

LOCATING = _words("in at near from across outside inside around via throughout toward towards")
"""Prepositions that a place often follows, lower case."""

CALENDAR = _words(
    "January February March April May June July August September October November December Jan "
    "Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday Today Yesterday Tomorrow"
)
"""Days and months: they have capitals and are not names."""

JUNK = _words(
    "I Mr Mrs Ms Dr TV GDP CEO MP MPs AM PM ID USD EUR GBP RUB BTC ETH BCH DNA RNA AIDS HIV COVID "
    "OK FAQ PDF URL HTML PR HR IT AI VIP SOS RIP BCE BC AD CE LGBT LGBTQ PhD GMT UTC EST PST BST "
    "II III IV VI VII VIII IX XI XII Read Click Subscribe Follow Share Comments Comment Related "
    "Photo Image Video Source Advertisement Newsletter Donate Support View More See Also State "
    "Government Minister President Prime Foreign Defense Secretary Chairman Members Member"
)
"""Capitalised words that are not names by themselves."""

OPENING = _words(
    "the a an in on at of to for from by with and but or nor so yet as if when while where who "
    "what why how this that these those there here it its he she they we you i his her their our "
    "your my after before during since until although though because however also despite "
    "according given no not all some many most both each every other another such one two three "
    "four five six seven more less first second last new now then thus just only even still "
    "currently meanwhile moreover once over under between among about against into through "
    "without within is are was were be been has have had do does did will would can could may "
    "might must should let don't"
)
"""Words that often begin a sentence and are then not part of a name, lower case."""

PORTFOLIOS = _words(
    "foreign defence defense interior health finance energy justice education culture economy "
    "transport emergencies agriculture labour labor information"
)
"""What a ministry is for, lower case."""

NEVER_FIRST = _words("the The THE a A an An 's ’s")
"""Words that are cut from the edges of a name."""

YEAR_CUES = _words(
    "in since until till by of from year before after during early late mid around circa between "
    "spring summer autumn fall winter through en depuis année seit im jahr bis с в до по год "
    "году года от"
)
"""Words after which a bare four-digit number is a year, lower case."""
