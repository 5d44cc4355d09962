// SPDX-License-Identifier: Apache-2.0
#undef WIDTHWISE_WITHOUT_SSE4
#undef WIDTHWISE_WITHOUT_AVX_VNNI
#undef WIDTHWISE_WITHOUT_AVX512
#undef WIDTHWISE_WITHOUT_AMX
#define WIDTHWISE_WITHOUT_SSE4 1
#define WIDTHWISE_WITHOUT_AVX_VNNI 1
#define WIDTHWISE_WITHOUT_AVX512 1
#define WIDTHWISE_WITHOUT_AMX 1
#include <doctest/doctest.h>

#include <string>

#include "tests/message.hpp"
#include <widthwise/kernels/dispatch.hpp>
#include <widthwise/run/tier.hpp>

namespace isa = widthwise::isa;

TEST_CASE("instruction sets that a program leaves out are not there, whatever the CPU has") {
    for (isa::tier const t : {isa::tier::sse4, isa::tier::avx_vnni, isa::tier::avx512,
                              isa::tier::avx512_vnni, isa::tier::amx_int8}) {
        std::string const name = isa::name_of(t);
        CAPTURE(name);
        CHECK_FALSE(isa::has(t));
        CHECK(tests::message([&] { isa::named(name); }) ==
              name + ": this program is compiled without it; it has " + isa::names_here());
        CHECK(widthwise::kernels::shape_of(t).lanes == 0);
    }
    CHECK_FALSE(isa::is_left_out(isa::tier::avx2));
    CHECK((isa::best() == isa::tier::scalar || isa::best() == isa::tier::avx2 ||
           isa::best() == isa::tier::neon));
}
