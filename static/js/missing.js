import { begin } from "./locale.js";

await begin();
