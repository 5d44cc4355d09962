// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <widthwise/graph/parameters.hpp>
#include <widthwise/io/prefix.hpp>
#include <widthwise/io/tensor.hpp>
#include <widthwise/tensor/tensor.hpp>

namespace widthwise::io {

namespace detail {
/// One parameter of a network, its type erased: where it stands in the state dict, what shape it
/// must have, where its floats go.
struct float_slot {
    std::string node;
    std::string parameter;
    std::vector<std::size_t> shape;
    float* data;
    std::size_t size;
};

template <int... Extent>
std::vector<std::size_t> extents_of(widthwise::tensor<float, Extent...> const&) {
    return {static_cast<std::size_t>(Extent)...};
}

/// Every parameter of a float network, in node order.
template <class Net>
std::vector<float_slot> float_slots(parameters<Net>& p) {
    std::vector<float_slot> slots;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const visit = [&](std::size_t node, auto& own) {
            std::remove_reference_t<decltype(own)>::each(own, [&](char const* name, auto& values,
                                                                  auto format) {
                static_assert(std::is_same_v<decltype(format), f32>,
                              "widthwise: a state dict loads into a float network; quantize its "
                              "parameters with transfer<Quantized>(parameters)");
                slots.push_back({rows_of<Net>()[node].name, name, extents_of(values), values.data,
                                 values.size()});
            });
        };
        int const each[] = {(visit(I, widthwise::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<nodes_of<Net>::size>{});
    return slots;
}

inline tensor const& find_tensor(state_dict const& from, float_slot const& slot,
                                 std::string_view source) {
    std::string const dotted = state_dict_prefix(slot.node) + "." + slot.parameter;
    std::string const plain = slot.node + "." + slot.parameter;
    auto found = from.find(dotted);
    found = found != from.end() ? found : from.find(plain);
    if (found == from.end()) {
        throw error(source, dotted, "is missing (node " + slot.node + " needs it)");
    }
    return found->second;
}
} // namespace detail

/// The parameters of a float network from a state dict, by name. Everything is checked before
/// anything is used: each tensor is there, has the shape the network's type says, is float and
/// finite. Tensors that the network does not ask for are left alone (num_batches_tracked, inputs).
/// Errors: widthwise::error, naming source, tensor and both shapes.
template <class Net>
parameters<Net> load_parameters(state_dict const& from, std::string_view source = {}) {
    parameters<Net> result{};
    std::vector<detail::float_slot> const slots = detail::float_slots(result);
    std::vector<std::vector<float>> values;
    for (detail::float_slot const& slot : slots) {
        tensor const& t = detail::find_tensor(from, slot, source);
        if (t.shape != slot.shape) {
            t.fail("has shape " + to_string(t.shape) + ", node " + slot.node + " needs " +
                   to_string(slot.shape));
        }
        if (t.type != dtype::f32 && t.type != dtype::f64 && t.type != dtype::f16 &&
            t.type != dtype::bf16) {
            t.fail("has an integer dtype, node " + slot.node + " needs floats");
        }
        t.require_finite();
        values.push_back(t.floats());
    }
    for (std::size_t i = 0; i < slots.size(); ++i) {
        std::memcpy(slots[i].data, values[i].data(), slots[i].size * sizeof(float));
    }
    return result;
}

/// A float network's parameters as a state dict under torch's names; write_safetensors stores it.
template <class Net>
state_dict to_state_dict(parameters<Net> const& p) {
    parameters<Net> copy = p;
    state_dict out;
    for (detail::float_slot const& slot : detail::float_slots(copy)) {
        tensor t;
        t.name = state_dict_prefix(slot.node) + "." + slot.parameter;
        t.shape = slot.shape;
        t.bytes.resize(slot.size * sizeof(float));
        std::memcpy(t.bytes.data(), slot.data, t.bytes.size());
        out.emplace(t.name, std::move(t));
    }
    return out;
}

} // namespace widthwise::io
