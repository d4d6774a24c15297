// Refs and refusals of commands.

/** Returns a new idempotency ref of 128 random bits. The protocol asks for at least 96. */
export function newRef() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Error that a command is rejected with. `code` comes from the server, or is one of the page's own:
 * `offline`, `timeout`, `ended`. `ref` is the command's, for a second try.
 */
export class Refusal extends Error {
  constructor(no, ref) {
    super(no.message ?? no.code);
    this.name = "Refusal";
    this.ref = ref;
    for (const name of ["code", "field", "retry_after_s", "into", "item"]) this[name] = no[name];
  }
}
