/**
 * Plain highlighting for languages without a grammar package: comments, strings, numbers and keywords, line by
 * line. Said as data; anything finer would need a parser of the language.
 */

import { LanguageSupport, StreamLanguage, type StringStream } from "@codemirror/language";

interface Grammar {
  keywords: string;
  /** What begins a comment that ends with its line. */
  line?: string[];
  /** What begins and ends a comment over several lines. */
  block?: [string, string];
  /** The signs that begin and end a string. */
  quotes?: string;
  /** Keywords in capitals are keywords too. */
  caseless?: boolean;
  /** Signs that belong to names besides letters, digits and "_". */
  inNames?: string;
}

const C_LIKE = { line: ["//"], block: ["/*", "*/"], quotes: "\"'" } satisfies Partial<Grammar>;
const LISP_LIKE = { line: [";"], quotes: '"', inNames: "-!?*+<>=/" } satisfies Partial<Grammar>;
const SQL: Grammar = {
  keywords:
    "add all alter and as asc begin between by case cast check column commit constraint create cross default delete desc distinct drop else end except exists false foreign from full group having in index inner insert intersect into is join key left like limit not null offset on or order outer over partition primary recursive references returning right rollback row rows select set table then transaction true union unique update using values view when where window with",
  line: ["--"],
  block: ["/*", "*/"],
  quotes: "'\"",
  caseless: true,
};

const GRAMMARS: Record<string, Grammar> = {
  ada: {
    keywords:
      "abort abs abstract accept access all and array at begin body case constant declare delay delta digits do else elsif end entry exception exit for function generic goto if in interface is limited loop mod new not null of or others out overriding package pragma private procedure protected raise range record rem renames return reverse select separate some subtype synchronized tagged task terminate then type until use when while with xor",
    line: ["--"],
    quotes: '"',
    caseless: true,
  },
  awk: {
    keywords:
      "BEGIN BEGINFILE END ENDFILE break case continue default delete do else exit for func function getline if in next nextfile print printf return switch while",
    line: ["#"],
    quotes: '"',
  },
  bash: {
    keywords:
      "break case continue declare do done elif else esac eval exec exit export fi for function if in let local read readonly return select set shift source then trap unset until while",
    line: ["#"],
    quotes: "\"'",
  },
  clojure: {
    ...LISP_LIKE,
    keywords:
      "and as-> case catch comment cond cond-> cond->> condp def defmacro defmethod defmulti defn defn- defprotocol defrecord deftype do doall dorun doseq dotimes extend-type false finally fn for if if-let if-not let letfn loop nil ns or quote recur reify require throw true try when when-let when-not while",
  },
  cobol: {
    keywords:
      "accept add address allocate and by call close compute configuration continue data delete delimited display divide division else end-evaluate end-if end-perform end-read environment evaluate exit file file-control free from function giving go goback identification if initialize input input-output inspect into is linkage local-storage move multiply not occurs of open or organization output perform pic picture procedure program-id read redefines remainder replacing returning rewrite run search section select set sort spaces stop string subtract tallying then through thru times to unstring until usage value varying when working-storage write zero zeros",
    line: ["*>"],
    quotes: "\"'",
    caseless: true,
    inNames: "-",
  },
  csharp: {
    ...C_LIKE,
    keywords:
      "abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach get goto if implicit in init int interface internal is lock long namespace new null object operator out override params partial private protected public readonly record ref return sbyte sealed set short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using var virtual void volatile when where while yield",
  },
  d: {
    ...C_LIKE,
    keywords:
      "abstract alias align assert auto bool break byte case cast catch char class const continue dchar debug default delegate delete deprecated do double else enum export extern false final finally float for foreach foreach_reverse function goto if immutable import in inout int interface invariant is lazy long mixin module new nothrow null out override package pragma private protected public pure ref return scope shared short static string struct super switch synchronized template this throw true try typeof ubyte uint ulong union unittest ushort version void wchar while with",
  },
  elixir: {
    keywords:
      "after and alias case catch cond def defdelegate defguard defimpl defmacro defmodule defp defprotocol defstruct do else end false fn for if import in nil not or quote raise receive require rescue return super throw true try unless unquote use when with",
    line: ["#"],
    quotes: "\"'",
    inNames: "!?",
  },
  fortran: {
    keywords:
      "allocatable allocate and associate block call case character class close complex contains continue cycle data deallocate dimension do double else elseif end enddo endif error exit false format function if implicit in inout integer intent interface kind len logical module none not only open operator optional or out parameter pointer print private procedure program public pure read real recursive result return save select stop subroutine target then true type use while write",
    line: ["!"],
    quotes: "\"'",
    caseless: true,
  },
  go: {
    ...C_LIKE,
    quotes: "\"'`",
    keywords:
      "any append bool break byte case chan const continue default defer delete else error fallthrough false float32 float64 for func go goto if import int int32 int64 interface len make map new nil package panic range return rune select string struct switch true type uint uint64 var",
  },
  groovy: {
    ...C_LIKE,
    keywords:
      "abstract as assert boolean break byte case catch char class const continue def default do double else enum extends false final finally float for goto if implements import in instanceof int interface long native new null package private protected public return short static super switch synchronized this throw throws trait transient true try var void volatile while",
  },
  haskell: {
    keywords:
      "as case class data default deriving do else family forall foreign hiding if import in infix infixl infixr instance let mdo module newtype of qualified then type where",
    line: ["--"],
    block: ["{-", "-}"],
    quotes: '"',
    inNames: "'",
  },
  kotlin: {
    ...C_LIKE,
    keywords:
      "abstract as break by catch class companion const constructor continue data do else enum false final finally for fun if import in infix init inline interface internal is lateinit null object open operator out override package private protected public return sealed super suspend tailrec this throw true try typealias val var vararg when where while",
  },
  lisp: {
    ...LISP_LIKE,
    block: ["#|", "|#"],
    keywords:
      "and block case catch cond declare defclass defconstant defgeneric defmacro defmethod defpackage defparameter defstruct defun defvar do dolist dotimes flet function handler-case if in-package labels lambda let let* loop multiple-value-bind nil not or prog1 progn return return-from setf setq t unless unwind-protect when",
    caseless: true,
  },
  lua: {
    keywords:
      "and break do else elseif end false for function goto if in local nil not or repeat return then true until while",
    line: ["--"],
    block: ["--[[", "]]"],
    quotes: "\"'",
  },
  nim: {
    keywords:
      "addr and as asm bind block break case cast concept const continue converter defer discard distinct div do elif else end enum except export finally for from func if import in include interface is isnot iterator let macro method mixin mod nil not notin object of or out proc ptr raise ref return shl shr static template try tuple type using var when while xor yield true false",
    line: ["#"],
    block: ["#[", "]#"],
    quotes: '"',
  },
  ocaml: {
    keywords:
      "and as assert begin class constraint do done downto else end exception external false for fun function functor if in include inherit initializer lazy let match method mod module mutable new nonrec object of open or private rec sig struct then to true try type val virtual when while with",
    block: ["(*", "*)"],
    quotes: '"',
    inNames: "'",
  },
  pascal: {
    keywords:
      "and ansistring array as asm begin boolean break case char class const constructor continue destructor div do double downto else end except exit false finally for function goto if implementation in inherited int64 integer interface is label longint mod nil not object of on operator or packed procedure program property raise real record repeat set shl shr string then to true try type unit until uses var while with xor",
    line: ["//"],
    block: ["{", "}"],
    quotes: "'",
    caseless: true,
  },
  perl: {
    keywords:
      "and chomp cmp defined delete die do each else elsif eq eval exists for foreach ge given gt if join keys last le local lt map my ne next no not or our package pop print printf push qw redo ref require return reverse say scalar shift sort splice split sprintf sub undef unless unshift until use values wantarray warn when while",
    line: ["#"],
    quotes: "\"'",
  },
  php: {
    ...C_LIKE,
    line: ["//", "#"],
    keywords:
      "abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enum extends false final finally fn for foreach function global goto if implements include instanceof interface isset list match namespace new null or print private protected public readonly require return self static string switch this throw trait true try unset use var void while xor yield int float bool",
  },
  prolog: {
    keywords:
      "dynamic discontiguous fail false halt initialization is mod module nl not once rem repeat true use_module write",
    line: ["%"],
    block: ["/*", "*/"],
    quotes: "\"'",
  },
  r: {
    keywords: "break else FALSE for function if in Inf NA NaN next NULL repeat return TRUE while",
    line: ["#"],
    quotes: "\"'",
    inNames: ".",
  },
  racket: {
    ...LISP_LIKE,
    block: ["#|", "|#"],
    keywords:
      "and begin case cond define define-struct define-syntax-rule define-values do else for for* for/fold for/list for/sum for/vector if in-range lambda let let* let-values letrec match module not or provide quote require set! struct unless when with-handlers",
  },
  ruby: {
    keywords:
      "alias and attr_accessor attr_reader begin break case class def defined do else elsif end ensure false for if in include lambda loop module next nil not or private proc protected public puts raise redo require rescue retry return self super then true undef unless until when while yield",
    line: ["#"],
    quotes: "\"'",
    inNames: "?!",
  },
  rust: {
    ...C_LIKE,
    quotes: '"',
    keywords:
      "as async await bool box break char const continue crate dyn else enum extern f32 f64 false fn for i16 i32 i64 i8 if impl in isize let loop match mod move mut pub ref return self Self static str struct super trait true type u16 u32 u64 u8 union unsafe use usize where while",
  },
  scala: {
    ...C_LIKE,
    quotes: '"',
    keywords:
      "abstract case catch class def do else enum export extends false final finally for given if implicit import lazy match new null object override package private protected return sealed super then this throw trait true try type using val var while with yield",
  },
  scheme: {
    ...LISP_LIKE,
    block: ["#|", "|#"],
    keywords:
      "and begin call/cc case cond define define-record-type define-syntax delay do else if lambda let let* let-syntax let-values letrec named-lambda not or quasiquote quote set! syntax-rules unless unquote use-modules when",
  },
  sql: SQL,
  tcl: {
    keywords:
      "append array break catch concat continue dict else elseif error eval expr for foreach format gets global if incr info join lappend lindex list llength lrange lsearch lsort namespace proc puts read regexp regsub return scan set split string switch try unset uplevel upvar variable while",
    line: ["#"],
    quotes: '"',
  },
};

/** Languages that look like another one. */
const LIKE: Record<string, string> = { sqlite: "sql", postgresql: "sql" };

interface State {
  inBlock: boolean;
}

function untilEndOf(stream: StringStream, quote: string): void {
  for (let sign = stream.next(); sign !== undefined && sign !== quote; sign = stream.next()) {
    if (sign === "\\") stream.next();
  }
}

function tokenizer(grammar: Grammar): (stream: StringStream, state: State) => string | null {
  const fold = (word: string) => (grammar.caseless ? word.toLowerCase() : word);
  const keywords = new Set(grammar.keywords.split(" ").map(fold));
  const extra = (grammar.inNames ?? "").replace(/[\\\]^-]/g, "\\$&");
  const name = new RegExp(`[\\p{L}_][\\p{L}\\p{N}_${extra}]*`, "u");
  return (stream, state) => {
    const [open, close] = grammar.block ?? [null, ""];
    if (state.inBlock || (open !== null && stream.match(open))) {
      state.inBlock = !stream.skipTo(close) || !stream.match(close);
      if (state.inBlock) stream.skipToEnd();
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (grammar.line?.some((start) => stream.match(start))) {
      stream.skipToEnd();
      return "comment";
    }
    const sign = stream.peek() ?? "";
    if (grammar.quotes?.includes(sign)) {
      stream.next();
      untilEndOf(stream, sign);
      return "string";
    }
    if (stream.match(/\d[\w.]*/)) return "number";
    const word = stream.match(name);
    if (word && typeof word === "object") return keywords.has(fold(word[0])) ? "keyword" : "variableName";
    stream.next();
    return null;
  };
}

/** The plain highlighting of a language; null where there is none. */
export function plainGrammar(id: string): LanguageSupport | null {
  const grammar = GRAMMARS[LIKE[id] ?? id];
  if (grammar === undefined) return null;
  const [open, close] = grammar.block ?? [undefined, undefined];
  const language = StreamLanguage.define<State>({
    name: id,
    startState: () => ({ inBlock: false }),
    copyState: (state) => ({ ...state }),
    token: tokenizer(grammar),
    languageData: {
      commentTokens: {
        ...(grammar.line ? { line: grammar.line[0] } : {}),
        ...(open !== undefined ? { block: { open, close } } : {}),
      },
    },
  });
  return new LanguageSupport(language);
}
