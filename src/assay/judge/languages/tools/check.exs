# Says whether a file is Elixir, without running it. Argument: its path.
[path] = System.argv()

try do
  path |> File.read!() |> Code.string_to_quoted!(file: path)
rescue
  error ->
    IO.puts(:stderr, Exception.message(error))
    System.halt(1)
end
