# SPDX-License-Identifier: Apache-2.0
#
# The warnings and the language standard of the project's own sources.
# CMAKE_COMPILE_WARNING_AS_ERROR=ON makes the warnings errors; tests/run sets it.

set(widthwise_warnings -pedantic-errors -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion
                       -Wshadow)

# A first line `// standard: c++14` in a source decides its standard; otherwise `fallback` does.
function(widthwise_standard_of source fallback result)
    file(STRINGS ${source} first LIMIT_COUNT 1)
    if(first MATCHES "^// standard: c\\+\\+([0-9]+)")
        set(fallback ${CMAKE_MATCH_1})
    endif()
    set(${result} ${fallback} PARENT_SCOPE)
endfunction()

# One executable from one source. C++14 sources see only the synthesizable tier.
function(widthwise_executable name source fallback)
    widthwise_standard_of(${source} ${fallback} standard)
    add_executable(${name} ${source})
    set_target_properties(${name} PROPERTIES CXX_STANDARD ${standard} CXX_STANDARD_REQUIRED ON
                                             CXX_EXTENSIONS OFF)
    target_compile_options(${name} PRIVATE ${widthwise_warnings})
    if(standard LESS 20)
        target_link_libraries(${name} PRIVATE widthwise::core)
    else()
        target_link_libraries(${name} PRIVATE widthwise::widthwise)
    endif()
endfunction()
