// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/layers.hpp>

#include "../rivals/dense.hpp"

namespace bench {

namespace ww = widthwise;

namespace detail {

template <class Format, class From>
void copy_floats(From const& from, std::vector<float>& to) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        to.push_back(static_cast<float>(ww::real_of<Format>(from.data[i])));
    }
}
/// Raw values in units of 2^-frac.
template <class Format, class From, class To>
void copy_raw(From const& from, std::vector<To>& to, int frac) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        to.push_back(static_cast<To>(from.data[i] * (1 << (frac - Format::frac))));
    }
}

/// The formats of a node whose operands are 8-bit integers: what int8 rivals can run.
template <class A>
constexpr bool is_int8 = ww::is_fixed<typename A::x_format>::value&&
                             ww::is_fixed<typename A::w_format>::value&&
                                 ww::is_fixed<typename A::b_format>::value &&
                         sizeof(typename A::x) == 1 && sizeof(typename A::w) == 1;

template <class Net, std::size_t I>
void describe_node(ww::parameters<Net> const& p, rivals::network& to) {
    using A = ww::arithmetic_of<Net, I>;
    constexpr ww::layer_row const& row = *ww::rows_of<Net>()[I].layer;
    if constexpr (row.op == ww::op_id<ww::op::linear>) {
        auto const& own = ww::get<I>(p);
        rivals::layer l;
        l.in = row.attr[0];
        l.out = row.attr[1];
        copy_floats<typename A::w_format>(own.weight, l.weight);
        copy_floats<typename A::b_format>(own.bias, l.bias);
        if constexpr (is_int8<A>) {
            l.x_frac = A::x_format::frac;
            l.w_frac = A::w_format::frac;
            copy_raw<typename A::w_format>(own.weight, l.raw_weight, l.w_frac);
            copy_raw<typename A::b_format>(own.bias, l.raw_bias, l.x_frac + l.w_frac);
        }
        to.layers.push_back(std::move(l));
    } else if constexpr (ww::is_batch_norm(row)) {
        auto const& own = ww::get<I>(p);
        if constexpr (is_int8<A>) {
            to.x_frac = A::x_format::frac;
            to.scale_frac = A::w_format::frac;
            copy_floats<typename A::w_format>(own.weight, to.scale);
            copy_floats<typename A::b_format>(own.bias, to.shift);
            copy_raw<typename A::w_format>(own.weight, to.raw_scale, to.scale_frac);
            copy_raw<typename A::b_format>(own.bias, to.raw_shift, to.x_frac + to.scale_frac);
        } else {
            for (std::size_t c = 0; c < own.weight.size(); ++c) {
                ww::scale_shift const f = ww::fold(
                    static_cast<double>(own.weight.data[c]), static_cast<double>(own.bias.data[c]),
                    static_cast<double>(own.running_mean.data[c]),
                    static_cast<double>(own.running_var.data[c]), ww::batch_norm_eps);
                to.scale.push_back(static_cast<float>(f.scale));
                to.shift.push_back(static_cast<float>(f.shift));
            }
        }
    } else if constexpr (row.op == ww::op_id<ww::op::relu>) {
        if (!to.layers.empty()) {
            to.layers.back().relu = true;
        }
    }
}

} // namespace detail

/// A chain of linear and relu, behind an optional BatchNorm and relu, in the rivals' terms.
template <class Net>
rivals::network describe(ww::parameters<Net> const& p) {
    rivals::network to;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        int const each[] = {(detail::describe_node<Net, I>(p, to), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<ww::nodes_of<Net>::size>{});
    return to;
}

} // namespace bench
