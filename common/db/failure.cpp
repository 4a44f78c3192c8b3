#include "common/db/failure.hpp"

namespace talent::db {
namespace {

constexpr int retry_after_seconds_overloaded = 1;
constexpr int retry_after_seconds_unavailable = 5;

problem later(error_code code, std::string detail, int seconds) {
    auto made = refuse(code, std::move(detail));
    made.retry_after_seconds = seconds;
    return made;
}

} // namespace

failure sqlite_failure(int extended_code) {
    switch (extended_code) {
        case 1555: // SQLITE_CONSTRAINT_PRIMARYKEY
        case 2067: // SQLITE_CONSTRAINT_UNIQUE
        case 2579: // SQLITE_CONSTRAINT_ROWID
            return failure::duplicate_key;
        case 787: // SQLITE_CONSTRAINT_FOREIGNKEY
            return failure::foreign_key;
        default:
            break;
    }
    // The shared memory beside the write-ahead log could not grow. Nothing is wrong with what was
    // written; but the log may have got a whole commit by then, which a restart would find: an
    // outcome as unknown as a lost connection's, and the next unit may succeed.
    if (extended_code == 4874) return failure::connection; // SQLITE_IOERR_SHMSIZE
    switch (extended_code & 0xff) {
        case 19: // SQLITE_CONSTRAINT: CHECK (275), NOT NULL (1299), STRICT's data type (3091)
            return failure::constraint;
        case 5: // SQLITE_BUSY, also with a stale snapshot (517)
        case 6: // SQLITE_LOCKED
            return failure::retry;
        case 13: // SQLITE_FULL
            return failure::storage_full;
        case 10: // SQLITE_IOERR, fsync (1034) among them
        case 11: // SQLITE_CORRUPT
        case 26: // SQLITE_NOTADB
            return failure::storage_fault;
        case 14: // SQLITE_CANTOPEN
            return failure::connection;
        default:
            return failure::other;
    }
}

failure mariadb_failure(unsigned number) {
    switch (number) {
        case 1022: // duplicate key on write
        case 1062: // duplicate entry
        case 1586: // duplicate entry, the key by name
            return failure::duplicate_key;
        case 1216: // foreign key, on insertion
        case 1217: // foreign key, on deletion
        case 1451: // row is referenced
        case 1452: // referenced row is missing
            return failure::foreign_key;
        case 1048: // NULL refused
        case 1264: // out of range
        case 1364: // no default value
        case 1366: // value does not fit the type
        case 1406: // too long
        case 4025: // CHECK
            return failure::constraint;
        case 1020: // record has changed since it was read (snapshot isolation)
        case 1205: // lock wait time-out
        case 1213: // deadlock, or certification failed
        case 1317: // the statement was interrupted
        case 1969: // the statement took too long (max_statement_time)
            return failure::retry;
        case 1040: // too many connections
        case 1045: // access denied
        case 1047: // node is not part of the cluster
        case 1053: // server is shutting down
        case 1129: // host is blocked
        case 1180: // error during commit
        case 1203: // too many connections of this user
        case 1290: // server runs read-only
        case 1836: // server runs read-only
        case 1927: // connection was killed
        case 2002: // cannot connect by socket
        case 2003: // cannot connect by TCP
        case 2005: // unknown host
        case 2006: // server has gone away
        case 2013: // connection lost during the query
        case 2014: // commands out of order: the connection is of no use any more
        case 2055: // connection lost, with a system error
        case 5014: // connection lost while it was idle
            return failure::connection;
        case 1021: // disk full
        case 1114: // table full
            return failure::storage_full;
        case 1030: // error from the storage engine
        case 1034: // broken index file
            return failure::storage_fault;
        default:
            return failure::other;
    }
}

std::string_view name_of(failure kind) {
    switch (kind) {
        case failure::duplicate_key:
            return "duplicate key";
        case failure::foreign_key:
            return "referenced row missing";
        case failure::constraint:
            return "constraint refused the row";
        case failure::retry:
            return "deadlock or time-out";
        case failure::connection:
            return "connection lost";
        case failure::storage_full:
            return "storage full";
        case failure::storage_fault:
            return "storage fault";
        case failure::other:
            break;
    }
    return "database error";
}

problem problem_of(failure kind) {
    switch (kind) {
        case failure::duplicate_key:
            return refuse(error_code::duplicate);
        case failure::foreign_key:
            return refuse(error_code::conflict);
        case failure::retry:
            return later(error_code::overloaded,
                         "The database is busy with conflicting or slow statements.",
                         retry_after_seconds_overloaded);
        case failure::connection:
            return later(error_code::database_unavailable, "This request changed nothing.",
                         retry_after_seconds_unavailable);
        case failure::storage_full:
            return refuse(error_code::storage_full);
        case failure::storage_fault:
            return later(error_code::database_unavailable,
                         "The database's storage has failed: nothing more is written until the "
                         "server is started again.",
                         retry_after_seconds_unavailable);
        case failure::constraint:
        case failure::other:
            break;
    }
    return refuse(error_code::internal);
}

problem outcome_unknown() {
    return later(error_code::database_unavailable,
                 "The database was lost while this change was being committed, so it is not known "
                 "whether the change was kept. A repetition under the same Idempotency-Key finds "
                 "out.",
                 retry_after_seconds_unavailable);
}

} // namespace talent::db
