import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import styles from "./Button.module.css";

export interface ButtonProps extends AriaButtonProps {
  /** `primary`: the one thing to do here. `quiet`: no border, for bars. `danger`: cannot be taken back. */
  look?: "primary" | "plain" | "quiet" | "danger";
  size?: "normal" | "small";
  className?: string;
}

export function Button({ look = "plain", size = "normal", className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[look], size === "small" ? styles.small : "", className ?? ""];
  return <AriaButton {...rest} className={classes.filter(Boolean).join(" ")} />;
}
