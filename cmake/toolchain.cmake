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
include_directories(${CMAKE_SOURCE_DIR})

set(TALENT_SANITIZE "" CACHE STRING "address,undefined or thread: sanitizers to build with")
if(TALENT_SANITIZE)
  add_compile_options(-fsanitize=${TALENT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # g++ 12 sees uninitialised reads in the standard library's own headers once it instruments them.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${TALENT_SANITIZE})
endif()
