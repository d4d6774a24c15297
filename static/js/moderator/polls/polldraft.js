// A poll in the editor: its draft, its problems, and the fields of the commands made of it. Pure.
//
// A draft keeps what was typed. Numbers are texts. Options have a `key` of their own, so that translations and ticks
// stay with their option while it moves.
import { folded } from "../../core/folding.js";
import { MODERATOR_LIMITS, POLL_DEFAULTS, POLL_EDITABLE, POLL_LIMIT_S } from "../../core/moderation.js";
import { LIMITS } from "../../core/protocol.js";
import { graphemes } from "../../core/text.js";
import { fieldsOf, hasOptions } from "./polltypes.js";

export function newDraft(type, { lang = "", moderated = true } = {}) {
  const { show, changeable, steps = "", limit_s = "" } = POLL_DEFAULTS[type];
  return {
    type, prompt: "", options: [newOption("a"), newOption("b")], min: "", max: "", low: "", high: "", steps: String(steps),
    unit: "", floor: "", ceiling: "", explanation: "", limit_s: String(limit_s),
    show, changeable, moderated, lang, translations: {},
  };
}

export const newOption = (key, text = "") => ({ key, text, right: false });

/** Returns a key that no option of this draft has. */
export const newKey = ({ options }) => `n${1 + Math.max(0, ...options.map(({ key }) => Number(/^n(\d+)$/.exec(key)?.[1] ?? 0)))}`;

/** Returns the draft with another type. It keeps all fields, so that looking at another type loses nothing. */
export function withType(draft, type) {
  if (draft.type === type) return draft;
  const { steps, limit_s, changeable } = newDraft(type);
  const own = draft.type === "quiz" || type === "quiz";
  return { ...draft, type, steps, ...(own && { limit_s, changeable }) };
}

/** Returns the draft of an existing poll. */
export function draftFrom(poll) {
  const text = (value) => (value === undefined || value === null ? "" : String(value));
  const fixed = poll.type === "yesno";
  return {
    ...newDraft(poll.type), prompt: poll.prompt,
    options: fixed ? [] : (poll.options ?? []).map(({ id, text: words }) => ({ key: id, id, text: words, right: (poll.right ?? []).includes(id) })),
    ...Object.fromEntries(["min", "max", "low", "high", "unit", "floor", "ceiling", "explanation", "limit_s", "lang"].map((name) => [name, text(poll[name])])),
    ...(poll.steps && { steps: text(poll.steps) }), show: poll.show, changeable: poll.changeable, moderated: poll.moderated ?? false,
    translations: Object.fromEntries(Object.entries(poll.translations ?? {}).map(([lang, { prompt, options }]) => [lang, { prompt, options: { ...options } }])),
  };
}

/** Returns the options that have a text. */
export const filledOptions = ({ type, options }) => (hasOptions(type) ? options.filter(({ text }) => text.trim()) : []);

const numberOf = (text) => (String(text).trim() === "" ? null : Number(text));

/** Returns every field of the draft as the server takes it, null for an empty one. `options`: [{id?, text}]. */
export function definition(draft) {
  const options = filledOptions(draft);
  const all = {
    options: options.map(({ id, text }) => ({ ...(id && { id }), text: text.trim() })),
    right: options.flatMap(({ right }, index) => (right ? [index] : [])),
    min: numberOf(draft.min), max: numberOf(draft.max), steps: numberOf(draft.steps),
    floor: numberOf(draft.floor), ceiling: numberOf(draft.ceiling),
    low: draft.low.trim(), high: draft.high.trim(), unit: draft.unit.trim(),
    explanation: draft.explanation.trim(), moderated: draft.moderated,
  };
  return {
    type: draft.type, prompt: draft.prompt.trim(), show: draft.show, changeable: draft.changeable,
    limit_s: numberOf(draft.limit_s), lang: draft.lang || null, translations: translationsOf(draft, options),
    ...Object.fromEntries(fieldsOf(draft.type).map((name) => [name, all[name]])),
  };
}

/** Returns the languages with any text. The original replaces the texts that are missing. */
function translationsOf({ prompt, translations }, options) {
  const found = {};
  for (const [lang, texts] of Object.entries(translations)) {
    const optionTexts = options.map(({ key }) => texts.options?.[key]?.trim() ?? "");
    if (!texts.prompt?.trim() && !optionTexts.some(Boolean)) continue;
    found[lang] = {
      prompt: texts.prompt?.trim() || prompt.trim(),
      ...(options.length > 0 && { options: optionTexts.map((text, index) => text || options[index].text.trim()) }),
    };
  }
  return found;
}

/** Returns the fields of `poll.create`. Empty ones are left to the server. */
export function createFields(draft) {
  const { options, translations, ...rest } = definition(draft);
  const filled = Object.entries(rest).filter(([, value]) => value !== null && value !== "");
  return {
    ...Object.fromEntries(filled),
    ...(options && { options: options.map(({ text }) => text) }),
    ...(Object.keys(translations).length > 0 && { translations }),
  };
}

/** Returns the fields of `poll.edit`: the changed ones, so that a poll with answers can still be corrected. */
export function editFields(draft, poll) {
  const former = draftFrom(poll);
  const [now, before] = [definition(draft), definition(former)];
  const names = Object.keys(now).filter((name) => name !== "type" && !isLocked(name, poll));
  // The server knows right options by their ids: moving them changes nothing, choosing others does.
  const isSame = (name) => (name === "right" ? same(rightKeys(draft), rightKeys(former)) : same(now[name], before[name]));
  return Object.fromEntries(names.filter((name) => !isSame(name)).map((name) => [name, now[name]]));
}

const rightKeys = (draft) => filledOptions(draft).filter(({ right }) => right).map(({ key }) => key).sort();

/** Returns the fields that undo an edit. An option that the edit removes comes back as a new one. */
export function undoFields(poll, edited) {
  const before = definition(draftFrom(poll));
  const kept = new Set(edited.options?.map(({ id }) => id));
  const names = [...Object.keys(edited), ...(edited.options ? ["translations", poll.state === "draft" && "right"] : [])];
  const fields = Object.fromEntries(names.filter((name) => name in before).map((name) => [name, before[name]]));
  if (fields.options) fields.options = fields.options.map(({ id, text }) => (kept.has(id) ? { id, text } : { text }));
  return fields;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Whether an edit may not change this field any more, because people saw the poll. */
export const isLocked = (field, poll) => Boolean(poll) && !POLL_EDITABLE[poll.state].includes(field);

/** Returns {field: [key, params]}: the texts about what the server would refuse. */
export function problemsOf(draft) {
  const options = filledOptions(draft).map(({ text }) => folded(text));
  const { min, max, floor, ceiling, limit_s: limit, right } = definition(draft);
  const over = graphemes(draft.prompt.trim()) - LIMITS.question_graphemes;
  const found = {
    prompt: !draft.prompt.trim() ? ["polldesk.need.prompt"] : over > 0 && ["ask.over", { n: over }],
    options: hasOptions(draft.type) && optionProblem(options),
    right: draft.type === "quiz" && !right.length && ["polldesk.need.right"],
    min: min !== undefined && rangeProblem(min, 1, options.length),
    max: max !== undefined && (rangeProblem(max, 1, options.length) || (min !== null && max !== null && min > max && ["polldesk.need.order"])),
    ceiling: floor !== undefined && floor !== null && ceiling !== null && floor >= ceiling && ["polldesk.need.order"],
    limit_s: rangeProblem(limit, POLL_LIMIT_S.least, POLL_LIMIT_S.most),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem));
}

function optionProblem(options) {
  if (options.length < 2) return ["polldesk.need.options"];
  if (options.length > MODERATOR_LIMITS.options) return ["polldesk.need.fewer_options", { n: MODERATOR_LIMITS.options }];
  return new Set(options).size < options.length && ["polldesk.need.distinct"];
}

function rangeProblem(value, least, most) {
  if (value === null) return false;
  return !(Number.isInteger(value) && value >= least && value <= most) && ["polldesk.need.between", { low: least, high: most }];
}
