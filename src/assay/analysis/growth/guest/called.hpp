// Reads the arguments of a C++ function, one line of JSON each, as what its own declaration takes, and calls it
// (see the module "called"). Stands before the solution.
#pragma once
#include <bits/stdc++.h>

namespace assay_growth {

[[noreturn]] inline void fail(const std::string &message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::_Exit(1);
}

struct In {
  const char *at, *end;
  void space() {
    while (at < end && static_cast<unsigned char>(*at) <= ' ') ++at;
  }
  bool next(char wanted) {
    space();
    if (at == end || *at != wanted) return false;
    ++at;
    return true;
  }
  void need(char wanted, const char *what) {
    if (!next(wanted)) fail(std::string("the function takes ") + what + ", and the generator made " + shown());
  }
  std::string shown() {
    space();
    return std::string(at, std::min<std::size_t>(end - at, 20));
  }
  bool word(std::string_view wanted) {
    space();
    if (std::string_view(at, std::min<std::size_t>(end - at, wanted.size())) != wanted) return false;
    at += wanted.size();
    return true;
  }
  std::string text() {
    need('"', "text");
    std::string value;
    while (at < end && *at != '"') {
      char c = *at++;
      if (c == '\\') {
        c = *at++;
        if (c == 'u') {
          unsigned code = std::stoul(std::string(at, 4), nullptr, 16);
          at += 4;
          if (code < 0x80) value += static_cast<char>(code);
          else value += '?';
          continue;
        }
        const std::string_view from = "ntrbf", to = "\n\t\r\b\f";
        if (auto place = from.find(c); place != from.npos) c = to[place];
      }
      value += c;
    }
    ++at;
    return value;
  }
};

template <class T, template <class...> class Of> inline constexpr bool is = false;
template <template <class...> class Of, class... Parts> inline constexpr bool is<Of<Parts...>, Of> = true;
template <class T> inline constexpr bool fixed = false;
template <class T, std::size_t N> inline constexpr bool fixed<std::array<T, N>> = true;
template <class T> concept Keyed = requires { typename T::key_type; typename T::mapped_type; };
template <class T> concept Listed = requires { typename T::value_type; typename T::iterator; };
template <class T> concept Linked = requires(T node) { node.val; node.next; };
template <class T> concept Branched = requires(T node) { node.val; node.left; node.right; };

template <class T> struct Kept;
template <class T> void read(In &in, T &value);

template <class T> void number(In &in, T &value) {
  in.space();
  if (in.word("true")) return void(value = 1);
  if (in.word("false")) return void(value = 0);
  const char *start = in.at;
  bool real = false;
  while (in.at < in.end && (std::isalnum(static_cast<unsigned char>(*in.at)) || std::strchr("+-.", *in.at))) {
    real |= !std::isdigit(static_cast<unsigned char>(*in.at)) && *in.at != '-';
    ++in.at;
  }
  const std::string digits(start, in.at);
  if (digits.empty()) fail("the function takes a number, and the generator made " + in.shown());
  if constexpr (std::is_floating_point_v<T>) {
    value = static_cast<T>(std::strtod(digits.c_str(), nullptr));
  } else if (real) {
    const double exact = std::strtod(digits.c_str(), nullptr);
    if (exact != std::floor(exact)) fail("the function takes a whole number, and the generator made " + digits);
    value = static_cast<T>(exact);
  } else {
    const bool negative = digits[0] == '-';
    value = 0;
    for (const char digit : std::string_view(digits).substr(negative)) {
      if (__builtin_mul_overflow(value, static_cast<T>(10), &value) ||
          __builtin_add_overflow(value, static_cast<T>(negative ? '0' - digit : digit - '0'), &value))
        fail("the generator made " + digits + ", which does not fit the type of the parameter");
    }
  }
}

template <class T, class Add> void items(In &in, char open, char close, const char *what, Add add) {
  in.need(open, what);
  if (in.next(close)) return;
  do add();
  while (in.next(','));
  in.need(close, what);
}

template <class T> T *nodes(In &in) {
  using Value = std::remove_cvref_t<decltype(T::val)>;
  std::vector<std::optional<Value>> values;
  if (in.word("null")) return nullptr;
  read(in, values);
  std::vector<T *> made;
  for (auto &value : values) {
    made.push_back(value ? static_cast<T *>(::operator new(sizeof(T))) : nullptr);
    if (value) new (made.back()) T{}, made.back()->val = *value;
  }
  if constexpr (Linked<T>) {
    for (std::size_t i = 0; i + 1 < made.size(); i++) made[i]->next = made[i + 1];
  } else {
    std::size_t next = 1;
    for (T *node : made) {
      if (node == nullptr) continue;
      node->left = next < made.size() ? made[next] : nullptr, ++next;
      node->right = next < made.size() ? made[next] : nullptr, ++next;
    }
  }
  return made.empty() ? nullptr : made[0];
}

template <class T> void read(In &in, T &value) {
  if constexpr (std::is_same_v<T, char>) {
    const std::string text = in.text();
    if (text.size() != 1) fail("the function takes a char, and the generator made \"" + text + "\"");
    value = text[0];
  } else if constexpr (std::is_same_v<T, bool>) {
    int given = 0;
    number(in, given);
    value = given != 0;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, __int128>) {
    number(in, value);
  } else if constexpr (std::is_pointer_v<T>) {
    value = nodes<std::remove_pointer_t<T>>(in);
  } else if constexpr (std::is_same_v<T, std::string>) {
    value = in.text();
  } else if constexpr (is<T, std::optional>) {
    if (in.word("null")) return;
    typename T::value_type held{};
    read(in, held);
    value = std::move(held);
  } else if constexpr (is<T, std::pair> || is<T, std::tuple>) {
    in.need('[', "a pair");
    std::size_t place = 0;
    std::apply([&](auto &...part) { ((place++ ? in.need(',', "a pair") : void(), read(in, part)), ...); }, value);
    in.need(']', "a pair");
  } else if constexpr (fixed<T>) {
    std::size_t place = 0;
    items<T>(in, '[', ']', "a list", [&] { read(in, value.at(place++)); });
  } else if constexpr (Keyed<T>) {
    items<T>(in, '{', '}', "a map", [&] {
      typename T::key_type key{};
      in.space();
      if constexpr (std::is_arithmetic_v<typename T::key_type> && !std::is_same_v<typename T::key_type, char>) {
        const std::string digits = in.text();
        In inner{digits.data(), digits.data() + digits.size()};
        number(inner, key);
      } else read(in, key);
      in.need(':', "a map");
      typename T::mapped_type held{};
      read(in, held);
      value.emplace(std::move(key), std::move(held));
    });
  } else if constexpr (is<T, std::stack> || is<T, std::queue> || is<T, std::priority_queue>) {
    items<T>(in, '[', ']', "a list", [&] {
      typename T::value_type held{};
      read(in, held);
      value.push(std::move(held));
    });
  } else if constexpr (Listed<T>) {
    items<T>(in, '[', ']', "a list", [&] {
      typename T::value_type held{};
      read(in, held);
      value.insert(value.end(), std::move(held));
    });
    if constexpr (requires { value.shrink_to_fit(); }) value.shrink_to_fit();
  } else {
    static_assert(std::is_arithmetic_v<T>, "the parameter is of a type that is not read from JSON");
  }
}

// What an argument is kept as until the call.
template <class T> struct Kept {
  std::remove_cvref_t<T> value{};
  void take(In &in) { read(in, value); }
  T &&give() { return static_cast<T &&>(value); }
};
template <> struct Kept<std::string_view> {
  std::string value;
  void take(In &in) { value = in.text(); }
  std::string_view give() { return value; }
};
template <class T, std::size_t N> struct Kept<std::span<T, N>> {
  std::vector<std::remove_cv_t<T>> value;
  void take(In &in) { read(in, value); }
  std::span<T, N> give() { return value; }
};
template <class T> struct Kept<T *> {
  using Bare = std::remove_cv_t<T>;
  static constexpr bool node = Linked<Bare> || Branched<Bare>, text = std::is_same_v<Bare, char>;
  struct Rows {
    std::vector<Kept<Bare>> kept;
    std::vector<Bare> rows;
  };
  std::conditional_t<std::is_pointer_v<Bare>, Rows, std::conditional_t<std::is_same_v<Bare, bool>, std::deque<bool>, std::vector<Bare>>> value;
  Bare *head = nullptr;
  void take(In &in) {
    if constexpr (node) {
      head = nodes<Bare>(in);
    } else if constexpr (std::is_pointer_v<Bare>) {
      items<T>(in, '[', ']', "a list", [&] { value.kept.emplace_back().take(in); });
      for (auto &each : value.kept) value.rows.push_back(each.give());
      head = value.rows.data();
    } else {
      in.space();
      if (text && *in.at == '"') {
        const std::string read = in.text();
        value.assign(read.c_str(), read.c_str() + read.size() + 1);
      } else if (*in.at == '[') {
        read(in, value);
      } else {
        value.resize(1);
        read(in, value[0]);
      }
      head = &value[0];
    }
  }
  T *give() { return head; }
};

template <class Function, class... Taken> int call(Function function) {
  std::string all;
  char part[65536];
  for (std::size_t got; (got = std::fread(part, 1, sizeof part, stdin)) > 0;) all.append(part, got);
  In in{all.data(), all.data() + all.size()};
  auto kept = std::make_unique<std::tuple<Kept<Taken>...>>();
  std::apply([&](auto &...each) { (each.take(in), ...); }, *kept);
  in.space();
  if (in.at != in.end) fail("the generator made more arguments than the function takes");
  std::apply(
      [&](auto &...each) {
        using Result = decltype(function(each.give()...));
        if constexpr (std::is_void_v<Result>) {
          ASSAY_MEASURED(function(each.give()...));
        } else {
          auto result = std::make_unique<std::optional<std::remove_cvref_t<Result>>>();
          ASSAY_MEASURED(void(result->emplace(function(each.give()...))));
          asm volatile("" : : "r"(result.get()) : "memory");
        }
      },
      *kept);
  std::_Exit(0);
}

// Through a pointer that the compiler knows nothing of: else it computes what it can at another place.
template <class Result, class... Taken> int run(Result (*given)(Taken...)) {
  Result (*volatile function)(Taken...) = given;
  return call<decltype(given), Taken...>(function);
}
template <class Result, class Class, class... Taken> int run(Result (Class::*given)(Taken...)) {
  Result (Class::*volatile function)(Taken...) = given;
  static Class object;
  const auto bound = [chosen = function](Taken... taken) -> Result { return (object.*chosen)(static_cast<Taken &&>(taken)...); };
  return call<decltype(bound), Taken...>(bound);
}
template <class Result, class Class, class... Taken> int run(Result (Class::*given)(Taken...) const) {
  return run(reinterpret_cast<Result (Class::*)(Taken...)>(given));
}
}  // namespace assay_growth
