// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/kernels/constant_sum.hpp>
#include <widthwise/kernels/lower.hpp>
#include <widthwise/kernels/plan.hpp>
#include <widthwise/kernels/portable.hpp>

namespace widthwise::kernels {

/// A constant network has Terms non-zero weights; more than Limit take compilers too long.
template <int Terms, int Limit>
struct constant_network_too_large {
    static_assert(Terms <= Limit,
                  "widthwise: read constant_network_too_large<non-zero weights, limit>");
};
/// Node has no kernel whose weights are constants.
template <class Node, bool Has>
struct no_constant_kernel {
    static_assert(Has,
                  "widthwise: read no_constant_kernel<node>: a chain of linear, relu and moves "
                  "of integers whose sums fit 32 bits");
};

namespace detail {
/// The products of a network in the order they run; bad: a node that none of them is, or -1.
template <std::size_t N>
struct constant_plan {
    std::size_t product[N] = {};
    std::size_t count = 0;
    int bad = -1;
};
template <class Net>
constexpr auto make_constant_plan() {
    constexpr std::size_t n = nodes_of<Net>::size;
    constant_plan<n> p{};
    int fed = -1, at = -1; // whose operand the last kernel writes; that kernel's node
    for (std::size_t i = 0; i < n && p.bad < 0; ++i) {
        p.product[i] = 0;
        node_work const& w = plan_of<Net>.of[i];
        if (w.kind == work::none || w.kind == work::output) {
            continue;
        }
        bool const input = i == 0 && w.kind == work::input;
        bool const moved = w.kind == work::cells && at == 0 && fed < 0 && w.reader >= 0;
        bool const product =
            w.kind == work::gemm && fed == static_cast<int>(i) && !formats_of<Net>(i).stepwise &&
            facts_of<Net>().inputs(i)[0].elements() == rows_of<Net>()[i].layer->attr[0];
        if (product) {
            p.product[p.count++] = i;
        } else if (!input && !moved) {
            p.bad = static_cast<int>(i);
        }
        fed = w.reader;
        at = static_cast<int>(i);
    }
    if (p.bad < 0 && (p.count == 0 || !plan_of<Net>.of[at].to_output)) {
        p.bad = at;
    }
    return p;
}
template <class Net>
inline constexpr auto constant_plan_of = make_constant_plan<Net>();
} // namespace detail

/// Everything constant about one product: its weights as the lanes take them, and its casts.
template <class Net, class Params, std::size_t I>
struct constant_product {
    static constexpr node_formats formats = formats_of<Net>(I);
    static constexpr int inputs = rows_of<Net>()[I].layer->attr[0];
    static constexpr int outputs = rows_of<Net>()[I].layer->attr[1];
    static constexpr bool has_bias = rows_of<Net>()[I].layer->has_bias;

    static constexpr int frac_of(format_row const& r) {
        return r.kind == format_kind::fixed ? r.frac : 0;
    }
    static constexpr int product_frac = frac_of(formats.x) + frac_of(formats.weight);
    static constexpr int frac = has_bias && frac_of(formats.bias) > product_frac
                                    ? frac_of(formats.bias)
                                    : product_frac;

    static constexpr std::int64_t weight(int o, int k) { // in units of the sum
        using format = typename arithmetic_of<Net, I>::w_format;
        return raw_of<format>(widthwise::get<I>(Params::value).weight.data[o * inputs + k]) *
               (std::int64_t{1} << (frac - product_frac));
    }
    static constexpr std::int64_t bias(int o) {
        if constexpr (has_bias) {
            using format = typename arithmetic_of<Net, I>::b_format;
            return raw_of<format>(widthwise::get<I>(Params::value).bias.data[o]) *
                   (std::int64_t{1} << (frac - frac_of(formats.bias)));
        } else {
            return 0;
        }
    }
    static constexpr int terms_of(int o) {
        int count = 0;
        for (int k = 0; k < inputs; ++k) {
            count += weight(o, k) != 0 ? 1 : 0;
        }
        return count;
    }
    static constexpr int terms() {
        int count = 0;
        for (int o = 0; o < outputs; ++o) {
            count += terms_of(o);
        }
        return count;
    }
    /// All sums over all x of the format.
    static constexpr reach range() {
        reach const x = reach_of(formats.x);
        reach all{0, 0, frac};
        for (int o = 0; o < outputs; ++o) {
            std::int64_t lo = bias(o), hi = lo;
            for (int k = 0; k < inputs; ++k) {
                std::int64_t const w = weight(o, k);
                lo += w > 0 ? w * x.lo : w * x.hi;
                hi += w > 0 ? w * x.hi : w * x.lo;
            }
            all.lo = lo < all.lo ? lo : all.lo;
            all.hi = hi > all.hi ? hi : all.hi;
        }
        return all;
    }
    static constexpr bool narrow = formats.x.width <= 24 && formats.weight.width <= 24 &&
                                   frac - product_frac <= 6 && formats.bias.width <= 32 &&
                                   frac - frac_of(formats.bias) <= 24;
    static constexpr reach sums = narrow ? range() : reach{INT64_MIN, INT64_MAX, frac};
    static constexpr chain after = chain_of<Net>(plan_of<Net>.of[I], I);
    static constexpr lowered casts = lower(after, sums);
    static constexpr bool possible = narrow && fits_lane(sums.lo, sums.hi) && casts.possible;
};

namespace portable {
constexpr int constant_lanes = 8; ///< samples at a time

template <class Product, std::size_t... Output>
void constant_outputs(std::int32_t const* x, std::int32_t* y, std::index_sequence<Output...>) {
    struct sum {
        int terms;
        std::int32_t start;
        int const* input;
        std::int32_t const* weight;
    };
    static constexpr sum all[] = {
        sum{constant_sum<Product, static_cast<int>(Output)>::terms,
            constant_sum<Product, static_cast<int>(Output)>::start,
            constant_sum<Product, static_cast<int>(Output)>::value.input,
            constant_sum<Product, static_cast<int>(Output)>::value.weight}...};
    for (sum const& s : all) {
        for (int lane = 0; lane < constant_lanes; ++lane, ++y) {
            std::int64_t acc = s.start;
            for (int k = 0; k < s.terms; ++k) {
                acc += std::int64_t{s.weight[k]} * x[s.input[k] * constant_lanes + lane];
            }
            int frac = Product::frac;
            *y = static_cast<std::int32_t>(follow(Product::after, wide(acc), frac).low());
        }
    }
}
template <class Product>
void constant_layer(std::int32_t const* x, std::int32_t* y) {
    constant_outputs<Product>(x, y, std::make_index_sequence<Product::outputs>{});
}
} // namespace portable

} // namespace widthwise::kernels
