"""Texts that people write: cleaned, and measured in graphemes (letters as readers see them)."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import regex
from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from server.domain.model.limits import Limits

BYTES_PER_GRAPHEME = 12
BYTES = 4096  # also of short texts, because pages of before may send so much
LINE_ENDS = 12  # of a text that fills a card
LONG_LINE_ENDS = 40  # of a text of 2,000 graphemes, which is read alone

_GRAPHEME = regex.compile(r"\X")
# All that some page or screen breaks a line at (Unicode Standard Annex #14, mandatory breaks).
_LINE_ENDS = regex.compile(r"\r\n|[\r\v\f\u0085\u2028\u2029]")
_UNSEEN = r"[\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]*+"
_EMPTY_LINES = regex.compile(rf"\n(?:{_UNSEEN}\n){{2,}}")  # a line with nothing to see is as tall as any
# Embeddings, overrides and isolates: they change the direction of all text after them, also of text that is
# not the writer's, such as a city beside a name. Direction marks stay, and so do joiners, which make letters.
_DIRECTION_CONTROLS = "\u202a-\u202e\u2066-\u2069"
# Marks of annotations and what Unicode has deprecated (Unicode Standard, section 23.3): no text needs them.
_DEPRECATED = "\u206a-\u206f\ufff9-\ufffb"
# XML can hold no U+FFFE and U+FFFF, so that a workbook or a chart with one does not open. The others are as
# little a character (Unicode Standard, section 23.7).
_NONCHARACTERS = r"\p{Noncharacter_Code_Point}"
_LEFT_OUT = regex.compile(rf"[\p{{Cc}}--\n]|[{_DIRECTION_CONTROLS}{_DEPRECATED}{_NONCHARACTERS}]", regex.V1)
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]")
# More than white space: Hangul fillers are letters by category, and an empty Braille cell is a symbol.
_BLANK = regex.compile(r"[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]*")
# No script puts thirty marks on a letter (Stream-Safe Text Format, Unicode Standard Annex #15, section 13).
# Normalising a run of marks takes time with the square of its length: a tenth of a second for 16 KB.
_MARKS = regex.compile(r"\p{M}{31}")


def graphemes(text: str) -> int:
    """The number of letters as a reader counts them: one for a Thai cluster, a flag or a family emoji."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def clean(text: str) -> str:
    """The text in NFC, without outer white space and without what is no character to a reader.

    That is controls but for line feeds, controls of the direction, and noncharacters.

    Raises `UnicodeEncodeError` for half a surrogate pair, which UTF-8 cannot hold. NUL, which PostgreSQL
    cannot hold, is a control character.
    """
    text.encode()
    return _composed(_readable(text))


def _readable(text: str) -> str:
    return _LEFT_OUT.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def _composed(readable: str) -> str:
    """In NFC: after `_readable`, because nothing left out may part a letter from its marks."""
    return unicodedata.normalize("NFC", readable).strip()


def _with_lines(text: str, most: int) -> str:
    """The text with at most two line ends in a row and `most` in all. Further lines are joined by a space."""
    if "\n" not in text:
        return text
    *lines, rest = _EMPTY_LINES.sub("\n\n", text).split("\n", most)
    return "\n".join((*lines, " ".join(filter(None, map(str.strip, rest.split("\n"))))))


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: only white space, joiners, fillers and direction marks."""
    return _BLANK.fullmatch(text) is not None


def bounded(text: str, most: int, most_bytes: int, *, empty: bool = False, line_ends: int = LINE_ENDS) -> str:
    """The text, cleaned. Raises `PydanticCustomError` of the type `too_long` or `invalid`.

    `most` is in graphemes. Marks and bytes are checked first, because one grapheme may have any number of
    marks. Lines are joined where there are more than two line ends in a row, or more than `line_ends` in all,
    so that no text pushes all others off the screen by its height.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("invalid", "not a Unicode text") from None
    text = _readable(text)
    if _MARKS.search(text):
        raise PydanticCustomError("too_long", "more marks on a letter than any writing has")
    text = _with_lines(_composed(text), line_ends)
    if len(text.encode()) > most_bytes:
        raise PydanticCustomError("too_long", "more than {most} bytes", {"most": most_bytes})
    if graphemes(text) > most:
        raise PydanticCustomError("too_long", "more than {most} graphemes", {"most": most})
    if is_blank(text):
        if not empty:
            raise PydanticCustomError("invalid", "must not be empty")
        return ""
    return text


def bytes_for(most: int) -> int:
    """The most bytes of a text with at most `most` graphemes, unless it has a limit of its own."""
    return max(BYTES, BYTES_PER_GRAPHEME * most)


def limited(
    graphemes_limit: Callable[[Limits], int],
    *,
    bytes_limit: Callable[[Limits], int] | None = None,
    empty: bool = False,
    line_ends: int = LINE_ENDS,
) -> AfterValidator:
    """A validator for a text of at most so many graphemes and line ends.

    An empty text is `invalid` unless `empty`.
    The validation context must be a `Limits`. Without `bytes_limit`, bytes are bounded by `bytes_for`.
    """

    def check(text: str, info: ValidationInfo) -> str:
        limits: Any = info.context or Limits()
        most = graphemes_limit(limits)
        most_bytes = bytes_limit(limits) if bytes_limit else bytes_for(most)
        return bounded(text, most, most_bytes, empty=empty, line_ends=line_ends)

    return AfterValidator(check)


def _one_emoji(text: str) -> str:
    if graphemes(text) != 1 or not _EMOJI.search(text):
        raise PydanticCustomError("invalid", "not a single emoji")
    return text


QuestionText = Annotated[
    str,
    limited(lambda limits: limits.question_graphemes, bytes_limit=lambda limits: limits.question_bytes),
]
ShortText = Annotated[str, limited(lambda limits: limits.short_graphemes, line_ends=0)]
MaybeShortText = Annotated[str, limited(lambda limits: limits.short_graphemes, empty=True, line_ends=0)]
TitleText = Annotated[str, limited(lambda limits: limits.title_graphemes, line_ends=0)]
MaybeTitleText = Annotated[str, limited(lambda limits: limits.title_graphemes, empty=True, line_ends=0)]
AbstractText = Annotated[
    str, limited(lambda limits: limits.abstract_graphemes, empty=True, line_ends=LONG_LINE_ENDS)
]
ReasonText = Annotated[str, limited(lambda limits: limits.reason_graphemes)]
NoticeText = Annotated[str, limited(lambda limits: limits.notice_graphemes, empty=True)]
AnswerText = Annotated[str, limited(lambda limits: limits.answer_graphemes, line_ends=LONG_LINE_ENDS)]
PromptText = Annotated[
    str,
    limited(lambda limits: limits.question_graphemes, bytes_limit=lambda limits: limits.prompt_bytes),
]
ExplanationText = Annotated[str, limited(lambda limits: limits.explanation_graphemes, empty=True)]
OptionText = Annotated[
    str,
    limited(lambda limits: limits.option_bytes, bytes_limit=lambda limits: limits.option_bytes, line_ends=0),
]
Emoji = Annotated[str, Field(max_length=32), AfterValidator(_one_emoji)]


def rfc3339(at: datetime) -> str:
    """The time in UTC as RFC 3339 has it: in seconds if it has no fraction, else in milliseconds."""
    text = at.astimezone(UTC).isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return text.replace("+00:00", "Z")
