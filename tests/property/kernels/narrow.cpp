// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/kernels/pack.hpp>
#include <widthwise/kernels/portable.hpp>

namespace ww = widthwise;
namespace kernels = ww::kernels;

namespace {

std::mt19937 generator(3);
std::int64_t between(std::int64_t lo, std::int64_t hi) {
    return std::uniform_int_distribution<std::int64_t>(lo, hi)(generator);
}

/// A product x[rows, inputs] W[outputs, inputs] in s32 cells, the operand in u8.
struct product {
    kernels::gemm_step g;
    std::vector<std::byte> arena;
    int rows = 0;

    product(ww::format_row const& x, ww::format_row const& w, int inputs, int outputs, int rows_)
        : rows(rows_) {
        g.m.inputs = inputs;
        g.m.outputs = outputs;
        g.m.x = x;
        g.m.w = w;
        g.m.b = w;
        kernels::reach const range = kernels::reach_of(w);
        bool const odd = w.kind == ww::format_kind::binary && w.sign;
        for (int i = 0; i < inputs * outputs; ++i) {
            std::int64_t v = between(range.lo, range.hi);
            g.m.weight.push_back(odd ? (v > 0 ? 1 : -1) : v);
        }
        g.to.kind = kernels::cell::s32;
        std::size_t const in = static_cast<std::size_t>((inputs + 63) / 64 * 64);
        std::size_t const out = static_cast<std::size_t>((outputs + 63) / 64 * 64 * 4);
        g.from.stride = in;
        g.to.stride = out;
        g.to.at = in * static_cast<std::size_t>(rows) + 64;
        arena.resize(g.to.at + out * static_cast<std::size_t>(rows));
        for (std::byte& behind : arena) { // the inputs, where vectors read on
            behind = static_cast<std::byte>(between(0, 255));
        }
        g.task.row_bytes = static_cast<std::ptrdiff_t>(in);
        g.task.out_bytes = g.sample_bytes = static_cast<std::ptrdiff_t>(out);
        g.task.outputs = g.task.writable = outputs;
    }
    void fill(bool largest) {
        kernels::reach const x = kernels::reach_of(g.m.x);
        for (int row = 0; row < rows; ++row) {
            for (int i = 0; i < g.m.inputs; ++i) {
                std::int64_t const raw = largest ? x.hi : between(x.lo, x.hi);
                kernels::portable::write_cell(
                    g.in, g.offset, raw,
                    arena.data() + static_cast<std::size_t>(row) * g.from.stride +
                        static_cast<std::size_t>(i) * kernels::bytes_of(g.in));
            }
        }
    }
    std::vector<std::byte> run(bool portable) {
        std::vector<std::byte> copy = arena;
        std::fill(copy.begin() + static_cast<std::ptrdiff_t>(g.to.at), copy.end(), std::byte{0x5a});
        kernels::context c;
        c.arena = copy.data();
        c.samples = rows;
        g.task.weights = g.weights.data();
        g.task.start = g.start.data();
        (portable ? &kernels::portable::multiply : &kernels::run_gemm)(&g, c);
        return copy;
    }
};

template <int Bits>
void check(ww::format_row const& x, ww::format_row const& w, int inputs, int outputs, int rows) {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        kernels::gemm_choice choice;
        choice.depth = 8;
        choice.u8_all = kernels::gemm_for<kernels::dot_u8<0>, kernels::end_plain>(tier);
        choice.u8_deep = kernels::gemm_for<kernels::dot_u8<8>, kernels::end_plain>(tier);
        choice.u8_packed[Bits == 4 ? 2 : Bits - 1] =
            kernels::gemm_for<kernels::dot_u8<8, Bits>, kernels::end_plain>(tier);
        if (!ww::isa::has(tier) || choice.u8_deep == nullptr) {
            continue;
        }
        CAPTURE(std::string(ww::isa::name_of(tier)));
        kernels::tile_scope const tiles(tier);
        product p(x, w, inputs, outputs, rows);
        kernels::choose_operand(p.g, choice);
        REQUIRE(p.g.in == kernels::cell::u8);
        REQUIRE(p.g.proof >= kernels::depth::deep);
        for (bool const packed : {true, false}) {
            p.g.packed_from = packed ? 0 : ~std::size_t{0};
            p.g.packed_bits = 0;
            kernels::pack(p.g, choice, kernels::shape_of(tier), true);
            bool const found = p.g.kernel != nullptr;
            REQUIRE(found);
            for (bool const largest : {false, true}) {
                p.fill(largest);
                CAPTURE(p.g.packed_bits);
                CAPTURE(largest);
                CHECK(p.run(true) == p.run(false));
            }
            CHECK(p.g.packed_bits == (packed ? Bits : 0));
            if (packed) {
                CHECK(p.g.weights.size() * 8 / Bits >= static_cast<std::size_t>(inputs * outputs));
            }
        }
    }
}

} // namespace

TEST_CASE("packed weights of 1, 2 and 4 bits give what the portable kernel gives") {
    for (ww::format_row const& x :
         {ww::fixed<8, 4>::row(), ww::ufixed<8, 4>::row(), ww::fixed<3, 1>::row()}) {
        for (int const inputs : {1, 31, 32, 97, 256}) {
            for (int const outputs : {1, 7, 33, 81, 144}) {
                int const rows = static_cast<int>(outputs == 7 ? 35 : between(1, 8));
                CAPTURE(inputs);
                CAPTURE(outputs);
                CAPTURE(rows);
                check<4>(x, ww::fixed<4, 2>::row(), inputs, outputs, rows);
                check<4>(x, ww::fixed<3, 0>::row(), inputs, outputs, rows);
                check<4>(x, ww::ufixed<3, 0>::row(), inputs, outputs, rows);
                check<2>(x, ww::fixed<2, 1>::row(), inputs, outputs, rows);
                check<2>(x, ww::ternary<>::row(), inputs, outputs, rows);
                check<1>(x, ww::ufixed<1, 0>::row(), inputs, outputs, rows);
                check<1>(x, ww::fixed<1, 0>::row(), inputs, outputs, rows);
                if (inputs % 32 == 0) {
                    check<1>(x, ww::binary<>::row(), inputs, outputs, rows);
                } else {
                    check<2>(x, ww::binary<>::row(), inputs, outputs, rows);
                }
            }
        }
    }
}

TEST_CASE(
    "a field's sum at its place in the byte fills 32 bits, and one vector more is not packed") {
    constexpr int most = kernels::codebook::most_vectors * 8; // inputs: two fields of four a vector
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        kernels::gemm_choice choice;
        choice.depth = 8;
        choice.u8_all = kernels::gemm_for<kernels::dot_u8<0>, kernels::end_plain>(tier);
        choice.u8_deep = kernels::gemm_for<kernels::dot_u8<8>, kernels::end_plain>(tier);
        choice.u8_packed[2] = kernels::gemm_for<kernels::dot_u8<8, 4>, kernels::end_plain>(tier);
        if (!ww::isa::has(tier) || choice.u8_deep == nullptr) {
            continue;
        }
        CAPTURE(std::string(ww::isa::name_of(tier)));
        for (int const weight : {-8, 7}) { // the lowest index, and the highest, in every field
            for (int const inputs : {most, most + 1}) {
                product p(ww::ufixed<8, 4>::row(), ww::fixed<4, 2>::row(), inputs, 1, 1);
                p.g.m.weight.assign(static_cast<std::size_t>(inputs), weight);
                p.g.packed_from = 0;
                kernels::choose_operand(p.g, choice);
                REQUIRE(p.g.in == kernels::cell::u8);
                kernels::pack(p.g, choice, kernels::shape_of(tier), true);
                CHECK(p.g.packed_bits == (inputs == most ? 4 : 0));
                p.fill(true);
                CHECK(p.run(true) == p.run(false));
            }
        }
    }
}
