// Was this asked already? Compares words by their beginnings (which stand in for stems), rare words counting
// more. Pure; works without knowing the language, and for Thai, because Intl.Segmenter finds its words.

const BEGINNING = 6; // letters of a word that must agree
const ENOUGH = 0.5; // share of the draft's weight that must be found again
const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "word" });

/** The beginnings of the words that say something: short ones (the, apa, der) are left out. */
export function beginnings(text) {
  const words = segmenter
    ? [...segmenter.segment(text.toLowerCase())].filter((part) => part.isWordLike).map((part) => part.segment)
    : text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter((word) => word.length > 3 || /[^\u0000-\u024f]/.test(word)).map((word) => word.slice(0, BEGINNING)));
}

/** Those among `questions` that ask much the same as `draft`, the closest first, at most `most`. */
export function similar(draft, questions, most = 2) {
  const wanted = beginnings(draft);
  if (wanted.size < 2) return [];
  const texts = questions.map((question) => beginnings(question.text));
  const weight = (word) => Math.log(1 + questions.length / (1 + texts.filter((words) => words.has(word)).length));
  const weights = new Map([...wanted].map((word) => [word, weight(word)]));
  const whole = sum(weights.values());
  return questions
    .map((question, index) => ({ question, shared: [...wanted].filter((word) => texts[index].has(word)) }))
    .map(({ question, shared }) => ({ question, n: shared.length, score: sum(shared.map((word) => weights.get(word))) / whole }))
    .filter(({ n, score }) => n > 1 && score >= ENOUGH)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ question }) => question);
}

const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);
