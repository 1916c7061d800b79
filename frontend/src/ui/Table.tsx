import type { ReactNode } from "react";
import {
  Table as AriaTable,
  type TableProps as AriaTableProps,
  Cell,
  type CellProps,
  Column,
  type ColumnProps,
  Row,
  type RowProps,
  TableBody,
  TableHeader,
} from "react-aria-components";
import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Table.module.css";

export { TableBody, TableHeader };

/** A table with keyboard rows: arrows move, Enter opens, Home and End jump. It scrolls sideways by itself. */
export function Table({ className, ...props }: Omit<AriaTableProps, "className"> & { className?: string }) {
  return (
    <div className={styles.scroll}>
      <AriaTable {...props} className={cx(styles.table, className)} />
    </div>
  );
}

type HeadProps = Omit<ColumnProps, "className" | "children"> & {
  children: ReactNode;
  end?: boolean;
  wide?: boolean;
};

/** `end`: figures, set to the right. `wide`: left out on a narrow screen (of the cells below it too). */
export function TableColumn({ children, end, wide, ...props }: HeadProps) {
  return (
    <Column {...props} className={cx(styles.column, end && styles.end, wide && styles.wide)}>
      {({ sortDirection, allowsSorting }) => (
        <span className={styles.head}>
          {children}
          {allowsSorting ? (
            <span className={styles.arrow}>
              <Icon name={sortDirection === "descending" ? "down" : "up"} size={14} />
            </span>
          ) : null}
        </span>
      )}
    </Column>
  );
}

export function TableRow<T extends object>({
  className,
  ...props
}: Omit<RowProps<T>, "className"> & { className?: string }) {
  return <Row {...props} className={cx(styles.row, className)} />;
}

export function TableCell({
  end,
  wide,
  className,
  ...props
}: Omit<CellProps, "className"> & { end?: boolean; wide?: boolean; className?: string }) {
  return <Cell {...props} className={cx(styles.cell, end && styles.end, wide && styles.wide, className)} />;
}
