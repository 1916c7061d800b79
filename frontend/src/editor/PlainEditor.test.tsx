import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { LocalFile } from "../candidate/localFile.ts";
import { PlainEditor } from "./PlainEditor.tsx";

const LOOK = { fontSize: 14, tabSize: 4, wrapLines: false, readOnly: false, label: "Code" };

function input(area: HTMLTextAreaElement, value: string, inputType: string): void {
  area.value = value;
  area.setSelectionRange(value.length, value.length);
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
}

afterEach(cleanup);

it("puts what is typed into the file, and what comes from elsewhere into the text area", () => {
  const file = new LocalFile("p/solution.py", "a = 1\n");
  render(<PlainEditor {...LOOK} file={file} />);
  const area = screen.getByLabelText<HTMLTextAreaElement>("Code");
  expect(area.value).toBe("a = 1\n");

  input(area, "a = 1\nb", "insertText");
  expect(file.text()).toBe("a = 1\nb");

  file.change({ from: 0, to: 1, insert: "first" }, "input.type");
  expect(area.value).toBe("first = 1\nb");
  expect(area.selectionStart).toBe("first = 1\nb".length);
});

it("shows another file's text when it is put on it", () => {
  const one = new LocalFile("p/solution.py", "one");
  const other = new LocalFile("p/solution.js", "other");
  const { rerender } = render(<PlainEditor {...LOOK} key="1" file={one} />);
  rerender(<PlainEditor {...LOOK} key="2" file={other} />);
  const area = screen.getByLabelText<HTMLTextAreaElement>("Code");
  input(area, "other!", "insertText");
  expect([one.text(), other.text()]).toEqual(["one", "other!"]);
});
