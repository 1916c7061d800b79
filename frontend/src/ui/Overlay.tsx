/** What floats: menu and tooltip. */

import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  Popover as AriaPopover,
  Tooltip as AriaTooltip,
  MenuTrigger,
  TooltipTrigger,
} from "react-aria-components";
import { cx } from "./cx.ts";
import styles from "./Overlay.module.css";

export function Menu<T extends object>({ trigger, ...props }: AriaMenuProps<T> & { trigger: ReactElement }) {
  return (
    <MenuTrigger>
      {trigger}
      <AriaPopover className={styles.popover ?? ""} offset={4}>
        <AriaMenu {...props} className={styles.menu ?? ""} />
      </AriaPopover>
    </MenuTrigger>
  );
}

export function MenuItem({ danger, ...props }: Omit<AriaMenuItemProps, "className"> & { danger?: boolean }) {
  return <AriaMenuItem {...props} className={cx(styles.item, danger && styles.danger)} />;
}

/** Words that appear on hover and on keyboard focus. `children` must be a Button, ToggleButton or Pressable. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactElement }) {
  return (
    <TooltipTrigger delay={300} closeDelay={80}>
      {children}
      <AriaTooltip className={styles.tooltip ?? ""} offset={6}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
