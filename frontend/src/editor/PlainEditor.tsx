import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import type { EditorHandle } from "./CodeEditor.tsx";
import { replacement, userEventOf } from "./diff.ts";
import styles from "./editor.module.css";
import type { EditorFile } from "./file.ts";
import { offsetOf, restore } from "./plain.ts";
import type { Look } from "./setup.ts";

export interface PlainEditorProps extends Look {
  file: EditorFile;
  ref?: Ref<EditorHandle>;
}

/** A real text area on the same file: its whole text is held against the file's after each input. */
export function PlainEditor({ file, ref, fontSize, tabSize, wrapLines, readOnly, label }: PlainEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const place = area.current;
    if (!place) return;
    place.value = file.text();
    place.setSelectionRange(0, 0);
    // Changes from elsewhere (another tab, an edit that was not taken) move the selection along.
    return file.onText(() => restore(place, file.text()));
  }, [file]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => area.current?.focus(),
      settle: () => undefined,
      goTo: (line, column = 1) => {
        const place = area.current;
        if (!place) return;
        const at = offsetOf(place.value, line, column);
        place.focus();
        place.setSelectionRange(at, at);
      },
    }),
    [],
  );

  return (
    <textarea
      ref={area}
      className={styles.plain}
      style={{ fontSize, tabSize }}
      wrap={wrapLines ? "soft" : "off"}
      readOnly={readOnly}
      aria-label={label}
      aria-describedby="editor-help"
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      onInput={(event) => {
        const place = event.currentTarget;
        const change = replacement(file.text(), place.value, place.selectionStart);
        const kind = (event.nativeEvent as InputEvent).inputType ?? "";
        if (change) file.change(change, userEventOf(kind));
        // The file has the last word: a read-only or overlong one takes nothing.
        restore(place, file.text());
      }}
    />
  );
}
