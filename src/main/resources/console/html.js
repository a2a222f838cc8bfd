import { h } from "preact";
import htm from "htm";

/** What the screens are written in: `html` texts that become elements of Preact. */
export const html = htm.bind(h);
