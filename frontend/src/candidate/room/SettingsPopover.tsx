import { lazy, Suspense } from "react";
import { DialogTrigger } from "react-aria-components";
import { Button } from "../../ui/Button.tsx";
import { Popover } from "../../ui/Popover.tsx";
import styles from "./room.module.css";
import { SettingsIcon } from "./SettingsIcon.tsx";

const SettingsForm = lazy(async () => ({ default: (await import("./SettingsForm.tsx")).SettingsForm }));

export function SettingsPopover() {
  return (
    <DialogTrigger>
      <Button look="quiet" size="icon" aria-label="Settings">
        <SettingsIcon />
      </Button>
      <Popover label="Settings" placement="bottom end">
        <Suspense fallback={<p className={styles.small}>Opening the settings</p>}>
          <SettingsForm />
        </Suspense>
      </Popover>
    </DialogTrigger>
  );
}
