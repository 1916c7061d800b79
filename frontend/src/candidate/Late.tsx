import { Notice } from "../ui/Notice.tsx";
import { count } from "../ui/time.ts";
import { useSession } from "./useSession.ts";

/** Sends what was typed off line before the end and is still on this computer; seen only while there is some. */
export function Late({ session }: { session: string }) {
  const { sitting } = useSession(session);
  const pending = sitting?.state.saved.pending ?? 0;
  if (pending === 0) return null;
  return (
    <Notice kind="attention" live title={`${count(pending, "change")} not sent yet`}>
      They were made on this computer before the end and still count. Leave this page open until this note is
      gone.
    </Notice>
  );
}
