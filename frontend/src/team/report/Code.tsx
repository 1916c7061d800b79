import { useRouterState } from "@tanstack/react-router";
import { Fragment, useEffect, useState } from "react";
import { highlightedLines, type Piece, plainLines } from "../../replay/highlight.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Scroll } from "../../ui/Scroll.tsx";
import type { Finding } from "../api.ts";
import styles from "./Code.module.css";
import { lineHash, lineOfHash } from "./places.ts";

/** Longer code is clipped on screen until it is asked for; on paper it is always whole. */
const CLIP_LINES = 60;

/** The graded code, with what was found beside the line it was found on. The address can name a line. */
export function Code({
  problem,
  code,
  language,
  label,
  findings,
}: {
  problem: string;
  code: string;
  language: string;
  label: string;
  findings: readonly Finding[];
}) {
  const [lines, setLines] = useState<Piece[][]>(() => plainLines(code));
  const [whole, setWhole] = useState(false);
  const named = lineOfHash(useRouterState({ select: (state) => state.location.hash }), problem);
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
  const clip = lines.length > CLIP_LINES && !whole && (named ?? 0) <= CLIP_LINES;
  const noted = findings.length > 0;
  return (
    <figure className={styles.code}>
      <Scroll label={label} className={cx(styles.scroll, clip && styles.clipped)}>
        <div className={cx(styles.lines, noted && styles.noted)}>
          {lines.map((pieces, index) => {
            const number = index + 1;
            const here = findings.filter((finding) => finding.line === number);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is named by its number
              <Fragment key={index}>
                <span className={styles.no} data-no={number} data-noted={here.length > 0 || undefined} />
                <code
                  className={styles.line}
                  id={lineHash(problem, number)}
                  {...(number === named && { tabIndex: -1, "data-named": true })}
                >
                  {pieces.map((piece, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
                    <span key={at} className={piece.classes}>
                      {piece.text}
                    </span>
                  ))}
                  {"\n"}
                </code>
                {here.length ? <Notes findings={here} /> : null}
              </Fragment>
            );
          })}
        </div>
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

function Notes({ findings }: { findings: readonly Finding[] }) {
  return (
    <div className={styles.notes}>
      {findings.map((finding) => (
        <p key={`${finding.rule} ${finding.column}`} className={styles.note}>
          <b>{finding.points ? `−${finding.points}` : "0"}</b> {finding.message}
          {finding.better ? ` Better: ${finding.better}` : ""} <small>{finding.rule}</small>
        </p>
      ))}
    </div>
  );
}
