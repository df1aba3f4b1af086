// Included before every C++ file of llama.cpp (see lean_llama.cmake).
//
// GCC's _tile_loadconfig reads 64 bytes and tells the optimiser of 8 (seen in GCC 12.2), so the
// stores to the rest of llama.cpp's tile configuration are dropped, and on a processor with AMX
// the first prompt ends in an invalid instruction.
#if defined(__AMX_TILE__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>
#define _tile_loadconfig(config) \
    __asm__ volatile("ldtilecfg\t%X0" : : "m"(*(const char(*)[64])(config)))
#endif
