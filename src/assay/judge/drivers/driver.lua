-- Runs a candidate's Lua function or class in the sandbox (see the package's docstring).
local MOST_NODES = 5000000
local FILE = "solution.lua"

local find, sub, format, char, match = string.find, string.sub, string.format, utf8.char, string.match
local concat, type, tostring, tonumber, setmetatable = table.concat, type, tostring, tonumber, setmetatable
local popen, error, xpcall, load, traceback, exit = io.popen, error, xpcall, load, debug.traceback, os.exit
local math_type, tointeger, huge = math.type, math.tointeger, math.huge

local folder = match(arg[0], "^(.*)/[^/]*$") or "."

-- Stands for null within lists and maps, which cannot hold nil.
null = setmetatable({}, { __tostring = function() return "null" end, __name = "null" })
local null = null

ListNode = {}
ListNode.__index = ListNode
function ListNode.new(val, next) return setmetatable({ val = val, next = next }, ListNode) end

TreeNode = {}
TreeNode.__index = TreeNode
function TreeNode.new(val, left, right) return setmetatable({ val = val, left = left, right = right }, TreeNode) end

local ListNode, TreeNode = ListNode, TreeNode

local Fault = {}
local function fault(message) error(setmetatable({ message = message }, Fault), 0) end

local text, at

local function next_is(wanted)
  local _, last = find(text, "^%s*" .. wanted, at)
  if last then at = last + 1 end
  return last ~= nil
end

local function need(wanted)
  if not next_is(wanted) then fault("the input lacks " .. sub(wanted, -1) .. " at byte " .. at) end
end

local function number()
  local _, last, digits = find(text, "^%s*([-+.%deE]+)", at)
  at = last + 1
  return digits
end

local ESCAPED = { n = "\n", r = "\r", t = "\t", b = "\b", f = "\f" }

-- After "\u"; half a surrogate pair has no UTF-8 and becomes U+FFFD.
local function escaped()
  local code = tonumber(sub(text, at, at + 3), 16)
  at = at + 4
  if code >= 0xD800 and code < 0xDC00 then
    local low = tonumber(match(text, "^\\u(%x%x%x%x)", at) or "0", 16)
    if low >= 0xDC00 and low < 0xE000 then
      at = at + 6
      return char(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))
    end
  end
  return char((code >= 0xD800 and code < 0xE000) and 0xFFFD or code)
end

local function string_of()
  need('"')
  local stop = find(text, '["\\]', at)
  if sub(text, stop, stop) == '"' then
    local value = sub(text, at, stop - 1)
    at = stop + 1
    return value
  end
  local parts = {}
  while true do
    parts[#parts + 1] = sub(text, at, stop - 1)
    at = stop + 1
    if sub(text, stop, stop) == '"' then return concat(parts) end
    local escape = sub(text, at, at)
    at = at + 1
    parts[#parts + 1] = escape == "u" and escaped() or ESCAPED[escape] or escape
    stop = find(text, '["\\]', at)
  end
end

local reader

local function list_of(inner)
  return function()
    local values, count = {}, 0
    need("%[")
    if next_is("%]") then return values, 0 end
    repeat
      count = count + 1
      local item = inner()
      if item == nil then item = null end
      values[count] = item
    until not next_is(",")
    need("%]")
    return values, count
  end
end

local function map_of(inner)
  return function()
    local values = {}
    need("{")
    if next_is("}") then return values end
    repeat
      local key = string_of()
      need(":")
      local item = inner()
      if item == nil then item = null end
      values[key] = item
    until not next_is(",")
    need("}")
    return values
  end
end

local function tree(values, count)
  local nodes = {}
  for i = 1, count do
    nodes[i] = values[i] ~= null and TreeNode.new(values[i]) or false
  end
  local after = 2
  for i = 1, count do
    local node = nodes[i]
    if node then
      node.left = nodes[after] or nil
      node.right = nodes[after + 1] or nil
      after = after + 2
    end
  end
  return nodes[1] or nil
end

function reader(kind)
  if kind == "string" then return string_of end
  if kind == "bool" then
    return function()
      if next_is("true") then return true end
      need("false")
      return false
    end
  end
  if kind == "integer" then return number end
  if kind == "float" then return function() return tonumber(number()) + 0.0 end end
  if type(kind) == "string" then return function() return tointeger(tonumber(number())) end end
  local outer, inner = kind[1], reader(kind[2])
  if outer == "optional" then
    return function()
      if next_is("null") then return nil end
      return inner()
    end
  end
  if outer == "list" then return list_of(inner) end
  if outer == "map" then return map_of(inner) end
  if outer == "tree" then
    local values = list_of(reader({ "optional", kind[2] }))
    return function() return tree(values()) end
  end
  local values = list_of(inner)
  return function()
    local all, count = values()
    local head = nil
    for i = count, 1, -1 do head = ListNode.new(all[i], head) end
    return head
  end
end

local out, write

local function add(part) out[#out + 1] = part end

local function misfit(value, wanted) fault(type(value) .. " where " .. wanted .. " is wanted") end

local function quoted(value)
  return '"' .. value:gsub('[%c"\\]', function(c)
    return c == "\127" and c or format("\\u%04x", c:byte())
  end) .. '"'
end

local function float_text(value)
  if value ~= value then return "NaN" end
  if value == huge then return "Infinity" end
  if value == -huge then return "-Infinity" end
  for digits = 15, 16 do
    local shorter = format("%." .. digits .. "g", value)
    if tonumber(shorter) == value then return shorter end
  end
  return format("%.17g", value)
end

local function bounded(count)
  if count > MOST_NODES then
    fault("it has more than " .. MOST_NODES .. " nodes: does it lead back to itself?")
  end
end

local function list(inner, values, count)
  add("[")
  for i = 1, count do
    if i > 1 then add(",") end
    write(inner, values[i])
  end
  add("]")
end

local function node_of(value, wanted)
  if type(value) ~= "table" or value.val == nil then misfit(value, wanted) end
  return value
end

local function linked(inner, node)
  local values, count = {}, 0
  while node ~= nil do
    count = count + 1
    values[count] = node_of(node, "a ListNode").val
    node = node.next
    bounded(count)
  end
  list(inner, values, count)
end

local function level_order(inner, root)
  local waiting, total, values, last = { root or false }, 1, {}, 0
  local i = 1
  while i <= total do
    local node = waiting[i]
    if node then
      values[i] = node_of(node, "a TreeNode").val
      waiting[total + 1], waiting[total + 2] = node.left or false, node.right or false
      total, last = total + 2, i
      bounded(total)
    else
      values[i] = null
    end
    i = i + 1
  end
  list({ "optional", inner }, values, last)
end

local function map(inner, value)
  local first = true
  add("{")
  for key, item in pairs(value) do
    if not first then add(",") end
    first = false
    add(quoted(tostring(key)))
    add(":")
    write(inner, item)
  end
  add("}")
end

-- What is missing is null, whatever its type; a fault where a value does not fit its own.
function write(kind, value)
  local outer, inner = kind, nil
  if type(kind) == "table" then outer, inner = kind[1], kind[2] end
  if value == null then value = nil end
  if outer == "linked" then return linked(inner, value) end
  if outer == "tree" then return level_order(inner, value) end
  if value == nil then return add("null") end
  if outer == "optional" then return write(inner, value) end
  local is = type(value)
  if outer == "list" and is == "table" then return list(inner, value, #value) end
  if outer == "map" and is == "table" then return map(inner, value) end
  if outer == "string" and is == "string" then return add(quoted(value)) end
  if outer == "bool" and is == "boolean" then return add(tostring(value)) end
  if outer == "integer" and is == "string" and match(value, "^%-?%d+$") then
    return add((value:gsub("^(%-?)0+(%d)", "%1%2")))
  end
  if is == "number" and outer ~= "string" and outer ~= "bool" and not inner then
    return add(math_type(value) == "integer" and format("%d", value) or float_text(value))
  end
  misfit(value, outer)
end

local function shown(kind)
  if type(kind) == "string" then return kind end
  return kind[1] .. "<" .. (kind[1] == "map" and "string," or "") .. shown(kind[2]) .. ">"
end

local function written(kind, value, name)
  local ok, problem = pcall(write, kind, value)
  if not ok then
    local said = getmetatable(problem) == Fault and problem.message or tostring(problem)
    fault(name .. " returned what is not " .. shown(kind) .. ": " .. said)
  end
end

local function readers(kinds)
  local all = {}
  for i, kind in ipairs(kinds) do all[i] = reader(kind) end
  return all
end

-- A list of arguments; how many comes first, as any may be nil.
local function taken(all)
  local values = {}
  need("%[")
  for i = 1, #all do
    if i > 1 then need(",") end
    values[i] = all[i]()
  end
  need("%]")
  return values
end

local function calls(signature)
  local class = _G[signature.name]
  if type(class) ~= "table" or type(class.new) ~= "function" then
    fault(FILE .. " defines no " .. signature.name .. ".new")
  end
  local methods = {}
  for _, method in ipairs(signature.methods) do
    methods[method.name] = { call = method.call, returns = method.returns, readers = readers(method.parameters) }
  end
  local names, count = reader({ "list", "string" })()
  need("%[")
  local made = class.new(table.unpack(taken(readers(signature.parameters)), 1, #signature.parameters))
  add("[null")
  for i = 2, count do
    need(",")
    local method = methods[names[i]]
    local call = made[method.call]
    if type(call) ~= "function" then fault(signature.name .. " has no method " .. method.call) end
    local result = call(made, table.unpack(taken(method.readers), 1, #method.readers))
    add(",")
    if method.returns then written(method.returns, result, method.call) else add("null") end
  end
  add("]")
end

local function solve(signature)
  local chunk, problem = load(io.open(folder .. "/" .. FILE, "rb"):read("a"), "@" .. FILE)
  if not chunk then fault(problem) end
  chunk()
  if signature.methods then return calls(signature) end
  local solution = _G[signature.name]
  if type(solution) ~= "function" then fault(FILE .. " defines no function " .. signature.name) end
  local values = {}
  for i, read in ipairs(readers(signature.parameters)) do values[i] = read() end
  written(signature.returns, solution(table.unpack(values, 1, #signature.parameters)), signature.name)
end

-- The candidate's own lines of what went wrong.
local function said(problem)
  if getmetatable(problem) == Fault then return problem.message end
  local lines = {}
  for line in traceback(tostring(problem), 2):gmatch("[^\n]+") do
    if not find(line, "driver%.lua") and not find(line, "^%s*%[C%]") then lines[#lines + 1] = line end
  end
  return concat(lines, "\n")
end

local signature = dofile(folder .. "/signature.lua")
text, at, out = io.read("a"), 1, {}
local ok, problem = xpcall(solve, said, signature)
io.stdout:flush()
if not ok then
  io.stderr:write(problem, "\n")
  exit(1)
end
-- Lua opens no descriptor by its number; a program that inherits this one does.
local third = popen("exec cat >&3", "w")
third:write(concat(out))
exit(third:close() and 0 or 1)
