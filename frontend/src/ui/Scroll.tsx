import type { ReactNode } from "react";

/** A part of the page that scrolls by itself: it has a name, and can be reached and scrolled by key. */
export function Scroll({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section aria-label={label} tabIndex={0} className={className ?? ""}>
      {children}
    </section>
  );
}
