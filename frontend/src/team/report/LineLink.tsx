import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { lineHash, reveal } from "./places.ts";

/** To a line of the graded code on this page. */
export function LineLink({
  session,
  problem,
  line,
  children,
}: {
  session: string;
  problem: string;
  line: number;
  children: ReactNode;
}) {
  return (
    <Link
      to="/sessions/$id"
      params={{ id: session }}
      search={(before) => before}
      hash={lineHash(problem, line)}
      hashScrollIntoView={false}
      resetScroll={false}
      onClick={() => reveal(lineHash(problem, line))}
      activeOptions={{ includeHash: true }}
    >
      {children}
    </Link>
  );
}
