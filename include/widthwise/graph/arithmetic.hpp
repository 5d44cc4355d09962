// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>

#include <widthwise/formats/convert_tensor.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/relu.hpp>

namespace widthwise {

namespace detail {
/// A resolved row as a type: integer formats from their numbers, float as f32, any other format as
/// the user wrote it.
template <std::uint32_t Kind, int Width, int Frac, bool Sign, rounding Round, overflow Over,
          class Written>
struct format_type {
    // Where nobody wrote it (an edge that carries binary or ternary values), -1, 0 and 1 take 2
    // bits.
    using type = std::conditional_t<std::is_same<Written, exact>::value, fixed<2, 0>, Written>;
};
template <int Width, int Frac, bool Sign, rounding Round, overflow Over, class Written>
struct format_type<format_kind::fixed, Width, Frac, Sign, Round, Over, Written> {
    using type = fixed<Width, Frac, Sign, Round, Over>;
};
template <int Width, int Frac, bool Sign, rounding Round, overflow Over, class Written>
struct format_type<format_kind::float32, Width, Frac, Sign, Round, Over, Written> {
    using type = f32;
};
/// The formats of one node, a constant.
template <class Net, std::size_t I>
struct formats_constant {
    static constexpr node_formats value = formats_of<Net>(I);
};

template <class Table, class Written, format_row node_formats::*Role>
using resolved_t =
    typename format_type<(Table::value.*Role).kind, (Table::value.*Role).width,
                         (Table::value.*Role).frac, (Table::value.*Role).sign,
                         (Table::value.*Role).round, (Table::value.*Role).over, Written>::type;

template <class Table, class Parts, class Activation>
struct activation_type {
    using type = no_activation;
};
template <class Table, class Parts>
struct activation_type<Table, Parts, relu> {
    using type =
        relu_activation<resolved_t<Table, role_t<typename Parts::activation_formats, data_in>,
                                   &node_formats::act_in>,
                        resolved_t<Table, role_t<typename Parts::activation_formats, data_out>,
                                   &node_formats::out>>;
};

template <class Net, std::size_t I>
struct node_arithmetic {
    using table = formats_constant<Net, I>;
    using parts = layer_parts<typename type_at<nodes_of<Net>, I>::layer>;
    using own = typename parts::own;
    using x = resolved_t<table, role_t<own, data_in>, &node_formats::x>;
    using w = resolved_t<table, role_t<own, weight>, &node_formats::weight>;
    using b = resolved_t<table, role_t<own, bias>, &node_formats::bias>;
    using accumulate = resolved_t<table, role_t<own, accum>, &node_formats::accum>;
    using written = resolved_t<table, role_t<own, data_out>, &node_formats::stored>;
    // A format of whole tensors is applied to the node's whole result, which is first float.
    using store = std::conditional_t<is_tensor_format<written>::value, f32, written>;
    using activation = typename activation_type<table, parts, typename parts::activation>::type;
    using type = arithmetic<x, w, b, accumulate, store, activation, table::value.stepwise>;
};
} // namespace detail

/// The arithmetic of node I of a network: every format a type.
template <class Net, std::size_t I>
using arithmetic_of = typename detail::node_arithmetic<Net, I>::type;

/// What its readers receive: the format and the type of one element.
template <class Net, std::size_t I>
using edge_format_of = typename arithmetic_of<Net, I>::out_format;

} // namespace widthwise
