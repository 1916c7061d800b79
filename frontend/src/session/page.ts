/** The moments of the page's life at which the session must act. */

export interface PageMoments {
  /** The page is hidden, left or shown again: what waits must not wait longer. */
  turned(): void;
  /** The network came back. */
  online(): void;
}

/** Listens until the returned function is called. Does nothing outside a browser. */
export function listenToPage(moments: PageMoments): () => void {
  const { window, document } = globalThis;
  if (window === undefined || document === undefined) return () => undefined;
  const over = new AbortController();
  window.addEventListener("pagehide", moments.turned, { signal: over.signal });
  window.addEventListener("online", moments.online, { signal: over.signal });
  document.addEventListener("visibilitychange", moments.turned, { signal: over.signal });
  return () => over.abort();
}
