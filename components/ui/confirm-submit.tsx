"use client";
import { useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { useFormState } from "./form-state.tsx";

type Props = {
  /** On the button that opens the question. */
  label: string;
  title: string;
  text: string;
  /** On the button that does it. */
  confirm: string;
  close: string;
  disabled?: boolean;
  className?: string;
};

/** Sends the form it stands in, once a person has read what cannot be taken back. */
export function ConfirmSubmit({ label, title, text, confirm, close, disabled = false, className }: Props) {
  const { busy, form } = useFormState();
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={label}
      title={title}
      text={text}
      close={close}
      look="primary"
      disabled={busy || disabled}
      className={className}
      open={open}
      onOpen={setOpen}
    >
      <Button
        className="mt-4"
        onClick={() => {
          setOpen(false);
          form?.current?.requestSubmit();
        }}
      >
        {confirm}
      </Button>
    </Dialog>
  );
}
