#define _GNU_SOURCE
#include "CLinux.h"

#include <malloc.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>

int clinux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int clinux_epoll_ctl(int epfd, int op, int fd, uint32_t events, uint64_t data) {
    struct epoll_event event;
    event.events = events;
    event.data.u64 = data;
    return epoll_ctl(epfd, op, fd, &event);
}

int clinux_epoll_wait(int epfd, clinux_event *out, int capacity, int timeout_ms) {
    struct epoll_event events[64];
    if (capacity > 64) capacity = 64;
    int count = epoll_wait(epfd, events, capacity, timeout_ms);
    for (int i = 0; i < count; i++) {
        out[i].events = events[i].events;
        out[i].data = events[i].data.u64;
    }
    return count;
}

int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int clinux_accept(int fd, struct sockaddr *address, socklen_t *length) {
    return accept4(fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int clinux_socket(int domain, int type) { return socket(domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }

int clinux_stat(const char *path, int follow_links, clinux_file *out) {
    struct stat status;
    if ((follow_links ? stat(path, &status) : lstat(path, &status)) != 0) return -1;
    out->device = status.st_dev;
    out->inode = status.st_ino;
    out->size = status.st_size;
    out->modified_seconds = status.st_mtim.tv_sec;
    out->modified_nanoseconds = status.st_mtim.tv_nsec;
    out->is_socket = S_ISSOCK(status.st_mode);
    return 0;
}

void clinux_set_thread_name(const char *name) { pthread_setname_np(pthread_self(), name); }

int clinux_error_text(int number, char *out, unsigned long capacity) {
    const char *text = strerror_r(number, out, capacity);
    if (text != out) {
        strncpy(out, text, capacity - 1);
        out[capacity - 1] = '\0';
    }
    return 0;
}

void clinux_keep_freed_memory(int bytes) {
    mallopt(M_TRIM_THRESHOLD, bytes);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
}

static __thread void *current_loop;

void *clinux_current_loop(void) { return current_loop; }
void clinux_set_current_loop(void *loop) { current_loop = loop; }
