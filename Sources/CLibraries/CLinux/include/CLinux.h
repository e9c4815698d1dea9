/*
 * System calls of Linux that Swift's Glibc module does not expose, or not reliably: epoll, eventfd, accept4, thread names, stat.
 * The definitions live in CLinux.c, because the feature macro that they need must not reach Swift's importer.
 */
#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>

typedef struct {
    uint32_t events;
    uint64_t data;
} clinux_event;

int clinux_epoll_create(void);

/* `struct epoll_event` is packed and holds a union; its parts travel as plain integers. */
int clinux_epoll_ctl(int epfd, int op, int fd, uint32_t events, uint64_t data);

/* Waits for at most `capacity` (64 at most are taken) events; returns their number, or -1 with errno set. */
int clinux_epoll_wait(int epfd, clinux_event *out, int capacity, int timeout_ms);

/* A non-blocking counter that makes a descriptor readable. */
int clinux_eventfd(void);

/* `accept` and `socket` with close-on-exec and without blocking. */
int clinux_accept(int fd, struct sockaddr *address, socklen_t *length);
int clinux_socket(int domain, int type);

/* What tells one file from another. `struct stat` belongs to another module of Swift's in each way of compiling. */
typedef struct {
    uint64_t device;
    uint64_t inode;
    int64_t size;
    int64_t modified_seconds;
    int64_t modified_nanoseconds;
    int is_socket;
} clinux_file;

/* Looks at a file, through symbolic links or not; 0 on success, -1 with errno set. */
int clinux_stat(const char *path, int follow_links, clinux_file *out);

void clinux_set_thread_name(const char *name);

/* The system's text for an error number; 0 on success. */
int clinux_error_text(int number, char *out, unsigned long capacity);

/* Has the C allocator keep up to `bytes` of freed memory at the top of its heap, and use the heap for blocks up to 4 MiB. */
void clinux_keep_freed_memory(int bytes);

/* The event loop that runs on the calling thread, or NULL; set once by each loop's own thread. */
void *clinux_current_loop(void);
void clinux_set_current_loop(void *loop);
