import { Dialog } from "../../ui/Dialog.tsx";
import { SHEET } from "./keys.ts";
import styles from "./room.module.css";

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose} wide>
      <div className={styles.sheet}>
        {SHEET.map((part) => (
          <section key={part.title}>
            <h3>{part.title}</h3>
            <dl>
              {part.keys.map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p>
          A plain text area in place of the code editor, vim keys, text sizes and themes are in the settings,
          beside the help.
        </p>
      </div>
    </Dialog>
  );
}
