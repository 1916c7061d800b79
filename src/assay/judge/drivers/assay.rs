// Reads a function's arguments and writes its answer as JSON (see the package's docstring).
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::io::{Read, Write};
use std::marker::PhantomData;
use std::os::unix::io::FromRawFd;
use std::rc::Rc;

const MOST_NODES: usize = 5_000_000;

/// A type's way in and out.
pub trait Codec {
    type Value;
    fn read(input: &mut Reader) -> Self::Value;
    fn write(out: &mut Vec<u8>, value: &Self::Value);
}

pub struct Int;
pub struct Long;
pub struct Integer;
pub struct Float;
pub struct Bool;
pub struct Text;
pub struct List<C>(PhantomData<C>);
pub struct Map<C>(PhantomData<C>);
pub struct Optional<C>(PhantomData<C>);
pub struct Linked<C, N>(PhantomData<(C, N)>);
pub struct Tree<C, N>(PhantomData<(C, N)>);

pub trait LinkedNode<V>: Sized {
    fn make(value: V, next: Option<Box<Self>>) -> Self;
    fn parts(&self) -> (&V, &Option<Box<Self>>);
}

type Shared<N> = Option<Rc<RefCell<N>>>;

pub trait BinaryNode<V>: Sized {
    fn make(value: V) -> Self;
    fn parts(&mut self) -> (&V, &mut Shared<Self>, &mut Shared<Self>);
}

pub struct Reader {
    text: Vec<u8>,
    at: usize,
}

fn fail(message: &str) -> ! {
    let _ = std::io::stdout().flush();
    eprintln!("{}", message);
    std::process::exit(1)
}

impl Reader {
    pub fn stdin() -> Reader {
        let mut text = Vec::new();
        if let Err(error) = std::io::stdin().read_to_end(&mut text) {
            fail(&format!("the input cannot be read: {}", error));
        }
        Reader { text, at: 0 }
    }

    fn byte(&self) -> u8 {
        *self.text.get(self.at).unwrap_or(&0)
    }

    fn space(&mut self) {
        while self.at < self.text.len() && self.text[self.at] <= b' ' {
            self.at += 1;
        }
    }

    fn next(&mut self, wanted: u8) -> bool {
        self.space();
        let found = self.byte() == wanted;
        self.at += found as usize;
        found
    }

    fn need(&mut self, wanted: u8) {
        if !self.next(wanted) {
            fail(&format!("the input lacks {:?} at byte {}", wanted as char, self.at));
        }
    }

    fn word(&mut self, wanted: &str) -> bool {
        self.space();
        let found = self.text[self.at..].starts_with(wanted.as_bytes());
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    fn number(&mut self) -> &str {
        self.space();
        let start = self.at;
        while matches!(self.byte(), b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') {
            self.at += 1;
        }
        std::str::from_utf8(&self.text[start..self.at]).unwrap_or("")
    }

    fn parsed<T: std::str::FromStr>(&mut self) -> T {
        match self.number().parse() {
            Ok(value) => value,
            Err(_) => fail(&format!("the input has no such number before byte {}", self.at)),
        }
    }

    fn hex(&mut self) -> u32 {
        let digits = std::str::from_utf8(&self.text[self.at..self.at + 4]).unwrap_or("");
        self.at += 4;
        u32::from_str_radix(digits, 16).unwrap_or(0xFFFD)
    }

    // After "\u". Half a surrogate pair is no char and becomes U+FFFD.
    fn escaped(&mut self) -> char {
        let code = self.hex();
        if (0xD800..0xDC00).contains(&code) && self.text[self.at..].starts_with(b"\\u") {
            let back = self.at;
            self.at += 2;
            let low = self.hex();
            if (0xDC00..0xE000).contains(&low) {
                return char::from_u32(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)).unwrap_or('\u{FFFD}');
            }
            self.at = back;
        }
        char::from_u32(code).unwrap_or('\u{FFFD}')
    }

    fn string(&mut self) -> String {
        self.need(b'"');
        let mut value: Vec<u8> = Vec::new();
        loop {
            let start = self.at;
            while self.at < self.text.len() && !matches!(self.text[self.at], b'"' | b'\\') {
                self.at += 1;
            }
            value.extend_from_slice(&self.text[start..self.at]);
            let mark = self.byte();
            self.at += 1;
            if mark != b'\\' {
                return String::from_utf8(value).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
            }
            let escape = self.byte();
            self.at += 1;
            let known = match escape {
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'u' => self.escaped(),
                other => other as char,
            };
            value.extend_from_slice(known.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// The bracket before the first item, the comma before each other.
    pub fn item(&mut self, index: usize) {
        self.need(if index == 0 { b'[' } else { b',' });
    }

    pub fn take<C: Codec>(&mut self, index: usize) -> C::Value {
        self.item(index);
        C::read(self)
    }

    /// After so many items.
    pub fn end(&mut self, items: usize) {
        if items == 0 {
            self.need(b'[');
        }
        self.need(b']');
    }
}

/// To descriptor 3; ends the program without taking its values apart, however deep they are.
pub fn answer(out: &[u8]) -> ! {
    let _ = std::io::stdout().flush();
    let mut third = unsafe { std::fs::File::from_raw_fd(3) };
    if let Err(error) = third.write_all(out) {
        fail(&format!("the answer cannot be written: {}", error));
    }
    std::process::exit(0)
}

pub fn no_method(name: &str) -> ! {
    fail(&format!("no method {}", name))
}

fn quoted(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    for &byte in value.as_bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..=0x1F => out.extend_from_slice(format!("\\u{:04x}", byte).as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

impl Codec for Int {
    type Value = i32;
    fn read(input: &mut Reader) -> i32 {
        input.parsed()
    }
    fn write(out: &mut Vec<u8>, value: &i32) {
        out.extend_from_slice(value.to_string().as_bytes());
    }
}

impl Codec for Long {
    type Value = i64;
    fn read(input: &mut Reader) -> i64 {
        input.parsed()
    }
    fn write(out: &mut Vec<u8>, value: &i64) {
        out.extend_from_slice(value.to_string().as_bytes());
    }
}

impl Codec for Integer {
    type Value = String;
    fn read(input: &mut Reader) -> String {
        input.number().to_string()
    }
    fn write(out: &mut Vec<u8>, value: &String) {
        let digits = value.strip_prefix('-').unwrap_or(value);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let shown: String = value.chars().take(60).collect();
            fail(&format!("the result {:?} is not the decimal digits of an integer", shown));
        }
        let first = digits.bytes().position(|byte| byte != b'0').unwrap_or(digits.len() - 1);
        out.extend_from_slice(value[..value.len() - digits.len()].as_bytes());
        out.extend_from_slice(digits[first..].as_bytes());
    }
}

impl Codec for Float {
    type Value = f64;
    fn read(input: &mut Reader) -> f64 {
        input.parsed()
    }
    fn write(out: &mut Vec<u8>, value: &f64) {
        let text = if value.is_finite() {
            format!("{:e}", value)
        } else if value.is_nan() {
            "NaN".to_string()
        } else {
            (if *value > 0.0 { "Infinity" } else { "-Infinity" }).to_string()
        };
        out.extend_from_slice(text.as_bytes());
    }
}

impl Codec for Bool {
    type Value = bool;
    fn read(input: &mut Reader) -> bool {
        input.word("true") || !input.word("false")
    }
    fn write(out: &mut Vec<u8>, value: &bool) {
        out.extend_from_slice(if *value { b"true" } else { b"false" });
    }
}

impl Codec for Text {
    type Value = String;
    fn read(input: &mut Reader) -> String {
        input.string()
    }
    fn write(out: &mut Vec<u8>, value: &String) {
        quoted(out, value);
    }
}

impl<C: Codec> Codec for List<C> {
    type Value = Vec<C::Value>;
    fn read(input: &mut Reader) -> Vec<C::Value> {
        let mut values = Vec::new();
        input.need(b'[');
        if input.next(b']') {
            return values;
        }
        loop {
            values.push(C::read(input));
            if !input.next(b',') {
                break;
            }
        }
        input.need(b']');
        values
    }
    fn write(out: &mut Vec<u8>, values: &Vec<C::Value>) {
        out.push(b'[');
        for (place, value) in values.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            C::write(out, value);
        }
        out.push(b']');
    }
}

impl<C: Codec> Codec for Map<C> {
    type Value = HashMap<String, C::Value>;
    fn read(input: &mut Reader) -> HashMap<String, C::Value> {
        let mut values = HashMap::new();
        input.need(b'{');
        if input.next(b'}') {
            return values;
        }
        loop {
            let key = input.string();
            input.need(b':');
            values.insert(key, C::read(input));
            if !input.next(b',') {
                break;
            }
        }
        input.need(b'}');
        values
    }
    fn write(out: &mut Vec<u8>, values: &HashMap<String, C::Value>) {
        out.push(b'{');
        for (place, (key, value)) in values.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            quoted(out, key);
            out.push(b':');
            C::write(out, value);
        }
        out.push(b'}');
    }
}

impl<C: Codec> Codec for Optional<C> {
    type Value = Option<C::Value>;
    fn read(input: &mut Reader) -> Option<C::Value> {
        if input.word("null") {
            None
        } else {
            Some(C::read(input))
        }
    }
    fn write(out: &mut Vec<u8>, value: &Option<C::Value>) {
        match value {
            None => out.extend_from_slice(b"null"),
            Some(inner) => C::write(out, inner),
        }
    }
}

fn bounded(nodes: usize) {
    if nodes > MOST_NODES {
        fail(&format!("the result has more than {} nodes: does it lead back to itself?", MOST_NODES));
    }
}

impl<C: Codec, N: LinkedNode<C::Value>> Codec for Linked<C, N> {
    type Value = Option<Box<N>>;
    fn read(input: &mut Reader) -> Option<Box<N>> {
        let values = List::<C>::read(input);
        values.into_iter().rev().fold(None, |after, value| Some(Box::new(N::make(value, after))))
    }
    fn write(out: &mut Vec<u8>, head: &Option<Box<N>>) {
        let mut at = head;
        out.push(b'[');
        while let Some(node) = at {
            let (value, next) = node.parts();
            if !std::ptr::eq(at, head) {
                out.push(b',');
            }
            C::write(out, value);
            at = next;
        }
        out.push(b']');
    }
}

impl<C: Codec, N: BinaryNode<C::Value>> Codec for Tree<C, N> {
    type Value = Shared<N>;
    fn read(input: &mut Reader) -> Shared<N> {
        let mut values = List::<Optional<C>>::read(input).into_iter();
        let root = values.next().flatten().map(|value| Rc::new(RefCell::new(N::make(value))));
        let mut waiting: VecDeque<Rc<RefCell<N>>> = root.iter().cloned().collect();
        while let Some(node) = waiting.pop_front() {
            let mut held = node.borrow_mut();
            let (_, left, right) = held.parts();
            for place in [left, right] {
                if let Some(value) = values.next().flatten() {
                    let child = Rc::new(RefCell::new(N::make(value)));
                    waiting.push_back(child.clone());
                    *place = Some(child);
                }
            }
        }
        root
    }
    fn write(out: &mut Vec<u8>, root: &Shared<N>) {
        let mut waiting: VecDeque<Shared<N>> = VecDeque::from(vec![root.clone()]);
        let (mut written, mut missing) = (0, 0);
        out.push(b'[');
        while let Some(at) = waiting.pop_front() {
            let node = match at {
                None => {
                    missing += 1;
                    continue;
                }
                Some(node) => node,
            };
            for _ in 0..missing {
                out.extend_from_slice(if written == 0 { b"null" } else { b",null" });
                written += 1;
            }
            missing = 0;
            if written > 0 {
                out.push(b',');
            }
            let mut held = node.borrow_mut();
            let (value, left, right) = held.parts();
            C::write(out, value);
            waiting.push_back(left.clone());
            waiting.push_back(right.clone());
            written += 1;
            bounded(written);
        }
        out.push(b']');
    }
}
