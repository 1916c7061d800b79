// Reads arguments for, calls, and writes the answer of a candidate's JavaScript (see the package's docstring).
// An expression: a function of the signature's description, evaluated in the realm of the candidate's program
// before it. "fill" gives that program its ListNode and TreeNode; "answer" awaits the JSON of the result.
// A Fault's message is shown as it is.
(function (signature) {
  "use strict";
  const { parse, stringify } = JSON;
  const MOST_NODES = 5_000_000;

  class Fault extends Error {}
  class ListNode {
    constructor(val = 0, next = null) {
      this.val = val;
      this.next = next;
    }
  }
  class TreeNode {
    constructor(val = 0, left = null, right = null) {
      this.val = val;
      this.left = left;
      this.right = right;
    }
  }

  const shown = (kind) =>
    typeof kind === "string" ? kind : `${kind[0]}<${kind[0] === "map" ? "string," : ""}${shown(kind[1])}>`;
  const holds = (kind, name) => (typeof kind === "string" ? kind === name : kind[0] === name || holds(kind[1], name));
  const parts = [signature, ...(signature.methods ?? [])];
  const big = parts.some((part) => [...part.parameters, part.returns ?? "int"].some((kind) => holds(kind, "integer")));

  // What a number cannot hold stays whole; "reader" makes of it what its type says.
  const whole = (_key, value, context) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context.source)
      ? BigInt(context.source)
      : value;
  const parsed = (line) => (big ? parse(line, whole) : parse(line));

  function reader(kind) {
    if (kind === "integer") return BigInt;
    if (typeof kind === "string") return kind === "float" || kind === "long" ? (value) => Number(value) : null;
    const item = reader(kind[1]);
    switch (kind[0]) {
      case "linked":
        return (values) => {
          let head = null;
          for (let i = values.length - 1; i >= 0; i--) head = new ListNode(item ? item(values[i]) : values[i], head);
          return head;
        };
      case "tree":
        return (values) => {
          const nodes = values.map((value) => (value === null ? null : new TreeNode(item ? item(value) : value)));
          let next = 1;
          for (const node of nodes) {
            if (node === null) continue;
            node.left = nodes[next++] ?? null;
            node.right = nodes[next++] ?? null;
          }
          return nodes[0] ?? null;
        };
    }
    if (item === null) return null;
    if (kind[0] === "list") return (values) => values.map((value) => item(value));
    if (kind[0] === "optional") return (value) => (value === null ? null : item(value));
    return (value) => Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, item(inner)]));
  }

  function bounded(values) {
    if (values.length > MOST_NODES) {
      throw new Fault(`it has more than ${MOST_NODES} nodes: does it lead back to itself?`);
    }
  }

  function node(value, name) {
    if (typeof value !== "object" || !("val" in value)) throw new Fault(`${plainly(value)} is not a ${name}`);
    return value;
  }

  function plainly(value) {
    return typeof value === "object" ? Object.prototype.toString.call(value) : String(value);
  }

  function linkedValues(head) {
    const values = [];
    for (let at = head; at !== null && at !== undefined; at = node(at, "ListNode").next) {
      values.push(node(at, "ListNode").val);
      bounded(values);
    }
    return values;
  }

  function treeValues(root) {
    const values = [];
    const waiting = [root];
    for (let i = 0; i < waiting.length; i++) {
      const at = waiting[i] ?? null;
      values.push(at === null ? null : node(at, "TreeNode").val);
      if (at !== null) waiting.push(at.left, at.right);
      bounded(values);
    }
    while (values.length > 0 && values[values.length - 1] === null) values.pop();
    return values;
  }

  // By the type where that matters; what does not fit it is written as what it is, and compared so.
  function write(out, value, kind) {
    const outer = typeof kind === "string" ? kind : kind[0];
    const inner = typeof kind === "string" ? "any" : kind[1];
    if (outer === "optional" && (value === null || value === undefined)) return void out.push("null");
    if (outer === "optional") return write(out, value, inner);
    if (outer === "linked") return list(out, linkedValues(value), inner);
    if (outer === "tree") return list(out, treeValues(value), ["optional", inner]);
    switch (typeof value) {
      case "string":
        out.push(stringify(value));
        return;
      case "number":
        // Digits alone would be read as that integer, which such a number is only nearest to.
        out.push(Math.abs(value) < 2 ** 53 || !Number.isFinite(value) ? `${value}` : value.toExponential());
        return;
      case "bigint":
      case "boolean":
        out.push(`${value}`);
        return;
      case "undefined":
        out.push("null");
        return;
      case "object":
        if (value === null) out.push("null");
        else if (Array.isArray(value) || ArrayBuffer.isView(value)) list(out, value, inner);
        else object(out, value, inner);
        return;
      default:
        throw new Fault(`it holds a ${typeof value}`);
    }
  }

  function list(out, values, inner) {
    out.push("[");
    for (let i = 0; i < values.length; i++) {
      if (i > 0) out.push(",");
      write(out, values[i], inner);
    }
    out.push("]");
  }

  function object(out, value, inner) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    out.push("{");
    entries.forEach(([key, item], index) => {
      out.push(`${index > 0 ? "," : ""}${stringify(String(key))}:`);
      write(out, item, inner);
    });
    out.push("}");
  }

  function written(result, kind, name) {
    const out = [];
    try {
      write(out, result, kind);
    } catch (error) {
      if (!(error instanceof Fault || error instanceof RangeError || error instanceof TypeError)) throw error;
      throw new Fault(`${name} returned what is not ${shown(kind)}: ${error.message}`);
    }
    return out.join("");
  }

  async function calls(made, names, given) {
    const methods = new Map(signature.methods.map((each) => [each.name, each]));
    const readers = new Map(signature.methods.map((each) => [each.name, each.parameters.map(reader)]));
    const instance = new made(...taken(signature.parameters.map(reader), given[0]));
    const results = ["null"];
    for (let i = 1; i < names.length; i++) {
      const method = methods.get(names[i]);
      if (typeof instance[method.call] !== "function") {
        throw new Fault(`the class ${signature.name} has no method ${method.call}`);
      }
      const result = await instance[method.call](...taken(readers.get(names[i]), given[i]));
      results.push(method.returns === null ? "null" : written(result, method.returns, method.call));
    }
    return `[${results.join(",")}]`;
  }

  // A function that makes the call, its arguments ready.
  function prepared(solution, text) {
    if (typeof solution !== "function") {
      const what = signature.methods ? "class" : "function";
      throw new Fault(`${signature.file} defines no ${what} ${signature.name}`);
    }
    const lines = text.split("\n").filter((line) => line.trim() !== "").map(parsed);
    if (signature.methods) return () => calls(solution, ...lines);
    const values = taken(signature.parameters.map(reader), lines);
    return () => solution(...values);
  }

  const taken = (readers, values) => values.map((value, i) => (readers[i] ? readers[i](value) : value));

  return {
    Fault,
    fill(scope) {
      scope.ListNode = ListNode;
      scope.TreeNode = TreeNode;
    },
    // "solution" is what the program calls by the signature's name, or undefined; "text" the input.
    async answer(solution, text) {
      const result = await prepared(solution, text)();
      return signature.methods ? result : written(result, signature.returns, signature.name);
    },
    prepared,
  };
})
