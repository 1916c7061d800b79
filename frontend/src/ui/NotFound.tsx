import { Link } from "@tanstack/react-router";

export function NotFound() {
  return (
    <main style={{ padding: "var(--space-10)", maxWidth: "var(--measure)" }}>
      <title>Page not found · Assay</title>
      <h1>There is no page at this address</h1>
      <p>
        Check the link you were given, or go to <Link to="/">the start page</Link>.
      </p>
    </main>
  );
}
