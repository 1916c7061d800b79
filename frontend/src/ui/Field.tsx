import type { ReactNode, Ref } from "react";
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
  TextArea,
} from "react-aria-components";
import { Button as AssayButton } from "./Button.tsx";
import { cx } from "./cx.ts";
import styles from "./Field.module.css";
import { Icon } from "./Icon.tsx";

interface Texts {
  label: string;
  /** Kept for screen readers only. */
  labelHidden?: boolean;
  description?: ReactNode;
  /** What is wrong and what to do; shows the field as invalid. */
  error?: string | null | undefined;
}

function Legend({ label, labelHidden }: Texts) {
  return <Label className={labelHidden ? "visually-hidden" : (styles.label ?? "")}>{label}</Label>;
}

function Notes({ description, error }: Texts) {
  return (
    <>
      {description ? (
        <Text slot="description" className={styles.description ?? ""}>
          {description}
        </Text>
      ) : null}
      <FieldError className={styles.error ?? ""}>{error ?? undefined}</FieldError>
    </>
  );
}

export type TextFieldProps = Omit<AriaTextFieldProps, "className" | "children" | "isInvalid"> &
  Texts & {
    className?: string;
    placeholder?: string;
    /** More than one line: how many to begin with. */
    rows?: number;
    /** Set in the code face. */
    code?: boolean;
    inputRef?: Ref<HTMLInputElement>;
  };

export function TextField(props: TextFieldProps) {
  const { label, labelHidden, description, error, className, placeholder, rows, code, inputRef, ...rest } =
    props;
  const texts: Texts = { label, labelHidden: labelHidden ?? false, description, error };
  const look = cx(styles.input, code && styles.code);
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={cx(styles.field, className)}>
      <Legend {...texts} />
      {rows ? (
        <TextArea rows={rows} className={look} {...(placeholder !== undefined && { placeholder })} />
      ) : (
        <Input
          className={look}
          {...(placeholder !== undefined && { placeholder })}
          {...(inputRef && { ref: inputRef })}
        />
      )}
      <Notes {...texts} />
    </AriaTextField>
  );
}

export type NumberFieldProps = Omit<AriaNumberFieldProps, "className" | "children" | "isInvalid"> &
  Texts & { className?: string; unit?: string; small?: boolean };

export function NumberField(props: NumberFieldProps) {
  const { label, labelHidden, description, error, className, unit, small, ...rest } = props;
  const texts: Texts = { label, labelHidden: labelHidden ?? false, description, error };
  return (
    <AriaNumberField
      {...rest}
      isInvalid={Boolean(error)}
      className={cx(styles.field, small && styles.small, className)}
    >
      <Legend {...texts} />
      <Group className={styles.number ?? ""}>
        <Input className={styles.input ?? ""} />
        <Button slot="decrement" className={styles.step ?? ""}>
          −
        </Button>
        <Button slot="increment" className={styles.step ?? ""}>
          +
        </Button>
        {unit ? <span className={styles.unit}>{unit}</span> : null}
      </Group>
      <Notes {...texts} />
    </AriaNumberField>
  );
}

export type SearchFieldProps = Omit<AriaSearchFieldProps, "className" | "children"> &
  Omit<Texts, "error"> & { className?: string; placeholder?: string; small?: boolean };

export function SearchField(props: SearchFieldProps) {
  const { label, labelHidden, description, className, placeholder, small, ...rest } = props;
  const texts: Texts = { label, labelHidden: labelHidden ?? false, description };
  return (
    <AriaSearchField {...rest} className={cx(styles.field, styles.search, small && styles.small, className)}>
      <Legend {...texts} />
      <span className={styles.glass}>
        <Icon name="search" />
      </span>
      <Input className={styles.input ?? ""} {...(placeholder !== undefined && { placeholder })} />
      <AssayButton look="quiet" size="icon" className={styles.clear ?? ""} aria-label="Clear the search">
        <Icon name="close" />
      </AssayButton>
      <Notes {...texts} />
    </AriaSearchField>
  );
}
