// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include <widthwise/core/config.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/drop_identity.hpp>

namespace ww = widthwise;
using namespace ww;

namespace {

// Dropping renames nothing: the readers of a dropped node name what it read.
using plain = network<input<4>, identity, linear<4, 4>, dropout<30>, identity, relu, identity>;
static_assert(
    std::is_same<nodes_of<drop_identity_t<plain>>,
                 type_list<node<x_name, input<4>>, node<seq_blocks<1>, linear<4, 4>, x_name>,
                           node<seq_blocks<4>, relu, seq_blocks<1>>,
                           node<output_name, output, seq_blocks<4>>>>::value,
    "");

// Nothing to drop: the very same list.
static_assert(std::is_same<nodes_of<drop_identity_t<zoo::jsc_toy>>, nodes_of<zoo::jsc_toy>>::value,
              "");

// In a DAG both edges of an add may come to name one node.
WIDTHWISE_NAME(fc);
WIDTHWISE_NAME(same_again);
WIDTHWISE_NAME(dropped);
WIDTHWISE_NAME(sum);
using residual = network<input<4>, node<fc, linear<4, 4>>, node<same_again, identity>,
                         node<dropped, dropout<>, fc>, node<sum, add, same_again, dropped>, relu>;
static_assert(
    std::is_same<nodes_of<drop_identity_t<residual>>,
                 type_list<node<x_name, input<4>>, node<fc, linear<4, 4>>, node<sum, add, fc, fc>,
                           node<seq_blocks<4>, relu>, node<output_name, output>>>::value,
    "");

// Only identities between input and output.
using nothing = network<input<4>, identity, dropout<>>;
static_assert(
    std::is_same<nodes_of<drop_identity_t<nothing>>,
                 type_list<node<x_name, input<4>>, node<output_name, output, x_name>>>::value,
    "");

// Shapes, and twice is once.
static_assert(shape_of<drop_identity_t<plain>>("output") == extents(4), "");
static_assert(std::is_same<nodes_of<drop_identity_t<drop_identity_t<plain>>>,
                           nodes_of<drop_identity_t<plain>>>::value,
              "");

} // namespace
