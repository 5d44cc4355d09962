// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/formats/float.hpp>
#include <widthwise/formats/row.hpp>
#include <widthwise/tensor/shape.hpp>

namespace widthwise {

/// An op's identity: the hash of its tag's name, one constant per tag.
template <class Op>
constexpr std::uint32_t op_id = hash_name(Op::c_str());

/// The six node kinds of torch.fx.
enum class fx_kind : unsigned char {
    placeholder,
    get_attr,
    call_function,
    call_method,
    call_module,
    output
};

/// Why a node's shapes do not fit; the two numbers of a fault stand beside it.
enum class fault : unsigned char {
    none,
    shape_mismatch,      ///< produced extent, consumed extent
    rank_mismatch,       ///< produced rank, consumed rank
    arity_mismatch,      ///< inputs given, inputs needed
    size_mismatch,       ///< produced elements, consumed elements
    empty_output,        ///< input extent, window extent
    unknown_input,       ///< edge number
    forward_reference,   ///< edge number, node it names
    duplicate_role,      ///< a role written twice in one rule
    duplicate_name,      ///< first node, second node
    no_input,            ///< the network does not start with an input
    accumulator_too_wide ///< bits needed, bits there are
};

/// What infer gives: the output shape, or a fault with its numbers.
struct inferred {
    shape out{};
    fault bad = fault::none;
    int produced = 0;
    int consumed = 0;
};
constexpr inferred gives(shape const& out) { return inferred{out, fault::none, 0, 0}; }
constexpr inferred fails(fault bad, int produced, int consumed) {
    return inferred{shape{}, bad, produced, consumed};
}

/// The input shapes of one node: out[edge[0]], out[edge[1]], ...
struct operands {
    shape const* out;
    int const* edge;
    int count;
    constexpr shape const& operator[](int k) const { return out[edge[k]]; }
    constexpr std::int64_t elements() const {
        std::int64_t sum = 0;
        for (int k = 0; k < count; ++k) {
            sum += (*this)[k].elements();
        }
        return sum;
    }
};

/// What one sample costs a node, in plain counts; every cost model is a function of these and of
/// formats. computations, backward: MASE's own FLOP rules (reference: chop's calculate_modules).
struct counts { // no default values: zeroed by {} in one step, thousands at a time
    std::int64_t macs;
    std::int64_t adds;     ///< additions and subtractions outside MACs
    std::int64_t products; ///< multiplications and divisions outside MACs
    std::int64_t compares;
    std::int64_t computations;
    std::int64_t backward;
    std::int64_t weights;    ///< MASE's total_parameters: bias not counted, BatchNorm 2 * C
    std::int64_t parameters; ///< trainable, bias counted
    std::int64_t inputs;
    std::int64_t outputs;
    int fan_in; ///< terms per accumulator
};

/// The formats of the roles, as written; kind "exact" is "not written".
struct role_rows {
    format_row data_in = exact::row();
    format_row weight = exact::row();
    format_row bias = exact::row();
    format_row accum = exact::row();
    format_row data_out = exact::row();
    bool twice = false; ///< a role was written twice
};

/// How the exact result of a node's arithmetic is bounded (layers/ranges.hpp).
enum class arithmetic_kind : unsigned char {
    pass,       ///< y is x, moved or selected
    relu,       ///< max(x, 0)
    mac,        ///< b + sum of fan_in products with a weight
    sum,        ///< x0 + x1
    difference, ///< x0 - x1
    product,    ///< x0 * x1
    average,    ///< sum / n: no exact result
    real        ///< a transcendental function or an unquantized BatchNorm: no exact result
};

/// One constant row per layer type: everything a loop over the network may ask of a layer.
struct layer_row {
    std::uint32_t op = 0;
    char const* op_name = "";    ///< MASE's mase_op
    char const* class_name = ""; ///< torch's class or function name
    char const* mase_type = "";
    fx_kind kind = fx_kind::call_module;
    int attr[12] = {};
    double eps = 0;
    int arity = 1; ///< -1: one or more
    inferred (*infer)(layer_row const&, operands const&) = nullptr;
    counts (*count)(layer_row const&, operands const&, shape const&) = nullptr;
    arithmetic_kind arithmetic = arithmetic_kind::pass;
    bool quantizable = false;
    bool has_weight = false; ///< a weight parameter, or a second operand in the weight role
    bool has_bias = false;
    bool second_is_weight = false; ///< matmul, bmm: operand 1 takes the weight role
    role_rows roles{};
    bool quantized = false;
    std::uint32_t activation = 0; ///< op of a fused activation, 0: none
    role_rows activation_roles{};
};
/// Has it an accumulator, of products or of two operands?
constexpr bool has_sum(layer_row const& layer) {
    return layer.arithmetic == arithmetic_kind::mac || layer.arithmetic == arithmetic_kind::sum ||
           layer.arithmetic == arithmetic_kind::difference ||
           layer.arithmetic == arithmetic_kind::product;
}

/// Is the op's forward called once for each input (concat), or does it take them together?
template <class Op, class = void>
struct is_per_input : std::false_type {};
template <class Op>
struct is_per_input<Op, std::enable_if_t<Op::per_input>> : std::true_type {};

} // namespace widthwise
