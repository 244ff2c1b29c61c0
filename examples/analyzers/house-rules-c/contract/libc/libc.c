// As much of a C library as the bindings need. Each call to an analyzer runs
// in a fresh instance, so memory is handed out and never taken back.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern unsigned char __heap_base;

#define PAGE 65536u
#define ALIGN 16u

static uintptr_t next;

_Noreturn void abort(void) { __builtin_trap(); }

void *malloc(size_t size) {
  if (next == 0) next = ((uintptr_t)&__heap_base + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1);
  // The size stands before the block, for realloc.
  uintptr_t start = next + ALIGN;
  uint64_t end = ((uint64_t)start + size + ALIGN - 1) & ~(uint64_t)(ALIGN - 1);
  uint64_t there = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
  if (end > there && __builtin_wasm_memory_grow(0, (size_t)((end - there + PAGE - 1) / PAGE)) == SIZE_MAX) return 0;
  *(size_t *)(start - ALIGN) = size;
  next = (uintptr_t)end;
  return (void *)start;
}

void *realloc(void *old, size_t size) {
  void *new = malloc(size);
  if (old && new) {
    size_t had = *(size_t *)((uintptr_t)old - ALIGN);
    memcpy(new, old, had < size ? had : size);
  }
  return new;
}

void free(void *pointer) { (void)pointer; }

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  unsigned char *t = to;
  const unsigned char *f = from;
  while (size--) *t++ = *f++;
  return to;
}

void *memset(void *to, int value, size_t size) {
  unsigned char *t = to;
  while (size--) *t++ = (unsigned char)value;
  return to;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length]) length++;
  return length;
}

// The bindings ask for an object file with the contract in it; `crossfoot
// analyzer build` puts the contract into the module itself.
void __component_type_object_force_link_analyzer(void) {}
