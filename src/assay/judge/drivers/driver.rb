# Runs a candidate's Ruby method or class in the sandbox (see the package's docstring).
require "json"

module AssayDriver
  MOST_NODES = 5_000_000
  FILE_NAME = "solution.rb"

  class Fault < StandardError; end

  # Half a surrogate pair has no place in a string: it becomes U+FFFD.
  LONE = /(?<!\\)((?:\\\\)*)(\\u[dD][89abAB]\h{2}\\u[dD][c-fC-F]\h{2})|(?<!\\)((?:\\\\)*)\\u[dD][89a-fA-F]\h{2}/

  module_function

  def parsed(line)
    line = line.gsub(LONE) { $2 ? $& : "#{$3}\\ufffd" } if line.match?(/\\u[dD][89a-fA-F]/)
    JSON.parse(line, max_nesting: false)
  end

  def read(kind, value)
    return kind == "float" ? value.to_f : value if kind.is_a?(String)
    outer, inner = kind
    case outer
    when "list" then inner.is_a?(String) && inner != "float" ? value : value.map { |item| read(inner, item) }
    when "map" then value.transform_values { |item| read(inner, item) }
    when "optional" then value.nil? ? nil : read(inner, value)
    when "linked" then value.reverse_each.reduce(nil) { |after, item| ListNode.new(read(inner, item), after) }
    else tree(inner, value)
    end
  end

  def tree(inner, values)
    nodes = values.map { |item| item.nil? ? nil : TreeNode.new(read(inner, item)) }
    after = 1
    nodes.each do |node|
      next if node.nil?
      node.left = nodes[after]
      node.right = nodes[after + 1]
      after += 2
    end
    nodes[0]
  end

  # What is missing is null, whatever its type; raises Fault where a value does not fit its own.
  def write(kind, value, out)
    outer, inner = kind
    case outer
    when "linked" then list(inner, linked_values(value), out)
    when "tree" then list(["optional", inner], tree_values(value), out)
    when "optional" then value.nil? ? out << "null" : write(inner, value, out)
    else value.nil? ? out << "null" : some(outer, inner, value, out)
    end
  end

  def some(outer, inner, value, out)
    case outer
    when "int", "long", "integer"
      value.is_a?(Integer) || value.is_a?(Float) ? number(value, out) : misfit(outer, value)
    when "float" then value.is_a?(Numeric) ? number(value.is_a?(Integer) ? value : value.to_f, out) : misfit(outer, value)
    when "bool" then value == true || value == false ? out << value.to_s : misfit(outer, value)
    when "string"
      value.is_a?(String) || value.is_a?(Symbol) ? out << JSON.generate(value.to_s) : misfit(outer, value)
    when "list" then value.is_a?(Array) ? list(inner, value, out) : misfit(outer, value)
    else value.is_a?(Hash) ? map(inner, value, out) : misfit(outer, value)
    end
  end

  def number(value, out)
    out << value.to_s
  end

  def list(inner, values, out)
    values.each_with_index do |item, index|
      out << (index.zero? ? "[" : ",")
      write(inner, item, out)
    end
    out << (values.empty? ? "[]" : "]")
  end

  def map(inner, value, out)
    out << "{"
    first = true
    value.each do |key, item|
      out << "," unless first
      first = false
      out << JSON.generate(key.to_s) << ":"
      write(inner, item, out)
    end
    out << "}"
  end

  def linked_values(node)
    values = []
    until node.nil?
      misfit("linked", node) unless node.respond_to?(:val) && node.respond_to?(:next)
      values << node.val
      node = node.next
      bounded(values)
    end
    values
  end

  def tree_values(root)
    values = []
    waiting = [root]
    at = 0
    while at < waiting.length
      node = waiting[at]
      at += 1
      misfit("tree", node) unless node.nil? || node.respond_to?(:left)
      values << (node.nil? ? nil : node.val)
      waiting.push(node.left, node.right) unless node.nil?
      bounded(values)
    end
    values.pop while !values.empty? && values.last.nil?
    values
  end

  def bounded(values)
    raise Fault, "it has more than #{MOST_NODES} nodes: does it lead back to itself?" if values.length > MOST_NODES
  end

  def misfit(outer, value)
    raise Fault, "#{value.class} where #{outer} is wanted"
  end

  def shown(kind)
    return kind if kind.is_a?(String)
    kind[0] == "map" ? "map<string,#{shown(kind[1])}>" : "#{kind[0]}<#{shown(kind[1])}>"
  end

  def written(kind, value, name, out)
    write(kind, value, out)
  rescue Fault, JSON::GeneratorError => error
    raise Fault, "#{name} returned what is not #{shown(kind)}: #{error.message}"
  end

  def taken(kinds, values)
    kinds.zip(values).map { |kind, value| read(kind, value) }
  end

  def answer(signature, text)
    lines = text.each_line.reject { |line| line.strip.empty? }.map { |line| parsed(line) }
    return calls(signature, *lines) if signature["methods"]
    name = signature["name"]
    unless TOPLEVEL_BINDING.receiver.respond_to?(name, true)
      raise Fault, "#{FILE_NAME} defines no method #{name}"
    end
    result = TOPLEVEL_BINDING.receiver.__send__(name, *taken(signature["parameters"], lines))
    written(signature["returns"], result, name, +"")
  end

  def calls(signature, names, given)
    unless Object.const_defined?(signature["name"]) && Object.const_get(signature["name"]).is_a?(Class)
      raise Fault, "#{FILE_NAME} defines no class #{signature["name"]}"
    end
    methods = signature["methods"].to_h { |method| [method["name"], method] }
    made = Object.const_get(signature["name"]).new(*taken(signature["parameters"], given[0]))
    out = +"[null"
    names.drop(1).each_with_index do |name, index|
      method = methods[name]
      unless made.respond_to?(method["call"])
        raise Fault, "the class #{signature["name"]} has no method #{method["call"]}"
      end
      result = made.public_send(method["call"], *taken(method["parameters"], given[index + 1]))
      out << ","
      method["returns"].nil? ? out << "null" : written(method["returns"], result, method["call"], out)
    end
    out << "]"
  end

  # The candidate's own lines of what went wrong.
  def said(error)
    return "#{error.message}\n" if error.is_a?(Fault)
    frames = (error.backtrace || []).reject { |line| line.include?(__FILE__) }
    frames = frames.first(30) + (frames.length > 30 ? ["... #{frames.length - 30} more"] : [])
    head = error.is_a?(SyntaxError) ? error.message : "#{frames.first}: #{error.message} (#{error.class})"
    ([head] + frames.drop(1).map { |line| "\tfrom #{line}" }).join("\n") + "\n"
  end
end

class ListNode
  attr_accessor :val, :next

  def initialize(val = 0, _next = nil)
    @val = val
    @next = _next
  end
end

class TreeNode
  attr_accessor :val, :left, :right

  def initialize(val = 0, left = nil, right = nil)
    @val = val
    @left = left
    @right = right
  end
end

Encoding.default_external = Encoding::UTF_8
begin
  signature = JSON.parse(File.read(File.join(__dir__, "signature.json")))
  input = $stdin.binmode.read.force_encoding(Encoding::UTF_8)
  eval(File.read(File.join(__dir__, AssayDriver::FILE_NAME)), TOPLEVEL_BINDING, AssayDriver::FILE_NAME, 1)
  answer = AssayDriver.answer(signature, input)
  $stdout.flush
  third = IO.for_fd(3, "wb")
  third.write(answer)
  third.flush
rescue SystemExit
  raise
rescue Exception => error
  $stdout.flush
  $stderr.write(AssayDriver.said(error))
  exit!(1)
end
