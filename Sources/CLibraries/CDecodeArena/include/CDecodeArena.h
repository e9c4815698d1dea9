/* A bump allocator for protobuf_c_message_unpack, one for each thread. */
#pragma once
#if __has_feature(modules)
#pragma clang module import CProtobufC
#else
#include <protobuf-c/protobuf-c.h>
#endif

/*
 * Opens the calling thread's arena and returns its allocator. What is allocated from it stays valid until the same thread
 * calls decode_arena_close() as often as it has called decode_arena_open(). No other thread may use the allocator.
 */
ProtobufCAllocator *decode_arena_open(void);

/* Closes what the last decode_arena_open() opened; closing the outermost one gives everything back. */
void decode_arena_close(void);
