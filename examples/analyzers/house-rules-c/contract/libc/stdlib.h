// As much of a C library as the bindings need.
#ifndef ANALYZER_STDLIB_H
#define ANALYZER_STDLIB_H
#include <stddef.h>
void *malloc(size_t size);
void *realloc(void *old, size_t size);
void free(void *pointer);
_Noreturn void abort(void);
#endif
