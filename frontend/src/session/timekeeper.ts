/** The session's time as the server last told it, carried on by this computer's own count. */

import type { ClockState } from "./protocol.ts";

export class Timekeeper {
  /** `performance.now()` at which the session was opened. */
  #zero = performance.now();
  #last = 0;
  #clock: ClockState | null = null;
  #readAt = 0;

  /** The server says that `t` ms have gone since the session was opened. */
  set(t: number): void {
    this.#zero = performance.now() - t;
  }

  read(clock: ClockState): void {
    this.#clock = clock;
    this.#readAt = performance.now();
  }

  /** Milliseconds since the session was opened, never going back. */
  t(): number {
    this.#last = Math.max(this.#last, Math.round(performance.now() - this.#zero));
    return this.#last;
  }

  /** `performance.now()` at this `t`. */
  moment(t: number): number {
    return this.#zero + t;
  }

  /** Milliseconds left, or null while no clock runs. */
  remainingMs(): number | null {
    if (this.#clock?.state !== "running" || this.#clock.remaining_ms == null) return null;
    return Math.max(0, this.#clock.remaining_ms - (performance.now() - this.#readAt));
  }
}
