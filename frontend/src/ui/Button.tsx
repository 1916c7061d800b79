import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode, Ref } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  ToggleButton as AriaToggleButton,
  type ToggleButtonProps as AriaToggleButtonProps,
} from "react-aria-components";
import styles from "./Button.module.css";
import { cx } from "./cx.ts";

export interface Looks {
  /** `primary`: the one thing this page is for. `danger`: cannot be taken back. `quiet`: no border. `link`: reads as running text. */
  look?: "plain" | "primary" | "danger" | "quiet" | "link";
  size?: "normal" | "small" | "icon";
}

function classes({ look = "plain", size = "normal" }: Looks, extra?: string): string {
  return cx(styles.button, look !== "plain" && styles[look], size !== "normal" && styles[size], extra);
}

export type ButtonProps = Omit<AriaButtonProps, "className"> &
  Looks & { className?: string; ref?: Ref<HTMLButtonElement> };

/** Something that is done here. What leads to another address is a `ButtonLink`. While it is pending it keeps the
 * focus and does nothing more; its words should say what is going on ("Saving"). (React Aria's own pending state
 * leaves an announcement behind that names a button which may be gone by then.) */
export function Button({ look, size, className, isPending, onPress, type, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      {...(isPending
        ? { "data-pending": true, type: "button" as const }
        : { ...(type && { type }), ...(onPress && { onPress }) })}
      className={classes({ ...(look && { look }), ...(size && { size }) }, className)}
    />
  );
}

export type ToggleButtonProps = Omit<AriaToggleButtonProps, "className" | "children"> &
  Looks & { className?: string; children?: ReactNode };

export function ToggleButton({ look, size, className, ...props }: ToggleButtonProps) {
  return (
    <AriaToggleButton
      {...props}
      className={classes({ ...(look && { look }), ...(size && { size }) }, className)}
    />
  );
}

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & Looks & { ref?: Ref<HTMLAnchorElement> };

function Anchor({ look, size, className, ...props }: AnchorProps) {
  return <a {...props} className={classes({ ...(look && { look }), ...(size && { size }) }, className)} />;
}

/** A link of the router that looks like a button. */
export const ButtonLink = createLink(Anchor);

/** A link to something that the router does not know (a file of the API) that looks like a button. */
export function FileLink(props: AnchorProps & { href: string }) {
  return <Anchor {...props} />;
}
