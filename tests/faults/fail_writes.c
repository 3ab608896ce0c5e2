/* Makes writes under one folder fail from a given one on: LD_PRELOAD for the fault suites.
   FAULT_DIR   folder (prefix of the path)        FAULT_ERRNO  errno to give
   FAULT_AT    number of the first failing write  FAULT_ONCE   "1": only that one fails
   FAULT_COUNT file of 8 bytes, shared by all processes of the run: writes so far */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static long *counter;
static const char *dir;
static long at;
static int code, once, ready;

static void start(void) {
    if (ready) return;
    ready = 1;
    dir = getenv("FAULT_DIR");
    const char *file = getenv("FAULT_COUNT");
    if (!dir || !file) { dir = NULL; return; }
    at = atol(getenv("FAULT_AT"));
    code = atoi(getenv("FAULT_ERRNO"));
    once = getenv("FAULT_ONCE") && getenv("FAULT_ONCE")[0] == '1';
    int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int fd = real_open(file, O_RDWR);
    counter = fd < 0 ? NULL : mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (!counter || counter == MAP_FAILED) dir = NULL;
}

static int fails(void) {
    long n = __sync_add_and_fetch(counter, 1);
    return once ? n == at : n >= at;
}

static int hit(int fd) {
    start();
    if (!dir) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return strncmp(path, dir, strlen(dir)) == 0 && fails();
}

#define WRAP(type, name, args, call)                                    \
    type name args {                                                    \
        static type (*real) args;                                       \
        if (!real) real = dlsym(RTLD_NEXT, #name);                      \
        if (hit(fd)) { errno = code; return -1; }                       \
        return real call;                                               \
    }

WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
WRAP(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n))
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n))
