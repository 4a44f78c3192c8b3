# talent_library(json SOURCES a.cpp DEPENDS base PACKAGES package_rapidjson)
#   makes the static library talent_json; DEPENDS are other talent libraries (the layering),
#   PACKAGES are third-party targets that only this library's own sources may include,
#   PUBLIC_PACKAGES those its headers expose.
function(talent_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PACKAGES;PUBLIC_PACKAGES" ${ARGN})
  add_library(talent_${name} STATIC ${ARG_SOURCES})
  list(TRANSFORM ARG_DEPENDS PREPEND talent_)
  target_link_libraries(talent_${name} PUBLIC ${ARG_DEPENDS} ${ARG_PUBLIC_PACKAGES}
                        PRIVATE ${ARG_PACKAGES})
  talent_precompile(talent_${name})
endfunction()

# One precompiled header of the standard library, compiled once and shared by every target; and a second one
# for tests, which are compiled with less optimisation (TALENT_PRECOMPILED names it in their folders).
set(TALENT_PRECOMPILED talent_precompiled)
function(talent_precompile target)
  if(NOT TARGET ${TALENT_PRECOMPILED})
    add_library(${TALENT_PRECOMPILED} STATIC ${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp)
    target_precompile_headers(${TALENT_PRECOMPILED} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp)
  endif()
  target_precompile_headers(${target} REUSE_FROM ${TALENT_PRECOMPILED})
endfunction()
