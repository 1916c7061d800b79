// @vitest-environment node
import { undo, undoDepth } from "@codemirror/commands";
import { ChangeSet } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { SessionFile } from "./file.ts";
import type { SessionEvent } from "./protocol.ts";
import type { UndoState } from "./undo.ts";

const CREATED = { file: "a/b.py", problem: "a", language: "python", text: "start\n" };

/** A file with edits in its log, each an insertion `[writer, from, text]`. */
function file(...edits: [string, number, string][]): SessionFile {
  const made = new SessionFile(CREATED, () => undefined);
  for (const [writer, from, text] of edits) {
    const changes = ChangeSet.of({ from, insert: text }, made.confirmed.length).toJSON();
    const data = { file: "a/b.py", version: made.version, changes, origin: "type" };
    made.store({ kind: "edit", writer, n: made.version + 1, t: 0, data } as unknown as SessionEvent<"edit">);
  }
  return made;
}

/** The undo state of a tab that typed "one " at the start. */
function typed(): UndoState {
  const made = file();
  made.build([], "me", null);
  made.change({ from: 0, to: 0, insert: "one " }, "input.type");
  return made.undoState() as UndoState;
}

function undone(made: SessionFile): string {
  let text = made.text.toString();
  const state = made.open([]);
  undo({ state, dispatch: (tr) => (text = tr.newDoc.toString()) });
  return text;
}

describe("undo after a reload", () => {
  it("goes on where it was, with the edit still pending", () => {
    const made = file();
    made.build([{ changes: ChangeSet.of({ from: 0, insert: "one " }, 6), t: 1 }], "me", typed());
    expect(made.text.toString()).toBe("one start\n");
    expect(undone(made)).toBe("start\n");
  });

  it("goes on where it was, with the edit stored meanwhile", () => {
    const made = file(["me", 0, "one "]);
    made.build([], "me", typed());
    expect(undone(made)).toBe("start\n");
  });

  it("leaves alone what others typed since", () => {
    const made = file(["me", 0, "one "], ["other", 0, "two "], ["other", 14, "end"]);
    made.build([], "me", typed());
    expect(made.text.toString()).toBe("two one start\nend");
    expect(undone(made)).toBe("two start\nend");
  });

  it("is made anew of the own edits where it does not fit, or was not saved in time", () => {
    const made = file(["other", 0, "two "], ["me", 4, "one "], ["other", 0, "0 "]);
    made.build([], "me", typed());
    expect(made.text.toString()).toBe("0 two one start\n");
    expect(undoDepth(made.open([]))).toBe(1);
    expect(undone(made)).toBe("0 two start\n");
    const strange = { version: 0, editor: { doc: "start\n", history: { done: "nonsense" } } };
    const other = file(["me", 0, "one "]);
    other.build([], "me", strange as unknown as UndoState);
    expect(undone(other)).toBe("start\n");
  });

  it("does not hold what other people and other computers typed", () => {
    const made = file(["other", 0, "two "]);
    made.build([], "me", null);
    expect(undoDepth(made.open([]))).toBe(0);
  });
});
