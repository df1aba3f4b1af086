# llama-cpp-python builds llama.cpp's "common" library (argument parsing, chat parsers, a JSON library)
# by force, and the Python package never loads it. A normal variable wins over that cache entry.
set(LLAMA_BUILD_COMMON OFF)
