import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  type CheckboxGroupProps as AriaCheckboxGroupProps,
  type CheckboxProps as AriaCheckboxProps,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  type RadioProps as AriaRadioProps,
  FieldError,
  Label,
  Text,
} from "react-aria-components";
import { cx } from "./cx.ts";
import styles from "./Field.module.css";
import { Icon } from "./Icon.tsx";

interface GroupTexts {
  label: string;
  labelHidden?: boolean;
  description?: ReactNode;
  error?: string | null | undefined;
  children: ReactNode;
  className?: string;
  /** Side by side instead of below each other. */
  row?: boolean;
}

function GroupBody({ label, labelHidden, description, error, children, row }: GroupTexts) {
  return (
    <>
      <Label className={labelHidden ? "visually-hidden" : (styles.label ?? "")}>{label}</Label>
      {description ? (
        <Text slot="description" className={styles.description ?? ""}>
          {description}
        </Text>
      ) : null}
      <div className={cx(styles.choices, row && styles.row)}>{children}</div>
      <FieldError className={styles.error ?? ""}>{error ?? undefined}</FieldError>
    </>
  );
}

export type CheckboxProps = Omit<AriaCheckboxProps, "className" | "children"> & {
  children: ReactNode;
  className?: string;
};

/** A box and its words; put a `<small>` inside for a second, quieter line. */
export function Checkbox({ children, className, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox {...props} className={cx(styles.choice, className)}>
      <span className={styles.box}>
        <Icon name="check" size={14} />
      </span>
      <span className={styles.words}>{children}</span>
    </AriaCheckbox>
  );
}

export type CheckboxGroupProps = Omit<AriaCheckboxGroupProps, "className" | "children" | "isInvalid"> &
  GroupTexts;

export function CheckboxGroup(props: CheckboxGroupProps) {
  const { label, labelHidden, description, error, children, className, row, ...rest } = props;
  const texts = { label, description, error, labelHidden: labelHidden ?? false, row: row ?? false };
  return (
    <AriaCheckboxGroup {...rest} isInvalid={Boolean(error)} className={cx(styles.field, className)}>
      <GroupBody {...texts}>{children}</GroupBody>
    </AriaCheckboxGroup>
  );
}

export type RadioGroupProps = Omit<AriaRadioGroupProps, "className" | "children" | "isInvalid"> & GroupTexts;

export function RadioGroup(props: RadioGroupProps) {
  const { label, labelHidden, description, error, children, className, row, ...rest } = props;
  const texts = { label, description, error, labelHidden: labelHidden ?? false, row: row ?? false };
  return (
    <AriaRadioGroup {...rest} isInvalid={Boolean(error)} className={cx(styles.field, className)}>
      <GroupBody {...texts}>{children}</GroupBody>
    </AriaRadioGroup>
  );
}

export type RadioProps = Omit<AriaRadioProps, "className" | "children"> & {
  children: ReactNode;
  className?: string;
};

export function Radio({ children, className, ...props }: RadioProps) {
  return (
    <AriaRadio {...props} className={cx(styles.choice, className)}>
      <span className={cx(styles.box, styles.radio)} />
      <span className={styles.words}>{children}</span>
    </AriaRadio>
  );
}
