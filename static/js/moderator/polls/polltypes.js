// Types of polls and the fields of each. Pure.
import { POLL_FIELDS_OF_TYPE } from "../../core/moderation.js";

/** In the order in which they are offered, the most used first. */
export const TYPES = ["choice", "multiple", "yesno", "words", "text", "rating", "scale", "ranking", "estimate", "quiz"];

/** The fields of a type besides those that every poll has. */
export const fieldsOf = (type) => POLL_FIELDS_OF_TYPE[type] ?? [];
export const hasOptions = (type) => fieldsOf(type).includes("options");
