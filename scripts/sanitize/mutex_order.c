/*
 * Tells the thread sanitizer of the ways of Swift's Mutex that it cannot see.
 *
 * The fast ways are compiled into our code, sanitized: a compare-and-exchange of the lock's word. Under contention the kernel takes part
 * (a priority-inheriting futex) and the code is that of libswiftSynchronization, which is not sanitized: without this, everything that two
 * threads do one after the other under a contended lock looks like a race. Preloaded, these two stand before the library's functions.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SELF __attribute__((swift_context)) void *
#define SWIFT __attribute__((swiftcall))

typedef SWIFT void (*lock_function)(uint32_t, SELF);
typedef SWIFT void (*unlock_function)(SELF);

/* Weak: the programs around the tests are not sanitized. */
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

SWIFT void lock_slow(uint32_t thread, SELF lock) __asm__(LOCK_SLOW);
SWIFT void unlock_slow(SELF lock) __asm__(UNLOCK_SLOW);

SWIFT void lock_slow(uint32_t thread, SELF lock) {
    ((lock_function)dlsym(RTLD_NEXT, LOCK_SLOW))(thread, lock);
    if (__tsan_acquire) __tsan_acquire(lock);
}

SWIFT void unlock_slow(SELF lock) {
    if (__tsan_release) __tsan_release(lock);
    ((unlock_function)dlsym(RTLD_NEXT, UNLOCK_SLOW))(lock);
}
