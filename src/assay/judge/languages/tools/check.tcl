# Says whether every command of a file has an end, without running it; the rest shows when it runs. Argument:
# its path.
set path [lindex $argv 0]
set file [open $path]
fconfigure $file -encoding utf-8
set begun 1
set number 0
set command ""
while {[gets $file line] >= 0} {
    incr number
    if {$command eq ""} { set begun $number }
    append command $line "\n"
    if {[info complete $command]} { set command "" }
}
if {$command ne ""} {
    puts stderr "$path:$begun: what begins in this line has no end: a brace, bracket or quote is missing"
    exit 1
}
