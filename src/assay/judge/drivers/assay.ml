(* Reads a function's arguments and writes its answer as JSON (see the package's docstring). *)
open Tree

let most_nodes = 5_000_000
let text = ref ""
let at = ref 0
let out = Buffer.create 65536

(* A type's way in and out. *)
type 'a codec = { read : unit -> 'a; write : 'a -> unit }

let fail message =
  flush stdout;
  prerr_endline message;
  exit 1

let byte () = if !at < String.length !text then !text.[!at] else '\000'

let rec space () =
  if !at < String.length !text && !text.[!at] <= ' ' then begin
    incr at;
    space ()
  end

let next wanted =
  space ();
  let found = byte () = wanted in
  if found then incr at;
  found

let need wanted = if not (next wanted) then fail (Printf.sprintf "the input lacks '%c' at byte %d" wanted !at)

let word wanted =
  space ();
  let size = String.length wanted in
  let found = !at + size <= String.length !text && String.sub !text !at size = wanted in
  if found then at := !at + size;
  found

let number () =
  space ();
  let start = !at in
  let rec go () =
    match byte () with
    | '0' .. '9' | '-' | '+' | '.' | 'e' | 'E' -> incr at; go ()
    | _ -> ()
  in
  go ();
  String.sub !text start (!at - start)

let hex () =
  let code = int_of_string ("0x" ^ String.sub !text !at 4) in
  at := !at + 4;
  code

(* After "\u". Half a surrogate pair has no UTF-8 and becomes U+FFFD. *)
let unit () =
  let code = hex () in
  let back = !at in
  if code >= 0xD800 && code < 0xDC00 && word "\\u" then begin
    let low = hex () in
    if low >= 0xDC00 && low < 0xE000 then 0x10000 + ((code - 0xD800) lsl 10) + (low - 0xDC00)
    else begin at := back; 0xFFFD end
  end
  else begin
    at := back;
    if code >= 0xD800 && code < 0xE000 then 0xFFFD else code
  end

let read_string () =
  need '"';
  let value = Buffer.create 16 in
  let rec go () =
    let start = !at in
    while !at < String.length !text && byte () <> '"' && byte () <> '\\' do incr at done;
    Buffer.add_substring value !text start (!at - start);
    let mark = byte () in
    incr at;
    if mark = '\\' then begin
      let escape = byte () in
      incr at;
      (match escape with
       | 'n' -> Buffer.add_char value '\n'
       | 'r' -> Buffer.add_char value '\r'
       | 't' -> Buffer.add_char value '\t'
       | 'b' -> Buffer.add_char value '\b'
       | 'f' -> Buffer.add_char value '\x0c'
       | 'u' -> Buffer.add_utf_8_uchar value (Uchar.of_int (unit ()))
       | other -> Buffer.add_char value other);
      go ()
    end
  in
  go ();
  Buffer.contents value

let write_string value =
  Buffer.add_char out '"';
  String.iter
    (fun c ->
      if c = '"' || c = '\\' then begin Buffer.add_char out '\\'; Buffer.add_char out c end
      else if c < ' ' then Buffer.add_string out (Printf.sprintf "\\u%04x" (Char.code c))
      else Buffer.add_char out c)
    value;
  Buffer.add_char out '"'

let int = { read = (fun () -> int_of_string (number ())); write = (fun value -> Buffer.add_string out (string_of_int value)) }
let long = int

let integer =
  let write value =
    let size = String.length value in
    let sign = if size > 0 && value.[0] = '-' then 1 else 0 in
    let digits = String.sub value sign (size - sign) in
    let is_digit c = c >= '0' && c <= '9' in
    if digits = "" || not (String.for_all is_digit digits) then
      fail (Printf.sprintf "the result %S is not the decimal digits of an integer" (String.sub value 0 (min 60 size)));
    let first = ref 0 in
    while !first < String.length digits - 1 && digits.[!first] = '0' do incr first done;
    Buffer.add_string out (String.sub value 0 sign);
    Buffer.add_string out (String.sub digits !first (String.length digits - !first))
  in
  { read = number; write }

let float =
  let write value =
    let text =
      if Float.is_nan value then "NaN"
      else if Float.is_integer value && Float.abs value < 1e15 then Printf.sprintf "%.0f" value
      else if value = infinity then "Infinity"
      else if value = neg_infinity then "-Infinity"
      else
        let short = Printf.sprintf "%.15g" value in
        if float_of_string short = value then short
        else
          let longer = Printf.sprintf "%.16g" value in
          if float_of_string longer = value then longer else Printf.sprintf "%.17g" value
    in
    Buffer.add_string out text
  in
  { read = (fun () -> float_of_string (number ())); write }

let bool =
  { read = (fun () -> word "true" || not (word "false")); write = (fun value -> Buffer.add_string out (string_of_bool value)) }

let string = { read = read_string; write = write_string }

(* From the front, so that long inputs need no stack. *)
let items read =
  need '[';
  if next ']' then []
  else begin
    let rec go values =
      let values = read () :: values in
      if next ',' then go values else values
    in
    let values = go [] in
    need ']';
    List.rev values
  end

let write_items iter write values =
  Buffer.add_char out '[';
  let first = ref true in
  iter
    (fun value ->
      if not !first then Buffer.add_char out ',';
      first := false;
      write value)
    values;
  Buffer.add_char out ']'

let array item =
  { read = (fun () -> Array.of_list (items item.read)); write = (fun values -> write_items Array.iter item.write values) }

let linked item = { read = (fun () -> items item.read); write = (fun values -> write_items List.iter item.write values) }

let map item =
  let read () =
    let values = Hashtbl.create 16 in
    need '{';
    if not (next '}') then begin
      let rec go () =
        let key = (space (); read_string ()) in
        need ':';
        Hashtbl.replace values key (item.read ());
        if next ',' then go ()
      in
      go ();
      need '}'
    end;
    values
  in
  let write values =
    Buffer.add_char out '{';
    let first = ref true in
    Hashtbl.iter
      (fun key value ->
        if not !first then Buffer.add_char out ',';
        first := false;
        write_string key;
        Buffer.add_char out ':';
        item.write value)
      values;
    Buffer.add_char out '}'
  in
  { read; write }

let optional item =
  { read = (fun () -> if word "null" then None else Some (item.read ()));
    write = (function None -> Buffer.add_string out "null" | Some value -> item.write value) }

let tree item =
  let list = array (optional item) in
  let read () =
    let values = list.read () in
    let count = Array.length values in
    let children = Array.make count 0 in
    let after = ref 1 in
    Array.iteri (fun i value -> children.(i) <- !after; if value <> None then after := !after + 2) values;
    let nodes = Array.make ((2 * count) + 2) Empty in
    for i = count - 1 downto 0 do
      match values.(i) with
      | None -> ()
      | Some value -> nodes.(i) <- Node (value, nodes.(children.(i)), nodes.(children.(i) + 1))
    done;
    nodes.(0)
  in
  let write root =
    let waiting = Queue.create () in
    Queue.add root waiting;
    let written = ref 0 and missing = ref 0 in
    Buffer.add_char out '[';
    while not (Queue.is_empty waiting) do
      match Queue.pop waiting with
      | Empty -> incr missing
      | Node (value, left, right) ->
        for _ = 1 to !missing do
          Buffer.add_string out (if !written = 0 then "null" else ",null");
          incr written
        done;
        missing := 0;
        if !written > 0 then Buffer.add_char out ',';
        item.write value;
        incr written;
        if !written > most_nodes then
          fail (Printf.sprintf "the result has more than %d nodes: does it lead back to itself?" most_nodes);
        Queue.add left waiting;
        Queue.add right waiting
    done;
    Buffer.add_char out ']'
  in
  { read; write }

(* The bracket before the first item, the comma before each other; then the item. *)
let item index codec =
  need (if index = 0 then '[' else ',');
  codec.read ()

(* After so many items. *)
let close count =
  if count = 0 then need '[';
  need ']'

let start () =
  set_binary_mode_in stdin true;
  let all = Buffer.create 65536 and chunk = Bytes.create 65536 in
  let rec go () =
    let got = input stdin chunk 0 65536 in
    if got > 0 then begin
      Buffer.add_subbytes all chunk 0 got;
      go ()
    end
  in
  go ();
  text := Buffer.contents all

(* To descriptor 3, which is what the number is under this type. *)
let answer () =
  flush stdout;
  let third : Unix.file_descr = Obj.magic 3 in
  let bytes = Buffer.to_bytes out in
  let rec go from = if from < Bytes.length bytes then go (from + Unix.write third bytes from (Bytes.length bytes - from)) in
  go 0

(* The calls of an object: one function for each name. *)
let calls names act =
  Buffer.add_string out "[null";
  Array.iteri
    (fun i name ->
      if i > 0 then begin
        need ',';
        Buffer.add_char out ',';
        act name
      end)
    names;
  Buffer.add_char out ']'
