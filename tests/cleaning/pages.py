"""Text for the cleaner's tests: an invented article, the shapes that pages put around it, and pages
that hypothesis draws from all kinds of lines."""

from __future__ import annotations

from hypothesis import strategies as st

_PARAGRAPHS = """\
The harbour council voted on Tuesday to rebuild the old lighthouse at Marrow Point, which has
been dark since a storm tore off its roof nine winters ago.

Engineers told the council that the tower itself is sound, and that the work would take two
summers and cost about four million crowns, most of it for the stairs and the lamp.

Fishermen who use the channel had asked for a light on the point for years. They say that three
boats have touched the reef since the lighthouse went dark, the last of them in March.

The council's treasurer, Anna Velde, warned that the harbour fund is nearly empty and that the
dues paid by fishermen would have to rise if the state does not share the cost.

A decision from the ministry is expected before the winter. Until then a floating light will be
moored off the reef, the council said, and checked every morning by the pilot boat.

The lighthouse was built in 1874 by the same engineer who laid out the harbour, and its first
keeper wrote a diary of the storms that the town's museum still shows to visitors.
"""
ARTICLE = tuple(" ".join(part.split()) for part in _PARAGRAPHS.split("\n\n"))
TITLE = "Harbour Council to Rebuild the Lighthouse at Marrow Point"
MENU = ("Home", "News", "Sport", "Weather", "Culture", "Contact")
# Of other things, and yet taken for text; and enough links to stand far above a text.
TEASERS = tuple(
    f"Our cooks have gathered seven recipes for {fruit} that even children will like, and one for a"
    " cake that needs no oven at all and is ready within half of an hour."
    for fruit in ("rhubarb", "cherries")
)
MENUS = tuple(f"{name} {number}" for number in range(12) for name in MENU[1:5])
COMMENTS = (
    ("Seagull", "About time. My uncle lost a boat there."),
    ("old_tar", "Four million for stairs? Somebody is getting rich again."),
    ("Seagull", "You have never climbed them, have you."),
    ("Mirren K", "The museum is worth a visit by the way, go on a rainy day."),
    ("old_tar", "I climbed them when you were in your cradle."),
    ("Pilot 3", "We will be the ones who clean the floating light every morning."),
    ("Seagull", "Thank you for your service, pilot."),
)
APPEAL = (
    "Dear readers,",
    "Our newsroom has no owner, and we depend on you for every report that we print.",
    "If our work matters to you, please support us with a donation, however small it may be.",
    "We are grateful to all of our members. Thank you for standing with us.",
)

_VOCABULARY = (
    "the harbour light of a council and boats in winter 12 Anna Velde said that storm to reef, is "
    "маяк в гавани и совет が 港 灯台 di porto la lumière http://example.test/ $5"
)
_WORDS = st.sampled_from(_VOCABULARY.split())
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=25).map(" ".join)
_ENDS = st.sampled_from(["", ".", "!", "?", ":", ",", "…", "。", "”"])
_SHAPED = st.tuples(st.sampled_from(["", "  • ", "- ", "“", " "]), _SENTENCES, _ENDS).map("".join)
_KNOWN = st.sampled_from(
    [
        *ARTICLE, *APPEAL, TITLE, *MENU, "View all comments", "Notify of", "12 comments", ".", ",",
        "by", "3 September 2026", "Subscribe to our newsletter", "Photo: A. Velde", "Read more",
    ]
)  # fmt: skip
_ODD = st.text(max_size=30)
_BREAKS = st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\u2028", "\n \n"])
_LINES = st.one_of(_SHAPED, _KNOWN, _ODD)
PAGES = st.lists(st.tuples(_LINES, _BREAKS), max_size=30).map(
    lambda parts: "".join(line + end for line, end in parts)
)


def page(*parts: str | tuple[str, ...]) -> str:
    """Lines set apart by blank lines; a tuple is a block without blank lines inside."""
    return "\n\n".join(part if isinstance(part, str) else "\n".join(part) for part in parts)
