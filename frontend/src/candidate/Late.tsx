import { useEffect, useState } from "react";
import { Outbox } from "../session/outbox.ts";
import { Notice } from "../ui/Notice.tsx";
import { count } from "../ui/time.ts";
import { useSession } from "./useSession.ts";

/** Whether this computer still holds something of the session that the server has not confirmed. */
async function holdsWork(session: string): Promise<boolean> {
  const outbox = new Outbox(session);
  try {
    for (const writer of await outbox.writers()) {
      if ((await outbox.events(writer.writer)).length > 0) return true;
    }
    return false;
  } finally {
    await outbox.close();
  }
}

/** Sends what was typed off line before the end and is still on this computer; seen only while there is some. */
export function Late({ session }: { session: string }) {
  const [holds, setHolds] = useState(false);
  useEffect(() => {
    let current = true;
    holdsWork(session).then(
      (found) => {
        if (current) setHolds(found);
      },
      // A browser that cannot open its storage has kept nothing in it.
      (error: unknown) => console.warn("this browser's storage cannot be read", error),
    );
    return () => {
      current = false;
    };
  }, [session]);
  // The log is opened only where there is something to send: looking at this page is no event.
  return holds ? <Sending session={session} /> : null;
}

function Sending({ session }: { session: string }) {
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
