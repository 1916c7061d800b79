import type { Ref } from "react";
import { CodeEditor, type EditorHandle } from "../../editor/CodeEditor.tsx";
import type { EditorFile } from "../../editor/file.ts";
import { PlainEditor } from "../../editor/PlainEditor.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Tooltip } from "../../ui/Overlay.tsx";
import type { Language } from "../query.ts";
import { useSettings } from "../settings.ts";
import { MOD } from "./keys.ts";
import styles from "./room.module.css";

export interface CodePaneProps {
  file: EditorFile;
  title: string;
  /** Those that this problem has a file for. */
  languages: readonly Language[];
  language: Language;
  onLanguage: (id: string) => void;
  ownCases: number;
  onRun: (which: "samples" | "own") => void;
  which: "samples" | "own";
  onWhich: (which: "samples" | "own") => void;
  onSubmit: () => void;
  readOnly: boolean;
  ref: Ref<EditorHandle>;
}

export function CodePane(props: CodePaneProps) {
  const { file, title, languages, language, onLanguage, ownCases, onRun, which, onWhich, onSubmit } = props;
  const { readOnly, ref } = props;
  const { fontSize, tabSize, wrapLines, keymap, plainText } = useSettings();
  const label = `Code, ${title}, ${language.name}`;
  const look = { fontSize, tabSize, wrapLines, readOnly, label };
  return (
    <div className={styles.codePane}>
      <div className={styles.codeBar}>
        <Choice
          label="Language"
          labelHidden
          value={language.id}
          onChange={onLanguage}
          options={languages.map(({ id, name, version }) => ({ id, name, note: version }))}
        />
        <span className={styles.fileName}>{language.file_name}</span>
        <span className={styles.spring} />
        {ownCases > 0 ? (
          <Choice
            label="Run on"
            labelHidden
            value={which}
            onChange={onWhich}
            options={[
              { id: "samples", name: "Samples" },
              { id: "own", name: `Your cases (${ownCases})` },
            ]}
          />
        ) : null}
        <Tooltip text={`${MOD}+Enter`}>
          <Button onPress={() => onRun(which)} isDisabled={readOnly}>
            Run
          </Button>
        </Tooltip>
        <Tooltip text={`${MOD}+Shift+Enter`}>
          <Button look="primary" onPress={onSubmit} isDisabled={readOnly}>
            Submit
          </Button>
        </Tooltip>
      </div>
      <p id="editor-help" className="visually-hidden">
        Press Escape and then Tab to leave the editor, F6 for the next region, F1 for all keys.
      </p>
      <div className={styles.codeBody}>
        {plainText ? (
          <PlainEditor key={file.id} file={file} ref={ref} {...look} />
        ) : (
          <CodeEditor file={file} language={language.id} vim={keymap === "vim"} ref={ref} {...look} />
        )}
      </div>
    </div>
  );
}
