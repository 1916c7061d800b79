import { type ReactNode, useEffect, useRef, useState } from "react";
import { Group, Panel, type PanelImperativeHandle, Separator, usePanelRef } from "react-resizable-panels";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./room.module.css";
import { useNarrow } from "./useNarrow.ts";

export type RegionId = "problem" | "code" | "results";

const TITLES: Record<RegionId, string> = { problem: "Problem", code: "Code", results: "Results" };

export interface LayoutProps {
  /** Gets the way to fold itself, where that is possible. */
  problem: (fold: (() => void) | undefined) => ReactNode;
  code: ReactNode;
  results: ReactNode;
  /** The one on screen where there is room for one only. */
  shown: RegionId;
  onShown: (region: RegionId) => void;
  /** Counts what was asked for: each time it grows, folded results open. */
  asked: number;
}

const KEY = "assay.layout";

type Sizes = Record<string, number>;

function kept(group: string): Sizes | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(`${KEY}.${group}`) ?? "null");
    return typeof found === "object" && found !== null ? (found as Sizes) : undefined;
  } catch {
    // A cut value: the sizes begin anew.
    return undefined;
  }
}

function keep(group: string, sizes: Sizes): void {
  localStorage.setItem(`${KEY}.${group}`, JSON.stringify(sizes));
}

/** Whether the focus has nowhere to be: what had it is hidden or gone. */
function isLost(active: Element | null): boolean {
  return active === null || active === document.body || active.closest("[hidden]") !== null;
}

function focusRegion(id: RegionId): void {
  document.getElementById(`region-${id}`)?.focus({ preventScroll: true });
}

function Region({ id, children }: { id: RegionId; children: ReactNode }) {
  return (
    <section id={`region-${id}`} aria-label={TITLES[id]} tabIndex={-1} className={styles.region}>
      {children}
    </section>
  );
}

export function Layout(props: LayoutProps) {
  return useNarrow() ? <Strip {...props} /> : <Panels {...props} />;
}

/** One region at a time, with a strip to turn between them. All stay in the page, so nothing loses its place. */
function Strip({ problem, code, results, shown, onShown }: LayoutProps) {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (isLost(document.activeElement)) focusRegion(shown);
  }, [shown]);
  const parts: Record<RegionId, ReactNode> = { problem: problem(undefined), code, results };
  const ids: RegionId[] = ["problem", "code", "results"];
  return (
    <div className={styles.stack}>
      {ids.map((id) => (
        <div key={id} className={styles.stacked} hidden={id !== shown}>
          <Region id={id}>{parts[id]}</Region>
        </div>
      ))}
      <nav className={styles.strip} aria-label="Regions">
        {ids.map((id) => (
          <Button
            key={id}
            look="quiet"
            aria-current={id === shown ? "true" : false}
            className={id === shown ? (styles.stripOn ?? "") : ""}
            onPress={() => onShown(id)}
          >
            {TITLES[id]}
          </Button>
        ))}
      </nav>
    </div>
  );
}

function Folded({ title, upright, onOpen }: { title: string; upright?: boolean; onOpen: () => void }) {
  return (
    <Button
      look="quiet"
      className={upright ? (styles.foldedSide ?? "") : (styles.foldedFoot ?? "")}
      onPress={onOpen}
    >
      <Icon name={upright ? "right" : "up"} />
      <span>{title}</span>
    </Button>
  );
}

function Panels({ problem, code, results, asked }: LayoutProps) {
  const left = usePanelRef();
  const foot = usePanelRef();
  useEffect(() => {
    if (asked > 0 && foot.current?.isCollapsed()) foot.current.expand();
  }, [asked, foot]);
  const [folded, setFolded] = useState({ left: false, foot: false });
  const before = useRef(folded);
  useEffect(() => {
    const changed = before.current.left === folded.left ? "results" : "problem";
    // The button that was pressed is gone with what it folded or opened.
    if (before.current !== folded && isLost(document.activeElement)) focusRegion(changed);
    before.current = folded;
  }, [folded]);
  const watch = (which: "left" | "foot", panel: PanelImperativeHandle | null) => {
    const now = panel?.isCollapsed() ?? false;
    setFolded((before) => (before[which] === now ? before : { ...before, [which]: now }));
  };
  return (
    <Group
      orientation="horizontal"
      className={styles.panels ?? ""}
      defaultLayout={kept("across")}
      onLayoutChanged={(sizes) => keep("across", sizes)}
    >
      <Panel
        id="problem"
        panelRef={left}
        defaultSize="38%"
        minSize="280px"
        collapsible
        collapsedSize="40px"
        onResize={() => watch("left", left.current)}
      >
        <Region id="problem">
          {folded.left ? (
            <Folded title="Problem" upright onOpen={() => left.current?.expand()} />
          ) : (
            problem(() => left.current?.collapse())
          )}
        </Region>
      </Panel>
      <Separator className={styles.divider ?? ""} aria-label="Between problem and code" />
      <Panel id="work" minSize="320px">
        <Group
          orientation="vertical"
          defaultLayout={kept("down")}
          onLayoutChanged={(sizes) => keep("down", sizes)}
        >
          <Panel id="code" minSize="160px">
            <Region id="code">{code}</Region>
          </Panel>
          <Separator className={styles.dividerAcross ?? ""} aria-label="Between code and results" />
          <Panel
            id="results"
            panelRef={foot}
            defaultSize="38%"
            minSize="120px"
            collapsible
            collapsedSize="40px"
            onResize={() => watch("foot", foot.current)}
          >
            <Region id="results">
              {folded.foot ? <Folded title="Results" onOpen={() => foot.current?.expand()} /> : results}
            </Region>
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}
