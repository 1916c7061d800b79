<?php
// Runs a candidate's PHP function or class in the sandbox (see the package's docstring).

class ListNode
{
    public $val;
    public $next;

    public function __construct($val = 0, $next = null)
    {
        $this->val = $val;
        $this->next = $next;
    }
}

class TreeNode
{
    public $val;
    public $left;
    public $right;

    public function __construct($val = 0, $left = null, $right = null)
    {
        $this->val = $val;
        $this->left = $left;
        $this->right = $right;
    }
}

final class AssayFault extends Exception
{
}

final class AssayDriver
{
    private const MOST_NODES = 5000000;
    private const FILE = 'solution.php';
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR;

    // Half a surrogate pair has no place in UTF-8: it becomes U+FFFD.
    private const LONE = '/((?<!\\\\)(?:\\\\\\\\)*\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2})|((?<!\\\\)(?:\\\\\\\\)*)\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}/';

    private static function parsed(string $line)
    {
        if (preg_match('/\\\\u[dD][89a-fA-F]/', $line)) {
            $line = preg_replace_callback(
                self::LONE,
                fn ($found) => $found[1] !== '' ? $found[1] : $found[2] . '\\ufffd',
                $line
            );
        }
        return json_decode($line, true, 1 << 20, JSON_BIGINT_AS_STRING | JSON_THROW_ON_ERROR);
    }

    private static function read($kind, $value)
    {
        if (is_string($kind)) {
            return $kind === 'float' ? (float) $value : ($kind === 'integer' ? (string) $value : $value);
        }
        [$outer, $inner] = $kind;
        switch ($outer) {
            case 'optional':
                return $value === null ? null : self::read($inner, $value);
            case 'linked':
                $head = null;
                for ($i = count($value) - 1; $i >= 0; $i--) {
                    $head = new ListNode(self::read($inner, $value[$i]), $head);
                }
                return $head;
            case 'tree':
                return self::tree($inner, $value);
            default:
                if ($inner === 'int' || $inner === 'long' || $inner === 'bool' || $inner === 'string') {
                    return $value;
                }
                foreach ($value as $key => $item) {
                    $value[$key] = self::read($inner, $item);
                }
                return $value;
        }
    }

    private static function tree($inner, array $values)
    {
        $nodes = [];
        foreach ($values as $item) {
            $nodes[] = $item === null ? null : new TreeNode(self::read($inner, $item));
        }
        $after = 1;
        foreach ($nodes as $node) {
            if ($node !== null) {
                $node->left = $nodes[$after] ?? null;
                $node->right = $nodes[$after + 1] ?? null;
                $after += 2;
            }
        }
        return $nodes[0] ?? null;
    }

    // What is missing is null, whatever its type; throws where a value does not fit its own.
    private static function write($kind, $value, array &$out): void
    {
        [$outer, $inner] = is_string($kind) ? [$kind, null] : $kind;
        if ($outer === 'linked') {
            self::list($inner, self::linkedValues($value), $out);
        } elseif ($outer === 'tree') {
            self::list(['optional', $inner], self::treeValues($value), $out);
        } elseif ($value === null) {
            $out[] = 'null';
        } elseif ($outer === 'optional') {
            self::write($inner, $value, $out);
        } elseif ($outer === 'list' && is_array($value)) {
            self::list($inner, $value, $out);
        } elseif ($outer === 'map' && (is_array($value) || $value instanceof stdClass)) {
            self::map($inner, (array) $value, $out);
        } elseif ($outer === 'string' && is_string($value)) {
            $out[] = json_encode($value, self::FLAGS);
        } elseif ($outer === 'bool' && is_bool($value)) {
            $out[] = $value ? 'true' : 'false';
        } elseif ($outer === 'integer' && is_string($value) && preg_match('/\A-?[0-9]+\z/', $value)) {
            $out[] = preg_replace('/\A(-?)0+(?=[0-9])/', '$1', $value);
        } elseif (in_array($outer, ['int', 'long', 'integer', 'float'], true) && (is_int($value) || is_float($value))) {
            $out[] = is_float($value) && !is_finite($value)
                ? (is_nan($value) ? 'NaN' : ($value > 0 ? 'Infinity' : '-Infinity'))
                : json_encode($value, self::FLAGS);
        } else {
            throw new AssayFault(get_debug_type($value) . ' where ' . $outer . ' is wanted');
        }
    }

    private static function list($inner, array $values, array &$out): void
    {
        $mark = '[';
        foreach ($values as $item) {
            $out[] = $mark;
            self::write($inner, $item, $out);
            $mark = ',';
        }
        $out[] = $mark === '[' ? '[]' : ']';
    }

    private static function map($inner, array $value, array &$out): void
    {
        $mark = '{';
        foreach ($value as $key => $item) {
            $out[] = $mark;
            $out[] = json_encode((string) $key, self::FLAGS);
            $out[] = ':';
            self::write($inner, $item, $out);
            $mark = ',';
        }
        $out[] = $mark === '{' ? '{}' : '}';
    }

    private static function linkedValues($node): array
    {
        $values = [];
        for (; $node !== null; $node = $node->next) {
            if (!is_object($node) || !property_exists($node, 'next')) {
                throw new AssayFault(get_debug_type($node) . ' where a ListNode is wanted');
            }
            $values[] = $node->val;
            self::bounded($values);
        }
        return $values;
    }

    private static function treeValues($root): array
    {
        $values = [];
        $waiting = [$root];
        for ($i = 0; $i < count($waiting); $i++) {
            $node = $waiting[$i];
            if ($node === null) {
                $values[] = null;
                continue;
            }
            if (!is_object($node) || !property_exists($node, 'left')) {
                throw new AssayFault(get_debug_type($node) . ' where a TreeNode is wanted');
            }
            $values[] = $node->val;
            $waiting[] = $node->left;
            $waiting[] = $node->right;
            self::bounded($values);
        }
        while ($values && end($values) === null) {
            array_pop($values);
        }
        return $values;
    }

    private static function bounded(array $values): void
    {
        if (count($values) > self::MOST_NODES) {
            throw new AssayFault('it has more than ' . self::MOST_NODES . ' nodes: does it lead back to itself?');
        }
    }

    private static function shown($kind): string
    {
        if (is_string($kind)) {
            return $kind;
        }
        return $kind[0] . '<' . ($kind[0] === 'map' ? 'string,' : '') . self::shown($kind[1]) . '>';
    }

    private static function written($kind, $value, string $name, array &$out): void
    {
        try {
            self::write($kind, $value, $out);
        } catch (AssayFault | JsonException $error) {
            throw new AssayFault("$name returned what is not " . self::shown($kind) . ': ' . $error->getMessage());
        }
    }

    private static function taken(array $kinds, array $values): array
    {
        return array_map([self::class, 'read'], $kinds, $values);
    }

    public static function answer(array $signature, string $text): string
    {
        $lines = array_map([self::class, 'parsed'], preg_split('/\n\s*/', trim($text), -1, PREG_SPLIT_NO_EMPTY));
        $name = $signature['name'];
        if ($signature['methods'] !== null) {
            return self::calls($signature, $lines[0], $lines[1]);
        }
        if (!function_exists($name)) {
            throw new AssayFault(self::FILE . " defines no function $name");
        }
        $out = [];
        self::written($signature['returns'], $name(...self::taken($signature['parameters'], $lines)), $name, $out);
        return implode('', $out);
    }

    private static function calls(array $signature, array $names, array $given): string
    {
        $class = $signature['name'];
        if (!class_exists($class)) {
            throw new AssayFault(self::FILE . " defines no class $class");
        }
        $methods = array_column($signature['methods'], null, 'name');
        $made = new $class(...self::taken($signature['parameters'], $given[0]));
        $out = ['[null'];
        for ($i = 1; $i < count($names); $i++) {
            $method = $methods[$names[$i]];
            $call = $method['call'];
            if (!is_callable([$made, $call])) {
                throw new AssayFault("the class $class has no method $call");
            }
            $result = $made->$call(...self::taken($method['parameters'], $given[$i]));
            $out[] = ',';
            if ($method['returns'] === null) {
                $out[] = 'null';
            } else {
                self::written($method['returns'], $result, $call, $out);
            }
        }
        return implode('', $out) . ']';
    }

    // The candidate's own lines of what went wrong.
    public static function said(Throwable $error): string
    {
        if ($error instanceof AssayFault) {
            return $error->getMessage() . "\n";
        }
        $at = fn ($file, $line) => basename($file) . ':' . $line;
        $said = get_class($error) . ': ' . $error->getMessage() . "\n    at " . $at($error->getFile(), $error->getLine()) . "\n";
        foreach ($error->getTrace() as $frame) {
            if (isset($frame['file']) && $frame['file'] !== __FILE__) {
                $said .= '    at ' . $at($frame['file'], $frame['line']) . "\n";
            }
        }
        return $said;
    }
}

(function () {
    try {
        ini_set('serialize_precision', '-1');
        $signature = json_decode(file_get_contents(__DIR__ . '/signature.json'), true);
        $input = stream_get_contents(STDIN);
        require __DIR__ . '/solution.php';
        $answer = AssayDriver::answer($signature, $input);
        fflush(STDOUT);
        $third = fopen('php://fd/3', 'wb');
        for ($done = 0; $done < strlen($answer); $done += $wrote) {
            $wrote = fwrite($third, substr($answer, $done, 1 << 20));
            if ($wrote === false) {
                exit(1);
            }
        }
    } catch (Throwable $error) {
        fwrite(STDERR, AssayDriver::said($error));
        exit(1);
    }
})();
