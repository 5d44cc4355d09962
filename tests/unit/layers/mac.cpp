// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/layers/forward.hpp"

using namespace forwards;

namespace {

using x6 = ww::fixed<6, 2>;
using w7 = ww::fixed<7, 5>;
using b9 = ww::fixed<9, 3>;
using sum40 = ww::fixed<40, 7>; // holds every sum below: frac 2 + 5

/// The terms of one output: positions of weight and input.
struct term {
    std::size_t w, x;
};

/// Floats in double, integers in 128 bits, stepwise term by term: one layer, three arithmetics.
template <class Layer, class Terms>
void check(std::vector<ww::shape> const& shapes, std::size_t xs, std::size_t ws, std::size_t bs,
           Terms terms, std::size_t bias_span) {
    generator from{xs * 1000 + ws};
    {
        auto const x = from.floats(xs), w = from.floats(ws), b = from.floats(bs + 1);
        ww::reads<floats> v{};
        v.x = x.data();
        v.weight = w.data();
        v.bias = bs == 0 ? nullptr : b.data();
        auto const y = run<Layer>(shapes, v);
        for (std::size_t o = 0; o < y.size(); ++o) {
            double sum = bs == 0 ? 0.0 : static_cast<double>(b[o / bias_span]), size = 4;
            for (term const& t : terms(o)) {
                sum += static_cast<double>(w[t.w]) * static_cast<double>(x[t.x]);
                size += 4;
            }
            REQUIRE_MESSAGE(near(y[o], sum, size), o);
        }
    }
    auto const x = from.raws<x6>(xs);
    auto const w = from.raws<w7>(ws);
    auto const b = from.raws<b9>(bs + 1);
    {
        using A = exact<x6, w7, b9, sum40>;
        ww::reads<A> v{};
        v.x = x.data();
        v.weight = w.data();
        v.bias = bs == 0 ? nullptr : b.data();
        auto const y = run<Layer>(shapes, v);
        for (std::size_t o = 0; o < y.size(); ++o) {
            big sum = bs == 0 ? 0 : static_cast<big>(b[o / bias_span]) * 16; // 2^(7 - 3)
            for (term const& t : terms(o)) {
                sum += static_cast<big>(w[t.w]) * x[t.x];
            }
            REQUIRE_MESSAGE((sum == y[o]), o);
        }
    }
    { // 8 bits, floor and wrap, as hls4ml's default accumulator: frac 4 drops three bits a term
        using A = stepwise<x6, w7, b9, ww::ap_fixed<8, 4>>;
        ww::reads<A> v{};
        v.x = x.data();
        v.weight = w.data();
        v.bias = bs == 0 ? nullptr : b.data();
        auto const y = run<Layer>(shapes, v);
        int wrapped = 0;
        for (std::size_t o = 0; o < y.size(); ++o) {
            auto const wrap = [&](int s) {
                int const low = ((s % 256) + 256) % 256;
                wrapped += s < -128 || s > 127 ? 1 : 0;
                return low > 127 ? low - 256 : low;
            };
            int sum = bs == 0 ? 0 : wrap(b[o / bias_span] * 2);
            for (term const& t : terms(o)) {
                int const p = w[t.w] * x[t.x];
                int const floor = p >= 0 ? p / 8 : -((-p + 7) / 8);
                sum = wrap(sum + wrap(floor));
            }
            REQUIRE_MESSAGE(sum == y[o], o);
        }
        CHECK(wrapped > 0);
    }
}

} // namespace

TEST_CASE("linear: y = Wx + b, over leading rows too") {
    auto const terms = [](std::size_t o) {
        std::vector<term> all;
        for (std::size_t i = 0; i < 7; ++i) {
            all.push_back({o % 5 * 7 + i, o / 5 * 7 + i});
        }
        return all;
    };
    check<ww::linear<7, 5>>({ww::extents(7)}, 7, 35, 5, terms, 1);
    check<ww::linear<7, 5, false>>({ww::extents(3, 7)}, 21, 35, 0, terms, 1);
}

TEST_CASE("conv2d: stride, padding, dilation, groups, not square") {
    // in [4, 7, 6], two groups of two; kernel 3x2, stride 2x1, padding 1x2, dilation 1x2
    using layer =
        ww::conv2d<4, 6, ww::pair<3, 2>, ww::pair<2, 1>, ww::pair<1, 2>, ww::pair<1, 2>, 2>;
    int const oh = (7 + 2 - 2 - 1) / 2 + 1, ow = (6 + 4 - 2 - 1) / 1 + 1;
    auto const terms = [=](std::size_t flat) {
        int const o = static_cast<int>(flat), c = o / (oh * ow), i = o / ow % oh, j = o % ow;
        std::vector<term> all;
        for (int k = 0; k < 2; ++k) {
            for (int a = 0; a < 3; ++a) {
                for (int b = 0; b < 2; ++b) {
                    int const h = i * 2 + a - 1, w = j + b * 2 - 2;
                    if (h >= 0 && h < 7 && w >= 0 && w < 6) {
                        int const channel = c / 3 * 2 + k;
                        all.push_back({static_cast<std::size_t>(((c * 2 + k) * 3 + a) * 2 + b),
                                       static_cast<std::size_t>((channel * 7 + h) * 6 + w)});
                    }
                }
            }
        }
        return all;
    };
    check<layer>({ww::extents(4, 7, 6)}, 4 * 7 * 6, 6 * 2 * 3 * 2, 6, terms,
                 static_cast<std::size_t>(oh * ow));
}

TEST_CASE("conv1d") {
    using layer = ww::conv1d<2, 3, 3, 2, 1, 2, 1, false>;
    int const length = (9 + 2 - 4 - 1) / 2 + 1;
    auto const terms = [=](std::size_t flat) {
        int const o = static_cast<int>(flat), c = o / length, i = o % length;
        std::vector<term> all;
        for (int k = 0; k < 2; ++k) {
            for (int a = 0; a < 3; ++a) {
                int const at = i * 2 + a * 2 - 1;
                if (at >= 0 && at < 9) {
                    all.push_back({static_cast<std::size_t>((c * 2 + k) * 3 + a),
                                   static_cast<std::size_t>(k * 9 + at)});
                }
            }
        }
        return all;
    };
    check<layer>({ww::extents(2, 9)}, 18, 18, 0, terms, 1);
}

TEST_CASE("matmul, bmm: rows by columns, per leading index") {
    auto const terms = [](std::size_t o) { // [2, 3, 4] x [2, 4, 5]
        std::vector<term> all;
        for (std::size_t k = 0; k < 4; ++k) {
            all.push_back({(o / 15 * 4 + k) * 5 + o % 5, o / 5 * 4 + k});
        }
        return all;
    };
    check<ww::matmul>({ww::extents(2, 3, 4), ww::extents(2, 4, 5)}, 24, 40, 0, terms, 1);
    check<ww::bmm>({ww::extents(2, 3, 4), ww::extents(2, 4, 5)}, 24, 40, 0, terms, 1);
    check<ww::matmul>({ww::extents(3, 4), ww::extents(4, 5)}, 12, 20, 0, terms, 1);
}

TEST_CASE("accumulators at 64 bits: a sum of products that just fits") {
    using x32 = ww::fixed<32, 0>;
    using sum64 = ww::fixed<64, 0>;
    using A = exact<x32, x32, x32, sum64>;
    std::int32_t const least = x32::min(), most = x32::max();
    std::int32_t const x[] = {least, most}, w[] = {most, most}, b[] = {least};
    ww::reads<A> v{};
    v.x = x;
    v.weight = w;
    v.bias = b;
    auto const y = run<ww::linear<2, 1>>({ww::extents(2)}, v);
    CHECK((static_cast<big>(least) * most + static_cast<big>(most) * most + least == y[0]));
}
