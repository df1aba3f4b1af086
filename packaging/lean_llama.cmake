# Read by CMake in llama-cpp-python's own project, before anything is built.

# It builds llama.cpp's "common" library (argument parsing, chat parsers, a JSON library) by force,
# and the Python package never loads it. A normal variable wins over that cache entry.
set(LLAMA_BUILD_COMMON OFF)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-include \"${CMAKE_CURRENT_LIST_DIR}/amx_tiles.h\">")
endif()
