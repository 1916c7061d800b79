/** What is said to a screen reader: one polite region for the whole room. */

let region: HTMLElement | null = null;

/** The ref of the region; empty, invisible, and there from the first moment. */
export function announcerRef(element: HTMLElement | null): void {
  region = element;
}

/** Says `text` after what is being said. Saying the same twice is heard twice. */
export function announce(text: string): void {
  if (!region) return;
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
