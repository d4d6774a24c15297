// Search for questions that ask the same as a draft. It compares the first letters of words, which serve as stems;
// rare words count more. Pure. It needs no knowledge of the language, and Intl.Segmenter finds the words of Thai.

const STEM_LENGTH = 6; // letters
const MIN_SCORE = 0.5; // share of the draft's weight that a question must contain
const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "word" });

/** Returns the stems of a text, without short words such as "the", "apa", "der". */
function stems(text) {
  const words = segmenter
    ? [...segmenter.segment(text.toLowerCase())].filter((part) => part.isWordLike).map((part) => part.segment)
    : text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter((word) => word.length > 3 || /[^\u0000-\u024f]/.test(word)).map((word) => word.slice(0, STEM_LENGTH)));
}

/** Returns at most `most` of `questions` that ask much the same as `draft`, the closest first. */
export function similarQuestions(draft, questions, most = 2) {
  const wanted = stems(draft);
  if (wanted.size < 2) return [];
  const texts = questions.map((question) => stems(question.text));
  const weight = (word) => Math.log(1 + questions.length / (1 + texts.filter((words) => words.has(word)).length));
  const weights = new Map([...wanted].map((word) => [word, weight(word)]));
  const whole = sum(weights.values());
  return questions
    .map((question, index) => ({ question, shared: [...wanted].filter((word) => texts[index].has(word)) }))
    .map(({ question, shared }) => ({ question, n: shared.length, score: sum(shared.map((word) => weights.get(word))) / whole }))
    .filter(({ n, score }) => n > 1 && score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ question }) => question);
}

const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);
