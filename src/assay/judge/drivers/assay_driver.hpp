// Reads a function's arguments and writes its answer as JSON (see the package's docstring). Stands before
// the candidate's source, so that macros there do not reach it; the same for every signature, so that it can
// be precompiled.
#pragma once
#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <cctype>
#include <charconv>
#include <climits>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <sstream>
#include <stack>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

// Who measures growth defines this before.
#ifndef ASSAY_MEASURED
#define ASSAY_MEASURED(...) (__VA_ARGS__)
#endif

namespace assay_judge {

// The types of a signature. What the candidate's function takes and gives may be of other types that hold the
// same: references, wider integers, unordered maps.
struct Int {};
struct Long {};
struct Integer {};
struct Float {};
struct Bool {};
struct String {};
template <class T> struct List {};
template <class T> struct Map {};
template <class T> struct Optional {};
template <class T> struct Tree {};
template <class T> struct Linked {};

constexpr std::size_t most_nodes = 5'000'000;

[[noreturn]] inline void fail(const std::string &message) {
  std::cout.flush();
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n", message.c_str());
  std::_Exit(1);
}

struct Reader {
  const char *at;
  const char *end;

  void space() {
    while (at < end && static_cast<unsigned char>(*at) <= ' ') ++at;
  }
  bool next(char wanted) {
    space();
    if (at < end && *at == wanted) {
      ++at;
      return true;
    }
    return false;
  }
  void need(char wanted) {
    if (!next(wanted)) fail(std::string("the input lacks ") + wanted);
  }
  bool word(std::string_view wanted) {
    space();
    if (static_cast<std::size_t>(end - at) < wanted.size() || std::string_view(at, wanted.size()) != wanted) return false;
    at += wanted.size();
    return true;
  }
  std::string_view number() {
    space();
    const char *start = at;
    while (at < end && (std::isdigit(static_cast<unsigned char>(*at)) || std::strchr("+-.eE", *at))) ++at;
    return {start, static_cast<std::size_t>(at - start)};
  }
  unsigned hex() {
    unsigned code = 0;
    std::from_chars(at, at + 4, code, 16);
    at += 4;
    return code;
  }
  // The bracket before the first item, the comma before each other.
  void item(std::size_t index) { need(index == 0 ? '[' : ','); }
  void finish(std::size_t items) {
    if (items == 0) need('[');
    need(']');
  }
};

inline void append_utf8(std::string &out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// After "\u"; half a pair has no UTF-8 and becomes U+FFFD.
inline void read_escaped(Reader &in, std::string &value) {
  unsigned code = in.hex();
  if (code >= 0xD800 && code < 0xDC00 && in.end - in.at > 5 && in.at[0] == '\\' && in.at[1] == 'u') {
    Reader after{in.at + 2, in.end};
    const unsigned low = after.hex();
    if (low >= 0xDC00 && low < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      in.at = after.at;
    }
  }
  append_utf8(value, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
}

inline void read_string(Reader &in, std::string &value) {
  in.need('"');
  value.clear();
  while (in.at < in.end && *in.at != '"') {
    char c = *in.at++;
    if (c != '\\') {
      value += c;
      continue;
    }
    c = *in.at++;
    switch (c) {
      case 'n': value += '\n'; break;
      case 'r': value += '\r'; break;
      case 't': value += '\t'; break;
      case 'b': value += '\b'; break;
      case 'f': value += '\f'; break;
      case 'u': read_escaped(in, value); break;
      default: value += c;
    }
  }
  in.need('"');
}

inline void write_string(std::string &out, std::string_view value) {
  out += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < ' ') {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      out += escaped;
    } else {
      out += c;
    }
  }
  out += '"';
}

inline void write_float(std::string &out, double value) {
  if (!std::isfinite(value)) {
    out += std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    return;
  }
  char text[64];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

template <class T> inline constexpr bool whole = std::is_integral_v<T>;
template <> inline constexpr bool whole<__int128> = true;
template <> inline constexpr bool whole<unsigned __int128> = true;
template <class T> inline constexpr bool number = whole<T> || std::is_floating_point_v<T>;

template <class V> void read_whole(Reader &in, V &value) {
  const std::string_view digits = in.number();
  if constexpr (std::is_floating_point_v<V>) {
    value = static_cast<V>(std::strtold(std::string(digits).c_str(), nullptr));
  } else {
    const bool negative = !digits.empty() && digits[0] == '-';
    value = 0;
    for (const char digit : digits.substr(negative ? 1 : 0)) {
      const V unit = static_cast<V>(negative ? '0' - digit : digit - '0');
      V product;
      if (__builtin_mul_overflow(value, static_cast<V>(10), &product) || __builtin_add_overflow(product, unit, &value)) {
        fail("the argument " + std::string(digits) + " does not fit the type of the parameter");
      }
    }
  }
}

template <class V> void write_whole(std::string &out, const V &value) {
  if constexpr (std::is_floating_point_v<V>) {
    write_float(out, static_cast<double>(value));
  } else if constexpr (sizeof(V) <= 8) {
    out += std::to_string(value);
  } else {
    std::string digits;
    V rest = value;
    do {
      const int digit = static_cast<int>(rest % 10);
      digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
      rest /= 10;
    } while (rest != 0);
    if (value < 0) digits += '-';
    out.append(digits.rbegin(), digits.rend());
  }
}

template <class Tag> struct As;

template <> struct As<Int> {
  template <class V> static void read(Reader &in, V &value) {
    static_assert(number<V>, "the problem says int or long here");
    read_whole(in, value);
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(number<V>, "the problem says int or long here");
    write_whole(out, value);
  }
};
template <> struct As<Long> : As<Int> {};

// Any number of digits is a std::string; who knows that it is short may take an integer.
template <> struct As<Integer> {
  template <class V> static void read(Reader &in, V &value) {
    if constexpr (std::is_same_v<V, std::string>) {
      value = in.number();
    } else {
      As<Int>::read(in, value);
    }
  }
  template <class V> static void write(std::string &out, const V &value) {
    if constexpr (std::is_convertible_v<V, std::string_view>) {
      const std::string_view digits = value;
      const std::size_t sign = !digits.empty() && digits[0] == '-';
      if (digits.size() == sign || digits.find_first_not_of("0123456789", sign) != std::string_view::npos) {
        fail("the result \"" + std::string(digits.substr(0, 60)) + "\" is not the decimal digits of an integer");
      }
      const std::size_t first = std::min(digits.find_first_not_of('0', sign), digits.size() - 1);
      out += digits.substr(0, sign);
      out += digits.substr(first);
    } else {
      As<Int>::write(out, value);
    }
  }
};

template <> struct As<Float> {
  template <class V> static void read(Reader &in, V &value) {
    static_assert(std::is_floating_point_v<V>, "the problem says float here, which is a double");
    const std::string_view digits = in.number();
    double read = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), read).ec == std::errc::result_out_of_range) {
      read = std::strtod(std::string(digits).c_str(), nullptr);
    }
    value = static_cast<V>(read);
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(number<V>, "the problem says float here, which is a double");
    write_whole(out, value);
  }
};

template <> struct As<Bool> {
  template <class V> static void read(Reader &in, V &value) {
    static_assert(std::is_same_v<V, bool>, "the problem says bool here");
    value = in.word("true");
    if (!value) in.word("false");
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(std::is_convertible_v<V, bool>, "the problem says bool here");
    out += static_cast<bool>(value) ? "true" : "false";
  }
};

template <> struct As<String> {
  template <class V> static void read(Reader &in, V &value) {
    static_assert(std::is_same_v<V, std::string>, "the problem says string here, which is a std::string");
    in.space();
    read_string(in, value);
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(std::is_convertible_v<V, std::string_view>, "the problem says string here");
    write_string(out, value);
  }
};

template <class V, class = void> inline constexpr bool listed = false;
template <class V> inline constexpr bool listed<V, std::void_t<typename V::value_type>> = !std::is_same_v<V, std::string>;
template <class V, class = void> inline constexpr bool mapped = false;
template <class V> inline constexpr bool mapped<V, std::void_t<typename V::mapped_type>> = true;
template <class V, class = void> inline constexpr bool noded = false;
template <class V> inline constexpr bool noded<V *, std::void_t<decltype(std::declval<V>().val)>> = true;

template <class T> struct As<List<T>> {
  template <class V> static void read(Reader &in, V &value) {
    static_assert(listed<V>, "the problem says list here, which is a std::vector");
    value.clear();
    in.need('[');
    if (in.next(']')) return;
    do {
      typename V::value_type item{};
      As<T>::read(in, item);
      value.insert(value.end(), std::move(item));
    } while (in.next(','));
    in.need(']');
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(listed<V>, "the problem says list here, which is a std::vector");
    out += '[';
    bool first = true;
    for (auto &&item : value) {
      if (!first) out += ',';
      first = false;
      As<T>::write(out, static_cast<const typename V::value_type &>(item));
    }
    out += ']';
  }
};

template <class T> struct As<Map<T>> {
  template <class V> static void read(Reader &in, V &value) {
    static_assert(mapped<V>, "the problem says map here, which is a std::map");
    value.clear();
    in.need('{');
    if (in.next('}')) return;
    do {
      std::string key;
      in.space();
      read_string(in, key);
      in.need(':');
      As<T>::read(in, value[key]);
    } while (in.next(','));
    in.need('}');
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(mapped<V>, "the problem says map here, which is a std::map");
    out += '{';
    bool first = true;
    for (const auto &[key, item] : value) {
      if (!first) out += ',';
      first = false;
      write_string(out, key);
      out += ':';
      As<T>::write(out, item);
    }
    out += '}';
  }
};

template <class T> struct As<Optional<T>> {
  template <class V> static void read(Reader &in, std::optional<V> &value) {
    if (in.word("null")) {
      value.reset();
      return;
    }
    V inner{};
    As<T>::read(in, inner);
    value = std::move(inner);
  }
  template <class V> static void write(std::string &out, const std::optional<V> &value) {
    if (value.has_value()) {
      As<T>::write(out, *value);
    } else {
      out += "null";
    }
  }
  template <class V> static void write(std::string &out, const V &value) { As<T>::write(out, value); }
  static void write(std::string &out, const std::nullopt_t &) { out += "null"; }
};

inline void bounded(std::size_t nodes) {
  if (nodes > most_nodes) {
    fail("the result has more than " + std::to_string(most_nodes) + " nodes: does it lead back to itself?");
  }
}

template <class T> struct As<Linked<T>> {
  template <class Node> static void read(Reader &in, Node *&value) {
    static_assert(noded<Node *>, "the problem says linked here, which is a ListNode*");
    Node **at = &value;
    in.need('[');
    if (!in.next(']')) {
      do {
        *at = new Node();
        As<T>::read(in, (*at)->val);
        at = &(*at)->next;
      } while (in.next(','));
      in.need(']');
    }
    *at = nullptr;
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(noded<V>, "the problem says linked here, which is a ListNode*");
    out += '[';
    std::size_t nodes = 0;
    for (auto *node = value; node != nullptr; node = node->next) {
      if (nodes != 0) out += ',';
      As<T>::write(out, node->val);
      bounded(++nodes);
    }
    out += ']';
  }
};

template <class T> struct As<Tree<T>> {
  template <class Node> static void read(Reader &in, Node *&value) {
    static_assert(noded<Node *>, "the problem says tree here, which is a TreeNode*");
    value = nullptr;
    std::deque<Node **> places{&value};
    in.need('[');
    if (in.next(']')) return;
    do {
      if (places.empty()) fail("the input holds a child of no node");
      Node **place = places.front();
      places.pop_front();
      if (in.word("null")) continue;
      Node *node = *place = new Node();
      As<T>::read(in, node->val);
      node->left = node->right = nullptr;
      places.push_back(&node->left);
      places.push_back(&node->right);
    } while (in.next(','));
    in.need(']');
  }
  template <class V> static void write(std::string &out, const V &value) {
    static_assert(noded<V>, "the problem says tree here, which is a TreeNode*");
    std::deque<V> waiting{value};
    std::size_t nodes = 0, missing = 0;
    out += '[';
    for (; !waiting.empty(); waiting.pop_front()) {
      V node = waiting.front();
      if (node == nullptr) {
        ++missing;
        continue;
      }
      for (; missing > 0; --missing) out += nodes++ == 0 ? "null" : ",null";
      if (nodes++ != 0) out += ',';
      As<T>::write(out, node->val);
      waiting.push_back(node->left);
      waiting.push_back(node->right);
      bounded(nodes);
    }
    out += ']';
  }
};

template <class... Tags> struct Takes {
  template <class Values, std::size_t... Places> static void read(Reader &in, Values &values, std::index_sequence<Places...>) {
    (As<Tags>::read(in, std::get<Places>(values)), ...);
  }
  template <class Values, std::size_t... Places> static void items(Reader &in, Values &values, std::index_sequence<Places...>) {
    ((in.item(Places), As<Tags>::read(in, std::get<Places>(values))), ...);
    in.finish(sizeof...(Places));
  }
};

inline std::string input() {
  std::string all;
  char buffer[65536];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) all.append(buffer, got);
  return all;
}

// To descriptor 3. Returns the exit status.
inline int answer(const std::string &out) {
  std::cout.flush();
  std::fflush(stdout);
  for (std::size_t done = 0; done < out.size();) {
    const ssize_t wrote = ::write(3, out.data() + done, out.size() - done);
    if (wrote < 0) return 1;
    done += static_cast<std::size_t>(wrote);
  }
  return 0;
}

template <class Tag, class... Tags> struct Function {
  template <class Result, class... Parameters> static int run(Result (*function)(Parameters...)) {
    static_assert(sizeof...(Tags) == sizeof...(Parameters), "the problem gives another number of arguments");
    const std::string all = input();
    Reader in{all.data(), all.data() + all.size()};
    std::tuple<std::decay_t<Parameters>...> values;
    Takes<Tags...>::read(in, values, std::index_sequence_for<Parameters...>{});
    std::string out;
    As<Tag>::write(out, ASSAY_MEASURED(std::apply([&](auto &...each) { return function(std::forward<Parameters>(each)...); }, values)));
    return answer(out);
  }
};

// A method; Tag is void where it returns nothing.
template <class Tag, class... Tags> struct Method {
  template <class Object, class Result, class Class, class... Parameters>
  static void call(Reader &in, std::string &out, Object &object, Result (Class::*method)(Parameters...)) {
    with<Parameters...>(in, out, [&](auto &...each) { return (object.*method)(std::forward<Parameters>(each)...); });
  }
  template <class Object, class Result, class Class, class... Parameters>
  static void call(Reader &in, std::string &out, Object &object, Result (Class::*method)(Parameters...) const) {
    with<Parameters...>(in, out, [&](auto &...each) { return (object.*method)(std::forward<Parameters>(each)...); });
  }

 private:
  template <class... Parameters, class Call> static void with(Reader &in, std::string &out, Call call) {
    static_assert(sizeof...(Tags) == sizeof...(Parameters), "the problem gives this method another number of arguments");
    std::tuple<std::decay_t<Parameters>...> values;
    Takes<Tags...>::items(in, values, std::index_sequence_for<Parameters...>{});
    if constexpr (std::is_void_v<Tag>) {
      std::apply(call, values);
      out += "null";
    } else {
      As<Tag>::write(out, std::apply(call, values));
    }
  }
};

}  // namespace assay_judge
