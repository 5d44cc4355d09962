// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <widthwise/formats/convert_tensor.hpp>
#include <widthwise/graph/parameters.hpp>
#include <widthwise/layers.hpp>

namespace widthwise {

/// The memory of a running network: one tensor per node in its own format, and room for the
/// operands of one node after their cast. 16-byte cells, so that any element type is aligned.
class workspace {
public:
    struct alignas(16) cell {
        std::byte bytes[16];
    };
    explicit workspace(std::vector<std::size_t> const& node_bytes, std::size_t operand_elements)
        : nodes_(node_bytes.size()) {
        for (std::size_t i = 0; i < node_bytes.size(); ++i) {
            nodes_[i].resize(node_bytes[i] / sizeof(cell) + 1);
        }
        for (auto& operand : operands_) {
            operand.resize(operand_elements / 2 + 1); // 8 bytes an element at most
        }
        floats_.resize(operand_elements);
    }
    template <class T>
    T* node(std::size_t i) {
        return reinterpret_cast<T*>(nodes_[i].data());
    }
    template <class T>
    T* operand(std::size_t k) {
        return reinterpret_cast<T*>(operands_[k].data());
    }
    float* floats() { return floats_.data(); }

private:
    std::vector<std::vector<cell>> nodes_;
    std::vector<cell> operands_[2];
    std::vector<float> floats_;
};

namespace detail {
/// Element i of a node's raw values, whatever integer type its format takes. Not a template, as
/// read_raw: a network has many nodes.
inline std::int64_t raw_at(std::byte const* from, std::size_t i, edge_format const& edge) {
    std::size_t const bytes = edge.width <= 8 ? 1 : edge.width <= 16 ? 2 : edge.width <= 32 ? 4 : 8;
    std::uint64_t value = 0;
    std::memcpy(&value, from + i * bytes, bytes); // little-endian, as io/dtype.hpp asserts
    int const spare = 64 - 8 * static_cast<int>(bytes);
    return edge.sign ? static_cast<std::int64_t>(value << spare) >> spare
                     : static_cast<std::int64_t>(value);
}
inline std::vector<std::int64_t> read_raw(std::byte const* from, std::size_t n,
                                          edge_format const& edge) {
    std::vector<std::int64_t> result(n);
    for (std::size_t i = 0; i < n; ++i) {
        result[i] = raw_at(from, i, edge);
    }
    return result;
}
constexpr int edge_frac(edge_format const& edge) {
    return edge.kind == format_kind::fixed ? edge.frac : 0;
}

/// Operand k of node I in the format To: the edge's own tensor, or a cast copy of it.
template <class Net, std::size_t I, std::size_t K, class To>
value_t<To> const* operand(workspace& w, std::size_t room) {
    constexpr std::size_t source = static_cast<std::size_t>(
        facts_of<Net>().edge[static_cast<std::size_t>(facts_of<Net>().first[I]) + K]);
    using from = edge_format_of<Net, source>;
    value_t<from>* x = w.node<value_t<from>>(source);
    if constexpr (std::is_same_v<from, To>) {
        return x;
    } else {
        shape const& s = facts_of<Net>().out[source];
        value_t<To>* cast = w.operand<value_t<To>>(room);
        convert_tensor<To, from>(x, cast, s.dim, s.rank, w.floats());
        return cast;
    }
}

template <class P>
concept HasWeight = requires(P const& p) {
    p.weight;
};
template <class P>
concept HasBias = requires(P const& p) {
    p.bias;
};
template <class P>
concept HasStatistics = requires(P const& p) {
    p.running_mean;
};

template <class A, class P>
void read_parameters(P const& p, reads<A>& v) {
    if constexpr (HasWeight<P>) {
        v.weight = p.weight.data;
    }
    if constexpr (HasBias<P>) {
        v.bias = p.bias.data;
    }
    if constexpr (HasStatistics<P>) {
        v.mean = p.running_mean.data;
        v.variance = p.running_var.data;
    }
}

/// Runs node I on one sample: casts its operands, calls the layer's scalar forward, the
/// specification, and stores.
template <class Net, std::size_t I>
void run_node(parameters<Net> const& p, workspace& w) {
    using A = arithmetic_of<Net, I>;
    using op_type = typename type_at<nodes_of<Net>, I>::layer::op_type;
    static constexpr layer_row const& layer = *rows_of<Net>()[I].layer;
    operands const in = facts_of<Net>().inputs(I);
    shape const& out = facts_of<Net>().out[I];
    typename A::y* y = w.node<typename A::y>(I);
    if constexpr (is_per_input<op_type>::value) {
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            int const each[] = {(forward_part(op_type{}, A{}, layer, in, static_cast<int>(K), out,
                                              operand<Net, I, K, typename A::x_format>(w, 0), y),
                                 0)...};
            static_cast<void>(each);
        }
        (std::make_index_sequence<static_cast<std::size_t>(facts_of<Net>().first[I + 1] -
                                                           facts_of<Net>().first[I])>{});
    } else if constexpr (layer.kind != fx_kind::placeholder && layer.kind != fx_kind::output) {
        reads<A> v{};
        v.x = operand<Net, I, 0, typename A::x_format>(w, 0);
        if constexpr (layer.second_is_weight) {
            v.weight = operand<Net, I, 1, typename A::w_format>(w, 1);
        } else if constexpr (layer.arity == 2) {
            v.x1 = operand<Net, I, 1, typename A::x_format>(w, 1);
        } else {
            read_parameters(widthwise::get<I>(p), v);
        }
        forward(op_type{}, A{}, layer, in, out, v, y);
        using written =
            role_t<typename layer_parts<typename type_at<nodes_of<Net>, I>::layer>::own, data_out>;
        if constexpr (is_tensor_format<written>::value) {
            written::quantize_tensor(y, y, out.dim, out.rank);
        }
    }
}
} // namespace detail

} // namespace widthwise
