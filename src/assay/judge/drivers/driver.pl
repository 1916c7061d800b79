# Runs a candidate's Perl sub or class in the sandbox (see the package's docstring).
package ListNode;

sub new {
    my ($class, $val, $next) = @_;
    return bless { val => $val, next => $next }, $class;
}

package TreeNode;

sub new {
    my ($class, $val, $left, $right) = @_;
    return bless { val => $val, left => $left, right => $right }, $class;
}

package AssayDriver;
use strict;
use warnings;
no warnings 'recursion';
use Scalar::Util qw(looks_like_number blessed reftype);

my $MOST_NODES = 5_000_000;
my $FILE = 'solution.pl';
my %ESCAPED = (n => "\n", r => "\r", t => "\t", b => "\b", f => "\f");

# The readers go along $_[0], a line of JSON, by its pos().
sub fault { die { assay => $_[0] } }

sub need {
    $_[0] =~ /\G\s*\Q$_[1]\E/gc or fault("the input lacks '$_[1]' at character " . (pos($_[0]) // 0));
}

sub string_of {
    $_[0] =~ /\G\s*"([^"\\]*+(?:\\.[^"\\]*+)*+)"/gcs or fault('the input lacks a string');
    my $text = $1;
    return $text if index($text, '\\') < 0;
    $text =~ s/\\u([dD][89abAB]..)\\u([dD][c-fC-F]..)|\\u(....)|\\(.)/
        defined $1 ? chr(0x10000 + ((hex($1) - 0xD800) << 10) + hex($2) - 0xDC00)
        : defined $3 ? unpaired(hex($3)) : $ESCAPED{$4} \/\/ $4/gesx;
    return $text;
}

# Half a surrogate pair has no place in UTF-8: it becomes U+FFFD.
sub unpaired { return chr($_[0] >= 0xD800 && $_[0] < 0xE000 ? 0xFFFD : $_[0]) }

sub reader {
    my ($kind) = @_;
    if (!ref $kind) {
        return \&string_of if $kind eq 'string';
        if ($kind eq 'bool') {
            return sub { $_[0] =~ /\G\s*(true|false)/gc; return $1 eq 'true' ? 1 : 0 };
        }
        if ($kind eq 'integer') {
            require Math::BigInt;
            return sub { $_[0] =~ /\G\s*([-+.eE0-9]+)/gc; return Math::BigInt->new("$1") };
        }
        return sub { $_[0] =~ /\G\s*([-+.eE0-9]+)/gc; return $1 + 0 };
    }
    my ($outer, $inner) = ($kind->[0], reader($kind->[1]));
    if ($outer eq 'optional') {
        return sub { return $_[0] =~ /\G\s*null/gc ? undef : $inner->($_[0]) };
    }
    if ($outer eq 'map') {
        return sub {
            my %values;
            need($_[0], '{');
            return \%values if $_[0] =~ /\G\s*\}/gc;
            do {
                my $key = string_of($_[0]);
                need($_[0], ':');
                $values{$key} = $inner->($_[0]);
            } while ($_[0] =~ /\G\s*,/gc);
            need($_[0], '}');
            return \%values;
        };
    }
    if ($outer eq 'linked') {
        my $list = reader(['list', $kind->[1]]);
        return sub {
            my $head;
            $head = ListNode->new($_, $head) for reverse @{ $list->($_[0]) };
            return $head;
        };
    }
    if ($outer eq 'tree') {
        my $list = reader(['list', ['optional', $kind->[1]]]);
        return sub { return tree($list->($_[0])) };
    }
    return sub {
        my @values;
        need($_[0], '[');
        return \@values if $_[0] =~ /\G\s*\]/gc;
        do { push @values, $inner->($_[0]) } while ($_[0] =~ /\G\s*,/gc);
        need($_[0], ']');
        return \@values;
    };
}

sub tree {
    my @nodes = map { defined $_ ? TreeNode->new($_) : undef } @{ $_[0] };
    my $after = 1;
    for my $node (@nodes) {
        next if !defined $node;
        @$node{qw(left right)} = @nodes[ $after, $after + 1 ];
        $after += 2;
    }
    return $nodes[0];
}

sub quoted {
    my ($text) = @_;
    $text =~ s/([\x00-\x1f"\\])/sprintf('\\u%04x', ord $1)/ge;
    return qq("$text");
}

sub number {
    my ($value) = @_;
    return $value->bstr if blessed $value && $value->can('bstr');
    return 'NaN' if $value != $value;
    return $value > 0 ? 'Infinity' : '-Infinity' if $value == 9**9**9 || $value == -9**9**9;
    return sprintf '%d', $value if abs($value) < 9e15 && $value == int $value;
    return "$value" if "$value" =~ /^-?\d+$/ && !ref $value && "$value" == $value;
    for my $digits (15, 16) {
        my $text = sprintf "%.${digits}g", $value;
        return $text if $text == $value;
    }
    return sprintf '%.17g', $value;
}

sub misfit {
    my ($value, $wanted) = @_;
    my $is = ref $value ? (blessed $value ? ref $value : lc ref($value) . ' reference') : qq("$value");
    fault("$is where $wanted is wanted");
}

# What is missing is null, whatever its type.
sub written {
    my ($kind, $value) = @_;
    my ($outer, $inner) = ref $kind ? @$kind : ($kind);
    return list($inner, linked_values($value)) if $outer eq 'linked';
    return list(['optional', $inner], tree_values($value)) if $outer eq 'tree';
    return 'null' if !defined $value;
    return written($inner, $value) if $outer eq 'optional';
    if ($outer eq 'list') {
        return (reftype($value) // '') eq 'ARRAY' ? list($inner, $value) : misfit($value, $outer);
    }
    if ($outer eq 'map') {
        misfit($value, $outer) if (reftype($value) // '') ne 'HASH';
        return '{' . join(',', map { quoted($_) . ':' . written($inner, $value->{$_}) } sort keys %$value) . '}';
    }
    return $value ? 'true' : 'false' if $outer eq 'bool';
    if ($outer eq 'string') {
        return ref $value && !blessed $value ? misfit($value, $outer) : quoted("$value");
    }
    misfit($value, $outer) if !looks_like_number($value) && !(blessed $value && $value->can('bstr'));
    return number($value);
}

sub list {
    my ($inner, $values) = @_;
    return '[' . join(',', map { written($inner, $_) } @$values) . ']';
}

sub node {
    my ($node, $field, $wanted) = @_;
    misfit($node, $wanted) if (reftype($node) // '') ne 'HASH' || !exists $node->{$field};
    return $node;
}

sub linked_values {
    my ($node) = @_;
    my @values;
    for (; defined $node; $node = $node->{next}) {
        push @values, node($node, 'val', 'a ListNode')->{val};
        bounded(\@values);
    }
    return \@values;
}

sub tree_values {
    my @waiting = ($_[0]);
    my @values;
    for (my $i = 0; $i < @waiting; $i++) {
        my $node = $waiting[$i];
        push @values, defined $node ? node($node, 'val', 'a TreeNode')->{val} : undef;
        push @waiting, @$node{qw(left right)} if defined $node;
        bounded(\@values);
    }
    pop @values while @values && !defined $values[-1];
    return \@values;
}

sub bounded {
    fault("it has more than $MOST_NODES nodes: does it lead back to itself?") if @{ $_[0] } > $MOST_NODES;
}

sub shown {
    my ($kind) = @_;
    return $kind if !ref $kind;
    return $kind->[0] . '<' . ($kind->[0] eq 'map' ? 'string,' : '') . shown($kind->[1]) . '>';
}

sub result {
    my ($kind, $value, $name) = @_;
    my $text = eval { written($kind, $value) };
    return $text if defined $text;
    my $said = ref $@ eq 'HASH' ? $@->{assay} : $@;
    fault("$name returned what is not " . shown($kind) . ": $said");
}

sub answer {
    my ($signature, $text) = @_;
    my ($name, @lines) = ($signature->{name}, grep { /\S/ } split /\n/, $text);
    return calls($signature, @lines) if $signature->{methods};
    fault("$FILE defines no sub $name") if !main->can($name);
    my $place = 0;
    my @given = map { reader($_)->($lines[ $place++ ]) } @{ $signature->{parameters} };
    my $value = main->can($name)->(@given);
    return result($signature->{returns}, $value, $name);
}

sub calls {
    my ($signature, $line, $given) = @_;
    my $class = $signature->{name};
    fault("$FILE defines no package $class with a sub new") if !$class->can('new');
    my %methods = map { ($_->{name} => { %$_, readers => [ map { reader($_) } @{ $_->{parameters} } ] }) }
        @{ $signature->{methods} };
    my ($constructor, @names) = @{ reader(['list', 'string'])->($line) };
    need($given, '[');
    my $made = $class->new(taken($given, map { reader($_) } @{ $signature->{parameters} }));
    my @results = 'null';
    for my $name (@names) {
        need($given, ',');
        my $method = $methods{$name};
        my $call = $method->{call};
        fault("the class $class has no method $call") if !$made->can($call);
        my @arguments = taken($given, @{ $method->{readers} });
        my $value = $made->$call(@arguments);
        push @results, defined $method->{returns} ? result($method->{returns}, $value, $call) : 'null';
    }
    return '[' . join(',', @results) . ']';
}

sub taken {
    my @readers = @_[ 1 .. $#_ ];
    my @values;
    need($_[0], '[');
    for my $reader (@readers) {
        need($_[0], ',') if @values;
        push @values, $reader->($_[0]);
    }
    need($_[0], ']');
    return @values;
}

sub content {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!\n";
    local $/ = undef;
    my $text = <$file>;
    close $file;
    utf8::decode($text);
    return $text;
}

sub main::assay_source { return eval "package main; no strict; no warnings;\n#line 1 \"$FILE\"\n$_[0]\n;1" }

my ($folder) = __FILE__ =~ m{\A(.*)/[^/]*\z}s;
my $signature = do "$folder/signature.pl";
binmode STDIN;
my $input = do { local $/ = undef; <STDIN> };
utf8::decode($input);
binmode STDOUT, ':utf8';
binmode STDERR, ':utf8';
open my $third, '>&=', 3 or die "descriptor 3: $!\n";
my $answer = eval {
    my $source = content("$folder/$FILE");
    main::assay_source($source) or die $@;
    answer($signature, $input);
};
if (!defined $answer) {
    my $said = ref $@ eq 'HASH' && exists $@->{assay} ? "$@->{assay}\n" : "$@";
    print STDERR $said =~ /\n\z/ ? $said : "$said\n";
    exit 1;
}
STDOUT->flush;
binmode $third;
utf8::encode($answer);
print $third $answer;
close $third or die "descriptor 3: $!\n";
