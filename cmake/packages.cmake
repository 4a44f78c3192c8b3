# Every third-party library, each behind one target, all from Debian 12.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(PkgConfig REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Catch2 2 REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(JEMALLOC REQUIRED IMPORTED_TARGET jemalloc)
pkg_check_modules(PANGOCAIRO REQUIRED pangocairo)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)

function(talent_find_library target library header)
  find_library(${target}_LIBRARY ${library} REQUIRED)
  find_path(${target}_INCLUDE ${header} REQUIRED)
  add_library(${target} INTERFACE)
  target_link_libraries(${target} INTERFACE ${${target}_LIBRARY})
  target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE})
endfunction()

talent_find_library(package_roaring roaring roaring/roaring.hh)
talent_find_library(package_soci soci_core soci/soci.h)
talent_find_library(package_soci_sqlite soci_sqlite3 soci/sqlite3/soci-sqlite3.h)
talent_find_library(package_soci_mysql soci_mysql soci/mysql/soci-mysql.h)
talent_find_library(package_mysqlcppconn mysqlcppconn mysql_connection.h)
talent_find_library(package_mariadb mariadb mariadb/mysql.h)
talent_find_library(package_prometheus prometheus-cpp-core prometheus/registry.h)

# RapidJSON is header-only; as a SYSTEM directory its warnings are not ours.
find_path(RAPIDJSON_INCLUDE rapidjson/document.h REQUIRED)
add_library(package_rapidjson INTERFACE)
target_include_directories(package_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE})

# Without the flags for threads that pkg-config adds: they would refuse the precompiled header.
add_library(package_pango INTERFACE)
target_include_directories(package_pango SYSTEM INTERFACE ${PANGOCAIRO_INCLUDE_DIRS})
target_link_libraries(package_pango INTERFACE ${PANGOCAIRO_LINK_LIBRARIES})

# The server's allocator (docs/decisions/0029): programs that hold a whole market link it. Sanitizers
# bring their own.
add_library(package_allocator INTERFACE)
if(NOT TALENT_SANITIZE AND NOT TALENT_FUZZ)
  target_link_libraries(package_allocator INTERFACE PkgConfig::JEMALLOC)
endif()
