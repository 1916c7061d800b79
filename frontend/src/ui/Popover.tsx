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
    // biome-ignore lint/a11y/useValidAriaValues: empty takes off the name that the trigger hands down; the dialog inside has its own
    <AriaPopover {...rest} aria-labelledby="" className={styles.popover ?? ""}>
      <AriaDialog className={styles.dialog ?? ""} aria-label={label}>
        {children}
      </AriaDialog>
    </AriaPopover>
  );
}
