// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <widthwise/graph/arithmetic.hpp>

namespace widthwise {
namespace verify {

/// An input of the network cannot be given as raw integers: it is read as a float, or in several
/// formats. Give the vectors as floats.
template <class Node, bool IsInteger>
struct raw_input {
    static_assert(IsInteger, "widthwise: read raw_input<input>: its readers' data_in is not one "
                             "integer format; give the vectors as floats");
};

/// Elements of one input sample: all inputs, one after the other.
template <class Net>
constexpr std::size_t input_size() {
    std::int64_t elements = 0;
    for (std::size_t i = 0; i < size_of<Net>(); ++i) {
        bool const input = rows_of<Net>()[i].layer->kind == fx_kind::placeholder;
        elements += input ? facts_of<Net>().out[i].elements() : 0;
    }
    return static_cast<std::size_t>(elements);
}

namespace detail {
constexpr bool is_input(node_row const& row) { return row.layer->kind == fx_kind::placeholder; }

/// Who reads an input: the first reader, the operand it is there, and whether all agree.
struct reader {
    std::size_t node;
    bool as_weight;
    bool integer; ///< every reader casts it to the same integer format
};
constexpr bool same_values(format_row const& a, format_row const& b) {
    return a.kind == b.kind && a.width == b.width && a.frac == b.frac && a.sign == b.sign;
}
template <class Net>
constexpr reader find_reader(std::size_t input) {
    reader found{0, false, false};
    format_row first{};
    for (std::size_t i = input + 1; i < size_of<Net>(); ++i) {
        operands const in = facts_of<Net>().inputs(i);
        for (int k = 0; k < in.count; ++k) {
            if (in.edge[k] != static_cast<int>(input)) {
                continue;
            }
            bool const as_weight = k == 1 && rows_of<Net>()[i].layer->second_is_weight;
            operand_formats const f = operands_of<Net>(i);
            format_row const& format = as_weight ? f.weight : f.x;
            if (found.node == 0) {
                found = reader{i, as_weight, is_integer_kind(format.kind)};
                first = format;
            }
            found.integer = found.integer && verify::detail::same_values(first, format);
        }
    }
    return found;
}
template <class Net, std::size_t I>
struct reader_constant {
    static constexpr reader value = find_reader<Net>(I);
};

template <class A, bool AsWeight>
struct operand_format {
    using type = typename A::x_format;
};
template <class A>
struct operand_format<A, true> {
    using type = typename A::w_format;
};
template <class Net, std::size_t I>
struct raw_format {
    using read = reader_constant<Net, I>;
    using name = typename type_at<nodes_of<Net>, I>::name;
    static_assert(sizeof(raw_input<name, read::value.integer>) != 0, "");
    using type =
        typename operand_format<arithmetic_of<Net, read::value.node>, read::value.as_weight>::type;
};

/// What node I holds: an input what was given, every other node its own result.
template <class Net, std::size_t I, bool Raw, bool IsInput>
struct value_format {
    using type = edge_format_of<Net, I>;
};
template <class Net, std::size_t I>
struct value_format<Net, I, true, true> : raw_format<Net, I> {};
} // namespace detail

/// The format of the raw integers that stand for input node I: the data_in of the nodes that read
/// it. A network's input is a float, which each reader casts; a vector of raw integers gives what
/// comes out of that cast.
template <class Net, std::size_t I = 0>
using input_format_of = typename detail::raw_format<Net, I>::type;

} // namespace verify
} // namespace widthwise
