// The control of the crash test, preloaded into the server (LD_PRELOAD): SQLite's COMMIT is said to
// be done and is carried out only when the next group begins. So every write is acknowledged before
// it is committed, which the crash test must notice. Stands in no product binary.
#include <dlfcn.h>

#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>

struct sqlite3;
struct sqlite3_stmt;

namespace {

constexpr int sqlite_done = 101;

template <class Function>
Function next(char const* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

constexpr std::chrono::milliseconds window{5};

std::mutex guard;
sqlite3* waiting = nullptr;             // whose COMMIT has been answered and not been carried out
thread_local bool carrying_out = false; // SQLite's own calls come through here as well

void carry_out() {
    static auto const run =
        next<int (*)(sqlite3*, char const*, void*, void*, char**)>("sqlite3_exec");
    std::lock_guard const lock(guard);
    if (waiting == nullptr) return;
    std::this_thread::sleep_for(window); // what COMMIT has written outlives a kill
    carrying_out = true;
    run(waiting, "COMMIT", nullptr, nullptr, nullptr);
    carrying_out = false;
    waiting = nullptr;
}

} // namespace

extern "C" {

int sqlite3_step(sqlite3_stmt* statement) {
    static auto const step = next<int (*)(sqlite3_stmt*)>("sqlite3_step");
    static auto const text_of = next<char const* (*)(sqlite3_stmt*)>("sqlite3_sql");
    static auto const database_of = next<sqlite3* (*)(sqlite3_stmt*)>("sqlite3_db_handle");
    char const* const text = carrying_out ? nullptr : text_of(statement);
    if (text != nullptr && std::strcmp(text, "COMMIT") == 0) {
        std::lock_guard const lock(guard);
        waiting = database_of(statement);
        return sqlite_done;
    }
    if (text != nullptr && std::strcmp(text, "BEGIN IMMEDIATE") == 0) carry_out();
    return step(statement);
}

int sqlite3_close(sqlite3* database) {
    carry_out();
    return next<int (*)(sqlite3*)>("sqlite3_close")(database);
}

} // extern "C"
