import { Fragment, useEffect, useState } from "react";
import { highlightedLines, type Piece, plainLines } from "../../replay/highlight.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Scroll } from "../../ui/Scroll.tsx";
import styles from "./Code.module.css";

/** Longer code is clipped on screen until it is asked for; on paper it is always whole. */
const CLIP_LINES = 60;

export function Code({ code, language, label }: { code: string; language: string; label: string }) {
  const [lines, setLines] = useState<Piece[][]>(() => plainLines(code));
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    let current = true;
    setLines(plainLines(code));
    void highlightedLines(code, language).then((coloured) => {
      if (current) setLines(coloured);
    });
    return () => {
      current = false;
    };
  }, [code, language]);
  const clip = lines.length > CLIP_LINES && !whole;
  return (
    <figure className={styles.code}>
      <Scroll label={label} className={cx(styles.scroll, clip && styles.clipped)}>
        <code className={styles.lines}>
          {lines.map((pieces, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is named by its number
            <Fragment key={index}>
              <span className={styles.no} data-no={index + 1} />
              <span className={styles.line}>
                {pieces.map((piece, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
                  <span key={place} className={piece.classes}>
                    {piece.text}
                  </span>
                ))}
                {"\n"}
              </span>
            </Fragment>
          ))}
        </code>
      </Scroll>
      {lines.length > CLIP_LINES ? (
        <div className={styles.more}>
          <Button look="link" onPress={() => setWhole(!whole)}>
            {whole ? "Show less" : `Show all ${lines.length} lines`}
          </Button>
        </div>
      ) : null}
    </figure>
  );
}
