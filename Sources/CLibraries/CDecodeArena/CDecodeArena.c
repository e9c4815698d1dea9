#include "CDecodeArena.h"

#include <stdint.h>
#include <stdlib.h>

enum { FIXED_SIZE = 8 * 1024, FIRST_OVERFLOW_SIZE = 64 * 1024, ALIGNMENT = 16 };

/* A block from malloc, used when the fixed block is full; the payload follows the header. */
struct overflow {
    _Alignas(ALIGNMENT) struct overflow *previous;
    size_t size;
};

struct arena {
    uint8_t *next;
    uint8_t *end;
    struct overflow *overflow;
    unsigned open_count;
    _Alignas(ALIGNMENT) uint8_t fixed[FIXED_SIZE];
};

/*
 * Invariant: an arena is reachable only from its own thread, and only between open and close, which one synchronous Swift
 * function pairs. Hence no lock, and no pointer into it outlives the decoding of one message.
 */
static _Thread_local struct arena arena;

static void *allocate_in_overflow(struct arena *self, size_t size) {
    size_t wanted = self->overflow ? self->overflow->size * 2 : FIRST_OVERFLOW_SIZE;
    if (wanted < size) wanted = size;
    if (wanted > SIZE_MAX - sizeof(struct overflow)) return NULL;
    struct overflow *block = malloc(sizeof(struct overflow) + wanted);
    if (!block) return NULL;
    block->previous = self->overflow;
    block->size = wanted;
    self->overflow = block;
    self->next = (uint8_t *)(block + 1) + size;
    self->end = (uint8_t *)(block + 1) + wanted;
    return block + 1;
}

static void *allocate(void *context, size_t size) {
    struct arena *self = context;
    if (size > SIZE_MAX - ALIGNMENT) return NULL;
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size > (size_t)(self->end - self->next)) return allocate_in_overflow(self, size);
    void *result = self->next;
    self->next += size;
    return result;
}

static void release_nothing(void *context, void *pointer) {
    (void)context;
    (void)pointer;
}

static _Thread_local ProtobufCAllocator allocator = {allocate, release_nothing, NULL};

ProtobufCAllocator *decode_arena_open(void) {
    if (arena.open_count++ == 0) {
        arena.next = arena.fixed;
        arena.end = arena.fixed + FIXED_SIZE;
        allocator.allocator_data = &arena;
    }
    return &allocator;
}

void decode_arena_close(void) {
    if (--arena.open_count > 0) return;
    while (arena.overflow) {
        struct overflow *block = arena.overflow;
        arena.overflow = block->previous;
        free(block);
    }
}
