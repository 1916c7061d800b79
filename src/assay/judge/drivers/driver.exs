# Runs a candidate's Elixir function, or the functions of a module, in the sandbox (see the package's docstring).
defmodule ListNode do
  defstruct val: nil, next: nil
end

defmodule TreeNode do
  defstruct val: nil, left: nil, right: nil
end

defmodule AssayFault do
  defexception [:message]
end

defmodule AssayDriver do
  @file_name "solution.exs"
  @most_nodes 5_000_000

  # Reading: each gives the value and the rest.

  defp space(<<c, rest::binary>>) when c in [?\s, ?\n, ?\r, ?\t], do: space(rest)
  defp space(rest), do: rest

  defp next(text, wanted) do
    case space(text) do
      <<^wanted, rest::binary>> -> {true, rest}
      rest -> {false, rest}
    end
  end

  defp need(text, wanted) do
    case next(text, wanted) do
      {true, rest} -> rest
      _ -> raise AssayFault, "the input lacks #{<<wanted>>}"
    end
  end

  defp read("string", text), do: text |> need(?") |> string([])

  defp read("bool", text) do
    case space(text) do
      <<"true", rest::binary>> -> {true, rest}
      <<"false", rest::binary>> -> {false, rest}
    end
  end

  defp read("float", text) do
    {digits, rest} = number(text)

    case Float.parse(digits) do
      {value, ""} -> {value, rest}
      _ -> {digits |> String.to_integer() |> Kernel.*(1.0), rest}
    end
  end

  defp read(whole, text) when is_binary(whole) do
    {digits, rest} = number(text)
    {String.to_integer(digits), rest}
  end

  defp read(["optional", inner], text) do
    case space(text) do
      <<"null", rest::binary>> -> {nil, rest}
      rest -> read(inner, rest)
    end
  end

  defp read(["list", inner], text) do
    case text |> need(?[) |> next(?]) do
      {true, rest} -> {[], rest}
      {false, rest} -> items(inner, rest, [])
    end
  end

  defp read(["map", inner], text) do
    case text |> need(?{) |> next(?}) do
      {true, rest} -> {%{}, rest}
      {false, rest} -> entries(inner, rest, %{})
    end
  end

  defp read(["linked", inner], text) do
    {values, rest} = read(["list", inner], text)
    {values |> Enum.reverse() |> Enum.reduce(nil, &%ListNode{val: &1, next: &2}), rest}
  end

  defp read(["tree", inner], text) do
    {values, rest} = read(["list", ["optional", inner]], text)
    {grown(values), rest}
  end

  defp items(inner, text, values) do
    {value, rest} = read(inner, text)

    case next(rest, ?,) do
      {true, rest} -> items(inner, rest, [value | values])
      {false, rest} -> {Enum.reverse([value | values]), need(rest, ?])}
    end
  end

  defp entries(inner, text, values) do
    {key, rest} = read("string", text)
    {value, rest} = read(inner, need(rest, ?:))
    values = Map.put(values, key, value)

    case next(rest, ?,) do
      {true, rest} -> entries(inner, rest, values)
      {false, rest} -> {values, need(rest, ?})}
    end
  end

  defp number(text), do: text |> space() |> digits(0)

  defp digits(text, size) do
    case text do
      <<_::binary-size(size), c, _::binary>> when c in ?0..?9 or c in [?-, ?+, ?., ?e, ?E] -> digits(text, size + 1)
      <<found::binary-size(size), rest::binary>> -> {with_point(found), rest}
    end
  end

  # Elixir reads no "1e5".
  defp with_point(found) do
    case String.split(found, ["e", "E"]) do
      [whole, power] -> if String.contains?(whole, "."), do: found, else: "#{whole}.0e#{power}"
      _ -> found
    end
  end

  defp string(<<?", rest::binary>>, parts), do: {parts |> Enum.reverse() |> IO.iodata_to_binary(), rest}
  defp string(<<?\\, ?u, rest::binary>>, parts), do: unit(rest, parts)

  defp string(<<?\\, c, rest::binary>>, parts) do
    known = %{?n => ?\n, ?r => ?\r, ?t => ?\t, ?b => ?\b, ?f => ?\f}
    string(rest, [Map.get(known, c, c) | parts])
  end

  defp string(text, parts) do
    {at, _} = :binary.match(text, ["\"", "\\"])
    <<plain::binary-size(at), rest::binary>> = text
    string(rest, [plain | parts])
  end

  # Half a surrogate pair has no UTF-8 and becomes U+FFFD.
  defp unit(<<high::binary-size(4), ?\\, ?u, low::binary-size(4), rest::binary>>, parts) do
    {first, second} = {String.to_integer(high, 16), String.to_integer(low, 16)}

    if first in 0xD800..0xDBFF and second in 0xDC00..0xDFFF do
      string(rest, [<<0x10000 + (first - 0xD800) * 1024 + second - 0xDC00::utf8>> | parts])
    else
      string(<<?\\, ?u, low::binary, rest::binary>>, [single(first) | parts])
    end
  end

  defp unit(<<code::binary-size(4), rest::binary>>, parts) do
    string(rest, [single(String.to_integer(code, 16)) | parts])
  end

  defp single(code) when code in 0xD800..0xDFFF, do: <<0xFFFD::utf8>>
  defp single(code), do: <<code::utf8>>

  # From the last node to the first: the children of each are made before it.
  defp grown([]), do: nil

  defp grown(values) do
    count = length(values)

    {children, _} =
      Enum.map_reduce(values, 1, fn
        nil, after_ -> {nil, after_}
        value, after_ -> {{value, after_}, after_ + 2}
      end)

    children
    |> Enum.zip(0..(count - 1))
    |> Enum.reverse()
    |> Enum.reduce(%{}, fn
      {nil, _}, nodes ->
        nodes

      {{value, at}, place}, nodes ->
        node = %TreeNode{val: value, left: nodes[at], right: nodes[at + 1]}
        nodes |> Map.drop([at, at + 1]) |> Map.put(place, node)
    end)
    |> Map.fetch!(0)
  end

  # Writing: what is missing is null, whatever its type; a fault where a value does not fit its own.

  defp write(["linked", inner], value), do: list(inner, linked(value, [], 0))
  defp write(["tree", inner], value), do: list(["optional", inner], levels([value], [], 0))
  defp write(_, nil), do: "null"
  defp write(["optional", inner], value), do: write(inner, value)
  defp write(["list", inner], value) when is_list(value), do: list(inner, value)

  defp write(["map", inner], value) when is_map(value) do
    [?{, value |> Enum.map(fn {key, item} -> [quoted(to_string(key)), ?:, write(inner, item)] end) |> Enum.intersperse(?,), ?}]
  end

  defp write("string", value) when is_binary(value), do: quoted(value)
  defp write("bool", value) when is_boolean(value), do: Atom.to_string(value)
  defp write(kind, value) when kind in ["int", "long", "integer", "float"] and is_integer(value), do: Integer.to_string(value)
  defp write(kind, value) when kind in ["int", "long", "integer", "float"] and is_float(value), do: Float.to_string(value)
  defp write(kind, value), do: misfit(value, kind |> List.wrap() |> hd())

  defp list(inner, values), do: [?[, values |> Enum.map(&write(inner, &1)) |> Enum.intersperse(?,), ?]]

  defp linked(nil, values, _), do: Enum.reverse(values)

  defp linked(%{val: value, next: next}, values, count) when count < @most_nodes do
    linked(next, [value | values], count + 1)
  end

  defp linked(%{val: _, next: _}, _, _), do: bounded()
  defp linked(other, _, _), do: misfit(other, "a ListNode")

  defp levels([], values, _), do: values |> Enum.drop_while(&is_nil/1) |> Enum.reverse()
  defp levels(_, _, count) when count > @most_nodes, do: bounded()

  defp levels(nodes, values, count) do
    below = Enum.flat_map(nodes, &children/1)
    values = Enum.reduce(nodes, values, fn node, all -> [node && node.val | all] end)
    levels(below, values, count + length(nodes))
  end

  defp children(nil), do: []
  defp children(%{val: _, left: left, right: right}), do: [left, right]
  defp children(other), do: misfit(other, "a TreeNode")

  defp bounded, do: raise(AssayFault, "it has more than #{@most_nodes} nodes")
  defp misfit(value, wanted), do: raise(AssayFault, "#{inspect(value, limit: 5, printable_limit: 60)} where #{wanted} is wanted")

  defp quoted(value) do
    if not String.valid?(value), do: raise(AssayFault, "a string that is not UTF-8")
    [?", plain(value, 0, value, []), ?"]
  end

  defp plain(text, size, from, parts) do
    case text do
      <<c, rest::binary>> when c < 0x20 or c in [?", ?\\] ->
        escape = "\\u" <> (c |> Integer.to_string(16) |> String.pad_leading(4, "0"))
        plain(rest, 0, rest, [parts, binary_part(from, 0, size), escape])

      <<_, rest::binary>> ->
        plain(rest, size + 1, from, parts)

      "" ->
        [parts, from]
    end
  end

  defp shown(kind) when is_binary(kind), do: kind
  defp shown(["map", inner]), do: "map<string,#{shown(inner)}>"
  defp shown([outer, inner]), do: "#{outer}<#{shown(inner)}>"

  defp written(kind, value, name) do
    write(kind, value)
  rescue
    error in AssayFault -> reraise AssayFault, [message: "#{name} returned what is not #{shown(kind)}: #{error.message}"], []
  end

  def answer(%{methods: nil} = signature, text) do
    {given, _} = Enum.map_reduce(signature.parameters, text, &read/2)
    name = String.to_atom(signature.name)
    needed(Solution, name, length(given))
    written(signature.returns, apply(Solution, name, given), signature.name)
  end

  def answer(signature, text) do
    module = Module.concat([signature.name])
    {[_ | names], rest} = read(["list", "string"], text)
    {given, rest} = taken(signature.parameters, need(rest, ?[))
    needed(module, :new, length(given))
    methods = Map.new(signature.methods, &{&1.name, &1})
    state = apply(module, :new, given)

    {results, _} =
      Enum.map_reduce(names, {state, rest}, fn name, {state, rest} ->
        method = Map.fetch!(methods, name)
        {given, rest} = taken(method.parameters, need(rest, ?,))
        call = String.to_atom(method.call)
        needed(module, call, length(given) + 1)
        {result, state} = step(method, apply(module, call, [state | given]))
        {[?,, result], {state, rest}}
      end)

    ["[null", results, ?]]
  end

  defp step(%{returns: nil}, state), do: {"null", state}
  defp step(method, {value, state}), do: {written(method.returns, value, method.call), state}
  defp step(method, _), do: raise(AssayFault, "#{method.call} returned what is not {result, state}")

  defp taken(kinds, text) do
    {given, rest} =
      kinds
      |> Enum.with_index()
      |> Enum.map_reduce(need(text, ?[), fn {kind, index}, rest ->
        read(kind, if(index > 0, do: need(rest, ?,), else: rest))
      end)

    {given, need(rest, ?])}
  end

  defp needed(module, name, arity) do
    if not (Code.ensure_loaded?(module) and function_exported?(module, name, arity)) do
      raise AssayFault, "#{@file_name} defines no function #{inspect(module)}.#{name}/#{arity}"
    end
  end

  # Its warnings are for who compiles, not for every run.
  def compile(folder) do
    source = File.read!(Path.join(folder, @file_name))
    errors = Process.whereis(:standard_error)
    {:ok, quiet} = StringIO.open("")
    Process.unregister(:standard_error)
    Process.register(quiet, :standard_error)

    try do
      Code.compile_string(source, @file_name)
    after
      Process.unregister(:standard_error)
      Process.register(errors, :standard_error)
    end
  end

  # The candidate's own lines of what went wrong.
  def said(_, %AssayFault{message: message}, _), do: message

  def said(kind, error, stack) do
    own = Enum.reject(stack, fn {module, _, _, _} -> module in [__MODULE__, :elixir_compiler, :elixir_lexical] end)
    own = Enum.filter(own, fn {_, _, _, place} -> to_string(place[:file]) == @file_name end)
    Exception.format(kind, error, own)
  end
end

folder = Path.dirname(__ENV__.file)
{signature, _} = Code.eval_file(Path.join(folder, "signature.exs"))
:io.setopts(:standard_io, encoding: :latin1)
input = IO.binread(:stdio, :eof)
:io.setopts(:standard_io, encoding: :unicode)

try do
  AssayDriver.compile(folder)
  answer = AssayDriver.answer(signature, if(is_binary(input), do: input, else: ""))
  third = Port.open({:fd, 3, 3}, [:out, :binary])
  Port.command(third, answer)
  Port.close(third)
  System.halt(0)
catch
  kind, error ->
    error = if kind == :error, do: Exception.normalize(:error, error, __STACKTRACE__), else: error
    IO.puts(:stderr, AssayDriver.said(kind, error, __STACKTRACE__))
    System.halt(1)
end
