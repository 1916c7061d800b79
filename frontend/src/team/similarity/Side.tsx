import { Link } from "@tanstack/react-router";
import { Fragment, useEffect, useMemo, useRef, useState } from "react";
import { LANGUAGE_NAMES } from "../../api/languages.ts";
import { highlightedLines, type Piece, plainLines } from "../../replay/highlight.ts";
import { Scroll } from "../../ui/Scroll.tsx";
import type { AlikeCode, AlikePart } from "../api.ts";
import { marks, type SideName } from "./parts.ts";
import styles from "./Similarity.module.css";

const COLOURS = 3;
/** Lines kept in sight above a part. */
const ABOVE_PX = 48;

export interface SideProps {
  code: AlikeCode;
  parts: readonly AlikePart[];
  side: SideName;
  current: string | undefined;
  onChoose: (label: string) => void;
}

/** One answer. The letter at a part's first line goes to the part, on both sides. */
export function Side({ code, parts, side, current, onChoose }: SideProps) {
  const [lines, setLines] = useState<Piece[][]>(() => plainLines(code.code));
  const within = useRef<HTMLDivElement>(null);
  const marked = useMemo(() => marks(parts, side), [parts, side]);
  useEffect(() => {
    let still = true;
    setLines(plainLines(code.code));
    void highlightedLines(code.code, code.language).then((coloured) => {
      if (still) setLines(coloured);
    });
    return () => {
      still = false;
    };
  }, [code.code, code.language]);
  useEffect(() => {
    const first = within.current?.querySelector<HTMLElement>(`[data-first="${current}"]`);
    const scroll = first?.closest<HTMLElement>("section");
    if (first && scroll) scroll.scrollTop = first.offsetTop - ABOVE_PX;
  }, [current]);
  return (
    <figure className={styles.side}>
      <figcaption>
        <Link to="/sessions/$id" params={{ id: code.session }}>
          {code.candidate}
        </Link>{" "}
        <span className={styles.soft}>{LANGUAGE_NAMES[code.language] ?? code.language}</span>
      </figcaption>
      <Scroll label={`Code of ${code.candidate}`} className={styles.code ?? ""}>
        <div className={styles.lines} ref={within}>
          {lines.map((pieces, index) => {
            const mark = marked.get(index + 1);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is named by its number
              <Fragment key={index}>
                <span
                  className={styles.letter}
                  {...(mark && { "data-colour": mark.at % COLOURS })}
                  {...(mark?.label === current && { "data-current": true })}
                >
                  {mark?.first ? (
                    <button
                      type="button"
                      data-first={mark.label}
                      aria-label={`Part ${mark.label}`}
                      aria-current={mark.label === current}
                      onClick={() => onChoose(mark.label)}
                    >
                      {mark.label}
                    </button>
                  ) : null}
                </span>
                <span className={styles.no} data-no={index + 1} />
                <code
                  className={styles.line}
                  {...(mark && { "data-colour": mark.at % COLOURS })}
                  {...(mark?.label === current && { "data-current": true })}
                >
                  {pieces.map((piece, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
                    <span key={at} className={piece.classes}>
                      {piece.text}
                    </span>
                  ))}
                  {"\n"}
                </code>
              </Fragment>
            );
          })}
        </div>
      </Scroll>
    </figure>
  );
}
