import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Checkbox } from "../../ui/Options.tsx";
import { applyTheme, readTheme, type Theme } from "../../ui/theme.ts";
import { change, FONT_SIZES, type Keymap, step, useSettings } from "../settings.ts";
import styles from "./room.module.css";

const THEMES: ReadonlyArray<{ id: Theme; name: string }> = [
  { id: "system", name: "As this computer" },
  { id: "light", name: "Light" },
  { id: "dark", name: "Dark" },
];
const KEYMAPS: ReadonlyArray<{ id: Keymap; name: string }> = [
  { id: "plain", name: "Usual" },
  { id: "vim", name: "vim" },
];
const TABS = [
  { id: "2", name: "2 spaces" },
  { id: "4", name: "4 spaces" },
  { id: "8", name: "8 spaces" },
] as const;

export function SettingsForm() {
  const settings = useSettings();
  const [theme, setTheme] = useState<Theme>(readTheme);
  const largest = FONT_SIZES.at(-1) ?? settings.fontSize;
  return (
    <div className={styles.settings}>
      <Choice
        label="Theme"
        options={THEMES}
        value={theme}
        onChange={(next) => {
          applyTheme(next);
          setTheme(next);
        }}
      />
      <fieldset className={styles.size}>
        <legend className={styles.label}>Size of code</legend>
        <div className={styles.stepper}>
          <Button
            size="icon"
            aria-label="Smaller code"
            isDisabled={settings.fontSize === FONT_SIZES[0]}
            onPress={() => change({ fontSize: step(FONT_SIZES, settings.fontSize, -1) })}
          >
            <Icon name="minus" />
          </Button>
          <output>{settings.fontSize} px</output>
          <Button
            size="icon"
            aria-label="Larger code"
            isDisabled={settings.fontSize === largest}
            onPress={() => change({ fontSize: step(FONT_SIZES, settings.fontSize, 1) })}
          >
            <Icon name="plus" />
          </Button>
        </div>
      </fieldset>
      <Choice
        label="Editor keys"
        options={KEYMAPS}
        value={settings.keymap}
        isDisabled={settings.plainText}
        onChange={(keymap) => change({ keymap })}
      />
      <Choice
        label="Indentation"
        options={TABS}
        value={String(settings.tabSize) as "2" | "4" | "8"}
        onChange={(size) => change({ tabSize: Number(size) as 2 | 4 | 8 })}
      />
      <Checkbox isSelected={settings.wrapLines} onChange={(wrapLines) => change({ wrapLines })}>
        Wrap long lines
      </Checkbox>
      <Checkbox isSelected={settings.plainText} onChange={(plainText) => change({ plainText })}>
        Plain text area
        <small>Instead of the code editor; works best with some screen readers. Tab moves on.</small>
      </Checkbox>
    </div>
  );
}
