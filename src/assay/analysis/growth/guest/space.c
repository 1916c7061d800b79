/* Bytes of the heap and of the stack at the peak: what is linked around a C or C++ program whose space is measured.
   Compiled without optimization, all that a function holds lies on the stack in memory; the last function here is
   called at the beginning of each. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <malloc.h>

__attribute__((import_module("assay"), import_name("mark"))) void assay_mark(int kind, int value);
void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void *__real_aligned_alloc(size_t, size_t);
int __real_posix_memalign(void **, size_t, size_t);
void __real_free(void *);

static size_t heap, most, from;
static uintptr_t top;
static int measured;

static void look(uintptr_t stack) {
  const size_t now = heap + (stack < top ? top - stack : 0);
  if (now > most) most = now;
}

static void *held(void *block) {
  if (block != NULL) heap += malloc_usable_size(block);
  look((uintptr_t)__builtin_frame_address(0));
  return block;
}

static void let_go(void *block) {
  if (block == NULL) return;
  const size_t size = malloc_usable_size(block);
  heap -= size < heap ? size : heap;
}

void *__wrap_malloc(size_t size) { return held(__real_malloc(size)); }
void *__wrap_calloc(size_t count, size_t size) { return held(__real_calloc(count, size)); }
void *__wrap_aligned_alloc(size_t to, size_t size) { return held(__real_aligned_alloc(to, size)); }
int __wrap_posix_memalign(void **block, size_t to, size_t size) {
  const int failed = __real_posix_memalign(block, to, size);
  if (!failed) held(*block);
  return failed;
}
void *__wrap_realloc(void *block, size_t size) {
  let_go(block);
  void *moved = __real_realloc(block, size);
  return moved == NULL && size != 0 ? (held(block), moved) : held(moved);
}
void __wrap_free(void *block) {
  let_go(block);
  __real_free(block);
}

__attribute__((constructor(101))) static void start(void) {
  top = (uintptr_t)__builtin_frame_address(0);
  measured = 1;
}

void assay_space_begin(void) {
  top = (uintptr_t)__builtin_frame_address(0);
  from = most = heap;
  measured = 2;
}

int assay_space_peak(void) { return (int)(most - from); }

__attribute__((destructor)) static void end(void) {
  if (measured == 1) assay_mark(2, assay_space_peak());
}

void __cyg_profile_func_enter_bare(void) { look((uintptr_t)__builtin_frame_address(0)); }
