import type { StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import styles from "./editor.module.css";
import type { EditorFile } from "./file.ts";
import { editorAids, languageSupport, vimKeymap } from "./languages.ts";
import { goTo } from "./pointer.ts";
import { fixed, type Look, look, Parts } from "./setup.ts";

/** What the room can ask of either kind of editor. */
export interface EditorHandle {
  focus(): void;
  /** Closes what floats over the code. */
  settle(): void;
  /** Both from 1. */
  goTo(line: number, column?: number): void;
}

export interface CodeEditorProps extends Look {
  file: EditorFile;
  language: string;
  vim: boolean;
  ref?: Ref<EditorHandle>;
}

/** CodeMirror on one file of the desk. The file's state outlives this component; scroll places are kept too. */
export function CodeEditor(props: CodeEditorProps) {
  const { file, language, vim, ref, fontSize, tabSize, wrapLines, readOnly, label } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const parts = useRef(new Parts()).current;
  const closeList = useRef<((view: EditorView) => boolean) | null>(null);
  const scrolls = useRef(new Map<string, StateEffect<unknown>>()).current;
  const shown = { fontSize, tabSize, wrapLines, readOnly, label };
  const lookNow = useRef(shown);
  lookNow.current = shown;

  // The view, and which file it shows.
  useEffect(() => {
    const place = parent.current;
    if (!place) return;
    const extensions = [
      parts.keys.of([]),
      parts.aids.of([]),
      fixed,
      parts.language.of([]),
      parts.look.of(look(lookNow.current)),
    ];
    const made = new EditorView({ state: file.open(extensions), parent: place });
    view.current = made;
    const scroll = scrolls.get(file.id);
    if (scroll) made.dispatch({ effects: scroll });
    return () => {
      scrolls.set(file.id, made.scrollSnapshot());
      made.destroy();
      view.current = null;
    };
  }, [file, parts, scrolls]);

  useEffect(() => {
    const effects = parts.look.reconfigure(look({ fontSize, tabSize, wrapLines, readOnly, label }));
    view.current?.dispatch({ effects });
  }, [parts, fontSize, tabSize, wrapLines, readOnly, label]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new file has a new view, which needs its language
  useEffect(() => {
    let current = true;
    void languageSupport(language).then((support) => {
      if (current) view.current?.dispatch({ effects: parts.language.reconfigure(support) });
    });
    return () => {
      current = false;
    };
  }, [file, language, parts]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new file has a new view, which needs its keys
  useEffect(() => {
    let current = true;
    void (vim ? vimKeymap() : Promise.resolve([])).then((keys) => {
      if (current) view.current?.dispatch({ effects: parts.keys.reconfigure(keys) });
    });
    return () => {
      current = false;
    };
  }, [file, vim, parts]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new file has a new view, which needs its aids
  useEffect(() => {
    let current = true;
    void editorAids().then(({ aids, closeCompletion }) => {
      closeList.current = closeCompletion;
      if (current) view.current?.dispatch({ effects: parts.aids.reconfigure(aids) });
    });
    return () => {
      current = false;
    };
  }, [file, parts]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => view.current?.focus(),
      settle: () => {
        if (view.current) closeList.current?.(view.current);
      },
      goTo: (line, column) => {
        if (view.current) goTo(view.current, line, column);
      },
    }),
    [],
  );

  return <div ref={parent} className={styles.code} />;
}
