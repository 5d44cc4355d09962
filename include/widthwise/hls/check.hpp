// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>

#include <widthwise/hls/context.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// False, and named in the message that it makes.
template <class Carrier>
struct never {
    static constexpr bool value = false;
};
} // namespace detail

/// Node, a layer of kind Op, cannot be built in integers: its operands or its result are float
/// (quantize it, or give it data_out; an input that is a head is float), its format looks at whole
/// tensors, or Op has no engine.
template <class Node, class Op>
struct not_synthesizable {
    static_assert(detail::never<not_synthesizable>::value,
                  "widthwise: read not_synthesizable<node, op>");
};
/// Two inputs, or two heads, of one network have different formats: First and Second.
template <class First, class Second>
struct two_port_formats {
    static_assert(sizeof(First*) == 0, "widthwise: read two_port_formats<first, second>");
};

namespace detail {
template <class Net, std::size_t I, bool Moved>
struct node_check { // a network's input, or its values moved: all that read them cast them
    static constexpr bool value =
        input_table<Net>::value.reader[I] >= 0 && !input_table<Net>::value.shown[I];
};
template <class Net, std::size_t I>
struct node_check<Net, I, false> {
    using item = typename type_at<nodes_of<Net>, I>::layer;
    using A = arithmetic_of<Net, I>;
    static constexpr layer_row const& layer() { return *rows_of<Net>()[I].layer; }
    static constexpr bool value =
        layer().kind == fx_kind::output ||
        (A::is_integer && is_integer_format<typename A::out_format>::value &&
         !is_tensor_format<typename A::x_format>::value &&
         !is_tensor_format<typename A::out_format>::value &&
         (!layer().second_is_weight || !is_tensor_format<typename A::w_format>::value) &&
         (!has_sum(layer()) || is_fixed<typename A::accum_format>::value) &&
         (is_alias(layer()) || engine<typename item::op_type>::exists));
};
template <class Net, class Index>
struct first_unbuildable;
template <class Net, std::size_t... I>
struct first_unbuildable<Net, std::index_sequence<I...>> {
    static constexpr int find() {
        bool const good[] = {node_check<Net, I, input_table<Net>::value.moved[I]>::value...};
        for (std::size_t i = 0; i < sizeof...(I); ++i) {
            if (!good[i]) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }
    static constexpr int value = find();
};

template <class Net, int Node>
using name_of_node = typename type_at<nodes_of<Net>, static_cast<std::size_t>(Node)>::name;

template <class Net, int Bad>
struct report_unbuildable
    : not_synthesizable<
          name_of_node<Net, Bad>,
          typename type_at<nodes_of<Net>, static_cast<std::size_t>(Bad)>::layer::op_type> {};
template <class Net>
struct report_unbuildable<Net, -1> {};

template <class Net, int Conflict>
struct report_conflict
    : two_input_formats<name_of_node<Net, Conflict>,
                        name_of_node<Net, input_table<Net>::value.reader[Conflict]>,
                        name_of_node<Net, input_table<Net>::value.other>> {};
template <class Net>
struct report_conflict<Net, -1> {};
} // namespace detail

/// Net can be built: an integer network, its inputs read in one format each.
template <class Net>
struct check_synthesizable
    : detail::report_conflict<Net, detail::input_table<Net>::value.conflict>,
      detail::report_unbuildable<
          Net,
          detail::first_unbuildable<Net, std::make_index_sequence<nodes_of<Net>::size>>::value> {};

} // namespace hls
} // namespace widthwise
