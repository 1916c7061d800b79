import {
  Button as AriaButton,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import styles from "./Choice.module.css";

export interface ChoiceProps<T extends string> {
  label: string;
  /** The label is read out but not shown. */
  labelHidden?: boolean;
  options: ReadonlyArray<{ id: T; name: string; note?: string }>;
  value: T;
  onChange: (value: T) => void;
  isDisabled?: boolean;
}

/** One of a few: a drop-down list. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, labelHidden, options, value, onChange, isDisabled } = props;
  return (
    <Select
      className={styles.choice ?? ""}
      value={value}
      isDisabled={isDisabled ?? false}
      onChange={(key: Key | null) => {
        const found = options.find((option) => option.id === key);
        if (found) onChange(found.id);
      }}
    >
      <Label className={labelHidden ? "visually-hidden" : (styles.label ?? "")}>{label}</Label>
      <AriaButton className={styles.button ?? ""}>
        <SelectValue className={styles.value ?? ""} />
        <span aria-hidden="true" className={styles.arrow}>
          ▾
        </span>
      </AriaButton>
      <Popover className={styles.popover ?? ""}>
        <ListBox className={styles.list ?? ""} items={options}>
          {(option) => (
            <ListBoxItem className={styles.item ?? ""} id={option.id} textValue={option.name}>
              <span>{option.name}</span>
              {option.note ? <span className={styles.note}>{option.note}</span> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
