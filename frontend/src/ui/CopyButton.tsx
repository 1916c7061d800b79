import { useState } from "react";
import { Button, type ButtonProps } from "./Button.tsx";
import { Icon } from "./Icon.tsx";

/** Puts `text` on the clipboard and says so; where the browser refuses, says that instead. */
export function CopyButton({
  text,
  label,
  ...looks
}: { text: string; label: string } & Pick<ButtonProps, "look" | "size">) {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      setTimeout(() => setState("ready"), 2500);
    } catch {
      setState("refused");
    }
  };
  return (
    <Button {...looks} onPress={() => void copy()}>
      <Icon name={state === "copied" ? "check" : "copy"} />
      <span aria-live="polite">
        {state === "copied" ? "Copied" : state === "refused" ? "Not allowed: select and copy it" : label}
      </span>
    </Button>
  );
}
