/* A disk that fills up, fails or vanishes: loaded before the C library (LD_PRELOAD), it stands between the program
 * (Python, SQLCipher and all else in the process) and the calls that write or read. Only files whose path begins with the
 * given prefix are concerned, and only while it is armed. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char prefix[4096];
static int armed, reason, lasting, vanishes;
static long room;    /* bytes that still find room; -1: any number */
static long nth;     /* the call that fails, counted from 1; 0: none */
static int reads;    /* whether calls that read are counted and fail, and not those that write */
static long calls, bytes;

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

void fault_arm(const char *under, long room_, long nth_, int reason_, int lasting_, int vanishes_) {
    snprintf(prefix, sizeof prefix, "%s", under);
    room = room_; nth = nth_; reason = reason_; lasting = lasting_; vanishes = vanishes_;
    calls = bytes = 0;
    reads = 0;
    armed = 1;
}
void fault_arm_reads(const char *under, long nth_, int reason_) {
    fault_arm(under, -1, nth_, reason_, 0, 0);
    reads = 1;
}
void fault_disarm(void) { armed = 0; }
long fault_calls(void) { return calls; }
long fault_bytes(void) { return bytes; }

static int ours(const char *path) { return armed && path && strncmp(path, prefix, strlen(prefix)) == 0; }

static int our_fd(int fd) {
    char link[64], path[4096];
    ssize_t length;
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return ours(path);
}

/* Whether this call, one of ours that writes (or reads), fails now. */
static int fails_at(int is_read) {
    if (is_read != reads) return 0;
    calls++;
    if (nth && (calls == nth || (lasting && calls > nth))) {
        if (vanishes && calls == nth) {
            char gone[4200];
            snprintf(gone, sizeof gone, "%s.tercabut", prefix);
            armed = 0; rename(prefix, gone); armed = 1;
        }
        errno = reason;
        return 1;
    }
    return 0;
}

static int fails(void) { return fails_at(0); }

/* How much of so many bytes finds room; -1: none. */
static ssize_t fitting(size_t count) {
    if (room >= 0 && (long)count > room) {
        if (room == 0) { errno = reason; return -1; }
        count = (size_t)room;
    }
    if (room >= 0) room -= (long)count;
    bytes += (long)count;
    return (ssize_t)count;
}

#define WRITING(call) do { \
        if (our_fd(fd)) { \
            ssize_t fit; \
            if (fails() || (fit = fitting(count)) < 0) return -1; \
            count = (size_t)fit; \
        } \
        return call; \
    } while (0)

ssize_t write(int fd, const void *data, size_t count) { REAL(write); WRITING(real(fd, data, count)); }
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) { REAL(pwrite); WRITING(real(fd, data, count, at)); }
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) { REAL(pwrite64); WRITING(real(fd, data, count, at)); }

/* The quick ways of copying are declined; Python then reads and writes. */
ssize_t sendfile(int out, int in, off_t *at, size_t count) {
    static ssize_t (*real)(int, int, off_t *, size_t);
    if (!real) real = (ssize_t(*)(int, int, off_t *, size_t))dlsym(RTLD_NEXT, "sendfile");
    if (our_fd(out)) { errno = EINVAL; return -1; }
    return real(out, in, at, count);
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t count) {
    static ssize_t (*real)(int, int, off64_t *, size_t);
    if (!real) real = (ssize_t(*)(int, int, off64_t *, size_t))dlsym(RTLD_NEXT, "sendfile64");
    if (our_fd(out)) { errno = EINVAL; return -1; }
    return real(out, in, at, count);
}

#define CHANGING(call) do { if (our_fd(fd) && fails()) return -1; return call; } while (0)
int fsync(int fd) { REAL(fsync); CHANGING(real(fd)); }
int fdatasync(int fd) { REAL(fdatasync); CHANGING(real(fd)); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); CHANGING(real(fd, size)); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); CHANGING(real(fd, size)); }

int rename(const char *from, const char *to) {
    REAL(rename);
    if (ours(to) && fails()) return -1;
    return real(from, to);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (ours(path) && (fails() || fitting(1) < 0)) return -1;
    return real(path, mode);
}

#define OPENING(call) do { \
        mode_t mode = 0; \
        if (flags & O_CREAT) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
            if (ours(path) && access(path, F_OK) != 0 && (fails() || fitting(1) < 0)) return -1; \
        } \
        if (reads && ours(path) && access(path, F_OK) == 0 && fails_at(1)) return -1; \
        return call; \
    } while (0)
int open(const char *path, int flags, ...) { REAL(open); OPENING(real(path, flags, mode)); }
int open64(const char *path, int flags, ...) { REAL(open64); OPENING(real(path, flags, mode)); }

#define READING(call) do { if (reads && our_fd(fd) && fails_at(1)) return -1; return call; } while (0)
ssize_t read(int fd, void *data, size_t count) { REAL(read); READING(real(fd, data, count)); }
ssize_t pread(int fd, void *data, size_t count, off_t at) { REAL(pread); READING(real(fd, data, count, at)); }
ssize_t pread64(int fd, void *data, size_t count, off64_t at) { REAL(pread64); READING(real(fd, data, count, at)); }
DIR *opendir(const char *path) {
    REAL(opendir);
    if (reads && ours(path) && fails_at(1)) return NULL;
    return real(path);
}
