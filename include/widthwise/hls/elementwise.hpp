// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/context.hpp>
#include <widthwise/layers/elementwise.hpp>
#include <widthwise/layers/relu.hpp>
#include <widthwise/layers/reshape.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// y[i] = Each(x[i]), several in one cycle.
template <class Context, class Each>
struct map_elements {
    template <class X, class Parameters, class Y, std::size_t N>
    static void run(X const (&x)[N], Parameters const&, Y (&y)[N]) {
        constexpr int n = static_cast<int>(N), lanes = Context::elements(n);
        constexpr int x_banks = Context::template x_banks<0>();
        constexpr int y_banks = Context::y_banks();
        WIDTHWISE_HLS_PARTITION_CYCLIC(x, x_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        static_cast<void>(x_banks), static_cast<void>(y_banks);
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        WIDTHWISE_HLS_LABEL(elements)
        for (int first = 0; first < n; first += lanes) {
            WIDTHWISE_HLS_PIPELINE(1)
            WIDTHWISE_HLS_BEFORE_UNROLL
            for (int lane = 0; lane < lanes; ++lane) {
                WIDTHWISE_HLS_UNROLL
                if (first + lane < n) {
                    y[first + lane] = Context::keep(
                        Each::template apply<Context>(Context::template read<0>(x[first + lane])));
                }
            }
        }
    }
};
/// y[i] = Each(x0[i], x1[i]).
template <class Context, class Each>
struct map_pairs {
    template <class X0, class X1, class Y, std::size_t N>
    static void run(X0 const (&x0)[N], X1 const (&x1)[N], Y (&y)[N]) {
        using unit = typename Context::unit;
        constexpr int n = static_cast<int>(N), lanes = Context::elements(n);
        constexpr int x0_banks = Context::template x_banks<0>();
        constexpr int x1_banks = Context::template x_banks<1>();
        constexpr int y_banks = Context::y_banks();
        WIDTHWISE_HLS_PARTITION_CYCLIC(x0, x0_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(x1, x1_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        static_cast<void>(x0_banks), static_cast<void>(x1_banks), static_cast<void>(y_banks);
        WIDTHWISE_HLS_BEFORE_PIPELINE(1)
        WIDTHWISE_HLS_LABEL(pairs)
        for (int first = 0; first < n; first += lanes) {
            WIDTHWISE_HLS_PIPELINE(1)
            WIDTHWISE_HLS_BEFORE_UNROLL
            for (int lane = 0; lane < lanes; ++lane) {
                WIDTHWISE_HLS_UNROLL
                if (first + lane < n) {
                    typename unit::accumulator sum = unit::zero();
                    Each::template apply<unit>(sum, Context::template read<0>(x0[first + lane]),
                                               Context::template read<1>(x1[first + lane]));
                    y[first + lane] = Context::keep(unit::store(sum));
                }
            }
        }
    }
};

struct maximum_with_zero {
    template <class Context>
    static typename Context::y apply(typename Context::x const& x) {
        using carrier = typename Context::carrier;
        return Context::unit::store_input(
            carrier::negative(x) ? carrier::template load<typename Context::x>(0) : x);
    }
};
struct unchanged {
    template <class Context>
    static typename Context::y apply(typename Context::x const& x) {
        return Context::unit::store_input(x);
    }
};
struct sum_of_two {
    template <class Unit, class X>
    static void apply(typename Unit::accumulator& sum, X const& x0, X const& x1) {
        Unit::add(sum, x0);
        Unit::add(sum, x1);
    }
};
struct difference_of_two {
    template <class Unit, class X>
    static void apply(typename Unit::accumulator& sum, X const& x0, X const& x1) {
        Unit::add(sum, x0);
        Unit::subtract(sum, x1);
    }
};
struct product_of_two {
    template <class Unit, class X>
    static void apply(typename Unit::accumulator& sum, X const& x0, X const& x1) {
        Unit::multiply(sum, x1, x0);
    }
};

template <class Each>
struct element_engine {
    static constexpr bool exists = true;
    template <class Context, class X, class Parameters, class Y, std::size_t N>
    static void run(X const (&x)[N], Parameters const& p, Y (&y)[N]) {
        map_elements<Context, Each>::run(x, p, y);
    }
};
template <class Each>
struct pair_engine {
    static constexpr bool exists = true;
    template <class Context, class X0, class X1, class Y, std::size_t N>
    static void run(X0 const (&x0)[N], X1 const (&x1)[N], Y (&y)[N]) {
        map_pairs<Context, Each>::run(x0, x1, y);
    }
};
} // namespace detail

/// y = store(max(x, 0)).
template <>
struct engine<op::relu> : detail::element_engine<detail::maximum_with_zero> {};
/// y = store(x): built only where a format is written; else the readers read the source.
template <>
struct engine<op::flatten> : detail::element_engine<detail::unchanged> {};
template <>
struct engine<op::view> : detail::element_engine<detail::unchanged> {};
template <>
struct engine<op::identity> : detail::element_engine<detail::unchanged> {};
template <>
struct engine<op::dropout> : detail::element_engine<detail::unchanged> {};
/// y = store(x0 + x1), and the other two.
template <>
struct engine<op::add> : detail::pair_engine<detail::sum_of_two> {};
template <>
struct engine<op::sub> : detail::pair_engine<detail::difference_of_two> {};
template <>
struct engine<op::mul> : detail::pair_engine<detail::product_of_two> {};

} // namespace hls
} // namespace widthwise
