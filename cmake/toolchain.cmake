# Speed of the build: compiler cache and a fast linker where the machine has them.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# Designated initialisers leave out what keeps its default; that is their point.
add_compile_options(-Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
                    -Wcast-align -Wunused -Werror
                    $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>)
# ccache needs this to see through the precompiled header.
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
# g++ 12 warns of its own std::string where a short literal is assigned (GCC bugs 105329, 105651).
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>
                    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
                    $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>)
# The embedded tables are literals of some 100 KB, which clang takes and warns of.
add_compile_options($<$<CXX_COMPILER_ID:Clang>:-Wno-overlength-strings>)
include_directories(${CMAKE_SOURCE_DIR})

set(TALENT_SANITIZE "" CACHE STRING "address,undefined or thread: sanitizers to build with")
option(TALENT_FUZZ "Link the targets of tests/fuzz with libFuzzer (clang only)" OFF)
if(TALENT_SANITIZE)
  add_compile_options(-fsanitize=${TALENT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # g++ 12 sees uninitialised reads in the standard library's own headers once it instruments them.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${TALENT_SANITIZE})
  if(NOT TALENT_FUZZ)
    # Instrumented code takes three times as long to compile at -O2, and runs hardly faster.
    set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
  endif()
endif()
if(TALENT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
