// The types of polls as a moderator meets them. No DOM.
import { POLL_FIELDS_OF_TYPE } from "../../core/moderation.js";

/** In the order in which they are offered: what is needed most comes first. */
export const TYPES = ["choice", "multiple", "yesno", "words", "text", "rating", "scale", "ranking", "estimate", "quiz"];

/** The fields that a type has beside what every poll has. */
export const fieldsOf = (type) => POLL_FIELDS_OF_TYPE[type] ?? [];
export const hasOptions = (type) => fieldsOf(type).includes("options");
