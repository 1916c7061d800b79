import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button, type ButtonProps } from "./Button.tsx";
import { cx } from "./cx.ts";
import styles from "./Dialog.module.css";
import { Icon } from "./Icon.tsx";
import { Notice } from "./Notice.tsx";

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** `alertdialog` where an answer is needed: a press beside it does not close it. */
  role?: "dialog" | "alertdialog";
}

/** A window over the page. Escape and the cross close it; the focus goes back to where it was. */
export function Dialog({ title, isOpen, onClose, children, actions, wide, role = "dialog" }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={role === "dialog"}
      className={styles.veil ?? ""}
    >
      <Modal className={cx(styles.modal, wide && styles.wide)}>
        <AriaDialog role={role} className={styles.dialog ?? ""}>
          <div className={styles.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="quiet" size="icon" aria-label="Close" onPress={onClose}>
              <Icon name="close" />
            </Button>
          </div>
          {children}
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The verb of the button that does it. */
  action: string;
  look?: ButtonProps["look"];
  onConfirm: () => void;
  isPending?: boolean;
  error?: string | null;
}

export function Confirm(props: ConfirmProps) {
  const { title, isOpen, onClose, children, action, look, onConfirm, isPending, error } = props;
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            Cancel
          </Button>
          <Button look={look ?? "primary"} onPress={onConfirm} isPending={isPending ?? false}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {error ? (
        <Notice kind="failed" title="That was not done">
          {error}
        </Notice>
      ) : null}
    </Dialog>
  );
}
