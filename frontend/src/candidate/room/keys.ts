/** The room's keys, wherever the focus is. The sheet below is made from the same list. */

import { useEffect, useRef } from "react";

export interface RoomKeys {
  run: () => void;
  submit: () => void;
  sheet: () => void;
  nextRegion: (by: 1 | -1) => void;
  problem: (number: number) => void;
}

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
export const MOD = MAC ? "⌘" : "Ctrl";

export const SHEET: ReadonlyArray<{ title: string; keys: ReadonlyArray<readonly [string, string]> }> = [
  {
    title: "Anywhere",
    keys: [
      [`${MOD}+Enter`, "Run"],
      [`${MOD}+Shift+Enter`, "Submit"],
      ["F6, Shift+F6", "To the next or previous region: bar, problem, code, results"],
      ["Alt+1, Alt+2", "To the first or second problem"],
      ["F1", "This sheet; outside text fields also ?"],
      ["Esc", "Close what is open"],
    ],
  },
  {
    title: "In the code",
    keys: [
      ["Esc, then Tab", "Leave the editor (Shift+Tab: backwards)"],
      ["Tab, Shift+Tab", "Indent more or less"],
      [`${MOD}+Z, ${MAC ? "⌘+Shift+Z" : "Ctrl+Y"}`, "Undo and redo; also after a reload"],
      [`${MOD}+F`, "Find and replace"],
      [`${MOD}+Space`, "Complete the word"],
      [`${MOD}+/`, "Comment or uncomment lines"],
      ["Alt+Up, Alt+Down", "Move the line"],
      [`${MOD}+D`, "Select the next same word"],
      ["Alt+G", "Go to a line"],
    ],
  },
  {
    title: "Dividers between regions",
    keys: [["Arrow keys", "Make larger or smaller, with the divider in focus"]],
  },
];

function inTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Listens before the editor does, so that its keymaps (vim's too) cannot take these keys. */
export function useRoomKeys(keys: RoomKeys, enabled = true): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      const mod = MAC ? event.metaKey || event.ctrlKey : event.ctrlKey;
      const dialog = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
      const act = (action: () => void) => {
        event.preventDefault();
        event.stopPropagation();
        action();
      };
      if (event.key === "F1" && !dialog) act(now.current.sheet);
      else if (dialog || event.isComposing) return;
      else if (event.key === "Enter" && mod) act(event.shiftKey ? now.current.submit : now.current.run);
      else if (event.key === "F6") act(() => now.current.nextRegion(event.shiftKey ? -1 : 1));
      else if (event.altKey && !mod && /^Digit[1-9]$/.test(event.code))
        act(() => now.current.problem(Number(event.code.slice(5))));
      else if (event.key === "?" && !mod && !inTextField(event.target)) act(now.current.sheet);
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [enabled]);
}
