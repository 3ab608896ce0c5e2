/* Makes writes under one folder fail from a given one on: LD_PRELOAD for the fault suites.
   FAULT_DIR   folder (prefix of the path)
   FAULT_COUNT file of four numbers of 8 bytes, shared by all processes of the run: writes so far, number of the first
               failing write, errno to give, and 1 where only that one fails
   A write is whatever changes the disk: bytes, sizes, syncs, files opened for writing, names made, moved and (but where the
   disk is only full) removed. */
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
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static long *counter;
static const char *dir;
static int ready;
#define code ((int) counter[2])

static void start(void) {
    if (ready) return;
    ready = 1;
    dir = getenv("FAULT_DIR");
    const char *file = getenv("FAULT_COUNT");
    if (!dir || !file) { dir = NULL; return; }
    int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int fd = real_open(file, O_RDWR);
    counter = fd < 0 ? NULL : mmap(NULL, 32, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (!counter || counter == MAP_FAILED) dir = NULL;
}

static int fails(void) {
    long n = __sync_add_and_fetch(counter, 1);
    return counter[3] ? n == counter[1] : n >= counter[1];
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

/* a name, relative to a folder that is open, or as it stands */
static int named(int at_fd, const char *path) {
    start();
    if (!dir || !path) return 0;
    if (path[0] != '/' && at_fd != AT_FDCWD) return hit(at_fd);
    return strncmp(path, dir, strlen(dir)) == 0 && fails();
}

static int removing(int at_fd, const char *path) {
    start();
    return dir && code != ENOSPC && named(at_fd, path);
}

#define WRAP(type, name, args, test, call)                              \
    type name args {                                                    \
        static type (*real) args;                                       \
        if (!real) real = dlsym(RTLD_NEXT, #name);                      \
        if (test) { errno = code; return -1; }                          \
        return real call;                                               \
    }

WRAP(ssize_t, write, (int fd, const void *b, size_t n), hit(fd), (fd, b, n))
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), hit(fd), (fd, b, n, o))
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), hit(fd), (fd, b, n, o))
WRAP(ssize_t, writev, (int fd, const struct iovec *v, int n), hit(fd), (fd, v, n))
WRAP(ssize_t, copy_file_range, (int in, off64_t *i, int fd, off64_t *o, size_t n, unsigned f), hit(fd), (in, i, fd, o, n, f))
WRAP(ssize_t, sendfile, (int fd, int in, off_t *o, size_t n), hit(fd), (fd, in, o, n))
WRAP(ssize_t, sendfile64, (int fd, int in, off64_t *o, size_t n), hit(fd), (fd, in, o, n))
WRAP(int, fsync, (int fd), hit(fd), (fd))
WRAP(int, fdatasync, (int fd), hit(fd), (fd))
WRAP(int, ftruncate, (int fd, off_t n), hit(fd), (fd, n))
WRAP(int, ftruncate64, (int fd, off64_t n), hit(fd), (fd, n))
WRAP(int, rename, (const char *a, const char *b), named(AT_FDCWD, b), (a, b))
WRAP(int, renameat, (int d, const char *a, int e, const char *b), named(e, b), (d, a, e, b))
WRAP(int, mkdir, (const char *p, mode_t m), named(AT_FDCWD, p), (p, m))
WRAP(int, mkdirat, (int d, const char *p, mode_t m), named(d, p), (d, p, m))
WRAP(int, symlink, (const char *a, const char *b), named(AT_FDCWD, b), (a, b))
WRAP(int, symlinkat, (const char *a, int d, const char *b), named(d, b), (a, d, b))
WRAP(int, unlink, (const char *p), removing(AT_FDCWD, p), (p))
WRAP(int, unlinkat, (int d, const char *p, int f), removing(d, p), (d, p, f))
WRAP(int, rmdir, (const char *p), removing(AT_FDCWD, p), (p))
WRAP(int, chmod, (const char *p, mode_t m), removing(AT_FDCWD, p), (p, m))

#define OPENS(flags) ((flags) & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR))
#define OPEN(name)                                                              \
    int name(const char *p, int flags, ...) {                                   \
        static int (*real)(const char *, int, ...);                             \
        if (!real) real = dlsym(RTLD_NEXT, #name);                              \
        va_list v; va_start(v, flags); mode_t m = va_arg(v, mode_t); va_end(v); \
        if (OPENS(flags) && named(AT_FDCWD, p)) { errno = code; return -1; }    \
        return real(p, flags, m);                                               \
    }
#define OPENAT(name)                                                            \
    int name(int d, const char *p, int flags, ...) {                            \
        static int (*real)(int, const char *, int, ...);                        \
        if (!real) real = dlsym(RTLD_NEXT, #name);                              \
        va_list v; va_start(v, flags); mode_t m = va_arg(v, mode_t); va_end(v); \
        if (OPENS(flags) && named(d, p)) { errno = code; return -1; }           \
        return real(d, p, flags, m);                                            \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
