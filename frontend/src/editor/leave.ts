/** The way out by keyboard: Escape, then Tab (or Shift+Tab) moves on instead of indenting. */

import type { Extension } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta"]);

/**
 * CodeMirror itself gives two seconds after Escape. People who work slowly need as long as they like:
 * here it holds until the next key that is not Tab.
 */
class Leaving {
  private armed = false;
  private readonly view: EditorView;

  constructor(view: EditorView) {
    this.view = view;
  }

  key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.arm(true);
    else if (this.armed && event.key !== "Tab" && !MODIFIERS.has(event.key)) this.arm(false);
  }

  arm(on: boolean): void {
    if (on === this.armed) return;
    this.armed = on;
    this.view.setTabFocusMode(on);
  }
}

const plugin = ViewPlugin.fromClass(Leaving);

export const escapeThenTab: Extension = [
  plugin,
  EditorView.domEventObservers({
    keydown(event, view) {
      view.plugin(plugin)?.key(event);
    },
    blur(_event, view) {
      view.plugin(plugin)?.arm(false);
    },
  }),
];
