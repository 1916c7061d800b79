import type { ReactNode } from "react";
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
} from "react-aria-components";
import styles from "./Popover.module.css";

export interface PopoverProps extends Omit<AriaPopoverProps, "children" | "className"> {
  label: string;
  children: ReactNode;
}

/** Floats beside what opened it (put both into a DialogTrigger); Escape closes it. */
export function Popover({ label, children, ...rest }: PopoverProps) {
  return (
    // The dialog inside has the name; a second one, from the trigger, would be content outside of it.
    // biome-ignore lint/a11y/useValidAriaValues: empty on purpose, it takes the trigger's name away
    <AriaPopover {...rest} aria-labelledby="" className={styles.popover ?? ""}>
      <AriaDialog className={styles.dialog ?? ""} aria-label={label}>
        {children}
      </AriaDialog>
    </AriaPopover>
  );
}
