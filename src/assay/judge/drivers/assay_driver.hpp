// Reads a function's arguments and writes its answer as JSON (see the package's docstring). Stands before
// the candidate's source, so that macros there do not reach it.
#pragma once
#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <cctype>
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

namespace assay_judge {

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
    if (!next(wanted)) {
      std::fprintf(stderr, "the input lacks '%c'\n", wanted);
      std::exit(1);
    }
  }
  bool word(const char *wanted) {
    space();
    const std::size_t length = std::strlen(wanted);
    if (static_cast<std::size_t>(end - at) < length || std::strncmp(at, wanted, length) != 0) return false;
    at += length;
    return true;
  }
  unsigned hex() {
    const std::string digits(at, 4);
    at += 4;
    return static_cast<unsigned>(std::stoul(digits, nullptr, 16));
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

inline void read(Reader &in, std::string &value) {
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
      case 'u': {
        unsigned code = in.hex();
        if (code >= 0xD800 && code < 0xDC00 && in.end - in.at > 5 && in.at[0] == '\\' && in.at[1] == 'u') {
          in.at += 2;
          code = 0x10000 + ((code - 0xD800) << 10) + (in.hex() - 0xDC00);
        }
        append_utf8(value, code);
        break;
      }
      default: value += c;
    }
  }
  in.need('"');
}

inline void read(Reader &in, bool &value) {
  value = in.word("true");
  if (!value) in.word("false");
}

template <class T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
void read(Reader &in, T &value) {
  in.space();
  char *after = nullptr;
  if constexpr (std::is_floating_point_v<T>) {
    value = static_cast<T>(std::strtold(in.at, &after));
  } else {
    value = static_cast<T>(std::strtoll(in.at, &after, 10));
  }
  in.at = after;
}

template <class T> void read(Reader &in, std::vector<T> &value);
template <class T> void read(Reader &in, std::optional<T> &value);
template <class T> void read_map(Reader &in, T &value);
template <class T> void read(Reader &in, std::map<std::string, T> &value) { read_map(in, value); }
template <class T> void read(Reader &in, std::unordered_map<std::string, T> &value) { read_map(in, value); }

template <class T> void read(Reader &in, std::vector<T> &value) {
  value.clear();
  in.need('[');
  if (in.next(']')) return;
  do {
    T item{};
    read(in, item);
    value.push_back(std::move(item));
  } while (in.next(','));
  in.need(']');
}

template <class T> void read(Reader &in, std::optional<T> &value) {
  if (in.word("null")) {
    value.reset();
    return;
  }
  T inner{};
  read(in, inner);
  value = std::move(inner);
}

template <class T> void read_map(Reader &in, T &value) {
  value.clear();
  in.need('{');
  if (in.next('}')) return;
  do {
    std::string key;
    in.space();
    read(in, key);
    in.need(':');
    read(in, value[key]);
  } while (in.next(','));
  in.need('}');
}

inline void write(std::string &out, const std::string &value) {
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

inline void write(std::string &out, const char *value) { write(out, std::string(value)); }
inline void write(std::string &out, bool value) { out += value ? "true" : "false"; }

template <class T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
void write(std::string &out, T value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (!std::isfinite(value)) {
      out += std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
      return;
    }
    char text[64];
    std::snprintf(text, sizeof text, "%.17g", static_cast<double>(value));
    out += text;
  } else {
    out += std::to_string(value);
  }
}

template <class T> void write(std::string &out, const std::vector<T> &value);
template <class T> void write(std::string &out, const std::optional<T> &value);
template <class T> void write_map(std::string &out, const T &value);
template <class T> void write(std::string &out, const std::map<std::string, T> &value) { write_map(out, value); }
template <class T> void write(std::string &out, const std::unordered_map<std::string, T> &value) {
  write_map(out, value);
}

template <class T> void write(std::string &out, const std::vector<T> &value) {
  out += '[';
  bool first = true;
  for (const auto &item : value) {
    if (!first) out += ',';
    first = false;
    write(out, static_cast<const T &>(item));
  }
  out += ']';
}

template <class T> void write(std::string &out, const std::optional<T> &value) {
  if (value.has_value()) {
    write(out, *value);
  } else {
    out += "null";
  }
}

template <class T> void write_map(std::string &out, const T &value) {
  out += '{';
  bool first = true;
  for (const auto &[key, item] : value) {
    if (!first) out += ',';
    first = false;
    write(out, key);
    out += ':';
    write(out, item);
  }
  out += '}';
}

// The types come from the candidate's function itself, so references and wider integers are welcome.
template <class Result, class... Parameters, std::size_t... Places>
Result call(Result (*function)(Parameters...), Reader &in, std::index_sequence<Places...>) {
  std::tuple<std::decay_t<Parameters>...> values;
  (read(in, std::get<Places>(values)), ...);
  return function(std::forward<Parameters>(std::get<Places>(values))...);
}

template <class Result, class... Parameters> int run(Result (*function)(Parameters...)) {
  std::string input;
  char buffer[65536];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) input.append(buffer, got);
  Reader in{input.data(), input.data() + input.size()};
  std::string out;
  write(out, call(function, in, std::index_sequence_for<Parameters...>{}));
  std::cout.flush();
  std::fflush(stdout);
  for (std::size_t done = 0; done < out.size();) {
    const ssize_t wrote = ::write(3, out.data() + done, out.size() - done);
    if (wrote < 0) return 1;
    done += static_cast<std::size_t>(wrote);
  }
  return 0;
}

}  // namespace assay_judge
