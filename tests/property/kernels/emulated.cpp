// SPDX-License-Identifier: Apache-2.0
// AVX-512, its VNNI and AMX on any CPU: their operations by SIMDe's portable intrinsics and by a
// model of tiles, and the kernels over them. What is not tested so is that compilers and CPUs have
// these instructions right.
#include <doctest/doctest.h>

#if defined(__x86_64__) && __has_include(<simde/x86/avx512.h>)

#include "tests/property/kernels/simde.hpp"

#include "tests/property/kernels/amx.hpp"

#define WIDTHWISE_TARGET
namespace widthwise::kernels::emulated_avx512 {
#include <widthwise/kernels/ops/avx512.ipp>

#include <widthwise/kernels/body/all.ipp>
} // namespace widthwise::kernels::emulated_avx512
namespace widthwise::kernels::emulated_avx512_popcnt {
namespace tier_avx512 = emulated_avx512;
using base_table = emulated_avx512::table;

#include <widthwise/kernels/ops/avx512_popcnt.ipp>

#include <widthwise/kernels/body/counts.ipp>
} // namespace widthwise::kernels::emulated_avx512_popcnt
namespace widthwise::kernels::emulated_avx512_vnni {
namespace tier_avx512 = emulated_avx512;
using base_table = emulated_avx512_popcnt::table;

#include <widthwise/kernels/ops/avx512_vnni.ipp>

#include <widthwise/kernels/body/dots.ipp>
} // namespace widthwise::kernels::emulated_avx512_vnni
namespace widthwise::kernels::emulated_amx_int8 {
using base_table = emulated_avx512_vnni::table;
using ops = emulated_avx512_vnni::ops;

#include <widthwise/kernels/body/tiles.ipp>
} // namespace widthwise::kernels::emulated_amx_int8
#undef WIDTHWISE_TARGET

#include "tests/property/kernels/cells.hpp"
#include "tests/property/kernels/gemm.hpp"
#include "tests/property/kernels/planes.hpp"

namespace kernels = widthwise::kernels;
using kernel_tests::ending;
using avx512 = kernels::emulated_avx512::table;
using avx512_vnni = kernels::emulated_avx512_vnni::table;
using amx_int8 = kernels::emulated_amx_int8::table;

namespace {

template <class Table, class End>
kernels::gemm_choice bytes() {
    kernels::gemm_choice c;
    c.u8_all = Table::template gemm_kernel<kernels::dot_u8<0>, End>();
    c.u8_deep = Table::template gemm_kernel<kernels::dot_u8<4>, End>();
    c.u8_each = Table::template gemm_kernel<kernels::dot_u8<1>, End>();
    c.s16 = Table::template gemm_kernel<kernels::dot_s16<8>, End>();
    c.depth = 4;
    c.exact_dot8 = Table::exact_dot8;
    return c;
}
template <class Table, class End>
kernels::gemm_choice words() {
    kernels::gemm_choice c;
    c.s16 = Table::template gemm_kernel<kernels::dot_s16<16>, End>();
    c.wide_weights = true;
    return c;
}
template <class Table>
void check_bytes(char const* name) {
    kernel_tests::check_widths(name,
                               {Table::lanes, &Table::output_of, Table::tiles.begin != nullptr},
                               {1, 8, 1, 8, 4}, [](ending end) {
                                   return end == ending::even ? bytes<Table, kernels::end_even>()
                                          : end == ending::general
                                              ? bytes<Table, kernels::end_general>()
                                              : kernels::gemm_choice{};
                               });
}
template <class Table>
void check_words(char const* name) {
    kernel_tests::check_widths(
        name, {Table::lanes, &Table::output_of}, {1, 16, 1, 16, 1}, [](ending end) {
            return end == ending::plain     ? words<Table, kernels::end_plain>()
                   : end == ending::floats  ? words<Table, kernels::end_float>()
                   : end == ending::general ? words<Table, kernels::end_general>()
                                            : kernels::gemm_choice{};
        });
}

} // namespace

TEST_CASE("bytes by bytes") {
    check_bytes<avx512>("avx512 by SIMDe");
    check_bytes<avx512_vnni>("avx512_vnni by SIMDe");
    amx_int8::tiles.begin();
    check_bytes<amx_int8>("amx_int8 by a model of tiles");
    amx_int8::tiles.end();
}
TEST_CASE("words by words") {
    check_words<avx512>("avx512 by SIMDe");
    check_words<avx512_vnni>("avx512_vnni by SIMDe");
}
TEST_CASE("bit planes") {
    kernels::tier_shape const shape{avx512::lanes, &avx512::output_of};
    using kernels::end_general;
    using one = kernels::dot_planes<1>;
    using two = kernels::dot_planes<2>;
    auto const check = [&](char const* name, kernels::gemm_function bits,
                           kernels::gemm_function trits) {
        kernel_tests::check_planes(name, shape, 200, [&](ending end) {
            kernels::gemm_choice c = bytes<avx512, end_general>();
            c.bits = bits;
            c.trits = trits;
            return end == ending::general ? c : kernels::gemm_choice{};
        });
    };
    check("avx512 by SIMDe", avx512::gemm_kernel<one, end_general>(),
          avx512::gemm_kernel<two, end_general>());
    check("AVX512_VPOPCNTDQ by SIMDe",
          &kernels::emulated_avx512_popcnt::gemm_planes<one, end_general>,
          &kernels::emulated_avx512_popcnt::gemm_planes<two, end_general>);
}
TEST_CASE("casts") {
    kernel_tests::cells_tier const tier{"avx512 by SIMDe", avx512::encode_kernel(),
                                        avx512::cast_kernel()};
    kernel_tests::check_casts(tier, kernel_tests::floats_to_cells);
    kernel_tests::check_casts(tier, kernel_tests::cells_to_cells);
    kernel_tests::check_casts(tier, kernel_tests::cells_to_floats);
}

#else

#include <cstdio>
#include <cstdlib>

TEST_CASE("AVX-512 by SIMDe") {
    std::puts("skipped: no SIMDe (libsimde-dev), or no x86-64 to compile for");
    std::fflush(stdout);
    std::exit(77);
}

#endif
