// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/graph/facts.hpp>

namespace widthwise {

/// Each of these carries its numbers in its own name, so that every compiler prints them in the
/// first lines of the message, whatever the size of the network. Node is the name of the node.

/// Node reads Produced elements along an axis, and needs Consumed.
template <class Node, int Produced, int Consumed>
struct shape_mismatch {
    static_assert(Produced == Consumed, "widthwise: read shape_mismatch<node, produced, consumed>");
};
/// Node reads a tensor with Produced axes, and needs Consumed.
template <class Node, int Produced, int Consumed>
struct rank_mismatch {
    static_assert(Produced == Consumed,
                  "widthwise: read rank_mismatch<node, axes produced, consumed>");
};
/// Node reads Produced elements in all, and views them as Consumed.
template <class Node, int Produced, int Consumed>
struct size_mismatch {
    static_assert(Produced == Consumed, "widthwise: read size_mismatch<node, elements, viewed as>");
};
/// Node is given Given inputs, and takes Needed.
template <class Node, int Given, int Needed>
struct arity_mismatch {
    static_assert(Given == Needed, "widthwise: read arity_mismatch<node, inputs given, needed>");
};
/// Node slides a window of Window over an axis of Extent (padding counted): there is no output.
template <class Node, int Extent, int Window>
struct empty_output {
    static_assert(Extent < 0, "widthwise: read empty_output<node, extent, window>");
};
/// No node is called Input; Node reads it.
template <class Node, class Input>
struct unknown_input {
    static_assert(sizeof(Node*) == 0, "widthwise: read unknown_input<node, missing input>");
};
/// Node reads Later, which comes after it (or is itself).
template <class Node, class Later>
struct forward_reference {
    static_assert(sizeof(Node*) == 0, "widthwise: read forward_reference<node, later node>");
};
/// Nodes First and Second (counted from 0, the input first) have the same name.
template <class Node, int First, int Second>
struct duplicate_name {
    static_assert(First == Second, "widthwise: read duplicate_name<node, first, second>");
};
/// A role (data_in, weight, bias, accum or data_out) of Node is written twice.
template <class Node>
struct duplicate_role {
    static_assert(sizeof(Node*) == 0, "widthwise: read duplicate_role<node>: give each role once");
};
/// The first item of a network must be input<...>.
template <class Node>
struct no_input {
    static_assert(sizeof(Node*) == 0,
                  "widthwise: read no_input<first node>: start with input<...>");
};
/// The exact result of Node needs Needed bits, there are Given: give accum or data_out a format.
template <class Node, int Needed, int Given>
struct accumulator_too_wide {
    static_assert(Needed <= Given, "widthwise: read accumulator_too_wide<node, bits needed, bits>");
};

namespace detail {
struct sound {};

template <fault What, class Node, class Other, int A, int B>
struct report_problem : sound {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::shape_mismatch, Node, Other, A, B> : shape_mismatch<Node, A, B> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::rank_mismatch, Node, Other, A, B> : rank_mismatch<Node, A, B> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::size_mismatch, Node, Other, A, B> : size_mismatch<Node, A, B> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::arity_mismatch, Node, Other, A, B> : arity_mismatch<Node, A, B> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::empty_output, Node, Other, A, B> : empty_output<Node, A, B> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::unknown_input, Node, Other, A, B> : unknown_input<Node, Other> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::forward_reference, Node, Other, A, B>
    : forward_reference<Node, Other> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::duplicate_name, Node, Other, A, B> : duplicate_name<Node, A, B> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::duplicate_role, Node, Other, A, B> : duplicate_role<Node> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::no_input, Node, Other, A, B> : no_input<Node> {};
template <class Node, class Other, int A, int B>
struct report_problem<fault::accumulator_too_wide, Node, Other, A, B>
    : accumulator_too_wide<Node, A, B> {};
} // namespace detail

} // namespace widthwise
