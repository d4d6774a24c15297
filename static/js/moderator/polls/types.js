// The types of polls as a moderator meets them, and what each of them has to be told. No DOM.

/** In the order in which they are offered: what is needed most comes first. */
export const TYPES = ["choice", "multiple", "yesno", "words", "text", "rating", "scale", "ranking", "estimate", "quiz"];

// Beside what every poll has: a prompt, when results are seen, whether answers may be changed, a time limit, languages.
const FIELDS = {
  choice: ["options"],
  multiple: ["options", "min", "max"],
  yesno: [],
  words: [],
  text: ["moderated"],
  rating: ["steps"],
  scale: ["low", "high", "steps"],
  ranking: ["options"],
  estimate: ["unit", "floor", "ceiling"],
  quiz: ["options", "right", "explanation"],
};
export const COMMON = ["type", "prompt", "show", "changeable", "limit_s", "lang", "translations"];
/** Every field of a definition, in the order in which it is written down. */
export const DEFINITION = [...COMMON, ...new Set(Object.values(FIELDS).flat())];

export const SHOWS = ["always", "answered", "closed", "hand"];
export const MOST_OPTIONS = 50;
export const LONGEST_PROMPT = 500; // graphemes
export const LIMIT_S = { least: 5, most: 3600, quiz: 20 };

export const fieldsOf = (type) => FIELDS[type] ?? [];
export const hasOptions = (type) => fieldsOf(type).includes("options");
