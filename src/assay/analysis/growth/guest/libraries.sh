# Makes what C and C++ programs in WebAssembly are linked with, out of the sources that the ziglang package holds: the
# C library as it makes it, and the C++ library with exceptions, which its own lacks.
# $1: the folder of the package; $2: where the libraries go; the rest: options of the compiler. Works in the
# current folder.
set -eu
zig=$1 out=$2 work=$PWD
shift 2
export ZIG_GLOBAL_CACHE_DIR=$work/global ZIG_LOCAL_CACHE_DIR=$work/local ZIG_LIB_DIR=$zig/lib WORK=$work
mkdir -p "$out" "$work/objects" "$work/local"
printf 'int main(void) { return 0; }\n' > empty.c
("$zig/zig" cc -target wasm32-wasi -O2 empty.c -o empty.wasm)
cp $work/global/o/*/libc.a $work/global/o/*/libcompiler_rt.a "$out"
for library in $work/global/o/*/libzigc.a; do [ ! -e "$library" ] || cp "$library" "$out"; done
for start in $work/global/o/*/crt1-command.o; do cp "$start" "$out"; done

compile() { # folder, language options, names
  folder=$1 options=$2
  shift 2
  for name in "$@"; do echo "$folder/$name $options"; done
}
cat > $work/one.sh <<'END'
source=$1
shift
"$ZIG" clang $OPTIONS "$@" -c "$source" -o "$WORK/objects/$(basename "$source").o"
END
export ZIG=$zig/zig OPTIONS="$*"
cxx=$zig/lib/libcxx abi=$zig/lib/libcxxabi unwind=$zig/lib/libunwind
shared="-std=c++23 -w -D_LIBCPP_BUILDING_LIBRARY -DLIBCXX_BUILDING_LIBCXXABI -I$cxx/src -I$cxx/libc -DLIBC_NAMESPACE=__llvm_libc_common_utils"
hidden="-std=c++23 -w -D_LIBCXXABI_BUILDING_LIBRARY -D_LIBCPP_BUILDING_LIBRARY -D_LIBCXXABI_HAS_NO_THREADS -DLIBCXX_BUILDING_LIBCXXABI -DLIBCXXABI_NON_DEMANGLING_TERMINATE -I$cxx/src -I$unwind/include"
{
  compile "$cxx/src" "$shared" algorithm.cpp any.cpp bind.cpp call_once.cpp charconv.cpp chrono.cpp \
    error_category.cpp exception.cpp expected.cpp fstream.cpp functional.cpp hash.cpp ios.cpp \
    ios.instantiations.cpp iostream.cpp locale.cpp memory.cpp memory_resource.cpp new_handler.cpp \
    new_helpers.cpp optional.cpp ostream.cpp print.cpp random.cpp random_shuffle.cpp regex.cpp ryu/d2fixed.cpp \
    ryu/d2s.cpp ryu/f2s.cpp stdexcept.cpp string.cpp strstream.cpp system_error.cpp typeinfo.cpp valarray.cpp \
    variant.cpp vector.cpp verbose_abort.cpp
  compile "$abi/src" "$hidden" cxa_aux_runtime.cpp cxa_default_handlers.cpp cxa_exception.cpp \
    cxa_exception_storage.cpp cxa_guard.cpp cxa_handlers.cpp cxa_personality.cpp cxa_vector.cpp cxa_virtual.cpp \
    stdlib_exception.cpp stdlib_stdexcept.cpp stdlib_typeinfo.cpp stdlib_new_delete.cpp abort_message.cpp \
    fallback_malloc.cpp private_typeinfo.cpp
  echo "$unwind/src/Unwind-wasm.c -x c -w -D_LIBUNWIND_HAS_NO_THREADS -D_LIBUNWIND_HIDE_SYMBOLS -I$unwind/include"
} | xargs -P 2 -L 1 sh $work/one.sh
cat > $work/objects/tag.s <<'END'
	.tagtype __cpp_exception i32
	.globl __cpp_exception
__cpp_exception:
END
"$zig/zig" clang --target=wasm32-wasip1 -mexception-handling -c $work/objects/tag.s -o $work/objects/tag.o
"$zig/zig" ar rcs "$out/libcxx.a" $work/objects/*.o
