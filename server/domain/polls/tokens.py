"""The tokens of an answer to a poll for words: what belongs to one word, and what parts two.

Signs and points belong to a word where another word would be left without them: C, C++ and C#, 5 and -5,
24/7, km/h, z. B., e.g., U.S., Node.js, St. Pauli.
"""

import regex

SPACELESS = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}\u30fc\uff70\uff9e\uff9f"
"""Scripts without spaces between words, as the inside of a character class."""

# Abbreviations that end in a point and stand before a name or a number.
_TITLES = (
    "St|Sta|Ste|Mt|Ft|Dr|Prof|Mr|Mrs|Ms|Jr|Sr|No|Nr|Hj|Ir|Drs|Jl|Jln|Kec|Kab|Kel|Gg|Bd|Av|Fr|Hr|Art|Abs|Vol"
)
_UNITS = r"""
    (?:k?m|mi|[kmµ]?g|t|l|k?Wh?|MWh|[KMGT]?B|[kMGT]?bit|Rp|\p{Sc}) /
    (?:h|s|d|a|min|k?m[²³]?|k?g|t|l|ha|kWh|Tag|hari)
"""

TOKEN = regex.compile(
    rf"""
      (?P<spaceless> (?:กทม|ดร|ผศ|รศ)\. | (?:[ก-ฮ]{{1,3}}\.){{2,}} | [{SPACELESS}] [{SPACELESS}\p{{M}}]* )
    | (?P<emoji> (?= [\p{{Extended_Pictographic}}\p{{Regional_Indicator}}--[©®™]] ) (?![\p{{N}}\#*]) \X )
    | (?P<spaced>
          # abbreviations: U.S., e.g., z. B.
          (?: (?<![\p{{L}}\p{{N}}]) \p{{L}} (?: \.\p{{L}} )+ \.? (?![\p{{L}}\p{{M}}\p{{N}}]) )
        | (?: (?<![\p{{L}}\p{{N}}]) \p{{L}}\. (?: [\x20\u00a0\u202f]\p{{L}}\. )+ (?![\p{{L}}\p{{N}}]) )
        | (?: (?<![\p{{L}}\p{{N}}]) (?i:{_TITLES})\.[\x20\u00a0]?(?=[\p{{Lu}}\p{{N}}])
              [\p{{L}}\p{{N}}\p{{M}}'’-]+ )
        | (?: (?<![\p{{L}}\p{{N}}]) {_UNITS} (?![\p{{L}}\p{{N}}]) )
        | (?: (?<![\p{{L}}\p{{N}}]) \p{{L}}/\p{{L}} (?![\p{{L}}\p{{N}}/]) )  # I/O, n/a
          # signs before: -5, +1, < 5, $5, .NET
        | (?: (?<![\p{{L}}\p{{N}}\p{{S}}-]) (?: [<>≤≥]=?\x20?(?=[+−–-]?\p{{N}}) )?
              (?: [+±−–-]?\p{{Sc}}?(?=\p{{N}}) | (?<!\S)\.(?=\p{{L}}) )? )?
          [\p{{L}}\p{{N}}\p{{M}}--[{SPACELESS}]]+
          (?: (?: ['’ʼ＇&_‐‑-]
                | (?<=\p{{N}})[.,:/–−×](?=\p{{N}})
                | \.(?=\p{{Ll}}) | (?<=\p{{Lu}})\.(?=\p{{Lu}}\p{{L}})
                | (?: [*:] | /-? )(?=in(?:nen)?\b)  # Bürger*innen
                | [\u200c\u200d] )
              [\p{{L}}\p{{N}}\p{{M}}--[{SPACELESS}]]+ )*
          # signs behind: C++, C#, 18+, 50 %, 25 °C, 5 €
          (?: (?<=\p{{N}})\x20?(?: [%‰] | °[CFcf]?(?!\p{{L}}) | \p{{Sc}}(?:/\p{{L}}+[²³]?)? )
            | (?: \+{{1,2}} | \# )(?![\p{{L}}\p{{N}}+#]) )?
      )
    """,
    regex.VERBOSE | regex.V1,
)
